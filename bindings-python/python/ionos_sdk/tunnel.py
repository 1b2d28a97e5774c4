"""Publishing services through a tunnel, for the people of some e-mail domains."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from ionos_sdk import _native
from ionos_sdk._model import Model, decode, unknown
from ionos_sdk._task import finish, finish_async

__all__ = [
    "AccessApp",
    "Cloudflare",
    "ConnectorStatus",
    "GuestHandover",
    "Publication",
    "Published",
    "SshHandover",
    "StepChange",
    "TunnelEvent",
    "TunnelRef",
    "Unpublished",
    "connector_cloud_config",
    "publish",
    "publish_async",
    "unpublish",
    "unpublish_async",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One service, published under one host name to the people of some e-mail domains.

    Everything is checked when it is used: wildcards, an empty list of domains, mail domains open to everyone and
    addresses with credentials are refused with :class:`InvalidRequestError`.
    """

    name: str
    """Name of the tunnel. Several publications may share one."""
    hostname: str
    """Name under which the service is reached."""
    service: str
    """Where the connector finds the service, as seen from the server, such as ``http://127.0.0.1:8080``."""
    email_domains: Sequence[str]
    """Who may enter. Sub-domains are not included."""
    session_duration: str | None = None
    """How long a login lasts, such as ``24h``."""
    allow_public_mail_domains: bool = False
    """Whether mail domains open to everyone (gmail.com, web.de) are accepted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloudflare:
    """An account at Cloudflare. Without it, ``CLOUDFLARE_API_TOKEN`` and ``CLOUDFLARE_ACCOUNT_ID`` name one."""

    account: str
    """The account's id."""
    token: str = field(repr=False)
    """API token; never shown."""
    base_url: str | None = None
    """Another address of the API, for tests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuestHandover:
    """Delivers the tunnel's token to a server of the simulator, which stands in for the first SSH contact."""

    server: str
    """The server's id."""
    url: str | None = None
    """The simulator's guest address; ``IONOS_GUEST_URL`` by default."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SshHandover:
    """Delivers the tunnel's token by the system's ``ssh``: on standard input, never as an argument."""

    user: str
    """User on the server; others than ``root`` need ``sudo`` without a password."""
    host: str
    """Name or address of the server."""
    port: int = 22
    """Port of its SSH service."""
    identity_file: str | None = None
    """Private key to log in with."""
    known_hosts: str | None = None
    """File of known host keys."""
    jump: tuple[str, str, int] | None = None
    """User, host and port of a jump host."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class AccessApp(Model):
    """The login application in front of the service."""

    SNAKE: ClassVar[bool] = True
    id: str
    """Its id."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class TunnelRef(Model):
    """A tunnel."""

    SNAKE: ClassVar[bool] = True
    id: str
    """Its id."""
    name: str
    """Its name."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class ConnectorStatus(Model):
    """What the provider says about the connectors of a tunnel."""

    SNAKE: ClassVar[bool] = True
    status: str
    """The provider's word."""
    healthy: bool
    """Whether traffic can pass."""
    connectors: int = 0
    """How many connectors."""
    connections: int = 0
    """How many connections they have."""
    extra: Mapping[str, Any] = unknown()
    """Its other fields."""


@dataclass(frozen=True, slots=True)
class StepChange:
    """What a step did."""

    step: str
    """``access``, ``tunnel``, ``configuration``, ``handover``, ``connector`` or ``dns``."""
    change: str
    """``created``, ``changed``, ``kept`` and others."""


@dataclass(frozen=True, slots=True)
class TunnelEvent:
    """What is happening."""

    event: str
    """``started``, ``waiting`` or ``done``."""
    step: str | None = None
    """Which step begins or is done."""
    change: str | None = None
    """What it did."""
    status: ConnectorStatus | None = None
    """What is waited for."""


@dataclass(frozen=True, slots=True)
class Published:
    """A publication that is up."""

    hostname: str
    """The name under which it is reached."""
    access: AccessApp
    """The login application."""
    tunnel: TunnelRef
    """The tunnel."""
    connector: ConnectorStatus
    """The connectors."""
    changes: tuple[StepChange, ...]
    """What each step did, in order."""


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A publication that is gone."""

    changes: tuple[StepChange, ...]
    """What each step did, in order."""


OnEvent = Callable[[TunnelEvent], object]


def _order(
    publication: Publication,
    provider: Cloudflare | None,
    connector: GuestHandover | SshHandover | None,
    timeout: float | None,
) -> str:
    order: dict[str, Any] = {name: getattr(publication, name) for name in Publication.__slots__}
    order["email_domains"] = list(publication.email_domains)
    if provider is not None:
        order["provider"] = {name: getattr(provider, name) for name in Cloudflare.__slots__}
    if connector is not None:
        kind = "guest" if isinstance(connector, GuestHandover) else "ssh"
        order["connector"] = {"kind": kind, **{n: getattr(connector, n) for n in connector.__slots__}}
    order["timeout"] = timeout
    return json.dumps(order)


def _changes(result: Mapping[str, Any]) -> tuple[StepChange, ...]:
    return tuple(StepChange(step, change) for step, change in result["changes"])


def _event(piece: Mapping[str, Any]) -> TunnelEvent:
    status = piece.get("status")
    return TunnelEvent(
        piece["event"],
        piece.get("step"),
        piece.get("change"),
        None if status is None else decode(ConnectorStatus, status),
    )


def _result(piece: Mapping[str, Any]) -> Published | Unpublished | None:
    if piece["event"] == "unpublished":
        return Unpublished(_changes(piece["result"]))
    if piece["event"] != "published":
        return None
    result = piece["result"]
    return Published(
        result["hostname"],
        decode(AccessApp, result["access"]),
        decode(TunnelRef, result["tunnel"]),
        decode(ConnectorStatus, result["connector"]),
        _changes(result),
    )


def _follow(stream: _native.Stream, on_event: OnEvent | None) -> Any:
    result = None
    try:
        while (piece := finish(stream.next())) is not None:
            document = json.loads(piece)
            result = _result(document)
            if result is None and on_event is not None:
                on_event(_event(document))
    finally:
        stream.close()
    return result


async def _follow_async(stream: _native.Stream, on_event: OnEvent | None) -> Any:
    result = None
    try:
        while (piece := await finish_async(stream.next())) is not None:
            document = json.loads(piece)
            result = _result(document)
            if result is None and on_event is not None:
                on_event(_event(document))
    finally:
        stream.close()
    return result


def publish(
    publication: Publication,
    connector: GuestHandover | SshHandover,
    *,
    provider: Cloudflare | None = None,
    on_event: OnEvent | None = None,
    timeout: float | None = None,
) -> Published:
    """Publish a service: access, tunnel, configuration, token, connected connector, and the CNAME last.

    The host name leads nowhere before everything that protects it is in place. A run after a failure goes on where
    the first one ended; a run on a finished publication writes nothing. ``timeout`` limits the wait for the
    connector, in seconds; 300 by default.
    """
    result: Published = _follow(_native.publish(_order(publication, provider, connector, timeout)), on_event)
    return result


async def publish_async(
    publication: Publication,
    connector: GuestHandover | SshHandover,
    *,
    provider: Cloudflare | None = None,
    on_event: OnEvent | None = None,
    timeout: float | None = None,
) -> Published:
    """Do :func:`publish` beside the event loop."""
    stream = _native.publish(_order(publication, provider, connector, timeout))
    result: Published = await _follow_async(stream, on_event)
    return result


def unpublish(
    publication: Publication, *, provider: Cloudflare | None = None, on_event: OnEvent | None = None
) -> Unpublished:
    """Take a publication down: DNS first, then configuration and tunnel, access last.

    What other publications use stays. Running it again writes nothing.
    """
    stream = _native.unpublish(_order(publication, provider, None, None))
    result: Unpublished = _follow(stream, on_event)
    return result


async def unpublish_async(
    publication: Publication, *, provider: Cloudflare | None = None, on_event: OnEvent | None = None
) -> Unpublished:
    """Do :func:`unpublish` beside the event loop."""
    stream = _native.unpublish(_order(publication, provider, None, None))
    result: Unpublished = await _follow_async(stream, on_event)
    return result


def connector_cloud_config(*, version: str | None = None, sha256: str | None = None, present: bool = False) -> str:
    """Give cloud-init user data that installs the connector and its hardened units. It holds no secret.

    The connector comes from the vendor's apt repository, or is the release ``version`` checked against ``sha256``,
    or is ``present`` in the image. It starts when its token arrives, and not before.
    """
    return _native.connector_cloud_config(version, sha256, present)
