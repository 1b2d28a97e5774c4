//! Tunnels, Access, zones and records.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::Lab;

#[tokio::test]
async fn its_own_token_is_needed() {
    let lab = Lab::new().await;
    for path in ["/user/tokens/verify", &format!("{}/tokens/verify", lab.account())] {
        assert_eq!(lab.result("GET", path, None).await["status"], "active");
        let refused = lab.call("GET", &format!("/client/v4{path}"), lab.sim.token(), None).await.expect(401);
        assert_eq!(refused["errors"][0]["code"], 1000);
        assert_eq!((&refused["success"], &refused["result"]), (&json!(false), &Value::Null));
    }
    let refused = lab.call("GET", "/client/v4/zones", lab.sim.token(), None).await.expect(401);
    assert_eq!(refused["errors"][0]["code"], 10_000);
    assert_eq!(lab.code("GET", "/accounts/other/cfd_tunnel", None, 403).await, 9109);
    assert_eq!(lab.code("GET", "/nothing", None, 404).await, 7003);
    assert_eq!(lab.code("GET", "/zones/other/dns_records", None, 404).await, 7003);
}

#[tokio::test]
async fn a_tunnel_has_a_name_of_its_own_until_it_is_deleted() {
    let lab = Lab::new().await;
    let tunnels = format!("{}/cfd_tunnel", lab.account());
    let body = || Some(json!({"name": "web", "config_src": "cloudflare"}));
    let made = lab.result("POST", &tunnels, body()).await;
    assert_eq!((&made["status"], &made["tun_type"]), (&json!("inactive"), &json!("cfd_tunnel")));
    assert_eq!(lab.code("POST", &tunnels, body(), 409).await, 1013);
    lab.code("POST", &tunnels, Some(json!({})), 400).await;
    lab.code("POST", &tunnels, Some(json!({"name": "x", "tunnel_secret": "c2hvcnQ="})), 400).await;
    let path = format!("{tunnels}/{}", made["id"].as_str().unwrap());
    let token = lab.result("GET", &format!("{path}/token"), None).await;
    assert_eq!(token, made["token"]);
    let token: Value = serde_json::from_slice(&STANDARD.decode(token.as_str().unwrap()).unwrap()).unwrap();
    assert_eq!((&token["a"], &token["t"]), (&json!(lab.sim.cloudflare_account()), &made["id"]));
    assert_eq!(STANDARD.decode(token["s"].as_str().unwrap()).unwrap().len(), 32);
    assert_eq!(lab.result("GET", &path, None).await.get("token"), None);
    assert_eq!(lab.result("PATCH", &path, Some(json!({"name": "new"}))).await["name"], "new");
    let other = lab.result("POST", &tunnels, body()).await;
    assert_eq!(lab.code("PATCH", &path, Some(json!({"name": "web"})), 409).await, 1013);
    lab.result("DELETE", &path, None).await;
    assert!(lab.result("GET", &path, None).await["deleted_at"].is_string());
    assert_eq!(lab.code("DELETE", &path, None, 404).await, 1003);
    let ids = async |query: &str| -> Vec<Value> {
        let list = lab.result("GET", &format!("{tunnels}?{query}"), None).await;
        list.as_array().unwrap().iter().map(|tunnel| tunnel["id"].clone()).collect()
    };
    assert_eq!(ids("").await.len(), 2);
    assert_eq!(ids("is_deleted=false").await, [other["id"].clone()]);
    assert_eq!(ids("is_deleted=true&name=new").await, [made["id"].clone()]);
    assert_eq!(ids("name=we").await, Vec::<Value>::new());
    assert_eq!(ids("include_prefix=we").await, [other["id"].clone()]);
}

#[tokio::test]
async fn lists_have_pages_that_are_empty_after_the_end() {
    let lab = Lab::new().await;
    let tunnels = format!("{}/cfd_tunnel", lab.account());
    for number in 0..5 {
        lab.result("POST", &tunnels, Some(json!({"name": format!("t{number}")}))).await;
    }
    for (page, count) in [(1, 2), (3, 1), (4, 0)] {
        let answer = lab.flare("GET", &format!("{tunnels}?page={page}&per_page=2"), None).await.expect(200);
        assert_eq!(answer["result"].as_array().unwrap().len(), count);
        let info = json!({"page": page, "per_page": 2, "count": count, "total_count": 5, "total_pages": 3});
        assert_eq!(answer["result_info"], info);
    }
    lab.code("GET", &format!("{tunnels}?page=0"), None, 400).await;
}

#[tokio::test]
async fn a_configuration_is_checked_and_counted() {
    let lab = Lab::new().await;
    let tunnels = format!("{}/cfd_tunnel", lab.account());
    let made = lab.result("POST", &tunnels, Some(json!({"name": "web", "config_src": "cloudflare"}))).await;
    let path = format!("{tunnels}/{}/configurations", made["id"].as_str().unwrap());
    let empty = lab.result("GET", &path, None).await;
    assert_eq!((&empty["version"], &empty["config"]), (&json!(0), &Value::Null));
    let config = |rule: Value| Some(json!({"config": {"ingress": [rule, {"service": "http_status:404"}]}}));
    let rule = json!({"hostname": "app.example.com", "service": "http://localhost:80", "originRequest": {"connectTimeout": 30}});
    assert_eq!(lab.result("PUT", &path, config(rule.clone())).await["version"], 1);
    assert_eq!(lab.result("PUT", &path, config(rule.clone())).await["version"], 2);
    assert_eq!(lab.result("GET", &path, None).await["config"]["ingress"][0], rule);
    for bad in [
        json!({"hostname": "app.example.com"}),
        json!({"service": "http://localhost:80"}),
        json!({"hostname": "app.example.com:80", "service": "http://localhost:80"}),
        json!({"hostname": "a.*.example.com", "service": "http://localhost:80"}),
        json!({"hostname": "app.example.com", "service": "http://localhost:80", "originRequest": {"connectTimeout": "30s"}}),
        json!({"hostname": "app.example.com", "service": "http://localhost:80", "originRequest": {"tlsTimeout": 1.5}}),
    ] {
        assert_eq!(lab.code("PUT", &path, config(bad.clone()), 400).await, 1056, "{bad}");
    }
    let open = Some(json!({"config": {"ingress": [rule]}}));
    assert_eq!(lab.code("PUT", &path, open, 400).await, 1056);
    let local = lab.result("POST", &tunnels, Some(json!({"name": "local"}))).await;
    let local = format!("{tunnels}/{}/configurations", local["id"].as_str().unwrap());
    assert_eq!(lab.code("PUT", &local, Some(json!({"config": {}})), 400).await, 1055);
}

fn policy(name: &str) -> Value {
    json!({"name": name, "decision": "allow", "include": [{"email_domain": {"domain": "example.org"}}]})
}

#[tokio::test]
async fn policies_are_checked() {
    let lab = Lab::new().await;
    let policies = format!("{}/access/policies", lab.account());
    for (name, value) in [
        ("name", Value::Null),
        ("decision", json!("maybe")),
        ("include", json!([])),
        ("include", json!([{"email_domain": {"domain": "@example.org"}}])),
        ("include", json!([{"nonsense": {}}])),
        ("require", json!([{"email": {}, "everyone": {}}])),
    ] {
        let mut body = policy("p");
        body[name] = value;
        assert_eq!(lab.code("POST", &policies, Some(body.clone()), 400).await, 12_130, "{body}");
    }
    let made = lab.result("POST", &policies, Some(policy("p"))).await;
    assert_eq!((&made["reusable"], &made["app_count"]), (&json!(true), &json!(0)));
    let path = format!("{policies}/{}", made["id"].as_str().unwrap());
    assert_eq!(lab.result("PUT", &path, Some(policy("q"))).await["name"], "q");
    assert_eq!(lab.result("GET", &policies, None).await[0]["name"], "q");
    lab.result("DELETE", &path, None).await;
    lab.code("GET", &path, None, 404).await;
}

#[tokio::test]
async fn an_application_uses_reusable_or_inline_policies() {
    let lab = Lab::new().await;
    let apps = format!("{}/access/apps", lab.account());
    let policies = format!("{}/access/policies", lab.account());
    let reusable = lab.result("POST", &policies, Some(policy("shared"))).await["id"].clone();
    let app = |policies: Value| json!({"type": "self_hosted", "name": "app", "domain": "app.example.com", "policies": policies});
    for wrong in [
        json!([reusable, policy("inline")]),
        json!([{"id": reusable, "precedence": 1}, {"id": reusable, "precedence": 1}]),
        json!([uuid::Uuid::new_v4()]),
        json!([7]),
    ] {
        assert_eq!(lab.code("POST", &apps, Some(app(wrong.clone())), 400).await, 12_130, "{wrong}");
    }
    let made = lab.result("POST", &apps, Some(app(json!([{"id": reusable, "precedence": 1}])))).await;
    let path = format!("{apps}/{}", made["id"].as_str().unwrap());
    assert_eq!(made["aud"].as_str().unwrap().len(), 64);
    assert_eq!((&made["policies"][0]["id"], &made["policies"][0]["precedence"]), (&reusable, &json!(1)));
    assert_eq!(made["destinations"], json!([{"type": "public", "uri": "app.example.com"}]));
    assert_eq!(lab.code("POST", &apps, Some(app(json!([]))), 409).await, 11_010);
    let shared = format!("{policies}/{}", reusable.as_str().unwrap());
    assert_eq!(lab.result("GET", &shared, None).await["app_count"], 1);
    lab.code("DELETE", &shared, None, 409).await;

    let put = lab.result("PUT", &path, Some(app(json!([policy("first"), policy("second")])))).await;
    assert_eq!((&put["aud"], &put["policies"][1]["precedence"]), (&made["aud"], &json!(2)));
    assert_eq!(put["policies"][0]["reusable"], false);
    lab.result("DELETE", &shared, None).await;
    let own = format!("{path}/policies");
    let third = lab.result("POST", &own, Some(policy("third"))).await;
    assert_eq!(third["precedence"], 3);
    let third = format!("{own}/{}", third["id"].as_str().unwrap());
    let mut changed = policy("new");
    changed["precedence"] = json!(2);
    assert_eq!(lab.code("PUT", &third, Some(changed), 400).await, 12_130);
    assert_eq!(lab.result("PUT", &third, Some(policy("new"))).await["precedence"], 3);
    lab.result("DELETE", &third, None).await;
    assert_eq!(lab.result("GET", &own, None).await.as_array().unwrap().len(), 2);
    lab.result("DELETE", &path, None).await;
    assert_eq!(lab.result("GET", &apps, None).await, json!([]));
    assert_eq!(lab.result("GET", &policies, None).await, json!([]));
}

#[tokio::test]
async fn an_application_needs_a_zone_and_its_identity_provider() {
    let lab = Lab::new().await;
    let apps = format!("{}/access/apps", lab.account());
    let providers = lab.result("GET", &format!("{}/access/identity_providers", lab.account()), None).await;
    assert_eq!(providers[0]["type"], "onetimepin");
    let organization = lab.result("GET", &format!("{}/access/organizations", lab.account()), None).await;
    assert!(organization["auth_domain"].as_str().unwrap().ends_with(".cloudflareaccess.com"));
    for wrong in [
        json!({"type": "self_hosted"}),
        json!({"type": "saas", "domain": "app.example.com"}),
        json!({"domain": "app.example.org"}),
        json!({"domain": "app.example.com", "allowed_idps": ["none"]}),
        json!({"domain": "app.example.com", "auto_redirect_to_identity": true}),
    ] {
        assert_eq!(lab.code("POST", &apps, Some(wrong.clone()), 400).await, 12_130, "{wrong}");
    }
    let good = json!({
        "destinations": [{"type": "public", "uri": "app.example.com/login"}],
        "allowed_idps": [providers[0]["id"]], "auto_redirect_to_identity": true,
    });
    let made = lab.result("POST", &apps, Some(good)).await;
    assert_eq!((&made["domain"], &made["type"]), (&json!("app.example.com/login"), &json!("self_hosted")));
}

#[tokio::test]
async fn zones_are_found_by_name() {
    let lab = Lab::new().await;
    let found = lab.result("GET", "/zones?name=example.com", None).await;
    assert_eq!((&found[0]["name"], &found[0]["status"]), (&json!("example.com"), &json!("active")));
    assert_eq!(lab.result("GET", "/zones?name=example", None).await, json!([]));
    assert_eq!(lab.result("GET", &lab.zone().await, None).await["name"], "example.com");
    let made = lab.result("POST", "/zones", Some(json!({"name": "co.example"}))).await;
    assert_eq!(lab.result("GET", "/zones?name=co.example", None).await[0]["id"], made["id"]);
    assert_eq!(lab.code("POST", "/zones", Some(json!({"name": "co.example"})), 409).await, 1061);
}

#[tokio::test]
async fn records_that_exclude_each_other_are_refused() {
    let lab = Lab::new().await;
    let records = format!("{}/dns_records", lab.zone().await);
    let record = |kind: &str, name: &str, content: &str, proxied: bool| {
        Some(json!({"type": kind, "name": name, "content": content, "ttl": 1, "proxied": proxied}))
    };
    let made = lab.result("POST", &records, record("CNAME", "app", "ID.cfargotunnel.com", true)).await;
    assert_eq!((&made["name"], &made["content"]), (&json!("app.example.com"), &json!("id.cfargotunnel.com")));
    let code = async |body: Option<Value>| lab.code("POST", &records, body, 400).await;
    assert_eq!(code(record("CNAME", "app.example.com", "id.cfargotunnel.com", true)).await, 81_058);
    assert_eq!(code(record("CNAME", "app", "id.cfargotunnel.com", false)).await, 81_057);
    assert_eq!(code(record("CNAME", "app", "other.example", true)).await, 81_053);
    assert_eq!(code(record("A", "app", "203.0.113.1", true)).await, 81_054);
    lab.result("POST", &records, record("A", "www", "203.0.113.1", true)).await;
    assert_eq!(code(record("CNAME", "www", "other.example", true)).await, 81_053);
    lab.result("POST", &records, record("AAAA", "www", "2001:db8::1", true)).await;
    lab.result("POST", &records, record("TXT", "app", "note", false)).await;
    assert_eq!(code(record("A", "x", "nonsense", false)).await, 9005);
    assert_eq!(code(record("NO", "x", "y", false)).await, 9004);
    assert_eq!(code(record("TXT", "x", "y", true)).await, 9041);
    assert_eq!(code(Some(json!({"type": "A", "name": "x", "content": "203.0.113.1"}))).await, 9000);
    assert_eq!(code(Some(json!({"type": "A", "name": "x", "content": "203.0.113.1", "ttl": 5}))).await, 9021);
    let path = format!("{records}/{}", made["id"].as_str().unwrap());
    let patched = lab.result("PATCH", &path, Some(json!({"comment": "mine"}))).await;
    assert_eq!((&patched["comment"], &patched["content"]), (&json!("mine"), &made["content"]));
    lab.code("PUT", &path, Some(json!({"comment": "mine"})), 400).await;
    let put = lab.result("PUT", &path, record("CNAME", "app", "new.cfargotunnel.com", true)).await;
    assert_eq!((&put["id"], &put["comment"]), (&made["id"], &Value::Null));
    lab.result("DELETE", &path, None).await;
    assert_eq!(lab.code("GET", &path, None, 404).await, 81_044);
    assert_eq!(lab.code("DELETE", &path, None, 404).await, 81_044);
}

#[tokio::test]
async fn records_are_filtered_by_name_content_and_comment() {
    let lab = Lab::new().await;
    let records = format!("{}/dns_records", lab.zone().await);
    for (name, content, comment) in [("a", "1.tunnel.example", Some("ours")), ("b", "2.tunnel.example", None)]
    {
        let body = json!({"type": "CNAME", "name": name, "content": content, "ttl": 1, "comment": comment});
        lab.result("POST", &records, Some(body)).await;
    }
    let count = async |query: &str| {
        lab.result("GET", &format!("{records}?{query}"), None).await.as_array().unwrap().len()
    };
    assert_eq!(count("name=a.example.com").await, 1);
    assert_eq!(count("name=A.EXAMPLE.COM&type=CNAME").await, 1);
    assert_eq!(count("name=a").await, 0);
    assert_eq!(count("content.exact=2.tunnel.example").await, 1);
    assert_eq!(count("content.endswith=.tunnel.example").await, 2);
    assert_eq!(count("name.startswith=b.").await, 1);
    assert_eq!(count("comment.contains=our").await, 1);
    assert_eq!(count("comment.absent=").await, 1);
    assert_eq!(count("name=a.example.com&content=2.tunnel.example").await, 0);
    assert_eq!(count("match=any&name=a.example.com&content=2.tunnel.example").await, 2);
    assert_eq!(count("type=A").await, 0);
}

#[tokio::test]
async fn a_batch_is_done_whole_or_not_at_all() {
    let lab = Lab::new().await;
    let records = format!("{}/dns_records", lab.zone().await);
    let a = json!({"type": "A", "name": "app", "content": "203.0.113.1", "ttl": 300});
    let old = lab.result("POST", &records, Some(a)).await;
    let cname =
        json!({"type": "CNAME", "name": "app", "content": "id.cfargotunnel.com", "ttl": 1, "proxied": true});
    let batch = format!("{records}/batch");
    let swap = json!({"deletes": [{"id": old["id"]}], "posts": [cname, cname]});
    assert_eq!(lab.code("POST", &batch, Some(swap), 400).await, 81_058);
    assert_eq!(lab.result("GET", &records, None).await[0]["type"], "A");
    let swap = json!({"deletes": [{"id": old["id"]}], "posts": [cname]});
    let done = lab.result("POST", &batch, Some(swap)).await;
    assert_eq!((&done["deletes"][0]["id"], &done["posts"][0]["type"]), (&old["id"], &json!("CNAME")));
    let list = lab.result("GET", &records, None).await;
    assert_eq!((list.as_array().unwrap().len(), &list[0]["type"]), (1, &json!("CNAME")));
    let patch = json!({"patches": [{"id": list[0]["id"], "comment": "x"}]});
    assert_eq!(lab.result("POST", &batch, Some(patch)).await["patches"][0]["comment"], "x");
}

#[tokio::test]
async fn tls_settings_are_read_and_changed() {
    let lab = Lab::new().await;
    let settings = format!("{}/settings", lab.zone().await);
    let minimum = format!("{settings}/min_tls_version");
    assert_eq!(lab.result("GET", &minimum, None).await["value"], "1.0");
    assert_eq!(lab.result("PATCH", &minimum, Some(json!({"value": "1.3"}))).await["value"], "1.3");
    assert_eq!(lab.result("GET", &minimum, None).await["value"], "1.3");
    assert_eq!(lab.code("PATCH", &minimum, Some(json!({"value": "0.9"})), 400).await, 1007);
    assert_eq!(
        lab.result("PATCH", &format!("{settings}/tls_1_3"), Some(json!({"value": "zrt"}))).await["value"],
        "zrt"
    );
    lab.code("GET", &format!("{settings}/none"), None, 400).await;
    assert!(lab.result("GET", &settings, None).await.as_array().unwrap().len() > 2);
}

#[tokio::test]
async fn access_tells_by_the_status_what_was_made_and_removed() {
    let lab = Lab::new().await;
    let tokens = format!("{}/access/service_tokens", lab.account());
    let made = lab.flare("POST", &tokens, Some(json!({"name": "ci"}))).await.expect(201);
    let path = format!("{tokens}/{}", made["result"]["id"].as_str().unwrap());
    lab.flare("POST", &format!("{path}/rotate"), None).await.expect(200);
    lab.flare("DELETE", &path, None).await.expect(200);
    let policies = format!("{}/access/policies", lab.account());
    let policy = json!({"name": "all", "decision": "allow", "include": [{"everyone": {}}]});
    let made = lab.flare("POST", &policies, Some(policy)).await.expect(201);
    let path = format!("{policies}/{}", made["result"]["id"].as_str().unwrap());
    lab.flare("DELETE", &path, None).await.expect(202);
}
