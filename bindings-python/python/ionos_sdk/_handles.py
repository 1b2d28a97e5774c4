"""The handles that block: what each kind of resource and each service offers.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Mapping

from ionos_sdk import _extras as extras
from ionos_sdk import _kinds as kinds
from ionos_sdk import models as m
from ionos_sdk._place import nothing
from ionos_sdk._verbs import Collection, Item, Patchable, Pending, Removable, Replaceable, Service, WritableCollection

__all__ = [
    "AiOperations",
    "Cloud",
    "DatacenterItem",
    "Dns",
    "FirewallRuleItem",
    "FlowLogItem",
    "ImageItem",
    "IpBlockItem",
    "LabelItem",
    "Labels",
    "LanItem",
    "NatGatewayItem",
    "NatRuleItem",
    "NicItem",
    "RecordItem",
    "RequestItem",
    "SecurityGroupItem",
    "ServerItem",
    "Services",
    "SnapshotItem",
    "VolumeItem",
    "ZoneItem",
]


class DatacenterItem(Item[m.Datacenter], Patchable[m.Datacenter, m.DatacenterUpdate], Removable):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    __slots__ = ()

    @property
    def servers(self) -> WritableCollection[m.Server, ServerItem, m.NewServer]:
        """Its servers."""
        return WritableCollection(self._place, kinds.SERVER, ServerItem)

    def server(self, id: object) -> ServerItem:
        """One of :attr:`servers`, by its id; nothing is sent."""
        return self.servers.item(id)

    @property
    def volumes(self) -> WritableCollection[m.Volume, VolumeItem, m.NewVolume]:
        """Its volumes, attached or not."""
        return WritableCollection(self._place, kinds.VOLUME, VolumeItem)

    def volume(self, id: object) -> VolumeItem:
        """One of :attr:`volumes`, by its id; nothing is sent."""
        return self.volumes.item(id)

    @property
    def lans(self) -> WritableCollection[m.Lan, LanItem, m.NewLan]:
        """Its LANs."""
        return WritableCollection(self._place, kinds.LAN, LanItem)

    def lan(self, id: object) -> LanItem:
        """One of :attr:`lans`, by its id; nothing is sent."""
        return self.lans.item(id)

    @property
    def nat_gateways(self) -> WritableCollection[m.NatGateway, NatGatewayItem, m.NewNatGateway]:
        """Its NAT gateways."""
        return WritableCollection(self._place, kinds.NAT_GATEWAY, NatGatewayItem)

    def nat_gateway(self, id: object) -> NatGatewayItem:
        """One of :attr:`nat_gateways`, by its id; nothing is sent."""
        return self.nat_gateways.item(id)

    @property
    def security_groups(self) -> WritableCollection[m.SecurityGroup, SecurityGroupItem, m.NewSecurityGroup]:
        """Its security groups."""
        return WritableCollection(self._place, kinds.SECURITY_GROUP, SecurityGroupItem)

    def security_group(self, id: object) -> SecurityGroupItem:
        """One of :attr:`security_groups`, by its id; nothing is sent."""
        return self.security_groups.item(id)

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class ServerItem(extras.ServerExtras, Item[m.Server], Patchable[m.Server, m.ServerUpdate], Removable):
    """A virtual machine."""

    __slots__ = ()

    @property
    def nics(self) -> WritableCollection[m.Nic, NicItem, m.NewNic]:
        """Its network interfaces."""
        return WritableCollection(self._place, kinds.NIC, NicItem)

    def nic(self, id: object) -> NicItem:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    def start(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Switch it on."""
        return self._change("cloud/datacentersServersStartPost", nothing, query=query)

    def stop(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Switch it off, hard. Cores and memory are freed, and public addresses that are not reserved are returned."""
        return self._change("cloud/datacentersServersStopPost", nothing, query=query)

    def reboot(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Restart it, hard."""
        return self._change("cloud/datacentersServersRebootPost", nothing, query=query)


class NicItem(extras.NicExtras, Item[m.Nic], Patchable[m.Nic, m.NicUpdate], Removable):
    """A network interface of a server."""

    __slots__ = ()

    @property
    def firewall_rules(self) -> WritableCollection[m.FirewallRule, FirewallRuleItem, m.NewFirewallRule]:
        """Its firewall rules."""
        return WritableCollection(self._place, kinds.FIREWALL_RULE, FirewallRuleItem)

    def firewall_rule(self, id: object) -> FirewallRuleItem:
        """One of :attr:`firewall_rules`, by its id; nothing is sent."""
        return self.firewall_rules.item(id)

    @property
    def flow_logs(self) -> WritableCollection[m.FlowLog, FlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return WritableCollection(self._place, kinds.FLOW_LOG, FlowLogItem)

    def flow_log(self, id: object) -> FlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class FirewallRuleItem(Item[m.FirewallRule], Patchable[m.FirewallRule, m.FirewallRuleUpdate], Removable):
    """A rule that lets traffic through; what no rule names is blocked."""

    __slots__ = ()


class FlowLogItem(Item[m.FlowLog], Patchable[m.FlowLog, m.FlowLogUpdate], Removable):
    """A record of connections, written to an object-storage bucket."""

    __slots__ = ()


class LabelItem(Item[m.Label], Replaceable[m.Label, m.NewLabel], Removable):
    """A key and a value on a resource. Labels are written at once: there is nothing to wait for."""

    __slots__ = ()


class Labels(extras.LabelsExtras, WritableCollection[m.Label, LabelItem, m.NewLabel]):
    """Its labels."""

    __slots__ = ()


class VolumeItem(extras.VolumeExtras, Item[m.Volume], Patchable[m.Volume, m.VolumeUpdate], Removable):
    """A block-storage volume."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class LanItem(Item[m.Lan], Patchable[m.Lan, m.LanUpdate], Removable):
    """A network inside a data center, public or private. Its id is a small number."""

    __slots__ = ()

    @property
    def nics(self) -> Collection[m.Nic, Item[m.Nic]]:
        """The NICs in it."""
        return Collection(self._place, kinds.NIC, Item[m.Nic])

    def nic(self, id: object) -> Item[m.Nic]:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)


class NatGatewayItem(Item[m.NatGateway], Patchable[m.NatGateway, m.NatGatewayUpdate], Removable):
    """A gateway that lets private LANs reach the internet under reserved addresses, and nothing in."""

    __slots__ = ()

    @property
    def rules(self) -> WritableCollection[m.NatRule, NatRuleItem, m.NewNatRule]:
        """Its rules."""
        return WritableCollection(self._place, kinds.NAT_RULE, NatRuleItem)

    def rule(self, id: object) -> NatRuleItem:
        """One of :attr:`rules`, by its id; nothing is sent."""
        return self.rules.item(id)

    @property
    def flow_logs(self) -> WritableCollection[m.FlowLog, FlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return WritableCollection(self._place, kinds.FLOW_LOG, FlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> FlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class NatRuleItem(Item[m.NatRule], Patchable[m.NatRule, m.NatRuleUpdate], Removable):
    """A rule: traffic of this subnet leaves under this address."""

    __slots__ = ()


class SecurityGroupItem(Item[m.SecurityGroup], Patchable[m.SecurityGroup, m.SecurityGroupUpdate], Removable):
    """A named set of firewall rules that servers and NICs can share."""

    __slots__ = ()

    @property
    def rules(self) -> WritableCollection[m.FirewallRule, FirewallRuleItem, m.NewFirewallRule]:
        """Its rules."""
        return WritableCollection(self._place, kinds.FIREWALL_RULE, FirewallRuleItem, "rules", "ruleId")

    def rule(self, id: object) -> FirewallRuleItem:
        """One of :attr:`rules`, by its id; nothing is sent."""
        return self.rules.item(id)


class IpBlockItem(Item[m.IpBlock], Patchable[m.IpBlock, m.IpBlockUpdate], Removable):
    """Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class SnapshotItem(Item[m.Snapshot], Patchable[m.Snapshot, m.SnapshotUpdate], Removable):
    """A snapshot of a volume. It does not say of which volume: note that in a label."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class ImageItem(Item[m.Image]):
    """An image that volumes can be made from."""

    __slots__ = ()


class RequestItem(extras.RequestExtras, Item[m.Request]):
    """A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one."""

    __slots__ = ()


class ZoneItem(Item[m.Zone], Replaceable[m.Zone, m.NewZone], Removable):
    """A domain whose records IONOS serves."""

    __slots__ = ()

    @property
    def records(self) -> WritableCollection[m.Record, RecordItem, m.NewRecord]:
        """Its records, all in one answer."""
        return WritableCollection(self._place, kinds.RECORD, RecordItem)

    def record(self, id: object) -> RecordItem:
        """One of :attr:`records`, by its id; nothing is sent."""
        return self.records.item(id)


class RecordItem(Item[m.Record], Replaceable[m.Record, m.NewRecord], Removable):
    """A record of a zone."""

    __slots__ = ()


class Cloud(extras.CloudExtras, Service):
    """Cloud API."""

    __slots__ = ()

    @property
    def datacenters(self) -> WritableCollection[m.Datacenter, DatacenterItem, m.NewDatacenter]:
        """All data centers of the contract."""
        return WritableCollection(self._place, kinds.DATACENTER, DatacenterItem)

    def datacenter(self, id: object) -> DatacenterItem:
        """One of :attr:`datacenters`, by its id; nothing is sent."""
        return self.datacenters.item(id)

    @property
    def ip_blocks(self) -> WritableCollection[m.IpBlock, IpBlockItem, m.NewIpBlock]:
        """All reserved address blocks."""
        return WritableCollection(self._place, kinds.IP_BLOCK, IpBlockItem)

    def ip_block(self, id: object) -> IpBlockItem:
        """One of :attr:`ip_blocks`, by its id; nothing is sent."""
        return self.ip_blocks.item(id)

    @property
    def snapshots(self) -> Collection[m.Snapshot, SnapshotItem]:
        """All snapshots of the contract. They are made by ``create_snapshot`` of a volume."""
        return Collection(self._place, kinds.SNAPSHOT, SnapshotItem)

    def snapshot(self, id: object) -> SnapshotItem:
        """One of :attr:`snapshots`, by its id; nothing is sent."""
        return self.snapshots.item(id)

    @property
    def images(self) -> Collection[m.Image, ImageItem]:
        """All images that the contract can use, public ones included."""
        return Collection(self._place, kinds.IMAGE, ImageItem)

    def image(self, id: object) -> ImageItem:
        """One of :attr:`images`, by its id; nothing is sent."""
        return self.images.item(id)

    @property
    def labels(self) -> Collection[m.Label, Item[m.Label]]:
        """Every label of the contract, with the resource it is on: one call shows what belongs to whom."""
        return Collection(self._place, kinds.LABEL, Item[m.Label], "labels", "labelurn")

    def label(self, id: object) -> Item[m.Label]:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    @property
    def requests(self) -> Collection[m.Request, RequestItem]:
        """The journal of requests, newest first.

        Filters: ``method``, ``url``, ``requestStatus``, ``createdAfter`` and others.
        """
        return Collection(self._place, kinds.REQUEST, RequestItem)

    def request(self, id: object) -> RequestItem:
        """One of :attr:`requests`, by its id; nothing is sent."""
        return self.requests.item(id)


class Dns(Service):
    """Cloud DNS."""

    __slots__ = ()

    @property
    def zones(self) -> WritableCollection[m.Zone, ZoneItem, m.NewZone]:
        """All primary zones."""
        return WritableCollection(self._place, kinds.ZONE, ZoneItem)

    def zone(self, id: object) -> ZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    @property
    def all_records(self) -> Collection[m.Record, Item[m.Record]]:
        """The records of all zones; filter by ``zoneId``, ``name``, ``type`` or ``state``.

        Unlike those of one zone they come in pages.
        """
        return Collection(self._place, kinds.RECORD, Item[m.Record])

    def any_record(self, id: object) -> Item[m.Record]:
        """One of :attr:`all_records`, by its id; nothing is sent."""
        return self.all_records.item(id)


class AiOperations(Service):
    """AI Model Hub."""

    __slots__ = ()


class Services(Cloud):
    """Everything that a client offers."""

    __slots__ = ()

    @property
    def dns(self) -> Dns:
        """Cloud DNS."""
        return Dns(self._place.service("dns"))
