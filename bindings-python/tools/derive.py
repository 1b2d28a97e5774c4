"""Write the modules of the blocking client from those of the asynchronous one: the same classes without `await`.

Run `python tools/derive.py` after a change of one of them; `--check` says whether it is needed.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "python" / "ionos_sdk"

TWINS = {
    "aio.py": ("client.py", "The client that blocks."),
    "_verbs_aio.py": ("_verbs.py", "The verbs of all handles, blocking."),
    "_extras_aio.py": ("_extras.py", "What handles can do beyond what is declared, blocking."),
}

RULES = [
    (r"\basync (def|for|with) ", r"\1 "),
    (r"\bawait ", ""),
    (r" async for ", " for "),
    (r"__aiter__", "__iter__"),
    (r"__aenter__", "__enter__"),
    (r"__aexit__", "__exit__"),
    (r"\bfinish_async\b", "finish"),
    (r"\bAsync([A-Z]\w*)", r"\1"),
    (r"\b(_\w+)_aio\b", r"\1"),
]


def derive(name: str) -> str:
    """Give the blocking twin of an asynchronous module."""
    twin, docs = TWINS[name]
    source = (PACKAGE / name).read_text()
    head = (
        f'"""{docs}\n\nDerived from ``ionos_sdk/{name}`` by ``tools/derive.py``: change that module instead.\n"""\n\n'
    )
    text = source.split('"""', 2)[2].lstrip("\n")
    for pattern, replacement in RULES:
        text = re.sub(pattern, replacement, text)
    text = head + text
    for command in (["check", "--quiet", "--fix", "--select", "I,RUF022"], ["format", "--quiet"]):
        text = subprocess.run(  # noqa: S603 - the formatter of this repository
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(PACKAGE / twin), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    return text


def main() -> int:
    """Write or check the files."""
    stale = []
    for name, (twin, _) in TWINS.items():
        text = derive(name)
        target = PACKAGE / twin
        if "--check" not in sys.argv:
            target.write_text(text)
        elif target.read_text() != text:
            stale.append(twin)
    if stale:
        print(f"to be derived again: {', '.join(stale)}; run `python tools/derive.py`")
    return int(bool(stale))


if __name__ == "__main__":
    sys.exit(main())
