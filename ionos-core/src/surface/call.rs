//! How declared calls are sent without knowing their types: for tests of what goes over the wire.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::Sent;
use crate::error::{Error, ErrorKind, Result};
use crate::resource::{Attached, Collection, Create, Delete, Item, Replace, Resource, Scope, Update};

/// Sends a call from its place with this body.
pub(crate) type Call = fn(Scope, Option<&Value>) -> Sent;

/// Reads a document and writes it again.
pub(crate) type Roundtrip = fn(&Value) -> std::result::Result<Value, serde_json::Error>;

/// A handle that can be made from its place.
pub(crate) trait Standing {
    fn at(scope: Scope) -> Self;
}

impl<R: Resource> Standing for Item<R> {
    fn at(scope: Scope) -> Self {
        Self::standing(scope)
    }
}

/// The body as its type.
pub(crate) fn given<T: DeserializeOwned>(body: Option<&Value>) -> Result<T> {
    serde_json::from_value(body.cloned().unwrap_or_default())
        .map_err(|e| Error::new(ErrorKind::InvalidRequest, "the body does not fit its schema").caused_by(e))
}

pub(crate) fn list<R: Resource>(scope: Scope, _: Option<&Value>) -> Sent {
    let list = Collection::<R>::of(scope, R::PARAM).list();
    Box::pin(async move { list.all().await.map(drop) })
}

pub(crate) fn get<R: Resource>(scope: Scope, _: Option<&Value>) -> Sent {
    let item = Item::<R>::standing(scope);
    Box::pin(async move { item.get().await.map(drop) })
}

pub(crate) fn attach<R: Resource>(scope: Scope, body: Option<&Value>) -> Sent {
    let all = Collection::<R, Attached>::of(scope, R::PARAM);
    let id = given::<String>(body);
    Box::pin(async move { all.attach(id?).await.map(drop) })
}

pub(crate) fn detach<R: Resource>(scope: Scope, _: Option<&Value>) -> Sent {
    let item = Item::<R, Attached>::standing(scope);
    Box::pin(async move { item.detach().await.map(drop) })
}

pub(crate) fn create<R: Create>(scope: Scope, body: Option<&Value>) -> Sent
where
    R::New: DeserializeOwned,
{
    let all = Collection::<R>::of(scope, R::PARAM);
    let new = given::<R::New>(body);
    Box::pin(async move { all.create(new?).await.map(drop) })
}

pub(crate) fn patch<R: Update>(scope: Scope, body: Option<&Value>) -> Sent
where
    R::Update: DeserializeOwned,
{
    let item = Item::<R>::standing(scope);
    let update = given::<R::Update>(body);
    Box::pin(async move { item.patch(update?).await.map(drop) })
}

pub(crate) fn replace<R: Replace>(scope: Scope, body: Option<&Value>) -> Sent
where
    R::Whole: DeserializeOwned,
{
    let item = Item::<R>::standing(scope);
    let whole = given::<R::Whole>(body);
    Box::pin(async move { item.replace(whole?).await.map(drop) })
}

pub(crate) fn delete<R: Delete>(scope: Scope, _: Option<&Value>) -> Sent {
    let item = Item::<R>::standing(scope);
    Box::pin(async move { item.delete().await.map(drop) })
}

pub(crate) fn roundtrip<R: Resource>(document: &Value) -> std::result::Result<Value, serde_json::Error> {
    serde_json::to_value(serde_json::from_value::<R>(document.clone())?)
}
