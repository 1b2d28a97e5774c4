//! How the command fails: one line and an exit code.

use std::process::ExitCode;

use serde_json::json;

/// A failure with its exit code.
#[derive(Debug)]
pub(crate) struct Failure {
    code: u8,
    message: String,
}

impl Failure {
    pub(crate) fn new(code: u8, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// Prints it and gives the exit code.
    pub(crate) fn report(&self, as_json: bool) -> ExitCode {
        let line = self.message.replace('\n', " ");
        if as_json {
            crate::output::line(&json!({ "error": line, "exit_code": self.code }));
        } else {
            crate::output::complain(&format!("error: {line}"));
        }
        ExitCode::from(self.code)
    }
}

impl From<ionos_core::Error> for Failure {
    fn from(error: ionos_core::Error) -> Self {
        use ionos_core::ErrorKind as K;
        let code = match error.kind() {
            K::Config | K::Auth | K::PermissionDenied => 4,
            K::Residency => 3,
            K::Connect | K::Timeout | K::Unavailable | K::RateLimited | K::Decode => 5,
            _ => 1,
        };
        Self::new(code, error.to_string())
    }
}

impl From<ionos_orchestration::Error> for Failure {
    fn from(error: ionos_orchestration::Error) -> Self {
        use ionos_orchestration::ErrorKind as K;
        let code = match error.kind() {
            K::Stack | K::Residency => 3,
            K::Config | K::Keys => 4,
            K::Cloud | K::Tunnel => cloud_code(&error),
            _ => 1,
        };
        Self::new(code, error.to_string())
    }
}

/// Wrong credentials are told from a service that cannot be reached.
fn cloud_code(error: &ionos_orchestration::Error) -> u8 {
    use std::error::Error as _;
    match error.source() {
        Some(source) => {
            if let Some(cloud) = source.downcast_ref::<ionos_core::Error>() {
                return if matches!(
                    cloud.kind(),
                    ionos_core::ErrorKind::Auth | ionos_core::ErrorKind::PermissionDenied
                ) {
                    4
                } else {
                    5
                };
            }
            if let Some(tunnel) = source.downcast_ref::<ionos_tunnel::Error>() {
                return if matches!(
                    tunnel.kind(),
                    ionos_tunnel::ErrorKind::Auth | ionos_tunnel::ErrorKind::PermissionDenied
                ) {
                    4
                } else {
                    5
                };
            }
            5
        }
        None => 5,
    }
}

impl From<ionos_tunnel::Error> for Failure {
    fn from(error: ionos_tunnel::Error) -> Self {
        use ionos_tunnel::ErrorKind as K;
        let code = match error.kind() {
            K::InvalidInput => 2,
            K::Config | K::Auth | K::PermissionDenied => 4,
            K::Api => 5,
            _ => 1,
        };
        Self::new(code, error.to_string())
    }
}

impl From<ionos_keys::Error> for Failure {
    fn from(error: ionos_keys::Error) -> Self {
        Self::new(4, error.to_string())
    }
}

impl From<ionos_simulator::Error> for Failure {
    fn from(error: ionos_simulator::Error) -> Self {
        Self::new(1, error.to_string())
    }
}
