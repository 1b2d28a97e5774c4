//! The HTTP side: one listener, from which each call goes to its product.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

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
use crate::clock::Micros;
use crate::exchange::{Call, Content, Reply, decode, pairs, put};
use crate::fault::FaultKind;
use crate::journal::JournalEntry;
use crate::state::{Shared, lock};
use crate::tls::Stream;
use crate::{
    activity, admin, ai, auth, cloud, cloudflare, dns, guest, hosting_dns, operations, platform, s3, zscaler,
};

/// Larger bodies are refused.
const BODY_LIMIT: usize = 16 * 1024 * 1024;
/// The same for objects.
const OBJECT_LIMIT: usize = 256 * 1024 * 1024;

/// The type of server-sent events.
const EVENTS: &str = "text/event-stream";

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
    Zscaler,
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
            Self::Zscaler => "zscaler",
            Self::Guest => "guest",
            Self::Admin => "admin",
            Self::Unknown => "unknown",
        }
    }

    /// What a user needs from a group to use the product at all.
    fn privilege(self) -> Option<&'static str> {
        match self {
            Self::Dns => Some("accessAndManageDns"),
            Self::Ai => Some("accessAndManageAiModelHub"),
            Self::Activity => Some("accessActivityLog"),
            Self::Logging => Some("accessAndManageLogging"),
            Self::ContainerRegistry => Some("manageRegistry"),
            Self::Certificates => Some("accessAndManageCertificates"),
            Self::ObjectStorage => Some("s3Privilege"),
            _ => None,
        }
    }

    /// A refusal in the product's own shape.
    pub(crate) fn refusal(self, status: u16, message: &str) -> Reply {
        match self {
            Self::Ai => ai::refusal(status, message),
            Self::S3 => s3::refusal(status, message),
            Self::HostingDns => hosting_dns::refusal(status, "ERROR", message),
            Self::Zscaler => zscaler::refusal(status, message),
            Self::Cloudflare => cloudflare::refusal(status, i64::from(status) + 10_000, message),
            _ => cloud::Problem::new(status, status.to_string(), message).reply(),
        }
    }
}

/// Products with the prefix of their own, and the paths on which official tools look for them.
const PRODUCTS: [(Product, &str, &[&str]); 15] = [
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
    (Product::Zscaler, "/_zscaler", &["/zpa", "/mgmtconfig", "/userconfig", "/signin", "/oauth2/v1"]),
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

/// What the contract may call: the Cloud API, the AI Model Hub, and its images besides.
#[derive(Debug)]
pub(crate) struct Limits {
    pub(crate) cloud: Bucket,
    pub(crate) ai: Bucket,
    pub(crate) ai_images: Bucket,
}

#[derive(Debug)]
pub(crate) struct Bucket {
    per_second: f64,
    pub(crate) burst: f64,
    left: f64,
    at: Micros,
}

impl Bucket {
    pub(crate) fn new(per_second: f64, burst: f64, now: Micros) -> Self {
        Self { per_second, burst, left: burst, at: now }
    }

    pub(crate) fn per_second(&self) -> f64 {
        self.per_second
    }

    /// Takes one; answers how many are left, or how many seconds to wait.
    pub(crate) fn take(&mut self, now: Micros) -> Result<f64, f64> {
        #[expect(clippy::cast_precision_loss, reason = "the time since the last call")]
        let seconds = (now - self.at).max(0) as f64 / 1_000_000.0;
        self.left = (self.left + seconds * self.per_second).min(self.burst);
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
    stream: Stream,
    cut: Cut,
}

/// The listener that makes such connections.
struct Cuttable {
    listener: TcpListener,
    shared: Arc<Shared>,
}

/// The switch of one connection.
#[derive(Clone, Default)]
struct Cut(Arc<AtomicU8>);

impl Cut {
    /// Ends the connection before the next byte.
    const CLOSE: u8 = 1;
    /// The same, with a reset.
    const RESET: u8 = 2;

    fn now(&self, how: u8) {
        self.0.store(how, Ordering::Release);
    }
}

impl Listener for Cuttable {
    type Io = Connection;
    type Addr = std::net::SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            match self.listener.accept().await {
                Ok((stream, address)) => {
                    let _ = stream.set_nodelay(true);
                    let stream = Stream::new(stream, self.shared.tls.as_ref());
                    return (Connection { stream, cut: Cut::default() }, address);
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            }
        }
    }

    fn local_addr(&self) -> io::Result<Self::Addr> {
        self.listener.local_addr()
    }
}

impl Connected<IncomingStream<'_, Cuttable>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Cuttable>) -> Self {
        stream.io().cut.clone()
    }
}

impl Connection {
    fn check(&self) -> io::Result<()> {
        match self.cut.0.load(Ordering::Acquire) {
            0 => return Ok(()),
            Cut::RESET => self.stream.tcp().map_or(Ok(()), TcpStream::set_zero_linger)?,
            _ => {}
        }
        Err(io::ErrorKind::ConnectionReset.into())
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
    let router = Router::new().fallback(handle).with_state(shared.clone());
    axum::serve(Cuttable { listener, shared }, router.into_make_service_with_connect_info::<Cut>())
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
    let largest = if product == Product::S3 { OBJECT_LIMIT } else { BODY_LIMIT };
    let Ok(body) = axum::body::to_bytes(body, largest).await else {
        return respond(product.refusal(413, "the body is too large"), &parts.method);
    };
    let host = parts.uri.authority().map(ToString::to_string).or_else(|| {
        parts.headers.get(header::HOST).and_then(|host| host.to_str().ok()).map(ToOwned::to_owned)
    });
    let base = host.map_or_else(|| shared.url.clone(), |host| format!("{}://{host}", shared.scheme()));
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

    let now = shared.clock.now();
    let fault = lock(&shared.faults).choose(product, &call, now);
    let reply = limit(&shared, product, now, carry_out(&shared, product, &mut call, fault.as_ref())).await;
    let reply = Reply { content: reply.content.encoded(), ..reply };
    record(&shared, product, &call, &parts.uri, &reply, fault.as_ref());
    match (reply.status, &fault) {
        (0, Some(FaultKind::Drop)) => cut.now(Cut::CLOSE),
        (0, _) => cut.now(Cut::RESET),
        _ => return disturb(respond(reply, &parts.method), fault.as_ref()),
    }
    Response::new(Body::empty())
}

/// The name of the operation that a call in the journal was.
pub(crate) fn operation(entry: &JournalEntry) -> Option<&'static str> {
    let (product, ..) = PRODUCTS.iter().find(|(product, ..)| product.name() == entry.product)?;
    let parts = entry.path.split('/').filter(|part| !part.is_empty()).skip(skipped(*product));
    operations::name(&entry.product, &entry.method, &parts.collect::<Vec<_>>())
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
        | Product::Zscaler
        | Product::Unknown => 0,
    }
}

/// Lets a contract have only so many calls of the Cloud API and its neighbours, and tells in every answer how many
/// are left. Pages of HTML come from a gateway that knows nothing of it.
async fn limit(shared: &Shared, product: Product, now: Micros, call: impl Future<Output = Reply>) -> Reply {
    if !matches!(product, Product::Cloud | Product::Auth | Product::Activity) {
        return call.await;
    }
    let taken = lock(&shared.limits).cloud.take(now);
    let mut reply = match taken {
        Ok(_) => call.await,
        Err(seconds) => product
            .refusal(429, "Too many requests.")
            .with("retry-after", seconds.ceil().max(1.0).to_string()),
    };
    if !matches!(reply.content, Content::Html(_)) {
        let left = if reply.status == 429 { 0.0 } else { taken.unwrap_or_default() };
        let limits = lock(&shared.limits);
        reply.headers.extend([
            ("x-ratelimit-limit", format!("{:.0}", limits.cloud.per_second() * 60.0)),
            ("x-ratelimit-burst", format!("{:.0}", limits.cloud.burst)),
            ("x-ratelimit-remaining", format!("{:.0}", left.floor())),
        ]);
    }
    reply
}

/// Answers a call, with the fault that was chosen for it; status 0 cuts the connection.
async fn carry_out(shared: &Shared, product: Product, call: &mut Call, fault: Option<&FaultKind>) -> Reply {
    match fault {
        Some(FaultKind::Status { code, retry_after }) => {
            let reply = product.refusal(*code, "this fault was asked for");
            return match retry_after {
                Some(seconds) if product == Product::Zscaler => {
                    reply.with("retry-after", format!("{seconds}s"))
                }
                Some(seconds) => reply.with("retry-after", seconds.to_string()),
                None => reply,
            };
        }
        Some(FaultKind::Drop | FaultKind::Reset) => return Reply::empty(0),
        Some(FaultKind::Html200) => return Reply::html(200, "Service portal"),
        Some(FaultKind::Html { code }) => return Reply::html(*code, &format!("{code} from the gateway")),
        // Its headers are added at the end, where their names need not be known here.
        Some(FaultKind::Answer { code, body, .. }) => {
            return Reply { content: Content::Text(body.clone()), ..Reply::empty(*code) };
        }
        Some(FaultKind::ExpiredToken) => forget_credentials(call),
        Some(FaultKind::Delay { ms }) => tokio::time::sleep(Duration::from_millis(*ms)).await,
        Some(FaultKind::FailRequest { message }) => call.fail = Some(message.clone()),
        // What is done to the answer.
        Some(
            FaultKind::Pass
            | FaultKind::Edit { .. }
            | FaultKind::CreatedThen502
            | FaultKind::CreatedThenReset
            | FaultKind::HideAfterCreate { .. }
            | FaultKind::TruncatedBody
            | FaultKind::SlowBody { .. }
            | FaultKind::ContentType { .. }
            | FaultKind::ClockSkew { .. },
        )
        | None => {}
    }
    if is_hidden(shared, call) {
        return match product {
            Product::Zscaler => zscaler::missing(call.segments.last().map_or("", String::as_str)),
            _ => product.refusal(404, "the resource does not exist"),
        };
    }
    let mut reply = answer(shared, product, call);
    match fault {
        Some(FaultKind::CreatedThen502) => {
            Reply { request_id: reply.request_id, ..Reply::html(502, "502 Bad Gateway") }
        }
        Some(FaultKind::CreatedThenReset) => Reply { request_id: reply.request_id, ..Reply::empty(0) },
        Some(FaultKind::Edit { set }) => {
            if let Some(mut document) = reply.content.document() {
                set.iter().for_each(|(pointer, value)| edit(&mut document, pointer, value));
                reply.content = Content::Json(document);
            }
            reply
        }
        Some(FaultKind::HideAfterCreate { ms }) => {
            if call.method == Method::POST && reply.status < 300 {
                let until =
                    shared.clock.now().saturating_add(i64::try_from(*ms).unwrap_or(i64::MAX / 1000) * 1000);
                let mut ids = Vec::new();
                if let Some(value) = reply.content.document() {
                    collect_ids(&value, &mut ids);
                }
                lock(&shared.hidden).extend(ids.into_iter().map(|id| (id, until)));
            }
            reply
        }
        _ => reply,
    }
}

/// Puts credentials that nobody has in the place of those of the call.
fn forget_credentials(call: &mut Call) {
    for (name, value) in [("authorization", "Bearer expired"), ("x-api-key", "expired.expired")] {
        if let Some(header) = call.headers.get_mut(name) {
            *header = http::HeaderValue::from_static(value);
        }
    }
}

/// Sets what a JSON pointer names; a last part that is not there yet is added.
fn edit(document: &mut Value, pointer: &str, value: &Value) {
    if let Some(found) = document.pointer_mut(pointer) {
        *found = value.clone();
    } else if let Some((parent, name)) = pointer.rsplit_once('/')
        && let Some(parent) = document.pointer_mut(parent)
    {
        match parent {
            Value::Array(items) => items.push(value.clone()),
            parent => put(parent, &name.replace("~1", "/").replace("~0", "~"), value.clone()),
        }
    }
}

fn answer(shared: &Shared, product: Product, call: &Call) -> Reply {
    let now = shared.clock.now();
    let mut world = lock(&shared.world);
    world.settle(now);
    let known = auth::identify(shared, &mut world, call, now);
    let reply = match product {
        product if known != Known::No && product.privilege().is_some_and(|name| !world.cloud.may(name)) => {
            product.refusal(403, "Access Denied: the user lacks the privilege for this product")
        }
        Product::Cloud => {
            let reply = cloud::handle(shared, &mut world, call, now, known);
            if known != Known::No {
                let by = world.cloud.actor.person;
                world.activity.note(call, &reply, by, now);
            }
            reply
        }
        Product::Dns => dns::handle(shared, &mut world, call, now, known),
        Product::Ai => {
            drop(world);
            return ai::handle(shared, call, now, known);
        }
        Product::Activity => activity::handle(&world, call, now, known),
        Product::HostingDns => hosting_dns::handle(shared, &mut world.hosting_dns, call, now),
        Product::Auth => auth::handle(&mut world, call, now, known),
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
        Product::Zscaler => zscaler::handle(shared, &mut world, call, now),
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
    reply: &Reply,
    fault: Option<&FaultKind>,
) {
    let (answer_type, answer) = match &reply.content {
        Content::Encoded(kind, bytes) => (Some(*kind), bytes.clone()),
        Content::Events(_) => (Some(EVENTS), Bytes::new()),
        _ => (None, Bytes::new()),
    };
    let body = match product {
        Product::Guest | Product::S3 => Bytes::new(),
        // A copy, because the bytes are a piece of a larger buffer.
        _ => Bytes::copy_from_slice(&call.body),
    };
    let entry = JournalEntry {
        seq: 0,
        at: jiff::Timestamp::from_microsecond(shared.clock.now()).unwrap_or_default(),
        product: product.name().to_owned(),
        method: call.method.to_string(),
        path: call.path.clone(),
        query: without_signature(uri.query().unwrap_or_default()),
        content_type: call.header("content-type").map(ToOwned::to_owned),
        body: None,
        status: reply.status,
        answer_type: answer_type.map(ToOwned::to_owned),
        answer: None,
        request_id: reply.request_id.clone(),
        fault: fault.map(FaultKind::name),
    };
    lock(&shared.journal).push(entry, body, answer);
}

/// A query without what signs a presigned address: whoever has that can use the address.
fn without_signature(query: &str) -> String {
    let pairs = query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature="));
    pairs.collect::<Vec<_>>().join("&")
}

fn respond(reply: Reply, method: &Method) -> Response {
    let mut own = http::HeaderMap::new();
    let (kind, body) = match reply.content.encoded() {
        Content::Encoded(kind, bytes) => (Some(kind), Body::from(bytes)),
        Content::Raw(headers, bytes) => {
            own = *headers;
            (None, Body::from(bytes))
        }
        Content::Events(events) => {
            let chunks = stream::unfold(events.into_iter(), |mut events| async {
                let event = events.next()?;
                tokio::task::yield_now().await;
                Some((Ok::<_, io::Error>(Bytes::from(event)), events))
            });
            (Some(EVENTS), Body::from_stream(chunks))
        }
        _ => (None, Body::empty()),
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
        Some(FaultKind::Answer { headers, .. }) => {
            parts.headers.remove(header::CONTENT_TYPE);
            for (name, value) in headers {
                if let (Ok(name), Ok(value)) = (
                    http::HeaderName::from_bytes(name.as_bytes()),
                    http::HeaderValue::from_bytes(value.as_bytes()),
                ) {
                    parts.headers.insert(name, value);
                }
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

/// Where each product begins, by its name: its natural path where that is one, else the prefix of its own.
pub(crate) fn paths() -> impl Iterator<Item = (&'static str, &'static str)> {
    PRODUCTS.iter().map(|(product, prefix, roots)| match roots {
        [root] => (product.name(), *root),
        _ => (product.name(), *prefix),
    })
}
