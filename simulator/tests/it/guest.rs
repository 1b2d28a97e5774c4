//! First contact with servers.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::{Answer, Lab, send, until};

const USER_DATA: &str = "#cloud-config\nwrite_files:\n  - path: /etc/systemd/system/cloudflared.service\n";

async fn deliver(lab: &Lab, server: &str, token: &str) -> Answer {
    let path = format!("/_guest/servers/{}/credentials/tunnel-token", server.rsplit('/').next().unwrap());
    send(lab.sim.url(), "POST", &path, &[("content-type", "text/plain")], token.as_bytes()).await.unwrap()
}

async fn look(lab: &Lab, server: &str) -> Value {
    let path = format!("/_guest/servers/{}", server.rsplit('/').next().unwrap());
    send(lab.sim.url(), "GET", &path, &[], b"").await.unwrap().expect(200)
}

async fn tunnel(lab: &Lab) -> (String, String) {
    let body = json!({"name": "web", "config_src": "cloudflare"});
    let made = lab.result("POST", &format!("{}/cfd_tunnel", lab.account()), Some(body)).await;
    let path = format!("{}/cfd_tunnel/{}", lab.account(), made["id"].as_str().unwrap());
    (path, made["token"].as_str().unwrap().to_owned())
}

#[tokio::test]
async fn a_server_shows_what_was_put_on_it_at_creation() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server_with(&dc, USER_DATA).await;
    let guest = look(&lab, &server).await;
    assert_eq!((&guest["state"], &guest["userData"]), (&json!("RUNNING"), &json!(USER_DATA)));
    assert!(guest["authorizedKeys"][0].as_str().unwrap().starts_with("ssh-ed25519 "));
    assert_eq!((&guest["credentials"], &guest["connector"]), (&json!([]), &json!({"ready": false})));
    let missing = send(lab.sim.url(), "GET", "/_guest/servers/none", &[], b"").await.unwrap();
    missing.refused(404);
}

#[tokio::test]
async fn a_token_connects_the_server_to_its_tunnel() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server_with(&dc, USER_DATA).await;
    let (path, token) = tunnel(&lab).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "inactive");
    deliver(&lab, &server, &token).await.expect(204);
    until(async || lab.result("GET", &path, None).await["status"] == "healthy").await;
    let guest = look(&lab, &server).await;
    assert_eq!(
        (&guest["credentials"], &guest["connector"]["ready"]),
        (&json!(["tunnel-token"]), &json!(true))
    );
    assert!(!guest.to_string().contains(&token));
    let connections = lab.result("GET", &format!("{path}/connections"), None).await;
    let client = connections[0]["id"].as_str().unwrap();
    assert_eq!(connections[0]["conns"].as_array().unwrap().len(), 4);
    assert_eq!(lab.result("GET", &format!("{path}/connectors/{client}"), None).await["id"], client);
    assert_eq!(lab.code("DELETE", &path, None, 400).await, 1022);

    lab.done("POST", &format!("{server}/stop"), None).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "down");
    lab.done("POST", &format!("{server}/start"), None).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "healthy");

    lab.result("DELETE", &format!("{path}/connections?client_id={}", uuid::Uuid::new_v4()), None).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "healthy");
    lab.result("DELETE", &format!("{path}/connections?client_id={client}"), None).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "down");
    lab.result("DELETE", &path, None).await;
}

#[tokio::test]
async fn a_connector_is_gone_with_its_server() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server_with(&dc, USER_DATA).await;
    let (path, token) = tunnel(&lab).await;
    deliver(&lab, &server, &token).await.expect(204);
    until(async || lab.result("GET", &path, None).await["status"] == "healthy").await;
    lab.done("DELETE", &server, None).await;
    assert_eq!(lab.result("GET", &format!("{path}/connections"), None).await, json!([]));
    lab.result("DELETE", &path, None).await;
}

#[tokio::test]
async fn a_token_is_refused_where_it_cannot_work() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server_with(&dc, USER_DATA).await;
    let plain = lab.server(&dc).await;
    let (path, token) = tunnel(&lab).await;
    deliver(&lab, "none", &token).await.refused(404);
    assert!(deliver(&lab, &plain, &token).await.refused(409).contains("cloudflared"));
    for wrong in ["", "nonsense", "bm9uc2Vuc2U="] {
        deliver(&lab, &server, wrong).await.refused(422);
    }
    let mut parts: Value = serde_json::from_slice(&STANDARD.decode(&token).unwrap()).unwrap();
    let secret = parts["s"].take();
    parts["s"] = json!(STANDARD.encode([7; 32]));
    let message = deliver(&lab, &server, &STANDARD.encode(parts.to_string())).await.refused(422);
    assert!(!message.contains(secret.as_str().unwrap()));
    lab.done("POST", &format!("{server}/stop"), None).await;
    deliver(&lab, &server, &token).await.refused(404);
    lab.done("POST", &format!("{server}/start"), None).await;
    lab.result("DELETE", &path, None).await;
    deliver(&lab, &server, &token).await.refused(422);
    assert_eq!(look(&lab, &server).await["credentials"], json!([]));
}

#[tokio::test]
async fn a_rotated_secret_needs_a_new_token_but_keeps_old_connectors() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server_with(&dc, USER_DATA).await;
    let (path, token) = tunnel(&lab).await;
    deliver(&lab, &server, &token).await.expect(204);
    until(async || lab.result("GET", &path, None).await["status"] == "healthy").await;
    let client = lab.result("GET", &format!("{path}/connections"), None).await[0]["id"].clone();
    let secret =
        STANDARD.encode([uuid::Uuid::new_v4().into_bytes(), uuid::Uuid::new_v4().into_bytes()].concat());
    lab.result("PATCH", &path, Some(json!({"tunnel_secret": secret}))).await;
    assert_eq!(lab.result("GET", &path, None).await["status"], "healthy");
    deliver(&lab, &server, &token).await.refused(422);
    let new = lab.result("GET", &format!("{path}/token"), None).await.as_str().unwrap().to_owned();
    assert_ne!(new, token);
    deliver(&lab, &server, &format!("{new}\n")).await.expect(204);
    until(async || {
        let connections = lab.result("GET", &format!("{path}/connections"), None).await;
        connections[0]["id"].is_string() && connections[0]["id"] != client
    })
    .await;
}
