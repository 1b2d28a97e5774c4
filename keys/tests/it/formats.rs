//! The system's `ssh-keygen` as the judge of our files, and the other way round.

use std::fs;

use ionos_keys::{Algorithm, ErrorKind, KeySpec};
use secrecy::{ExposeSecret, SecretString};

use crate::{in_store, passphrase, set_mode, ssh_keygen, store};

#[test]
fn ssh_keygen_reads_our_key_and_agrees_on_public_half_and_fingerprint() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin").comment("the admin")).unwrap();
    let path = key.path.to_str().unwrap();
    assert_eq!(ssh_keygen(&["-y", "-f", path]).unwrap(), key.public_key);
    let listed = ssh_keygen(&["-l", "-f", path]).unwrap();
    assert_eq!(listed, format!("256 {} the admin (ED25519)", key.fingerprint));
    let public = ssh_keygen(&["-l", "-f", &format!("{path}.pub")]).unwrap();
    assert_eq!(public, listed);
}

#[test]
fn ssh_keygen_opens_our_encrypted_key_with_its_passphrase_only() {
    let (_scratch, store) = store();
    let secret = passphrase();
    let key =
        store.generate(KeySpec::ed25519("admin").comment("sealed one").passphrase(secret.clone())).unwrap();
    assert!(key.encrypted);
    assert_eq!(store.get("admin").unwrap(), key);
    assert_eq!(key.comment, "sealed one");
    let path = key.path.to_str().unwrap();
    let opened = ssh_keygen(&["-y", "-P", secret.expose_secret(), "-f", path]).unwrap();
    assert_eq!(opened, key.public_key);
    assert!(ssh_keygen(&["-y", "-P", "", "-f", path]).unwrap_err().contains("passphrase"));
    assert!(ssh_keygen(&["-y", "-P", passphrase().expose_secret(), "-f", path]).is_err());
}

#[test]
fn private_key_decrypts_and_the_result_is_a_plain_key_for_ssh_keygen() {
    let (scratch, store) = store();
    let secret = passphrase();
    let key = store.generate(KeySpec::ed25519("admin").passphrase(secret.clone())).unwrap();
    let pem = store.private_key("admin", Some(&secret)).unwrap();
    let copy = scratch.path().join("copy");
    fs::write(&copy, pem.expose_secret()).unwrap();
    set_mode(&copy, 0o600);
    assert_eq!(ssh_keygen(&["-y", "-P", "", "-f", copy.to_str().unwrap()]).unwrap(), key.public_key);
}

#[test]
fn private_key_of_an_unencrypted_key_is_the_file_itself() {
    let (_scratch, store) = store();
    let key = store.generate(KeySpec::ed25519("admin")).unwrap();
    let file = fs::read_to_string(&key.path).unwrap();
    assert_eq!(store.private_key("admin", None).unwrap().expose_secret(), file);
    assert_eq!(store.private_key("admin", Some(&passphrase())).unwrap().expose_secret(), file);
}

#[test]
fn an_encrypted_key_wants_its_passphrase() {
    let (_scratch, store) = store();
    store.generate(KeySpec::ed25519("admin").passphrase(passphrase())).unwrap();
    assert_eq!(store.private_key("admin", None).unwrap_err().kind(), ErrorKind::PassphraseRequired);
    for wrong in [passphrase(), SecretString::from("")] {
        let error = store.private_key("admin", Some(&wrong)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WrongPassphrase);
    }
}

#[test]
fn a_key_is_a_fresh_one_each_time() {
    let (_scratch, store) = store();
    let mut fingerprints: Vec<_> =
        (0..20).map(|i| store.generate(KeySpec::ed25519(format!("k{i}"))).unwrap().fingerprint).collect();
    fingerprints.sort();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 20);
}

#[test]
fn keys_made_by_ssh_keygen_are_read() {
    let (_scratch, store) = store();
    let secret = passphrase();
    for (kind, algorithm, bits) in [
        ("ed25519", "ssh-ed25519", "256"),
        ("ecdsa", "ecdsa-sha2-nistp256", "256"),
        ("rsa", "ssh-rsa", "3072"),
    ] {
        for (suffix, phrase) in [("plain", ""), ("sealed", secret.expose_secret())] {
            let name = format!("{kind}-{suffix}");
            let path = in_store(&store, &name);
            ssh_keygen(&[
                "-q",
                "-t",
                kind,
                "-b",
                bits,
                "-N",
                phrase,
                "-C",
                "by hand",
                "-f",
                path.to_str().unwrap(),
            ])
            .unwrap();
            let key = store.get(&name).unwrap();
            assert_eq!(key.algorithm.as_str(), algorithm);
            assert_eq!(key.algorithm == Algorithm::Ed25519, kind == "ed25519");
            assert_eq!(key.encrypted, suffix == "sealed");
            assert_eq!(key.comment, "by hand");
            let listed = ssh_keygen(&["-l", "-f", path.to_str().unwrap()]).unwrap();
            assert_eq!(listed.split(' ').nth(1).unwrap(), key.fingerprint);
            let pem = store.private_key(&name, Some(&secret)).unwrap();
            assert!(pem.expose_secret().starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
        }
    }
    assert_eq!(store.list().unwrap().len(), 6);
    let error = store.ensure(KeySpec::ed25519("rsa-plain")).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Mismatch, "{error}");
}
