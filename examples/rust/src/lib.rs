//! The five stories are programs in `src/bin`, and so is `document_search`, the answer to deprecated document collections. This library holds nothing: it makes the Rust examples of the front page compile.
#![cfg_attr(doctest, doc = include_str!("../../../README.md"))]
