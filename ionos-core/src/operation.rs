//! The table of operations: which API offers what, under which id.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use http::Method;

/// One operation of one API, as in its official description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The API it belongs to.
    pub api: Api,
    /// Its id, such as `datacentersServersPost`; unique within its API.
    pub id: &'static str,
    /// Its HTTP method.
    pub method: &'static str,
    /// Its path below the API's base address, with placeholders.
    pub path: &'static str,
    /// How many items a page of this list holds; `None` where the API sends everything at once.
    pub page: Option<u32>,
    /// The names of its query parameters, with commas between them.
    pub query: &'static str,
    /// The form of its body: fields inside `properties`, `bare` fields, a `list`, `text`; empty where it takes none.
    pub body: &'static str,
}

/// Declares the APIs: key in tables, name for people, default address, path below a shared host, product names in the configuration file.
macro_rules! apis {
    ($($(#[$meta:meta])* $api:ident = $key:literal, $name:literal, $base:literal, $path:literal, $products:expr;)*) => {
        /// The APIs of this crate.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Api {
            $($(#[$meta])* $api,)*
        }

        impl Api {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$api),*];

            /// The name in tables and qualified ids, such as `container-registry`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$api => $key,)* }
            }

            /// The name in messages and traces.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$api => $name,)* }
            }

            /// Its usual address; `{region}` stands for a region such as `de-txl`.
            pub(crate) const fn base(self) -> &'static str {
                match self { $(Self::$api => $base,)* }
            }

            /// Its path below a host that serves every API.
            pub(crate) const fn path(self) -> &'static str {
                match self { $(Self::$api => $path,)* }
            }

            /// Its names in the configuration file.
            pub(crate) const fn products(self) -> &'static [&'static str] {
                match self { $(Self::$api => &$products,)* }
            }
        }
    };
}

apis! {
    /// Cloud API v6: compute, network, Kubernetes, users. <https://api.ionos.com/docs/cloud/v6/>
    Cloud = "cloud", "Cloud API", "https://api.ionos.com/cloudapi/v6", "cloudapi/v6", ["cloud", "compute"];
    /// Cloud DNS. <https://api.ionos.com/docs/dns/v1/>
    Dns = "dns", "Cloud DNS", "https://dns.de-fra.ionos.com", "", ["dns"];
    /// AI Model Hub, compatible with OpenAI's API. <https://api.ionos.com/docs/inference-openai/v1/>
    Ai = "ai", "AI Model Hub", "https://openai.inference.de-txl.ionos.com", "", ["inference-openai", "ai"];
    /// Document collections of the AI Model Hub, which IONOS offers to existing users only. <https://api.ionos.com/docs/inference-modelhub/v1/>
    DocumentCollections = "document-collections", "AI Model Hub document collections", "https://inference.de-txl.ionos.com", "", ["inference-modelhub"];
    /// Tokens. <https://api.ionos.com/docs/authentication/v1/>
    Auth = "auth", "Auth API", "https://api.ionos.com/auth/v1", "auth/v1", ["auth"];
    /// The activity log. <https://api.ionos.com/docs/activitylog/v1/>
    ActivityLog = "activity-log", "Activity log", "https://api.ionos.com/activitylog/v1", "activitylog/v1", ["activitylog"];
    /// Object storage management: access keys and regions. <https://api.ionos.com/docs/objectstoragemanagement/v1/>
    ObjectStorage = "object-storage", "Object storage management", "https://s3.ionos.com", "", ["objectstoragemanagement"];
    /// Logging, one service a region. <https://api.ionos.com/docs/logging/v1/>
    Logging = "logging", "Logging", "https://logging.{region}.ionos.com", "", ["logging"];
    /// Container registry. <https://api.ionos.com/docs/containerregistry/v1/>
    ContainerRegistry = "container-registry", "Container registry", "https://api.ionos.com/containerregistries", "containerregistries", ["containerregistry"];
    /// Certificate manager. <https://api.ionos.com/docs/certmanager/v2/>
    Certificates = "certificates", "Certificate manager", "https://certificate-manager.de-fra.ionos.com", "", ["cert"];
    /// DNS of IONOS web hosting: other accounts and other zones than Cloud DNS. <https://developer.hosting.ionos.com/docs/dns>
    HostingDns = "hosting-dns", "Hosting DNS", "https://api.hosting.ionos.com/dns", "dns", ["hosting-dns"];
}

impl Api {
    /// Whether it takes tokens only, no user name and password.
    pub(crate) const fn token_only(self) -> bool {
        matches!(
            self,
            Self::Dns
                | Self::Ai
                | Self::DocumentCollections
                | Self::ObjectStorage
                | Self::Logging
                | Self::Certificates
        )
    }

    /// Whether the body of a PATCH is put into `properties`, like that of a POST.
    #[must_use]
    pub const fn wraps_patches(self) -> bool {
        matches!(self, Self::Logging | Self::Certificates)
    }

    /// Whether each region has a host of its own.
    #[must_use]
    pub const fn is_regional(self) -> bool {
        matches!(self, Self::Logging)
    }
}

static TABLE: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    include_str!("../spec/operations.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let key = cells.next()?;
            let api = Api::ALL.iter().copied().find(|api| api.key() == key)?;
            let (id, method, path) = (cells.next()?, cells.next()?, cells.next()?);
            let page = cells.next().and_then(|page| page.parse().ok());
            let (query, body) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
            Some(Operation { api, id, method, path, page, query, body })
        })
        .collect()
});

static BY_ID: LazyLock<HashMap<(Api, &'static str), &'static Operation>> =
    LazyLock::new(|| TABLE.iter().map(|o| ((o.api, o.id), o)).collect());

// A tree: each call looks here, and comparing a few paths is cheaper than hashing one.
static BY_PATH: LazyLock<BTreeMap<(Api, &'static str, &'static str), &'static Operation>> =
    LazyLock::new(|| TABLE.iter().map(|o| ((o.api, o.method, o.path), o)).collect());

/// Operations whose request or answer holds a secret: nothing of them may be quoted in an error.
const SENSITIVE: [(Api, &str); 27] = [
    (Api::Cloud, "datacentersServersTokenGet"),
    (Api::Cloud, "datacentersServersRemoteConsoleGet"),
    (Api::Cloud, "umUsersPost"),
    (Api::Cloud, "umUsersPut"),
    (Api::Cloud, "umUsersS3keysGet"),
    (Api::Cloud, "umUsersS3keysPost"),
    (Api::Cloud, "umUsersS3keysPut"),
    (Api::Cloud, "umUsersS3keysFindByKeyId"),
    (Api::Cloud, "umUsersS3ssourlGet"),
    (Api::Cloud, "backupunitsPost"),
    (Api::Cloud, "backupunitsPut"),
    (Api::Cloud, "backupunitsPatch"),
    (Api::Cloud, "backupunitsSsourlGet"),
    (Api::Cloud, "k8sKubeconfigGet"),
    (Api::Auth, "tokensGenerate"),
    (Api::ObjectStorage, "accesskeysPost"),
    (Api::ObjectStorage, "accesskeysPut"),
    (Api::ObjectStorage, "accesskeysRenew"),
    (Api::Logging, "pipelinesPost"),
    (Api::Logging, "pipelinesKeyPost"),
    (Api::ContainerRegistry, "registriesTokensPost"),
    (Api::ContainerRegistry, "registriesTokensPut"),
    (Api::Certificates, "certificatesPost"),
    (Api::Certificates, "providersPost"),
    (Api::HostingDns, "activateDynDns"),
    (Api::HostingDns, "updateDynDns"),
    (Api::Ai, "chatCompletionsPost"),
];

impl Operation {
    /// Every operation that [`Client::raw`](crate::Client::raw) can reach.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &TABLE
    }

    /// The operation with this id. Where several APIs use one id, the first in the order of [`Api::ALL`] is meant;
    /// `container-registry/locationsGet` names the API.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        if let Some((key, id)) = id.split_once('/') {
            let api = Api::ALL.iter().copied().find(|api| api.key() == key)?;
            return Self::of(api, id);
        }
        Api::ALL.iter().find_map(|api| Self::of(*api, id))
    }

    /// The operation of this API with this id.
    #[must_use]
    pub fn of(api: Api, id: &str) -> Option<&'static Self> {
        BY_ID.get(&(api, id)).copied()
    }

    pub(crate) fn at(api: Api, method: &Method, path: &str) -> Option<&'static Self> {
        BY_PATH.get(&(api, method.as_str(), path)).copied()
    }

    /// Whether what lies in the collection of this path can be read one by one.
    pub(crate) fn has_items(api: Api, path: &str) -> bool {
        Self::all().iter().any(|o| {
            let below = o.path.strip_prefix(path).and_then(|rest| rest.strip_prefix("/{"));
            o.api == api && o.method == "GET" && below.is_some_and(|rest| !rest.contains('/'))
        })
    }

    /// Whether its request or answer holds a secret.
    pub(crate) fn is_sensitive(&self) -> bool {
        // What people ask a model stays out of error messages too.
        self.api == Api::Ai || SENSITIVE.contains(&(self.api, self.id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_unambiguous() {
        let count = |api| Operation::all().iter().filter(|o| o.api == api).count();
        let counts: Vec<_> = Api::ALL.iter().map(|api| (api.key(), count(*api))).collect();
        assert_eq!(
            counts,
            [
                ("cloud", 266),
                ("dns", 30),
                ("ai", 5),
                ("document-collections", 13),
                ("auth", 5),
                ("activity-log", 3),
                ("object-storage", 8),
                ("logging", 9),
                ("container-registry", 22),
                ("certificates", 15),
                ("hosting-dns", 12),
            ]
        );
        assert_eq!(BY_ID.len(), Operation::all().len());
        assert_eq!(BY_PATH.len(), Operation::all().len());
    }

    #[test]
    fn every_sensitive_operation_exists() {
        for (api, id) in SENSITIVE {
            assert!(Operation::of(api, id).is_some(), "{} has no {id}", api.name());
        }
    }

    #[test]
    fn a_qualified_id_names_its_api() {
        assert_eq!(Operation::find("locationsGet").unwrap().api, Api::Cloud);
        assert_eq!(Operation::find("container-registry/locationsGet").unwrap().api, Api::ContainerRegistry);
        assert!(Operation::find("nothing/locationsGet").is_none());
    }
}
