//! Lists as streams over all pages.

use std::collections::{HashSet, VecDeque};
use std::fmt::Debug;
use std::marker::PhantomData;

use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use http::Method;

use serde::Serialize;
use serde_json::Value;

use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::Call;
use crate::operation::{Api, Operation};
use crate::resource::{Page, Resource, Scope};

/// A list that is about to be read.
///
/// By default the items carry their properties (depth 1). Pages are fetched as the stream is read; it ends on a short page, and on a page that
/// begins like an earlier one (some services keep pointing past the end).
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before the list is read"]
pub struct List<R> {
    scope: Scope,
    call: Call,
    depth: Option<u8>,
    page: Option<u32>,
    query: Vec<(String, String)>,
    kind: PhantomData<fn() -> R>,
}

/// A property by its name on the wire, with the type of its values.
#[derive(Clone, Copy, Debug)]
pub struct Property<T> {
    name: &'static str,
    kind: PhantomData<fn() -> T>,
}

impl<T> Property<T> {
    pub(crate) const fn new(name: &'static str) -> Self {
        Self { name, kind: PhantomData }
    }

    /// Its name on the wire.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

/// Properties that can be named in filters: `|server| server.vm_state`.
pub trait Named {
    /// One [`Property`] a field, under the field's name.
    type Names: 'static;
    /// All of them.
    const NAMES: &'static Self::Names;
}

impl<P: Named, E> List<Document<P, E>>
where
    Document<P, E>: Resource,
{
    /// Keeps items whose property contains the value, in any case: `list().matching(|server| &server.vm_state, VmState::Running)`.
    /// Several filters on one property are alternatives.
    pub fn matching<T: Serialize + 'static>(
        self,
        property: impl FnOnce(&'static P::Names) -> &'static Property<T>,
        value: impl Into<T>,
    ) -> Self {
        let name = property(P::NAMES).name();
        match serde_json::to_value(value.into()) {
            Ok(Value::String(text)) => self.filter(name, text),
            Ok(other) => self.filter(name, other),
            Err(_) => self,
        }
    }

    /// Sorts by a property: `list().sorted_by(|server| &server.name)`.
    pub fn sorted_by<T: 'static>(
        self,
        property: impl FnOnce(&'static P::Names) -> &'static Property<T>,
    ) -> Self {
        self.order_by(property(P::NAMES).name())
    }
}

impl<R: Resource> List<R> {
    pub(crate) fn new(scope: &Scope) -> Self {
        Self::from_call(
            scope,
            scope.call(Method::GET),
            Operation::at(scope.api, &Method::GET, &scope.template),
        )
    }

    /// The list of an operation by its id; the values of the place fill its path.
    pub(crate) fn of(scope: &Scope, id: &str) -> Self {
        match (scope.call_of(id), Operation::of(scope.api, id)) {
            (Ok(call), operation) => Self::from_call(scope, call, operation),
            (Err(_), _) => Self::new(scope),
        }
    }

    fn from_call(scope: &Scope, call: Call, operation: Option<&Operation>) -> Self {
        // Only the Cloud API knows depths.
        let depth = (scope.api == Api::Cloud).then_some(1);
        let page = operation.and_then(|o| o.page);
        Self { scope: scope.clone(), call, depth, page, query: Vec::new(), kind: PhantomData }
    }

    /// How deep to read, from 0 (references only) to 10, where the API knows depths at all.
    pub fn depth(mut self, depth: u8) -> Self {
        self.depth = self.depth.map(|_| depth.min(10));
        self
    }

    /// Keeps items whose property contains the value, in any case. Several filters on one property are alternatives.
    pub fn filter(mut self, property: &str, value: impl ToString) -> Self {
        self.query.push((format!("filter.{property}"), value.to_string()));
        self
    }

    /// Sorts by a property.
    pub fn order_by(mut self, property: impl Into<String>) -> Self {
        self.query.push(("orderBy".to_owned(), property.into()));
        self
    }

    /// Sets how many items a page holds, where the API has pages at all.
    pub fn page_size(mut self, size: u32) -> Self {
        self.page = self.page.map(|_| size.max(1));
        self
    }

    /// The pages, each with its items.
    pub fn pages(self) -> impl Stream<Item = Result<Vec<R>>> + Send {
        struct State<R> {
            list: List<R>,
            offset: u64,
            /// What the pages so far began with.
            seen: HashSet<String>,
            token: Option<String>,
            done: bool,
        }
        let state = State { list: self, offset: 0, seen: HashSet::new(), token: None, done: false };
        stream::try_unfold(state, |mut state| async move {
            if state.done {
                return Ok(None);
            }
            let list = &state.list;
            let mut call = list.call.clone();
            if let Some(depth) = list.depth {
                call = call.query("depth", depth);
            }
            for (name, value) in &list.query {
                call = call.query(name.clone(), value);
            }
            if let Some(size) = list.page {
                call = call.query("offset", state.offset).query("limit", size);
            }
            if let Some(token) = &state.token {
                call = call.query("pagination.token", token);
            }
            let page: Page<R> = list.scope.send(call).await?.json()?;
            // A few kinds have no id; then the whole item is compared.
            let first = page.items.first().map(|r| match r.id().as_str() {
                "" => serde_json::to_string(r).unwrap_or_default(),
                id => id.to_owned(),
            });
            if page.items.is_empty() || first.is_some_and(|first| !state.seen.insert(first)) {
                return Ok::<_, Error>(None);
            }
            let count = page.items.len() as u64;
            let token = page.token.filter(|token| !token.is_empty() && state.token.as_ref() != Some(token));
            state.done = token.is_none() && list.page.is_none_or(|size| count < u64::from(size));
            state.token = token;
            state.offset += count;
            Ok(Some((page.items, state)))
        })
    }

    /// The items, page after page.
    pub fn items(self) -> impl Stream<Item = Result<R>> + Send + Unpin {
        let pages = self.pages().map_ok(|page| stream::iter(VecDeque::from(page)).map(Ok));
        Box::pin(pages.try_flatten())
    }

    /// All items at once.
    ///
    /// # Errors
    /// The first error of any page.
    pub async fn all(self) -> Result<Vec<R>> {
        self.pages().try_concat().await
    }

    /// The only item.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] for none, [`ErrorKind::Conflict`] for several.
    pub async fn one(self) -> Result<R> {
        let mut all = self.all().await?;
        match (all.pop(), all.is_empty()) {
            (Some(one), true) => Ok(one),
            (None, _) => Err(Error::new(ErrorKind::NotFound, format!("no {} matches", R::KIND))),
            (Some(_), false) => Err(Error::new(ErrorKind::Conflict, format!("several {}s match", R::KIND))),
        }
    }
}
