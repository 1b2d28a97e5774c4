//! Methods of handles that are more than one operation, by their names, for the language bindings.

use std::time::Duration;

use serde_json::Value;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::pending::Pending;

impl Client {
    /// Does what a method of a handle does, such as `server.power_on`; `params` are the ids on the way to the handle, `given` the
    /// arguments. Not for Rust, where the methods themselves are: it lets other languages have their logic without a copy of it.
    ///
    /// # Errors
    /// As the method; [`ErrorKind::InvalidRequest`] for a name that is none, and for arguments that do not fit.
    #[doc(hidden)]
    pub async fn perform(
        &self,
        name: &str,
        params: &[String],
        given: &Value,
    ) -> Result<Option<Pending<Value>>> {
        let text = |field: &str| {
            given.get(field).and_then(Value::as_str).ok_or_else(|| {
                Error::new(ErrorKind::InvalidRequest, format!("`{name}` needs a text `{field}`"))
            })
        };
        let ids: Vec<&str> = params.iter().map(String::as_str).collect();
        match (name, ids.as_slice()) {
            ("server.power_on", [datacenter, server]) => {
                self.datacenter(*datacenter).server(*server).power_on().await?.untyped().map(Some)
            }
            ("server.power_off", [datacenter, server]) => {
                self.datacenter(*datacenter).server(*server).power_off().await?.untyped().map(Some)
            }
            ("lan.delete_when_free", [datacenter, lan]) => {
                let seconds = given.get("deadline").and_then(Value::as_f64);
                let deadline = seconds.map(Duration::try_from_secs_f64).and_then(std::result::Result::ok);
                let deadline = deadline.unwrap_or_else(|| self.poll_policy().deadline);
                let lan = self.datacenter(*datacenter).lan(*lan);
                Ok(Some(lan.delete_when_free(deadline).await?.into_value()))
            }
            ("lan.add_failover", [datacenter, lan]) => {
                let failover = self.datacenter(*datacenter).lan(*lan).failover();
                failover.add(text("ip")?, text("master")?).await.map(|()| None)
            }
            ("lan.hand_over_failover", [datacenter, lan]) => {
                let failover = self.datacenter(*datacenter).lan(*lan).failover();
                failover.hand_over(text("ip")?, text("master")?).await.map(|()| None)
            }
            ("lan.remove_failover", [datacenter, lan]) => {
                let failover = self.datacenter(*datacenter).lan(*lan).failover();
                failover.remove(text("ip")?).await.map(|()| None)
            }
            ("nic.delete_from_failover", [datacenter, server, nic]) => {
                let nic = self.datacenter(*datacenter).server(*server).nic(*nic);
                Ok(Some(nic.delete_from_failover().await?.into_value()))
            }
            _ => Err(Error::new(ErrorKind::InvalidRequest, format!("there is no method `{name}` here"))),
        }
    }
}
