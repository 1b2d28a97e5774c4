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

/// How many levels of resources a document shows with their properties, and whether references follow.
fn levels(value: &Value) -> (usize, bool) {
    if value.get("properties").is_none() {
        return (0, true);
    }
    let inside = value["entities"].as_object().into_iter().flat_map(|entities| entities.values());
    let deepest = inside.flat_map(|list| list["items"].as_array().unwrap()).map(levels).max();
    deepest.map_or((1, false), |(count, references)| (count + 1, references))
}

#[tokio::test]
async fn every_depth_opens_one_level_more() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let server = lab.server(&dc).await;
    let nic = lab.get(&format!("{server}/nics")).await["items"][0]["id"].as_str().unwrap().to_owned();
    let rule = json!({"properties": {"name": "r", "protocol": "ANY"}});
    lab.done("POST", &format!("{server}/nics/{nic}/firewallrules"), Some(rule)).await;

    // A data center, a server, a NIC and a rule: each is a reference first, and has properties one depth later.
    for depth in 0..=10 {
        let one = lab.get(&format!("{dc}?depth={depth}")).await;
        assert_eq!(levels(&one), levels_at(depth), "depth {depth}");
        let list = lab.get(&format!("/datacenters?depth={depth}")).await;
        let shown = if depth == 0 { (0, true) } else { levels_at(depth - 1) };
        assert_eq!(levels(&list["items"][0]), shown, "list at depth {depth}");
    }
    assert_eq!(lab.get("/datacenters?depth=4").await["items"][0], lab.get(&format!("{dc}?depth=3")).await);
}

/// The same for a data center that was asked for at a depth.
fn levels_at(depth: usize) -> (usize, bool) {
    (1 + (depth / 2).min(3), depth % 2 == 1 && depth < 6)
}

#[tokio::test]
async fn pages_have_the_documented_defaults_and_maxima() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let lists = [
        ("/datacenters".to_owned(), 1000, 10_000),
        (format!("{dc}/servers"), 1000, 10_000),
        (format!("{dc}/volumes"), 1000, 10_000),
        (format!("{dc}/lans"), 1000, 10_000),
        (format!("{dc}/loadbalancers"), 1000, 10_000),
        (format!("{dc}/networkloadbalancers"), 1000, 10_000),
        (format!("{dc}/securitygroups"), 1000, 10_000),
        ("/requests".to_owned(), 1000, 10_000),
        ("/ipblocks".to_owned(), 100, 1000),
        ("/targetgroups".to_owned(), 100, 200),
        ("/um/users".to_owned(), 100, 100),
    ];
    for (path, default, most) in lists {
        let list = lab.get(&path).await;
        assert_eq!((&list["offset"], &list["limit"]), (&json!(0), &json!(default)), "{path}");
        assert_eq!(lab.get(&format!("{path}?limit={most}")).await["limit"], most, "{path}");
        lab.cloud("GET", &format!("{path}?limit={}", most + 1), None).await.refused(422);
    }
    for path in ["/images", "/snapshots", "/k8s", "/um/groups", "/pccs", "/labels", "/templates"] {
        let list = lab.get(&format!("{path}?limit=1&offset=1")).await;
        assert_eq!((list.get("limit"), list.get("_links")), (None, None), "{path}");
    }
    let natural = lab.get(&format!("{dc}/natgateways?limit=1")).await;
    assert_eq!(natural.get("limit"), None);
}

#[tokio::test]
async fn lists_can_be_ordered_and_cut_before_they_are_filtered() {
    let lab = Lab::new().await;
    for name in ["beta", "Alpha", "gamma"] {
        let body = json!({"properties": {"name": name, "location": "de/txl"}});
        lab.done("POST", "/datacenters", Some(body)).await;
    }
    let names = async |query: &str| -> Vec<String> {
        let list = lab.get(&format!("/datacenters?depth=1&{query}")).await;
        let items = list["items"].as_array().unwrap().iter();
        items.map(|item| item["properties"]["name"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(names("orderBy=name").await, ["Alpha", "beta", "gamma"]);
    assert_eq!(names("orderBy=name&limit=1&offset=1").await, ["beta"]);
    assert_eq!(names("orderBy=createdDate&limit=2").await.len(), 2);
    assert_eq!(names("maxResults=2").await, ["beta", "Alpha"]);
    assert_eq!(names("maxResults=2&filter.name=gamma").await, Vec::<String>::new());
    assert_eq!(names("limit=1&filter.name=gamma").await, ["gamma"]);
    for wrong in ["0", "-1", "x"] {
        lab.cloud("GET", &format!("/datacenters?maxResults={wrong}"), None).await.refused(422);
    }
}

#[tokio::test]
async fn answers_are_easy_to_read_unless_the_client_wants_them_short() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    for path in [dc.clone(), "/datacenters".to_owned(), "/contracts".to_owned(), "/requests".to_owned()] {
        let pretty = lab.cloud("GET", &format!("{path}?depth=1"), None).await;
        assert!(pretty.text.starts_with("{\n  \""), "{}", pretty.text);
        assert_eq!(lab.cloud("GET", &format!("{path}?depth=1&pretty=true"), None).await.text, pretty.text);
        let short = lab.cloud("GET", &format!("{path}?depth=1&pretty=false"), None).await;
        assert!(!short.text.contains('\n'), "{}", short.text);
        assert_eq!(short.json(), pretty.json());
    }
    lab.cloud("GET", &format!("{dc}?pretty=maybe"), None).await.refused(422);
}

#[tokio::test]
async fn every_location_has_images_aliases_and_architectures() {
    let lab = Lab::new().await;
    let locations = lab.get("/locations?depth=1").await;
    let images = lab.get("/images?depth=1").await;
    for location in locations["items"].as_array().unwrap() {
        let (id, properties) = (&location["id"], &location["properties"]);
        let metro = &properties["metroRegion"];
        let own: Vec<&Value> = images["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|image| &image["properties"])
            .filter(|image| image["location"] == *metro)
            .collect();
        for kind in ["HDD", "CDROM"] {
            assert!(own.iter().any(|image| image["imageType"] == kind), "{id} has no {kind}");
        }
        let aliases = properties["imageAliases"].as_array().unwrap();
        assert!(!aliases.is_empty(), "{id}");
        for alias in aliases {
            let has_it = |image: &&Value| image["imageAliases"].as_array().unwrap().contains(alias);
            assert!(own.iter().any(has_it), "{id}: no image is called {alias}");
        }
        let families = properties["cpuArchitecture"].as_array().unwrap();
        assert!(!families.is_empty(), "{id}");
        for family in families {
            assert!(family["cpuFamily"].is_string() && family["vendor"].is_string(), "{family}");
            assert!(family["maxCores"].as_i64() > Some(0) && family["maxRam"].as_i64() > Some(0), "{family}");
        }
    }
    let templates = lab.get("/templates?depth=1").await;
    let categories: Vec<&Value> =
        templates["items"].as_array().unwrap().iter().map(|item| &item["properties"]["category"]).collect();
    assert!(categories.contains(&&json!("cube")) && categories.contains(&&json!("gpu")), "{categories:?}");
}
