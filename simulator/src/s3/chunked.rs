//! Bodies of `Content-Encoding: aws-chunked`: frames with or without signatures, and checksums behind them.

use bytes::{Bytes, BytesMut};

use super::Refusal;
use super::signature::{Key, sha256};
use crate::exchange::Call;

type Trailers = Vec<(String, String)>;

fn incomplete() -> Refusal {
    Refusal::new(
        400,
        "IncompleteBody",
        "The body is not as long as it was said to be, or its chunks are broken.",
    )
}

fn wrong_signature(what: &str) -> Refusal {
    Refusal::new(403, "SignatureDoesNotMatch", format!("The signature of {what} does not match."))
}

/// Takes the frames off. Each signature covers the one before it, beginning with that of the call.
pub(super) fn decode(call: &Call, form: &str, key: &Key, seed: &str) -> Result<(Bytes, Trailers), Refusal> {
    let (is_signed, has_trailer) = match form {
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD" => (true, false),
        "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER" => (true, true),
        "STREAMING-UNSIGNED-PAYLOAD-TRAILER" => (false, true),
        _ => {
            let message = "This form of streaming is not known.";
            return Err(Refusal::new(400, "InvalidArgument", message).and("ArgumentValue", form));
        }
    };
    let length = call.header("x-amz-decoded-content-length").and_then(|text| text.parse::<usize>().ok());
    let length = length.ok_or_else(|| {
        Refusal::new(411, "MissingContentLength", "x-amz-decoded-content-length must tell the length.")
    })?;
    let mut rest = call.body.clone();
    let mut body = BytesMut::with_capacity(length.min(rest.len()));
    let mut before = seed.to_owned();
    loop {
        let head = line(&mut rest)?;
        let (size, extension) = head.split_once(';').unwrap_or((&head, ""));
        let size = usize::from_str_radix(size.trim(), 16).map_err(|_| incomplete())?;
        if size > rest.len() {
            return Err(incomplete());
        }
        let chunk = rest.split_to(size);
        if is_signed {
            let signature = extension.trim().strip_prefix("chunk-signature=").unwrap_or_default();
            let text = format!("{before}\n{}\n{}", sha256(b""), sha256(&chunk));
            if !key.is_right(&key.text("AWS4-HMAC-SHA256-PAYLOAD", &text), signature) {
                return Err(wrong_signature("a chunk"));
            }
            before = signature.to_owned();
        }
        if size == 0 {
            break;
        }
        if rest.get(..2) != Some(b"\r\n") {
            return Err(incomplete());
        }
        let _ = rest.split_to(2);
        body.extend_from_slice(&chunk);
    }
    if body.len() != length {
        return Err(incomplete());
    }
    let mut trailers = Vec::new();
    while has_trailer && !rest.is_empty() {
        let text = line(&mut rest)?;
        if text.is_empty() {
            break;
        }
        let (name, value) = text.split_once(':').ok_or_else(malformed_trailer)?;
        trailers.push((name.trim().to_ascii_lowercase(), value.trim().to_owned()));
    }
    if has_trailer && is_signed {
        let signature = trailers.iter().find(|(name, _)| name == "x-amz-trailer-signature");
        let signature = signature.map(|(_, value)| value.clone()).unwrap_or_default();
        trailers.retain(|(name, _)| name != "x-amz-trailer-signature");
        let all: String = trailers.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let text = format!("{before}\n{}", sha256(all.as_bytes()));
        if !key.is_right(&key.text("AWS4-HMAC-SHA256-TRAILER", &text), &signature) {
            return Err(wrong_signature("the trailer"));
        }
    }
    let announced = call.header("x-amz-trailer").unwrap_or_default();
    let announced = announced.split(',').map(|name| name.trim().to_ascii_lowercase());
    let mut missing =
        announced.filter(|name| !name.is_empty() && !trailers.iter().any(|(known, _)| known == name));
    if missing.next().is_some() {
        return Err(malformed_trailer());
    }
    Ok((body.freeze(), trailers))
}

fn malformed_trailer() -> Refusal {
    Refusal::new(400, "MalformedTrailerError", "The trailer is not what was announced.")
}

/// Takes a line, which must end.
fn line(rest: &mut Bytes) -> Result<String, Refusal> {
    let end = rest.windows(2).position(|two| two == b"\r\n").ok_or_else(incomplete)?;
    let text = rest.split_to(end);
    let _ = rest.split_to(2);
    String::from_utf8(text.to_vec()).map_err(|_| incomplete())
}
