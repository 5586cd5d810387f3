from __future__ import annotations

from datetime import UTC, datetime
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import pytest
from tests.apply.in_memory_zendesk import Fault, InMemoryZendesk, service_error
from tests.plan.samples import (
    PROJECT,
    account,
    applied,
    article,
    changed,
    everything,
    macro,
    places,
    ticket_field,
)
from tests.plan.test_three_way import remembered

from macrosync.apply import ApplyUnfinished, Journal, Outcome, Progress, Summary, execute
from macrosync.errors import (
    AnswerLost,
    ApplyFailed,
    AuthenticationFailed,
    Forbidden,
    Rejected,
    ServiceError,
    Unavailable,
    Unreachable,
)
from macrosync.plan import Plan, make
from macrosync.resources import Json, Kind, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

LOST = "after-ride/lost-item/chat"


def run(
    reviewed: Plan,
    zendesk: InMemoryZendesk,
    *,
    overwrite_drift: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
) -> Summary:
    with TemporaryFile() as file:
        journal = Journal(file, lambda: datetime(2026, 11, 24, tzinfo=UTC))
        return execute(reviewed, zendesk, journal, overwrite_drift=overwrite_drift, on_progress=on_progress)


def plan(desired: Sequence[Resource], zendesk: InMemoryZendesk, *, prune: bool = False) -> Plan:
    return make(desired, zendesk.snapshot(), project=PROJECT, target="local", prune=prune)


def apply(
    desired: Sequence[Resource], zendesk: InMemoryZendesk, *, prune: bool = False, overwrite_drift: bool = False
) -> Summary:
    return run(plan(desired, zendesk, prune=prune), zendesk, overwrite_drift=overwrite_drift)


def failed(desired: Sequence[Resource], zendesk: InMemoryZendesk) -> Summary:
    with pytest.raises(ApplyUnfinished) as caught:
        apply(desired, zendesk)
    return caught.value.summary


def account_of(*desired: Resource) -> InMemoryZendesk:
    return InMemoryZendesk.of(applied(desired))


def by_hand(kind: Kind, key: str, *desired: Resource, **fields: Json) -> InMemoryZendesk:
    return InMemoryZendesk.of(changed(applied(desired), kind, key, **fields))


def field_of(zendesk: InMemoryZendesk) -> dict[str, Json]:
    (field,) = zendesk.held[Kind.TICKET_FIELD].values()
    return field


def option_values(zendesk: InMemoryZendesk) -> list[Json]:
    options = field_of(zendesk)["custom_field_options"]
    assert isinstance(options, list)
    return [option["value"] for option in options if isinstance(option, dict)]


def test_everything_is_made_and_then_nothing_is_left_to_do() -> None:
    zendesk = InMemoryZendesk.of(account())
    summary = apply(everything(), zendesk)
    assert (summary.created, summary.updated, summary.deleted) == (7, 1, 0)
    assert summary.warnings == ()
    assert summary.calls == zendesk.calls.total == 9
    assert plan(everything(), zendesk).changes == ()
    (form,) = zendesk.held[Kind.TICKET_FORM].values()
    (number,) = zendesk.held[Kind.TICKET_FIELD]
    assert form["ticket_field_ids"] == [1, 2, number]
    assert f"ticket_field_{number} %" in str(zendesk.held[Kind.MACRO])


def test_progress_tells_each_change_and_its_outcome() -> None:
    zendesk, told = InMemoryZendesk.of(account()), list[Progress]()
    run(plan([macro(), macro("a/b/chat")], zendesk), zendesk, on_progress=told.append)
    assert [(each.number, each.total, each.outcome) for each in told] == [
        (1, 2, Outcome.CREATED),
        (2, 2, Outcome.CREATED),
    ]


def test_an_update_writes_what_changed_and_the_mark() -> None:
    zendesk = account_of(macro())
    apply([macro(text="새 말", version=2)], zendesk)
    ((_, _, _, written),) = zendesk.log
    assert sorted(written) == ["actions", "description"]
    assert f"macrosync:{PROJECT}/{LOST}@2#" in str(written["description"])
    assert plan([macro(text="새 말", version=2)], zendesk).changes == ()


def test_an_articles_text_is_written_before_its_mark() -> None:
    zendesk = account_of(*places(), article())
    apply([*places(), article(body="<p>새 글</p>", version=2)], zendesk)
    assert [sorted(written) for _, _, _, written in zendesk.log] == [["body"], ["label_names"]]
    assert plan([*places(), article(body="<p>새 글</p>", version=2)], zendesk).changes == ()


def test_an_article_cut_off_between_its_two_writes_is_mended_without_talk_of_drift() -> None:
    zendesk = account_of(*places(), article())
    wanted = [*places(), article(body="<p>새 글</p>")]
    half = plan(wanted, zendesk).changes[0]
    zendesk.update(Kind.ARTICLE, half.key, half.id or 0, {"body": "<p>새 글</p>"})
    (change,) = plan(wanted, zendesk).changes
    assert (sorted(change.names), change.drift) == (["mark"], False)


def test_a_change_by_hand_is_held_until_it_may_be_overwritten() -> None:
    zendesk = by_hand(Kind.MACRO, LOST, macro(), macro("a/b/chat"), title="손으로 고침")
    desired = [macro(), macro("a/b/chat", text="새 말")]
    summary = apply(desired, zendesk)
    assert (summary.updated, [each.key for each in summary.held]) == (1, [LOST])
    assert "--overwrite-drift" in summary.held[0].reason
    assert apply(desired, zendesk, overwrite_drift=True).updated == 1
    assert plan(desired, zendesk).changes == ()


def test_what_changed_since_the_plan_is_not_overwritten() -> None:
    zendesk = account_of(macro(), macro("a/b/chat"))
    reviewed = plan([macro(text="새 말"), macro("a/b/chat", text="새 말")], zendesk)
    number = next(change.id or 0 for change in reviewed.changes if change.key == LOST)
    zendesk.held[Kind.MACRO][number]["title"] = "그 사이에 고침"
    with pytest.raises(ApplyUnfinished) as caught:
        run(reviewed, zendesk, overwrite_drift=True)
    summary = caught.value.summary
    assert (summary.updated, [each.key for each in summary.failed]) == (1, [LOST])
    assert "changed meanwhile (title)" in summary.failed[0].reason
    assert zendesk.writes() == ["update macro a/b/chat"]


def test_what_lost_our_mark_since_the_plan_is_not_overwritten() -> None:
    zendesk = account_of(macro())
    reviewed = plan([macro(text="새 말")], zendesk)
    for held in zendesk.held[Kind.MACRO].values():
        held["description"] = "Made from macros/after-ride.yaml."
    with pytest.raises(ApplyUnfinished):
        run(reviewed, zendesk)
    assert zendesk.writes() == []


def test_what_is_gone_since_the_plan_fails_an_update_and_satisfies_a_delete() -> None:
    zendesk = account_of(macro(), macro("a/b/chat"))
    reviewed = plan([macro(text="새 말")], zendesk, prune=True)
    zendesk.held[Kind.MACRO].clear()
    with pytest.raises(ApplyUnfinished) as caught:
        run(reviewed, zendesk)
    assert "changed meanwhile (it is gone)" in caught.value.summary.failed[0].reason
    assert caught.value.summary.deleted == 1


def test_a_delete_of_what_changed_since_the_plan_is_refused() -> None:
    zendesk = account_of(macro())
    reviewed = plan([], zendesk, prune=True)
    for held in zendesk.held[Kind.MACRO].values():
        held["active"] = False
    with pytest.raises(ApplyUnfinished):
        run(reviewed, zendesk)
    assert len(zendesk.held[Kind.MACRO]) == 1


def test_pruning_deletes_what_is_ours_alone() -> None:
    zendesk = account_of(macro(), ticket_field("own", "partner"))
    zendesk.held[Kind.MACRO][7] = {"title": "손으로 만든 것"}
    there, known = zendesk.snapshot(), remembered([ticket_field("own", "partner")])
    made = make([ticket_field("own")], there, project=PROJECT, target="local", prune=True, applied=known)
    assert run(made, zendesk).deleted == 2
    assert list(zendesk.held[Kind.MACRO]) == [7]
    assert option_values(zendesk) == ["driver__own"]


def test_a_failed_change_holds_up_only_what_needs_it() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", "consult-type", service_error(Rejected, "title is too long"))]
    summary = failed(everything(), zendesk)
    assert [each.key for each in summary.failed] == ["consult-type"]
    assert [each.key for each in summary.skipped] == ["기사 문의", "before-ride/how/chat"]
    assert "needs the ticket field consult-type" in summary.skipped[0].reason
    assert summary.created == 5


def test_the_error_says_what_was_done_and_what_was_not() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", "a/b/chat", service_error(Forbidden, "no"))]
    with pytest.raises(ApplyFailed) as caught:
        apply([macro("a/b/chat"), macro()], zendesk)
    assert "1 created, 0 updated, 0 deleted, 1 failed" in str(caught.value)
    assert "macro 채팅::고객연락::a/b/chat: PUT /api/v2/macros/1 (request id request-1): no." in str(caught.value)


@pytest.mark.parametrize("error", [AuthenticationFailed, Unreachable])
def test_nothing_is_tried_after_an_error_that_would_meet_every_call(error: type[ServiceError]) -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", LOST, service_error(error))]
    summary = failed([macro(), macro("a/b/chat"), macro("a/c/chat")], zendesk)
    assert [each.reason for each in summary.skipped] == ["it was not reached."] * 2
    assert zendesk.writes() == [f"create macro {LOST}"]


def test_an_interrupt_ends_the_apply_and_says_what_was_done() -> None:
    zendesk = InMemoryZendesk.of(account())

    def interrupted(_kind: Kind, payload: dict[str, Json]) -> dict[str, Json]:
        if "a/b/chat" in str(payload):
            raise KeyboardInterrupt
        return payload

    zendesk.keeps = interrupted
    summary = failed([macro("a/a/chat"), macro("a/b/chat"), macro("a/c/chat")], zendesk)
    assert (summary.created, summary.failed[0].key) == (1, "a/b/chat")
    assert summary.failed[0].reason == "it was interrupted, and may or may not have been done."
    assert [each.reason for each in summary.skipped] == ["it was not reached."]


@pytest.mark.parametrize("kept", [(macro(),), (*places(),), (*places(), article()), (ticket_field("own"),)])
def test_a_create_whose_answer_was_lost_is_found_again(kept: tuple[Resource, ...]) -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", each.key, service_error(AnswerLost), done=True) for each in kept]
    assert apply(kept, zendesk).created == len(kept)
    assert plan(kept, zendesk).changes == ()


def test_an_option_whose_answer_was_lost_is_found_by_its_value() -> None:
    zendesk = account_of(ticket_field("own"))
    zendesk.faults = [Fault("create", "consult-type/driver__vip", service_error(AnswerLost), done=True)]
    assert apply([ticket_field("own", "vip")], zendesk).created == 1
    assert option_values(zendesk) == ["driver__own", "driver__vip"]


def test_a_create_that_was_not_done_is_not_repeated() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.faults = [Fault("create", LOST, service_error(AnswerLost))]
    assert [each.key for each in failed([macro()], zendesk).failed] == [LOST]
    assert zendesk.writes() == [f"create macro {LOST}"]


@pytest.mark.parametrize("done", [True, False])
def test_an_update_whose_answer_was_lost_is_read_again(done: bool) -> None:  # noqa: FBT001 - a case
    zendesk = account_of(macro())
    zendesk.faults = [Fault("update", LOST, service_error(AnswerLost), done=done)]
    desired = [macro(text="새 말")]
    if done:
        assert apply(desired, zendesk).updated == 1
    else:
        assert failed(desired, zendesk).updated == 0


def test_a_delete_whose_answer_was_lost_is_read_again() -> None:
    zendesk = account_of(macro())
    zendesk.faults = [Fault("delete", LOST, service_error(AnswerLost), done=True)]
    assert apply([], zendesk, prune=True).deleted == 1


def test_what_zendesk_keeps_differently_is_a_warning() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.keeps = lambda kind, payload: payload | {"title": "짧게"} if kind is Kind.MACRO else payload
    assert apply([macro()], zendesk).warnings == (
        f"macro {macro().payload['title']}: Zendesk keeps it differently: title.",
    )


def test_a_mark_that_was_not_kept_is_a_warning() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.keeps = lambda _kind, payload: payload | {"description": "Made from macros/after-ride.yaml."}
    assert apply([macro()], zendesk).warnings[0].endswith("description.")


def test_an_answer_that_cannot_be_checked_is_a_warning_and_no_failure() -> None:
    zendesk = InMemoryZendesk.of(account())
    zendesk.keeps = lambda _kind, payload: payload | {"title": "짧게"}
    zendesk.faults = [Fault("read", LOST, service_error(Unavailable))]
    summary = apply([macro()], zendesk)
    assert summary.created == 1
    assert "could not be read again" in summary.warnings[0]


def test_options_are_made_and_ordered_and_those_of_others_stay() -> None:
    zendesk = account_of(ticket_field("own", "partner"))
    foreign: dict[str, Json] = {
        "id": 5,
        "name": "보이는 이름",
        "raw_name": "{{dc.other}}",
        "value": "other",
        "default": True,
    }
    options = field_of(zendesk)["custom_field_options"]
    assert isinstance(options, list)
    options.insert(1, foreign)
    desired = [ticket_field("vip", "partner", "own", title="새 제목")]
    summary = apply(desired, zendesk)
    assert (summary.created, summary.updated, summary.warnings) == (1, 1, ())
    assert option_values(zendesk) == ["driver__vip", "other", "driver__partner", "driver__own"]
    assert zendesk.log[-1][3]["custom_field_options"][1] == {  # type: ignore[index]
        "id": 5,
        "name": "{{dc.other}}",
        "value": "other",
        "default": True,
    }
    assert plan(desired, zendesk).changes == ()


def test_a_new_title_beside_a_new_option_leaves_the_options_alone() -> None:
    zendesk = account_of(ticket_field("own"))
    summary = apply([ticket_field("own", "vip", title="새 제목")], zendesk)
    assert (summary.created, summary.updated, summary.warnings) == (1, 1, ())
    assert not any("custom_field_options" in written for _, _, _, written in zendesk.log)


def test_a_plan_for_an_empty_account_can_be_run_twice_without_a_duplicate_of_what_is_marked() -> None:
    zendesk = InMemoryZendesk.of(account())
    apply([macro()], zendesk)
    apply([macro()], zendesk)
    assert len(zendesk.held[Kind.MACRO]) == 1


def test_an_empty_plan_calls_nothing() -> None:
    zendesk = InMemoryZendesk.of(Snapshot())
    assert apply([], zendesk).calls == 0
