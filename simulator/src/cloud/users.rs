//! User management: what is below `/um` and no plain resource.

use http::Method;
use serde_json::{Value, json};

use super::problem::Problem;
use super::render::{View, collection};
use super::rules::SHAREABLE;
use super::store::{Cloud, last};
use super::write::Draft;
use crate::clock::Micros;
use crate::exchange::{Call, Content, Reply, put};
use crate::state::Shared;

/// `/um/resources`, `/um/resources/{type}` and `/um/resources/{type}/{id}`: what groups can share.
pub(crate) fn resources(
    cloud: &Cloud,
    parts: &[&str],
    root: &str,
    depth: u8,
    now: Micros,
) -> Result<Reply, Problem> {
    let view = View { cloud, root, now };
    let kinds_asked = |word: Option<&str>| -> Vec<String> {
        SHAREABLE
            .iter()
            .filter(|(_, name)| word.is_none_or(|word| word == *name))
            .flat_map(|(name, _)| cloud.paths_in(name))
            .filter(|path| cloud.sees(path))
            .collect()
    };
    let item = |path: &String, depth: u8| {
        let mut item = view.shared(path, depth);
        let word = SHAREABLE.iter().find(|(name, _)| path.starts_with(&format!("{name}/")));
        let word = word.map_or("resource", |(_, word)| *word);
        let href = format!("um/resources/{word}/{}", last(path));
        put(&mut item, "href", format!("{root}/{href}"));
        if depth > 0 {
            let shares = cloud.paths_in("groups").into_iter();
            let shares =
                shares.filter(|group| cloud.get(&format!("{group}/shares/{}", last(path))).is_some());
            let groups = shares.map(|group| view.listed(&group, depth - 1)).collect();
            let groups = collection(&format!("{href}/groups"), root, groups, None);
            put(&mut item, "entities", json!({ "groups": groups }));
        }
        item
    };
    match parts {
        [] => {
            let items = kinds_asked(None).iter().map(|path| item(path, depth)).collect();
            Ok(Reply::json(200, collection("um/resources", root, items, None)))
        }
        [word] if SHAREABLE.iter().any(|(_, name)| name == word) => {
            let items = kinds_asked(Some(word)).iter().map(|path| item(path, depth)).collect();
            Ok(Reply::json(200, collection(&format!("um/resources/{word}"), root, items, None)))
        }
        [word, id] => {
            let found = kinds_asked(Some(word)).into_iter().find(|path| last(path) == *id);
            Ok(Reply::json(200, item(&found.ok_or_else(Problem::not_found)?, 1)))
        }
        _ => Err(Problem::not_found()),
    }
}

/// `/um/users/{id}/s3ssourl`.
pub(crate) fn sign_on(cloud: &Cloud, id: &str) -> Result<Reply, Problem> {
    cloud.get(&format!("users/{id}")).ok_or_else(Problem::not_found)?;
    Ok(Reply::json(200, json!({"ssoUrl": format!("https://s3.invalid/sso/{id}")})))
}

/// `POST` and `PUT /um/groups/{id}/shares/{resource}`. `PUT` with nothing in it changes nothing and shows
/// what is shared.
pub(crate) fn share(
    shared: &Shared,
    cloud: &mut Cloud,
    call: &Call,
    parts: &[&str],
    id: &str,
    (root, depth, now): (&str, u8, Micros),
) -> Result<Reply, Problem> {
    let group = parts.get(..2).unwrap_or_default().join("/");
    cloud.get(&group).ok_or_else(Problem::not_found)?;
    let body = super::optional_body(call)?;
    if call.method == Method::PUT && body.is_empty() {
        let path = format!("{group}/shares/{id}");
        cloud.get(&path).ok_or_else(Problem::not_found)?;
        return Ok(Reply::json(200, View { cloud, root, now }.item(&path, depth)));
    }
    let mut draft = Draft::new(cloud, now);
    let path = draft.share(&group, id, &body, call.method == Method::PUT)?;
    let request = draft.commit(call, &shared.clock);
    let item: Value = View { cloud, root, now }.item(&path, depth);
    let location = format!("{root}/requests/{request}/status");
    let reply =
        Reply { status: 202, headers: Vec::new(), content: Content::Json(item), request_id: Some(request) };
    Ok(reply.with("location", location))
}
