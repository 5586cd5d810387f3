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


def told(each: Drifted) -> Iterator[str]:
    """What was done to a resource, in a few words each."""
    match each.sort:
        case Sort.GONE:
            bears_mark = each.kind in {Kind.ARTICLE, Kind.FIELD_OPTION}
            yield _GONE[each.kind] if bears_mark else "deleted by hand, or renamed so that it is not found"
        case Sort.ADDED:
            yield "added by hand; with --prune --overwrite-drift an apply deletes it"
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
    where = f"{each.source.path}:{each.source.line}" if each.source else "the files"
    match each.sort:
        case Sort.GONE:
            return f"take it out of {where}"
        case Sort.ADDED if each.kind is Kind.AUTOMATION:
            return "take the prefix that is ours out of its title"
        case Sort.ADDED:
            return "write it into the files"
    if each.source is None:
        return "apply without --prune, or take the mark out of it"
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
    return f"macrosync --target {target} apply{prune} --overwrite-drift"


def summary(drift: Drift) -> str:
    """How much there is, in one sentence."""
    count, unclear = len(drift.open), len(drift.problems)
    if not count and not unclear:
        return "Nothing was changed by hand since the last apply."
    said = [f"{count} changed by hand"] * bool(count) + [f"{unclear} that cannot be told"] * bool(unclear)
    return f"Drift: {', '.join(said)}."


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
