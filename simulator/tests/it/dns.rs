//! Cloud DNS.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::{Lab, send, until};

impl Lab {
    async fn dns(&self, method: &str, path: &str, properties: Option<Value>) -> crate::client::Answer {
        let body = properties.map(|properties| json!({ "properties": properties }));
        self.call(method, path, self.sim.token(), body.as_ref()).await
    }

    async fn dns_zone(&self, name: &str) -> String {
        let zone = self.dns("POST", "/zones", Some(json!({"zoneName": name}))).await.expect(202);
        format!("/zones/{}", zone["id"].as_str().unwrap())
    }
}

#[tokio::test]
async fn only_the_token_is_accepted() {
    let lab = Lab::new().await;
    let basic = STANDARD.encode(format!("{}:{}", lab.sim.username(), lab.sim.password()));
    let headers = [("authorization", &*format!("Basic {basic}"))];
    let message = send(lab.sim.url(), "GET", "/zones", &headers, b"").await.unwrap().refused(401);
    assert!(message.contains("token"));
}

#[tokio::test]
async fn zones_are_provisioned_changed_and_destroyed() {
    let lab = Lab::new().await;
    let made = lab.dns("POST", "/zones", Some(json!({"zoneName": "Shop.Example."}))).await.expect(202);
    assert_eq!(made["metadata"]["state"], "PROVISIONING");
    assert_eq!(made["properties"], json!({"zoneName": "shop.example", "description": "", "enabled": true}));
    assert_eq!(made["metadata"]["nameservers"][0], "ns-ic.ui-dns.com");
    let path = format!("/zones/{}", made["id"].as_str().unwrap());
    assert_eq!(made["href"], format!("{}{path}", lab.sim.url()));
    until(async || lab.dns("GET", &path, None).await.expect(200)["metadata"]["state"] == "AVAILABLE").await;
    lab.dns("PUT", &path, Some(json!({"zoneName": "shop.example", "description": "x"}))).await.expect(202);
    lab.dns("PUT", &path, Some(json!({"zoneName": "other.example"}))).await.refused(400);
    lab.dns("POST", "/zones", Some(json!({"zoneName": "shop.example"}))).await.refused(400);
    for name in [json!("nodots"), json!("a..b"), json!("-a.example"), json!(5), Value::Null] {
        lab.dns("POST", "/zones", Some(json!({ "zoneName": name }))).await.refused(400);
    }
    let record = json!({"name": "www", "type": "A", "content": "203.0.113.9"});
    lab.dns("POST", &format!("{path}/records"), Some(record)).await.expect(202);
    lab.dns("DELETE", &path, None).await.expect(202);
    until(async || lab.dns("GET", &path, None).await.status == 404).await;
    assert_eq!(lab.dns("GET", "/records", None).await.expect(200)["items"], json!([]));
}

#[tokio::test]
async fn put_makes_what_is_not_there() {
    let lab = Lab::new().await;
    let id = uuid::Uuid::new_v4();
    let path = format!("/zones/{id}");
    lab.dns("PUT", &path, Some(json!({"zoneName": "put.example"}))).await.expect(202);
    let record = format!("{path}/records/{}", uuid::Uuid::new_v4());
    let body = json!({"name": "", "type": "TXT", "content": "hello"});
    lab.dns("PUT", &record, Some(body)).await.expect(202);
    let read = lab.dns("GET", &record, None).await.expect(200);
    assert_eq!((&read["metadata"]["fqdn"], &read["metadata"]["zoneId"]), (&json!("put.example"), &json!(id)));
    let renamed = json!({"name": "x", "type": "TXT", "content": "hello"});
    lab.dns("PUT", &record, Some(renamed)).await.refused(400);
    lab.dns("PUT", "/zones/nonsense", Some(json!({"zoneName": "b.example"}))).await.refused(400);
}

#[tokio::test]
async fn records_are_validated_and_conflicts_are_409() {
    let lab = Lab::new().await;
    let zone = lab.dns_zone("a.example").await;
    let records = format!("{zone}/records");
    let post = async |properties: Value| lab.dns("POST", &records, Some(properties)).await;
    for properties in [
        json!({"type": "A", "content": "203.0.113.9"}),
        json!({"name": "x", "type": "NO", "content": "y"}),
        json!({"name": "x", "type": "A", "content": "2001:db8::1"}),
        json!({"name": "x", "type": "AAAA", "content": "203.0.113.9"}),
        json!({"name": "x", "type": "TXT", "content": ""}),
        json!({"name": "x", "type": "TXT", "content": "y", "ttl": 59}),
        json!({"name": "x", "type": "MX", "content": "mail.example"}),
        json!({"name": "x", "type": "MX", "content": "mail.example", "priority": 70000}),
        json!({"name": "", "type": "CNAME", "content": "b.example"}),
        json!({"name": "x", "type": "TXT", "content": "y", "colour": 1}),
    ] {
        post(properties).await.refused(400);
    }
    let www = post(json!({"name": "WWW", "type": "CNAME", "content": "b.example"})).await.expect(202);
    assert_eq!(
        www["properties"],
        json!({"name": "www", "type": "CNAME", "content": "b.example", "ttl": 3600, "enabled": true})
    );
    assert_eq!(www["metadata"]["fqdn"], "www.a.example");
    post(json!({"name": "www", "type": "A", "content": "203.0.113.9"})).await.refused(409);
    post(json!({"name": "mail", "type": "MX", "content": "m.example", "priority": 10})).await.expect(202);
    post(json!({"name": "mail", "type": "CNAME", "content": "b.example"})).await.refused(409);
    post(json!({"name": "mail", "type": "MX", "content": "m.example", "priority": 20})).await.refused(409);
    let path = format!("{records}/{}", www["id"].as_str().unwrap());
    lab.dns("PUT", &path, Some(json!({"name": "www", "type": "CNAME", "content": "c.example"})))
        .await
        .expect(202);
    lab.dns("DELETE", &path, None).await.expect(202);
    until(async || lab.dns("GET", &path, None).await.status == 404).await;
    lab.dns("POST", "/zones/none/records", Some(json!({"name": "x", "type": "TXT", "content": "y"})))
        .await
        .refused(404);
    lab.dns("PATCH", &zone, Some(json!({}))).await.refused(405);
}

#[tokio::test]
async fn lists_are_filtered_and_paged() {
    let lab = Lab::new().await;
    let (a, b) = (lab.dns_zone("a.example").await, lab.dns_zone("b.example").await);
    for (zone, name) in [(&a, "one"), (&a, "two"), (&b, "one")] {
        let record = json!({"name": name, "type": "TXT", "content": "x"});
        lab.dns("POST", &format!("{zone}/records"), Some(record)).await.expect(202);
    }
    let count =
        async |path: &str| lab.dns("GET", path, None).await.expect(200)["items"].as_array().unwrap().len();
    assert_eq!(count("/zones").await, 2);
    assert_eq!(count("/zones?filter.zoneName=B.exam").await, 1);
    assert_eq!(count("/zones?filter.state=DESTROYING").await, 0);
    assert_eq!(count("/records").await, 3);
    assert_eq!(count("/records?filter.name=on").await, 2);
    assert_eq!(count("/records?filter.type=A").await, 0);
    assert_eq!(count(&format!("/records?filter.zoneId={}", a.trim_start_matches("/zones/"))).await, 2);
    assert_eq!(count(&format!("{a}/records?limit=1")).await, 2);
    let page = lab.dns("GET", "/records?offset=1&limit=1", None).await.expect(200);
    assert_eq!((&page["offset"], &page["limit"]), (&json!(1), &json!(1)));
    let next = page["_links"]["next"].as_str().unwrap().strip_prefix(lab.sim.url()).unwrap().to_owned();
    let page = lab.dns("GET", &next, None).await.expect(200);
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
    assert_eq!(page["_links"].get("next"), None);
    lab.dns("GET", "/records?limit=1001", None).await.refused(400);
}

#[tokio::test]
async fn secondary_zones_reverse_records_keys_and_zone_files() {
    let lab = Lab::new().await;
    let own = async |method: &str, path: &str, body: Option<Value>| {
        lab.call(method, path, lab.sim.token(), body.as_ref()).await
    };
    let properties = json!({"zoneName": "second.example", "primaryIps": ["192.0.2.7"]});
    let made = own("POST", "/secondaryzones", Some(json!({ "properties": properties }))).await.expect(202);
    let path = format!("/secondaryzones/{}", made["id"].as_str().unwrap());
    until(async || own("GET", &path, None).await.expect(200)["metadata"]["state"] == "AVAILABLE").await;
    let transfer = own("GET", &format!("{path}/axfr"), None).await.expect(202);
    assert_eq!(transfer["items"][0]["primaryIp"], "192.0.2.7");
    own("PUT", &format!("{path}/axfr"), None).await.expect(202);
    let records = own("GET", &format!("{path}/records"), None).await.expect(200);
    assert_eq!(records["metadata"]["primaryIps"][0], "192.0.2.7");
    own("DELETE", &path, None).await.expect(202);

    let (_, ips) = lab.addresses(1).await;
    let reverse = |ip: &str| json!({"properties": {"name": "mail.example.com", "ip": ip}});
    own("POST", "/reverserecords", Some(reverse("198.51.100.9"))).await.refused(400);
    let made = own("POST", "/reverserecords", Some(reverse(&ips[0]))).await.expect(201);
    own("POST", "/reverserecords", Some(reverse(&ips[0]))).await.refused(409);
    let found = own("GET", &format!("/reverserecords?filter.recordIp={}", ips[0]), None).await.expect(200);
    assert_eq!(found["items"][0]["id"], made["id"]);

    let zone = json!({"properties": {"zoneName": "first.example"}});
    let zone = own("POST", "/zones", Some(zone)).await.expect(202);
    let zone = format!("/zones/{}", zone["id"].as_str().unwrap());
    let keys = json!({"properties": {"keyParameters": {"algorithm": "RSASHA256", "kskBits": 2048, "zskBits": 1024},
        "nsecParameters": {"nsecMode": "NSEC3", "nsec3Iterations": 0, "nsec3SaltBits": 64}, "validity": 90}});
    own("POST", &format!("{zone}/keys"), Some(keys.clone())).await.expect(202);
    own("POST", &format!("{zone}/keys"), Some(keys)).await.refused(409);
    assert!(
        own("GET", &format!("{zone}/keys"), None).await.expect(200)["metadata"]["items"][0]["keyTag"]
            .is_number()
    );
    own("DELETE", &format!("{zone}/keys"), None).await.expect(202);

    let bearer = format!("Bearer {}", lab.sim.token());
    let headers = [("authorization", bearer.as_str()), ("content-type", "text/plain")];
    let file = "$ORIGIN first.example.\nwww 60 IN A 192.0.2.1\n@ IN MX 10 mail.first.example.\n";
    let path = format!("{zone}/zonefile");
    let put = send(lab.sim.url(), "PUT", &path, &headers, file.as_bytes()).await.unwrap();
    assert_eq!(put.expect(200)["items"].as_array().unwrap().len(), 2);
    let text = own("GET", &path, None).await.text;
    assert!(
        text.contains("www 60 IN A 192.0.2.1") && text.contains("@ 3600 IN MX 10 mail.first.example."),
        "{text}"
    );
    let quota = own("GET", "/quota", None).await.expect(200);
    assert_eq!(
        (&quota["quotaUsage"]["records"], &quota["quotaUsage"]["reverseRecords"]),
        (&json!(2), &json!(1))
    );
}
