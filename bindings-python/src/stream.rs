//! Answers that come in pieces.

use std::pin::Pin;
use std::sync::Arc;

use futures_util::StreamExt as _;
use pyo3::prelude::{Py, PyAny, PyResult, Python, pyclass, pymethods};
use tokio::sync::Mutex;

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

    /// Ends it and closes its connection. A `next` that is under way in another thread ends first.
    fn close(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        if let Ok(mut pieces) = self.0.try_lock() {
            let runtime = runtime::handle(py)?;
            let entered = runtime.enter();
            drop(pieces.take());
            drop(entered);
        }
        Ok(py.None())
    }
}
