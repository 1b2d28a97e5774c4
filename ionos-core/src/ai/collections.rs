//! Document collections of the AI Model Hub, for those who have them. <https://api.ionos.com/docs/inference-modelhub/v1/>
//!
//! IONOS has deprecated them: what exists goes on, and nobody else can make new ones. For new work keep the vectors of
//! [`Ai::embed`](crate::Ai::embed) in a store of your own; the example `document_search` shows how little that takes.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::client::Client;
use crate::declare::{bare, fields, model, resource, service, value};
use crate::document::{Document, Items};
use crate::operation::Api;
use crate::resource::{Body, Scope};

/// The document collections of the AI Model Hub, which IONOS offers to existing users only. They take tokens only.
///
/// New work keeps the vectors of [`Ai::embed`](crate::Ai::embed) in a store of its own, as the example `document_search` does.
/// Using these types gives a warning:
///
/// ```compile_fail
/// #![deny(deprecated)]
/// async fn search(ionos: ionos_core::Client) {
///     let _ = ionos.document_collections();
/// }
/// ```
///
/// A collection is replaced as a whole; there is no `patch`:
///
/// ```compile_fail
/// # #![allow(deprecated)]
/// async fn rename(ionos: ionos_core::Client, whole: ionos_core::WholeDocumentCollection) {
///     let _ = ionos.document_collections().collection("id").patch(whole).await;
/// }
/// ```
///
/// ```
/// # #![allow(deprecated)]
/// async fn rename(ionos: ionos_core::Client, whole: ionos_core::WholeDocumentCollection) {
///     let _ = ionos.document_collections().collection("id").replace(whole).await;
/// }
/// ```
#[derive(Clone, Debug)]
pub struct DocumentCollections {
    scope: Scope,
}

impl Client {
    /// The document collections of the AI Model Hub.
    #[must_use]
    pub fn document_collections(&self) -> DocumentCollections {
        DocumentCollections { scope: Scope::root(self, Api::DocumentCollections) }
    }
}

impl DocumentCollections {
    fn scope(&self) -> Scope {
        self.scope.clone()
    }
}

service! {
    DocumentCollections: DocumentCollections;
    inside {
        /// All document collections of the contract.
        collections / collection: DocumentCollection;
    }
}

/// A collection of documents that can be searched by meaning.
pub type DocumentCollection = Document<DocumentCollectionProperties>;

/// A document in a collection.
pub type StoredDocument = Document<StoredDocumentProperties>;

model! {
    /// The fields of a document collection.
    DocumentCollectionProperties {
        /// Its name, 3 to 256 characters.
        name: String,
        /// What it is for, up to 1024 characters.
        description: String,
        /// Labels of your own, each value up to 256 characters; the service adds `number_of_tokens`.
        labels: BTreeMap<String, String>,
        /// How documents are cut.
        chunking: Chunking,
        /// How texts become vectors.
        embedding: CollectionEmbedding,
        /// What stores the vectors.
        engine: CollectionEngine,
        /// How many documents it holds; read-only.
        documents_count: i64,
        /// How many tokens they have; read-only.
        total_tokens: i64,
    }
}

value! {
    /// How documents are cut into pieces that are found by themselves.
    Chunking {
        /// Whether they are cut at all.
        enabled: bool,
        /// How.
        strategy: ChunkingStrategy,
    }
}

value! {
    /// A way to cut documents.
    ChunkingStrategy {
        /// Its name: `fixed_size`.
        name: String,
        /// Its settings.
        config: ChunkingConfig,
    }
}

value! {
    /// How long the pieces are.
    ChunkingConfig {
        /// Length of a piece, at least 128.
        chunk_size = "chunk_size": i64,
        /// How much of it the next piece repeats, at least 50.
        chunk_overlap = "chunk_overlap": i64,
    }
}

value! {
    /// How texts become vectors.
    CollectionEmbedding {
        /// Model that computes them, such as `BAAI/bge-m3`.
        model: String,
    }
}

value! {
    /// What stores the vectors.
    CollectionEngine {
        /// Database: `chromadb` or `pgvector`.
        db_type = "db_type": String,
    }
}

fields! {
    /// A document collection to be made.
    NewDocumentCollection {
        /// Its name, 3 to 256 characters.
        name: String,
        /// What it is for, up to 1024 characters.
        description: String,
        /// Labels of your own, each value up to 256 characters.
        labels: BTreeMap<String, String>,
        /// How documents are cut. Fixed at creation: another way means another collection.
        chunking: Chunking,
        /// How texts become vectors. Fixed at creation: another model means another collection.
        embedding: CollectionEmbedding,
        /// What stores the vectors. Fixed at creation: another database means another collection.
        engine: CollectionEngine,
    }
}

impl NewDocumentCollection {
    /// A collection of this name, 3 to 256 characters.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self::default().name(name)
    }
}

impl Body for NewDocumentCollection {
    fn body(&self) -> Value {
        typed("collection", self.document())
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

fields! {
    /// What can be changed in a document collection, as a whole: fields that are left out are emptied.
    WholeDocumentCollection {
        /// Its name, 3 to 256 characters.
        name: String,
        /// What it is for, up to 1024 characters.
        description: String,
        /// Labels of your own, each value up to 256 characters.
        labels: BTreeMap<String, String>,
    }
}

crate::declare::body!(WholeDocumentCollection);

model! {
    /// The fields of a document.
    StoredDocumentProperties {
        /// Its name.
        name: String,
        /// What it is about.
        description: String,
        /// Media type of the content: `text/plain`.
        content_type: String,
        /// The content in base64; [`text`](Self::text) reads it.
        content: String,
        /// Labels; the service adds `number_of_tokens`.
        labels: BTreeMap<String, String>,
    }
}

impl StoredDocumentProperties {
    /// The content as text, when it is one.
    #[must_use]
    pub fn text(&self) -> Option<String> {
        String::from_utf8(STANDARD.decode(self.content.as_deref()?).ok()?).ok()
    }
}

fields! {
    /// A document to be put into a collection.
    WholeDocument {
        /// Its name.
        name: String,
        /// What it is about.
        description: String,
        /// Media type of the content: `text/plain`.
        content_type: String,
        /// The content in base64; at most 65,535 bytes.
        content: String,
        /// Labels of your own.
        labels: BTreeMap<String, String>,
    }
}

impl WholeDocument {
    /// A plain text under this name; at most 65,535 bytes.
    #[must_use]
    pub fn plain(name: impl Into<String>, text: impl AsRef<str>) -> Self {
        Self::default().name(name).content_type("text/plain").content(STANDARD.encode(text.as_ref()))
    }
}

impl Body for WholeDocument {
    fn body(&self) -> Value {
        typed("document", self.document())
    }

    fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }
}

/// Names the kind of what is sent, as this API wants it.
fn typed(kind: &str, mut document: Value) -> Value {
    if let Some(fields) = document.as_object_mut() {
        fields.insert("type".to_owned(), kind.into());
    }
    document
}

/// Documents to be put into a collection at once.
#[cfg_attr(feature = "schema", derive(serde::Deserialize))]
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct NewDocuments {
    /// The documents.
    pub items: Vec<WholeDocument>,
}

impl FromIterator<WholeDocument> for NewDocuments {
    fn from_iter<I: IntoIterator<Item = WholeDocument>>(documents: I) -> Self {
        Self { items: documents.into_iter().collect() }
    }
}

impl Body for NewDocuments {
    fn body(&self) -> Value {
        json!({ "type": "collection", "items": self.items.iter().map(Body::body).collect::<Vec<_>>() })
    }

    fn name(&self) -> Option<&str> {
        None
    }
}

super::declare::described! {
    NewDocuments = "Documents to be put into a collection at once.";
    "items" / "items": Vec<WholeDocument> = "The documents.",
}

fields! {
    /// A question to a collection.
    DocumentQuery {
        /// What is looked for, in plain words.
        query: String,
        /// How many documents to give at most.
        limit: i64,
    }
}

bare!(DocumentQuery);

impl DocumentQuery {
    /// Looks for this.
    #[must_use]
    pub fn new(query: impl Into<String>) -> Self {
        Self::default().query(query)
    }
}

model! {
    /// What a collection found.
    DocumentQueryAnswer {
        /// The matches.
        properties: DocumentMatches,
    }
}

model! {
    /// The matches of a question.
    DocumentMatches {
        /// The matches, the best first.
        matches: Vec<DocumentMatch>,
    }
}

model! {
    /// A document that matches. How well it does is in `extra`, as the service says it.
    DocumentMatch {
        /// The document.
        document: StoredDocument,
    }
}

resource! {
    DocumentCollection: "document collection", "collections" / "collectionId", name: |r| r.properties.name.as_deref();
    create: NewDocumentCollection;
    replace: WholeDocumentCollection;
    can: [Delete];
    inside {
        /// The documents of the collection.
        documents / document: StoredDocument;
    }
    actions {
        /// The documents that match a question best.
        query(DocumentQuery): "collectionsQueryPost" => read(DocumentQueryAnswer);
        /// Puts documents into the collection, and gives them as they are stored.
        add_documents(NewDocuments): "collectionsDocumentsPut" => read(Items<StoredDocument>);
        /// Removes all documents of the collection.
        clear: "collectionsDocumentsDelete" => order;
    }
}

resource! {
    StoredDocument: "document", "documents" / "documentId", name: |r| r.properties.name.as_deref();
    replace: WholeDocument;
    can: [Delete];
    actions {
        /// The pieces that the document was cut into, as the service describes them.
        chunks: "collectionsDocumentsChunksGet" => read(Items<Value>);
    }
}
