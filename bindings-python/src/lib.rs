//! The native part of the Python package `ionos_sdk`: about ten functions that move JSON text and run futures of the core.
//!
//! It knows no resource and no operation. The public classes are written in Python and name what they call.

mod client;
mod failure;
mod keys;
mod process;
mod runtime;
mod stack;
mod stream;
mod task;
mod tunnel;

use pyo3::prelude::pymodule;

#[pymodule]
mod _native {
    #[pymodule_export]
    use crate::client::{Change, NativeClient, operations};
    #[pymodule_export]
    use crate::keys::NativeKeyStore;
    #[pymodule_export]
    use crate::runtime::{after_fork, shutdown};
    #[pymodule_export]
    use crate::stack::NativeStack;
    #[pymodule_export]
    use crate::stream::Stream;
    #[pymodule_export]
    use crate::task::{Running, Task};
    #[pymodule_export]
    use crate::tunnel::{connector_cloud_config, publish, unpublish};
}
