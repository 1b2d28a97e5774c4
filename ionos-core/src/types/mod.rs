//! Small value types shared by the models.

mod id;
mod open_enum;
mod patch;
mod secret;
mod time;
mod units;
mod user_data;

pub use id::Id;
pub use open_enum::Unrecognized;
pub(crate) use open_enum::open_enum;
pub use patch::Patch;
pub use secret::Secret;
pub use time::Timestamp;
pub use units::Memory;
pub use user_data::UserData;
