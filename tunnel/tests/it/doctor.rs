//! What is told about a publication that is not as it should be.

use ionos_simulator::{Simulator, Tls, TlsVersions};
use ionos_tunnel::{Cloudflare, Diagnosis, Publication, SecretString, TlsProbe, TunnelProvider, diagnose};

fn cloudflare(sim: &Simulator, token: &str) -> Cloudflare {
    Cloudflare::builder(SecretString::from(token.to_owned()))
        .account(sim.cloudflare_account())
        .base_url(format!("{}/client/v4", sim.url()).parse().unwrap())
        .build()
        .unwrap()
}

fn publication() -> Publication {
    let service = "http://127.0.0.1:8080".parse().unwrap();
    Publication::new("chat", "chat.example.com", service, ["example.com"]).unwrap()
}

fn bad(found: &[Diagnosis]) -> Vec<&str> {
    found.iter().filter(|d| d.is_bad()).map(|d| d.part).collect()
}

#[tokio::test]
async fn what_is_missing_is_told_in_the_order_in_which_to_look() {
    let sim = Simulator::builder().start().await.unwrap();
    let provider = cloudflare(&sim, sim.cloudflare_token());
    let publication = publication();
    // A server that speaks nothing newer than TLS 1.2, with a certificate that nobody knows.
    let tls = Tls::new().name("chat.example.com").versions(TlsVersions::Only1_2);
    let old = Simulator::builder().tls(tls).start().await.unwrap();
    let address = old.url().strip_prefix("https://").unwrap().to_owned();
    let probe = TlsProbe::new("chat.example.com").unwrap().address(address);

    let nothing = diagnose(&provider, &publication, Some(&probe)).await;
    let parts: Vec<&str> = nothing.iter().map(|d| d.part).collect();
    assert_eq!(parts, ["provider", "tunnel", "connector", "rule", "login", "name", "encryption"]);
    assert_eq!(bad(&nothing), ["tunnel", "rule", "login", "name"]);
    assert!(nothing[1].to_string().contains("there is no tunnel `chat`"), "{}", nothing[1]);
    assert!(nothing[6].to_string().contains("not looked at"), "{}", nothing[6]);

    provider.ensure_access(&publication).await.unwrap();
    let (_, tunnel) = provider.ensure_tunnel(&publication).await.unwrap();
    provider.ensure_configuration(&publication, &tunnel).await.unwrap();
    let half = diagnose(&provider, &publication, None).await;
    assert_eq!(bad(&half), ["connector", "name"]);
    assert!(half[2].to_string().contains("7844"), "{}", half[2]);

    provider.ensure_dns(&publication, &tunnel).await.unwrap();
    let visited = diagnose(&provider, &publication, Some(&probe)).await;
    assert_eq!(bad(&visited)[..2], ["connector", "encryption"]);
    let said: Vec<String> = visited.iter().map(ToString::to_string).collect();
    assert!(said.iter().any(|s| s.contains("does not speak TLS 1.3")), "{said:?}");
    assert!(said.iter().any(|s| s.contains("not trusted")), "{said:?}");
    drop(old);
    let gone = diagnose(&provider, &publication, Some(&probe)).await;
    assert!(gone.last().unwrap().to_string().contains("no server answers"), "{gone:?}");
}

#[tokio::test]
async fn a_closed_door_is_the_first_and_only_thing_that_is_told() {
    let sim = Simulator::builder().start().await.unwrap();
    let found = diagnose(&cloudflare(&sim, "wrong"), &publication(), None).await;
    assert_eq!((found.len(), bad(&found)), (1, vec!["provider"]));
    assert!(found[0].to_string().contains("make a new token"), "{}", found[0]);

    let provider = cloudflare(&sim, sim.cloudflare_token());
    let service = "http://127.0.0.1:8080".parse().unwrap();
    let elsewhere = Publication::new("chat", "chat.elsewhere.org", service, ["example.com"]).unwrap();
    let found = diagnose(&provider, &elsewhere, None).await;
    assert!(found.iter().any(|d| d.is_bad() && d.found.contains("elsewhere.org")), "{found:?}");
}
