//! Answers that no service should give: each ends in a clear error, in bounded time and memory.

use std::io::Write as _;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use http::Method;
use ionos_core::engine::{Call, Engine, RetryPolicy};
use ionos_core::{Client, Error, ErrorKind};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};

use crate::support::builder;

/// What a server does with a connection once it has read the request.
trait Play: Fn(TcpStream) -> Playing + Send + Sync + 'static {}
impl<F: Fn(TcpStream) -> Playing + Send + Sync + 'static> Play for F {}
type Playing = std::pin::Pin<Box<dyn Future<Output = ()> + Send>>;

/// A server on loopback, and how many connections it has seen.
async fn server(play: impl Play) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::new(AtomicUsize::new(0));
    let counter = seen.clone();
    tokio::spawn(async move {
        while let Ok((mut socket, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            let mut buffer = [0; 4096];
            let _ = socket.read(&mut buffer).await;
            tokio::spawn(play(socket));
        }
    });
    (address, seen)
}

/// A server that answers with these bytes and closes.
async fn answering(bytes: impl Into<Vec<u8>>) -> SocketAddr {
    let bytes: Arc<[u8]> = bytes.into().into();
    let play = move |mut socket: TcpStream| -> Playing {
        let bytes = bytes.clone();
        Box::pin(async move {
            let _ = socket.write_all(&bytes).await;
        })
    };
    server(play).await.0
}

fn ok(headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut answer =
        format!("HTTP/1.1 200 OK\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n", body.len())
            .into_bytes();
    answer.extend_from_slice(body);
    answer
}

fn client(address: SocketAddr) -> Client {
    let timeout = Duration::from_millis(300);
    builder(&format!("http://{address}"), "planted-token")
        .attempt_timeout(timeout)
        .total_timeout(timeout * 2)
        .max_body(1 << 20)
        .build()
        .unwrap()
}

async fn listing(address: SocketAddr) -> Error {
    client(address).datacenters().list().all().await.unwrap_err()
}

#[track_caller]
fn tells(error: &Error, kind: ErrorKind, words: &[&str]) {
    let text = error.to_string();
    assert_eq!(error.kind(), kind, "{text}");
    for word in words {
        assert!(text.contains(word), "`{word}` is missing: {text}");
    }
    assert!(!format!("{text} {error:?}").contains("planted-token"), "{text}");
}

#[tokio::test]
async fn html_in_place_of_data_is_named() {
    let error = listing(answering(ok("content-type: Text/HTML\r\n", "<html>log in</html>")).await).await;
    tells(&error, ErrorKind::Decode, &["web page", "log in", "datacentersGet"]);
}

#[tokio::test]
async fn a_wrong_content_type_is_named_when_the_body_is_no_json() {
    let error = listing(answering(ok("content-type: text/xml\r\n", "<a/>")).await).await;
    tells(&error, ErrorKind::Decode, &["text/xml", "`<a/>`", "datacentersGet"]);
    let fine = answering(ok("content-type: application/octet-stream\r\n", r#"{"items":[]}"#)).await;
    assert!(client(fine).datacenters().list().all().await.unwrap().is_empty(), "the body decides");
}

#[tokio::test]
async fn a_truncated_body_is_a_broken_connection() {
    let error = listing(answering("HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n{\"items\":[").await).await;
    tells(&error, ErrorKind::Connect, &["broke", "datacentersGet"]);
}

#[tokio::test]
async fn an_unknown_content_encoding_is_named() {
    for coding in ["br", "nonsense", "gzip, br"] {
        let error =
            listing(answering(ok(&format!("content-encoding: {coding}\r\n"), b"\x0b\x02\x80")).await).await;
        tells(&error, ErrorKind::Decode, &[coding, "encoded", "datacentersGet"]);
        assert_eq!(error.attempts(), 1, "it would be no better the next time");
    }
}

#[tokio::test]
async fn five_announced_gigabytes_are_refused_unread() {
    let play = |mut socket: TcpStream| -> Playing {
        Box::pin(async move {
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5368709120\r\n\r\n").await;
            tokio::time::sleep(Duration::from_secs(60)).await;
        })
    };
    let error = listing(server(play).await.0).await;
    tells(&error, ErrorKind::Decode, &["larger than 1048576 bytes", "datacentersGet"]);
    assert_eq!(error.attempts(), 1);
}

#[tokio::test]
async fn an_endless_body_is_refused_at_the_limit() {
    let written = Arc::new(AtomicUsize::new(0));
    let counter = written.clone();
    let play = move |mut socket: TcpStream| -> Playing {
        let counter = counter.clone();
        Box::pin(async move {
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").await;
            let chunk = [b"10000\r\n".as_slice(), &[b' '; 65536], b"\r\n"].concat();
            while socket.write_all(&chunk).await.is_ok() {
                counter.fetch_add(65536, Ordering::SeqCst);
            }
        })
    };
    let engine = Engine::builder("test", format!("http://{}", server(play).await.0).parse().unwrap())
        .max_body(1 << 20)
        .build()
        .unwrap();
    let error = engine.send(Call::new("op", Method::GET, "/x")).await.unwrap_err();
    tells(&error, ErrorKind::Decode, &["larger than 1048576 bytes", "op"]);
    assert_eq!(error.attempts(), 1);
    // What the kernel buffers comes on top of the limit; a fraction of 5 GB in any case.
    assert!(written.load(Ordering::SeqCst) < 64 << 20);
}

#[tokio::test]
async fn a_compressed_bomb_is_refused_at_the_limit() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    for _ in 0..64 {
        packer.write_all(&[b' '; 1 << 20]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 1 << 20);
    let error = listing(answering(ok("content-encoding: gzip\r\n", bomb)).await).await;
    tells(&error, ErrorKind::Decode, &["larger than 1048576 bytes"]);
}

#[tokio::test]
async fn a_redirect_is_not_followed_and_the_other_host_sees_nothing() {
    let silent = |_: TcpStream| -> Playing { Box::pin(async {}) };
    let (other, seen) = server(silent).await;
    for status in ["301 Moved", "302 Found", "307 Temporary", "308 Permanent"] {
        let answer = format!(
            "HTTP/1.1 {status}\r\nlocation: http://{other}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        );
        let error = listing(answering(answer).await).await;
        tells(&error, ErrorKind::Decode, &["redirects are not followed", "datacentersGet"]);
    }
    assert_eq!(seen.load(Ordering::SeqCst), 0);
}

#[tokio::test]
async fn pages_that_go_round_in_circles_end() {
    // Every page claims that there is a next one, and shows the same two in turn.
    let turn = Arc::new(AtomicUsize::new(0));
    let play = move |mut socket: TcpStream| -> Playing {
        let n = turn.fetch_add(1, Ordering::SeqCst) % 2;
        Box::pin(async move {
            let body = format!(
                r#"{{"items":[{{"id":"{n}a","properties":{{}}}},{{"id":"{n}b","properties":{{}}}}],"_links":{{"next":"/cloudapi/v6/datacenters"}}}}"#
            );
            let _ = socket.write_all(&ok("", body)).await;
        })
    };
    let (address, seen) = server(play).await;
    let all = client(address).datacenters().list().page_size(2).all().await.unwrap();
    assert_eq!((all.len(), seen.load(Ordering::SeqCst)), (4, 3));
}

#[tokio::test]
async fn headers_that_never_end_are_given_up() {
    let flood = |mut socket: TcpStream| -> Playing {
        Box::pin(async move {
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n").await;
            let line = format!("x-filler: {}\r\n", "x".repeat(8000));
            while socket.write_all(line.as_bytes()).await.is_ok() {}
        })
    };
    tells(&listing(server(flood).await.0).await, ErrorKind::Connect, &["broke"]);
    let trickle = |mut socket: TcpStream| -> Playing {
        Box::pin(async move {
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\n").await;
            while socket.write_all(b"x: y\r\n").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })
    };
    tells(
        &listing(server(trickle).await.0).await,
        ErrorKind::Timeout,
        &["no whole answer", "datacentersGet"],
    );
}

#[tokio::test]
async fn a_body_that_trickles_ends_with_the_time_of_the_attempt() {
    let play = |mut socket: TcpStream| -> Playing {
        Box::pin(async move {
            let _ = socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n").await;
            while socket.write_all(b" ").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
    };
    tells(&listing(server(play).await.0).await, ErrorKind::Timeout, &["no whole answer", "datacentersGet"]);
}

#[tokio::test]
async fn invalid_utf_8_is_an_error() {
    let body = b"{\"items\":[{\"id\":\"a\",\"properties\":{\"name\":\"\xff\xfe\"}}]}";
    let error = listing(answering(ok("", body)).await).await;
    tells(&error, ErrorKind::Decode, &["items[0].properties.name", "datacentersGet"]);
}

#[tokio::test]
async fn a_wrong_type_is_told_with_its_place() {
    let body = r#"{"items":[{"id":"a","properties":{}},{"id":"b","properties":{"name":7}}]}"#;
    let error = listing(answering(ok("", body)).await).await;
    tells(&error, ErrorKind::Decode, &["items[1].properties.name", "integer `7`", "datacentersGet"]);
    assert!(error.to_string().contains("begins `{\"items\":[{\"id\":\"a\""), "{error}");
}

#[tokio::test]
async fn a_sensitive_operation_shows_only_the_size() {
    let body = r#"{"metadata":{},"properties":{"email":"someone","s3CanonicalUserId":9,"x":"hush-hush"}}"#;
    let address = answering(ok("", body)).await;
    let call = client(address).raw("umUsersPost").unwrap().body(&serde_json::json!({"properties": {}}));
    #[derive(Debug, serde::Deserialize)]
    struct Odd {
        #[expect(dead_code, reason = "it never decodes")]
        properties: u8,
    }
    let error = call.send().await.unwrap().json::<Odd>().unwrap_err();
    tells(&error, ErrorKind::Decode, &["<86 bytes>", "`properties`", "umUsersPost"]);
    let all = format!("{error} {error:?}");
    assert!(!all.contains("hush") && !all.contains("someone"), "{all}");
}

#[tokio::test]
async fn a_wrong_value_of_a_secret_field_is_not_quoted() {
    let body = r#"{"items":[],"token":{"value":"hush"}}"#;
    let address = answering(ok("", body)).await;
    #[derive(Debug, serde::Deserialize)]
    struct Odd {
        #[expect(dead_code, reason = "it never decodes")]
        token: Inner,
    }
    #[derive(Debug, serde::Deserialize)]
    struct Inner {
        #[expect(dead_code, reason = "it never decodes")]
        value: u8,
    }
    let error =
        client(address).raw("datacentersGet").unwrap().send().await.unwrap().json::<Odd>().unwrap_err();
    tells(&error, ErrorKind::Decode, &["token.value", "bytes>"]);
    assert!(!format!("{error} {error:?}").contains("hush"));
}

#[tokio::test]
async fn deep_nesting_is_an_error_and_no_stack_overflow() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(60_000), close.repeat(60_000));
        // In a field that is known, and in one that is not and is kept.
        for field in ["name", "unknown"] {
            let body = format!(r#"{{"items":[{{"id":"a","properties":{{"{field}":{deep}}}}}]}}"#);
            let error = listing(answering(ok("", body)).await).await;
            tells(&error, ErrorKind::Decode, &["datacentersGet"]);
        }
        let raw = client(answering(ok("", &deep)).await).raw("datacentersGet").unwrap().send().await.unwrap();
        let error = raw.json::<serde_json::Value>().unwrap_err();
        tells(&error, ErrorKind::Decode, &["recursion limit", "datacentersGet"]);
    }
}

#[tokio::test]
async fn an_error_page_of_any_size_is_cut() {
    let page = format!("<html>{}</html>", "x".repeat(200_000));
    let answer = format!(
        "HTTP/1.1 502 Bad Gateway\r\ncontent-type: text/html\r\nconnection: close\r\ncontent-length: {}\r\n\r\n{page}",
        page.len()
    );
    let engine = Engine::builder("test", format!("http://{}", answering(answer).await).parse().unwrap())
        .retry(RetryPolicy::never())
        .build()
        .unwrap();
    let error = engine.send(Call::new("op", Method::GET, "/x")).await.unwrap_err();
    tells(&error, ErrorKind::Unavailable, &["HTTP 502", "op"]);
    assert!(error.to_string().len() < 500, "{error}");
}
