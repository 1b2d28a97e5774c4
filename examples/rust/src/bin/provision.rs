//! Story 2: a data center with a private LAN and a server that takes a fresh key. Everything is removed at the end.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::error::Error;

use futures_util::TryStreamExt as _;
use ionos_core::{
    AvailabilityZone, Client, Datacenter, Item, Memory, NewDatacenter, NewLan, NewNic, NewServer, NewVolume,
    Residency, VolumeType,
};
use ionos_keys::{KeySpec, KeyStore};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let secrets = std::env::var("IONOS_SECRETS").unwrap_or_else(|_| "/secrets".to_owned());
    let (key, _) = KeyStore::open(format!("{secrets}/ssh"))?.ensure(KeySpec::ed25519("provision-demo"))?;
    println!("key {} {}", key.name, key.fingerprint);

    // Anything outside Germany is refused before a byte is sent.
    let ionos = Client::builder_from_env(None)?.residency(Residency::Germany).build()?;
    let datacenter = ionos.datacenters().create(NewDatacenter::new("provision-demo", "de/txl")).await?;
    let here = ionos.datacenter(datacenter.id().unwrap_or_default());
    let result = match datacenter.wait().await {
        Ok(_) => build(&here, key.public_key).await,
        Err(error) => Err(error.into()),
    };

    here.delete().await?.wait().await?;
    println!("removed");
    result
}

async fn build(here: &Item<Datacenter>, public_key: String) -> Result<(), Box<dyn Error>> {
    let lan = here.lans().create(NewLan::private("internal")).await?.wait().await?;
    let boot = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec![public_key]);
    let web = NewServer::new("web", 2, Memory::gb(4))
        .availability_zone(AvailabilityZone::Zone1)
        .volume(boot)
        .nic(NewNic::new("internal", lan.id.as_str().parse::<u32>()?));

    let created = here.servers().create(web).await?;
    let web = here.server(created.id().unwrap_or_default());
    let mut last = None;
    let mut progress = std::pin::pin!(created.progress());
    while let Some(step) = progress.try_next().await? {
        if last.as_ref() != Some(&step) {
            println!("server web: {step:?}");
        }
        last = Some(step);
    }

    let web = web.get().depth(3).await?;
    let nics = web.entities.map(|e| e.nics.items).unwrap_or_default();
    let addresses: Vec<_> = nics.into_iter().flat_map(|n| n.properties.ips.unwrap_or_default()).collect();
    let zone = web.properties.availability_zone.map(|z| z.to_string()).unwrap_or_default();
    let state = web.properties.vm_state.map(|s| s.to_string()).unwrap_or_default();
    println!("server web: {state} in {zone}, {}", addresses.join(", "));
    Ok(())
}
