//! Connectors that call the edge: one of the registry's, one that also takes configurations, and the real program.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use capnp::capability::Promise;
use capnp_rpc::{RpcSystem, pry, rpc_twoparty_capnp::Side, twoparty};
use cloudflare_quick_tunnel::pool::Pool;
use cloudflare_quick_tunnel::rpc::{self, ConnectionOptions, ControlSession, TunnelAuth};
use cloudflare_quick_tunnel::stream::{
    PROTOCOL_V1, RPC_STREAM_SIGNATURE, read_connect_request, write_connect_response,
};
use cloudflare_quick_tunnel::supervisor::{self, SupervisorMetrics};
use cloudflare_quick_tunnel::tunnelrpc_capnp::{
    cloudflared_server, configuration_manager, registration_server, session_manager,
};
use futures_util::io::{AsyncReadExt as _, AsyncWriteExt as _, Cursor};
use ionos_tunnel::{Format, Ingress, Service};
use quinn::crypto::rustls::QuicClientConfig;
use quinn::{Connection, Endpoint};
use serde_json::json;
use tokio::sync::oneshot;
use tokio_util::compat::{TokioAsyncReadCompatExt as _, TokioAsyncWriteCompatExt as _};

use super::Authority;
use super::server::{ALPN, NAME, Tunnel, on_own_thread};

/// Calls the edge as a connector does: TLS 1.3 for its fixed name, checked against the authority.
async fn call(edge: SocketAddr, authority: &Authority) -> Result<Connection, String> {
    let mut roots = rustls::RootCertStore::empty();
    roots.add(authority.der()).unwrap();
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut tls = rustls::ClientConfig::builder_with_provider(provider)
        .with_protocol_versions(&[&rustls::version::TLS13])
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    tls.alpn_protocols = vec![ALPN.to_vec()];
    let mut endpoint = Endpoint::client("127.0.0.1:0".parse().unwrap()).unwrap();
    let config = QuicClientConfig::try_from(tls).unwrap();
    endpoint.set_default_client_config(quinn::ClientConfig::new(Arc::new(config)));
    endpoint.connect(edge, NAME).unwrap().await.map_err(|e| e.to_string())
}

/// The independent connector: every request goes to one port. Its release 0.3.1 does not get a goodbye onto the wire.
pub(crate) struct Independent {
    _session: ControlSession,
    stop: oneshot::Sender<()>,
}

impl Independent {
    pub(crate) async fn start(
        edge: SocketAddr,
        authority: &Authority,
        tunnel: &Tunnel,
        origin: u16,
    ) -> Result<Self, String> {
        let connection = call(edge, authority).await?;
        let auth = TunnelAuth { account_tag: tunnel.account.clone(), tunnel_secret: tunnel.secret.clone() };
        let options = ConnectionOptions::default_for_quick_tunnel("test");
        let registered = rpc::register_connection(&connection, &auth, tunnel.id, 0, &options).await;
        let (_, session) = registered.map_err(|e| e.to_string())?;
        let (stop, stopped) = oneshot::channel();
        let pool = Arc::new(Pool::new(origin));
        tokio::spawn(supervisor::run(connection, origin, SupervisorMetrics::default(), pool, stopped));
        Ok(Self { _session: session, stop })
    }

    /// Ends as a crash does: without a goodbye.
    pub(crate) fn crash(self) {
        let _ = self.stop.send(());
    }
}

/// A connector that takes configurations and routes by them, with this crate's own reading of them.
pub(crate) struct Routing {
    connection: Connection,
    stop: oneshot::Sender<()>,
    stopped: oneshot::Receiver<()>,
}

type Table = Arc<Mutex<(i32, Option<Ingress>)>>;

impl Routing {
    pub(crate) async fn start(edge: SocketAddr, authority: &Authority, tunnel: &Tunnel) -> Self {
        let connection = call(edge, authority).await.unwrap();
        let (stop, end) = oneshot::channel();
        let (ended, stopped) = oneshot::channel();
        let (send, recv) = connection.open_bi().await.unwrap();
        let who = tunnel.clone();
        on_own_thread(move || async move {
            register(send, recv, who, end).await.unwrap();
            let _ = ended.send(());
        });
        let table = Table::default();
        let streams = connection.clone();
        tokio::spawn(async move {
            while let Ok((send, mut recv)) = streams.accept_bi().await {
                let table = table.clone();
                tokio::spawn(async move {
                    let mut signature = [0; 6];
                    recv.read_exact(&mut signature).await.unwrap();
                    if signature == RPC_STREAM_SIGNATURE {
                        let mut version = [0; 2];
                        recv.read_exact(&mut version).await.unwrap();
                        assert_eq!(version, PROTOCOL_V1);
                        on_own_thread(move || configure(table, send, recv));
                    } else {
                        route(table, signature, send, recv).await;
                    }
                });
            }
        });
        Self { connection, stop, stopped }
    }

    pub(crate) async fn stop(self) {
        self.stop.send(()).unwrap();
        self.stopped.await.unwrap();
        self.connection.close(0_u32.into(), b"stopped");
    }
}

/// Registers, stays so until told to end, and says goodbye.
async fn register(
    send: quinn::SendStream,
    recv: quinn::RecvStream,
    tunnel: Tunnel,
    end: oneshot::Receiver<()>,
) -> Result<(), capnp::Error> {
    let network =
        twoparty::VatNetwork::new(recv.compat(), send.compat_write(), Side::Client, Default::default());
    let mut system = RpcSystem::new(Box::new(network), None);
    let edge: registration_server::Client = system.bootstrap(Side::Server);
    tokio::task::spawn_local(system);
    let mut request = edge.register_connection_request();
    let mut asked = request.get();
    asked.set_tunnel_id(tunnel.id.as_bytes());
    let mut auth = asked.init_auth();
    auth.set_account_tag(tunnel.account.as_str());
    auth.set_tunnel_secret(&tunnel.secret);
    request.send().promise.await?;
    let _ = end.await;
    edge.unregister_connection_request().send().promise.await?;
    Ok(())
}

async fn configure(table: Table, send: quinn::SendStream, recv: quinn::RecvStream) {
    let client: cloudflared_server::Client = capnp_rpc::new_client(Configured(table));
    let network =
        twoparty::VatNetwork::new(recv.compat(), send.compat_write(), Side::Server, Default::default());
    let _ = RpcSystem::new(Box::new(network), Some(client.client)).await;
}

struct Configured(Table);

impl session_manager::Server for Configured {}
impl cloudflared_server::Server for Configured {}
impl configuration_manager::Server for Configured {
    fn update_configuration(
        &mut self,
        asked: configuration_manager::UpdateConfigurationParams,
        mut answer: configuration_manager::UpdateConfigurationResults,
    ) -> Promise<(), capnp::Error> {
        let asked = pry!(asked.get());
        let mut table = self.0.lock().unwrap();
        let mut complaint = String::new();
        // As the real one: what is not newer is passed over without a word, what is wrong keeps the old table.
        if asked.get_version() > table.0 || table.1.is_none() {
            let document = serde_json::from_slice(pry!(asked.get_config())).unwrap_or_default();
            match Ingress::read(&document, Format::Remote) {
                Ok(ingress) => *table = (asked.get_version(), Some(ingress)),
                Err(error) => complaint = error.to_string(),
            }
        }
        let mut result = answer.get().init_result();
        result.set_latest_applied_version(if table.1.is_some() { table.0 } else { -1 });
        result.set_err(complaint.as_str());
        Promise::ok(())
    }
}

/// Answers one request as the table says: a fixed status, a refusal without a login, or the origin's own answer.
async fn route(table: Table, signature: [u8; 6], send: quinn::SendStream, recv: quinn::RecvStream) {
    let mut reader = Cursor::new(signature).chain(recv.compat());
    let mut writer = send.compat_write();
    let request = read_connect_request(&mut reader).await.unwrap();
    let url = url::Url::parse(&request.dest).unwrap();
    let rule = {
        let table = table.lock().unwrap();
        table.1.as_ref().map(|t| t.rules()[t.matches(url.host_str().unwrap(), url.path())].clone())
    };
    let status = match rule.as_ref().map(|r| (r.access_check(), r.service())) {
        None => 503,
        Some((Some(_), _)) if request.meta("HttpHeader:Cf-Access-Jwt-Assertion").is_none() => 403,
        Some((_, Service::Status(status))) => *status,
        Some((_, Service::Origin(origin))) => {
            let address =
                format!("{}:{}", origin.host_str().unwrap(), origin.port_or_known_default().unwrap());
            let mut stream = tokio::net::TcpStream::connect(address).await.unwrap();
            let head = format!("GET {} HTTP/1.1\r\nHost: {}\r\n\r\n", url.path(), url.host_str().unwrap());
            tokio::io::AsyncWriteExt::write_all(&mut stream, head.as_bytes()).await.unwrap();
            let mut answer = String::new();
            tokio::io::AsyncReadExt::read_to_string(&mut stream, &mut answer).await.unwrap();
            let (_, body) = answer.split_once("\r\n\r\n").unwrap();
            write_connect_response(&mut writer, "", &[("HttpStatus", "200")]).await.unwrap();
            writer.write_all(body.as_bytes()).await.unwrap();
            writer.close().await.unwrap();
            return;
        }
        Some(_) => 502,
    };
    write_connect_response(&mut writer, "", &[("HttpStatus", &status.to_string())]).await.unwrap();
    writer.close().await.unwrap();
}

/// The program itself, when the machine has it.
pub(crate) fn program() -> Option<PathBuf> {
    let program = std::env::var_os("CLOUDFLARED_BIN").map(PathBuf::from);
    if program.is_none() {
        println!("not run: the real connector (set CLOUDFLARED_BIN to the program cloudflared)");
    }
    program
}

pub(crate) struct Real {
    child: Child,
    _folder: tempfile::TempDir,
}

impl Drop for Real {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Real {
    pub(crate) fn start(program: &Path, edge: SocketAddr, authority: &Authority, tunnel: &Tunnel) -> Self {
        use base64::Engine as _;
        use std::os::unix::fs::OpenOptionsExt as _;
        let base64 = &base64::engine::general_purpose::STANDARD;
        let folder = tempfile::tempdir().unwrap();
        let token = json!({ "a": tunnel.account, "t": tunnel.id, "s": base64.encode(&tunnel.secret) });
        let mut file = std::fs::OpenOptions::new();
        let mut file =
            file.write(true).create_new(true).mode(0o600).open(folder.path().join("token")).unwrap();
        file.write_all(base64.encode(token.to_string()).as_bytes()).unwrap();
        std::fs::write(folder.path().join("ca.pem"), authority.pem()).unwrap();
        let child = Command::new(program)
            .args(["--no-autoupdate", "--metrics", "127.0.0.1:0", "tunnel", "--no-prechecks"])
            .args(["--ha-connections", "1", "--grace-period", "1s", "--edge", &edge.to_string(), "--cacert"])
            .arg(folder.path().join("ca.pem"))
            // As the unit runs it.
            .args(["run", "--post-quantum", "--token-file"])
            .arg(folder.path().join("token"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        Self { child, _folder: folder }
    }

    /// Asks it to end, as systemd does, and waits; gives whether it called that a success.
    pub(crate) async fn stop(mut self) -> bool {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        for _ in 0..600 {
            if let Some(status) = self.child.try_wait().unwrap() {
                return status.success();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        false
    }
}
