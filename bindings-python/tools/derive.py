"""Write `client.py` from `aio.py`: the same classes without `await`.

Run `python tools/derive.py` after a change of `aio.py`; `--check` says whether it is needed.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "python" / "ionos_sdk"

HEAD = '''"""The client that blocks.

Derived from ``ionos_sdk/aio.py`` by ``tools/derive.py``: change that module instead.
"""
'''

RULES = [
    (r"\basync (def|for|with) ", r"\1 "),
    (r"\bawait ", ""),
    (r" async for ", " for "),
    (r"__aiter__", "__iter__"),
    (r"__aenter__", "__enter__"),
    (r"__aexit__", "__exit__"),
    (r"\bfinish_async\b", "finish"),
    (r"\bAsync([A-Z]\w*)", r"\1"),
]


def derive(source: str) -> str:
    """Give the blocking twin of an asynchronous module."""
    text = HEAD + source.split('"""', 2)[2].lstrip("\n").join(["\n", ""])
    for pattern, replacement in RULES:
        text = re.sub(pattern, replacement, text)
    return text


def main() -> int:
    """Write or check the file."""
    import subprocess

    text = derive((PACKAGE / "aio.py").read_text())
    for command in (["check", "--quiet", "--fix", "--select", "I"], ["format", "--quiet"]):
        text = subprocess.run(  # noqa: S603 - the formatter of this repository
            [sys.executable, "-m", "ruff", *command, "--stdin-filename", str(PACKAGE / "client.py"), "-"],
            input=text,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    target = PACKAGE / "client.py"
    if "--check" not in sys.argv:
        target.write_text(text)
        return 0
    if target.read_text() == text:
        return 0
    print("client.py differs from aio.py: run `python tools/derive.py`")
    return 1


if __name__ == "__main__":
    sys.exit(main())
