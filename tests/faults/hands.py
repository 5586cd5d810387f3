"""People who edit the account while it is applied to, between any two of its calls.

What a person wrote is never lost unsaid: the apply leaves it and says so, or it comes after the write, and then the
next plan shows it. One moment is left, between the read right before a write and that write, for which Zendesk has no
lock: what falls into it is counted by itself.
"""

from __future__ import annotations

import json
import random
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from tests.faults import edits, moments
from tests.faults.commands import fault, holds, mend, opened
from tests.faults.ending import Difference, ending
from tests.faults.leaks import leaks
from tests.faults.people import People
from tests.faults.project import STATE
from tests.faults.trials import APPLY, PLAN, Course, errors, manners, reference, unfinished, unlike
from tests.followups.office import unlimited

from macrosync.apply import APPLIED
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tests.faults.commands import Ran
    from tests.faults.edits import Edit
    from tests.faults.ending import Ending
    from tests.faults.project import Desk as Prepared
    from tests.faults.trials import Reference
    from tests.local_zendesk.client import Data

    from macrosync.local_zendesk.calls import ServedCall

#: What may befall one of its writes meanwhile, which is sent again after a wait or is not.
THROTTLED: Data = {"status": 429, "headers": {"Retry-After": "2"}}
LOST: Data = {"fate": "lost", "written": False}
LANDED: Data = {"fate": "lost", "written": True}
TROUBLES: tuple[Data, ...] = (THROTTLED, LOST, LANDED, {"status": 503})
WRITES = ("PUT", "PATCH", "POST", "DELETE")
#: One in so many steps is troubled.
_TROUBLED = 3
#: How macrosync names itself.
_OURS = "macrosync/"
#: Every word that ever was an article's label stays known to the Help Center; the articles' own are compared.
_WORDS = "labels "
_ORDERS = {"option": edits.OPTIONS, "trigger": edits.TRIGGERS}


#: What may become of an edit.
KEPT, IN_THE_MOMENT, OF_LABELS = "kept", "in the moment", "in the moment of labels"
OVERWRITTEN, NOT_SHOWN = "overwritten, though it was there to be seen", "it stays, and no plan shows it"
_LOSSES = frozenset({OVERWRITTEN, NOT_SHOWN})


@dataclass(frozen=True)
class Judged:
    """What became of the edits of one apply.

    `kept` were left alone and said, or shown by a plan; `lost` were overwritten though they could be seen, or stay and
    are not shown. `in_the_moment` and, of an article's labels, `of_labels` are those that Zendesk has no lock for.
    `aimed` says that it was one edit, of what was about to be written.
    """

    name: str
    edits: int
    kept: int
    in_the_moment: int
    of_labels: int
    lost: int
    wrong: tuple[str, ...]
    aimed: bool = False


@dataclass
class Desk:
    """An apply that stops before each call that people want to do something before."""

    course: Course
    zendesk: LocalZendesk
    name: str = ""
    edits: dict[tuple[str, str], Edit] = field(default_factory=dict)
    _people: set[int] = field(default_factory=set)
    _gate: int = 0
    _began: int = 0
    _apply: Thread | None = None

    def __post_init__(self) -> None:
        self.people = People(self.course.api)

    def begin(self) -> None:
        """Start the apply, up to its first call."""
        self.people.look()
        self._began = len(self._calls())
        self._gate = fault(self.course.api, agent=_OURS, nth=1, hold="before")
        self._apply = Thread(target=self.course.run, args=APPLY)
        self._apply.start()
        self._wait()

    def go(self, calls: int, limits: Data = None) -> None:
        """Let so many calls take place, under limits that end with them."""
        if limits:
            self.course.api.control("PUT", "limits", limits)
        self._to(nth=calls)
        if limits:
            unlimited(self.course.api)

    def to(self, method: str, path: str, **trouble: Data) -> None:
        """Let calls take place up to one of that method and path, which has to come; some trouble may befall it."""
        hold = {"hold": "after", **trouble} if trouble else {}
        assert self._to(method=method, path=f"/api/v2/{path}", nth=1, **hold), f"there was no {method} {path}"

    def trouble(self, method: str, path: str = "**", **what: Data) -> None:
        """Let something befall the next call of that method and path."""
        fault(self.course.api, agent=_OURS, method=method, path=f"/api/v2/{path}", nth=1, count=1, **what)

    def edit(self, what: str, which: int | str) -> None:
        """Let a person edit one of that kind."""
        began = len(self._calls())
        edit = self.people.edit(what, which)
        calls = self._calls()
        self._people |= {at for at in range(began, len(calls)) if _named(calls[at]) in self.people.wrote}
        if edit is None:
            return
        kind, _, done = what.partition(" ")
        if done == edits.DELETED:  # with all that was done to it, and with its place in an order
            gone = {edit.what, _ORDERS.get(kind)}
            self.edits = {at: each for at, each in self.edits.items() if each.read != edit.read and at[0] not in gone}
        self.edits[what, edit.read] = replace(edit, at=len(calls))

    def finish(self, right: Reference) -> Judged:
        """Let the apply end, and judge it; then overwrite what was edited, and compare the account."""
        self.close()
        calls = self._calls()
        first, plan = self.course.said[-1], self.course.run(*PLAN, "--format", "json")
        shown = _shown(plan)
        became = [(edit, self._became(edit, first, shown, calls)) for edit in self.edits.values()]
        count = Counter(what for _, what in became)
        lost = [f"{edit.what}: {what}: {errors(first)[-600:]}" for edit, what in became if what in _LOSSES]
        again = self.course.run(*APPLY, "--overwrite-drift", "--force")
        plan = self.course.run(*PLAN)
        wrong = [*manners(self.course.said), *lost, *unfinished(again, plan), *unlike(self._beside(right.ending))]
        wrong += leaks(self.zendesk, [ran.said for ran in self.course.said], self.course.project / STATE)
        return Judged(
            self.name, len(became), count[KEPT], count[IN_THE_MOMENT], count[OF_LABELS], len(lost), tuple(wrong)
        )

    def _beside(self, right: Ending) -> Difference:
        """What the account is otherwise, whatever people said and in whichever place a thing was made again."""
        found = ending(self.course.api, self.course.project / STATE / "local" / APPLIED)
        if any(edit.wrote is None for edit in self.edits.values()):
            found, right = found.without_positions, right.without_positions
        beside = found.beside(right)
        return Difference(
            *(tuple(each for each in of if not each.startswith(_WORDS)) for of in (beside.more, beside.less))
        )

    def close(self) -> None:
        """Leave nothing waiting."""
        mend(self.course.api)
        if self._apply is not None:
            self._apply.join()

    def _became(self, edit: Edit, first: Ran, shown: set[int | str], calls: Sequence[ServedCall]) -> str:
        """What became of an edit."""
        if self.people.now(edit) == edit.wrote:
            return KEPT if edit.shown is None or edit.shown in shown else NOT_SHOWN
        if self._was_planned(edit, calls) and str(edit.shown) in first.out:
            return KEPT
        if not moments.fell_into(edit, calls, self._people):
            return OVERWRITTEN
        return OF_LABELS if edit.between else IN_THE_MOMENT

    def _was_planned(self, edit: Edit, calls: Sequence[ServedCall]) -> bool:
        """Whether an order was there before the plan was made, of whose triggers nothing is on record: it shows it."""
        listed = next(
            at for at, call in enumerate(calls) if _named(call) == ("GET", "/api/v2/triggers") and at >= self._began
        )
        return edit.what == edits.TRIGGERS and edit.at <= listed

    def _to(self, **which: Data) -> bool:
        before = self._gate
        self._gate = fault(self.course.api, **{"agent": _OURS, "hold": "before", **which})
        mend(self.course.api, before)
        return self._wait()

    def _wait(self) -> bool:
        """Wait for the call that is held; where none comes any more but people's, nothing is."""
        apply = self._apply
        assert apply is not None
        held = holds(self.course.api, self._gate, over=lambda: not apply.is_alive())
        if not held:
            mend(self.course.api)
        return held

    def _calls(self) -> list[ServedCall]:
        return self.zendesk.account.calls.all()


@contextmanager
def working(prepared: Prepared, name: str = "", *, waits: bool = False) -> Iterator[Desk]:
    """People at a desk whose apply has begun; it only seems to wait, unless it `waits`."""
    with TemporaryDirectory() as folder:
        project, account = prepared.laid_out(Path(folder))
        with LocalZendesk(account) as zendesk, opened(zendesk.url) as api:
            desk = Desk(Course(api, project, waits=waits), zendesk, name)
            desk.begin()
            try:
                yield desk
            finally:
                desk.close()


def by_chance(prepared: Prepared, seed: int) -> Judged:
    """People who do something now and then, by dice, and writes that fail now and then."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    with working(prepared, f"hand edits, seed {seed}") as desk:
        for _ in range(dice.randint(1, 8)):
            if not dice.randrange(_TROUBLED):
                desk.trouble(dice.choice(WRITES), **dice.choice(TROUBLES))
            desk.go(dice.randint(1, 14))
            desk.edit(dice.choice(edits.EDITS), dice.randrange(20))
        return desk.finish(reference(prepared))


def _named(call: ServedCall) -> tuple[str, str]:
    return call.method, call.path


def _shown(plan: Ran) -> set[int | str]:
    """What the next plan shows: the ids and keys of what would change, and the order of triggers."""
    if plan.code not in {0, 2}:
        return set()
    changes = json.loads(plan.out)["changes"]
    names = {each["name"] for change in changes for each in change["fields"]}
    return {change[name] for change in changes for name in ("id", "key", "title")} | names
