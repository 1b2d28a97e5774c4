//! Generating, listing and reading keys.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::MetadataExt;
use std::process::Stdio;
use std::thread;

use ionos_keys::{Algorithm, ErrorKind, KeySpec, KeyStore};

use crate::child::{self, Role};
use crate::{entries, in_store, mode, passphrase, set_mode, store};

#[test]
fn open_creates_the_directory_and_its_parents_with_mode_0700() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("a/b/ssh");
    let store = KeyStore::open(&path).unwrap();
    assert_eq!(store.path(), path);
    for part in ["a", "a/b", "a/b/ssh"] {
        assert_eq!(mode(scratch.path().join(part)), 0o700, "{part}");
    }
}

#[test]
fn generate_writes_both_halves_with_exact_modes() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin").comment("the admin")).unwrap();
    assert_eq!(mode(in_store(&store, "admin")), 0o600);
    assert_eq!(mode(in_store(&store, "admin.pub")), 0o644);
    assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"]);
    assert_eq!(fs::metadata(&key.path).unwrap().nlink(), 1);
    assert_eq!(fs::read_to_string(in_store(&store, "admin.pub")).unwrap(), format!("{}\n", key.public_key));
}

#[test]
fn generate_returns_what_get_and_list_return() {
    let (_scratch, store) = store();
    let before = jiff::Timestamp::now().as_second();
    let b = store.generate(KeySpec::ed25519("b").comment("second")).unwrap();
    let a = store.generate(KeySpec::ed25519("a")).unwrap();
    assert_eq!(store.get("b").unwrap(), b);
    assert_eq!(store.list().unwrap(), [a.clone(), b.clone()]);

    assert_eq!(b.name, "b");
    assert_eq!(b.algorithm, Algorithm::Ed25519);
    assert_eq!(b.comment, "second");
    assert_eq!(a.comment, "a", "the comment is the name unless given");
    assert!(b.fingerprint.starts_with("SHA256:") && b.fingerprint.len() == 50, "{}", b.fingerprint);
    assert!(b.public_key.starts_with("ssh-ed25519 AAAA") && b.public_key.ends_with(" second"));
    assert!(!b.encrypted);
    assert_eq!(b.path, in_store(&store, "b"));
    assert!((before..=before + 60).contains(&b.created_at.as_second()));
    assert_ne!(a.fingerprint, b.fingerprint);
}

#[test]
fn generate_never_overwrites() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    let before = fs::read(in_store(&store, "admin")).unwrap();
    let error = store.generate(KeySpec::ed25519("admin")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
    assert!(error.to_string().contains("never overwritten"), "{error}");
    assert_eq!(fs::read(in_store(&store, "admin")).unwrap(), before);
    assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"]);
}

#[test]
fn a_lone_public_half_is_not_overwritten() {
    let (_scratch, store) = store();
    fs::write(in_store(&store, "token.pub"), "sk-ssh-ed25519@openssh.com AAAA somebody's token\n").unwrap();
    for error in [
        store.generate(KeySpec::ed25519("token")).unwrap_err(),
        store.ensure(KeySpec::ed25519("token")).unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::AlreadyExists);
        assert!(error.to_string().contains("token.pub"), "{error}");
    }
    assert_eq!(entries(store.path()), ["token.pub"]);
}

#[test]
fn ensure_creates_once_and_then_returns_the_same_key() {
    let (_scratch, store) = store();
    let (first, created) = store.ensure(KeySpec::ed25519("admin").comment("one")).unwrap();
    assert!(created);
    let (second, created) = store.ensure(KeySpec::ed25519("admin").comment("two")).unwrap();
    assert!(!created);
    assert_eq!(first, second);
}

#[test]
fn ensure_restores_a_missing_public_half() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin").comment("kept")).unwrap();
    fs::remove_file(in_store(&store, "admin.pub")).unwrap();
    assert_eq!(store.get("admin").unwrap(), key, "the private file holds the comment too");
    assert!(!in_store(&store, "admin.pub").exists(), "reading writes nothing");
    assert_eq!(store.ensure(KeySpec::ed25519("admin")).unwrap(), (key.clone(), false));
    assert_eq!(fs::read_to_string(in_store(&store, "admin.pub")).unwrap(), format!("{}\n", key.public_key));
    assert_eq!(mode(in_store(&store, "admin.pub")), 0o644);
}

#[test]
fn ensure_refuses_an_unencrypted_key_where_a_passphrase_is_ordered() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    let error = store.ensure(KeySpec::ed25519("admin").passphrase(passphrase())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert!(error.to_string().contains("ssh-keygen -p -f"), "{error}");
}

#[test]
fn many_threads_get_one_key() {
    let (_scratch, store) = store();
    let found: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> =
            (0..16).map(|_| scope.spawn(|| store.ensure(KeySpec::ed25519("shared")).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let fingerprints: BTreeSet<_> = found.iter().map(|(key, _)| key.fingerprint.clone()).collect();
    assert_eq!(fingerprints.len(), 1);
    assert_eq!(found.iter().filter(|(_, created)| *created).count(), 1);
    assert_eq!(entries(store.path()), [".lock", "shared", "shared.pub"]);
}

#[test]
fn many_processes_get_one_key() {
    let (_scratch, store) = store();
    for round in 0..5 {
        let children: Vec<_> =
            (0..6).map(|_| child::command(Role::Ensure, store.path()).spawn().unwrap()).collect();
        let reports: Vec<String> = children
            .into_iter()
            .flat_map(|child| child::reports(&child.wait_with_output().unwrap().stdout))
            .collect();
        assert_eq!(reports.len(), 6, "{reports:?}");
        let fingerprint = store.get("shared").unwrap().fingerprint;
        assert!(reports.iter().all(|line| line.starts_with(&fingerprint)), "round {round}: {reports:?}");
        assert_eq!(reports.iter().filter(|line| line.ends_with("true")).count(), 1, "{reports:?}");
        fs::remove_file(in_store(&store, "shared")).unwrap();
        fs::remove_file(in_store(&store, "shared.pub")).unwrap();
    }
}

#[test]
fn of_many_processes_that_generate_one_succeeds() {
    let (_scratch, store) = store();
    let children: Vec<_> =
        (0..6).map(|_| child::command(Role::Generate, store.path()).spawn().unwrap()).collect();
    let reports: Vec<String> = children
        .into_iter()
        .flat_map(|child| child::reports(&child.wait_with_output().unwrap().stdout))
        .collect();
    let (refused, made): (Vec<_>, Vec<_>) =
        reports.iter().partition(|line| line.starts_with("error ALREADY_EXISTS"));
    assert_eq!((made.len(), refused.len()), (1, 5), "{reports:?}");
    assert_eq!(made[0], &store.get("shared").unwrap().fingerprint);
}

#[test]
fn modes_do_not_depend_on_the_umask() {
    let (_scratch, store) = store();
    for umask in ["000", "022", "077", "777"] {
        let script = format!("umask {umask}; exec \"$0\" \"$@\"");
        let status = child::command_behind(&["sh", "-c", &script], Role::Ensure, store.path())
            .stdout(Stdio::null())
            .status()
            .unwrap();
        assert!(status.success());
        assert_eq!(mode(in_store(&store, "shared")), 0o600, "umask {umask}");
        assert_eq!(mode(in_store(&store, "shared.pub")), 0o644, "umask {umask}");
        fs::remove_file(in_store(&store, "shared")).unwrap();
        fs::remove_file(in_store(&store, "shared.pub")).unwrap();
    }
}

#[test]
fn bad_names_are_refused_before_anything_is_written() {
    let (_scratch, store) = store();
    let long = "x".repeat(65);
    for name in [
        "",
        ".",
        "..",
        "../x",
        "a/b",
        "/etc/passwd",
        "-rf",
        ".hidden",
        "a b",
        "a\nb",
        "a\0b",
        "schlüssel",
        "x.pub",
        "x-cert.pub",
        "registry.json",
        &long,
    ] {
        for error in [
            store.generate(KeySpec::ed25519(name)).unwrap_err(),
            store.ensure(KeySpec::ed25519(name)).unwrap_err(),
            store.get(name).unwrap_err(),
            store.private_key(name, None).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidInput, "{name:?}");
            assert!(!error.to_string().contains('\n'), "one line: {error}");
        }
    }
    assert!(entries(store.path()).is_empty());
    for name in ["a", "_x", "web-admin_2.prod", &long[..64]] {
        store.generate(KeySpec::ed25519(name)).unwrap();
    }
}

#[test]
fn bad_comments_and_empty_passphrases_are_refused() {
    let (_scratch, store) = store();
    let long = "x".repeat(256);
    for comment in ["a\nssh-ed25519 AAAA evil", "a\rb", "tab\there", "esc\u{1b}[2J", " x", "x ", &long] {
        let error = store.generate(KeySpec::ed25519("admin").comment(comment)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{comment:?}");
        assert!(!error.to_string().contains(['\n', '\u{1b}']), "{error}");
    }
    let error =
        store.generate(KeySpec::ed25519("admin").passphrase(secrecy::SecretString::from(""))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert!(entries(store.path()).is_empty());
    let key = store.generate(KeySpec::ed25519("admin").comment("Jürgen # the \"admin\"")).unwrap();
    assert_eq!(store.get("admin").unwrap().comment, "Jürgen # the \"admin\"");
    assert!(key.public_key.ends_with(" Jürgen # the \"admin\""));
}

#[test]
fn a_missing_key_is_not_found() {
    let (_scratch, store) = store();
    assert_eq!(store.get("nobody").unwrap_err().kind(), ErrorKind::NotFound);
    assert_eq!(store.private_key("nobody", None).unwrap_err().kind(), ErrorKind::NotFound);
    assert!(store.list().unwrap().is_empty());
}

#[test]
fn list_passes_over_directories_hidden_files_and_the_registry() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    fs::create_dir(in_store(&store, "sealed")).unwrap();
    fs::write(in_store(&store, ".note"), "x").unwrap();
    fs::write(in_store(&store, "registry.json"), "{").unwrap();
    assert_eq!(store.list().unwrap().len(), 1);
}

#[test]
fn list_names_a_file_that_does_not_belong_there_without_its_control_characters() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    for (name, kind, shown) in [
        ("known_hosts", ErrorKind::Corrupt, "known_hosts"),
        ("my key", ErrorKind::InvalidInput, "my key"),
        ("a\n\u{1b}[2Jb", ErrorKind::InvalidInput, "a\\n\\u{1b}[2Jb"),
    ] {
        let path = in_store(&store, name);
        fs::write(&path, "localhost ssh-ed25519 AAAA").unwrap();
        set_mode(&path, 0o600);
        let error = store.list().unwrap_err();
        assert_eq!(error.kind(), kind);
        let text = error.to_string();
        assert!(text.contains(shown) && !text.contains(char::is_control), "{text}");
        fs::remove_file(&path).unwrap();
    }
    assert_eq!(store.list().unwrap(), [key]);
}

#[test]
fn a_directory_name_with_a_line_break_gives_an_error_of_one_line() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("two\nlines");
    fs::create_dir(&path).unwrap();
    set_mode(&path, 0o755);
    let text = KeyStore::open(&path).unwrap_err().to_string();
    assert!(text.contains("two\\nlines") && !text.contains('\n'), "{text}");
}

#[test]
fn a_removed_directory_is_a_clear_error_and_not_recreated_behind_ones_back() {
    let (_scratch, store) = store();
    fs::remove_dir(store.path()).unwrap();
    assert_eq!(store.generate(KeySpec::ed25519("admin")).unwrap_err().kind(), ErrorKind::NotFound);
    assert!(!store.path().exists());
}

#[test]
fn key_info_serializes_to_plain_values() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    let value = serde_json::to_value(&key).unwrap();
    assert_eq!(value["algorithm"], "ssh-ed25519");
    assert_eq!(value["fingerprint"], key.fingerprint);
    assert_eq!(value["created_at"], key.created_at.to_string());
    assert_eq!(value["path"], key.path.to_str().unwrap());
    assert_eq!(value["encrypted"], false);
}

#[test]
fn a_read_only_directory_can_be_read() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    set_mode(store.path(), 0o500);
    let found = KeyStore::open(store.path()).and_then(|store| store.list());
    set_mode(store.path(), 0o700);
    assert_eq!(found.unwrap().len(), 1);
}
