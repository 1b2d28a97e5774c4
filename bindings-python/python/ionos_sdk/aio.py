"""The client for asyncio.

``ionos_sdk/client.py`` is this module without ``await``; ``python -m tools.derive`` writes it.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar, overload

from ionos_sdk import _native, _place, ai, models
from ionos_sdk._model import Model, bare, decode, whole
from ionos_sdk._place import ClientOptions, Kind, Place, Session, loaded, nothing, pairs
from ionos_sdk._task import finish_async
from ionos_sdk.errors import ConflictError, InvalidRequestError, NotFoundError

if TYPE_CHECKING:
    from typing_extensions import Self, Unpack

__all__ = [
    "AsyncAi",
    "AsyncChatStream",
    "AsyncClient",
    "AsyncCollection",
    "AsyncDatacenterItem",
    "AsyncDns",
    "AsyncFirewallRuleItem",
    "AsyncFlowLogItem",
    "AsyncIpBlockItem",
    "AsyncItem",
    "AsyncLabelItem",
    "AsyncLabels",
    "AsyncLanItem",
    "AsyncList",
    "AsyncNatGatewayItem",
    "AsyncNatRuleItem",
    "AsyncNicItem",
    "AsyncPending",
    "AsyncRecordItem",
    "AsyncRequestItem",
    "AsyncSecurityGroupItem",
    "AsyncServerItem",
    "AsyncSnapshotItem",
    "AsyncVolumeItem",
    "AsyncWritableCollection",
    "AsyncZoneItem",
]

T = TypeVar("T")
R = TypeVar("R", bound=models.Document)
N = TypeVar("N", bound=Model)
U = TypeVar("U", bound=Model)
I = TypeVar("I")  # noqa: E741 - the item of a collection


class AsyncPending(Generic[T]):
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
    def document(self) -> Any:
        """The answer as it came: the resource as it was accepted, or ``None``."""
        return loaded(self._change.document)

    async def wait(self, timeout: float | None = None) -> T:
        """Wait until it is finished and give the resource as it is then.

        ``timeout`` in seconds; the client's ``wait_timeout`` by default. Raises :class:`ProvisioningError` with
        the service's reason, or :class:`TimeoutError`, after which it can be waited for again.
        """
        return self._read(loaded(await finish_async(self._change.wait(timeout))))

    async def progress(self) -> AsyncIterator[str]:
        """Report how far it is until it ends: ``QUEUED``, ``RUNNING``, ``SETTLING``, ``DONE``."""
        stream = self._change.progress()
        try:
            while (step := await finish_async(stream.next())) is not None:
                yield json.loads(step)
        finally:
            stream.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__} id={self.id!r} request_id={self.request_id!r}>"


class AsyncList(Generic[R]):
    """A list that is about to be read: iterate over it. Pages are fetched as it is read."""

    __slots__ = ("_kind", "_place", "_query", "_size")

    def __init__(self, place: Place, kind: Kind[R], query: list[tuple[str, str]], size: int | None) -> None:
        self._place = place
        self._kind = kind
        self._query = query
        self._size = size

    async def pages(self) -> AsyncIterator[list[R]]:
        """Give the pages, each with its items."""
        stream = self._place.pages(self._query, self._size)
        try:
            while (page := await finish_async(stream.next())) is not None:
                yield [self._kind.read(item) for item in json.loads(page)]
        finally:
            stream.close()

    async def __aiter__(self) -> AsyncIterator[R]:
        async for page in self.pages():
            for item in page:
                yield item

    async def all(self) -> list[R]:
        """Give all items at once."""
        return [item async for item in self]

    async def one(self) -> R:
        """Give the only item; raises :class:`NotFoundError` for none, :class:`ConflictError` for several."""
        found = await self.all()
        if not found:
            raise NotFoundError(f"nothing in {self._place} matches", kind="NOT_FOUND")
        if len(found) > 1:
            raise ConflictError(f"several in {self._place} match", kind="CONFLICT")
        return found[0]

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._place}>"


class _Handle:
    __slots__ = ("_place",)

    def __init__(self, place: Place) -> None:
        self._place = place

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._place}>"


class AsyncItem(_Handle, Generic[R]):
    """One resource; holds its address only."""

    __slots__ = ("_kind",)

    def __init__(self, place: Place, kind: Kind[R]) -> None:
        super().__init__(place)
        self._kind = kind

    @property
    def id(self) -> str:
        """Its identifier."""
        return self._place.params[-1]

    async def get(self, *, depth: int | None = None) -> R:
        """Read it. ``depth`` from 0 (references only) to 10; each step shows what is one level further inside."""
        query = [] if depth is None else [("depth", str(depth))]
        return self._kind.read(loaded(await finish_async(self._place.call("GET", query))))

    async def get_opt(self, *, depth: int | None = None) -> R | None:
        """Read it; ``None`` when it does not exist."""
        try:
            return await self.get(depth=depth)
        except NotFoundError:
            return None

    async def _act(self, action: str, body: Any = None) -> AsyncPending[None]:
        change = await finish_async(self._place.below(action).change("POST", body=body))
        return AsyncPending(change, nothing)


class _Removable(_Handle):
    __slots__ = ()

    async def delete(self) -> AsyncPending[None]:
        """Remove it. Removing what is gone already succeeds."""
        return AsyncPending(await finish_async(self._place.change("DELETE")), nothing)


class _Patchable(_Handle, Generic[R, U]):
    __slots__ = ()
    _kind: Kind[R]

    async def patch(self, update: U) -> AsyncPending[R]:
        """Change the fields that the update names; the others stay."""
        change = await finish_async(self._place.change("PATCH", body=bare(update)))
        return AsyncPending(change, self._kind.read)


class _Replaceable(_Handle, Generic[R, N]):
    __slots__ = ()
    _kind: Kind[R]

    async def replace(self, new: N) -> AsyncPending[R]:
        """Replace it as a whole; fields that are left out fall back to their defaults."""
        change = await finish_async(self._place.change("PUT", body=whole(new)))
        return AsyncPending(change, self._kind.read)


class AsyncCollection(_Handle, Generic[R, I]):
    """All resources of one kind in one place, such as the servers of a data center."""

    __slots__ = ("_item", "_kind")

    def __init__(self, parent: Place, kind: Kind[R], item: Callable[[Place, Kind[R]], I]) -> None:
        super().__init__(parent.below(kind.segment))
        self._kind = kind
        self._item = item

    def item(self, id: object) -> I:
        """Give the handle of one of them; nothing is sent."""
        return self._item(self._place.item(self._kind.param, id), self._kind)

    def list(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[R]:
        """List them: iterate over the result, or take ``all()`` or ``one()`` of it.

        ``filters`` keep items whose property contains the value, in any case; several on one property are
        alternatives. ``depth`` from 0 (references only) to 10.
        """
        given = filters.items() if isinstance(filters, Mapping) else filters
        query = [("depth", str(depth))] if self._place.api == "cloud" else []
        query += [(f"filter.{name}", str(value)) for name, value in given]
        if order_by is not None:
            query.append(("orderBy", order_by))
        size = None if self._kind.page is None else page_size or self._kind.page
        return AsyncList(self._place, self._kind, query, size)

    async def find(self, name: str) -> R | None:
        """Look one up by its exact name; the first where several share it."""
        async for resource in self.list(filters={self._kind.filter: name}):
            if self._kind.name_of(resource) == name:
                return resource
        return None


class AsyncWritableCollection(AsyncCollection[R, I], Generic[R, I, N]):
    """A collection that new resources can be made in."""

    __slots__ = ()

    async def create(self, new: N) -> AsyncPending[R]:
        """Make a new one.

        The request is never repeated blindly: when :attr:`IonosError.may_have_happened` is true, look before you
        create again.
        """
        change = await finish_async(self._place.change("POST", body=whole(new)))
        return AsyncPending(change, self._kind.read)


class AsyncLabelItem(AsyncItem[models.Label], _Removable):
    """A label of a resource."""

    __slots__ = ()


class AsyncLabels(AsyncWritableCollection[models.Label, AsyncLabelItem, models.NewLabel]):
    """The labels of a resource. They are written at once: there is nothing to wait for."""

    __slots__ = ()

    def __init__(self, parent: Place) -> None:
        super().__init__(parent, _place.LABEL, AsyncLabelItem)

    async def set(self, key: str, value: str) -> None:
        """Give the label this value, whether it exists or not."""
        new = models.NewLabel(key=key, value=value)
        try:
            await finish_async(self.item(key)._place.call("PUT", body=whole(new)))
        except NotFoundError:
            await self.create(new)


class AsyncFirewallRuleItem(
    AsyncItem[models.FirewallRule], _Patchable[models.FirewallRule, models.FirewallRuleUpdate], _Removable
):
    """A firewall rule."""

    __slots__ = ()


class AsyncFlowLogItem(AsyncItem[models.FlowLog], _Patchable[models.FlowLog, models.FlowLogUpdate], _Removable):
    """A flow log."""

    __slots__ = ()


class AsyncNicItem(AsyncItem[models.Nic], _Patchable[models.Nic, models.NicUpdate], _Removable):
    """A network interface."""

    __slots__ = ()

    @property
    def firewall_rules(
        self,
    ) -> AsyncWritableCollection[models.FirewallRule, AsyncFirewallRuleItem, models.NewFirewallRule]:
        """Its firewall rules."""
        return AsyncWritableCollection(self._place, _place.FIREWALL_RULE, AsyncFirewallRuleItem)

    @property
    def flow_logs(self) -> AsyncWritableCollection[models.FlowLog, AsyncFlowLogItem, models.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, _place.FLOW_LOG, AsyncFlowLogItem)


class AsyncServerItem(AsyncItem[models.Server], _Patchable[models.Server, models.ServerUpdate], _Removable):
    """A server."""

    __slots__ = ()

    @property
    def nics(self) -> AsyncWritableCollection[models.Nic, AsyncNicItem, models.NewNic]:
        """Its network interfaces."""
        return AsyncWritableCollection(self._place, _place.NIC, AsyncNicItem)

    def nic(self, id: object) -> AsyncNicItem:
        """One of its network interfaces."""
        return self.nics.item(id)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place)

    async def start(self) -> AsyncPending[None]:
        """Switch it on."""
        return await self._act("start")

    async def stop(self) -> AsyncPending[None]:
        """Switch it off, hard. Public addresses that are not reserved are returned."""
        return await self._act("stop")

    async def reboot(self) -> AsyncPending[None]:
        """Restart it, hard."""
        return await self._act("reboot")

    async def delete_with_volumes(self) -> AsyncPending[None]:
        """Remove it together with its volumes; a plain delete keeps them."""
        query = [("deleteVolumes", "true")]
        return AsyncPending(await finish_async(self._place.change("DELETE", query)), nothing)

    async def protect(self, groups: Iterable[str]) -> AsyncPending[None]:
        """Replace the set of security groups that protect all of its NICs."""
        place = self._place.below("securitygroups")
        return AsyncPending(await finish_async(place.change("PUT", body={"ids": list(groups)})), nothing)


class AsyncSnapshotItem(AsyncItem[models.Snapshot], _Patchable[models.Snapshot, models.SnapshotUpdate], _Removable):
    """A snapshot."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place)


class AsyncVolumeItem(AsyncItem[models.Volume], _Patchable[models.Volume, models.VolumeUpdate], _Removable):
    """A volume."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place)

    async def create_snapshot(self, name: str, description: str = "") -> AsyncPending[models.Snapshot]:
        """Take a snapshot of it."""
        body = {"properties": {"name": name, "description": description}}
        change = await finish_async(self._place.below("create-snapshot").change("POST", body=body))
        return AsyncPending(change, _place.SNAPSHOT.read)

    async def restore_snapshot(self, snapshot: str) -> AsyncPending[None]:
        """Write a snapshot back onto it; what was on it is lost."""
        return await self._act("restore-snapshot", {"properties": {"snapshotId": snapshot}})


class AsyncLanItem(AsyncItem[models.Lan], _Patchable[models.Lan, models.LanUpdate], _Removable):
    """A LAN."""

    __slots__ = ()

    @property
    def nics(self) -> AsyncCollection[models.Nic, AsyncItem[models.Nic]]:
        """The NICs in it."""
        return AsyncCollection(self._place, _place.NIC, AsyncItem[models.Nic])


class AsyncNatRuleItem(AsyncItem[models.NatRule], _Patchable[models.NatRule, models.NatRuleUpdate], _Removable):
    """A rule of a NAT gateway."""

    __slots__ = ()


class AsyncNatGatewayItem(
    AsyncItem[models.NatGateway], _Patchable[models.NatGateway, models.NatGatewayUpdate], _Removable
):
    """A NAT gateway."""

    __slots__ = ()

    @property
    def rules(self) -> AsyncWritableCollection[models.NatRule, AsyncNatRuleItem, models.NewNatRule]:
        """Its rules."""
        return AsyncWritableCollection(self._place, _place.NAT_RULE, AsyncNatRuleItem)

    @property
    def flow_logs(self) -> AsyncWritableCollection[models.FlowLog, AsyncFlowLogItem, models.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, _place.NAT_FLOW_LOG, AsyncFlowLogItem)


class AsyncSecurityGroupItem(
    AsyncItem[models.SecurityGroup],
    _Patchable[models.SecurityGroup, models.SecurityGroupUpdate],
    _Removable,
):
    """A security group."""

    __slots__ = ()

    @property
    def rules(
        self,
    ) -> AsyncWritableCollection[models.FirewallRule, AsyncFirewallRuleItem, models.NewFirewallRule]:
        """Its rules."""
        return AsyncWritableCollection(self._place, _place.SECURITY_GROUP_RULE, AsyncFirewallRuleItem)


class AsyncIpBlockItem(AsyncItem[models.IpBlock], _Patchable[models.IpBlock, models.IpBlockUpdate], _Removable):
    """A block of reserved addresses."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place)


class AsyncDatacenterItem(
    AsyncItem[models.Datacenter], _Patchable[models.Datacenter, models.DatacenterUpdate], _Removable
):
    """A data center."""

    __slots__ = ()

    @property
    def servers(self) -> AsyncWritableCollection[models.Server, AsyncServerItem, models.NewServer]:
        """Its servers."""
        return AsyncWritableCollection(self._place, _place.SERVER, AsyncServerItem)

    def server(self, id: object) -> AsyncServerItem:
        """One of its servers."""
        return self.servers.item(id)

    @property
    def volumes(self) -> AsyncWritableCollection[models.Volume, AsyncVolumeItem, models.NewVolume]:
        """Its volumes, attached or not."""
        return AsyncWritableCollection(self._place, _place.VOLUME, AsyncVolumeItem)

    def volume(self, id: object) -> AsyncVolumeItem:
        """One of its volumes."""
        return self.volumes.item(id)

    @property
    def lans(self) -> AsyncWritableCollection[models.Lan, AsyncLanItem, models.NewLan]:
        """Its LANs."""
        return AsyncWritableCollection(self._place, _place.LAN, AsyncLanItem)

    @property
    def nat_gateways(
        self,
    ) -> AsyncWritableCollection[models.NatGateway, AsyncNatGatewayItem, models.NewNatGateway]:
        """Its NAT gateways."""
        return AsyncWritableCollection(self._place, _place.NAT_GATEWAY, AsyncNatGatewayItem)

    @property
    def security_groups(
        self,
    ) -> AsyncWritableCollection[models.SecurityGroup, AsyncSecurityGroupItem, models.NewSecurityGroup]:
        """Its security groups."""
        return AsyncWritableCollection(self._place, _place.SECURITY_GROUP, AsyncSecurityGroupItem)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place)


class AsyncRequestItem(AsyncItem[models.Request]):
    """A request of the journal."""

    __slots__ = ()

    async def status(self) -> models.RequestState:
        """How far it is."""
        document = loaded(await finish_async(self._place.below("status").call("GET")))
        return decode(models.RequestState, document.get("metadata"))


class AsyncRecordItem(AsyncItem[models.Record], _Replaceable[models.Record, models.NewRecord], _Removable):
    """A record of a zone."""

    __slots__ = ()


class AsyncZoneItem(AsyncItem[models.Zone], _Replaceable[models.Zone, models.NewZone], _Removable):
    """A zone."""

    __slots__ = ()

    @property
    def records(self) -> AsyncWritableCollection[models.Record, AsyncRecordItem, models.NewRecord]:
        """Its records, all in one answer."""
        return AsyncWritableCollection(self._place, _place.RECORD, AsyncRecordItem)


class AsyncDns(_Handle):
    """Cloud DNS. It takes tokens only, and answers writes before they are served: wait for them."""

    __slots__ = ()

    @property
    def zones(self) -> AsyncWritableCollection[models.Zone, AsyncZoneItem, models.NewZone]:
        """All primary zones."""
        return AsyncWritableCollection(self._place, _place.ZONE, AsyncZoneItem)

    def zone(self, id: object) -> AsyncZoneItem:
        """One zone."""
        return self.zones.item(id)

    @property
    def all_records(self) -> AsyncCollection[models.Record, AsyncItem[models.Record]]:
        """The records of all zones; filter by ``zoneId``, ``name``, ``type`` or ``state``."""
        return AsyncCollection(self._place, _place.RECORD, AsyncItem[models.Record])


class AsyncChatStream:
    """A streamed answer: iterate over its pieces. Closing it, or leaving its ``with`` block, closes the connection."""

    __slots__ = ("_stream",)

    def __init__(self, stream: _native.Stream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[ai.ChatChunk]:
        while (piece := await finish_async(self._stream.next())) is not None:
            yield decode(ai.ChatChunk, json.loads(piece))

    async def text(self) -> str:
        """Read the rest and give its text."""
        return "".join([piece.text async for piece in self])

    async def close(self) -> None:
        """End it."""
        self._stream.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


class AsyncAi(_Handle):
    """The AI Model Hub in Berlin. It takes tokens only; calls are kept under its limits."""

    __slots__ = ()

    async def models(self) -> list[ai.AiModel]:
        """Give the models that can be used now."""
        document = loaded(await finish_async(self._place.below("v1").below("models").call("GET")))
        return [decode(ai.AiModel, model) for model in document.get("data", [])]

    @overload
    async def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: Literal[False] = ...,
        tools: Sequence[ai.Tool | Mapping[str, Any]] = ...,
        tool_choice: ai.ToolChoice | None = ...,
        max_completion_tokens: int | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        stop: Sequence[str] = ...,
        response_format: Mapping[str, Any] | None = ...,
    ) -> ai.ChatAnswer: ...

    @overload
    async def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: Literal[True],
        tools: Sequence[ai.Tool | Mapping[str, Any]] = ...,
        tool_choice: ai.ToolChoice | None = ...,
        max_completion_tokens: int | None = ...,
        temperature: float | None = ...,
        top_p: float | None = ...,
        stop: Sequence[str] = ...,
        response_format: Mapping[str, Any] | None = ...,
    ) -> AsyncChatStream: ...

    async def chat(
        self,
        model: str,
        messages: str | Sequence[ai.Message | Mapping[str, Any]],
        *,
        stream: bool = False,
        tools: Sequence[ai.Tool | Mapping[str, Any]] = (),
        tool_choice: ai.ToolChoice | None = None,
        max_completion_tokens: int | None = None,
        temperature: float | None = None,
        top_p: float | None = None,
        stop: Sequence[str] = (),
        response_format: Mapping[str, Any] | None = None,
    ) -> ai.ChatAnswer | AsyncChatStream:
        """Ask a model. ``messages`` is a conversation, or only what the person says.

        Answers are limited to 1024 tokens unless ``max_completion_tokens`` says otherwise; ``temperature`` goes
        from 0 to 2, ``top_p`` from 0 to 1. With ``stream=True`` the answer comes in pieces.
        """
        said = [ai.Message.user(messages)] if isinstance(messages, str) else messages
        question = {
            "model": model,
            "messages": [bare(m) if isinstance(m, ai.Message) else dict(m) for m in said],
            "tools": [t.document() if isinstance(t, ai.Tool) else dict(t) for t in tools],
            "tool_choice": tool_choice,
            "max_completion_tokens": max_completion_tokens,
            "temperature": temperature,
            "top_p": top_p,
            "stop": list(stop),
            "response_format": None if response_format is None else dict(response_format),
        }
        answer = await finish_async(self._place.session.native.chat(json.dumps(question), stream))
        return AsyncChatStream(answer) if stream else decode(ai.ChatAnswer, json.loads(answer))

    async def embed(self, model: str, texts: Sequence[str]) -> ai.Embeddings:
        """Give the vectors of these texts."""
        if isinstance(texts, str):
            raise InvalidRequestError("embed takes a list of texts", kind="INVALID_REQUEST")
        answer = await finish_async(self._place.session.native.embed(model, list(texts)))
        return decode(ai.Embeddings, json.loads(answer))


class AsyncClient:
    """A client of IONOS Cloud.

    ``AsyncClient(token=...)`` takes nothing from the environment; :meth:`from_env` does. See
    :class:`ClientOptions` for the settings. Safe to use after a fork and from several threads.
    """

    __slots__ = ("_session",)

    def __init__(self, **options: Unpack[ClientOptions]) -> None:
        self._session = Session(False, None, options)

    @classmethod
    def from_env(cls, profile: str | None = None, **options: Unpack[ClientOptions]) -> Self:
        """Make a client like the official tools do; options beat the environment, and that beats the file.

        Reads ``IONOS_TOKEN`` (or ``IONOS_USERNAME`` and ``IONOS_PASSWORD``), ``IONOS_API_URL``,
        ``IONOS_CONTRACT_NUMBER``, ``IONOS_PINNED_CERT``, ``IONOS_CONFIG_FILE``, ``IONOS_CURRENT_PROFILE`` and the
        file ``~/.ionos/config``.
        """
        client = cls.__new__(cls)
        client._session = Session(True, profile, options)
        return client

    async def close(self) -> None:
        """Close its connections once no call uses them; later calls raise :class:`ConfigError`."""
        self._session.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"

    @property
    def _root(self) -> Place:
        return Place(self._session, "cloud")

    @property
    def datacenters(
        self,
    ) -> AsyncWritableCollection[models.Datacenter, AsyncDatacenterItem, models.NewDatacenter]:
        """All data centers of the contract."""
        return AsyncWritableCollection(self._root, _place.DATACENTER, AsyncDatacenterItem)

    def datacenter(self, id: object) -> AsyncDatacenterItem:
        """One data center."""
        return self.datacenters.item(id)

    @property
    def ip_blocks(self) -> AsyncWritableCollection[models.IpBlock, AsyncIpBlockItem, models.NewIpBlock]:
        """All reserved address blocks."""
        return AsyncWritableCollection(self._root, _place.IP_BLOCK, AsyncIpBlockItem)

    def ip_block(self, id: object) -> AsyncIpBlockItem:
        """One block of reserved addresses."""
        return self.ip_blocks.item(id)

    @property
    def snapshots(self) -> AsyncCollection[models.Snapshot, AsyncSnapshotItem]:
        """All snapshots of the contract. They are made by ``create_snapshot`` of a volume."""
        return AsyncCollection(self._root, _place.SNAPSHOT, AsyncSnapshotItem)

    def snapshot(self, id: object) -> AsyncSnapshotItem:
        """One snapshot."""
        return self.snapshots.item(id)

    @property
    def images(self) -> AsyncCollection[models.Image, AsyncItem[models.Image]]:
        """All images that the contract can use, public ones included."""
        return AsyncCollection(self._root, _place.IMAGE, AsyncItem[models.Image])

    @property
    def locations(self) -> AsyncCollection[models.Location, AsyncItem[models.Location]]:
        """All locations."""
        return AsyncCollection(self._root, _place.LOCATION, AsyncItem[models.Location])

    async def location(self, id: str) -> models.Location:
        """Read one location by its id, such as ``de/txl`` or ``de/fra/2``."""
        region, slash, place = id.partition("/")
        if not slash:
            raise InvalidRequestError(f"`{id}` is no location; write it like de/txl", kind="INVALID_REQUEST")
        document = await self.raw("locationsFindByRegionIdAndId", region, place)
        return decode(models.Location, document)

    @property
    def labels(self) -> AsyncCollection[models.Label, AsyncItem[models.Label]]:
        """Every label of the contract, with the resource it is on."""
        return AsyncCollection(self._root, _place.LABEL, AsyncItem[models.Label])

    @property
    def requests(self) -> AsyncCollection[models.Request, AsyncRequestItem]:
        """The journal of requests, newest first."""
        return AsyncCollection(self._root, _place.REQUEST, AsyncRequestItem)

    def request(self, id: object) -> AsyncRequestItem:
        """One request."""
        return self.requests.item(id)

    async def contracts(self) -> list[models.Contract]:
        """Give the contracts of these credentials, with limits and what is in use."""
        return await AsyncCollection(self._root, _place.CONTRACT, AsyncItem[models.Contract]).list().all()

    @property
    def dns(self) -> AsyncDns:
        """Cloud DNS."""
        return AsyncDns(Place(self._session, "dns"))

    @property
    def ai(self) -> AsyncAi:
        """The AI Model Hub."""
        return AsyncAi(Place(self._session, "ai"))

    async def raw(
        self, operation: str, *params: object, query: Mapping[str, object] | None = None, body: Any = None
    ) -> Any:
        """Call any operation by its id and give the answer's JSON, its text, or ``None``.

        ``params`` fill the placeholders of the path in order. :func:`ionos_sdk.operations` lists the ids.
        """
        task = _place.raw_call(self._session, operation, params, pairs(query), body)
        return loaded(await finish_async(task))

    async def raw_pending(
        self, operation: str, *params: object, query: Mapping[str, object] | None = None, body: Any = None
    ) -> AsyncPending[Any]:
        """Call an operation that changes something and give the wait for it."""
        task = _place.raw_change(self._session, operation, params, pairs(query), body)
        return AsyncPending(await finish_async(task), lambda document: document)
