//! Reverse records: the names of addresses. <https://api.ionos.com/docs/dns/v1/#tag/Reverse-Records>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;

/// The name of an address of the contract. It is written at once; only its removal takes a while.
pub type ReverseRecord = Document<ReverseRecordProperties>;

model! {
    /// The fields of a reverse record.
    ReverseRecordProperties {
        /// The name that the address resolves to.
        name: String,
        /// Free text.
        description: String,
        /// The address, IPv4 or IPv6.
        ip: String,
    }
}

fields! {
    /// A reverse record to be made, or the whole of one.
    NewReverseRecord {
        /// The name that the address resolves to.
        name: String,
        /// Free text.
        description: String,
        /// The address, IPv4 or IPv6; it must belong to the contract.
        ip: String,
    }
}

impl NewReverseRecord {
    /// This name for this address.
    #[must_use]
    pub fn new(ip: impl Into<String>, name: impl Into<String>) -> Self {
        Self::default().ip(ip).name(name)
    }
}

// An address has one reverse record, so people know it by its address.
body!(NewReverseRecord by ip);
resource! {
    ReverseRecord: "reverse record", "reverserecords" / "reverserecordId", name: |r| r.properties.ip.as_deref(), named: "recordIp";
    create: NewReverseRecord;
    replace: NewReverseRecord;
    can: [Delete];
}
