"""Story 2: a data center with a private LAN and a server that takes a fresh key. Everything is removed at the end."""

import os
import tempfile
from pathlib import Path

from ionos_sdk import Client, NewDatacenter, NewLan, NewNic, NewServer, NewVolume
from ionos_sdk.keys import KeyStore

ionos = Client.from_env(residency="germany")

secrets = Path(os.environ.get("IONOS_SECRETS") or tempfile.mkdtemp(prefix="ionos-"))
key, _ = KeyStore(secrets / "ssh").ensure("provision-demo", comment="the provision story")
print(f"key {key.name} {key.fingerprint}")

pending = ionos.datacenters.create(NewDatacenter(name="provision-demo", location="de/txl"))
here = ionos.datacenter(pending.id)
try:
    pending.wait()
    lan = here.lans.create(NewLan(name="internal")).wait()

    boot = NewVolume(name="boot", kind="SSD Premium", size=20, image_alias="ubuntu:24.04", ssh_keys=[key.public_key])
    web = NewServer(
        name="web",
        cores=2,
        ram=4096,
        availability_zone="ZONE_1",
        volumes=[boot],
        nics=[NewNic(name="internal", lan=int(lan.id))],
    )
    created = here.servers.create(web)
    last = None
    for step in created.progress():
        if step != last:
            print(f"server web: {step}")
        last = step
    server = here.server(created.id).get(depth=3)
    assert server.entities is not None
    addresses = server.entities.nics[0].properties.ips or ()
    zone = server.properties.availability_zone
    print(f"server web: {server.properties.vm_state} in {zone}, {', '.join(addresses)}")
finally:
    here.delete().wait()
    print("removed")
