//! The threads that run futures: made at first use, left behind by a forked child, stopped when the interpreter ends.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::{PyResult, Python, pyfunction};
use tokio::runtime::{Builder, Handle, Runtime};

use crate::process;

// Only locked by threads that hold the interpreter lock, as does the thread that forks: a child never inherits it locked.
static SLOT: Mutex<Option<Runtime>> = Mutex::new(None);

/// The runtime of this process.
pub(crate) fn handle(_: Python<'_>) -> PyResult<Handle> {
    let mut slot = SLOT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(runtime) = &*slot {
        return Ok(runtime.handle().clone());
    }
    let runtime =
        Builder::new_multi_thread().worker_threads(2).thread_name("ionos-sdk").enable_all().build()?;
    let handle = runtime.handle().clone();
    *slot = Some(runtime);
    Ok(handle)
}

/// Forgets what belongs to the parent process; called in a forked child.
#[pyfunction]
pub(crate) fn after_fork() {
    process::forked();
    std::mem::forget(SLOT.lock().unwrap_or_else(PoisonError::into_inner).take());
}

/// Stops the threads; called before the interpreter ends.
#[pyfunction]
pub(crate) fn shutdown(py: Python<'_>) {
    let runtime = SLOT.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(runtime) = runtime {
        py.detach(|| runtime.shutdown_timeout(Duration::from_secs(1)));
    }
}
