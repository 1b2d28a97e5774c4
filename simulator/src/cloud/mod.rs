//! The Cloud API, version 6.

pub(crate) mod catalogue;
mod index;
mod ipv6;
mod kinds;
mod labels;
mod privileges;
mod problem;
mod render;
mod requests;
mod rules;
pub(crate) mod schema;
mod small;
mod store;
mod users;
mod write;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Map, Value, json};

pub(crate) use catalogue::{CONTRACT, check_contract};
pub(crate) use privileges::PRIVILEGES;
pub(crate) use problem::Problem;
pub(crate) use requests::Request;
pub(crate) use store::{Cloud, Saved};

use self::kinds::{Entity, Kind, Source};
use self::render::View;
use self::write::{Draft, properties_of};
use crate::auth::Known;
use crate::clock::Micros;
use crate::exchange::{Call, Content, Reply};
use crate::state::{Shared, World};

/// Who has made everything.
pub(crate) const USER: &str = "owner@example.com";
pub(crate) const USER_ID: &str = "6a1b4c1e-0d3f-4f0a-8f55-0b5a1c9de001";

/// What a flow log writes to its bucket.
#[derive(Debug)]
pub(crate) struct FlowLog {
    pub(crate) name: String,
    /// The NIC, NAT gateway or load balancer.
    pub(crate) interface: String,
    /// `bucket` or `bucket/prefix`.
    pub(crate) bucket: String,
    pub(crate) since: Micros,
}

/// What a path below the root of the API stands for.
enum Target {
    Collection {
        kind: &'static Kind,
        path: String,
    },
    Item {
        kind: &'static Kind,
        path: String,
    },
    /// A collection of resources that live elsewhere, such as the volumes of a server.
    View {
        owner: String,
        entity: Entity,
    },
    ViewItem {
        owner: String,
        path: String,
        entity: Entity,
    },
    Labels {
        owner: String,
        key: Option<String>,
    },
    Action {
        owner: String,
        name: String,
    },
}

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros, known: Known) -> Reply {
    // The description of the API asks for no credentials here, and official packages send none.
    if known == Known::No && !(call.segments.is_empty() && call.method == Method::GET) {
        return Problem::new(401, "315", "Unauthorized: the token, or the user and password, are not valid.")
            .reply();
    }
    if call.method != Method::GET && call.body.windows(8).any(|word| word == b"\"bucket\"") {
        world.cloud.log_buckets = world.s3.log_buckets();
    }
    let root = format!("{}/cloudapi/v6", call.base);
    let reply = check_contract(call)
        .and_then(|()| privileges::check(&world.cloud, call))
        .and_then(|()| route(shared, &mut world.cloud, call, &root, now))
        .unwrap_or_else(|problem| problem.reply());
    world.cloud.roll_back();
    match reply.content {
        Content::Json(document) => Reply { content: render::encode(call, &document), ..reply },
        _ => reply,
    }
}

fn wrong_method() -> Problem {
    Problem::new(405, "405", "The path does not know this method.")
}

/// The JSON object in the body of a call.
fn body(call: &Call) -> Result<Map<String, Value>, Problem> {
    let kind = call.header("content-type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !call.body.is_empty() && !kind.eq_ignore_ascii_case("application/json") {
        return Err(Problem::new(415, "415", "The body must be application/json."));
    }
    crate::server::object(&call.body).map_err(|message| Problem::new(400, "106", message))
}

/// As [`body`], but no body is an empty object.
fn optional_body(call: &Call) -> Result<Map<String, Value>, Problem> {
    if call.body.is_empty() { Ok(Map::new()) } else { body(call) }
}

fn route(shared: &Shared, cloud: &mut Cloud, call: &Call, root: &str, now: Micros) -> Result<Reply, Problem> {
    let depth = render::depth(call)?;
    render::is_pretty(call)?;
    let parts = call.parts();
    let is_get = call.method == Method::GET;
    match parts.as_slice() {
        [] | ["locations" | "contracts" | "requests", ..] | ["labels"] | ["labels", _] if !is_get => {
            Err(wrong_method())
        }
        [] => Ok(Reply::json(200, json!({"href": root, "name": "CloudAPI", "version": "6.0"}))),
        ["locations", rest @ ..] => catalogue::locations(rest, root, depth),
        ["backupunits", id, "ssourl"] if is_get => catalogue::backup_sign_on(cloud, id),
        ["datacenters", _, "servers", id, "token"] if is_get => catalogue::console_token(cloud, &parts, id),
        ["datacenters", _, "servers", id, "remoteconsole"] if is_get => {
            catalogue::remote_console(cloud, &parts, id)
        }
        ["contracts"] => Ok(catalogue::contracts(cloud, root, depth)),
        ["requests"] => requests::list(cloud, call, root, depth, now),
        ["requests", id] => requests::get(cloud, id, root, depth, now),
        ["requests", id, "status"] => requests::status(cloud, id, root, now),
        ["labels"] => labels::all(cloud, call, None, root, depth),
        ["labels", urn] => labels::all(cloud, call, Some(urn), root, depth),
        ["k8s", "versions"] if is_get => Ok(Reply::json(200, json!(catalogue::KUBERNETES))),
        ["k8s", "versions", "default"] if is_get => Ok(Reply::json(200, json!(catalogue::KUBERNETES[0]))),
        ["k8s", id, "kubeconfig"] if is_get => catalogue::kubeconfig(cloud, id),
        ["um", "resources", rest @ ..] if is_get => users::resources(cloud, rest, root, depth, now),
        ["um", "users", id, "s3ssourl"] if is_get => users::sign_on(cloud, id),
        parts => {
            let parts = match parts {
                ["um", rest @ ..] => rest,
                ["users" | "groups", ..] => return Err(Problem::not_found()),
                parts => parts,
            };
            if let (Method::POST | Method::PUT, ["groups", _, "shares", id]) = (call.method.clone(), parts) {
                return users::share(shared, cloud, call, parts, id, (root, depth, now));
            }
            let target = resolve(cloud, parts)?;
            match target {
                Target::Labels { owner, key } => {
                    labels::handle(cloud, call, &owner, key.as_deref(), root, depth, now)
                }
                Target::Item { path, .. } if is_get && rules::is_late(cloud, &path, now, &shared.clock) => {
                    Err(Problem::not_found())
                }
                target if is_get => read(cloud, call, &target, root, depth, now),
                target => write(shared, cloud, call, &target, root, depth, now),
            }
        }
    }
}

/// Finds out what a path stands for; everything it goes through must exist.
fn resolve(cloud: &Cloud, parts: &[&str]) -> Result<Target, Problem> {
    let path = parts.join("/");
    let is_item = parts.len().is_multiple_of(2);
    if let Some(kind) = kinds::of(&path) {
        if is_item {
            let missing = || match kind.singular {
                // A quirk of the cloud.
                "s3key" if cloud.get(store::parent(&path)).is_some() => {
                    Problem::invalid("The key does not exist.")
                }
                _ => Problem::not_found(),
            };
            cloud.get(&path).ok_or_else(missing)?;
            return Ok(Target::Item { kind, path });
        }
        if let Some((owner, _)) = path.rsplit_once('/') {
            cloud.get(owner).ok_or_else(Problem::not_found)?;
        }
        return Ok(Target::Collection { kind, path });
    }
    let count = if is_item { 2 } else { 1 };
    let (owner, rest) = parts.split_at_checked(parts.len() - count).ok_or_else(Problem::not_found)?;
    let owner = owner.join("/");
    let kind = kinds::of(&owner).ok_or_else(Problem::not_found)?;
    cloud.get(&owner).ok_or_else(Problem::not_found)?;
    match rest {
        ["labels"] if kind.has_labels => Ok(Target::Labels { owner, key: None }),
        ["labels", key] if kind.has_labels => Ok(Target::Labels { owner, key: Some((*key).to_owned()) }),
        [name] => match (kind.entity(name), kind.singular, *name) {
            (Some(entity), ..) => Ok(Target::View { owner, entity }),
            (None, "server", "start" | "stop" | "reboot" | "suspend" | "resume" | "upgrade")
            | (None, "node", "replace")
            | (None, "volume", "create-snapshot" | "restore-snapshot") => {
                Ok(Target::Action { owner, name: (*name).to_owned() })
            }
            _ => Err(Problem::not_found()),
        },
        [name, id] => {
            let entity = kind.entity(name).ok_or_else(Problem::not_found)?;
            let view = View { cloud, root: "", now: 0 };
            let path = view.members(&owner, entity).into_iter().find(|path| store::last(path) == *id);
            let path = path.map(std::borrow::Cow::into_owned);
            Ok(Target::ViewItem { owner, path: path.ok_or_else(Problem::not_found)?, entity })
        }
        _ => Err(Problem::not_found()),
    }
}

fn read(
    cloud: &Cloud,
    call: &Call,
    target: &Target,
    root: &str,
    depth: u8,
    now: Micros,
) -> Result<Reply, Problem> {
    let view = View { cloud, root, now };
    match target {
        Target::Collection { kind, path } => {
            let list = view.list(call, path, cloud.visible_in(path), depth, kind.paging)?;
            Ok(Reply { content: list, ..Reply::empty(200) })
        }
        Target::View { owner, entity } if entity.source == Source::Shared => {
            Ok(Reply::json(200, view.entity(owner, *entity, depth)))
        }
        Target::View { owner, entity } => {
            let path = format!("{owner}/{}", entity.name);
            let is_whole = matches!(entity.source, Source::Linked | Source::GroupsOfUser | Source::Owned);
            let paging = (!is_whole).then_some((1000, 10_000));
            let members = view.members(owner, *entity);
            let members = members.iter().map(|path| &**path).collect();
            let list = view.list(call, &path, members, depth, paging)?;
            Ok(Reply { content: list, ..Reply::empty(200) })
        }
        Target::Item { path, .. } | Target::ViewItem { path, .. } => {
            let item = view.item(path, depth);
            let tag = item.pointer("/metadata/etag").and_then(Value::as_str).unwrap_or_default().to_owned();
            let reply = Reply::json(200, item);
            Ok(if call.param("depth").is_none() { reply.with("etag", tag) } else { reply })
        }
        Target::Labels { .. } | Target::Action { .. } => Err(wrong_method()),
    }
}

/// What a write answers with.
enum Answer {
    Nothing,
    Item { path: String, depth: u8 },
    List { owner: String, entity: Entity },
}

fn write(
    shared: &Shared,
    cloud: &mut Cloud,
    call: &Call,
    target: &Target,
    root: &str,
    depth: u8,
    now: Micros,
) -> Result<Reply, Problem> {
    let mut draft = Draft::new(cloud, now);
    let mut status = 202;
    let answer = match (call.method.clone(), target) {
        (Method::POST, Target::Collection { kind, path }) => {
            // A key for the object storage is asked for without a body.
            let body = if kind.singular == "s3key" && call.body.is_empty() {
                [("properties".to_owned(), json!({}))].into_iter().collect()
            } else {
                body(call)?
            };
            let depth = if body.contains_key("entities") { 10 } else { depth };
            if kind.path == ["datacenters", "securitygroups", "rules"] {
                status = 200;
            }
            Answer::Item { path: draft.create(kind, path, &body)?, depth }
        }
        (Method::PATCH, Target::Item { kind, path }) => {
            draft.change(kind, path, &body(call)?, false)?;
            Answer::Item { path: path.clone(), depth }
        }
        (Method::PUT, Target::Item { kind, path }) => {
            let body = body(call)?;
            draft.change(kind, path, properties_of(&body)?, true)?;
            Answer::Item { path: path.clone(), depth }
        }
        (Method::DELETE, Target::Item { kind, path }) => {
            let with_volumes = match (kind.singular, call.param("deleteVolumes")) {
                ("server", Some("true")) => true,
                (_, None | Some("true" | "false")) => false,
                _ => return Err(Problem::invalid("deleteVolumes must be true or false.")),
            };
            draft.delete(kind, path, with_volumes)?;
            Answer::Nothing
        }
        (Method::PUT, Target::View { owner, entity }) if entity.source == Source::Groups => {
            draft.set_groups(owner, &body(call)?)?;
            status = 200;
            Answer::List { owner: owner.clone(), entity: *entity }
        }
        (Method::POST, Target::View { owner, entity }) if entity.source == Source::Attached => {
            Answer::Item { path: draft.attach_or_create(owner, &body(call)?)?, depth }
        }
        (Method::DELETE, Target::ViewItem { owner, path, entity }) if entity.source == Source::Attached => {
            draft.detach(owner, path)?;
            Answer::Nothing
        }
        (Method::POST, Target::View { owner, entity }) if entity.source == Source::Linked => {
            let body = body(call)?;
            let id = body.get("id").and_then(Value::as_str).unwrap_or_default();
            Answer::Item { path: draft.join(owner, id)?, depth }
        }
        (Method::DELETE, Target::ViewItem { owner, path, entity }) if entity.source == Source::Linked => {
            draft.unlink(owner, *entity, store::last(path))?;
            Answer::Nothing
        }
        (Method::POST, Target::View { owner, entity })
            if matches!(entity.source, Source::Drives | Source::Balanced) =>
        {
            let body = body(call)?;
            let id = body.get("id").and_then(Value::as_str).unwrap_or_default();
            Answer::Item { path: draft.link(owner, *entity, id)?, depth }
        }
        (Method::DELETE, Target::ViewItem { owner, path, entity })
            if matches!(entity.source, Source::Drives | Source::Balanced) =>
        {
            draft.unlink(owner, *entity, store::last(path))?;
            Answer::Nothing
        }
        (Method::POST, Target::View { owner, entity }) if entity.source == Source::NicsOfLan => {
            let body = body(call)?;
            let id = body.get("id").and_then(Value::as_str).unwrap_or_default();
            let root = store::datacenter(owner).unwrap_or_default();
            let nic = draft
                .cloud
                .nic(root, id)
                .ok_or_else(|| Problem::invalid("[(root).id] There is no such NIC in this data center."))?;
            let lan = store::last(owner).parse::<i64>().unwrap_or_default();
            let change = [("lan".to_owned(), Value::from(lan))].into_iter().collect();
            draft.change(&kinds::NICS, &nic, &change, false)?;
            Answer::Item { path: nic, depth }
        }
        (Method::POST, Target::Action { owner, name }) => match name.as_str() {
            "create-snapshot" => Answer::Item { path: draft.snapshot(owner, &optional_body(call)?)?, depth },
            "replace" => {
                draft.replace_node(owner)?;
                Answer::Nothing
            }
            "restore-snapshot" => {
                draft.restore(owner, &body(call)?)?;
                Answer::Nothing
            }
            name => {
                draft.power(owner, name)?;
                Answer::Nothing
            }
        },
        _ => return Err(wrong_method()),
    };

    let is_managed = match target {
        Target::Collection { kind, .. } | Target::Item { kind, .. } => kind.life == kinds::Life::Managed,
        Target::Action { name, .. } => name == "replace",
        _ => false,
    };
    // A request that is going to fail leaves no trace, so what it answers is looked at before.
    let early = draft.fails(call).is_some().then(|| show(draft.cloud, &answer, root, now));
    let id = draft.commit(call, &shared.clock);
    let content = match early {
        Some(content) => content,
        None => show(cloud, &answer, root, now),
    };
    let location = format!("{root}/requests/{id}/status");
    let reply = Reply { status, headers: Vec::new(), content, request_id: Some(id) };
    Ok(if is_managed { reply } else { reply.with("location", location) })
}

fn show(cloud: &Cloud, answer: &Answer, root: &str, now: Micros) -> Content {
    let view = View { cloud, root, now };
    match answer {
        Answer::Nothing => Content::Empty,
        Answer::Item { path, depth } => Content::Json(view.item(path, *depth)),
        Answer::List { owner, entity } => Content::Json(view.entity(owner, *entity, 1)),
    }
}

/// A server as the guest stand-in sees it.
pub(crate) struct Guest {
    pub(crate) state: String,
    pub(crate) authorized_keys: Vec<String>,
    /// The user data of the boot volume, decoded.
    pub(crate) user_data: String,
}

impl Cloud {
    /// The reserved addresses of the contract.
    pub(crate) fn reserved(&self) -> Vec<std::net::IpAddr> {
        self.all(&kinds::IP_BLOCKS)
            .into_iter()
            .flat_map(|(_, block)| block.texts("ips").into_iter().filter_map(|ip| ip.parse().ok()))
            .collect()
    }

    /// The flow logs that are ready.
    pub(crate) fn flow_logs(&self, now: Micros) -> Vec<FlowLog> {
        self.below("datacenters")
            .filter(|(path, doc)| {
                store::collection_of(path) == "flowlogs" && !doc.deleting && doc.busy_until <= now
            })
            .map(|(path, doc)| FlowLog {
                name: doc.text("name").unwrap_or_default().to_owned(),
                interface: store::last(store::parent(path)).to_owned(),
                bucket: doc.text("bucket").unwrap_or_default().to_owned(),
                since: doc.created,
            })
            .collect()
    }

    pub(crate) fn is_administrator(&self, user: &str) -> bool {
        self.get(&format!("users/{user}")).is_some_and(|user| user.flag("administrator"))
    }

    /// The secret and the user of a key of the object storage that is active, like its user.
    pub(crate) fn s3_key(&self, id: &str) -> Option<(String, String)> {
        let (path, key) = self.all(&kinds::S3_KEYS).into_iter().find(|(path, _)| store::last(path) == id)?;
        let (path, user) = (store::parent(path), self.get(store::parent(path))?);
        let works = key.flag("active") && user.flag("active") && !key.deleting && !user.deleting;
        let secret = key.text("secretKey").filter(|_| works)?;
        Some((secret.to_owned(), store::last(path).to_owned()))
    }

    /// Looks into a server; `None` when there is none.
    pub(crate) fn guest(&self, server: &str) -> Option<Guest> {
        let (root, doc) = self
            .children("datacenters")
            .into_iter()
            .find_map(|root| Some((root, self.get(&format!("{root}/servers/{server}"))?)))?;
        let boot =
            doc.properties.get("bootVolume").and_then(|volume| volume.get("id")).and_then(Value::as_str);
        let boot = boot.and_then(|id| self.get(&format!("{root}/volumes/{id}")));
        let hidden = |name: &str| boot.and_then(|boot| boot.hidden.get(name));
        let keys = hidden("sshKeys").and_then(Value::as_array);
        let data = hidden("userData").and_then(Value::as_str).and_then(|data| STANDARD.decode(data).ok());
        let state = if doc.deleting { "SHUTDOWN" } else { doc.text("vmState").unwrap_or("NOSTATE") };
        Some(Guest {
            state: state.to_owned(),
            authorized_keys: keys
                .map(|keys| keys.iter().filter_map(Value::as_str).map(ToOwned::to_owned).collect())
                .unwrap_or_default(),
            user_data: data.map(|data| String::from_utf8_lossy(&data).into_owned()).unwrap_or_default(),
        })
    }
}
