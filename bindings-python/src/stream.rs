//! Answers that come in pieces.

use std::pin::Pin;
use std::sync::Arc;

use futures_util::StreamExt as _;
use pyo3::prelude::{PyResult, Python, pyclass, pymethods};
use serde::Serialize;
use tokio::sync::{Mutex, mpsc};

use crate::failure::Failure;
use crate::process::OfProcess;
use crate::runtime;
use crate::task::{Answer, Task};

type Pieces = Pin<Box<dyn futures_util::Stream<Item = Result<String, Failure>> + Send>>;

/// Pieces of JSON text.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct Stream(Arc<Mutex<OfProcess<Pieces>>>);

impl Stream {
    pub(crate) fn new(
        pieces: impl futures_util::Stream<Item = Result<String, Failure>> + Send + 'static,
    ) -> Self {
        Self(Arc::new(Mutex::new(OfProcess::new(Box::pin(pieces)))))
    }
}

pub(crate) fn text(value: &impl Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|e| Failure::plain("DECODE", e.to_string()))
}

/// Takes events out of work that is under way.
#[derive(Clone)]
pub(crate) struct Narrator(mpsc::UnboundedSender<String>);

impl Narrator {
    pub(crate) fn tell(&self, event: &impl Serialize) {
        if let Ok(event) = serde_json::to_string(event) {
            // Nobody listens any more when the stream is closed, and then the work ends, too.
            drop(self.0.send(event));
        }
    }
}

impl Stream {
    /// Work that tells what it does: its events in order, and its result as the last piece.
    ///
    /// It goes on between two calls of `next`, and is given up when the stream is closed.
    pub(crate) fn narrated<F>(work: impl FnOnce(Narrator) -> F + Send + 'static) -> Self
    where
        F: Future<Output = Result<String, Failure>> + Send + 'static,
    {
        enum State<W> {
            New(W),
            Working(AbortOnDrop, mpsc::UnboundedReceiver<String>),
            Ended,
        }
        Self::new(futures_util::stream::unfold(State::New(work), |mut state| async move {
            loop {
                state = match state {
                    State::New(work) => {
                        let (sender, receiver) = mpsc::unbounded_channel();
                        State::Working(AbortOnDrop(tokio::spawn(work(Narrator(sender)))), receiver)
                    }
                    State::Working(mut work, mut events) => match events.recv().await {
                        Some(event) => return Some((Ok(event), State::Working(work, events))),
                        // The narrator is gone, so the work is done.
                        None => {
                            let result = (&mut work.0).await;
                            let lost = |_| Err(Failure::plain("CANCELED", "the work was given up"));
                            return Some((result.unwrap_or_else(lost), State::Ended));
                        }
                    },
                    State::Ended => return None,
                };
            }
        }))
    }
}

struct AbortOnDrop(tokio::task::JoinHandle<Result<String, Failure>>);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

#[pymethods]
impl Stream {
    /// The next piece, or `None` after the last. Giving up the wait loses nothing.
    fn next(&self) -> Task {
        let pieces = self.0.clone();
        Task::new(async move {
            let mut pieces = pieces.lock().await;
            if pieces.is_foreign() {
                return Err(Failure::plain(
                    "CANCELED",
                    "this stream belongs to the parent process; open it again",
                ));
            }
            let Some(open) = pieces.get_mut() else { return Ok(Answer::Nothing) };
            match open.next().await {
                Some(Ok(piece)) => Ok(Answer::Json(piece)),
                Some(Err(failure)) => {
                    drop(pieces.take());
                    Err(failure)
                }
                None => {
                    drop(pieces.take());
                    Ok(Answer::Nothing)
                }
            }
        })
    }

    /// Ends it and closes its connection, after a `next` that is under way.
    fn close(&self, py: Python<'_>) -> PyResult<()> {
        let runtime = runtime::handle(py)?;
        match self.0.try_lock() {
            Ok(mut pieces) => {
                let entered = runtime.enter();
                drop(pieces.take());
                drop(entered);
            }
            Err(_) => {
                let pieces = self.0.clone();
                runtime.spawn(async move { drop(pieces.lock().await.take()) });
            }
        }
        Ok(())
    }
}
