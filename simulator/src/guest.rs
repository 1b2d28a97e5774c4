use crate::{
    clock::Micros,
    exchange::{Call, Reply},
    server::Product,
    state::{Shared, World},
};
pub(crate) fn handle(_: &Shared, _: &mut World, _: &Call, _: Micros) -> Reply {
    Product::Guest.refusal(404, "not there yet")
}
