"""Edits aimed at an apply's own writes: of what it is about to change or delete, at the moments that matter."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from tests.faults import edits, hands
from tests.faults.trials import reference

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.faults.commands import Ran
    from tests.faults.hands import Desk, Judged
    from tests.faults.project import Desk as Prepared

#: The last call before the first change: all is listed by then, and nothing read again.
_LAST = ("GET", "search/count")
#: A limit that the next call uses up, for longer than a read is good for.
_USED_UP = {"support": {"calls": 1, "seconds": 2}}
_FIELD = "상담유형"


class When(StrEnum):
    """When a person edits what is about to be written."""

    LISTED = "after the plan listed it, before the read right before its write"
    READ = "between that read and the write"
    REFUSED = "after the write was answered 429, before it is sent again"
    LOST = "after the write was lost on its way, before it is sent again"
    LANDED = "after the write took place and its answer was lost, before it is sent again"
    HELD_BACK = "after that read, while the write waits for the rate limit"
    WRITTEN = "after the write"


#: Those after which a write is late, or sent again though it is not done.
_LATE = frozenset({When.REFUSED, When.LOST, When.HELD_BACK})


@dataclass(frozen=True)
class Aim:
    """What is edited, of which resource, and the call by which the apply writes it; {id} stands for the resource's."""

    what: str
    which: int | str
    method: str
    path: str
    of: str = ""

    @property
    def resource(self) -> tuple[str, int | str] | None:
        """The kind whose id is in the path, and which of it."""
        if self.of:
            return "ticket field", self.of
        return (edits.FIELDS[self.what][0], self.which) if self.what in edits.FIELDS else None

    @property
    def is_told_when(self) -> bool:
        """Whether it is read where it is written, with a limit whose end is told: the Help Center's is not."""
        return not self.of and self.resource is not None and self.resource[0] not in {"article", "webhook"}

    def __str__(self) -> str:
        return f"{self.what}, {self.method}"


_TEXT = "help_center/articles/{id}/translations/ko"
_ARTICLE = "help_center/ko/articles/{id}"
AIMS = (
    Aim("macro reply", "4-1", "PUT", "macros/{id}"),
    Aim("macro title", "주차", "DELETE", "macros/{id}"),
    Aim("macro deleted", "4-1", "PUT", "macros/{id}"),
    Aim("article text", "콜 운행시", "PUT", _TEXT),
    Aim("article labels", "콜 운행시", "PUT", _ARTICLE),
    Aim("article title", "주차", "DELETE", _ARTICLE),
    Aim("article deleted", "콜 운행시", "PUT", _TEXT),
    Aim("trigger conditions", "상담유형 태그:", "PUT", "triggers/{id}"),
    Aim("automation conditions", "기한이 지난", "PUT", "automations/{id}"),
    Aim("view title", "오늘", "PUT", "views/{id}"),
    Aim("webhook name", "고치기", "PATCH", "webhooks/{id}"),
    Aim("ticket field title", "둔 곳", "PUT", "ticket_fields/{id}"),
    Aim(edits.OPTION, "__reserved", "POST", "ticket_fields/{id}/options", of=_FIELD),
    Aim(edits.OPTION, "__custom", "DELETE", "ticket_fields/{id}/options/*", of=_FIELD),
    Aim(edits.ADDED, 0, "PUT", "ticket_fields/{id}", of=_FIELD),
    Aim(edits.REMOVED, "__consigned", "PUT", "ticket_fields/{id}", of=_FIELD),
    Aim(edits.OPTIONS, 5, "PUT", "ticket_fields/{id}", of=_FIELD),
    Aim(edits.TRIGGERS, 3, "POST", "trigger_categories/jobs"),
)


def every() -> Iterator[tuple[Aim, When]]:
    """All edits at all of these moments; only where an answer says when its limit ends is that waited for here."""
    return ((aim, when) for when in When for aim in AIMS if when is not When.HELD_BACK or aim.is_told_when)


def aimed(prepared: Prepared, aim: Aim, when: When) -> Judged:
    """An edit at that moment of an apply."""
    name = f"{aim.what} of {aim.which}, {when}"
    with hands.working(prepared, name, waits=when is When.HELD_BACK) as desk:
        _wait(desk, aim, when)
        desk.edit(aim.what, aim.which)
        judged = desk.finish(reference(prepared))
        return replace(judged, aimed=True, wrong=(*judged.wrong, *_unsaid(judged, when, desk.course.said[0])))


def _unsaid(judged: Judged, when: When, first: Ran) -> Iterator[str]:
    """What is wrong with an edit that was there to be seen: it fell into no moment, and stopped what came late."""
    if when is not When.READ and judged.in_the_moment + judged.of_labels:
        yield "it was overwritten, and no read right before the write can be the reason"
    if when in _LATE and judged.edits and first.code != 1:
        yield f"the apply ended with {first.code}, and did not say that something was edited"


def _wait(desk: Desk, aim: Aim, when: When) -> None:
    path = aim.path.format(id=desk.people.one(*aim.resource)["id"]) if aim.resource else aim.path
    match when:
        case When.LISTED:
            desk.to(*_LAST)
        case When.READ:
            desk.to(aim.method, path)
        case When.REFUSED:
            desk.to(aim.method, path, **hands.THROTTLED)
        case When.LOST:
            desk.to(aim.method, path, **hands.LOST)
        case When.LANDED:
            desk.to(aim.method, path, **hands.LANDED)
        case When.HELD_BACK:
            desk.to("GET", path)
            desk.go(1, limits=_USED_UP)
        case When.WRITTEN:
            desk.to(aim.method, path)
            desk.go(1)
