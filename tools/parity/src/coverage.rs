//! `COVERAGE.md`: every operation with the call that reaches it.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use ionos_core::{Api, Operation, surface};

/// The text of the file.
pub(crate) fn table() -> Result<String, std::fmt::Error> {
    let mut calls: BTreeMap<_, Vec<String>> = BTreeMap::new();
    for call in surface::declared() {
        let key = (call.api.key(), call.method, call.path);
        let all = calls.entry(key).or_default();
        if !all.contains(&call.rust) {
            all.push(call.rust);
        }
    }
    let of = |o: &Operation| calls.get(&(o.api.key(), o.method, o.path.to_owned()));
    let all = |api: Api| Operation::all().iter().filter(move |o| o.api == api);
    let mut text = String::from(
        "# Coverage\n\n\
         Written by `cargo xtask coverage`; do not edit.\n\n\
         Every operation can be reached by its id: `ionos.raw(\"datacentersGet\")`. Those with an entry in the column *Rust* have a typed \
         call too; `..` stands for arguments.\n\n\
         | API | operations | typed |\n|---|---|---|\n",
    );
    let (mut operations, mut typed) = (0, 0);
    for api in Api::ALL.iter().copied() {
        let (count, reached) = (all(api).count(), all(api).filter(|o| of(o).is_some()).count());
        writeln!(text, "| {} | {count} | {reached} |", api.name())?;
        (operations, typed) = (operations + count, typed + reached);
    }
    writeln!(text, "| all | {operations} | {typed} |")?;
    for api in Api::ALL.iter().copied() {
        writeln!(text, "\n## {}\n\n| Operation | | Path | Rust |\n|---|---|---|---|", api.name())?;
        for o in all(api) {
            let rust = of(o).into_iter().flatten().map(|call| format!("`{call}`")).collect::<Vec<_>>();
            writeln!(text, "| `{}` | {} | `{}` | {} |", o.id, o.method, o.path, rust.join("<br>"))?;
        }
    }
    Ok(text)
}
