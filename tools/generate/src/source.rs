//! What only the source of `ionos-core` says: the order of fields, what a request needs, and what aliases mean.
//!
//! A request's constructors tell what it needs: what every one of them takes is required, and what the only one sets by itself
//! is the default.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::{Attribute, Expr, FnArg, ImplItem, Item, Lit, Meta, Pat, ReturnType, Stmt, Type};

use crate::Result;

/// How a field of a request is filled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Given {
    /// By whoever makes the request.
    Required,
    /// By the constructor, unless told otherwise.
    Default(Literal),
}

/// A value that Python and TypeScript can write, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Literal {
    Text(String),
    Number(String),
    Bool(bool),
}

/// What was read.
#[derive(Debug, Default)]
pub(crate) struct Source {
    /// Fields of each model, as declared.
    pub(crate) order: BTreeMap<String, Vec<String>>,
    /// Docs of type aliases, such as `Server`.
    pub(crate) aliases: BTreeMap<String, String>,
    /// Models that are sent without `properties` around them.
    pub(crate) bare: BTreeSet<String>,
    /// Models that are sent inside `properties`.
    pub(crate) wrapped: BTreeSet<String>,
    /// Values of open enums: `Protocol`, `All` → `ALL`.
    words: BTreeMap<(String, String), String>,
    constructors: BTreeMap<String, Vec<BTreeMap<String, Option<Raw>>>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Raw {
    Taken,
    Literal(Literal),
    Word(String, String),
}

impl Source {
    /// Reads every file below a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut source = Self::default();
        source.folder(folder)?;
        Ok(source)
    }

    fn folder(&mut self, folder: &Path) -> Result<()> {
        let mut entries: Vec<_> = std::fs::read_dir(folder)?.collect::<std::io::Result<_>>()?;
        entries.sort_by_key(std::fs::DirEntry::path);
        for entry in entries {
            let path = entry.path();
            if path.is_dir() {
                self.folder(&path)?;
            } else if path.extension().is_some_and(|e| e == "rs") {
                let text = std::fs::read_to_string(&path)?;
                let file = syn::parse_file(&text).map_err(|e| format!("{}: {e}", path.display()))?;
                self.items(&file.items);
            }
        }
        Ok(())
    }

    fn items(&mut self, items: &[Item]) {
        for item in items {
            match item {
                Item::Mod(module) => {
                    if let Some((_, items)) = &module.content {
                        self.items(items);
                    }
                }
                Item::Type(alias) => {
                    self.aliases.insert(alias.ident.to_string(), docs(&alias.attrs));
                }
                Item::Macro(call) => {
                    let name = call.mac.path.segments.last().map(|s| s.ident.to_string());
                    self.declared(name.as_deref().unwrap_or_default(), call.mac.tokens.clone());
                }
                Item::Impl(block) if block.trait_.is_none() => {
                    let Type::Path(of) = &*block.self_ty else { continue };
                    let Some(of) = of.path.get_ident() else { continue };
                    for item in &block.items {
                        if let ImplItem::Fn(function) = item {
                            self.constructor(&of.to_string(), function);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn declared(&mut self, name: &str, tokens: TokenStream) {
        match name {
            "model" | "value" | "entities" | "fields" => {
                let mut model = None;
                for token in tokens {
                    match (token, &model) {
                        (TokenTree::Ident(ident), _) if ident != "with" => model = Some(ident.to_string()),
                        (TokenTree::Group(group), Some(of)) if group.delimiter() == Delimiter::Brace => {
                            let fields = self.order.entry(of.clone()).or_default();
                            fields.extend(names(group.stream()));
                        }
                        _ => {}
                    }
                }
            }
            "open_enum" => {
                let mut of = String::new();
                for token in tokens {
                    match token {
                        TokenTree::Ident(ident) => of = ident.to_string(),
                        TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                            let mut variant = String::new();
                            for token in group.stream() {
                                match token {
                                    TokenTree::Ident(ident) => variant = ident.to_string(),
                                    TokenTree::Literal(text) => {
                                        let text = text.to_string().trim_matches('"').to_owned();
                                        self.words.insert((of.clone(), variant.clone()), text);
                                    }
                                    _ => {}
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            "bare" | "body" => {
                let set = if name == "bare" { &mut self.bare } else { &mut self.wrapped };
                let mut first = true;
                for token in tokens {
                    match token {
                        TokenTree::Ident(ident) if first => {
                            set.insert(ident.to_string());
                            first = false;
                        }
                        TokenTree::Punct(punct) if punct.as_char() == ',' => first = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    fn constructor(&mut self, of: &str, function: &syn::ImplItemFn) {
        if !matches!(&function.sig.output, ReturnType::Type(_, t) if is_self(t)) {
            return;
        }
        let mut taken = BTreeSet::new();
        for input in &function.sig.inputs {
            match input {
                FnArg::Receiver(_) => return,
                FnArg::Typed(typed) => {
                    if let Pat::Ident(name) = &*typed.pat {
                        taken.insert(name.ident.to_string());
                    }
                }
            }
        }
        let Some(Stmt::Expr(end, None)) = function.block.stmts.last() else { return };
        let mut fields = BTreeMap::new();
        let mut at = end;
        while let Expr::MethodCall(call) = at {
            let value = match call.args.first() {
                Some(argument) if mentions(argument, &taken) => Some(Raw::Taken),
                Some(Expr::Lit(literal)) => match &literal.lit {
                    Lit::Str(text) => Some(Raw::Literal(Literal::Text(text.value()))),
                    Lit::Int(number) => {
                        Some(Raw::Literal(Literal::Number(number.base10_digits().to_owned())))
                    }
                    Lit::Bool(truth) => Some(Raw::Literal(Literal::Bool(truth.value))),
                    _ => None,
                },
                Some(Expr::Path(path)) => {
                    let mut parts = path.path.segments.iter().rev().map(|s| s.ident.to_string());
                    parts.next().zip(parts.next()).map(|(variant, of)| Raw::Word(of, variant))
                }
                _ => None,
            };
            fields.insert(call.method.to_string(), value);
            at = &call.receiver;
        }
        // What does not begin with the defaults is not understood, and says nothing.
        if matches!(at, Expr::Call(call) if matches!(&*call.func, Expr::Path(p) if p.path.segments.last().is_some_and(|s| s.ident == "default")))
        {
            self.constructors.entry(of.to_owned()).or_default().push(fields);
        }
    }

    /// How the constructors of a request fill its fields.
    pub(crate) fn given(&self, model: &str, field: &str) -> Option<Given> {
        let all = self.constructors.get(model)?;
        let values: Vec<_> =
            all.iter().map(|fields| fields.get(field).cloned().flatten()).collect::<Option<_>>()?;
        let first = values.first()?;
        if values.iter().all(|v| *v == Raw::Taken) {
            return Some(Given::Required);
        }
        if values.iter().any(|v| v != first) {
            return None;
        }
        Some(Given::Default(match first {
            Raw::Literal(literal) => literal.clone(),
            Raw::Word(of, variant) => Literal::Text(self.words.get(&(of.clone(), variant.clone()))?.clone()),
            Raw::Taken => return None,
        }))
    }
}

fn is_self(of: &Type) -> bool {
    matches!(of, Type::Path(path) if path.path.is_ident("Self"))
}

fn mentions(expression: &Expr, names: &BTreeSet<String>) -> bool {
    fn any(tokens: TokenStream, names: &BTreeSet<String>) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => names.contains(&ident.to_string()),
            TokenTree::Group(group) => any(group.stream(), names),
            _ => false,
        })
    }
    let mut tokens = TokenStream::new();
    quote::ToTokens::to_tokens(expression, &mut tokens);
    any(tokens, names)
}

/// The fields of a declaration: what stands before `:`, `=` or `=>`; of `adder => list: Type` it is the list.
fn names(tokens: TokenStream) -> Vec<String> {
    let mut names = Vec::new();
    let (mut waiting, mut depth) = (true, 0_i32);
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if waiting => {
                let mut name = ident.to_string();
                waiting = false;
                if matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '=') {
                    tokens.next();
                    if matches!(tokens.peek(), Some(TokenTree::Punct(p)) if p.as_char() == '>') {
                        tokens.next();
                        if let Some(TokenTree::Ident(list)) = tokens.next() {
                            name = list.to_string();
                        }
                    }
                }
                names.push(name);
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '<' => depth += 1,
                '>' => depth -= 1,
                ',' if depth == 0 => waiting = true,
                _ => {}
            },
            _ => {}
        }
    }
    names
}

fn docs(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(line) = &literal.lit
        {
            text.push_str(&line.value());
            text.push('\n');
        }
    }
    text
}
