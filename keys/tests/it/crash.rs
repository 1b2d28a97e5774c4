//! A process that dies at any moment leaves no key or a whole key, and the next one carries on.

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::thread;
use std::time::Duration;

use ionos_keys::{KeySpec, KeyStore, LocalRegistry, Registry};

use crate::child::{self, Role};
use crate::{entries, in_store, passphrase, set_mode, ssh_keygen, store};

fn staged(directory: &Path) -> Vec<String> {
    entries(directory).into_iter().filter(|name| name.ends_with(".new")).collect()
}

#[test]
fn killed_at_random_moments_nothing_is_half_written_and_a_rerun_carries_on() {
    let scratch = tempfile::tempdir().unwrap();
    let mut rng = fastrand::Rng::new();
    let seed = rng.get_seed();
    let mut interrupted = 0;
    for round in 0..40 {
        let directory = scratch.path().join(format!("ssh-{round}"));
        let mut child = child::command(Role::Work, &directory).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // Wait until the child works, then let it work for a random moment.
        lines.by_ref().find(|line| line.as_ref().unwrap().contains("child: ready")).unwrap().unwrap();
        thread::sleep(Duration::from_micros(rng.u64(0..30_000)));
        child.kill().unwrap();
        child.wait().unwrap();
        let reported: Vec<String> = lines
            .map_while(Result::ok)
            .filter_map(|line| Some(line.split_once("child: ")?.1.to_owned()))
            .filter(|line| line.contains("SHA256:"))
            .collect();
        interrupted += usize::from(!staged(&directory).is_empty());

        let context = format!("round {round}, seed {seed}");
        let store = KeyStore::open(&directory).unwrap();
        assert!(staged(&directory).is_empty(), "{context}: {:?}", entries(&directory));
        let registry = LocalRegistry::open(&store).unwrap();
        let keys = store.list().unwrap();
        for key in &keys {
            let number = key.name.strip_prefix('k').unwrap();
            assert_eq!(key.comment, format!("comment {number}"), "{context}");
            store.private_key(&key.name, None).unwrap();
        }
        if let Some(last) = keys.iter().max_by_key(|key| key.name[1..].parse::<u32>().unwrap()) {
            assert_eq!(ssh_keygen(&["-y", "-f", last.path.to_str().unwrap()]).unwrap(), last.public_key);
        }
        // What the child has reported as done is on disk, key and assignment.
        let assignments = registry.assignments().unwrap();
        for line in &reported {
            let (number, fingerprint) = line.split_once(' ').unwrap();
            assert_eq!(store.get(&format!("k{number}")).unwrap().fingerprint, fingerprint, "{context}");
            let fleet = format!("fleet-{number}");
            assert!(
                assignments.iter().any(|a| a.fleet == fleet && a.fingerprint == fingerprint),
                "{context}"
            );
        }
        // At most the last key lacks its assignment, and the next run goes on where this one stopped.
        assert!((0..=1).contains(&(keys.len() - assignments.len())), "{context}");
        let next = format!("k{}", keys.len());
        let (_, created) = store.ensure(KeySpec::ed25519(next)).unwrap();
        assert!(created, "{context}");
        for key in keys {
            assert_eq!(store.ensure(KeySpec::ed25519(&key.name)).unwrap(), (key, false), "{context}");
        }
        assert!(staged(&directory).is_empty(), "{context}");
    }
    println!("{interrupted} of 40 children died with a staged file on disk");
}

/// The states that a writer passes through, made by hand. Each gets a store with the two finished files of a key
/// `admin`, and puts it into the state that a kill at that step would leave.
type Step = (&'static str, fn(&Path), bool);

const STEPS: [Step; 7] = [
    (
        "private half partly staged",
        |d| {
            let whole = fs::read(d.join("admin")).unwrap();
            fs::remove_file(d.join("admin")).unwrap();
            fs::remove_file(d.join("admin.pub")).unwrap();
            fs::write(d.join(".admin.new"), &whole[..100]).unwrap();
        },
        false,
    ),
    (
        "private half staged",
        |d| {
            fs::rename(d.join("admin"), d.join(".admin.new")).unwrap();
            fs::remove_file(d.join("admin.pub")).unwrap();
        },
        false,
    ),
    (
        "both halves staged, the public one partly",
        |d| {
            fs::rename(d.join("admin"), d.join(".admin.new")).unwrap();
            fs::remove_file(d.join("admin.pub")).unwrap();
            fs::write(d.join(".admin.pub.new"), "ssh-ed25519 AAAA").unwrap();
        },
        false,
    ),
    (
        "both halves staged",
        |d| {
            fs::rename(d.join("admin"), d.join(".admin.new")).unwrap();
            fs::rename(d.join("admin.pub"), d.join(".admin.pub.new")).unwrap();
        },
        false,
    ),
    (
        "private half published",
        |d| {
            fs::hard_link(d.join("admin"), d.join(".admin.new")).unwrap();
            fs::rename(d.join("admin.pub"), d.join(".admin.pub.new")).unwrap();
        },
        true,
    ),
    (
        "private half published and no longer staged",
        |d| fs::rename(d.join("admin.pub"), d.join(".admin.pub.new")).unwrap(),
        true,
    ),
    (
        "both halves published",
        |d| {
            fs::hard_link(d.join("admin.pub"), d.join(".admin.pub.new")).unwrap();
        },
        true,
    ),
];

#[test]
fn after_a_crash_at_each_step_opening_leaves_no_key_or_the_whole_key() {
    for (step, interrupt, survives) in STEPS {
        let (_scratch, store) = store();
        let secret = passphrase();
        let spec = KeySpec::ed25519("admin").comment("kept").passphrase(secret.clone());
        let key = store.generate(spec.clone()).unwrap();
        interrupt(store.path());
        if survives {
            assert_eq!(store.get("admin").unwrap(), key, "{step}: a reader sees the whole key at once");
        }
        let store = KeyStore::open(store.path()).unwrap();
        if survives {
            assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"], "{step}");
        } else {
            assert_eq!(entries(store.path()), [".lock"], "{step}");
        }
        let (again, created) = store.ensure(spec).unwrap();
        assert_eq!(created, !survives, "{step}");
        assert_eq!(again.comment, "kept", "{step}");
        assert_eq!(again.fingerprint == key.fingerprint, survives, "{step}");
        store.private_key("admin", Some(&secret)).unwrap();
        assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub"], "{step}");
    }
}

#[test]
fn a_store_that_stayed_open_also_carries_on_after_a_crash() {
    for (step, interrupt, survives) in STEPS {
        let (_scratch, store) = store();
        store.generate(KeySpec::ed25519("admin")).unwrap();
        interrupt(store.path());
        let (_, created) = store.ensure(KeySpec::ed25519("admin")).unwrap();
        assert_eq!(created, !survives, "{step}");
        store.generate(KeySpec::ed25519("next")).unwrap();
        assert_eq!(entries(store.path()), [".lock", "admin", "admin.pub", "next", "next.pub"], "{step}");
    }
}

#[test]
fn staged_files_of_a_living_writer_are_left_to_it() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin")).unwrap();
    let lock = fs::File::open(in_store(&store, ".lock")).unwrap();
    lock.lock().unwrap();
    fs::write(in_store(&store, ".other.new"), "in progress").unwrap();
    set_mode(in_store(&store, ".other.new"), 0o600);
    KeyStore::open(store.path()).unwrap();
    assert_eq!(staged(store.path()), [".other.new"]);
    drop(lock);
    KeyStore::open(store.path()).unwrap();
    assert!(staged(store.path()).is_empty());
}
