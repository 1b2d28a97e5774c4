//! `ionos demo` tells its whole story, for people and for machines.

use serde_json::Value;

use crate::lab::{bare, good};

#[test]
fn the_demo_runs_to_its_end_for_machines() {
    let directory = tempfile::tempdir().unwrap();
    let said = good(&bare(directory.path()).args(["demo", "--json", "--speed", "1000"]).output().unwrap());
    let lines: Vec<Value> = said.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let event = |name: &str| lines.iter().find(|l| l["event"] == name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(lines.iter().filter(|l| l["event"] == "chapter").count(), 7);
    assert_eq!(event("repeated")["writes"], 0);
    assert!(!event("chat")["answer"].as_str().unwrap().is_empty());
    assert!(event("chat")["usage"]["total_tokens"].as_u64().unwrap() > 0);
    let findings = event("audit")["findings"].as_array().unwrap();
    assert!(findings.len() == 5 && findings.iter().all(|f| f["verdict"] == "pass"), "{findings:?}");
    let remains = event("remains");
    assert_eq!((&remains["datacenters"], &remains["left_to_remove"]), (&Value::from(0), &Value::from(0)));
    assert_eq!((&remains["snapshots"], &remains["ip_blocks"]), (&Value::from(2), &Value::from(1)));
    assert_eq!(event("finished")["event"], "finished");
    assert!(std::fs::read_dir(directory.path()).unwrap().next().is_none(), "the demo left something behind");
}

#[test]
fn the_demo_is_plain_text_where_there_is_no_terminal() {
    let directory = tempfile::tempdir().unwrap();
    let said = good(&bare(directory.path()).args(["demo", "--speed", "1000"]).output().unwrap());
    assert!(!said.contains('\u{1b}'), "control characters");
    for wanted in [
        "38 to create",
        "created  CNAME",
        "0 writes: nothing to do",
        "quick-fix",
        "pass   RES-01",
        "left: 0 data centers",
    ] {
        assert!(said.contains(wanted), "no `{wanted}` in:\n{said}");
    }
}
