//! Data centers, servers, volumes and what belongs to them.

mod contract;
mod datacenter;
mod image;
mod label;
mod location;
mod request;
mod server;
mod snapshot;
mod volume;

pub use contract::{Contract, ContractProperties, ResourceLimits};
pub use datacenter::{Datacenter, DatacenterEntities, DatacenterProperties, DatacenterUpdate, NewDatacenter};
pub use image::{Image, ImageProperties};
pub use label::{Label, LabelProperties, NewLabel};
pub use location::{CpuArchitecture, Location, LocationProperties};
pub use request::{Request, RequestProperties, RequestStatus, RequestStatusMetadata};
pub use server::{
    AvailabilityZone, Ids, NewServer, Reference, Server, ServerEntities, ServerProperties, ServerUpdate,
    VmState,
};
pub use snapshot::{Snapshot, SnapshotProperties, SnapshotUpdate};
pub use volume::{NewVolume, Volume, VolumeProperties, VolumeType, VolumeUpdate};

#[cfg(feature = "schema")]
pub(crate) use label::labels_child;
