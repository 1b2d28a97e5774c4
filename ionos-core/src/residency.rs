//! The residency guard: refuses places outside the allowed region before a byte is sent.

use serde_json::Value;
use url::{Host, Url};

use crate::error::{Error, ErrorKind, Result};

/// Where data may be stored and processed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Residency {
    /// No restriction.
    #[default]
    Anywhere,
    /// Germany only: locations `de/…`, regional hosts in Germany, and the AI Model Hub in Berlin.
    Germany,
}

/// Hosts of services that have no region of their own: the control plane.
const GLOBAL_HOSTS: [&str; 3] = ["api.ionos.com", "api.hosting.ionos.com", "s3.ionos.com"];

/// Hosts of the object storage's data in Frankfurt and Berlin. Their names do not tell the country: `eu-south-2` is Spain.
const GERMAN_STORAGE: [&str; 4] = [
    "s3.eu-central-1.ionoscloud.com",
    "s3.eu-central-2.ionoscloud.com",
    "s3.eu-central-3.ionoscloud.com",
    "s3.eu-central-4.ionoscloud.com",
];

impl Residency {
    /// Checks a location such as `de/txl`.
    ///
    /// # Errors
    /// [`ErrorKind::Residency`] when the location lies outside the allowed region.
    pub fn check_location(self, location: &str) -> Result<()> {
        if self == Self::Anywhere || location.to_ascii_lowercase().starts_with("de/") {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Residency,
            format!("the location `{location}` is outside Germany, and this client is restricted to Germany"),
        )
        .advise("use de/txl, de/fra or de/fra/2; nothing was sent"))
    }

    /// Checks the address of a service: a regional host must be in Germany. Addresses of this machine pass.
    ///
    /// # Errors
    /// [`ErrorKind::Residency`] when the host is not known to be in the allowed region.
    pub fn check_host(self, url: &Url) -> Result<()> {
        let allowed = match (self, url.host()) {
            (Self::Anywhere, _) => true,
            (Self::Germany, Some(Host::Ipv4(ip))) => ip.is_loopback(),
            (Self::Germany, Some(Host::Ipv6(ip))) => ip.is_loopback(),
            (Self::Germany, Some(Host::Domain(name))) => {
                name == "localhost"
                    || GLOBAL_HOSTS.contains(&name)
                    || GERMAN_STORAGE.contains(&name)
                    || name.strip_suffix(".ionos.com").is_some_and(|prefix| {
                        prefix.rsplit('.').next().is_some_and(|region| region.starts_with("de-"))
                    })
            }
            (Self::Germany, None) => false,
        };
        if allowed {
            return Ok(());
        }
        Err(Error::new(
            ErrorKind::Residency,
            format!(
                "`{}` is not a service in Germany, and this client is restricted to Germany",
                url.host_str().unwrap_or("?")
            ),
        )
        .advise("use a regional host whose name holds `de-`, or a German region of the object storage, or lift the restriction; nothing was sent"))
    }

    /// Checks the `location` fields of a body that is about to be sent.
    pub(crate) fn check_body(self, body: &[u8]) -> Result<()> {
        if self == Self::Anywhere || body.is_empty() {
            return Ok(());
        }
        let Ok(value) = serde_json::from_slice::<Value>(body) else { return Ok(()) };
        match value.pointer("/properties/location").and_then(Value::as_str) {
            Some(location) => self.check_location(location),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn german_locations_and_hosts_pass() {
        for location in ["de/txl", "de/fra", "de/fra/2"] {
            Residency::Germany.check_location(location).unwrap();
        }
        for host in [
            "https://api.ionos.com",
            "https://openai.inference.de-txl.ionos.com",
            "https://dns.de-fra.ionos.com",
            "http://127.0.0.1:1",
            "http://[::1]:1",
            "https://s3.eu-central-1.ionoscloud.com",
            "https://s3.eu-central-2.ionoscloud.com",
            "https://s3.eu-central-3.ionoscloud.com",
            "https://s3.eu-central-4.ionoscloud.com",
        ] {
            Residency::Germany.check_host(&host.parse().unwrap()).unwrap();
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for location in ["us/las", "gb/lhr", "deutschland", "", "fr/par"] {
            let error = Residency::Germany.check_location(location).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Residency);
        }
        for host in [
            "https://vpn.us-las.ionos.com",
            "https://example.com",
            "https://de-txl.ionos.com.example.com",
            "https://openai.inference.us-mci.ionos.com",
            "http://10.0.0.1",
            "https://s3.eu-south-2.ionoscloud.com",
            "https://s3.us-central-1.ionoscloud.com",
            "https://s3.eu-central-5.ionoscloud.com",
            "https://bucket.s3.eu-central-3.ionoscloud.com.example.com",
        ] {
            assert!(Residency::Germany.check_host(&host.parse().unwrap()).is_err(), "{host}");
        }
        assert!(Residency::Germany.check_body(br#"{"properties":{"location":"us/las"}}"#).is_err());
        Residency::Anywhere.check_location("us/las").unwrap();
    }
}
