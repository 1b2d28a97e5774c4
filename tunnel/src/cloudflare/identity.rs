//! Who can log in: identity providers, service tokens, and tests of a policy.

use std::time::{Duration, SystemTime};

use http::Method;
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::Cloudflare;
use super::access::gone;
use super::api::{Area, pause, unexpected};
use crate::error::{Error, ErrorKind, Result};
use crate::publication::Publication;

/// A way to log in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct IdentityProvider {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// Its kind, such as `onetimepin`, `saml` or `oidc`.
    #[serde(default, rename = "type")]
    pub kind: Option<String>,
}

/// A token with which programs pass Access. Its secret is shown once, when it is made or rotated.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ServiceToken {
    /// Its id.
    pub id: String,
    /// Its name.
    #[serde(default)]
    pub name: Option<String>,
    /// What programs send as `CF-Access-Client-Id`.
    #[serde(default)]
    pub client_id: Option<String>,
    /// When it ends.
    #[serde(default)]
    pub expires_at: Option<String>,
    /// Whether it is accepted; Cloudflare's default is yes.
    #[serde(default)]
    pub enabled: Option<bool>,
}

#[derive(Deserialize)]
struct WithSecret {
    #[serde(flatten)]
    token: ServiceToken,
    client_secret: Option<SecretText>,
}

/// Text that goes from the answer into a [`SecretString`] without a copy that stays.
#[derive(Deserialize)]
#[serde(from = "String")]
struct SecretText(SecretString);

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(SecretString::from(text))
    }
}

impl WithSecret {
    fn split(self) -> Result<(ServiceToken, SecretString)> {
        let SecretText(secret) =
            self.client_secret.ok_or_else(|| unexpected(Area::ServiceToken, "it holds no secret"))?;
        Ok((self.token, secret))
    }
}

/// What a policy does to the people who are known to the account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PolicyTest {
    /// Its id.
    #[serde(default)]
    pub id: Option<String>,
    /// `complete`, or why it is not.
    pub status: String,
    /// People looked at.
    #[serde(default)]
    pub total_users: Option<u64>,
    /// People who would get in.
    #[serde(default)]
    pub users_approved: Option<u64>,
    /// People who would not.
    #[serde(default)]
    pub users_blocked: Option<u64>,
    /// People about whom it could not be told.
    #[serde(default)]
    pub users_errored: Option<u64>,
}

impl Cloudflare {
    /// The ways to log in that the account has.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached.
    pub async fn identity_providers(&self) -> Result<Vec<IdentityProvider>> {
        let call = self.access_call(
            "listIdentityProviders",
            Method::GET,
            "/accounts/{account_id}/access/identity_providers",
        );
        self.api.list(Area::Login, call).await
    }

    /// Refuses while nobody could log in.
    pub(super) async fn check_logins(&self) -> Result<()> {
        if !self.identity_providers().await?.is_empty() {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::NotReady,
            "the Cloudflare account has no identity provider, so nobody could log in",
        )
        .advise("add one in Zero Trust under Settings, Authentication; the one-time PIN needs no set-up"))
    }

    /// All service tokens, without their secrets.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached.
    pub async fn service_tokens(&self) -> Result<Vec<ServiceToken>> {
        let call = self.access_call(
            "listServiceTokens",
            Method::GET,
            "/accounts/{account_id}/access/service_tokens",
        );
        self.api.list(Area::ServiceToken, call).await
    }

    /// Makes a service token that is good for this long.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached. After an unclear answer the token may exist; its secret is lost, so look for
    /// it by name and delete it.
    pub async fn create_service_token(
        &self,
        name: &str,
        lifetime: Duration,
    ) -> Result<(ServiceToken, SecretString)> {
        let hours = lifetime.as_secs() / 3600;
        if name.trim().is_empty() || hours == 0 {
            return Err(Error::invalid("a service token needs a name and a lifetime of an hour or more"));
        }
        let call = self
            .access_call("createServiceToken", Method::POST, "/accounts/{account_id}/access/service_tokens")
            .json(&json!({ "name": name.trim(), "duration": format!("{hours}h") }))
            .sensitive();
        self.api.send::<WithSecret>(Area::ServiceToken, call).await?.split()
    }

    /// Gives a service token a new secret. The one before stays good for `overlap`, so that programs can be switched one after the
    /// other; without an overlap it ends at once.
    ///
    /// # Errors
    /// When Cloudflare refuses or cannot be reached. After an unclear answer rotate again: the secret is shown only once.
    pub async fn rotate_service_token(
        &self,
        id: &str,
        overlap: Option<Duration>,
    ) -> Result<(ServiceToken, SecretString)> {
        let mut body = Map::new();
        if let Some(overlap) = overlap {
            let end =
                SystemTime::now().checked_add(overlap).and_then(|end| jiff::Timestamp::try_from(end).ok());
            let end = end.ok_or_else(|| Error::invalid("the overlap of the two secrets is too long"))?;
            // Whole seconds are what the API shows.
            let text = end.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            body.insert("previous_client_secret_expires_at".to_owned(), Value::String(text));
        }
        let call = self
            .access_call(
                "rotateServiceToken",
                Method::POST,
                "/accounts/{account_id}/access/service_tokens/{service_token_id}/rotate",
            )
            .param(id)
            .json(&body)
            .sensitive();
        self.api.send::<WithSecret>(Area::ServiceToken, call).await?.split()
    }

    /// Ends a service token; one that is gone is no error.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] while a policy names it.
    pub async fn delete_service_token(&self, id: &str) -> Result<()> {
        let call = self
            .access_call(
                "deleteServiceToken",
                Method::DELETE,
                "/accounts/{account_id}/access/service_tokens/{service_token_id}",
            )
            .param(id);
        gone(self.api.run(Area::ServiceToken, call).await)
    }

    /// Has Cloudflare try the policy of a publication on everybody who is known to the account.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] while the policy does not exist; [`ErrorKind::NotReady`] when the test does not end.
    pub async fn test_policy(&self, publication: &Publication) -> Result<PolicyTest> {
        #[derive(Deserialize)]
        struct Started {
            id: String,
        }
        let p = publication.checked()?;
        let policy = self.read_access(&p).await?.policy_id().ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("{} has no policy that could be tested", p.hostname))
                .advise("publish it first")
        })?;
        let call = self
            .access_call("startPolicyTest", Method::POST, "/accounts/{account_id}/access/policy-tests")
            .json(&json!({ "policies": [policy] }))
            // A second test changes nothing.
            .idempotent(true);
        let started: Started = self.api.send(Area::Access, call).await?;
        for attempt in 0..10 {
            let call = self
                .access_call(
                    "getPolicyTest",
                    Method::GET,
                    "/accounts/{account_id}/access/policy-tests/{policy_test_id}",
                )
                .param(started.id.clone());
            let test: PolicyTest = self.api.send(Area::Access, call).await?;
            if !matches!(test.status.as_str(), "processing" | "success") {
                return Ok(test);
            }
            pause(attempt).await;
        }
        Err(Error::new(ErrorKind::NotReady, format!("the policy test of {} does not end", p.hostname))
            .retryable(true))
    }
}
