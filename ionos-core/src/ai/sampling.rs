//! The settings that chat and completions share.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::error::{Error, ErrorKind, Result};

/// How long an answer may get unless the caller says otherwise. The service's own default is 16 tokens.
pub(super) const TOKENS: u32 = 1024;

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Sampling {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_p: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) n: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) stop: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) presence_penalty: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) frequency_penalty: Option<f32>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) logit_bias: BTreeMap<u32, f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<String>,
}

impl Sampling {
    /// Checks what the service would refuse.
    pub(super) fn check(&self) -> Result<()> {
        within("temperature", self.temperature, 0.0, 2.0)?;
        within("top_p", self.top_p, 0.0, 1.0)?;
        within("presence_penalty", self.presence_penalty, -2.0, 2.0)?;
        within("frequency_penalty", self.frequency_penalty, -2.0, 2.0)?;
        for bias in self.logit_bias.values() {
            within("logit_bias", Some(*bias), -100.0, 100.0)?;
        }
        at_least_one("n", self.n)?;
        at_most("texts at which an answer ends", self.stop.len(), 4)
    }
}

pub(super) fn invalid(what: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidRequest, what).advise("correct it; nothing was sent")
}

/// NaN is no number that JSON knows, and lies within nothing.
fn within(name: &str, value: Option<f32>, least: f32, most: f32) -> Result<()> {
    match value {
        Some(value) if !(least..=most).contains(&value) => {
            Err(invalid(format!("`{name}` is {value}; it goes from {least} to {most}")))
        }
        _ => Ok(()),
    }
}

pub(super) fn at_most(what: &str, count: usize, most: usize) -> Result<()> {
    if count > most { Err(invalid(format!("{count} {what} are given; {most} is the most"))) } else { Ok(()) }
}

pub(super) fn at_least_one(name: &str, value: Option<u32>) -> Result<()> {
    if value == Some(0) { Err(invalid(format!("`{name}` is 0; it is 1 or more"))) } else { Ok(()) }
}

pub(super) fn given(name: &str, text: &str) -> Result<()> {
    if text.is_empty() { Err(invalid(format!("`{name}` is empty"))) } else { Ok(()) }
}

/// The setters of the shared settings, for a builder that holds them as `request.sampling`.
macro_rules! sampled {
    () => {
        /// Sets how free the answer may be, from 0 (always the likeliest word) to 2; 1 by default.
        pub fn temperature(mut self, temperature: f32) -> Self {
            self.request.sampling.temperature = Some(temperature);
            self
        }

        /// Considers only the likeliest words that make up this share of the probability, from 0 to 1.
        pub fn top_p(mut self, share: f32) -> Self {
            self.request.sampling.top_p = Some(share);
            self
        }

        /// Sets how many answers to give; 1 by default.
        pub fn n(mut self, answers: u32) -> Self {
            self.request.sampling.n = Some(answers);
            self
        }

        /// Adds a text at which the answer ends; four at most.
        pub fn stop(mut self, text: impl Into<String>) -> Self {
            self.request.sampling.stop.push(text.into());
            self
        }

        /// Makes words less likely (up to 2) or likelier (down to -2) once they were said; 0 by default.
        pub fn presence_penalty(mut self, penalty: f32) -> Self {
            self.request.sampling.presence_penalty = Some(penalty);
            self
        }

        /// Makes words less likely (up to 2) or likelier (down to -2) the more often they were said; 0 by default.
        pub fn frequency_penalty(mut self, penalty: f32) -> Self {
            self.request.sampling.frequency_penalty = Some(penalty);
            self
        }

        /// Makes a token of the model likelier (up to 100, always) or less likely (down to -100, never).
        pub fn logit_bias(mut self, token: u32, bias: f32) -> Self {
            self.request.sampling.logit_bias.insert(token, bias);
            self
        }

        /// Names the end user to the service, by an id that means nothing elsewhere.
        pub fn user_id(mut self, id: impl Into<String>) -> Self {
            self.request.sampling.user = Some(id.into());
            self
        }
    };
}
pub(super) use sampled;
