//! Bad input of every kind: one clear line, the documented exit code, nothing changed.

use std::os::unix::fs::PermissionsExt;

use crate::lab::{EXAMPLE, Lab, bare, is_write, text};

fn assert_one_clear_line(output: &std::process::Output, code: i32, words: &str) {
    let said = text(output);
    assert_eq!(output.status.code(), Some(code), "{said}");
    let lines: Vec<_> = said.lines().filter(|l| !l.trim().is_empty()).collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(lines[0].starts_with("error: ") && lines[0].contains(words), "`{words}` expected: {said}");
    assert!(!said.contains("panicked"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_stack_file_is_refused_before_anything_is_sent() {
    let lab = Lab::new().await;
    let cases: [(String, &str); 9] = [
        (EXAMPLE.replace("[labels]", "[labels"), "stack.toml:7:"),
        (EXAMPLE.replace("[nat]", "[natt]"), "unknown field"),
        (EXAMPLE.replace("chat-2", "chat-1"), "a second server"),
        (EXAMPLE.replace("10.20.2.0/24", "10.20.0.0/16"), "overlaps"),
        (EXAMPLE.replace("cores = 2", "cores = \"two\""), "stack.toml:"),
        (EXAMPLE.replacen("de/txl", "us/las", 1), "outside Germany"),
        (
            EXAMPLE.replace("gpt-oss-120b\"\nlocation = \"de/txl", "gpt-oss-120b\"\nlocation = \"us/las"),
            "outside Germany",
        ),
        (EXAMPLE.replace("http://localhost:8080", "http://user:pw@localhost:8080"), "stack.toml:"),
        (String::new(), "stack.toml:1:1"),
    ];
    for (file, words) in cases {
        assert_ne!(file, EXAMPLE, "the case for `{words}` changes nothing");
        std::fs::write(lab.file(), file).unwrap();
        for command in
            [&["plan", "stack.toml"][..], &["up", "stack.toml", "--yes"], &["down", "stack.toml", "--yes"]]
        {
            assert_one_clear_line(&lab.run(command), 3, words);
        }
    }
    assert_one_clear_line(&lab.run(&["plan", "absent.toml"]), 3, "absent.toml");
    assert!(lab.simulator.journal().is_empty(), "something was sent");
    assert!(!lab.secrets().exists(), "secrets were made");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_credentials_and_settings_end_with_code_four() {
    let lab = Lab::new().await;
    let wrong =
        lab.command().env("IONOS_TOKEN", "wrong").args(["up", "stack.toml", "--yes"]).output().unwrap();
    assert_one_clear_line(&wrong, 4, "does not accept the credentials");
    let wrong = lab
        .command()
        .env("CLOUDFLARE_API_TOKEN", "wrong")
        .args(["up", "stack.toml", "--yes"])
        .output()
        .unwrap();
    assert_one_clear_line(&wrong, 4, "oken");
    let none = bare(lab.directory.path()).args(["plan", "stack.toml"]).output().unwrap();
    assert_one_clear_line(&none, 4, "IONOS_TOKEN");
    let elsewhere = lab
        .command()
        .env("IONOS_API_URL", "https://api.example.com")
        .args(["plan", "stack.toml"])
        .output()
        .unwrap();
    assert_one_clear_line(&elsewhere, 3, "not a service in Germany");
    let profile = lab.run(&["plan", "stack.toml", "--profile", "nobody"]);
    assert_one_clear_line(&profile, 4, "nobody");
    assert!(!lab.simulator.journal().iter().any(is_write));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unreachable_cloud_ends_with_code_five() {
    let lab = Lab::new().await;
    let dead = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let output = lab
        .command()
        .env("IONOS_API_URL", format!("http://{dead}"))
        .args(["plan", "stack.toml"])
        .output()
        .unwrap();
    assert_one_clear_line(&output, 5, &dead.to_string());
}

#[tokio::test(flavor = "multi_thread")]
async fn an_open_or_foreign_key_directory_is_refused() {
    let lab = Lab::new().await;
    let directory = lab.secrets().join("ssh");
    std::fs::create_dir_all(&directory).unwrap();
    std::fs::set_permissions(&directory, PermissionsExt::from_mode(0o755)).unwrap();
    assert_one_clear_line(&lab.up(), 4, "chmod");
    assert_one_clear_line(&lab.run(&["keys", "list"]), 4, "chmod");
    assert!(lab.simulator.journal().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_done_when_nobody_can_be_asked() {
    let lab = Lab::new().await;
    let output = lab.run(&["up", "stack.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output).contains("--yes"));
    assert!(!lab.simulator.journal().iter().any(is_write));
}

#[test]
fn a_wrong_command_line_ends_with_code_two() {
    let directory = tempfile::tempdir().unwrap();
    for arguments in [&["nonsense"][..], &["up"], &["plan", "--nope", "x"]] {
        assert_eq!(bare(directory.path()).args(arguments).output().unwrap().status.code(), Some(2));
    }
}
