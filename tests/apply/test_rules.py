"""Triggers, their order, automations, views and webhooks, applied."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.rule_samples import PREFIX, calling, rules, trigger, trigger_category, view, webhook
from tests.plan.samples import PROJECT, account, applied, changed, ticket_field

from macrosync.apply import Applied, ApplyUnfinished, Journal, Summary, execute
from macrosync.apply.applied import FILE
from macrosync.errors import AnswerLost, Rejected, Unavailable
from macrosync.plan import Plan, make
from macrosync.resources import Json, Kind, Resource

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

A, B, C = (trigger(f"rule/{name}") for name in "abc")
FIELD = ticket_field("own")


def plan(desired: Sequence[Resource], zendesk: InMemoryZendesk) -> Plan:
    snapshot = zendesk.snapshot()
    return make([FIELD, *desired], snapshot, project=PROJECT, target="local", prune=True, automation_prefix=PREFIX)


def run(reviewed: Plan, zendesk: InMemoryZendesk, folder: Path, *, overwrite_drift: bool = False) -> Summary:
    with Journal.open(folder, lambda: datetime(2026, 11, 24, tzinfo=UTC)) as journal:
        return execute(
            reviewed,
            zendesk,
            journal,
            overwrite_drift=overwrite_drift,
            applied=Applied.read(folder / FILE),
            authenticate=zendesk.authenticate,
        )


def apply(zendesk: InMemoryZendesk, folder: Path, *desired: Resource, overwrite_drift: bool = False) -> Summary:
    return run(plan(desired, zendesk), zendesk, folder, overwrite_drift=overwrite_drift)


def failed(zendesk: InMemoryZendesk, folder: Path, *desired: Resource) -> Summary:
    with pytest.raises(ApplyUnfinished) as caught:
        apply(zendesk, folder, *desired)
    return caught.value.summary


def account_of(*desired: Resource) -> InMemoryZendesk:
    return InMemoryZendesk.of(applied([FIELD, *desired]))


def running(zendesk: InMemoryZendesk) -> list[str]:
    """The titles of the triggers in the order that they run in."""
    held = zendesk.held[Kind.TRIGGER].values()
    return [str(each["title"]) for each in sorted(held, key=lambda each: int(str(each["position"])))]


def titles(*desired: Resource) -> list[str]:
    return [str(each.payload["title"]) for each in desired]


def test_all_of_it_is_made_and_then_nothing_is_left_to_do(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    assert apply(zendesk, tmp_path, *rules()).warnings == ()
    assert plan(rules(), zendesk).changes == ()
    (held,) = zendesk.held[Kind.VIEW].values()
    assert "output" not in held


def test_the_order_is_put_right_by_one_call_that_moves_ours_only(tmp_path: Path) -> None:
    zendesk = account_of(trigger_category(), A, B, C)
    other: dict[str, Json] = {"id": 5, "title": "다른 트리거", "category_id": "1001", "position": 2}
    zendesk.held[Kind.TRIGGER][5] = dict(other)
    desired = (trigger_category(), C, A, B)
    summary = apply(zendesk, tmp_path, *desired)
    assert (summary.updated, summary.warnings) == (1, ())
    (written,) = zendesk.log
    assert written[:3] == ("order", Kind.TRIGGER_CATEGORY, "macrosync")
    assert zendesk.held[Kind.TRIGGER][5] == other
    assert [each for each in running(zendesk) if each != "다른 트리거"] == titles(C, A, B)
    assert plan(desired, zendesk).changes == ()


def test_triggers_of_one_position_get_one_each(tmp_path: Path) -> None:
    zendesk = account_of(trigger_category(), A, B, C)
    for held in zendesk.held[Kind.TRIGGER].values():
        held["position"] = 4
    apply(zendesk, tmp_path, trigger_category(), C, B, A)
    assert running(zendesk) == titles(C, B, A)
    assert sorted(int(str(each["position"])) for each in zendesk.held[Kind.TRIGGER].values()) == [4, 5, 6]


def test_a_new_one_between_is_made_and_then_moved(tmp_path: Path) -> None:
    zendesk = account_of(trigger_category(), A, B)
    apply(zendesk, tmp_path, trigger_category(), A, C, B)
    assert [each[:2] for each in zendesk.log] == [("create", Kind.TRIGGER), ("order", Kind.TRIGGER_CATEGORY)]
    assert running(zendesk) == titles(A, C, B)


def test_the_order_waits_for_a_trigger_that_could_not_be_made(tmp_path: Path) -> None:
    zendesk = account_of(trigger_category(), A, B)
    zendesk.faults = [Fault("create", C.key, service_error(Rejected))]
    summary = failed(zendesk, tmp_path, trigger_category(), A, C, B)
    assert [each.key for each in summary.skipped] == ["macrosync"]
    apply(zendesk, tmp_path, trigger_category(), A, C, B)
    assert running(zendesk) == titles(A, C, B)


def test_an_order_that_is_another_by_now_is_left_alone(tmp_path: Path) -> None:
    zendesk = account_of(trigger_category(), A, B, C)
    reviewed = plan([trigger_category(), C, A, B], zendesk)
    first, second, _ = sorted(zendesk.held[Kind.TRIGGER])
    zendesk.held[Kind.TRIGGER][first]["position"] = 2
    zendesk.held[Kind.TRIGGER][second]["position"] = 1
    with pytest.raises(ApplyUnfinished, match="its triggers were put in another order"):
        run(reviewed, zendesk, tmp_path)
    assert zendesk.log == []


def test_conditions_and_actions_are_always_sent_together(tmp_path: Path) -> None:
    zendesk = account_of(*rules())
    renamed = (*rules()[:2], trigger(version=2, title="새 이름"), *rules()[3:])
    apply(zendesk, tmp_path, *renamed)
    ((method, kind, _, written),) = zendesk.log
    assert (method, kind) == ("update", Kind.TRIGGER)
    assert set(written) == {"title", "description", "conditions", "actions"}


def test_a_trigger_of_another_category_moves_into_ours_in_its_place(tmp_path: Path) -> None:
    old = (trigger_category("이전"), trigger("rule/a", category="이전"), trigger("rule/b", category="이전"))
    zendesk = account_of(*old)
    apply(zendesk, tmp_path, trigger_category(), B, A)
    assert running(zendesk) == titles(B, A)
    assert plan([trigger_category(), B, A], zendesk).changes == ()


def test_what_was_changed_by_hand_is_held(tmp_path: Path) -> None:
    by_hand = changed(applied([FIELD, *rules()]), Kind.TRIGGER, "lost-item/route", active=False)
    zendesk = InMemoryZendesk.of(by_hand)
    assert [each.key for each in apply(zendesk, tmp_path, *rules()).held] == ["lost-item/route"]
    assert apply(zendesk, tmp_path, *rules(), overwrite_drift=True).updated == 1
    assert plan(rules(), zendesk).changes == ()


def test_a_webhook_gets_its_credential_right_after_it_is_made_and_nothing_remembers_it(tmp_path: Path) -> None:
    zendesk = InMemoryZendesk.of(account())
    apply(zendesk, tmp_path, webhook(), trigger_category(), calling())
    (held,) = zendesk.held[Kind.WEBHOOK].values()
    assert held["authentication"]
    assert held["endpoint"] == "@{account}/api/v2/tickets"
    for file in tmp_path.iterdir():
        assert "bearer" not in file.read_text(encoding="utf-8")


@pytest.mark.parametrize("done", [False, True])
def test_a_webhook_whose_credential_could_not_be_set_gets_it_by_the_next_apply(tmp_path: Path, done: bool) -> None:  # noqa: FBT001
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("authenticate", "lost-item/task", service_error(Unavailable), done=done)]
    assert [each.key for each in failed(zendesk, tmp_path, webhook()).failed] == ["lost-item/task"]
    assert apply(zendesk, tmp_path, webhook()).updated == (0 if done else 1)
    (held,) = zendesk.held[Kind.WEBHOOK].values()
    assert held["authentication"]


@pytest.mark.parametrize("resource", rules(), ids=lambda each: each.kind)
def test_a_create_whose_answer_was_lost_is_found_again(tmp_path: Path, resource: Resource) -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", resource.key, service_error(AnswerLost), done=True)]
    assert apply(zendesk, tmp_path, *rules()).created == 7
    assert plan(rules(), zendesk).changes == ()


def test_what_is_no_longer_defined_goes_and_the_category_stays(tmp_path: Path) -> None:
    zendesk = account_of(*rules())
    assert apply(zendesk, tmp_path).deleted == 4  # nothing is on record of the automation
    assert apply(zendesk, tmp_path, overwrite_drift=True).deleted == 1
    assert {kind for kind in (Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW, Kind.WEBHOOK) if zendesk.held[kind]} == set()
    assert len(zendesk.held[Kind.TRIGGER_CATEGORY]) == 1


def test_a_view_is_renamed(tmp_path: Path) -> None:
    zendesk = account_of(view())
    apply(zendesk, tmp_path, view(version=2, title="오늘 마감"))
    ((_, _, _, written),) = zendesk.log
    assert set(written) == {"title", "description"}
