use std::time::Duration;

use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::dice::Dice;
use crate::error::Error;

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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nth: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    probability: Option<f64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    times: Option<u64>,
    fault: FaultKind,
}

/// What happens to a call that a [`FaultRule`] has chosen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum FaultKind {
    /// The call is refused with this status, in the error shape of its product.
    Status {
        /// The status to answer.
        code: u16,
        /// Seconds for the `Retry-After` header.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        retry_after: Option<u64>,
    },
    /// The call is answered this many milliseconds later.
    Delay {
        /// Milliseconds of real time.
        ms: u64,
    },
    /// The connection is closed without an answer, and the call is not carried out.
    Drop,
    /// The call is carried out, but answered 502 with a page of HTML.
    #[serde(rename = "created_then_502")]
    CreatedThen502,
    /// The call is carried out, and the connection is closed without an answer.
    CreatedThenDrop,
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
    /// The call is carried out, and one value in the JSON of the answer is another one. That is how an API looks
    /// that has gained a field, or a value of an enum, since the client was made.
    ChangeAnswer {
        /// Where, as a JSON pointer (RFC 6901); a member that is not there is added to its object.
        at: String,
        /// The value to find there.
        to: Value,
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
        Self { method: None, path: None, nth: None, probability: None, times: None, fault }
    }

    /// Refuses calls with a status; `retry_after` is in seconds.
    pub fn status(code: u16, retry_after: Option<u64>) -> Self {
        Self::new(FaultKind::Status { code, retry_after })
    }

    /// Answers later, in real time.
    pub fn delay(by: Duration) -> Self {
        Self::new(FaultKind::Delay { ms: u64::try_from(by.as_millis()).unwrap_or(u64::MAX) })
    }

    /// Closes the connection without an answer.
    pub fn drop_connection() -> Self {
        Self::new(FaultKind::Drop)
    }

    /// Carries the call out and answers 502 with HTML.
    pub fn created_then_502() -> Self {
        Self::new(FaultKind::CreatedThen502)
    }

    /// Carries the call out and closes the connection without an answer.
    pub fn created_then_drop() -> Self {
        Self::new(FaultKind::CreatedThenDrop)
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
        Self::new(FaultKind::SlowBody { ms: u64::try_from(pause.as_millis()).unwrap_or(u64::MAX) })
    }

    /// Carries the call out and says that the answer is of another type.
    pub fn content_type(value: impl Into<String>) -> Self {
        Self::new(FaultKind::ContentType { value: value.into() })
    }

    /// Carries the call out and puts `to` in the place of the answer that the JSON pointer `at` names.
    pub fn change_answer(at: impl Into<String>, to: impl Into<Value>) -> Self {
        Self::new(FaultKind::ChangeAnswer { at: at.into(), to: to.into() })
    }

    /// Carries the call out with a wrong `Date` in the answer.
    pub fn clock_skew(seconds: i64) -> Self {
        Self::new(FaultKind::ClockSkew { seconds })
    }

    /// Hides what the call makes for a while, in real time.
    pub fn hide_after_create(time: Duration) -> Self {
        Self::new(FaultKind::HideAfterCreate { ms: u64::try_from(time.as_millis()).unwrap_or(u64::MAX) })
    }

    /// Lets the request that the call starts end as `FAILED`.
    pub fn fail_request(message: impl Into<String>) -> Self {
        Self::new(FaultKind::FailRequest { message: message.into() })
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

    pub(crate) fn check(&self) -> Result<(), Error> {
        if let Some(share) = self.probability
            && !(0.0..=1.0).contains(&share)
        {
            return Err(Error::config("the probability of a fault must be from 0 to 1"));
        }
        if let FaultKind::Status { code, .. } = self.fault
            && !(400..=599).contains(&code)
        {
            return Err(Error::config("the status of a fault must be from 400 to 599"));
        }
        Ok(())
    }
}

/// The rules in force, with what they have done so far.
#[derive(Debug)]
pub(crate) struct Faults {
    rules: Vec<Active>,
    dice: Dice,
}

#[derive(Debug)]
struct Active {
    rule: FaultRule,
    matched: u64,
    fired: u64,
}

impl Faults {
    pub(crate) fn new(seed: u64) -> Self {
        Self { rules: Vec::new(), dice: Dice::new(seed ^ 0xfa17) }
    }

    pub(crate) fn add(&mut self, rule: FaultRule) {
        self.rules.push(Active { rule, matched: 0, fired: 0 });
    }

    pub(crate) fn clear(&mut self) {
        self.rules.clear();
    }

    pub(crate) fn rules(&self) -> Vec<FaultRule> {
        self.rules.iter().map(|active| active.rule.clone()).collect()
    }

    /// The fault for this call: that of the first rule that fires. Every rule counts the calls it matches.
    pub(crate) fn choose(&mut self, method: &Method, path: &str) -> Option<FaultKind> {
        let mut chosen = None;
        for active in &mut self.rules {
            let rule = &active.rule;
            if rule.method.as_deref().is_some_and(|wanted| !wanted.eq_ignore_ascii_case(method.as_str()))
                || rule.path.as_deref().is_some_and(|part| !path.contains(part))
            {
                continue;
            }
            active.matched += 1;
            let spent = rule.times.is_some_and(|times| active.fired >= times);
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
            Self::Status { code, .. } => format!("status {code}"),
            Self::Delay { ms } => format!("delay {ms} ms"),
            Self::Drop => "drop".to_owned(),
            Self::CreatedThen502 => "created_then_502".to_owned(),
            Self::CreatedThenDrop => "created_then_drop".to_owned(),
            Self::Html200 => "html_200".to_owned(),
            Self::HideAfterCreate { ms } => format!("hide_after_create {ms} ms"),
            Self::TruncatedBody => "truncated_body".to_owned(),
            Self::SlowBody { ms } => format!("slow_body {ms} ms"),
            Self::ContentType { value } => format!("content_type {value}"),
            Self::ChangeAnswer { at, .. } => format!("change_answer {at}"),
            Self::ClockSkew { seconds } => format!("clock_skew {seconds} s"),
            Self::FailRequest { .. } => "fail_request".to_owned(),
        }
    }
}
