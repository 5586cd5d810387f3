"""Runs every client against a local Zendesk of its own: `python -m clients [NAME…]`. Exit 1 where one fails."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from clients import prepare
from clients.outcomes import Outcome, Report
from clients.table import complete, line, table
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

#: What prepares each client, and its programme.
CLIENTS: dict[str, tuple[Callable[[], list[str]], list[str]]] = {
    "zenpy": (prepare.zenpy, ["-m", "clients.with_zenpy"]),
    "libzapi": (prepare.libzapi, ["-m", "clients.with_libzapi"]),
    "node-zendesk": (prepare.node_zendesk, [str(prepare.NODE / "main.js")]),
}


def main(names: Sequence[str]) -> int:
    """Prepare, run and show the clients of these names, or all."""
    wanted = names or list(CLIENTS)
    if unknown := set(wanted) - set(CLIENTS):
        raise prepare.Missing(f"There is no client {', '.join(sorted(unknown))}; there are {', '.join(CLIENTS)}.")
    commands = {name: CLIENTS[name][0]() + CLIENTS[name][1] for name in wanted}
    found = {name: _reports(name, command) for name, command in commands.items()}
    for name, reports in found.items():
        print("\n" + table(name, reports))
    failed = sum(report.outcome is Outcome.FAILED for reports in found.values() for report in reports)
    if failed:
        print(f"\n{failed} steps failed.", file=sys.stderr)
    return 1 if failed else 0


def _reports(name: str, command: list[str]) -> list[Report]:
    """Every report of a client's programme, printed as it comes."""
    reports: list[Report] = []
    with tempfile.TemporaryDirectory() as folder, LocalZendesk(Path(folder) / "zendesk.db") as zendesk:
        running = subprocess.Popen(  # noqa: S603 - our programme, by the client's own interpreter
            [*command, zendesk.url], cwd=prepare.ROOT, env=_environment(), stdout=subprocess.PIPE, text=True
        )
        with running:
            for text in running.stdout or ():
                said = json.loads(text)
                reports.append(Report(said["kind"], said["step"], Outcome(said["outcome"]), said["said"]))
                print(line(name, reports[-1]), flush=True)
    return [*reports, *complete(name, reports)]


def _environment() -> dict[str, str]:
    """Ours, with nothing between a client and loopback, and node-zendesk where Node.js finds it."""
    proxies = {"http_proxy", "https_proxy", "all_proxy"}
    kept = {name: value for name, value in os.environ.items() if name.lower() not in proxies}
    return kept | {"NODE_PATH": str(prepare.BUILD / "node_modules"), "PYTHONDONTWRITEBYTECODE": "1"}


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except prepare.Missing as missing:
        sys.exit(str(missing))
