//! What the contract may have. <https://api.ionos.com/docs/dns/v1/#tag/Quota>

use crate::declare::model;

model! {
    /// How many zones and records the contract has, and may have.
    DnsQuota {
        /// What it has.
        quota_usage: DnsCounts,
        /// What it may have.
        quota_limits: DnsCounts,
    }
}

model! {
    /// Numbers of zones and records.
    DnsCounts {
        /// Primary zones.
        zones: u64,
        /// Secondary zones.
        secondary_zones: u64,
        /// Records of primary zones.
        records: u64,
        /// Reverse records.
        reverse_records: u64,
    }
}
