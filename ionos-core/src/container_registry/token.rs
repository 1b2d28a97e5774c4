//! Tokens of registries. <https://api.ionos.com/docs/containerregistry/v1/#tag/Tokens>

use crate::declare::{body, fields, model, resource, value};
use crate::document::Document;
use crate::types::{Patch, Secret, Timestamp, open_enum};

/// A user name and password with which images are pulled and pushed.
///
/// The answer to the creation is the only one that holds the password. When that answer was lost,
/// [`ensure`](crate::Collection::ensure) finds the token but not its password: remove it and make another.
pub type RegistryToken = Document<RegistryTokenProperties>;

open_enum! {
    /// Whether a token works.
    RegistryTokenStatus {
        /// It works.
        Enabled = "enabled",
        /// It does not.
        Disabled = "disabled",
    }
}

model! {
    /// The fields of a token.
    RegistryTokenProperties {
        /// Name, unique in its registry.
        name: String,
        /// User name and password; the password is in the answer to the creation only.
        credentials: RegistryCredentials,
        /// When it ceases to work; never when absent.
        expiry_date: Timestamp,
        /// What it allows.
        scopes: Vec<TokenScope>,
        /// Whether it works.
        status: RegistryTokenStatus,
    }
}

model! {
    /// A user name and a password.
    RegistryCredentials {
        /// User name.
        username: String,
        /// Password.
        password: Secret,
    }
}

value! {
    /// What a token allows.
    TokenScope {
        /// `repository`, or another kind of thing.
        kind = "type": String,
        /// Which of them: a name, or a pattern such as `team/*`.
        name: String,
        /// What may be done: `pull`, `push`, `delete`, or `*` for everything.
        actions: Vec<String>,
    }
}

impl TokenScope {
    /// Allows to pull from the repositories of this name or pattern.
    #[must_use]
    pub fn pull(repositories: impl Into<String>) -> Self {
        Self::repositories(repositories, &["pull"])
    }

    /// Allows to pull from and push to the repositories of this name or pattern.
    #[must_use]
    pub fn push(repositories: impl Into<String>) -> Self {
        Self::repositories(repositories, &["pull", "push"])
    }

    fn repositories(names: impl Into<String>, actions: &[&str]) -> Self {
        let actions: Vec<_> = actions.iter().map(|&action| action.to_owned()).collect();
        Self::default().kind("repository").name(names).actions(actions)
    }
}

fields! {
    /// A token to be made, or the whole of one.
    NewRegistryToken {
        /// Name, unique in its registry: 2 to 63 letters, digits and -, beginning with a letter and not ending with -.
        name: String,
        /// When it ceases to work; never when left out.
        expiry_date: Timestamp,
        /// What it allows.
        scopes: Vec<TokenScope>,
        /// Whether it works.
        status: RegistryTokenStatus,
    }
}

impl NewRegistryToken {
    /// A token of this name that allows this.
    #[must_use]
    pub fn new(name: impl Into<String>, scopes: Vec<TokenScope>) -> Self {
        Self::default().name(name).scopes(scopes)
    }
}

fields! {
    /// Changes of a token; another name means another token.
    RegistryTokenUpdate {
        /// When it ceases to work; cleared it never does.
        expiry_date: Patch<Timestamp>,
        /// What it allows, in place of what it allowed; cleared it allows nothing.
        scopes: Patch<Vec<TokenScope>>,
        /// Whether it works.
        status: RegistryTokenStatus,
    }
}

body!(NewRegistryToken);
resource! {
    RegistryToken: "registry token", "tokens" / "tokenId", name: |r| r.properties.name.as_deref(), named: "";
    create: NewRegistryToken;
    update: RegistryTokenUpdate;
    replace: NewRegistryToken;
    can: [Delete];
}
