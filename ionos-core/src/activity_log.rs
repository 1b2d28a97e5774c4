//! The activity log: who did what. <https://api.ionos.com/docs/activitylog/v1/>
//!
//! For owners and administrators of a contract, and for members of groups with `access_activity_log`.

use std::collections::VecDeque;

use futures_core::Stream;
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use serde::Deserialize;

use crate::client::Client;
use crate::declare::{model, service};
use crate::error::{Error, Result};
use crate::operation::{Api, Operation};
use crate::resource::Scope;
use crate::types::{Timestamp, open_enum};

/// The activity log.
#[derive(Clone, Debug)]
pub struct ActivityLog {
    scope: Scope,
}

impl Client {
    /// The activity log.
    #[must_use]
    pub fn activity_log(&self) -> ActivityLog {
        ActivityLog { scope: Scope::root(self, Api::ActivityLog) }
    }
}

model! {
    /// What the service says about itself.
    ActivityLogInfo {
        /// Its address.
        href: String,
        /// Its name.
        name: String,
        /// Its version.
        version: String,
    }
}

model! {
    /// A contract whose log can be read.
    ActivityLogContract {
        /// Number of the contract.
        id: ContractNumber,
        /// `contracts`.
        kind = "type": String,
        /// Address of its log.
        href: String,
    }
}

/// Number of a contract. The service writes it as a number in one place and as a text in another.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ContractNumber(String);

impl ContractNumber {
    /// The number as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for ContractNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for ContractNumber {
    fn from(number: &str) -> Self {
        Self(number.to_owned())
    }
}

impl From<String> for ContractNumber {
    fn from(number: String) -> Self {
        Self(number)
    }
}

impl From<i64> for ContractNumber {
    fn from(number: i64) -> Self {
        Self(number.to_string())
    }
}

impl From<&Self> for ContractNumber {
    fn from(number: &Self) -> Self {
        number.clone()
    }
}

impl serde::Serialize for ContractNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for ContractNumber {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = ContractNumber;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the number of a contract")
            }

            fn visit_str<E>(self, text: &str) -> Result<ContractNumber, E> {
                Ok(text.into())
            }

            fn visit_u64<E>(self, number: u64) -> Result<ContractNumber, E> {
                Ok(number.to_string().into())
            }

            fn visit_i64<E>(self, number: i64) -> Result<ContractNumber, E> {
                Ok(number.into())
            }
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for ContractNumber {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ContractNumber".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        String::json_schema(generator)
    }
}

model! {
    /// An answer of the log.
    ActivityPage {
        /// What was found.
        hits: ActivityHits,
    }
}

model! {
    /// What was found.
    ActivityHits {
        /// How many entries there are in all.
        total: u64,
        /// Those of this page.
        hits: Vec<ActivityHit>,
    }
}

model! {
    /// An entry with what the search engine notes about it.
    ActivityHit {
        /// The entry.
        source = "_source": Activity,
    }
}

model! {
    /// An entry of the log: who did what, and what came of it.
    Activity {
        /// Identifier of the entry.
        uuid = "@uuid": String,
        /// Who did it.
        principal: Principal,
        /// When, and as part of which request.
        meta: ActivityMeta,
        /// What was done.
        event: ActivityEvent,
    }
}

model! {
    /// Who did something.
    Principal {
        /// Address it came from.
        source_ip = "sourceIP": String,
        /// The user.
        identity: PrincipalIdentity,
        /// The service it came through, such as `PUBLIC_REST_V6` or `DCD`.
        source_service: String,
        /// Host of that service.
        service_host: String,
    }
}

model! {
    /// A user in the log.
    PrincipalIdentity {
        /// Number of the contract.
        contract_number: ContractNumber,
        /// Name of the user.
        username: String,
    }
}

model! {
    /// When something was done, and as part of which request.
    ActivityMeta {
        /// Version of the log's form.
        audit_version: String,
        /// Id of the request that caused it.
        request_id: String,
        /// Entries with the same number belong to one provisioning request.
        queue_ref_id: i64,
        /// When, in UTC.
        time: Timestamp,
        /// Id of the transaction that caused it.
        transaction_id: String,
    }
}

open_enum! {
    /// How far what was asked for is.
    ActivityStatus {
        /// Finished.
        Done = "DONE",
        /// In work.
        Running = "RUNNING",
        /// Waiting behind other changes.
        Queued = "QUEUED",
        /// Failed.
        Failed = "FAILED",
    }
}

open_enum! {
    /// The HTTP method of what was asked for.
    ActivityAction {
        /// Read.
        Get = "GET",
        /// Make, or act.
        Post = "POST",
        /// Change.
        Patch = "PATCH",
        /// Replace.
        Put = "PUT",
        /// Remove.
        Delete = "DELETE",
    }
}

model! {
    /// What was done.
    ActivityEvent {
        /// What there is to know beside.
        param: ActivityParameters,
        /// The resources it was done to.
        resources: Vec<ActivityResource>,
        /// How the request stands.
        message: String,
        /// How far it is.
        status: ActivityStatus,
        /// Kind of entry, such as `RequestAccepted`, `RequestStatusUpdate`, `Provision` or `Error`.
        kind = "type": String,
    }
}

model! {
    /// What there is to know about a request.
    ActivityParameters {
        /// Its HTTP method.
        action: ActivityAction,
        /// How it was refused.
        error: ActivityError,
        /// Its address.
        uri: String,
        /// What began it; mostly the service it came through.
        initiator: String,
        /// The service's code for the error.
        error_code: String,
        /// The service that did it, such as `PUBLIC_REST` or `Provisioning`.
        source_service: String,
    }
}

model! {
    /// How a request was refused.
    ActivityError {
        /// HTTP status.
        http_status: String,
        /// The service's words.
        messages: Vec<ActivityErrorMessage>,
    }
}

model! {
    /// One reason of a refusal.
    ActivityErrorMessage {
        /// The service's code.
        error_code: String,
        /// The service's words.
        message: String,
    }
}

model! {
    /// A resource that something was done to.
    ActivityResource {
        /// What was done, such as `sec.user.create` or `sn.snapshot.create`.
        action: Vec<String>,
        /// Its identifier.
        id: String,
        /// Its kind, such as `datacenter`, `firewallrule` or `backupUnit`.
        kind = "type": String,
    }
}

impl ActivityLog {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// The log of a contract: a stream over all its pages.
    pub fn events(&self, contract: impl Into<ContractNumber>) -> Activities {
        let page = Operation::of(Api::ActivityLog, "getByContract").and_then(|o| o.page).unwrap_or(20);
        Activities { scope: self.scope(), contract: contract.into(), start: None, end: None, page }
    }
}

/// A log that is about to be read.
#[derive(Clone, Debug)]
#[must_use = "nothing is sent before the log is read"]
pub struct Activities {
    scope: Scope,
    contract: ContractNumber,
    start: Option<String>,
    end: Option<String>,
    page: u32,
}

impl Activities {
    /// Begins with this moment, or with this day (`2026-07-01`).
    pub fn start(mut self, moment: impl ToString) -> Self {
        self.start = Some(moment.to_string());
        self
    }

    /// Ends before this moment, or before this day (`2026-07-01`).
    pub fn end(mut self, moment: impl ToString) -> Self {
        self.end = Some(moment.to_string());
        self
    }

    /// Sets how many entries a page holds; 20 by default.
    pub fn page_size(mut self, size: u32) -> Self {
        self.page = size.max(1);
        self
    }

    /// The pages, each with its entries. They end on a short page, and on one that repeats the page before.
    pub fn pages(self) -> impl Stream<Item = Result<Vec<Activity>>> + Send {
        let state = (self, 0_u64, None::<Vec<Activity>>, false);
        stream::try_unfold(state, |(log, offset, before, done)| async move {
            if done {
                return Ok(None);
            }
            let mut call = log
                .scope
                .call_of("getByContract")?
                .param(log.contract.as_str())
                .query("offset", offset)
                .query("limit", log.page);
            for (name, value) in [("dateStart", &log.start), ("dateEnd", &log.end)] {
                if let Some(value) = value {
                    call = call.query(name, value);
                }
            }
            let page: ActivityPage = log.scope.send(call).await?.json()?;
            let hits = page.hits.and_then(|h| h.hits).unwrap_or_default();
            let entries: Vec<_> = hits.into_iter().filter_map(|hit| hit.source).collect();
            if entries.is_empty() || before.as_ref() == Some(&entries) {
                return Ok::<_, Error>(None);
            }
            let count = entries.len() as u64;
            let done = count < u64::from(log.page);
            Ok(Some((entries.clone(), (log, offset + count, Some(entries), done))))
        })
    }

    /// The entries, page after page.
    pub fn items(self) -> impl Stream<Item = Result<Activity>> + Send + Unpin {
        let pages = self.pages().map_ok(|page| stream::iter(VecDeque::from(page)).map(Ok));
        Box::pin(pages.try_flatten())
    }

    /// All entries at once.
    ///
    /// # Errors
    /// The first error of any page.
    pub async fn all(self) -> Result<Vec<Activity>> {
        self.pages().try_concat().await
    }
}

service! {
    ActivityLog: ActivityLog;
    actions {
        /// What the service says about itself.
        info: "getInfo" => read(ActivityLogInfo);
        /// The contracts whose log these credentials may read.
        contracts: "getAvailableContracts" => read(Vec<ActivityLogContract>);
        /// The log of a contract: a stream over all its pages.
        events: "getByContract" => custom(ActivityPage);
    }
}
