//! Declared stacks.

use std::path::PathBuf;

use ionos_orchestration::{Event, Orchestrator};
use napi_derive::napi;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::read;
use crate::error::{Failure, Result};
use crate::feed::Feed;
use crate::task::plain;

/// A stack file that was read and found valid.
#[napi]
#[derive(Debug)]
pub struct Stack(ionos_orchestration::Stack);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Verb {
    Plan,
    PlanDown,
    Up,
    Down,
    Status,
    Audit,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    verb: Verb,
    profile: Option<String>,
    secrets: PathBuf,
}

#[napi]
impl Stack {
    /// Reads a stack file.
    ///
    /// # Errors
    /// When it cannot be read or is not valid, with line, column and a hint.
    #[napi(factory)]
    pub fn load(path: String) -> napi::Result<Self> {
        Ok(Self(ionos_orchestration::Stack::load(path).map_err(Failure::from)?))
    }

    /// Reads a stack from text; `name` stands for the file in messages.
    ///
    /// # Errors
    /// When it is not valid, with line, column and a hint.
    #[napi(factory)]
    pub fn parse(text: String, name: String) -> napi::Result<Self> {
        Ok(Self(ionos_orchestration::Stack::parse(&text, &name).map_err(Failure::from)?))
    }

    /// What it is called and where it goes: `name`, `description`, `location`.
    #[napi]
    pub fn facts(&self) -> Value {
        json!({ "name": self.0.name, "description": self.0.description, "location": self.0.location })
    }

    /// Does one of `plan`, `planDown`, `up`, `down`, `status` and `audit` with the settings of the environment.
    ///
    /// # Errors
    /// For unusable arguments and settings; nothing is sent then.
    #[napi]
    pub fn run(&self, order: Value) -> napi::Result<Feed> {
        let order: Order = read(order)?;
        let stack = self.0.clone();
        let orchestrator = Orchestrator::from_env(&stack, order.profile.as_deref(), &order.secrets)
            .map_err(Failure::from)?;
        Ok(Feed::narrated(move |narrator| async move {
            let mut told = |event: Event| narrator.tell(event);
            match order.verb {
                Verb::Plan => shown(orchestrator.plan(&stack).await?),
                Verb::PlanDown => shown(orchestrator.plan_down(&stack).await?),
                Verb::Up => plain(orchestrator.up(&stack, &mut told).await?),
                Verb::Down => plain(orchestrator.down(&stack, &mut told).await?),
                Verb::Status => {
                    let status = orchestrator.status(&stack).await?;
                    let plan = shown(status.plan)?;
                    plain(status.findings).map(|findings| json!({ "plan": plan, "findings": findings }))
                }
                Verb::Audit => plain(orchestrator.audit(&stack).await?),
            }
        }))
    }
}

/// A plan with its counts and as text.
fn shown(plan: ionos_orchestration::Plan) -> Result<Value> {
    let (text, counts) = (plan.to_string(), plain(plan.counts())?);
    let mut value = plain(plan)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("counts".to_owned(), counts);
        fields.insert("text".to_owned(), text.into());
    }
    Ok(value)
}
