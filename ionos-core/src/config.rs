//! Settings from the environment and from the configuration file of the official tools.

use std::path::{Path, PathBuf};
use std::time::Duration;

use http::{Method, StatusCode};
use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::auth::Credentials;
use crate::error::{Error, Result};
use crate::http::failover::FailoverPolicy;
use crate::http::retry::RetryPolicy;
use crate::operation::Api;

/// Reads an environment variable; replaced in tests.
pub(crate) type Lookup<'a> = &'a dyn Fn(&str) -> Option<String>;

/// What the environment and the configuration file say.
#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) credentials: Option<Credentials>,
    pub(crate) contract: Option<String>,
    /// `prefix.secret` of the hosting DNS API.
    pub(crate) hosting_key: Option<SecretString>,
    /// Access key and secret for the data of the object storage.
    pub(crate) s3_key: Option<(String, SecretString)>,
    pub(crate) s3_region: Option<String>,
    /// Where the data of the object storage is, in place of the addresses of its regions.
    pub(crate) s3_base: Option<Url>,
    pub(crate) pinned: Option<String>,
    pub(crate) endpoints: Vec<Endpoint>,
    pub(crate) failover: Option<FailoverPolicy>,
    pub(crate) retry: Option<RetryPolicy>,
    pub(crate) certificates: Vec<String>,
}

/// Where an API is reached.
#[derive(Clone, Debug)]
pub(crate) struct Endpoint {
    pub(crate) api: Api,
    /// The only region that it serves, such as `de-fra`; `None` for all.
    pub(crate) region: Option<String>,
    pub(crate) bases: Vec<Url>,
}

/// The file, as far as this crate uses it.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct File {
    current_profile: Option<String>,
    profiles: Vec<Profile>,
    environments: Vec<Environment>,
    failover: Option<Failover>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Profile {
    name: String,
    environment: Option<String>,
    credentials: FileCredentials,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FileCredentials {
    username: Option<String>,
    password: Option<String>,
    token: Option<String>,
    s3_access_key: Option<String>,
    s3_secret_key: Option<String>,
}

impl std::fmt::Debug for FileCredentials {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("FileCredentials(redacted)")
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Environment {
    name: String,
    certificate_auth_data: Option<String>,
    products: Vec<Product>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Product {
    name: String,
    endpoints: Vec<FileEndpoint>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct FileEndpoint {
    name: String,
    location: Option<String>,
    skip_tls_verify: bool,
    certificate_auth_data: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Failover {
    strategy: Option<String>,
    retryable_methods: Option<Vec<String>>,
    retry_on_timeout: bool,
    failover_on_status_codes: Vec<u16>,
    max_retries: Option<u32>,
    exponential_backoff: Option<Backoff>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Backoff {
    initial_interval: Option<String>,
    max_interval: Option<String>,
}

impl Settings {
    /// The addresses of an API in a region: those of the region itself, else those that serve all.
    pub(crate) fn endpoint(&self, api: Api, region: Option<&str>) -> Option<&Endpoint> {
        let mine = || self.endpoints.iter().filter(|e| e.api == api);
        let local = region.and_then(|region| mine().find(|e| e.region.as_deref() == Some(region)));
        local.or_else(|| mine().find(|e| e.region.is_none()))
    }

    /// These addresses instead of all others of the API.
    pub(crate) fn set_endpoint(&mut self, api: Api, bases: Vec<Url>) {
        self.endpoints.retain(|e| e.api != api);
        self.endpoints.push(Endpoint { api, region: None, bases });
    }

    /// Reads the environment, and the file that it names or that lies in the usual place.
    pub(crate) fn read(env: Lookup<'_>, profile: Option<&str>, home: Option<&Path>) -> Result<Self> {
        let text = |name: &str| env(name).map(|v| v.trim().to_owned()).filter(|v| !v.is_empty());
        let mut settings = match find_file(&text, home) {
            Some((path, wanted)) => match std::fs::read_to_string(&path) {
                Ok(content) => {
                    let wanted_profile = profile.map(str::to_owned).or_else(|| text("IONOS_CURRENT_PROFILE"));
                    Self::from_file(&content, wanted_profile.as_deref()).map_err(|e| {
                        Error::config(format!(
                            "the configuration file {} cannot be used: {e}",
                            path.display()
                        ))
                    })?
                }
                Err(error) if !wanted && error.kind() == std::io::ErrorKind::NotFound => Self::default(),
                Err(error) => {
                    return Err(Error::config(format!(
                        "the configuration file {} cannot be read: {error}",
                        path.display()
                    ))
                    .caused_by(error)
                    .advise("check IONOS_CONFIG_FILE and the file's permissions"));
                }
            },
            None => Self::default(),
        };
        if profile.is_some() && settings.credentials.is_none() && settings.endpoints.is_empty() {
            return Err(Error::config(format!(
                "the profile `{}` was asked for, and no configuration file holds it",
                profile.unwrap_or_default()
            ))
            .advise("set IONOS_CONFIG_FILE or write ~/.ionos/config"));
        }
        let from_env = match (text("IONOS_TOKEN"), text("IONOS_USERNAME"), text("IONOS_PASSWORD")) {
            (Some(token), _, _) => Some(Credentials::bearer(token)),
            (None, Some(username), Some(password)) => Some(Credentials::basic(username, password)),
            (None, Some(_), None) => {
                return Err(Error::config("IONOS_USERNAME is set without IONOS_PASSWORD")
                    .advise("set both, or IONOS_TOKEN"));
            }
            _ => None,
        };
        if from_env.is_some() {
            settings.credentials = from_env;
        }
        settings.contract = text("IONOS_CONTRACT_NUMBER");
        settings.hosting_key = text("IONOS_API_KEY").map(SecretString::from);
        match (text("IONOS_S3_ACCESS_KEY"), text("IONOS_S3_SECRET_KEY")) {
            (Some(access), Some(secret)) => settings.s3_key = Some((access, SecretString::from(secret))),
            (None, None) => {}
            _ => {
                return Err(Error::config("only one of IONOS_S3_ACCESS_KEY and IONOS_S3_SECRET_KEY is set")
                    .advise("set both"));
            }
        }
        settings.s3_region = text("IONOS_S3_REGION").or_else(|| text("IONOS_OBJECT_STORAGE_REGION"));
        let base = text("IONOS_API_URL").or_else(|| text("IONOS_API_URL_OBJECT_STORAGE"));
        settings.s3_base = base.as_deref().map(parse_base).transpose()?;
        settings.pinned = text("IONOS_PINNED_CERT");
        if let Some(url) = text("IONOS_API_URL") {
            let base = parse_base(&url)?;
            for &api in Api::ALL {
                settings.set_endpoint(api, vec![with_path(&base, api)]);
            }
            settings.failover = None;
        }
        for &api in Api::ALL {
            if text("IONOS_API_URL").is_none()
                && let Some(url) = variables(api).iter().find_map(|name| text(name))
            {
                let base = with_path(&parse_base(&url)?, api);
                settings.set_endpoint(api, vec![base]);
            }
        }
        Ok(settings)
    }

    fn from_file(content: &str, profile: Option<&str>) -> Result<Self> {
        // The parser's own message may quote the line, and with it a credential: only the place is told.
        let file: File = serde_yaml_ng::from_str(content).map_err(|e| {
            let place = e
                .location()
                .map_or_else(String::new, |l| format!(" at line {}, column {}", l.line(), l.column()));
            Error::config(format!("it is not valid{place}"))
                .advise("compare it with the documented format (profiles, environments, failover)")
        })?;
        let wanted = profile.map(str::to_owned).or_else(|| file.current_profile.clone());
        let chosen = match &wanted {
            Some(name) => {
                let found = file.profiles.iter().find(|p| p.name == *name);
                if found.is_none() && (profile.is_some() || !file.profiles.is_empty()) {
                    let names: Vec<_> = file.profiles.iter().map(|p| p.name.as_str()).collect();
                    return Err(Error::config(format!("it has no profile `{name}`")).advise(format!(
                        "profiles: {}",
                        if names.is_empty() { "none".to_owned() } else { names.join(", ") }
                    )));
                }
                found
            }
            None => None,
        };
        let credentials = chosen.and_then(|p| {
            let c = &p.credentials;
            match (&c.token, &c.username, &c.password) {
                (Some(token), _, _) if !token.is_empty() => Some(Credentials::bearer(token.clone())),
                (_, Some(user), Some(password)) => Some(Credentials::basic(user.clone(), password.clone())),
                _ => None,
            }
        });
        let s3_key = chosen.and_then(|p| {
            let (access, secret) =
                (p.credentials.s3_access_key.clone()?, p.credentials.s3_secret_key.clone()?);
            Some((access, SecretString::from(secret)))
        });
        let environment = chosen.and_then(|p| p.environment.as_deref());
        let mut settings = Self { credentials, s3_key, ..Self::default() };
        for &api in Api::ALL {
            let names = api.products();
            let product =
                file.environments.iter().filter(|e| environment.is_none_or(|name| e.name == name)).find_map(
                    |e| {
                        e.products
                            .iter()
                            .find(|p| names.iter().any(|n| p.name.eq_ignore_ascii_case(n)))
                            .map(|p| (e, p))
                    },
                );
            let Some((environment, product)) = product else { continue };
            for endpoint in &product.endpoints {
                if endpoint.skip_tls_verify {
                    return Err(Error::config(format!(
                        "the endpoint {} asks to skip TLS verification, which this client never does",
                        endpoint.name
                    ))
                    .advise("give its authority in certificateAuthData instead"));
                }
                settings.certificates.extend(endpoint.certificate_auth_data.clone());
                let base = with_path(&parse_base(&endpoint.name)?, api);
                let region = endpoint.location.as_deref().filter(|_| api.is_regional()).map(region);
                match settings.endpoints.iter_mut().find(|e| e.api == api && e.region == region) {
                    Some(known) => known.bases.push(base),
                    None => settings.endpoints.push(Endpoint { api, region, bases: vec![base] }),
                }
            }
            settings.certificates.extend(environment.certificate_auth_data.clone());
        }
        if let Some(failover) = &file.failover {
            (settings.failover, settings.retry) = failover.policies()?;
        }
        Ok(settings)
    }
}

impl Failover {
    fn policies(&self) -> Result<(Option<FailoverPolicy>, Option<RetryPolicy>)> {
        match self.strategy.as_deref() {
            None | Some("none") => return Ok((None, None)),
            Some(s) if s.eq_ignore_ascii_case("roundRobin") => {}
            Some(other) => {
                return Err(Error::config(format!("the failover strategy `{other}` is unknown"))
                    .advise("use none or roundRobin"));
            }
        }
        let mut policy = FailoverPolicy { on_timeout: self.retry_on_timeout, ..FailoverPolicy::default() };
        if let Some(methods) = &self.retryable_methods {
            policy.methods = methods
                .iter()
                .map(|m| Method::from_bytes(m.to_ascii_uppercase().as_bytes()))
                .collect::<Result<_, _>>()
                .map_err(|e| Error::config("a failover method is no HTTP method").caused_by(e))?;
        }
        policy.statuses = self
            .failover_on_status_codes
            .iter()
            .map(|s| StatusCode::from_u16(*s))
            .collect::<Result<_, _>>()
            .map_err(|e| Error::config("a failover status is no HTTP status").caused_by(e))?;
        let retries = self.max_retries.filter(|n| *n > 0).unwrap_or(3);
        let mut retry = RetryPolicy::default().attempts(retries + 1);
        if let Some(backoff) = &self.exponential_backoff {
            let first = backoff.initial_interval.as_deref().map_or(Ok(retry.base), duration)?;
            let longest = backoff.max_interval.as_deref().map_or(Ok(retry.cap), duration)?;
            retry = retry.waits(first, longest);
        }
        Ok((Some(policy), Some(retry)))
    }
}

/// A location such as `de/fra` as host names write it: `de-fra`.
fn region(location: &str) -> String {
    location.trim().trim_matches('/').to_ascii_lowercase().replace('/', "-")
}

/// A duration as Go writes it: `500ms`, `1.5s`, `2m`.
fn duration(text: &str) -> Result<Duration> {
    let units = [("ms", 0.001), ("s", 1.0), ("m", 60.0), ("h", 3600.0)];
    units
        .iter()
        .find_map(|(unit, factor)| {
            let number: f64 = text.strip_suffix(unit)?.parse().ok()?;
            (number.is_finite() && number >= 0.0)
                .then(|| Duration::from_secs_f64((number * factor).min(86_400.0)))
        })
        .ok_or_else(|| Error::config(format!("`{text}` is no duration")).advise("write it like 500ms or 60s"))
}

/// The file to read, and whether it was asked for by name.
fn find_file(env: &dyn Fn(&str) -> Option<String>, home: Option<&Path>) -> Option<(PathBuf, bool)> {
    if let Some(path) = env("IONOS_CONFIG_FILE") {
        return Some((PathBuf::from(path), true));
    }
    let home = home?;
    let usual = home.join(".ionos").join("config");
    if usual.exists() {
        return Some((usual, false));
    }
    let config = env("XDG_CONFIG_HOME").map_or_else(|| home.join(".config"), PathBuf::from);
    Some((config.join("ionosctl").join("config.yaml"), false))
}

pub(crate) fn parse_base(text: &str) -> Result<Url> {
    let text = text.trim();
    let full = if text.contains("://") { text.to_owned() } else { format!("https://{text}") };
    let url = Url::parse(&full).map_err(|e| {
        Error::config(format!("`{text}` is not an address"))
            .caused_by(e)
            .advise("write it like https://api.ionos.com")
    })?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Error::config("an address must not hold credentials").advise("set IONOS_TOKEN instead"));
    }
    Ok(url)
}

/// The variables that name the address of one API: `IONOS_API_URL_` with its product name, as the official tools have it, or its key.
fn variables(api: Api) -> Vec<String> {
    // `IONOS_API_URL_OBJECT_STORAGE` is where the objects are, which is another service.
    let key = if api == Api::ObjectStorage { "object-storage-management" } else { api.key() };
    let names = api.products().iter().copied().chain([key]);
    names.map(|name| format!("IONOS_API_URL_{}", name.to_ascii_uppercase().replace('-', "_"))).collect()
}

/// Appends the path that this API has below a host, unless it is there already.
pub(crate) fn with_path(base: &Url, api: Api) -> Url {
    let suffix = api.path();
    if suffix.is_empty() {
        return base.clone();
    }
    let mut url = base.clone();
    let path = url.path().trim_end_matches('/').to_owned();
    if !path.ends_with(suffix) {
        url.set_path(&format!("{path}/{suffix}"));
    }
    url
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn read(vars: &[(&str, &str)]) -> Result<Settings> {
        let map: HashMap<_, _> = vars.iter().map(|(k, v)| (k.to_string(), v.to_string())).collect();
        Settings::read(&|name| map.get(name).cloned(), None, None)
    }

    const FILE: &str = "
version: 1.0
currentProfile: work
profiles:
  - name: work
    environment: prod
    credentials: {token: from-file}
  - name: other
    credentials: {username: me, password: pw}
environments:
  - name: prod
    products:
      - name: Cloud
        endpoints:
          - {name: 'https://one.example'}
          - {name: two.example}
failover:
  strategy: roundRobin
  retryableMethods: [GET]
  failoverOnStatusCodes: [503]
  maxRetries: 2
  exponentialBackoff: {initialInterval: 500ms, maxInterval: 60s}
";

    #[test]
    fn one_address_serves_every_product_on_its_own_path() {
        let settings = read(&[("IONOS_API_URL", "http://127.0.0.1:8080"), ("IONOS_TOKEN", "t")]).unwrap();
        let path = |api| {
            let endpoint = settings.endpoint(api, None).unwrap();
            endpoint.bases[0].as_str().strip_prefix("http://127.0.0.1:8080").unwrap().to_owned()
        };
        assert_eq!(
            [Api::Cloud, Api::Dns, Api::Auth, Api::ActivityLog, Api::ContainerRegistry, Api::HostingDns]
                .map(path),
            ["/cloudapi/v6", "/", "/auth/v1", "/activitylog/v1", "/containerregistries", "/dns"]
        );
        assert_eq!(settings.endpoints.len(), Api::ALL.len());
        assert!(settings.credentials.unwrap().is_bearer());
    }

    #[test]
    fn the_key_of_the_object_storage_comes_from_the_environment_or_the_profile() {
        let settings = read(&[
            ("IONOS_S3_ACCESS_KEY", "a"),
            ("IONOS_S3_SECRET_KEY", "hush"),
            ("IONOS_S3_REGION", "eu-central-4"),
        ])
        .unwrap();
        assert_eq!(settings.s3_key.as_ref().unwrap().0, "a");
        assert_eq!(settings.s3_region.as_deref(), Some("eu-central-4"));
        let base = |pairs: &[(&str, &str)]| read(pairs).unwrap().s3_base.map(|url| url.to_string());
        assert_eq!(base(&[]), None);
        let own = ("IONOS_API_URL_OBJECT_STORAGE", "http://127.0.0.1:2");
        assert_eq!(base(&[own]).as_deref(), Some("http://127.0.0.1:2/"));
        assert_eq!(
            base(&[own, ("IONOS_API_URL", "http://127.0.0.1:1")]).as_deref(),
            Some("http://127.0.0.1:1/")
        );
        assert!(!format!("{settings:?}").contains("hush"));
        assert!(read(&[("IONOS_S3_ACCESS_KEY", "a")]).is_err());
        let file = "profiles: [{name: p, credentials: {token: t, s3AccessKey: b, s3SecretKey: hush}}]";
        let settings = Settings::from_file(file, Some("p")).unwrap();
        assert_eq!(settings.s3_key.as_ref().unwrap().0, "b");
    }

    #[test]
    fn a_token_beats_a_user_name_and_a_half_pair_is_an_error() {
        let both = read(&[("IONOS_TOKEN", "t"), ("IONOS_USERNAME", "u"), ("IONOS_PASSWORD", "p")]).unwrap();
        assert!(both.credentials.unwrap().is_bearer());
        assert!(read(&[("IONOS_USERNAME", "u")]).is_err());
    }

    #[test]
    fn the_file_gives_profile_endpoints_and_failover() {
        let settings = Settings::from_file(FILE, None).unwrap();
        assert!(settings.credentials.clone().unwrap().is_bearer());
        assert_eq!(settings.endpoints.len(), 1);
        let endpoint = settings.endpoint(Api::Cloud, None).unwrap();
        let bases: Vec<_> = endpoint.bases.iter().map(Url::as_str).collect();
        assert_eq!(bases, ["https://one.example/cloudapi/v6", "https://two.example/cloudapi/v6"]);
        assert_eq!(settings.failover.unwrap().statuses, [StatusCode::SERVICE_UNAVAILABLE]);
        assert_eq!(settings.retry.unwrap().max_attempts, 3);
        let other = Settings::from_file(FILE, Some("other")).unwrap();
        assert!(!other.credentials.unwrap().is_bearer());
        let error = Settings::from_file(FILE, Some("absent")).unwrap_err().to_string();
        assert!(error.contains("work, other"), "{error}");
    }

    #[test]
    fn a_located_endpoint_serves_its_region_only() {
        let file = "
environments:
  - name: prod
    products:
      - name: Logging
        endpoints:
          - {location: de/fra, name: 'https://fra.example'}
          - {location: de/fra, name: 'https://fra2.example'}
          - {location: de/txl, name: txl.example}
";
        let hosts = |settings: &Settings, region: &str| -> Vec<String> {
            let found = settings.endpoint(Api::Logging, Some(region));
            found.map_or_else(Vec::new, |e| e.bases.iter().map(ToString::to_string).collect())
        };
        let settings = Settings::from_file(file, None).unwrap();
        assert_eq!(hosts(&settings, "de-fra"), ["https://fra.example/", "https://fra2.example/"]);
        assert_eq!(hosts(&settings, "de-txl"), ["https://txl.example/"]);
        assert_eq!(hosts(&settings, "gb-lhr"), [""; 0], "others keep their usual address");
        let general =
            Settings::from_file(&format!("{file}          - {{name: all.example}}\n"), None).unwrap();
        assert_eq!(hosts(&general, "gb-lhr"), ["https://all.example/"]);
        assert_eq!(hosts(&general, "de-txl"), ["https://txl.example/"]);
    }

    #[test]
    fn each_product_has_the_variable_of_the_official_tools() {
        for (name, api) in [
            ("LOGGING", Api::Logging),
            ("CERT", Api::Certificates),
            ("OBJECT_STORAGE_MANAGEMENT", Api::ObjectStorage),
            ("DNS", Api::Dns),
            ("CONTAINERREGISTRY", Api::ContainerRegistry),
        ] {
            let settings =
                read(&[(&format!("IONOS_API_URL_{name}"), "http://127.0.0.1:9"), ("IONOS_TOKEN", "t")])
                    .unwrap();
            assert!(settings.endpoint(api, None).is_some(), "{name}");
            assert_eq!(settings.endpoints.len(), 1, "{name}");
        }
    }

    #[test]
    fn the_address_of_the_objects_is_not_that_of_their_management() {
        let settings = read(&[("IONOS_API_URL_OBJECT_STORAGE", "http://127.0.0.1:9")]).unwrap();
        assert!(settings.endpoint(Api::ObjectStorage, None).is_none());
    }

    #[test]
    fn a_broken_file_is_an_error_that_shows_no_credential() {
        let error =
            Settings::from_file("profiles:\n  - name: x\n    credentials: {token: hush\n", None).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hush"));
        assert!(read(&[("IONOS_CONFIG_FILE", "/does/not/exist")]).is_err());
        assert!(read(&[("IONOS_API_URL", "https://user:pw@host")]).is_err());
    }
}
