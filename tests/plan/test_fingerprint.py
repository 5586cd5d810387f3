from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import (
    GROUP,
    PROJECT,
    account,
    applied,
    article,
    changed,
    everything,
    form,
    macro,
    places,
    ticket_field,
)
from tests.plan.strategies import definitions

from macrosync.plan import Fingerprint, make
from macrosync.plan.fingerprint import moved
from macrosync.resources import Kind, Remote, Snapshot, Source

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from macrosync.resources import Json, Resource

LOST = "after-ride/lost-item/chat"


def fingerprint(desired: Sequence[Resource], snapshot: Snapshot, *, prune: bool = False) -> Fingerprint:
    plan = make(desired, snapshot, project=PROJECT, target="local", prune=prune, automation_prefix=PREFIX)
    return plan.fingerprint


def edited(snapshot: Snapshot, kind: Kind, edit: Callable[[dict[str, Json]], dict[str, Json]]) -> Snapshot:
    there = tuple(Remote(each.kind, each.id, edit(dict(each.payload))) for each in snapshot.of(kind))
    return Snapshot({**snapshot.resources, kind: there})


@given(definitions(), st.data())
def test_times_order_and_what_is_not_ours_do_not_move_it(desired: tuple[Resource, ...], data: st.DataObject) -> None:
    snapshot = applied(desired)
    known = fingerprint(desired, snapshot)
    others = (
        Remote(Kind.MACRO, 9901, {"id": 9901, "title": "남의 것", "actions": [], "updated_at": "2026-01-01"}),
        Remote(Kind.TRIGGER, 9902, {"id": 9902, "title": "남의 것", "category_id": "1", "position": 0}),
        Remote(Kind.GROUP, 9903, {"id": 9903, "name": "다른 그룹"}),
    )
    shuffled = {kind: tuple(data.draw(st.permutations(there))) for kind, there in snapshot.resources.items()}
    for other in others:
        shuffled[other.kind] = (other, *shuffled[other.kind])
    later: dict[str, Json] = {
        "updated_at": "2027-01-01T00:00:00Z",
        "url": "https://example.zendesk.com/x",
        "usage_7d": 3,
    }
    now = Snapshot(
        {kind: tuple(replace(each, payload={**each.payload, **later}) for each in of) for kind, of in shuffled.items()}
    )
    moved_down = [replace(each, source=Source("elsewhere.yaml", 99)) for each in desired]
    assert fingerprint(moved_down, now) == known
    assert fingerprint(moved_down, now).whole == known.whole


@given(definitions(), definitions())
def test_equal_fingerprints_are_equal_plans(first: tuple[Resource, ...], second: tuple[Resource, ...]) -> None:
    snapshot = applied(first)
    one, other = (
        make(each, snapshot, project=PROJECT, target="local", automation_prefix=PREFIX) for each in (first, second)
    )
    same = [(str(a), a.fields) for a in one.changes] == [(str(b), b.fields) for b in other.changes]
    assert same or one.fingerprint.whole != other.fingerprint.whole
    assert (moved(one.fingerprint, other.fingerprint) == ()) == (one.fingerprint == other.fingerprint)


@pytest.mark.parametrize(
    "fields",
    [
        {"title": "손으로 고침"},
        {"active": False},
        {"actions": []},
        {"restriction": None},
        {"description": f"macrosync:{PROJECT}/{LOST}@7#0123456789ab"},
    ],
)
def test_any_managed_field_of_ours_moves_it_and_is_named(fields: dict[str, Json]) -> None:
    snapshot = applied(everything())
    before, now = (
        fingerprint(everything(), each) for each in (snapshot, changed(snapshot, Kind.MACRO, LOST, **fields))
    )
    assert (before.files, before.account != now.account) == (now.files, True)
    assert moved(before, now) == (f"In the account, the macro {LOST} changed.",)


@pytest.mark.parametrize(
    ("kind", "name"), [(Kind.GROUP, "채팅 상담"), (Kind.USER_SEGMENT, "staff"), (Kind.PERMISSION_GROUP, "관리자")]
)
def test_what_is_looked_up_moves_it_where_it_is_another_one(kind: Kind, name: str) -> None:
    snapshot = applied(everything())
    another = tuple(Remote(kind, 77, {**each.payload, "id": 77}) if each.id in {11, 21, 31} else each for each in snapshot.of(kind))  # fmt: skip  # noqa: E501
    told = moved(
        fingerprint(everything(), snapshot), fingerprint(everything(), Snapshot({**snapshot.resources, kind: another}))
    )
    assert f"the {kind.label} {name} changed" in told[0]
    assert GROUP.key == "채팅 상담"


def test_options_are_named_one_by_one_and_their_order_is_their_fields() -> None:
    desired = [ticket_field("own", "partner"), form()]
    snapshot = applied(desired)

    def renamed(payload: dict[str, Json]) -> dict[str, Json]:
        options = payload["custom_field_options"]
        assert isinstance(options, list)
        assert isinstance(options[0], dict)
        return {**payload, "custom_field_options": [{**options[0], "name": "고침", "raw_name": "고침"}, *options[1:]]}

    def turned(payload: dict[str, Json]) -> dict[str, Json]:
        options = payload["custom_field_options"]
        assert isinstance(options, list)
        return {**payload, "custom_field_options": options[::-1]}

    known = fingerprint(desired, snapshot)
    told = moved(known, fingerprint(desired, edited(snapshot, Kind.TICKET_FIELD, renamed)))
    assert told == ("In the account, the field option consult-type/driver__own changed.",)
    told = moved(known, fingerprint(desired, edited(snapshot, Kind.TICKET_FIELD, turned)))
    assert told == ("In the account, the ticket field consult-type changed.",)


def test_of_a_form_only_our_fields_count() -> None:
    desired = [ticket_field("own"), form()]
    snapshot = applied(desired)

    def with_another(payload: dict[str, Json]) -> dict[str, Json]:
        listed = payload["ticket_field_ids"]
        assert isinstance(listed, list)
        return {**payload, "ticket_field_ids": [99, *listed]}

    known = fingerprint(desired, snapshot)
    assert fingerprint(desired, edited(snapshot, Kind.TICKET_FORM, with_another)) == known
    without = edited(snapshot, Kind.TICKET_FORM, lambda payload: {**payload, "ticket_field_ids": [1, 2]})
    assert moved(known, fingerprint(desired, without)) == ("In the account, the ticket form 기사 문의 changed.",)


def test_what_people_may_describe_as_they_like_does_not_move_it() -> None:
    desired = [*places(), article()]
    snapshot = applied(desired)
    described = edited(snapshot, Kind.SECTION, lambda payload: {**payload, "description": "우리 말"})
    assert fingerprint(desired, described) == fingerprint(desired, snapshot)


def test_files_are_named_by_what_became_of_them() -> None:
    snapshot = applied([macro(), macro("a/b/chat")])
    before = fingerprint([macro(), macro("a/b/chat")], snapshot)
    now = fingerprint([macro(version=2), macro("c/d/chat")], snapshot)
    (told,) = moved(before, now)
    assert told == (
        "In the files, the macro a/b/chat is no longer defined, the macro after-ride/lost-item/chat changed, the macro "
        "c/d/chat is new."
    )


def test_many_that_moved_are_counted() -> None:
    many = [macro(f"a/b{number}/chat") for number in range(20)]
    (told,) = moved(fingerprint([], account()), fingerprint(many, account()))
    assert told.endswith(" is new and 8 more.")
    assert fingerprint(many, account(), prune=True).whole != fingerprint(many, account()).whole
