"""Checks the exchanges of a simulator's journal against the official descriptions of the APIs.

    validate.py [--specs DIR] [--defects FILE] [--partial] JOURNAL...

A journal has one call a line, as `ionos simulate --journal FILE` writes it. An answer must fit its description; a
request that was accepted must, too. What the descriptions themselves have wrong is listed, with the reason, in
`defects.toml`; an entry that nothing needs is an error, unless only a part of the journals is given (`--partial`).
"""

import argparse
import json
import os
import re
import sys
from collections import Counter
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import parse_qsl, unquote

import jsonschema_rs

import descriptions

try:
    import tomllib
except ModuleNotFoundError:  # Python 3.10
    import tomli as tomllib

HERE = Path(__file__).parent
REDACTED = "[redacted]"


@dataclass(frozen=True)
class Finding:
    """Something that does not fit its description."""

    product: str
    operation: str
    # `answer`, `body`, `query`, `path`, `status`, `type` or `operation`.
    part: str
    # Where in the part, with `*` in the place of indices.
    at: str
    message: str

    def __str__(self):
        return f"{self.product}: {self.operation}: {self.part} {self.at}: {self.message}"


class Validator:
    """All descriptions, with the schemas that were needed so far."""

    def __init__(self, specs, unset_is_null=()):
        self.products = descriptions.read(specs, unset_is_null)
        self.schemas = {}
        self.seen = set()

    def find(self, product, method, path):
        """The operation of a call, and the values in its path."""
        for operation in self.products[product]:
            if operation.method == method and (found := operation.pattern.match(path)):
                return operation, found.groups()
        return None, ()

    def check(self, entry):
        """What is wrong with one exchange."""
        product, method = entry["product"], entry["method"]
        is_accepted = 200 <= entry["status"] < 300
        operation, values = self.find(product, method, entry["path"])
        if operation is None:
            if is_accepted:
                path = re.sub(r"[0-9a-f]{8}-?[0-9a-f]{4}[0-9a-f-]*|/\d+", "/*", entry["path"]).replace("//", "/")
                yield Finding(product, f"{method} {path}", "operation", "/", "accepted, but not described")
            return
        self.seen.add((product, operation.name))

        def found(part, at, message):
            return Finding(product, operation.name, part, at, message)

        if is_accepted:
            yield from self.check_parameters(operation, values, entry["query"], found)
            yield from self.check_body(operation, entry, found)
        yield from self.check_answer(operation, entry, found)

    def check_parameters(self, operation, values, query, found):
        names = re.findall(r"\{([^}]+)\}", operation.path)
        sent = {"path": {name: [unquote(value)] for name, value in zip(names, values)}, "query": {}}
        for name, value in parse_qsl(query, keep_blank_values=True):
            sent["query"].setdefault(name, []).append(value)
        for parameter in operation.parameters:
            place, name = parameter["in"], parameter["name"]
            if place not in sent:
                continue
            given = sent[place].get(name)
            if given is None:
                if parameter.get("required") and place == "query":
                    yield found("query", f"/{name}", "required, but not sent")
                continue
            schema = parameter.get("schema", {})
            for _, message in self.errors(operation, schema, self.parsed(operation, schema, given), answer=False):
                yield found(place, f"/{name}", message)

    @staticmethod
    def parsed(operation, schema, given):
        """The value of a parameter, from its text."""
        schema = operation.document.resolve(schema)
        kind = schema.get("type")
        if kind == "array":
            items = given if len(given) > 1 else given[0].split(",")
            return [Validator.parsed(operation, schema.get("items", {}), [item]) for item in items]
        if kind in ("integer", "number", "boolean"):
            try:
                return json.loads(given[-1])
            except ValueError:
                return given[-1]
        return given[-1]

    def check_body(self, operation, entry, found):
        body = entry["body"]
        if operation.body is None:
            if body is not None:
                yield found("body", "/", "accepted, but no body is described")
            return
        kind = (entry["content_type"] or "").split(";")[0].strip().lower()
        if body is None:
            if operation.body_required and not kind:
                yield found("body", "/", "required, but not sent")
            return
        schema = operation.body.get(kind, operation.body.get("*/*"))
        if schema is None:
            # A client that names no type sends JSON.
            if kind:
                yield found("type", "/body", f"{kind} is accepted, but not described")
            schema = operation.body.get("application/json", {})
        for at, message in self.errors(operation, schema, body, answer=False):
            yield found("body", at, message)

    def check_answer(self, operation, entry, found):
        status, kind, answer = entry["status"], entry["answer_type"], entry["answer"]
        kinds = operation.answer(status)
        if kinds is None:
            yield found("status", f"/{status}", "not described")
            return
        kind = (kind or "").split(";")[0].strip().lower()
        if not kind or entry["method"] == "HEAD":
            if kinds and entry["method"] != "HEAD" and not (status in (202, 204) and "*/*" in kinds):
                yield found("answer", f"/{status}", "empty, but content is described")
            return
        schema = kinds.get(kind, kinds.get("*/*"))
        if schema is None:
            described = ", ".join(sorted(kinds)) or "nothing"
            yield found("type", f"/{status}", f"{kind} in the place of {described}")
            return
        if answer is None:
            return
        for at, message in self.errors(operation, schema, answer, answer=True):
            yield found("answer", f"/{status}{at}", message)

    def errors(self, operation, schema, value, answer):
        """Where a value does not fit its schema, and why. What is redacted fits."""
        key = (id(schema), answer)
        if key not in self.schemas:
            alone = operation.document.schema(schema, answer)
            validator = jsonschema_rs.Draft202012Validator(alone, validate_formats=True)
            # The schema is kept with its validator, so that its address stays its own.
            self.schemas[key] = (schema, validator)
        errors = [error for top in self.schemas[key][1].iter_errors(value) for error in closest(top)]
        errors = [error for error in errors if not is_redacted(error.instance)]
        for error in errors:
            path = error.instance_path
            at = "".join(f"/{'*' if isinstance(part, int) else part}" for part in path)
            if not is_unknown(error):
                yield at, brief(error)
            # Where a part does not fit, all of its fields count as unknown, up to the root.
            elif not any(is_within(other, path) for other in errors):
                yield from ((f"{at}/{name}", "not described") for name in error.kind.unexpected)


def closest(error):
    """Of alternatives none of which fits, the errors of the one that is the closest."""
    alternatives = getattr(error.kind, "context", None)
    if not alternatives:
        return [error]
    # That of null says nothing.
    alternatives = [errors for errors in alternatives if not any(is_null(one) for one in errors)] or alternatives
    return [one for inner in min(alternatives, key=distance) for one in closest(inner)]


def distance(errors):
    """How far from fitting: most of all when the word that tells the alternatives apart is another."""
    return any(error.message.endswith("was expected") for error in errors), len(errors)


def is_null(error):
    return error.message.endswith('is not of type "null"')


def is_unknown(error):
    return error.message.startswith("Unevaluated properties")


def is_within(error, path):
    """Whether an error is a reason for which the object at a path has fields that count as unknown."""
    is_inside = error.instance_path[: len(path)] == path
    return is_inside and not (is_unknown(error) and error.instance_path == path)


def is_redacted(value):
    return value == REDACTED or isinstance(value, list) and REDACTED in value


def brief(error):
    """The message of an error without the value that it quotes."""
    quoted = json.dumps(error.instance, separators=(",", ":"), ensure_ascii=False)
    message = error.message
    if error.instance is not None and message.startswith(quoted):
        message = "the value" + message[len(quoted) :]
    return message if len(message) <= 160 else message[:157] + "..."


class Defects:
    """What is known to be wrong in the descriptions."""

    FIELDS = ("product", "operation", "part", "at", "message")

    def __init__(self, text):
        table = tomllib.loads(text)
        # Products whose answers have null in the place of what is not set, with the reason.
        self.unset_is_null = table.get("unset_is_null", {})
        self.entries = table.get("defect", [])
        self.used = [0] * len(self.entries)
        for entry in self.entries:
            if not entry.get("reason") or not set(entry) <= {*self.FIELDS, "reason"}:
                raise SystemExit(f"a defect needs a reason, and no other fields than {self.FIELDS}: {entry}")

    def cover(self, finding):
        for index, entry in enumerate(self.entries):
            if all(fnmatchcase(getattr(finding, name), escaped(entry[name])) for name in self.FIELDS if name in entry):
                self.used[index] += 1
                return True
        return False

    def unused(self):
        return [entry for entry, used in zip(self.entries, self.used) if not used]


def escaped(pattern):
    """Only `*` is special in a pattern of ours."""
    return pattern.replace("[", "[[]").replace("?", "[?]")


def read(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            yield f"{path}:{number}", json.loads(line)


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    repository = HERE.parent.parent
    parser.add_argument(
        "--specs", type=Path, default=Path(os.environ.get("IONOS_SPECS") or repository.parent / "shared" / "specs")
    )
    parser.add_argument("--defects", type=Path, default=HERE / "defects.toml")
    parser.add_argument("--partial", action="store_true", help="allow entries of the defects that are not needed")
    parser.add_argument("journals", nargs="+", type=Path)
    options = parser.parse_args(arguments)
    if not options.specs.is_dir():
        print(f"skipped: the official descriptions are not in {options.specs}; nothing was validated")
        return 0
    for journal in options.journals:
        if not journal.is_file():
            print(f"there is no journal {journal}")
            return 1

    defects = Defects(options.defects.read_text(encoding="utf-8"))
    validator = Validator(options.specs, defects.unset_is_null)
    checked, skipped, findings = Counter(), Counter(), {}
    for journal in options.journals:
        for place, entry in read(journal):
            if entry["fault"] is not None:
                skipped["disturbed by a fault that was asked for"] += 1
            elif entry["product"] not in validator.products:
                skipped[f"{entry['product']}: no description"] += 1
            else:
                checked[entry["product"]] += 1
                for finding in validator.check(entry):
                    if not defects.cover(finding):
                        findings.setdefault(finding, []).append(place)

    for product, count in sorted(checked.items()):
        seen = sum(1 for name, _ in validator.seen if name == product)
        total = len(validator.products[product])
        print(f"{product}: {count} exchanges, {seen} of {total} operations")
    for reason, count in sorted(skipped.items()):
        print(f"not checked: {count} ({reason})")
    for finding, places in sorted(findings.items(), key=lambda item: str(item[0])):
        print(f"{finding} ({len(places)} times, first {places[0]})")
    unused = [] if options.partial else defects.unused()
    for entry in unused:
        print(f"not needed: {entry}")
    if not checked:
        print("there was nothing to check")
    if findings or unused or not checked:
        print(f"{len(findings)} findings, {len(unused)} entries that are not needed")
        return 1
    print("every exchange fits its description")
    return 0


if __name__ == "__main__":
    sys.exit(main())
