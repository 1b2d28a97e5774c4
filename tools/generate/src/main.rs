//! The models and handles of the language packages, written from the declarations of `ionos-core`. Run by `cargo xtask generate`.

mod api;
mod node;
mod python;
mod source;

use std::error::Error;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;

type Result<T, E = Box<dyn Error>> = std::result::Result<T, E>;

#[derive(Parser)]
#[command(
    about = "Write the models and handles of the language packages from the declarations of ionos-core"
)]
struct Cli {
    /// Only say whether they are as they should be.
    #[arg(long)]
    check: bool,
}

fn main() -> ExitCode {
    match run(Cli::parse().check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the files, or says which ones are not as they should be.
fn run(check: bool) -> Result<()> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).ok_or("the repository has no root")?;
    let source = source::Source::read(&root.join("ionos-core/src"))?;
    let surface = api::Reader::new(&source).read()?;
    let mut files = python::files(root, &surface)?;
    files.extend(node::files(root, &surface)?);
    let mut stale = Vec::new();
    for (path, text) in files {
        let full = root.join(&path);
        if std::fs::read_to_string(&full).is_ok_and(|old| old == text) {
            continue;
        }
        if check {
            stale.push(path);
        } else {
            std::fs::write(full, text)?;
            eprintln!("{path}");
        }
    }
    if stale.is_empty() {
        return Ok(());
    }
    Err(format!("not as declared in ionos-core: {}; run `cargo xtask generate`", stale.join(", ")).into())
}

/// Names of the methods that a hand-written class defines, such as those of `class ServerExtras`.
fn written(text: &str, class: &str, method: fn(&str) -> Option<&str>) -> Option<Vec<String>> {
    let mut lines = text.lines().skip_while(|line| {
        let Some(rest) = line.trim_start().strip_prefix("class ").or_else(|| line.strip_prefix("const "))
        else {
            return true;
        };
        !rest.strip_prefix(class).is_some_and(|rest| rest.starts_with(['(', ':', ' ']))
    });
    lines.next()?;
    Some(
        lines
            .take_while(|line| line.is_empty() || line.starts_with([' ', '\t']))
            .filter_map(method)
            .map(str::to_owned)
            .collect(),
    )
}

/// `items` between `before` and `after`: in one line, in three, or one a line.
fn fit(indent: usize, before: &str, items: &[String], after: &str) -> String {
    let pad = " ".repeat(indent);
    let joined = items.join(", ");
    let one = format!("{pad}{before}{joined}{after}");
    if one.lines().all(|line| line.chars().count() <= 120) {
        return one;
    }
    if items.len() > 1 && indent + 4 + joined.chars().count() <= 120 {
        return format!("{pad}{before}\n{pad}    {joined}\n{pad}{}", after.trim_start_matches(' '));
    }
    let lines: Vec<_> = items.iter().map(|item| format!("{pad}    {item},\n")).collect();
    format!("{pad}{before}\n{}{pad}{after}", lines.concat())
}

/// Breaks a text into lines.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Docs of an action as an order: `Switches it on.` becomes `Switch it on.`
fn imperative(docs: &str) -> String {
    let (first, rest) = docs.split_once(' ').unwrap_or((docs, ""));
    let verb = match first {
        _ if first.ends_with("ies") => format!("{}y", &first[..first.len() - 3]),
        _ if ["ches", "shes", "sses", "xes", "zes"].iter().any(|end| first.ends_with(end)) => {
            first[..first.len() - 2].to_owned()
        }
        _ if first.ends_with('s') && !first.ends_with("ss") && first != "Its" && first != "This" => {
            first[..first.len() - 1].to_owned()
        }
        _ => first.to_owned(),
    };
    format!("{verb} {rest}").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_are_as_declared() {
        if let Err(error) = run(true) {
            panic!("{error}");
        }
    }

    #[test]
    fn long_lists_are_broken_like_ruff_does() {
        let items = |n: usize, text: &str| vec![text.to_owned(); n];
        assert_eq!(fit(0, "f(", &items(2, "a"), ")"), "f(a, a)");
        assert_eq!(
            fit(0, "function(", &items(2, &"a".repeat(56)), ")"),
            format!("function(\n    {0}, {0}\n)", "a".repeat(56))
        );
        assert_eq!(
            fit(0, "f(", &items(2, &"a".repeat(60)), ")"),
            format!("f(\n    {0},\n    {0},\n)", "a".repeat(60))
        );
    }

    #[test]
    fn docs_of_actions_become_orders() {
        assert_eq!(imperative("Switches it on."), "Switch it on.");
        assert_eq!(imperative("Replaces the set."), "Replace the set.");
        assert_eq!(imperative("Its groups."), "Its groups.");
    }
}
