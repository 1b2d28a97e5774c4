//! Backup units. <https://api.ionos.com/docs/cloud/v6/#tag/Backup-units>

use crate::declare::{body, fields, model, resource};
use crate::document::Document;
use crate::types::Secret;

/// An account of the backup service that volumes report to. Its login is the contract number and the name.
///
/// The service's read by id is not reliable, so [`get`](crate::Item::get) reads the list and picks the unit.
pub type BackupUnit = Document<BackupUnitProperties>;

model! {
    /// The fields of a backup unit.
    BackupUnitProperties {
        /// Name, letters and digits only; fixed at creation.
        name: String,
        /// Password; not given back.
        password: Secret,
        /// Where messages about backups go.
        email: String,
    }
}

fields! {
    /// A backup unit to be made. The name cannot be changed later.
    NewBackupUnit {
        /// Name, letters and digits only.
        name: String,
        /// Password.
        password: Secret,
        /// Where messages about backups go; need not be the address of a user.
        email: String,
    }
}

impl NewBackupUnit {
    /// A backup unit of this name, with its password and e-mail address.
    #[must_use]
    pub fn new(name: impl Into<String>, password: impl Into<Secret>, email: impl Into<String>) -> Self {
        Self::default().name(name).password(password).email(email)
    }
}

fields! {
    /// Changes of a backup unit. The name is fixed: another one means another unit.
    BackupUnitUpdate {
        /// New password.
        password: Secret,
        /// New e-mail address.
        email: String,
    }
}

model! {
    /// The way into the backup console.
    BackupUnitSso {
        /// Address that logs in whoever opens it: keep it secret.
        sso_url: Secret,
    }
}

body!(NewBackupUnit);
resource! {
    BackupUnit: "backup unit", "backupunits" / "backupunitId", name: |r| r.properties.name.as_deref();
    create: NewBackupUnit;
    update: BackupUnitUpdate;
    replace: NewBackupUnit;
    can: [Delete];
    actions {
        /// The way into the backup console, without a password.
        sso_url: "backupunitsSsourlGet" => read(BackupUnitSso);
    }
}
