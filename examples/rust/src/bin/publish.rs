//! Story 4: a service on a server without a public address, under a name, for people of one e-mail domain.
//!
//! Needs `CLOUDFLARE_API_TOKEN` and `CLOUDFLARE_ACCOUNT_ID`. Simulated servers are reached by `IONOS_GUEST_URL`, others by SSH
//! (`IONOS_DEMO_SSH_HOST`); those also need a way out, such as the NAT gateway of story 5.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use std::error::Error;
use std::path::Path;

use ionos_core::{
    Client, Datacenter, Item, Memory, NewDatacenter, NewLan, NewNic, NewServer, NewVolume, Residency,
    UserData, VolumeType,
};
use ionos_keys::{KeyInfo, KeySpec, KeyStore};
use ionos_tunnel::{
    Cloudflare, ConnectorHandover, ConnectorUnit, GuestHandover, Install, Progress, Publication, SshHandover,
    publish, unpublish,
};

fn setting(name: &str, default: &str) -> String {
    std::env::var(name).unwrap_or_else(|_| default.to_owned())
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let ionos = Client::builder_from_env(None)?.residency(Residency::Germany).build()?;
    let cloudflare = Cloudflare::from_env()?;
    let service = Publication::builder(
        "publish-demo",
        setting("IONOS_DEMO_HOSTNAME", "app.example.com"),
        "http://localhost:8080".parse()?,
        [setting("IONOS_DEMO_EMAIL_DOMAIN", "example.com")],
    )
    .session_duration("12h")
    .build()?;
    let store = KeyStore::open(Path::new(&setting("IONOS_SECRETS", "/secrets")).join("ssh"))?;
    let (key, _) = store.ensure(KeySpec::ed25519("publish-demo"))?;

    let datacenter = ionos.datacenters().create(NewDatacenter::new("publish-demo", "de/txl")).await?;
    let here = ionos.datacenter(datacenter.id().unwrap_or_default());
    let result = match datacenter.wait().await {
        Ok(_) => open(&here, &cloudflare, &service, &key).await,
        Err(error) => Err(error.into()),
    };

    let closed = unpublish(&cloudflare, &service, |_| {}).await;
    here.delete().await?.wait().await?;
    let steps: Vec<_> = closed?.changes.iter().map(|(step, _)| step.as_str()).collect();
    println!("taken down: {}; server removed", steps.join(", "));
    result
}

async fn open(
    here: &Item<Datacenter>,
    cloudflare: &Cloudflare,
    service: &Publication,
    key: &KeyInfo,
) -> Result<(), Box<dyn Error>> {
    let lan = here.lans().create(NewLan::private("internal")).await?.wait().await?;
    // Installs the connector. It starts when its token arrives; the token is never part of user data.
    let user_data = UserData::new(ConnectorUnit::new().cloud_init(&Install::apt())?);
    let boot = NewVolume::new("boot", VolumeType::SsdPremium, 20)
        .image_alias("ubuntu:24.04")
        .ssh_keys(vec![key.public_key.clone()])
        .user_data(user_data);
    let app = NewServer::new("app", 2, Memory::gb(4))
        .volume(boot)
        .nic(NewNic::new("internal", lan.id.as_str().parse::<u32>()?));
    let app = here.servers().create(app).await?.wait().await?;

    let handover: Box<dyn ConnectorHandover> = if std::env::var_os("IONOS_GUEST_URL").is_some() {
        Box::new(GuestHandover::from_env(app.id.as_str())?)
    } else {
        Box::new(SshHandover::new("root", std::env::var("IONOS_DEMO_SSH_HOST")?)?.identity_file(&key.path))
    };
    let published = publish(cloudflare, service, handover.as_ref(), |event| {
        if let Progress::Done { step, change } = event {
            println!("{}: {}", step.as_str(), change.as_str());
        }
    })
    .await?;
    println!("https://{} is up with {} connections", published.hostname, published.connector.connections);
    Ok(())
}
