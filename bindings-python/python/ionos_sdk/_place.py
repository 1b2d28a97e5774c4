"""Where resources live: paths of the API and the operations on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, TypedDict, TypeVar

from ionos_sdk import _native, models
from ionos_sdk._model import decode
from ionos_sdk.errors import ConfigError

if TYPE_CHECKING:
    from ionos_sdk._native import NativeClient, Stream, Task

R = TypeVar("R", bound=models.Document)
Query = Iterable[tuple[str, str]]


class ClientOptions(TypedDict, total=False):
    """Settings of a client. Times are in seconds."""

    token: str
    """Bearer token; the DNS and AI services accept nothing else."""
    username: str
    """E-mail address of a user; needs a password."""
    password: str
    """Password of the user."""
    api_url: str
    """One host for every service, like ``IONOS_API_URL``."""
    contract: str
    """Contract number, for users of several."""
    residency: Literal["germany", "anywhere"]
    """``"germany"`` refuses other locations and other regional hosts before anything is sent."""
    pinned_certificate: str
    """SHA-256 of the only certificate to accept, in addition to a valid chain."""
    min_tls: Literal["1.3", "1.2"]
    """Lowest TLS version; 1.3 by default."""
    max_attempts: int
    """How many times a call may be sent."""
    attempt_timeout: float
    """How long one attempt may take; 30 by default, 120 for AI."""
    total_timeout: float
    """How long a call may take with all waits and attempts; 120 by default, 300 for AI."""
    wait_timeout: float
    """How long to wait for a change; 3600 by default."""
    poll_interval: float
    """First interval between looks at a change; 0.1 by default. It grows up to 50 times that."""


class Session:
    """A native client until it is closed."""

    __slots__ = ("_native",)

    def __init__(self, from_env: bool, profile: str | None, options: Mapping[str, Any]) -> None:
        unknown = set(options) - set(ClientOptions.__annotations__)
        if unknown:
            raise TypeError(f"unknown settings: {', '.join(sorted(unknown))}")
        if not from_env and not {"token", "username", "password"} & set(options):
            what = "no credentials are given; pass a token, or take them from the environment with from_env()"
            raise ConfigError(what, kind="CONFIG")
        settings = {"from_env": from_env, "profile": profile, **options}
        self._native: NativeClient | None = _native.NativeClient(json.dumps(settings))

    @property
    def native(self) -> NativeClient:
        if self._native is None:
            raise ConfigError("the client is closed", kind="CONFIG")
        return self._native

    def close(self) -> None:
        self._native = None


@cache
def _operations() -> dict[tuple[str, str, str], str]:
    return {(api, method, path): id for api, id, method, path in _native.operations()}


@dataclass(frozen=True, slots=True)
class Place:
    """A path with its parameters."""

    session: Session
    api: str
    path: str = ""
    params: tuple[str, ...] = ()

    def below(self, segment: str) -> Place:
        """Go down by a word."""
        return Place(self.session, self.api, f"{self.path}/{segment}", self.params)

    def item(self, name: str, value: object) -> Place:
        """Go down to one item."""
        return Place(self.session, self.api, f"{self.path}/{{{name}}}", (*self.params, str(value)))

    def operation(self, method: str) -> str:
        """Give the id of the operation here."""
        return _operations()[self.api, method, self.path]

    def call(self, method: str, query: Query = (), body: Any = None) -> Task:
        """Prepare a call."""
        return raw_call(self.session, self.operation(method), self.params, query, body)

    def change(self, method: str, query: Query = (), body: Any = None) -> Task:
        """Prepare a call that changes something."""
        return raw_change(self.session, self.operation(method), self.params, query, body)

    def pages(self, query: Query, size: int | None) -> Stream:
        """Prepare the pages of the list here."""
        return self.session.native.pages(self.operation("GET"), list(self.params), list(query), size)

    def __repr__(self) -> str:
        path = self.path
        for value in self.params:
            head, _, rest = path.partition("{")
            path = f"{head}{value}{rest.partition('}')[2]}"
        return path


def _text(body: Any) -> str | None:
    return None if body is None else json.dumps(body)


def pairs(query: Mapping[str, object] | None) -> list[tuple[str, str]]:
    """Write query values as text."""
    return [(k, str(v).lower() if isinstance(v, bool) else str(v)) for k, v in (query or {}).items()]


def raw_call(session: Session, operation: str, params: Iterable[object], query: Query, body: Any) -> Task:
    """Prepare a call by its operation id."""
    return session.native.call(operation, [str(p) for p in params], list(query), _text(body))


def raw_change(session: Session, operation: str, params: Iterable[object], query: Query, body: Any) -> Task:
    """Prepare a change by its operation id."""
    return session.native.change(operation, [str(p) for p in params], list(query), _text(body))


def loaded(text: str | None) -> Any:
    """Read JSON text; nothing is ``None``."""
    return None if text is None else json.loads(text)


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What handles need to know of a kind of resource."""

    model: type[R]
    segment: str
    param: str
    page: int | None = 1000
    name: str = "name"
    filter: str = "name"

    def read(self, document: Any) -> R:
        """Make the resource of its document."""
        return decode(self.model, document)

    def name_of(self, resource: R) -> str | None:
        """Give the name that people gave it."""
        name: str | None = getattr(resource.properties, self.name)  # type: ignore[attr-defined]
        return name


def nothing(_: Any) -> None:
    """Read an answer that says nothing."""


LOCATION = Kind(models.Location, "locations", "regionId", page=None)
DATACENTER = Kind(models.Datacenter, "datacenters", "datacenterId")
SERVER = Kind(models.Server, "servers", "serverId")
VOLUME = Kind(models.Volume, "volumes", "volumeId")
SNAPSHOT = Kind(models.Snapshot, "snapshots", "snapshotId", page=None)
IMAGE = Kind(models.Image, "images", "imageId", page=None)
LAN = Kind(models.Lan, "lans", "lanId")
NIC = Kind(models.Nic, "nics", "nicId")
FIREWALL_RULE = Kind(models.FirewallRule, "firewallrules", "firewallruleId")
SECURITY_GROUP = Kind(models.SecurityGroup, "securitygroups", "securityGroupId")
SECURITY_GROUP_RULE = Kind(models.FirewallRule, "rules", "ruleId")
FLOW_LOG = Kind(models.FlowLog, "flowlogs", "flowlogId")
NAT_FLOW_LOG = Kind(models.FlowLog, "flowlogs", "flowLogId")
IP_BLOCK = Kind(models.IpBlock, "ipblocks", "ipblockId")
NAT_GATEWAY = Kind(models.NatGateway, "natgateways", "natGatewayId", page=None)
NAT_RULE = Kind(models.NatRule, "rules", "natGatewayRuleId", page=None)
LABEL = Kind(models.Label, "labels", "key", page=None, name="key", filter="key")
CONTRACT = Kind(models.Contract, "contracts", "contractId", page=None, name="owner")
REQUEST = Kind(models.Request, "requests", "requestId", name="url", filter="url")
ZONE = Kind(models.Zone, "zones", "zoneId", name="zone_name", filter="zoneName")
RECORD = Kind(models.Record, "records", "recordId", page=None)
