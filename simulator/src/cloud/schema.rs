//! What the properties of a kind look like, and the checks that follow from that.

use std::net::IpAddr;

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

    /// Whether the value is kept apart from what is shown.
    fn is_hidden(&self) -> bool {
        matches!(self.access, Access::Secret | Access::Flag | Access::Password)
    }

    fn preset(&self) -> Value {
        match self.default {
            Preset::None => Value::Null,
            Preset::Text(text) => Value::from(text),
            Preset::Bool(flag) => Value::from(flag),
        }
    }

    /// Checks a value that is not null.
    fn check(&self, value: &Value) -> Result<(), Problem> {
        let wrong =
            |expected: String| Err(Problem::property(self.name, format!("The value must be {expected}.")));
        match self.shape {
            Shape::Text(limit) => match value.as_str() {
                Some(text) if text.chars().count() <= limit => Ok(()),
                _ => wrong(format!("text of at most {limit} characters")),
            },
            Shape::Word(words) => match value.as_str() {
                Some(word) if words.contains(&word) => Ok(()),
                _ => wrong(format!("one of {}", words.join(", "))),
            },
            Shape::Int(smallest, largest, step) => match whole(value) {
                Some(number) if (smallest..=largest).contains(&number) && number % step == 0 => Ok(()),
                _ if step > 1 => {
                    wrong(format!("a whole number from {smallest} to {largest} and a multiple of {step}"))
                }
                _ => wrong(format!("a whole number from {smallest} to {largest}")),
            },
            Shape::Bool if value.is_boolean() => Ok(()),
            Shape::Bool => wrong("true or false".to_owned()),
            Shape::Address(block) => {
                let good = value.as_str().is_some_and(|text| {
                    text.parse::<IpAddr>().is_ok() || (block && text.parse::<ipnet::IpNet>().is_ok())
                });
                if good { Ok(()) } else { wrong("an IP address".to_owned()) }
            }
            Shape::Addresses(block) => {
                let is_one = |text: &str| {
                    text.parse::<IpAddr>().is_ok() || (block && text.parse::<ipnet::IpNet>().is_ok())
                };
                let good = value
                    .as_array()
                    .is_some_and(|items| items.iter().all(|item| item.as_str().is_some_and(is_one)));
                if good { Ok(()) } else { wrong("a list of IP addresses".to_owned()) }
            }
            Shape::Reference => match value.get("id") {
                Some(Value::String(_)) => Ok(()),
                _ => wrong("an object with an id".to_owned()),
            },
            Shape::Any => Ok(()),
        }
    }
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
        field.check(value)?;
        if field.access == Access::Read {
            return Err(Problem::property(name, "The attribute is read-only."));
        }
        if field.is_hidden() { &mut hidden } else { &mut shown }.insert(name.clone(), value.clone());
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
        if !value.is_null() {
            field.check(value)?;
        }
        match field.access {
            Access::Write => {
                shown.insert(name.clone(), if value.is_null() { field.preset() } else { value.clone() });
            }
            Access::Flag | Access::Password => {
                hidden.insert(name.clone(), value.clone());
            }
            _ if value == current || (is_put && value.is_null()) => {}
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
