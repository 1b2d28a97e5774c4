//! One asynchronous call that JavaScript can give up.

use std::future::Future;
use std::pin::Pin;
use std::sync::Mutex;

use futures_util::future::{AbortHandle, Abortable};
use napi::bindgen_prelude::Either3;
use napi_derive::napi;
use serde::Serialize;
use serde_json::Value;

use crate::change::Change;
use crate::error::{Failure, Result};
use crate::feed::Feed;

/// What a task gives.
pub(crate) type Output = Either3<Change, Feed, Value>;

type Work = Pin<Box<dyn Future<Output = Result<Output>> + Send>>;

/// A call that starts with `run`. `cancel` ends it: the connection is closed and `run` fails with `CANCELED`.
#[napi]
pub struct Task {
    work: Mutex<Option<Abortable<Work>>>,
    handle: AbortHandle,
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Task").field("canceled", &self.handle.is_aborted()).finish_non_exhaustive()
    }
}

impl Task {
    pub(crate) fn new(work: impl Future<Output = Result<Output>> + Send + 'static) -> Self {
        let (handle, registration) = AbortHandle::new_pair();
        let work: Work = Box::pin(work);
        Self { work: Mutex::new(Some(Abortable::new(work, registration))), handle }
    }

    /// Work that blocks, on a thread for such work.
    pub(crate) fn blocking(work: impl FnOnce() -> Result<Value> + Send + 'static) -> Self {
        Self::new(async move {
            match tokio::task::spawn_blocking(work).await {
                Ok(result) => result.map(Either3::C),
                Err(error) => Err(Failure::new("CANCELED", format!("the work did not end: {error}"))),
            }
        })
    }
}

#[napi]
impl Task {
    /// Does the work, once.
    ///
    /// # Errors
    /// As the work fails; when it was canceled; when it was run before.
    #[napi]
    pub async fn run(&self) -> napi::Result<Output> {
        let work = self.work.lock().ok().and_then(|mut slot| slot.take());
        let Some(work) = work else {
            return Err(Failure::new("INVALID_REQUEST", "this call was made before").into());
        };
        match work.await {
            Ok(result) => Ok(result?),
            Err(_) => Err(canceled().into()),
        }
    }

    /// Gives the work up.
    #[napi]
    pub fn cancel(&self) {
        self.handle.abort();
    }
}

pub(crate) fn canceled() -> Failure {
    Failure::new("CANCELED", "the call was given up by its caller")
}

/// Plain data for JavaScript.
pub(crate) fn plain(value: impl Serialize) -> Result<Value> {
    serde_json::to_value(value)
        .map_err(|e| Failure::new("DECODE", format!("the result cannot be written as JSON: {e}")))
}
