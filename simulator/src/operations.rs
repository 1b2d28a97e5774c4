//! The operations of the APIs by the names that their official descriptions give them.

use std::sync::LazyLock;

/// Product, name, method and path below the product's root; `*` stands for one part of the path.
const TABLE: &str = include_str!("operations.tsv");

pub(crate) struct Operation {
    pub(crate) product: &'static str,
    pub(crate) name: &'static str,
    pub(crate) method: &'static str,
    pub(crate) path: &'static str,
}

static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    TABLE
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split('\t');
            Some(Operation {
                product: fields.next()?,
                name: fields.next()?,
                method: fields.next()?,
                path: fields.next()?,
            })
        })
        .collect()
});

pub(crate) fn all() -> &'static [Operation] {
    &OPERATIONS
}

pub(crate) fn exists(name: &str) -> bool {
    OPERATIONS.iter().any(|operation| operation.name == name)
}

/// The name of the operation that a call is. Where two fit, the one with more words of its own is meant.
pub(crate) fn name(product: &str, method: &str, segments: &[&str]) -> Option<&'static str> {
    OPERATIONS
        .iter()
        .filter(|operation| operation.product == product && operation.method == method)
        .filter(|operation| fits(operation.path, segments))
        .min_by_key(|operation| operation.path.matches('*').count())
        .map(|operation| operation.name)
}

fn fits(path: &str, segments: &[&str]) -> bool {
    let mut parts = path.split('/').filter(|part| !part.is_empty());
    segments.iter().all(|segment| parts.next().is_some_and(|part| part == "*" || part == *segment))
        && parts.next().is_none()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_operation_is_found_by_a_call_of_it() {
        assert_eq!(all().iter().filter(|operation| operation.product == "cloud").count(), 266);
        let mut names = HashSet::new();
        for operation in all() {
            assert!(names.insert((operation.product, operation.name)), "{} twice", operation.name);
            let path = operation.path.replace('*', "an-id");
            let segments: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
            let found = name(operation.product, operation.method, &segments);
            assert_eq!(found, Some(operation.name), "{path}");
        }
    }
}
