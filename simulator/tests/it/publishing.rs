//! What is refused, hidden or lasting beside the plain life of Cloudflare's resources, which the official packages run through.

use serde_json::{Value, json};

use crate::client::{Lab, send};

fn id(made: &Value) -> String {
    made["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn what_a_policy_names_must_exist_and_stays() {
    let lab = Lab::new().await;
    let access = format!("{}/access", lab.account());
    let policy = |include: Value| Some(json!({"name": "p", "decision": "allow", "include": [include]}));
    let policies = format!("{access}/policies");
    let group = |id: &str| json!({"group": {"id": id}});
    assert_eq!(lab.code("POST", &policies, policy(group("none")), 400).await, 11_020);
    let unknown = policy(json!({"service_token": {"token_id": "none"}}));
    assert_eq!(lab.code("POST", &policies, unknown, 400).await, 12_130);

    let groups = format!("{access}/groups");
    let everyone = Some(json!({"name": "staff", "include": [{"everyone": {}}]}));
    let staff = id(&lab.result("POST", &groups, everyone).await);
    assert_eq!(lab.code("POST", &groups, Some(json!({"name": "x", "include": []})), 400).await, 12_130);
    let tokens = format!("{access}/service_tokens");
    let service = id(&lab.result("POST", &tokens, Some(json!({"name": "ci"}))).await);
    for (include, path) in [
        (group(&staff), format!("{groups}/{staff}")),
        (json!({"service_token": {"token_id": service}}), format!("{tokens}/{service}")),
    ] {
        let used = id(&lab.result("POST", &policies, policy(include)).await);
        assert_eq!(lab.code("DELETE", &path, None, 409).await, 12_132);
        lab.result("DELETE", &format!("{policies}/{used}"), None).await;
        lab.result("DELETE", &path, None).await;
        lab.flare("GET", &path, None).await.expect(404);
    }
}

#[tokio::test]
async fn service_tokens_end_and_show_their_secret_once() {
    let lab = Lab::with(ionos_simulator::Simulator::builder().manual_clock()).await;
    let tokens = format!("{}/access/service_tokens", lab.account());
    let made = lab.result("POST", &tokens, Some(json!({"name": "ci", "duration": "1h30m"}))).await;
    let secret = made["client_secret"].as_str().unwrap().to_owned();
    let path = format!("{tokens}/{}", id(&made));
    let seen = lab.result("GET", &path, None).await;
    assert_eq!(seen.get("client_secret"), None);
    let parse =
        |document: &Value, name: &str| document[name].as_str().unwrap().parse::<jiff::Timestamp>().unwrap();
    let lasts = parse(&seen, "expires_at").duration_since(parse(&seen, "created_at"));
    assert_eq!(lasts, jiff::SignedDuration::from_mins(90));
    lab.sim.advance(std::time::Duration::from_secs(600));
    let refreshed = lab.result("POST", &format!("{path}/refresh"), None).await;
    assert!(parse(&refreshed, "expires_at") > parse(&seen, "expires_at"));
    let rotated = lab.result("POST", &format!("{path}/rotate"), Some(json!({}))).await;
    assert_eq!(rotated["client_id"], made["client_id"]);
    assert_ne!(rotated["client_secret"], made["client_secret"]);
    assert!(!lab.sim.state().to_string().contains(&secret));
    for duration in ["", "8760", "1 year", "h"] {
        let body = Some(json!({"name": "x", "duration": duration}));
        assert_eq!(lab.code("POST", &tokens, body, 400).await, 12_130);
    }
    let forever = lab.result("PUT", &path, Some(json!({"duration": "forever", "enabled": false}))).await;
    assert_eq!((&forever["expires_at"], &forever["enabled"]), (&Value::Null, &json!(false)));
}

#[tokio::test]
async fn identity_providers_hide_their_secrets_and_stay_while_they_are_used() {
    let lab = Lab::new().await;
    let providers = format!("{}/access/identity_providers", lab.account());
    let pin = json!({"name": "Again", "type": "onetimepin", "config": {}});
    assert_eq!(lab.code("POST", &providers, Some(pin), 400).await, 12_130);
    let wrong = json!({"name": "x", "type": "telepathy", "config": {}});
    assert_eq!(lab.code("POST", &providers, Some(wrong), 400).await, 12_130);
    let secret = uuid::Uuid::new_v4().to_string();
    let new = json!({"name": "Work", "type": "oidc", "config": {"client_id": "a", "client_secret": secret}});
    let work = lab.result("POST", &providers, Some(new)).await;
    assert_eq!(work["config"], json!({"client_id": "a"}));
    assert!(!lab.sim.state().to_string().contains(&secret));
    let apps = format!("{}/access/apps", lab.account());
    let app =
        json!({"domain": "a.example.com", "allowed_idps": [id(&work)], "auto_redirect_to_identity": true});
    let app = lab.result("POST", &apps, Some(app)).await;
    let path = format!("{providers}/{}", id(&work));
    assert_eq!(lab.code("DELETE", &path, None, 409).await, 12_132);
    lab.result("DELETE", &format!("{apps}/{}", id(&app)), None).await;
    lab.result("DELETE", &path, None).await;
}

#[tokio::test]
async fn applications_of_other_types_need_what_belongs_to_them() {
    let lab = Lab::new().await;
    let apps = format!("{}/access/apps", lab.account());
    for kind in ["saas", "bookmark", "infrastructure", "teleport"] {
        let body = Some(json!({"type": kind, "name": "a"}));
        assert_eq!(lab.code("POST", &apps, body, 400).await, 12_130, "{kind}");
    }
    lab.result("POST", &apps, Some(json!({"type": "warp"}))).await;
    assert_eq!(lab.code("POST", &apps, Some(json!({"type": "warp"})), 409).await, 11_010);
}

#[tokio::test]
async fn an_account_has_one_organization_and_a_zone_its_own() {
    let lab = Lab::new().await;
    let path = format!("{}/access/organizations", lab.account());
    let body = || Some(json!({"name": "Zone", "auth_domain": "zone.cloudflareaccess.com"}));
    assert_eq!(lab.code("POST", &path, body(), 409).await, 11_010);
    let of_zone = format!("{}/access/organizations", lab.zone().await);
    lab.flare("GET", &of_zone, None).await.expect(404);
    lab.result("POST", &of_zone, body()).await;
    lab.result("PUT", &of_zone, Some(json!({"session_duration": "1h"}))).await;
    let seen = lab.result("GET", &of_zone, None).await;
    assert_eq!((&seen["name"], &seen["session_duration"]), (&json!("Zone"), &json!("1h")));
    assert_eq!(lab.result("GET", &path, None).await["session_duration"], "24h");
}

#[tokio::test]
async fn api_tokens_authenticate_until_they_end_or_are_disabled() {
    let lab = Lab::with(ionos_simulator::Simulator::builder().manual_clock()).await;
    let policies = json!([{"effect": "allow", "permission_groups": [], "resources": {}}]);
    let tokens = format!("{}/tokens", lab.account());
    let now = lab.result("GET", &tokens, None).await;
    assert_eq!(now, json!([]));
    assert_eq!(lab.code("POST", &tokens, Some(json!({"name": "x"})), 400).await, 1001);
    let end = jiff::Timestamp::now() + jiff::SignedDuration::from_hours(1);
    let body = json!({"name": "dns", "policies": policies, "expires_on": end.to_string()});
    let made = lab.result("POST", &tokens, Some(body)).await;
    let value = made["value"].as_str().unwrap().to_owned();
    let path = format!("{tokens}/{}", id(&made));
    assert_eq!(lab.result("GET", &path, None).await.get("value"), None);
    let verify = "/client/v4/user/tokens/verify";
    assert_eq!(lab.call("GET", verify, &value, None).await.expect(200)["result"]["id"], made["id"]);
    lab.call("GET", "/client/v4/zones", &value, None).await.expect(200);
    let disabled = json!({"name": "dns", "policies": policies, "status": "disabled"});
    lab.result("PUT", &path, Some(disabled)).await;
    lab.call("GET", verify, &value, None).await.expect(401);
    lab.code("PUT", &path, Some(json!({"status": "active"})), 400).await;
    lab.result("PUT", &path, Some(json!({"name": "dns", "policies": policies, "status": "active"}))).await;
    lab.call("GET", verify, &value, None).await.expect(200);
    lab.sim.advance(std::time::Duration::from_secs(3 * 3600));
    lab.call("GET", verify, &value, None).await.expect(401);
    assert_eq!(lab.result("GET", &path, None).await["status"], "expired");
    assert!(!lab.sim.state().to_string().contains(&value));
}

#[tokio::test]
async fn private_networks_refer_to_each_other() {
    let lab = Lab::new().await;
    let account = lab.account();
    let tunnels = format!("{account}/cfd_tunnel");
    let tunnel = id(&lab.result("POST", &tunnels, Some(json!({"name": "t"}))).await);
    let routes = format!("{account}/teamnet/routes");
    let route = |network: &str, tunnel: &str| Some(json!({"network": network, "tunnel_id": tunnel}));
    assert_eq!(lab.code("POST", &routes, route("10.0.0.0/16", "none"), 400).await, 1003);
    assert_eq!(lab.code("POST", &routes, route("ten", &tunnel), 400).await, 1010);
    let made = lab.result("POST", &routes, route("10.0.0.0/16", &tunnel)).await;
    assert_eq!(lab.code("POST", &routes, route("10.0.0.0/16", &tunnel), 409).await, 1014);
    let networks = format!("{account}/teamnet/virtual_networks");
    let all = lab.result("GET", &networks, None).await;
    assert_eq!((&all[0]["id"], &all[0]["is_default_network"]), (&made["virtual_network_id"], &json!(true)));
    assert_eq!(lab.code("DELETE", &format!("{networks}/{}", id(&all[0])), None, 400).await, 1015);
    let found = lab.result("GET", &format!("{routes}?network_superset=10.0.3.0/24"), None).await;
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(lab.result("GET", &format!("{routes}?network_superset=10.1.0.0/24"), None).await, json!([]));

    assert_eq!(lab.code("DELETE", &format!("{tunnels}/{tunnel}"), None, 400).await, 1023);
    lab.result("DELETE", &format!("{tunnels}/{tunnel}?cascade=true"), None).await;
    assert_eq!(lab.result("GET", &format!("{routes}?is_deleted=false"), None).await, json!([]));
    let second = lab.result("POST", &networks, Some(json!({"name": "b", "is_default": true}))).await;
    let all = lab.result("GET", &networks, None).await;
    let defaults: Vec<&Value> =
        all.as_array().unwrap().iter().filter(|one| one["is_default_network"] == true).collect();
    assert_eq!((defaults.len(), &defaults[0]["id"]), (1, &second["id"]));
}

#[tokio::test]
async fn zones_change_one_property_at_a_time_and_go_with_their_records() {
    let lab = Lab::new().await;
    let made = lab.result("POST", "/zones", Some(json!({"name": "example.org"}))).await;
    let zone = format!("/zones/{}", id(&made));
    lab.result("PATCH", &zone, Some(json!({"paused": true}))).await;
    assert_eq!(lab.code("PATCH", &zone, Some(json!({"paused": true, "type": "full"})), 400).await, 1015);
    assert_eq!(lab.code("PATCH", &zone, Some(json!({"name": "x.org"})), 400).await, 1007);
    let other = json!({"name": "example.net", "account": {"id": "other"}});
    assert_eq!(lab.code("POST", "/zones", Some(other), 403).await, 1068);
    let named = async |filter: &str| lab.result("GET", &format!("/zones?name={filter}"), None).await;
    assert_eq!(named("ends_with:.org").await[0]["name"], "example.org");
    assert_eq!(named("contains:example").await.as_array().unwrap().len(), 2);
    lab.result("DELETE", &zone, None).await;
    lab.flare("GET", &format!("{zone}/dns_records"), None).await.expect(404);
}

#[tokio::test]
async fn settings_take_their_own_values_only() {
    let lab = Lab::new().await;
    let settings = format!("{}/settings", lab.zone().await);
    let all = lab.result("GET", &settings, None).await;
    assert!(all.as_array().unwrap().len() > 50);
    for (name, wrong) in [
        ("brotli", json!("maybe")),
        ("challenge_ttl", json!(7)),
        ("ciphers", json!("AES")),
        ("security_header", json!("on")),
        ("max_upload", json!(9_999)),
    ] {
        assert_eq!(
            lab.code("PATCH", &format!("{settings}/{name}"), Some(json!({"value": wrong})), 400).await,
            1007
        );
    }
    assert_eq!(lab.code("GET", &format!("{settings}/telepathy"), None, 400).await, 1003);
    lab.result("PATCH", &format!("{settings}/0rtt"), Some(json!({"value": "on"}))).await;
    assert_eq!(lab.result("GET", &format!("{settings}/tls_1_3"), None).await["value"], "zrt");
}

#[tokio::test]
async fn records_with_parts_are_written_out_and_zone_files_are_taken_in() {
    let lab = Lab::new().await;
    let records = format!("{}/dns_records", lab.zone().await);
    let caa = json!({"type": "CAA", "name": "@", "ttl": 1, "data": {"flags": 0, "tag": "issue", "value": "ca.example"}});
    assert_eq!(lab.result("POST", &records, Some(caa)).await["content"], "0 issue \"ca.example\"");
    let broken = json!({"type": "SRV", "name": "s", "ttl": 1, "data": {"port": 5060}});
    assert_eq!(lab.code("POST", &records, Some(broken), 400).await, 9000);
    let mx = json!({"type": "MX", "name": "@", "ttl": 1, "content": "mail.example.com"});
    assert_eq!(lab.code("POST", &records, Some(mx), 400).await, 9100);

    let file = "; a comment\nwww 300 IN A 203.0.113.5 ; cf_tags=cf-proxied:true\n@ 300 IN MX 10 mail.example.com.\n@ 1 IN NS ns.example.net.\n";
    let form = format!(
        "--cut\r\ncontent-disposition: form-data; name=\"file\"; filename=\"zone.txt\"\r\n\r\n{file}\r\n--cut--\r\n"
    );
    let bearer = format!("Bearer {}", lab.sim.cloudflare_token());
    let headers = [("authorization", bearer.as_str()), ("content-type", "multipart/form-data; boundary=cut")];
    let path = format!("/client/v4{records}/import");
    let answer = send(lab.sim.url(), "POST", &path, &headers, form.as_bytes()).await.unwrap().expect(200);
    assert_eq!(answer["result"], json!({"recs_added": 2, "total_records_parsed": 2}));
    let web = &lab.result("GET", &format!("{records}?name.exact=www.example.com"), None).await[0];
    assert_eq!((&web["proxied"], &web["ttl"]), (&json!(true), &json!(1)));
    let mail = &lab.result("GET", &format!("{records}?type=MX"), None).await[0];
    assert_eq!((&mail["priority"], &mail["content"]), (&json!(10), &json!("mail.example.com")));
    assert_eq!(
        lab.result("GET", &format!("{records}?proxied=true"), None).await.as_array().unwrap().len(),
        1
    );
}
