//! Digests of contents: `Content-MD5`, and the checksums that newer clients add.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use crc::{CRC_32_ISCSI, CRC_32_ISO_HDLC, CRC_64_NVME, Crc};
use md5::{Digest as _, Md5};
use serde::{Deserialize, Serialize};
use sha1::Sha1;
use sha2::Sha256;

use super::Refusal;

static CRC32: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);
static CRC32C: Crc<u32> = Crc::<u32>::new(&CRC_32_ISCSI);
static CRC64: Crc<u64> = Crc::<u64>::new(&CRC_64_NVME);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Algorithm {
    Crc32,
    Crc32c,
    Crc64Nvme,
    Sha1,
    Sha256,
}

/// The algorithms with their names in documents, and their headers.
const ALGORITHMS: [(Algorithm, &str, &str); 5] = [
    (Algorithm::Crc32, "CRC32", "x-amz-checksum-crc32"),
    (Algorithm::Crc32c, "CRC32C", "x-amz-checksum-crc32c"),
    (Algorithm::Crc64Nvme, "CRC64NVME", "x-amz-checksum-crc64nvme"),
    (Algorithm::Sha1, "SHA1", "x-amz-checksum-sha1"),
    (Algorithm::Sha256, "SHA256", "x-amz-checksum-sha256"),
];

impl Algorithm {
    pub(super) fn named(name: &str) -> Result<Self, Refusal> {
        let found = ALGORITHMS.iter().find(|(_, known, _)| known.eq_ignore_ascii_case(name));
        found
            .map(|(algorithm, ..)| *algorithm)
            .ok_or_else(|| Refusal::new(400, "InvalidRequest", "The algorithm of the checksum is not known."))
    }

    pub(super) fn of_header(header: &str) -> Option<Self> {
        ALGORITHMS.iter().find(|(.., known)| known.eq_ignore_ascii_case(header)).map(|(found, ..)| *found)
    }

    fn row(self) -> (&'static str, &'static str) {
        let row = ALGORITHMS.iter().find(|(known, ..)| *known == self);
        row.map(|(_, name, header)| (*name, *header)).unwrap_or_default()
    }

    pub(super) fn name(self) -> &'static str {
        self.row().0
    }

    pub(super) fn header(self) -> &'static str {
        self.row().1
    }

    fn digest(self, content: &[u8]) -> Vec<u8> {
        match self {
            Self::Crc32 => CRC32.checksum(content).to_be_bytes().to_vec(),
            Self::Crc32c => CRC32C.checksum(content).to_be_bytes().to_vec(),
            Self::Crc64Nvme => CRC64.checksum(content).to_be_bytes().to_vec(),
            Self::Sha1 => Sha1::digest(content).to_vec(),
            Self::Sha256 => Sha256::digest(content).to_vec(),
        }
    }

    pub(super) fn of(self, content: &[u8]) -> String {
        STANDARD.encode(self.digest(content))
    }
}

/// The checksum of an object or a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Checksum {
    pub(super) algorithm: Algorithm,
    /// In base64; a composite one ends with `-` and the number of parts.
    pub(super) value: String,
}

impl Checksum {
    /// That of an object made of parts with these checksums.
    pub(super) fn composite(algorithm: Algorithm, parts: &[&Self]) -> Option<Self> {
        let digests: Option<Vec<Vec<u8>>> =
            parts.iter().map(|part| STANDARD.decode(&part.value).ok()).collect();
        let value = format!("{}-{}", algorithm.of(&digests?.concat()), parts.len());
        Some(Self { algorithm, value })
    }

    pub(super) fn kind(&self) -> &'static str {
        if self.value.contains('-') { "COMPOSITE" } else { "FULL_OBJECT" }
    }
}

/// Compares a content with the checksum that a client has given.
pub(super) fn verify(algorithm: Algorithm, value: &str, content: &[u8]) -> Result<Checksum, Refusal> {
    if algorithm.of(content) != value {
        let name = algorithm.name();
        let message = format!("The {name} you specified did not match the calculated checksum.");
        return Err(Refusal::new(400, "BadDigest", message));
    }
    Ok(Checksum { algorithm, value: value.to_owned() })
}

/// Compares a content with a `Content-MD5`.
pub(super) fn verify_md5(value: &str, content: &[u8]) -> Result<(), Refusal> {
    match STANDARD.decode(value) {
        Ok(digest) if digest.len() == 16 => {
            if digest == Md5::digest(content).as_slice() {
                Ok(())
            } else {
                Err(Refusal::new(400, "BadDigest", "The Content-MD5 did not match what was received."))
            }
        }
        _ => Err(Refusal::new(400, "InvalidDigest", "The Content-MD5 is not valid.")),
    }
}

/// The digest that an ETag shows, without quotes.
pub(super) fn etag(content: &[u8]) -> String {
    hex(&Md5::digest(content))
}

/// The ETag of an object made of parts with these ETags.
pub(super) fn etag_of_parts<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    let mut digest = Md5::new();
    let mut count = 0;
    for part in parts {
        count += 1;
        let bytes = (0..part.len() / 2).filter_map(|index| part.get(index * 2..index * 2 + 2));
        let bytes: Vec<u8> = bytes.filter_map(|byte| u8::from_str_radix(byte, 16).ok()).collect();
        digest.update(bytes);
    }
    format!("{}-{count}", hex(&digest.finalize()))
}

pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checksums_are_those_that_the_catalogues_list() {
        for (algorithm, expected) in [
            (Algorithm::Crc32, "cbf43926"),
            (Algorithm::Crc32c, "e3069283"),
            (Algorithm::Crc64Nvme, "ae8b14860a799888"),
            (Algorithm::Sha1, "f7c3bc1d808e04732adf679965ccc34ca7ae3441"),
            (Algorithm::Sha256, "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225"),
        ] {
            assert_eq!(hex(&algorithm.digest(b"123456789")), expected, "{algorithm:?}");
            assert_eq!(Algorithm::of_header(algorithm.header()), Some(algorithm));
        }
    }
}
