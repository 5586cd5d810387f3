"""Reads around a write: what is there right before it, and whether a create was done whose answer was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.apply import ordering
from macrosync.errors import PlanRefused
from macrosync.plan import mark
from macrosync.plan.canonical import canonical, digest
from macrosync.plan.model import AUTHENTICATION, OPTION_ORDER, VERSION
from macrosync.plan.texts import line
from macrosync.resources import Kind, Payload, Ref, Remote, resolve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.apply.writing import Wanted
    from macrosync.apply.zendesk import Zendesk
    from macrosync.plan.mark import Mark
    from macrosync.plan.model import Change
    from macrosync.resources import Id

#: What to do where something was changed meanwhile.
AGAIN = "run `macrosync plan` again."
#: What tells a resource without a mark apart (the fields together).
_NATURAL = {
    Kind.FIELD_OPTION: ("ticket_field_id", "value"),
    Kind.TRIGGER_CATEGORY: ("name",),
    Kind.AUTOMATION: ("title",),
    Kind.CATEGORY: ("name",),
    Kind.SECTION: ("name", "category_id"),
}


def fresh(zendesk: Zendesk, change: Change, ids: Mapping[Ref, Id]) -> Remote | None:
    """The resource of a change as it is now, or None where it is gone.

    An option is read with its field: Zendesk's own endpoint for it needs that too (OAS).
    """
    number = ids.get(change.ref, change.id)
    if number is None:
        return None
    if change.kind is not Kind.FIELD_OPTION:
        return zendesk.read(change.kind, number, key=change.key)
    parent = resolve(change.payload["ticket_field_id"], ids)
    field = zendesk.read(Kind.TICKET_FIELD, parent, key=change.key) if isinstance(parent, int) else None
    options = field.payload.get("custom_field_options") if field else None
    for option in options if isinstance(options, list) else ():
        if isinstance(option, dict) and option.get("id") == number:
            return Remote(Kind.FIELD_OPTION, number, {"ticket_field_id": parent, **option})
    return None


def there(zendesk: Zendesk, change: Change, ids: Mapping[Ref, Id]) -> Remote:
    """The resource as it is now. Raises PlanRefused where it is gone."""
    now = fresh(zendesk, change, ids)
    if now is None:
        raise PlanRefused(f"it was changed meanwhile (it is gone); {AGAIN}")
    return now


def unchanged(zendesk: Zendesk, change: Change, project: str, ids: Mapping[Ref, Id]) -> Remote:
    """The resource as it is now. Raises PlanRefused where that is not what the plan saw.

    Zendesk has no locking for these kinds: what is changed between this read and the write is lost.
    """
    now = there(zendesk, change, ids)
    refuse_if_changed(change, now, project, ids)
    return now


def to_delete(zendesk: Zendesk, change: Change, project: str, ids: Mapping[Ref, Id]) -> Remote | None:
    """What is to be deleted as it is now; None where it is gone. Raises PlanRefused as `unchanged` does."""
    now = fresh(zendesk, change, ids)
    if now is not None:
        refuse_if_changed(change, now, project, ids)
    return now


def refuse_if_changed(change: Change, now: Remote, project: str, ids: Mapping[Ref, Id]) -> None:
    """Raise PlanRefused where the resource is no longer ours, or not what the plan saw; says which fields are not."""
    if change.kind in mark.CARRIERS:
        _refuse_other_mark(change, mark.find(now.kind, now.payload), project)
    if digest(now.kind, now.payload) != change.seen:
        names = ", ".join(_changed(change, now, ids))
        raise PlanRefused(f"it was changed meanwhile{f' ({names})' if names else ''}; {AGAIN}")
    refuse_if_authenticated(change, now)
    if OPTION_ORDER in change.names:
        ordering.refuse_if_options_moved(change, now)


def refuse_if_authenticated(change: Change, now: Remote) -> None:
    """Raise PlanRefused where a webhook that is to be given a credential has one."""
    if AUTHENTICATION in change.names and now.payload.get("authentication"):
        raise PlanRefused(f"it was changed meanwhile (it was given a credential); {AGAIN}")


def _refuse_other_mark(change: Change, found: Mark | None, project: str) -> None:
    """The mark has to be ours, of the version that the plan saw: another apply may have been here since."""
    if found is None or (found.project, found.key) != (project, change.key):
        raise PlanRefused(f"it was changed meanwhile (it no longer bears our mark); {AGAIN}")
    seen = next((field.before for field in change.fields if field.name == VERSION), change.version)
    if found.version != seen:
        raise PlanRefused(f"it was changed meanwhile (version {found.version} was applied from elsewhere); {AGAIN}")


def _changed(change: Change, now: Remote, ids: Mapping[Ref, Id]) -> list[str]:
    """The fields that are not what the plan saw: of those that it leaves alone, that is what it wants there."""
    seen = canonical(change.kind, {name: resolve(value, ids) for name, value in change.payload.items()})
    seen |= {field.name: field.before for field in change.fields if field.name in seen}
    there = canonical(now.kind, now.payload)
    return [name for name, value in there.items() if value != seen[name]]


def made(zendesk: Zendesk, want: Wanted, key: str) -> Remote | None:
    """What a create whose answer was lost has made; None where it was not done, or where that is unclear."""
    kind = want.kind
    fetched = zendesk.fetch((Kind.TICKET_FIELD if kind is Kind.FIELD_OPTION else kind,))
    found = [remote for remote in fetched.of(kind) if _is_it(remote, want, key)]
    return found[0] if len(found) == 1 else None


def _is_it(remote: Remote, want: Wanted, key: str) -> bool:
    if want.mark is not None:
        found = mark.find(remote.kind, remote.payload)
        return found is not None and (found.project, found.key) == (want.mark.project, key)
    return all(_same(remote.payload, want.payload, name) for name in _NATURAL.get(want.kind, ()))


def _same(there: Payload, wanted: Payload, name: str) -> bool:
    return line(there.get(name)) == line(wanted.get(name))
