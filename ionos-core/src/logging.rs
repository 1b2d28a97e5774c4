//! Logging: pipelines that collect logs, in one service a region. <https://api.ionos.com/docs/logging/v1/>

use crate::client::Client;
use crate::declare::{body, fields, model, resource, service, value};
use crate::document::Document;
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Api;
use crate::resource::{Item, Scope};
use crate::types::{Secret, open_enum};

/// Logging in one region. What lies in another region is "not found" here.
#[derive(Clone, Debug)]
pub struct Logging {
    scope: Scope,
}

impl Logging {
    /// The regions that are known to have the service.
    pub const REGIONS: &'static [&'static str] =
        &["de-fra", "de-txl", "es-vit", "fr-par", "gb-bhx", "gb-lhr", "us-mci"];

    fn scope(&self) -> Scope {
        self.scope.clone()
    }

    /// Its region, such as `de-txl`.
    #[must_use]
    pub fn region(&self) -> &str {
        self.scope.region.as_deref().unwrap_or_default()
    }
}

impl Client {
    /// Logging in a region: `de-txl`, or a location such as `de/txl`. `de/fra/2` is served by `de-fra`.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidRequest`] for a text that names no region.
    pub fn logging(&self, region: &str) -> Result<Logging> {
        Ok(Logging { scope: Scope::regional(self, Api::Logging, &region_of(region)?) })
    }

    /// Logging in every region that this client may use, for pipelines whose region is not known.
    #[must_use]
    pub fn logging_everywhere(&self) -> Vec<Logging> {
        let allowed = |region: &&&str| self.residency().check_location(&region.replace('-', "/")).is_ok();
        let regions = Logging::REGIONS.iter().filter(allowed);
        regions.map(|region| Logging { scope: Scope::regional(self, Api::Logging, region) }).collect()
    }
}

/// The region in host names of a region or a location.
fn region_of(text: &str) -> Result<String> {
    let mut parts = text.split(['/', '-']);
    let is_word = |word: Option<&str>, length| {
        word.is_some_and(|w| w.len() == length && w.bytes().all(|b| b.is_ascii_lowercase()))
    };
    let (country, city, hall) = (parts.next(), parts.next(), parts.next());
    // A location may name one of several data centers in a city; they share a host.
    let is_hall =
        hall.is_none_or(|h| text.contains('/') && !h.is_empty() && h.bytes().all(|b| b.is_ascii_digit()));
    match (country, city) {
        (Some(country), Some(city))
            if is_word(Some(country), 2) && is_word(Some(city), 3) && is_hall && parts.next().is_none() =>
        {
            Ok(format!("{country}-{city}"))
        }
        _ => Err(Error::new(ErrorKind::InvalidRequest, format!("`{text}` names no region"))
            .advise("name a region such as `de-txl` or a location such as `de/txl`")),
    }
}

service! {
    Logging: Logging;
    inside {
        /// All pipelines of this region. Sorts by `name`, `createdDate` or `lastModifiedDate`, backwards with `-` before it.
        pipelines / pipeline: Pipeline;
        /// Where logs of other products come together: one entry.
        central_loggings / central_logging: CentralLogging;
    }
}

/// A pipeline: addresses that take logs, and a Grafana that shows them.
pub type Pipeline = Document<PipelineProperties>;

open_enum! {
    /// Where logs come from.
    LogSource {
        /// Containers.
        Docker = "docker",
        /// System services.
        Systemd = "systemd",
        /// Kubernetes.
        Kubernetes = "kubernetes",
        /// Anything else.
        Generic = "generic",
    }
}

open_enum! {
    /// How logs are sent.
    LogProtocol {
        /// HTTP.
        Http = "http",
        /// TCP.
        Tcp = "tcp",
    }
}

open_enum! {
    /// Where logs are kept.
    LogDestinationType {
        /// Grafana Loki.
        Loki = "loki",
    }
}

model! {
    /// The fields of a pipeline.
    PipelineProperties {
        /// Name.
        name: String,
        /// What it takes and where it keeps it.
        logs: Vec<LogStream>,
        /// Where logs are sent over TCP.
        tcp_address: String,
        /// Where logs are sent over HTTP.
        http_address: String,
        /// Where people read them.
        grafana_address: String,
        /// How much of the service it may use.
        resource_tier: String,
        /// What authenticates the sender; in the answer to its creation only.
        key: Secret,
    }
}

value! {
    /// Logs of one kind.
    LogStream {
        /// Where they come from.
        source: LogSource,
        /// By what they are told from others: 3 to 20 letters and digits.
        tag: String,
        /// How they are sent.
        protocol: LogProtocol,
        /// Where they are kept.
        destinations: Vec<LogDestination>,
    }
}

impl LogStream {
    /// Logs from this source under this tag, sent so, kept in Loki for this many days: 0, 7, 14 or 30.
    #[must_use]
    pub fn new(source: LogSource, tag: impl Into<String>, protocol: LogProtocol, days: u16) -> Self {
        let loki = LogDestination::default().kind(LogDestinationType::Loki).retention_in_days(days);
        Self::default().source(source).tag(tag).protocol(protocol).destinations(vec![loki])
    }
}

value! {
    /// Where logs are kept, and how long.
    LogDestination {
        /// Kind of store.
        kind = "type": LogDestinationType,
        /// Days: 0, 7, 14 or 30.
        retention_in_days: u16,
    }
}

fields! {
    /// A pipeline to be made.
    NewPipeline {
        /// Name, 20 characters at most.
        name: String,
        /// What it takes and where it keeps it.
        logs: Vec<LogStream>,
    }
}

impl NewPipeline {
    /// A pipeline of this name for these logs.
    #[must_use]
    pub fn new(name: impl Into<String>, logs: Vec<LogStream>) -> Self {
        Self::default().name(name).logs(logs)
    }
}

fields! {
    /// Changes of a pipeline.
    PipelineUpdate {
        /// Name; the service wants it even if it stays.
        name: String,
        /// New set of logs: those left out are no longer taken.
        logs: Vec<LogStream>,
    }
}

body!(NewPipeline);
resource! {
    Pipeline: "pipeline", "pipelines" / "pipelineId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewPipeline;
    update: PipelineUpdate;
    can: [Delete];
    actions {
        /// Makes a new key and gives it, once; the one before no longer works.
        new_key: "pipelinesKeyPost" => custom(Secret);
    }
}

impl Item<Pipeline> {
    /// Makes a new key and gives it, once; the one before no longer works.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn new_key(&self) -> Result<Secret> {
        #[derive(serde::Deserialize)]
        struct Answer {
            key: Secret,
        }
        let answer: Answer =
            self.scope().ask("pipelinesKeyPost", Some(&serde_json::json!({}))).await?.json()?;
        Ok(answer.key)
    }
}

/// Where logs of other products come together.
pub type CentralLogging = Document<CentralLoggingProperties>;

model! {
    /// The fields of central logging.
    CentralLoggingProperties {
        /// Whether other products may send their logs.
        enabled: bool,
    }
}

fields! {
    /// Central logging, on or off.
    WholeCentralLogging {
        /// Whether other products may send their logs; false by default.
        enabled: bool,
    }
}

impl WholeCentralLogging {
    /// On or off.
    #[must_use]
    pub fn new(enabled: bool) -> Self {
        Self::default().enabled(enabled)
    }
}

impl CentralLogging {
    /// Where people read the logs: the address of a Grafana.
    #[must_use]
    pub fn grafana_endpoint(&self) -> Option<&str> {
        self.metadata.as_ref()?.noted("grafanaEndpoint")?.as_str()
    }

    /// The products that send their logs.
    #[must_use]
    pub fn products(&self) -> Vec<&str> {
        self.metadata.as_ref().map(|m| m.noted_list("products")).unwrap_or_default()
    }
}

body!(WholeCentralLogging by none);
resource! {
    CentralLogging: "central logging", "central" / "centralId", name: |_| None, named: "";
    replace: WholeCentralLogging;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_named_by_itself_or_by_a_location() {
        for (text, region) in
            [("de-txl", "de-txl"), ("de/txl", "de-txl"), ("de/fra/2", "de-fra"), ("us/mci", "us-mci")]
        {
            assert_eq!(region_of(text).unwrap(), region);
        }
        for text in [
            "",
            "de",
            "berlin",
            "DE/TXL",
            "de-txl.example.com",
            "de/txl/",
            "de/txl/x",
            "de-fra-2",
            "de/fra/2/1",
            "/de/txl",
            "de-txl@x",
        ] {
            assert_eq!(region_of(text).unwrap_err().kind(), ErrorKind::InvalidRequest, "{text}");
        }
    }
}
