"""Which operations of an official package were carried out. ``table.py`` makes the table in the documentation of them.

``results.client("openai").watch("models", client.models)`` gives an object that does what ``client.models`` does, and
notes each public method that ends without an exception. ``missing()`` names those that no test has called.
"""

from __future__ import annotations

import importlib.metadata
import inspect
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from simulated import ROOT

FOLDER = "IONOS_OFFICIAL_RESULTS"


class Client:
    """What one package can do, by kind of resource, and what of it was done."""

    def __init__(self, package: str, api: str) -> None:
        self.package = package
        self.api = api
        self.kinds: dict[str, dict[str, bool]] = {}

    def knows(self, kind: str, operations: Iterable[str]) -> None:
        for operation in operations:
            self.kinds.setdefault(kind, {}).setdefault(operation, False)

    def done(self, kind: str, operation: str) -> None:
        self.kinds.setdefault(kind, {})[operation] = True

    def watch(self, kind: str, target: Any, operations: Iterable[str] | None = None) -> Any:
        """``target``, whose ``operations`` (all its own public methods unless they are named) are noted."""
        names = set(methods(target) if operations is None else operations)
        self.knows(kind, names)
        return Watched(target, names, lambda name: self.done(kind, name))

    def missing(self) -> list[str]:
        return sorted(f"{kind}: {name}" for kind, all in self.kinds.items() for name, done in all.items() if not done)


class Watched:
    def __init__(self, target: Any, names: set[str], note: Callable[[str], None]) -> None:
        self._target = target
        self._names = names
        self._note = note

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._target, name)
        if name not in self._names:
            return value

        def call(*args: Any, **kwargs: Any) -> Any:
            answer = value(*args, **kwargs)
            self._note(name)
            return answer

        return call


def methods(target: Any) -> list[str]:
    """The public methods that the class of an object defines itself."""
    own = vars(type(target)).items()
    return [name for name, value in own if not name.startswith("_") and inspect.isfunction(value)]


class Results:
    def __init__(self) -> None:
        self.clients: dict[str, Client] = {}

    def client(self, package: str, api: str) -> Client:
        """The record of a package for an API, as both are to be named in the table."""
        return self.clients.setdefault(package, Client(package, api))

    def write(self) -> None:
        folder = Path(os.environ.get(FOLDER) or ROOT / "target" / "official")
        folder.mkdir(parents=True, exist_ok=True)
        for client in self.clients.values():
            record = {
                "api": client.api,
                "client": client.package,
                "language": "Python",
                "version": importlib.metadata.version(client.package),
                "kinds": client.kinds,
            }
            (folder / f"python-{client.package}.json").write_text(json.dumps(record, indent=1))
