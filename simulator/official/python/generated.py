"""What the official packages of IONOS have in common: one generator has made them all."""

from __future__ import annotations

import inspect
import re
import time
from collections.abc import Callable
from types import ModuleType
from typing import Any

from results import Client


def until(look: Callable[[], bool]) -> None:
    for _ in range(4000):
        if look():
            return
        time.sleep(0.002)
    raise AssertionError("it takes too long")


def kind_of(operation: str) -> str:
    """The kind of resource that an operation is about: its path without words for what is done."""
    return (
        re.sub(r"_(get|post|put|patch|delete|renew|find_by_.*|check_usage)$", "", operation)
        .replace("auto_certificates", "auto-certificates")
        .replace("_", "/")
    )


class Package:
    """All operations of a package by their names. Calling it carries one out and gives the body of the answer."""

    kind_of = staticmethod(kind_of)

    def __init__(self, module: ModuleType, client: Any, record: Client) -> None:
        self.module = module
        self.client = client
        self.record = record
        self.operations: dict[str, Callable[..., Any]] = {}
        for name, api in inspect.getmembers(module, inspect.isclass):
            if name.endswith("Api"):
                for method in vars(api):
                    if operation := re.fullmatch(r"(.+)_with_http_info", method):
                        self.operations[operation[1]] = getattr(api(client), method)
        for name in self.operations:
            record.knows(self.kind_of(name), [name])

    def __call__(self, name: str, /, *args: Any, **kwargs: Any) -> Any:
        answer = self.operations[name](*args, **kwargs)
        if isinstance(answer, tuple):
            data, status, headers = answer
        else:
            # The newer packages have no type for answers that are plain text.
            data = answer.raw_data if answer.data is None else answer.data
            status, headers = answer.status_code, answer.headers
        assert 200 <= status < 300
        self.wait(headers or {})
        self.record.done(self.kind_of(name), name)
        return data

    def wait(self, headers: Any) -> None:
        """Waits until what was asked for is done."""

    def gone(self, operation: str, *place: str) -> bool:
        """Whether there is nothing to read any more."""
        try:
            self(operation, *place)
        except Exception as error:
            assert getattr(error, "status", None) == 404, error
            return True
        return False
