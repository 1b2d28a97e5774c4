'use strict';

// The handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

const extras = require('./extras.js');
const { Collection, Item, Service, change } = require('./resource.js');

const LABEL = { named: 'key' };
const ZONE = { named: 'zoneName' };

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

class Label extends Item {}

class Labels extends extras.LabelsExtras {}

class Volume extends extras.VolumeExtras {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Lan extends Item {
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

class IpBlock extends Item {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Snapshot extends Item {
  get labels() {
    return new Labels(Service.place(this).below('labels'), Label, LABEL);
  }

  label(id) {
    return this.labels.item(id);
  }
}

class Image extends Item {}

class Request extends extras.RequestExtras {}

class Zone extends Item {
  get records() {
    return new Collection(Service.place(this).below('records'), Record);
  }

  record(id) {
    return this.records.item(id);
  }
}

class Record extends Item {}

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
}

class Dns extends Service {
  get zones() {
    return new Collection(Service.place(this).below('zones'), Zone, ZONE);
  }

  zone(id) {
    return this.zones.item(id);
  }

  get allRecords() {
    return new Collection(Service.place(this).below('records'));
  }

  anyRecord(id) {
    return this.allRecords.item(id);
  }
}

class AiOperations extends Service {}

class Services extends Cloud {
  get dns() {
    return new Dns(Service.place(this).service('dns'));
  }
}

module.exports = {
  AiOperations,
  Cloud,
  Datacenter,
  Dns,
  FirewallRule,
  FlowLog,
  Image,
  IpBlock,
  Label,
  Labels,
  Lan,
  NatGateway,
  NatRule,
  Nic,
  Record,
  Request,
  SecurityGroup,
  Server,
  Services,
  Snapshot,
  Volume,
  Zone,
};
