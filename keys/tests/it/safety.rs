//! What the store refuses to touch, and what it says about it.

use std::fs;
use std::os::unix::fs::{chown, symlink};
use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ionos_keys::{Error, ErrorKind, KeySpec, KeyStore};

use crate::child::{self, Role};
use crate::{entries, in_store, running_as_root, set_mode, ssh_keygen, store};

/// The user id of "nobody".
const NOBODY: u32 = 65534;

fn every_call(store: &KeyStore) -> [Error; 5] {
    [
        KeyStore::open(store.path()).unwrap_err(),
        store.list().unwrap_err(),
        store.get("admin").unwrap_err(),
        store.private_key("admin", None).unwrap_err(),
        store.generate(KeySpec::ed25519("other")).unwrap_err(),
    ]
}

#[test]
fn a_directory_open_to_others_is_refused_with_the_exact_chmod() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    for mode in [0o755, 0o770, 0o710, 0o704, 0o701, 0o777] {
        set_mode(store.path(), mode);
        for error in every_call(&store) {
            assert_eq!(error.kind(), ErrorKind::WidePermissions, "{mode:o}");
            let expected = format!("has mode {mode:04o}, which lets other users in; run: chmod 700 ");
            let text = error.to_string();
            assert!(text.contains(&expected) && text.ends_with(store.path().to_str().unwrap()), "{text}");
        }
        assert_eq!(crate::mode(store.path()), mode, "modes are never repaired silently");
    }
    set_mode(store.path(), 0o700);
    assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"]);
}

#[test]
fn the_chmod_line_can_be_pasted_even_for_odd_paths() {
    let scratch = tempfile::tempdir().unwrap();
    let path = scratch.path().join("it's a $(store)");
    fs::create_dir(&path).unwrap();
    set_mode(&path, 0o755);
    let error = KeyStore::open(&path).unwrap_err().to_string();
    let (_, line) = error.split_once("run: ").unwrap();
    assert!(std::process::Command::new("sh").args(["-c", line]).status().unwrap().success());
    KeyStore::open(&path).unwrap();
}

#[test]
fn a_private_file_open_to_others_is_refused() {
    let (_scratch, store) = store();
    let path = store.generate(KeySpec::ed25519("admin")).unwrap().path;
    for mode in [0o644, 0o640, 0o604, 0o620] {
        set_mode(&path, mode);
        for error in [
            store.get("admin").unwrap_err(),
            store.private_key("admin", None).unwrap_err(),
            store.list().unwrap_err(),
            store.ensure(KeySpec::ed25519("admin")).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::WidePermissions);
            assert!(error.to_string().contains(&format!("chmod 600 {}", path.display())), "{error}");
        }
    }
}

#[test]
fn what_belongs_to_somebody_else_is_refused() {
    let mut errors = Vec::new();
    if running_as_root() {
        let (_scratch, store) = store();
        let path = store.generate(KeySpec::ed25519("admin")).unwrap().path;
        chown(&path, Some(NOBODY), None).unwrap();
        errors.push(store.get("admin").unwrap_err());
        errors.push(store.private_key("admin", None).unwrap_err());
        errors.push(store.list().unwrap_err());
        chown(store.path(), Some(NOBODY), None).unwrap();
        errors.extend(every_call(&store));
    } else {
        // Only root can give files away, but everybody has a directory of root's at hand.
        errors.push(KeyStore::open("/").unwrap_err());
    }
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::ForeignOwner);
        let us = rustix::process::geteuid().as_raw();
        assert!(error.to_string().contains(&format!("run: chown {us} /")), "{error}");
    }
}

#[test]
fn a_symbolic_link_as_directory_is_refused_even_with_a_trailing_slash() {
    let (scratch, store) = store();
    let link = scratch.path().join("link");
    symlink(store.path(), &link).unwrap();
    let slash = format!("{}/", link.display());
    let dot = format!("{}/.", link.display());
    for path in [link.as_path(), Path::new(&slash), Path::new(&dot)] {
        assert_eq!(KeyStore::open(path).unwrap_err().kind(), ErrorKind::Symlink, "{}", path.display());
    }
    let dangling = scratch.path().join("dangling");
    symlink(scratch.path().join("nowhere"), &dangling).unwrap();
    assert_eq!(KeyStore::open(&dangling).unwrap_err().kind(), ErrorKind::Symlink);
    assert!(!scratch.path().join("nowhere").exists());
}

#[test]
fn a_symbolic_link_as_key_is_neither_read_nor_written_through() {
    let (scratch, store) = store();
    let outside = scratch.path().join("outside");
    fs::write(&outside, "mine").unwrap();
    set_mode(&outside, 0o600);
    symlink(&outside, in_store(&store, "admin")).unwrap();
    assert_eq!(store.get("admin").unwrap_err().kind(), ErrorKind::Symlink);
    assert_eq!(store.private_key("admin", None).unwrap_err().kind(), ErrorKind::Symlink);
    assert_eq!(store.list().unwrap_err().kind(), ErrorKind::Symlink);
    assert_eq!(store.generate(KeySpec::ed25519("admin")).unwrap_err().kind(), ErrorKind::AlreadyExists);
    assert_eq!(store.ensure(KeySpec::ed25519("admin")).unwrap_err().kind(), ErrorKind::Symlink);

    // A dangling link must not become a file elsewhere.
    symlink(scratch.path().join("nowhere"), in_store(&store, "other")).unwrap();
    assert_eq!(store.generate(KeySpec::ed25519("other")).unwrap_err().kind(), ErrorKind::AlreadyExists);
    assert!(!scratch.path().join("nowhere").exists());
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
}

#[test]
fn symbolic_links_as_lock_or_staged_file_are_not_written_through() {
    let (scratch, store) = store();
    let outside = scratch.path().join("outside");
    fs::write(&outside, "mine").unwrap();
    symlink(&outside, in_store(&store, ".lock")).unwrap();
    assert_eq!(store.generate(KeySpec::ed25519("admin")).unwrap_err().kind(), ErrorKind::Symlink);
    fs::remove_file(in_store(&store, ".lock")).unwrap();
    symlink(&outside, in_store(&store, ".admin.new")).unwrap();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    assert_eq!(fs::read_to_string(&outside).unwrap(), "mine");
    assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"]);
}

#[test]
fn a_file_as_directory_and_other_things_as_key_are_refused() {
    let (scratch, store) = store();
    let file = scratch.path().join("file");
    fs::write(&file, "").unwrap();
    assert_eq!(KeyStore::open(&file).unwrap_err().kind(), ErrorKind::WrongFileType);
    assert_eq!(KeyStore::open(file.join("ssh")).unwrap_err().kind(), ErrorKind::WrongFileType);

    fs::create_dir(in_store(&store, "folder")).unwrap();
    set_mode(in_store(&store, "folder"), 0o700);
    assert_eq!(store.get("folder").unwrap_err().kind(), ErrorKind::WrongFileType);
    // Reading a named pipe would block for ever.
    rustix::fs::mknodat(
        rustix::fs::CWD,
        in_store(&store, "pipe"),
        rustix::fs::FileType::Fifo,
        rustix::fs::Mode::from_raw_mode(0o600),
        0,
    )
    .unwrap();
    assert_eq!(store.get("pipe").unwrap_err().kind(), ErrorKind::WrongFileType);
    assert_eq!(store.list().unwrap_err().kind(), ErrorKind::WrongFileType);
}

#[test]
fn corrupt_keys_are_reported_and_left_alone() {
    let (_scratch, store) = store();
    let path = store.generate(KeySpec::ed25519("admin")).unwrap().path;
    let whole = fs::read(&path).unwrap();
    let mut flipped = whole.clone();
    flipped[200] = if flipped[200] == b'A' { b'B' } else { b'A' };
    let huge = vec![b'x'; 70_000];
    let pieces: [&[u8]; 6] =
        [b"", b"garbage", &whole[..whole.len() / 2], &whole[..whole.len() - 10], &flipped, &huge];
    for (i, bytes) in pieces.into_iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        for error in [
            store.get("admin").unwrap_err(),
            store.private_key("admin", None).unwrap_err(),
            store.list().unwrap_err(),
            store.ensure(KeySpec::ed25519("admin")).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Corrupt, "piece {i}: {error}");
            assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn every_shortened_key_file_is_corrupt_and_none_panics() {
    let (_scratch, store) = store();
    let path = store.generate(KeySpec::ed25519("admin")).unwrap().path;
    let whole = fs::read(&path).unwrap();
    // The last byte is the final line break, which may be missing.
    for length in 0..whole.len() - 1 {
        fs::write(&path, &whole[..length]).unwrap();
        assert_eq!(store.get("admin").unwrap_err().kind(), ErrorKind::Corrupt, "{length} bytes");
    }
}

#[test]
fn a_public_half_of_another_key_is_reported_with_the_command_that_repairs_it() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    store.generate(KeySpec::ed25519("other")).unwrap();
    fs::copy(in_store(&store, "other.pub"), in_store(&store, "admin.pub")).unwrap();
    let error = store.get("admin").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Corrupt);
    let text = error.to_string();
    let (_, line) = text.split_once("write the right one: ").unwrap();
    assert!(std::process::Command::new("sh").args(["-c", line]).status().unwrap().success());
    assert_eq!(store.get("admin").unwrap().fingerprint, key.fingerprint);

    fs::write(in_store(&store, "admin.pub"), [0xff, 0xfe]).unwrap();
    assert_eq!(store.get("admin").unwrap_err().kind(), ErrorKind::Corrupt);
}

#[test]
fn a_key_that_asks_for_endless_derivation_is_refused_at_once() {
    let (_scratch, store) = store();
    let passphrase = crate::passphrase();
    let path = store.generate(KeySpec::ed25519("slow").passphrase(passphrase.clone())).unwrap().path;
    let text = fs::read_to_string(&path).unwrap();
    let body: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    let mut bytes = STANDARD.decode(body).unwrap();
    // "bcrypt", the length of its options, the length of the salt, the salt of 16 bytes, and then the rounds.
    let rounds =
        bytes.windows(10).position(|window| window == b"\0\0\0\x06bcrypt").unwrap() + 10 + 4 + 4 + 16;
    assert_eq!(bytes[rounds..rounds + 4], [0, 0, 0, 24]);
    for asked in [24, 0, 10_001, u32::MAX] {
        bytes[rounds..rounds + 4].copy_from_slice(&u32::to_be_bytes(asked));
        let body = STANDARD.encode(&bytes);
        let mut lines = vec!["-----BEGIN OPENSSH PRIVATE KEY-----"];
        lines.extend(body.as_bytes().chunks(70).map(|line| std::str::from_utf8(line).unwrap()));
        lines.push("-----END OPENSSH PRIVATE KEY-----\n");
        fs::write(&path, lines.join("\n")).unwrap();
        let opened = store.private_key("slow", Some(&passphrase));
        match asked {
            24 => assert!(opened.is_ok(), "the file is put together rightly: {opened:?}"),
            _ => assert_eq!(opened.unwrap_err().kind(), ErrorKind::Corrupt, "{asked} rounds"),
        }
    }
}

#[test]
fn a_directory_that_cannot_be_written_gives_a_clear_error() {
    let (scratch, store) = store();
    set_mode(scratch.path(), 0o755);
    set_mode(store.path(), 0o500);
    let reports = if running_as_root() {
        // Modes do not bind root, so the child runs as nobody.
        chown(store.path(), Some(NOBODY), None).unwrap();
        let wrapper = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];
        let output = child::command_behind(&wrapper, Role::Generate, store.path()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        child::reports(&output.stdout)
    } else {
        let error = store.generate(KeySpec::ed25519("shared")).unwrap_err();
        vec![format!("error {} {error}", error.kind())]
    };
    set_mode(store.path(), 0o700);
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(report.starts_with("error ACCESS_DENIED cannot lock "), "{report}");
    assert!(report.contains("permission denied; run it as the owner"), "{report}");
    assert!(entries(store.path()).is_empty());
}

#[test]
fn a_full_disk_gives_a_clear_error_and_leaves_nothing() {
    let (_scratch, store) = store();
    // A file-size limit of zero blocks makes every write fail as a full disk does, in the middle of the work.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" \"$@\"";
    let output = child::command_behind(&["sh", "-c", script], Role::Generate, store.path()).output().unwrap();
    let reports = child::reports(&output.stdout);
    let [report] = reports.as_slice() else { panic!("{reports:?}") };
    assert!(report.starts_with("error NO_SPACE cannot write "), "{report}");
    assert_eq!(entries(store.path()), [".lock"]);
    store.generate(KeySpec::ed25519("shared")).unwrap();
}

#[test]
fn a_writer_that_never_ends_is_named_as_the_reason() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    let lock = fs::File::open(in_store(&store, ".lock")).unwrap();
    lock.lock().unwrap();
    assert_eq!(KeyStore::open(store.path()).unwrap().list().unwrap().len(), 1, "reading does not wait");
    let error = store.generate(KeySpec::ed25519("other")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Locked);
    assert!(error.to_string().contains("fuser"), "{error}");
    lock.unlock().unwrap();
    store.generate(KeySpec::ed25519("other")).unwrap();
}

#[test]
fn ssh_keygen_finds_nothing_wrong_with_the_modes() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    ssh_keygen(&["-y", "-f", key.path.to_str().unwrap()]).unwrap();
}
