//! What may be published, and for whom.

use ionos_tunnel::{ErrorKind, Publication, Result};

fn publication(hostname: &str, service: &str, domains: &[&str]) -> Result<Publication> {
    Publication::new("web", hostname, service.parse().unwrap(), domains.iter().copied())
}

fn refused(hostname: &str, service: &str, domains: &[&str]) -> String {
    let error =
        publication(hostname, service, domains).expect_err(&format!("{hostname} {service} {domains:?}"));
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let text = error.to_string();
    assert!(!text.contains('\n'), "{text}");
    text
}

const SERVICE: &str = "http://127.0.0.1:8080";

#[test]
fn names_are_brought_into_one_spelling() {
    let p = publication("App.Bücher.Example.", SERVICE, &["Example.COM", "münchen.example", "example.com."])
        .unwrap();
    assert_eq!(p.hostname, "app.xn--bcher-kva.example");
    assert_eq!(p.email_domains, ["example.com", "xn--mnchen-3ya.example"]);
    assert_eq!(p.service_address(), SERVICE);
    assert_eq!(p.checked().unwrap(), p);
}

#[test]
fn an_empty_list_of_domains_is_refused() {
    assert!(refused("app.example.com", SERVICE, &[]).contains("no e-mail domain"));
}

#[test]
fn domains_that_are_none_are_refused() {
    for bad in [
        "@example.com",
        "a@example.com",
        "example",
        "",
        "*.example.com",
        "exa mple.com",
        "10.0.0.1",
        "example..com",
        "-a.com",
        "a_b.com",
    ] {
        refused("app.example.com", SERVICE, &["example.com", bad]);
    }
}

#[test]
fn public_mail_domains_are_refused_unless_allowed() {
    for open in [
        "gmail.com",
        "GMX.de",
        "web.de",
        "outlook.com",
        "googlemail.com",
        "yahoo.co.uk",
        "t-online.de",
        "icloud.com.",
    ] {
        let text = refused("app.example.com", SERVICE, &["example.com", open]);
        assert!(text.contains("allow_public_mail_domains"), "{text}");
    }
    let allowed = Publication::builder("web", "app.example.com", SERVICE.parse().unwrap(), ["gmail.com"])
        .allow_public_mail_domains(true)
        .build();
    assert_eq!(allowed.unwrap().email_domains, ["gmail.com"]);
}

#[test]
fn host_names_that_are_none_are_refused() {
    for bad in [
        "",
        "localhost",
        "https://app.example.com",
        "app.example.com:443",
        "app example.com",
        "*.example.com",
        "10.0.0.1",
        "app.example.com/x",
        ".",
    ] {
        refused(bad, SERVICE, &["example.com"]);
    }
}

#[test]
fn service_addresses_are_checked_and_their_secrets_not_repeated() {
    let bad = [
        "http://user:hunter2@127.0.0.1:80",
        "http://hunter2@127.0.0.1:80",
        "http://127.0.0.1:80?token=hunter2",
        "http://127.0.0.1:80#x",
        "http://127.0.0.1:80/path",
        "bogus://127.0.0.1:1",
        "file:///etc/passwd",
        "tcp://127.0.0.1",
        "unix:relative.sock",
        "unix://host/x.sock",
        "mailto:x",
    ];
    for address in bad {
        assert!(!refused("app.example.com", address, &["example.com"]).contains("hunter2"), "{address}");
    }
    let good = [
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        ("https://10.7.228.5", "https://10.7.228.5"),
        ("http://[::1]:80", "http://[::1]"),
        ("tcp://127.0.0.1:5432", "tcp://127.0.0.1:5432"),
        ("ssh://127.0.0.1", "ssh://127.0.0.1"),
        ("unix:/run/x.sock", "unix:/run/x.sock"),
        ("unix:///run/x.sock", "unix:/run/x.sock"),
    ];
    for (address, written) in good {
        assert_eq!(
            publication("app.example.com", address, &["example.com"]).unwrap().service_address(),
            written
        );
    }
}

#[test]
fn session_durations_are_checked() {
    let with = |d: &str| {
        Publication::builder("web", "app.example.com", SERVICE.parse().unwrap(), ["example.com"])
            .session_duration(d)
            .build()
    };
    assert!(with("24h").is_ok());
    assert!(with("30m").is_ok());
    for bad in ["", "24", "1d", "-1h", "10000h"] {
        assert_eq!(with(bad).unwrap_err().kind(), ErrorKind::InvalidInput, "{bad}");
    }
}

#[test]
fn changed_fields_are_checked_again() {
    let mut p = publication("app.example.com", SERVICE, &["example.com"]).unwrap();
    p.email_domains = vec!["gmail.com".to_owned()];
    assert_eq!(p.checked().unwrap_err().kind(), ErrorKind::InvalidInput);
    p.email_domains.clear();
    assert_eq!(p.checked().unwrap_err().kind(), ErrorKind::InvalidInput);
}

#[test]
fn tunnel_names_are_checked() {
    for bad in ["", "  ", "a\nb", &"x".repeat(101)] {
        let result = Publication::new(bad, "app.example.com", SERVICE.parse().unwrap(), ["example.com"]);
        assert_eq!(result.unwrap_err().kind(), ErrorKind::InvalidInput);
    }
}
