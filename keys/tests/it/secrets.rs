//! Nothing that can be printed shows a secret.

use std::fs;

use ionos_keys::{Assignment, KeySpec, LocalRegistry, Registry};
use secrecy::ExposeSecret;

use crate::{in_store, passphrase, store};

#[test]
fn no_debug_output_error_or_record_holds_key_material_or_a_passphrase() {
    let (_scratch, store) = store();
    let secret = passphrase();
    let spec = KeySpec::ed25519("sealed").passphrase(secret.clone());
    let mut printed = vec![format!("{spec:?}"), format!("{spec:#?}")];
    let sealed = store.generate(spec.clone()).unwrap();
    let plain = store.generate(KeySpec::ed25519("plain")).unwrap();
    let opened = store.private_key("sealed", Some(&secret)).unwrap();
    let pem = store.private_key("plain", None).unwrap();
    let registry = LocalRegistry::open(&store).unwrap();
    for key in [&sealed, &plain] {
        registry.assign(Assignment::new(key, "web").person(key.name.clone())).unwrap();
        printed.push(format!("{key:?} {key:#?} {}", serde_json::to_string(key).unwrap()));
    }
    printed.push(format!("{opened:?} {opened:#?} {pem:?} {store:?} {store:#?} {registry:?}"));
    printed.push(format!("{:#?}", registry.assignments().unwrap()));
    printed.push(fs::read_to_string(registry.path()).unwrap());
    printed.push(fs::read_to_string(in_store(&store, "sealed.pub")).unwrap());
    printed.push(fs::read_to_string(in_store(&store, "plain.pub")).unwrap());

    let mut errors = vec![
        store.generate(spec.clone()).unwrap_err(),
        store.private_key("sealed", None).unwrap_err(),
        store.private_key("sealed", Some(&passphrase())).unwrap_err(),
        store.ensure(KeySpec::ed25519("plain").passphrase(secret.clone())).unwrap_err(),
        store.generate(KeySpec::ed25519("bad/name").passphrase(secret.clone())).unwrap_err(),
    ];
    // Damage that still parses up to the private half.
    let text = fs::read_to_string(&plain.path).unwrap();
    for cut in [text.len() / 4, text.len() / 2, text.len() - 40] {
        fs::write(&plain.path, &text[..cut]).unwrap();
        errors.push(store.private_key("plain", None).unwrap_err());
    }
    for error in errors {
        printed.push(format!("{error} {error:?} {error:#?}"));
        let mut source = std::error::Error::source(&error);
        while let Some(cause) = source {
            printed.push(format!("{cause} {cause:?}"));
            source = cause.source();
        }
    }

    // Each line of the private half is a secret of its own. The first two hold the header and the public half.
    let mut secrets = vec![secret.expose_secret().to_owned()];
    for text in [opened.expose_secret(), pem.expose_secret()] {
        let lines: Vec<_> = text.lines().filter(|line| !line.starts_with("-----")).collect();
        assert!(lines.len() >= 5);
        secrets.extend(lines[2..].iter().map(|line| (*line).to_owned()));
    }
    for text in &printed {
        for secret in &secrets {
            assert!(!text.contains(secret.as_str()), "a secret is in: {text}");
        }
    }
    // The search itself works.
    assert!(opened.expose_secret().contains(&secrets[1]));
    // Bytes as numbers, as a careless `derive(Debug)` would print them.
    let printed = printed.join("\n");
    assert!(!printed.contains("[111, 112, 101, 110"), "{printed}");
}

#[test]
fn the_plain_key_and_the_passphrase_are_on_disk_nowhere_when_it_is_encrypted() {
    let (_scratch, store) = store();
    let secret = passphrase();
    store.generate(KeySpec::ed25519("sealed").passphrase(secret.clone())).unwrap();
    let pem = store.private_key("sealed", Some(&secret)).unwrap();
    let last_lines: Vec<_> =
        pem.expose_secret().lines().filter(|line| !line.starts_with("-----")).skip(2).collect();
    for name in crate::entries(store.path()) {
        let content = fs::read_to_string(in_store(&store, &name)).unwrap();
        assert!(!content.contains(secret.expose_secret()));
        assert!(last_lines.iter().all(|line| !content.contains(line)), "{name}");
    }
}
