//! Data centers, servers, volumes and what belongs to them.

mod contract;
mod datacenter;
mod gpu;
mod image;
mod info;
mod label;
mod location;
mod request;
mod server;
mod snapshot;
mod template;
mod volume;

pub use contract::{Contract, ContractProperties, ResourceLimits};
pub use datacenter::{
    Datacenter, DatacenterEntities, DatacenterProperties, DatacenterUpdate, NewDatacenter, WholeDatacenter,
};
pub use gpu::{Gpu, GpuProperties, GpuType};
pub use image::{CloudInit, Image, ImageProperties, ImageType, ImageUpdate, WholeImage};
pub use info::ApiInfo;
pub use label::{Label, LabelProperties, NewLabel};
pub use location::{CpuArchitecture, GpuArchitecture, Location, LocationProperties};
pub use request::{
    Request, RequestProperties, RequestStatus, RequestStatusDocument, RequestStatusMetadata, RequestTarget,
};
pub use server::{
    AvailabilityZone, Ids, NewServer, Reference, RemoteConsole, Server, ServerEntities, ServerProperties,
    ServerToken, ServerType, ServerUpdate, VmState, WholeServer,
};
pub use snapshot::{
    NewSnapshot, Snapshot, SnapshotProperties, SnapshotRestore, SnapshotUpdate, WholeSnapshot,
};
pub use template::{Template, TemplateGpu, TemplateProperties};
pub use volume::{
    ApplicationType, BootOrder, Bus, LicenceType, NewVolume, Volume, VolumeProperties, VolumeType,
    VolumeUpdate, WholeVolume,
};

#[cfg(feature = "schema")]
pub(crate) use label::labels_child;
