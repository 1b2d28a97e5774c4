"""What handles can do beyond what is declared, blocking.

Derived from ``ionos_sdk/_extras_aio.py`` by ``tools/derive.py``: change that module instead.
"""

from __future__ import annotations

from collections.abc import Iterable

from ionos_sdk import _kinds as kinds
from ionos_sdk import models
from ionos_sdk._model import body, decode
from ionos_sdk._place import Kind, nothing
from ionos_sdk._task import finish
from ionos_sdk._verbs import Collection, Item, Pending, Service
from ionos_sdk.errors import InvalidRequestError, NotFoundError

LOCATION = Kind(models.Location, "locations", "regionId")
CONTRACT = Kind(models.Contract, "contracts", "contractId")


class CloudExtras(Service):
    """More of the Cloud API."""

    __slots__ = ()

    @property
    def locations(self) -> Collection[models.Location, Item[models.Location]]:
        """All locations."""
        return Collection(self._place, LOCATION, Item[models.Location])

    def location(self, id: str) -> models.Location:
        """Read one location by its id, such as ``de/txl`` or ``de/fra/2``."""
        region, slash, place = id.partition("/")
        if not slash:
            raise InvalidRequestError(f"`{id}` is no location; write it like de/txl", kind="INVALID_REQUEST")
        return decode(models.Location, self._call("cloud/locationsFindByRegionIdAndId", region, place))

    def contracts(self) -> list[models.Contract]:
        """Give the contracts of these credentials, with limits and what is in use."""
        return Collection(self._place, CONTRACT, Item[models.Contract]).list().all()


class LabelsExtras(Service):
    """More of the labels of a resource. They are written at once: there is nothing to wait for."""

    __slots__ = ()

    def set(self, key: str, value: str) -> None:
        """Give the label this value, whether it exists or not."""
        new = body(models.NewLabel(key=key, value=value))
        try:
            finish(self._place.item(kinds.LABEL.param, key).call("PUT", body=new))
        except NotFoundError:
            finish(self._place.call("POST", body=new))


class ServerExtras(Service):
    """More of a server."""

    __slots__ = ()

    def delete_with_volumes(self) -> Pending[None]:
        """Remove it together with its volumes; a plain delete keeps them."""
        return Pending(finish(self._place.change("DELETE", [("deleteVolumes", "true")])), nothing)

    def protect(self, groups: Iterable[str]) -> Pending[None]:
        """Replace the set of security groups that protect all of its NICs."""
        return self._change("cloud/datacentersServersSecuritygroupsPut", nothing, body={"ids": list(groups)})


class NicExtras(Service):
    """More of a network interface."""

    __slots__ = ()

    def protect(self, groups: Iterable[str]) -> Pending[None]:
        """Replace the set of security groups that protect it."""
        return self._change("cloud/datacentersServersNicsSecuritygroupsPut", nothing, body={"ids": list(groups)})


class VolumeExtras(Service):
    """More of a volume."""

    __slots__ = ()

    def create_snapshot(self, name: str, description: str = "") -> Pending[models.Snapshot]:
        """Take a snapshot of it."""
        new = {"properties": {"name": name, "description": description}}
        return self._change("cloud/datacentersVolumesCreate-snapshotPost", kinds.SNAPSHOT.read, body=new)

    def restore_snapshot(self, snapshot: str) -> Pending[None]:
        """Write a snapshot back onto it; what was on it is lost."""
        chosen = {"properties": {"snapshotId": snapshot}}
        return self._change("cloud/datacentersVolumesRestore-snapshotPost", nothing, body=chosen)


class RequestExtras(Service):
    """More of a request."""

    __slots__ = ()

    def status(self) -> models.RequestStatusMetadata:
        """How far it is."""
        document = self._call("cloud/requestsStatusGet")
        return decode(models.RequestStatusMetadata, document.get("metadata"))
