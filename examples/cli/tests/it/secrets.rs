//! Recognisable secrets are planted and looked for everywhere.

use base64::Engine as _;
use ionos_simulator::{FaultRule, Simulator};
use ionos_tunnel::{Cloudflare, SecretString, TunnelProvider as _, TunnelRef};
use secrecy::ExposeSecret as _;

use crate::lab::{Lab, text};

fn private_lines(lab: &Lab, name: &str) -> Vec<String> {
    let pem = std::fs::read_to_string(lab.secrets().join("ssh").join(name)).unwrap();
    pem.lines().filter(|l| !l.starts_with("-----") && l.len() > 20).map(str::to_owned).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn no_secret_shows_in_output_logs_journal_or_user_data() {
    let planted = format!("planted-token-{}", uuid::Uuid::new_v4());
    let lab = Lab::of(Simulator::builder().speed(1000.0).token(&planted)).await;
    let passphrase = format!("planted-passphrase-{}", uuid::Uuid::new_v4());
    let mut seen = String::new();
    let mut run = |arguments: &[&str]| {
        let output = lab.command().env("TEST_PASSPHRASE", &passphrase).args(arguments).output().unwrap();
        seen.push_str(&text(&output));
        output
    };
    // One failing run, one with every log line, one for machines; then everything else.
    lab.simulator.inject(FaultRule::status(503, None).path("/servers").method("POST").times(1));
    run(&["up", "stack.toml", "--yes", "-vvv"]);
    assert!(run(&["up", "stack.toml", "--yes", "-vvv"]).status.success());
    run(&["up", "stack.toml", "--yes", "--json", "-vvv"]);
    run(&["status", "stack.toml", "--json"]);
    run(&["plan", "stack.toml"]);
    assert!(run(&["keys", "new", "locked", "--passphrase-env", "TEST_PASSPHRASE", "-vvv"]).status.success());
    run(&["keys", "new", "locked", "--passphrase-env", "TEST_PASSPHRASE"]);
    run(&["keys", "list", "--json"]);
    run(&["keys", "show", "locked"]);
    run(&["ai", "chat", "Hello there", "-vvv"]);
    let state = lab.simulator.state();
    let token = tunnel_token(&lab, state["cloudflare"]["tunnels"][0]["id"].as_str().unwrap()).await;
    let servers = servers(&lab).await;
    let user_data: String = servers.iter().map(|id| guest(&lab, id)).collect();
    assert!(user_data.contains("cloudflared"), "the user data was not read");
    run(&["down", "stack.toml", "--yes", "-vvv"]);

    let journal = serde_json::to_string(&lab.simulator.journal()).unwrap();
    let mut secrets = vec![planted.clone(), lab.simulator.cloudflare_token().to_owned(), passphrase];
    secrets.extend(private_lines(&lab, "secure-ai-admin"));
    secrets.extend(private_lines(&lab, "locked"));
    let decoded = base64::engine::general_purpose::STANDARD.decode(&token).unwrap();
    let inside: serde_json::Value = serde_json::from_slice(&decoded).unwrap();
    secrets.extend([inside["s"].as_str().unwrap().to_owned(), token]);
    assert!(secrets.len() > 6);
    for secret in &secrets {
        for (place, text) in [("output", &seen), ("journal", &journal), ("user data", &user_data)] {
            assert!(!text.contains(secret.as_str()), "a secret shows in the {place}");
        }
    }
    // What a token looks like after base64 of `{"a":"`: nothing of that form may show either.
    let form = base64::engine::general_purpose::STANDARD.encode("{\"a\":\"");
    for (place, text) in [("output", &seen), ("journal", &journal), ("user data", &user_data)] {
        assert!(!text.contains(&form), "something like a tunnel token shows in the {place}");
        assert!(!text.contains("OPENSSH PRIVATE KEY"), "a private key shows in the {place}");
    }
    assert!(seen.len() > 10_000, "the log was not switched on");
}

/// The token as Cloudflare would hand it out.
async fn tunnel_token(lab: &Lab, id: &str) -> String {
    let cloudflare = Cloudflare::builder(SecretString::from(lab.simulator.cloudflare_token().to_owned()))
        .account(lab.simulator.cloudflare_account())
        .base_url(format!("{}/client/v4", lab.simulator.url()).parse().unwrap())
        .build()
        .unwrap();
    let token = cloudflare.connector_token(&TunnelRef::new(id, "secure-ai")).await.unwrap();
    token.expose_secret().to_owned()
}

async fn servers(lab: &Lab) -> Vec<String> {
    let client = ionos_core::Client::builder()
        .credentials(ionos_core::Credentials::bearer(lab.simulator.token()))
        .api_url(lab.simulator.url())
        .unwrap()
        .build()
        .unwrap();
    let datacenters = client.datacenters().list().depth(10).all().await.unwrap();
    datacenters
        .into_iter()
        .flat_map(|d| d.entities.unwrap().servers.items)
        .map(|s| s.id.to_string())
        .collect()
}

/// What the simulator knows of a server from the inside.
fn guest(lab: &Lab, server: &str) -> String {
    let url = format!("{}/_guest/servers/{server}", lab.simulator.url());
    let output = std::process::Command::new("curl")
        .args(["--silent", "--fail", "--noproxy", "*", &url])
        .output()
        .unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}
