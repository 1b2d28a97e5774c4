//! The routing table, alone and against recorded verdicts of the connector.

use std::path::PathBuf;

use ionos_tunnel::{AccessCheck, ErrorKind, Format, HostPattern, Ingress, Rule};
use serde_json::{Value, json};

fn read(rules: Value, format: Format) -> ionos_tunnel::Result<Ingress> {
    let ingress = Ingress::read(&json!({ "ingress": rules }), format)?;
    ingress.validate()?;
    Ok(ingress)
}

fn with_catch_all(rule: Value) -> Value {
    json!([rule, { "service": "http_status:404" }])
}

fn refused(rule: Value) -> String {
    let error = read(with_catch_all(rule.clone()), Format::Remote).expect_err(&rule.to_string());
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    error.to_string()
}

#[test]
fn services_that_make_no_sense_are_refused() {
    for bad in [
        "bogus://127.0.0.1:1",
        "http://h:80?x=1",
        "http://u:p@h",
        "http://h/x",
        "http://h/",
        "localhost",
        "127.0.0.1:80",
        "",
        "http_status:99",
        "http_status:600",
        "http_status:abc",
        "tcp://h",
        "http://a b",
        "unix:",
    ] {
        refused(json!({ "hostname": "a.example.com", "service": bad }));
    }
}

#[test]
fn dead_rules_are_refused_and_the_rule_that_hides_them_is_named() {
    let rule = |host: &str, n: u8| json!({ "hostname": host, "service": format!("http://h:{n}") });
    let last = json!({ "service": "http_status:404" });
    let twice = read(json!([rule("a.example.com", 1), rule("A.example.com.", 2), last]), Format::File)
        .unwrap_err()
        .to_string();
    assert!(twice.contains("rule 2") && twice.contains("rule 1"), "{twice}");
    let below = read(
        json!([rule("x.org", 1), rule("*.example.com", 2), rule("a.example.com", 3), last]),
        Format::File,
    );
    let below = below.unwrap_err().to_string();
    assert!(
        below.contains("rule 3 (`a.example.com`)") && below.contains("rule 2 (`*.example.com`)"),
        "{below}"
    );
    assert!(read(json!([rule("a.example.com", 1), rule("*.example.com", 2), last]), Format::File).is_ok());
}

#[test]
fn a_login_check_that_checks_nothing_is_refused() {
    let rule = |access: Value| json!({ "hostname": "a.example.com", "service": "http://h:1", "originRequest": { "access": access } });
    assert!(
        refused(rule(json!({ "required": false, "teamName": "acme", "audTag": ["x"] }))).contains("required")
    );
    assert!(refused(rule(json!({ "teamName": "acme", "audTag": ["x"] }))).contains("required"));
    assert!(refused(rule(json!({ "required": true, "teamName": "acme" }))).contains("audience"));
    assert!(refused(rule(json!({ "required": true, "audTag": ["x"] }))).contains("team"));
    let good = read(
        with_catch_all(rule(json!({ "required": true, "teamName": "acme", "audTag": ["x"] }))),
        Format::Remote,
    )
    .unwrap();
    let check = good.rules()[0].access_check().unwrap();
    assert_eq!((check.team_name(), check.audience()), ("acme", &["x".to_owned()][..]));
}

#[test]
fn a_login_check_at_the_top_level_is_refused() {
    let config = json!({
        "ingress": [{ "hostname": "a.example.com", "service": "http://h:1" }, { "service": "http_status:404" }],
        "originRequest": { "access": { "required": true, "teamName": "acme", "audTag": ["x"] } },
    });
    assert!(Ingress::read(&config, Format::Remote).unwrap_err().to_string().contains("top level"));
}

#[test]
fn misspelt_settings_are_refused() {
    let rule =
        json!({ "hostname": "a.example.com", "service": "http://h:1", "originRequest": { "acces": {} } });
    assert!(refused(rule).contains("acces"));
    assert!(
        refused(json!({ "hostname": "a.example.com", "service": "http://h:1", "hostnmae": "b" }))
            .contains("hostnmae")
    );
}

#[test]
fn durations_have_one_form_in_files_and_another_in_the_api() {
    let rule = |v: Value| {
        with_catch_all(
            json!({ "hostname": "a.example.com", "service": "http://h:1", "originRequest": { "connectTimeout": v } }),
        )
    };
    for (value, in_file, in_api) in [
        (json!("30s"), true, false),
        (json!(30), false, true),
        (json!(0.5), false, false),
        (json!("30 apples"), false, false),
        (json!(30_000_000_000_u64), false, false),
        (json!(-1), false, false),
    ] {
        assert_eq!(read(rule(value.clone()), Format::File).is_ok(), in_file, "{value}");
        assert_eq!(read(rule(value.clone()), Format::Remote).is_ok(), in_api, "{value}");
    }
    let ingress = read(rule(json!("1m30s")), Format::File).unwrap();
    assert_eq!(ingress.to_value(Format::Remote)["ingress"][0]["originRequest"]["connectTimeout"], 90);
    assert_eq!(ingress.to_value(Format::File)["ingress"][0]["originRequest"]["connectTimeout"], "90s");
}

#[test]
fn what_is_written_reads_back_the_same() {
    let rules = [
        Rule::new("Bücher.example.com.", "http://127.0.0.1:80")
            .unwrap()
            .access(AccessCheck::new("acme", ["aud"]).unwrap()),
        Rule::new("*.example.com", "unix:/run/x.sock").unwrap().path(r"\.(jpg|png)$").unwrap(),
        Rule::new("*", "hello_world").unwrap(),
    ];
    let ingress = Ingress::new(rules).unwrap();
    for format in [Format::File, Format::Remote] {
        let written = ingress.to_value(format);
        assert_eq!(Ingress::read(&written, format).unwrap().to_value(format), written);
    }
    assert_eq!(ingress.rules()[0].host(), &HostPattern::Exact("xn--bcher-kva.example.com".to_owned()));
    assert_eq!(ingress.rules().len(), 3);
}

#[test]
fn a_catch_all_is_added_where_none_is_written() {
    let ingress = Ingress::new([Rule::new("a.example.com", "http://h:1").unwrap()]).unwrap();
    assert_eq!(ingress.to_value(Format::Remote)["ingress"][1], json!({ "service": "http_status:404" }));
    assert!(Ingress::new([Rule::catch_all(), Rule::new("a.example.com", "http://h:1").unwrap()]).is_err());
}

#[test]
fn ports_are_ignored_when_matching() {
    let ingress = Ingress::new([Rule::new("a.example.com", "http://h:1").unwrap()]).unwrap();
    assert_eq!(ingress.matches("a.example.com:8443", "/"), 0);
    assert_eq!(ingress.matches("b.example.com:8443", "/"), 1);
}

// Recorded verdicts of cloudflared 2026.8.2.

fn recorded() -> Option<Value> {
    let folder = std::env::var_os("IONOS_SPECS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/specs"), PathBuf::from);
    let file = folder.join("cloudflared-golden-2026.8.2.json");
    match std::fs::read(&file) {
        Ok(bytes) => Some(serde_json::from_slice(&bytes).expect("the recorded verdicts are JSON")),
        Err(_) => {
            println!("not run: {} is missing (set IONOS_SPECS to the folder)", file.display());
            None
        }
    }
}

/// What the connector accepts and we refuse, each on purpose.
const STRICTER: &[&str] = &[
    "access-no-aud",
    "access-toplevel",
    "dup-host",
    "host-space",
    "or-unknown-key",
    "shadowed",
    "svc-query",
    "svc-status-999",
    "svc-unknown-scheme",
    "svc-userinfo",
];
/// The same for configurations pushed by the API.
const STRICTER_REMOTE: &[&str] = &["empty-ingress", "json-ns-duration", "no-ingress"];

fn compare(cases: &Value, format: Format, accepted: impl Fn(&Value) -> bool, stricter: &[&str]) -> usize {
    let cases = cases.as_array().unwrap();
    let mut surprises = Vec::new();
    let mut seen = Vec::new();
    for case in cases {
        let name = case["name"].as_str().unwrap();
        let ours = Ingress::read(&case["config"], format).and_then(|i| i.validate());
        match (accepted(case), &ours) {
            (true, Ok(())) | (false, Err(_)) => {}
            (false, Ok(())) => surprises.push(format!("{name}: the connector refuses it, we accept it")),
            (true, Err(_)) if stricter.contains(&name) => seen.push(name),
            (true, Err(error)) => {
                surprises.push(format!("{name}: the connector accepts it, we refuse it: {error}"));
            }
        }
    }
    let unused: Vec<&&str> = stricter.iter().filter(|n| !seen.contains(n)).collect();
    assert!(
        surprises.is_empty() && unused.is_empty(),
        "{surprises:#?}\nlisted as stricter but not seen: {unused:?}"
    );
    cases.len()
}

#[test]
fn verdicts_on_files_are_those_of_the_connector_or_stricter_on_purpose() {
    let Some(recorded) = recorded() else { return };
    assert_eq!(compare(&recorded["validate"], Format::File, |c| c["exit"] == 0, STRICTER), 64);
}

#[test]
fn verdicts_on_pushed_configurations_are_those_of_the_connector_or_stricter_on_purpose() {
    let Some(recorded) = recorded() else { return };
    let stricter = [STRICTER, STRICTER_REMOTE].concat();
    assert_eq!(compare(&recorded["remote_config"], Format::Remote, |c| c["applied"] == true, &stricter), 68);
}

#[test]
fn the_matching_rule_is_the_one_the_connector_names() {
    let Some(recorded) = recorded() else { return };
    let ingress = Ingress::read(&recorded["rule_config"], Format::File).unwrap();
    let cases = recorded["rule"].as_array().unwrap();
    let mut compared = 0;
    for case in cases {
        let url = case["url"].as_str().unwrap();
        // Not `Url`: it would change the spelling of the host.
        let Some((_, rest)) = url.split_once("://") else {
            assert_eq!(case["exit"], 1, "{url}");
            continue;
        };
        let (host, path) = rest.find('/').map_or((rest, "/"), |at| rest.split_at(at));
        let path = path.split('?').next().unwrap();
        assert_eq!(Some(ingress.matches(host, path) as u64), case["matched"].as_u64(), "{url}");
        compared += 1;
    }
    assert_eq!((cases.len(), compared), (19, 17));
}

/// Runs the connector's own check on a configuration; gives whether it is content, and all that it said.
fn ask(program: &std::path::Path, config: &str, words: &[&str]) -> (bool, String) {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), config).unwrap();
    let output = std::process::Command::new(program)
        .arg("--config")
        .arg(file.path())
        .args(["tunnel", "ingress"])
        .args(words)
        .output()
        .unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

#[test]
fn the_real_connector_reads_what_is_written_as_it_was_meant_or_the_test_says_not_run() {
    let Some(program) = std::env::var_os("CLOUDFLARED_BIN").map(PathBuf::from) else {
        println!("not run: the real connector (set CLOUDFLARED_BIN to the program cloudflared)");
        return;
    };
    let ingress = several_rules();
    let written = ingress.to_yaml();
    let (content, said) = ask(&program, &written, &["validate"]);
    assert!(content, "{said}\n{written}");
    for host in ["app.example.com", "b.example.com", "example.com", "deep.b.example.com", "x.org"] {
        for path in ["/", "/api/v1", "/x.png", "/API/"] {
            let ours = ingress.matches(host, path);
            let (_, said) = ask(&program, &written, &["rule", &format!("https://{host}{path}")]);
            assert!(said.contains(&format!("Matched rule #{ours}")), "{host}{path}: {ours}, {said}");
        }
    }
    // The recorded verdicts hold for this release too.
    let Some(recorded) = recorded() else { return };
    for case in recorded["validate"].as_array().unwrap() {
        let (content, said) = ask(&program, &case["config"].to_string(), &["validate"]);
        assert_eq!(content, case["exit"] == 0, "{}: {said}", case["name"]);
    }
}

fn several_rules() -> Ingress {
    let check = AccessCheck::new("acme", ["0".repeat(64)]).unwrap();
    Ingress::new([
        Rule::new("app.example.com", "http://127.0.0.1:8080").unwrap().path("^/api/").unwrap().access(check),
        Rule::new("*.example.com", "unix:/run/it's.sock").unwrap().path(r"\.(jpg|png)$").unwrap(),
        Rule::new("*.example.com", "hello_world").unwrap(),
    ])
    .unwrap()
}

#[test]
fn the_file_is_yaml_that_says_the_same() {
    let ingress = several_rules();
    let written = ingress.to_yaml();
    let read: Value = serde_yaml_ng::from_str(&written).unwrap_or_else(|e| panic!("{e}\n{written}"));
    assert_eq!(read, ingress.to_value(Format::File));
    assert!(written.starts_with("ingress:\n  - hostname: \"app.example.com\"\n"), "{written}");
    let settings = json!({ "connectTimeout": 30, "noTLSVerify": false, "keepAliveConnections": 10, "caPool": "/x: y #",
        "ipRules": [{ "prefix": "10.0.0.0/8", "ports": [80, 443], "allow": true }] });
    let rule = json!({ "hostname": "a.example.com", "service": "socks-proxy", "originRequest": settings });
    let ingress = read_back(rule);
    let read: Value = serde_yaml_ng::from_str(&ingress.to_yaml()).unwrap();
    assert_eq!(read, ingress.to_value(Format::File));
    assert_eq!(read["ingress"][0]["originRequest"]["connectTimeout"], "30s");
}

fn read_back(rule: Value) -> Ingress {
    read(with_catch_all(rule), Format::Remote).unwrap()
}
