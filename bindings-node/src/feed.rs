//! A sequence of plain values that JavaScript reads one by one.

use std::pin::Pin;

use futures_util::future::{AbortHandle, Abortable};
use futures_util::{Stream, StreamExt as _, stream};
use napi_derive::napi;
use serde::Serialize;
use serde_json::{Value, json};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use crate::error::Result;
use crate::task::plain;

type Source = Pin<Box<dyn Stream<Item = Result<Value>> + Send>>;

/// Values as they come. Nothing is fetched before `next` is called; `close` drops the source and what it holds.
#[napi]
pub struct Feed {
    source: Mutex<Option<Abortable<Source>>>,
    handle: AbortHandle,
}

impl std::fmt::Debug for Feed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Feed").field("closed", &self.handle.is_aborted()).finish_non_exhaustive()
    }
}

impl Feed {
    pub(crate) fn new(source: impl Stream<Item = Result<Value>> + Send + 'static) -> Self {
        let (handle, registration) = AbortHandle::new_pair();
        let source: Source = Box::pin(source);
        Self { source: Mutex::new(Some(Abortable::new(source, registration))), handle }
    }

    /// A run that reports events: `{"event": ..}` for each, and `{"result": ..}` at the end.
    pub(crate) fn narrated<W>(run: impl FnOnce(Narrator) -> W) -> Self
    where
        W: Future<Output = Result<Value>> + Send + 'static,
    {
        let (sender, events) = unbounded_channel();
        let work: Pin<Box<dyn Future<Output = Result<Value>> + Send>> = Box::pin(run(Narrator(sender)));
        Self::new(stream::unfold((events, Run::Working(work)), narrate))
    }
}

enum Run {
    Working(Pin<Box<dyn Future<Output = Result<Value>> + Send>>),
    Ended(Result<Value>),
    Told,
}

type Narration = (UnboundedReceiver<Value>, Run);

async fn narrate((mut events, mut run): Narration) -> Option<(Result<Value>, Narration)> {
    loop {
        run = match run {
            Run::Working(mut work) => tokio::select! {
                biased;
                Some(event) = events.recv() => {
                    return Some((Ok(json!({ "event": event })), (events, Run::Working(work))));
                }
                result = &mut work => Run::Ended(result),
            },
            Run::Ended(result) => match events.try_recv() {
                Ok(event) => return Some((Ok(json!({ "event": event })), (events, Run::Ended(result)))),
                Err(_) => {
                    let last = result.map(|value| json!({ "result": value }));
                    return Some((last, (events, Run::Told)));
                }
            },
            Run::Told => return None,
        };
    }
}

/// Takes the events of a run.
#[derive(Clone, Debug)]
pub(crate) struct Narrator(UnboundedSender<Value>);

impl Narrator {
    pub(crate) fn tell(&self, event: impl Serialize) {
        // Nobody listens any more: the run is being dropped.
        if let Ok(event) = plain(event) {
            let _ = self.0.send(event);
        }
    }
}

#[napi]
impl Feed {
    /// The next value; `null` after the last one, and after `close`.
    ///
    /// # Errors
    /// As the source fails; it is over then.
    #[napi]
    pub async fn next(&self) -> napi::Result<Option<Value>> {
        let mut slot = self.source.lock().await;
        let Some(source) = slot.as_mut() else { return Ok(None) };
        match source.next().await {
            Some(Ok(value)) => Ok(Some(value)),
            Some(Err(failure)) => {
                *slot = None;
                Err(failure.into())
            }
            None => {
                *slot = None;
                Ok(None)
            }
        }
    }

    /// Ends it; a `next` that waits gives `null`.
    #[napi]
    pub fn close(&self) {
        self.handle.abort();
        // A `next` that holds the source drops it itself.
        if let Ok(mut slot) = self.source.try_lock() {
            *slot = None;
        }
    }
}
