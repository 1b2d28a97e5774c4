//! The journal: what was sent and answered, in memory and in a file.

use ionos_simulator::{ErrorKind, JournalEntry, Simulator};
use serde_json::json;

use crate::client::Lab;

fn read(path: &std::path::Path) -> Vec<JournalEntry> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test]
async fn a_call_is_kept_with_what_was_answered() {
    let lab = Lab::new().await;
    let body = json!({"properties": {"name": "dc", "location": "de/txl"}});
    let made = lab.cloud("POST", "/datacenters", Some(body.clone())).await.expect(202);
    lab.cloud("DELETE", &format!("/datacenters/{}", made["id"].as_str().unwrap()), None).await.expect(202);
    let calls = lab.sim.journal();
    assert_eq!(calls[0].body, Some(body));
    assert_eq!(calls[0].answer, Some(made));
    assert_eq!(calls[0].answer_type.as_deref(), Some("application/json"));
    assert_eq!((calls[1].body.as_ref(), calls[1].answer.as_ref()), (None, None));
}

#[tokio::test]
async fn what_is_redacted_keeps_its_shape() {
    let lab = Lab::new().await;
    let tunnels = format!("{}/cfd_tunnel", lab.account());
    let tunnel = lab.flare("POST", &tunnels, Some(json!({"name": "t"}))).await.expect(200);
    let path = format!("{tunnels}/{}/token", tunnel["result"]["id"].as_str().unwrap());
    let token = lab.flare("GET", &path, None).await.expect(200)["result"].clone();
    let calls = lab.sim.journal();
    assert_eq!(calls[0].answer.as_ref().unwrap()["result"]["token"], "[redacted]");
    assert_eq!(calls[1].answer.as_ref().unwrap()["result"], "[redacted]");
    assert!(!json!(calls).to_string().contains(token.as_str().unwrap()));
}

#[tokio::test]
async fn the_file_holds_the_calls_of_all_its_simulators() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("journal.jsonl");
    for name in ["one", "two"] {
        let lab = Lab::with(Simulator::builder().journal_file(&path)).await;
        let body = json!({"properties": {"name": name, "location": "de/txl"}});
        lab.cloud("POST", "/datacenters", Some(body)).await.expect(202);
        assert_eq!(read(&path).last(), lab.sim.journal().last());
    }
    assert_eq!(read(&path).len(), 2);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(std::fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    }
}

#[tokio::test]
async fn a_file_that_cannot_be_written_is_refused_at_the_start() {
    let folder = tempfile::tempdir().unwrap();
    let error = Simulator::builder().journal_file(folder.path()).start().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Journal);
    assert!(error.to_string().contains(&folder.path().display().to_string()), "{error}");
}
