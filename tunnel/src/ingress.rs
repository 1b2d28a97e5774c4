//! The connector's routing table: which host name and path goes to which service.

use std::fmt;
use std::net::IpAddr;

use regex::Regex;
use serde_json::{Map, Value, json};
use url::Url;

use crate::cloud_config::quoted;
use crate::duration::{parse_duration, write_seconds};
use crate::error::{Error, Result};
use crate::hostname;
use crate::publication::service_text;

/// How a configuration is written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The connector's `config.yml`, read as a document: durations are strings such as `30s`.
    File,
    /// The provider's API: durations are whole seconds.
    Remote,
}

/// Which requests a rule takes, by host name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPattern {
    /// Every host name.
    Any,
    /// Exactly this name.
    Exact(String),
    /// Every name below this one, at any depth, but not the name itself. Kept without the leading `*.`.
    Below(String),
}

impl HostPattern {
    /// Reads `app.example.com`, `*.example.com`, or `*` or nothing for every name.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) for a port, a scheme, a space, or a `*` anywhere but in front.
    pub fn parse(text: &str) -> Result<Self> {
        if text.is_empty() || text == "*" {
            return Ok(Self::Any);
        }
        let (base, below) = match text.strip_prefix("*.") {
            Some(base) => (base, true),
            None => (text, false),
        };
        if base.contains('*') {
            return Err(Error::invalid(format!(
                "the host name `{text}` has a `*` in a place where it means nothing"
            ))
            .advise("a wildcard is one leading `*.`, as in `*.example.com`"));
        }
        let name = hostname::normalise("host name", base)?;
        Ok(if below { Self::Below(name) } else { Self::Exact(name) })
    }

    pub(crate) fn matches(&self, host: &str) -> bool {
        match self {
            Self::Any => true,
            Self::Exact(name) => name == host,
            Self::Below(base) => host.strip_suffix(base.as_str()).is_some_and(|front| front.ends_with('.')),
        }
    }

    /// Whether every host name of `other` is also one of this pattern.
    fn covers(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Any, _) => true,
            (_, Self::Any) => false,
            (_, Self::Exact(name)) => self.matches(name),
            (Self::Exact(_), Self::Below(_)) => false,
            (Self::Below(mine), Self::Below(theirs)) => mine == theirs || self.matches(theirs),
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Any => f.write_str("*"),
            Self::Exact(name) => f.write_str(name),
            Self::Below(base) => write!(f, "*.{base}"),
        }
    }
}

/// Where a rule sends its requests.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Service {
    /// A server: `http`, `https`, `tcp`, `ssh`, `rdp`, `smb`, `unix` or `unix+tls`.
    Origin(Url),
    /// A fixed answer with this status, 100 to 599.
    Status(u16),
    /// The connector's own test page.
    HelloWorld,
    /// A jump host: the client names the destination. Reaches everything the machine reaches.
    Bastion,
    /// A SOCKS proxy. Reaches everything the machine reaches, unless limited by address rules.
    SocksProxy,
}

impl Service {
    /// Reads a service as the configuration writes it.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) with the reason.
    pub fn parse(text: &str) -> Result<Self> {
        match text {
            "hello_world" => return Ok(Self::HelloWorld),
            "bastion" => return Ok(Self::Bastion),
            "socks-proxy" => return Ok(Self::SocksProxy),
            _ => {}
        }
        if let Some(code) = text.strip_prefix("http_status:") {
            return match code.parse::<u16>() {
                Ok(code @ 100..=599) => Ok(Self::Status(code)),
                _ => Err(Error::invalid(format!("`{code}` is no HTTP status"))
                    .advise("use 100 to 599, for example `http_status:404`")),
            };
        }
        let malformed = || {
            Error::invalid("a service address is not an address")
                .advise("give scheme and host, for example `http://127.0.0.1:8080`")
        };
        if !text.contains(':') || text.chars().any(char::is_whitespace) {
            return Err(malformed());
        }
        let url = Url::parse(text).map_err(|e| malformed().caused_by(e))?;
        // `Url` gives web addresses a `/` of its own; one that was written is a path, which the connector refuses.
        if text.ends_with('/') {
            return Err(Error::invalid("a service address ends in a slash")
                .advise("the connector refuses paths, even `/`; give scheme, host and port only"));
        }
        service_text(&url)?;
        Ok(Self::Origin(url))
    }
}

impl fmt::Display for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Origin(url) => {
                f.write_str(&service_text(url).unwrap_or_else(|_| "(bad address)".to_owned()))
            }
            Self::Status(code) => write!(f, "http_status:{code}"),
            Self::HelloWorld => f.write_str("hello_world"),
            Self::Bastion => f.write_str("bastion"),
            Self::SocksProxy => f.write_str("socks-proxy"),
        }
    }
}

/// The connector's own check of the visitor's login, a second lock behind the one at the edge.
///
/// It works only inside a rule; at the top level of a configuration the connector ignores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessCheck {
    team_name: String,
    audience: Vec<String>,
}

impl AccessCheck {
    /// Requires a login of this team for one of these applications (their `aud` values).
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when either is empty: without a team nothing can be
    /// checked, without an audience every request is refused.
    pub fn new<A: Into<String>>(
        team_name: impl Into<String>,
        audience: impl IntoIterator<Item = A>,
    ) -> Result<Self> {
        let team_name = team_name.into();
        let audience: Vec<String> = audience.into_iter().map(Into::into).collect();
        if team_name.trim().is_empty() {
            return Err(Error::invalid("the access check names no team")
                .advise("set `teamName` to the first label of the team's domain"));
        }
        if audience.is_empty() || audience.iter().any(|a| a.trim().is_empty()) {
            return Err(Error::invalid(
                "the access check names no audience, so every request would be refused",
            )
            .advise("set `audTag` to the `aud` of the Access application"));
        }
        Ok(Self { team_name, audience })
    }

    /// First label of the team's domain.
    #[must_use]
    pub fn team_name(&self) -> &str {
        &self.team_name
    }

    /// The `aud` values of the applications whose logins count.
    #[must_use]
    pub fn audience(&self) -> &[String] {
        &self.audience
    }

    fn to_value(&self) -> Value {
        json!({ "required": true, "teamName": self.team_name, "audTag": self.audience })
    }
}

/// One line of the table.
#[derive(Clone, Debug)]
pub struct Rule {
    host: HostPattern,
    path: Option<Regex>,
    service: Service,
    access: Option<AccessCheck>,
    /// Further `originRequest` settings: switches and texts as written, durations in whole seconds.
    settings: Map<String, Value>,
}

impl Rule {
    /// Sends what comes in for `hostname` to `service`. `hostname` may be `*.example.com`, or `*` for every name.
    ///
    /// # Errors
    /// As [`HostPattern::parse`] and [`Service::parse`].
    pub fn new(hostname: &str, service: &str) -> Result<Self> {
        Ok(Self {
            host: HostPattern::parse(hostname)?,
            path: None,
            service: Service::parse(service)?,
            access: None,
            settings: Map::new(),
        })
    }

    /// The last line: answers everything that no rule took.
    #[must_use]
    pub fn catch_all() -> Self {
        Self {
            host: HostPattern::Any,
            path: None,
            service: Service::Status(404),
            access: None,
            settings: Map::new(),
        }
    }

    /// Limits the rule to paths in which this regular expression is found. It is not anchored: write `^/api/` for a prefix.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) when the expression is wrong or uses what the connector lacks.
    pub fn path(mut self, expression: &str) -> Result<Self> {
        self.path = Some(compile(expression)?);
        Ok(self)
    }

    /// Makes the connector check the visitor's login as well.
    #[must_use]
    pub fn access(mut self, check: AccessCheck) -> Self {
        self.access = Some(check);
        self
    }

    /// Which host names the rule takes.
    #[must_use]
    pub fn host(&self) -> &HostPattern {
        &self.host
    }

    /// The expression a path has to contain.
    #[must_use]
    pub fn path_expression(&self) -> Option<&str> {
        self.path.as_ref().map(Regex::as_str)
    }

    /// Where the rule sends its requests.
    #[must_use]
    pub fn service(&self) -> &Service {
        &self.service
    }

    /// The connector's login check.
    #[must_use]
    pub fn access_check(&self) -> Option<&AccessCheck> {
        self.access.as_ref()
    }

    fn matches(&self, host: &str, path: &str) -> bool {
        self.host.matches(host) && self.path.as_ref().is_none_or(|p| p.is_match(path))
    }

    fn is_catch_all(&self) -> bool {
        self.host == HostPattern::Any && self.path.is_none()
    }

    /// Whether nothing can ever reach `later` because this rule comes first.
    fn hides(&self, later: &Self) -> bool {
        let same_path = match (self.path_expression(), later.path_expression()) {
            (None, _) => true,
            (Some(a), Some(b)) => a == b,
            (Some(_), None) => false,
        };
        same_path && self.host.covers(&later.host)
    }

    fn label(&self) -> String {
        match self.path_expression() {
            Some(path) => format!("`{}` with path `{path}`", self.host),
            None => format!("`{}`", self.host),
        }
    }

    /// The rule as the configuration writes it.
    #[must_use]
    pub fn to_value(&self, format: Format) -> Value {
        let mut rule = Map::new();
        if self.host != HostPattern::Any {
            rule.insert("hostname".to_owned(), Value::String(self.host.to_string()));
        }
        if let Some(path) = self.path_expression() {
            rule.insert("path".to_owned(), Value::String(path.to_owned()));
        }
        rule.insert("service".to_owned(), Value::String(self.service.to_string()));
        let mut origin = self.settings.clone();
        if format == Format::File {
            for (key, value) in &mut origin {
                if kind_of(key) == Some(Setting::Duration)
                    && let Some(seconds) = value.as_u64()
                {
                    *value = Value::String(write_seconds(seconds));
                }
            }
        }
        if let Some(access) = &self.access {
            origin.insert("access".to_owned(), access.to_value());
        }
        if !origin.is_empty() {
            rule.insert("originRequest".to_owned(), Value::Object(origin));
        }
        Value::Object(rule)
    }
}

/// The routing table: rules in order, of which the first that matches takes a request.
///
/// It refuses what the connector accepts to its users' harm: unknown schemes, credentials in addresses, rules that can never
/// match, login checks that check nothing. The last rule always takes everything.
#[derive(Clone, Debug)]
pub struct Ingress {
    rules: Vec<Rule>,
}

impl Ingress {
    /// A table of these rules; a catch-all that answers 404 is added when the last rule is none.
    ///
    /// # Errors
    /// As [`Ingress::validate`].
    pub fn new(rules: impl IntoIterator<Item = Rule>) -> Result<Self> {
        let mut rules: Vec<Rule> = rules.into_iter().collect();
        if !rules.last().is_some_and(Rule::is_catch_all) {
            rules.push(Rule::catch_all());
        }
        let ingress = Self { rules };
        ingress.validate()?;
        Ok(ingress)
    }

    /// Makes the connector check the visitor's login in every rule that leads to a service and has no check of its own. Fixed
    /// answers need none.
    #[must_use]
    pub fn access(mut self, check: &AccessCheck) -> Self {
        for rule in &mut self.rules {
            if rule.access.is_none() && !matches!(rule.service, Service::Status(_)) {
                rule.access = Some(check.clone());
            }
        }
        self
    }

    /// Reads an existing configuration. Rules that can never match are let through here, so that [`Ingress::matches`] can
    /// tell what such a configuration does; [`Ingress::validate`] refuses them.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) that names the rule and the reason.
    pub fn read(config: &Value, format: Format) -> Result<Self> {
        let top = config.as_object().ok_or_else(|| Error::invalid("a configuration is an object"))?;
        if top.get("originRequest").and_then(|o| o.get("access")).is_some_and(|a| !a.is_null()) {
            return Err(Error::invalid(
                "`originRequest.access` stands at the top level, where the connector ignores it",
            )
            .advise("put it into each rule"));
        }
        if let Some(origin) = top.get("originRequest").and_then(Value::as_object) {
            read_settings(origin, format)?;
        }
        let list = match top.get("ingress") {
            Some(Value::Array(list)) if !list.is_empty() => list,
            None | Some(Value::Null | Value::Array(_)) => {
                return Err(Error::invalid(
                    "the configuration has no rules, so every request would be answered 503",
                )
                .advise("end the list with `service: http_status:404`"));
            }
            Some(_) => return Err(Error::invalid("`ingress` is a list of rules")),
        };
        let mut rules = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            let rule = read_rule(value, format).map_err(|e| {
                let what = format!("rule {}: {e}", at + 1);
                Error::invalid(what).caused_by(e)
            })?;
            rules.push(rule);
        }
        let ingress = Self { rules };
        ingress.ends_well()?;
        Ok(ingress)
    }

    /// Refuses tables with a rule that can never match, or without a catch-all at the end.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`](crate::ErrorKind::InvalidInput) that names the dead rule and the one that hides it.
    pub fn validate(&self) -> Result<()> {
        self.ends_well()?;
        for (later_at, later) in self.rules.iter().enumerate() {
            let hidden = self.rules.iter().take(later_at).enumerate().find(|(_, first)| first.hides(later));
            if let Some((first_at, first)) = hidden {
                return Err(Error::invalid(format!(
                    "rule {} ({}) can never match, because rule {} ({}) takes its requests",
                    later_at + 1,
                    later.label(),
                    first_at + 1,
                    first.label()
                ))
                .advise("put the more specific rule first, or remove one"));
            }
        }
        Ok(())
    }

    fn ends_well(&self) -> Result<()> {
        let Some((last, before)) = self.rules.split_last() else {
            return Err(Error::invalid("the configuration has no rules"));
        };
        if !last.is_catch_all() {
            return Err(Error::invalid(format!(
                "the last rule ({}) does not take every request",
                last.label()
            ))
            .advise("end the list with `service: http_status:404`"));
        }
        if let Some(at) = before.iter().position(Rule::is_catch_all) {
            return Err(Error::invalid(format!(
                "rule {} takes every request, so the rules after it can never match",
                at + 1
            ))
            .advise("put it last"));
        }
        Ok(())
    }

    /// The rules in order.
    #[must_use]
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// Which rule takes a request, counted from 0, as the connector decides: the first that matches.
    ///
    /// `host` is taken as the request names it; a port is ignored, upper case is not: the connector compares letter by letter.
    #[must_use]
    pub fn matches(&self, host: &str, path: &str) -> usize {
        let host = match host.rsplit_once(':') {
            Some((name, port)) if !port.is_empty() && port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let last = self.rules.len().saturating_sub(1);
        self.rules.iter().position(|r| r.matches(host, path)).unwrap_or(last)
    }

    /// The table as a configuration document: `{"ingress": [...]}`.
    #[must_use]
    pub fn to_value(&self, format: Format) -> Value {
        json!({ "ingress": self.rules.iter().map(|r| r.to_value(format)).collect::<Vec<_>>() })
    }

    /// The table as the text of a `config.yml`, for a connector whose configuration is a file. Name the tunnel in the same
    /// file (`tunnel:` and `credentials-file:`) or on the connector's command line.
    #[must_use]
    pub fn to_yaml(&self) -> String {
        let mut text = String::new();
        write_yaml(&mut text, &self.to_value(Format::File), 0);
        text
    }
}

/// Writes an object or a list in blocks, one line an entry; what is in a list starts on the line of its dash.
fn write_yaml(text: &mut String, value: &Value, depth: usize) {
    let indent = "  ".repeat(depth);
    let entry = |text: &mut String, value: &Value| match value {
        Value::Object(o) if !o.is_empty() => {
            text.push('\n');
            write_yaml(text, value, depth + 1);
        }
        Value::Array(a) if !a.is_empty() => {
            text.push('\n');
            write_yaml(text, value, depth + 1);
        }
        Value::String(s) => text.push_str(&format!(" {}\n", quoted(s))),
        // Numbers, switches and empty values look the same in JSON.
        other => text.push_str(&format!(" {other}\n")),
    };
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                text.push_str(&format!("{indent}{key}:"));
                entry(text, value);
            }
        }
        Value::Array(list) => {
            for value in list {
                let start = text.len() + indent.len();
                if value.as_object().is_some_and(|o| !o.is_empty()) {
                    write_yaml(text, value, depth + 1);
                    text.replace_range(start..start + 2, "- ");
                } else {
                    text.push_str(&format!("{indent}-"));
                    entry(text, value);
                }
            }
        }
        _ => {}
    }
}

fn read_rule(value: &Value, format: Format) -> Result<Rule> {
    let object = value.as_object().ok_or_else(|| Error::invalid("a rule is an object"))?;
    let text = |key: &str| match object.get(key) {
        None | Some(Value::Null) => Ok(""),
        Some(Value::String(text)) => Ok(text.as_str()),
        Some(_) => Err(Error::invalid(format!("`{key}` is a text"))),
    };
    if let Some(key) = object
        .keys()
        .find(|k| !matches!(k.as_str(), "hostname" | "path" | "service" | "originRequest" | "id"))
    {
        return Err(Error::invalid(format!("unknown key `{key}`"))
            .advise("a rule has hostname, path, service and originRequest"));
    }
    let mut rule = Rule::new(text("hostname")?, text("service")?)?;
    let path = text("path")?;
    if !path.is_empty() {
        rule = rule.path(path)?;
    }
    match object.get("originRequest") {
        None | Some(Value::Null) => {}
        Some(Value::Object(origin)) => {
            rule.settings = read_settings(origin, format)?;
            if let Some(access) = origin.get("access").filter(|a| !a.is_null()) {
                rule.access = Some(read_access(access)?);
            }
        }
        Some(_) => return Err(Error::invalid("`originRequest` is an object")),
    }
    Ok(rule)
}

fn read_access(access: &Value) -> Result<AccessCheck> {
    if access.get("required").and_then(Value::as_bool) != Some(true) {
        return Err(Error::invalid(
            "the access check is not `required: true`, so requests without a login pass",
        )
        .advise("set it, or leave the block out"));
    }
    let team = access.get("teamName").and_then(Value::as_str).unwrap_or_default();
    let audience: Vec<&str> = access
        .get("audTag")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    AccessCheck::new(team, audience)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Setting {
    Switch,
    Text,
    Number,
    Duration,
    Rules,
    Access,
}

fn kind_of(key: &str) -> Option<Setting> {
    Some(match key {
        "noHappyEyeballs"
        | "noTLSVerify"
        | "disableChunkedEncoding"
        | "bastionMode"
        | "http2Origin"
        | "matchSNItoHost" => Setting::Switch,
        "httpHostHeader" | "originServerName" | "caPool" | "proxyAddress" | "proxyType" => Setting::Text,
        "keepAliveConnections" | "proxyPort" => Setting::Number,
        "connectTimeout" | "tlsTimeout" | "tcpKeepAlive" | "keepAliveTimeout" => Setting::Duration,
        "ipRules" => Setting::Rules,
        "access" => Setting::Access,
        _ => return None,
    })
}

/// Checks the settings of a rule and returns them, access aside, with durations in whole seconds.
fn read_settings(origin: &Map<String, Value>, format: Format) -> Result<Map<String, Value>> {
    let mut settings = Map::new();
    for (key, value) in origin {
        let kind = kind_of(key).ok_or_else(|| {
            Error::invalid(format!("unknown setting `originRequest.{key}`"))
                .advise("the connector would ignore it without a word; check the spelling")
        })?;
        if value.is_null() {
            continue;
        }
        let fits = match kind {
            Setting::Switch => value.is_boolean(),
            Setting::Text => value.is_string(),
            Setting::Number => value.as_u64().is_some_and(|n| n <= 65_535),
            Setting::Duration => {
                settings.insert(key.clone(), Value::from(read_seconds(key, value, format)?));
                continue;
            }
            Setting::Rules => {
                check_address_rules(value)?;
                true
            }
            Setting::Access => continue,
        };
        if !fits {
            return Err(Error::invalid(format!("`originRequest.{key}` has a value of the wrong kind")));
        }
        settings.insert(key.clone(), value.clone());
    }
    Ok(settings)
}

fn read_seconds(key: &str, value: &Value, format: Format) -> Result<u64> {
    let seconds = match format {
        Format::Remote => value.as_u64().ok_or_else(|| {
            Error::invalid(format!("`originRequest.{key}` is not a whole number of seconds")).advise(
                "the API takes 30, not \"30s\" and not 0.5; the connector would keep its old configuration",
            )
        })?,
        Format::File => {
            let duration = value.as_str().and_then(parse_duration).ok_or_else(|| {
                Error::invalid(format!("`originRequest.{key}` is not a duration"))
                    .advise("write it like `30s` in a file")
            })?;
            if duration.subsec_nanos() != 0 {
                return Err(Error::invalid(format!("`originRequest.{key}` has a fraction of a second"))
                    .advise("use whole seconds, the only unit both file and API know"));
            }
            duration.as_secs()
        }
    };
    if seconds > 24 * 3600 {
        return Err(Error::invalid(format!("`originRequest.{key}` is longer than a day"))
            .advise("the API counts in seconds, not nanoseconds"));
    }
    Ok(seconds)
}

fn check_address_rules(value: &Value) -> Result<()> {
    let bad = |what: String| Err(Error::invalid(format!("`originRequest.ipRules`: {what}")));
    let Some(rules) = value.as_array() else { return bad("not a list".to_owned()) };
    for rule in rules {
        let prefix = rule.get("prefix").and_then(Value::as_str).unwrap_or_default();
        let valid = prefix.split_once('/').is_some_and(|(address, bits)| {
            let most = match address.parse::<IpAddr>() {
                Ok(IpAddr::V4(_)) => 32,
                Ok(IpAddr::V6(_)) => 128,
                Err(_) => return false,
            };
            bits.bytes().all(|b| b.is_ascii_digit()) && bits.parse::<u8>().is_ok_and(|b| b <= most)
        });
        if !valid {
            return bad(format!("`{prefix}` is no network"));
        }
        if !rule.get("allow").is_none_or(Value::is_boolean) {
            return bad("`allow` is true or false".to_owned());
        }
        match rule.get("ports") {
            None | Some(Value::Null) => {}
            Some(Value::Array(ports)) => {
                if let Some(port) =
                    ports.iter().find(|p| !p.as_u64().is_some_and(|n| (1..=65_535).contains(&n)))
                {
                    return bad(format!("`{port}` is no port"));
                }
            }
            Some(_) => return bad("`ports` is a list".to_owned()),
        }
    }
    Ok(())
}

/// Compiles a path expression and refuses what our engine takes but the connector's does not.
fn compile(expression: &str) -> Result<Regex> {
    let refuse = |why: String| {
        Error::invalid(format!("the path `{}` is no regular expression: {why}", expression.escape_debug()))
    };
    if let Some(what) = foreign_syntax(expression) {
        return Err(refuse(format!("the connector does not know {what}")));
    }
    regex::RegexBuilder::new(expression).size_limit(1 << 20).build().map_err(|e| {
        let why = match &e {
            regex::Error::CompiledTooBig(_) => "it is too large".to_owned(),
            other => other
                .to_string()
                .lines()
                .last()
                .unwrap_or("syntax error")
                .trim_start_matches("error: ")
                .to_owned(),
        };
        refuse(why).caused_by(e)
    })
}

/// Names the first piece of syntax that our engine takes and the connector's refuses or reads differently.
fn foreign_syntax(expression: &str) -> Option<&'static str> {
    #[derive(PartialEq)]
    enum After {
        Other,
        Repetition,
        Lazy,
    }
    let mut chars = expression.chars().peekable();
    let mut in_class = false;
    let mut previous = ' ';
    let mut after = After::Other;
    while let Some(c) = chars.next() {
        let mut next_after = After::Other;
        match c {
            '\\' => {
                match chars.next().unwrap_or(' ') {
                    'b' if chars.peek() == Some(&'{') => return Some("`\\b{...}`"),
                    '<' | '>' | 'u' | 'U' | 'R' => return Some("this escape"),
                    'p' | 'P' | 'x' if chars.peek() == Some(&'{') => {
                        while chars.next_if(|c| *c != '}').is_some() {}
                    }
                    _ => {}
                }
                previous = ' ';
                after = After::Other;
                continue;
            }
            '[' if in_class && chars.peek() != Some(&':') => return Some("nested sets"),
            '[' => in_class = true,
            ']' if previous != '[' => in_class = false,
            '&' | '~' | '-' if in_class && previous == c => return Some("set operations"),
            _ if in_class => {}
            '(' if chars.peek() == Some(&'?') => {
                chars.next();
                for flag in chars.by_ref() {
                    match flag {
                        ':' | ')' | '<' | 'P' => break,
                        'i' | 'm' | 's' | 'U' | '-' => {}
                        _ => return Some("this group or flag"),
                    }
                }
            }
            '?' if after == After::Repetition => next_after = After::Lazy,
            '*' | '+' | '?' | '{' if after != After::Other => return Some("a repetition of a repetition"),
            '*' | '+' | '?' => next_after = After::Repetition,
            '{' => {
                let counts: String = std::iter::from_fn(|| chars.next_if(|c| *c != '}')).collect();
                chars.next();
                if counts.split(',').any(|n| n.trim().parse::<u32>().is_ok_and(|n| n > 1000)) {
                    return Some("a repetition of more than 1000 times");
                }
                next_after = After::Repetition;
            }
            _ => {}
        }
        previous = c;
        after = next_after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_covers_what_it_matches_and_no_more() {
        let p = |text| HostPattern::parse(text).unwrap();
        assert!(p("*").covers(&p("*.example.com")));
        assert!(p("*.example.com").covers(&p("a.example.com")));
        assert!(p("*.example.com").covers(&p("*.a.example.com")));
        assert!(p("*.example.com").covers(&p("*.example.com")));
        assert!(!p("*.example.com").covers(&p("example.com")));
        assert!(!p("*.example.com").covers(&p("evilexample.com")));
        assert!(!p("*.a.example.com").covers(&p("*.example.com")));
        assert!(!p("a.example.com").covers(&p("*.example.com")));
    }

    #[test]
    fn syntax_of_another_regex_engine_is_refused() {
        for bad in [
            "(?=x)",
            "(?x)a b",
            r"\b{start}",
            "[a&&b]",
            "[a[b]]",
            "(?R)a",
            r"\<a",
            "[unclosed",
            "(?u:a)",
            "a**",
            "a{2}{3}",
            "a{1001}",
            "a*??+",
        ] {
            assert!(compile(bad).is_err(), "{bad}");
        }
        for good in [
            "^/api/v[0-9]+$",
            r"\.(jpg|png)$",
            "(?i)admin",
            "[[:alpha:]]+",
            "(?P<n>x)",
            "a&&b",
            "(?:a|b)--",
            "a{2,1000}?",
            "a*?b+",
            r"[*+?]+",
            r"\p{Greek}+",
            "[]a]*",
        ] {
            assert!(compile(good).is_ok(), "{good}");
        }
    }
}
