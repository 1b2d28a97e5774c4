"""The handles for asyncio: what each kind of resource and each service offers.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ionos_sdk import _extras_aio as extras
from ionos_sdk import _kinds as kinds
from ionos_sdk import models as m
from ionos_sdk._model import body, decode
from ionos_sdk._place import listed, nothing
from ionos_sdk._verbs_aio import (
    AsyncAttachedCollection,
    AsyncAttachedItem,
    AsyncCollection,
    AsyncItem,
    AsyncLabelledCollection,
    AsyncList,
    AsyncPatchable,
    AsyncPending,
    AsyncRemovable,
    AsyncReplaceable,
    AsyncService,
    AsyncWritableCollection,
)

__all__ = [
    "AsyncAccessKeyItem",
    "AsyncActivityLog",
    "AsyncAlbRuleItem",
    "AsyncApplicationLoadBalancerItem",
    "AsyncArtifactItem",
    "AsyncAuth",
    "AsyncAutoCertificateItem",
    "AsyncBackupUnitItem",
    "AsyncCentralLoggingItem",
    "AsyncCertificateItem",
    "AsyncCertificateProviderItem",
    "AsyncCertificates",
    "AsyncCloud",
    "AsyncContainerRegistry",
    "AsyncCrossConnectItem",
    "AsyncDatacenterItem",
    "AsyncDns",
    "AsyncDocumentCollectionItem",
    "AsyncDocumentCollections",
    "AsyncFirewallRuleItem",
    "AsyncFlowLogItem",
    "AsyncGroupItem",
    "AsyncGroupShareItem",
    "AsyncHostingDns",
    "AsyncHostingZoneItem",
    "AsyncImageItem",
    "AsyncIpBlockItem",
    "AsyncKubernetesClusterItem",
    "AsyncLabelItem",
    "AsyncLabels",
    "AsyncLanItem",
    "AsyncLoadBalancerItem",
    "AsyncLogging",
    "AsyncNatGatewayItem",
    "AsyncNatRuleItem",
    "AsyncNetworkLoadBalancerItem",
    "AsyncNicItem",
    "AsyncNlbRuleItem",
    "AsyncNodeItem",
    "AsyncNodePoolItem",
    "AsyncObjectStorage",
    "AsyncPipelineItem",
    "AsyncRecordItem",
    "AsyncRegistryItem",
    "AsyncRegistryTokenItem",
    "AsyncRepositoryItem",
    "AsyncRequestItem",
    "AsyncReverseRecordItem",
    "AsyncS3KeyItem",
    "AsyncSecondaryZoneItem",
    "AsyncSecurityGroupItem",
    "AsyncServerItem",
    "AsyncServices",
    "AsyncSnapshotItem",
    "AsyncStoredDocumentItem",
    "AsyncTargetGroupItem",
    "AsyncTemplateItem",
    "AsyncUserItem",
    "AsyncVolumeItem",
    "AsyncZoneItem",
]


class AsyncDatacenterItem(
    AsyncItem[m.Datacenter],
    AsyncPatchable[m.Datacenter, m.DatacenterUpdate],
    AsyncReplaceable[m.Datacenter, m.WholeDatacenter],
    AsyncRemovable,
):
    """A virtual data center: the frame in which servers, volumes and networks live."""

    __slots__ = ()

    @property
    def servers(self) -> AsyncLabelledCollection[m.Server, AsyncServerItem, m.NewServer]:
        """Its servers."""
        return AsyncLabelledCollection(self._place, kinds.SERVER, AsyncServerItem)

    def server(self, id: object) -> AsyncServerItem:
        """One of :attr:`servers`, by its id; nothing is sent."""
        return self.servers.item(id)

    @property
    def volumes(self) -> AsyncLabelledCollection[m.Volume, AsyncVolumeItem, m.NewVolume]:
        """Its volumes, attached or not."""
        return AsyncLabelledCollection(self._place, kinds.VOLUME, AsyncVolumeItem)

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
    def load_balancers(self) -> AsyncWritableCollection[m.LoadBalancer, AsyncLoadBalancerItem, m.NewLoadBalancer]:
        """Its classic load balancers."""
        return AsyncWritableCollection(self._place, kinds.LOAD_BALANCER, AsyncLoadBalancerItem)

    def load_balancer(self, id: object) -> AsyncLoadBalancerItem:
        """One of :attr:`load_balancers`, by its id; nothing is sent."""
        return self.load_balancers.item(id)

    @property
    def network_load_balancers(
        self,
    ) -> AsyncWritableCollection[m.NetworkLoadBalancer, AsyncNetworkLoadBalancerItem, m.NewNetworkLoadBalancer]:
        """Its network load balancers."""
        return AsyncWritableCollection(self._place, kinds.NETWORK_LOAD_BALANCER, AsyncNetworkLoadBalancerItem)

    def network_load_balancer(self, id: object) -> AsyncNetworkLoadBalancerItem:
        """One of :attr:`network_load_balancers`, by its id; nothing is sent."""
        return self.network_load_balancers.item(id)

    @property
    def application_load_balancers(
        self,
    ) -> AsyncWritableCollection[
        m.ApplicationLoadBalancer, AsyncApplicationLoadBalancerItem, m.NewApplicationLoadBalancer
    ]:
        """Its application load balancers."""
        return AsyncWritableCollection(self._place, kinds.APPLICATION_LOAD_BALANCER, AsyncApplicationLoadBalancerItem)

    def application_load_balancer(self, id: object) -> AsyncApplicationLoadBalancerItem:
        """One of :attr:`application_load_balancers`, by its id; nothing is sent."""
        return self.application_load_balancers.item(id)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncServerItem(
    extras.AsyncServerExtras,
    AsyncItem[m.Server],
    AsyncPatchable[m.Server, m.ServerUpdate],
    AsyncReplaceable[m.Server, m.WholeServer],
    AsyncRemovable,
):
    """A virtual machine.

    Removing one keeps its volumes, which are billed on: ``server.volumes().list()`` shows what would remain, and
    ``delete_with_volumes`` removes them too.
    """

    __slots__ = ()

    @property
    def nics(self) -> AsyncWritableCollection[m.Nic, AsyncNicItem, m.NewNic]:
        """Its network interfaces."""
        return AsyncWritableCollection(self._place, kinds.NIC, AsyncNicItem)

    def nic(self, id: object) -> AsyncNicItem:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)

    @property
    def volumes(self) -> AsyncAttachedCollection[m.Volume]:
        """The volumes attached to it.

        They live in the data center and outlive the server; with the NICs, 24 at most.
        """
        return AsyncAttachedCollection(self._place, kinds.VOLUME, AsyncAttachedItem[m.Volume])

    def volume(self, id: object) -> AsyncAttachedItem[m.Volume]:
        """One of :attr:`volumes`, by its id; nothing is sent."""
        return self.volumes.item(id)

    @property
    def cdroms(self) -> AsyncAttachedCollection[m.Image]:
        """The CD-ROMs in its two drives: images of type ``CDROM``, by their ids.

        Attaching and detaching one resets the server.
        """
        return AsyncAttachedCollection(self._place, kinds.IMAGE, AsyncAttachedItem[m.Image], "cdroms", "cdromId")

    def cdrom(self, id: object) -> AsyncAttachedItem[m.Image]:
        """One of :attr:`cdroms`, by its id; nothing is sent."""
        return self.cdroms.item(id)

    @property
    def gpus(self) -> AsyncCollection[m.Gpu, AsyncItem[m.Gpu]]:
        """Its graphics cards."""
        return AsyncCollection(self._place, kinds.GPU, AsyncItem[m.Gpu])

    def gpu(self, id: object) -> AsyncItem[m.Gpu]:
        """One of :attr:`gpus`, by its id; nothing is sent."""
        return self.gpus.item(id)

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)

    async def start(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Switch it on. Not for CUBE and GPU servers: see ``power_on``."""
        return await self._change("cloud/datacentersServersStartPost", nothing, query=query)

    async def stop(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Switch it off, hard.

        Cores and memory are freed, and public IPv4 addresses that are not reserved are returned. Not for CUBE and GPU
        servers: see ``power_off``.
        """
        return await self._change("cloud/datacentersServersStopPost", nothing, query=query)

    async def reboot(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Restart it, hard."""
        return await self._change("cloud/datacentersServersRebootPost", nothing, query=query)

    async def suspend(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Suspend a CUBE or GPU server; it is billed on."""
        return await self._change("cloud/datacentersServersSuspendPost", nothing, query=query)

    async def resume(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Resume a suspended CUBE or GPU server."""
        return await self._change("cloud/datacentersServersResumePost", nothing, query=query)

    async def upgrade(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Bring it to the newest version of the virtual hardware; it restarts where that is needed."""
        return await self._change("cloud/datacentersServersUpgradePost", nothing, query=query)

    async def console_token(self, *, query: Mapping[str, object] | None = None) -> m.ServerToken:
        """A token for its console."""
        return decode(m.ServerToken, await self._call("cloud/datacentersServersTokenGet", query=query))

    async def remote_console(self, *, query: Mapping[str, object] | None = None) -> m.RemoteConsole:
        """The way to its console, in a browser."""
        return decode(m.RemoteConsole, await self._call("cloud/datacentersServersRemoteConsoleGet", query=query))


class AsyncNicItem(
    extras.AsyncNicExtras,
    AsyncItem[m.Nic],
    AsyncPatchable[m.Nic, m.NicUpdate],
    AsyncReplaceable[m.Nic, m.WholeNic],
    AsyncRemovable,
):
    """A network interface of a server.

    Right after its creation it may not be found for a while: wait for the ``Pending`` that the creation gives before it
    is read or changed. Multi-queue is switched at the server, for all its NICs at once, and switching it restarts the
    server.
    """

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
    AsyncItem[m.FirewallRule],
    AsyncPatchable[m.FirewallRule, m.FirewallRuleUpdate],
    AsyncReplaceable[m.FirewallRule, m.NewFirewallRule],
    AsyncRemovable,
):
    """A rule that lets traffic through; what no rule names is blocked."""

    __slots__ = ()


class AsyncFlowLogItem(
    AsyncItem[m.FlowLog],
    AsyncPatchable[m.FlowLog, m.FlowLogUpdate],
    AsyncReplaceable[m.FlowLog, m.NewFlowLog],
    AsyncRemovable,
):
    """A record of connections, written to an object-storage bucket."""

    __slots__ = ()


class AsyncVolumeItem(
    extras.AsyncVolumeExtras,
    AsyncItem[m.Volume],
    AsyncPatchable[m.Volume, m.VolumeUpdate],
    AsyncReplaceable[m.Volume, m.WholeVolume],
    AsyncRemovable,
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

    async def take_snapshot(
        self, request: m.NewSnapshot, *, query: Mapping[str, object] | None = None
    ) -> AsyncPending[m.Snapshot]:
        """Take a snapshot of it, with everything that can be said about a snapshot."""
        return await self._change(
            "cloud/datacentersVolumesCreate-snapshotPost",
            lambda answer: decode(m.Snapshot, answer),
            body=body(request),
            query=query,
        )


class AsyncLabelItem(AsyncItem[m.Label], AsyncReplaceable[m.Label, m.NewLabel], AsyncRemovable):
    """A key and a value on a resource. Labels are written at once: there is nothing to wait for."""

    __slots__ = ()


class AsyncLabels(extras.AsyncLabelsExtras, AsyncWritableCollection[m.Label, AsyncLabelItem, m.NewLabel]):
    """Its labels."""

    __slots__ = ()


class AsyncImageItem(
    AsyncItem[m.Image], AsyncPatchable[m.Image, m.ImageUpdate], AsyncReplaceable[m.Image, m.WholeImage], AsyncRemovable
):
    """An image that volumes can be made from.

    Own images are uploaded by FTP, not by this API; here they are described and removed.
    """

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncLanItem(
    extras.AsyncLanExtras,
    AsyncItem[m.Lan],
    AsyncPatchable[m.Lan, m.LanUpdate],
    AsyncReplaceable[m.Lan, m.NewLan],
    AsyncRemovable,
):
    """A network inside a data center, public or private.

    Its id is a small number. NICs belong to servers. A LAN shows them and takes them in, but cannot make one.
    """

    __slots__ = ()

    @property
    def nics(self) -> AsyncCollection[m.Nic, AsyncItem[m.Nic]]:
        """The NICs in it. They are made and removed at their servers; ``attach`` moves one here."""
        return AsyncCollection(self._place, kinds.NIC, AsyncItem[m.Nic])

    def nic(self, id: object) -> AsyncItem[m.Nic]:
        """One of :attr:`nics`, by its id; nothing is sent."""
        return self.nics.item(id)


class AsyncNatGatewayItem(
    AsyncItem[m.NatGateway],
    AsyncPatchable[m.NatGateway, m.NatGatewayUpdate],
    AsyncReplaceable[m.NatGateway, m.WholeNatGateway],
    AsyncRemovable,
):
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


class AsyncNatRuleItem(
    AsyncItem[m.NatRule],
    AsyncPatchable[m.NatRule, m.NatRuleUpdate],
    AsyncReplaceable[m.NatRule, m.NewNatRule],
    AsyncRemovable,
):
    """A rule: traffic of this subnet leaves under this address."""

    __slots__ = ()


class AsyncSecurityGroupItem(
    AsyncItem[m.SecurityGroup],
    AsyncPatchable[m.SecurityGroup, m.SecurityGroupUpdate],
    AsyncReplaceable[m.SecurityGroup, m.NewSecurityGroup],
    AsyncRemovable,
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


class AsyncLoadBalancerItem(
    AsyncItem[m.LoadBalancer],
    AsyncPatchable[m.LoadBalancer, m.LoadBalancerUpdate],
    AsyncReplaceable[m.LoadBalancer, m.NewLoadBalancer],
    AsyncRemovable,
):
    """A load balancer of the first generation: one address, shared by the NICs behind it.

    New set-ups take a ``NetworkLoadBalancer``.
    """

    __slots__ = ()

    @property
    def balanced_nics(self) -> AsyncAttachedCollection[m.Nic]:
        """The NICs behind it."""
        return AsyncAttachedCollection(self._place, kinds.NIC, AsyncAttachedItem[m.Nic], "balancednics", "nicId")

    def balanced_nic(self, id: object) -> AsyncAttachedItem[m.Nic]:
        """One of :attr:`balanced_nics`, by its id; nothing is sent."""
        return self.balanced_nics.item(id)


class AsyncNetworkLoadBalancerItem(
    AsyncItem[m.NetworkLoadBalancer],
    AsyncPatchable[m.NetworkLoadBalancer, m.NetworkLoadBalancerUpdate],
    AsyncReplaceable[m.NetworkLoadBalancer, m.WholeNetworkLoadBalancer],
    AsyncRemovable,
):
    """A load balancer for connections (layer 4)."""

    __slots__ = ()

    @property
    def forwarding_rules(self) -> AsyncWritableCollection[m.NlbRule, AsyncNlbRuleItem, m.NewNlbRule]:
        """Its forwarding rules."""
        return AsyncWritableCollection(self._place, kinds.NLB_RULE, AsyncNlbRuleItem)

    def forwarding_rule(self, id: object) -> AsyncNlbRuleItem:
        """One of :attr:`forwarding_rules`, by its id; nothing is sent."""
        return self.forwarding_rules.item(id)

    @property
    def flow_logs(self) -> AsyncWritableCollection[m.FlowLog, AsyncFlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, kinds.FLOW_LOG, AsyncFlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> AsyncFlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class AsyncNlbRuleItem(
    AsyncItem[m.NlbRule],
    AsyncPatchable[m.NlbRule, m.NlbRuleUpdate],
    AsyncReplaceable[m.NlbRule, m.NewNlbRule],
    AsyncRemovable,
):
    """A rule of a network load balancer: connections to this address and port go to these targets."""

    __slots__ = ()


class AsyncApplicationLoadBalancerItem(
    AsyncItem[m.ApplicationLoadBalancer],
    AsyncPatchable[m.ApplicationLoadBalancer, m.ApplicationLoadBalancerUpdate],
    AsyncReplaceable[m.ApplicationLoadBalancer, m.WholeApplicationLoadBalancer],
    AsyncRemovable,
):
    """A load balancer for HTTP (layer 7). Its rules send requests to ``TargetGroup``s."""

    __slots__ = ()

    @property
    def forwarding_rules(self) -> AsyncWritableCollection[m.AlbRule, AsyncAlbRuleItem, m.NewAlbRule]:
        """Its forwarding rules."""
        return AsyncWritableCollection(self._place, kinds.ALB_RULE, AsyncAlbRuleItem)

    def forwarding_rule(self, id: object) -> AsyncAlbRuleItem:
        """One of :attr:`forwarding_rules`, by its id; nothing is sent."""
        return self.forwarding_rules.item(id)

    @property
    def flow_logs(self) -> AsyncWritableCollection[m.FlowLog, AsyncFlowLogItem, m.NewFlowLog]:
        """Its flow logs."""
        return AsyncWritableCollection(self._place, kinds.FLOW_LOG, AsyncFlowLogItem, "flowlogs", "flowLogId")

    def flow_log(self, id: object) -> AsyncFlowLogItem:
        """One of :attr:`flow_logs`, by its id; nothing is sent."""
        return self.flow_logs.item(id)


class AsyncAlbRuleItem(
    AsyncItem[m.AlbRule],
    AsyncPatchable[m.AlbRule, m.AlbRuleUpdate],
    AsyncReplaceable[m.AlbRule, m.NewAlbRule],
    AsyncRemovable,
):
    """A rule of an application load balancer: requests to this address and port are handled so."""

    __slots__ = ()


class AsyncIpBlockItem(
    AsyncItem[m.IpBlock],
    AsyncPatchable[m.IpBlock, m.IpBlockUpdate],
    AsyncReplaceable[m.IpBlock, m.NewIpBlock],
    AsyncRemovable,
):
    """Public IPv4 addresses reserved in one location. They can only be returned all together, and are gone then."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncTargetGroupItem(
    AsyncItem[m.TargetGroup],
    AsyncPatchable[m.TargetGroup, m.TargetGroupUpdate],
    AsyncReplaceable[m.TargetGroup, m.NewTargetGroup],
    AsyncRemovable,
):
    """A set of targets that rules of application load balancers can share, in all data centers of the contract."""

    __slots__ = ()


class AsyncCrossConnectItem(
    AsyncItem[m.CrossConnect], AsyncPatchable[m.CrossConnect, m.CrossConnectUpdate], AsyncRemovable
):
    """A link between private LANs of data centers of one contract in one location.

    A LAN joins with ``pcc`` and leaves when it is cleared; each LAN is part of one cross-connect at most. The addresses
    of all NICs in it must be distinct and of one subnet.
    """

    __slots__ = ()


class AsyncSnapshotItem(
    AsyncItem[m.Snapshot],
    AsyncPatchable[m.Snapshot, m.SnapshotUpdate],
    AsyncReplaceable[m.Snapshot, m.WholeSnapshot],
    AsyncRemovable,
):
    """A snapshot of a volume. It does not say of which volume: note that in a label."""

    __slots__ = ()

    @property
    def labels(self) -> AsyncLabels:
        """Its labels."""
        return AsyncLabels(self._place, kinds.LABEL, AsyncLabelItem)

    def label(self, id: object) -> AsyncLabelItem:
        """One of :attr:`labels`, by its id; nothing is sent."""
        return self.labels.item(id)


class AsyncRequestItem(extras.AsyncRequestExtras, AsyncItem[m.Request]):
    """A change that was asked for: who, when, what. Bodies are kept, which is why no secret belongs in one."""

    __slots__ = ()


class AsyncKubernetesClusterItem(
    AsyncItem[m.KubernetesCluster], AsyncReplaceable[m.KubernetesCluster, m.WholeKubernetesCluster], AsyncRemovable
):
    """A Kubernetes cluster: the control plane that IONOS runs, and its node pools."""

    __slots__ = ()

    @property
    def node_pools(self) -> AsyncWritableCollection[m.NodePool, AsyncNodePoolItem, m.NewNodePool]:
        """Its node pools."""
        return AsyncWritableCollection(self._place, kinds.NODE_POOL, AsyncNodePoolItem)

    def node_pool(self, id: object) -> AsyncNodePoolItem:
        """One of :attr:`node_pools`, by its id; nothing is sent."""
        return self.node_pools.item(id)

    async def kubeconfig(self, *, query: Mapping[str, object] | None = None) -> str:
        """The file with which ``kubectl`` administers the cluster. It holds a key: keep it like a password."""
        return str(await self._call("cloud/k8sKubeconfigGet", query=query))


class AsyncNodePoolItem(AsyncItem[m.NodePool], AsyncReplaceable[m.NodePool, m.WholeNodePool], AsyncRemovable):
    """A group of like nodes of a cluster, in one data center."""

    __slots__ = ()

    @property
    def nodes(self) -> AsyncCollection[m.Node, AsyncNodeItem]:
        """Its nodes."""
        return AsyncCollection(self._place, kinds.NODE, AsyncNodeItem)

    def node(self, id: object) -> AsyncNodeItem:
        """One of :attr:`nodes`, by its id; nothing is sent."""
        return self.nodes.item(id)


class AsyncNodeItem(AsyncItem[m.Node], AsyncRemovable):
    """A node of a pool: a server that IONOS runs for the cluster."""

    __slots__ = ()

    async def replace(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Make a new node from the pool's template, moves the pods there, and removes this one."""
        return await self._change("cloud/k8sNodepoolsNodesReplacePost", nothing, query=query)


class AsyncUserItem(AsyncItem[m.User], AsyncReplaceable[m.User, m.WholeUser], AsyncRemovable):
    """A user of the contract."""

    __slots__ = ()

    @property
    def s3_keys(self) -> AsyncCollection[m.S3Key, AsyncS3KeyItem]:
        """The user's keys for the object storage."""
        return AsyncCollection(self._place, kinds.S3KEY, AsyncS3KeyItem)

    def s3_key(self, id: object) -> AsyncS3KeyItem:
        """One of :attr:`s3_keys`, by its id; nothing is sent."""
        return self.s3_keys.item(id)

    def groups(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.Group]:
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
    ) -> AsyncList[m.SharedResource]:
        """The resources that the user owns."""
        return self._list(
            "cloud/umUsersOwnsGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    async def create_s3_key(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[m.S3Key]:
        """Make a key for the object storage. The secret is in the answer."""
        return await self._change("cloud/umUsersS3keysPost", lambda answer: decode(m.S3Key, answer), query=query)

    async def s3_sso(self, *, query: Mapping[str, object] | None = None) -> m.S3Sso:
        """The address under which the user is logged in to the object storage's console: keep it like a password."""
        return decode(m.S3Sso, await self._call("cloud/umUsersS3ssourlGet", query=query))


class AsyncS3KeyItem(AsyncItem[m.S3Key], AsyncReplaceable[m.S3Key, m.WholeS3Key], AsyncRemovable):
    """A key of a user for the object storage. Its id is the access key."""

    __slots__ = ()


class AsyncGroupItem(
    extras.AsyncGroupExtras, AsyncItem[m.Group], AsyncReplaceable[m.Group, m.NewGroup], AsyncRemovable
):
    """Users with the same privileges, and the resources that are shared with them."""

    __slots__ = ()

    @property
    def shares(self) -> AsyncCollection[m.GroupShare, AsyncGroupShareItem]:
        """The resources that its members may use, with what they may do. One is made with ``create`` of the item."""
        return AsyncCollection(self._place, kinds.GROUP_SHARE, AsyncGroupShareItem)

    def share(self, id: object) -> AsyncGroupShareItem:
        """One of :attr:`shares`, by its id; nothing is sent."""
        return self.shares.item(id)

    def users(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.User]:
        """Its members."""
        return self._list(
            "cloud/umGroupsUsersGet", m.User, depth=depth, filters=filters, order_by=order_by, page_size=page_size
        )

    async def remove_user(self, user_id: object, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """End a membership; the user goes on to exist."""
        return await self._change("cloud/umGroupsUsersDelete", nothing, user_id, query=query)

    def resources(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.SharedResource]:
        """The resources that are shared with it."""
        return self._list(
            "cloud/umGroupsResourcesGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class AsyncGroupShareItem(AsyncItem[m.GroupShare], AsyncReplaceable[m.GroupShare, m.Privileges], AsyncRemovable):
    """A resource that a group may use. Its id is the resource's."""

    __slots__ = ()

    async def create(
        self, request: m.Privileges, *, query: Mapping[str, object] | None = None
    ) -> AsyncPending[m.GroupShare]:
        """Share the resource with the group."""
        return await self._change(
            "cloud/umGroupsSharesPost", lambda answer: decode(m.GroupShare, answer), body=body(request), query=query
        )


class AsyncTemplateItem(AsyncItem[m.Template]):
    """A fixed size of a server: cores, memory, storage and cards.

    One with cards makes GPU servers, any other CUBE servers.
    """

    __slots__ = ()


class AsyncBackupUnitItem(
    AsyncItem[m.BackupUnit],
    AsyncPatchable[m.BackupUnit, m.BackupUnitUpdate],
    AsyncReplaceable[m.BackupUnit, m.NewBackupUnit],
    AsyncRemovable,
):
    """An account of the backup service that volumes report to.

    Its login is the contract number and the name. The service's read by id is not reliable, so ``get`` reads the list
    and picks the unit.
    """

    __slots__ = ()

    async def sso_url(self, *, query: Mapping[str, object] | None = None) -> m.BackupUnitSso:
        """The way into the backup console, without a password."""
        return decode(m.BackupUnitSso, await self._call("cloud/backupunitsSsourlGet", query=query))


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

    async def zone_file(self, *, query: Mapping[str, object] | None = None) -> str:
        """The zone in the form of BIND's zone files."""
        return str(await self._call("dns/zonesZonefileGet", query=query))

    async def import_zone_file(self, request: str, *, query: Mapping[str, object] | None = None) -> list[m.Record]:
        """Replace all records with those of a zone file in BIND's form, and gives the new ones."""
        answer = await self._call("dns/zonesZonefilePut", body=request, query=query)
        return [decode(m.Record, one) for one in listed(answer)]

    async def dnssec_keys(self, *, query: Mapping[str, object] | None = None) -> m.DnssecKeys:
        """The keys that sign it; an error of kind "not found" when it is not signed."""
        return decode(m.DnssecKeys, await self._call("dns/zonesKeysGet", query=query))

    async def create_dnssec_keys(
        self, request: m.NewDnssecKeys, *, query: Mapping[str, object] | None = None
    ) -> AsyncPending[None]:
        """Make keys and signs it; an error of kind "conflict" when it is signed already.

        The domain counts as signed once its registrar has the key.
        """
        return await self._change("dns/zonesKeysPost", nothing, body=body(request), query=query)

    async def delete_dnssec_keys(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Remove the keys.

        Take them from the registrar first, or the domain no longer resolves where signatures are checked.
        """
        return await self._change("dns/zonesKeysDelete", nothing, query=query)


class AsyncRecordItem(AsyncItem[m.Record], AsyncReplaceable[m.Record, m.NewRecord], AsyncRemovable):
    """A record of a zone."""

    __slots__ = ()


class AsyncSecondaryZoneItem(
    AsyncItem[m.SecondaryZone], AsyncReplaceable[m.SecondaryZone, m.NewSecondaryZone], AsyncRemovable
):
    """A copy of a zone that other name servers own; IONOS fetches its records from them."""

    __slots__ = ()

    def records(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.Record]:
        """Its records as they were transferred; they have no ids and are changed at the primary only."""
        return self._list(
            "dns/secondaryzonesRecordsGet",
            m.Record,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    async def transfers(self, *, query: Mapping[str, object] | None = None) -> list[m.ZoneTransfer]:
        """How the transfers from each of its name servers went."""
        answer = await self._call("dns/secondaryzonesAxfrGet", query=query)
        return [decode(m.ZoneTransfer, one) for one in listed(answer)]

    async def start_transfer(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Start a transfer from its name servers; ``transfers`` tells how it went."""
        return await self._change("dns/secondaryzonesAxfrPut", nothing, query=query)


class AsyncReverseRecordItem(
    AsyncItem[m.ReverseRecord], AsyncReplaceable[m.ReverseRecord, m.NewReverseRecord], AsyncRemovable
):
    """The name of an address of the contract. It is written at once; only its removal takes a while."""

    __slots__ = ()


class AsyncDocumentCollectionItem(
    AsyncItem[m.DocumentCollection], AsyncReplaceable[m.DocumentCollection, m.WholeDocumentCollection], AsyncRemovable
):
    """A collection of documents that can be searched by meaning."""

    __slots__ = ()

    @property
    def documents(self) -> AsyncCollection[m.StoredDocument, AsyncStoredDocumentItem]:
        """The documents of the collection."""
        return AsyncCollection(self._place, kinds.STORED_DOCUMENT, AsyncStoredDocumentItem)

    def document(self, id: object) -> AsyncStoredDocumentItem:
        """One of :attr:`documents`, by its id; nothing is sent."""
        return self.documents.item(id)

    async def query(
        self, request: m.DocumentQuery, *, query: Mapping[str, object] | None = None
    ) -> m.DocumentQueryAnswer:
        """The documents that match a question best."""
        answer = await self._call("document-collections/collectionsQueryPost", body=body(request), query=query)
        return decode(m.DocumentQueryAnswer, answer)

    async def add_documents(
        self, request: m.NewDocuments, *, query: Mapping[str, object] | None = None
    ) -> list[m.StoredDocument]:
        """Put documents into the collection, and gives them as they are stored."""
        answer = await self._call("document-collections/collectionsDocumentsPut", body=body(request), query=query)
        return [decode(m.StoredDocument, one) for one in listed(answer)]

    async def clear(self, *, query: Mapping[str, object] | None = None) -> AsyncPending[None]:
        """Remove all documents of the collection."""
        return await self._change("document-collections/collectionsDocumentsDelete", nothing, query=query)


class AsyncStoredDocumentItem(
    AsyncItem[m.StoredDocument], AsyncReplaceable[m.StoredDocument, m.WholeDocument], AsyncRemovable
):
    """A document in a collection."""

    __slots__ = ()

    async def chunks(self, *, query: Mapping[str, object] | None = None) -> list[Any]:
        """The pieces that the document was cut into, as the service describes them."""
        return list(listed(await self._call("document-collections/collectionsDocumentsChunksGet", query=query)))


class AsyncHostingZoneItem(extras.AsyncHostingZoneExtras, AsyncItem[m.HostingZone]):
    """One hosting zone."""

    __slots__ = ()

    async def patch(self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None) -> None:
        """Replace all records of the same names and types with these; others stay."""
        await self._call("hosting-dns/patchZone", body=[body(one) for one in request], query=query)

    async def replace(
        self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None
    ) -> None:
        """Replace all records of the zone with these, those of other services included."""
        await self._call("hosting-dns/updateZone", body=[body(one) for one in request], query=query)

    async def create_records(
        self, request: Sequence[m.NewHostingRecord], *, query: Mapping[str, object] | None = None
    ) -> list[m.HostingRecord]:
        """Make records."""
        answer = await self._call("hosting-dns/createRecords", body=[body(one) for one in request], query=query)
        return [decode(m.HostingRecord, one) for one in listed(answer)]

    async def get_record(self, record_id: object, *, query: Mapping[str, object] | None = None) -> m.HostingRecord:
        """Read one record."""
        return decode(m.HostingRecord, await self._call("hosting-dns/getRecord", record_id, query=query))

    async def replace_record(
        self, record_id: object, request: m.HostingRecordUpdate, *, query: Mapping[str, object] | None = None
    ) -> m.HostingRecord:
        """Replace one record; its name and type are fixed."""
        answer = await self._call("hosting-dns/updateRecord", record_id, body=body(request), query=query)
        return decode(m.HostingRecord, answer)


class AsyncPipelineItem(
    extras.AsyncPipelineExtras, AsyncItem[m.Pipeline], AsyncPatchable[m.Pipeline, m.PipelineUpdate], AsyncRemovable
):
    """A pipeline: addresses that take logs, and a Grafana that shows them."""

    __slots__ = ()


class AsyncCentralLoggingItem(AsyncItem[m.CentralLogging], AsyncReplaceable[m.CentralLogging, m.WholeCentralLogging]):
    """Where logs of other products come together."""

    __slots__ = ()


class AsyncRegistryItem(
    AsyncItem[m.Registry],
    AsyncPatchable[m.Registry, m.RegistryUpdate],
    AsyncReplaceable[m.Registry, m.NewRegistry],
    AsyncRemovable,
):
    """A registry: a host that keeps images."""

    __slots__ = ()

    @property
    def repositories(self) -> AsyncCollection[m.Repository, AsyncRepositoryItem]:
        """Its repositories: all images of one name. Filters: ``name`` and ``vulnerabilitySeverity``."""
        return AsyncCollection(self._place, kinds.REPOSITORY, AsyncRepositoryItem)

    def repository(self, id: object) -> AsyncRepositoryItem:
        """One of :attr:`repositories`, by its id; nothing is sent."""
        return self.repositories.item(id)

    @property
    def tokens(self) -> AsyncWritableCollection[m.RegistryToken, AsyncRegistryTokenItem, m.NewRegistryToken]:
        """Its tokens: who may pull and push."""
        return AsyncWritableCollection(self._place, kinds.REGISTRY_TOKEN, AsyncRegistryTokenItem)

    def token(self, id: object) -> AsyncRegistryTokenItem:
        """One of :attr:`tokens`, by its id; nothing is sent."""
        return self.tokens.item(id)

    def artifacts(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.Artifact]:
        """All its artifacts; filter: ``vulnerabilityId``."""
        return self._list(
            "container-registry/registriesArtifactsGet",
            m.Artifact,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class AsyncRepositoryItem(AsyncItem[m.Repository], AsyncRemovable):
    """All images of one name. It comes into being with the first push; handles take its name, such as ``team/app``."""

    __slots__ = ()

    @property
    def artifacts(self) -> AsyncCollection[m.Artifact, AsyncArtifactItem]:
        """What it holds."""
        return AsyncCollection(self._place, kinds.ARTIFACT, AsyncArtifactItem)

    def artifact(self, id: object) -> AsyncArtifactItem:
        """One of :attr:`artifacts`, by its id; nothing is sent."""
        return self.artifacts.item(id)


class AsyncArtifactItem(AsyncItem[m.Artifact]):
    """An image or another thing in a repository; its id is its digest, such as ``sha256:…``."""

    __slots__ = ()

    def vulnerabilities(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.Vulnerability]:
        """What is known to be wrong with it; the worst first. Filters: ``severity`` and ``fixable``."""
        return self._list(
            "container-registry/registriesRepositoriesArtifactsVulnerabilitiesGet",
            m.Vulnerability,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )


class AsyncRegistryTokenItem(
    AsyncItem[m.RegistryToken],
    AsyncPatchable[m.RegistryToken, m.RegistryTokenUpdate],
    AsyncReplaceable[m.RegistryToken, m.NewRegistryToken],
    AsyncRemovable,
):
    """A user name and password with which images are pulled and pushed.

    The answer to the creation is the only one that holds the password. When that answer was lost, ``ensure`` finds the
    token but not its password: remove it and make another.
    """

    __slots__ = ()


class AsyncCertificateItem(
    AsyncItem[m.Certificate], AsyncPatchable[m.Certificate, m.CertificateUpdate], AsyncRemovable
):
    """A certificate with its private key."""

    __slots__ = ()


class AsyncAutoCertificateItem(
    AsyncItem[m.AutoCertificate], AsyncPatchable[m.AutoCertificate, m.AutoCertificateUpdate], AsyncRemovable
):
    """A standing order: an authority issues a certificate, and a new one before each expires."""

    __slots__ = ()


class AsyncCertificateProviderItem(
    AsyncItem[m.CertificateProvider], AsyncPatchable[m.CertificateProvider, m.CertificateProviderUpdate], AsyncRemovable
):
    """An authority that issues certificates by the ACME protocol."""

    __slots__ = ()


class AsyncAccessKeyItem(extras.AsyncAccessKeyExtras, AsyncItem[m.AccessKey], AsyncRemovable):
    """A key that signs requests to the object storage."""

    __slots__ = ()

    async def renew(self, *, query: Mapping[str, object] | None = None) -> m.AccessKey:
        """Give the key a new secret; the old one is good for nothing afterwards."""
        return decode(m.AccessKey, await self._call("object-storage/accesskeysRenew", query=query))


class AsyncCloud(extras.AsyncCloudExtras, AsyncService):
    """Cloud API."""

    __slots__ = ()

    @property
    def datacenters(self) -> AsyncLabelledCollection[m.Datacenter, AsyncDatacenterItem, m.NewDatacenter]:
        """All data centers of the contract."""
        return AsyncLabelledCollection(self._place, kinds.DATACENTER, AsyncDatacenterItem)

    def datacenter(self, id: object) -> AsyncDatacenterItem:
        """One of :attr:`datacenters`, by its id; nothing is sent."""
        return self.datacenters.item(id)

    @property
    def ip_blocks(self) -> AsyncLabelledCollection[m.IpBlock, AsyncIpBlockItem, m.NewIpBlock]:
        """All reserved address blocks."""
        return AsyncLabelledCollection(self._place, kinds.IP_BLOCK, AsyncIpBlockItem)

    def ip_block(self, id: object) -> AsyncIpBlockItem:
        """One of :attr:`ip_blocks`, by its id; nothing is sent."""
        return self.ip_blocks.item(id)

    @property
    def target_groups(self) -> AsyncWritableCollection[m.TargetGroup, AsyncTargetGroupItem, m.NewTargetGroup]:
        """All target groups of the contract, for application load balancers."""
        return AsyncWritableCollection(self._place, kinds.TARGET_GROUP, AsyncTargetGroupItem)

    def target_group(self, id: object) -> AsyncTargetGroupItem:
        """One of :attr:`target_groups`, by its id; nothing is sent."""
        return self.target_groups.item(id)

    @property
    def cross_connects(self) -> AsyncWritableCollection[m.CrossConnect, AsyncCrossConnectItem, m.NewCrossConnect]:
        """All cross-connects of the contract."""
        return AsyncWritableCollection(self._place, kinds.CROSS_CONNECT, AsyncCrossConnectItem)

    def cross_connect(self, id: object) -> AsyncCrossConnectItem:
        """One of :attr:`cross_connects`, by its id; nothing is sent."""
        return self.cross_connects.item(id)

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

    @property
    def k8s_clusters(
        self,
    ) -> AsyncWritableCollection[m.KubernetesCluster, AsyncKubernetesClusterItem, m.NewKubernetesCluster]:
        """All Kubernetes clusters."""
        return AsyncWritableCollection(self._place, kinds.KUBERNETES_CLUSTER, AsyncKubernetesClusterItem)

    def k8s_cluster(self, id: object) -> AsyncKubernetesClusterItem:
        """One of :attr:`k8s_clusters`, by its id; nothing is sent."""
        return self.k8s_clusters.item(id)

    @property
    def users(self) -> AsyncWritableCollection[m.User, AsyncUserItem, m.NewUser]:
        """All users of the contract."""
        return AsyncWritableCollection(self._place, kinds.USER, AsyncUserItem)

    def user(self, id: object) -> AsyncUserItem:
        """One of :attr:`users`, by its id; nothing is sent."""
        return self.users.item(id)

    @property
    def groups(self) -> AsyncWritableCollection[m.Group, AsyncGroupItem, m.NewGroup]:
        """All groups of users."""
        return AsyncWritableCollection(self._place, kinds.GROUP, AsyncGroupItem)

    def group(self, id: object) -> AsyncGroupItem:
        """One of :attr:`groups`, by its id; nothing is sent."""
        return self.groups.item(id)

    @property
    def templates(self) -> AsyncCollection[m.Template, AsyncTemplateItem]:
        """The sizes of CUBE and GPU servers."""
        return AsyncCollection(self._place, kinds.TEMPLATE, AsyncTemplateItem)

    def template(self, id: object) -> AsyncTemplateItem:
        """One of :attr:`templates`, by its id; nothing is sent."""
        return self.templates.item(id)

    @property
    def backup_units(self) -> AsyncWritableCollection[m.BackupUnit, AsyncBackupUnitItem, m.NewBackupUnit]:
        """The accounts of the backup service."""
        return AsyncWritableCollection(self._place, kinds.BACKUP_UNIT, AsyncBackupUnitItem)

    def backup_unit(self, id: object) -> AsyncBackupUnitItem:
        """One of :attr:`backup_units`, by its id; nothing is sent."""
        return self.backup_units.item(id)

    async def k8s_versions(self, *, query: Mapping[str, object] | None = None) -> list[str]:
        """The Kubernetes versions that there are."""
        return list(listed(await self._call("cloud/k8sVersionsGet", query=query)))

    async def k8s_default_version(self, *, query: Mapping[str, object] | None = None) -> str:
        """The Kubernetes version that a new cluster gets when it names none."""
        return str(await self._call("cloud/k8sVersionsDefaultGet", query=query))

    def resources(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.SharedResource]:
        """All resources that can be shared with groups."""
        return self._list(
            "cloud/umResourcesGet",
            m.SharedResource,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    async def api_info(self, *, query: Mapping[str, object] | None = None) -> m.ApiInfo:
        """What the Cloud API says about itself."""
        return decode(m.ApiInfo, await self._call("cloud/apiInfoGet", query=query))


class AsyncDns(extras.AsyncDnsExtras, AsyncService):
    """Cloud DNS."""

    __slots__ = ()

    @property
    def zones(self) -> AsyncWritableCollection[m.Zone, AsyncZoneItem, m.NewZone]:
        """All primary zones. Filters: ``zoneName`` (contains) and ``state``."""
        return AsyncWritableCollection(self._place, kinds.ZONE, AsyncZoneItem)

    def zone(self, id: object) -> AsyncZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    @property
    def secondary_zones(self) -> AsyncWritableCollection[m.SecondaryZone, AsyncSecondaryZoneItem, m.NewSecondaryZone]:
        """All secondary zones: copies of zones that other name servers own.

        Filters: ``zoneName`` (contains) and ``state``.
        """
        return AsyncWritableCollection(self._place, kinds.SECONDARY_ZONE, AsyncSecondaryZoneItem)

    def secondary_zone(self, id: object) -> AsyncSecondaryZoneItem:
        """One of :attr:`secondary_zones`, by its id; nothing is sent."""
        return self.secondary_zones.item(id)

    @property
    def reverse_records(self) -> AsyncWritableCollection[m.ReverseRecord, AsyncReverseRecordItem, m.NewReverseRecord]:
        """The names of addresses. Filter: ``recordIp``."""
        return AsyncWritableCollection(self._place, kinds.REVERSE_RECORD, AsyncReverseRecordItem)

    def reverse_record(self, id: object) -> AsyncReverseRecordItem:
        """One of :attr:`reverse_records`, by its id; nothing is sent."""
        return self.reverse_records.item(id)

    async def quota(self, *, query: Mapping[str, object] | None = None) -> m.DnsQuota:
        """How many zones and records the contract has, and may have."""
        return decode(m.DnsQuota, await self._call("dns/quotaGet", query=query))


class AsyncDocumentCollections(AsyncService):
    """AI Model Hub document collections."""

    __slots__ = ()

    @property
    def collections(
        self,
    ) -> AsyncWritableCollection[m.DocumentCollection, AsyncDocumentCollectionItem, m.NewDocumentCollection]:
        """All document collections of the contract."""
        return AsyncWritableCollection(self._place, kinds.DOCUMENT_COLLECTION, AsyncDocumentCollectionItem)

    def collection(self, id: object) -> AsyncDocumentCollectionItem:
        """One of :attr:`collections`, by its id; nothing is sent."""
        return self.collections.item(id)


class AsyncHostingDns(AsyncService):
    """Hosting DNS."""

    __slots__ = ()

    @property
    def zones(self) -> AsyncCollection[m.HostingZone, AsyncHostingZoneItem]:
        """All zones of the account."""
        return AsyncCollection(self._place, kinds.HOSTING_ZONE, AsyncHostingZoneItem, "v1/zones", "zoneId")

    def zone(self, id: object) -> AsyncHostingZoneItem:
        """One of :attr:`zones`, by its id; nothing is sent."""
        return self.zones.item(id)

    async def create_dynamic_dns(
        self, request: m.DynamicDnsRequest, *, query: Mapping[str, object] | None = None
    ) -> m.DynamicDns:
        """Give domains an address that a router can call when theirs changes.

        At most two calls of dynamic DNS a minute from one address.
        """
        return decode(m.DynamicDns, await self._call("hosting-dns/activateDynDns", body=body(request), query=query))

    async def replace_dynamic_dns(
        self, bulk_id: object, request: m.DynamicDnsRequest, *, query: Mapping[str, object] | None = None
    ) -> None:
        """Change what one update address is for. At most two calls of dynamic DNS a minute from one address."""
        await self._call("hosting-dns/updateDynDns", bulk_id, body=body(request), query=query)

    async def delete_dynamic_dns(self, bulk_id: object, *, query: Mapping[str, object] | None = None) -> None:
        """Withdraw one update address. At most two calls of dynamic DNS a minute from one address."""
        await self._call("hosting-dns/deleteDynDns", bulk_id, query=query)

    async def delete_all_dynamic_dns(self, *, query: Mapping[str, object] | None = None) -> None:
        """Withdraw all update addresses. At most two calls of dynamic DNS a minute from one address."""
        await self._call("hosting-dns/disableDynDns", query=query)


class AsyncLogging(AsyncService):
    """Logging."""

    __slots__ = ()

    @property
    def pipelines(self) -> AsyncWritableCollection[m.Pipeline, AsyncPipelineItem, m.NewPipeline]:
        """All pipelines of this region.

        Sorts by ``name``, ``createdDate`` or ``lastModifiedDate``, backwards with ``-`` before it.
        """
        return AsyncWritableCollection(self._place, kinds.PIPELINE, AsyncPipelineItem)

    def pipeline(self, id: object) -> AsyncPipelineItem:
        """One of :attr:`pipelines`, by its id; nothing is sent."""
        return self.pipelines.item(id)

    @property
    def central_loggings(self) -> AsyncCollection[m.CentralLogging, AsyncCentralLoggingItem]:
        """Where logs of other products come together: one entry."""
        return AsyncCollection(self._place, kinds.CENTRAL_LOGGING, AsyncCentralLoggingItem)

    def central_logging(self, id: object) -> AsyncCentralLoggingItem:
        """One of :attr:`central_loggings`, by its id; nothing is sent."""
        return self.central_loggings.item(id)


class AsyncContainerRegistry(extras.AsyncContainerRegistryExtras, AsyncService):
    """Container registry."""

    __slots__ = ()

    @property
    def registries(self) -> AsyncWritableCollection[m.Registry, AsyncRegistryItem, m.NewRegistry]:
        """All registries. Filter: ``name``."""
        return AsyncWritableCollection(self._place, kinds.REGISTRY, AsyncRegistryItem)

    def registry(self, id: object) -> AsyncRegistryItem:
        """One of :attr:`registries`, by its id; nothing is sent."""
        return self.registries.item(id)

    def locations(
        self,
        *,
        depth: int = 1,
        filters: Mapping[str, object] | Iterable[tuple[str, object]] = (),
        order_by: str | None = None,
        page_size: int | None = None,
    ) -> AsyncList[m.RegistryLocation]:
        """Where registries can be."""
        return self._list(
            "container-registry/locationsGet",
            m.RegistryLocation,
            depth=depth,
            filters=filters,
            order_by=order_by,
            page_size=page_size,
        )

    async def vulnerability(
        self, vulnerability_id: object, *, query: Mapping[str, object] | None = None
    ) -> m.Vulnerability:
        """What is known about a vulnerability, by its id such as ``CVE-2024-3094``."""
        answer = await self._call("container-registry/vulnerabilitiesFindByID", vulnerability_id, query=query)
        return decode(m.Vulnerability, answer)


class AsyncCertificates(AsyncService):
    """Certificate manager."""

    __slots__ = ()

    @property
    def certificates(self) -> AsyncWritableCollection[m.Certificate, AsyncCertificateItem, m.NewCertificate]:
        """All certificates, uploaded or issued. Filters: ``commonName`` and ``autoCertificate`` (its id)."""
        return AsyncWritableCollection(self._place, kinds.CERTIFICATE, AsyncCertificateItem)

    def certificate(self, id: object) -> AsyncCertificateItem:
        """One of :attr:`certificates`, by its id; nothing is sent."""
        return self.certificates.item(id)

    @property
    def auto_certificates(
        self,
    ) -> AsyncWritableCollection[m.AutoCertificate, AsyncAutoCertificateItem, m.NewAutoCertificate]:
        """All standing orders for certificates. Filter: ``commonName``."""
        return AsyncWritableCollection(self._place, kinds.AUTO_CERTIFICATE, AsyncAutoCertificateItem)

    def auto_certificate(self, id: object) -> AsyncAutoCertificateItem:
        """One of :attr:`auto_certificates`, by its id; nothing is sent."""
        return self.auto_certificates.item(id)

    @property
    def providers(
        self,
    ) -> AsyncWritableCollection[m.CertificateProvider, AsyncCertificateProviderItem, m.NewCertificateProvider]:
        """All authorities that issue certificates."""
        return AsyncWritableCollection(self._place, kinds.CERTIFICATE_PROVIDER, AsyncCertificateProviderItem)

    def provider(self, id: object) -> AsyncCertificateProviderItem:
        """One of :attr:`providers`, by its id; nothing is sent."""
        return self.providers.item(id)


class AsyncAuth(extras.AsyncAuthExtras, AsyncService):
    """Auth API."""

    __slots__ = ()

    async def token(self, token_id: object, *, query: Mapping[str, object] | None = None) -> m.Token:
        """One token by its id."""
        return decode(m.Token, await self._call("auth/tokensFindById", token_id, query=query))


class AsyncActivityLog(extras.AsyncActivityLogExtras, AsyncService):
    """Activity log."""

    __slots__ = ()

    async def info(self, *, query: Mapping[str, object] | None = None) -> m.ActivityLogInfo:
        """What the service says about itself."""
        return decode(m.ActivityLogInfo, await self._call("activity-log/getInfo", query=query))

    async def contracts(self, *, query: Mapping[str, object] | None = None) -> list[m.ActivityLogContract]:
        """The contracts whose log these credentials may read."""
        answer = await self._call("activity-log/getAvailableContracts", query=query)
        return [decode(m.ActivityLogContract, one) for one in listed(answer)]


class AsyncObjectStorage(AsyncService):
    """Object storage management."""

    __slots__ = ()

    @property
    def access_keys(self) -> AsyncWritableCollection[m.AccessKey, AsyncAccessKeyItem, m.NewAccessKey]:
        """The access keys of this user."""
        return AsyncWritableCollection(self._place, kinds.ACCESS_KEY, AsyncAccessKeyItem)

    def access_key(self, id: object) -> AsyncAccessKeyItem:
        """One of :attr:`access_keys`, by its id; nothing is sent."""
        return self.access_keys.item(id)

    @property
    def regions(self) -> AsyncCollection[m.StorageRegion, AsyncItem[m.StorageRegion]]:
        """The regions that buckets can be in."""
        return AsyncCollection(self._place, kinds.STORAGE_REGION, AsyncItem[m.StorageRegion])

    def region(self, id: object) -> AsyncItem[m.StorageRegion]:
        """One of :attr:`regions`, by its id; nothing is sent."""
        return self.regions.item(id)


class AsyncServices(AsyncCloud):
    """Everything that a client offers."""

    __slots__ = ()

    @property
    def dns(self) -> AsyncDns:
        """Cloud DNS."""
        return AsyncDns(self._place.service("dns"))

    @property
    def document_collections(self) -> AsyncDocumentCollections:
        """AI Model Hub document collections."""
        return AsyncDocumentCollections(self._place.service("document-collections"))

    @property
    def hosting_dns(self) -> AsyncHostingDns:
        """Hosting DNS."""
        return AsyncHostingDns(self._place.service("hosting-dns"))

    def logging(self, region: str) -> AsyncLogging:
        """Logging in a region such as ``de-txl``."""
        return AsyncLogging(self._place.service("logging", region))

    @property
    def container_registry(self) -> AsyncContainerRegistry:
        """Container registry."""
        return AsyncContainerRegistry(self._place.service("container-registry"))

    @property
    def certificates(self) -> AsyncCertificates:
        """Certificate manager."""
        return AsyncCertificates(self._place.service("certificates"))

    @property
    def auth(self) -> AsyncAuth:
        """Auth API."""
        return AsyncAuth(self._place.service("auth"))

    @property
    def activity_log(self) -> AsyncActivityLog:
        """Activity log."""
        return AsyncActivityLog(self._place.service("activity-log"))

    @property
    def object_storage(self) -> AsyncObjectStorage:
        """Object storage management."""
        return AsyncObjectStorage(self._place.service("object-storage"))
