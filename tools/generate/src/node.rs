//! `models.d.ts`, `handles.js` and `handles.d.ts`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use crate::api::{
    Access, Answer, Call, Field, Place, Resource, Role, Service, Shape, Surface, Type, camel, pascal,
};
use crate::source::Given;
use crate::{Result, wrap, written};

const FOLDER: &str = "bindings-node/lib";

pub(crate) fn files(root: &Path, surface: &Surface) -> Result<Vec<(String, String)>> {
    let extras = std::fs::read_to_string(root.join(FOLDER).join("extras.js"))?;
    let writer = Writer { surface, extras: &extras };
    let file = |name: &str, text: String| (format!("{FOLDER}/{name}"), text);
    Ok(vec![
        file("models.d.ts", models(surface)),
        file("handles.js", writer.classes()),
        file("handles.d.ts", writer.types()),
    ])
}

// ---- Models ----------------------------------------------------------------------------------------------------------

const MODELS: &str = "\
// What the resources look like. Fields are those of the API; ones that it gains later are there too, as `unknown`.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

import type { Secret } from './index';

/** A word of the API. Known ones are suggested; others can come. */
export type Open<Known extends string> = Known | (string & {});

/** Ties what a resource contains to its properties; there is no such field. */
declare const contains: unique symbol;

/** What a resource contains. */
export type Contents<Properties> = Properties extends { readonly [contains]?: infer Entities }
  ? unknown extends Entities
    ? Record<string, { items?: Resource[]; [field: string]: unknown }>
    : Entities
  : never;

/** A resource with its properties, and from the depth that covers it, what it contains. */
export interface Resource<Properties = Record<string, unknown>> {
  id: string;
  type?: string;
  href?: string;
  metadata?: Metadata;
  properties: Properties;
  entities?: Contents<Properties>;
  [field: string]: unknown;
}

/** A list inside a resource. */
export interface Items<Properties> {
  items?: Resource<Properties>[];
  [field: string]: unknown;
}

/** A resource to be made: its properties, and in `entities` what is made inside it. */
export type New<Properties> = Properties & { entities?: Record<string, New<Record<string, unknown>>[]> };
";

/// Defaults that the caller of this package states.
const STATED: &[(&str, &str)] = &[("NewFlowLog", "action"), ("NewFlowLog", "direction")];

fn models(surface: &Surface) -> String {
    let mut text = MODELS.to_owned();
    for words in &surface.words {
        let values: Vec<_> = words.values.iter().map(|v| quoted(v)).collect();
        text.push('\n');
        doc(&mut text, 0, &words.docs);
        let one = format!("export type {} = Open<{}>;", words.name, values.join(" | "));
        if one.len() <= 120 {
            let _ = writeln!(text, "{one}");
        } else {
            let _ = writeln!(text, "export type {} = Open<\n  | {}\n>;", words.name, values.join("\n  | "));
        }
    }
    for model in &surface.models {
        if matches!(model.shape, Shape::Document { .. }) {
            continue;
        }
        text.push('\n');
        doc(&mut text, 0, &model.docs);
        let _ = writeln!(text, "export interface {} {{", model.name);
        let sent = model.role == Role::Sent;
        if let Some(entities) = surface.models.iter().find_map(|m| match &m.shape {
            Shape::Document { properties, entities } if *properties == model.name => entities.clone(),
            _ => None,
        }) {
            let _ = writeln!(text, "  readonly [contains]?: {entities};");
        }
        for field in &model.fields {
            doc(&mut text, 2, &field.docs);
            let required = sent
                && match &field.given {
                    Some(Given::Required) => true,
                    Some(Given::Default(_)) => STATED.contains(&(&model.name, &field.name)),
                    None => false,
                };
            let mark = if required { "" } else { "?" };
            let _ = writeln!(text, "  {}{mark}: {};", key(&field.wire), ts(surface, field, model.role));
        }
        if !model.inside.is_empty() {
            text.push_str("  /** What is made inside it. */\n");
            let inside: Vec<_> = model
                .inside
                .iter()
                .map(|f| format!("{}?: {}[]", key(&f.wire), f.of.model().unwrap_or("unknown")))
                .collect();
            let one = format!("  entities?: {{ {} }};", inside.join("; "));
            if one.len() <= 120 {
                let _ = writeln!(text, "{one}");
            } else {
                let _ = writeln!(text, "  entities?: {{\n    {};\n  }};", inside.join(";\n    "));
            }
        }
        if !sent {
            text.push_str("  [field: string]: unknown;\n");
        }
        text.push_str("}\n");
    }
    text
}

fn ts(surface: &Surface, field: &Field, role: Role) -> String {
    let of = type_of(surface, &field.of, role == Role::Sent, "");
    match &field.of {
        Type::Bytes => "string".to_owned(),
        _ => of,
    }
}

/// A type as TypeScript writes it; `prefix` stands before the names of models.
fn type_of(surface: &Surface, of: &Type, sent: bool, prefix: &str) -> String {
    match of {
        Type::Any => "unknown".to_owned(),
        Type::Secret if sent => "string | Secret".to_owned(),
        Type::Text | Type::Bytes | Type::Secret => "string".to_owned(),
        Type::Int | Type::Float => "number".to_owned(),
        Type::Bool => "boolean".to_owned(),
        Type::Word(name) => format!("{prefix}{name}"),
        Type::Model(name) => resource(surface, name, prefix),
        Type::Inside(name) => match surface.model(name).map(|m| &m.shape) {
            Some(Shape::Document { properties, .. }) => format!("{prefix}Items<{prefix}{properties}>"),
            _ => format!("{{ items?: {prefix}{name}[]; [field: string]: unknown }}"),
        },
        Type::List(inner) => match type_of(surface, inner, sent, prefix) {
            inner if inner.contains([' ', '|']) && !inner.contains('<') => format!("({inner})[]"),
            inner => format!("{inner}[]"),
        },
        Type::Map(inner) => format!("Record<string, {}>", type_of(surface, inner, sent, prefix)),
        Type::Clearable(inner) => format!("{} | null", type_of(surface, inner, sent, prefix)),
    }
}

/// A model by its name; a resource by its properties.
fn resource(surface: &Surface, name: &str, prefix: &str) -> String {
    match surface.model(name).map(|m| &m.shape) {
        Some(Shape::Document { properties, .. }) => format!("{prefix}Resource<{prefix}{properties}>"),
        _ => format!("{prefix}{name}"),
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}

fn key(name: &str) -> String {
    let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$');
    if plain && !name.starts_with(|c: char| c.is_ascii_digit()) { name.to_owned() } else { quoted(name) }
}

fn doc(text: &mut String, indent: usize, docs: &str) {
    if docs.is_empty() {
        return;
    }
    let pad = " ".repeat(indent);
    let docs = docs.replace("*/", "* /");
    let one = format!("{pad}/** {docs} */");
    if one.chars().count() <= 120 {
        let _ = writeln!(text, "{one}");
        return;
    }
    let _ = writeln!(text, "{pad}/**");
    for line in wrap(&docs, 117 - indent) {
        let _ = writeln!(text, "{pad} * {line}");
    }
    let _ = writeln!(text, "{pad} */");
}

// ---- Handles ---------------------------------------------------------------------------------------------------------

struct Writer<'a> {
    surface: &'a Surface,
    extras: &'a str,
}

/// Methods that every handle has: an operation of such a name gets another one.
fn method(name: &str) -> String {
    camel(name)
}

impl Writer<'_> {
    /// The handle of a resource; a model that is no document keeps its name for itself.
    fn name(&self, resource: &Resource) -> String {
        match self.surface.model(&resource.name).map(|m| &m.shape) {
            None | Some(Shape::Document { .. }) => resource.name.clone(),
            _ => format!("{}Item", resource.name),
        }
    }

    fn service_name(service: &Service) -> String {
        match service.name.as_str() {
            "Client" => "Cloud".to_owned(),
            name => name.to_owned(),
        }
    }

    fn extras(&self, name: &str) -> Option<Vec<String>> {
        written(self.extras, &format!("{name}Extras"), |line| {
            let line =
                line.strip_prefix("  ").filter(|l| l.starts_with(|c: char| c.is_ascii_alphabetic()))?;
            let line = line
                .strip_prefix("async *")
                .or_else(|| line.strip_prefix("async "))
                .or_else(|| line.strip_prefix("get "))
                .unwrap_or(line);
            line.split_once('(').map(|(name, _)| name)
        })
    }

    fn items(&self) -> impl Iterator<Item = &Resource> {
        let full =
            |r: &&Resource| self.surface.places().any(|p| p.kind == r.name && p.access == Access::Full);
        self.surface.resources.iter().filter(full)
    }

    /// Collections that have methods of their own: their name, the kind, and what they are.
    fn collections<'b>(&'b self, resource: &'b Resource) -> BTreeSet<(String, &'b str)> {
        self.surface
            .places()
            .filter(|p| p.kind == resource.name && p.access == Access::Full)
            .map(|p| (pascal(&p.plural), p.docs.as_str()))
            .filter(|(name, _)| self.extras(name).is_some())
            .fold(BTreeSet::new(), |mut all: BTreeSet<(String, &str)>, (name, docs)| {
                if all.iter().all(|(other, _)| *other != name) {
                    all.insert((name, docs));
                }
                all
            })
    }

    // ---- JavaScript ----

    fn classes(&self) -> String {
        let mut text = "\
'use strict';

// The handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

const extras = require('./extras.js');
const { AttachedCollection, Collection, Item, Service, ask, change, document, listed, listing } = require('./resource.js');

"
        .to_owned();
        let mut names = vec!["Services".to_owned()];
        for resource in &self.surface.resources {
            let mut facts = Vec::new();
            if !resource.known_by.0.is_empty() && resource.known_by.0 != "name" {
                facts.push(format!("named: {}", quoted(&resource.known_by.0)));
            }
            if resource.known_by.0.is_empty() {
                facts.push("unfiltered: true".to_owned());
            }
            let bare = |of: &Option<Type>| {
                let name = of.as_ref().and_then(Type::model);
                name.and_then(|n| self.surface.model(n)).is_some_and(|m| m.bare)
            };
            if bare(&resource.create) || bare(&resource.replace) {
                facts.push("bare: true".to_owned());
            }
            if resource.wraps_patches && resource.update.is_some() {
                facts.push("wraps: true".to_owned());
            }
            if !facts.is_empty() {
                let _ = writeln!(text, "const {} = {{ {} }};", constant(&resource.name), facts.join(", "));
            }
        }
        for resource in self.items() {
            let name = self.name(resource);
            let written = self.extras(&resource.name);
            let base = match written {
                Some(_) => format!("extras.{}Extras", resource.name),
                None => "Item".to_owned(),
            };
            let _ = write!(text, "\nclass {name} extends {base} {{");
            let start = text.len();
            self.methods(&mut text, &resource.places, &resource.calls, &written.unwrap_or_default());
            close(&mut text, start);
            names.push(name);
            for (plural, _) in self.collections(resource) {
                let _ = write!(text, "\nclass {plural} extends extras.{plural}Extras {{}}\n");
                names.push(plural);
            }
        }
        for service in &self.surface.services {
            let name = Self::service_name(service);
            let written = self.extras(&name);
            let base = match written {
                Some(_) => format!("extras.{name}Extras"),
                None => "Service".to_owned(),
            };
            let _ = write!(text, "\nclass {name} extends {base} {{");
            let start = text.len();
            self.methods(&mut text, &service.places, &service.calls, &written.unwrap_or_default());
            close(&mut text, start);
            names.push(name);
        }
        text.push_str("\nclass Services extends Cloud {");
        let start = text.len();
        for service in self.others() {
            let (name, class, api) =
                (camel(&service.accessor()), Self::service_name(service), quoted(service.api.key()));
            let (head, region) = if service.is_regional() {
                (format!("{name}(region)"), ", region")
            } else {
                (format!("get {name}()"), "")
            };
            let _ = write!(
                text,
                "\n  {head} {{\n    return new {class}(Service.place(this).service({api}{region}));\n  }}\n"
            );
        }
        close(&mut text, start);
        names.sort();
        let _ = write!(text, "\nmodule.exports = {{\n  {},\n}};\n", names.join(",\n  "));
        // Only what is used.
        let tools: Vec<_> = [
            "AttachedCollection",
            "Collection",
            "Item",
            "Service",
            "ask",
            "change",
            "document",
            "listed",
            "listing",
        ]
        .into_iter()
        .filter(|tool| {
            let body = text.split_once("require('./resource.js')").map_or("", |(_, body)| body);
            ["(", " {", ")", ",", "."]
                .iter()
                .any(|end| [" ", "("].iter().any(|start| body.contains(&format!("{start}{tool}{end}"))))
        })
        .collect();
        text.replacen(
            "{ AttachedCollection, Collection, Item, Service, ask, change, document, listed, listing }",
            &format!("{{ {} }}", tools.join(", ")),
            1,
        )
    }

    fn others(&self) -> impl Iterator<Item = &Service> {
        self.surface.services.iter().filter(|s| s.name != "Client")
    }

    fn methods(&self, text: &mut String, places: &[Place], calls: &[Call], written: &[String]) {
        for place in places {
            let Some(resource) = self.surface.resource(&place.kind) else { continue };
            let (many, one) = (method(&place.plural), method(&place.singular));
            let own = pascal(&place.plural);
            let fact = constant(&resource.name);
            let kind = if text.contains(&format!("const {fact} =")) { Some(fact) } else { None };
            let (class, item) = match place.access {
                Access::Full if self.extras(&own).is_some() => (own, self.name(resource)),
                Access::Full => ("Collection".to_owned(), self.name(resource)),
                Access::ReadOnly => ("Collection".to_owned(), "Item".to_owned()),
                Access::Attached => ("AttachedCollection".to_owned(), "undefined".to_owned()),
            };
            let mut arguments = vec![format!("Service.place(this).below({})", quoted(&place.segment))];
            let plain = matches!(item.as_str(), "Item" | "undefined");
            if !plain || kind.is_some() {
                arguments.push(item);
            }
            arguments.extend(kind);
            if !written.contains(&many) {
                let _ = write!(
                    text,
                    "\n  get {many}() {{\n    return new {class}({});\n  }}\n",
                    arguments.join(", ")
                );
            }
            if !written.contains(&one) {
                let _ = write!(text, "\n  {one}(id) {{\n    return this.{many}.item(id);\n  }}\n");
            }
        }
        for call in calls {
            let name = method(&call.name);
            if written.contains(&name) {
                continue;
            }
            let params: Vec<_> = call.params.iter().map(|p| camel(p)).collect();
            let mut given = params.clone();
            let tool = match call.answer {
                Answer::Change(_) => "change",
                Answer::List(_) => "listing",
                _ => "ask",
            };
            let mut options = "options".to_owned();
            if let Some(body) = &call.body {
                given.push("request".to_owned());
                let bare = body.model().and_then(|n| self.surface.model(n)).is_none_or(|m| m.bare);
                let list = matches!(body, Type::List(_));
                let body = if bare || list { "request" } else { "document(request)" };
                options = format!("{{ ...options, body: {body} }}");
            }
            if call.filter.is_some() {
                given.push("filter".to_owned());
                options = "{ ...options, query: { ...filter, ...options?.query } }".to_owned();
            }
            given.push("options".to_owned());
            let id = quoted(&format!("{}/{}", call.operation.api.key(), call.operation.id));
            let listed = match &call.answer {
                Answer::Value(Type::List(_) | Type::Inside(_)) => ".then(listed)",
                _ => "",
            };
            let of = format!("{tool}(this, {id}, [{}], {options}){listed}", params.join(", "));
            let _ = write!(text, "\n  {name}({}) {{\n    return {of};\n  }}\n", given.join(", "));
        }
    }

    // ---- TypeScript ----

    fn types(&self) -> String {
        let mut text = "\
// The types of the handles: what each kind of resource and each service offers.
// Written by `cargo xtask generate` from the declarations of `ionos-core`: change those instead.

import type * as X from './extras';
import type {
  Attached,
  AttachedCollection,
  CallOptions,
  Collected,
  Creatable,
  Handle,
  Labelable,
  List,
  ListOptions,
  OperationOptions,
  Patchable,
  Removable,
  Replaceable,
  Secret,
  Submission,
} from './index';
import type * as M from './models';
"
        .to_owned();
        for resource in self.items() {
            let read = type_of(self.surface, &resource.read, false, "M.");
            let written = self.extras(&resource.name);
            let mut bases = vec![format!("Handle<{read}>")];
            if let Some(of) = &resource.update {
                bases.push(format!("Patchable<{read}, {}>", type_of(self.surface, of, true, "M.")));
            }
            if let Some(of) = &resource.replace {
                bases.push(format!("Replaceable<{read}, {}>", type_of(self.surface, of, true, "M.")));
            }
            let written_out = |name: &str| written.as_ref().is_some_and(|w| w.iter().any(|n| n == name));
            if resource.removable && !written_out("delete") {
                bases.push("Removable".to_owned());
            }
            if written.is_some() {
                bases.push(format!("X.{}Extras", resource.name));
            }
            let docs = if resource.docs.is_empty() {
                format!("One {}.", resource.words)
            } else {
                resource.docs.clone()
            };
            interface(&mut text, &self.name(resource), &bases, &docs);
            let start = text.len();
            self.members(
                &mut text,
                Some(&read),
                &resource.places,
                &resource.calls,
                &written.unwrap_or_default(),
            );
            finish(&mut text, start);
            for (plural, docs) in self.collections(resource) {
                let bases = [self.collection(resource, Access::Full), format!("X.{plural}Extras")];
                interface(&mut text, &plural, &bases, docs);
                let start = text.len();
                finish(&mut text, start);
            }
        }
        for service in &self.surface.services {
            let name = Self::service_name(service);
            let written = self.extras(&name);
            let bases = written.as_ref().map(|_| format!("X.{name}Extras"));
            interface(&mut text, &name, bases.as_slice(), &format!("{}.", service.api.name()));
            let start = text.len();
            self.members(&mut text, None, &service.places, &service.calls, &written.unwrap_or_default());
            finish(&mut text, start);
        }
        interface(&mut text, "Services", &["Cloud".to_owned()], "Everything that a client offers.");
        let start = text.len();
        for service in self.others() {
            let (name, class, api) =
                (camel(&service.accessor()), Self::service_name(service), service.api.name());
            if service.is_regional() {
                let _ = writeln!(
                    text,
                    "  /** {api} in a region such as `de-txl`. */\n  {name}(region: string): {class};"
                );
            } else {
                let _ = writeln!(text, "  /** {api}. */\n  readonly {name}: {class};");
            }
        }
        finish(&mut text, start);
        for unused in [
            "Attached",
            "AttachedCollection",
            "CallOptions",
            "List",
            "ListOptions",
            "OperationOptions",
            "Secret",
        ] {
            let used = |c: char| text.matches(&format!("{unused}{c}")).count();
            if used('<') + used(';') + used(')') + used(' ') == 0 {
                text = text.replacen(&format!("  {unused},\n"), "", 1);
            }
        }
        text
    }

    fn collection(&self, resource: &Resource, access: Access) -> String {
        let read = type_of(self.surface, &resource.read, false, "M.");
        let name = self.name(resource);
        match (access, &resource.create) {
            (Access::Attached, _) => format!("AttachedCollection<{read}>"),
            (Access::ReadOnly, _) => format!("Collected<{read}, Handle<{read}>>"),
            (Access::Full, None) => format!("Collected<{read}, {name}>"),
            (Access::Full, Some(new)) => {
                let class = if resource.labelled { "Labelable" } else { "Creatable" };
                format!("{class}<{read}, {}, {name}>", type_of(self.surface, new, true, "M."))
            }
        }
    }

    fn members(
        &self,
        text: &mut String,
        read: Option<&str>,
        places: &[Place],
        calls: &[Call],
        written: &[String],
    ) {
        for place in places {
            let Some(resource) = self.surface.resource(&place.kind) else { continue };
            let of = type_of(self.surface, &resource.read, false, "M.");
            let (many, one) = (method(&place.plural), method(&place.singular));
            let own = pascal(&place.plural);
            let collection = match place.access {
                Access::Full if self.extras(&own).is_some() => own,
                access => self.collection(resource, access),
            };
            let item = match place.access {
                Access::Full => self.name(resource),
                Access::ReadOnly => format!("Handle<{of}>"),
                Access::Attached => format!("Attached<{of}>"),
            };
            if !written.contains(&many) {
                doc(text, 2, &place.docs);
                let _ = writeln!(text, "  readonly {many}: {collection};");
            }
            if !written.contains(&one) {
                let _ = writeln!(text, "  /** One of `{many}`, by its id; nothing is sent. */");
                let _ = writeln!(text, "  {one}(id: string | number): {item};");
            }
        }
        for call in calls {
            let name = method(&call.name);
            if written.contains(&name) {
                continue;
            }
            let mut given: Vec<_> =
                call.params.iter().map(|p| format!("{}: string | number", camel(p))).collect();
            if let Some(body) = &call.body {
                given.push(format!("request: {}", type_of(self.surface, body, true, "M.")));
            }
            if let Some(filter) = &call.filter {
                given.push(format!("filter: {}", type_of(self.surface, filter, true, "M.")));
            }
            let options =
                if matches!(call.answer, Answer::List(_)) { "ListOptions" } else { "OperationOptions" };
            given.push(format!("options?: {options}"));
            let of = |of: &Type| match of {
                Type::Inside(name) => format!("{}[]", resource(self.surface, name, "M.")),
                of => type_of(self.surface, of, false, "M."),
            };
            let answer = match &call.answer {
                Answer::Nothing => "Promise<void>".to_owned(),
                Answer::Text => "Promise<string>".to_owned(),
                Answer::Value(answer) => format!("Promise<{}>", of(answer)),
                Answer::List(item) => format!("List<{}>", of(item)),
                Answer::Change(Some(answer)) => format!("Submission<{}>", of(answer)),
                Answer::Change(None) => match read {
                    Some(read) if call.ready => format!("Submission<{read}>"),
                    _ => "Submission<void>".to_owned(),
                },
            };
            doc(text, 2, &call.docs);
            let _ = writeln!(text, "  {name}({}): {answer};", given.join(", "));
        }
    }
}

fn constant(name: &str) -> String {
    crate::api::snake(name).to_uppercase()
}

fn interface(text: &mut String, name: &str, bases: &[String], docs: &str) {
    text.push('\n');
    doc(text, 0, docs);
    let _ = write!(text, "export interface {name}");
    if !bases.is_empty() {
        let one = bases.join(", ");
        if name.len() + one.len() < 90 {
            let _ = write!(text, " extends {one}");
        } else {
            let _ = write!(text, "\n  extends {}", bases.join(",\n    "));
        }
    }
    text.push_str(" {\n");
}

/// Ends an interface; an empty one in its first line.
fn finish(text: &mut String, start: usize) {
    if text.len() == start {
        text.pop();
    }
    text.push_str("}\n");
}

/// Ends a class: no empty line after its head.
fn close(text: &mut String, start: usize) {
    text.push_str("}\n");
    if text.len() == start + 2 {
        return;
    }
    // Methods begin with an empty line; the first one does not need it.
    text.replace_range(start..start + 1, "\n");
}
