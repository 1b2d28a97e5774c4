//! Documents of every kind of resource are read and written again without a loss.

use std::collections::BTreeMap;

use ionos_core::surface::{self, Child, Kind};
use proptest::prelude::*;
use serde_json::Value;

use crate::sample::Samples;

/// Every kind of resource, found by walking the handles.
fn kinds() -> BTreeMap<&'static str, Kind> {
    fn walk(children: &[Child], found: &mut BTreeMap<&'static str, Kind>) {
        for child in children {
            let kind = (child.kind)();
            if found.insert(kind.type_name, kind.clone()).is_none() {
                walk(&kind.inside(), found);
            }
        }
    }
    let mut found = BTreeMap::new();
    for service in surface::services() {
        walk(&service.children, &mut found);
    }
    found
}

/// The document without nulls: a field that is null is as good as one that is absent.
fn without_nulls(document: &Value) -> Value {
    match document {
        Value::Object(fields) => fields
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
        Value::Array(items) => items.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

fn check(kind: &Kind, document: &Value) -> Result<(), String> {
    let again = kind.roundtrip(document).map_err(|e| format!("{}: {e}\n{document}", kind.type_name))?;
    let (before, after) = (without_nulls(document), without_nulls(&again));
    if before == after { Ok(()) } else { Err(format!("{}: {before}\n  became {after}", kind.type_name)) }
}

#[test]
fn full_documents_of_every_kind_come_back_equal() {
    let mut samples = Samples::new();
    let kinds = kinds();
    assert!(kinds.len() >= 50, "only {} kinds were found", kinds.len());
    let wrong: Vec<_> = kinds.values().filter_map(|kind| check(kind, &samples.of(kind.read)).err()).collect();
    assert!(wrong.is_empty(), "{} kinds lose something:\n{}", wrong.len(), wrong.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn documents_from_a_newer_service_come_back_equal(
        seed: u64,
        field in "new[A-Z][a-z]{0,6}",
        word in "[A-Z]{1,4}_\\PC{0,6}",
    ) {
        let mut samples = Samples::newer(seed, &field, &word);
        for kind in kinds().values() {
            let outcome = check(kind, &samples.of(kind.read));
            prop_assert!(outcome.is_ok(), "{}", outcome.unwrap_err());
        }
    }
}
