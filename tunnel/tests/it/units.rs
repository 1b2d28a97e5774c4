//! The systemd units, judged by systemd's own tools.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use ionos_tunnel::{ConnectorUnit, ErrorKind};
use tempfile::TempDir;

fn run(program: &str, arguments: &[&str]) -> Output {
    Command::new(program)
        .args(arguments)
        .env("SYSTEMD_PAGER", "")
        .output()
        .unwrap_or_else(|e| panic!("{program} cannot be run ({e}); install it: apt-get install -y systemd"))
}

/// Writes the units into a folder, with a program that exists.
fn written(unit: &ConnectorUnit) -> (TempDir, Vec<PathBuf>) {
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("cloudflared");
    std::fs::copy("/bin/true", &program).unwrap();
    let unit = unit.clone().program(program.to_str().unwrap());
    let mut paths = Vec::new();
    for file in unit.files().unwrap() {
        let path = folder.path().join(Path::new(&file.path).file_name().unwrap());
        std::fs::write(&path, &file.content).unwrap();
        paths.push(path);
    }
    (folder, paths)
}

#[test]
fn systemd_finds_nothing_wrong_with_any_unit() {
    assert!(Path::new("/usr/bin/curl").exists(), "the health check needs curl: apt-get install -y curl");
    for unit in [
        ConnectorUnit::new(),
        ConnectorUnit::new().private_users(false).post_quantum(false).metrics_port(9),
        ConnectorUnit::new().encrypted_token(true),
    ] {
        let (_folder, paths) = written(&unit);
        assert_eq!(paths.len(), 5);
        let mut arguments = vec!["verify", "--man=no"];
        arguments.extend(paths.iter().map(|p| p.to_str().unwrap()));
        let output = run("systemd-analyze", &arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        // Complaints about other units of this machine are not about ours.
        let ours: Vec<&str> = said.lines().filter(|l| l.contains("cloudflared")).collect();
        assert!(output.status.success() && ours.is_empty(), "{:?}\n{said}", output.status);
    }
}

#[test]
fn systemd_finds_a_mistake_when_there_is_one() {
    let (_folder, paths) = written(&ConnectorUnit::new());
    let broken =
        std::fs::read_to_string(&paths[0]).unwrap().replace("NoNewPrivileges=yes", "NoNewPrivilegez=yes");
    std::fs::write(&paths[0], broken).unwrap();
    let output = run("systemd-analyze", &["verify", "--man=no", paths[0].to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("NoNewPrivilegez"));
}

/// Exposure from 0 (closed) to 10, as systemd rates it.
fn exposure(path: &Path) -> f64 {
    let output =
        run("systemd-analyze", &["security", "--offline=true", "--no-pager", path.to_str().unwrap()]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let line =
        text.lines().rev().find(|l| l.contains("Overall exposure level")).unwrap_or_else(|| panic!("{text}"));
    let number = line.split_once(": ").unwrap().1.split_whitespace().next().unwrap();
    number.parse().unwrap()
}

#[test]
fn the_service_is_rated_at_most_1_5_by_systemd() {
    for unit in [ConnectorUnit::new(), ConnectorUnit::new().encrypted_token(true)] {
        let (_folder, paths) = written(&unit);
        let rated = paths
            .iter()
            .filter(|p| p.ends_with("cloudflared.service") || p.ends_with("cloudflared-health.service"));
        for path in rated {
            let rating = exposure(path);
            println!("{}: {rating}", path.file_name().unwrap().to_string_lossy());
            assert!(rating <= 1.5, "{}: {rating}", path.display());
        }
    }
}

#[test]
fn the_rating_tells_an_open_unit_from_a_closed_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("open.service");
    std::fs::write(&path, "[Service]\nExecStart=/bin/true\n").unwrap();
    assert!(exposure(&path) > 9.0);
}

#[test]
fn the_service_has_what_keeps_it_running_and_the_token_hidden() {
    let service = ConnectorUnit::new().service().unwrap();
    for line in [
        "Type=notify",
        "Restart=always",
        "RestartSec=5s",
        "StartLimitIntervalSec=0",
        "TimeoutStartSec=60s",
        "DynamicUser=yes",
        "LoadCredential=tunnel-token:/etc/cloudflared/tunnel-token",
        "ConditionPathExists=/etc/cloudflared/tunnel-token",
        "CapabilityBoundingSet=",
        "NoNewPrivileges=yes",
        "ExecStart=/usr/bin/cloudflared --no-autoupdate --metrics 127.0.0.1:20241 tunnel run --post-quantum --token-file ${CREDENTIALS_DIRECTORY}/tunnel-token",
    ] {
        assert!(service.lines().any(|l| l == line), "{line}\n{service}");
    }
    assert!(!service.contains("--token "));
    let encrypted = ConnectorUnit::new().encrypted_token(true).service().unwrap();
    let line = "LoadCredentialEncrypted=tunnel-token:/etc/cloudflared/tunnel-token";
    assert!(encrypted.lines().any(|l| l == line) && !encrypted.contains("LoadCredential="), "{encrypted}");
}

#[test]
fn every_unit_forces_tls_1_3_towards_the_edge() {
    for (post_quantum, flag) in [(true, " --post-quantum "), (false, " --protocol quic ")] {
        let service = ConnectorUnit::new().post_quantum(post_quantum).service().unwrap();
        assert!(service.contains(flag), "{service}");
    }
}

#[test]
fn a_failed_health_check_restarts_a_running_connector_only() {
    let unit = ConnectorUnit::new().metrics_port(9000);
    let health = unit.health_service().unwrap();
    assert!(
        health.contains("http://127.0.0.1:9000/ready")
            && health.contains("OnFailure=cloudflared-restart.service")
    );
    assert!(unit.restart_service().contains("try-restart cloudflared.service"));
    assert!(unit.health_timer().contains("OnCalendar=minutely"));
}

#[test]
fn paths_that_could_change_the_unit_are_refused() {
    for bad in ["relative", "/a b", "/a\nExecStartPre=/bin/sh", "/a%h", "/a$x", "/a/", "/a/../b", ""] {
        assert_eq!(
            ConnectorUnit::new().token_file(bad).service().unwrap_err().kind(),
            ErrorKind::InvalidInput,
            "{bad}"
        );
        assert_eq!(
            ConnectorUnit::new().program(bad).files().unwrap_err().kind(),
            ErrorKind::InvalidInput,
            "{bad}"
        );
    }
    assert_eq!(ConnectorUnit::new().metrics_port(0).service().unwrap_err().kind(), ErrorKind::InvalidInput);
}
