"""The verbs of all handles, blocking.

Derived from ``ionos_sdk/_verbs_aio.py`` by ``tools/derive.py``: change that module instead.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from ionos_sdk import _native
from ionos_sdk._model import Model, body, changes, decode
from ionos_sdk._place import Kind, Place, loaded, nothing, pairs, selection
from ionos_sdk._task import finish
from ionos_sdk.errors import ConflictError, NotFoundError

T = TypeVar("T")
R = TypeVar("R", bound=Model)
M = TypeVar("M", bound=Model)
N = TypeVar("N", bound=Model)
U = TypeVar("U", bound=Model)
I = TypeVar("I")  # noqa: E741 - the item of a collection


class Pending(Generic[T]):
    """A change that the service accepted and works on.

    It goes on by itself: dropping this, or giving up the wait, does not cancel it.
    """

    __slots__ = ("_change", "_read")

    def __init__(self, change: _native.Change, read: Callable[[Any], T]) -> None:
        self._change = change
        self._read = read

    @property
    def id(self) -> str:
        """The identifier of the resource; empty where there is none."""
        return self._change.id or ""

    @property
    def request_id(self) -> str | None:
        """The id of the request that does the work, when the service named one."""
        return self._change.request_id

    @property
    def created(self) -> bool:
        """Whether this call made it; ``False`` only when ``ensure`` found it."""
        return self._change.created

    @property
    def document(self) -> Any:
        """The answer as it came: the resource as it was accepted, or ``None``."""
        return loaded(self._change.document)

    def wait(self, timeout: float | None = None) -> T:
        """Wait until it is finished and give the resource as it is then.

        ``timeout`` in seconds; the client's ``wait_timeout`` by default. Raises :class:`ProvisioningError` with
        the service's reason, or :class:`TimeoutError`, after which it can be waited for again.
        """
        return self._read(loaded(finish(self._change.wait(timeout))))

    def progress(self) -> Iterator[str]:
        """Report how far it is until it ends: ``QUEUED``, ``RUNNING``, ``SETTLING``, ``DONE``."""
        stream = self._change.progress()
        try:
            while (step := finish(stream.next())) is not None:
                yield json.loads(step)
        finally:
            stream.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} id={self.id!r} request_id={self.request_id!r}>"


class List(Generic[R]):
    """A list that is about to be read: iterate over it. Pages are fetched as it is read."""

    __slots__ = ("_place", "_query", "_read", "_size")

    def __init__(
        self, place: Place, read: Callable[[Any], R], query: list[tuple[str, str]], size: int | None = None
    ) -> None:
        self._place = place
        self._read = read
        self._query = query
        self._size = size

    def pages(self) -> Iterator[list[R]]:
        """Give the pages, each with its items."""
        stream = self._place.pages(self._query, self._size)
        try:
            while (page := finish(stream.next())) is not None:
                yield [self._read(item) for item in json.loads(page)]
        finally:
            stream.close()

    def __iter__(self) -> Iterator[R]:
        for page in self.pages():
            for item in page:
                yield item

    def all(self) -> list[R]:
        """Give all items at once."""
        return [item for item in self]

    def one(self) -> R:
        """Give the only item; raises :class:`NotFoundError` for none, :class:`ConflictError` for several."""
        found = self.all()
        if not found:
            raise NotFoundError(f"nothing in {self._place} matches", kind="NOT_FOUND")
        if len(found) > 1:
            raise ConflictError(f"several in {self._place} match", kind="CONFLICT")
        return found[0]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._place}>"


class Handle:
    __slots__ = ("_place",)

    def __init__(self, place: Place) -> None:
        self._place = place

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._place}>"


class Service(Handle):
    """What handles of operations that are no verb are made of."""

    __slots__ = ()

    def _call(
        self, operation: str, *params: object, body: Any = None, query: Mapping[str, object] | None = None
    ) -> Any:
        place = self._place.of(operation, params)
        order = (operation, list(place.params), pairs(query), None if body is None else json.dumps(body), place.region)
        return loaded(finish(place.session.native.call(*order)))

    def _change(
        self,
        operation: str,
        read: Callable[[Any], T],
        *params: object,
        body: Any = None,
        query: Mapping[str, object] | None = None,
    ) -> Pending[T]:
        place = self._place.of(operation, params)
        order = (operation, list(place.params), pairs(query), None if body is None else json.dumps(body), place.region)
        return Pending(finish(place.session.native.change(*order)), read)

    def _perform(self, name: str, read: Callable[[Any], T], **given: object) -> Pending[T]:
        return Pending(finish(self._place.perform(name, given)), read)

    def _list(
        self,
        operation: str,
        model: type[M],
        *params: object,
        depth: int,
        filters: Mapping[str, object] | Iterable[tuple[str, object]],
        order_by: str | None,
        page_size: int | None,
    ) -> List[M]:
        place = self._place.of(operation, params)
        query = selection(place, depth, filters, order_by)
        return List(place, lambda item: decode(model, item), query, page_size)


class Item(Service, Generic[R]):
    """One resource; holds its address only."""

    __slots__ = ("_kind",)

    def __init__(self, place: Place, kind: Kind[R]) -> None:
        super().__init__(place)
        self._kind = kind

    @property
    def id(self) -> str:
        """Its identifier."""
        return self._place.params[-1]

    def get(self, *, depth: int | None = None) -> R:
        """Read it. ``depth`` from 0 (references only) to 10; each step shows what is one level further inside."""
        query = [] if depth is None else [("depth", str(depth))]
        return self._kind.read(loaded(finish(self._place.call("GET", query))))

    def get_opt(self, *, depth: int | None = None) -> R | None:
        """Read it; ``None`` when it does not exist."""
        try:
            return self.get(depth=depth)
        except NotFoundError:
            return None


class Removable(Handle):
    __slots__ = ()

    def delete(self) -> Pending[None]:
        """Remove it. Removing what is gone already succeeds."""
        return Pending(finish(self._place.change("DELETE")), nothing)


class Patchable(Handle, Generic[R, U]):
    __slots__ = ()
    _kind: Kind[R]

    def patch(self, update: U) -> Pending[R]:
        """Change the fields that the update names; the others stay."""
        change = finish(self._place.change("PATCH", body=changes(update)))
        return Pending(change, self._kind.read)


class Replaceable(Handle, Generic[R, N]):
    __slots__ = ()
    _kind: Kind[R]

    def replace(self, new: N) -> Pending[R]:
        """Replace it as a whole; fields that are left out fall back to their defaults."""
        change = finish(self._place.change("PUT", body=body(new)))
        return Pending(change, self._kind.read)


class Collection(Handle, Generic[R, I]):
    """All resources of one kind in one place, such as the servers of a data center."""

    __slots__ = ("_item", "_kind", "_param")

    def __init__(
        self,
        parent: Place,
        kind: Kind[R],
        item: Callable[[Place, Kind[R]], I],
        segment: str | None = None,
        param: str | None = None,
    ) -> None:
        super().__init__(parent.below(segment or kind.segment))
        self._kind = kind
        self._item = item
        self._param = param or kind.param

    @classmethod
    def at(cls, place: Place, kind: Kind[R], item: Callable[[Place, Kind[R]], I], param: str) -> Collection[R, I]:
        """Make the collection of a place."""
        made = cls.__new__(cls)
        Handle.__init__(made, place)
        made._kind, made._item, made._param = kind, item, param
        return made

    def item(self, id: object) -> I:
        """Give the handle of one of them; nothing is sent."""
        return self._item(self._place.item(self._param, id), self._kind)

    def list(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[R]:
        """List them: iterate over the result, or take ``all()`` or ``one()`` of it.

        ``filters`` keep items whose property contains the value, in any case; several on one property are
        alternatives. ``depth`` from 0 (references only) to 10.
        """
        query = selection(self._place, depth, filters, order_by)
        return List(self._place, self._kind.read, query, page_size)

    def find(self, name: str) -> R | None:
        """Look one up by its exact name; the first where several share it."""
        filters = {self._kind.filter: name} if self._kind.filter else {}
        for resource in self.list(filters=filters):
            if self._kind.name_of(resource) == name:
                return resource
        return None


class WritableCollection(Collection[R, I], Generic[R, I, N]):
    """A collection that new resources can be made in."""

    __slots__ = ()

    def create(self, new: N) -> Pending[R]:
        """Make a new one.

        The request is never repeated blindly: when :attr:`IonosError.may_have_happened` is true, look before you
        create again.
        """
        change = finish(self._place.change("POST", body=body(new)))
        return Pending(change, self._kind.read)

    def ensure(self, new: N) -> Pending[R]:
        """Make a new one unless one of that name exists, and find out what happened after an unclear answer.

        :attr:`Pending.created` tells which of the two it was.
        """
        return Pending(finish(self._place.ensure(body(new))), self._kind.read)


class LabelledCollection(WritableCollection[R, I, N], Generic[R, I, N]):
    """A collection of resources that carry labels."""

    __slots__ = ()

    def ensure_labelled(self, new: N, key: str, value: str) -> Pending[R]:
        """Make a new one unless one with this label exists, and label it: names need not be unique.

        :attr:`Pending.created` tells which of the two it was.
        """
        return Pending(finish(self._place.ensure(body(new), (key, value))), self._kind.read)


class AttachedItem(Item[R], Generic[R]):
    """A resource that lives elsewhere and is attached here."""

    __slots__ = ()

    def detach(self) -> Pending[None]:
        """Detach it; it goes on to exist. Detaching what is detached already succeeds."""
        return Pending(finish(self._place.change("DELETE")), nothing)


class AttachedCollection(Collection[R, AttachedItem[R]], Generic[R]):
    """Resources that live elsewhere and are attached here."""

    __slots__ = ()

    def attach(self, id: object) -> Pending[R]:
        """Attach one that exists."""
        return Pending(finish(self._place.change("POST", body={"id": str(id)})), self._kind.read)
