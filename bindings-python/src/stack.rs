//! Declared stacks.

use std::path::PathBuf;

use ionos_orchestration::{Event, Orchestrator, Plan, Stack};
use pyo3::prelude::{PyResult, Python, pyclass, pymethods};
use serde::Serialize;
use serde_json::{Value, json};

use crate::failure::Failure;
use crate::stream::{Stream, text};

/// A stack file that was read and found valid.
#[pyclass(frozen, module = "ionos_sdk._native")]
pub(crate) struct NativeStack(Stack);

fn plain(value: impl Serialize) -> Result<Value, Failure> {
    serde_json::to_value(value).map_err(|e| Failure::plain("DECODE", e.to_string()))
}

/// A plan with its counts and as text.
fn shown(plan: &Plan) -> Result<Value, Failure> {
    let mut value = plain(plan)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("counts".to_owned(), plain(plan.counts())?);
        fields.insert("text".to_owned(), plan.to_string().into());
    }
    Ok(value)
}

#[pymethods]
impl NativeStack {
    /// Reads a stack file.
    #[staticmethod]
    fn load(py: Python<'_>, path: PathBuf) -> PyResult<Self> {
        py.detach(|| Stack::load(path)).map(Self).map_err(|error| Failure::from(error).into_py(py))
    }

    /// Reads a stack from text; `name` stands for the file in messages.
    #[staticmethod]
    fn parse(py: Python<'_>, text: &str, name: &str) -> PyResult<Self> {
        Stack::parse(text, name).map(Self).map_err(|error| Failure::from(error).into_py(py))
    }

    #[getter]
    fn name(&self) -> &str {
        &self.0.name
    }

    #[getter]
    fn location(&self) -> &str {
        &self.0.location
    }

    /// Does what the word says: a stream of events that ends with `{"event": "finished", "result": ..}`.
    fn run(&self, verb: String, secrets: PathBuf, profile: Option<String>) -> Stream {
        let stack = self.0.clone();
        Stream::narrated(move |narrator| async move {
            let orchestrator = Orchestrator::from_env(&stack, profile.as_deref(), &secrets)?;
            let mut told = |event: Event| narrator.tell(&event);
            let result = match verb.as_str() {
                "plan" => shown(&orchestrator.plan(&stack).await?)?,
                "plan_down" => shown(&orchestrator.plan_down(&stack).await?)?,
                "up" => plain(orchestrator.up(&stack, &mut told).await?)?,
                "down" => plain(orchestrator.down(&stack, &mut told).await?)?,
                "status" => {
                    let status = orchestrator.status(&stack).await?;
                    json!({ "plan": shown(&status.plan)?, "findings": plain(status.findings)? })
                }
                "audit" => plain(orchestrator.audit(&stack).await?)?,
                other => return Err(Failure::argument(format!("`{other}` is nothing that a stack can do"))),
            };
            text(&json!({ "event": "finished", "result": result }))
        })
    }
}
