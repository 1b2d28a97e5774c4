//! One name that leads to another, and what stood there before.

use super::{NameProvider, NameRecord, NameZone};
use crate::error::{Error, ErrorKind, Result};
use crate::hostname;
use crate::provider::Change;

/// Types of which an alias takes the place, when that is allowed.
const REPLACEABLE: [&str; 4] = ["A", "AAAA", "ALIAS", "CNAME"];

/// A host name that leads to a target: a CNAME of ours.
///
/// Whose it is stands beside it in the zone, as TXT records at `_ionos-tunnel.<host name>`, together with the records that
/// it has replaced. They are written before the CNAME and removed after it, so whatever happens in between, the next call
/// knows where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[must_use = "nothing is written before `point`"]
pub struct Alias {
    /// The name that visitors use.
    pub hostname: String,
    /// Where it leads.
    pub target: String,
    /// Who may change it: 1 to 40 letters, digits, dots, hyphens and underscores.
    pub owner: String,
    /// Seconds for caches; the provider's default without it.
    pub ttl: Option<u32>,
    /// Whether visitors are led through the provider (Cloudflare only).
    pub proxied: Option<bool>,
    /// Whether addresses and names of somebody else give way. They are noted and come back when the alias goes.
    pub replace_existing: bool,
}

/// One note of the marker.
#[derive(Clone, Debug)]
struct Note {
    record: NameRecord,
    owner: String,
    was: Option<NameRecord>,
}

impl Note {
    fn read(hostname: &str, record: NameRecord) -> Option<Self> {
        let text = record.content.strip_prefix("ionos-tunnel owner=")?;
        let (owner, was) = match text.split_once(" was=") {
            Some((owner, was)) => (owner, Some(was)),
            None => (text, None),
        };
        let was = match was {
            None => None,
            Some(was) => {
                let mut words = was.splitn(4, ' ');
                let (kind, ttl, proxied) = (words.next()?, words.next()?, words.next()?);
                let was = NameRecord::new(hostname, kind, words.next()?)
                    .with_ttl(ttl.parse().ok())
                    .with_proxied(proxied.parse().ok());
                Some(was)
            }
        };
        Some(Self { owner: owner.to_owned(), was, record })
    }
}

/// What stands in the zone.
struct Scene {
    zone: NameZone,
    /// At the host name itself.
    here: Vec<NameRecord>,
    notes: Vec<Note>,
}

impl Scene {
    fn was(&self) -> Vec<NameRecord> {
        self.notes.iter().filter_map(|note| note.was.clone()).collect()
    }
}

fn word(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "-".to_owned(), |value| value.to_string())
}

impl Alias {
    /// An alias that nobody has to give way to.
    ///
    /// # Errors
    /// [`ErrorKind::InvalidInput`] for what is no host name, a wildcard, a name that leads to itself or an owner that cannot
    /// be written into a record.
    pub fn new(hostname: &str, target: &str, owner: impl Into<String>) -> Result<Self> {
        let owner = owner.into();
        let is_good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
        if owner.is_empty() || owner.len() > 40 || !owner.bytes().all(is_good) {
            return Err(Error::invalid(format!("`{}` is no owner of a record", owner.escape_debug()))
                .advise("use 1 to 40 letters, digits, dots, hyphens and underscores"));
        }
        let hostname = hostname::normalise_full("host name", hostname)?;
        let target = hostname::normalise_full("target", target)?;
        if hostname == target {
            return Err(Error::invalid(format!("{hostname} would lead to itself")));
        }
        Ok(Self { hostname, target, owner, ttl: None, proxied: None, replace_existing: false })
    }

    /// Sets the seconds for caches.
    pub fn ttl(mut self, seconds: u32) -> Self {
        self.ttl = Some(seconds);
        self
    }

    /// Says whether visitors are led through the provider.
    pub fn proxied(mut self, yes: bool) -> Self {
        self.proxied = Some(yes);
        self
    }

    /// Lets addresses and names of somebody else give way until the alias goes.
    pub fn replace_existing(mut self, yes: bool) -> Self {
        self.replace_existing = yes;
        self
    }

    fn marker(&self) -> String {
        format!("_ionos-tunnel.{}", self.hostname)
    }

    fn record(&self) -> NameRecord {
        NameRecord::new(&self.hostname, "CNAME", &self.target).with_ttl(self.ttl).with_proxied(self.proxied)
    }

    fn note(&self, was: Option<&NameRecord>) -> Result<NameRecord> {
        let mut text = format!("ionos-tunnel owner={}", self.owner);
        if let Some(was) = was {
            let words = [was.kind.clone(), word(was.ttl), word(was.proxied), was.content.clone()];
            text = format!("{text} was={}", words.join(" "));
        }
        if text.len() > 255 {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("what stands at {} is too long to be noted", self.hostname),
            )
            .advise("remove the record by hand first"));
        }
        Ok(NameRecord::new(&self.marker(), "TXT", &text))
    }

    async fn look(&self, provider: &dyn NameProvider) -> Result<Scene> {
        let zone = provider.zone_of(&self.hostname).await?;
        let notes = provider.records(&zone, Some(&self.marker())).await?;
        let notes: Vec<Note> = notes.into_iter().filter_map(|r| Note::read(&self.hostname, r)).collect();
        if let Some(other) = notes.iter().find(|note| note.owner != self.owner) {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("{} belongs to `{}`, as {} says", self.hostname, other.owner, self.marker()),
            )
            .advise("it is left alone; choose another host name, or remove it with the owner's name"));
        }
        let here = provider.records(&zone, Some(&self.hostname)).await?;
        Ok(Scene { zone, here, notes })
    }

    fn is_right(&self, record: &NameRecord) -> bool {
        record.is_alias_of(&self.target) && (self.proxied.is_none() || self.proxied == record.proxied)
    }

    /// Writes the alias, so that at every moment the name has a record if it had one before.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] that names the record in the way; nothing was written. After any other error the old records
    /// stand, or the alias does; a further call goes on.
    pub async fn point(&self, provider: &dyn NameProvider) -> Result<Change> {
        let scene = self.look(provider).await?;
        let in_the_way = |record: &&NameRecord| {
            !REPLACEABLE.contains(&record.kind.as_str()) && (!provider.flattens() || record.kind == "NS")
        };
        if let Some(record) = scene.here.iter().find(in_the_way) {
            return Err(Error::new(
                ErrorKind::Conflict,
                format!("a CNAME cannot stand beside {}", record.words()),
            )
            .advise("choose another host name"));
        }
        if self.hostname == scene.zone.name && !provider.flattens() {
            return Err(Error::invalid(format!(
                "{} is a whole zone, which cannot be a CNAME",
                self.hostname
            ))
            .advise("publish a name below it, such as `www`"));
        }
        let here: Vec<NameRecord> =
            scene.here.iter().filter(|r| REPLACEABLE.contains(&r.kind.as_str())).cloned().collect();
        let was = scene.was();
        let is_noted = |record: &NameRecord| was.iter().any(|old| old.is_same(record));
        if let [only] = here.as_slice()
            && self.is_right(only)
        {
            if !scene.notes.is_empty() {
                return Ok(Change::Kept);
            }
            self.write(provider, &scene.zone, &self.note(None)?).await?;
            return Ok(Change::Changed);
        }
        // With our mark, a CNAME that replaced something, or nothing, is ours.
        let is_ours =
            |record: &NameRecord| !scene.notes.is_empty() && record.kind == "CNAME" && !is_noted(record);
        let foreign: Vec<&NameRecord> =
            here.iter().filter(|r| !is_ours(r) && !r.is_alias_of(&self.target)).collect();
        if let Some(record) = foreign.first().filter(|_| !self.replace_existing) {
            return Err(Error::new(ErrorKind::Conflict, format!("the name is taken: {}", record.words()))
                .advise("it is left alone; choose another host name, or allow the record to be replaced"));
        }
        if foreign.iter().any(|record| !is_noted(record)) {
            // What an earlier run noted is not what stands here now.
            for note in scene.notes.iter().filter(|note| note.was.is_some()) {
                provider.delete(&scene.zone, &note.record).await?;
            }
            for record in &foreign {
                self.write(provider, &scene.zone, &self.note(Some(record))?).await?;
            }
        }
        if !scene.notes.iter().any(|note| note.was.is_none()) {
            self.write(provider, &scene.zone, &self.note(None)?).await?;
        }
        if here.is_empty() {
            self.write(provider, &scene.zone, &self.record()).await?;
            return Ok(Change::Created);
        }
        self.exchange(provider, &scene.zone, &here, &[self.record()]).await?;
        Ok(Change::Changed)
    }

    /// Makes a record unless it stands; a lost answer is looked up.
    async fn write(&self, provider: &dyn NameProvider, zone: &NameZone, record: &NameRecord) -> Result<()> {
        let Err(error) = provider.create(zone, record).await else { return Ok(()) };
        let unclear = error.may_have_happened() || error.kind() == ErrorKind::Conflict;
        if unclear && provider.records(zone, Some(&record.name)).await?.iter().any(|r| r.is_same(record)) {
            return Ok(());
        }
        Err(error)
    }

    /// Swaps, and puts the old records back when nothing at all is left.
    async fn exchange(
        &self,
        provider: &dyn NameProvider,
        zone: &NameZone,
        old: &[NameRecord],
        new: &[NameRecord],
    ) -> Result<()> {
        let Err(error) = provider.swap(zone, old, new).await else { return Ok(()) };
        let now = provider.records(zone, Some(&self.hostname)).await?;
        let stands = |record: &NameRecord| now.iter().any(|r| r.is_same(record));
        if now.len() == new.len() && new.iter().all(stands) {
            return Ok(());
        }
        if !now.iter().any(|r| new.iter().any(|n| n.is_same(r))) {
            for record in old.iter().filter(|record| !stands(record)) {
                self.write(provider, zone, record).await?;
            }
        }
        Err(error)
    }

    /// Takes the alias away and puts back what it had replaced. A second call writes nothing.
    ///
    /// A CNAME to the target goes even without our mark: where the target is about to go, it would lead nowhere.
    ///
    /// # Errors
    /// [`ErrorKind::Conflict`] when the name belongs to another owner; otherwise as the provider refuses it.
    pub async fn withdraw(&self, provider: &dyn NameProvider) -> Result<Change> {
        let scene = self.look(provider).await?;
        let was = scene.was();
        let is_noted = |record: &NameRecord| was.iter().any(|old| old.is_same(record));
        let is_ours = |record: &&NameRecord| {
            record.kind == "CNAME"
                && !is_noted(record)
                && (record.content == self.target || !scene.notes.is_empty())
        };
        let ours: Vec<NameRecord> = scene.here.iter().filter(is_ours).cloned().collect();
        let back: Vec<NameRecord> =
            was.iter().filter(|old| !scene.here.iter().any(|r| r.is_same(old))).cloned().collect();
        // A swap that was broken off may have left some of the old records. Others that came since are no business of ours.
        let others = scene
            .here
            .iter()
            .any(|r| !ours.contains(r) && !is_noted(r) && REPLACEABLE.contains(&r.kind.as_str()));
        match (ours.is_empty(), back.is_empty() || others) {
            (false, false) => self.exchange(provider, &scene.zone, &ours, &back).await?,
            (false, true) => {
                for record in &ours {
                    provider.delete(&scene.zone, record).await?;
                }
            }
            (true, false) => {
                for record in &back {
                    self.write(provider, &scene.zone, record).await?;
                }
            }
            (true, true) => {}
        }
        for note in &scene.notes {
            provider.delete(&scene.zone, &note.record).await?;
        }
        Ok(if ours.is_empty() && scene.notes.is_empty() { Change::Kept } else { Change::Removed })
    }
}

/// Removes every CNAME to a target from all zones of a provider, whoever wrote it, and gives what was removed.
///
/// For targets that no longer exist. What an alias had replaced does not come back by this: [`Alias::withdraw`] does that, before
/// or after.
///
/// # Errors
/// As the provider refuses it; what was removed until then is gone.
pub async fn sweep(provider: &dyn NameProvider, target: &str) -> Result<Vec<NameRecord>> {
    let target = hostname::normalise_full("target", target)?;
    let mut gone = Vec::new();
    for zone in provider.zones().await? {
        for record in provider.records(&zone, None).await? {
            if record.is_alias_of(&target) {
                provider.delete(&zone, &record).await?;
                gone.push(record);
            }
        }
    }
    Ok(gone)
}
