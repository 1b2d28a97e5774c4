//! Flow logs. <https://api.ionos.com/docs/cloud/v6/#tag/Flow-Logs>

use super::TrafficDirection;
use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::open_enum;

/// A record of connections, written to an object-storage bucket.
pub type FlowLog = Document<FlowLogProperties>;

open_enum! {
    /// Which connections are recorded.
    FlowLogAction {
        /// Those let through.
        Accepted = "ACCEPTED",
        /// Those blocked.
        Rejected = "REJECTED",
        /// All.
        All = "ALL",
    }
}

model! {
    /// The fields of a flow log.
    FlowLogProperties {
        /// Name; the prefix of the files.
        name: String,
        /// Which connections.
        action: FlowLogAction,
        /// Which direction.
        direction: TrafficDirection,
        /// The bucket, as `name` or `name/prefix`; it must exist.
        bucket: String,
    }
}

fields! {
    /// A flow log to be made, or the whole of one. Everything but the name is fixed at creation.
    NewFlowLog {
        /// Name.
        name: String,
        /// Which connections.
        action: FlowLogAction,
        /// Which direction.
        direction: TrafficDirection,
        /// The bucket, as `name` or `name/prefix`; it must exist.
        bucket: String,
    }
}

impl NewFlowLog {
    /// A record of all connections both ways.
    #[must_use]
    pub fn everything(name: impl Into<String>, bucket: impl Into<String>) -> Self {
        Self::default()
            .name(name)
            .action(FlowLogAction::All)
            .direction(TrafficDirection::Bidirectional)
            .bucket(bucket)
    }
}

fields! {
    /// Changes of a flow log. Only the name can change; anything else means another flow log.
    FlowLogUpdate {
        /// New name.
        name: String,
    }
}

body!(NewFlowLog);
resource! {
    FlowLog: "flow log", "flowlogs" / "flowlogId", name: |r| r.properties.name.as_deref();
    create: NewFlowLog;
    update: FlowLogUpdate;
    replace: NewFlowLog;
    can: [Delete];
}
