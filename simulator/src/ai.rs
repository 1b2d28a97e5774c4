use crate::{
    clock::Micros,
    exchange::{Call, Reply},
    state::Shared,
};
use serde_json::json;
pub(crate) fn handle(_: &Shared, _: &Call, _: Micros) -> Reply {
    refusal(404, "not there yet")
}
pub(crate) fn refusal(status: u16, message: &str) -> Reply {
    Reply::json(
        status,
        json!({"error": {"message": message, "type": "invalid_request_error", "param": null, "code": null}}),
    )
}
