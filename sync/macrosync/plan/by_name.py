"""What bears no mark and goes by its name, which macrosync.toml says is ours."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from macrosync.plan.texts import line
from macrosync.resources import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from macrosync.resources import Payload, Remote, Resource, Snapshot

#: In the order in which they are told apart: a section needs its category.
_KINDS = (Kind.TICKET_FORM, Kind.CATEGORY, Kind.SECTION, Kind.TRIGGER_CATEGORY, Kind.AUTOMATION)


def name_of(remote: Remote) -> str:
    """What people call a resource of the account."""
    return line(remote.payload.get("title") or remote.payload.get("name") or remote.id)


def found(desired: Sequence[Resource], snapshot: Snapshot) -> dict[Ref, Remote]:
    """Forms, categories, sections, trigger categories and automations; a section only within its own category."""
    there: dict[Ref, Remote] = {}
    for kind in _KINDS:
        for resource in (each for each in desired if each.kind is kind):
            called = (remote for remote in snapshot.of(kind) if name_of(remote) == _name(resource))
            places = (remote for remote in called if _is_there(resource.payload, remote, there))
            if remote := min(places, key=lambda each: each.rank, default=None):
                there[resource.ref] = remote
    return there


def of_prefix(snapshot: Snapshot, prefix: str | None) -> tuple[Remote, ...]:
    """The automations whose titles begin with our prefix and a blank; none where there is no prefix."""
    if not prefix:
        return ()
    return tuple(each for each in snapshot.of(Kind.AUTOMATION) if name_of(each).startswith(f"{prefix} "))


def copies(desired: Sequence[Resource], ours: Sequence[Remote], snapshot: Snapshot) -> dict[str, frozenset[Ref]]:
    """A sentence for each title that several automations of ours have, so that none of them can be told; with whose.

    One that is not desired goes by its title.
    """
    wanted = {_name(each): each.ref for each in desired if each.kind is Kind.AUTOMATION}
    called: dict[str, list[Remote]] = defaultdict(list)
    found: dict[str, frozenset[Ref]] = {}
    for remote in snapshot.of(Kind.AUTOMATION):
        if remote in ours or name_of(remote) in wanted:
            called[name_of(remote)].append(remote)
    for title, remotes in sorted(called.items()):
        if len(remotes) > 1:
            ids = ", ".join(str(each.id) for each in sorted(remotes, key=lambda each: each.rank))
            sentence = f"Several automations are called `{title}` (ids {ids}); delete the copies, or rename them."
            by_title = Ref(Kind.AUTOMATION, title)
            found[sentence] = frozenset({by_title, wanted.get(title, by_title)})
    return found


def _name(resource: Resource) -> str:
    """An automation goes by its title, all others by their key."""
    return line(resource.payload.get("title") if resource.kind is Kind.AUTOMATION else resource.key)


def _is_there(payload: Payload, remote: Remote, there: Mapping[Ref, Remote]) -> bool:
    if remote.kind is not Kind.SECTION:
        return True
    category = payload.get("category_id")
    ids = {str(ref): parent.id for ref, parent in there.items()}
    return str(ids.get(str(category), category)) == str(remote.payload.get("category_id"))
