//! The object storage: keys and regions, buckets and objects.

use std::collections::BTreeMap;
use std::time::Duration;

use futures_util::TryStreamExt as _;
use ionos_core::{
    AccessKey, Bucket, Buckets, Client, ErrorKind, LifecycleRule, NewAccessKey, PollPolicy, Residency,
    Versioning,
};
use ionos_simulator::Simulator;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use wiremock::matchers::{any, body_json, method, path, query_param, query_param_is_missing};
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

use crate::support::{builder, client};

const KEY: &str = "/accesskeys/k1";

fn key(status: &str) -> Value {
    json!({"id": "k1", "type": "accesskey", "href": "/accesskeys/k1",
        "metadata": {"status": status, "statusMessage": "m", "administrative": true, "supportedRegions": ["de"],
            "resourceURN": "urn:x"},
        "properties": {"description": "d", "accessKey": "AK", "secretKey": "hush", "canonicalUserId": "c", "contractUserId": "7"}})
}

fn quick(server: &MockServer) -> Client {
    let policy = PollPolicy::default().intervals(Duration::from_millis(1), Duration::from_millis(2));
    builder(&server.uri(), "t").polling(policy).build().unwrap()
}

#[tokio::test]
async fn an_access_key_is_made_with_its_description_and_waited_for() {
    let server = MockServer::start().await;
    Mock::given(method("POST"))
        .and(path("/accesskeys"))
        .and(body_json(json!({"properties": {"description": "d"}})))
        .respond_with(ResponseTemplate::new(201).set_body_json(key("PROVISIONING")))
        .expect(1)
        .mount(&server)
        .await;
    let status = |word| ResponseTemplate::new(200).set_body_json(key(word));
    Mock::given(path(KEY)).respond_with(status("PROVISIONING")).up_to_n_times(2).mount(&server).await;
    Mock::given(path(KEY)).respond_with(status("AVAILABLE")).mount(&server).await;
    let keys = quick(&server).object_storage().access_keys();
    let made = keys.create(NewAccessKey::new("d")).await.unwrap().wait().await.unwrap();
    assert_eq!(made.state().unwrap().as_str(), "AVAILABLE");
    assert_eq!(made.properties.secret_key.as_ref().unwrap().expose(), "hush");
    assert!(!format!("{made:?}").contains("hush"));
}

#[tokio::test]
async fn an_access_key_put_names_the_key_in_path_and_body() {
    let server = MockServer::start().await;
    Mock::given(method("PUT"))
        .and(path(KEY))
        .and(body_json(json!({"id": "k1", "properties": {"description": "new"}})))
        .respond_with(ResponseTemplate::new(200).set_body_json(key("AVAILABLE")))
        .expect(1)
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/accesskeys/k1/renew"))
        .respond_with(ResponseTemplate::new(200).set_body_json(key("AVAILABLE")))
        .expect(1)
        .mount(&server)
        .await;
    let item = client(&server.uri()).object_storage().access_key("k1");
    item.replace(NewAccessKey::new("new")).await.unwrap().detach();
    assert_eq!(item.renew().await.unwrap().properties.access_key.as_deref(), Some("AK"));
    let puts = server.received_requests().await.unwrap();
    assert!(puts[1].body.is_empty());
}

#[tokio::test]
async fn an_access_key_deletion_is_followed_until_the_key_is_gone() {
    let server = MockServer::start().await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(202)).expect(1).mount(&server).await;
    let going = ResponseTemplate::new(200).set_body_json(key("DESTROYING"));
    Mock::given(method("GET")).and(path(KEY)).respond_with(going).up_to_n_times(2).mount(&server).await;
    let item = quick(&server).object_storage().access_key("k1");
    item.delete().await.unwrap().wait().await.unwrap();
    assert_eq!(server.received_requests().await.unwrap().len(), 4);
}

#[test]
fn an_access_key_survives_a_round_trip() {
    let found: AccessKey = serde_json::from_value(key("AVAILABLE")).unwrap();
    assert_eq!(serde_json::to_value(&found).unwrap(), key("AVAILABLE"));
    assert!(found.metadata.unwrap().extra.is_empty());
    assert!(found.properties.extra.is_empty());
}

// The data: signed requests, and documents in XML.

const SECRET: &str = "wJalrXUtnFEMI";

fn buckets(server: &MockServer) -> Buckets {
    let client = builder(&server.uri(), "t").s3_key("AKEY", SECRET).build().unwrap();
    client.object_storage().buckets_at(&server.uri(), "eu-central-3").unwrap()
}

fn bucket(server: &MockServer) -> Bucket {
    buckets(server).bucket("logs-1")
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut block = [0_u8; 64];
    block[..key.len()].copy_from_slice(key);
    let padded = |with: u8| block.iter().map(|b| b ^ with).collect::<Vec<_>>();
    let inner = Sha256::new().chain_update(padded(0x36)).chain_update(text).finalize();
    Sha256::new().chain_update(padded(0x5c)).chain_update(inner).finalize().to_vec()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Signs what arrived anew, as a service does, and compares.
fn assert_signed(request: &Request) {
    let query = request.url.query().unwrap();
    let (signed, given) = query.split_once("&X-Amz-Signature=").unwrap();
    let values: BTreeMap<_, _> = request.url.query_pairs().collect();
    assert_eq!(values["X-Amz-Algorithm"], "AWS4-HMAC-SHA256");
    assert_eq!(values["X-Amz-SignedHeaders"], "host");
    let moment = &*values["X-Amz-Date"];
    let day = &moment[..8];
    let scope = format!("{day}/eu-central-3/s3/aws4_request");
    assert_eq!(values["X-Amz-Credential"], format!("AKEY/{scope}"));
    let host = request.headers["host"].to_str().unwrap();
    let canonical = format!(
        "{}\n{}\n{signed}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD",
        request.method,
        request.url.path()
    );
    let digest = hex(&Sha256::digest(canonical.as_bytes()));
    let text = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{digest}");
    let mut key = format!("AWS4{SECRET}").into_bytes();
    for part in [day, "eu-central-3", "s3", "aws4_request"] {
        key = hmac(&key, part);
    }
    assert_eq!(given, hex(&hmac(&key, &text)));
    assert!(!request.headers.contains_key("authorization"), "the token goes to no other service");
}

async fn only(server: &MockServer) -> Request {
    let mut requests = server.received_requests().await.unwrap();
    assert_eq!(requests.len(), 1);
    requests.remove(0)
}

fn xml(status: u16, body: &str) -> ResponseTemplate {
    ResponseTemplate::new(status).set_body_raw(body.to_owned(), "application/xml")
}

fn refused(status: u16, code: &str) -> ResponseTemplate {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>words &amp; more</Message><RequestId>r</RequestId></Error>"
    );
    xml(status, &body)
}

#[tokio::test]
async fn an_object_is_written_under_its_key_with_a_signature_that_verifies() {
    let server = MockServer::start().await;
    let answer =
        ResponseTemplate::new(200).insert_header("etag", "\"e\"").insert_header("x-amz-version-id", "v");
    Mock::given(method("PUT")).respond_with(answer).mount(&server).await;
    let object = bucket(&server).object("state/a b+{c}ü.json");
    let written = object.put("{}", "application/json").await.unwrap();
    assert_eq!((written.etag.as_deref(), written.version_id.as_deref()), (Some("\"e\""), Some("v")));
    let request = only(&server).await;
    assert_eq!(request.url.path(), "/logs-1/state/a%20b%2B%7Bc%7D%C3%BC.json");
    assert_eq!(request.body, b"{}");
    assert_eq!(request.headers["content-type"], "application/json");
    assert_signed(&request);
}

#[tokio::test]
async fn an_object_is_read_even_when_it_is_a_web_page() {
    let server = MockServer::start().await;
    let page = ResponseTemplate::new(200).set_body_raw("<html></html>", "text/html");
    Mock::given(method("GET")).respond_with(page).mount(&server).await;
    let found = bucket(&server).object("index.html").get().await.unwrap();
    assert_eq!((&found.body[..], found.content_type.as_deref()), (&b"<html></html>"[..], Some("text/html")));
    assert_signed(&only(&server).await);
}

#[tokio::test]
async fn a_missing_object_is_none_and_a_missing_bucket_is_an_error() {
    let server = MockServer::start().await;
    Mock::given(path("/logs-1/a")).respond_with(refused(404, "NoSuchKey")).mount(&server).await;
    Mock::given(path("/logs-2/a")).respond_with(refused(404, "NoSuchBucket")).mount(&server).await;
    let buckets = buckets(&server);
    let (here, nowhere) = (buckets.bucket("logs-1").object("a"), buckets.bucket("logs-2").object("a"));
    assert!(here.get_opt().await.unwrap().is_none());
    here.delete().await.unwrap();
    let error = nowhere.get_opt().await.unwrap_err();
    assert_eq!(error.messages()[0].code, "NoSuchBucket");
    assert_eq!(error.messages()[0].message, "words & more");
    assert_eq!(error.operation(), Some("GetObject"));
    assert!(nowhere.delete().await.is_err());
}

#[tokio::test]
async fn objects_are_a_stream_over_all_pages_with_or_without_a_namespace() {
    let server = MockServer::start().await;
    let list = |namespace: &str, keys: &[&str], rest: &str| {
        let contents: String = keys
            .iter()
            .map(|k| {
                format!("<Contents><Key>{k}</Key><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag><Size>3</Size><StorageClass>STANDARD</StorageClass></Contents>")
            })
            .collect();
        xml(
            200,
            &format!(
                "<?xml version=\"1.0\"?><ListBucketResult{namespace}><Name>logs-1</Name><EncodingType>url</EncodingType>{contents}{rest}</ListBucketResult>"
            ),
        )
    };
    let more = "<IsTruncated>true</IsTruncated><NextContinuationToken>a/b+c=</NextContinuationToken>";
    let last = "<IsTruncated>false</IsTruncated>";
    Mock::given(query_param("continuation-token", "a/b+c="))
        .respond_with(list("", &["p/3"], last))
        .mount(&server)
        .await;
    Mock::given(query_param_is_missing("continuation-token"))
        .respond_with(list(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"", &["p/1", "p/2+x%2B"], more))
        .mount(&server)
        .await;
    let objects = bucket(&server).objects().prefix("p/ä b").page_size(2);
    let all: Vec<_> = objects.items().try_collect().await.unwrap();
    let keys: Vec<_> = all.iter().map(|o| o.key.as_str()).collect();
    assert_eq!(keys, ["p/1", "p/2 x+", "p/3"]);
    assert_eq!((all[0].size, all[0].etag.as_deref()), (Some(3), Some("\"e\"")));
    assert!(all[0].last_modified.as_ref().unwrap().to_jiff().is_some());
    for request in server.received_requests().await.unwrap() {
        assert_signed(&request);
        let query: BTreeMap<_, _> = request.url.query_pairs().into_owned().collect();
        assert_eq!((query["list-type"].as_str(), query["max-keys"].as_str()), ("2", "2"));
        assert_eq!(query["prefix"], "p/ä b");
    }
}

#[tokio::test]
async fn a_list_that_points_to_itself_ends() {
    let server = MockServer::start().await;
    let page = "<ListBucketResult><Contents><Key>a</Key></Contents><IsTruncated>true</IsTruncated><NextContinuationToken>same</NextContinuationToken></ListBucketResult>";
    Mock::given(any()).respond_with(xml(200, page)).expect(2).mount(&server).await;
    assert_eq!(bucket(&server).objects().all().await.unwrap().len(), 2);
}

#[tokio::test]
async fn buckets_are_listed() {
    let server = MockServer::start().await;
    let answer = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<ListAllMyBucketsResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">\n <Owner><ID>1</ID><DisplayName>n</DisplayName></Owner>\n <Buckets>\n <Bucket><Name>a-1</Name><CreationDate>2026-03-10T16:48:19.364Z</CreationDate></Bucket>\n <Bucket><Name>b-2</Name></Bucket>\n </Buckets>\n</ListAllMyBucketsResult>";
    Mock::given(method("GET")).and(path("/")).respond_with(xml(200, answer)).mount(&server).await;
    let found = buckets(&server).list().await.unwrap();
    let names: Vec<_> = found.iter().map(|b| b.name.as_str()).collect();
    assert_eq!(names, ["a-1", "b-2"]);
    assert_eq!(found[0].created.as_ref().unwrap().as_str(), "2026-03-10T16:48:19.364Z");
    assert_signed(&only(&server).await);
}

#[tokio::test]
async fn a_bucket_is_made_in_its_region_and_making_it_twice_succeeds() {
    let server = MockServer::start().await;
    let created = ResponseTemplate::new(200);
    Mock::given(method("PUT"))
        .and(path("/logs-1/"))
        .respond_with(created)
        .up_to_n_times(1)
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/logs-1/"))
        .respond_with(refused(409, "BucketAlreadyOwnedByYou"))
        .mount(&server)
        .await;
    Mock::given(method("PUT"))
        .and(path("/taken/"))
        .respond_with(refused(409, "BucketAlreadyExists"))
        .mount(&server)
        .await;
    let bucket = bucket(&server);
    bucket.create().await.unwrap();
    bucket.create().await.unwrap();
    let error = buckets(&server).bucket("taken").create().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Conflict);
    let requests = server.received_requests().await.unwrap();
    let body = std::str::from_utf8(&requests[0].body).unwrap();
    assert!(body.contains("<LocationConstraint>eu-central-3</LocationConstraint>"), "{body}");
    assert_signed(&requests[0]);
}

#[tokio::test]
async fn a_bucket_is_looked_for_and_removed() {
    let server = MockServer::start().await;
    Mock::given(method("HEAD"))
        .and(path("/logs-1/"))
        .respond_with(ResponseTemplate::new(200))
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path("/logs-1/"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    Mock::given(method("DELETE"))
        .and(path("/full/"))
        .respond_with(refused(409, "BucketNotEmpty"))
        .mount(&server)
        .await;
    let buckets = buckets(&server);
    assert!(buckets.bucket("logs-1").exists().await.unwrap());
    assert!(!buckets.bucket("gone").exists().await.unwrap());
    buckets.bucket("logs-1").delete().await.unwrap();
    buckets.bucket("gone").delete().await.unwrap();
    let error = buckets.bucket("full").delete().await.unwrap_err();
    assert_eq!((error.kind(), error.codes().next()), (ErrorKind::Conflict, Some("BucketNotEmpty")));
}

#[tokio::test]
async fn versioning_is_read_and_set() {
    let server = MockServer::start().await;
    let on = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Status>Enabled</Status></VersioningConfiguration>";
    let never = "<VersioningConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"></VersioningConfiguration>";
    Mock::given(method("GET")).respond_with(xml(200, on)).up_to_n_times(1).mount(&server).await;
    Mock::given(method("GET")).respond_with(xml(200, never)).mount(&server).await;
    Mock::given(method("PUT")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let bucket = bucket(&server);
    assert_eq!(bucket.versioning().await.unwrap(), Some(Versioning::Enabled));
    assert_eq!(bucket.versioning().await.unwrap(), None);
    bucket.set_versioning(Versioning::Suspended).await.unwrap();
    for request in server.received_requests().await.unwrap() {
        assert_signed(&request);
        assert!(request.url.query_pairs().any(|(name, _)| name == "versioning"));
        if request.method == "PUT" {
            let body = std::str::from_utf8(&request.body).unwrap();
            assert!(body.contains("<Status>Suspended</Status>"), "{body}");
        }
    }
}

#[tokio::test]
async fn lifecycle_rules_survive_a_round_trip_and_carry_the_digest_that_is_demanded() {
    let server = MockServer::start().await;
    Mock::given(method("PUT")).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    let bucket = bucket(&server);
    let mut off = LifecycleRule::new("b", "").abort_uploads_after_days(5);
    off.enabled = false;
    let rules = vec![
        LifecycleRule::new("a <&>", "logs/").expire_after_days(30).expire_noncurrent_after_days(60),
        off,
    ];
    bucket.set_lifecycle(rules.clone()).await.unwrap();
    let sent = only(&server).await;
    assert_signed(&sent);
    // MD5 of exactly this document, computed elsewhere.
    let body = String::from_utf8(sent.body.clone()).unwrap();
    assert_eq!(sent.headers["content-md5"], "acV52wpBRJrE36izrL8j/g==", "{body}");
    Mock::given(method("GET")).respond_with(xml(200, &body)).mount(&server).await;
    assert_eq!(bucket.lifecycle().await.unwrap(), rules);
}

#[tokio::test]
async fn no_lifecycle_rules_are_an_empty_list_in_both_directions() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(refused(404, "NoSuchLifecycleConfiguration"))
        .mount(&server)
        .await;
    Mock::given(method("DELETE")).respond_with(ResponseTemplate::new(204)).expect(1).mount(&server).await;
    let bucket = bucket(&server);
    assert!(bucket.lifecycle().await.unwrap().is_empty());
    bucket.set_lifecycle(Vec::new()).await.unwrap();
}

#[tokio::test]
async fn a_signed_call_is_tried_again_like_any_other() {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(refused(503, "SlowDown")).up_to_n_times(2).mount(&server).await;
    Mock::given(any()).respond_with(ResponseTemplate::new(200)).mount(&server).await;
    bucket(&server).object("a").put("x", "text/plain").await.unwrap();
    for request in server.received_requests().await.unwrap() {
        assert_signed(&request);
    }
}

#[tokio::test]
async fn names_that_would_reach_something_else_are_refused_before_anything_is_sent() {
    let server = MockServer::start().await;
    let buckets = buckets(&server);
    for name in ["ab", "a/b", "Logs", "a..b", "../x", "a?b"] {
        let error = buckets.bucket(name).create().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{name}");
    }
    for key in ["", "a/../b", ".", "a/./b"] {
        let error = buckets.bucket("logs-1").object(key).delete().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{key}");
    }
    assert!(server.received_requests().await.unwrap().is_empty());
}

#[tokio::test]
async fn buckets_and_objects_live_in_the_simulated_cloud() {
    let simulator = Simulator::start().await.unwrap();
    let management = builder(simulator.url(), simulator.token()).build().unwrap();
    let keys = management.object_storage();
    let made = keys.access_keys().create(NewAccessKey::new("data")).await.unwrap().detach().unwrap();
    // The secret is shown once; the key works a little later.
    let secret = made.properties.secret_key.as_ref().unwrap().expose().to_owned();
    let access = made.properties.access_key.clone().unwrap();
    while keys.access_key(made.id.clone()).get().await.unwrap().state().unwrap().as_str() != "AVAILABLE" {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let with_key = || builder(simulator.url(), simulator.token()).s3_key(&access, &secret);
    let client = with_key().build().unwrap();
    let buckets = client.object_storage().buckets().unwrap();
    let bucket = buckets.bucket("stories");
    assert!(!bucket.exists().await.unwrap());
    bucket.create().await.unwrap();
    bucket.create().await.unwrap();
    assert!(bucket.exists().await.unwrap());
    let listed = buckets.list().await.unwrap();
    assert_eq!((listed.len(), listed[0].name.as_str(), listed[0].created.is_some()), (1, "stories", true));

    let object = bucket.object("a folder/ä & ö.txt");
    assert!(object.get_opt().await.unwrap().is_none());
    let written = object.put("content", "text/plain").await.unwrap();
    let read = object.get().await.unwrap();
    assert_eq!((read.body.as_ref(), read.etag), (b"content".as_slice(), written.etag));
    for number in 0..25 {
        bucket.object(format!("many/{number:02}")).put("", "text/plain").await.unwrap();
    }
    let keys: Vec<_> = bucket.objects().prefix("many/").page_size(10).all().await.unwrap();
    assert_eq!((keys.len(), keys[24].key.as_str()), (25, "many/24"));
    assert_eq!(bucket.objects().page_size(7).all().await.unwrap()[0].key, "a folder/ä & ö.txt");
    assert_eq!(bucket.delete().await.unwrap_err().kind(), ErrorKind::Conflict);

    assert_eq!(bucket.versioning().await.unwrap(), None);
    bucket.set_versioning(Versioning::Enabled).await.unwrap();
    assert_eq!(bucket.versioning().await.unwrap(), Some(Versioning::Enabled));
    assert!(object.put("again", "text/plain").await.unwrap().version_id.is_some());
    assert_eq!(bucket.lifecycle().await.unwrap(), []);
    let rules = vec![LifecycleRule::new("old", "logs/").expire_after_days(30)];
    bucket.set_lifecycle(rules.clone()).await.unwrap();
    assert_eq!(bucket.lifecycle().await.unwrap(), rules);
    bucket.set_lifecycle(Vec::new()).await.unwrap();
    object.delete().await.unwrap();
    object.delete().await.unwrap();
    assert!(object.get_opt().await.unwrap().is_none());

    let elsewhere = client.object_storage().buckets_in("us-central-1").unwrap().bucket("stories");
    assert!(!elsewhere.exists().await.unwrap());
    let german = with_key().residency(Residency::Germany).build().unwrap();
    assert_eq!(german.object_storage().buckets_in("us-central-1").unwrap_err().kind(), ErrorKind::Residency);
    let forged = builder(simulator.url(), simulator.token()).s3_key(&access, "guessed").build().unwrap();
    let error = forged.object_storage().buckets().unwrap().list().await.unwrap_err();
    assert!(error.codes().any(|code| code == "SignatureDoesNotMatch"), "{error}");
    assert!(simulator.journal().iter().any(|call| call.product == "s3"));
}

#[test]
fn residency_in_germany_allows_the_german_regions_only() {
    let client =
        Client::builder().s3_key("a", "s").residency(Residency::Germany).build().unwrap().object_storage();
    for region in ["de", "eu-central-1", "eu-central-2", "eu-central-3", "eu-central-4"] {
        client.buckets_in(region).unwrap();
    }
    for region in ["eu-south-2", "us-central-1", "eu-central-5"] {
        assert_eq!(client.buckets_in(region).unwrap_err().kind(), ErrorKind::Residency, "{region}");
    }
    assert_eq!(client.buckets_in("x.example.com/").unwrap_err().kind(), ErrorKind::Config);
    let shown = format!("{:?}", client.buckets().unwrap());
    assert!(shown.contains("https://s3.eu-central-3.ionoscloud.com/"), "{shown}");
}

#[test]
fn without_an_access_key_nothing_is_signed() {
    let error = client("http://127.0.0.1:1").object_storage().buckets().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.to_string().contains("IONOS_S3_ACCESS_KEY"), "{error}");
}
