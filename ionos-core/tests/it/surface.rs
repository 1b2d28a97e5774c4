//! What is declared, against the table of operations. Only with the feature `schema`.

use std::collections::BTreeMap;

use ionos_core::{Operation, surface};

/// Operations that have no typed call yet.
#[test]
fn every_operation_is_reached_by_a_typed_call() {
    let declared = surface::declared();
    let calls: BTreeMap<_, _> =
        declared.iter().map(|d| ((d.api.key(), d.method, d.path.as_str()), d.rust.as_str())).collect();
    let missing: Vec<_> = Operation::all()
        .iter()
        .filter(|o| !calls.contains_key(&(o.api.key(), o.method, o.path)))
        .map(|o| format!("{}/{} {} {}", o.api.key(), o.id, o.method, o.path))
        .collect();
    assert!(missing.is_empty(), "{} operations have no typed call:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn every_typed_call_is_an_operation() {
    let table: Vec<_> = Operation::all().iter().map(|o| (o.api.key(), o.method, o.path)).collect();
    let unknown: Vec<_> = surface::declared()
        .iter()
        .filter(|d| !table.contains(&(d.api.key(), d.method, d.path.as_str())))
        .map(|d| format!("{} {} ({})", d.method, d.path, d.rust))
        .collect();
    assert!(unknown.is_empty(), "{} calls are no operation:\n{}", unknown.len(), unknown.join("\n"));
}
