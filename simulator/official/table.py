"""Makes ``docs/simulator-clients.md`` from the records that the tests of the official packages have left.

table.py FOLDER            compares the committed table with the records in FOLDER
table.py FOLDER --write    writes it anew
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

TABLE = Path(__file__).parents[2] / "docs" / "simulator-clients.md"

HEAD = """# Official clients on the simulator

Each package below is used as it was published, at the version given, against `ionos simulate`. Its tests in
`simulator/official` carry out the operations that the package has for each kind of resource: create, wait, list, get,
update, delete and whatever else it knows. A cell says how many of them have ended with success.
`cargo xtask test --only official` runs all of it and fails when this file says anything else than what has happened;
with `--write` it writes this file.
"""


NOTES = {
    "AI Model Hub": "The packages know all of OpenAI; the hub documents these calls.",
    "Cloudflare": "The packages know all of Cloudflare; publishing a service needs these kinds.",
}


def cell(operations: dict[str, bool] | None) -> str:
    if operations is None:
        return "-"
    done = sum(operations.values())
    return f"all {done}" if done == len(operations) else f"**{done} of {len(operations)}**"


def every(client: dict[str, Any]) -> dict[str, bool]:
    """All operations of a client, whatever their kind."""
    return {f"{kind}: {name}": done for kind, all in client["kinds"].items() for name, done in all.items()}


def section(api: str, clients: list[dict[str, Any]]) -> list[str]:
    names = [f"`{c['client']}` {c['version']} ({c['language']})" for c in clients]
    note = [f"{NOTES[api]}\n"] if api in NOTES else []
    lines = [f"\n## {api}\n", *note, f"| kind | {' | '.join(names)} |", "|---|" + "---|" * len(names)]
    for kind in sorted({kind for c in clients for kind in c["kinds"]}, key=str.lower):
        lines.append(f"| {kind} | {' | '.join(cell(c['kinds'].get(kind)) for c in clients)} |")
    lines.append(f"| **together** | {' | '.join(cell(every(c)) for c in clients)} |")
    for client, name in zip(clients, names, strict=True):
        left = sorted(f"`{line.split(': ')[-1]}`" for line, done in every(client).items() if not done)
        if left:
            lines.append(f"\nNot carried out by {name}, since there is nothing to do it with: {', '.join(left)}.")
    return lines


def table(folder: Path) -> str:
    records = [json.loads(file.read_text()) for file in sorted(folder.glob("*.json"))]
    apis: dict[str, list[dict[str, Any]]] = {}
    for record in sorted(records, key=lambda r: (r["api"], r["client"].lower(), r["language"])):
        apis.setdefault(record["api"], []).append(record)
    return HEAD + "".join(f"{line}\n" for api, clients in apis.items() for line in section(api, clients))


def main(folder: str, *options: str) -> int:
    text = table(Path(folder))
    if "--write" in options:
        TABLE.write_text(text)
    elif not TABLE.exists() or TABLE.read_text() != text:
        seen = Path(folder) / TABLE.name
        seen.write_text(text)
        print(f"{TABLE} differs from what was run, which is in {seen}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
