"""Runs schemathesis against the simulator, with the official descriptions of the Cloud API and of Cloud DNS.

    fuzz.py --ionos PROGRAM --journal FILE [--specs DIR] [--examples N] [--seed N]

It fails when an answer has a status of 500 or more, does not come, or lets somebody in without credentials. Whether the
exchanges fit their descriptions is for `validate.py` to say, to which the journal goes.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

import hooks

HERE = Path(__file__).parent
CHECKS = "not_a_server_error,ignored_auth,use_after_free"

# The descriptions, with the path of the API below the host.
RUNS = [("cloudapi-v6.yaml", "/cloudapi/v6"), ("dns-v1.yaml", "")]

# What is there when the Cloud API is tested: one of every kind that others are made in.
WORLD = [
    ("/ipblocks", {"properties": {"location": "de/txl", "size": 4, "name": "addresses"}}),
    ("/pccs", {"properties": {"name": "connect"}}),
    ("/um/groups", {"properties": {"name": "team", "createDataCenter": True}}),
    ("/um/users", {"properties": {"firstname": "Ann", "lastname": "Other", "email": "ann@example.com",
                                  "administrator": False, "password": "{secret}"}}),
    ("/targetgroups", {"properties": {"name": "targets", "algorithm": "ROUND_ROBIN", "protocol": "HTTP"}}),
    ("/backupunits", {"properties": {"name": "backup", "email": "ann@example.com", "password": "{secret}"}}),
    ("/k8s", {"properties": {"name": "cluster"}}),
    ("/datacenters", {"properties": {"name": "dc", "location": "de/txl"}}),
    ("{datacenter}/lans", {"properties": {"name": "public", "public": True}}),
    ("{datacenter}/lans", {"properties": {"name": "private", "public": False}}),
    ("{datacenter}/servers", {"properties": {"name": "server", "cores": 1, "ram": 2048}, "entities": {
        "volumes": {"items": [{"properties": {"name": "disk", "size": 10, "type": "HDD", "licenceType": "LINUX"}}]},
        "nics": {"items": [{"properties": {"name": "nic", "lan": 1}}]}}}),
    ("{datacenter}/securitygroups", {"properties": {"name": "group"}}),
    ("{datacenter}/loadbalancers", {"properties": {"name": "classic"}}),
    ("{datacenter}/networkloadbalancers", {"properties": {"name": "nlb", "listenerLan": 1, "targetLan": 2}}),
    ("{datacenter}/applicationloadbalancers", {"properties": {"name": "alb", "listenerLan": 1, "targetLan": 2}}),
]  # fmt: skip


def populate():
    """Makes the world."""
    root = ""
    for path, body in WORLD:
        text = json.dumps(body).replace("{secret}", os.urandom(12).hex())
        made = hooks.call("POST", path.replace("{datacenter}", root), json.loads(text))
        if path == "/datacenters":
            root = f"/datacenters/{made['id']}"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = HERE.parent.parent.parent / "shared" / "specs"
    parser.add_argument("--ionos", required=True, help="the program `ionos`")
    parser.add_argument("--journal", required=True, type=Path)
    parser.add_argument("--specs", type=Path, default=Path(os.environ.get("IONOS_SPECS") or shared))
    parser.add_argument("--examples", type=int, default=4, help="how many for each operation and phase")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--phases", default="examples,fuzzing", help="of schemathesis; coverage takes long")
    options = parser.parse_args()
    if not options.specs.is_dir():
        print(f"skipped: the official descriptions are not in {options.specs}; nothing was tested")
        return 0

    simulate = [options.ionos, "simulate", "--listen", "127.0.0.1:0", "--json", "--speed", "100000"]
    failed = False
    for name, path in RUNS:
        with subprocess.Popen([*simulate, "--journal", options.journal], stdout=subprocess.PIPE, text=True) as simulator:
            try:
                started = json.loads(simulator.stdout.readline())
                hooks.BASE, hooks.TOKEN = started["url"] + path, started["environment"]["IONOS_TOKEN"]
                if name.startswith("cloudapi"):
                    populate()
                environment = {
                    **os.environ,
                    "IONOS_SIMULATED": hooks.BASE,
                    "IONOS_TOKEN": hooks.TOKEN,
                    "PYTHONPATH": str(HERE),
                    "SCHEMATHESIS_HOOKS": "hooks",
                }
                arguments = [
                    "run", options.specs.resolve() / name, "--url", hooks.BASE,
                    "--header", f"Authorization: Bearer {hooks.TOKEN}",
                    "--checks", CHECKS, "--phases", options.phases, "--max-examples", str(options.examples), "--seed", str(options.seed),
                    "--request-timeout", "10", "--continue-on-failure", "--warnings", "off",
                ]  # fmt: skip
                command = [sys.executable, "-m", "schemathesis.cli", *map(str, arguments)]
                # It leaves files where it runs.
                place = options.journal.parent
                failed |= subprocess.run(command, env=environment, cwd=place, check=False).returncode != 0
                if simulator.poll() is not None:
                    print("the simulator has ended")
                    failed = True
            finally:
                simulator.terminate()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
