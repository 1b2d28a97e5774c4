"""What schemathesis has to know of the simulator to get further than 404 and 422.

Most ids in a path become ids that exist: they are looked for in the collection that the path names. Words that the
description does not list, such as locations, become words that the simulator knows. One in five stays as it is.
"""

import json
import os
import random
import urllib.error
import urllib.request

import schemathesis

CHANCE = random.Random(1)
BASE = os.environ.get("IONOS_SIMULATED", "")
TOKEN = os.environ.get("IONOS_TOKEN", "")
WORDS = {"location": ["de/txl", "de/fra", "us/las"], "lan": [1, 2], "zoneName": ["one.example", "two.example"]}


def call(method, path, body=None):
    """A call of our own, below the root of the API under test."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"authorization": f"Bearer {TOKEN}", "content-type": "application/json"}
    request = urllib.request.Request(BASE + path, data, headers, method=method)
    with urllib.request.urlopen(request, timeout=10) as answer:
        text = answer.read()
    return json.loads(text) if text else {}


def existing(collection):
    """An id of the collection; None when it is empty, or there is no such collection."""
    try:
        items = call("GET", f"{collection}?limit=10").get("items") or []
    except (OSError, ValueError, UnicodeError):
        return None
    return CHANCE.choice(items).get("id") if items else None


def known(body):
    """The same body with words that are known."""
    if isinstance(body, dict):
        return {
            key: CHANCE.choice(WORDS[key]) if key in WORDS and CHANCE.random() < 0.8 else known(value)
            for key, value in body.items()
        }
    return [known(value) for value in body] if isinstance(body, list) else body


@schemathesis.hook
def map_body(context, body):
    return known(body)


@schemathesis.hook
def before_call(context, case, kwargs):
    values, path = case.path_parameters or {}, ""
    for part in case.path.strip("/").split("/"):
        name = part[1:-1] if part.startswith("{") else None
        if name in values and CHANCE.random() < 0.8:
            values[name] = existing(path) or values[name]
        path += f"/{values.get(name, part)}"
