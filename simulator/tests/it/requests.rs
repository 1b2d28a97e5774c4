//! Asynchronous work: requests, queues and states.

use std::time::Duration;

use ionos_simulator::{FaultRule, Simulator};
use serde_json::{Value, json};

use crate::client::Lab;

fn datacenter(name: &str) -> Option<Value> {
    Some(json!({"properties": {"name": name, "location": "de/txl"}}))
}

#[tokio::test]
async fn writes_answer_202_with_the_resource_and_where_its_request_is() {
    let lab = Lab::slow().await;
    let answer = lab.cloud("POST", "/datacenters", datacenter("a")).await;
    let location = answer.header("location").unwrap().to_owned();
    let made = answer.expect(202);
    assert_eq!(made["metadata"]["state"], "BUSY");
    let path = location.strip_prefix(lab.sim.url()).unwrap();
    let status = lab.call("GET", path, lab.sim.token(), None).await.expect(200);
    assert_eq!(status["type"], "request-status");
    assert_eq!(status["metadata"]["status"], "RUNNING");
    let target = &status["metadata"]["targets"][0];
    assert_eq!((&target["target"]["id"], &target["status"]), (&made["id"], &json!("RUNNING")));
    assert_eq!(target["target"]["type"], "datacenter");
    assert_eq!(lab.sim.journal()[0].request_id.as_deref(), location.rsplit('/').nth(1));
}

#[tokio::test]
async fn work_in_one_data_center_is_queued_and_in_another_is_not() {
    let lab = Lab::slow().await;
    let status = async |answer: crate::client::Answer| {
        let location = answer.header("location").unwrap().to_owned();
        let path = location.strip_prefix(lab.sim.url()).unwrap().to_owned();
        let status = lab.call("GET", &path, lab.sim.token(), None).await.expect(200);
        status["metadata"]["status"].as_str().unwrap().to_owned()
    };
    let first = lab.cloud("POST", "/datacenters", datacenter("a")).await;
    let id = first.json()["id"].as_str().unwrap().to_owned();
    let lan = lab.cloud("POST", &format!("/datacenters/{id}/lans"), Some(json!({"properties": {}}))).await;
    let block =
        lab.cloud("POST", "/ipblocks", Some(json!({"properties": {"location": "de/txl", "size": 1}}))).await;
    let second = lab.cloud("POST", "/datacenters", datacenter("b")).await;
    assert_eq!(status(first).await, "RUNNING");
    assert_eq!(status(lan).await, "QUEUED");
    assert_eq!(status(block).await, "RUNNING");
    assert_eq!(status(second).await, "RUNNING");
    assert_eq!(lab.get(&format!("/datacenters/{id}")).await["metadata"]["state"], "BUSY");
}

#[tokio::test]
async fn everything_becomes_available_in_the_order_of_the_queue() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let mut locations = Vec::new();
    for _ in 0..4 {
        let answer = lab.cloud("POST", &format!("{dc}/lans"), Some(json!({"properties": {}}))).await;
        locations.push(answer.header("location").unwrap().to_owned());
    }
    lab.finished(locations.last().unwrap()).await;
    for location in &locations {
        assert_eq!(lab.finished(location).await["metadata"]["status"], "DONE");
    }
    let lans = lab.get(&format!("{dc}/lans?depth=1")).await;
    assert!(lans["items"].as_array().unwrap().iter().all(|lan| lan["metadata"]["state"] == "AVAILABLE"));
    assert_eq!(lab.get(&dc).await["metadata"]["state"], "AVAILABLE");
    assert_eq!(lab.get(&dc).await["properties"]["version"], 5);
}

#[tokio::test]
async fn a_server_runs_only_when_its_request_is_done() {
    let lab = Lab::with(Simulator::builder().speed(300.0)).await;
    let dc = lab.datacenter().await;
    let body = json!({"properties": {"cores": 1, "ram": 1024}});
    let answer = lab.cloud("POST", &format!("{dc}/servers"), Some(body)).await;
    let location = answer.header("location").unwrap().to_owned();
    let server = answer.expect(202);
    assert_eq!(server["properties"]["vmState"], "NOSTATE");
    lab.finished(&location).await;
    let path = format!("{dc}/servers/{}", server["id"].as_str().unwrap());
    assert_eq!(lab.get(&path).await["properties"]["vmState"], "RUNNING");
}

#[tokio::test]
async fn what_is_being_deleted_is_still_seen_but_cannot_be_written() {
    let lab = Lab::slow().await;
    let made = lab.cloud("POST", "/datacenters", datacenter("a")).await.expect(202);
    let path = format!("/datacenters/{}", made["id"].as_str().unwrap());
    lab.cloud("DELETE", &path, None).await.expect(202);
    assert_eq!(lab.get(&path).await["metadata"]["state"], "BUSY");
    lab.cloud("PATCH", &path, Some(json!({"name": "x"}))).await.refused(422);
    lab.cloud("POST", &format!("{path}/lans"), Some(json!({"properties": {}}))).await.refused(422);
    lab.cloud("DELETE", &path, None).await.expect(202);
}

#[tokio::test]
async fn requests_are_listed_newest_first_and_filtered() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    lab.lan(&dc, false).await;
    lab.done("DELETE", &format!("{dc}/lans/1"), None).await;
    let methods = async |query: &str| -> Vec<String> {
        let list = lab.get(&format!("/requests?depth=1{query}")).await;
        let items = list["items"].as_array().unwrap();
        items.iter().map(|item| item["properties"]["method"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(methods("").await, ["DELETE", "POST", "POST"]);
    assert_eq!(methods("&filter.method=post").await.len(), 2);
    assert_eq!(methods(&format!("&filter.url=/cloudapi/v6{dc}/lans")).await, ["DELETE", "POST"]);
    assert_eq!(methods(&format!("&filter.url={}/cloudapi/v6{dc}/lans/1", lab.sim.url())).await, ["DELETE"]);
    assert_eq!(methods("&filter.body=%22LAN%22").await, ["POST"]);
    assert_eq!(methods("&filter.status=DONE").await.len(), 3);
    assert_eq!(methods("&filter.requestStatus=failed").await.len(), 0);
    assert_eq!(methods("&filter.createdAfter=2020-01-01%2000:00:00").await.len(), 3);
    assert_eq!(methods("&filter.createdAfter=2120-01-01+00:00:00").await.len(), 0);
    assert_eq!(methods("&filter.createdBefore=2120-01-01T00:00:00Z").await.len(), 3);
    assert_eq!(methods("&limit=1&offset=1").await, ["POST"]);
    lab.cloud("GET", "/requests?filter.createdAfter=yesterday", None).await.refused(422);
    lab.cloud("GET", "/requests?filter.colour=red", None).await.refused(422);

    let list = lab.get("/requests?depth=2").await;
    assert_eq!(list["items"][0]["metadata"]["requestStatus"]["metadata"]["status"], "DONE");
    let id = list["items"][2]["id"].as_str().unwrap();
    let one = lab.get(&format!("/requests/{id}")).await;
    assert!(one["properties"]["body"].as_str().unwrap().contains("de/txl"));
    assert_eq!(one["properties"]["url"], format!("{}/cloudapi/v6/datacenters", lab.sim.url()));
    let status = &one["metadata"]["requestStatus"];
    assert_eq!(status["href"], format!("{}/cloudapi/v6/requests/{id}/status", lab.sim.url()));
}

#[tokio::test]
async fn a_failed_request_says_why_and_leaves_nothing() {
    let lab = Lab::new().await;
    let dc = lab.datacenter().await;
    let message = "[VDC-5-0] An unexpected error occurred";
    lab.sim.inject(FaultRule::fail_request(message).method("POST").path("/lans"));
    let answer = lab.cloud("POST", &format!("{dc}/lans"), Some(json!({"properties": {}}))).await;
    let location = answer.header("location").unwrap().to_owned();
    assert_eq!(answer.expect(202)["id"], "1");
    let status = lab.finished(&location).await;
    assert_eq!(status["metadata"]["status"], "FAILED");
    assert_eq!(status["metadata"]["message"], message);
    lab.cloud("GET", &format!("{dc}/lans/1"), None).await.refused(404);
    assert_eq!(lab.get(&dc).await["properties"]["version"], 1);
}

#[tokio::test]
async fn the_same_seed_gives_the_same_ids() {
    let ids = async |seed: u64| {
        let lab = Lab::with(Simulator::builder().seed(seed)).await;
        let made = lab.cloud("POST", "/datacenters", datacenter("a")).await;
        let location = made.header("location").unwrap().strip_prefix(lab.sim.url()).unwrap().to_owned();
        (made.json()["id"].clone(), location, lab.sim.cloudflare_account(), lab.sim.token().to_owned())
    };
    let (first, second, other) = (ids(7).await, ids(7).await, ids(8).await);
    assert_eq!((&first.0, &first.1, &first.2), (&second.0, &second.1, &second.2));
    assert_ne!(first.0, other.0);
    assert_ne!(first.3, second.3);
}

#[tokio::test]
async fn work_takes_as_long_as_the_speed_says() {
    // A data center takes about 4 s, at this speed 40 ms.
    let lab = Lab::with(Simulator::builder().speed(100.0).manual_clock()).await;
    let answer = lab.cloud("POST", "/datacenters", datacenter("a")).await;
    let location = answer.header("location").unwrap().strip_prefix(lab.sim.url()).unwrap().to_owned();
    for (after, status) in [(0, "RUNNING"), (20, "RUNNING"), (60, "DONE")] {
        lab.sim.advance(Duration::from_millis(after));
        let found = lab.call("GET", &location, lab.sim.token(), None).await.expect(200);
        assert_eq!(found["metadata"]["status"], status, "{after} ms later");
    }
    assert_eq!(lab.get("/datacenters?depth=1").await["items"][0]["metadata"]["state"], "AVAILABLE");
}

/// The share of many pieces of work, all begun at once and alone in their queues, that is done after each time.
async fn done_after(lab: &Lab, path: &str, body: Value, times: &[f64]) -> Vec<f64> {
    const COUNT: u32 = 300;
    for _ in 0..COUNT {
        lab.cloud("POST", path, Some(body.clone())).await.expect(202);
    }
    let (mut shares, mut passed) = (Vec::new(), 0.0);
    for time in times {
        lab.sim.advance(Duration::from_secs_f64(time - passed));
        passed = *time;
        let done = lab.get("/requests?filter.status=DONE").await["items"].as_array().unwrap().len();
        shares.push(f64::from(u32::try_from(done).unwrap()) / f64::from(COUNT));
    }
    shares
}

#[tokio::test]
async fn durations_are_log_normal_around_the_median_of_their_kind() {
    // The normal distribution at -2, -1, 0, 1 and 2 standard deviations.
    const NORMAL: [f64; 5] = [0.023, 0.159, 0.5, 0.841, 0.977];
    for (path, body, median) in [
        ("/datacenters", datacenter("a").unwrap(), 4.0_f64),
        ("/ipblocks", json!({"properties": {"location": "de/txl", "size": 1}}), 3.0),
    ] {
        let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
        let times = [-2.0, -1.0, 0.0, 1.0, 2.0].map(|deviations: f64| median * (0.13 * deviations).exp());
        for (share, normal) in done_after(&lab, path, body, &times).await.into_iter().zip(NORMAL) {
            assert!((share - normal).abs() < 0.08, "{path}: {share} where {normal} was expected");
        }
    }
}

#[tokio::test]
async fn each_kind_takes_its_own_time() {
    let lab = Lab::with(Simulator::builder().speed(1.0).manual_clock()).await;
    let (mut ids, root) = (Vec::new(), "/datacenters");
    let block = json!({"properties": {"location": "de/txl", "size": 1}});
    let block = lab.cloud("POST", "/ipblocks", Some(block)).await.expect(202);
    for (path, body, median) in [
        (String::new(), json!({"name": "a", "location": "de/txl"}), 4.0),
        ("/{0}/lans".to_owned(), json!({"public": true}), 5.0),
        ("/{0}/servers".to_owned(), json!({"cores": 1, "ram": 1024}), 73.0),
        ("/{0}/servers/{2}/nics".to_owned(), json!({"lan": 1}), 15.0),
        (
            "/{0}/natgateways".to_owned(),
            json!({"name": "n", "publicIps": [block["properties"]["ips"][0]]}),
            90.0,
        ),
    ] {
        let path = ids.iter().enumerate().fold(path, |path: String, (index, id): (usize, &String)| {
            path.replace(&format!("{{{index}}}"), id)
        });
        let body = json!({"properties": body});
        let answer = lab.cloud("POST", &format!("{root}{path}"), Some(body)).await;
        let location = answer.header("location").unwrap().strip_prefix(lab.sim.url()).unwrap().to_owned();
        ids.push(answer.expect(202)["id"].as_str().unwrap().to_owned());
        let mut seconds = 0.0_f64;
        loop {
            let request = lab.call("GET", &location, lab.sim.token(), None).await.expect(200);
            if request["metadata"]["status"] == "DONE" {
                break;
            }
            lab.sim.advance(Duration::from_millis(500));
            seconds += 0.5;
        }
        // Four standard deviations to each side.
        let (least, most) = (median * (-0.52_f64).exp(), median * 0.52_f64.exp() + 0.5);
        assert!((least..most).contains(&seconds), "{path}: {seconds} s");
    }
}
