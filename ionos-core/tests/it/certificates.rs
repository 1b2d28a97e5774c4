//! The certificate manager.

use ionos_core::*;
use serde_json::json;

use crate::support::{answering, client, lines};

#[tokio::test]
async fn every_call_of_the_certificate_manager_sends_what_its_description_says() {
    let server =
        answering(json!({"id": "n", "metadata": {"state": "AVAILABLE"}, "properties": {}, "items": []}))
            .await;
    let manager = client(&server.uri()).certificates();
    let (certificate, order, provider) =
        (manager.certificate("c"), manager.auto_certificate("a"), manager.provider("p"));
    manager
        .certificates()
        .list()
        .filter("commonName", "www.example.org")
        .filter("autoCertificate", "a")
        .all()
        .await
        .unwrap();
    let _ = manager.certificates().create(NewCertificate::new("web", "C", "CH", "K")).await.unwrap();
    certificate.get().await.unwrap();
    let _ = certificate.patch(CertificateUpdate::default().name("new")).await.unwrap();
    let _ = certificate.delete().await.unwrap();
    manager
        .auto_certificates()
        .list()
        .matching(|order| &order.common_name, "www.example.org")
        .all()
        .await
        .unwrap();
    let _ = manager
        .auto_certificates()
        .create(NewAutoCertificate::new("auto", "p", "www.example.org"))
        .await
        .unwrap();
    order.get().await.unwrap();
    let _ = order.patch(AutoCertificateUpdate::default().name("new")).await.unwrap();
    let _ = order.delete().await.unwrap();
    manager.providers().find("le").await.unwrap();
    let account = ExternalAccountBinding::default().key_id("k").key_secret("s3cret");
    let new = NewCertificateProvider::new("le", "a@example.org", "https://acme.example")
        .external_account_binding(account);
    assert!(!format!("{new:?}").contains("s3cret"));
    let _ = manager.providers().create(new).await.unwrap();
    provider.get().await.unwrap();
    let _ = provider.patch(CertificateProviderUpdate::default().name("new")).await.unwrap();
    let _ = provider.delete().await.unwrap();
    assert_eq!(
        lines(&server).await,
        [
            "GET /certificates?filter.commonName=www.example.org&filter.autoCertificate=a&offset=0&limit=100",
            r#"POST /certificates {"properties":{"certificate":"C","certificateChain":"CH","name":"web","privateKey":"K"}}"#,
            "GET /certificates/c",
            r#"PATCH /certificates/c {"properties":{"name":"new"}}"#,
            "DELETE /certificates/c",
            "GET /auto-certificates?filter.commonName=www.example.org&offset=0&limit=100",
            r#"POST /auto-certificates {"properties":{"commonName":"www.example.org","keyAlgorithm":"rsa4096","name":"auto","provider":"p"}}"#,
            "GET /auto-certificates/a",
            r#"PATCH /auto-certificates/a {"properties":{"name":"new"}}"#,
            "DELETE /auto-certificates/a",
            "GET /providers?offset=0&limit=100",
            r#"POST /providers {"properties":{"email":"a@example.org","externalAccountBinding":{"keyId":"k","keySecret":"s3cret"},"name":"le","server":"https://acme.example"}}"#,
            "GET /providers/p",
            r#"PATCH /providers/p {"properties":{"name":"new"}}"#,
            "DELETE /providers/p",
        ]
    );
}

#[test]
fn what_the_service_reads_from_a_certificate_is_known() {
    let text = json!({"id": "c", "type": "certificate", "href": "x",
        "metadata": {"state": "AVAILABLE", "message": "ok", "resourceURN": "urn", "autoCertificate": "a", "lastIssuedCertificate": "d", "expired": false,
            "notBefore": "2026-11-01T10:00:00Z", "notAfter": "2027-02-01T10:00:00Z", "serialNumber": "4a", "commonName": "www.example.org", "subjectAlternativeNames": ["example.org"]},
        "properties": {"name": "web", "certificate": "C", "certificateChain": "CH"}});
    let certificate: Certificate = serde_json::from_value(text.clone()).unwrap();
    assert_eq!(
        (certificate.common_name(), certificate.serial_number(), certificate.expired()),
        (Some("www.example.org"), Some("4a"), Some(false))
    );
    assert_eq!(certificate.not_after().unwrap().as_str(), "2027-02-01T10:00:00Z");
    assert!(certificate.not_before().unwrap().to_jiff() < certificate.not_after().unwrap().to_jiff());
    assert_eq!(certificate.subject_alternative_names(), ["example.org"]);
    assert_eq!(certificate.auto_certificate().unwrap().as_str(), "a");
    assert_eq!(certificate.last_issued_certificate().unwrap().as_str(), "d");
    assert_eq!(certificate.metadata.as_ref().unwrap().message.as_deref(), Some("ok"));
    assert_eq!(serde_json::to_value(&certificate).unwrap(), text);
}
