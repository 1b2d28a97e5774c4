//! The only place that knows the HTTP library.

use std::error::Error as StdError;
use std::fmt::{self, Debug};
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;
use http::{HeaderMap, Method};
use url::Url;

use super::tls::TlsSettings;
use crate::error::{Error, Result};

/// The body of an answer, piece by piece.
pub type Body = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// An answer on its way, as [`Transport::send`] gives it.
pub(crate) type Answering<'a> =
    Pin<Box<dyn Future<Output = Result<http::Response<Body>, TransportError>> + Send + 'a>>;

/// Why a message could not be exchanged.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    /// True when no connection could be made, so the service has seen nothing.
    pub connect: bool,
    /// The cause.
    pub source: Box<dyn StdError + Send + Sync>,
}

/// One request, as it goes to the network. The address is parsed, so that no transport has to do it again.
#[derive(Clone)]
#[non_exhaustive]
pub struct Outgoing {
    /// The method.
    pub method: Method,
    /// The address.
    pub url: Url,
    /// The headers, those of the credentials among them.
    pub headers: HeaderMap,
    /// The body; empty for none.
    pub body: Bytes,
}

impl Debug for Outgoing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Neither headers nor query: they may hold credentials.
        let path = self.url.path();
        f.debug_struct("Outgoing").field("method", &self.method).field("path", &path).finish_non_exhaustive()
    }
}

/// Sends one request and gives its answer: the seam for tests and for other HTTP libraries.
#[async_trait]
pub trait Transport: Send + Sync + Debug {
    /// Sends one request.
    async fn send(&self, request: Outgoing) -> Result<http::Response<Body>, TransportError>;
}

/// The transport over real connections: keep-alive, HTTP/2, rustls, proxies of the environment.
#[derive(Clone, Debug)]
pub(crate) struct Network(reqwest::Client);

impl Network {
    pub(crate) fn new(tls: &TlsSettings, user_agent: &str) -> Result<Self> {
        let client = reqwest::Client::builder()
            .tls_backend_preconfigured(tls.client_config()?)
            .redirect(reqwest::redirect::Policy::none())
            .retry(reqwest::retry::never())
            .connect_timeout(Duration::from_secs(10))
            .pool_idle_timeout(Duration::from_secs(60))
            .tcp_keepalive(Duration::from_secs(30))
            .user_agent(user_agent)
            .build()
            .map_err(|e| Error::config("the HTTP client cannot be set up").caused_by(e))?;
        Ok(Self(client))
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        // The address is part of our own message; here it would only repeat the query.
        Self { connect: error.is_connect(), source: Box::new(error.without_url()) }
    }
}

impl Transport for Network {
    // Written out, because an `async fn` would carry the whole request along until the answer is there.
    fn send<'s, 'a>(&'s self, outgoing: Outgoing) -> Answering<'a>
    where
        's: 'a,
    {
        let mut request = reqwest::Request::new(outgoing.method, outgoing.url);
        *request.headers_mut() = outgoing.headers;
        if !outgoing.body.is_empty() {
            *request.body_mut() = Some(outgoing.body.into());
        }
        let answer = self.0.execute(request);
        Box::pin(async {
            let mut answer = answer.await?;
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let body: Body = Box::pin(answer.bytes_stream().map_err(TransportError::from));
            let mut response = http::Response::new(body);
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}
