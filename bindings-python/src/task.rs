//! Work that has not begun: Python runs it, blocking or beside its event loop.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use futures_util::FutureExt as _;
use pyo3::IntoPyObjectExt as _;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::{Py, PyAny, PyErr, PyResult, Python, pyclass, pymethods};
use tokio::task::AbortHandle;

use crate::client::Change;
use crate::failure::Failure;
use crate::process::OfProcess;
use crate::runtime;
use crate::stream::Stream;

/// What work ends with.
pub(crate) enum Answer {
    Nothing,
    /// JSON text.
    Json(String),
    Change(Change),
    Stream(Stream),
    /// JSON text or an error each.
    Results(Vec<Result<String, Failure>>),
}

impl Answer {
    fn into_py(self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        match self {
            Self::Nothing => Ok(py.None()),
            Self::Json(text) => text.into_py_any(py),
            Self::Change(change) => change.into_py_any(py),
            Self::Stream(stream) => stream.into_py_any(py),
            Self::Results(results) => {
                let pairs: Vec<(Option<String>, Option<PyErr>)> = results
                    .into_iter()
                    .map(|end| match end {
                        Ok(text) => (Some(text), None),
                        Err(failure) => (None, Some(failure.into_py(py))),
                    })
                    .collect();
                pairs.into_py_any(py)
            }
        }
    }
}

type Work = Pin<Box<dyn Future<Output = Result<Answer, Failure>> + Send>>;

/// Work that has not begun.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct Task(Mutex<OfProcess<Work>>);

impl Task {
    pub(crate) fn new(work: impl Future<Output = Result<Answer, Failure>> + Send + 'static) -> Self {
        Self(Mutex::new(OfProcess::new(Box::pin(work))))
    }

    /// Work that blocks its thread: files and key derivation.
    pub(crate) fn blocking(work: impl FnOnce() -> Result<Answer, Failure> + Send + 'static) -> Self {
        Self::new(async move {
            let ended = tokio::task::spawn_blocking(work).await;
            ended.unwrap_or_else(|_| Err(Failure::plain("CANCELED", "the work was given up")))
        })
    }

    fn take(&self) -> PyResult<Work> {
        let work = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        work.ok_or_else(|| {
            PyRuntimeError::new_err("this work has begun already, or belongs to another process")
        })
    }
}

#[pymethods]
impl Task {
    /// Does the work on the calling thread's time. Other Python threads go on, and Ctrl-C ends it.
    fn run(&self, py: Python<'_>) -> PyResult<Py<PyAny>> {
        let mut work = self.take()?;
        let runtime = runtime::handle(py)?;
        let ended: PyResult<Result<Answer, Failure>> = py.detach(|| {
            runtime.block_on(async {
                loop {
                    tokio::select! {
                        biased;
                        answer = &mut work => return Ok(answer),
                        () = tokio::time::sleep(Duration::from_millis(100)) => {
                            Python::attach(|py: Python<'_>| py.check_signals())?;
                        }
                    }
                }
            })
        });
        // The work may hold connections, whose end needs the runtime.
        let entered = runtime.enter();
        drop(work);
        drop(entered);
        ended?.map_err(|failure| failure.into_py(py))?.into_py(py)
    }

    /// Does the work in the background and then calls `done(value, error)` from another thread.
    fn start(&self, py: Python<'_>, done: Py<PyAny>) -> PyResult<Running> {
        let work = self.take()?;
        let task = runtime::handle(py)?.spawn(async move {
            // Whoever waits hears of a panic, too.
            let answer = AssertUnwindSafe(work).catch_unwind().await;
            let answer =
                answer.unwrap_or_else(|_| Err(Failure::plain("CANCELED", "the work ended in a panic")));
            Python::attach(|py| {
                let (value, error): (Py<PyAny>, Option<PyErr>) =
                    match answer.map_err(|failure| failure.into_py(py)).and_then(|answer| answer.into_py(py))
                    {
                        Ok(value) => (value, None),
                        Err(error) => (py.None(), Some(error)),
                    };
                // Only a closed event loop refuses, and then nobody waits for the answer.
                let told = done.call1(py, (value, error));
                drop(done);
                drop(told);
            });
        });
        Ok(Running(task.abort_handle()))
    }
}

/// Work in the background.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct Running(AbortHandle);

#[pymethods]
impl Running {
    /// Gives it up: the connection is closed, and `done` is not called any more.
    fn cancel(&self) {
        self.0.abort();
    }
}
