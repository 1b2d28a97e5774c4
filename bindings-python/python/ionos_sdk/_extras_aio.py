"""What handles can do beyond what is declared, for asyncio: the generated classes pick these up.

``class AsyncXExtras`` belongs to the handle of one ``X``, or to the collection that is called so; its methods come
first. ``_extras.py`` is this module without ``await``; ``tools/derive.py`` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from ionos_sdk import _kinds as kinds
from ionos_sdk import models
from ionos_sdk._model import body, decode
from ionos_sdk._place import Kind, nothing
from ionos_sdk._task import finish_async
from ionos_sdk._verbs_aio import AsyncCollection, AsyncItem, AsyncPending, AsyncService
from ionos_sdk.errors import InvalidRequestError, NotFoundError

LOCATION = Kind(models.Location, "locations", "regionId")
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

    async def delete_with_volumes(self) -> AsyncPending[None]:
        """Remove it together with its volumes; a plain delete keeps them."""
        return AsyncPending(await finish_async(self._place.change("DELETE", [("deleteVolumes", "true")])), nothing)

    async def protect(self, groups: Iterable[str]) -> AsyncPending[None]:
        """Replace the set of security groups that protect all of its NICs."""
        return await self._change("cloud/datacentersServersSecuritygroupsPut", nothing, body={"ids": list(groups)})


class AsyncNicExtras(AsyncService):
    """More of a network interface."""

    __slots__ = ()

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
