from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest
from tests.plan.samples import (
    PROJECT,
    account,
    applied,
    article,
    changed,
    form,
    macro,
    places,
    ticket_field,
)

from macrosync.errors import PlanRefused
from macrosync.plan import Action, Plan, make, mark
from macrosync.resources import Json, Kind, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

LOST = "after-ride/lost-item/chat"


def plan(desired: Sequence[Resource], snapshot: Snapshot, *, prune: bool = False) -> Plan:
    return make(desired, snapshot, project=PROJECT, target="local", prune=prune)


def remote_macro(snapshot: Snapshot) -> Remote:
    return next(each for each in snapshot.of(Kind.MACRO) if mark.find(each.kind, each.payload))


def test_every_unmarked_resource_of_a_wanted_title_is_a_conflict() -> None:
    first, second = macro(), article()
    there = [Remote(Kind.MACRO, 7, {"title": first.payload["title"]})]
    there.append(Remote(Kind.ARTICLE, 8, {"title": second.payload["title"]}))
    with pytest.raises(PlanRefused) as caught:
        plan([first, *places(), second], account(*there))
    assert "id 7" in str(caught.value)
    assert "id 8" in str(caught.value)
    assert f"`macrosync --target local adopt macro 7 {LOST}`" in str(caught.value)
    assert "`macrosync --target local adopt article 8 call-contact`" in str(caught.value)


def test_adopting_by_a_mark_that_says_nothing_of_what_is_there() -> None:
    there = {"title": macro().payload["title"], "description": f"macrosync:{PROJECT}/{LOST}@1#000000000000"}
    (change,) = plan([macro()], account(Remote(Kind.MACRO, 7, dict[str, Json](there)))).changes
    assert (change.action, change.id, change.drift) == (Action.UPDATE, 7, True)


def test_an_equal_title_under_another_mark_is_no_conflict() -> None:
    other = remote_macro(applied([macro()], project="other-desk"))
    (change,) = plan([macro()], account(other)).changes
    assert (change.action, change.key) == (Action.CREATE, LOST)


@pytest.mark.parametrize("desired", [[macro()], []])
def test_two_copies_of_one_mark_are_refused_and_neither_is_pruned(desired: list[Resource]) -> None:
    snapshot = applied([macro()])
    copy = Remote(Kind.MACRO, 77, remote_macro(snapshot).payload)
    with pytest.raises(PlanRefused, match=f"mark of the macro {LOST}.*id 77.*id 1000"):
        plan(desired, applied([macro()], copy), prune=True)


@pytest.mark.parametrize("other", ["driver-desk/a/b/chat", "other-desk/a/b/chat"])
@pytest.mark.parametrize("desired", [[macro()], []])
def test_what_bears_the_marks_of_several_is_nobodys_to_change(desired: list[Resource], other: str) -> None:
    snapshot = applied([macro()])
    description = f"{remote_macro(snapshot).payload['description']}\n참고: macrosync:{other}@1#0123456789ab"
    by_hand = changed(snapshot, Kind.MACRO, LOST, description=description)
    with pytest.raises(PlanRefused, match=rf"id 1000\) bears several marks: .*{LOST}@1.*{other}@1"):
        plan(desired, by_hand, prune=True)


def test_names_in_pieces_are_the_same_names() -> None:
    desired = [macro(), *places(), article(), form(), ticket_field("own")]
    there = applied(desired)
    decomposed = {
        kind: tuple(
            replace(each, payload=dict(each.payload) | {"name": normalize("NFD", str(each.payload["name"]))})
            if "name" in each.payload
            else each
            for each in remotes
        )
        for kind, remotes in there.resources.items()
    }
    assert plan(desired, Snapshot(decomposed)).changes == ()


def test_a_conflict_is_seen_whatever_the_pieces_of_the_title() -> None:
    there = Remote(Kind.MACRO, 7, {"title": normalize("NFD", str(macro().payload["title"]))})
    with pytest.raises(PlanRefused, match="id 7"):
        plan([macro()], account(there))
