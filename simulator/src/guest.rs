//! The stand-in for the first contact with a server over SSH.

use serde_json::json;

use crate::clock::Micros;
use crate::exchange::{Call, Reply};
use crate::server::Product;
use crate::state::{Shared, World};

/// Seconds that a connector takes to connect.
const CONNECT_SECONDS: f64 = 5.0;

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    let refuse = |status, message: &str| Product::Guest.refusal(status, message);
    let parts = call.parts();
    let (["servers", server] | ["servers", server, ..]) = parts.as_slice() else {
        return refuse(404, "there is nothing on this path");
    };
    let Some(guest) = world.cloud.guest(server) else {
        return refuse(404, "there is no such server");
    };
    match (call.method.as_str(), parts.as_slice()) {
        ("GET", [_, _]) => {
            let ready = world.cloudflare.is_connected(server, now);
            let credentials: &[&str] =
                if world.cloudflare.has_connector(server) { &["tunnel-token"] } else { &[] };
            Reply::json(
                200,
                json!({"state": guest.state, "authorizedKeys": guest.authorized_keys, "userData": guest.user_data,
                    "credentials": credentials, "connector": {"ready": ready}}),
            )
        }
        ("POST", [_, _, "credentials", "tunnel-token"]) => {
            if guest.state != "RUNNING" {
                return refuse(404, "the server is not running");
            }
            if !guest.user_data.contains("cloudflared") {
                return refuse(409, "the server's user data installs no connector");
            }
            let Ok(token) = std::str::from_utf8(&call.body) else {
                return refuse(422, "the token is not text");
            };
            let ready_at = now.saturating_add(shared.clock.scaled(CONNECT_SECONDS));
            match world.cloudflare.connect(token, server, ready_at) {
                Ok(()) => Reply::empty(204),
                Err(why) => refuse(422, why),
            }
        }
        _ => refuse(404, "there is nothing on this path"),
    }
}
