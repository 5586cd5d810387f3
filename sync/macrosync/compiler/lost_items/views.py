"""The views of the group that works the tasks.

Conditions on hours until a due date stand in `all` alone, and count to noon of its day (SUP 4408885654298): what is due
today, or was before, could not be asked for. So the day stands in a field of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items.case import Case, bears, condition, lacks
from macrosync.resources import Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.text import Text

_UNSOLVED = condition("status", "less_than", "solved")
#: What was due on an earlier day is due still.
_LONG_AGO = 366


def resources(case: Case) -> Iterator[Resource]:
    """All of them."""
    names, tasks = case.items.views, [_UNSOLVED, bears(case.task)]
    unfinished = [*tasks, case.asks("progress", "not_includes", "closed")]
    today = case.asks_days("due_on", "within_previous_n_days", _LONG_AGO)
    waiting = [*unfinished, case.asks("progress", "not_includes", "called-back")]
    yield _view(case, "due-today", names.due_today, [*waiting, today])
    yield _view(case, "away", names.away, [*tasks, case.asks("progress", "includes", "away")])
    soon = case.asks_days("lapses_on", "within_next_n_days", case.items.times.expiring_days)
    yield _view(case, "expiring", names.expiring, [*tasks, case.asks("consent", "includes", "given"), soon])
    yield _view(case, "open", names.open, unfinished)
    yield _view(case, "cases", names.cases, [_UNSOLVED, bears(case.case), lacks(case.task)])


def _view(case: Case, key: str, name: Text, every: Sequence[Json]) -> Resource:
    """A view without the subject, which on a phone ticket holds a number."""
    columns = ("nice_id", "status", "priority", "due_date", "assignee")
    fields = (str(case.field(each)) for each in ("progress", "consent", "absences"))
    payload: Payload = {
        "title": str(name),
        "active": True,
        "description": case.made,
        "conditions": {"all": [*every], "any": []},
        "output": {"columns": [*columns, *fields], "sort_by": "due_date", "sort_order": "asc"},
        "restriction": {
            "type": "Group",
            "ids": [str(Ref(Kind.GROUP, group)) for group in case.target.lost_item_groups],
        },
    }
    return Resource(Kind.VIEW, f"{case.items.key}/{key}", case.items.version, payload, name.source)
