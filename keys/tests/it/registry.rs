//! Which key belongs to whom.

use std::fs;
use std::os::unix::fs::symlink;

use ionos_keys::{Assignment, ErrorKind, KeySpec, KeyStore, LocalRegistry, Registry};
use secrecy::ExposeSecret;
use tempfile::TempDir;

use crate::child::{self, Role};
use crate::{in_store, mode, set_mode};

fn registry() -> (TempDir, KeyStore, LocalRegistry) {
    let (scratch, store) = crate::store();
    let registry = LocalRegistry::open(&store).unwrap();
    (scratch, store, registry)
}

#[test]
fn an_assignment_is_kept_with_all_its_parts() {
    let (_scratch, store, registry) = registry();
    assert!(registry.assignments().unwrap().is_empty());
    assert!(!registry.path().exists(), "reading writes nothing");
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    let assignment = Assignment::new(&key, "web").person("jane.doe").generation(3);
    assert!(registry.assign(assignment.clone()).unwrap());
    assert_eq!(mode(registry.path()), 0o600);

    let registry = LocalRegistry::open(&KeyStore::open(store.path()).unwrap()).unwrap();
    assert_eq!(registry.assignments().unwrap(), std::slice::from_ref(&assignment));
    assert_eq!(assignment.fleet, "web");
    assert_eq!(assignment.person.as_deref(), Some("jane.doe"));
    assert_eq!(assignment.generation, 3);
    assert_eq!(assignment.key, "admin");
    assert_eq!(assignment.fingerprint, key.fingerprint);
    assert_eq!(assignment.public_key, key.public_key);
}

#[test]
fn assigning_again_changes_nothing_on_disk() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    assert!(registry.assign(Assignment::new(&key, "web")).unwrap());
    let before = fs::read(registry.path()).unwrap();
    assert!(!registry.assign(Assignment::new(&key, "web")).unwrap());
    assert_eq!(fs::read(registry.path()).unwrap(), before);
}

#[test]
fn a_place_holds_one_key() {
    let (_scratch, store, registry) = registry();
    let one = store.generate(KeySpec::ed25519("one")).unwrap();
    let two = store.generate(KeySpec::ed25519("two")).unwrap();
    registry.assign(Assignment::new(&one, "web")).unwrap();
    let error = registry.assign(Assignment::new(&two, "web")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch);
    assert!(error.to_string().contains("the key one (SHA256:"), "{error}");
    // The next generation, a person and another fleet are other places.
    assert!(registry.assign(Assignment::new(&two, "web").generation(2)).unwrap());
    assert!(registry.assign(Assignment::new(&two, "web").person("jane")).unwrap());
    assert!(registry.assign(Assignment::new(&two, "db")).unwrap());
    let order: Vec<_> = registry
        .assignments()
        .unwrap()
        .into_iter()
        .map(|a| (a.fleet, a.person, a.generation, a.key))
        .collect();
    let place = |fleet: &str, person: Option<&str>, generation, key: &str| {
        (fleet.to_owned(), person.map(str::to_owned), generation, key.to_owned())
    };
    assert_eq!(
        order,
        [
            place("db", None, 1, "two"),
            place("web", None, 1, "one"),
            place("web", None, 2, "two"),
            place("web", Some("jane"), 1, "two"),
        ]
    );
}

#[test]
fn unassign_removes_exactly_that_assignment() {
    let (_scratch, store, registry) = registry();
    let one = store.generate(KeySpec::ed25519("one")).unwrap();
    let two = store.generate(KeySpec::ed25519("two")).unwrap();
    registry.assign(Assignment::new(&one, "web")).unwrap();
    registry.assign(Assignment::new(&two, "web").generation(2)).unwrap();
    assert!(!registry.unassign(&Assignment::new(&two, "web")).unwrap(), "another key has that place");
    assert!(registry.unassign(&Assignment::new(&one, "web")).unwrap());
    assert!(!registry.unassign(&Assignment::new(&one, "web")).unwrap());
    let left = registry.assignments().unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].key, "two");
}

#[test]
fn bad_assignments_are_refused() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    let other = store.generate(KeySpec::ed25519("other")).unwrap();
    let good = Assignment::new(&key, "web");
    let mut wrong_fingerprint = good.clone();
    wrong_fingerprint.fingerprint = other.fingerprint;
    let mut second_line = good.clone();
    second_line.public_key = format!("{}\n{}", key.public_key, other.public_key);
    let mut no_key = good.clone();
    no_key.public_key = "ssh-ed25519 AAAA".to_owned();
    for bad in [
        Assignment::new(&key, ""),
        Assignment::new(&key, "web/../db"),
        good.clone().person(""),
        good.clone().person("jane\ndoe"),
        good.clone().generation(0),
        wrong_fingerprint,
        second_line,
        no_key,
    ] {
        let error = registry.assign(bad).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidInput, "{error}");
        assert!(!error.to_string().contains('\n'), "{error}");
    }
    assert!(!registry.path().exists());
}

#[test]
fn a_damaged_file_is_a_clear_error_and_is_never_overwritten() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    registry.assign(Assignment::new(&key, "web")).unwrap();
    let whole = fs::read_to_string(registry.path()).unwrap();
    let row = whole.split_once("[\n").unwrap().1.rsplit_once("\n  ]").unwrap().0.to_owned();
    let damaged = [
        String::new(),
        "{".to_owned(),
        whole[..whole.len() / 2].to_owned(),
        whole.replace("\"version\": 1", "\"version\": 2"),
        whole.replace("\"fleet\"", "\"flete\""),
        whole.replace("\"generation\": 1", "\"generation\": -1"),
        whole.replace("SHA256:", "SHA256:x"),
        whole.replace(&row, &format!("{row},\n{row}")),
        whole.replace("\"web\"", "\"../web\""),
    ];
    for text in damaged {
        assert_ne!(text, whole);
        fs::write(registry.path(), &text).unwrap();
        for error in [
            LocalRegistry::open(&store).unwrap_err(),
            registry.assignments().unwrap_err(),
            registry.assign(Assignment::new(&key, "db")).unwrap_err(),
            registry.unassign(&Assignment::new(&key, "web")).unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::Corrupt, "{text}");
            assert!(error.to_string().contains("registry.json"), "{error}");
            assert!(!error.to_string().contains('\n'), "{error}");
        }
        assert_eq!(fs::read_to_string(registry.path()).unwrap(), text);
    }
}

#[test]
fn an_unsafe_file_is_refused() {
    let (scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    registry.assign(Assignment::new(&key, "web")).unwrap();
    set_mode(registry.path(), 0o644);
    let error = registry.assignments().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::WidePermissions);
    assert!(error.to_string().contains("chmod 600"), "{error}");
    let moved = scratch.path().join("moved");
    fs::rename(registry.path(), &moved).unwrap();
    set_mode(&moved, 0o600);
    symlink(&moved, registry.path()).unwrap();
    assert_eq!(registry.assignments().unwrap_err().kind(), ErrorKind::Symlink);
}

#[test]
fn two_hundred_assignments_by_four_processes_are_all_there() {
    let (_scratch, store, registry) = registry();
    store.generate(KeySpec::ed25519("shared")).unwrap();
    let children: Vec<_> =
        (0..4).map(|_| child::command(Role::Assign, store.path()).spawn().unwrap()).collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert_eq!(child::reports(&output.stdout), ["done"], "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(registry.assignments().unwrap().len(), 200);
    assert_eq!(crate::entries(store.path()), [".lock", "registry.json", "shared", "shared.pub"]);
}

#[test]
fn a_full_disk_leaves_the_old_registry() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("shared")).unwrap();
    for i in 0..20 {
        registry.assign(Assignment::new(&key, format!("fleet-{i}"))).unwrap();
    }
    let before = fs::read(registry.path()).unwrap();
    // One block is less than the file needs, so the write stops in the middle.
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\"";
    let output = child::command_behind(&["sh", "-c", script], Role::Assign, store.path()).output().unwrap();
    assert!(!output.status.success());
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(complaint.contains("NoSpace"), "{complaint}");
    assert_eq!(fs::read(registry.path()).unwrap(), before);
    assert_eq!(crate::entries(store.path()), [".lock", "registry.json", "shared", "shared.pub"]);
}

#[test]
fn the_leftover_of_a_killed_writer_does_not_disturb_the_next() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    fs::write(in_store(&store, ".registry.json.new"), "{ half").unwrap();
    assert!(registry.assign(Assignment::new(&key, "web")).unwrap());
    assert_eq!(registry.assignments().unwrap().len(), 1);
    assert_eq!(crate::entries(store.path()), [".lock", "admin", "admin.pub", "registry.json"]);
}

#[test]
fn the_file_holds_public_material_only() {
    let (_scratch, store, registry) = registry();
    let secret = crate::passphrase();
    let key = store.generate(KeySpec::ed25519("admin").passphrase(secret.clone())).unwrap();
    registry.assign(Assignment::new(&key, "web")).unwrap();
    let text = fs::read_to_string(registry.path()).unwrap();
    assert!(text.contains(&key.public_key));
    assert!(!text.contains("PRIVATE KEY") && !text.contains(secret.expose_secret()));
}

#[test]
fn a_registry_can_be_used_through_the_trait_from_several_threads() {
    let (_scratch, store, registry) = registry();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    let registry: &dyn Registry = &registry;
    std::thread::scope(|scope| {
        for i in 0..8 {
            let assignment = Assignment::new(&key, format!("fleet-{i}"));
            scope.spawn(move || assert!(registry.assign(assignment).unwrap()));
        }
    });
    assert_eq!(registry.assignments().unwrap().len(), 8);
}
