//! The orchestrator against the simulator, over real HTTP.

mod drift;
mod faults;
mod lab;
mod refusals;
mod up_and_down;
