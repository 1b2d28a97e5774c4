//! Tokens. <https://api.ionos.com/docs/authentication/v1/>

use std::time::Duration;

use crate::client::Client;
use crate::declare::{model, service};
use crate::error::{Error, ErrorKind, Result};
use crate::operation::Api;
use crate::resource::Scope;
use crate::types::{Id, Secret, Timestamp, open_enum};

/// The Auth API: the tokens of this user, 100 at most.
#[derive(Clone, Debug)]
pub struct Auth {
    scope: Scope,
}

impl Client {
    /// The Auth API.
    #[must_use]
    pub fn auth(&self) -> Auth {
        Auth { scope: Scope::root(self, Api::Auth) }
    }
}

model! {
    /// A token as the service remembers it; the token itself is shown only once, when it is made.
    Token {
        /// Its identifier.
        id: Id<Token>,
        /// Its address.
        href: String,
        /// When it was made.
        created_date: Timestamp,
        /// When it ends.
        expiration_date: Timestamp,
    }
}

model! {
    /// All tokens of a user.
    TokenList {
        /// The tokens.
        tokens: Vec<Token>,
    }
}

model! {
    /// A new token.
    GeneratedToken {
        /// The token: a JWT, to be used as bearer token.
        token: Secret,
    }
}

model! {
    /// What became of a removal.
    TokenDeletion {
        /// Whether it was done.
        success: bool,
    }
}

open_enum! {
    /// Which tokens to remove.
    TokenCriteria {
        /// All of the contract's tokens of this user, the one in use included.
        All = "ALL",
        /// Those that have ended.
        Expired = "EXPIRED",
        /// The one that this client uses: it is good for nothing afterwards.
        Current = "CURRENT",
    }
}

impl Auth {
    /// Makes a token for this user and contract, good for `ttl` (whole seconds), or for a year without one. It is never sent twice: when
    /// [`Error::may_have_happened`] is true, there may be a token that nobody knows.
    ///
    /// # Errors
    /// [`ErrorKind::Auth`] for wrong credentials; users of several contracts must name one.
    pub async fn generate(&self, ttl: Option<Duration>) -> Result<Secret> {
        let mut call = self.scope.call_of("tokensGenerate")?;
        if let Some(ttl) = ttl {
            call = call.query("ttl", ttl.as_secs());
        }
        let generated: GeneratedToken = self.scope.send(call).await?.json()?;
        generated
            .token
            .ok_or_else(|| Error::new(ErrorKind::Decode, "the answer holds no token").at("tokensGenerate"))
    }

    /// All tokens of this user.
    ///
    /// # Errors
    /// As any read.
    pub async fn tokens(&self) -> Result<Vec<Token>> {
        let answer: TokenList = self.scope.ask("tokensGet", None).await?.json()?;
        Ok(answer.tokens.unwrap_or_default())
    }

    /// One token by its id.
    ///
    /// # Errors
    /// [`ErrorKind::NotFound`] when there is none.
    pub async fn token(&self, id: impl Into<Id<Token>>) -> Result<Token> {
        let call = self.scope.call_of("tokensFindById")?.param(id.into());
        self.scope.send(call).await?.json()
    }

    /// Removes one token. Removing what is gone already succeeds.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete_token(&self, id: impl Into<Id<Token>>) -> Result<()> {
        let call = self.scope.call_of("tokensDeleteById")?.param(id.into());
        match self.scope.send(call).await {
            Ok(reply) => removed(&reply.json()?),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error),
        }
    }

    /// Removes tokens of this contract by what they have in common.
    ///
    /// # Errors
    /// As the service refuses it.
    pub async fn delete_tokens(&self, criteria: TokenCriteria) -> Result<()> {
        let call = self.scope.call_of("tokensDeleteByCriteria")?.query("criteria", &criteria);
        // Once its own token is gone, a second try could only be refused.
        let again = criteria == TokenCriteria::Expired;
        removed(&self.scope.send(call.idempotent(again)).await?.json()?)
    }
}

fn removed(answer: &TokenDeletion) -> Result<()> {
    if answer.success == Some(false) {
        return Err(Error::new(ErrorKind::InvalidRequest, "the service did not remove the tokens"));
    }
    Ok(())
}

service! {
    Auth: Auth;
    actions {
        /// Makes a token for this user and contract.
        generate: "tokensGenerate" => custom(GeneratedToken);
        /// All tokens of this user.
        tokens: "tokensGet" => custom(TokenList);
        /// One token by its id.
        token: "tokensFindById" => custom(Token);
        /// Removes one token.
        delete_token: "tokensDeleteById" => custom(TokenDeletion);
        /// Removes tokens of this contract by what they have in common.
        delete_tokens: "tokensDeleteByCriteria" => custom(TokenDeletion);
    }
}
