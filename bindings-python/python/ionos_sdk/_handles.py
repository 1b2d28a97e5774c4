"""The handles that block: what each kind of resource and each service offers.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ionos_sdk import _extras as extras
from ionos_sdk import _kinds as kinds
from ionos_sdk import models as m
from ionos_sdk._model import body, decode
from ionos_sdk._place import listed, nothing
from ionos_sdk._verbs import (
    AttachedCollection,
    AttachedItem,
    Collection,
    Item,
    LabelledCollection,
    List,
    Patchable,
    Pending,
    Removable,
    Replaceable,
    Service,
    WritableCollection,
)

__all__ = [
    "AccessKeyItem",
    "ActivityLog",
    "AlbRuleItem",
    "ApplicationLoadBalancerItem",
    "ArtifactItem",
    "Auth",
    "AutoCertificateItem",
    "BackupUnitItem",
    "CentralLoggingItem",
    "CertificateItem",
    "CertificateProviderItem",
    "Certificates",
    "Cloud",
    "ContainerRegistry",
    "CrossConnectItem",
    "DatacenterItem",
    "Dns",
    "DocumentCollectionItem",
    "DocumentCollections",
    "FirewallRuleItem",
    "FlowLogItem",
    "GroupItem",
    "GroupShareItem",
    "HostingDns",
    "HostingZoneItem",
    "ImageItem",
    "IpBlockItem",
    "KubernetesClusterItem",
    "LabelItem",
    "Labels",
    "LanItem",
    "LoadBalancerItem",
    "Logging",
    "NatGatewayItem",
    "NatRuleItem",
    "NetworkLoadBalancerItem",
    "NicItem",
    "NlbRuleItem",
    "NodeItem",
    "NodePoolItem",
    "ObjectStorage",
    "PipelineItem",
    "RecordItem",
    "RegistryItem",
    "RegistryTokenItem",
    "RepositoryItem",
    "RequestItem",
    "ReverseRecordItem",
    "S3KeyItem",
    "SecondaryZoneItem",
    "SecurityGroupItem",
    "ServerItem",
    "Services",
    "SnapshotItem",
    "StoredDocumentItem",
    "TargetGroupItem",
    "TemplateItem",
    "UserItem",
    "VolumeItem",
    "ZoneItem",
]


class DatacenterItem(
    Item[m.Datacenter],
    Patchable[m.Datacenter, m.DatacenterUpdate],
    Replaceable[m.Datacenter, m.WholeDatacenter],
    Removable,
):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    __slots__ = ()

    @property
    def servers(self) -> LabelledCollection[m.Server, ServerItem, m.NewServer]:
        """Its servers."""
        return LabelledCollection(self._place, kinds.SERVER, ServerItem)

    def server(self, id: object) -> ServerItem:
        """One of :attr:`servers`, by its id; nothing is sent."""
        return self.servers.item(id)

    @property
    def volumes(self) -> LabelledCollection[m.Volume, VolumeItem, m.NewVolume]:
        """Its volumes, attached or not."""
        return LabelledCollection(self._place, kinds.VOLUME, VolumeItem)

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
    def load_balancers(self) -> WritableCollection[m.LoadBalancer, LoadBalancerItem, m.NewLoadBalancer]:
        """Its classic load balancers."""
        return WritableCollection(self._place, kinds.LOAD_BALANCER, LoadBalancerItem)

    def load_balancer(self, id: object) -> LoadBalancerItem:
        """One of :attr:`load_balancers`, by its id; nothing is sent."""
        return self.load_balancers.item(id)

    @property
    def network_load_balancers(
        self,
    ) -> WritableCollection[m.NetworkLoadBalancer, NetworkLoadBalancerItem, m.NewNetworkLoadBalancer]:
        """Its network load balancers."""
        return WritableCollection(self._place, kinds.NETWORK_LOAD_BALANCER, NetworkLoadBalancerItem)

    def network_load_balancer(self, id: object) -> NetworkLoadBalancerItem:
        """One of :attr:`network_load_balancers`, by its id; nothing is sent."""
        return self.network_load_balancers.item(id)

    @property
    def application_load_balancers(
        self,
    ) -> WritableCollection[m.ApplicationLoadBalancer, ApplicationLoadBalancerItem, m.NewApplicationLoadBalancer]:
        """Its application load balancers."""
        return WritableCollection(self._place, kinds.APPLICATION_LOAD_BALANCER, ApplicationLoadBalancerItem)

    def application_load_balancer(self, id: object) -> ApplicationLoadBalancerItem:
        """One of :attr:`application_load_balancers`, by its id; nothing is sent."""
        return self.application_load_balancers.item(id)

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class ServerItem(
    extras.ServerExtras,
    Item[m.Server],
    Patchable[m.Server, m.ServerUpdate],
    Replaceable[m.Server, m.WholeServer],
    Removable,
):
    """A virtual machine.

    Removing one keeps its volumes, which are billed on: ``server.volumes().list()`` shows what would remain, and
    ``delete_with_volumes`` removes them too.
    """

    __slots__ = ()

    @property
    def nics(self) -> WritableCollection[m.Nic, NicItem, m.NewNic]:
        """Its network interfaces."""
        return WritableCollection(self._place, kinds.NIC, NicItem)

    def nic(self, id: object) -> NicItem:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)

    @property
    def volumes(self) -> AttachedCollection[m.Volume]:
        """The volumes attached to it.

        They live in the data center and outlive the server; with the NICs, 24 at most.
        """
        return AttachedCollection(self._place, kinds.VOLUME, AttachedItem[m.Volume])

    def volume(self, id: object) -> AttachedItem[m.Volume]:
        """One of :attr:`volumes`, by its id; nothing is sent."""
        return self.volumes.item(id)

    @property
    def cdroms(self) -> AttachedCollection[m.Image]:
        """The CD-ROMs in its two drives: images of type ``CDROM``, by their ids.

        Attaching and detaching one resets the server.
        """
        return AttachedCollection(self._place, kinds.IMAGE, AttachedItem[m.Image], "cdroms", "cdromId")

    def cdrom(self, id: object) -> AttachedItem[m.Image]:
        """One of :attr:`cdroms`, by its id; nothing is sent."""
        return self.cdroms.item(id)

    @property
    def gpus(self) -> Collection[m.Gpu, Item[m.Gpu]]:
        """Its graphics cards."""
        return Collection(self._place, kinds.GPU, Item[m.Gpu])

    def gpu(self, id: object) -> Item[m.Gpu]:
        """One of :attr:`gpus`, by its id; nothing is sent."""
        return self.gpus.item(id)

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    def start(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Switch it on. Not for CUBE and GPU servers: see ``power_on``."""
        return self._change("cloud/datacentersServersStartPost", nothing, query=query)

    def stop(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Switch it off, hard.

        Cores and memory are freed, and public IPv4 addresses that are not reserved are returned. Not for CUBE and GPU
        servers: see ``power_off``.
        """
        return self._change("cloud/datacentersServersStopPost", nothing, query=query)

    def reboot(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Restart it, hard."""
        return self._change("cloud/datacentersServersRebootPost", nothing, query=query)

    def suspend(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Suspend a CUBE or GPU server; it is billed on."""
        return self._change("cloud/datacentersServersSuspendPost", nothing, query=query)

    def resume(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Resume a suspended CUBE or GPU server."""
        return self._change("cloud/datacentersServersResumePost", nothing, query=query)

    def upgrade(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Bring it to the newest version of the virtual hardware; it restarts where that is needed."""
        return self._change("cloud/datacentersServersUpgradePost", nothing, query=query)

    def console_token(self, *, query: Mapping[str, object] | None = None) -> m.ServerToken:
        """A token for its console."""
        return decode(m.ServerToken, self._call("cloud/datacentersServersTokenGet", query=query))

    def remote_console(self, *, query: Mapping[str, object] | None = None) -> m.RemoteConsole:
        """The way to its console, in a browser."""
        return decode(m.RemoteConsole, self._call("cloud/datacentersServersRemoteConsoleGet", query=query))


class NicItem(extras.NicExtras, Item[m.Nic], Patchable[m.Nic, m.NicUpdate], Replaceable[m.Nic, m.WholeNic], Removable):
    """A network interface of a server.

    Right after its creation it may not be found for a while: wait for the ``Pending`` that the creation gives before it
    is read or changed. Multi-queue is switched at the server, for all its NICs at once, and switching it restarts the
    server.
    """

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


class FirewallRuleItem(
    Item[m.FirewallRule],
    Patchable[m.FirewallRule, m.FirewallRuleUpdate],
    Replaceable[m.FirewallRule, m.NewFirewallRule],
    Removable,
):
    """A rule that lets traffic through; what no rule names is blocked."""

    __slots__ = ()


class FlowLogItem(
    Item[m.FlowLog], Patchable[m.FlowLog, m.FlowLogUpdate], Replaceable[m.FlowLog, m.NewFlowLog], Removable
):
    """A record of connections, written to an object-storage bucket."""

    __slots__ = ()


class VolumeItem(
    extras.VolumeExtras,
    Item[m.Volume],
    Patchable[m.Volume, m.VolumeUpdate],
    Replaceable[m.Volume, m.WholeVolume],
    Removable,
):
    """A block-storage volume."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    def take_snapshot(
        self, request: m.NewSnapshot, *, query: Mapping[str, object] | None = None
    ) -> Pending[m.Snapshot]:
        """Take a snapshot of it, with everything that can be said about a snapshot."""
        return self._change(
            "cloud/datacentersVolumesCreate-snapshotPost",
            lambda answer: decode(m.Snapshot, answer),
            body=body(request),
            query=query,
        )


class LabelItem(Item[m.Label], Replaceable[m.Label, m.NewLabel], Removable):
    """A key and a value on a resource. Labels are written at once: there is nothing to wait for."""

    __slots__ = ()


class Labels(extras.LabelsExtras, WritableCollection[m.Label, LabelItem, m.NewLabel]):
    """Its labels."""

    __slots__ = ()


class ImageItem(Item[m.Image], Patchable[m.Image, m.ImageUpdate], Replaceable[m.Image, m.WholeImage], Removable):
    """An image that volumes can be made from.

    Own images are uploaded by FTP, not by this API; here they are described and removed.
    """

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class LanItem(extras.LanExtras, Item[m.Lan], Patchable[m.Lan, m.LanUpdate], Replaceable[m.Lan, m.NewLan], Removable):
    """A network inside a data center, public or private.

    Its id is a small number. NICs belong to servers. A LAN shows them and takes them in, but cannot make one.
    """

    __slots__ = ()

    @property
    def nics(self) -> Collection[m.Nic, Item[m.Nic]]:
        """The NICs in it. They are made and removed at their servers; ``attach`` moves one here."""
        return Collection(self._place, kinds.NIC, Item[m.Nic])

    def nic(self, id: object) -> Item[m.Nic]:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)


class NatGatewayItem(
    Item[m.NatGateway],
    Patchable[m.NatGateway, m.NatGatewayUpdate],
    Replaceable[m.NatGateway, m.WholeNatGateway],
    Removable,
):
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


class NatRuleItem(
    Item[m.NatRule], Patchable[m.NatRule, m.NatRuleUpdate], Replaceable[m.NatRule, m.NewNatRule], Removable
):
    """A rule: traffic of this subnet leaves under this address."""

    __slots__ = ()


class SecurityGroupItem(
    Item[m.SecurityGroup],
    Patchable[m.SecurityGroup, m.SecurityGroupUpdate],
    Replaceable[m.SecurityGroup, m.NewSecurityGroup],
    Removable,
):
    """A named set of firewall rules that servers and NICs can share."""

    __slots__ = ()

    @property
    def rules(self) -> WritableCollection[m.FirewallRule, FirewallRuleItem, m.NewFirewallRule]:
        """Its rules."""
        return WritableCollection(self._place, kinds.FIREWALL_RULE, FirewallRuleItem, "rules", "ruleId")

    def rule(self, id: object) -> FirewallRuleItem:
        """One of :attr:`rules`, by its id; nothing is sent."""
        return self.rules.item(id)


class LoadBalancerItem(
    Item[m.LoadBalancer],
    Patchable[m.LoadBalancer, m.LoadBalancerUpdate],
    Replaceable[m.LoadBalancer, m.NewLoadBalancer],
    Removable,
):
    """A load balancer of the first generation: one address, shared by the NICs behind it.

    New set-ups take a ``NetworkLoadBalancer``.
    """

    __slots__ = ()

    @property
    def balanced_nics(self) -> AttachedCollection[m.Nic]:
        """The NICs behind it."""
        return AttachedCollection(self._place, kinds.NIC, AttachedItem[m.Nic], "balancednics", "nicId")

    def balanced_nic(self, id: object) -> AttachedItem[m.Nic]:
        """One of :attr:`balanced_nics`, by its id; nothing is sent."""
        return self.balanced_nics.item(id)


class NetworkLoadBalancerItem(
    Item[m.NetworkLoadBalancer],
    Patchable[m.NetworkLoadBalancer, m.NetworkLoadBalancerUpdate],
    Replaceable[m.NetworkLoadBalancer, m.WholeNetworkLoadBalancer],
    Removable,
):
    """A load balancer for connections (layer 4)."""

    __slots__ = ()

    @property
    def forwarding_rules(self) -> WritableCollection[m.NlbRule, NlbRuleItem, m.NewNlbRule]:
        """Its forwarding rules."""
        return WritableCollection(self._place, kinds.NLB_RULE, NlbRuleItem)

    def forwarding_rule(self, id: object) -> NlbRuleItem:
        """One of :attr:`forwarding_rules`, by its id; nothing is sent."""
        return self.forwarding_rules.item(id)

    @property
    def flow_logs(self) -> WritableCollection[m.FlowLog, FlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return WritableCollection(self._place, kinds.FLOW_LOG, FlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> FlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class NlbRuleItem(
    Item[m.NlbRule], Patchable[m.NlbRule, m.NlbRuleUpdate], Replaceable[m.NlbRule, m.NewNlbRule], Removable
):
    """A rule of a network load balancer: connections to this address and port go to these targets."""

    __slots__ = ()


class ApplicationLoadBalancerItem(
    Item[m.ApplicationLoadBalancer],
    Patchable[m.ApplicationLoadBalancer, m.ApplicationLoadBalancerUpdate],
    Replaceable[m.ApplicationLoadBalancer, m.WholeApplicationLoadBalancer],
    Removable,
):
    """A load balancer for HTTP (layer 7). Its rules send requests to ``TargetGroup``s."""

    __slots__ = ()

    @property
    def forwarding_rules(self) -> WritableCollection[m.AlbRule, AlbRuleItem, m.NewAlbRule]:
        """Its forwarding rules."""
        return WritableCollection(self._place, kinds.ALB_RULE, AlbRuleItem)

    def forwarding_rule(self, id: object) -> AlbRuleItem:
        """One of :attr:`forwarding_rules`, by its id; nothing is sent."""
        return self.forwarding_rules.item(id)

    @property
    def flow_logs(self) -> WritableCollection[m.FlowLog, FlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return WritableCollection(self._place, kinds.FLOW_LOG, FlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> FlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class AlbRuleItem(
    Item[m.AlbRule], Patchable[m.AlbRule, m.AlbRuleUpdate], Replaceable[m.AlbRule, m.NewAlbRule], Removable
):
    """A rule of an application load balancer: requests to this address and port are handled so."""

    __slots__ = ()


class IpBlockItem(
    Item[m.IpBlock], Patchable[m.IpBlock, m.IpBlockUpdate], Replaceable[m.IpBlock, m.NewIpBlock], Removable
):
    """Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class TargetGroupItem(
    Item[m.TargetGroup],
    Patchable[m.TargetGroup, m.TargetGroupUpdate],
    Replaceable[m.TargetGroup, m.NewTargetGroup],
    Removable,
):
    """A set of targets that rules of application load balancers can share, in all data centers of the contract."""

    __slots__ = ()


class CrossConnectItem(Item[m.CrossConnect], Patchable[m.CrossConnect, m.CrossConnectUpdate], Removable):
    """A link between private LANs of data centers of one contract in one location.

    A LAN joins with ``pcc`` and leaves when it is cleared; each LAN is part of one cross-connect at most. The addresses
    of all NICs in it must be distinct and of one subnet.
    """

    __slots__ = ()


class SnapshotItem(
    Item[m.Snapshot], Patchable[m.Snapshot, m.SnapshotUpdate], Replaceable[m.Snapshot, m.WholeSnapshot], Removable
):
    """A snapshot of a volume. It does not say of which volume: note that in a label."""

    __slots__ = ()

    @property
    def labels(self) -> Labels:
        """Its labels."""
        return Labels(self._place, kinds.LABEL, LabelItem)

    def label(self, id: object) -> LabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class RequestItem(extras.RequestExtras, Item[m.Request]):
    """A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one."""

    __slots__ = ()


class KubernetesClusterItem(
    Item[m.KubernetesCluster], Replaceable[m.KubernetesCluster, m.WholeKubernetesCluster], Removable
):
    """A Kubernetes cluster: the control plane that IONOS runs, and its node pools."""

    __slots__ = ()

    @property
    def node_pools(self) -> WritableCollection[m.NodePool, NodePoolItem, m.NewNodePool]:
        """Its node pools."""
        return WritableCollection(self._place, kinds.NODE_POOL, NodePoolItem)

    def node_pool(self, id: object) -> NodePoolItem:
        """One of :attr:`node_pools`, by its id; nothing is sent."""
        return self.node_pools.item(id)

    def kubeconfig(self, *, query: Mapping[str, object] | None = None) -> str:
        """The file with which ``kubectl`` administers the cluster. It holds a key: keep it like a password."""
        return str(self._call("cloud/k8sKubeconfigGet", query=query))


class NodePoolItem(Item[m.NodePool], Replaceable[m.NodePool, m.WholeNodePool], Removable):
    """A group of like nodes of a cluster, in one data center."""

    __slots__ = ()

    @property
    def nodes(self) -> Collection[m.Node, NodeItem]:
        """Its nodes."""
        return Collection(self._place, kinds.NODE, NodeItem)

    def node(self, id: object) -> NodeItem:
        """One of :attr:`nodes`, by its id; nothing is sent."""
        return self.nodes.item(id)


class NodeItem(Item[m.Node], Removable):
    """A node of a pool: a server that IONOS runs for the cluster."""

    __slots__ = ()

    def replace(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Make a new node from the pool's template, moves the pods there, and removes this one."""
        return self._change("cloud/k8sNodepoolsNodesReplacePost", nothing, query=query)


class UserItem(Item[m.User], Replaceable[m.User, m.WholeUser], Removable):
    """A user of the contract."""

    __slots__ = ()

    @property
    def s3_keys(self) -> Collection[m.S3Key, S3KeyItem]:
        """The user's keys for the object storage."""
        return Collection(self._place, kinds.S3KEY, S3KeyItem)

    def s3_key(self, id: object) -> S3KeyItem:
        """One of :attr:`s3_keys`, by its id; nothing is sent."""
        return self.s3_keys.item(id)

    def groups(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.Group]:
        """The groups that the user is a member of."""
        return self._list(
            "cloud/umUsersGroupsGet", m.Group, depth=depth, filters=filters, order_by=order_by, page_size=page_size
        )

    def owns(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.SharedResource]:
        """The resources that the user owns."""
        return self._list(
            "cloud/umUsersOwnsGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    def create_s3_key(self, *, query: Mapping[str, object] | None = None) -> Pending[m.S3Key]:
        """Make a key for the object storage. The secret is in the answer."""
        return self._change("cloud/umUsersS3keysPost", lambda answer: decode(m.S3Key, answer), query=query)

    def s3_sso(self, *, query: Mapping[str, object] | None = None) -> m.S3Sso:
        """The address under which the user is logged in to the object storage's console: keep it like a password."""
        return decode(m.S3Sso, self._call("cloud/umUsersS3ssourlGet", query=query))


class S3KeyItem(Item[m.S3Key], Replaceable[m.S3Key, m.WholeS3Key], Removable):
    """A key of a user for the object storage. Its id is the access key."""

    __slots__ = ()


class GroupItem(extras.GroupExtras, Item[m.Group], Replaceable[m.Group, m.NewGroup], Removable):
    """Users with the same privileges, and the resources that are shared with them."""

    __slots__ = ()

    @property
    def shares(self) -> Collection[m.GroupShare, GroupShareItem]:
        """The resources that its members may use, with what they may do. One is made with ``create`` of the item."""
        return Collection(self._place, kinds.GROUP_SHARE, GroupShareItem)

    def share(self, id: object) -> GroupShareItem:
        """One of :attr:`shares`, by its id; nothing is sent."""
        return self.shares.item(id)

    def users(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.User]:
        """Its members."""
        return self._list(
            "cloud/umGroupsUsersGet", m.User, depth=depth, filters=filters, order_by=order_by, page_size=page_size
        )

    def remove_user(self, user_id: object, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """End a membership; the user goes on to exist."""
        return self._change("cloud/umGroupsUsersDelete", nothing, user_id, query=query)

    def resources(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.SharedResource]:
        """The resources that are shared with it."""
        return self._list(
            "cloud/umGroupsResourcesGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class GroupShareItem(Item[m.GroupShare], Replaceable[m.GroupShare, m.Privileges], Removable):
    """A resource that a group may use. Its id is the resource's."""

    __slots__ = ()

    def create(self, request: m.Privileges, *, query: Mapping[str, object] | None = None) -> Pending[m.GroupShare]:
        """Share the resource with the group."""
        return self._change(
            "cloud/umGroupsSharesPost", lambda answer: decode(m.GroupShare, answer), body=body(request), query=query
        )


class TemplateItem(Item[m.Template]):
    """A fixed size of a server: cores, memory, storage and cards.

    One with cards makes GPU servers, any other CUBE servers.
    """

    __slots__ = ()


class BackupUnitItem(
    Item[m.BackupUnit],
    Patchable[m.BackupUnit, m.BackupUnitUpdate],
    Replaceable[m.BackupUnit, m.NewBackupUnit],
    Removable,
):
    """An account of the backup service that volumes report to.

    Its login is the contract number and the name. The service's read by id is not reliable, so ``get`` reads the list
    and picks the unit.
    """

    __slots__ = ()

    def sso_url(self, *, query: Mapping[str, object] | None = None) -> m.BackupUnitSso:
        """The way into the backup console, without a password."""
        return decode(m.BackupUnitSso, self._call("cloud/backupunitsSsourlGet", query=query))


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

    def zone_file(self, *, query: Mapping[str, object] | None = None) -> str:
        """The zone in the form of BIND's zone files."""
        return str(self._call("dns/zonesZonefileGet", query=query))

    def import_zone_file(self, request: str, *, query: Mapping[str, object] | None = None) -> list[m.Record]:
        """Replace all records with those of a zone file in BIND's form, and gives the new ones."""
        return [decode(m.Record, one) for one in listed(self._call("dns/zonesZonefilePut", body=request, query=query))]

    def dnssec_keys(self, *, query: Mapping[str, object] | None = None) -> m.DnssecKeys:
        """The keys that sign it; an error of kind "not found" when it is not signed."""
        return decode(m.DnssecKeys, self._call("dns/zonesKeysGet", query=query))

    def create_dnssec_keys(
        self, request: m.NewDnssecKeys, *, query: Mapping[str, object] | None = None
    ) -> Pending[None]:
        """Make keys and signs it; an error of kind "conflict" when it is signed already.

        The domain counts as signed once its registrar has the key.
        """
        return self._change("dns/zonesKeysPost", nothing, body=body(request), query=query)

    def delete_dnssec_keys(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Remove the keys.

        Take them from the registrar first, or the domain no longer resolves where signatures are checked.
        """
        return self._change("dns/zonesKeysDelete", nothing, query=query)


class RecordItem(Item[m.Record], Replaceable[m.Record, m.NewRecord], Removable):
    """A record of a zone."""

    __slots__ = ()


class SecondaryZoneItem(Item[m.SecondaryZone], Replaceable[m.SecondaryZone, m.NewSecondaryZone], Removable):
    """A copy of a zone that other name servers own; IONOS fetches its records from them."""

    __slots__ = ()

    def records(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.Record]:
        """Its records as they were transferred; they have no ids and are changed at the primary only."""
        return self._list(
            "dns/secondaryzonesRecordsGet",
            m.Record,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    def transfers(self, *, query: Mapping[str, object] | None = None) -> list[m.ZoneTransfer]:
        """How the transfers from each of its name servers went."""
        return [decode(m.ZoneTransfer, one) for one in listed(self._call("dns/secondaryzonesAxfrGet", query=query))]

    def start_transfer(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Start a transfer from its name servers; ``transfers`` tells how it went."""
        return self._change("dns/secondaryzonesAxfrPut", nothing, query=query)


class ReverseRecordItem(Item[m.ReverseRecord], Replaceable[m.ReverseRecord, m.NewReverseRecord], Removable):
    """The name of an address of the contract. It is written at once; only its removal takes a while."""

    __slots__ = ()


class DocumentCollectionItem(
    Item[m.DocumentCollection], Replaceable[m.DocumentCollection, m.WholeDocumentCollection], Removable
):
    """A collection of documents that can be searched by meaning."""

    __slots__ = ()

    @property
    def documents(self) -> Collection[m.StoredDocument, StoredDocumentItem]:
        """The documents of the collection."""
        return Collection(self._place, kinds.STORED_DOCUMENT, StoredDocumentItem)

    def document(self, id: object) -> StoredDocumentItem:
        """One of :attr:`documents`, by its id; nothing is sent."""
        return self.documents.item(id)

    def query(self, request: m.DocumentQuery, *, query: Mapping[str, object] | None = None) -> m.DocumentQueryAnswer:
        """The documents that match a question best."""
        answer = self._call("document-collections/collectionsQueryPost", body=body(request), query=query)
        return decode(m.DocumentQueryAnswer, answer)

    def add_documents(
        self, request: m.NewDocuments, *, query: Mapping[str, object] | None = None
    ) -> list[m.StoredDocument]:
        """Put documents into the collection, and gives them as they are stored."""
        answer = self._call("document-collections/collectionsDocumentsPut", body=body(request), query=query)
        return [decode(m.StoredDocument, one) for one in listed(answer)]

    def clear(self, *, query: Mapping[str, object] | None = None) -> Pending[None]:
        """Remove all documents of the collection."""
        return self._change("document-collections/collectionsDocumentsDelete", nothing, query=query)


class StoredDocumentItem(Item[m.StoredDocument], Replaceable[m.StoredDocument, m.WholeDocument], Removable):
    """A document in a collection."""

    __slots__ = ()

    def chunks(self, *, query: Mapping[str, object] | None = None) -> list[Any]:
        """The pieces that the document was cut into, as the service describes them."""
        return list(listed(self._call("document-collections/collectionsDocumentsChunksGet", query=query)))


class HostingZoneItem(extras.HostingZoneExtras, Item[m.HostingZone]):
    """One hosting zone."""

    __slots__ = ()

    def patch(self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None) -> None:
        """Replace all records of the same names and types with these; others stay."""
        self._call("hosting-dns/patchZone", body=[body(one) for one in request], query=query)

    def replace(self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None) -> None:
        """Replace all records of the zone with these, those of other services included."""
        self._call("hosting-dns/updateZone", body=[body(one) for one in request], query=query)

    def create_records(
        self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None
    ) -> list[m.HostingRecord]:
        """Make records."""
        answer = self._call("hosting-dns/createRecords", body=[body(one) for one in request], query=query)
        return [decode(m.HostingRecord, one) for one in listed(answer)]

    def get_record(self, record_id: object, *, query: Mapping[str, object] | None = None) -> m.HostingRecord:
        """Read one record."""
        return decode(m.HostingRecord, self._call("hosting-dns/getRecord", record_id, query=query))

    def replace_record(
        self, record_id: object, request: m.HostingRecordUpdate, *, query: Mapping[str, object] | None = None
    ) -> m.HostingRecord:
        """Replace one record; its name and type are fixed."""
        answer = self._call("hosting-dns/updateRecord", record_id, body=body(request), query=query)
        return decode(m.HostingRecord, answer)


class PipelineItem(extras.PipelineExtras, Item[m.Pipeline], Patchable[m.Pipeline, m.PipelineUpdate], Removable):
    """A pipeline: addresses that take logs, and a Grafana that shows them."""

    __slots__ = ()


class CentralLoggingItem(Item[m.CentralLogging], Replaceable[m.CentralLogging, m.WholeCentralLogging]):
    """Where logs of other products come together."""

    __slots__ = ()


class RegistryItem(
    Item[m.Registry], Patchable[m.Registry, m.RegistryUpdate], Replaceable[m.Registry, m.NewRegistry], Removable
):
    """A registry: a host that keeps images."""

    __slots__ = ()

    @property
    def repositories(self) -> Collection[m.Repository, RepositoryItem]:
        """Its repositories: all images of one name. Filters: ``name`` and ``vulnerabilitySeverity``."""
        return Collection(self._place, kinds.REPOSITORY, RepositoryItem)

    def repository(self, id: object) -> RepositoryItem:
        """One of :attr:`repositories`, by its id; nothing is sent."""
        return self.repositories.item(id)

    @property
    def tokens(self) -> WritableCollection[m.RegistryToken, RegistryTokenItem, m.NewRegistryToken]:
        """Its tokens: who may pull and push."""
        return WritableCollection(self._place, kinds.REGISTRY_TOKEN, RegistryTokenItem)

    def token(self, id: object) -> RegistryTokenItem:
        """One of :attr:`tokens`, by its id; nothing is sent."""
        return self.tokens.item(id)

    def artifacts(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.Artifact]:
        """All its artifacts; filter: ``vulnerabilityId``."""
        return self._list(
            "container-registry/registriesArtifactsGet",
            m.Artifact,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class RepositoryItem(Item[m.Repository], Removable):
    """All images of one name. It comes into being with the first push; handles take its name, such as ``team/app``."""

    __slots__ = ()

    @property
    def artifacts(self) -> Collection[m.Artifact, ArtifactItem]:
        """What it holds."""
        return Collection(self._place, kinds.ARTIFACT, ArtifactItem)

    def artifact(self, id: object) -> ArtifactItem:
        """One of :attr:`artifacts`, by its id; nothing is sent."""
        return self.artifacts.item(id)


class ArtifactItem(Item[m.Artifact]):
    """An image or another thing in a repository; its id is its digest, such as ``sha256:…``."""

    __slots__ = ()

    def vulnerabilities(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.Vulnerability]:
        """What is known to be wrong with it; the worst first. Filters: ``severity`` and ``fixable``."""
        return self._list(
            "container-registry/registriesRepositoriesArtifactsVulnerabilitiesGet",
            m.Vulnerability,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class RegistryTokenItem(
    Item[m.RegistryToken],
    Patchable[m.RegistryToken, m.RegistryTokenUpdate],
    Replaceable[m.RegistryToken, m.NewRegistryToken],
    Removable,
):
    """A user name and password with which images are pulled and pushed.

    The answer to the creation is the only one that holds the password. When that answer was lost, ``ensure`` finds the
    token but not its password: remove it and make another.
    """

    __slots__ = ()


class CertificateItem(Item[m.Certificate], Patchable[m.Certificate, m.CertificateUpdate], Removable):
    """A certificate with its private key."""

    __slots__ = ()


class AutoCertificateItem(Item[m.AutoCertificate], Patchable[m.AutoCertificate, m.AutoCertificateUpdate], Removable):
    """A standing order: an authority issues a certificate, and a new one before each expires."""

    __slots__ = ()


class CertificateProviderItem(
    Item[m.CertificateProvider], Patchable[m.CertificateProvider, m.CertificateProviderUpdate], Removable
):
    """An authority that issues certificates by the ACME protocol."""

    __slots__ = ()


class AccessKeyItem(extras.AccessKeyExtras, Item[m.AccessKey], Removable):
    """A key that signs requests to the object storage."""

    __slots__ = ()

    def renew(self, *, query: Mapping[str, object] | None = None) -> m.AccessKey:
        """Give the key a new secret; the old one is good for nothing afterwards."""
        return decode(m.AccessKey, self._call("object-storage/accesskeysRenew", query=query))


class Cloud(extras.CloudExtras, Service):
    """Cloud API."""

    __slots__ = ()

    @property
    def datacenters(self) -> LabelledCollection[m.Datacenter, DatacenterItem, m.NewDatacenter]:
        """All data centers of the contract."""
        return LabelledCollection(self._place, kinds.DATACENTER, DatacenterItem)

    def datacenter(self, id: object) -> DatacenterItem:
        """One of :attr:`datacenters`, by its id; nothing is sent."""
        return self.datacenters.item(id)

    @property
    def ip_blocks(self) -> LabelledCollection[m.IpBlock, IpBlockItem, m.NewIpBlock]:
        """All reserved address blocks."""
        return LabelledCollection(self._place, kinds.IP_BLOCK, IpBlockItem)

    def ip_block(self, id: object) -> IpBlockItem:
        """One of :attr:`ip_blocks`, by its id; nothing is sent."""
        return self.ip_blocks.item(id)

    @property
    def target_groups(self) -> WritableCollection[m.TargetGroup, TargetGroupItem, m.NewTargetGroup]:
        """All target groups of the contract, for application load balancers."""
        return WritableCollection(self._place, kinds.TARGET_GROUP, TargetGroupItem)

    def target_group(self, id: object) -> TargetGroupItem:
        """One of :attr:`target_groups`, by its id; nothing is sent."""
        return self.target_groups.item(id)

    @property
    def cross_connects(self) -> WritableCollection[m.CrossConnect, CrossConnectItem, m.NewCrossConnect]:
        """All cross-connects of the contract."""
        return WritableCollection(self._place, kinds.CROSS_CONNECT, CrossConnectItem)

    def cross_connect(self, id: object) -> CrossConnectItem:
        """One of :attr:`cross_connects`, by its id; nothing is sent."""
        return self.cross_connects.item(id)

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

    @property
    def k8s_clusters(self) -> WritableCollection[m.KubernetesCluster, KubernetesClusterItem, m.NewKubernetesCluster]:
        """All Kubernetes clusters."""
        return WritableCollection(self._place, kinds.KUBERNETES_CLUSTER, KubernetesClusterItem)

    def k8s_cluster(self, id: object) -> KubernetesClusterItem:
        """One of :attr:`k8s_clusters`, by its id; nothing is sent."""
        return self.k8s_clusters.item(id)

    @property
    def users(self) -> WritableCollection[m.User, UserItem, m.NewUser]:
        """All users of the contract."""
        return WritableCollection(self._place, kinds.USER, UserItem)

    def user(self, id: object) -> UserItem:
        """One of :attr:`users`, by its id; nothing is sent."""
        return self.users.item(id)

    @property
    def groups(self) -> WritableCollection[m.Group, GroupItem, m.NewGroup]:
        """All groups of users."""
        return WritableCollection(self._place, kinds.GROUP, GroupItem)

    def group(self, id: object) -> GroupItem:
        """One of :attr:`groups`, by its id; nothing is sent."""
        return self.groups.item(id)

    @property
    def templates(self) -> Collection[m.Template, TemplateItem]:
        """The sizes of CUBE and GPU servers."""
        return Collection(self._place, kinds.TEMPLATE, TemplateItem)

    def template(self, id: object) -> TemplateItem:
        """One of :attr:`templates`, by its id; nothing is sent."""
        return self.templates.item(id)

    @property
    def backup_units(self) -> WritableCollection[m.BackupUnit, BackupUnitItem, m.NewBackupUnit]:
        """The accounts of the backup service."""
        return WritableCollection(self._place, kinds.BACKUP_UNIT, BackupUnitItem)

    def backup_unit(self, id: object) -> BackupUnitItem:
        """One of :attr:`backup_units`, by its id; nothing is sent."""
        return self.backup_units.item(id)

    def k8s_versions(self, *, query: Mapping[str, object] | None = None) -> list[str]:
        """The Kubernetes versions that there are."""
        return list(listed(self._call("cloud/k8sVersionsGet", query=query)))

    def k8s_default_version(self, *, query: Mapping[str, object] | None = None) -> str:
        """The Kubernetes version that a new cluster gets when it names none."""
        return str(self._call("cloud/k8sVersionsDefaultGet", query=query))

    def resources(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.SharedResource]:
        """All resources that can be shared with groups."""
        return self._list(
            "cloud/umResourcesGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    def api_info(self, *, query: Mapping[str, object] | None = None) -> m.ApiInfo:
        """What the Cloud API says about itself."""
        return decode(m.ApiInfo, self._call("cloud/apiInfoGet", query=query))


class Dns(extras.DnsExtras, Service):
    """Cloud DNS."""

    __slots__ = ()

    @property
    def zones(self) -> WritableCollection[m.Zone, ZoneItem, m.NewZone]:
        """All primary zones. Filters: ``zoneName`` (contains) and ``state``."""
        return WritableCollection(self._place, kinds.ZONE, ZoneItem)

    def zone(self, id: object) -> ZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    @property
    def secondary_zones(self) -> WritableCollection[m.SecondaryZone, SecondaryZoneItem, m.NewSecondaryZone]:
        """All secondary zones: copies of zones that other name servers own.

        Filters: ``zoneName`` (contains) and ``state``.
        """
        return WritableCollection(self._place, kinds.SECONDARY_ZONE, SecondaryZoneItem)

    def secondary_zone(self, id: object) -> SecondaryZoneItem:
        """One of :attr:`secondary_zones`, by its id; nothing is sent."""
        return self.secondary_zones.item(id)

    @property
    def reverse_records(self) -> WritableCollection[m.ReverseRecord, ReverseRecordItem, m.NewReverseRecord]:
        """The names of addresses. Filter: ``recordIp``."""
        return WritableCollection(self._place, kinds.REVERSE_RECORD, ReverseRecordItem)

    def reverse_record(self, id: object) -> ReverseRecordItem:
        """One of :attr:`reverse_records`, by its id; nothing is sent."""
        return self.reverse_records.item(id)

    def quota(self, *, query: Mapping[str, object] | None = None) -> m.DnsQuota:
        """How many zones and records the contract has, and may have."""
        return decode(m.DnsQuota, self._call("dns/quotaGet", query=query))


class DocumentCollections(Service):
    """AI Model Hub document collections."""

    __slots__ = ()

    @property
    def collections(self) -> WritableCollection[m.DocumentCollection, DocumentCollectionItem, m.NewDocumentCollection]:
        """All document collections of the contract."""
        return WritableCollection(self._place, kinds.DOCUMENT_COLLECTION, DocumentCollectionItem)

    def collection(self, id: object) -> DocumentCollectionItem:
        """One of :attr:`collections`, by its id; nothing is sent."""
        return self.collections.item(id)


class HostingDns(Service):
    """Hosting DNS."""

    __slots__ = ()

    @property
    def zones(self) -> Collection[m.HostingZone, HostingZoneItem]:
        """All zones of the account."""
        return Collection(self._place, kinds.HOSTING_ZONE, HostingZoneItem, "v1/zones", "zoneId")

    def zone(self, id: object) -> HostingZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    def create_dynamic_dns(
        self, request: m.DynamicDnsRequest, *, query: Mapping[str, object] | None = None
    ) -> m.DynamicDns:
        """Give domains an address that a router can call when theirs changes.

        At most two calls of dynamic DNS a minute from one address.
        """
        return decode(m.DynamicDns, self._call("hosting-dns/activateDynDns", body=body(request), query=query))

    def replace_dynamic_dns(
        self, bulk_id: object, request: m.DynamicDnsRequest, *, query: Mapping[str, object] | None = None
    ) -> None:
        """Change what one update address is for. At most two calls of dynamic DNS a minute from one address."""
        self._call("hosting-dns/updateDynDns", bulk_id, body=body(request), query=query)

    def delete_dynamic_dns(self, bulk_id: object, *, query: Mapping[str, object] | None = None) -> None:
        """Withdraw one update address. At most two calls of dynamic DNS a minute from one address."""
        self._call("hosting-dns/deleteDynDns", bulk_id, query=query)

    def delete_all_dynamic_dns(self, *, query: Mapping[str, object] | None = None) -> None:
        """Withdraw all update addresses. At most two calls of dynamic DNS a minute from one address."""
        self._call("hosting-dns/disableDynDns", query=query)


class Logging(Service):
    """Logging."""

    __slots__ = ()

    @property
    def pipelines(self) -> WritableCollection[m.Pipeline, PipelineItem, m.NewPipeline]:
        """All pipelines of this region.

        Sorts by ``name``, ``createdDate`` or ``lastModifiedDate``, backwards with ``-`` before it.
        """
        return WritableCollection(self._place, kinds.PIPELINE, PipelineItem)

    def pipeline(self, id: object) -> PipelineItem:
        """One of :attr:`pipelines`, by its id; nothing is sent."""
        return self.pipelines.item(id)

    @property
    def central_loggings(self) -> Collection[m.CentralLogging, CentralLoggingItem]:
        """Where logs of other products come together: one entry."""
        return Collection(self._place, kinds.CENTRAL_LOGGING, CentralLoggingItem)

    def central_logging(self, id: object) -> CentralLoggingItem:
        """One of :attr:`central_loggings`, by its id; nothing is sent."""
        return self.central_loggings.item(id)


class ContainerRegistry(extras.ContainerRegistryExtras, Service):
    """Container registry."""

    __slots__ = ()

    @property
    def registries(self) -> WritableCollection[m.Registry, RegistryItem, m.NewRegistry]:
        """All registries. Filter: ``name``."""
        return WritableCollection(self._place, kinds.REGISTRY, RegistryItem)

    def registry(self, id: object) -> RegistryItem:
        """One of :attr:`registries`, by its id; nothing is sent."""
        return self.registries.item(id)

    def locations(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> List[m.RegistryLocation]:
        """Where registries can be."""
        return self._list(
            "container-registry/locationsGet",
            m.RegistryLocation,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    def vulnerability(self, vulnerability_id: object, *, query: Mapping[str, object] | None = None) -> m.Vulnerability:
        """What is known about a vulnerability, by its id such as ``CVE-2024-3094``."""
        answer = self._call("container-registry/vulnerabilitiesFindByID", vulnerability_id, query=query)
        return decode(m.Vulnerability, answer)


class Certificates(Service):
    """Certificate manager."""

    __slots__ = ()

    @property
    def certificates(self) -> WritableCollection[m.Certificate, CertificateItem, m.NewCertificate]:
        """All certificates, uploaded or issued. Filters: ``commonName`` and ``autoCertificate`` (its id)."""
        return WritableCollection(self._place, kinds.CERTIFICATE, CertificateItem)

    def certificate(self, id: object) -> CertificateItem:
        """One of :attr:`certificates`, by its id; nothing is sent."""
        return self.certificates.item(id)

    @property
    def auto_certificates(self) -> WritableCollection[m.AutoCertificate, AutoCertificateItem, m.NewAutoCertificate]:
        """All standing orders for certificates. Filter: ``commonName``."""
        return WritableCollection(self._place, kinds.AUTO_CERTIFICATE, AutoCertificateItem)

    def auto_certificate(self, id: object) -> AutoCertificateItem:
        """One of :attr:`auto_certificates`, by its id; nothing is sent."""
        return self.auto_certificates.item(id)

    @property
    def providers(self) -> WritableCollection[m.CertificateProvider, CertificateProviderItem, m.NewCertificateProvider]:
        """All authorities that issue certificates."""
        return WritableCollection(self._place, kinds.CERTIFICATE_PROVIDER, CertificateProviderItem)

    def provider(self, id: object) -> CertificateProviderItem:
        """One of :attr:`providers`, by its id; nothing is sent."""
        return self.providers.item(id)


class Auth(extras.AuthExtras, Service):
    """Auth API."""

    __slots__ = ()

    def token(self, token_id: object, *, query: Mapping[str, object] | None = None) -> m.Token:
        """One token by its id."""
        return decode(m.Token, self._call("auth/tokensFindById", token_id, query=query))


class ActivityLog(extras.ActivityLogExtras, Service):
    """Activity log."""

    __slots__ = ()

    def info(self, *, query: Mapping[str, object] | None = None) -> m.ActivityLogInfo:
        """What the service says about itself."""
        return decode(m.ActivityLogInfo, self._call("activity-log/getInfo", query=query))

    def contracts(self, *, query: Mapping[str, object] | None = None) -> list[m.ActivityLogContract]:
        """The contracts whose log these credentials may read."""
        answer = self._call("activity-log/getAvailableContracts", query=query)
        return [decode(m.ActivityLogContract, one) for one in listed(answer)]


class ObjectStorage(Service):
    """Object storage management."""

    __slots__ = ()

    @property
    def access_keys(self) -> WritableCollection[m.AccessKey, AccessKeyItem, m.NewAccessKey]:
        """The access keys of this user."""
        return WritableCollection(self._place, kinds.ACCESS_KEY, AccessKeyItem)

    def access_key(self, id: object) -> AccessKeyItem:
        """One of :attr:`access_keys`, by its id; nothing is sent."""
        return self.access_keys.item(id)

    @property
    def regions(self) -> Collection[m.StorageRegion, Item[m.StorageRegion]]:
        """The regions that buckets can be in."""
        return Collection(self._place, kinds.STORAGE_REGION, Item[m.StorageRegion])

    def region(self, id: object) -> Item[m.StorageRegion]:
        """One of :attr:`regions`, by its id; nothing is sent."""
        return self.regions.item(id)


class Services(Cloud):
    """Everything that a client offers."""

    __slots__ = ()

    @property
    def dns(self) -> Dns:
        """Cloud DNS."""
        return Dns(self._place.service("dns"))

    @property
    def document_collections(self) -> DocumentCollections:
        """AI Model Hub document collections."""
        return DocumentCollections(self._place.service("document-collections"))

    @property
    def hosting_dns(self) -> HostingDns:
        """Hosting DNS."""
        return HostingDns(self._place.service("hosting-dns"))

    def logging(self, region: str) -> Logging:
        """Logging in a region such as ``de-txl``."""
        return Logging(self._place.service("logging", region))

    @property
    def container_registry(self) -> ContainerRegistry:
        """Container registry."""
        return ContainerRegistry(self._place.service("container-registry"))

    @property
    def certificates(self) -> Certificates:
        """Certificate manager."""
        return Certificates(self._place.service("certificates"))

    @property
    def auth(self) -> Auth:
        """Auth API."""
        return Auth(self._place.service("auth"))

    @property
    def activity_log(self) -> ActivityLog:
        """Activity log."""
        return ActivityLog(self._place.service("activity-log"))

    @property
    def object_storage(self) -> ObjectStorage:
        """Object storage management."""
        return ObjectStorage(self._place.service("object-storage"))
