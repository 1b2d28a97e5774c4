"""Story 1: who am I, and what do I have? Credentials come from IONOS_TOKEN or from ~/.ionos/config."""

from ionos_sdk import Client

with Client.from_env() as ionos:
    count = 0
    for datacenter in ionos.datacenters.list():
        print(f"{datacenter.id}  {datacenter.properties.location}  {datacenter.properties.name}  {datacenter.state}")
        count += 1
    print(f"{count} data centers")
