//! A change that the service accepted and works on.

use std::time::Duration;

use futures_util::StreamExt as _;
use ionos_core::{Pending, Progress};
use napi::bindgen_prelude::Either3;
use napi_derive::napi;
use serde_json::{Value, json};

use crate::error::Failure;
use crate::feed::Feed;
use crate::task::Task;

/// A change in work; can be waited for any number of times.
#[napi]
#[derive(Debug)]
pub struct Change {
    pending: Pending<Value>,
    created: bool,
}

impl Change {
    pub(crate) fn new(pending: Pending<Value>, created: bool) -> Self {
        Self { pending, created }
    }

    pub(crate) fn pending(&self) -> Pending<Value> {
        self.pending.clone()
    }

    fn within(&self, deadline_ms: Option<f64>) -> Pending<Value> {
        match deadline_ms.map(|ms| Duration::try_from_secs_f64(ms / 1000.0)) {
            Some(Ok(deadline)) => self.pending.clone().deadline(deadline),
            _ => self.pending.clone(),
        }
    }
}

#[napi]
impl Change {
    /// What is known without waiting: `id`, `requestId`, `created` and the `resource` as it was accepted.
    #[napi]
    pub fn facts(&self) -> Value {
        json!({
            "id": self.pending.id(),
            "requestId": self.pending.request_id(),
            "created": self.created,
            "resource": self.pending.clone().detach(),
        })
    }

    /// Waits until it is finished and gives the resource as it is then.
    #[napi]
    pub fn wait(&self, deadline_ms: Option<f64>) -> Task {
        let pending = self.within(deadline_ms);
        Task::new(async move { Ok(Either3::C(pending.wait().await?)) })
    }

    /// How far it is, look by look, until it ends: `queued`, `running`, `settling`, `done`.
    #[napi]
    pub fn progress(&self, deadline_ms: Option<f64>) -> Feed {
        Feed::new(self.within(deadline_ms).progress().map(|step| match step {
            Ok(Progress::Queued) => Ok("queued".into()),
            Ok(Progress::Running) => Ok("running".into()),
            Ok(Progress::Settling) => Ok("settling".into()),
            Ok(Progress::Done) => Ok("done".into()),
            Ok(other) => Ok(format!("{other:?}").to_lowercase().into()),
            Err(error) => Err(Failure::from(error)),
        }))
    }
}
