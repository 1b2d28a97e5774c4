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
VOLUME = Kind(models.Volume, "volumes", "volumeId")
LABEL = Kind(models.Label, "labels", "key", name="key", filter="key")
IMAGE = Kind(models.Image, "images", "imageId")
GPU = Kind(models.Gpu, "gpus", "gpuId")
LAN = Kind(models.Lan, "lans", "lanId")
NAT_GATEWAY = Kind(models.NatGateway, "natgateways", "natGatewayId")
NAT_RULE = Kind(models.NatRule, "rules", "natGatewayRuleId")
SECURITY_GROUP = Kind(models.SecurityGroup, "securitygroups", "securityGroupId")
LOAD_BALANCER = Kind(models.LoadBalancer, "loadbalancers", "loadbalancerId")
NETWORK_LOAD_BALANCER = Kind(models.NetworkLoadBalancer, "networkloadbalancers", "networkLoadBalancerId")
NLB_RULE = Kind(models.NlbRule, "forwardingrules", "forwardingRuleId")
APPLICATION_LOAD_BALANCER = Kind(
    models.ApplicationLoadBalancer, "applicationloadbalancers", "applicationLoadBalancerId"
)
ALB_RULE = Kind(models.AlbRule, "forwardingrules", "forwardingRuleId")
IP_BLOCK = Kind(models.IpBlock, "ipblocks", "ipblockId")
TARGET_GROUP = Kind(models.TargetGroup, "targetgroups", "targetGroupId")
CROSS_CONNECT = Kind(models.CrossConnect, "pccs", "pccId")
SNAPSHOT = Kind(models.Snapshot, "snapshots", "snapshotId")
REQUEST = Kind(models.Request, "requests", "requestId")
KUBERNETES_CLUSTER = Kind(models.KubernetesCluster, "k8s", "k8sClusterId")
NODE_POOL = Kind(models.NodePool, "nodepools", "nodepoolId")
NODE = Kind(models.Node, "nodes", "nodeId")
USER = Kind(models.User, "um/users", "userId", name="email", filter="email")
S3KEY = Kind(models.S3Key, "s3keys", "keyId")
GROUP = Kind(models.Group, "um/groups", "groupId")
GROUP_SHARE = Kind(models.GroupShare, "shares", "resourceId")
TEMPLATE = Kind(models.Template, "templates", "templateId")
BACKUP_UNIT = Kind(models.BackupUnit, "backupunits", "backupunitId")
ZONE = Kind(models.Zone, "zones", "zoneId", name="zone_name", filter="zoneName")
RECORD = Kind(models.Record, "records", "recordId", filter="")
SECONDARY_ZONE = Kind(models.SecondaryZone, "secondaryzones", "secondaryZoneId", name="zone_name", filter="zoneName")
REVERSE_RECORD = Kind(models.ReverseRecord, "reverserecords", "reverserecordId", name="record_ip", filter="recordIp")
DOCUMENT_COLLECTION = Kind(models.DocumentCollection, "collections", "collectionId")
STORED_DOCUMENT = Kind(models.StoredDocument, "documents", "documentId")
HOSTING_ZONE = Kind(models.HostingZone, "zones", "zoneId", filter="")
PIPELINE = Kind(models.Pipeline, "pipelines", "pipelineId", filter="")
CENTRAL_LOGGING = Kind(models.CentralLogging, "central", "centralId", filter="")
REGISTRY = Kind(models.Registry, "registries", "registryId")
REPOSITORY = Kind(models.Repository, "repositories", "repositoryName")
ARTIFACT = Kind(models.Artifact, "artifacts", "digest", filter="")
REGISTRY_TOKEN = Kind(models.RegistryToken, "tokens", "tokenId", filter="")
CERTIFICATE = Kind(models.Certificate, "certificates", "certificateId", filter="")
AUTO_CERTIFICATE = Kind(models.AutoCertificate, "auto-certificates", "autoCertificateId", filter="")
CERTIFICATE_PROVIDER = Kind(models.CertificateProvider, "providers", "providerId", filter="")
ACCESS_KEY = Kind(models.AccessKey, "accesskeys", "accesskeyId", name="description", filter="description")
STORAGE_REGION = Kind(models.StorageRegion, "regions", "region", name="endpoint", filter="endpoint")
