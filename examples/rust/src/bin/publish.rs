//! Publish a service of a server through a tunnel: only for people of one e-mail domain, under a CNAME; then take it down again.
//!
//! Usage: `publish SERVER_ID HOSTNAME EMAIL_DOMAIN`, with a server whose user data installs the connector.
#![expect(clippy::print_stdout, reason = "it is what the program is for")]

use ionos_tunnel::{Cloudflare, GuestHandover, Publication, publish, unpublish};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(server), Some(hostname), Some(domain)) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err("usage: publish SERVER_ID HOSTNAME EMAIL_DOMAIN".into());
    };
    let cloudflare = Cloudflare::from_env()?;
    let publication = Publication::new("example", hostname, "http://localhost:8080".parse()?, [domain])?;
    // A simulated server; a real one takes `SshHandover`. The token goes neither into user data nor onto a command line.
    let handover = GuestHandover::from_env(server)?;

    let published = publish(&cloudflare, &publication, &handover, |event| println!("{event:?}")).await?;
    println!(
        "https://{} is open to its people, {} connector(s)",
        published.hostname, published.connector.connectors
    );

    unpublish(&cloudflare, &publication, |event| println!("{event:?}")).await?;
    println!("taken down");
    Ok(())
}
