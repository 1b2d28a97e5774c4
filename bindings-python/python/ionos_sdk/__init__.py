"""IONOS Cloud for Python: typed, sync and async.

Start with :meth:`Client.from_env` or :meth:`AsyncClient.from_env`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ionos_sdk import ai, errors, keys, models, stack, tunnel
    from ionos_sdk._model import CLEAR
    from ionos_sdk._place import ClientOptions
    from ionos_sdk.ai import Message, Tool
    from ionos_sdk.aio import AsyncClient, AsyncPending
    from ionos_sdk.client import Client, Pending
    from ionos_sdk.errors import (
        ApiMessage,
        AuthError,
        CanceledError,
        ConfigError,
        ConflictError,
        ConnectError,
        DecodeError,
        InvalidRequestError,
        IonosError,
        KeyStoreError,
        NotFoundError,
        PermissionDeniedError,
        ProvisioningError,
        QuotaError,
        RateLimitedError,
        ResidencyError,
        StackError,
        TimeoutError,
        TunnelError,
        UnavailableError,
    )
    from ionos_sdk.models import (
        DatacenterUpdate,
        NewDatacenter,
        NewFirewallRule,
        NewFlowLog,
        NewIpBlock,
        NewLabel,
        NewLan,
        NewNatGateway,
        NewNatRule,
        NewNic,
        NewRecord,
        NewSecurityGroup,
        NewServer,
        NewVolume,
        NewZone,
        ServerUpdate,
    )

__all__ = [
    "CLEAR",
    "ApiMessage",
    "AsyncClient",
    "AsyncPending",
    "AuthError",
    "CanceledError",
    "Client",
    "ClientOptions",
    "ConfigError",
    "ConflictError",
    "ConnectError",
    "DatacenterUpdate",
    "DecodeError",
    "InvalidRequestError",
    "IonosError",
    "KeyStoreError",
    "Message",
    "NewDatacenter",
    "NewFirewallRule",
    "NewFlowLog",
    "NewIpBlock",
    "NewLabel",
    "NewLan",
    "NewNatGateway",
    "NewNatRule",
    "NewNic",
    "NewRecord",
    "NewSecurityGroup",
    "NewServer",
    "NewVolume",
    "NewZone",
    "NotFoundError",
    "Pending",
    "PermissionDeniedError",
    "ProvisioningError",
    "QuotaError",
    "RateLimitedError",
    "ResidencyError",
    "ServerUpdate",
    "StackError",
    "TimeoutError",
    "Tool",
    "TunnelError",
    "UnavailableError",
    "__version__",
    "ai",
    "errors",
    "keys",
    "models",
    "operations",
    "stack",
    "tunnel",
]

__version__ = "0.1.0"


# Names are imported when they are used first, so that a program pays for what it uses; the rest are errors and models.
_HOMES = {
    "AsyncClient": "aio",
    "AsyncPending": "aio",
    "CLEAR": "_model",
    "Client": "client",
    "ClientOptions": "_place",
    "Message": "ai",
    "Pending": "client",
    "Tool": "ai",
}
_MODULES = frozenset({"ai", "aio", "client", "errors", "keys", "models", "stack", "tunnel"})


def __getattr__(name: str) -> object:
    from importlib import import_module

    if name in _MODULES:
        return import_module(f"ionos_sdk.{name}")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = _HOMES.get(name) or ("errors" if name.endswith("Error") or name == "ApiMessage" else "models")
    value: object = getattr(import_module(f"ionos_sdk.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def operations() -> dict[str, tuple[str, str, str]]:
    """Give every operation: id to API, method and path. Ids that several APIs use are told apart by ``api/id``."""
    from ionos_sdk import _native

    return {id: (api, method, path) for api, id, method, path, _ in _native.operations()}
