"""Story 4: a service on a server without a public address, under a name, for people of one e-mail domain.

Needs CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID. Simulated servers are reached by IONOS_GUEST_URL, others by SSH.
"""

import os
import tempfile
from pathlib import Path

from ionos_sdk import Client, NewDatacenter, NewNic, NewServer, NewVolume
from ionos_sdk.keys import KeyStore
from ionos_sdk.tunnel import (
    GuestHandover,
    Publication,
    SshHandover,
    TunnelEvent,
    connector_cloud_config,
    publish,
    unpublish,
)

ionos = Client.from_env(residency="germany")

secrets = Path(os.environ.get("IONOS_SECRETS") or tempfile.mkdtemp(prefix="ionos-"))
key, _ = KeyStore(secrets / "ssh").ensure("publish-demo")

service = Publication(
    name="publish-demo",
    hostname=os.environ.get("IONOS_DEMO_HOSTNAME", "app.example.com"),
    service="http://localhost:8080",
    email_domains=[os.environ.get("IONOS_DEMO_EMAIL_DOMAIN", "example.com")],
    session_duration="12h",
)


def show(event: TunnelEvent) -> None:
    if event.event == "done":
        print(f"{event.step}: {event.change}")


pending = ionos.datacenters.create(NewDatacenter(name="publish-demo", location="de/txl"))
here = ionos.datacenter(pending.id)
try:
    pending.wait()
    boot = NewVolume(
        name="boot",
        kind="SSD Premium",
        size=20,
        image_alias="ubuntu:24.04",
        ssh_keys=[key.public_key],
        # Installs the connector. It starts when its token arrives; the token is never part of user data.
        user_data=connector_cloud_config(),
    )
    app = NewServer(name="app", cores=2, ram=4096, volumes=[boot], nics=[NewNic(name="internal", lan=1)])
    server = here.servers.create(app).wait()

    if "IONOS_GUEST_URL" in os.environ:
        connector: GuestHandover | SshHandover = GuestHandover(server=server.id)
    else:
        connector = SshHandover(user="root", host=os.environ["IONOS_DEMO_SSH_HOST"], identity_file=key.path)
    published = publish(service, connector, on_event=show)
    print(f"https://{published.hostname} is up with {published.connector.connections} connections")
finally:
    changes = unpublish(service).changes
    print(f"taken down: {', '.join(change.step for change in changes)}")
    here.delete().wait()
    print("removed")
