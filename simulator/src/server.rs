//! The HTTP side: one listener, from which each call goes to its product.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Body;
use axum::extract::connect_info::{ConnectInfo, Connected};
use axum::extract::{Request, State};
use axum::response::Response;
use axum::serve::{IncomingStream, Listener};
use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use http::{Method, StatusCode, header};
use serde_json::{Value, json};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};

use crate::auth::Known;
use crate::exchange::{Call, Content, Reply, decode, pairs};
use crate::fault::FaultKind;
use crate::journal::{JournalEntry, redact};
use crate::state::{Shared, lock};
use crate::{activity, admin, ai, auth, cloud, cloudflare, dns, guest, hosting_dns, platform, s3};

/// Larger bodies are refused.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
/// The same for objects.
const OBJECT_LIMIT: usize = 256 * 1024 * 1024;

/// The products that share the port.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Product {
    Cloud,
    Dns,
    Ai,
    Auth,
    Activity,
    HostingDns,
    Logging,
    ContainerRegistry,
    Certificates,
    ObjectStorage,
    S3,
    Cloudflare,
    Guest,
    Admin,
    Unknown,
}

impl Product {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Cloud => "cloud",
            Self::Dns => "dns",
            Self::Ai => "ai",
            Self::Auth => "auth",
            Self::Activity => "activity-log",
            Self::HostingDns => "hosting-dns",
            Self::Logging => "logging",
            Self::ContainerRegistry => "container-registry",
            Self::Certificates => "certificates",
            Self::ObjectStorage => "object-storage",
            Self::S3 => "s3",
            Self::Cloudflare => "cloudflare",
            Self::Guest => "guest",
            Self::Admin => "admin",
            Self::Unknown => "unknown",
        }
    }

    /// A refusal in the product's own shape.
    pub(crate) fn refusal(self, status: u16, message: &str) -> Reply {
        match self {
            Self::Ai => ai::refusal(status, message),
            Self::S3 => s3::refusal(status, message),
            Self::HostingDns => hosting_dns::refusal(status, "ERROR", message),
            Self::Cloudflare => cloudflare::refusal(status, i64::from(status) + 10_000, message),
            _ => cloud::Problem::new(status, status.to_string(), message).reply(),
        }
    }
}

/// Products with the prefix of their own, and the paths on which official tools look for them.
const PRODUCTS: [(Product, &str, &[&str]); 14] = [
    (Product::Cloud, "/_cloud", &["/cloudapi/v6"]),
    (Product::Dns, "/_dns", &["/zones", "/records", "/secondaryzones", "/reverserecords", "/quota"]),
    (Product::Ai, "/_ai", &["/v1"]),
    (Product::Auth, "/_auth", &["/auth/v1"]),
    (Product::Activity, "/_activity-log", &["/activitylog/v1"]),
    (Product::HostingDns, "/_hosting-dns", &["/dns/v1"]),
    (Product::Logging, "/_logging", &["/pipelines", "/central"]),
    (Product::ContainerRegistry, "/_registry", &["/containerregistries"]),
    (Product::Certificates, "/_certificates", &["/certificates", "/auto-certificates", "/providers"]),
    (Product::ObjectStorage, "/_object-storage", &["/accesskeys", "/regions"]),
    // All below its prefix, and every call with its kind of signature.
    (Product::S3, s3::PREFIX, &[]),
    (Product::Cloudflare, "/_cloudflare", &["/client/v4"]),
    (Product::Guest, "", &["/_guest"]),
    (Product::Admin, "", &["/_sim"]),
];

/// Finds the product, the prefix and the path below the prefix.
fn product_of(path: &str) -> (Product, &'static str, &str) {
    let is_below = |path: &str, root: &str| {
        path.strip_prefix(root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    for (product, prefix, roots) in PRODUCTS {
        if let Some(rest) = path.strip_prefix(prefix)
            && (roots.iter().any(|root| is_below(rest, root)) || (roots.is_empty() && is_below(rest, "")))
        {
            return (product, prefix, rest);
        }
        if roots.iter().any(|root| is_below(path, root)) {
            return (product, "", path);
        }
    }
    (Product::Unknown, "", path)
}

/// Two token buckets: that of the cloud API and that of the AI Model Hub.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) cloud: Bucket,
    pub(crate) ai: Bucket,
}

#[derive(Debug)]
pub(crate) struct Bucket {
    per_second: f64,
    pub(crate) burst: f64,
    left: f64,
    at: Instant,
}

impl Bucket {
    pub(crate) fn new(per_second: f64, burst: f64) -> Self {
        Self { per_second, burst, left: burst, at: Instant::now() }
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.per_second
    }

    /// Takes one; answers how many are left, or how many seconds to wait.
    pub(crate) fn take(&mut self) -> Result<f64, f64> {
        let now = Instant::now();
        self.left = (self.left + now.duration_since(self.at).as_secs_f64() * self.per_second).min(self.burst);
        self.at = now;
        if self.left >= 1.0 {
            self.left -= 1.0;
            Ok(self.left)
        } else {
            Err((1.0 - self.left) / self.per_second)
        }
    }
}

/// A connection that can be cut from inside a handler.
pub(crate) struct Connection {
    stream: TcpStream,
    cut: Arc<AtomicBool>,
}

/// The listener that makes such connections.
pub(crate) struct Cuttable(pub(crate) TcpListener);

/// The switch of one connection.
#[derive(Clone)]
struct Cut(Arc<AtomicBool>);

impl Listener for Cuttable {
    type Io = Connection;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.0.accept().await {
                Ok((stream, address)) => {
                    let _ = stream.set_nodelay(true);
                    return (Connection { stream, cut: Arc::default() }, address);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

impl Connected<IncomingStream<'_, Cuttable>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Cuttable>) -> Self {
        Self(stream.io().cut.clone())
    }
}

impl Connection {
    fn check(&self) -> io::Result<()> {
        if self.cut.load(Ordering::Acquire) { Err(io::ErrorKind::ConnectionReset.into()) } else { Ok(()) }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Connection {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &[u8]) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Serves until `stop` is ready.
pub(crate) async fn serve(
    listener: TcpListener,
    shared: Arc<Shared>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let router = Router::new().fallback(handle).with_state(shared);
    axum::serve(Cuttable(listener), router.into_make_service_with_connect_info::<Cut>())
        .with_graceful_shutdown(stop)
        .await
}

async fn handle(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
) -> Response {
    let (parts, body) = request.into_parts();
    let (product, prefix, path) = match product_of(parts.uri.path()) {
        found if found.0 == Product::S3 => found,
        _ if s3::is_signed(&parts) => (Product::S3, "", parts.uri.path()),
        found => found,
    };
    let limit = if product == Product::S3 { OBJECT_LIMIT } else { BODY_LIMIT };
    let Ok(body) = axum::body::to_bytes(body, limit).await else {
        return respond(product.refusal(413, "the body is too large"), &parts.method);
    };
    let host = parts.uri.authority().map(ToString::to_string).or_else(|| {
        parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(ToOwned::to_owned)
    });
    let base = host.map_or_else(|| shared.url.clone(), |host| format!("http://{host}"));
    let mut call = Call {
        method: parts.method.clone(),
        path: path.to_owned(),
        segments: path
            .split('/')
            .filter(|part| !part.is_empty())
            .skip(skipped(product))
            .map(|part| decode(part, false))
            .collect(),
        query: pairs(parts.uri.query().unwrap_or_default()),
        headers: parts.headers,
        body,
        base: format!("{base}{prefix}"),
        fail: None,
    };
    if product == Product::Admin {
        return respond(admin::handle(&shared, &call), &parts.method);
    }

    let fault = lock(&shared.faults).choose(&call.method, &call.path);
    let reply = carry_out(&shared, product, &mut call, fault.as_ref()).await;
    let status = reply.as_ref().map_or(0, |reply| reply.status);
    record(&shared, product, &call, &parts.uri, status, reply.as_ref(), fault.as_ref());
    match reply {
        Some(reply) => disturb(respond(reply, &parts.method), fault.as_ref()),
        None => {
            cut.0.store(true, Ordering::Release);
            Response::new(Body::empty())
        }
    }
}

/// How many parts of the path name the product itself.
fn skipped(product: Product) -> usize {
    match product {
        Product::Cloud | Product::Cloudflare | Product::Auth | Product::Activity | Product::HostingDns => 2,
        Product::Ai | Product::Guest | Product::Admin | Product::ContainerRegistry => 1,
        Product::Dns
        | Product::Logging
        | Product::Certificates
        | Product::ObjectStorage
        | Product::S3
        | Product::Unknown => 0,
    }
}

/// Answers a call, with the fault that was chosen for it; `None` cuts the connection.
async fn carry_out(
    shared: &Shared,
    product: Product,
    call: &mut Call,
    fault: Option<&FaultKind>,
) -> Option<Reply> {
    match fault {
        Some(FaultKind::Status { code, retry_after }) => {
            let reply = product.refusal(*code, "this fault was asked for");
            return Some(match retry_after {
                Some(seconds) => reply.with("retry-after", seconds.to_string()),
                None => reply,
            });
        }
        Some(FaultKind::Drop) => return None,
        Some(FaultKind::Html200) => return Some(Reply::html(200, "Service portal")),
        Some(FaultKind::Delay { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(FaultKind::FailRequest { message }) => call.fail = Some(message.clone()),
        // What is done to the answer.
        Some(
            FaultKind::CreatedThen502
            | FaultKind::HideAfterCreate { .. }
            | FaultKind::TruncatedBody
            | FaultKind::SlowBody { .. }
            | FaultKind::ContentType { .. }
            | FaultKind::ClockSkew { .. },
        )
        | None => {}
    }
    if is_hidden(shared, call) {
        return Some(product.refusal(404, "the resource does not exist"));
    }
    let reply = answer(shared, product, call);
    match fault {
        Some(FaultKind::CreatedThen502) => {
            Some(Reply { request_id: reply.request_id, ..Reply::html(502, "502 Bad Gateway") })
        }
        Some(FaultKind::HideAfterCreate { ms }) => {
            if call.method == Method::POST && reply.status < 300 {
                let until =
                    shared.clock.now().saturating_add(i64::try_from(*ms).unwrap_or(i64::MAX / 1000) * 1000);
                let mut ids = Vec::new();
                if let Content::Json(value) = &reply.content {
                    collect_ids(value, &mut ids);
                }
                lock(&shared.hidden).extend(ids.into_iter().map(|id| (id, until)));
            }
            Some(reply)
        }
        _ => Some(reply),
    }
}

fn answer(shared: &Shared, product: Product, call: &Call) -> Reply {
    let now = shared.clock.now();
    let mut world = lock(&shared.world);
    world.settle(now);
    let known = world.auth.knows(shared, call, now);
    let reply = match product {
        Product::Cloud => cloud::handle(shared, &mut world, call, now, known),
        Product::Dns => dns::handle(shared, &mut world, call, now, known),
        Product::Ai => {
            drop(world);
            return ai::handle(shared, call, now, known);
        }
        Product::Activity => activity::handle(&world, call, known),
        Product::HostingDns => hosting_dns::handle(shared, &mut world.hosting_dns, call, now),
        Product::Auth => auth::handle(shared, &mut world, call, now, known),
        Product::Logging | Product::Certificates | Product::ObjectStorage
            if !matches!(known, Known::ByToken) =>
        {
            cloud::Problem::new(401, "paas-auth-1", "Unauthorized: only a valid token is accepted.").reply()
        }
        Product::ContainerRegistry if known == Known::No => {
            cloud::Problem::new(401, "paas-auth-1", "Unauthorized: the credentials are not valid.").reply()
        }
        Product::Logging | Product::ContainerRegistry | Product::Certificates | Product::ObjectStorage => {
            platform::handle(shared, &mut world.platform, product, call, now)
        }
        Product::S3 => s3::handle(shared, &mut world, call, now),
        Product::Cloudflare => cloudflare::handle(shared, &mut world, call, now),
        Product::Guest => guest::handle(shared, &mut world, call, now),
        Product::Admin | Product::Unknown => {
            product.refusal(404, "the simulator has no product on this path")
        }
    };
    drop(world);
    if call.method != Method::GET {
        shared.changed.notify_one();
    }
    reply
}

/// Whether the call reads something that a fault hides.
fn is_hidden(shared: &Shared, call: &Call) -> bool {
    let mut hidden = lock(&shared.hidden);
    if hidden.is_empty() {
        return false;
    }
    let now = shared.clock.now();
    hidden.retain(|(_, until)| *until > now);
    let is_request = call.segments.first().is_some_and(|first| first == "requests");
    !is_request && hidden.iter().any(|(id, _)| call.segments.contains(id))
}

/// The ids of a resource and of everything inside it.
fn collect_ids(value: &Value, ids: &mut Vec<String>) {
    if let Some(Value::String(id)) = value.get("id")
        && !id.contains('/')
    {
        ids.push(id.clone());
    }
    if let Some(entities) = value.get("entities").and_then(Value::as_object) {
        for items in entities.values().filter_map(|entity| entity.get("items")).filter_map(Value::as_array) {
            items.iter().for_each(|item| collect_ids(item, ids));
        }
    }
}

fn record(
    shared: &Shared,
    product: Product,
    call: &Call,
    uri: &http::Uri,
    status: u16,
    reply: Option<&Reply>,
    fault: Option<&FaultKind>,
) {
    let mut body = match product {
        Product::Guest | Product::S3 => None,
        _ => serde_json::from_slice::<Value>(&call.body).ok(),
    };
    if let Some(body) = &mut body {
        redact(body);
    }
    lock(&shared.journal).push(JournalEntry {
        seq: 0,
        at: jiff::Timestamp::from_microsecond(shared.clock.now()).unwrap_or_default(),
        product: product.name().to_owned(),
        method: call.method.to_string(),
        path: call.path.clone(),
        query: without_signature(uri.query().unwrap_or_default()),
        body,
        status,
        request_id: reply.and_then(|reply| reply.request_id.clone()),
        fault: fault.map(FaultKind::name),
    });
}

/// A query without what signs a presigned address: whoever has that can use the address.
fn without_signature(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature="));
    pairs.collect::<Vec<_>>().join("&")
}

fn respond(reply: Reply, method: &Method) -> Response {
    let mut own = http::HeaderMap::new();
    let (kind, body) = match reply.content {
        Content::Empty => (None, Body::empty()),
        Content::Json(value) => (Some("application/json"), Body::from(value.to_string())),
        Content::Text(text) => (Some("text/plain; charset=utf-8"), Body::from(text)),
        Content::Raw(headers, bytes) => {
            own = *headers;
            (None, Body::from(bytes))
        }
        Content::Html(page) => (Some("text/html; charset=utf-8"), Body::from(page)),
        Content::Events(events) => {
            let chunks = stream::unfold(events.into_iter(), |mut events| async {
                let event = events.next()?;
                tokio::task::yield_now().await;
                Some((Ok::<_, io::Error>(Bytes::from(event)), events))
            });
            (Some("text/event-stream"), Body::from_stream(chunks))
        }
    };
    let mut response = Response::new(if *method == Method::HEAD { Body::empty() } else { body });
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.extend(own);
    if let Some(kind) = kind {
        headers.insert(header::CONTENT_TYPE, http::HeaderValue::from_static(kind));
    }
    for (name, value) in reply.headers {
        if let Ok(value) = http::HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
    response
}

/// Does to an answer what a fault asks for.
fn disturb(response: Response, fault: Option<&FaultKind>) -> Response {
    let (mut parts, body) = response.into_parts();
    match fault {
        Some(FaultKind::ContentType { value }) => {
            if let Ok(value) = http::HeaderValue::try_from(value) {
                parts.headers.insert(header::CONTENT_TYPE, value);
            }
            Response::from_parts(parts, body)
        }
        Some(FaultKind::ClockSkew { seconds }) => {
            let date = jiff::Timestamp::now().checked_add(jiff::SignedDuration::from_secs(*seconds));
            let date = date.unwrap_or_default().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string();
            if let Ok(value) = http::HeaderValue::try_from(date) {
                parts.headers.insert(header::DATE, value);
            }
            Response::from_parts(parts, body)
        }
        Some(FaultKind::TruncatedBody) => Response::from_parts(parts, pieces(body, None)),
        Some(FaultKind::SlowBody { ms }) => {
            Response::from_parts(parts, pieces(body, Some(Duration::from_millis(*ms))))
        }
        _ => Response::from_parts(parts, body),
    }
}

/// A body in pieces with a pause between them; without a pause it breaks off after half of its bytes.
fn pieces(body: Body, pause: Option<Duration>) -> Body {
    let stream = stream::once(async move {
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap_or_default();
        let size = match pause {
            Some(_) => (bytes.len() / 8).max(1),
            None => (bytes.len() / 2).max(1),
        };
        stream::unfold((bytes, 0_usize), move |(mut rest, count)| async move {
            if rest.is_empty() {
                return None;
            }
            match pause {
                Some(pause) if count > 0 => tokio::time::sleep(pause).await,
                None if count > 0 => {
                    // The first half shall be on its way before the connection ends.
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    let broken = io::Error::from(io::ErrorKind::ConnectionReset);
                    return Some((Err(broken), (Bytes::new(), count)));
                }
                _ => {}
            }
            let piece = rest.split_to(size.min(rest.len()));
            Some((Ok::<_, io::Error>(piece), (rest, count + 1)))
        })
    });
    Body::from_stream(stream.flatten())
}

/// Reads a JSON object from a body.
pub(crate) fn object(body: &Bytes) -> Result<serde_json::Map<String, Value>, String> {
    match serde_json::from_slice::<Value>(body) {
        Ok(Value::Object(map)) => Ok(map),
        Ok(_) => Err("the body must be a JSON object".to_owned()),
        Err(error) => Err(format!("the body is not JSON: {error}")),
    }
}

/// What the admin interface says of itself.
pub(crate) fn products() -> Value {
    PRODUCTS
        .iter()
        .map(|(product, prefix, roots)| json!({"product": product.name(), "prefix": prefix, "paths": roots}))
        .collect()
}
