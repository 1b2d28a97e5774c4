//! What the properties of a kind look like, and the checks that follow from that.

use std::net::IpAddr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Map, Value};

use super::problem::Problem;

type Properties = Map<String, Value>;

/// One property of a kind.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    pub(crate) name: &'static str,
    shape: Shape,
    pub(crate) access: Access,
    required: bool,
    default: Preset,
}

#[derive(Debug, Clone, Copy)]
enum Shape {
    /// Text of at most this many characters.
    Text(usize),
    /// One of these words.
    Word(&'static [&'static str]),
    /// A whole number: smallest, largest, step.
    Int(i64, i64, i64),
    Bool,
    /// An address, or a block when the flag is set.
    Address(bool),
    /// A list of addresses, or of blocks when the flag is set.
    Addresses(bool),
    /// `{"id": …}`, or `null`.
    Reference,
    Uuid,
    Uuids,
    /// `aa:bb:cc:dd:ee:ff`.
    Mac,
    /// A time of the day, such as `03:00:00Z`.
    Time,
    Base64,
    /// A list of texts, each of at most this many characters.
    Texts(usize),
    /// Names with texts.
    Map,
    /// An object with these properties.
    Object(&'static [Field]),
    /// At most this many of such objects.
    Objects(&'static [Field], usize),
    /// Any JSON value; the checks of the kind look at it.
    Any,
}

/// Who may set a property, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Access {
    Write,
    /// Only when the resource is made.
    Create,
    /// Only when the resource is made, and reads back as null.
    Secret,
    /// Whenever it is written, but never shown.
    Flag,
    /// As a flag, and shown as null.
    Password,
    Read,
}

#[derive(Debug, Clone, Copy)]
enum Preset {
    None,
    Text(&'static str),
    Bool(bool),
    Int(i64),
}

impl Field {
    const fn new(name: &'static str, shape: Shape) -> Self {
        Self { name, shape, access: Access::Write, required: false, default: Preset::None }
    }

    pub(crate) const fn text(name: &'static str) -> Self {
        Self::new(name, Shape::Text(10_000_000))
    }

    pub(crate) const fn name() -> Self {
        Self::new("name", Shape::Text(255))
    }

    pub(crate) const fn short(name: &'static str, characters: usize) -> Self {
        Self::new(name, Shape::Text(characters))
    }

    pub(crate) const fn word(name: &'static str, words: &'static [&'static str]) -> Self {
        Self::new(name, Shape::Word(words))
    }

    pub(crate) const fn int(name: &'static str, smallest: i64, largest: i64) -> Self {
        Self::new(name, Shape::Int(smallest, largest, 1))
    }

    pub(crate) const fn bool(name: &'static str) -> Self {
        Self::new(name, Shape::Bool)
    }

    pub(crate) const fn address(name: &'static str) -> Self {
        Self::new(name, Shape::Address(false))
    }

    pub(crate) const fn block(name: &'static str) -> Self {
        Self::new(name, Shape::Address(true))
    }

    pub(crate) const fn addresses(name: &'static str) -> Self {
        Self::new(name, Shape::Addresses(false))
    }

    pub(crate) const fn blocks(name: &'static str) -> Self {
        Self::new(name, Shape::Addresses(true))
    }

    pub(crate) const fn reference(name: &'static str) -> Self {
        Self::new(name, Shape::Reference)
    }

    pub(crate) const fn uuid(name: &'static str) -> Self {
        Self::new(name, Shape::Uuid)
    }

    pub(crate) const fn uuids(name: &'static str) -> Self {
        Self::new(name, Shape::Uuids)
    }

    pub(crate) const fn mac(name: &'static str) -> Self {
        Self::new(name, Shape::Mac)
    }

    pub(crate) const fn time(name: &'static str) -> Self {
        Self::new(name, Shape::Time)
    }

    pub(crate) const fn base64(name: &'static str) -> Self {
        Self::new(name, Shape::Base64)
    }

    pub(crate) const fn texts(name: &'static str, characters: usize) -> Self {
        Self::new(name, Shape::Texts(characters))
    }

    pub(crate) const fn map(name: &'static str) -> Self {
        Self::new(name, Shape::Map)
    }

    pub(crate) const fn object(name: &'static str, fields: &'static [Self]) -> Self {
        Self::new(name, Shape::Object(fields))
    }

    pub(crate) const fn objects(name: &'static str, fields: &'static [Self], most: usize) -> Self {
        Self::new(name, Shape::Objects(fields, most))
    }

    pub(crate) const fn any(name: &'static str) -> Self {
        Self::new(name, Shape::Any)
    }

    /// Only multiples of `step`.
    pub(crate) const fn step(mut self, step: i64) -> Self {
        if let Shape::Int(smallest, largest, _) = self.shape {
            self.shape = Shape::Int(smallest, largest, step);
        }
        self
    }

    pub(crate) const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    pub(crate) const fn access(mut self, access: Access) -> Self {
        self.access = access;
        self
    }

    pub(crate) const fn read_only(self) -> Self {
        self.access(Access::Read)
    }

    pub(crate) const fn create_only(self) -> Self {
        self.access(Access::Create)
    }

    pub(crate) const fn or_text(mut self, text: &'static str) -> Self {
        self.default = Preset::Text(text);
        self
    }

    pub(crate) const fn or_bool(mut self, flag: bool) -> Self {
        self.default = Preset::Bool(flag);
        self
    }

    pub(crate) const fn or_int(mut self, number: i64) -> Self {
        self.default = Preset::Int(number);
        self
    }

    /// Whether the value is kept apart from what is shown.
    fn is_hidden(&self) -> bool {
        matches!(self.access, Access::Secret | Access::Flag | Access::Password)
    }

    fn preset(&self) -> Value {
        match self.default {
            Preset::None => Value::Null,
            Preset::Text(text) => Value::from(text),
            Preset::Bool(flag) => Value::from(flag),
            Preset::Int(number) => Value::from(number),
        }
    }

    /// Checks a value that is not null, and answers it with the defaults of what is inside it. `at` is where it stands.
    fn accept(&self, at: &str, value: &Value) -> Result<Value, Problem> {
        let wrong = |expected: &str| Err(Problem::property(at, format!("The value must be {expected}.")));
        let text = value.as_str();
        let is_good = match self.shape {
            Shape::Text(limit) => text.is_some_and(|text| text.chars().count() <= limit),
            Shape::Word(words) => text.is_some_and(|word| words.contains(&word)),
            Shape::Int(smallest, largest, step) => whole(value)
                .is_some_and(|number| (smallest..=largest).contains(&number) && number % step == 0),
            Shape::Bool => value.is_boolean(),
            Shape::Address(block) => text.is_some_and(|text| is_address(text, block)),
            Shape::Addresses(block) => every_text(value, |text| is_address(text, block)),
            Shape::Reference => value.get("id").is_some_and(Value::is_string),
            Shape::Uuid => text.is_some_and(|text| uuid::Uuid::parse_str(text).is_ok()),
            Shape::Uuids => every_text(value, |text| uuid::Uuid::parse_str(text).is_ok()),
            Shape::Mac => text.is_some_and(is_mac),
            Shape::Time => text.is_some_and(is_time),
            Shape::Base64 => text.is_some_and(|text| STANDARD.decode(text).is_ok()),
            Shape::Texts(limit) => every_text(value, |text| text.chars().count() <= limit),
            Shape::Map => value.as_object().is_some_and(|map| map.values().all(Value::is_string)),
            Shape::Any => true,
            Shape::Object(fields) => {
                return match value {
                    Value::Object(given) => inside(fields, at, given),
                    _ => wrong("an object"),
                };
            }
            Shape::Objects(fields, most) => {
                let Some(items) = value.as_array().filter(|items| items.len() <= most) else {
                    return wrong(&format!("a list of at most {most} objects"));
                };
                let items = items.iter().enumerate().map(|(number, item)| match item {
                    Value::Object(given) => inside(fields, &format!("{at}.[{number}]"), given),
                    _ => wrong("a list of objects"),
                });
                return items.collect();
            }
        };
        if is_good { Ok(value.clone()) } else { wrong(&self.shape.expected()) }
    }
}

impl Shape {
    /// What a value of this shape is, for people.
    fn expected(self) -> String {
        match self {
            Self::Text(limit) => format!("text of at most {limit} characters"),
            Self::Word(words) => format!("one of {}", words.join(", ")),
            Self::Int(smallest, largest, 1) => format!("a whole number from {smallest} to {largest}"),
            Self::Int(smallest, largest, step) => {
                format!("a whole number from {smallest} to {largest} and a multiple of {step}")
            }
            Self::Bool => "true or false".to_owned(),
            Self::Address(false) => "an IP address".to_owned(),
            Self::Address(true) => "an IP address or a block of them".to_owned(),
            Self::Addresses(_) => "a list of IP addresses".to_owned(),
            Self::Reference => "an object with an id".to_owned(),
            Self::Uuid => "a UUID".to_owned(),
            Self::Uuids => "a list of UUIDs".to_owned(),
            Self::Mac => "a MAC address such as 02:01:00:00:00:01".to_owned(),
            Self::Time => "a time such as 03:00:00Z".to_owned(),
            Self::Base64 => "base64".to_owned(),
            Self::Texts(limit) => format!("a list of texts of at most {limit} characters"),
            Self::Map => "an object of texts".to_owned(),
            Self::Object(_) | Self::Objects(..) | Self::Any => "another one".to_owned(),
        }
    }
}

fn is_address(text: &str, block: bool) -> bool {
    text.parse::<IpAddr>().is_ok() || (block && text.parse::<ipnet::IpNet>().is_ok())
}

fn is_mac(text: &str) -> bool {
    let is_pair = |pair: &str| pair.len() == 2 && pair.chars().all(|c| c.is_ascii_hexdigit());
    text.split(':').count() == 6 && text.split(':').all(is_pair)
}

/// `HH:mm:ss`, and perhaps `Z`.
fn is_time(text: &str) -> bool {
    let text = text.strip_suffix('Z').unwrap_or(text);
    let parts: Vec<&str> = text.split(':').collect();
    parts.len() == 3
        && parts.iter().all(|part| part.len() == 2)
        && parts
            .iter()
            .zip([23_u8, 59, 59])
            .all(|(part, most)| part.parse().is_ok_and(|number: u8| number <= most))
}

fn every_text(value: &Value, is_good: impl Fn(&str) -> bool) -> bool {
    value.as_array().is_some_and(|items| items.iter().all(|item| item.as_str().is_some_and(&is_good)))
}

/// An object inside a property: what is known of it, with its defaults.
fn inside(fields: &[Field], at: &str, given: &Properties) -> Result<Value, Problem> {
    if let Some(name) = given.keys().find(|name| !fields.iter().any(|field| field.name == name.as_str())) {
        return Err(Problem::property(&format!("{at}.{name}"), "The attribute is not known."));
    }
    let mut complete = Properties::new();
    for field in fields {
        let at = format!("{at}.{}", field.name);
        let value = match given.get(field.name) {
            None | Some(Value::Null) => field.preset(),
            Some(value) => field.accept(&at, value)?,
        };
        if field.required && value.is_null() {
            return Err(Problem::property(&at, "The attribute is required."));
        }
        if given.contains_key(field.name) || !value.is_null() {
            complete.insert(field.name.to_owned(), value);
        }
    }
    Ok(Value::Object(complete))
}

/// A whole number, also when it is written as `2.0`.
pub(crate) fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        #[expect(clippy::cast_possible_truncation, reason = "it is checked to be a small whole number")]
        (number.fract() == 0.0 && number.abs() < 1e15).then_some(number as i64)
    })
}

fn find<'a>(fields: &'a [Field], name: &str) -> Result<&'a Field, Problem> {
    fields
        .iter()
        .find(|field| field.name == name)
        .ok_or_else(|| Problem::property(name, "The attribute is not known."))
}

/// The properties of a new resource: what is shown, and what is not.
pub(crate) fn create(fields: &[Field], given: &Properties) -> Result<(Properties, Properties), Problem> {
    let mut shown = Properties::new();
    let mut hidden = Properties::new();
    for (name, value) in given {
        let field = find(fields, name)?;
        if value.is_null() {
            continue;
        }
        let value = field.accept(name, value)?;
        if field.access == Access::Read {
            return Err(Problem::property(name, "The attribute is read-only."));
        }
        if field.is_hidden() { &mut hidden } else { &mut shown }.insert(name.clone(), value);
    }
    for field in fields.iter().filter(|field| !field.is_hidden()) {
        let value = shown.entry(field.name).or_insert(Value::Null);
        if value.is_null() {
            *value = field.preset();
        }
        if field.required && value.is_null() {
            return Err(Problem::property(field.name, "The attribute is required."));
        }
    }
    Ok((shown, hidden))
}

/// Changes properties: those given by PATCH, or all that may be changed by PUT.
pub(crate) fn update(
    fields: &[Field],
    now: &Properties,
    given: &Properties,
    is_put: bool,
) -> Result<(Properties, Properties), Problem> {
    let mut shown = now.clone();
    let mut hidden = Properties::new();
    for (name, value) in given {
        let field = find(fields, name)?;
        let current = now.get(name).unwrap_or(&Value::Null);
        let accepted = if value.is_null() { field.preset() } else { field.accept(name, value)? };
        match field.access {
            Access::Write => {
                shown.insert(name.clone(), accepted);
            }
            Access::Flag | Access::Password => {
                hidden.insert(name.clone(), value.clone());
            }
            _ if value == current || (is_put && value.is_null()) => {}
            // Worked out whenever it is read: what comes back with the rest of a resource changes nothing.
            Access::Read if current.is_null() => {}
            Access::Read => return Err(Problem::property(name, "The attribute is read-only.")),
            Access::Create | Access::Secret => {
                return Err(Problem::property(name, "The attribute cannot be changed after creation."));
            }
        }
    }
    for field in fields.iter().filter(|field| field.access == Access::Write) {
        if is_put && !given.contains_key(field.name) {
            shown.insert(field.name.to_owned(), field.preset());
        }
        let value = shown.entry(field.name).or_insert(Value::Null);
        if field.required && value.is_null() {
            return Err(Problem::property(field.name, "The attribute is required."));
        }
    }
    Ok((shown, hidden))
}

/// The properties that a client sees; the flag is set for those whose values are not shown.
pub(crate) fn visible(fields: &'static [Field]) -> impl Iterator<Item = (&'static str, bool)> {
    let fields = fields.iter().filter(|field| field.access != Access::Flag);
    fields.map(|field| (field.name, field.is_hidden()))
}

/// What a client sees: every property of the kind, null when it is not set or not shown.
pub(crate) fn show(fields: &[Field], shown: &Properties) -> Properties {
    fields
        .iter()
        .filter(|field| field.access != Access::Flag)
        .map(|field| {
            let value = if field.is_hidden() {
                Value::Null
            } else {
                shown.get(field.name).cloned().unwrap_or_default()
            };
            (field.name.to_owned(), value)
        })
        .collect()
}
