"""Exceptions. Every failure of this package is an :class:`IonosError`; its class says what kind it is."""

from __future__ import annotations

import builtins
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

__all__ = [
    "ApiMessage",
    "AuthError",
    "CanceledError",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DecodeError",
    "InvalidRequestError",
    "IonosError",
    "KeyStoreError",
    "NotFoundError",
    "PermissionDeniedError",
    "ProvisioningError",
    "QuotaError",
    "RateLimitedError",
    "ResidencyError",
    "StackError",
    "TimeoutError",
    "TunnelError",
    "UnavailableError",
]


@dataclass(frozen=True, slots=True)
class ApiMessage:
    """One message of a service about what it refused."""

    code: str
    """The service's own code; empty where it gave none."""
    message: str
    """The service's words."""


class IonosError(Exception):
    """Any failure. ``str()`` is one line: what happened, where, and what to do. It never holds a secret."""

    kind: str
    """What went wrong in one word, such as ``NOT_FOUND``."""
    status: int | None
    """The HTTP status, where there was an answer."""
    request_id: str | None
    """The id under which the call was logged here and by the service."""
    operation: str | None
    """The id of the operation, such as ``datacentersPost``."""
    messages: tuple[ApiMessage, ...]
    """The service's own messages."""
    retry_after: float | None
    """How many seconds the service asked to wait before the next try."""
    attempts: int
    """How many times the call was sent."""
    retryable: bool
    """Whether the same call may succeed later without a change."""
    may_have_happened: bool
    """True when a write was sent and its outcome is unknown: look before you write again."""

    def __init__(
        self,
        message: str,
        *,
        kind: str = "",
        status: int | None = None,
        request_id: str | None = None,
        operation: str | None = None,
        messages: tuple[ApiMessage, ...] = (),
        retry_after: float | None = None,
        attempts: int = 0,
        retryable: bool = False,
        may_have_happened: bool = False,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.status = status
        self.request_id = request_id
        self.operation = operation
        self.messages = messages
        self.retry_after = retry_after
        self.attempts = attempts
        self.retryable = retryable
        self.may_have_happened = may_have_happened

    @property
    def codes(self) -> tuple[str, ...]:
        """The service's own error codes."""
        return tuple(m.code for m in self.messages if m.code)

    def __reduce__(self) -> tuple[Any, ...]:
        return (type(self), self.args, self.__dict__)


class ConfigError(IonosError):
    """The client was set up wrongly: a bad address, file, profile or argument."""


class AuthError(IonosError):
    """Credentials are missing, wrong or expired."""


class PermissionDeniedError(IonosError):
    """The credentials are good but lack a privilege."""


class NotFoundError(IonosError):
    """There is no such resource."""


class ConflictError(IonosError):
    """The resource is in a state that forbids the change, or something else is in the way."""


class InvalidRequestError(IonosError):
    """The input was refused."""


class RateLimitedError(IonosError):
    """Too many requests, and the time budget did not allow to wait longer."""


class QuotaError(IonosError):
    """A limit of the contract is reached."""


class UnavailableError(IonosError):
    """The service failed or is under maintenance."""


class TimeoutError(IonosError, builtins.TimeoutError):
    """The time budget is used up. Also a builtin ``TimeoutError``."""


class ConnectError(IonosError, ConnectionError):
    """No connection could be made, or it broke. Also a builtin ``ConnectionError``."""


class DecodeError(IonosError):
    """The answer is not what the description of the service promises."""


class ProvisioningError(IonosError):
    """The service accepted the change, and provisioning it failed afterwards."""


class CanceledError(IonosError):
    """The call was given up."""


class ResidencyError(IonosError):
    """The residency guard refused a place outside the allowed region; nothing was sent."""


class KeyStoreError(IonosError):
    """The key store refused; :attr:`kind` says why, such as ``ALREADY_EXISTS`` or ``WIDE_PERMISSIONS``."""


class TunnelError(IonosError):
    """Publishing failed for a reason of its own; :attr:`kind` is ``NOT_READY``, ``API`` or ``HANDOVER``."""


class StackError(IonosError):
    """The stack file is wrong (``STACK``), or a step failed (``STEP``)."""

    report: Mapping[str, Any] | None = None
    """What was done before a step failed, and what remains: the fields of a ``Report``."""


_CLASSES: dict[str, type[IonosError]] = {
    "CONFIG": ConfigError,
    "AUTH": AuthError,
    "PERMISSION_DENIED": PermissionDeniedError,
    "NOT_FOUND": NotFoundError,
    "CONFLICT": ConflictError,
    "INVALID_REQUEST": InvalidRequestError,
    "INVALID_INPUT": InvalidRequestError,
    "RATE_LIMITED": RateLimitedError,
    "QUOTA": QuotaError,
    "UNAVAILABLE": UnavailableError,
    "TIMEOUT": TimeoutError,
    "CONNECT": ConnectError,
    "DECODE": DecodeError,
    "PROVISIONING": ProvisioningError,
    "CANCELED": CanceledError,
    "RESIDENCY": ResidencyError,
}

_FALLBACKS: dict[str, type[IonosError]] = {"keys": KeyStoreError, "tunnel": TunnelError, "stack": StackError}


def from_native(document: str) -> IonosError:
    """Make the exception that the native module raises."""
    return _make(json.loads(document))


def _make(data: Mapping[str, Any]) -> IonosError:
    details: Mapping[str, Any] = data["details"]
    area, kind = data["area"], data["kind"]
    fallback = _FALLBACKS.get(area, IonosError)
    # The store's own class for everything about the store, except what means the same everywhere.
    own = area == "keys" and kind not in ("NOT_FOUND", "INVALID_INPUT")
    error = (fallback if own else _CLASSES.get(kind, fallback))(
        data["message"],
        kind=kind,
        status=details.get("status"),
        request_id=details.get("request_id"),
        operation=details.get("operation"),
        messages=tuple(ApiMessage(m["code"], m["message"]) for m in details.get("messages", ())),
        retry_after=details.get("retry_after"),
        attempts=details.get("attempts", 0),
        retryable=details.get("retryable", False),
        may_have_happened=details.get("may_have_happened", False),
    )
    if isinstance(error, StackError):
        error.report = details.get("report")
    if data["known"] is not None:
        error.__cause__ = _make(data["known"])
    end: BaseException = error
    for cause in data["causes"]:
        end.__cause__ = Exception(cause)
        end = end.__cause__
    return error
