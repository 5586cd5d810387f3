"""Which moment of an apply an edit fell into that it overwrote: the one that Zendesk has no lock for, or another.

That moment is between the read right before a write and that write, with nothing in between. Of an article's labels it
is two calls long, since the text is written first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from tests.faults.edits import Edit

    from macrosync.local_zendesk.calls import ServedCall

#: Statuses from here on say that a call did not take place, and from there on that nobody knows.
_REFUSED, _UNCLEAR = 300, 500


def fell_into(edit: Edit, calls: Sequence[ServedCall], people: Iterable[int]) -> bool:
    """Whether it came into that moment; `people` are the places in the log of the calls that they made."""
    not_ours = set(people)
    ours = [at for at, call in enumerate(calls) if at not in not_ours and not _is_of_people(call)]
    wrote = _overwritten(edit, calls, [at for at in ours if at >= edit.at])
    before = [at for at in ours if wrote is not None and at < wrote]
    for path in reversed(edit.between):
        if before and (calls[before[-1]].method, calls[before[-1]].path) == ("PUT", f"/api/v2/{path}"):
            before.pop()
    return bool(before) and before[-1] < edit.at and _is_read(calls[before[-1]], edit)


def _overwritten(edit: Edit, calls: Sequence[ServedCall], after: Sequence[int]) -> int | None:
    """The first write of it that took place, or else that may have; None where the apply did nothing to it."""
    paths = {f"/api/v2/{path}" for path in edit.writes}
    writes = [at for at in after if calls[at].method != "GET" and calls[at].path in paths]
    sure = [at for at in writes if (calls[at].status or _UNCLEAR) < _REFUSED]
    unclear = [at for at in writes if (calls[at].status or _UNCLEAR) >= _UNCLEAR]
    return next(iter(sure or unclear), None)


def _is_of_people(call: ServedCall) -> bool:
    """Whether it reads as people do; the one list that zenpy reads for macrosync looks like that too."""
    return call.path.endswith(".json") and not call.path.endswith("/groups.json")


def _is_read(call: ServedCall, edit: Edit) -> bool:
    return (call.method, call.path) == ("GET", edit.path)
