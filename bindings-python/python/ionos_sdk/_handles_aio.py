"""The handles for asyncio: what each kind of resource and each service offers.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Mapping

from ionos_sdk import _extras_aio as extras
from ionos_sdk import _kinds as kinds
from ionos_sdk import models as m
from ionos_sdk._place import nothing
from ionos_sdk._verbs_aio import (
    AsyncCollection,
    AsyncItem,
    AsyncPatchable,
    AsyncPending,
    AsyncRemovable,
    AsyncReplaceable,
    AsyncService,
    AsyncWritableCollection,
)

__all__ = [
    "AsyncAiOperations",
    "AsyncCloud",
    "AsyncDatacenterItem",
    "AsyncDns",
    "AsyncFirewallRuleItem",
    "AsyncFlowLogItem",
    "AsyncImageItem",
    "AsyncIpBlockItem",
    "AsyncLabelItem",
    "AsyncLabels",
    "AsyncLanItem",
    "AsyncNatGatewayItem",
    "AsyncNatRuleItem",
    "AsyncNicItem",
    "AsyncRecordItem",
    "AsyncRequestItem",
    "AsyncSecurityGroupItem",
    "AsyncServerItem",
    "AsyncServices",
    "AsyncSnapshotItem",
    "AsyncVolumeItem",
    "AsyncZoneItem",
]


class AsyncDatacenterItem(AsyncItem[m.Datacenter], AsyncPatchable[m.Datacenter, m.DatacenterUpdate], AsyncRemovable):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    __slots__ = ()

    @property
    def servers(self) -> AsyncWritableCollection[m.Server, AsyncServerItem, m.NewServer]:
        """Its servers."""
        return AsyncWritableCollection(self._place, kinds.SERVER, AsyncServerItem)

    def server(self, id: object) -> AsyncServerItem:
        """One of :attr:`servers`, by its id; nothing is sent."""
        return self.servers.item(id)

    @property
    def volumes(self) -> AsyncWritableCollection[m.Volume, AsyncVolumeItem, m.NewVolume]:
        """Its volumes, attached or not."""
        return AsyncWritableCollection(self._place, kinds.VOLUME, AsyncVolumeItem)

    def volume(self, id: object) -> AsyncVolumeItem:
        """One of :attr:`volumes`, by its id; nothing is sent."""
        return self.volumes.item(id)

    @property
    def lans(self) -> AsyncWritableCollection[m.Lan, AsyncLanItem, m.NewLan]:
        """Its LANs."""
        return AsyncWritableCollection(self._place, kinds.LAN, AsyncLanItem)

    def lan(self, id: object) -> AsyncLanItem:
        """One of :attr:`lans`, by its id; nothing is sent."""
        return self.lans.item(id)

    @property
    def nat_gateways(self) -> AsyncWritableCollection[m.NatGateway, AsyncNatGatewayItem, m.NewNatGateway]:
        """Its NAT gateways."""
        return AsyncWritableCollection(self._place, kinds.NAT_GATEWAY, AsyncNatGatewayItem)

    def nat_gateway(self, id: object) -> AsyncNatGatewayItem:
        """One of :attr:`nat_gateways`, by its id; nothing is sent."""
        return self.nat_gateways.item(id)

    @property
    def security_groups(self) -> AsyncWritableCollection[m.SecurityGroup, AsyncSecurityGroupItem, m.NewSecurityGroup]:
        """Its security groups."""
        return AsyncWritableCollection(self._place, kinds.SECURITY_GROUP, AsyncSecurityGroupItem)

    def security_group(self, id: object) -> AsyncSecurityGroupItem:
        """One of :attr:`security_groups`, by its id; nothing is sent."""
        return self.security_groups.item(id)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncServerItem(
    extras.AsyncServerExtras, AsyncItem[m.Server], AsyncPatchable[m.Server, m.ServerUpdate], AsyncRemovable
):
    """A virtual machine."""

    __slots__ = ()

    @property
    def nics(self) -> AsyncWritableCollection[m.Nic, AsyncNicItem, m.NewNic]:
        """Its network interfaces."""
        return AsyncWritableCollection(self._place, kinds.NIC, AsyncNicItem)

    def nic(self, id: object) -> AsyncNicItem:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    async def start(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Switch it on."""
        return await self._change("cloud/datacentersServersStartPost", nothing, query=query)

    async def stop(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Switch it off, hard. Cores and memory are freed, and public addresses that are not reserved are returned."""
        return await self._change("cloud/datacentersServersStopPost", nothing, query=query)

    async def reboot(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Restart it, hard."""
        return await self._change("cloud/datacentersServersRebootPost", nothing, query=query)


class AsyncNicItem(extras.AsyncNicExtras, AsyncItem[m.Nic], AsyncPatchable[m.Nic, m.NicUpdate], AsyncRemovable):
    """A network interface of a server."""

    __slots__ = ()

    @property
    def firewall_rules(self) -> AsyncWritableCollection[m.FirewallRule, AsyncFirewallRuleItem, m.NewFirewallRule]:
        """Its firewall rules."""
        return AsyncWritableCollection(self._place, kinds.FIREWALL_RULE, AsyncFirewallRuleItem)

    def firewall_rule(self, id: object) -> AsyncFirewallRuleItem:
        """One of :attr:`firewall_rules`, by its id; nothing is sent."""
        return self.firewall_rules.item(id)

    @property
    def flow_logs(self) -> AsyncWritableCollection[m.FlowLog, AsyncFlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, kinds.FLOW_LOG, AsyncFlowLogItem)

    def flow_log(self, id: object) -> AsyncFlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class AsyncFirewallRuleItem(
    AsyncItem[m.FirewallRule], AsyncPatchable[m.FirewallRule, m.FirewallRuleUpdate], AsyncRemovable
):
    """A rule that lets traffic through; what no rule names is blocked."""

    __slots__ = ()


class AsyncFlowLogItem(AsyncItem[m.FlowLog], AsyncPatchable[m.FlowLog, m.FlowLogUpdate], AsyncRemovable):
    """A record of connections, written to an object-storage bucket."""

    __slots__ = ()


class AsyncLabelItem(AsyncItem[m.Label], AsyncReplaceable[m.Label, m.NewLabel], AsyncRemovable):
    """A key and a value on a resource. Labels are written at once: there is nothing to wait for."""

    __slots__ = ()


class AsyncLabels(extras.AsyncLabelsExtras, AsyncWritableCollection[m.Label, AsyncLabelItem, m.NewLabel]):
    """Its labels."""

    __slots__ = ()


class AsyncVolumeItem(
    extras.AsyncVolumeExtras, AsyncItem[m.Volume], AsyncPatchable[m.Volume, m.VolumeUpdate], AsyncRemovable
):
    """A block-storage volume."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncLanItem(AsyncItem[m.Lan], AsyncPatchable[m.Lan, m.LanUpdate], AsyncRemovable):
    """A network inside a data center, public or private. Its id is a small number."""

    __slots__ = ()

    @property
    def nics(self) -> AsyncCollection[m.Nic, AsyncItem[m.Nic]]:
        """The NICs in it."""
        return AsyncCollection(self._place, kinds.NIC, AsyncItem[m.Nic])

    def nic(self, id: object) -> AsyncItem[m.Nic]:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)


class AsyncNatGatewayItem(AsyncItem[m.NatGateway], AsyncPatchable[m.NatGateway, m.NatGatewayUpdate], AsyncRemovable):
    """A gateway that lets private LANs reach the internet under reserved addresses, and nothing in."""

    __slots__ = ()

    @property
    def rules(self) -> AsyncWritableCollection[m.NatRule, AsyncNatRuleItem, m.NewNatRule]:
        """Its rules."""
        return AsyncWritableCollection(self._place, kinds.NAT_RULE, AsyncNatRuleItem)

    def rule(self, id: object) -> AsyncNatRuleItem:
        """One of :attr:`rules`, by its id; nothing is sent."""
        return self.rules.item(id)

    @property
    def flow_logs(self) -> AsyncWritableCollection[m.FlowLog, AsyncFlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, kinds.FLOW_LOG, AsyncFlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> AsyncFlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class AsyncNatRuleItem(AsyncItem[m.NatRule], AsyncPatchable[m.NatRule, m.NatRuleUpdate], AsyncRemovable):
    """A rule: traffic of this subnet leaves under this address."""

    __slots__ = ()


class AsyncSecurityGroupItem(
    AsyncItem[m.SecurityGroup], AsyncPatchable[m.SecurityGroup, m.SecurityGroupUpdate], AsyncRemovable
):
    """A named set of firewall rules that servers and NICs can share."""

    __slots__ = ()

    @property
    def rules(self) -> AsyncWritableCollection[m.FirewallRule, AsyncFirewallRuleItem, m.NewFirewallRule]:
        """Its rules."""
        return AsyncWritableCollection(self._place, kinds.FIREWALL_RULE, AsyncFirewallRuleItem, "rules", "ruleId")

    def rule(self, id: object) -> AsyncFirewallRuleItem:
        """One of :attr:`rules`, by its id; nothing is sent."""
        return self.rules.item(id)


class AsyncIpBlockItem(AsyncItem[m.IpBlock], AsyncPatchable[m.IpBlock, m.IpBlockUpdate], AsyncRemovable):
    """Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncSnapshotItem(AsyncItem[m.Snapshot], AsyncPatchable[m.Snapshot, m.SnapshotUpdate], AsyncRemovable):
    """A snapshot of a volume. It does not say of which volume: note that in a label."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncImageItem(AsyncItem[m.Image]):
    """An image that volumes can be made from."""

    __slots__ = ()


class AsyncRequestItem(extras.AsyncRequestExtras, AsyncItem[m.Request]):
    """A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one."""

    __slots__ = ()


class AsyncZoneItem(AsyncItem[m.Zone], AsyncReplaceable[m.Zone, m.NewZone], AsyncRemovable):
    """A domain whose records IONOS serves."""

    __slots__ = ()

    @property
    def records(self) -> AsyncWritableCollection[m.Record, AsyncRecordItem, m.NewRecord]:
        """Its records, all in one answer."""
        return AsyncWritableCollection(self._place, kinds.RECORD, AsyncRecordItem)

    def record(self, id: object) -> AsyncRecordItem:
        """One of :attr:`records`, by its id; nothing is sent."""
        return self.records.item(id)


class AsyncRecordItem(AsyncItem[m.Record], AsyncReplaceable[m.Record, m.NewRecord], AsyncRemovable):
    """A record of a zone."""

    __slots__ = ()


class AsyncCloud(extras.AsyncCloudExtras, AsyncService):
    """Cloud API."""

    __slots__ = ()

    @property
    def datacenters(self) -> AsyncWritableCollection[m.Datacenter, AsyncDatacenterItem, m.NewDatacenter]:
        """All data centers of the contract."""
        return AsyncWritableCollection(self._place, kinds.DATACENTER, AsyncDatacenterItem)

    def datacenter(self, id: object) -> AsyncDatacenterItem:
        """One of :attr:`datacenters`, by its id; nothing is sent."""
        return self.datacenters.item(id)

    @property
    def ip_blocks(self) -> AsyncWritableCollection[m.IpBlock, AsyncIpBlockItem, m.NewIpBlock]:
        """All reserved address blocks."""
        return AsyncWritableCollection(self._place, kinds.IP_BLOCK, AsyncIpBlockItem)

    def ip_block(self, id: object) -> AsyncIpBlockItem:
        """One of :attr:`ip_blocks`, by its id; nothing is sent."""
        return self.ip_blocks.item(id)

    @property
    def snapshots(self) -> AsyncCollection[m.Snapshot, AsyncSnapshotItem]:
        """All snapshots of the contract. They are made by ``create_snapshot`` of a volume."""
        return AsyncCollection(self._place, kinds.SNAPSHOT, AsyncSnapshotItem)

    def snapshot(self, id: object) -> AsyncSnapshotItem:
        """One of :attr:`snapshots`, by its id; nothing is sent."""
        return self.snapshots.item(id)

    @property
    def images(self) -> AsyncCollection[m.Image, AsyncImageItem]:
        """All images that the contract can use, public ones included."""
        return AsyncCollection(self._place, kinds.IMAGE, AsyncImageItem)

    def image(self, id: object) -> AsyncImageItem:
        """One of :attr:`images`, by its id; nothing is sent."""
        return self.images.item(id)

    @property
    def labels(self) -> AsyncCollection[m.Label, AsyncItem[m.Label]]:
        """Every label of the contract, with the resource it is on: one call shows what belongs to whom."""
        return AsyncCollection(self._place, kinds.LABEL, AsyncItem[m.Label], "labels", "labelurn")

    def label(self, id: object) -> AsyncItem[m.Label]:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    @property
    def requests(self) -> AsyncCollection[m.Request, AsyncRequestItem]:
        """The journal of requests, newest first.

        Filters: ``method``, ``url``, ``requestStatus``, ``createdAfter`` and others.
        """
        return AsyncCollection(self._place, kinds.REQUEST, AsyncRequestItem)

    def request(self, id: object) -> AsyncRequestItem:
        """One of :attr:`requests`, by its id; nothing is sent."""
        return self.requests.item(id)


class AsyncDns(AsyncService):
    """Cloud DNS."""

    __slots__ = ()

    @property
    def zones(self) -> AsyncWritableCollection[m.Zone, AsyncZoneItem, m.NewZone]:
        """All primary zones."""
        return AsyncWritableCollection(self._place, kinds.ZONE, AsyncZoneItem)

    def zone(self, id: object) -> AsyncZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    @property
    def all_records(self) -> AsyncCollection[m.Record, AsyncItem[m.Record]]:
        """The records of all zones; filter by ``zoneId``, ``name``, ``type`` or ``state``.

        Unlike those of one zone they come in pages.
        """
        return AsyncCollection(self._place, kinds.RECORD, AsyncItem[m.Record])

    def any_record(self, id: object) -> AsyncItem[m.Record]:
        """One of :attr:`all_records`, by its id; nothing is sent."""
        return self.all_records.item(id)


class AsyncAiOperations(AsyncService):
    """AI Model Hub."""

    __slots__ = ()


class AsyncServices(AsyncCloud):
    """Everything that a client offers."""

    __slots__ = ()

    @property
    def dns(self) -> AsyncDns:
        """Cloud DNS."""
        return AsyncDns(self._place.service("dns"))
