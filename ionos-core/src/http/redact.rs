//! Excerpts of bodies for error messages, without secrets.

const MARKS: [&str; 7] =
    ["token", "secret", "password", "private key", "authorization", "userdata", "sshkeys"];
const LENGTH: usize = 120;

/// The first characters of a body on one line, or a note when it may hold a secret.
pub(crate) fn excerpt(body: &[u8]) -> String {
    let head = body.get(..body.len().min(LENGTH)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    if names_a_secret(&text) {
        return format!("<{} bytes, redacted>", body.len());
    }
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if body.is_empty() { "<empty>".to_owned() } else { format!("`{line}`") }
}

/// Whether a text or a place in a document names something that must not be shown.
pub(crate) fn names_a_secret(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    MARKS.iter().any(|mark| lower.contains(mark))
}

#[cfg(test)]
mod tests {
    use super::excerpt;

    #[test]
    fn an_excerpt_is_short_and_never_shows_a_secret() {
        assert_eq!(excerpt(b"<html>\n  <body>oops"), "`<html> <body>oops`");
        assert_eq!(excerpt(br#"{"token":"abc"}"#), "<15 bytes, redacted>");
        assert_eq!(excerpt(b""), "<empty>");
        assert!(excerpt(&[b'x'; 100_000]).len() < 130);
    }
}
