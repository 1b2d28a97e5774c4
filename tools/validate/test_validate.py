"""The validator finds what it is for: nothing here needs the official descriptions."""

import json

import pytest
import validate

DESCRIPTION = """
openapi: 3.0.3
info: {title: t, version: "1"}
servers: [{url: "https://api.example.com/v1"}]
paths:
  /things/{thingId}:
    parameters:
      - {name: thingId, in: path, required: true, schema: {type: string, format: uuid}}
    get:
      parameters: [{name: depth, in: query, schema: {type: integer, maximum: 10}}]
      responses:
        "200": {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
        "404": {}
    put:
      requestBody: {required: true, content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}
      responses: {"202": {content: {application/json: {schema: {$ref: "#/components/schemas/Thing"}}}}}
components:
  schemas:
    Thing:
      type: object
      required: [id, name]
      properties:
        id: {type: string, format: uuid, readOnly: true}
        name: {type: string}
        switch: {type: string, enum: [on, off]}
        secret: {type: string, writeOnly: true}
        note: {type: string}
        limit: {type: integer, nullable: true, minimum: 0, exclusiveMinimum: true}
        made: {type: string, format: date-time}
        part: {allOf: [{$ref: "#/components/schemas/Part"}]}
    Part: {type: object, properties: {size: {type: integer}}}
"""
ID = "0545b33d-0f34-46ee-9c6e-e76cc66fd71d"
THING = {"id": ID, "name": "a"}


@pytest.fixture
def run(tmp_path, monkeypatch, capsys):
    """Validates one exchange; answers the exit code and what was printed."""
    (tmp_path / "t.yaml").write_text(DESCRIPTION)
    monkeypatch.setattr(validate.descriptions, "FILES", {"things": ["t.yaml"]})

    def validated(defects="", specs=tmp_path, **entry):
        (tmp_path / "defects.toml").write_text(defects)
        whole = {
            "product": "things", "method": "GET", "path": f"/v1/things/{ID}", "query": "", "status": 200, "fault": None,
            "content_type": None, "body": None, "answer_type": "application/json", "answer": THING, **entry,
        }  # fmt: skip
        (tmp_path / "journal.jsonl").write_text(json.dumps(whole) + "\n")
        code = validate.main(
            ["--specs", str(specs), "--defects", str(tmp_path / "defects.toml"), str(tmp_path / "journal.jsonl")]
        )
        return code, capsys.readouterr().out

    return validated


GOOD = [
    {},
    {"query": "depth=10"},
    {"answer": {**THING, "switch": "on", "limit": None, "made": "2026-11-23T10:00:00Z", "part": {"size": 1}}},
    {"answer": {**THING, "id": "[redacted]", "secret": None}},
    {"method": "PUT", "status": 202, "content_type": "application/json; charset=utf-8", "body": {"name": "a"}},
    {"status": 404, "answer_type": None, "answer": None},
    # What is refused need not fit.
    {"path": "/v1/things/x", "query": "depth=x", "status": 404, "answer_type": None, "answer": None},
    {"path": "/v1/others", "status": 404},
]


@pytest.mark.parametrize("entry", GOOD)
def test_what_fits_passes(run, entry):
    assert run(**entry)[0] == 0


BAD = [
    ({"answer": {"id": ID}}, '"name" is a required property'),
    ({"answer": {**THING, "id": "x"}}, '/200/id: the value is not a "uuid"'),
    ({"answer": {**THING, "made": "yesterday"}}, '/200/made: the value is not a "date-time"'),
    ({"answer": {**THING, "switch": "maybe"}}, "/200/switch: the value is not one of"),
    ({"answer": {**THING, "note": None}}, "/200/note: null is not of type"),
    ({"answer": {**THING, "limit": 0}}, "/200/limit: the value is less than or equal to the minimum"),
    ({"answer": {**THING, "secret": "s"}}, "/200/secret: the value is not of type"),
    ({"answer": {**THING, "other": 1}}, "/200/other: not described"),
    ({"answer": {**THING, "part": {"other": 1}}}, "/200/part/other: not described"),
    ({"answer_type": "text/html"}, "text/html in the place of application/json"),
    ({"answer_type": None, "answer": None}, "empty, but content is described"),
    ({"status": 500}, "status /500: not described"),
    ({"query": "depth=11"}, "query /depth: the value is greater than the maximum"),
    ({"query": "depth=x"}, "query /depth: the value is not of type"),
    ({"path": "/v1/things/x"}, 'path /thingId: the value is not a "uuid"'),
    ({"path": "/v1/others"}, "operation /: accepted, but not described"),
    ({"method": "PUT", "status": 202, "content_type": "application/json", "body": {}}, 'body : "name" is a required'),
    ({"method": "PUT", "status": 202, "content_type": "text/plain", "body": {"name": "a"}}, "text/plain is accepted"),
    ({"method": "PUT", "status": 202}, "body /: required, but not sent"),
]


@pytest.mark.parametrize(("entry", "finding"), BAD)
def test_what_does_not_fit_is_found(run, entry, finding):
    code, text = run(**entry)
    assert code == 1
    assert finding in text


def test_known_defects_are_allowed_as_long_as_they_are_needed(run):
    defect = '[[defect]]\nproduct = "things"\nat = "*/note"\nmessage = "null is not *"\nreason = "known"\n'
    assert run(defects=defect, answer={**THING, "note": None})[0] == 0
    code, text = run(defects=defect)
    assert code == 1
    assert "not needed" in text
    with pytest.raises(SystemExit):
        run(defects='[[defect]]\nproduct = "things"\n')


def test_products_may_have_null_for_what_is_not_set(run):
    allowed = '[unset_is_null]\nthings = "known"\n'
    assert run(defects=allowed, answer={**THING, "note": None})[0] == 0
    assert run(defects=allowed, answer={**THING, "name": None})[0] == 1
    assert run(defects=allowed, method="PUT", status=202, body={"name": "a", "note": None})[0] == 1


def test_a_missing_folder_is_said(run, tmp_path):
    code, text = run(specs=tmp_path / "nowhere", answer={})
    assert code == 0
    assert text.startswith("skipped: the official descriptions are not in")


def test_nothing_to_check_is_no_success(run):
    code, text = run(fault="drop")
    assert code == 1
    assert "there was nothing to check" in text
