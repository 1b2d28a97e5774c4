//! The client against wiremock (contracts, faults) and against the simulator (behaviour).

mod chat;
mod compute;
mod contract;
mod engine;
mod support;
mod waiting;
