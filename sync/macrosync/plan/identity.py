"""Which remote resource is which desired one: by mark, by name, and never by a guess."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from macrosync.errors import MissingReference, PlanRefused
from macrosync.plan import by_name, defined, mark, three_way
from macrosync.plan.by_name import name_of
from macrosync.plan.forms import Forms
from macrosync.plan.texts import line
from macrosync.resources import LOOKED_UP, Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from macrosync.plan.defined import Defined
    from macrosync.plan.mark import Mark
    from macrosync.resources import Id, Payload, Remote, Resource, Snapshot

#: Where no form was made before.
NOTHING_KNOWN: Mapping[Ref, Defined] = MappingProxyType({})
#: So many names of what an account does have are listed in an error.
_LISTED = 12


@dataclass(frozen=True, slots=True)
class Marked:
    """A remote resource that bears our project's mark."""

    remote: Remote
    mark: Mark


@dataclass(frozen=True, slots=True)
class Found:
    """What of the desired is there already.

    `ours` holds all that bears our mark, desired or not; `named` what is ours by its name and no longer desired;
    `applied` what was last applied to this account, in canonical form; `forms` are those that are compared. `unclear`
    are those of which the account has several, or one that is not surely ours: nothing else can be told of them.
    """

    remotes: Mapping[Ref, Remote]
    ours: Mapping[Ref, Marked]
    named: tuple[Remote, ...]
    ids: Mapping[Ref, Id]
    forms: Forms
    applied: Mapping[Ref, Payload] = field(default_factory=lambda: three_way.NOTHING)
    unclear: frozenset[Ref] = frozenset()

    def mark(self, ref: Ref) -> Mark | None:
        """The mark of a resource, None where it bears none."""
        marked = self.ours.get(ref)
        return marked.mark if marked else None

    def is_adopted(self, ref: Ref) -> bool:
        """Whether it was taken over from somebody else, and nothing was applied to it yet."""
        found = self.mark(ref)
        return found is not None and found.digest == mark.UNAPPLIED

    def base(self, ref: Ref) -> Payload | None:
        """What was last applied to a desired resource, None where that is not known."""
        remote = self.remotes.get(ref)
        if remote is None:
            return self.applied.get(ref)
        return three_way.base(ref, remote, self.mark(ref), self.applied, self.forms)


def match(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    project: str,
    target: str,
    automation_prefix: str | None,
    *,
    known: Mapping[Ref, Defined] = NOTHING_KNOWN,
) -> Found:
    """Tell which remote is which; `known` are forms of the desired that need not be made again.

    Raises MissingReference with everything that the account lacks, and PlanRefused with every conflict: two
    remotes of one mark, and unmarked ones with the title of one that would be made.
    """
    found, problems = examine(desired, snapshot, project, target, automation_prefix, known=known)
    if problems:
        raise PlanRefused(" ".join(problems))
    return found


def examine(
    desired: Sequence[Resource],
    snapshot: Snapshot,
    project: str,
    target: str,
    automation_prefix: str | None,
    *,
    known: Mapping[Ref, Defined] = NOTHING_KNOWN,
) -> tuple[Found, tuple[str, ...]]:
    """What is there, and a sentence for each conflict, of which nothing else can be told. Raises MissingReference."""
    forms = {each.ref: known.get(each.ref) or defined.of(each) for each in desired}
    looked_up = _look_up(desired, snapshot, forms)
    ours, unclear = _marked(snapshot, project)
    unclear |= dict(_conflicts(desired, ours, snapshot, target))
    remotes = {each.ref: ours[each.ref].remote for each in desired if each.ref in ours}
    remotes |= by_name.found(desired, snapshot)
    named = by_name.of_prefix(snapshot, automation_prefix)
    unclear |= by_name.copies(desired, named, snapshot)
    problems = (*_twice(desired), *unclear)
    nobodys = frozenset(ref for refs in unclear.values() for ref in refs)
    taken = {(remote.kind, remote.id) for remote in remotes.values()}
    gone = tuple(remote for remote in named if (remote.kind, remote.id) not in taken)
    ids = looked_up | {ref: remote.id for ref, remote in remotes.items()}
    there = {(found.kind, found.id): each for each in desired if (found := remotes.get(each.ref))}
    return Found(remotes, ours, gone, ids, Forms(ids, forms, there), unclear=nobodys), problems


def _look_up(desired: Sequence[Resource], snapshot: Snapshot, forms: Mapping[Ref, Defined]) -> dict[Ref, Id]:
    """The ids of what is only looked up; all that is missing is said at once."""
    needed: dict[Ref, list[Resource]] = defaultdict(list)
    for resource in desired:
        for ref in forms[resource.ref].refs | ({resource.ref} if resource.kind is Kind.TICKET_FORM else set()):
            needed[ref].append(resource)
    made = {resource.ref for resource in desired if resource.kind is not Kind.TICKET_FORM}
    ids: dict[Ref, Id] = {}
    missing: list[str] = []
    for ref, users in sorted(needed.items()):
        if ref in made:
            continue
        found = [remote for remote in snapshot.of(ref.kind) if _is_called(remote, ref.key)]
        if len(found) == 1 and (ref.kind in LOOKED_UP or ref.kind is Kind.TICKET_FORM):
            ids[ref] = found[0].id
        else:
            missing.append(_missing(ref, users, found, snapshot))
    if missing:
        raise MissingReference(" ".join(missing))
    return ids


def _missing(ref: Ref, users: Sequence[Resource], found: Sequence[Remote], snapshot: Snapshot) -> str:
    place = f"{users[0].source}" + (f" and {len(users) - 1} more" if len(users) > 1 else "")
    who = f"{place}: the {ref.kind.label} `{ref.key}`"
    if ref.kind not in LOOKED_UP and ref.kind is not Kind.TICKET_FORM:
        return f"{who} is defined nowhere: mend the reference."
    if found:
        numbers = ", ".join(str(remote.id) for remote in found)
        return f"{who} is in the account {len(found)} times (ids {numbers}): rename all but one."
    names = sorted({name_of(remote) for remote in snapshot.of(ref.kind)})
    listed = ", ".join(names[:_LISTED]) + (f" and {len(names) - _LISTED} more" if len(names) > _LISTED else "")
    return f"{who} is not in the account, which has {listed or 'none'}: make it there, or name another one."


def _is_called(remote: Remote, name: str) -> bool:
    """Whether it bears the name; a built-in user segment goes by its type, its name being translated (HCOAS)."""
    payload = remote.payload
    if payload.get("deleted") is True:  # a group can be listed after it was deleted (OAS)
        return False
    built_in = remote.kind is Kind.USER_SEGMENT and payload.get("built_in") is not False
    return name_of(remote) == line(name) or (built_in and payload.get("user_type") == name)


def _marked(snapshot: Snapshot, project: str) -> tuple[dict[Ref, Marked], dict[str, frozenset[Ref]]]:
    """What is ours, and a sentence for each that cannot be told: copies, and what bears the marks of several.

    Each sentence comes with what it is of.
    """
    ours: dict[Ref, list[Marked]] = defaultdict(list)
    unclear: dict[str, frozenset[Ref]] = {}
    for kind in mark.CARRIERS:
        for remote in snapshot.of(kind):
            marks = mark.every(kind, remote.payload)
            if not any(each.project == project for each in marks):
                continue
            if len({(each.project, each.key) for each in marks}) > 1:
                refs = frozenset(Ref(kind, each.key) for each in marks if each.project == project)
                unclear[_several(remote, marks)] = refs
            else:
                ours[Ref(kind, marks[-1].key)].append(Marked(remote, marks[-1]))
    unclear |= {_copies(ref, marked): frozenset({ref}) for ref, marked in sorted(ours.items()) if len(marked) > 1}
    return {ref: marked[0] for ref, marked in ours.items()}, unclear


def _several(remote: Remote, marks: Sequence[Mark]) -> str:
    which = ", ".join(f"`{each}`" for each in dict.fromkeys(marks))
    return (
        f"The {remote.kind.label} `{name_of(remote)}` (id {remote.id}) bears several marks: {which}; leave only its "
        f"own in its {_carrier(remote.kind)}."
    )


def _copies(ref: Ref, marked: Sequence[Marked]) -> str:
    which = ", ".join(f"`{name_of(each.remote)}` (id {each.remote.id})" for each in _by_id(marked))
    return (
        f"Several resources bear the mark of the {ref.kind.label} {ref.key}: {which}; delete the copies, or take the "
        f"mark out of their {_carrier(ref.kind)}."
    )


def _by_id(marked: Iterable[Marked]) -> list[Marked]:
    return sorted(marked, key=lambda each: each.remote.rank)


def _twice(desired: Sequence[Resource]) -> Iterator[str]:
    first: dict[Ref, Resource] = {}
    for resource in desired:
        earlier = first.setdefault(resource.ref, resource)
        if earlier is not resource:
            yield (
                f"{resource.source}: the {resource.kind.label} {resource.key} is also defined at {earlier.source}: "
                "give one another key."
            )


def _conflicts(
    desired: Sequence[Resource], ours: Mapping[Ref, Marked], snapshot: Snapshot, target: str
) -> Iterator[tuple[str, frozenset[Ref]]]:
    for resource in desired:
        if resource.kind not in mark.CARRIERS or resource.ref in ours:
            continue
        title = line(resource.payload.get("title") or resource.payload.get("name"))
        for remote in snapshot.of(resource.kind):
            if name_of(remote) == title and mark.find(remote.kind, remote.payload) is None:
                yield _conflict(resource, remote, target), frozenset({resource.ref})


def _conflict(resource: Resource, remote: Remote, target: str) -> str:
    return (
        f"{resource.source}: the {resource.kind.label} {resource.key} would be made with the title "
        f"`{name_of(remote)}`, which one in the account has that is not ours (id {remote.id}); take it over with "
        f"`macrosync --target {target} adopt {resource.kind} {remote.id} {resource.key}`, or rename one."
    )


def _carrier(kind: Kind) -> str:
    return {Kind.TICKET_FIELD: "description for agents", Kind.ARTICLE: "labels"}.get(kind, "description")
