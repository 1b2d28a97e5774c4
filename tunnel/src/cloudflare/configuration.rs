//! The rule of a publication inside a tunnel's configuration, which others may share.

use http::Method;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::Cloudflare;
use super::api::{Area, LOOKS, pause};
use crate::error::{Error, ErrorKind, Result};
use crate::ingress::{AccessCheck, Format, HostPattern, Ingress, Rule};
use crate::provider::{AccessApp, Change, Part, TunnelRef};
use crate::publication::Publication;

/// How often a configuration is written again after another writer came between.
const MERGES: u32 = 3;

#[derive(Debug, Default, Deserialize)]
struct Stored {
    #[serde(default)]
    version: Option<i64>,
    #[serde(default)]
    config: Option<Map<String, Value>>,
    #[serde(default)]
    source: Option<String>,
}

impl Stored {
    fn rules(&self) -> &[Value] {
        self.config
            .as_ref()
            .and_then(|c| c.get("ingress"))
            .and_then(Value::as_array)
            .map_or(&[], Vec::as_slice)
    }

    /// The same document with other rules; everything that is not ours stays as it is.
    fn with_rules(&self, rules: Vec<Value>) -> Value {
        let mut config = self.config.clone().unwrap_or_default();
        config.insert("ingress".to_owned(), Value::Array(rules));
        json!({ "config": config })
    }
}

fn host_of(rule: &Value) -> Option<HostPattern> {
    HostPattern::parse(rule.get("hostname").and_then(Value::as_str).unwrap_or_default()).ok()
}

fn is_for(rule: &Value, hostname: &str) -> bool {
    matches!(host_of(rule), Some(HostPattern::Exact(name)) if name == hostname)
}

/// Whether the rule takes requests for this host name, be it some paths only.
fn reaches(rule: &Value, hostname: &str) -> bool {
    host_of(rule).is_some_and(|pattern| pattern.matches(hostname))
}

fn is_catch_all(rule: &Value) -> bool {
    host_of(rule) == Some(HostPattern::Any)
        && rule.get("path").and_then(Value::as_str).unwrap_or_default().is_empty()
}

/// Whether two rules mean the same, whatever defaults the API spelled out.
fn same_meaning(stored: &Value, wanted: &Rule) -> bool {
    let document = json!({ "ingress": [stored, { "service": "http_status:404" }] });
    Ingress::read(&document, Format::Remote).is_ok_and(|read| {
        read.rules().first().is_some_and(|r| r.to_value(Format::Remote) == wanted.to_value(Format::Remote))
    })
}

/// What is wrong with these rules for the wanted one; `None` when they are right.
fn difference(rules: &[Value], hostname: &str, wanted: &Rule) -> Option<String> {
    let mut ours = rules.iter().enumerate().filter(|(_, rule)| is_for(rule, hostname));
    let Some((at, rule)) = ours.next() else { return Some("the rule is missing".to_owned()) };
    if ours.next().is_some() {
        return Some("there are several rules for the host name".to_owned());
    }
    if !same_meaning(rule, wanted) {
        return Some(match rule.get("originRequest").and_then(|o| o.get("access")) {
            None => "the rule lacks its login check".to_owned(),
            Some(_) => "the rule has another service, path, or login check".to_owned(),
        });
    }
    if let Some(first) = rules.iter().take(at).position(|r| reaches(r, hostname)) {
        return Some(format!("rule {} takes requests of the host name first", first + 1));
    }
    (!rules.last().is_some_and(is_catch_all)).then(|| "the last rule does not take every request".to_owned())
}

/// The rules with the wanted one in a place where it works, and a catch-all at the end.
fn merged(rules: &[Value], hostname: &str, wanted: &Rule) -> Vec<Value> {
    let mut out: Vec<Value> = rules.iter().filter(|rule| !is_for(rule, hostname)).cloned().collect();
    let at = out.iter().position(|rule| reaches(rule, hostname)).unwrap_or(out.len());
    out.insert(at, wanted.to_value(Format::Remote));
    closed(out)
}

fn closed(mut rules: Vec<Value>) -> Vec<Value> {
    if !rules.last().is_some_and(is_catch_all) {
        rules.push(Rule::catch_all().to_value(Format::Remote));
    }
    rules
}

fn wanted_rule(p: &Publication, app: &AccessApp) -> Result<Rule> {
    let check = AccessCheck::new(app.team_name.clone(), [app.audience.clone()])?;
    Ok(Rule::new(&p.hostname, &p.service_address())?.access(check))
}

impl Cloudflare {
    async fn read_configuration(&self, tunnel: &TunnelRef) -> Result<Stored> {
        let call = self
            .tunnel_call(
                "getTunnelConfiguration",
                Method::GET,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/configurations",
            )
            .param(tunnel.id.clone());
        for attempt in 1..=LOOKS {
            match self.api.send::<Option<Stored>>(Area::Tunnel, call.clone()).await {
                Ok(stored) => return Ok(stored.unwrap_or_default()),
                Err(e) if e.kind() == ErrorKind::NotFound => {}
                Err(e) => return Err(e),
            }
            // A tunnel without a configuration may have none to read, but the tunnel itself has to exist; one that was
            // just made may need a moment.
            match self.read_status(tunnel).await {
                Ok(_) => break,
                Err(e) if e.kind() == ErrorKind::NotFound && attempt < LOOKS => pause(attempt).await,
                Err(e) => return Err(e),
            }
        }
        Ok(Stored::default())
    }

    async fn write_configuration(&self, tunnel: &TunnelRef, before: &Stored, body: &Value) -> Result<()> {
        let call = self
            .tunnel_call(
                "putTunnelConfiguration",
                Method::PUT,
                "/accounts/{account_id}/cfd_tunnel/{tunnel_id}/configurations",
            )
            .param(tunnel.id.clone())
            .json(body);
        let after: Option<Stored> = self.api.send(Area::Tunnel, call).await?;
        if let (Some(before), Some(after)) = (before.version, after.and_then(|s| s.version))
            && after > before + 1
        {
            // There is no compare-and-set; the next look shows whether our rule is still there.
            tracing::warn!(tunnel = %tunnel.name, before, after, "another writer changed the configuration at the same time");
        }
        Ok(())
    }

    pub(super) async fn configuration_part(
        &self,
        p: &Publication,
        tunnel: &TunnelRef,
        app: Option<&AccessApp>,
    ) -> Result<Part> {
        let stored = self.read_configuration(tunnel).await?;
        if !stored.rules().iter().any(|rule| is_for(rule, &p.hostname)) {
            return Ok(Part::Missing);
        }
        let Some(app) = app else {
            return Ok(Part::differs("there is no Access application that the rule could check"));
        };
        let wanted = wanted_rule(p, app)?;
        Ok(difference(stored.rules(), &p.hostname, &wanted).map_or(Part::Matches, Part::differs))
    }

    pub(super) async fn make_configuration(&self, p: &Publication, tunnel: &TunnelRef) -> Result<Change> {
        let access = self.read_access_soon(p).await?;
        let app = self.described_app(&access).await?.ok_or_else(|| {
            Error::new(
                ErrorKind::NotReady,
                format!("the rule of {} has no Access application to check logins against", p.hostname),
            )
            .advise("run ensure_access first")
        })?;
        let wanted = wanted_rule(p, &app)?;
        let mut change = Change::Kept;
        for _ in 0..=MERGES {
            let stored = self.read_configuration(tunnel).await?;
            if stored.source.as_deref() == Some("local") {
                return Err(Error::new(
                    ErrorKind::Conflict,
                    format!("the tunnel `{}` keeps its configuration on a virtual machine", tunnel.name),
                )
                .advise("choose another tunnel name, or migrate it in the dashboard"));
            }
            let Some(what) = difference(stored.rules(), &p.hostname, &wanted) else { return Ok(change) };
            tracing::info!(hostname = %p.hostname, %what, "the configuration is brought into line");
            if change == Change::Kept {
                let known = stored.rules().iter().any(|rule| is_for(rule, &p.hostname));
                change = if known { Change::Changed } else { Change::Created };
            }
            let body = stored.with_rules(merged(stored.rules(), &p.hostname, &wanted));
            self.write_configuration(tunnel, &stored, &body).await?;
        }
        Err(Error::new(
            ErrorKind::Conflict,
            format!("the configuration of tunnel `{}` does not stay as it was written", tunnel.name),
        )
        .retryable(true)
        .advise("another program writes it; let one program manage a tunnel"))
    }

    /// Waits a little until every connector uses the stored configuration, with its login checks.
    pub(super) async fn check_delivered(&self, p: &Publication, tunnel: &TunnelRef) -> Result<()> {
        for attempt in 1..=LOOKS {
            let stored = self.read_configuration(tunnel).await?.version.unwrap_or_default();
            let connectors = self.connectors(tunnel).await?;
            // Connectors that do not tell are not waited for.
            let behind = connectors.iter().find(|c| c.config_version.is_some_and(|version| version < stored));
            let Some(behind) = behind else { return Ok(()) };
            if attempt == LOOKS {
                return Err(Error::new(
                    ErrorKind::NotReady,
                    format!(
                        "{} is not given a CNAME, because the connector {} still uses version {} of the configuration, not {stored}",
                        p.hostname,
                        behind.id,
                        behind.config_version.unwrap_or_default()
                    ),
                )
                .retryable(true)
                .advise("run it again; if it stays so, restart cloudflared on its machine"));
            }
            pause(attempt).await;
        }
        Ok(())
    }

    /// Host names of other publications that the tunnel serves.
    pub(super) async fn other_hosts(&self, p: &Publication, tunnel: &TunnelRef) -> Result<Vec<String>> {
        let stored = self.read_configuration(tunnel).await?;
        let mut others: Vec<String> = stored
            .rules()
            .iter()
            .filter(|rule| !is_for(rule, &p.hostname))
            .filter_map(|rule| rule.get("hostname").and_then(Value::as_str))
            .filter(|host| !host.is_empty() && *host != "*")
            .map(str::to_owned)
            .collect();
        others.dedup();
        Ok(others)
    }

    pub(super) async fn drop_rule(&self, p: &Publication) -> Result<Change> {
        let Some(tunnel) = self.find_tunnel(&p.name).await? else { return Ok(Change::Kept) };
        let tunnel = tunnel.to_ref();
        let stored = self.read_configuration(&tunnel).await?;
        if !stored.rules().iter().any(|rule| is_for(rule, &p.hostname)) {
            return Ok(Change::Kept);
        }
        let rest: Vec<Value> =
            stored.rules().iter().filter(|rule| !is_for(rule, &p.hostname)).cloned().collect();
        let body = stored.with_rules(closed(rest));
        self.write_configuration(&tunnel, &stored, &body).await?;
        Ok(Change::Removed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted() -> Rule {
        let check = AccessCheck::new("acme", ["aud"]).unwrap();
        Rule::new("app.example.com", "http://127.0.0.1:8080").unwrap().access(check)
    }

    fn ours() -> Value {
        wanted().to_value(Format::Remote)
    }

    #[test]
    fn our_rule_comes_before_what_would_hide_it_and_foreign_rules_stay() {
        let other = json!({ "hostname": "b.example.org", "service": "http://b:1", "originRequest": { "unknownKey": 1 } });
        let wild = json!({ "hostname": "*.example.com", "path": "^/x", "service": "http://c:1" });
        let last = json!({ "service": "hello_world" });
        let rules = [other.clone(), wild.clone(), last.clone()];
        let merged = merged(&rules, "app.example.com", &wanted());
        assert_eq!(merged, [other, ours(), wild, last]);
        assert_eq!(difference(&merged, "app.example.com", &wanted()), None);
    }

    #[test]
    fn an_empty_configuration_gets_our_rule_and_a_catch_all() {
        assert_eq!(
            merged(&[], "app.example.com", &wanted()),
            [ours(), json!({ "service": "http_status:404" })]
        );
    }

    #[test]
    fn every_deviation_of_our_rule_is_seen_and_repaired() {
        let last = json!({ "service": "http_status:404" });
        let broken = |change: &dyn Fn(&mut Value)| {
            let mut rule = ours();
            change(&mut rule);
            vec![rule, last.clone()]
        };
        let cases: Vec<Vec<Value>> = vec![
            broken(&|r| r["service"] = json!("http://127.0.0.1:9")),
            broken(&|r| r["path"] = json!("^/only")),
            broken(&|r| r["originRequest"]["access"]["required"] = json!(false)),
            broken(&|r| r["originRequest"]["access"]["audTag"] = json!(["other"])),
            broken(&|r| r["originRequest"]["noTLSVerify"] = json!(true)),
            broken(&|r| {
                r.as_object_mut().unwrap().remove("originRequest");
            }),
            vec![ours()],
            vec![ours(), ours(), last.clone()],
            vec![json!({ "hostname": "*.example.com", "service": "http://c:1" }), ours(), last.clone()],
            vec![],
        ];
        for rules in cases {
            assert!(difference(&rules, "app.example.com", &wanted()).is_some(), "{rules:?}");
            let repaired = merged(&rules, "app.example.com", &wanted());
            assert_eq!(difference(&repaired, "app.example.com", &wanted()), None, "{repaired:?}");
        }
    }

    #[test]
    fn another_spelling_of_the_host_name_is_the_same_rule() {
        let mut rule = ours();
        rule["hostname"] = json!("App.Example.com.");
        let rules = [rule, json!({ "service": "http_status:404" })];
        assert_eq!(merged(&rules, "app.example.com", &wanted()).len(), 2);
    }
}
