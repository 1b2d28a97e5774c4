use crate::{
    clock::Micros,
    exchange::{Call, Reply},
    server::Product,
    state::{Shared, World},
};
use serde::{Deserialize, Serialize};
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Dns {}
impl Dns {
    pub(crate) fn new(_: u64) -> Self {
        Self {}
    }
    pub(crate) fn settle(&mut self, _: Micros) {}
}
pub(crate) fn handle(_: &Shared, _: &mut World, _: &Call, _: Micros) -> Reply {
    Product::Dns.refusal(404, "not there yet")
}
