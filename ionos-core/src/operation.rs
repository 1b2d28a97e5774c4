//! The table of operations: which API offers what, under which id.

use std::collections::HashMap;
use std::sync::LazyLock;

use http::Method;

/// One operation of one API, as in its official description.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Operation {
    /// The API it belongs to.
    pub api: Api,
    /// Its id, such as `datacentersServersPost`.
    pub id: &'static str,
    /// Its HTTP method.
    pub method: &'static str,
    /// Its path below the API's base address, with placeholders.
    pub path: &'static str,
}

/// The APIs of this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Api {
    /// Cloud API v6: compute and network. <https://api.ionos.com/docs/cloud/v6/>
    Cloud,
    /// Cloud DNS. <https://api.ionos.com/docs/dns/v1/>
    Dns,
    /// AI Model Hub, compatible with OpenAI's API. <https://api.ionos.com/docs/inference-openai/v1/>
    Ai,
}

impl Api {
    /// The name in tables, messages and traces.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cloud => "Cloud API",
            Self::Dns => "Cloud DNS",
            Self::Ai => "AI Model Hub",
        }
    }
}

static TABLE: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    include_str!("../spec/operations.tsv")
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut cells = line.split('\t');
            let api = match cells.next()? {
                "cloud" => Api::Cloud,
                "dns" => Api::Dns,
                "ai" => Api::Ai,
                _ => return None,
            };
            Some(Operation { api, id: cells.next()?, method: cells.next()?, path: cells.next()? })
        })
        .collect()
});

static BY_ID: LazyLock<HashMap<&'static str, &'static Operation>> =
    LazyLock::new(|| TABLE.iter().map(|o| (o.id, o)).collect());

static BY_PATH: LazyLock<HashMap<(Api, &'static str, &'static str), &'static Operation>> =
    LazyLock::new(|| TABLE.iter().map(|o| ((o.api, o.method, o.path), o)).collect());

impl Operation {
    /// Every operation that [`Client::raw`](crate::Client::raw) can reach.
    #[must_use]
    pub fn all() -> &'static [Self] {
        &TABLE
    }

    /// The operation with this id.
    #[must_use]
    pub fn find(id: &str) -> Option<&'static Self> {
        BY_ID.get(id).copied()
    }

    pub(crate) fn at(api: Api, method: &Method, path: &str) -> Option<&'static Self> {
        BY_PATH.get(&(api, method.as_str(), path)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_whole_and_unambiguous() {
        let count = |api| Operation::all().iter().filter(|o| o.api == api).count();
        assert_eq!((count(Api::Cloud), count(Api::Dns), count(Api::Ai)), (266, 30, 5));
        assert_eq!(BY_ID.len(), Operation::all().len());
        assert_eq!(BY_PATH.len(), Operation::all().len());
    }
}
