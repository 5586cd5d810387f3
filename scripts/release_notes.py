"""Print the changelog's section of a tag: `python scripts/release_notes.py v0.2.0`.

Exits with 1 where the tag is not the version of pyproject.toml, or the changelog says nothing of it.
"""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def section(changelog: str, version: str) -> str:
    """What stands below `## [VERSION]`, up to the next version; empty where there is none."""
    heading = rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|^\[[^\]\n]+\]: |\Z)"
    found = re.search(heading, changelog, re.DOTALL | re.MULTILINE)
    return found[1].strip() if found else ""


def main(arguments: list[str]) -> int:
    """Print it; the exit code."""
    tag = arguments[0] if arguments else ""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if tag != f"v{version}":
        sys.stderr.write(f"The tag `{tag}` is not v{version}, the version of pyproject.toml: tag that, or change it.\n")
        return 1
    notes = section((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    if not notes:
        sys.stderr.write(f"CHANGELOG.md has no section `## [{version}]`: give what is unreleased that heading.\n")
        return 1
    sys.stdout.write(f"{notes}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
