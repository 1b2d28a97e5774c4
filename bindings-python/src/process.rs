//! Values that must not be touched in a forked child.

use std::sync::atomic::{AtomicU64, Ordering};

static GENERATION: AtomicU64 = AtomicU64::new(0);

/// Counts up in each forked child, so that it can tell what it inherited from what it made.
pub(crate) fn generation() -> u64 {
    GENERATION.load(Ordering::Relaxed)
}

pub(crate) fn forked() {
    GENERATION.fetch_add(1, Ordering::Relaxed);
}

/// A value with ties to the threads and connections of the process that made it.
///
/// A fork copies the value but not the threads. In the child it is neither used nor dropped: both could wait for a thread that is not there.
pub(crate) struct OfProcess<T> {
    value: Option<T>,
    born: u64,
}

impl<T> OfProcess<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { value: Some(value), born: generation() }
    }

    /// Whether another process made it.
    pub(crate) fn is_foreign(&self) -> bool {
        self.born != generation()
    }

    /// The value, unless another process made it.
    pub(crate) fn get(&self) -> Option<&T> {
        self.value.as_ref().filter(|_| !self.is_foreign())
    }

    /// The value to work with, unless another process made it.
    pub(crate) fn get_mut(&mut self) -> Option<&mut T> {
        if self.is_foreign() { None } else { self.value.as_mut() }
    }

    /// Takes the value out, unless another process made it.
    pub(crate) fn take(&mut self) -> Option<T> {
        if self.is_foreign() { None } else { self.value.take() }
    }
}

impl<T> Drop for OfProcess<T> {
    fn drop(&mut self) {
        if self.is_foreign() {
            std::mem::forget(self.value.take());
        }
    }
}
