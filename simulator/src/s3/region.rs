//! The regions of the object storage.

/// Where buckets can be.
#[derive(Debug)]
pub(crate) struct Region {
    /// Its `LocationConstraint`, which also signs.
    pub(crate) name: &'static str,
    pub(crate) endpoint: &'static str,
    /// The location of its data center.
    pub(crate) location: &'static str,
    /// Whether the contract owns the buckets, and not the user who has made them.
    pub(crate) is_contract_owned: bool,
}

const fn region(
    name: &'static str,
    endpoint: &'static str,
    location: &'static str,
    is_contract_owned: bool,
) -> Region {
    Region { name, endpoint, location, is_contract_owned }
}

pub(crate) static REGIONS: [Region; 6] = [
    region("eu-central-3", "s3.eu-central-3.ionoscloud.com", "de/txl", true),
    region("eu-central-4", "s3.eu-central-4.ionoscloud.com", "de/fra", true),
    region("us-central-1", "s3.us-central-1.ionoscloud.com", "us/mci", true),
    region("de", "s3.eu-central-1.ionoscloud.com", "de/fra", false),
    region("eu-central-2", "s3.eu-central-2.ionoscloud.com", "de/txl", false),
    region("eu-south-2", "s3.eu-south-2.ionoscloud.com", "es/vit", false),
];

impl Region {
    pub(crate) fn named(name: &str) -> Option<&'static Self> {
        REGIONS.iter().find(|region| region.name == name)
    }
}
