"""Triggers, their category and order, automations, views and webhooks: what is whose, and what differs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from tests.plan.rule_samples import (
    CATEGORY,
    PREFIX,
    automation,
    calling,
    rules,
    trigger,
    trigger_category,
    view,
    webhook,
)
from tests.plan.samples import PROJECT, account, applied, changed, ticket_field

from macrosync.errors import PlanRefused
from macrosync.plan import Action, Change, Plan, from_json, make, to_json
from macrosync.plan.model import AUTHENTICATION, TRIGGER_ORDER
from macrosync.resources import Json, Kind, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Sequence

A, B, C = (trigger(f"rule/{name}") for name in "abc")
FIELD = ticket_field("own")


def plan(desired: Sequence[Resource], snapshot: Snapshot, *, prune: bool = False, prefix: str | None = PREFIX) -> Plan:
    return make([FIELD, *desired], snapshot, project=PROJECT, target="local", prune=prune, automation_prefix=prefix)


def after(*desired: Resource) -> Snapshot:
    return applied([FIELD, *desired])


def done(made: Plan) -> list[str]:
    return [f"{change.action} {change.kind} {change.key}" for change in made.changes if change.kind != "ticket_field"]


def only(made: Plan) -> Change:
    (change,) = made.changes
    return change


def order(made: Plan) -> tuple[Json, Json]:
    (field,) = (each for change in made.changes for each in change.fields if each.name == TRIGGER_ORDER)
    return field.before, field.after


def placed(snapshot: Snapshot, **positions: int) -> Snapshot:
    """The account after a person moved triggers of ours."""
    for name, position in positions.items():
        snapshot = changed(snapshot, Kind.TRIGGER, f"rule/{name}", position=position)
    return snapshot


def with_another(snapshot: Snapshot, kind: Kind, **payload: Json) -> Snapshot:
    there = Remote(kind, 999, {"id": 999, **payload})
    return Snapshot({**snapshot.resources, kind: (*snapshot.of(kind), there)})


def test_what_is_needed_is_made_first() -> None:
    assert done(plan(rules(), account())) == [
        "create webhook lost-item/task",
        "create trigger_category macrosync",
        "create trigger lost-item/route",
        "create trigger lost-item/task",
        "create automation 동의 만료",
        "create view lost-item/open",
    ]


def test_what_was_applied_needs_nothing_and_survives_as_json() -> None:
    made = plan(rules(), after(*rules()))
    assert (made.changes, made.unchanged) == ((), 7)
    assert made.ids[CATEGORY] == "1004"
    assert from_json(to_json(made)) == made


def test_what_depends_is_deleted_first_and_a_category_never() -> None:
    made = plan([], after(*rules()), prune=True)
    assert done(made) == [
        "delete view lost-item/open",
        f"delete automation {PREFIX} 동의 만료",
        "delete trigger lost-item/route",
        "delete trigger lost-item/task",
        "delete webhook lost-item/task",
    ]
    assert "1 webhook is no longer defined; --prune deletes it." in plan([], after(*rules())).notes


@pytest.mark.parametrize(
    ("kind", "key"),
    [(Kind.TRIGGER, "lost-item/route"), (Kind.VIEW, "lost-item/open"), (Kind.WEBHOOK, "lost-item/task")],
)
def test_what_was_changed_by_hand_is_drift(kind: Kind, key: str) -> None:
    name: Json = "다른 이름"
    made = plan(rules(), changed(after(*rules()), kind, key, title=name, name=name))
    assert (only(made).kind, only(made).drift) == (kind, True)


def test_two_with_one_mark_are_a_finding() -> None:
    there = after(*rules())
    copy = dict(there.of(Kind.TRIGGER)[0].payload)
    with pytest.raises(PlanRefused, match="Several resources bear the mark of the trigger lost-item/route"):
        plan(rules(), with_another(there, Kind.TRIGGER, **copy | {"id": 999}))


@pytest.mark.parametrize(
    ("resource", "kind", "name"), [(trigger(), Kind.TRIGGER, "title"), (webhook(), Kind.WEBHOOK, "name")]
)
def test_one_of_that_name_that_is_not_ours_is_a_conflict(resource: Resource, kind: Kind, name: str) -> None:
    other = with_another(account(), kind, **{name: resource.payload[name]})
    with pytest.raises(PlanRefused, match=r"`macrosync --target local adopt [a-z_]+ 999 lost-item/[a-z-]+`"):
        plan([trigger_category(), resource], other)


def test_an_automation_is_ours_by_the_beginning_of_its_title() -> None:
    there = with_another(after(automation()), Kind.AUTOMATION, title="종결 4일 후", conditions={}, actions=[])
    assert done(plan([automation()], there, prune=True)) == []
    assert done(plan([], there, prune=True)) == [f"delete automation {PREFIX} 동의 만료"]
    assert done(plan([], there, prune=True, prefix="macro")) == []
    assert done(plan([], there, prune=True, prefix=None)) == []


def test_an_automation_that_was_changed_is_held_where_nothing_tells_who_did_it() -> None:
    (there,) = after(automation()).of(Kind.AUTOMATION)
    by_hand = replace(there, payload={**there.payload, "active": False})
    change = only(plan([automation()], Snapshot({**after().resources, Kind.AUTOMATION: (by_hand,)})))
    assert (change.action, [*change.names], change.drift) == (Action.UPDATE, ["active"], True)


def test_two_automations_of_one_title_are_a_finding() -> None:
    there = after(automation())
    copied = with_another(there, Kind.AUTOMATION, **dict(there.of(Kind.AUTOMATION)[0].payload) | {"id": 999})
    with pytest.raises(PlanRefused, match=rf"Several automations are called `{PREFIX} 동의 만료` \(ids 999, 1000\)"):
        plan([automation()], copied)


def test_triggers_stand_in_the_order_of_the_definitions_whatever_stands_between() -> None:
    desired = (trigger_category(), A, B, C)
    other: dict[str, Json] = {"title": "다른 트리거", "category_id": "1004", "position": 2}
    there = with_another(placed(after(*desired), a=1, b=5, c=9), Kind.TRIGGER, **other)
    assert done(plan(desired, there)) == []
    made = plan(desired, placed(there, b=10))
    assert (only(made).kind, only(made).drift) == (Kind.TRIGGER_CATEGORY, False)
    assert order(made) == (["rule/a", "rule/c", "rule/b"], ["rule/a", "rule/b", "rule/c"])


def test_a_new_trigger_at_the_end_needs_no_order_and_one_between_does() -> None:
    there = after(trigger_category(), A, B)
    assert done(plan([trigger_category(), A, B, C], there)) == ["create trigger rule/c"]
    made = plan([trigger_category(), A, C, B], there)
    assert done(made) == ["create trigger rule/c", "update trigger_category macrosync"]
    assert order(made) == (["rule/a", "rule/b", "rule/c"], ["rule/a", "rule/c", "rule/b"])
    assert made.changes[-1].needs == {C.ref}


def test_a_trigger_that_comes_from_another_category_is_told_its_place() -> None:
    before = (trigger_category("이전"), trigger("rule/a", category="이전"), trigger("rule/b", category="이전"))
    made = plan([trigger_category(), B, A], after(*before))
    assert done(made) == ["create trigger_category macrosync", "update trigger rule/b", "update trigger rule/a"]
    assert [change.payload.get("position") for change in made.changes] == [None, 1, 2]


def test_one_that_a_person_moved_to_another_category_comes_back_in_order() -> None:
    desired = (trigger_category(), A, B)
    made = plan(desired, changed(after(*desired), Kind.TRIGGER, "rule/a", category_id="7"))
    assert done(made) == ["update trigger rule/a", "update trigger_category macrosync"]
    assert order(made) == (["rule/b"], ["rule/a", "rule/b"])
    assert made.changes[0].drift


def test_a_webhook_without_a_credential_gets_one_and_no_plan_holds_it() -> None:
    there = after(webhook(), trigger_category(), calling())
    secret: Json = {"type": "bearer_token", "data": {"token": "secret-0001"}}
    assert done(plan([webhook(), trigger_category(), calling()], there)) == []
    bare = changed(there, Kind.WEBHOOK, "lost-item/task", authentication=None)
    change = only(plan([webhook(), trigger_category(), calling()], bare))
    assert ([*change.names], change.drift) == ([AUTHENTICATION], False)
    known = changed(there, Kind.WEBHOOK, "lost-item/task", authentication=secret, status="inactive")
    assert "secret" not in to_json(plan([webhook()], known, prune=True))


def test_views_are_compared_by_what_they_show() -> None:
    there = after(view())
    assert done(plan([view()], there)) == []
    output: dict[str, Json] = {"columns": ["status"], "sort_by": "due_date", "sort_order": "asc"}
    assert only(plan([view(output=output)], there)).names == {"output"}
