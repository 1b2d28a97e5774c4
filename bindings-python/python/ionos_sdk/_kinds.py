"""What handles need to know of each kind of resource.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from ionos_sdk import models
from ionos_sdk._place import Kind

DATACENTER = Kind(models.Datacenter, "datacenters", "datacenterId")
SERVER = Kind(models.Server, "servers", "serverId")
NIC = Kind(models.Nic, "nics", "nicId")
FIREWALL_RULE = Kind(models.FirewallRule, "firewallrules", "firewallruleId")
FLOW_LOG = Kind(models.FlowLog, "flowlogs", "flowlogId")
LABEL = Kind(models.Label, "labels", "key", name="key", filter="key")
VOLUME = Kind(models.Volume, "volumes", "volumeId")
LAN = Kind(models.Lan, "lans", "lanId")
NAT_GATEWAY = Kind(models.NatGateway, "natgateways", "natGatewayId")
NAT_RULE = Kind(models.NatRule, "rules", "natGatewayRuleId")
SECURITY_GROUP = Kind(models.SecurityGroup, "securitygroups", "securityGroupId")
IP_BLOCK = Kind(models.IpBlock, "ipblocks", "ipblockId")
SNAPSHOT = Kind(models.Snapshot, "snapshots", "snapshotId")
IMAGE = Kind(models.Image, "images", "imageId")
REQUEST = Kind(models.Request, "requests", "requestId")
ZONE = Kind(models.Zone, "zones", "zoneId", name="zone_name", filter="zoneName")
RECORD = Kind(models.Record, "records", "recordId")
