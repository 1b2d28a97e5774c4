//! The keys that sign a zone. <https://api.ionos.com/docs/dns/v1/#tag/DNSSEC>

use crate::declare::{body, fields, model, value};
use crate::types::open_enum;

open_enum! {
    /// How a zone is signed.
    DnssecAlgorithm {
        /// RSA with SHA-256.
        RsaSha256 = "RSASHA256",
    }
}

open_enum! {
    /// How it is proved that a name does not exist.
    NsecMode {
        /// Names the neighbours openly.
        Nsec = "NSEC",
        /// Names hashes of the neighbours.
        Nsec3 = "NSEC3",
    }
}

value! {
    /// The keys that sign a zone.
    DnssecKeyParameters {
        /// How it is signed.
        algorithm: DnssecAlgorithm,
        /// Bits of the key-signing key: 1024, 2048 or 4096; not less than those of the other key. Not part of what is read later.
        ksk_bits: u16,
        /// Bits of the zone-signing key: 1024, 2048 or 4096. Not part of what is read later.
        zsk_bits: u16,
    }
}

value! {
    /// How it is proved that a name does not exist.
    NsecParameters {
        /// The kind of proof.
        nsec_mode: NsecMode,
        /// Rounds of hashing for NSEC3, 0 to 50. Not part of what is read later.
        nsec3_iterations: u8,
        /// Bits of salt for NSEC3, 64 to 128 in steps of 8. Not part of what is read later.
        nsec3_salt_bits: u8,
    }
}

fields! {
    /// The signing of a zone, to be begun. A zone is signed once: other values mean that the keys are removed and made anew.
    NewDnssecKeys {
        /// The keys.
        key_parameters: DnssecKeyParameters,
        /// How it is proved that a name does not exist.
        nsec_parameters: NsecParameters,
        /// Days for which a signature is valid, 90 to 365.
        validity: u16,
    }
}

impl NewDnssecKeys {
    /// RSA with SHA-256, keys of 4096 and 2048 bits, NSEC3 without further rounds, signatures valid for 90 days.
    #[must_use]
    pub fn new() -> Self {
        let keys = DnssecKeyParameters::default().algorithm(DnssecAlgorithm::RsaSha256);
        let proof = NsecParameters::default().nsec_mode(NsecMode::Nsec3);
        Self::default()
            .key_parameters(keys.ksk_bits(4096_u16).zsk_bits(2048_u16))
            .nsec_parameters(proof.nsec3_iterations(0).nsec3_salt_bits(64))
            .validity(90_u16)
    }
}

model! {
    /// The keys of a signed zone. The registrar of the domain needs the entry with the flags 257.
    DnssecKeys {
        /// Identifier.
        id: String,
        /// `dnsseckeys`.
        kind = "type": String,
        /// Address.
        href: String,
        /// The keys.
        metadata: DnssecKeysMetadata,
        /// How the zone is signed.
        properties: DnssecKeysProperties,
    }
}

model! {
    /// The keys of a signed zone.
    DnssecKeysMetadata {
        /// Id of the zone.
        zone_id: String,
        /// The keys.
        items: Vec<DnssecKey>,
    }
}

model! {
    /// How a zone is signed.
    DnssecKeysProperties {
        /// The keys.
        key_parameters: DnssecKeyParameters,
        /// How it is proved that a name does not exist.
        nsec_parameters: NsecParameters,
    }
}

model! {
    /// One public key of a zone.
    DnssecKey {
        /// Short number of the key.
        key_tag: u32,
        /// How the digest is made, such as `SHA-256`.
        digest_algorithm_mnemonic: String,
        /// Digest of the key, for the DS record at the registrar.
        digest: String,
        /// The key in its parts.
        key_data: DnssecKeyData,
        /// The key as in a DNSKEY record: flags, protocol, algorithm, key.
        composed_key_data: String,
    }
}

model! {
    /// A public key in its parts.
    DnssecKeyData {
        /// 257 for the key-signing key, 256 for the zone-signing key.
        flags: u32,
        /// The key in Base64.
        pub_key: String,
    }
}

body!(NewDnssecKeys by none);
