//! Every operation by its id, for what the typed handles do not cover and for the language bindings.

use http::Method;
use serde_json::Value;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::http::call::{Call, Reply};
use crate::operation::Operation;
use crate::pending::{Goal, Pending};
use crate::resource::Scope;

/// A call of an operation by its id; plain JSON in and out, with the same retries, limits and errors as typed calls.
#[derive(Debug)]
#[must_use = "nothing is sent before `send`"]
pub struct RawCall {
    client: Client,
    operation: &'static Operation,
    call: Call,
}

impl Client {
    /// Calls an operation by its id, such as `datacentersServersStartPost`; [`Operation::all`] lists them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for an unknown id.
    pub fn raw(&self, id: &str) -> Result<RawCall> {
        let operation = Operation::find(id).ok_or_else(|| {
            Error::new(ErrorKind::InvalidRequest, format!("there is no operation `{id}`"))
                .advise("COVERAGE.md and `Operation::all` list the operations")
        })?;
        let method = Method::from_bytes(operation.method.as_bytes()).map_err(|e| {
            Error::new(ErrorKind::InvalidRequest, "the operation's method is unusable").caused_by(e)
        })?;
        Ok(RawCall { client: self.clone(), operation, call: Call::new(operation.id, method, operation.path) })
    }
}

impl RawCall {
    /// Fills the next placeholder of the path.
    pub fn param(mut self, value: impl Into<String>) -> Self {
        self.call = self.call.param(value);
        self
    }

    /// Adds a query parameter.
    pub fn query(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.call = self.call.query(name.into(), value);
        self
    }

    /// Sets the JSON body.
    pub fn body(mut self, body: &Value) -> Self {
        self.call = self.call.json(body);
        self
    }

    /// Sends it and gives the answer.
    ///
    /// # Errors
    /// As any call.
    pub async fn send(self) -> Result<Reply> {
        self.client.engine(self.operation.api)?.send(self.call).await
    }

    /// Sends it and gives the wait for what it started.
    ///
    /// # Errors
    /// As any call.
    pub async fn pending(self) -> Result<Pending<Value>> {
        let scope = Scope {
            client: self.client.clone(),
            api: self.operation.api,
            template: self.operation.path.to_owned(),
            params: self.call.params.clone(),
        };
        let (method, path) = (self.operation.method, self.operation.path);
        let reply = self.send().await?;
        match method {
            // A collection: the answer is the new resource. An action on an item ends in a word after the id.
            "POST" if reply.json::<Value>().is_ok_and(|v| v.get("id").is_some()) && !is_action(path) => {
                Pending::created(&scope, "resource", &reply)
            }
            "POST" => Pending::acted(&scope, "resource", Goal::Done, &reply),
            "DELETE" => Pending::acted(&scope, "resource", Goal::Gone, &reply),
            _ => Pending::changed(&scope, "resource", &reply),
        }
    }
}

/// Paths that do something to a resource instead of adding one.
fn is_action(path: &str) -> bool {
    let last = path.rsplit('/').next().unwrap_or_default();
    matches!(
        last,
        "start"
            | "stop"
            | "reboot"
            | "suspend"
            | "resume"
            | "upgrade"
            | "restore-snapshot"
            | "create-snapshot"
            | "replace"
    )
}
