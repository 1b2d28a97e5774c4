//! The state file: what it keeps, who may have it, and what happens when something is wrong with it.

use std::path::Path;
use std::time::Duration;

use ionos_simulator::{Error, ErrorKind, Simulator};
use serde_json::{Value, json};

use crate::client::{Lab, until};

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

async fn refused(file: &Path) -> Error {
    let error = Simulator::builder().state_file(file).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::State);
    assert!(error.to_string().contains(file.file_name().unwrap().to_str().unwrap()), "{error}");
    error
}

#[tokio::test]
async fn the_state_survives_in_its_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("deep").join("state.json");
    let lab = Lab::with(Simulator::builder().state_file(&file)).await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let zone = lab
        .call("POST", "/zones", lab.sim.token(), Some(&json!({"properties": {"zoneName": "a.example"}})))
        .await;
    let zone = zone.expect(202)["id"].as_str().unwrap().to_owned();
    until(async || std::fs::read_to_string(&file).is_ok_and(|text| text.contains(&zone))).await;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
    }
    lab.done("PATCH", &dc, Some(json!({"name": "kept"}))).await;
    lab.sim.stop().await;

    let lab = Lab::with(Simulator::builder().state_file(&file)).await;
    assert_eq!(lab.get(&dc).await["properties"]["name"], "kept");
    assert_eq!(lab.get(&server).await["properties"]["vmState"], "RUNNING");
    let other = lab.datacenter().await;
    assert_ne!(other, dc);
    drop(lab);
    assert_eq!(names(file.parent().unwrap()), ["state.json", "state.json.lock"]);
}

#[tokio::test]
async fn the_credentials_stay_the_same_with_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let start = || Simulator::builder().state_file(folder.path().join("state.json"));
    let first = start().start().await.unwrap();
    let kept = |sim: &Simulator| {
        let keys = [sim.token(), sim.password(), sim.cloudflare_token(), sim.hosting_key()];
        keys.map(ToOwned::to_owned)
    };
    let before = kept(&first);
    first.stop().await;
    let second = start().start().await.unwrap();
    assert_eq!(kept(&second), before);
    second.stop().await;
    let third = start().token("another").start().await.unwrap();
    assert_eq!(third.token(), "another");
    assert_eq!(third.password(), before[1]);
}

#[tokio::test]
async fn one_simulator_at_a_time_has_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    let lab = Lab::with(Simulator::builder().state_file(&file)).await;
    let dc = lab.datacenter().await;
    assert!(refused(&file).await.to_string().contains("is in use"));
    #[cfg(unix)]
    {
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let error = Simulator::builder().state_file(&link).start().await.unwrap_err();
        assert!(error.to_string().contains("is in use"), "{error}");
    }
    // A connection that is still open does not keep the file.
    let open = tokio::net::TcpStream::connect(lab.sim.url().strip_prefix("http://").unwrap()).await.unwrap();
    drop(lab);
    let lab = Lab::with(Simulator::builder().state_file(&file)).await;
    lab.get(&dc).await;
    drop(open);
}

#[tokio::test]
async fn a_file_that_is_not_understood_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    Simulator::builder().state_file(&file).start().await.unwrap().stop().await;
    let good = std::fs::read_to_string(&file).unwrap();
    let mut newer: Value = serde_json::from_str(&good).unwrap();
    newer["ionos_simulator"] = json!(newer["ionos_simulator"].as_u64().unwrap() + 1);
    for (text, why) in [
        (String::new(), "damaged"),
        ("{".to_owned(), "damaged"),
        ("{}".to_owned(), "damaged"),
        (good[..good.len() / 2].to_owned(), "damaged"),
        (good.replace("\"cloud\"", "\"clouds\""), "damaged"),
        (newer.to_string(), "another version"),
        (json!({"ionos_simulator": 99, "all": "different"}).to_string(), "another version"),
    ] {
        std::fs::write(&file, &text).unwrap();
        let error = refused(&file).await;
        assert!(error.to_string().contains(why), "{error}");
        assert!(!error.to_string().contains('\n'));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), text);
    }
    std::fs::write(&file, good).unwrap();
    Simulator::builder().state_file(&file).start().await.unwrap();
    refused(folder.path()).await;
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_told_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let (file, blocker) = (folder.path().join("state.json"), folder.path().join("state.json.new"));
    let lab = Lab::with(Simulator::builder().state_file(&file)).await;
    let before = std::fs::read(&file).unwrap();
    // The new file cannot be made where a directory is that is not empty.
    std::fs::create_dir_all(blocker.join("inside")).unwrap();
    let dc = lab.datacenter().await;
    until(async || lab.sim.not_saved().is_some()).await;
    assert!(lab.sim.not_saved().unwrap().contains(&file.display().to_string()));
    assert_eq!(lab.sim.save().unwrap_err().kind(), ErrorKind::State);
    let root = lab.call("GET", "/_sim", "", None).await.expect(200);
    assert_eq!(root["not_saved"].as_str(), lab.sim.not_saved().as_deref());
    lab.get(&dc).await;
    assert_eq!(std::fs::read(&file).unwrap(), before);
    std::fs::remove_dir_all(&blocker).unwrap();
    // Nothing more happens in the cloud; still it is saved.
    until(async || lab.sim.not_saved().is_none()).await;
    assert!(std::fs::read_to_string(&file).unwrap().contains(dc.strip_prefix("/datacenters/").unwrap()));
}

#[tokio::test]
async fn what_a_killed_run_has_left_behind_does_not_matter() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("state.json");
    std::fs::write(folder.path().join("state.json.new"), "half of a sta").unwrap();
    std::fs::write(folder.path().join("state.json.lock"), "").unwrap();
    let sim = Simulator::builder().state_file(&file).start().await.unwrap();
    sim.stop().await;
    assert_eq!(names(folder.path()), ["state.json", "state.json.lock"]);
}

#[tokio::test]
async fn a_state_with_secrets_brings_everything_back() {
    let (one, two) = (Lab::new().await, Lab::new().await);
    let token = one.call("GET", "/auth/v1/tokens/generate", one.sim.token(), None).await.expect(200);
    let token = token["token"].as_str().unwrap();
    let dc = one.datacenter().await;
    let datacenter = format!("/cloudapi/v6{dc}");
    let state = one.call("GET", "/_sim/state", "", None).await.expect(200);
    two.call("PUT", "/_sim/state", "", Some(&state)).await.expect(204);
    two.get(&dc).await;
    two.call("GET", &datacenter, token, None).await.refused(401);
    let state = one.call("GET", "/_sim/state?secrets=true", "", None).await.expect(200);
    assert_eq!(state, one.sim.state_with_secrets());
    two.sim.restore(&state).unwrap();
    two.call("GET", &datacenter, token, None).await.expect(200);
    assert_eq!(two.sim.restore(&json!({"cloud": 1})).unwrap_err().kind(), ErrorKind::Config);
    two.call("GET", &datacenter, token, None).await.expect(200);
    one.call("GET", "/_sim/state?secrets=perhaps", "", None).await.refused(400);
    two.sim.advance(Duration::from_secs(400 * 86_400));
    two.call("GET", &datacenter, token, None).await.refused(401);
}
