//! `/_guest`: stands in for a login to a server, for what is put on it after it has booted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};

use crate::clock::Micros;
use crate::cloud::{Guest, Problem};
use crate::exchange::{Call, Reply};
use crate::state::{Shared, World};

/// How long the connector takes from the token to its first connection, in seconds.
const CONNECTS_AFTER: f64 = 2.0;

pub(crate) fn handle(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Reply {
    let reply = match (call.method.clone(), call.parts().as_slice()) {
        (Method::GET, ["servers", server]) => look(world, server, now),
        (Method::POST, ["servers", server, "credentials", "tunnel-token"]) => {
            let ready = now + shared.clock.scaled(CONNECTS_AFTER);
            deliver(world, call, server, ready)
        }
        (Method::POST, ["connectors"]) => start_connector(shared, world, call, now),
        (Method::PUT | Method::DELETE, ["connectors", id]) => {
            if world.zscaler.plug(id, call.method == Method::PUT) {
                Ok(Reply::empty(204))
            } else {
                Err(Problem::not_found())
            }
        }
        (
            _,
            ["connectors"]
            | ["connectors", _]
            | ["servers", _]
            | ["servers", _, "credentials", "tunnel-token"],
        ) => Err(Problem::new(405, "405", "The path does not know this method.")),
        _ => Err(Problem::not_found()),
    };
    reply.unwrap_or_else(|problem| problem.reply())
}

fn look(world: &World, server: &str, now: Micros) -> Result<Reply, Problem> {
    let Guest { state, authorized_keys, user_data } =
        world.cloud.guest(server).ok_or_else(Problem::not_found)?;
    let connector = world.cloudflare.connector_of(server);
    let credentials = if connector.is_some() { vec!["tunnel-token"] } else { Vec::new() };
    let is_ready = state == "RUNNING" && connector.is_some_and(|connector| connector.ready <= now);
    Ok(Reply::json(
        200,
        json!({
            "state": state,
            "authorizedKeys": authorized_keys,
            "userData": user_data,
            "credentials": credentials,
            "connector": {"ready": is_ready},
        }),
    ))
}

/// Takes the token of a tunnel, as the unit on the server would.
fn deliver(world: &mut World, call: &Call, server: &str, ready: Micros) -> Result<Reply, Problem> {
    let guest = world
        .cloud
        .guest(server)
        .filter(|guest| guest.state == "RUNNING")
        .ok_or_else(|| Problem::new(404, "404", "There is no such server, or it is not running."))?;
    let has_unit = guest.user_data.contains("cloudflared")
        && (guest.user_data.contains("ExecStart") || guest.user_data.contains("cloudflared.service"));
    if !has_unit {
        return Err(Problem::new(
            409,
            "409",
            "The server's user data has not set up a cloudflared unit that could take the token.",
        ));
    }
    let wrong = |why: &str| Problem::invalid(format!("This is not the token of a live tunnel: {why}."));
    let text = std::str::from_utf8(&call.body).map_err(|_| wrong("it is not text"))?;
    let bytes = STANDARD.decode(text.trim()).map_err(|_| wrong("it is not base64"))?;
    let token: Value = serde_json::from_slice(&bytes).map_err(|_| wrong("it is not JSON inside"))?;
    let part = |name: &str| token.get(name).and_then(Value::as_str).unwrap_or_default();
    let tunnel = world
        .cloudflare
        .tunnel_with(part("a"), part("t"), part("s"))
        .ok_or_else(|| wrong("there is no tunnel with this account, id and secret"))?;
    world.cloudflare.connect(&tunnel, server, ready);
    Ok(Reply::empty(204))
}

/// Starts an App Connector or a Service Edge of Zscaler, on a server or somewhere else. With a provisioning key it
/// enrols itself; without one it shows a code.
fn start_connector(shared: &Shared, world: &mut World, call: &Call, now: Micros) -> Result<Reply, Problem> {
    let body = crate::server::object(&call.body).map_err(Problem::invalid)?;
    let field = |name: &str| body.get(name).and_then(Value::as_str);
    if let Some(server) = field("server") {
        let guest = world
            .cloud
            .guest(server)
            .filter(|guest| guest.state == "RUNNING")
            .ok_or_else(|| Problem::new(404, "404", "There is no such server, or it is not running."))?;
        if !guest.user_data.contains("zpa-connector") {
            return Err(Problem::new(409, "409", "The server's user data has not installed zpa-connector."));
        }
    }
    let takes = shared.clock.scaled(CONNECTS_AFTER);
    let Some(key) = field("provisioningKey") else {
        let code = world.zscaler.show_code(field("server"), takes);
        return Ok(Reply::json(201, json!({ "userCode": code })));
    };
    let id = world
        .zscaler
        .enrol(key, field("server"), now + takes, now)
        .map_err(|why| Problem::invalid(format!("The connector was not enrolled: {why}.")))?;
    Ok(Reply::json(201, json!({ "id": id })))
}
