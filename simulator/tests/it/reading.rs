//! Depth, paging, filters, addresses and what is there from the start.

use serde_json::{Value, json};

use crate::client::{Lab, send};

#[tokio::test]
async fn depth_decides_how_much_is_shown() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.server(&dc).await;
    let keys = |value: &Value| -> Vec<String> { value.as_object().unwrap().keys().cloned().collect() };

    let list = lab.get("/datacenters").await;
    assert_eq!(keys(&list["items"][0]), ["href", "id", "type"]);
    let list = lab.get("/datacenters?depth=1").await;
    assert_eq!(keys(&list["items"][0]), ["href", "id", "metadata", "properties", "type"]);
    let list = lab.get("/datacenters?depth=2").await;
    assert_eq!(keys(&list["items"][0]["entities"]["servers"]["items"][0]), ["href", "id", "type"]);

    let one = lab.get(&dc).await;
    assert_eq!(keys(&one), ["href", "id", "metadata", "properties", "type"]);
    let one = lab.get(&format!("{dc}?depth=1")).await;
    assert_eq!(keys(&one["entities"]["servers"]["items"][0]), ["href", "id", "type"]);
    let one = lab.get(&format!("{dc}?depth=2")).await;
    let server = &one["entities"]["servers"]["items"][0];
    assert_eq!(server["properties"]["name"], "web");
    assert_eq!(server.get("entities"), None);
    let one = lab.get(&format!("{dc}?depth=4")).await;
    let nic = &one["entities"]["servers"]["items"][0]["entities"]["nics"]["items"][0];
    assert_eq!(nic["properties"]["lan"], 1);
    assert_eq!(nic.get("entities"), None);
    lab.get(&format!("{dc}?depth=10&pretty=false")).await;
    for depth in ["11", "-1", "x"] {
        lab.cloud("GET", &format!("{dc}?depth={depth}"), None).await.refused(422);
    }
}

#[tokio::test]
async fn lists_are_paged_where_the_api_pages_them() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    for _ in 0..5 {
        lab.lan(&dc, false).await;
    }
    let lans = format!("{dc}/lans");
    let ids = |list: &Value| -> Vec<String> {
        list["items"].as_array().unwrap().iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = lab.get(&format!("{lans}?limit=2")).await;
    assert_eq!(ids(&first), ["1", "2"]);
    assert_eq!((&first["offset"], &first["limit"]), (&json!(0), &json!(2)));
    assert_eq!(first["_links"].get("prev"), None);
    let next = first["_links"]["next"].as_str().unwrap();
    let next =
        lab.call("GET", next.strip_prefix(lab.sim.url()).unwrap(), lab.sim.token(), None).await.expect(200);
    assert_eq!(ids(&next), ["3", "4"]);
    assert!(next["_links"]["prev"].is_string());
    let last = lab.get(&format!("{lans}?offset=4&limit=2")).await;
    assert_eq!(ids(&last), ["5"]);
    assert_eq!(last["_links"].get("next"), None);
    assert_eq!(ids(&lab.get(&format!("{lans}?offset=9")).await), Vec::<String>::new());
    for query in ["limit=0", "limit=10001", "offset=x"] {
        lab.cloud("GET", &format!("{lans}?{query}"), None).await.refused(422);
    }
    lab.cloud("GET", "/ipblocks?limit=1001", None).await.refused(422);
    let images = lab.get("/images?limit=1").await;
    assert!(images["items"].as_array().unwrap().len() > 1);
    assert_eq!(images.get("_links"), None);
}

#[tokio::test]
async fn filters_look_for_parts_in_any_case() {
    let lab = Lab::new().await;
    for name in ["Web-Shop", "Web-Mail", "Backup"] {
        lab.done("POST", "/datacenters", Some(json!({"properties": {"name": name, "location": "de/txl"}})))
            .await;
    }
    let count = async |query: &str| {
        lab.get(&format!("/datacenters?{query}")).await["items"].as_array().unwrap().len()
    };
    assert_eq!(count("depth=1&filter.name=web").await, 2);
    assert_eq!(count("depth=1&filter.name=shop,backup").await, 2);
    assert_eq!(count("depth=1&filter.name=shop&filter.name=backup").await, 2);
    assert_eq!(count("depth=1&filter.name=web&filter.location=de/fra").await, 0);
    assert_eq!(count("depth=1&filter.state=available").await, 3);
    assert_eq!(count("depth=1&filter.Name=web").await, 0);
    assert_eq!(count("filter.name=web").await, 0);
}

#[tokio::test]
async fn addresses_are_those_the_client_has_used() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let prefixed = format!("/_cloud/cloudapi/v6{dc}");
    let read = lab.call("GET", &prefixed, lab.sim.token(), None).await.expect(200);
    assert_eq!(read["href"], format!("{}{prefixed}", lab.sim.url()));
    let body = json!({"name": "x"});
    let answer = lab.call("PATCH", &prefixed, lab.sim.token(), Some(&body)).await;
    let location = answer.header("location").unwrap();
    assert!(location.starts_with(&format!("{}/_cloud/cloudapi/v6/requests/", lab.sim.url())));
    assert!(location.ends_with("/status"));
    let port = lab.sim.url().rsplit(':').next().unwrap();
    let url = format!("http://localhost:{port}");
    let bearer = format!("Bearer {}", lab.sim.token());
    let headers = [("authorization", bearer.as_str())];
    if let Ok(answer) = send(&url, "GET", "/cloudapi/v6/", &headers, b"").await {
        assert_eq!(answer.expect(200)["href"], format!("{url}/cloudapi/v6"));
    }
}

#[tokio::test]
async fn etags_change_with_the_resource_and_come_as_a_header_without_depth() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let tag = async |path: &str| lab.cloud("GET", path, None).await.header("etag").map(ToOwned::to_owned);
    let first = tag(&dc).await.unwrap();
    assert_eq!(tag(&dc).await.unwrap(), first);
    assert_eq!(tag(&format!("{dc}?depth=1")).await, None);
    lab.done("PATCH", &dc, Some(json!({"name": "new"}))).await;
    assert_ne!(tag(&dc).await.unwrap(), first);
}

#[tokio::test]
async fn locations_include_child_locations() {
    let lab = Lab::new().await;
    let all = lab.get("/locations?depth=1").await;
    let ids: Vec<&str> =
        all["items"].as_array().unwrap().iter().map(|one| one["id"].as_str().unwrap()).collect();
    for id in
        ["de/fra", "de/fra/2", "de/txl", "gb/lhr", "gb/bhx", "es/vit", "fr/par", "us/las", "us/ewr", "us/mci"]
    {
        assert!(ids.contains(&id), "{id}");
    }
    let german = lab.get("/locations/de").await;
    assert_eq!(german["items"].as_array().unwrap().len(), 3);
    let child = lab.get("/locations/de/fra%2F2").await;
    assert_eq!((&child["id"], &child["properties"]["metroRegion"]), (&json!("de/fra/2"), &json!("de/fra")));
    assert!(child["properties"]["imageAliases"].as_array().unwrap().contains(&json!("ubuntu:24.04")));
    lab.cloud("GET", "/locations/de/fra/2", None).await.refused(404);
    lab.cloud("GET", "/locations/de/none", None).await.refused(404);
}

#[tokio::test]
async fn public_linux_images_are_there_with_aliases() {
    let lab = Lab::new().await;
    let images = lab.get("/images?depth=1&filter.location=de/txl&filter.licenceType=LINUX").await;
    let images = images["items"].as_array().unwrap();
    for alias in ["ubuntu:24.04", "debian:12"] {
        let found = images
            .iter()
            .find(|image| image["properties"]["imageAliases"].as_array().unwrap().contains(&json!(alias)))
            .unwrap_or_else(|| panic!("{alias}"));
        assert_eq!(found["properties"]["cloudInit"], "V1");
        assert_eq!(found["properties"]["public"], true);
    }
}

#[tokio::test]
async fn the_api_says_what_it_is() {
    let lab = Lab::new().await;
    let info = lab.get("/").await;
    assert_eq!(info["version"], "6.0");
}
