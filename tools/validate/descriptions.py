"""The official descriptions of the APIs, read and turned into JSON Schema."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import yaml

METHODS = ("get", "put", "post", "patch", "delete", "head")

# The files of each product of the journal; where two files know an operation, the first is asked.
FILES = {
    "activity-log": ["activitylog-v1.yaml"],
    "auth": ["auth-v1.yaml"],
    "cloud": ["cloudapi-v6.yaml"],
    "cloudflare": [
        "cloudflare-tunnel-sdk-2026-10.json",
        "cloudflare-access-sdk-2026-10.json",
        "cloudflare-dns-zones-sdk-2026-10.json",
        "cloudflare-tunnel-openapi-2024-08.json",
        "cloudflare-access-openapi-2024-08.json",
        "cloudflare-dns-zones-openapi-2024-08.json",
    ],
    "container-registry": ["containerregistry-v1.yaml"],
    "dns": ["dns-v1.yaml"],
    "hosting-dns": ["hosting-dns-v1.yaml", "hosting-dns-v1.0.1-official-sdk.yaml"],
    "logging": ["logging-v1.yaml"],
    "object-storage": ["objectstorage-management-v1.yaml"],
}


class Loader(yaml.CSafeLoader):
    """YAML as JSON has it: `on` is a word and a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in rules if not tag.endswith((":timestamp", ":bool"))]
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}
Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


@dataclass
class Operation:
    """One operation of a description."""

    document: "Document"
    method: str
    path: str
    pattern: re.Pattern
    parameters: list
    # Schemas by media type; None when no body is described.
    body: dict | None
    body_required: bool
    # Schemas by media type, by status: `200`, `4XX` or `default`.
    answers: dict

    @property
    def name(self):
        return f"{self.method} {self.path}"

    def answer(self, status):
        """The media types described for a status; None when the status is unknown."""
        for key in (str(status), f"{status // 100}XX", "default"):
            if key in self.answers:
                return self.answers[key]
        return None


@dataclass
class Document:
    """One description, with its schemas in both directions."""

    raw: dict
    # Whether answers have null in the place of a field that is not set, though the description does not say so.
    unset_is_null: bool = False
    operations: list = field(default_factory=list)
    _schemas: dict = field(default_factory=dict)

    def schema(self, raw, answer):
        """A schema that stands alone: with everything it refers to, and nothing else."""
        root = self._convert(raw, answer, closed=answer)
        definitions, open_names = {}, references(root)
        while open_names:
            name = open_names.pop()
            if name not in definitions:
                definitions[name] = self._definition(name, answer)
                open_names |= references(definitions[name])
        return {**root, "$defs": definitions}

    def _definition(self, name, answer):
        key = (name, answer)
        if key not in self._schemas:
            target = self.raw
            for part in name.split("~1"):
                target = target[part]
            self._schemas[key] = self._convert(target, answer, closed=False)
        return self._schemas[key]

    def _convert(self, raw, answer, closed):
        return convert(raw, answer, closed, answer and self.unset_is_null)

    def resolve(self, item):
        """The target of a reference to anything but a schema."""
        while isinstance(item, dict) and "$ref" in item:
            target = self.raw
            for part in item["$ref"].removeprefix("#/").split("/"):
                target = target[part.replace("~1", "/").replace("~0", "~")]
            item = target
        return item


def references(schema):
    """The names of the definitions that a converted schema refers to."""
    if isinstance(schema, list):
        return set().union(*map(references, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    found = references(list(schema.values()))
    if isinstance(schema.get("$ref"), str):
        found.add(schema["$ref"].removeprefix("#/$defs/").replace("~01", "~1"))
    return found


KEPT = {
    "type", "enum", "const", "format", "pattern", "minimum", "maximum", "multipleOf", "minLength", "maxLength",
    "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
}  # fmt: skip


def convert(schema, answer, closed, unset_is_null=False):
    """A schema of OpenAPI 3.0 as one of JSON Schema 2020-12.

    In a request, fields that are read-only are not required. In an answer, fields that are write-only must be absent
    or null, and a `closed` object has no field that the description does not name.
    """
    if not isinstance(schema, dict):
        return {}

    def inner(part, closed=answer):
        return convert(part, answer, closed, unset_is_null)

    if "$ref" in schema:
        name = schema["$ref"].removeprefix("#/").replace("/", "~01")
        result = {"$ref": f"#/$defs/{name}"}
        return {**result, "unevaluatedProperties": False} if closed else result
    result = {key: value for key, value in schema.items() if key in KEPT}
    fields = schema["properties"] if isinstance(schema.get("properties"), dict) else {}
    required = schema["required"] if isinstance(schema.get("required"), list) else []
    for key in ("allOf", "anyOf", "oneOf"):
        if key in schema:
            result[key] = [inner(part, closed=False) for part in schema[key]]
    if fields:
        # What is inside an object is closed, even if the object itself is a part of another.
        result["properties"] = {name: inner(part) for name, part in fields.items()}
    if required:
        hidden = "writeOnly" if answer else "readOnly"
        result["required"] = [name for name in required if not fields.get(name, {}).get(hidden)]
    for name, part in fields.items():
        if answer and part.get("writeOnly"):
            result["properties"][name] = {"type": "null"}
        elif unset_is_null and name not in required:
            result["properties"][name] = nullable(result["properties"][name])
    if "items" in schema:
        result["items"] = inner(schema["items"])
    if "not" in schema:
        result["not"] = inner(schema["not"], closed=False)
    others = schema.get("additionalProperties")
    if others is not None:
        result["additionalProperties"] = inner(others) if isinstance(others, dict) else others
    elif closed and (fields or any(key in schema for key in ("allOf", "anyOf", "oneOf"))):
        result["unevaluatedProperties"] = False
    for bound, limit in (("exclusiveMinimum", "minimum"), ("exclusiveMaximum", "maximum")):
        if schema.get(bound) is True and limit in result:
            result[bound] = result.pop(limit)
    return nullable(result) if schema.get("nullable") else result


def nullable(schema):
    return {"anyOf": [schema, {"type": "null"}]} if schema else {}


def pattern(path):
    """The expression that matches the paths of a template."""
    parts = re.split(r"(\{[^}]+\})", path.rstrip("/"))
    return re.compile("".join("([^/]+)" if part.startswith("{") else re.escape(part) for part in parts) + "/?$")


def media(content):
    return {kind.split(";")[0].strip().lower(): item.get("schema", {}) for kind, item in (content or {}).items()}


def openapi(raw):
    """The operations of an OpenAPI document."""
    document = Document(raw)
    base = urlsplit((raw.get("servers") or [{"url": ""}])[0]["url"]).path.rstrip("/")
    for path, item in raw["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            described = item[method]
            body = document.resolve(described.get("requestBody"))
            answers = {
                str(status): media(document.resolve(answer).get("content"))
                for status, answer in described.get("responses", {}).items()
            }
            parameters = [document.resolve(p) for p in item.get("parameters", []) + described.get("parameters", [])]
            document.operations.append(
                Operation(
                    document=document,
                    method=method.upper(),
                    path=base + path,
                    pattern=pattern(base + path),
                    parameters=parameters,
                    body=media(body.get("content")) if body else None,
                    body_required=bool(body and body.get("required")),
                    answers={status.upper() if status != "default" else status: kinds for status, kinds in answers.items()},
                )
            )
    return document


# Fields that the parameters of Cloudflare's client hold beside those of the body.
NOT_BODY = ("Path param", "Query param", "Header param")
IN_PATH = ("account_id", "zone_id")


def problem():
    """Cloudflare's envelope of a refusal."""
    error = {
        "type": "object",
        "required": ["code", "message"],
        "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
        "additionalProperties": {},
    }
    return {
        "type": "object",
        "required": ["success", "errors", "messages"],
        "properties": {
            "success": {"enum": [False]},
            "errors": {"type": "array", "minItems": 1, "items": error},
            "messages": {"type": "array", "items": {}},
            "result": {},
        },
    }


def envelope(result):
    """Cloudflare's envelope of a result."""
    return {
        "type": "object",
        "required": ["success", "errors", "messages", "result"],
        "properties": {
            "success": {"enum": [True]},
            "errors": {"type": "array", "maxItems": 0, "items": {}},
            "messages": {"type": "array", "items": {}},
            "result": result,
            "result_info": {"type": "object", "additionalProperties": {}},
        },
    }


def surface(raw):
    """The surface of Cloudflare's own client as an OpenAPI document: with the envelope that the client takes off."""
    names = {name.lower(): name for name in raw["schemas"]}

    def reference(name):
        name = names.get(name.lower()) or names.get(name.split(".", 1)[-1].lower())
        # A type that was left out of the file fits everything.
        return {"$ref": f"#/components/schemas/{name}"} if name else {"additionalProperties": True}

    def localized(schema, is_sent):
        if isinstance(schema, list):
            return [localized(item, is_sent) for item in schema]
        if not isinstance(schema, dict):
            return schema
        if isinstance(schema.get("$ref"), str):
            return reference(schema["$ref"].removeprefix("#/definitions/"))
        result = {key: localized(item, is_sent) for key, item in schema.items()}
        if is_sent and isinstance(schema.get("properties"), dict):
            fields = {
                name: item
                for name, item in result["properties"].items()
                if not str(schema["properties"][name].get("description")).startswith(NOT_BODY)
                and name not in IN_PATH
            }
            result["properties"] = fields
            result["required"] = [name for name in schema.get("required", []) if name in fields]
        return result

    paths = {}
    for item in raw["operations"]:
        returned = re.search(r"<(?:\w+, )?([\w.]+)(?: \| null)?>$", item["returns"])
        result = {"type": "string"} if returned and returned[1] == "string" else reference(returned[1] if returned else "")
        if item["returns"].startswith("PagePromise"):
            result = {"type": "array", "items": result}
        described = {
            "responses": {
                "2XX": {"content": {"application/json": {"schema": envelope(result)}}},
                "4XX": {"content": {"application/json": {"schema": problem()}}},
            },
        }
        sent = re.search(r"(?:params|body)\??: ([\w.]+)", item["signature"])
        if sent and item["method"] in ("POST", "PUT", "PATCH"):
            described["requestBody"] = {"content": {"application/json": {"schema": reference(sent[1])}}}
        places = ["accounts/{account_id}", "zones/{zone_id}"]
        for path in {item["path"].replace("{account_or_zone}/{account_or_zone_id}", place) for place in places}:
            paths.setdefault(path, {})[item["method"].lower()] = described
    return openapi(
        {
            "servers": [{"url": "https://api.cloudflare.com/client/v4"}],
            "paths": paths,
            "components": {"schemas": {name: localized(schema, "Params" in name) for name, schema in raw["schemas"].items()}},
        }
    )


def read(folder: Path, unset_is_null=()):
    """The operations of all products, those with fewer parameters in their paths first."""
    products = {}
    for product, names in FILES.items():
        operations = {}
        for name in names:
            text = (folder / name).read_text(encoding="utf-8")
            raw = json.loads(text) if name.endswith(".json") else yaml.load(text, Loader)
            document = surface(raw) if "operations" in raw else openapi(raw)
            document.unset_is_null = product in unset_is_null
            for operation in sorted(document.operations, key=lambda operation: operation.path.count("{")):
                key = (operation.method, re.sub(r"\{[^}]*\}", "{}", operation.path))
                if key not in operations:
                    operations[key] = operation
                elif name.startswith("cloudflare-"):
                    # The surface does not know with which status an operation succeeds, nor of answers that are text.
                    first = operations[key]
                    own, refusal = first.answers.get("2XX", {}), first.answers.get("4XX", {})
                    succeeds = {code: kinds for code, kinds in operation.answers.items() if code.startswith("2")}
                    texts = {code for code, kinds in succeeds.items() if kinds and "application/json" not in kinds}
                    first.answers = {code: succeeds[code] if code in texts else own for code in succeeds}
                    first.answers["4XX"] = refusal
        products[product] = list(operations.values())
    return products
