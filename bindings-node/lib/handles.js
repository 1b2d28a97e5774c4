'use strict';

// The handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

const extras = require('./extras.js');
const { AttachedCollection, Collection, Item, Service, ask, change, document, listed, listing } = require('./resource.js');

const LABEL = { named: 'key' };
const USER = { named: 'email' };
const ZONE = { named: 'zoneName' };
const RECORD = { unfiltered: true };
const SECONDARY_ZONE = { named: 'zoneName' };
const REVERSE_RECORD = { named: 'recordIp' };
const HOSTING_ZONE = { unfiltered: true };
const PIPELINE = { unfiltered: true, wraps: true };
const CENTRAL_LOGGING = { unfiltered: true };
const ARTIFACT = { unfiltered: true };
const REGISTRY_TOKEN = { unfiltered: true };
const CERTIFICATE = { unfiltered: true, wraps: true };
const AUTO_CERTIFICATE = { unfiltered: true, wraps: true };
const CERTIFICATE_PROVIDER = { unfiltered: true, wraps: true };
const ACCESS_KEY = { named: 'description' };
const STORAGE_REGION = { named: 'endpoint' };

class Datacenter extends Item {
  get servers() {
    return new Collection(Service.place(this).below('servers'), Server);
  }

  server(id) {
    return this.servers.item(id);
  }

  get volumes() {
    return new Collection(Service.place(this).below('volumes'), Volume);
  }

  volume(id) {
    return this.volumes.item(id);
  }

  get lans() {
    return new Collection(Service.place(this).below('lans'), Lan);
  }

  lan(id) {
    return this.lans.item(id);
  }

  get natGateways() {
    return new Collection(Service.place(this).below('natgateways'), NatGateway);
  }

  natGateway(id) {
    return this.natGateways.item(id);
  }

  get securityGroups() {
    return new Collection(Service.place(this).below('securitygroups'), SecurityGroup);
  }

  securityGroup(id) {
    return this.securityGroups.item(id);
  }

  get loadBalancers() {
    return new Collection(Service.place(this).below('loadbalancers'), LoadBalancer);
  }

  loadBalancer(id) {
    return this.loadBalancers.item(id);
  }

  get networkLoadBalancers() {
    return new Collection(Service.place(this).below('networkloadbalancers'), NetworkLoadBalancer);
  }

  networkLoadBalancer(id) {
    return this.networkLoadBalancers.item(id);
  }

  get applicationLoadBalancers() {
    return new Collection(Service.place(this).below('applicationloadbalancers'), ApplicationLoadBalancer);
  }

  applicationLoadBalancer(id) {
    return this.applicationLoadBalancers.item(id);
  }

  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Server extends extras.ServerExtras {
  get nics() {
    return new Collection(Service.place(this).below('nics'), Nic);
  }

  nic(id) {
    return this.nics.item(id);
  }

  get volumes() {
    return new AttachedCollection(Service.place(this).below('volumes'));
  }

  volume(id) {
    return this.volumes.item(id);
  }

  get cdroms() {
    return new AttachedCollection(Service.place(this).below('cdroms'));
  }

  cdrom(id) {
    return this.cdroms.item(id);
  }

  get gpus() {
    return new Collection(Service.place(this).below('gpus'));
  }

  gpu(id) {
    return this.gpus.item(id);
  }

  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }

  start(options) {
    return change(this, 'cloud/datacentersServersStartPost', [], options);
  }

  stop(options) {
    return change(this, 'cloud/datacentersServersStopPost', [], options);
  }

  reboot(options) {
    return change(this, 'cloud/datacentersServersRebootPost', [], options);
  }

  suspend(options) {
    return change(this, 'cloud/datacentersServersSuspendPost', [], options);
  }

  resume(options) {
    return change(this, 'cloud/datacentersServersResumePost', [], options);
  }

  upgrade(options) {
    return change(this, 'cloud/datacentersServersUpgradePost', [], options);
  }

  consoleToken(options) {
    return ask(this, 'cloud/datacentersServersTokenGet', [], options);
  }

  remoteConsole(options) {
    return ask(this, 'cloud/datacentersServersRemoteConsoleGet', [], options);
  }
}

class Nic extends extras.NicExtras {
  get firewallRules() {
    return new Collection(Service.place(this).below('firewallrules'), FirewallRule);
  }

  firewallRule(id) {
    return this.firewallRules.item(id);
  }

  get flowLogs() {
    return new Collection(Service.place(this).below('flowlogs'), FlowLog);
  }

  flowLog(id) {
    return this.flowLogs.item(id);
  }
}

class FirewallRule extends Item {}

class FlowLog extends Item {}

class Volume extends extras.VolumeExtras {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }

  takeSnapshot(request, options) {
    return change(this, 'cloud/datacentersVolumesCreate-snapshotPost', [], { ...options, body: document(request) });
  }
}

class Label extends Item {}

class Labels extends extras.LabelsExtras {}

class Image extends Item {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Lan extends extras.LanExtras {
  get nics() {
    return new Collection(Service.place(this).below('nics'));
  }

  nic(id) {
    return this.nics.item(id);
  }
}

class NatGateway extends Item {
  get rules() {
    return new Collection(Service.place(this).below('rules'), NatRule);
  }

  rule(id) {
    return this.rules.item(id);
  }

  get flowLogs() {
    return new Collection(Service.place(this).below('flowlogs'), FlowLog);
  }

  flowLog(id) {
    return this.flowLogs.item(id);
  }
}

class NatRule extends Item {}

class SecurityGroup extends Item {
  get rules() {
    return new Collection(Service.place(this).below('rules'), FirewallRule);
  }

  rule(id) {
    return this.rules.item(id);
  }
}

class LoadBalancer extends Item {
  get balancedNics() {
    return new AttachedCollection(Service.place(this).below('balancednics'));
  }

  balancedNic(id) {
    return this.balancedNics.item(id);
  }
}

class NetworkLoadBalancer extends Item {
  get forwardingRules() {
    return new Collection(Service.place(this).below('forwardingrules'), NlbRule);
  }

  forwardingRule(id) {
    return this.forwardingRules.item(id);
  }

  get flowLogs() {
    return new Collection(Service.place(this).below('flowlogs'), FlowLog);
  }

  flowLog(id) {
    return this.flowLogs.item(id);
  }
}

class NlbRule extends Item {}

class ApplicationLoadBalancer extends Item {
  get forwardingRules() {
    return new Collection(Service.place(this).below('forwardingrules'), AlbRule);
  }

  forwardingRule(id) {
    return this.forwardingRules.item(id);
  }

  get flowLogs() {
    return new Collection(Service.place(this).below('flowlogs'), FlowLog);
  }

  flowLog(id) {
    return this.flowLogs.item(id);
  }
}

class AlbRule extends Item {}

class IpBlock extends Item {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class TargetGroup extends Item {}

class CrossConnect extends Item {}

class Snapshot extends Item {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Request extends extras.RequestExtras {}

class KubernetesCluster extends Item {
  get nodePools() {
    return new Collection(Service.place(this).below('nodepools'), NodePool);
  }

  nodePool(id) {
    return this.nodePools.item(id);
  }

  kubeconfig(options) {
    return ask(this, 'cloud/k8sKubeconfigGet', [], options);
  }
}

class NodePool extends Item {
  get nodes() {
    return new Collection(Service.place(this).below('nodes'), Node);
  }

  node(id) {
    return this.nodes.item(id);
  }
}

class Node extends Item {
  replace(options) {
    return change(this, 'cloud/k8sNodepoolsNodesReplacePost', [], options);
  }
}

class User extends Item {
  get s3Keys() {
    return new Collection(Service.place(this).below('s3keys'), S3Key);
  }

  s3Key(id) {
    return this.s3Keys.item(id);
  }

  groups(options) {
    return listing(this, 'cloud/umUsersGroupsGet', [], options);
  }

  owns(options) {
    return listing(this, 'cloud/umUsersOwnsGet', [], options);
  }

  createS3Key(options) {
    return change(this, 'cloud/umUsersS3keysPost', [], options);
  }

  s3Sso(options) {
    return ask(this, 'cloud/umUsersS3ssourlGet', [], options);
  }
}

class S3Key extends Item {}

class Group extends extras.GroupExtras {
  get shares() {
    return new Collection(Service.place(this).below('shares'), GroupShare);
  }

  share(id) {
    return this.shares.item(id);
  }

  users(options) {
    return listing(this, 'cloud/umGroupsUsersGet', [], options);
  }

  removeUser(userId, options) {
    return change(this, 'cloud/umGroupsUsersDelete', [userId], options);
  }

  resources(options) {
    return listing(this, 'cloud/umGroupsResourcesGet', [], options);
  }
}

class GroupShare extends Item {
  create(request, options) {
    return change(this, 'cloud/umGroupsSharesPost', [], { ...options, body: document(request) });
  }
}

class Template extends Item {}

class BackupUnit extends Item {
  ssoUrl(options) {
    return ask(this, 'cloud/backupunitsSsourlGet', [], options);
  }
}

class Zone extends Item {
  get records() {
    return new Collection(Service.place(this).below('records'), Record, RECORD);
  }

  record(id) {
    return this.records.item(id);
  }

  zoneFile(options) {
    return ask(this, 'dns/zonesZonefileGet', [], options);
  }

  importZoneFile(request, options) {
    return ask(this, 'dns/zonesZonefilePut', [], { ...options, body: request }).then(listed);
  }

  dnssecKeys(options) {
    return ask(this, 'dns/zonesKeysGet', [], options);
  }

  createDnssecKeys(request, options) {
    return change(this, 'dns/zonesKeysPost', [], { ...options, body: document(request) });
  }

  deleteDnssecKeys(options) {
    return change(this, 'dns/zonesKeysDelete', [], options);
  }
}

class Record extends Item {}

class SecondaryZone extends Item {
  records(options) {
    return listing(this, 'dns/secondaryzonesRecordsGet', [], options);
  }

  transfers(options) {
    return ask(this, 'dns/secondaryzonesAxfrGet', [], options).then(listed);
  }

  startTransfer(options) {
    return change(this, 'dns/secondaryzonesAxfrPut', [], options);
  }
}

class ReverseRecord extends Item {}

class DocumentCollection extends Item {
  get documents() {
    return new Collection(Service.place(this).below('documents'), StoredDocument);
  }

  document(id) {
    return this.documents.item(id);
  }

  query(request, options) {
    return ask(this, 'document-collections/collectionsQueryPost', [], { ...options, body: request });
  }

  addDocuments(request, options) {
    return ask(this, 'document-collections/collectionsDocumentsPut', [], { ...options, body: request }).then(listed);
  }

  clear(options) {
    return change(this, 'document-collections/collectionsDocumentsDelete', [], options);
  }
}

class StoredDocument extends Item {
  chunks(options) {
    return ask(this, 'document-collections/collectionsDocumentsChunksGet', [], options).then(listed);
  }
}

class HostingZoneItem extends extras.HostingZoneExtras {
  patch(request, options) {
    return ask(this, 'hosting-dns/patchZone', [], { ...options, body: request });
  }

  replace(request, options) {
    return ask(this, 'hosting-dns/updateZone', [], { ...options, body: request });
  }

  createRecords(request, options) {
    return ask(this, 'hosting-dns/createRecords', [], { ...options, body: request }).then(listed);
  }

  getRecord(recordId, options) {
    return ask(this, 'hosting-dns/getRecord', [recordId], options);
  }

  replaceRecord(recordId, request, options) {
    return ask(this, 'hosting-dns/updateRecord', [recordId], { ...options, body: request });
  }
}

class Pipeline extends extras.PipelineExtras {}

class CentralLogging extends Item {}

class Registry extends Item {
  get repositories() {
    return new Collection(Service.place(this).below('repositories'), Repository);
  }

  repository(id) {
    return this.repositories.item(id);
  }

  get tokens() {
    return new Collection(Service.place(this).below('tokens'), RegistryToken, REGISTRY_TOKEN);
  }

  token(id) {
    return this.tokens.item(id);
  }

  artifacts(options) {
    return listing(this, 'container-registry/registriesArtifactsGet', [], options);
  }
}

class Repository extends Item {
  get artifacts() {
    return new Collection(Service.place(this).below('artifacts'), Artifact, ARTIFACT);
  }

  artifact(id) {
    return this.artifacts.item(id);
  }
}

class Artifact extends Item {
  vulnerabilities(options) {
    return listing(this, 'container-registry/registriesRepositoriesArtifactsVulnerabilitiesGet', [], options);
  }
}

class RegistryToken extends Item {}

class Certificate extends Item {}

class AutoCertificate extends Item {}

class CertificateProvider extends Item {}

class AccessKey extends extras.AccessKeyExtras {
  renew(options) {
    return ask(this, 'object-storage/accesskeysRenew', [], options);
  }
}

class Cloud extends extras.CloudExtras {
  get datacenters() {
    return new Collection(Service.place(this).below('datacenters'), Datacenter);
  }

  datacenter(id) {
    return this.datacenters.item(id);
  }

  get ipBlocks() {
    return new Collection(Service.place(this).below('ipblocks'), IpBlock);
  }

  ipBlock(id) {
    return this.ipBlocks.item(id);
  }

  get targetGroups() {
    return new Collection(Service.place(this).below('targetgroups'), TargetGroup);
  }

  targetGroup(id) {
    return this.targetGroups.item(id);
  }

  get crossConnects() {
    return new Collection(Service.place(this).below('pccs'), CrossConnect);
  }

  crossConnect(id) {
    return this.crossConnects.item(id);
  }

  get snapshots() {
    return new Collection(Service.place(this).below('snapshots'), Snapshot);
  }

  snapshot(id) {
    return this.snapshots.item(id);
  }

  get images() {
    return new Collection(Service.place(this).below('images'), Image);
  }

  image(id) {
    return this.images.item(id);
  }

  get labels() {
    return new Collection(Service.place(this).below('labels'), Item, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }

  get requests() {
    return new Collection(Service.place(this).below('requests'), Request);
  }

  request(id) {
    return this.requests.item(id);
  }

  get k8sClusters() {
    return new Collection(Service.place(this).below('k8s'), KubernetesCluster);
  }

  k8sCluster(id) {
    return this.k8sClusters.item(id);
  }

  get users() {
    return new Collection(Service.place(this).below('um/users'), User, USER);
  }

  user(id) {
    return this.users.item(id);
  }

  get groups() {
    return new Collection(Service.place(this).below('um/groups'), Group);
  }

  group(id) {
    return this.groups.item(id);
  }

  get templates() {
    return new Collection(Service.place(this).below('templates'), Template);
  }

  template(id) {
    return this.templates.item(id);
  }

  get backupUnits() {
    return new Collection(Service.place(this).below('backupunits'), BackupUnit);
  }

  backupUnit(id) {
    return this.backupUnits.item(id);
  }

  k8sVersions(options) {
    return ask(this, 'cloud/k8sVersionsGet', [], options).then(listed);
  }

  k8sDefaultVersion(options) {
    return ask(this, 'cloud/k8sVersionsDefaultGet', [], options);
  }

  resources(options) {
    return listing(this, 'cloud/umResourcesGet', [], options);
  }

  apiInfo(options) {
    return ask(this, 'cloud/apiInfoGet', [], options);
  }
}

class Dns extends extras.DnsExtras {
  get zones() {
    return new Collection(Service.place(this).below('zones'), Zone, ZONE);
  }

  zone(id) {
    return this.zones.item(id);
  }

  get secondaryZones() {
    return new Collection(Service.place(this).below('secondaryzones'), SecondaryZone, SECONDARY_ZONE);
  }

  secondaryZone(id) {
    return this.secondaryZones.item(id);
  }

  get reverseRecords() {
    return new Collection(Service.place(this).below('reverserecords'), ReverseRecord, REVERSE_RECORD);
  }

  reverseRecord(id) {
    return this.reverseRecords.item(id);
  }

  allRecords(options) {
    return listing(this, 'dns/recordsGet', [], options);
  }

  quota(options) {
    return ask(this, 'dns/quotaGet', [], options);
  }
}

class DocumentCollections extends Service {
  get collections() {
    return new Collection(Service.place(this).below('collections'), DocumentCollection);
  }

  collection(id) {
    return this.collections.item(id);
  }
}

class HostingDns extends Service {
  get zones() {
    return new Collection(Service.place(this).below('v1/zones'), HostingZoneItem, HOSTING_ZONE);
  }

  zone(id) {
    return this.zones.item(id);
  }

  createDynamicDns(request, options) {
    return ask(this, 'hosting-dns/activateDynDns', [], { ...options, body: request });
  }

  replaceDynamicDns(bulkId, request, options) {
    return ask(this, 'hosting-dns/updateDynDns', [bulkId], { ...options, body: request });
  }

  deleteDynamicDns(bulkId, options) {
    return ask(this, 'hosting-dns/deleteDynDns', [bulkId], options);
  }

  deleteAllDynamicDns(options) {
    return ask(this, 'hosting-dns/disableDynDns', [], options);
  }
}

class Logging extends Service {
  get pipelines() {
    return new Collection(Service.place(this).below('pipelines'), Pipeline, PIPELINE);
  }

  pipeline(id) {
    return this.pipelines.item(id);
  }

  get centralLoggings() {
    return new Collection(Service.place(this).below('central'), CentralLogging, CENTRAL_LOGGING);
  }

  centralLogging(id) {
    return this.centralLoggings.item(id);
  }
}

class ContainerRegistry extends extras.ContainerRegistryExtras {
  get registries() {
    return new Collection(Service.place(this).below('registries'), Registry);
  }

  registry(id) {
    return this.registries.item(id);
  }

  locations(options) {
    return listing(this, 'container-registry/locationsGet', [], options);
  }

  vulnerability(vulnerabilityId, options) {
    return ask(this, 'container-registry/vulnerabilitiesFindByID', [vulnerabilityId], options);
  }
}

class Certificates extends Service {
  get certificates() {
    return new Collection(Service.place(this).below('certificates'), Certificate, CERTIFICATE);
  }

  certificate(id) {
    return this.certificates.item(id);
  }

  get autoCertificates() {
    return new Collection(Service.place(this).below('auto-certificates'), AutoCertificate, AUTO_CERTIFICATE);
  }

  autoCertificate(id) {
    return this.autoCertificates.item(id);
  }

  get providers() {
    return new Collection(Service.place(this).below('providers'), CertificateProvider, CERTIFICATE_PROVIDER);
  }

  provider(id) {
    return this.providers.item(id);
  }
}

class Auth extends extras.AuthExtras {
  token(tokenId, options) {
    return ask(this, 'auth/tokensFindById', [tokenId], options);
  }
}

class ActivityLog extends extras.ActivityLogExtras {
  info(options) {
    return ask(this, 'activity-log/getInfo', [], options);
  }

  contracts(options) {
    return ask(this, 'activity-log/getAvailableContracts', [], options).then(listed);
  }
}

class ObjectStorage extends Service {
  get accessKeys() {
    return new Collection(Service.place(this).below('accesskeys'), AccessKey, ACCESS_KEY);
  }

  accessKey(id) {
    return this.accessKeys.item(id);
  }

  get regions() {
    return new Collection(Service.place(this).below('regions'), Item, STORAGE_REGION);
  }

  region(id) {
    return this.regions.item(id);
  }
}

class Services extends Cloud {
  get dns() {
    return new Dns(Service.place(this).service('dns'));
  }

  get documentCollections() {
    return new DocumentCollections(Service.place(this).service('document-collections'));
  }

  get hostingDns() {
    return new HostingDns(Service.place(this).service('hosting-dns'));
  }

  logging(region) {
    return new Logging(Service.place(this).service('logging', region));
  }

  get containerRegistry() {
    return new ContainerRegistry(Service.place(this).service('container-registry'));
  }

  get certificates() {
    return new Certificates(Service.place(this).service('certificates'));
  }

  get auth() {
    return new Auth(Service.place(this).service('auth'));
  }

  get activityLog() {
    return new ActivityLog(Service.place(this).service('activity-log'));
  }

  get objectStorage() {
    return new ObjectStorage(Service.place(this).service('object-storage'));
  }
}

module.exports = {
  AccessKey,
  ActivityLog,
  AlbRule,
  ApplicationLoadBalancer,
  Artifact,
  Auth,
  AutoCertificate,
  BackupUnit,
  CentralLogging,
  Certificate,
  CertificateProvider,
  Certificates,
  Cloud,
  ContainerRegistry,
  CrossConnect,
  Datacenter,
  Dns,
  DocumentCollection,
  DocumentCollections,
  FirewallRule,
  FlowLog,
  Group,
  GroupShare,
  HostingDns,
  HostingZoneItem,
  Image,
  IpBlock,
  KubernetesCluster,
  Label,
  Labels,
  Lan,
  LoadBalancer,
  Logging,
  NatGateway,
  NatRule,
  NetworkLoadBalancer,
  Nic,
  NlbRule,
  Node,
  NodePool,
  ObjectStorage,
  Pipeline,
  Record,
  Registry,
  RegistryToken,
  Repository,
  Request,
  ReverseRecord,
  S3Key,
  SecondaryZone,
  SecurityGroup,
  Server,
  Services,
  Snapshot,
  StoredDocument,
  TargetGroup,
  Template,
  User,
  Volume,
  Zone,
};
