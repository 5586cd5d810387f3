"""What the clients need: a venv for each Python client, and node_modules; all under build/clients/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = ROOT / "build" / "clients"
NODE = Path(__file__).parent / "with_node_zendesk"
CONSTRAINTS = ROOT / "constraints.txt"
#: By name; the versions, of what they bring along too, are those of constraints.txt.
ZENPY = ("zenpy",)
#: trustme makes the certificate of the loopback door that libzapi needs, see `https_door`.
LIBZAPI = ("libzapi", "trustme")
_ASK = "import sys; print(sys.executable if sys.version_info >= (3, 12) else '')"


class Missing(Exception):
    """Something that has to be there before; its sentence says what."""


def zenpy() -> list[str]:
    """The command of zenpy's Python."""
    return [str(_venv("zenpy", sys.executable, ZENPY))]


def libzapi() -> list[str]:
    """The command of libzapi's Python."""
    return [str(_venv("libzapi", _python312(), LIBZAPI))]


def node_zendesk() -> list[str]:
    """The command of Node.js; node-zendesk is in build/clients/node_modules."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Missing("node-zendesk needs Node.js 18 or later with npm on PATH, and there is none.")
    BUILD.mkdir(parents=True, exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(NODE / name, BUILD / name)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], BUILD)
    return [node]


def _python312() -> str:
    """A Python of 3.12 or later: libzapi's source is written in it."""
    for name in ("python3.12", "python3.13", "python3"):
        # pyenv puts a python3.12 on PATH that answers only where that version is chosen.
        for choice in ({}, {"PYENV_VERSION": name.removeprefix("python")}):
            found = shutil.which(name)
            if found is None:
                continue
            asked = subprocess.run(  # noqa: S603 - the Python of whoever calls make
                [found, "-c", _ASK], env=os.environ | choice, capture_output=True, text=True, check=False
            )
            if asked.returncode == 0 and asked.stdout.strip():
                return asked.stdout.strip()
    raise Missing("libzapi needs Python 3.12 or later as python3.12 on PATH, and there is none that runs.")


def _venv(name: str, python: str, packages: tuple[str, ...]) -> Path:
    """The Python of a venv with these packages, made anew where they have changed."""
    folder = BUILD / name
    interpreter, stamp = folder / "bin" / "python", folder / ".installed"
    wanted = "\n".join([*packages, CONSTRAINTS.read_text(encoding="utf-8")])
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        _run([python, "-m", "venv", "--clear", str(folder)], ROOT)
        _run([str(interpreter), "-m", "pip", "install", "--quiet", "-c", str(CONSTRAINTS), *packages], ROOT)
        stamp.write_text(wanted, encoding="utf-8")
    return interpreter


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, check=False)  # noqa: S603 - fixed commands
    if done.returncode:
        raise Missing(f"`{' '.join(command)}` did not succeed; what it says stands above.")
