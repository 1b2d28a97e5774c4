//! The Access application and its policy.

use std::collections::BTreeSet;

use http::Method;
use ionos_core::engine::Call;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::api::{Area, LOOKS, WRITE_TRIES, pause, unexpected};
use super::{Cloudflare, owned_name};
use crate::error::{Error, ErrorKind, Result};
use crate::provider::{AccessApp, Change, Part};
use crate::publication::Publication;

#[derive(Clone, Debug, Deserialize)]
pub(super) struct App {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    domain: Option<String>,
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    aud: Option<String>,
    #[serde(default)]
    session_duration: Option<String>,
    #[serde(default)]
    destinations: Option<Vec<Destination>>,
    #[serde(default)]
    policies: Option<Vec<Value>>,
}

#[derive(Clone, Debug, Deserialize)]
struct Destination {
    #[serde(default, rename = "type")]
    kind: Option<String>,
    #[serde(default)]
    uri: Option<String>,
}

impl App {
    fn guards(&self, hostname: &str) -> bool {
        let same = |text: &Option<String>| {
            text.as_deref().is_some_and(|t| t.trim_end_matches('/').eq_ignore_ascii_case(hostname))
        };
        same(&self.domain) || self.destinations.iter().flatten().any(|d| same(&d.uri))
    }

    fn named(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    /// What is different from what is wanted.
    fn difference(&self, p: &Publication, policy: &Policy) -> Option<String> {
        if self.kind.as_deref() != Some("self_hosted") {
            return Some("the application is not of the type `self_hosted`".to_owned());
        }
        let host = |text: Option<&String>| {
            text.is_some_and(|t| t.trim_end_matches('/').eq_ignore_ascii_case(&p.hostname))
        };
        if !host(self.domain.as_ref()) {
            return Some("the application has another domain".to_owned());
        }
        let elsewhere = |d: &Destination| d.kind.as_deref() != Some("public") || !host(d.uri.as_ref());
        if self.destinations.iter().flatten().any(elsewhere) {
            return Some("the application guards further destinations".to_owned());
        }
        if let Some(wanted) = &p.session_duration
            && self.session_duration.as_ref() != Some(wanted)
        {
            return Some(format!(
                "logins last {}, not {wanted}",
                self.session_duration.as_deref().unwrap_or("as by default")
            ));
        }
        let links: Vec<&Value> = self.policies.iter().flatten().collect();
        let id_of = |link: &Value| match link {
            Value::String(id) => Some(id.clone()),
            other => other.get("id").and_then(Value::as_str).map(str::to_owned),
        };
        match links.as_slice() {
            [] => Some("the application has no policy".to_owned()),
            [only] if id_of(only).as_deref() == Some(policy.id.as_str()) => {
                let precedence = only.get("precedence").and_then(Value::as_u64);
                (precedence == Some(0)).then(|| "the policy has precedence 0".to_owned())
            }
            [_] => Some("the application has another policy".to_owned()),
            several => Some(format!("the application has {} policies", several.len())),
        }
    }
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Policy {
    id: String,
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    decision: Option<String>,
    #[serde(default)]
    include: Option<Vec<Value>>,
    /// Everything else, so that what narrows the policy further survives a change.
    #[serde(flatten)]
    rest: Map<String, Value>,
}

impl Policy {
    fn difference(&self, p: &Publication) -> Option<String> {
        if self.decision.as_deref() != Some("allow") {
            return Some(format!("the policy's decision is `{}`", self.decision.as_deref().unwrap_or("")));
        }
        let mut domains = BTreeSet::new();
        for rule in self.include.iter().flatten() {
            match rule.get("email_domain").and_then(|d| d.get("domain")).and_then(Value::as_str) {
                Some(domain) => domains.insert(domain),
                None => return Some("the policy admits more than e-mail domains".to_owned()),
            };
        }
        let wanted: BTreeSet<&str> = p.email_domains.iter().map(String::as_str).collect();
        let list = |set: Vec<&&str>| set.into_iter().copied().collect::<Vec<_>>().join(", ");
        let extra: Vec<&&str> = domains.difference(&wanted).collect();
        if !extra.is_empty() {
            return Some(format!("the policy also admits {}", list(extra)));
        }
        let missing: Vec<&&str> = wanted.difference(&domains).collect();
        (!missing.is_empty()).then(|| format!("the policy does not admit {}", list(missing)))
    }
}

fn policy_body(p: &Publication, existing: Option<&Policy>) -> Value {
    // Settings that can only narrow who gets in; an administrator may have added them by hand.
    const NARROWING: [&str; 9] = [
        "exclude",
        "require",
        "approval_required",
        "approval_groups",
        "isolation_required",
        "purpose_justification_required",
        "purpose_justification_prompt",
        "mfa_config",
        "session_duration",
    ];
    let include: Vec<Value> =
        p.email_domains.iter().map(|d| json!({ "email_domain": { "domain": d } })).collect();
    let mut body = Map::new();
    for key in NARROWING {
        if let Some(value) = existing.and_then(|e| e.rest.get(key)).filter(|v| !v.is_null()) {
            body.insert(key.to_owned(), value.clone());
        }
    }
    body.insert("name".to_owned(), Value::String(owned_name(p)));
    body.insert("decision".to_owned(), Value::String("allow".to_owned()));
    body.insert("include".to_owned(), Value::Array(include));
    Value::Object(body)
}

fn app_body(p: &Publication, policy: &Policy) -> Value {
    let mut body = json!({
        "type": "self_hosted",
        "name": owned_name(p),
        "domain": p.hostname,
        "destinations": [{ "type": "public", "uri": p.hostname }],
        // Precedences start at 1; Cloudflare renumbers a 0.
        "policies": [{ "id": policy.id, "precedence": 1 }],
        "http_only_cookie_attribute": true,
        "same_site_cookie_attribute": "lax",
        "app_launcher_visible": false,
    });
    if let (Some(duration), Some(object)) = (&p.session_duration, body.as_object_mut()) {
        object.insert("session_duration".to_owned(), Value::String(duration.clone()));
    }
    body
}

/// Application and policy as they are.
#[derive(Debug)]
pub(super) struct AccessState {
    /// Ours; more than one only after a write that was repeated because its answer was lost.
    apps: Vec<App>,
    policies: Vec<Policy>,
    /// An application of somebody else that guards the same host name.
    foreign: Option<App>,
}

impl AccessState {
    pub(super) fn part(&self, p: &Publication) -> Part {
        if let Some(foreign) = &self.foreign {
            return Part::differs(foreign_words(foreign, p));
        }
        match (self.apps.as_slice(), self.policies.as_slice()) {
            ([], []) => Part::Missing,
            ([], _) => Part::differs("the policy exists, the application does not"),
            (_, []) => Part::differs("the application has not its own policy"),
            ([app], [policy]) => match policy.difference(p).or_else(|| app.difference(p, policy)) {
                Some(what) => Part::Differs { what },
                None => Part::Matches,
            },
            (apps, policies) => Part::differs(format!(
                "there are {} applications and {} policies",
                apps.len(),
                policies.len()
            )),
        }
    }

    pub(super) fn policy_id(&self) -> Option<String> {
        self.policies.first().map(|policy| policy.id.clone())
    }

    fn conflict(&self, p: &Publication) -> Option<Error> {
        let foreign = self.foreign.as_ref()?;
        Some(
            Error::new(ErrorKind::Conflict, foreign_words(foreign, p))
                .advise(format!("rename it to `{}` to have it managed, or delete it", owned_name(p))),
        )
    }
}

fn foreign_words(app: &App, p: &Publication) -> String {
    format!(
        "the Access application `{}` ({}) of somebody else guards {}",
        app.name.as_deref().unwrap_or("without a name"),
        app.id,
        p.hostname
    )
}

impl Cloudflare {
    pub(super) fn access_call(
        &self,
        operation: &'static str,
        method: Method,
        template: &'static str,
    ) -> Call {
        Call::new(operation, method, template).param(self.api.account.clone())
    }

    pub(super) async fn read_access(&self, p: &Publication) -> Result<AccessState> {
        let name = owned_name(p);
        let call =
            self.access_call("listAccessPolicies", Method::GET, "/accounts/{account_id}/access/policies");
        let mut policies: Vec<Policy> = self.api.list(Area::Access, call).await?;
        policies.retain(|policy| policy.name.as_deref() == Some(name.as_str()));
        let call = self.access_call("listAccessApps", Method::GET, "/accounts/{account_id}/access/apps");
        // Kinds of applications that we do not know must not break the list.
        let all: Vec<Value> = self.api.list(Area::Access, call).await?;
        let (mut apps, mut foreign) = (Vec::new(), None);
        for app in all.into_iter().filter_map(|value| serde_json::from_value::<App>(value).ok()) {
            if !app.guards(&p.hostname) {
                continue;
            }
            if app.named(&name) {
                apps.push(app);
            } else {
                foreign = Some(app);
            }
        }
        Ok(AccessState { apps, policies, foreign })
    }

    /// The same, with some patience for an application that was just made and is not listed yet.
    pub(super) async fn read_access_soon(&self, p: &Publication) -> Result<AccessState> {
        for attempt in 1..LOOKS {
            let state = self.read_access(p).await?;
            if !state.apps.is_empty() && !state.policies.is_empty() {
                return Ok(state);
            }
            pause(attempt).await;
        }
        self.read_access(p).await
    }

    /// First label of the team's login domain, for example `acme` of `acme.cloudflareaccess.com`.
    ///
    /// # Errors
    /// [`ErrorKind::NotReady`] while the account has no Zero Trust organization.
    pub async fn team_name(&self) -> Result<String> {
        #[derive(Deserialize)]
        struct Organization {
            auth_domain: Option<String>,
        }
        let call = self.access_call(
            "getAccessOrganization",
            Method::GET,
            "/accounts/{account_id}/access/organizations",
        );
        let organization: Option<Organization> = match self.api.send(Area::Login, call).await {
            Ok(found) => found,
            Err(e) if e.kind() == ErrorKind::NotFound => None,
            Err(e) => return Err(e),
        };
        organization
            .and_then(|o| o.auth_domain)
            .and_then(|domain| domain.split('.').next().filter(|l| !l.is_empty()).map(str::to_owned))
            .ok_or_else(|| {
                Error::new(
                    ErrorKind::NotReady,
                    "the Cloudflare account has no Zero Trust organization, so nobody can log in",
                )
                .advise("open Zero Trust in the dashboard once and choose a team name")
            })
    }

    /// The application with everything the connector has to know; `None` while it is missing.
    pub(super) async fn described_app(&self, state: &AccessState) -> Result<Option<AccessApp>> {
        let Some(app) = state.apps.first() else { return Ok(None) };
        self.describe(app).await.map(Some)
    }

    async fn describe(&self, app: &App) -> Result<AccessApp> {
        let audience = app
            .aud
            .clone()
            .filter(|a| !a.is_empty())
            .ok_or_else(|| unexpected(Area::Access, "the application has no `aud`"))?;
        Ok(AccessApp::new(app.id.clone(), audience, self.team_name().await?))
    }

    pub(super) async fn make_access(&self, p: &Publication) -> Result<(Change, AccessApp)> {
        self.check_logins().await?;
        self.check_name(p).await?;
        let mut change = Change::Kept;
        let mut last = None;
        for attempt in 0..WRITE_TRIES {
            if attempt > 0 {
                pause(attempt).await;
            }
            match self.access_step(p).await {
                Ok(AccessStep::Ready(app, what)) => {
                    return Ok((worst(change, what), self.describe(&app).await?));
                }
                Ok(AccessStep::Wrote(what)) => change = worst(change, what),
                Err(e) if e.may_have_happened() => {
                    change = worst(change, Change::Changed);
                    last = Some(e);
                }
                Err(e) => return Err(e),
            }
        }
        Err(last.unwrap_or_else(|| {
            Error::new(
                ErrorKind::Conflict,
                format!("the Access application of {} does not stay as it was written", p.hostname),
            )
            .advise("look for another program that manages it")
        }))
    }

    /// Looks, and does everything up to the first write whose answer is unclear.
    async fn access_step(&self, p: &Publication) -> Result<AccessStep> {
        let state = self.read_access(p).await?;
        if let Some(conflict) = state.conflict(p) {
            return Err(conflict);
        }
        let mut change = Change::Kept;
        let policy = match state.policies.as_slice() {
            [policy, ..] => match policy.difference(p) {
                None => policy.clone(),
                Some(what) => {
                    tracing::info!(hostname = %p.hostname, %what, "the policy is brought into line");
                    let call = self
                        .access_call(
                            "updateAccessPolicy",
                            Method::PUT,
                            "/accounts/{account_id}/access/policies/{policy_id}",
                        )
                        .param(policy.id.clone())
                        .json(&policy_body(p, Some(policy)));
                    change = Change::Changed;
                    self.api.send(Area::Access, call).await?
                }
            },
            [] => {
                let call = self
                    .access_call("createAccessPolicy", Method::POST, "/accounts/{account_id}/access/policies")
                    .json(&policy_body(p, None));
                change = Change::Created;
                self.api.send(Area::Access, call).await?
            }
        };
        let app = match state.apps.as_slice() {
            [app, ..] => match app.difference(p, &policy) {
                None => app.clone(),
                Some(what) => {
                    tracing::info!(hostname = %p.hostname, %what, "the application is brought into line");
                    let call = self
                        .access_call(
                            "updateAccessApp",
                            Method::PUT,
                            "/accounts/{account_id}/access/apps/{app_id}",
                        )
                        .param(app.id.clone())
                        .json(&app_body(p, &policy));
                    change = worst(change, Change::Changed);
                    self.api.send(Area::Access, call).await?
                }
            },
            [] => {
                let call = self
                    .access_call("createAccessApp", Method::POST, "/accounts/{account_id}/access/apps")
                    .json(&app_body(p, &policy));
                change = Change::Created;
                self.api.send(Area::Access, call).await?
            }
        };
        // Twins come from writes that were done although their answers were lost.
        for twin in state.apps.iter().skip(1) {
            self.delete_app(&twin.id).await?;
            change = worst(change, Change::Changed);
        }
        for twin in state.policies.iter().skip(1) {
            self.delete_policy(&twin.id).await?;
            change = worst(change, Change::Changed);
        }
        // What was answered counts; looking again at once could miss what is not listed yet. The policy's own content was
        // judged above or written just now.
        Ok(match app.difference(p, &policy).or_else(|| policy.difference(p)) {
            None => AccessStep::Ready(app, change),
            Some(_) => AccessStep::Wrote(change),
        })
    }

    async fn delete_app(&self, id: &str) -> Result<()> {
        let call = self
            .access_call("deleteAccessApp", Method::DELETE, "/accounts/{account_id}/access/apps/{app_id}")
            .param(id.to_owned());
        gone(self.api.run(Area::Access, call).await)
    }

    async fn delete_policy(&self, id: &str) -> Result<()> {
        let call = self
            .access_call(
                "deleteAccessPolicy",
                Method::DELETE,
                "/accounts/{account_id}/access/policies/{policy_id}",
            )
            .param(id.to_owned());
        gone(self.api.run(Area::Access, call).await)
    }

    pub(super) async fn drop_access(&self, p: &Publication) -> Result<Change> {
        let state = self.read_access(p).await?;
        for app in &state.apps {
            self.delete_app(&app.id).await?;
        }
        for policy in &state.policies {
            self.delete_policy(&policy.id).await?;
        }
        Ok(if state.apps.is_empty() && state.policies.is_empty() { Change::Kept } else { Change::Removed })
    }
}

enum AccessStep {
    /// Everything is as wanted, after this change.
    Ready(App, Change),
    /// Something was written, but the answer does not show what was asked for; another look decides.
    Wrote(Change),
}

/// A deletion of what is gone already is a deletion.
pub(super) fn gone(result: Result<()>) -> Result<()> {
    match result {
        Err(e) if e.kind() == ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

fn worst(a: Change, b: Change) -> Change {
    match (a, b) {
        (Change::Created, _) | (_, Change::Created) => Change::Created,
        (Change::Kept, Change::Kept) => Change::Kept,
        _ => Change::Changed,
    }
}
