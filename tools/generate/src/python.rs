//! `models.py`, `_kinds.py`, and the handles of the two clients.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::Result;
use crate::api::{
    Access, Answer, Call, Field, Model, Place, Resource, Role, Service, Shape, Surface, Type, camel, pascal,
    snake,
};
use crate::source::{Given, Literal};
use crate::{fit, imperative, wrap, written};

const FOLDER: &str = "bindings-python/python/ionos_sdk";

pub(crate) fn files(root: &Path, surface: &Surface) -> Result<Vec<(String, String)>> {
    let extras = std::fs::read_to_string(root.join(FOLDER).join("_extras_aio.py"))?;
    let file = |name: &str, text: String| (format!("{FOLDER}/{name}"), text);
    Ok(vec![
        file("models.py", models(surface)),
        file("_kinds.py", kinds(surface)),
        file("_handles_aio.py", handles(surface, &extras, true)),
        file("_handles.py", handles(surface, &extras, false)),
    ])
}

// ---- Models ----------------------------------------------------------------------------------------------------------

const MODELS: &str = r#""""Resources as data: frozen classes with the names of the Rust crate.

``X`` is a resource as it is read, ``XProperties`` its fields, ``NewX`` what is needed to make one, and
``XUpdate`` what can change.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

"#;

const DOCUMENT: &str = r#"class Document(Data):
    """A resource as the service sends it."""

    id: str = ""
    """Its identifier; empty for the few kinds that have none, such as contracts."""
    kind: str = wired("type", default="")
    """Its kind in the service's words, such as ``server``."""
    href: str | None = None
    """Its address."""
    metadata: Metadata | None = None
    """What the service notes about it; absent in answers of depth 0."""
    extra: Mapping[str, Any] = unknown()
    """Fields that this version does not know."""

    @property
    def state(self) -> str | None:
        """Where it is in its life, if the answer was deep enough to say."""
        return None if self.metadata is None else self.metadata.state or self.metadata.status
"#;

/// Former names.
const FORMER: &[(&str, &str)] = &[("RequestState", "RequestStatusMetadata")];

fn models(surface: &Surface) -> String {
    let mut names: BTreeSet<&str> = ["CLEAR", "Clear", "Document", "Model"].into();
    names.extend(surface.words.iter().map(|w| w.name.as_str()));
    names.extend(surface.models.iter().map(|m| m.name.as_str()));
    let former: Vec<_> = FORMER.iter().filter(|(_, now)| names.contains(now)).collect();
    names.extend(former.iter().map(|(old, _)| *old));
    let mut text = String::new();
    all(&mut text, &names);
    for words in &surface.words {
        let values: Vec<_> = words.values.iter().map(|v| quoted(v)).collect();
        text.push_str(&fit(0, &format!("{} = Literal[", words.name), &values, "]"));
        text.push('\n');
        doc(&mut text, 0, &words.docs);
    }
    let mut done = BTreeSet::new();
    class(&mut text, surface, "Metadata", &mut done);
    let _ = write!(text, "\n\n{DOCUMENT}");
    for resource in &surface.resources {
        for of in [
            Some(&resource.read),
            resource.create.as_ref(),
            resource.update.as_ref(),
            resource.replace.as_ref(),
        ] {
            if let Some(name) = of.and_then(Type::model) {
                class(&mut text, surface, name, &mut done);
            }
        }
    }
    for model in &surface.models {
        class(&mut text, surface, &model.name, &mut done);
    }
    for (old, now) in former {
        let _ = write!(text, "\n\n{old} = {now}\n\"\"\"Former name of :class:`{now}`.\"\"\"\n");
    }
    let mut head = MODELS.to_owned();
    import(&mut head, "collections.abc", &text, &["Mapping", "Sequence"]);
    import(&mut head, "typing", &text, &["Any", "ClassVar", "Literal"]);
    head.push('\n');
    let tools = [
        "CLEAR", "Clear", "Data", "Model", "entities", "inner", "items", "needed", "secret", "unknown",
        "wired",
    ];
    import(&mut head, "ionos_sdk._model", &text, &tools);
    head.push('\n');
    head + &text
}

/// Imports the names that a text uses.
fn import(head: &mut String, module: &str, text: &str, names: &[&str]) {
    // Words of the docs are no names.
    let called = |name: &str| name.starts_with(char::is_uppercase) || text.contains(&format!("{name}("));
    let used: Vec<_> = names
        .iter()
        .filter(|name| uses(text, name) && (called(name) || text.contains(&format!(", {name}"))))
        .map(|name| (*name).to_owned())
        .collect();
    let one = format!("from {module} import {}", used.join(", "));
    match used.is_empty() {
        true => {}
        false if one.len() <= 120 => head.push_str(&format!("{one}\n")),
        false => {
            let _ = writeln!(head, "{}", fit(0, &format!("from {module} import ("), &used, ")"));
        }
    }
}

fn all(text: &mut String, names: &BTreeSet<&str>) {
    text.push_str("__all__ = [\n");
    for name in sorted(names) {
        let _ = writeln!(text, "    \"{name}\",");
    }
    text.push_str("]\n\n");
}

/// As ruff sorts `__all__`: constants, classes, the rest.
fn sorted<'a>(names: &BTreeSet<&'a str>) -> Vec<&'a str> {
    let rank = |name: &str| match name {
        _ if name.chars().all(|c| !c.is_lowercase()) && name.len() > 1 => 0,
        _ if name.chars().next().is_some_and(char::is_uppercase) => 1,
        _ => 2,
    };
    let mut all: Vec<_> = names.iter().copied().collect();
    all.sort_by_key(|name| (rank(name), natural(name)));
    all
}

/// Numbers count as numbers.
fn natural(name: &str) -> Vec<(String, u64)> {
    let mut parts = Vec::new();
    let mut rest = name;
    while !rest.is_empty() {
        let end = rest.find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len());
        let (word, more) = rest.split_at(end);
        let end = more.find(|c: char| !c.is_ascii_digit()).unwrap_or(more.len());
        let (digits, more) = more.split_at(end);
        parts.push((word.to_owned(), digits.parse().unwrap_or_default()));
        rest = more;
    }
    parts
}

/// Writes a class after those that it needs.
fn class<'a>(text: &mut String, surface: &'a Surface, name: &'a str, done: &mut BTreeSet<&'a str>) {
    let Some(model) = surface.model(name) else { return };
    if !done.insert(&model.name) {
        return;
    }
    match &model.shape {
        Shape::Document { properties, entities } => {
            class(text, surface, properties, done);
            if let Some(entities) = entities {
                class(text, surface, entities, done);
            }
        }
        // What is contained has a place of its own.
        Shape::Entities => {}
        Shape::Fields => {
            for field in &model.fields {
                if let Some(name) = field.of.model() {
                    class(text, surface, name, done);
                }
            }
        }
    }
    let base = if matches!(model.shape, Shape::Document { .. }) { "Document" } else { "Data" };
    let _ = write!(text, "\n\nclass {name}({base}):\n");
    let docs = if model.docs.is_empty() { format!("{}.", words_of(name)) } else { model.docs.clone() };
    doc(text, 4, &docs);
    text.push('\n');
    match &model.shape {
        Shape::Document { properties, entities } => {
            let _ = writeln!(text, "    properties: {properties} = inner({properties})");
            doc(text, 4, "Its fields; all empty in answers of depth 0.");
            if let Some(entities) = entities {
                let _ = writeln!(text, "    entities: {entities} | None = None");
                doc(text, 4, "What it contains; present from the depth that covers it.");
            }
        }
        Shape::Entities => {
            for field in &model.fields {
                let Some(item) = field.of.model() else { continue };
                let _ = writeln!(text, "    {}: tuple[{item}, ...] = items()", attribute(&field.name));
                doc(text, 4, &field.docs);
            }
            text.push_str("    extra: Mapping[str, Any] = unknown()\n");
            doc(text, 4, "Kinds that this version does not know.");
        }
        Shape::Fields => {
            let wraps = |r: &Resource| {
                r.wraps_patches && r.update.as_ref().and_then(Type::model) == Some(&model.name)
            };
            if surface.resources.iter().any(wraps) {
                text.push_str("    WRAPPED: ClassVar[bool] = True\n");
            }
            if model.bare {
                text.push_str("    BARE: ClassVar[bool] = True\n");
            }
            for field in &model.fields {
                declare(text, model, field);
            }
            for field in &model.inside {
                let Some(item) = field.of.model() else { continue };
                let _ = writeln!(text, "    {}: Sequence[{item}] = entities()", attribute(&field.name));
                doc(text, 4, &field.docs);
            }
            if model.role != Role::Sent {
                text.push_str("    extra: Mapping[str, Any] = unknown()\n");
                doc(text, 4, "Fields that this version does not know.");
            }
        }
    }
}

fn declare(text: &mut String, model: &Model, field: &Field) {
    let sent = model.role != Role::Read;
    let given = if model.role == Role::Sent { field.given.clone() } else { None };
    let of = annotation(&field.of, sent);
    let bytes = sent && field.of == Type::Bytes;
    let secret = field.of == Type::Secret || field.of == Type::Clearable(Box::new(Type::Secret));
    let mut special = Vec::new();
    if camel(&field.name) != field.wire {
        special.push(quoted(&field.wire));
    }
    if bytes {
        special.push("base64=True".to_owned());
    }
    let (optional, function, default) = match given {
        Some(Given::Required) => ("", "needed", None),
        Some(Given::Default(Literal::Text(value))) => ("", "wired", Some(quoted(&value))),
        Some(Given::Default(Literal::Number(value))) => ("", "wired", Some(value)),
        Some(Given::Default(Literal::Bool(value))) => {
            ("", "wired", Some(if value { "True" } else { "False" }.to_owned()))
        }
        None if of == "Any" => ("", "wired", None),
        None => (" | None", "wired", None),
    };
    let value = match (special.is_empty(), secret, function, default) {
        (true, false, "needed", _) => String::new(),
        (true, false, _, None) => " = None".to_owned(),
        (true, false, _, Some(default)) => format!(" = {default}"),
        (_, true, "needed", _) => format!(" = needed({})", with(&special, "secret=True")),
        (_, true, _, _) => format!(" = secret({})", special.join(", ")),
        (_, _, function, None) => format!(" = {function}({})", special.join(", ")),
        (_, _, function, Some(default)) => {
            format!(" = {function}({})", with(&special, &format!("default={default}")))
        }
    };
    let _ = writeln!(text, "    {}: {of}{optional}{value}", attribute(&field.name));
    doc(text, 4, &field.docs);
}

fn with(items: &[String], last: &str) -> String {
    items.iter().map(String::as_str).chain([last]).collect::<Vec<_>>().join(", ")
}

fn annotation(of: &Type, sent: bool) -> String {
    match of {
        Type::Any => "Any".to_owned(),
        Type::Bytes if sent => "str | bytes".to_owned(),
        Type::Text | Type::Secret | Type::Bytes => "str".to_owned(),
        Type::Int => "int".to_owned(),
        Type::Float => "float".to_owned(),
        Type::Bool => "bool".to_owned(),
        Type::Model(name) | Type::Inside(name) => name.clone(),
        Type::Word(name) => format!("{name} | str"),
        Type::List(inner) if sent => format!("Sequence[{}]", annotation(inner, sent)),
        Type::List(inner) => format!("tuple[{}, ...]", annotation(inner, sent)),
        Type::Map(inner) => format!("Mapping[str, {}]", annotation(inner, sent)),
        Type::Clearable(inner) if sent => format!("{} | Clear", annotation(inner, sent)),
        Type::Clearable(inner) => annotation(inner, sent),
    }
}

fn attribute(name: &str) -> String {
    const WORDS: &[&str] = &[
        "and", "as", "assert", "async", "await", "class", "def", "del", "elif", "except", "finally", "from",
        "global", "import", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "try", "with", "yield",
    ];
    if WORDS.contains(&name) { format!("{name}_") } else { name.to_owned() }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn words_of(name: &str) -> String {
    let text = snake(name).replace('_', " ");
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

fn doc(text: &mut String, indent: usize, docs: &str) {
    let pad = " ".repeat(indent);
    let docs = docs.replace('\\', "\\\\").replace('`', "``");
    let one = format!("{pad}\"\"\"{docs}\"\"\"");
    if one.chars().count() <= 120 {
        let _ = writeln!(text, "{one}");
        return;
    }
    // The first sentence has a line of its own where it is short enough.
    let (first, rest) = docs.split_once(". ").map_or((docs.as_str(), ""), |(a, b)| (a, b));
    let first = if rest.is_empty() { first.to_owned() } else { format!("{first}.") };
    if rest.is_empty() || indent + 3 + first.chars().count() > 120 {
        let lines = wrap(&docs, 117 - indent);
        let _ = writeln!(text, "{pad}\"\"\"{}", lines.join(&format!("\n{pad}")));
        let _ = writeln!(text, "{pad}\"\"\"");
        return;
    }
    let _ = writeln!(text, "{pad}\"\"\"{first}\n");
    for line in wrap(rest, 120 - indent) {
        let _ = writeln!(text, "{pad}{line}");
    }
    let _ = writeln!(text, "{pad}\"\"\"");
}

// ---- Kinds -----------------------------------------------------------------------------------------------------------

const KINDS: &str = r#""""What handles need to know of each kind of resource.

Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.
"""

from __future__ import annotations

from ionos_sdk import models
from ionos_sdk._place import Kind

"#;

fn kinds(surface: &Surface) -> String {
    let mut text = KINDS.to_owned();
    for resource in &surface.resources {
        let mut items = vec![
            format!("models.{}", resource.read.model().unwrap_or("Document")),
            quoted(&resource.segment),
            quoted(&resource.param),
        ];
        let (filter, name) = &resource.known_by;
        if name != "name" {
            items.push(format!("name={}", quoted(name)));
        }
        if filter != "name" {
            items.push(format!("filter={}", quoted(filter)));
        }
        let _ = writeln!(text, "{}", fit(0, &format!("{} = Kind(", constant(&resource.name)), &items, ")"));
    }
    text
}

fn constant(name: &str) -> String {
    snake(name).to_uppercase()
}

// ---- Handles ---------------------------------------------------------------------------------------------------------

struct Writer<'a> {
    surface: &'a Surface,
    extras: &'a str,
    aio: bool,
    text: String,
}

fn handles(surface: &Surface, extras: &str, aio: bool) -> String {
    let mut writer = Writer { surface, extras, aio, text: String::new() };
    let mut names = BTreeSet::new();
    for resource in &surface.resources {
        if surface.places().any(|p| p.kind == resource.name && p.access == Access::Full) {
            names.insert(writer.a(&format!("{}Item", resource.name)));
            writer.item(resource);
        }
    }
    for plural in writer.collections() {
        names.insert(writer.a(&plural));
    }
    for service in &surface.services {
        names.insert(writer.a(&service_name(service)));
        writer.service(service);
    }
    names.insert(writer.a("Services"));
    writer.root();
    let (suffix, which) = if aio { ("_aio", "for asyncio") } else { ("", "that block") };
    let body = writer.text;
    let a = |name: &str| if aio { format!("Async{name}") } else { name.to_owned() };
    let verbs = [
        "AttachedCollection",
        "AttachedItem",
        "Collection",
        "Item",
        "LabelledCollection",
        "List",
        "Patchable",
        "Pending",
        "Removable",
        "Replaceable",
        "Service",
        "WritableCollection",
    ]
    .map(a);
    let verbs = verbs.each_ref().map(String::as_str);
    let mut head = format!(
        "\"\"\"The handles {which}: what each kind of resource and each service offers.\n\n\
         Written by ``cargo xtask generate`` from the declarations of ``ionos-core``: change those instead.\n\"\"\"\n\n\
         from __future__ import annotations\n\n"
    );
    import(&mut head, "collections.abc", &body, &["Iterable", "Mapping", "Sequence"]);
    import(&mut head, "typing", &body, &["Any"]);
    if !head.ends_with("\n\n") {
        head.push('\n');
    }
    let _ = writeln!(head, "from ionos_sdk import _extras{suffix} as extras");
    head.push_str("from ionos_sdk import _kinds as kinds\nfrom ionos_sdk import models as m\n");
    import(&mut head, "ionos_sdk._model", &body, &["bare", "body", "decode"]);
    import(&mut head, "ionos_sdk._place", &body, &["listed", "nothing", "same"]);
    import(&mut head, &format!("ionos_sdk._verbs{suffix}"), &body, &verbs);
    head.push('\n');
    all(&mut head, &names.iter().map(String::as_str).collect());
    head.pop();
    head + &body
}

fn uses(text: &str, name: &str) -> bool {
    text.match_indices(name).any(|(at, _)| {
        let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '_');
        edge(text[..at].chars().next_back()) && edge(text[at + name.len()..].chars().next())
    })
}

fn service_name(service: &Service) -> String {
    match service.name.as_str() {
        "Client" => "Cloud".to_owned(),
        name => name.to_owned(),
    }
}

impl Writer<'_> {
    /// The name of a class in this flavour.
    fn a(&self, name: &str) -> String {
        if self.aio { format!("Async{name}") } else { name.to_owned() }
    }

    fn extras(&self, name: &str) -> Option<Vec<String>> {
        written(self.extras, &format!("Async{name}Extras"), |line| {
            let line = line.strip_prefix("    ")?;
            let rest = line.strip_prefix("async def ").or_else(|| line.strip_prefix("def "))?;
            rest.split('(').next()
        })
    }

    /// Collections that have methods of their own, such as the labels of a resource.
    fn collections(&self) -> Vec<String> {
        let mut all: Vec<_> = self
            .surface
            .places()
            .filter(|p| p.access == Access::Full)
            .map(|p| pascal(&p.plural))
            .filter(|name| self.extras(name).is_some())
            .collect();
        all.sort();
        all.dedup();
        all
    }

    fn head(&mut self, name: &str, bases: &[String], docs: &str) {
        let class = fit(0, &format!("class {name}("), bases, "):");
        let _ = write!(self.text, "\n\n{class}\n");
        doc(&mut self.text, 4, docs);
        self.text.push_str("\n    __slots__ = ()\n");
    }

    fn item(&mut self, resource: &Resource) {
        let read = self.model(&resource.read);
        let mut bases = Vec::new();
        let written = self.extras(&resource.name);
        if written.is_some() {
            bases.push(format!("extras.{}", self.a(&format!("{}Extras", resource.name))));
        }
        bases.push(format!("{}[{read}]", self.a("Item")));
        if let Some(update) = &resource.update {
            bases.push(format!("{}[{read}, {}]", self.a("Patchable"), self.model(update)));
        }
        if let Some(whole) = &resource.replace {
            bases.push(format!("{}[{read}, {}]", self.a("Replaceable"), self.model(whole)));
        }
        if resource.removable {
            bases.push(self.a("Removable"));
        }
        let docs =
            if resource.docs.is_empty() { format!("One {}.", resource.words) } else { resource.docs.clone() };
        self.head(&self.a(&format!("{}Item", resource.name)), &bases, &docs);
        self.inside(&resource.places, &resource.calls, &written.unwrap_or_default());
        // A collection with methods of its own stands behind its items.
        let plurals: BTreeSet<_> = self
            .surface
            .places()
            .filter(|p| p.kind == resource.name && p.access == Access::Full)
            .map(|p| (pascal(&p.plural), p.docs.clone()))
            .collect();
        let mut done = BTreeSet::new();
        for (plural, docs) in plurals {
            if self.extras(&plural).is_some() && done.insert(plural.clone()) {
                let bases =
                    [format!("extras.{}", self.a(&format!("{plural}Extras"))), self.generic(resource)];
                self.head(&self.a(&plural), &bases, &docs);
            }
        }
    }

    fn service(&mut self, service: &Service) {
        let mut bases = Vec::new();
        let name = service_name(service);
        let written = self.extras(&name);
        if written.is_some() {
            bases.push(format!("extras.{}", self.a(&format!("{name}Extras"))));
        }
        bases.push(self.a("Service"));
        self.head(&self.a(&name), &bases, &format!("{}.", service.api.name()));
        self.inside(&service.places, &service.calls, &written.unwrap_or_default());
    }

    /// The Cloud API, with the ways to the other services.
    fn root(&mut self) {
        let cloud = self.a("Cloud");
        self.head(&self.a("Services"), &[cloud], "Everything that a client offers.");
        for service in self.surface.services.iter().filter(|s| s.name != "Client") {
            let (name, class) = (service.accessor(), self.a(&service_name(service)));
            let key = service.api.key();
            let api = service.api.name();
            if service.is_regional() {
                let _ = write!(
                    self.text,
                    "\n    def {name}(self, region: str) -> {class}:\n        \"\"\"{api} in a region such as ``de-txl``.\"\"\"\n        return {class}(self._place.service(\"{key}\", region))\n"
                );
            } else {
                let _ = write!(
                    self.text,
                    "\n    @property\n    def {name}(self) -> {class}:\n        \"\"\"{api}.\"\"\"\n        return {class}(self._place.service(\"{key}\"))\n"
                );
            }
        }
    }

    fn inside(&mut self, places: &[Place], calls: &[Call], written: &[String]) {
        for place in places {
            if !written.contains(&place.plural) {
                self.plural(place);
            }
            if !written.contains(&place.singular) {
                self.singular(place);
            }
        }
        for call in calls.iter().filter(|call| !written.contains(&call.name)) {
            self.call(call);
        }
    }

    fn model(&self, of: &Type) -> String {
        format!("m.{}", of.model().unwrap_or("Document"))
    }

    fn item_type(&self, place: &Place, resource: &Resource) -> String {
        let read = self.model(&resource.read);
        match place.access {
            Access::Full => self.a(&format!("{}Item", resource.name)),
            Access::ReadOnly => format!("{}[{read}]", self.a("Item")),
            Access::Attached => format!("{}[{read}]", self.a("AttachedItem")),
        }
    }

    fn generic(&self, resource: &Resource) -> String {
        let (read, item) = (self.model(&resource.read), self.a(&format!("{}Item", resource.name)));
        match &resource.create {
            Some(new) => {
                let class = if resource.labelled { "LabelledCollection" } else { "WritableCollection" };
                format!("{}[{read}, {item}, {}]", self.a(class), self.model(new))
            }
            None => format!("{}[{read}, {item}]", self.a("Collection")),
        }
    }

    fn plural(&mut self, place: &Place) {
        let Some(resource) = self.surface.resource(&place.kind) else { return };
        let (read, item) = (self.model(&resource.read), self.item_type(place, resource));
        let own = pascal(&place.plural);
        let of = match place.access {
            Access::Full if self.extras(&own).is_some() => self.a(&own),
            Access::Full => self.generic(resource),
            Access::ReadOnly => format!("{}[{read}, {item}]", self.a("Collection")),
            Access::Attached => format!("{}[{read}]", self.a("AttachedCollection")),
        };
        let class = of.split('[').next().unwrap_or_default().to_owned();
        let mut items = vec!["self._place".to_owned(), format!("kinds.{}", constant(&resource.name)), item];
        if place.segment != resource.segment || place.param != resource.param {
            items.extend([quoted(&place.segment), quoted(&place.param)]);
        }
        self.text.push_str("\n    @property\n");
        let name = attribute(&place.plural);
        let _ = writeln!(self.text, "{}", getter(&name, &of));
        doc(&mut self.text, 8, &place.docs);
        let _ = writeln!(self.text, "{}", fit(8, &format!("return {class}("), &items, ")"));
    }

    fn singular(&mut self, place: &Place) {
        let Some(resource) = self.surface.resource(&place.kind) else { return };
        let item = self.item_type(place, resource);
        let (one, many) = (attribute(&place.singular), attribute(&place.plural));
        let head = fit(
            4,
            &format!("def {one}("),
            &["self".to_owned(), "id: object".to_owned()],
            &format!(") -> {item}:"),
        );
        let _ = write!(
            self.text,
            "\n{head}\n        \"\"\"One of :attr:`{many}`, by its id; nothing is sent.\"\"\"\n        return self.{many}.item(id)\n"
        );
    }

    fn answer(&self, of: &Type) -> String {
        match of {
            Type::Model(name) => format!("m.{name}"),
            Type::Inside(name) => format!("list[m.{name}]"),
            Type::List(inner) => format!("list[{}]", self.answer(inner)),
            Type::Map(inner) => format!("dict[str, {}]", self.answer(inner)),
            Type::Word(name) => format!("m.{name} | str"),
            Type::Clearable(inner) => format!("{} | None", self.answer(inner)),
            Type::Any => "Any".to_owned(),
            other => annotation(other, false),
        }
    }

    /// An expression that makes the answer of a JSON value.
    fn decoded(&self, of: &Type, value: &str) -> String {
        match of {
            Type::Model(name) => format!("decode(m.{name}, {value})"),
            Type::Inside(name) => format!("[decode(m.{name}, one) for one in listed({value})]"),
            Type::List(inner) if inner.model().is_some() => {
                format!("[{} for one in listed({value})]", self.decoded(inner, "one"))
            }
            Type::List(_) => format!("list(listed({value}))"),
            Type::Text | Type::Secret => format!("str({value})"),
            Type::Bool => format!("bool({value})"),
            Type::Int => format!("int({value})"),
            Type::Map(_) => format!("dict({value})"),
            _ => value.to_owned(),
        }
    }

    fn call(&mut self, call: &Call) {
        let (def, wait) = if self.aio { ("async def", "await ") } else { ("def", "") };
        let name = attribute(&call.name);
        let mut params = vec!["self".to_owned()];
        let mut given = vec![quoted(&format!("{}/{}", call.operation.api.key(), call.operation.id))];
        for param in &call.params {
            params.push(format!("{param}: object"));
            given.push(param.clone());
        }
        if let Some(body) = &call.body {
            params.push(format!("request: {}", self.request(body)));
            given.push(format!("body={}", self.encoded(body, "request")));
        }
        if let Some(filter) = &call.filter {
            params.push(format!("filter: {}", self.request(filter)));
            given.push("query=bare(filter)".to_owned());
        } else if matches!(call.answer, Answer::List(_)) {
            let options = [
                "*",
                "depth: int = 1",
                "filters: Mapping[str, object] | Iterable[tuple[str, object]] = ()",
                "order_by: str | None = None",
                "page_size: int | None = None",
            ];
            params.extend(options.map(str::to_owned));
            let same = ["depth", "filters", "order_by", "page_size"];
            given.extend(same.map(|name| format!("{name}={name}")));
        } else {
            params.extend(["*".to_owned(), "query: Mapping[str, object] | None = None".to_owned()]);
            given.push("query=query".to_owned());
        }
        let docs = match &call.answer {
            Answer::List(_) => call.docs.clone(),
            _ => imperative(&call.docs),
        };
        let sent = |method: &str| format!("self.{method}({})", given.join(", "));
        let (def, of, lines) = match &call.answer {
            Answer::Nothing => (def, "None".to_owned(), vec![format!("{wait}{}", sent("_call"))]),
            Answer::Text => (def, "str".to_owned(), vec![format!("return str({wait}{})", sent("_call"))]),
            Answer::Value(of) => {
                let value = format!("{wait}{}", sent("_call"));
                let one = format!("return {}", self.decoded(of, &value));
                let lines = if one.chars().count() <= 112 {
                    vec![one]
                } else {
                    vec![format!("answer = {value}"), format!("return {}", self.decoded(of, "answer"))]
                };
                (def, self.answer(of), lines)
            }
            Answer::List(of) => {
                let Some(model) = of.model() else { return };
                let read = format!("{}[m.{model}]", self.a("List"));
                given.insert(1, format!("m.{model}"));
                ("def", read, vec![format!("return {}", format_args!("self._list({})", given.join(", ")))])
            }
            Answer::Change(of) => {
                let (of, read) = match of {
                    None => ("None".to_owned(), "nothing".to_owned()),
                    Some(Type::Model(name)) => {
                        (format!("m.{name}"), format!("lambda answer: decode(m.{name}, answer)"))
                    }
                    Some(other) => (self.answer(other), "same".to_owned()),
                };
                given.insert(1, read);
                let pending = format!("{}[{of}]", self.a("Pending"));
                (
                    def,
                    pending,
                    vec![format!("return {wait}{}", format_args!("self._change({})", given.join(", ")))],
                )
            }
        };
        let head = fit(4, &format!("{def} {name}("), &params, &format!(") -> {of}:"));
        let _ = write!(self.text, "\n{head}\n");
        doc(&mut self.text, 8, &docs);
        for line in lines {
            let _ = writeln!(self.text, "{}", broken(&line));
        }
    }

    fn request(&self, of: &Type) -> String {
        match of {
            Type::Model(name) | Type::Inside(name) => format!("m.{name}"),
            Type::List(inner) => format!("Sequence[{}]", self.request(inner)),
            Type::Word(name) => format!("m.{name} | str"),
            other => annotation(other, true),
        }
    }

    fn encoded(&self, of: &Type, value: &str) -> String {
        match of {
            Type::Model(_) => format!("body({value})"),
            Type::List(inner) if inner.model().is_some() => {
                format!("[{} for one in {value}]", self.encoded(inner, "one"))
            }
            Type::List(_) => format!("list({value})"),
            _ => value.to_owned(),
        }
    }
}

/// The head of a property; a type that is too long for a line is broken as well.
fn getter(name: &str, of: &str) -> String {
    let head = fit(4, &format!("def {name}("), &["self".to_owned()], &format!(") -> {of}:"));
    match (head.lines().find(|line| line.chars().count() > 120), of.split_once('[')) {
        (Some(_), Some((class, rest))) => {
            let arguments = rest.strip_suffix(']').unwrap_or(rest);
            format!("    def {name}(\n        self,\n    ) -> {class}[\n        {arguments}\n    ]:")
        }
        _ => head,
    }
}

/// A statement of a method, broken at its first call where it is too long: its arguments in one line, or one a line.
fn broken(line: &str) -> String {
    let one = format!("        {line}");
    if one.chars().count() <= 120 {
        return one;
    }
    let Some(open) = line.find('(') else { return one };
    let (before, rest) = line.split_at(open + 1);
    let Some(inner) = rest.strip_suffix(')') else { return one };
    let (mut arguments, mut depth) = (vec![String::new()], 0_i32);
    for c in inner.chars() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => {}
        }
        match (c, arguments.last_mut()) {
            (',', _) if depth == 0 && !inner.starts_with("lambda") => arguments.push(String::new()),
            (c, Some(last)) => last.push(c),
            _ => {}
        }
    }
    let arguments: Vec<_> = arguments.iter().map(|a| a.trim().to_owned()).collect();
    fit(8, before, &arguments, ")")
}
