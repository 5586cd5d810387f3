"""What is said of drift: what a person did, when and who, and the two ways out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan.drifted import Sort
from macrosync.plan.model import ORDERS
from macrosync.plan.three_way import LEFT_ALONE
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.plan.drifted import Drift, Drifted
    from macrosync.plan.model import FieldChange

_GONE = {Kind.ARTICLE: "archived by hand", Kind.FIELD_OPTION: "deleted by hand"}
#: How what is not defined is kept, where it bears no mark.
_KEPT = {Kind.FIELD_OPTION: "write it into the files", Kind.AUTOMATION: "take the prefix that is ours out of its title"}
#: What goes by its name, so that it may have another one now.
_BY_NAME = frozenset({Kind.TRIGGER_CATEGORY, Kind.CATEGORY, Kind.SECTION, Kind.AUTOMATION})
#: What an apply puts right unasked, even where nothing says who changed it: nothing is lost.
_NOT_HELD = ORDERS | {"ticket_field_ids"}


def told(each: Drifted) -> Iterator[str]:
    """What was done to a resource, in a few words each."""
    match each.sort:
        case Sort.GONE:
            bears_mark = each.kind in {Kind.ARTICLE, Kind.FIELD_OPTION}
            yield _GONE[each.kind] if bears_mark else "deleted by hand, or renamed so that it is not found"
        case Sort.ADDED:
            yield "added by hand; with --prune --overwrite-drift an apply deletes it"
        case Sort.UNKNOWN if each.source is None:
            yield "not defined, and on no record here: made by others, or by an apply from elsewhere"
        case Sort.UNKNOWN:
            yield "not what the files want, and on no record here: changed by hand, or in the files"
        case Sort.ADOPTED:
            yield "taken over, and not applied yet: what others made of it still stands"
        case Sort.CHANGED:
            yield from (word for field in each.fields if (word := _special(each.kind, field)))
            if each.source is None:
                yield "changed by hand, and no longer defined"
            elif not each.is_open:
                yield "changed by hand to what the files want now; an apply only takes note of it"
            elif each.kind in LEFT_ALONE:
                yield "described by hand; an apply leaves that as it is"


def when(each: Drifted) -> str:
    """When it was changed last, and by whom; empty where nothing is known of that."""
    whose = " (the field)" if each.kind is Kind.FIELD_OPTION else ""
    by = f" by {each.changed_by}" if each.changed_by else ""
    return f"last changed{whose} {each.changed_at}{by}" if each.changed_at else ""


def keep(each: Drifted) -> str:
    """How what the person did is kept."""
    if each.source is None:
        return _KEPT.get(each.kind, "apply without --prune, or take the mark out of it")
    where = f"{each.source.path}:{each.source.line}"
    if each.sort is Sort.GONE:
        renamed = f"where it was renamed, write its new name into {where}; where it was deleted, take it out there"
        return renamed if each.kind in _BY_NAME else f"take it out of {where}"
    if each.kind in LEFT_ALONE:
        return "nothing is to be done"
    what = "the order" if {field.name for field in each.fields} <= ORDERS else "what it is now"
    return f"write {what} into {where}, and apply" if each.is_open else "apply"


def undo(each: Drifted, target: str) -> str:
    """How what the person did is undone."""
    if each.kind in LEFT_ALONE and each.sort is not Sort.GONE:
        return "write it in Zendesk as it was"
    prune = " --prune" if each.sort is Sort.ADDED or each.source is None else ""
    if not each.is_open:
        return "write it in the files as it was, and apply"
    overwrite = "" if each.sort is Sort.UNKNOWN and _is_not_held(each) else " --overwrite-drift"
    return f"macrosync --target {target} apply{prune}{overwrite}"


def summary(drift: Drift) -> str:
    """How much there is, in one sentence."""
    unknown = sum(each.sort is Sort.UNKNOWN for each in drift.open)
    count, unclear = len(drift.open) - unknown, len(drift.problems)
    if not drift.open and not unclear:
        known = "" if not drift.notes else ", as far as can be told here"
        return f"Nothing was changed by hand since the last apply{known}."
    said = [f"{count} changed by hand"] * bool(count)
    said += [f"{unknown} not as the files want, of which nothing says who did it"] * bool(unknown)
    said += [f"{unclear} that cannot be told"] * bool(unclear)
    return f"Drift: {', '.join(said)}."


def _is_not_held(each: Drifted) -> bool:
    return bool(each.fields) and {field.name for field in each.fields} <= _NOT_HELD


def _special(kind: Kind, field: FieldChange) -> str:
    """A word for what stands out of the fields."""
    if field.name == "active" and field.before is False and field.was is not False:
        return "made inactive by hand"
    if field.name == "status" and kind is Kind.WEBHOOK and field.before == "inactive" and field.was != "inactive":
        return "made inactive by hand"
    restriction = field.before if field.name == "restriction" else None
    if isinstance(restriction, dict) and restriction.get("type") == "User":
        return "made personal by hand: one agent alone has it, and it is on no shared list"
    return ""
