//! The simulator, seen from outside over HTTP.

mod ai;
mod client;
mod cloud;
mod cloudflare;
mod dns;
mod guest;
mod network;
mod reading;
mod requests;
mod simulator;
