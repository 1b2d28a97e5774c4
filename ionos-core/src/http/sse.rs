//! Server-sent events, independent of how the bytes are cut.

use bytes::{Buf as _, Bytes, BytesMut};

/// The longest event that is accepted, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// Collects bytes and gives the `data` of each whole event.
#[derive(Debug, Default)]
pub(crate) struct Events {
    buffer: BytesMut,
    data: Vec<u8>,
    has_data: bool,
    /// How much of the buffer is known to hold no line end.
    scanned: usize,
    /// The last byte taken was a carriage return, so a line feed that follows belongs to it.
    after_cr: bool,
}

/// An event grew beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

impl Events {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The next whole event, if there is one.
    pub(crate) fn next(&mut self) -> Result<Option<Bytes>, TooLong> {
        loop {
            if self.after_cr && !self.buffer.is_empty() {
                if self.buffer.first() == Some(&b'\n') {
                    self.buffer.advance(1);
                }
                self.after_cr = false;
            }
            let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
            let Some(found) = unseen.iter().position(|b| matches!(b, b'\n' | b'\r')) else {
                self.scanned = self.buffer.len();
                return if self.buffer.len() + self.data.len() > LIMIT { Err(TooLong) } else { Ok(None) };
            };
            let line = self.buffer.split_to(self.scanned + found);
            self.after_cr = self.buffer.first() == Some(&b'\r');
            self.buffer.advance(1);
            self.scanned = 0;
            if line.is_empty() {
                if self.has_data {
                    self.has_data = false;
                    return Ok(Some(std::mem::take(&mut self.data).into()));
                }
                continue;
            }
            let (field, value) = match line.iter().position(|b| *b == b':') {
                Some(colon) => line.split_at(colon),
                None => (line.as_ref(), &b""[..]),
            };
            if field == b"data" {
                let value = value.strip_prefix(b":").unwrap_or(value);
                let value = value.strip_prefix(b" ").unwrap_or(value);
                if self.has_data {
                    self.data.push(b'\n');
                }
                self.has_data = true;
                self.data.extend_from_slice(value);
                if self.data.len() > LIMIT {
                    return Err(TooLong);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(pieces: &[&[u8]]) -> Vec<String> {
        let mut events = Events::default();
        let mut out = Vec::new();
        for piece in pieces {
            events.push(piece);
            while let Some(event) = events.next().unwrap() {
                out.push(String::from_utf8(event.to_vec()).unwrap());
            }
        }
        out
    }

    #[test]
    fn events_are_the_same_however_the_bytes_are_cut() {
        let text = b": hello\r\ndata: {\"a\":1}\r\n\r\nevent: x\ndata: one\ndata: two\n\ndata:three\r\rdata: [DONE]\n\n";
        let whole = collect(&[text]);
        assert_eq!(whole, ["{\"a\":1}", "one\ntwo", "three", "[DONE]"]);
        for cut in 1..text.len() {
            let (a, b) = text.split_at(cut);
            assert_eq!(collect(&[a, b]), whole, "cut at {cut}");
        }
        let single: Vec<&[u8]> = text.chunks(1).collect();
        assert_eq!(collect(&single), whole);
    }

    #[test]
    fn an_endless_event_is_refused() {
        let mut events = Events::default();
        events.push(b"data: ");
        let piece = vec![b'x'; 1024 * 1024];
        let ended = (0..20).any(|_| {
            events.push(&piece);
            events.next().is_err()
        });
        assert!(ended);
    }
}
