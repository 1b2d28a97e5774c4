//! A data center, a private LAN and a server with a generated key; wait with progress; clean up.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use futures_util::TryStreamExt as _;
use ionos_core::{
    Client, Memory, NewDatacenter, NewLan, NewNic, NewServer, NewVolume, Residency, VolumeType,
};
use ionos_keys::{KeySpec, KeyStore};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let secrets = std::env::var("IONOS_SECRETS").unwrap_or_else(|_| "/secrets".to_owned());
    let (key, _) = KeyStore::open(format!("{secrets}/ssh"))?.ensure(KeySpec::ed25519("example-admin"))?;

    // Anything outside Germany is refused before a byte is sent.
    let ionos = Client::builder_from_env(None)?.residency(Residency::Germany).build()?;
    let datacenter =
        ionos.datacenters().create(NewDatacenter::new("example", "de/txl")).await?.wait().await?;
    let here = ionos.datacenter(&datacenter.id);
    let lan = here.lans().create(NewLan::private("inside")).await?.wait().await?;

    let boot = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec![key.public_key]);
    let nic = NewNic::new("inside", lan.id.as_str().parse::<u32>()?).firewall_active(true);
    let server = here.servers().create(NewServer::new("web", 2, Memory::gb(4)).volume(boot).nic(nic)).await?;
    let id = server.id().unwrap_or_default().to_owned();
    let mut last = None;
    let mut progress = std::pin::pin!(server.progress());
    while let Some(now) = progress.try_next().await? {
        if last.as_ref() != Some(&now) {
            println!("server {id}: {now:?}");
        }
        last = Some(now);
    }

    here.delete().await?.wait().await?;
    println!("cleaned up");
    Ok(())
}
