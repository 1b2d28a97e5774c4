use std::collections::BTreeMap;
use std::time::Duration;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use crate::clock::Micros;
use crate::dice::Dice;
use crate::error::Error;
use crate::exchange::{Call, put};
use crate::operations;
use crate::scenario::Scenario;
use crate::server::Product;

/// A fault to inject, and the calls it applies to. Without conditions it applies to every call.
///
/// ```
/// use ionos_simulator::FaultRule;
/// let rule = FaultRule::status(503, Some(2)).method("GET").path("/servers").times(3);
/// # let _ = rule;
/// ```
#[must_use]
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FaultRule {
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "operation")]
    operation: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "count")]
    nth: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "share")]
    probability: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_ms: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    until_ms: Option<u64>,
    fault: FaultKind,
}

/// What is wrong with an operation, a share or a status; the same for rules that are written and that are read.
fn no_operation(name: &str) -> Option<String> {
    (!operations::exists(name)).then(|| format!("there is no operation `{name}`"))
}

fn no_share(share: f64) -> Option<String> {
    (!(0.0..=1.0).contains(&share)).then(|| "the probability of a fault must be from 0 to 1".to_owned())
}

fn no_status(code: u16) -> Option<String> {
    (!(200..=599).contains(&code)).then(|| "the status of a fault must be from 200 to 599".to_owned())
}

fn no_count(n: u64) -> Option<String> {
    (n == 0).then(|| "calls are counted from 1".to_owned())
}

fn operation<'de, D: Deserializer<'de>>(input: D) -> Result<Option<String>, D::Error> {
    let name = String::deserialize(input)?;
    no_operation(&name).map_or(Ok(Some(name)), |problem| Err(D::Error::custom(problem)))
}

fn share<'de, D: Deserializer<'de>>(input: D) -> Result<Option<f64>, D::Error> {
    let share = f64::deserialize(input)?;
    no_share(share).map_or(Ok(Some(share)), |problem| Err(D::Error::custom(problem)))
}

fn count<'de, D: Deserializer<'de>>(input: D) -> Result<Option<u64>, D::Error> {
    let count = u64::deserialize(input)?;
    no_count(count).map_or(Ok(Some(count)), |problem| Err(D::Error::custom(problem)))
}

fn no_headers(headers: &BTreeMap<String, String>) -> Option<String> {
    let bad = headers.iter().find(|(name, value)| {
        http::HeaderName::from_bytes(name.as_bytes()).is_err()
            || http::HeaderValue::from_bytes(value.as_bytes()).is_err()
    });
    bad.map(|(name, _)| format!("the header `{name}` cannot be sent"))
}

fn headers<'de, D: Deserializer<'de>>(input: D) -> Result<BTreeMap<String, String>, D::Error> {
    let headers = BTreeMap::deserialize(input)?;
    no_headers(&headers).map_or(Ok(headers), |problem| Err(D::Error::custom(problem)))
}

fn status<'de, D: Deserializer<'de>>(input: D) -> Result<u16, D::Error> {
    let code = u16::deserialize(input)?;
    no_status(code).map_or(Ok(code), |problem| Err(D::Error::custom(problem)))
}

/// What happens to a call that a [`FaultRule`] has chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// The call is answered as it should be, and no later rule applies to it.
    Pass,
    /// The call is refused with this status, in the error shape of its product.
    Status {
        /// The status to answer.
        #[serde(deserialize_with = "status")]
        code: u16,
        /// Seconds for the `Retry-After` header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// The call is not carried out, and answered with this status and a page of HTML, as gateways do.
    Html {
        /// The status to answer.
        #[serde(deserialize_with = "status")]
        code: u16,
    },
    /// The call is not carried out, and answered with exactly this.
    Answer {
        /// The status to answer.
        #[serde(deserialize_with = "status")]
        code: u16,
        /// Headers by name.
        #[serde(default, skip_serializing_if = "BTreeMap::is_empty", deserialize_with = "headers")]
        headers: BTreeMap<String, String>,
        /// The body, whatever it is.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        body: String,
    },
    /// The call is carried out, and values in its JSON answer are replaced or added.
    Edit {
        /// New values by JSON pointer, such as `/items/0/metadata/state`.
        set: BTreeMap<String, Value>,
    },
    /// The call is answered as if its token, password or key were no longer valid.
    ExpiredToken,
    /// The call is answered this many milliseconds later.
    Delay {
        /// Milliseconds of real time.
        ms: u64,
    },
    /// The connection is closed without an answer, and the call is not carried out.
    Drop,
    /// The connection is reset without an answer, and the call is not carried out.
    Reset,
    /// The call is carried out, and the connection is reset without an answer.
    CreatedThenReset,
    /// The call is carried out, but answered 502 with a page of HTML.
    #[serde(rename = "created_then_502")]
    CreatedThen502,
    /// The call is not carried out, and answered 200 with a page of HTML.
    #[serde(rename = "html_200")]
    Html200,
    /// The call is carried out, but what it has made is not found for this many milliseconds.
    HideAfterCreate {
        /// Milliseconds of real time.
        ms: u64,
    },
    /// The call is carried out, and the body of the answer breaks off after half of its bytes.
    TruncatedBody,
    /// The call is carried out, and the body of the answer comes in pieces with a pause between them.
    SlowBody {
        /// Milliseconds of real time between two pieces.
        ms: u64,
    },
    /// The call is carried out, and the answer claims to be of another type.
    ContentType {
        /// The value of `Content-Type`.
        value: String,
    },
    /// The call is carried out, and the `Date` of the answer is wrong by this many seconds.
    ClockSkew {
        /// Seconds; negative ones lie in the past.
        seconds: i64,
    },
    /// The cloud accepts the call, and its request then ends as `FAILED` without effect.
    FailRequest {
        /// The reason the request gives.
        message: String,
    },
}

impl FaultRule {
    /// Applies `fault` to every call, until conditions are added.
    pub fn new(fault: FaultKind) -> Self {
        Self {
            operation: None,
            method: None,
            path: None,
            nth: None,
            probability: None,
            times: None,
            from_ms: None,
            until_ms: None,
            fault,
        }
    }

    /// Refuses calls with a status; `retry_after` is in seconds.
    pub fn status(code: u16, retry_after: Option<u64>) -> Self {
        Self::new(FaultKind::Status { code, retry_after })
    }

    /// Answers as it should be, whatever later rules say.
    pub fn pass() -> Self {
        Self::new(FaultKind::Pass)
    }

    /// Answers with this status and a page of HTML, and does nothing.
    pub fn html(code: u16) -> Self {
        Self::new(FaultKind::Html { code })
    }

    /// Answers with exactly this, and does nothing.
    pub fn answer<'a>(
        code: u16,
        headers: impl IntoIterator<Item = (&'a str, &'a str)>,
        body: impl Into<String>,
    ) -> Self {
        let headers = headers.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
        Self::new(FaultKind::Answer { code, headers, body: body.into() })
    }

    /// Carries the call out and changes a value in its JSON answer, named by a JSON pointer.
    pub fn edit(pointer: impl Into<String>, value: impl Into<Value>) -> Self {
        Self::new(FaultKind::Edit { set: BTreeMap::from([(pointer.into(), value.into())]) })
    }

    /// Answers as if the credentials of the call were no longer valid.
    pub fn expired_token() -> Self {
        Self::new(FaultKind::ExpiredToken)
    }

    /// Resets the connection without an answer.
    pub fn reset() -> Self {
        Self::new(FaultKind::Reset)
    }

    /// Carries the call out and resets the connection.
    pub fn created_then_reset() -> Self {
        Self::new(FaultKind::CreatedThenReset)
    }

    /// Answers later, in real time.
    pub fn delay(by: Duration) -> Self {
        Self::new(FaultKind::Delay { ms: millis(by) })
    }

    /// Closes the connection without an answer.
    pub fn drop_connection() -> Self {
        Self::new(FaultKind::Drop)
    }

    /// Carries the call out and answers 502 with HTML.
    pub fn created_then_502() -> Self {
        Self::new(FaultKind::CreatedThen502)
    }

    /// Answers 200 with HTML and does nothing.
    pub fn html_200() -> Self {
        Self::new(FaultKind::Html200)
    }

    /// Carries the call out and breaks the body of the answer off in the middle.
    pub fn truncated_body() -> Self {
        Self::new(FaultKind::TruncatedBody)
    }

    /// Carries the call out and sends the body of the answer slowly, in real time.
    pub fn slow_body(pause: Duration) -> Self {
        Self::new(FaultKind::SlowBody { ms: millis(pause) })
    }

    /// Carries the call out and says that the answer is of another type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self::new(FaultKind::ContentType { value: value.into() })
    }

    /// Carries the call out with a wrong `Date` in the answer.
    pub fn clock_skew(seconds: i64) -> Self {
        Self::new(FaultKind::ClockSkew { seconds })
    }

    /// Hides what the call makes for a while, in real time.
    pub fn hide_after_create(time: Duration) -> Self {
        Self::new(FaultKind::HideAfterCreate { ms: millis(time) })
    }

    /// Lets the request that the call starts end as `FAILED`.
    pub fn fail_request(message: impl Into<String>) -> Self {
        Self::new(FaultKind::FailRequest { message: message.into() })
    }

    /// Only calls of this operation, by its name in the official description, such as `datacentersServersPost`.
    pub fn operation(mut self, name: impl Into<String>) -> Self {
        self.operation = Some(name.into());
        self
    }

    /// Only calls with this method.
    pub fn method(mut self, method: impl AsRef<str>) -> Self {
        self.method = Some(method.as_ref().to_ascii_uppercase());
        self
    }

    /// Only calls whose path contains this text.
    pub fn path(mut self, part: impl Into<String>) -> Self {
        self.path = Some(part.into());
        self
    }

    /// Only the `n`th matching call, counted from 1.
    pub fn nth(mut self, n: u64) -> Self {
        self.nth = Some(n);
        self
    }

    /// Only this share of the matching calls, from 0 to 1, chosen by the seed.
    pub fn probability(mut self, share: f64) -> Self {
        self.probability = Some(share);
        self
    }

    /// At most this many calls.
    pub fn times(mut self, times: u64) -> Self {
        self.times = Some(times);
        self
    }

    /// Only from this much simulated time after the rule was added.
    pub fn from(mut self, time: Duration) -> Self {
        self.from_ms = Some(millis(time));
        self
    }

    /// Only until this much simulated time after the rule was added.
    pub fn until(mut self, time: Duration) -> Self {
        self.until_ms = Some(millis(time));
        self
    }

    pub(crate) fn check(&self) -> Result<(), Error> {
        let fault = match &self.fault {
            FaultKind::Status { code, .. } | FaultKind::Html { code } => no_status(*code),
            FaultKind::Answer { code, headers, .. } => no_status(*code).or_else(|| no_headers(headers)),
            _ => None,
        };
        let problem = (self.operation.as_deref().and_then(no_operation))
            .or_else(|| self.probability.and_then(no_share))
            .or_else(|| self.nth.and_then(no_count))
            .or(fault);
        problem.map_or(Ok(()), |problem| Err(Error::config(problem)))
    }

    fn matches(&self, call: &Call, operation: Option<&str>) -> bool {
        self.operation.as_deref().is_none_or(|name| Some(name) == operation)
            && self.method.as_deref().is_none_or(|name| name.eq_ignore_ascii_case(call.method.as_str()))
            && self.path.as_deref().is_none_or(|part| call.path.contains(part))
    }
}

/// The rules in force, with what they have done so far.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Vec<Active>,
    scenarios: u64,
    dice: Dice,
}

#[derive(Debug)]
struct Active {
    rule: FaultRule,
    matched: u64,
    fired: u64,
    begun: Micros,
    /// The scenario of which it is a step.
    scenario: Option<u64>,
}

impl Active {
    /// Whether it has nothing more to do.
    fn is_over(&self, now: Micros) -> bool {
        let most = self.rule.times.or_else(|| self.scenario.map(|_| 1));
        most.is_some_and(|most| self.fired >= most)
            || self.rule.until_ms.is_some_and(|until| self.age(now) >= until)
    }

    /// Milliseconds since it was added.
    fn age(&self, now: Micros) -> u64 {
        u64::try_from((now - self.begun) / 1000).unwrap_or_default()
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self { rules: Vec::new(), scenarios: 0, dice: Dice::new(seed ^ 0xfa17) }
    }

    pub(crate) fn add(&mut self, rule: FaultRule, now: Micros) {
        self.rules.push(Active { rule, matched: 0, fired: 0, begun: now, scenario: None });
    }

    pub(crate) fn play(&mut self, scenario: Scenario, now: Micros) {
        self.scenarios += 1;
        for rule in scenario.rules {
            self.add(rule, now);
        }
        for rule in scenario.steps {
            let scenario = Some(self.scenarios);
            self.rules.push(Active { rule, matched: 0, fired: 0, begun: now, scenario });
        }
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    /// The rules, with how many calls each has matched and changed so far.
    pub(crate) fn rules(&self) -> Value {
        let rules = self.rules.iter().map(|active| {
            let mut rule = json!(active.rule);
            put(&mut rule, "matched", active.matched);
            put(&mut rule, "applied", active.fired);
            rule
        });
        rules.collect()
    }

    /// The fault for this call: that of the first rule that fires. Every rule counts the calls it matches; of the
    /// steps of a scenario only the first that is not over does so.
    pub(crate) fn choose(&mut self, product: Product, call: &Call, now: Micros) -> Option<FaultKind> {
        let needs_operation = self.rules.iter().any(|active| active.rule.operation.is_some());
        let operation = needs_operation
            .then(|| operations::name(product.name(), call.method.as_str(), &call.parts()))
            .flatten();
        let mut chosen = None;
        let mut under_way = Vec::new();
        for active in &mut self.rules {
            let spent = active.is_over(now);
            if active.scenario.is_some() && (spent || under_way.contains(&active.scenario)) {
                continue;
            }
            under_way.extend(active.scenario.is_some().then_some(active.scenario));
            let rule = &active.rule;
            if !rule.matches(call, operation) || rule.from_ms.is_some_and(|from| active.age(now) < from) {
                continue;
            }
            active.matched += 1;
            let other = rule.nth.is_some_and(|nth| nth != active.matched);
            let unlucky = rule.probability.is_some_and(|share| self.dice.fraction() >= share);
            if chosen.is_none() && !spent && !other && !unlucky {
                active.fired += 1;
                chosen = Some(rule.fault.clone());
            }
        }
        chosen
    }
}

impl FaultKind {
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Pass => "pass".to_owned(),
            Self::Status { code, .. } => format!("status {code}"),
            Self::Html { code } => format!("html {code}"),
            Self::Answer { code, .. } => format!("answer {code}"),
            Self::Edit { .. } => "edit".to_owned(),
            Self::ExpiredToken => "expired_token".to_owned(),
            Self::Reset => "reset".to_owned(),
            Self::CreatedThenReset => "created_then_reset".to_owned(),
            Self::Delay { ms } => format!("delay {ms} ms"),
            Self::Drop => "drop".to_owned(),
            Self::CreatedThen502 => "created_then_502".to_owned(),
            Self::Html200 => "html_200".to_owned(),
            Self::HideAfterCreate { ms } => format!("hide_after_create {ms} ms"),
            Self::TruncatedBody => "truncated_body".to_owned(),
            Self::SlowBody { ms } => format!("slow_body {ms} ms"),
            Self::ContentType { value } => format!("content_type {value}"),
            Self::ClockSkew { seconds } => format!("clock_skew {seconds} s"),
            Self::FailRequest { .. } => "fail_request".to_owned(),
        }
    }
}
