//! The first-boot instructions, read back by a YAML parser and run with stand-ins for the package tools.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ionos_tunnel::{CloudConfig, ConnectorUnit, ErrorKind, GuestFile, Install};
use serde_json::{Value, json};

fn parsed(text: &str) -> Value {
    assert!(text.starts_with("#cloud-config\n"), "{text}");
    assert!(text.is_ascii());
    serde_yaml_ng::from_str(text).unwrap_or_else(|e| panic!("{e}\n{text}"))
}

const SUM: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const NASTY: &[&str] = &[
    "plain\n",
    "no newline at the end",
    "two newlines\n\n",
    "\nstarts with a newline\n",
    "  starts with spaces\n",
    "trailing space \nand tab\t\n",
    "quote \" backslash \\ colon: # hash - dash {x} [y] & * ! | > ' % @ `\n",
    "- item\nkey: value\n...\n---\n",
    "#cloud-config\nruncmd: [reboot]\n",
    "umlaut ä, emoji-free but wide: 𝄞, control \u{7}, bell, next line \u{85}, BOM \u{feff}\n",
    "carriage\r\nreturn\n",
    "",
    "\n",
    "yes",
    "0o17",
    "null",
    "'",
    "\"",
    "\u{2028}\u{2029}",
];

#[test]
fn any_text_comes_back_as_it_was() {
    for &content in NASTY {
        let config = CloudConfig::new()
            .package(content)
            .file(GuestFile::new("/etc/x y\"z", 0o600, content))
            .command(["printf", content, "\\n"])
            .file(GuestFile::new("/etc/second", 0o4755, "after\n"));
        let document = parsed(&config.to_string());
        assert_eq!(document["packages"][0], content);
        assert_eq!(document["write_files"][0]["content"], content);
        assert_eq!(document["write_files"][0]["path"], "/etc/x y\"z");
        assert_eq!(document["write_files"][0]["permissions"], "0600");
        assert_eq!(document["write_files"][1]["permissions"], "04755");
        assert_eq!(document["write_files"][1]["content"], "after\n");
        assert_eq!(document["runcmd"], json!([["printf", content, "\\n"]]));
    }
}

#[test]
fn a_shell_sets_up_the_same_files_and_runs_the_same_words_or_the_test_says_not_run() {
    if std::fs::metadata("/root").is_err() || std::fs::read_dir("/root").is_err() {
        println!("not run: only root may give files to root");
        return;
    }
    for &content in NASTY {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        let config = CloudConfig::new()
            .file(GuestFile::new(path("new folder/it's \"$x"), 0o640, content))
            .command(["sh", "-c", "printf %s \"$1\" > \"$2\"", "sh", content, &path("word")]);
        let script = config.to_script();
        // Twice: the second run finds everything there.
        for _ in 0..2 {
            assert!(Command::new("sh").arg("-c").arg(&script).status().unwrap().success(), "{script}");
        }
        let file = path("new folder/it's \"$x");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o7777, 0o640);
        assert_eq!(std::fs::read_to_string(path("word")).unwrap(), content);
    }
    // A script that arrives by halves does nothing at all.
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file").to_str().unwrap().to_owned();
    let whole = CloudConfig::new().file(GuestFile::new(&file, 0o644, "x")).command(["true"]).to_script();
    let half = whole.strip_suffix("} < /dev/null\n").unwrap();
    assert!(!Command::new("sh").arg("-c").arg(half).stderr(Stdio::null()).status().unwrap().success());
    assert!(!Path::new(&file).exists());
    let broken = CloudConfig::new().command(["false"]).command(["true"]).to_script();
    assert!(!Command::new("sh").arg("-c").arg(broken).status().unwrap().success());
}

#[test]
fn the_document_holds_every_unit_word_for_word() {
    let unit = ConnectorUnit::new();
    let document = parsed(&unit.cloud_init(&Install::apt()).unwrap());
    let files = document["write_files"].as_array().unwrap();
    for wanted in unit.files().unwrap() {
        let found = files
            .iter()
            .find(|f| f["path"] == wanted.path.as_str())
            .unwrap_or_else(|| panic!("{}", wanted.path));
        assert_eq!(found["content"], wanted.content.as_str());
        assert_eq!(found["owner"], "root:root");
        assert_eq!(found["permissions"], "0644");
    }
    // Nothing writes the token: it comes later, by another way.
    assert!(files.iter().all(|f| f["path"] != unit.token_path()));
}

#[test]
fn the_wait_for_the_token_is_on_before_the_service_is_started() {
    let document = parsed(&ConnectorUnit::new().cloud_init(&Install::Present).unwrap());
    let commands: Vec<String> = document["runcmd"].as_array().unwrap().iter().map(Value::to_string).collect();
    let at = |part: &str| {
        commands.iter().position(|c| c.contains(part)).unwrap_or_else(|| panic!("{part}: {commands:?}"))
    };
    assert!(at("0700") < at("cloudflared.path"));
    assert!(at("daemon-reload") < at("cloudflared.path"));
    assert!(at("cloudflared.path") < at("cloudflared.service"));
    assert!(!commands.iter().any(|c| c.contains("install-cloudflared")));
}

#[test]
fn bad_releases_and_checksums_are_refused() {
    for install in [
        Install::package("2026.8.2", "abc"),
        Install::package("2026.8.2; reboot", SUM),
        Install::package("", SUM),
        Install::package("..", SUM),
        Install::AptRepository { keyring_sha256: Some("$(reboot)".to_owned()) },
    ] {
        assert_eq!(
            ConnectorUnit::new().cloud_init(&install).unwrap_err().kind(),
            ErrorKind::InvalidInput,
            "{install:?}"
        );
    }
}

/// Runs the install script with stand-ins for the network and the package tools; returns success and what they were called with.
fn run_script(install: &Install, download: &[u8]) -> (bool, String) {
    let document = parsed(&ConnectorUnit::new().cloud_init(install).unwrap());
    let files = document["write_files"].as_array().unwrap();
    let script = files.iter().find(|f| f["path"] == "/usr/local/sbin/install-cloudflared").unwrap();
    assert_eq!(script["permissions"], "0755");
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().to_str().unwrap();
    let text = script["content"].as_str().unwrap();
    let text = text
        .replace("/usr/share/keyrings", &format!("{root}/keyrings"))
        .replace("/etc/apt", &format!("{root}/apt"));
    let write = |name: &str, content: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    };
    std::fs::create_dir_all(folder.path().join("apt/sources.list.d")).unwrap();
    std::fs::write(folder.path().join("download"), download).unwrap();
    write("script", &text);
    let note = format!("echo \"$(basename $0) $*\" >> {root}/calls");
    write(
        "bin/curl",
        &format!(
            "#!/bin/sh\n{note}\nwhile [ \"$1\" != --output ]; do shift; done\ncp {root}/download \"$2\"\n"
        ),
    );
    for tool in ["apt-get", "dpkg"] {
        write(&format!("bin/{tool}"), &format!("#!/bin/sh\n{note}\n"));
    }
    let status = Command::new("sh")
        .arg(folder.path().join("script"))
        .env("PATH", format!("{root}/bin:/usr/bin:/bin"))
        .env("TMPDIR", root)
        .status()
        .unwrap();
    let mut calls = std::fs::read_to_string(folder.path().join("calls")).unwrap_or_default();
    if let Ok(list) = std::fs::read_to_string(folder.path().join("apt/sources.list.d/cloudflared.list")) {
        let key = Path::new(root).join("keyrings/cloudflare-main.gpg");
        assert_eq!(std::fs::read(&key).unwrap(), download);
        assert_eq!(std::fs::metadata(&key).unwrap().permissions().mode() & 0o777, 0o644);
        calls.push_str(&list);
    }
    (status.success(), calls)
}

#[test]
fn a_package_is_installed_when_its_checksum_is_right() {
    let (ok, calls) = run_script(&Install::package("2026.8.2", SUM.to_uppercase()), b"test");
    assert!(ok, "{calls}");
    assert!(calls.contains("/2026.8.2/cloudflared-linux-amd64.deb"), "{calls}");
    assert!(calls.contains("--proto =https"), "{calls}");
    assert!(calls.contains("dpkg --install"), "{calls}");
}

#[test]
fn a_package_with_a_wrong_checksum_is_not_installed() {
    let (ok, calls) = run_script(&Install::package("2026.8.2", SUM), b"tampered");
    assert!(!ok);
    assert!(!calls.contains("dpkg"), "{calls}");
}

#[test]
fn the_repository_is_tied_to_its_own_key() {
    let (ok, calls) = run_script(&Install::apt(), b"key");
    assert!(ok, "{calls}");
    assert!(
        calls.contains("deb [signed-by=")
            && calls.contains("https://pkg.cloudflare.com/cloudflared any main"),
        "{calls}"
    );
    assert!(calls.contains("apt-get install --yes cloudflared"), "{calls}");
}

#[test]
fn a_wrong_repository_key_stops_the_installation() {
    let (ok, calls) =
        run_script(&Install::AptRepository { keyring_sha256: Some(SUM.to_owned()) }, b"wrong key");
    assert!(!ok);
    assert!(!calls.contains("apt-get") && !calls.contains("deb ["), "{calls}");
    let (ok, calls) = run_script(&Install::AptRepository { keyring_sha256: Some(SUM.to_owned()) }, b"test");
    assert!(ok && calls.contains("apt-get install"), "{calls}");
}

#[test]
fn cloud_inits_own_schema_accepts_the_document_or_the_test_says_not_run() {
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), ConnectorUnit::new().cloud_init(&Install::apt()).unwrap()).unwrap();
    match Command::new("cloud-init").arg("schema").arg("--config-file").arg(file.path()).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => println!("not run: cloud-init is not installed (apt-get install -y cloud-init)"),
    }
}
