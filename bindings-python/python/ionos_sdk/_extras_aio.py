"""What handles can do beyond what is declared, for asyncio: the generated classes pick these up.

``class AsyncXExtras`` belongs to the handle of one ``X``, or to the collection that is called so; its methods come
first. ``_extras.py`` is this module without ``await``; ``tools/derive.py`` writes it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from typing import Literal

from ionos_sdk import _kinds as kinds
from ionos_sdk import models
from ionos_sdk._model import body, decode
from ionos_sdk._place import Kind, listed, nothing
from ionos_sdk._task import finish_async
from ionos_sdk._verbs_aio import AsyncCollection, AsyncItem, AsyncPending, AsyncService
from ionos_sdk.errors import InvalidRequestError, NotFoundError

LOCATION = Kind(models.Location, "locations", "regionId")
SHARED_RESOURCE = Kind(models.SharedResource, "resources", "resourceId")
CONTRACT = Kind(models.Contract, "contracts", "contractId")


class AsyncCloudExtras(AsyncService):
    """More of the Cloud API."""

    __slots__ = ()

    @property
    def locations(self) -> AsyncCollection[models.Location, AsyncItem[models.Location]]:
        """All locations."""
        return AsyncCollection(self._place, LOCATION, AsyncItem[models.Location])

    async def location(self, id: str) -> models.Location:
        """Read one location by its id, such as ``de/txl`` or ``de/fra/2``."""
        region, slash, place = id.partition("/")
        if not slash:
            raise InvalidRequestError(f"`{id}` is no location; write it like de/txl", kind="INVALID_REQUEST")
        return decode(models.Location, await self._call("cloud/locationsFindByRegionIdAndId", region, place))

    def resources_of(self, kind: str) -> AsyncCollection[models.SharedResource, AsyncItem[models.SharedResource]]:
        """All resources of one kind that can be shared, such as ``image``."""
        place = self._place.below("um/resources").item("resourceType", kind)
        return AsyncCollection.at(place, SHARED_RESOURCE, AsyncItem[models.SharedResource], "resourceId")

    def resource(self, kind: str, id: object) -> AsyncItem[models.SharedResource]:
        """One resource that can be shared, by its kind and id; nothing is sent."""
        return self.resources_of(kind).item(id)

    async def locations_in(self, region: str) -> list[models.Location]:
        """Give the locations of one region, such as ``de``."""
        answer = await self._call("cloud/locationsFindByRegionId", region)
        return [decode(models.Location, one) for one in listed(answer)]

    async def contracts(self) -> list[models.Contract]:
        """Give the contracts of these credentials, with limits and what is in use."""
        return await AsyncCollection(self._place, CONTRACT, AsyncItem[models.Contract]).list().all()


class AsyncLabelsExtras(AsyncService):
    """More of the labels of a resource. They are written at once: there is nothing to wait for."""

    __slots__ = ()

    async def set(self, key: str, value: str) -> None:
        """Give the label this value, whether it exists or not."""
        new = body(models.NewLabel(key=key, value=value))
        try:
            await finish_async(self._place.item(kinds.LABEL.param, key).call("PUT", body=new))
        except NotFoundError:
            await finish_async(self._place.call("POST", body=new))


class AsyncServerExtras(AsyncService):
    """More of a server."""

    __slots__ = ()

    async def power_on(self) -> AsyncPending[models.Server]:
        """Switch it on, whatever its type, until it runs. Switching on what runs already succeeds."""
        return await self._perform("server.power_on", kinds.SERVER.read)

    async def power_off(self) -> AsyncPending[models.Server]:
        """Switch it off, whatever its type, until it is off; as hard as pulling the plug. CUBE and GPU stay billed."""
        return await self._perform("server.power_off", kinds.SERVER.read)

    async def delete_with_volumes(self) -> AsyncPending[None]:
        """Remove it together with its volumes; a plain delete keeps them."""
        return AsyncPending(await finish_async(self._place.change("DELETE", [("deleteVolumes", "true")])), nothing)

    async def protect(self, groups: Iterable[str]) -> AsyncPending[None]:
        """Replace the set of security groups that protect all of its NICs."""
        return await self._change("cloud/datacentersServersSecuritygroupsPut", nothing, body={"ids": list(groups)})


class AsyncNicExtras(AsyncService):
    """More of a network interface."""

    __slots__ = ()

    async def delete_from_failover(self) -> AsyncPending[None]:
        """Take it out of the failover groups of its LAN, then remove it: a master cannot be removed."""
        return await self._perform("nic.delete_from_failover", nothing)

    async def protect(self, groups: Iterable[str]) -> AsyncPending[None]:
        """Replace the set of security groups that protect it."""
        return await self._change("cloud/datacentersServersNicsSecuritygroupsPut", nothing, body={"ids": list(groups)})


class AsyncVolumeExtras(AsyncService):
    """More of a volume."""

    __slots__ = ()

    async def create_snapshot(self, name: str, description: str = "") -> AsyncPending[models.Snapshot]:
        """Take a snapshot of it."""
        new = {"properties": {"name": name, "description": description}}
        return await self._change("cloud/datacentersVolumesCreate-snapshotPost", kinds.SNAPSHOT.read, body=new)

    async def restore_snapshot(self, snapshot: str) -> AsyncPending[None]:
        """Write a snapshot back onto it; what was on it is lost."""
        chosen = {"properties": {"snapshotId": snapshot}}
        return await self._change("cloud/datacentersVolumesRestore-snapshotPost", nothing, body=chosen)


class AsyncRequestExtras(AsyncService):
    """More of a request."""

    __slots__ = ()

    async def status(self) -> models.RequestStatusMetadata:
        """How far it is."""
        document = await self._call("cloud/requestsStatusGet")
        return decode(models.RequestStatusMetadata, document.get("metadata"))


class AsyncDnsExtras(AsyncService):
    """More of Cloud DNS."""

    __slots__ = ()

    @property
    def all_records(self) -> AsyncCollection[models.Record, AsyncItem[models.Record]]:
        """The records of all primary zones; filter by ``zoneId``, ``name``, ``type`` or ``state``."""
        return AsyncCollection(self._place, kinds.RECORD, AsyncItem[models.Record])


class AsyncLanExtras(AsyncService):
    """More of a LAN."""

    __slots__ = ()

    async def delete_when_free(self, timeout: float | None = None) -> AsyncPending[None]:
        """Remove it as soon as nothing is left in it, and wait up to ``timeout`` seconds for that."""
        return await self._perform("lan.delete_when_free", nothing, deadline=timeout)

    async def add_failover(self, ip: str, master: object) -> None:
        """Add the failover group of an address that this NIC has. Adding what is there succeeds."""
        await finish_async(self._place.perform("lan.add_failover", {"ip": ip, "master": str(master)}))

    async def hand_over_failover(self, ip: str, master: object) -> None:
        """Make another NIC, which has the address as well, the master of its failover group."""
        await finish_async(self._place.perform("lan.hand_over_failover", {"ip": ip, "master": str(master)}))

    async def remove_failover(self, ip: str) -> None:
        """Dissolve the failover group of an address; the NICs keep the address. Removing what is gone succeeds."""
        await finish_async(self._place.perform("lan.remove_failover", {"ip": ip}))

    async def attach(self, nic: object) -> AsyncPending[None]:
        """Move a NIC of the same data center into this LAN."""
        return await self._change("cloud/datacentersLansNicsPost", nothing, body={"id": str(nic)})


class AsyncGroupExtras(AsyncService):
    """More of a group of users."""

    __slots__ = ()

    async def add_user(self, user: object) -> AsyncPending[models.User]:
        """Make a user a member."""
        return await self._change("cloud/umGroupsUsersPost", kinds.USER.read, body={"id": str(user)})


class AsyncPipelineExtras(AsyncService):
    """More of a pipeline."""

    __slots__ = ()

    async def new_key(self) -> str:
        """Make a new key and give it, once; the one before no longer works."""
        return str((await self._call("logging/pipelinesKeyPost", body={}))["key"])


class AsyncAccessKeyExtras(AsyncService):
    """More of an access key."""

    __slots__ = ()

    async def replace(self, new: models.NewAccessKey) -> AsyncPending[models.AccessKey]:
        """Give the key this description; make it under this id (a UUID of your choice) when it does not exist."""
        document = {"id": self._place.params[-1], **body(new)}
        return await self._change("object-storage/accesskeysPut", kinds.ACCESS_KEY.read, body=document)


class AsyncContainerRegistryExtras(AsyncService):
    """More of the container registry."""

    __slots__ = ()

    async def is_name_free(self, name: str) -> bool:
        """Tell whether a name is free for a new registry; names are unique among all customers."""
        try:
            await self._call("container-registry/namesCheckUsage", name)
        except NotFoundError:
            return True
        return False


class AsyncAuthExtras(AsyncService):
    """More of tokens."""

    __slots__ = ()

    async def generate(self, ttl: int | None = None) -> str:
        """Make a token for this user and contract, good for ``ttl`` seconds, or for a year. It is a secret."""
        answer = await self._call("auth/tokensGenerate", query=None if ttl is None else {"ttl": ttl})
        return str(answer["token"])

    async def tokens(self) -> list[models.Token]:
        """Give all tokens of this user."""
        answer = await self._call("auth/tokensGet")
        return [decode(models.Token, one) for one in answer.get("tokens") or []]

    async def delete_token(self, id: object) -> None:
        """Remove one token. Removing what is gone already succeeds."""
        try:
            _removed(await self._call("auth/tokensDeleteById", id))
        except NotFoundError:
            return

    async def delete_tokens(self, criteria: Literal["ALL", "EXPIRED", "CURRENT"] | str) -> None:
        """Remove tokens of this contract by what they have in common; ``CURRENT`` is the one that is in use."""
        _removed(await self._call("auth/tokensDeleteByCriteria", query={"criteria": criteria}))


def _removed(answer: dict[str, object]) -> None:
    if answer.get("success") is False:
        raise InvalidRequestError("the service did not remove the tokens", kind="INVALID_REQUEST")


class AsyncActivityLogExtras(AsyncService):
    """More of the activity log."""

    __slots__ = ()

    async def events(
        self, contract_number: object, *, start: str | None = None, end: str | None = None, page_size: int = 20
    ) -> AsyncIterator[models.Activity]:
        """Read the log of a contract, page after page. ``start`` and ``end`` are days or moments: ``2026-07-01``."""
        dates = {name: value for name, value in (("dateStart", start), ("dateEnd", end)) if value is not None}
        offset, before = 0, None
        while True:
            query = {"offset": offset, "limit": page_size, **dates}
            answer = await self._call("activity-log/getByContract", contract_number, query=query)
            hits = (answer.get("hits") or {}).get("hits") or []
            if not hits or hits == before:
                return
            for hit in hits:
                if (source := hit.get("_source")) is not None:
                    yield decode(models.Activity, source)
            if len(hits) < page_size:
                return
            offset, before = offset + len(hits), hits


class AsyncHostingZoneExtras(AsyncService):
    """More of a zone of web hosting."""

    __slots__ = ()

    async def records(
        self, *, suffix: str | None = None, record_name: str | None = None, record_type: Iterable[str] = ()
    ) -> list[models.HostingRecord]:
        """Give its records that fit; all of them without conditions."""
        given = {"suffix": suffix, "recordName": record_name, "recordType": ",".join(record_type) or None}
        query = {name: value for name, value in given.items() if value is not None}
        zone = await self._call("hosting-dns/getZone", query=query)
        return [decode(models.HostingRecord, one) for one in zone.get("records") or []]

    async def delete_record(self, record_id: object) -> None:
        """Remove one record. Removing what is gone already succeeds."""
        try:
            await self._call("hosting-dns/deleteRecord", record_id)
        except NotFoundError:
            return
