//! The command as people run it, against a simulated cloud in this process.

mod bad_input;
mod crashes;
mod demo;
mod lab;
mod secrets;
mod simulate;
