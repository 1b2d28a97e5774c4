//! Story 1: who am I, and what do I have? Credentials come from `IONOS_TOKEN` or from `~/.ionos/config`.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use futures_util::TryStreamExt as _;
use ionos_core::Client;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let ionos = Client::from_env()?;
    let mut datacenters = ionos.datacenters().list().items();
    let mut count = 0;
    while let Some(datacenter) = datacenters.try_next().await? {
        let p = datacenter.properties;
        println!("{}  {}  {}", datacenter.id, p.location.unwrap_or_default(), p.name.unwrap_or_default());
        count += 1;
    }
    println!("{count} data centers");
    Ok(())
}
