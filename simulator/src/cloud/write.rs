//! Writes. A draft collects changes; they become final together, with one request, or not at all.

use serde_json::{Map, Value};

use super::catalogue;
use super::kinds::{self, Entity, Kind, Source, Updates, Verbs};
use super::problem::Problem;
use super::requests::Request;
use super::schema;
use super::store::{Cloud, Doc, Effect, datacenter, last, parent};
use crate::clock::{Clock, Micros};
use crate::exchange::Call;

/// Changes that are being made by one call.
pub(crate) struct Draft<'a> {
    pub(crate) cloud: &'a mut Cloud,
    pub(crate) now: Micros,
    touched: Vec<String>,
    effects: Vec<Effect>,
    targets: Vec<String>,
    seconds: f64,
    /// Why the request is going to fail although it was accepted.
    failure: Option<String>,
    /// The storage of the template of the server that is being made, when it has one.
    template_storage: Option<i64>,
}

impl<'a> Draft<'a> {
    pub(crate) fn new(cloud: &'a mut Cloud, now: Micros) -> Self {
        Self {
            cloud,
            now,
            touched: Vec::new(),
            effects: Vec::new(),
            targets: Vec::new(),
            seconds: 0.0,
            failure: None,
            template_storage: None,
        }
    }

    /// A path for a new resource: LANs are numbered, all else has random ids.
    pub(crate) fn new_path(&mut self, collection: &str, kind: &Kind) -> String {
        if kind.plural() == "lans" {
            let used = self.cloud.children(collection);
            let largest = used.iter().filter_map(|path| last(path).parse::<u32>().ok()).max();
            return format!("{collection}/{}", largest.unwrap_or_default() + 1);
        }
        format!("{collection}/{}", self.cloud.dice.id())
    }

    /// Work of this length is part of the call; the longest part decides.
    fn takes(&mut self, seconds: f64) {
        let seconds = self.cloud.dice.duration(seconds);
        self.seconds = self.seconds.max(seconds);
    }

    /// The document at a path, when it can be worked with.
    pub(crate) fn live(&self, path: &str) -> Result<&Doc, Problem> {
        let mut above = path;
        while !above.is_empty() {
            let doc = self.cloud.get(above).ok_or_else(Problem::not_found)?;
            if doc.deleting {
                let kind = kinds::of(above).map_or("resource", |kind| kind.singular);
                return Err(Problem::refused(format!(
                    "Operation cannot be executed since this {kind} is already marked for deletion: {}.",
                    last(above)
                )));
            }
            above = parent(above);
        }
        self.cloud.get(path).ok_or_else(Problem::not_found)
    }

    pub(crate) fn write(&mut self, path: &str, mut doc: Doc) {
        doc.modified = self.now;
        doc.by = [doc.by[0], self.cloud.actor.person];
        self.cloud.put(path, doc);
        self.touched.push(path.to_owned());
    }

    /// Makes one resource, without anything inside it.
    pub(crate) fn insert(
        &mut self,
        kind: &'static Kind,
        path: &str,
        properties: &Map<String, Value>,
    ) -> Result<(), Problem> {
        if let Some(privilege) = kind.privilege {
            self.cloud.demand(privilege)?;
        }
        let (shown, hidden) = schema::create(kind.fields, properties)?;
        let mut doc = self.cloud.fresh(self.now);
        doc.properties = shown.into();
        doc.hidden = hidden.into();
        (kind.check)(self, path, None, &mut doc)?;
        self.write(path, doc);
        self.targets.push(path.to_owned());
        self.takes(kind.seconds);
        if kind.plural() == "servers" {
            self.effects.push(Effect::Set {
                path: path.to_owned(),
                property: "vmState".to_owned(),
                value: Value::from("RUNNING"),
            });
        }
        Ok(())
    }

    /// Makes a resource with everything that its body has inside.
    pub(crate) fn create(
        &mut self,
        kind: &'static Kind,
        collection: &str,
        body: &Map<String, Value>,
    ) -> Result<String, Problem> {
        if kind.verbs != Verbs::All {
            return Err(Problem::new(405, "405", "Resources of this kind are not made by POST."));
        }
        if let Some((owner, _)) = collection.rsplit_once('/') {
            self.live(owner)?;
        }
        let properties = properties_of(body)?;
        let path = self.new_path(collection, kind);
        self.insert(kind, &path, properties)?;
        let template = properties.get("templateUuid").and_then(Value::as_str);
        if let Some(template) = template.filter(|_| kind.singular == "server") {
            return self.fill_templated(kind, path, template, body);
        }
        if let Some(volume) =
            properties.get("bootVolume").and_then(|volume| volume.get("id")).and_then(Value::as_str)
        {
            let root = datacenter(&path).unwrap_or_default().to_owned();
            self.attach(&path, &format!("{root}/volumes/{volume}"))?;
        }
        let drive = properties.get("bootCdrom").and_then(|image| image.get("id")).and_then(Value::as_str);
        if let (Some(image), Some(drives)) = (drive, kind.entity("cdroms")) {
            self.link(&path, drives, image)?;
        }
        self.fill(kind, &path, body)?;
        Ok(path)
    }

    /// Makes what is inside a CUBE or GPU server: its one directly attached volume comes with it.
    fn fill_templated(
        &mut self,
        kind: &'static Kind,
        path: String,
        template: &str,
        body: &Map<String, Value>,
    ) -> Result<String, Problem> {
        let template = self.cloud.get(&format!("templates/{template}")).ok_or_else(Problem::not_found)?;
        let gpus = template.properties.get("gpus").and_then(Value::as_array).cloned().unwrap_or_default();
        self.template_storage = template.int("storageSize");
        let volumes = body.get("entities").and_then(|entities| entities.pointer("/volumes/items"));
        let is_direct = |volume: &&Value| volume.pointer("/properties/type") == Some(&Value::from("DAS"));
        if volumes.and_then(Value::as_array).into_iter().flatten().filter(is_direct).count() != 1 {
            return Err(Problem::invalid(
                "CUBE and GPU servers are made with exactly one volume of type DAS.",
            ));
        }
        self.fill(kind, &path, body)?;
        self.template_storage = None;
        for card in gpus {
            let text = |name: &str| card.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            for _ in 0..card.get("count").and_then(Value::as_u64).unwrap_or_default() {
                let mut doc = self.cloud.fresh(self.now);
                doc.set("name", format!("{} {}", text("vendor"), text("model")));
                for name in ["vendor", "model", "type"] {
                    doc.set(name, text(name));
                }
                let gpu = format!("{path}/gpus/{}", self.cloud.dice.id());
                self.write(&gpu, doc);
            }
        }
        Ok(path)
    }

    /// Whether a CUBE or GPU server is being made, whose volume may be directly attached.
    pub(crate) fn is_inside_templated_server(&self) -> bool {
        self.template_storage.is_some()
    }

    /// Makes what the `entities` of a body ask for.
    fn fill(&mut self, kind: &'static Kind, path: &str, body: &Map<String, Value>) -> Result<(), Problem> {
        let Some(Value::Object(entities)) = body.get("entities") else { return Ok(()) };
        if let Some(name) = entities.keys().find(|name| kind.entity(name).is_none()) {
            return Err(Problem::invalid(format!("[(root).entities.{name}] The attribute is not known.")));
        }
        for entity in kind.entities {
            let items =
                entities.get(entity.name).and_then(|entity| entity.get("items")).and_then(Value::as_array);
            for (number, item) in items.into_iter().flatten().enumerate() {
                let place = format!("entities.{}.items.[{number}]", entity.name);
                self.fill_one(kind, path, *entity, item).map_err(|problem| problem.inside(&place))?;
            }
        }
        Ok(())
    }

    /// Makes one item of a collection inside a new resource, or puts what exists there.
    fn fill_one(
        &mut self,
        kind: &'static Kind,
        path: &str,
        entity: Entity,
        item: &Value,
    ) -> Result<(), Problem> {
        let item =
            item.as_object().ok_or_else(|| Problem::invalid("[(root)] The value must be an object."))?;
        match (entity.source, kind.child(entity.name)) {
            (Source::Children, Some(child)) => {
                self.create(child, &format!("{path}/{}", entity.name), item)?;
            }
            (Source::Attached, _) => {
                self.attach_or_create(path, item)?;
            }
            (Source::Drives | Source::Balanced, _) => {
                self.link(path, entity, id_of(item)?)?;
            }
            (Source::Groups, _) => {
                let id = id_of(item)?;
                self.group(path, id)?;
                let mut doc = self.live(path)?.clone();
                doc.links.entry("securitygroups").or_default().push(id.to_owned());
                self.write(path, doc);
            }
            _ => return Err(Problem::invalid("[(root)] The items cannot be given here.")),
        }
        Ok(())
    }

    /// Checks that a security group exists where the path lies.
    pub(crate) fn group(&self, path: &str, id: &str) -> Result<(), Problem> {
        let root = datacenter(path).unwrap_or_default();
        match self.cloud.get(&format!("{root}/securitygroups/{id}")) {
            Some(group) if !group.deleting => Ok(()),
            _ => Err(Problem::invalid(format!("There is no security group {id} in this data center."))),
        }
    }

    /// Replaces the security groups of a server or NIC.
    pub(crate) fn set_groups(&mut self, path: &str, body: &Map<String, Value>) -> Result<(), Problem> {
        let ids: Option<Vec<String>> = body
            .get("ids")
            .and_then(Value::as_array)
            .and_then(|ids| ids.iter().map(|id| id.as_str().map(ToOwned::to_owned)).collect());
        let Some(mut ids) = ids else {
            return Err(Problem::invalid("[(root).ids] The value must be a list of ids."));
        };
        let mut seen = Vec::new();
        ids.retain(|id| {
            !seen.contains(id) && {
                seen.push(id.clone());
                true
            }
        });
        if ids.len() > catalogue::GROUPS_PER_RESOURCE {
            return Err(Problem::refused("The resource is in more security groups than it may be."));
        }
        for id in &ids {
            self.group(path, id)?;
        }
        let mut doc = self.live(path)?.clone();
        doc.revision += 1;
        doc.links.insert("securitygroups", ids);
        self.write(path, doc);
        self.targets.push(path.to_owned());
        self.takes(4.0);
        Ok(())
    }

    /// Attaches the volume with the given id, or a new one.
    pub(crate) fn attach_or_create(
        &mut self,
        server: &str,
        item: &Map<String, Value>,
    ) -> Result<String, Problem> {
        let root = datacenter(server).unwrap_or_default().to_owned();
        let volume = if item.contains_key("properties") {
            let mut item = item.clone();
            // The template says how large the directly attached volume is.
            if let (Some(storage), Some(properties)) =
                (self.template_storage, item.get_mut("properties").and_then(Value::as_object_mut))
                && properties.get("type") == Some(&Value::from("DAS"))
            {
                properties.entry("size").or_insert_with(|| Value::from(storage));
            }
            self.create(&kinds::VOLUMES, &format!("{root}/volumes"), &item)?
        } else {
            format!("{root}/volumes/{}", id_of(item)?)
        };
        self.attach(server, &volume)?;
        Ok(volume)
    }

    fn attach(&mut self, server_path: &str, volume_path: &str) -> Result<(), Problem> {
        let mut server = self.live(server_path)?.clone();
        let mut volume = self
            .live(volume_path)
            .map_err(|_| {
                Problem::invalid(format!("There is no volume {} in this data center.", last(volume_path)))
            })?
            .clone();
        let id = last(volume_path).to_owned();
        match volume.text("bootServer") {
            Some(other) if other == last(server_path) => return Ok(()),
            Some(_) => {
                return Err(Problem::invalid(format!("The volume {id} is attached to another server.")));
            }
            None => {}
        }
        super::rules::has_room(self.cloud, server_path, &server)?;
        let attached = server.links.entry("volumes").or_default();
        attached.push(id.clone());
        let number = attached.len();
        if server.properties.get("bootVolume").is_none_or(Value::is_null) {
            server.set("bootVolume", serde_json::json!({ "id": id }));
        }
        server.revision += 1;
        volume.revision += 1;
        volume.set("bootServer", last(server_path));
        super::rules::boot_order(self.cloud, volume_path, &volume)?;
        if volume.text("bootOrder") == Some("PRIMARY") {
            server.set("bootVolume", serde_json::json!({ "id": id }));
        }
        if server.int("ram") < Some(catalogue::RAM_FOR_HOT_PLUG) {
            volume.set("ramHotPlug", false);
        }
        volume.set("deviceNumber", number);
        volume.set("pciSlot", number + 4);
        self.write(server_path, server);
        self.write(volume_path, volume);
        self.targets.push(server_path.to_owned());
        self.targets.push(volume_path.to_owned());
        self.takes(5.0);
        Ok(())
    }

    /// Makes as many nodes as a pool shall have.
    pub(crate) fn set_nodes(&mut self, pool: &str, doc: &Doc) -> Result<(), Problem> {
        let count = usize::try_from(doc.int("nodeCount").unwrap_or_default()).unwrap_or_default();
        let nodes = self.cloud.paths_in(&format!("{pool}/nodes"));
        let is_public = self.cloud.get(parent(pool)).is_some_and(|cluster| cluster.flag("public"));
        for surplus in nodes.iter().skip(count) {
            self.effects.push(Effect::Remove(surplus.clone()));
        }
        for number in nodes.len()..count {
            let mut node = self.cloud.fresh(self.now);
            let host = u8::try_from(number % 200 + 11).unwrap_or(11);
            node.set("name", format!("{}-{number}", doc.text("name").unwrap_or("node")));
            let own = doc.texts("publicIps").get(number).map(ToString::to_string);
            if is_public {
                node.set("publicIP", own.unwrap_or_else(|| format!("198.51.100.{host}")));
            }
            node.set("privateIP", format!("10.208.0.{host}"));
            node.set("k8sVersion", doc.text("k8sVersion"));
            let path = format!("{pool}/nodes/{}", self.cloud.dice.id());
            self.write(&path, node);
        }
        Ok(())
    }

    /// Replaces a node by a new one.
    pub(crate) fn replace_node(&mut self, path: &str) -> Result<(), Problem> {
        let node = self.live(path)?.clone();
        let pool = parent(path).to_owned();
        let mut fresh = self.cloud.fresh(self.now);
        fresh.properties = node.properties;
        let new = format!("{pool}/nodes/{}", self.cloud.dice.id());
        self.write(&new, fresh);
        self.effects.push(Effect::Remove(path.to_owned()));
        self.targets.push(path.to_owned());
        self.takes(kinds::NODES.seconds);
        Ok(())
    }

    /// Adds a user to a group; answers the user's path.
    pub(crate) fn join(&mut self, group: &str, id: &str) -> Result<String, Problem> {
        let user = format!("users/{id}");
        self.live(&user).map_err(|_| Problem::invalid(format!("[(root).id] There is no user {id}.")))?;
        let mut doc = self.live(group)?.clone();
        let users = doc.links.entry("users").or_default();
        if !users.iter().any(|other| other == id) {
            users.push(id.to_owned());
            doc.revision += 1;
            self.write(group, doc);
        }
        self.targets.push(group.to_owned());
        Ok(user)
    }

    /// Shares a resource with a group; answers the path of the share.
    pub(crate) fn share(
        &mut self,
        group: &str,
        id: &str,
        body: &Map<String, Value>,
        is_put: bool,
    ) -> Result<String, Problem> {
        if is_put {
            let path = format!("{group}/shares/{id}");
            self.change(&kinds::SHARES, &path, properties_of(body)?, true)?;
            return Ok(path);
        }
        if super::rules::shareable(self.cloud, id).is_none() {
            return Err(Problem::invalid(format!("There is no resource {id} that can be shared.")));
        }
        let path = format!("{group}/shares/{id}");
        if self.cloud.get(&path).is_some() {
            return Err(Problem::new(409, "409", format!("The resource {id} is shared already.")));
        }
        self.insert(&kinds::SHARES, &path, properties_of(body)?)?;
        Ok(path)
    }

    /// Puts a CD-ROM into a server, or a NIC behind a classic load balancer; answers its path.
    pub(crate) fn link(&mut self, owner: &str, entity: Entity, id: &str) -> Result<String, Problem> {
        let root = datacenter(owner).unwrap_or_default();
        let path = match entity.source {
            Source::Drives => Some(format!("images/{id}")).filter(|path| {
                self.cloud.get(path).is_some_and(|image| image.text("imageType") == Some("CDROM"))
            }),
            _ => self.cloud.nic(root, id),
        };
        let path =
            path.ok_or_else(|| Problem::invalid(format!("[(root).id] There is no such resource {id}.")))?;
        if entity.source == Source::Drives {
            self.drive_is_here(owner, &path);
        }
        let mut doc = self.live(owner)?.clone();
        let linked = doc.links.entry(entity.name).or_default();
        if !linked.iter().any(|other| other == id) {
            if entity.source == Source::Drives && linked.len() >= 2 {
                return Err(Problem::refused("A server has at most two CD-ROM drives."));
            }
            linked.push(id.to_owned());
            doc.revision += 1;
            self.write(owner, doc);
        }
        self.targets.push(owner.to_owned());
        self.takes(5.0);
        Ok(path)
    }

    /// The cloud accepts a CD-ROM of another location, and fails only when it puts it in.
    fn drive_is_here(&mut self, server: &str, image: &str) {
        let place =
            |path: &str| self.cloud.get(path).and_then(|doc| doc.text("location")).unwrap_or_default();
        let (here, there) = (place(datacenter(server).unwrap_or_default()), place(image));
        if catalogue::metro(here) != catalogue::metro(there) {
            self.failure = Some(format!(
                "[VDC-5-622] Image {} is from location {there} but Virtual Data Center is from another location {here}",
                last(image)
            ));
        }
    }

    /// Takes it out again.
    pub(crate) fn unlink(&mut self, owner: &str, entity: Entity, id: &str) -> Result<(), Problem> {
        let mut doc = self.live(owner)?.clone();
        doc.links.entry(entity.name).or_default().retain(|other| other != id);
        if doc.properties.get("bootCdrom").and_then(|image| image.get("id")) == Some(&Value::from(id)) {
            doc.set("bootCdrom", Value::Null);
        }
        doc.revision += 1;
        self.write(owner, doc);
        self.targets.push(owner.to_owned());
        self.takes(5.0);
        Ok(())
    }

    pub(crate) fn detach(&mut self, server_path: &str, volume_path: &str) -> Result<(), Problem> {
        let mut server = self.live(server_path)?.clone();
        let mut volume = self.live(volume_path)?.clone();
        super::rules::not_direct(self.cloud, volume_path)?;
        let id = last(volume_path);
        server.links.entry("volumes").or_default().retain(|other| other != id);
        if server.properties.get("bootVolume").and_then(|volume| volume.get("id")) == Some(&Value::from(id)) {
            server.set("bootVolume", Value::Null);
        }
        for property in ["bootServer", "deviceNumber", "pciSlot"] {
            volume.set(property, Value::Null);
        }
        server.revision += 1;
        volume.revision += 1;
        self.write(server_path, server);
        self.write(volume_path, volume);
        self.targets.push(server_path.to_owned());
        self.takes(5.0);
        Ok(())
    }

    /// PATCH and PUT.
    pub(crate) fn change(
        &mut self,
        kind: &'static Kind,
        path: &str,
        properties: &Map<String, Value>,
        is_put: bool,
    ) -> Result<(), Problem> {
        if kind.verbs == Verbs::ReadOnly {
            return Err(Problem::new(403, "403", "The resource belongs to the provider."));
        }
        let is_known = match kind.updates {
            Updates::Both => true,
            Updates::Put => is_put,
            Updates::Patch => !is_put,
            Updates::Never => false,
        };
        if !is_known {
            return Err(Problem::new(405, "405", "The path does not know this method."));
        }
        let before = self.live(path)?.clone();
        let (shown, flags) = schema::update(kind.fields, &before.properties.to_map(), properties, is_put)?;
        let mut doc = before.clone();
        doc.properties = shown.into();
        doc.revision += 1;
        flags
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .for_each(|(name, value)| doc.hidden.insert(name, value));
        (kind.check)(self, path, Some(&before), &mut doc)?;
        self.write(path, doc);
        self.targets.push(path.to_owned());
        self.takes(kind.seconds.min(10.0));
        Ok(())
    }

    pub(crate) fn delete(
        &mut self,
        kind: &'static Kind,
        path: &str,
        with_volumes: bool,
    ) -> Result<(), Problem> {
        if kind.verbs == Verbs::ReadOnly {
            return Err(Problem::new(403, "403", "The resource belongs to the provider."));
        }
        let doc = self.cloud.get(path).ok_or_else(Problem::not_found)?.clone();
        self.targets.push(path.to_owned());
        self.takes(kind.seconds.min(10.0));
        if doc.deleting {
            return Ok(());
        }
        let root = datacenter(path).unwrap_or_default();
        let attached = doc.linked("volumes").iter().map(|id| format!("{root}/volumes/{id}"));
        let is_direct =
            |path: &String| self.cloud.get(path).is_some_and(|volume| volume.text("type") == Some("DAS"));
        let volumes: Vec<String> = attached.filter(|path| with_volumes || is_direct(path)).collect();
        (kind.guard)(self.cloud, path)?;
        for path in volumes.iter().map(String::as_str).chain([path]) {
            if let Some(mut doc) = self.cloud.get(path).cloned() {
                doc.deleting = true;
                self.write(path, doc);
            }
            self.effects.push(Effect::Remove(path.to_owned()));
        }
        self.forget(kind, path)
    }

    /// Takes away with a resource what groups know of it: its shares, or its membership.
    fn forget(&mut self, kind: &'static Kind, path: &str) -> Result<(), Problem> {
        let id = last(path);
        for group in self.cloud.paths_in("groups") {
            if kind.singular == "user" {
                let mut doc = self.cloud.get(&group).ok_or_else(Problem::not_found)?.clone();
                if doc.linked("users").iter().any(|member| member == id) {
                    doc.links.entry("users").or_default().retain(|member| member != id);
                    self.write(&group, doc);
                }
            } else if kind.path.len() == 1 && self.cloud.get(&format!("{group}/shares/{id}")).is_some() {
                self.effects.push(Effect::Remove(format!("{group}/shares/{id}")));
            }
        }
        Ok(())
    }

    /// The power of a server: `start`, `stop` and `reboot`, or `suspend` and `resume` for CUBE and GPU servers.
    pub(crate) fn power(&mut self, path: &str, action: &str) -> Result<(), Problem> {
        let mut doc = self.live(path)?.clone();
        let is_templated = super::rules::is_templated(&doc);
        let state = match (action, is_templated) {
            ("suspend", true) => "SUSPENDED",
            ("resume", true) => "RUNNING",
            ("start" | "reboot", false) => "RUNNING",
            ("stop", false) => "SHUTOFF",
            ("reboot", true) => "RUNNING",
            ("upgrade", _) => doc.text("vmState").unwrap_or("RUNNING"),
            (_, true) => return Err(Problem::invalid("CUBE and GPU servers are suspended and resumed.")),
            _ => return Err(Problem::invalid("Only CUBE and GPU servers can be suspended and resumed.")),
        }
        .to_owned();
        if action == "reboot" && doc.text("vmState") == Some("SHUTOFF") {
            return Err(Problem::invalid("The server is not running."));
        }
        doc.revision += 1;
        self.write(path, doc);
        for nic in self.cloud.paths_in(&format!("{path}/nics")) {
            if let Some(value) = super::rules::addresses_after(self.cloud, &nic, &state)? {
                self.touched.push(nic.clone());
                self.effects.push(Effect::Set { path: nic, property: "ips".to_owned(), value });
            }
        }
        self.effects.push(Effect::Set {
            path: path.to_owned(),
            property: "vmState".to_owned(),
            value: Value::from(state),
        });
        self.targets.push(path.to_owned());
        self.takes(10.0);
        Ok(())
    }

    /// Makes a snapshot of a volume.
    pub(crate) fn snapshot(
        &mut self,
        volume_path: &str,
        body: &Map<String, Value>,
    ) -> Result<String, Problem> {
        let volume = self.live(volume_path)?.clone();
        let empty = Map::new();
        let properties = match body.get("properties") {
            Some(Value::Object(properties)) => properties,
            _ => &empty,
        };
        const TAKEN: [&str; 5] =
            ["name", "description", "secAuthProtection", "licenceType", "applicationType"];
        if let Some(name) = properties.keys().find(|name| !TAKEN.contains(&name.as_str())) {
            return Err(Problem::property(name, "Attribute is not allowed in create requests"));
        }
        let path = self.new_path("snapshots", &kinds::SNAPSHOTS);
        self.insert(&kinds::SNAPSHOTS, &path, properties)?;
        let mut snapshot = self.live(&path)?.clone();
        let root = datacenter(volume_path).unwrap_or_default();
        let location =
            self.cloud.get(root).and_then(|root| root.text("location")).unwrap_or_default().to_owned();
        snapshot.set("location", location);
        snapshot.set("size", volume.int("size"));
        if snapshot.text("licenceType").is_none() {
            snapshot.set("licenceType", volume.text("licenceType"));
        }
        self.write(&path, snapshot);
        self.touched.push(volume_path.to_owned());
        Ok(path)
    }

    /// Puts the content of a snapshot back on a volume.
    pub(crate) fn restore(&mut self, volume_path: &str, body: &Map<String, Value>) -> Result<(), Problem> {
        let volume = self.live(volume_path)?;
        let id = body
            .get("properties")
            .and_then(|properties| properties.get("snapshotId"))
            .and_then(Value::as_str)
            .ok_or_else(|| Problem::property("snapshotId", "The attribute is required."))?;
        let snapshot = self
            .cloud
            .get(&format!("snapshots/{id}"))
            .filter(|snapshot| !snapshot.deleting)
            .ok_or_else(|| Problem::property("snapshotId", "There is no such snapshot."))?;
        let root = datacenter(volume_path).unwrap_or_default();
        let here = self.cloud.get(root).and_then(|root| root.text("location")).unwrap_or_default();
        if catalogue::metro(here) != catalogue::metro(snapshot.text("location").unwrap_or_default()) {
            return Err(Problem::property("snapshotId", "The snapshot is in another location."));
        }
        if snapshot.int("size") > volume.int("size") {
            return Err(Problem::property("snapshotId", "The snapshot is larger than the volume."));
        }
        let mut doc = volume.clone();
        doc.revision += 1;
        self.write(volume_path, doc);
        self.targets.push(volume_path.to_owned());
        self.takes(30.0);
        Ok(())
    }

    /// Why the request is going to fail, when it is.
    pub(crate) fn fails(&self, call: &Call) -> Option<String> {
        call.fail.clone().or_else(|| self.failure.clone())
    }

    /// Makes the changes final and gives them their place in the queue; answers the id of the request.
    pub(crate) fn commit(self, call: &Call, clock: &Clock) -> String {
        let failure = self.fails(call);
        let Self { cloud, now, touched, effects, mut targets, seconds, .. } = self;
        targets.dedup();
        let queue = touched.iter().chain(&targets).find_map(|path| datacenter(path)).map(ToOwned::to_owned);
        let waits_for = match &queue {
            Some(queue) => cloud.queue_end(queue),
            None => targets
                .iter()
                .filter_map(|path| cloud.get(path))
                .map(|doc| doc.busy_until)
                .max()
                .unwrap_or_default(),
        };
        let start = now.max(waits_for);
        let end = start.saturating_add(clock.scaled(seconds));
        if failure.is_some() {
            cloud.roll_back();
        } else {
            cloud.keep();
            for path in &touched {
                if let Some(doc) = cloud.get_mut(path) {
                    doc.busy_until = doc.busy_until.max(end);
                }
            }
            for effect in effects {
                cloud.schedule(end, effect);
            }
            let person = cloud.actor.person;
            let datacenter = queue.as_deref().and_then(|queue| cloud.get_mut(queue));
            if let Some(datacenter) = datacenter {
                let version = datacenter.int("version").unwrap_or_default();
                if datacenter.created != now || datacenter.revision > 1 {
                    datacenter.set("version", version + 1);
                    datacenter.revision += 1;
                    datacenter.modified = now;
                    datacenter.by = [datacenter.by[0], person];
                }
            }
        }
        if let Some(queue) = queue.filter(|queue| cloud.get(queue).is_some()) {
            cloud.extend_queue(&queue, end);
        }
        let id = cloud.dice.id();
        let query: String = call.query.iter().map(|(key, value)| format!("&{key}={value}")).collect();
        let url = match query.strip_prefix('&') {
            Some(query) => format!("{}?{query}", call.path),
            None => call.path.clone(),
        };
        let headers = ["content-type", "user-agent", "x-contract-number"]
            .into_iter()
            .filter_map(|name| Some((name.to_owned(), Value::from(call.header(name)?))))
            .collect();
        cloud.requests.push(Request {
            id: id.clone(),
            method: call.method.to_string(),
            url,
            body: String::from_utf8_lossy(&call.body).into_owned(),
            headers,
            created: now,
            start,
            end,
            failure,
            by: cloud.actor.person,
            targets,
        });
        id
    }
}

/// The `properties` of a body.
pub(crate) fn properties_of(body: &Map<String, Value>) -> Result<&Map<String, Value>, Problem> {
    const KNOWN: [&str; 6] = ["id", "type", "href", "metadata", "properties", "entities"];
    if let Some(name) = body.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        return Err(Problem::invalid(format!("[(root).{name}] The attribute is not known.")));
    }
    match body.get("properties") {
        Some(Value::Object(properties)) => Ok(properties),
        _ => Err(Problem::invalid("[(root).properties] The attribute is required.")),
    }
}

fn id_of(item: &Map<String, Value>) -> Result<&str, Problem> {
    item.get("id")
        .and_then(Value::as_str)
        .ok_or_else(|| Problem::invalid("[(root).id] The attribute is required."))
}
