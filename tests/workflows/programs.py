"""Doubles of programs that a runner has or a step installs: `make`, `gh`, `hatchling`. A copy of that name is that one.

Each takes down what it was called with, and refuses what the real one would: what is not there, or not allowed.
Nothing is built and nothing is downloaded; what `gh` asks goes to the stand-in for GitHub.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
import urllib.error
import urllib.request
from pathlib import Path

NAMES = ("make", "gh", "hatchling")
_SECRET = re.compile(r"ZENDESK_|G(H|ITHUB)_TOKEN$")
_PAGE = re.compile(r"[?&]per_page=(\d+)")


def installed(folder: Path, record: Path) -> Path:
    """Put them into a folder, which is to stand in the PATH."""
    folder.mkdir()
    source = Path(__file__).read_text(encoding="utf-8").replace('\nRECORD = ""\n', f"\nRECORD = {str(record)!r}\n")
    for name in NAMES:
        program = folder / name
        program.write_text(f"#!{sys.executable} -SE\n{source}", encoding="utf-8")
        program.chmod(0o755)
    return folder


#: Where they take down what they were called with; it is set in each copy.
RECORD = ""


def make(arguments: list[str]) -> None:
    """Only that the targets are in the Makefile of this folder."""
    targets = re.findall(r"^([a-z]+):", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    _refuse([each for each in arguments if each not in targets and "=" not in each], "No rule to make target")
    print(f"make {' '.join(arguments)}")  # noqa: T201 - it is a program


def hatchling(arguments: list[str]) -> None:
    """`build -d FOLDER`: a wheel and the sources, of no content but their own."""
    _refuse([each for each in ("pyproject.toml", "sync/macrosync") if not Path(each).exists()], "not here:")
    _refuse([] if arguments[:2] == ["build", "-d"] else arguments, "unknown:")
    folder = Path(arguments[2])
    folder.mkdir()
    for name in ("macrosync-0.1.0-py3-none-any.whl", "macrosync-0.1.0.tar.gz"):
        (folder / name).write_bytes(os.urandom(32))


def gh(arguments: list[str]) -> None:
    """`gh api` for what the workflows ask, and `gh release create`."""
    if not os.environ.get("GH_TOKEN"):
        sys.exit("To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.")
    if arguments[:2] == ["release", "create"]:
        _release(arguments[2:])
    elif arguments[:4] == ["api", "--paginate", "--jq", ".[].body"]:
        for body in _bodies(arguments[4]):
            print(body)  # noqa: T201
    else:
        _refuse([] if arguments[:2] == ["api", "--silent"] else arguments, "unknown:")
        fields = [(kind, *each.split("=", 1)) for kind, each in zip(arguments[3::2], arguments[4::2], strict=True)]
        _ask(arguments[2], {name: _value(kind, text) for kind, name, text in fields})


def _release(arguments: list[str]) -> None:
    tag, *rest = arguments
    given = {rest[at]: rest[at + 1] for at, each in enumerate(rest) if each in {"--repo", "--title", "--notes-file"}}
    assets = [each for each in rest if each.startswith("dist/")]
    _refuse([each for each in assets if not Path(each).is_file()], "no matches found for")
    body = {
        "tag_name": tag,
        "name": given["--title"],
        "body": Path(given["--notes-file"]).read_text(encoding="utf-8"),
        "verified": "--verify-tag" in rest,
        "assets": {Path(each).name: hashlib.sha256(Path(each).read_bytes()).hexdigest() for each in assets},
    }
    _ask(f"repos/{given['--repo']}/releases", body)


def _bodies(path: str) -> list[str]:
    """The bodies of all pages."""
    size = _PAGE.search(path)
    found: list[str] = []
    for page in range(1, 100):
        read = _ask(f"{path}&page={page}")
        found += [each["body"] for each in read]
        if len(read) < int(size[1] if size else 30):
            break
    return found


def _value(kind: str, text: str) -> str:
    """A field is read from a file after `@`, a raw one is as it stands."""
    _refuse([] if kind in {"--field", "--raw-field"} else [kind], "unknown flag:")
    return Path(text[1:]).read_text(encoding="utf-8") if kind == "--field" and text.startswith("@") else text


def _ask(path: str, body: object = None) -> list[dict[str, str]]:
    request = urllib.request.Request(  # noqa: S310 - the stand-in
        f"{os.environ['GITHUB_API_URL']}/{path}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {os.environ['GH_TOKEN']}"},
    )
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            read: list[dict[str, str]] = json.load(answer)
    except urllib.error.HTTPError as problem:
        sys.exit(f"gh: {problem} ({request.get_method()} {path})")
    return read


def _refuse(what: list[str], why: str) -> None:
    if what:
        sys.exit(f"{why} {' '.join(what)}")


def _main() -> None:
    name, arguments = Path(sys.argv[0]).name, sys.argv[1:]
    call = {
        "program": name,
        "arguments": arguments,
        "folder": str(Path.cwd()),
        "secrets": sorted(each for each in os.environ if _SECRET.match(each)),
    }
    with Path(RECORD).open("a", encoding="utf-8") as record:
        record.write(json.dumps(call) + "\n")
    {"make": make, "gh": gh, "hatchling": hatchling}[name](arguments)


if __name__ == "__main__":
    _main()
