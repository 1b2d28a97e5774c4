//! Documents in XML: a small writer, and helpers to read what clients send.

use roxmltree::{Document, Node};

use super::Refusal;

const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// A document that is being written.
#[derive(Debug)]
pub(super) struct Xml(String);

/// Writes a document.
pub(super) fn write(root: &str, content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml(format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"{NAMESPACE}\">"));
    content(&mut xml);
    xml.close(root);
    xml.0
}

/// Writes a document without a namespace, which errors have none of.
pub(super) fn write_plain(root: &str, content: impl FnOnce(&mut Xml)) -> String {
    let mut xml = Xml("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned());
    xml.nest(root, content);
    xml.0
}

impl Xml {
    pub(super) fn nest(&mut self, name: &str, content: impl FnOnce(&mut Self)) {
        self.0.push_str(&format!("<{name}>"));
        content(self);
        self.close(name);
    }

    pub(super) fn text(&mut self, name: &str, text: impl ToString) {
        self.nest(name, |xml| xml.characters(&text.to_string()));
    }

    /// Text inside the element that is open.
    pub(super) fn characters(&mut self, text: &str) {
        for letter in text.chars() {
            match letter {
                '&' => self.0.push_str("&amp;"),
                '<' => self.0.push_str("&lt;"),
                '>' => self.0.push_str("&gt;"),
                '"' => self.0.push_str("&quot;"),
                '\r' | '\n' | '\t' => self.0.push_str(&format!("&#{};", u32::from(letter))),
                // XML knows no other control characters, not even escaped.
                letter if letter < ' ' => self.0.push('\u{fffd}'),
                letter => self.0.push(letter),
            }
        }
    }

    /// A user in a list of grants.
    pub(super) fn grantee(&mut self, id: &str) {
        self.0.push_str(
            "<Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\">",
        );
        self.text("ID", id);
        self.close("Grantee");
    }

    pub(super) fn some(&mut self, name: &str, text: Option<impl ToString>) {
        if let Some(text) = text {
            self.text(name, text);
        }
    }

    fn close(&mut self, name: &str) {
        self.0.push_str(&format!("</{name}>"));
    }
}

fn malformed() -> Refusal {
    Refusal::new(400, "MalformedXML", "The XML is not well-formed, or not what the operation expects.")
}

/// Reads a document that must have this root, and hands the root on.
pub(super) fn read<T>(
    body: &[u8],
    root: &str,
    with: impl FnOnce(Node<'_, '_>) -> Result<T, Refusal>,
) -> Result<T, Refusal> {
    let text = std::str::from_utf8(body).map_err(|_| malformed())?;
    let document = Document::parse(text).map_err(|_| malformed())?;
    let found = document.root_element();
    if found.tag_name().name() == root { with(found) } else { Err(malformed()) }
}

/// The elements of this name directly below, in any namespace.
pub(super) fn children<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

pub(super) fn child<'a, 'i>(node: Node<'a, 'i>, name: &'static str) -> Option<Node<'a, 'i>> {
    children(node, name).next()
}

/// The text of an element directly below; an empty element has empty text.
pub(super) fn text<'a>(node: Node<'a, '_>, name: &'static str) -> Option<&'a str> {
    child(node, name).map(|child| child.text().unwrap_or_default())
}

/// As [`text`], of an element that must be there.
pub(super) fn required<'a>(node: Node<'a, '_>, name: &'static str) -> Result<&'a str, Refusal> {
    text(node, name).filter(|text| !text.is_empty()).ok_or_else(malformed)
}

/// Refuses a document that says something else than the operation expects.
pub(super) fn check(is_right: bool) -> Result<(), Refusal> {
    if is_right { Ok(()) } else { Err(malformed()) }
}
