"""People who edit the account while it is applied to, between any two of its calls.

What a person wrote is never lost unsaid: the apply leaves it and says so, or it comes after the write, and then the
next plan shows it. One moment is left, between the read right before a write and that write, for which Zendesk has no
lock: what falls into it is counted by itself.

People read at addresses that end in .json, by which the log of calls tells them from macrosync.
"""

from __future__ import annotations

import json
import random
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from tests.faults.commands import fault, holds, mend, opened
from tests.faults.ending import ending
from tests.faults.leaks import leaks
from tests.faults.project import STATE
from tests.faults.trials import APPLY, PLAN, Course, errors, manners, reference, unfinished, unlike

from macrosync.apply import APPLIED
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from tests.faults.commands import Ran
    from tests.faults.project import Desk as Prepared
    from tests.faults.trials import Reference
    from tests.local_zendesk.client import Data

#: What people edit.
EDITS = ("macro title", "macro reply", "article", "option", "trigger", "trigger order")
_FIELD = "상담유형"


@dataclass(frozen=True)
class Edit:
    """What a person wrote: which resource, seen at `read`, written at the paths of `writes`; when, by the log of calls.

    `shown` is what the next plan calls it by: an id, or of an order the name of that difference.
    """

    what: str
    read: str
    wrote: Data
    writes: tuple[str, ...]
    shown: int | str
    at: int


@dataclass(frozen=True)
class Judged:
    """What became of the edits of one apply.

    `kept` were left alone and said, or shown by a plan; `lost` were overwritten though they could be seen, or stay and
    are not shown.
    """

    name: str
    edits: int
    kept: int
    in_the_moment: int
    lost: int
    doubled: int
    missing: int
    wrong: tuple[str, ...]


@dataclass
class Desk:
    """An apply that stops before each call that people want to do something before."""

    course: Course
    zendesk: LocalZendesk
    name: str = ""
    edits: dict[tuple[str, str], Edit] = field(default_factory=dict)
    made: int = 0
    _ours: set[int] = field(default_factory=set)
    _gate: int = 0
    _began: int = 0
    _apply: Thread | None = None

    def begin(self) -> None:
        """Start the apply, up to its first call."""
        assert self._resources  # looked at before anything else happens
        self._began = len(self._calls())
        self._gate = fault(self.course.api, nth=1, hold="before")
        self._apply = Thread(target=self.course.run, args=APPLY)
        self._apply.start()
        self._wait()

    def go(self, calls: int) -> None:
        """Let so many calls take place."""
        before = self._gate
        self._gate = fault(self.course.api, nth=calls, hold="before")
        mend(self.course.api, before)
        self._wait()

    def edit(self, what: str, which: int) -> None:
        """Write into one of the resources of that kind; one that is gone nobody can edit."""
        self.made += 1
        if what == "trigger order":
            self._swap(which)
        elif what == "option":
            self._rename(which)
        else:
            self._write(what, which)

    def finish(self, right: Reference) -> Judged:
        """Let the apply end, and judge it; then overwrite what was edited, and compare the account."""
        mend(self.course.api)
        assert self._apply is not None
        self._apply.join()
        calls = self._calls()
        first, plan = self.course.said[-1], self.course.run(*PLAN, "--format", "json")
        shown = _shown(plan)
        kept = in_the_moment = 0
        wrong = [*manners(self.course.said)]
        lost: list[str] = []
        for edit in self.edits.values():
            if self._now(edit) == edit.wrote:
                kept += 1
                lost += [] if edit.shown in shown else [f"{edit.what}: it stays, and no plan shows it"]
            elif self._was_planned(edit, calls) and str(edit.shown) in first.out:
                kept += 1
            elif self._was_seen(edit, calls):
                lost.append(f"{edit.what}: overwritten, though it was there to be seen: {errors(first)[-600:]}")
            else:
                in_the_moment += 1
        again = self.course.run(*APPLY, "--overwrite-drift")
        found = ending(self.course.api, self.course.project / STATE / "local" / APPLIED).beside(right.ending)
        wrong += [*lost, *unfinished(again, self.course.run(*PLAN)), *unlike(found)]
        wrong += leaks(self.zendesk, [ran.said for ran in self.course.said], self.course.project / STATE)
        return Judged(
            self.name, len(self.edits), kept, in_the_moment, len(lost), found.doubled, found.lost, tuple(wrong)
        )

    def close(self) -> None:
        """Leave nothing waiting."""
        mend(self.course.api)
        if self._apply is not None:
            self._apply.join()

    def _wait(self) -> None:
        apply = self._apply
        assert apply is not None
        if not holds(self.course.api, self._gate, over=lambda: not apply.is_alive()):
            mend(self.course.api)  # nothing comes any more but people's calls

    def _calls(self) -> list[tuple[str, str]]:
        return [(call.method, call.path) for call in self.zendesk.account.calls.all()]

    @cached_property
    def _resources(self) -> dict[str, list[Data]]:
        """What is there when it begins: all that the apply changes or deletes, and some more."""
        api = self.course.api
        fields = api.get("ticket_fields")["ticket_fields"]
        asked = next(each for each in fields if each["title"] == _FIELD)
        macros = [
            each for each in api.page("macros", 100)["macros"] if "주차" in each["title"] or "4-1" in each["title"]
        ]
        triggers = api.page("triggers.json", 100, sort="position")["triggers"]
        return {
            "macro": macros,
            "article": api.page("help_center/ko/articles", 100)["articles"],
            "trigger": [each for each in triggers if "상담유형" in each["title"] or "작업 만들기" in each["title"]],
            "option": [{**option, "field": asked["id"]} for option in asked["custom_field_options"]],
            "order": [each["id"] for each in triggers if "macrosync:" in str(each["description"])],
        }

    def _write(self, what: str, which: int) -> None:
        kind, _, part = what.partition(" ")
        there = self._resources[kind][which % len(self._resources[kind])]
        path = {"macro": "macros", "article": "help_center/ko/articles", "trigger": "triggers"}[
            kind
        ] + f"/{there['id']}"
        answer = self.course.api.call("GET", f"{path}.json")
        if answer.status_code != 200:
            return
        name, value = _edited(kind, part, answer.json()[kind], f"손으로 고침 {self.made}")
        to = path.replace("/ko/", "/") + "/translations/ko" if kind == "article" else path
        body = {"translation" if kind == "article" else kind: {name: value}}
        self._done(what, ("PUT", to, body), Edit(what, path, value, (path, to), there["id"], 0))

    def _rename(self, which: int) -> None:
        there = self._resources["option"][which % len(self._resources["option"])]
        path = f"ticket_fields/{there['field']}"
        if there["id"] not in {each["id"] for each in self._options(path)}:
            return
        name = f"대리_기사::배정/운행::운행정책::고침 {self.made}"
        body = {"custom_field_option": {"id": there["id"], "name": name, "value": there["value"]}}
        writes = (path, f"{path}/options", f"{path}/options/{there['id']}")
        edit = Edit("option", f"{path}#{there['id']}", name, writes, there["id"], 0)
        self._done("option", ("POST", f"{path}/options", body), edit)

    def _swap(self, which: int) -> None:
        """Let two neighbours of our triggers change their places."""
        triggers = {each["id"]: each for each in self.course.api.page("triggers.json", 100)["triggers"]}
        ours = sorted(
            (triggers[id_] for id_ in self._resources["order"]), key=lambda each: (each["position"], each["id"])
        )
        at = which % (len(ours) - 1)
        pair = ours[at], ours[at + 1]
        moved = [{"id": one["id"], "position": other["position"]} for one, other in (pair, pair[::-1])]
        order = [each["id"] for each in ours]
        order[at : at + 2] = reversed(order[at : at + 2])
        edit = Edit("trigger order", "triggers", order, ("trigger_categories/jobs",), "trigger order", 0)
        self._done("trigger order", ("PUT", "triggers/update_many", {"triggers": moved}), edit)

    def _done(self, what: str, call: tuple[str, str, Data], edit: Edit) -> None:
        began = len(self._calls())
        method, path, body = call
        answer = self.course.api.call(method, path, json=body)
        assert answer.status_code in {200, 201}, answer.text
        calls = self._calls()
        self._ours |= {at for at in range(began, len(calls)) if calls[at] == (method, f"/api/v2/{path}")}
        self.edits[what, edit.read] = Edit(edit.what, edit.read, edit.wrote, edit.writes, edit.shown, len(calls))

    def _was_planned(self, edit: Edit, calls: list[tuple[str, str]]) -> bool:
        """Whether an order was there before the plan was made, of whose triggers nothing is on record: it shows it."""
        listed = next(at for at, call in enumerate(calls) if call == ("GET", "/api/v2/triggers") and at >= self._began)
        return edit.what == "trigger order" and edit.at <= listed

    def _was_seen(self, edit: Edit, calls: list[tuple[str, str]]) -> bool:
        """Whether the apply read the resource between the edit and the write that went over it."""
        read = f"/api/v2/{edit.read.partition('#')[0]}"
        writes = {f"/api/v2/{path}" for path in edit.writes}
        after = [(at, call) for at, call in enumerate(calls) if at >= edit.at and at not in self._ours]
        wrote = next((at for at, (method, path) in after if method != "GET" and path in writes), None)
        if wrote is None:
            return True  # nothing that the apply did can have taken it away, and yet it is gone
        return any(at < wrote and (method, path) == ("GET", read) for at, (method, path) in after)

    def _now(self, edit: Edit) -> Data:
        api = self.course.api
        if edit.what == "trigger order":
            triggers = api.page("triggers.json", 100)["triggers"]
            ours = [each for each in triggers if each["id"] in self._resources["order"]]
            return [each["id"] for each in sorted(ours, key=lambda each: (each["position"], each["id"]))]
        path, _, option = edit.read.partition("#")
        if option:
            return next((each["name"] for each in self._options(path) if str(each["id"]) == option), None)
        answer = api.call("GET", f"{path}.json")
        kind, _, part = edit.what.partition(" ")
        return answer.json()[kind][_name(kind, part)] if answer.status_code == 200 else None

    def _options(self, path: str) -> Iterable[Data]:
        return list(self.course.api.get(f"{path}.json")["ticket_field"]["custom_field_options"])


@contextmanager
def working(prepared: Prepared, name: str = "") -> Iterator[Desk]:
    """People at a desk whose apply has begun."""
    with TemporaryDirectory() as folder:
        project, account = prepared.laid_out(Path(folder))
        with LocalZendesk(account) as zendesk, opened(zendesk.url) as api:
            desk = Desk(Course(api, project), zendesk, name)
            desk.begin()
            try:
                yield desk
            finally:
                desk.close()


def by_chance(prepared: Prepared, seed: int) -> Judged:
    """People who do something now and then, by dice."""
    dice = random.Random(seed)  # noqa: S311 - chance, no secret
    with working(prepared, f"hand edits, seed {seed}") as desk:
        for _ in range(dice.randint(1, 8)):
            desk.go(dice.randint(1, 14))
            desk.edit(dice.choice(EDITS), dice.randrange(20))
        return desk.finish(reference(prepared))


def _name(kind: str, part: str) -> str:
    if kind == "article":
        return "body"
    return "actions" if part == "reply" else "title"


def _edited(kind: str, part: str, there: Data, words: str) -> tuple[str, Data]:
    """The field that a person writes, and what they write into it."""
    name = _name(kind, part)
    if name == "body":
        return name, f"<p>{words}</p>"
    if name == "title":
        return name, f"{there['title']} {words}"
    actions = [each for each in there["actions"] if each["field"] != "comment_value_html"]
    return name, [{**each, "value": words} if each["field"] == "comment_value" else each for each in actions]


def _shown(plan: Ran) -> set[int | str]:
    """What the next plan shows: the ids of what would change, and the order of triggers."""
    if plan.code not in {0, 2}:
        return set()
    changes = json.loads(plan.out)["changes"]
    ids: set[int | str] = {change["id"] for change in changes}
    names = {each["name"] for change in changes for each in change["fields"]}
    return ids | names
