//! The only place that knows the HTTP library.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::pin::Pin;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use futures_core::Stream;
use futures_util::TryStreamExt as _;
use url::Url;

use super::tls::TlsSettings;
use crate::error::{Error, Result};

/// The body of an answer, piece by piece.
pub type Body = Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>;

/// Why a message could not be exchanged.
#[derive(Debug, thiserror::Error)]
#[error("{source}")]
pub struct TransportError {
    /// True when no connection could be made, so the service has seen nothing.
    pub connect: bool,
    /// The cause.
    pub source: Box<dyn StdError + Send + Sync>,
}

/// Sends one request and gives its answer: the seam for tests and for other HTTP libraries.
#[async_trait]
pub trait Transport: Send + Sync + Debug {
    /// Sends one request.
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError>;
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

/// The library's own request. The pipeline leaves the parsed address with the request, so that it is not parsed again.
fn outgoing(mut request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
    let Some(url) = request.extensions_mut().remove::<Url>() else { return Ok(request.try_into()?) };
    let (parts, body) = request.into_parts();
    let mut outgoing = reqwest::Request::new(parts.method, url);
    *outgoing.headers_mut() = parts.headers;
    if !body.is_empty() {
        *outgoing.body_mut() = Some(body.into());
    }
    Ok(outgoing)
}

#[async_trait]
impl Transport for Network {
    async fn send(&self, request: http::Request<Bytes>) -> Result<http::Response<Body>, TransportError> {
        let mut answer = self.0.execute(outgoing(request)?).await?;
        let mut response = http::Response::builder().status(answer.status());
        if let Some(headers) = response.headers_mut() {
            *headers = std::mem::take(answer.headers_mut());
        }
        let body: Body = Box::pin(answer.bytes_stream().map_err(TransportError::from));
        response.body(body).map_err(|e| TransportError { connect: false, source: Box::new(e) })
    }
}
