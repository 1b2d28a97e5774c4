use crate::{
    clock::Micros,
    dice::Dice,
    exchange::{Call, Reply},
    state::{Shared, World},
};
use serde::{Deserialize, Serialize};
use serde_json::json;
pub(crate) const ZONE: &str = "example.com";
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Cloudflare {
    account: String,
}
impl Cloudflare {
    pub(crate) fn new(seed: u64, _: Micros) -> Self {
        Self { account: Dice::new(seed).hex() }
    }
    pub(crate) fn account(&self) -> &str {
        &self.account
    }
}
pub(crate) fn handle(_: &Shared, _: &mut World, _: &Call, _: Micros) -> Reply {
    refusal(404, 7003, "not there yet")
}
pub(crate) fn refusal(status: u16, code: i64, message: &str) -> Reply {
    Reply::json(
        status,
        json!({"success": false, "errors": [{"code": code, "message": message}], "messages": [], "result": null}),
    )
}
