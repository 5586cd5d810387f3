"""What changed on a ticket, by the words of scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.rules import tags
from macrosync.scenarios import field_values
from macrosync.scenarios.broken import unknown
from macrosync.scenarios.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.resources import Json, Payload
    from macrosync.scenarios.account import Account
    from macrosync.scenarios.expectations import Scope
    from macrosync.scenarios.results import Failure

#: Attributes by the scenario's word; those that only say when or by whom are none.
_WORDS = {
    "status": "status",
    "priority": "priority",
    "type": "type",
    "subject": "subject",
    "group": "group_id",
    "assignee": "assignee_id",
    "requester": "requester_id",
    "due": "due_at",
    "public": "is_public",
    "external_id": "external_id",
    "followers": "follower_ids",
    "form": "ticket_form_id",
    "brand": "brand_id",
}
_FIELDS = "fields."


def changed(before: Payload, after: Payload, account: Account) -> Iterator[tuple[str, Json, Json]]:
    """Each thing that changed, with what it was and what it is; tags in any order are the same."""
    for word, name in _WORDS.items():
        if before.get(name) != after.get(name):
            yield word, before.get(name), after.get(name)
    was, now = tags.tagging_of(before).tags, tags.tagging_of(after).tags
    if set(was) != set(now):
        yield "tags", list(was), list(now)
    for key, field in account.fields.items():
        old, new = field_values.held_by(before, field), field_values.held_by(after, field)
        if old != new:
            yield f"{_FIELDS}{key}", old, new


def check(wanted: Sequence[str], path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """These changed and nothing else. Raises Broken for a word that is none."""
    account = scope.world.account
    known = [*_WORDS, "tags", *(f"{_FIELDS}{key}" for key in account.fields)]
    for at, word in enumerate(wanted):
        if word not in known:
            raise unknown("attribute", str(word), known, scope.case.place(*path, at))
    found = list(changed(scope.before, scope.record.ticket, account))
    if {word for word, _, _ in found} != set(wanted):
        told = "; ".join(f"{word} {quoted(old)} → {quoted(new)}" for word, old, new in found)
        expected = ", ".join(wanted)
        yield scope.failure(
            path, f"changes of {expected} alone" if expected else "no change", told or "nothing changed"
        )
