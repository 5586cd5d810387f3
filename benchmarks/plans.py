"""A plan with nothing to do: how many calls it makes, and what the whole command costs beside the bare calls.

The command is a process, from its start to its end. Its files were compiled before, as they are after `validate` or an
earlier plan; the first plan of files that never were is measured too. Beside it stands what any client has to do: the
same pages fetched and parsed, as many side by side, by the same server.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks import accounts
from benchmarks.accounts import DATABASE, PROJECT, Size
from benchmarks.control import Control
from benchmarks.corpus import Desk
from benchmarks.figures import Figure
from benchmarks.processes import macrosync, python
from benchmarks.servers import serving
from benchmarks.watching import watching

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from benchmarks.control import Call
    from benchmarks.processes import Ran

#: As many macros as an account takes. All macros and articles are ours, and of the triggers as many as can be: a
#: field has 2,000 options at most (REF ticket_fields), and 1,920 consult types make two in three of them.
LARGE = Size(Desk(articles=990, trees=240), macros=5_000, triggers=5_000, articles=1_000)
#: The same account, but for a desk as small as our own all other people's.
OTHERS = Size(Desk(articles=0), macros=5_000, triggers=5_000, articles=1_000)
#: 1,000 resources and 20,000, in the same proportions.
FEW = Size(Desk(articles=50, trees=8), macros=250, triggers=300, articles=450)
MANY = Size(Desk(articles=990, trees=160), macros=5_000, triggers=6_000, articles=9_000)
#: So much that a kind has twenty pages.
FAR = Size(Desk(articles=20, trees=2), macros=1_500, triggers=2_000, articles=500)
_PAGE, _MORE = 100, 15
_TURNS = 3
_DELAY = 0.2
_LISTS = {"macros": "/api/v2/macros", "triggers": "/api/v2/triggers", "articles": "/articles"}
_NOTHING = re.compile(r"\b0 to create, 0 to update, 0 to delete\b")


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds: of a plan whose files were compiled before, of one whose files were not, of the bare calls.

    And a plan's most memory in bytes.
    """

    plan: float
    first: float
    bare: float
    peak: int


def measure(folder: Path) -> Iterator[Figure]:
    """All figures of plans without changes; `folder` is for what they need."""
    yield from _whole(folder / "large", LARGE)
    yield from _of_others(folder / "others", OTHERS)
    yield from _latency(folder)
    yield from _growth(folder)


def _whole(folder: Path, size: Size) -> Iterator[Figure]:
    """The calls, the cost and the memory of a plan where all is ours."""
    accounts.make_apart(folder, size)
    with serving(folder / DATABASE) as address:
        control = Control(address)
        control.set_limits()
        calls, pages = _counted(control, folder)
        what = f"a plan with nothing to do, {_size(pages)}"
        yield Figure(f"{what}: calls", len(calls), "", sum(pages.values()) + _MORE)
        cost = _cost(control, folder, calls)
        yield Figure(f"{what}, as many as can be ours: CPU time, beside the bare calls", cost.plan / cost.bare, "×", 4)
        yield Figure(f"{what}, as many as can be ours: CPU time", cost.plan, " s")
        yield Figure(f"{what}, as many as can be ours: CPU time of the first plan of its files", cost.first, " s")
        yield Figure(f"{what}: CPU time of the bare calls", cost.bare, " s")
        yield Figure(f"{what}, as many as can be ours: memory at its most", cost.peak / 1e6, " MB", 250)


def _of_others(folder: Path, size: Size) -> Iterator[Figure]:
    """The cost of a small desk in an account as large."""
    accounts.make_apart(folder, size)
    with serving(folder / DATABASE) as address:
        control = Control(address)
        control.set_limits()
        calls, pages = _counted(control, folder)
        cost = _cost(control, folder, calls)
        what = f"a plan with nothing to do, {_size(pages)}, all but our own desk other people's"
        yield Figure(f"{what}: CPU time, beside the bare calls", cost.plan / cost.bare, "×", 4)
        yield Figure(f"{what}: CPU time of the first plan of its files, beside them", cost.first / cost.bare, "×")


def _latency(folder: Path) -> Iterator[Figure]:
    """How long a plan calls where each call takes its time."""
    accounts.make_apart(folder / "far", FAR)
    with serving(folder / "far" / DATABASE) as address:
        control = Control(address)
        control.set_limits()
        _, pages = _counted(control, folder / "far")
        control.delay(_DELAY)
        with watching(control, lambda _: True) as watched:
            _planned(control, folder / "far")
    what = f"a plan with nothing to do, {_size(pages)}, {_DELAY * 1000:.0f} ms a call"
    allowed = (max(pages.values()) + 10) * _DELAY
    yield Figure(f"{what}: from its first call to its last answer", watched.whole + _DELAY, " s", allowed)


def _growth(folder: Path) -> Iterator[Figure]:
    """What a resource costs among many, beside what it costs among few; what any command costs counts for neither."""
    each = {}
    for name, size in (("few", FEW), ("many", MANY)):
        accounts.make_apart(folder / name, size)
        with serving(folder / name / DATABASE) as address:
            control = Control(address)
            control.set_limits()
            calls, _ = _counted(control, folder / name)
            cost = _cost(control, folder / name, calls)
            started = min(macrosync(folder / name / PROJECT, "plan", "--help").cpu for _ in range(_TURNS))
            each[name] = (cost.plan - started) / (size.macros + size.triggers + size.articles)
    what = "CPU time of a plan for each of 20,000 resources, beside each of 1,000"
    yield Figure(what, each["many"] / each["few"], "×", 1.3)


def _counted(control: Control, folder: Path) -> tuple[Sequence[Call], dict[str, int]]:
    """The calls of a plan, and how many pages of each large kind there are."""
    control.forget()
    _planned(control, folder)
    calls = control.calls()
    listed = {name: sum(path in each.target for each in calls) for name, path in _LISTS.items()}
    return calls, listed


def _planned(control: Control, folder: Path, memory: str = "memory") -> Ran:
    """A plan; RuntimeError where it is not an empty one. `memory` is where files that were compiled are known."""
    ran = macrosync(folder / PROJECT, "plan", url=f"http://{control.address}", memory=folder / memory)
    if not _NOTHING.search(ran.out):
        raise RuntimeError(f"the account is not what the files say: {ran.out[-500:]}")
    return ran


def _cost(control: Control, folder: Path, calls: Sequence[Call]) -> Cost:
    """The least of several turns."""
    targets = folder / "targets.json"
    targets.write_text(json.dumps([each.target for each in calls if each.method == "GET"]), encoding="utf-8")
    plans, first, bare = [], [], []
    for turn in range(_TURNS):
        first.append(_planned(control, folder, f"empty {turn}").cpu)
        plans.append(_planned(control, folder))
        bare.append(python("-m", "benchmarks.bare", control.address, str(targets)).cpu)
    least = min(plans, key=lambda ran: ran.cpu)
    return Cost(least.cpu, min(first), min(bare), max(ran.peak for ran in plans))


def _size(pages: dict[str, int]) -> str:
    return ", ".join(f"{count * _PAGE:,} {name}" for name, count in pages.items())
