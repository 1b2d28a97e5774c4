"""Where resources live: paths of the API and the operations on them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Generic, Literal, TypedDict, TypeVar

from ionos_sdk import _native
from ionos_sdk._model import Model, decode
from ionos_sdk.errors import ConfigError, InvalidRequestError

if TYPE_CHECKING:
    from ionos_sdk._native import NativeClient, Stream, Task

R = TypeVar("R", bound=Model)
Query = Iterable[tuple[str, str]]
Order = tuple[str, list[str], list[tuple[str, str]], "str | None", "str | None"]


class ClientOptions(TypedDict, total=False):
    """Settings of a client. Times are in seconds."""

    token: str
    """Bearer token; the DNS and AI services accept nothing else."""
    username: str
    """E-mail address of a user; needs a password."""
    password: str
    """Password of the user."""
    hosting_key: str
    """``prefix.secret`` of the web-hosting account, for ``hosting_dns``."""
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
        if not from_env and not {"token", "username", "password", "hosting_key"} & set(options):
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


def _qualified(api: str, id: str) -> str:
    return f"{api}/{id.rpartition('/')[2]}"


@cache
def _operations() -> dict[tuple[str, str, str], tuple[str, int | None]]:
    table = _native.operations()
    return {(api, method, path): (_qualified(api, id), page) for api, id, method, path, page in table}


@cache
def _paths() -> dict[str, str]:
    return {_qualified(api, id): path for api, id, _, path, _ in _native.operations()}


@dataclass(frozen=True, slots=True)
class Place:
    """A path with its parameters."""

    session: Session
    api: str
    path: str = ""
    params: tuple[str, ...] = ()
    region: str | None = None

    def service(self, api: str, region: str | None = None) -> Place:
        """Go to the root of another service."""
        return Place(self.session, api, region=region)

    def below(self, segment: str) -> Place:
        """Go down by a word."""
        return Place(self.session, self.api, f"{self.path}/{segment}", self.params, self.region)

    def item(self, name: str, value: object) -> Place:
        """Go down to one item."""
        return Place(self.session, self.api, f"{self.path}/{{{name}}}", (*self.params, str(value)), self.region)

    def of(self, operation: str, params: Iterable[object]) -> Place:
        """Go to the path of an operation below this place."""
        given = (*self.params, *(str(p) for p in params))
        path = _paths()[operation]
        return Place(self.session, self.api, path, given[: path.count("{")], self.region)

    def operation(self, method: str) -> str:
        """Give the id of the operation here."""
        try:
            return _operations()[self.api, method, self.path][0]
        except KeyError:
            what = f"the service has no {method} on {self.path}; nothing was sent"
            raise InvalidRequestError(what, kind="INVALID_REQUEST") from None

    def order(self, method: str, query: Query = (), body: Any = None) -> Order:
        """Prepare what a native call needs."""
        return self.operation(method), list(self.params), list(query), _text(body), self.region

    def call(self, method: str, query: Query = (), body: Any = None) -> Task:
        """Prepare a call."""
        return self.session.native.call(*self.order(method, query, body))

    def change(self, method: str, query: Query = (), body: Any = None) -> Task:
        """Prepare a call that changes something."""
        return self.session.native.change(*self.order(method, query, body))

    def ensure(self, body: Any, label: tuple[str, str] | None = None) -> Task:
        """Prepare the creation of something that may exist, known by its name or by a label."""
        return self.session.native.ensure(*self.order("POST", body=body), label)

    def perform(self, name: str, given: Mapping[str, object]) -> Task:
        """Prepare what a method does that is more than one operation."""
        return self.session.native.perform(name, list(self.params), json.dumps(given))

    def pages(self, query: Query, size: int | None) -> Stream:
        """Prepare the pages of the list here; ``size`` items each, or as many as a page of this list may have."""
        operation, page = _operations()[self.api, "GET", self.path]
        size = None if page is None else size or page
        return self.session.native.pages(operation, list(self.params), list(query), size, self.region)

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


def selection(
    place: Place, depth: int, filters: Mapping[str, object] | Iterable[tuple[str, object]], order_by: str | None
) -> list[tuple[str, str]]:
    """Write what a list shall hold as a query."""
    given = filters.items() if isinstance(filters, Mapping) else filters
    query = [("depth", str(depth))] if place.api == "cloud" else []
    query += [(f"filter.{name}", str(value)) for name, value in given]
    if order_by is not None:
        query.append(("orderBy", order_by))
    return query


def raw_order(operation: str, params: Iterable[object], query: Query, body: Any, region: str | None) -> Order:
    """Prepare what a native call of any operation needs."""
    return operation, [str(p) for p in params], list(query), _text(body), region


def loaded(text: str | None) -> Any:
    """Read JSON text; nothing is ``None``."""
    return None if text is None else json.loads(text)


@dataclass(frozen=True, slots=True)
class Kind(Generic[R]):
    """What handles need to know of a kind of resource."""

    model: type[R]
    segment: str
    param: str
    name: str = "name"
    filter: str = "name"

    def read(self, document: Any) -> R:
        """Make the resource of its document."""
        return decode(self.model, document)

    def name_of(self, resource: R) -> str | None:
        """Give the name that people gave it."""
        name: str | None = getattr(getattr(resource, "properties", resource), self.name, None)
        return name


def listed(answer: Any) -> Any:
    """Give the items of an answer that may be a list, or a document with one."""
    return answer if isinstance(answer, list) else (answer or {}).get("items") or []


def same(document: Any) -> Any:
    """Take an answer as it is."""
    return document


def nothing(_: Any) -> None:
    """Read an answer that says nothing."""
