//! Server-sent events, independent of how the bytes are cut. <https://html.spec.whatwg.org/multipage/server-sent-events.html>

use std::ops::Range;

use memchr::memchr2;

/// The longest event that is accepted, in bytes.
const LIMIT: usize = 8 * 1024 * 1024;

/// The byte order mark that a stream may begin with.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Collects bytes and lends the `data` of each whole event. Its two buffers are reused, so a stream of alike events allocates nothing.
#[derive(Debug, Default)]
pub(crate) struct Events {
    buffer: Vec<u8>,
    /// Where the bytes begin that are not read yet.
    start: usize,
    /// Up to where they are known to hold no line end.
    scanned: usize,
    data: Vec<u8>,
    state: State,
    /// The start of the stream has been looked at.
    begun: bool,
    /// The last line ended with a carriage return, so a line feed that follows belongs to it.
    after_cr: bool,
}

/// What `data` holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Nothing,
    /// Nothing; the event that is not over has one line so far, which stands in the buffer.
    Line(Range<usize>),
    /// The lines of an event that is not over.
    Lines,
    /// An event that was handed over.
    Spent,
}

/// An event grew beyond the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

impl Events {
    pub(crate) fn push(&mut self, bytes: &[u8]) {
        self.keep_line();
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.scanned -= self.start;
            self.start = 0;
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Says that no more bytes come: what is there makes a whole event, though its last line ends may be missing.
    pub(crate) fn end(&mut self) {
        self.push(b"\n\n");
    }

    /// The next whole event, if there is one.
    pub(crate) fn next(&mut self) -> Result<Option<&[u8]>, TooLong> {
        if self.state == State::Spent {
            self.data.clear();
            self.state = State::Nothing;
        }
        loop {
            let unread = self.buffer.get(self.start..).unwrap_or_default();
            if !self.begun {
                if unread.len() < MARK.len() && MARK.starts_with(unread) {
                    return Ok(None);
                }
                self.begun = true;
                if unread.starts_with(MARK) {
                    self.skip(MARK.len());
                    continue;
                }
            }
            if self.after_cr {
                let Some(first) = unread.first() else { return Ok(None) };
                self.after_cr = false;
                if *first == b'\n' {
                    self.skip(1);
                    continue;
                }
            }
            let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
            let Some(found) = memchr2(b'\n', b'\r', unseen) else {
                self.scanned = self.buffer.len();
                let held = self.buffer.len() - self.start + self.data.len();
                return if held > LIMIT { Err(TooLong) } else { Ok(None) };
            };
            self.after_cr = unseen.get(found) == Some(&b'\r');
            let end = self.scanned + found;
            let line = self.buffer.get(self.start..end).unwrap_or_default();
            if line.is_empty() {
                self.skip(1);
                match std::mem::replace(&mut self.state, State::Nothing) {
                    // Nearly every event is one line, which needs no copy.
                    State::Line(line) => return Ok(self.buffer.get(line)),
                    State::Lines => {
                        self.state = State::Spent;
                        return Ok(Some(&self.data));
                    }
                    State::Nothing | State::Spent => continue,
                }
            }
            if let Some(value) = value_of(line) {
                let value = end - value.len()..end;
                if self.state == State::Nothing {
                    self.state = State::Line(value);
                } else {
                    self.keep_line();
                    self.data.push(b'\n');
                    self.data.extend_from_slice(self.buffer.get(value).unwrap_or_default());
                }
                if self.data.len() > LIMIT {
                    return Err(TooLong);
                }
            }
            self.skip(end + 1 - self.start);
        }
    }

    /// Copies a line of the buffer that an event began with, as more lines or bytes follow.
    fn keep_line(&mut self) {
        if let State::Line(line) = &self.state {
            self.data.extend_from_slice(self.buffer.get(line.clone()).unwrap_or_default());
            self.state = State::Lines;
        }
    }

    fn skip(&mut self, bytes: usize) {
        self.start += bytes;
        self.scanned = self.start;
    }
}

/// What a line adds to the data; comments and other fields add nothing.
fn value_of(line: &[u8]) -> Option<&[u8]> {
    let value = line.strip_prefix(b"data")?;
    match value.strip_prefix(b":") {
        Some(value) => Some(value.strip_prefix(b" ").unwrap_or(value)),
        None => value.is_empty().then_some(value),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn collect<'a>(pieces: impl IntoIterator<Item = &'a [u8]>) -> Vec<String> {
        let mut events = Events::default();
        let mut out = Vec::new();
        let mut read = |events: &mut Events| {
            while let Some(event) = events.next().unwrap() {
                out.push(String::from_utf8_lossy(event).into_owned());
            }
        };
        for piece in pieces {
            events.push(piece);
            read(&mut events);
        }
        events.end();
        read(&mut events);
        out
    }

    #[test]
    fn events_are_the_same_however_the_bytes_are_cut() {
        let text = b"\xef\xbb\xbf: hello\r\ndata: {\"a\":1}\r\n\r\nevent: x\ndata: one\ndata: two\n\ndata:three\r\rdata\n\ndatabase: no\n\ndata: [DONE]";
        let whole = collect([text.as_slice()]);
        assert_eq!(whole, ["{\"a\":1}", "one\ntwo", "three", "", "[DONE]"]);
        for cut in 1..text.len() {
            let (a, b) = text.split_at(cut);
            assert_eq!(collect([a, b]), whole, "cut at {cut}");
        }
        assert_eq!(collect(text.chunks(1)), whole);
    }

    #[test]
    fn an_endless_event_is_refused() {
        let piece = vec![b'x'; 1024 * 1024];
        for line_end in ["", "\ndata: "] {
            let mut events = Events::default();
            events.push(b"data: ");
            let ended = (0..20).any(|_| {
                events.push(&piece);
                events.push(line_end.as_bytes());
                events.next().is_err()
            });
            assert!(ended, "lines end with {line_end:?}");
        }
    }

    /// An event in one of its many spellings, and what it says.
    fn event() -> impl Strategy<Value = (Vec<u8>, Option<String>)> {
        let line_end = || prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
        let noise = prop_oneof![
            Just(String::new()),
            "[a-zA-Z ü]{0,12}".prop_map(|text| format!(":{text}")),
            "(id|event|retry|dat|datum)".prop_map(|name| format!("{name}: 7")),
        ];
        let lines = prop::collection::vec("[ -~ü€😀]{0,20}", 0..4);
        (noise, lines, any::<bool>(), line_end()).prop_map(|(noise, lines, space, line_end)| {
            let mut text = String::new();
            if !noise.is_empty() {
                text += &format!("{noise}{line_end}");
            }
            for line in &lines {
                // Without the optional space, one at the start of the value would be taken for it.
                let space = if space || line.starts_with(' ') { " " } else { "" };
                text += &format!("data:{space}{line}{line_end}");
            }
            text += line_end;
            (text.into_bytes(), (!lines.is_empty()).then(|| lines.join("\n")))
        })
    }

    fn cut<'a>(bytes: &'a [u8], cuts: &[prop::sample::Index]) -> Vec<&'a [u8]> {
        let mut places: Vec<_> = cuts.iter().map(|cut| cut.index(bytes.len() + 1)).collect();
        places.extend([0, bytes.len()]);
        places.sort_unstable();
        places.windows(2).map(|pair| &bytes[pair[0]..pair[1]]).collect()
    }

    proptest! {
        #[test]
        fn any_spelling_cut_anywhere_says_the_same(
            events in prop::collection::vec(event(), 0..6),
            mark in any::<bool>(),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            let mut bytes = if mark { MARK.to_vec() } else { Vec::new() };
            let mut wanted = Vec::new();
            for (text, says) in events {
                // A line feed of this event must not complete the carriage return of the one before.
                if bytes.ends_with(b"\r") && text.starts_with(b"\n") {
                    bytes.extend_from_slice(b": \n");
                }
                bytes.extend(text);
                wanted.extend(says);
            }
            prop_assert_eq!(collect(cut(&bytes, &cuts)), wanted);
        }

        #[test]
        fn noise_reads_the_same_whole_and_cut(
            bytes in prop::collection::vec(
                prop_oneof![
                    Just(b'\n'), Just(b'\r'), Just(b':'), Just(b' '), Just(b'd'), Just(b'a'), Just(b't'), Just(0xef_u8), any::<u8>(),
                ],
                0..200,
            ),
            cuts in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
        ) {
            prop_assert_eq!(collect(cut(&bytes, &cuts)), collect([bytes.as_slice()]));
        }
    }
}
