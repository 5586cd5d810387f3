"""Whether what was reviewed is what would be done now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.errors import PlanRefused
from macrosync.plan import fingerprint

if TYPE_CHECKING:
    from macrosync.plan.model import Change, Plan
    from macrosync.resources import Json

_AGAIN = "Run `macrosync plan --out FILE` and review it again."


def refuse_other(reviewed: Plan, now: Plan) -> None:
    """Raise PlanRefused where the reviewed plan is not the one that would be made now, and say what moved.

    Where definitions stand in their files counts for nothing, nor what is on record here of the last apply: that only
    holds back what was changed by hand.
    """
    if (reviewed.project, reviewed.target) != (now.project, now.target):
        raise PlanRefused(
            f"The plan file is for the project {reviewed.project} and the target {reviewed.target}, not for "
            f"{now.project} and {now.target}: give --target {reviewed.target}, or another plan file."
        )
    if told := fingerprint.moved(reviewed.fingerprint, now.fingerprint):
        raise PlanRefused(f"The plan file is not what would be planned now. {' '.join(told)} {_AGAIN}")
    if _deeds(reviewed) != _deeds(now):
        raise PlanRefused(
            "The plan file is not what would be planned now: it was made by another version of macrosync, or changed "
            f"by hand. {_AGAIN}"
        )


def held_as(reviewed: Plan, now: Plan) -> Plan:
    """The plan of now, holding also what the reviewed one held: where that was made, more was on record.

    The two are the same plan, as `refuse_other` has it.
    """
    pairs = zip(now.changes, reviewed.changes, strict=True)
    return replace(now, changes=tuple(replace(each, drift=each.drift or other.drift) for each, other in pairs))


def _deeds(plan: Plan) -> list[Json]:
    return [_deed(change) for change in plan.changes]


def _deed(change: Change) -> Json:
    fields: list[Json] = [[each.name, each.before, each.after] for each in change.fields]
    return [str(change), str(change.ref), change.id, change.version, change.seen, fields]
