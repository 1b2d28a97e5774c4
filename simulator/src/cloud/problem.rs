use serde_json::json;

use crate::exchange::Reply;

/// A refusal in the shape of the IONOS APIs.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Problem {
    status: u16,
    messages: Vec<(String, String)>,
}

impl Problem {
    pub(crate) fn new(status: u16, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self { status, messages: vec![(code.into(), message.into())] }
    }

    /// 422: understood, but not possible.
    pub(crate) fn invalid(message: impl Into<String>) -> Self {
        Self::new(422, "100", message)
    }

    /// 422 about one property.
    pub(crate) fn property(name: &str, message: impl AsRef<str>) -> Self {
        Self::invalid(format!("[(root).properties.{name}] {}", message.as_ref()))
    }

    /// The same about something further down in the body, such as `entities.nics.items.[0]`.
    pub(crate) fn inside(mut self, place: &str) -> Self {
        for (_, message) in &mut self.messages {
            if let Some(rest) = message.strip_prefix("[(root)") {
                *message = format!("[(root).{place}{rest}");
            }
        }
        self
    }

    pub(crate) fn not_found() -> Self {
        Self::new(404, "309", "Resource does not exist")
    }

    /// 403: understood, but not for this user or not in this state.
    pub(crate) fn denied(message: impl AsRef<str>) -> Self {
        Self::new(403, "324", format!("Access Denied: {}", message.as_ref()))
    }

    /// 422: the state of things does not allow it, such as a limit of the contract that would be passed.
    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(422, "200", message)
    }

    pub(crate) fn reply(&self) -> Reply {
        let messages: Vec<_> = self
            .messages
            .iter()
            .map(|(code, message)| json!({"errorCode": code, "message": message}))
            .collect();
        Reply::json(self.status, json!({"httpStatus": self.status, "messages": messages}))
    }
}
