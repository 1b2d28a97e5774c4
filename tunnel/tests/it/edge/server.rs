//! The far end of a tunnel: what connectors call, register with, and get requests from. QUIC, the connector's own first choice
//! and the one that always has TLS 1.3.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use capnp::capability::Promise;
use capnp_futures::serialize;
use capnp_rpc::{RpcSystem, pry, rpc_twoparty_capnp::Side, twoparty};
use cloudflare_quick_tunnel::quic_metadata_protocol_capnp::{
    ConnectionType, connect_request, connect_response,
};
use cloudflare_quick_tunnel::stream::{DATA_STREAM_SIGNATURE, PROTOCOL_V1, RPC_STREAM_SIGNATURE};
use cloudflare_quick_tunnel::tunnelrpc_capnp::{configuration_manager, registration_server};
use quinn::crypto::rustls::{HandshakeData, QuicServerConfig};
use quinn::{Connection, Endpoint, RecvStream, SendStream};
use serde_json::Value;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;
use tokio_util::compat::{TokioAsyncReadCompatExt as _, TokioAsyncWriteCompatExt as _};
use uuid::Uuid;

use super::Authority;

/// The name that connectors ask for, whatever the address.
pub(crate) const NAME: &str = "quic.cftunnel.com";
pub(crate) const ALPN: &[u8] = b"argotunnel";
/// The word before the header of a request, by the connector's own name.
const HEADER: &str = "HttpHeader:";

/// What has happened, in order.
#[derive(Debug)]
pub(crate) enum Event {
    /// A connector has shown the right secret. Requests go through the link.
    Registered(Link),
    /// A connector has asked for what it may not have.
    Refused(String),
    /// A connector has said goodbye.
    Unregistered,
    /// A connection is gone, with or without a goodbye.
    Closed,
}

/// The one tunnel that is known.
#[derive(Clone, Debug)]
pub(crate) struct Tunnel {
    pub(crate) account: String,
    pub(crate) id: Uuid,
    pub(crate) secret: Vec<u8>,
}

impl Tunnel {
    /// One with a secret of its own.
    pub(crate) fn random() -> Self {
        let secret = [*Uuid::new_v4().as_bytes(), *Uuid::new_v4().as_bytes()].concat();
        Self { account: Uuid::new_v4().simple().to_string(), id: Uuid::new_v4(), secret }
    }

    fn refuses(&self, account: &str, id: &[u8], secret: &[u8]) -> Option<&'static str> {
        if id != self.id.as_bytes() || account != self.account {
            return Some("Unauthorized: Tunnel not found");
        }
        (secret != self.secret).then_some("Unauthorized: Invalid tunnel secret")
    }
}

/// An edge on loopback.
pub(crate) struct Edge {
    pub(crate) address: SocketAddr,
    endpoint: Endpoint,
    events: UnboundedReceiver<Event>,
}

impl Drop for Edge {
    fn drop(&mut self) {
        self.endpoint.close(0_u32.into(), b"edge ends");
    }
}

impl Edge {
    /// Listens for connectors of this tunnel, with a certificate of this authority.
    pub(crate) fn start(authority: &Authority, tunnel: &Tunnel) -> Self {
        let (certificate, key) = authority.certificate(&[NAME], 90);
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let mut tls = rustls::ServerConfig::builder_with_provider(provider)
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], Authority::private(&key))
            .unwrap();
        tls.alpn_protocols = vec![ALPN.to_vec()];
        let config = quinn::ServerConfig::with_crypto(Arc::new(QuicServerConfig::try_from(tls).unwrap()));
        let endpoint = Endpoint::server(config, "127.0.0.1:0".parse().unwrap()).unwrap();
        let (sender, events) = unbounded_channel();
        let (listener, tunnel) = (endpoint.clone(), Arc::new(tunnel.clone()));
        tokio::spawn(async move {
            while let Some(incoming) = listener.accept().await {
                let (sender, tunnel) = (sender.clone(), tunnel.clone());
                tokio::spawn(async move {
                    // A failed handshake is the connector's to complain about.
                    if let Ok(connection) = incoming.await {
                        serve(connection, tunnel, sender).await;
                    }
                });
            }
        });
        Self { address: endpoint.local_addr().unwrap(), endpoint, events }
    }

    /// The next thing that happens.
    pub(crate) async fn next(&mut self) -> Event {
        let next = tokio::time::timeout(Duration::from_secs(30), self.events.recv());
        next.await.expect("nothing happened at the edge for 30 s").expect("the edge listens")
    }

    /// The link of the next connector, which must be the next thing that happens.
    pub(crate) async fn registered(&mut self) -> Link {
        match self.next().await {
            Event::Registered(link) => link,
            other => panic!("not registered: {other:?}"),
        }
    }

    /// Whether nothing has happened so far.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.events.try_recv().is_err()
    }
}

/// Answers the first stream of a connection, on which the connector registers.
async fn serve(connection: Connection, tunnel: Arc<Tunnel>, events: UnboundedSender<Event>) {
    let Ok((send, recv)) = connection.accept_bi().await else { return };
    let clerk = Clerk { tunnel, connection: connection.clone(), events: events.clone() };
    on_own_thread(move || async move {
        let client: registration_server::Client = capnp_rpc::new_client(clerk);
        let network =
            twoparty::VatNetwork::new(recv.compat(), send.compat_write(), Side::Server, Default::default());
        let _ = RpcSystem::new(Box::new(network), Some(client.client)).await;
    });
    connection.closed().await;
    let _ = events.send(Event::Closed);
}

/// Conversations in Cap'n Proto stay on one thread, so each gets its own.
pub(super) fn on_own_thread<F: Future<Output = ()>>(work: impl FnOnce() -> F + Send + 'static) {
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        tokio::task::LocalSet::new().block_on(&runtime, work());
    });
}

struct Clerk {
    tunnel: Arc<Tunnel>,
    connection: Connection,
    events: UnboundedSender<Event>,
}

impl registration_server::Server for Clerk {
    fn register_connection(
        &mut self,
        asked: registration_server::RegisterConnectionParams,
        mut answer: registration_server::RegisterConnectionResults,
    ) -> Promise<(), capnp::Error> {
        let asked = pry!(asked.get());
        let auth = pry!(asked.get_auth());
        let account = pry!(pry!(auth.get_account_tag()).to_str());
        let (id, secret) = (pry!(asked.get_tunnel_id()), pry!(auth.get_tunnel_secret()));
        let client = pry!(pry!(asked.get_options()).get_client());
        let features = pry!(client.get_features());
        let features = features.iter().filter_map(|f| f.ok()?.to_string().ok()).collect();
        let result = answer.get().init_result().init_result();
        let event = if let Some(cause) = self.tunnel.refuses(account, id, secret) {
            let mut error = result.init_error();
            error.set_cause(cause);
            error.set_should_retry(false);
            Event::Refused(cause.to_owned())
        } else {
            let mut details = result.init_connection_details();
            details.set_uuid(Uuid::new_v4().as_bytes());
            details.set_location_name("TST01");
            details.set_tunnel_is_remotely_managed(true);
            Event::Registered(Link {
                connection: self.connection.clone(),
                index: asked.get_conn_index(),
                features,
            })
        };
        let _ = self.events.send(event);
        Promise::ok(())
    }

    fn unregister_connection(
        &mut self,
        _: registration_server::UnregisterConnectionParams,
        _: registration_server::UnregisterConnectionResults,
    ) -> Promise<(), capnp::Error> {
        let _ = self.events.send(Event::Unregistered);
        Promise::ok(())
    }

    fn update_local_configuration(
        &mut self,
        _: registration_server::UpdateLocalConfigurationParams,
        _: registration_server::UpdateLocalConfigurationResults,
    ) -> Promise<(), capnp::Error> {
        Promise::ok(())
    }
}

/// The way to one registered connector.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    connection: Connection,
    /// Which of its connections this is.
    pub(crate) index: u8,
    /// What the connector says it can do.
    pub(crate) features: Vec<String>,
}

/// What a connector has answered to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    /// Why the connector could not ask the service; empty when it could.
    pub(crate) error: String,
    /// The rest of the stream: the body, or the other side of a websocket.
    pub(crate) body: RecvStream,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, v)| v.as_str())
    }

    pub(crate) async fn text(mut self) -> String {
        String::from_utf8(self.body.read_to_end(1 << 20).await.unwrap()).unwrap()
    }
}

impl Link {
    /// The name that the connector asked for in its TLS handshake.
    pub(crate) fn server_name(&self) -> Option<String> {
        let data = self.connection.handshake_data().unwrap().downcast::<HandshakeData>().unwrap();
        data.server_name
    }

    /// Sends a configuration; gives the version that the connector then has, and its complaint.
    pub(crate) async fn push(&self, version: i32, config: &Value) -> (i32, String) {
        let (mut send, recv) = self.connection.open_bi().await.unwrap();
        send.write_all(&[&RPC_STREAM_SIGNATURE[..], &PROTOCOL_V1].concat()).await.unwrap();
        let (done, answer) = oneshot::channel();
        let config = config.to_string().into_bytes();
        on_own_thread(move || async move {
            let network = twoparty::VatNetwork::new(
                recv.compat(),
                send.compat_write(),
                Side::Client,
                Default::default(),
            );
            let mut system = RpcSystem::new(Box::new(network), None);
            let manager: configuration_manager::Client = system.bootstrap(Side::Server);
            let mut request = manager.update_configuration_request();
            request.get().set_version(version);
            request.get().set_config(&config);
            let promise = request.send().promise;
            let hear = async {
                let reply = promise.await?;
                let result = reply.get()?.get_result()?;
                Ok::<_, capnp::Error>((
                    result.get_latest_applied_version(),
                    result.get_err()?.to_string().unwrap_or_default(),
                ))
            };
            tokio::select! {
                heard = hear => { let _ = done.send(heard); }
                _ = system => {}
            }
        });
        answer.await.expect("the connector hung up").unwrap()
    }

    /// Sends a visitor's request and gives the head of the answer.
    pub(crate) async fn request(
        &self,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Answer {
        let length = body.len().to_string();
        let mut all = headers.to_vec();
        all.push(("Content-Length", &length));
        let (mut send, recv) = self.open(ConnectionType::Http, method, url, &all).await;
        send.write_all(body.as_bytes()).await.unwrap();
        send.finish().unwrap();
        Self::answer(recv).await
    }

    /// Opens a websocket. What is sent afterwards is its frames.
    pub(crate) async fn websocket(&self, url: &str) -> (Answer, SendStream) {
        let headers = [
            ("Connection", "Upgrade"),
            ("Upgrade", "websocket"),
            ("Sec-WebSocket-Version", "13"),
            ("Sec-WebSocket-Key", "AAAAAAAAAAAAAAAAAAAAAA=="),
        ];
        let (send, recv) = self.open(ConnectionType::Websocket, "GET", url, &headers).await;
        (Self::answer(recv).await, send)
    }

    async fn open(
        &self,
        kind: ConnectionType,
        method: &str,
        url: &str,
        headers: &[(&str, &str)],
    ) -> (SendStream, RecvStream) {
        let host = url::Url::parse(url).unwrap().host_str().unwrap().to_owned();
        let mut pairs = vec![("HttpMethod".to_owned(), method.to_owned()), ("HttpHost".to_owned(), host)];
        pairs.extend(headers.iter().map(|(n, v)| (format!("{HEADER}{n}"), (*v).to_owned())));
        let mut message = capnp::message::Builder::new_default();
        let mut request: connect_request::Builder<'_> = message.init_root();
        request.set_dest(url);
        request.set_type(kind);
        let mut metadata = request.init_metadata(u32::try_from(pairs.len()).unwrap());
        for (at, (key, value)) in (0..).zip(&pairs) {
            let mut pair = metadata.reborrow().get(at);
            pair.set_key(key.as_str());
            pair.set_val(value.as_str());
        }
        let mut bytes = [&DATA_STREAM_SIGNATURE[..], &PROTOCOL_V1].concat();
        capnp::serialize::write_message(&mut bytes, &message).unwrap();
        let (mut send, recv) = self.connection.open_bi().await.unwrap();
        send.write_all(&bytes).await.unwrap();
        (send, recv)
    }

    async fn answer(recv: RecvStream) -> Answer {
        let mut recv = recv.compat();
        let mut preamble = [0; 8];
        recv.get_mut().read_exact(&mut preamble).await.unwrap();
        assert_eq!(preamble[..], [&DATA_STREAM_SIGNATURE[..], &PROTOCOL_V1].concat());
        let message = serialize::read_message(&mut recv, Default::default()).await.unwrap();
        let root: connect_response::Reader<'_> = message.get_root().unwrap();
        let error = root.get_error().unwrap().to_string().unwrap();
        let mut headers = Vec::new();
        let mut status = 0;
        for pair in root.get_metadata().unwrap() {
            let value = pair.get_val().unwrap().to_string().unwrap();
            match pair.get_key().unwrap().to_str().unwrap() {
                "HttpStatus" => status = value.parse().unwrap(),
                key => headers.push((key.strip_prefix(HEADER).unwrap().to_owned(), value)),
            }
        }
        Answer { status, headers, error, body: recv.into_inner() }
    }
}
