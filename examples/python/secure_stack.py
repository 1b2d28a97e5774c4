"""Story 5: a whole stack from one file: plan, up, audit, the next key, down.

Needs IONOS_TOKEN, CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID; IONOS_SECRETS names the directory for keys.
"""

import os
import sys
from pathlib import Path

from ionos_sdk.keys import KeyStore
from ionos_sdk.stack import Event, Stack

default = Path(__file__).parent.parent / "stacks" / "secure-ai.toml"
secrets = Path(os.environ.get("IONOS_SECRETS", "/secrets"))
stack = Stack.load(sys.argv[1] if len(sys.argv) > 1 else default, secrets=secrets)

print(stack.plan())


def show(event: Event) -> None:
    if event.event == "done" and event.wrote:
        print(f"{event.action} {event.step} ({event.seconds:.1f} s)")


try:
    stack.up(show)
    print(f"a second up writes {stack.up().writes} times")

    for finding in stack.audit():
        print(f"{finding.id} {finding.verdict}: {finding.title}")

    # A server takes keys only when it is made: the next generation is for the servers made from now on.
    keys = KeyStore(secrets / "ssh")
    for key in [k for k in keys.list() if k.name.startswith(stack.name) and not k.name.endswith(".2")]:
        keys.assign(key.name, fleet=stack.name)
        next_key, _ = keys.ensure(f"{key.name}.2")
        keys.assign(next_key.name, fleet=stack.name, generation=2)
        print(f"{key.name}: next generation {next_key.fingerprint}")
finally:
    report = stack.down(show)
    print(f"down; left in place: {', '.join(report.protected) or 'nothing'}")
