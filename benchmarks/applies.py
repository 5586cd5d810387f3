"""An apply of K changes among N resources: how many calls it makes beyond the listing that finds them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from benchmarks import accounts, changes
from benchmarks.accounts import DATABASE, PROJECT, Size
from benchmarks.control import Control
from benchmarks.corpus import Desk
from benchmarks.figures import Figure
from benchmarks.processes import macrosync
from benchmarks.servers import serving

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = Size(Desk(articles=100, trees=10), macros=1_000, triggers=500, articles=400)
REWORDED = 15
_MORE = 15


def measure(folder: Path) -> Iterator[Figure]:
    """The calls of an apply; `folder` is for what it needs."""
    accounts.make_apart(folder / "account", SIZE)
    project = folder / "account" / PROJECT
    changes.reword(project, REWORDED)
    with serving(folder / "account" / DATABASE) as address:
        control = Control(address)
        control.set_limits()
        changed, listing, calls = counted(control, project)
    what = f"an apply of {changed} changes among {SIZE.macros + SIZE.triggers + SIZE.articles:,} resources"
    yield Figure(f"{what}: calls beyond those of its plan", calls - listing, "", 2 * changed + _MORE)


def counted(control: Control, project: Path) -> tuple[int, int, int]:
    """The changes of a plan, its calls, and those of the apply. Raises RuntimeError where one change was not done."""
    url = f"http://{control.address}"
    control.forget()
    planned = json.loads(macrosync(project, "plan", "--format", "json", url=url).out)["changes"]
    listing = len(control.calls())
    control.forget()
    done = json.loads(macrosync(project, "apply", "--yes", "--force", "--json", url=url).out)
    calls = len(control.calls())
    if done["updated"] + done["created"] != len(planned):
        raise RuntimeError(f"of {len(planned)} changes {done['updated']} were done")
    return len(planned), listing, calls
