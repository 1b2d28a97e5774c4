//! `ionos tunnel`: what is printed for a server, and what is said about a publication.

use ionos_tunnel::ConnectorUnit;

use crate::lab::{Lab, bare, good, text};

#[test]
fn units_are_printed_with_their_places() {
    let directory = tempfile::tempdir().unwrap();
    let said = good(&bare(directory.path()).args(["tunnel", "render", "unit"]).output().unwrap());
    for file in ConnectorUnit::new().files().unwrap() {
        assert!(said.contains(&format!("# {}\n{}", file.path, file.content)), "{}", file.path);
    }
    let options =
        ["tunnel", "render", "unit", "--encrypted-token", "--metrics-port", "9000", "--shared-users"];
    let said = good(&bare(directory.path()).args(options).output().unwrap());
    assert!(said.contains("LoadCredentialEncrypted=tunnel-token:/etc/cloudflared/tunnel-token\n"), "{said}");
    assert!(said.contains("--metrics 127.0.0.1:9000 ") && !said.contains("LoadCredential="), "{said}");
    // The health check needs no groups; it keeps its own users.
    assert_eq!(said.matches("PrivateUsers=yes").count(), 1);
}

#[test]
fn a_configuration_gets_its_catch_all_and_its_login_check() {
    let directory = tempfile::tempdir().unwrap();
    let render = |words: &[&str]| {
        bare(directory.path()).args(["tunnel", "render", "config"]).args(words).output().unwrap()
    };
    let said = good(&render(&["A.example.com=http://127.0.0.1:8080", "--team", "acme", "--audience", "aud"]));
    let lines = [
        "ingress:",
        "  - hostname: \"a.example.com\"",
        "    originRequest:",
        "      access:",
        "        required: true",
        "        teamName: \"acme\"",
        "  - service: \"http_status:404\"",
    ];
    for line in lines {
        assert!(said.lines().any(|l| l == line), "{line}\n{said}");
    }
    for (words, complaint) in [
        (&["a.example.com"][..], "HOST=SERVICE"),
        (&["a.example.com=bogus://x"][..], "unknown scheme"),
        (&["*.example.com=http://h:1", "a.example.com=http://h:2"][..], "can never match"),
        (&["a.example.com=http://h:1", "--team", "acme"][..], "--audience"),
    ] {
        let output = render(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(text(&output).contains(complaint), "{}", text(&output));
    }
}

#[test]
fn user_data_and_script_do_the_same() {
    let directory = tempfile::tempdir().unwrap();
    let render = |words: &[&str]| {
        good(&bare(directory.path()).args(["tunnel", "render"]).args(words).output().unwrap())
    };
    let sum = "0".repeat(64);
    let release = format!("2026.8.2={sum}");
    let data = render(&["cloud-init", "--release", &release]);
    let script = render(&["script", "--release", &release]);
    assert!(data.starts_with("#cloud-config\n") && script.starts_with("#!/bin/sh\n"));
    for said in [data, script] {
        assert!(said.contains("/2026.8.2/cloudflared-linux-amd64.deb") && said.contains(&sum), "{said}");
    }
    assert!(!render(&["script", "--present"]).contains("install-cloudflared"));
    assert!(render(&["cloud-init", "--key", &sum]).contains(&sum));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_finds_what_is_missing_and_is_content_with_a_stack_that_is_up() {
    let lab = Lab::new().await;
    let doctor = || lab.run(&["tunnel", "doctor", "stack.toml", "--no-visit"]);
    let before = doctor();
    assert_eq!(before.status.code(), Some(1), "{}", text(&before));
    assert!(text(&before).contains("BAD  tunnel"), "{}", text(&before));
    let writes = lab.writes();
    good(&lab.up());
    assert!(lab.writes() > writes);
    let writes = lab.writes();
    let after = good(&doctor());
    assert!(after.lines().count() == 6 && after.lines().all(|l| l.starts_with("ok ")), "{after}");
    let json = good(&lab.run(&["--json", "tunnel", "doctor", "stack.toml", "--no-visit"]));
    let first: serde_json::Value = serde_json::from_str(json.lines().next().unwrap()).unwrap();
    assert_eq!((&first["part"], &first["health"]["verdict"]), (&"provider".into(), &"good".into()));
    assert_eq!(lab.writes(), writes);
}
