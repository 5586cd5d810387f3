"""What is decided: each step for itself, and that it always comes to rest in the one right state."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.followups.world import AGENT, CASE, DESK, NUMBER, SERVICE, START, case, change, driver, settled, task
from tests.soundness.effort import times

from macrosync.followups import consent
from macrosync.followups.actions import MakeTask, Update
from macrosync.followups.decide import decide
from macrosync.followups.snapshot import Comment

if TYPE_CHECKING:
    from macrosync.followups.snapshot import Snapshot, Ticket

LATER = START + timedelta(minutes=30)
LINKED = {"other_ticket": "1002"}


def only(snapshot: Snapshot) -> Update:
    (action,) = decide(DESK, snapshot, LATER)
    assert isinstance(action, Update)
    return action


def test_a_case_in_order_needs_nothing() -> None:
    assert decide(DESK, case(driver(**LINKED), task()), LATER) == ()


@pytest.mark.parametrize(("minutes", "made"), [(9, 0), (10, 1)])
def test_a_task_is_made_when_its_time_has_come(minutes: int, made: int) -> None:
    found = decide(DESK, case(driver()), START + timedelta(minutes=minutes))
    assert [type(each) for each in found] == [MakeTask] * made


@pytest.mark.parametrize(
    "tickets",
    [
        (driver(progress="closed"),),
        (driver(**LINKED), task(status="solved", progress="closed")),
        (driver(**LINKED), task(status="closed", progress="closed")),
        (task(status="solved"),),
    ],
)
def test_no_task_is_made_for_what_is_over_or_gone(tickets: tuple[Ticket, ...]) -> None:
    assert MakeTask not in [type(each) for each in settled(case(*tickets), LATER)[1]]


def test_a_task_that_is_closed_for_good_gives_way_to_another() -> None:
    after, _ = settled(case(driver(**LINKED), task(status="closed")), LATER)
    assert [each.number for each in after.unsolved] == [1003]


def test_the_earlier_task_goes_on_with_the_later_state() -> None:
    first, second = task(progress="asking"), task(1003, progress="held", wish="declined")
    changes = (change(first, "progress", "asking"), change(second, "progress", "held", minutes=2))
    wishes = (change(second, "wish", "declined", minutes=2),)
    after, done = settled(case(driver(**LINKED), first, second, changes=(*changes, *wishes)), LATER)
    assert [each.number for each in after.unsolved] == [1002]
    assert after.unsolved[0].values["progress"] == "held"
    assert after.unsolved[0].values["wish"] == "declined"
    assert [each.notes for each in done if isinstance(each, Update) and each.status == "solved"] == [
        ("[분실물] 같은 문의의 작업이 이미 있어 이 작업을 닫습니다. 계속할 작업: 1002",)
    ]


def test_a_consent_of_long_ago_that_only_now_is_carried_has_lapsed() -> None:
    asked = driver(consent="given", **LINKED)
    found = case(asked, task(), changes=(change(asked, "consent", "given"),))
    after, _ = settled(found, START + timedelta(days=20))
    assert after.tasks[0].values["consent"] == "lapsed"


def test_what_rules_and_sweeps_carry_is_no_answer() -> None:
    first = task(consent="refused")
    asked = driver(consent="given", **LINKED)
    given_ = change(asked, "consent", "given", minutes=5)
    stale = change(first, "consent", "refused", minutes=9, author=SERVICE)
    action = only(case(asked, first, changes=(given_, stale)))
    assert action.values["consent"] == "given"


def test_a_number_in_the_script_that_was_sent_is_not_in_the_record() -> None:
    asked = driver(consent="given", **LINKED)
    said = Comment(77, START, 0, AGENT, "010-1234-5678 동의하십니까?", "<p>…</p>", public=True)
    tags = change(asked, "tags", "", minutes=0)
    tagged = case(
        asked,
        task(),
        changes=(
            type(tags)(
                START, 0, NUMBER, AGENT, "tags", frozenset({CASE.case, "consent__personal-info-third-party__v1"})
            ),
            change(asked, "consent", "given", minutes=2),
        ),
        comments={NUMBER: said},
    )
    (record,) = only(tagged).notes
    assert "▇ 동의하십니까?" in record
    assert "1234" not in record


SLUGS = st.sampled_from(["", *CASE.items.fields.consent.options])
PROGRESS = st.sampled_from(list(CASE.items.fields.progress.options))
STATUS = st.sampled_from(["new", "open", "pending", "solved", "closed"])


@st.composite
def cases(draw: st.DrawFn) -> Snapshot:
    """Any case: any states, links, orders of what people did, and times."""
    numbers = draw(st.lists(st.integers(1002, 1006), unique=True, max_size=3))
    tickets: list[Ticket] = []
    if draw(st.booleans()) or not numbers:
        link = draw(st.sampled_from(["", "1002", "1009"]))
        values = {"progress": draw(PROGRESS), "consent": draw(SLUGS), "other_ticket": link}
        tickets.append(driver(status=draw(STATUS), **values))
    for number in numbers:
        values = {"progress": draw(PROGRESS), "consent": draw(SLUGS), "wish": draw(st.sampled_from(["", "wanted"]))}
        lapses = draw(st.sampled_from(["", "2026-11-20", "2026-12-08"]))
        tickets.append(task(number, status=draw(STATUS), lapses_on=lapses, **values))
    names = {"progress": PROGRESS, "consent": SLUGS}
    changes = draw(
        st.lists(
            st.builds(
                lambda at, name, minutes, author, data: change(
                    at, name, str(data[name]), minutes=minutes, author=author
                ),
                st.sampled_from(tickets),
                st.sampled_from(sorted(names)),
                st.integers(1, 30_000),
                st.sampled_from([AGENT, SERVICE]),
                st.fixed_dictionaries(dict(names)),
            ),
            max_size=5,
        )
    )
    changes.sort(key=lambda each: each.at)
    return case(*tickets, changes=tuple(changes))


@settings(max_examples=times(40, 1000))
@given(cases(), st.integers(0, 40 * 24 * 60))
def test_any_case_comes_to_rest_with_one_task(before: Snapshot, minutes: int) -> None:
    now = START + timedelta(days=21, minutes=minutes)
    after, _ = settled(before, now)
    assert decide(DESK, after, now) == ()
    assert len(after.unsolved) <= 1
    if after.driver is not None and not after.over:
        assert len(after.unsolved) == 1
    counted = after.task
    if counted is not None and not counted.closed:
        held = consent.holds(DESK, after, now)
        assert held is not None
        assert counted.values.get("consent", "not-asked") == held.slug
        lapses = counted.values.get("lapses_on")
        assert (lapses is None) == (held.slug != "given")
        assert lapses is None or date.fromisoformat(lapses) > DESK.day(now)
        if after.driver is not None and not after.driver.closed:
            shown = after.driver.values
            assert shown.get("progress", "received") == counted.values.get("progress", "received")
            assert shown.get("consent", "not-asked") == held.slug
            assert shown["other_ticket"] == str(counted.number)


@settings(max_examples=times(40, 1000))
@given(cases())
def test_what_is_decided_first_is_decided_again_until_it_is_done(before: Snapshot) -> None:
    now = START + timedelta(days=30)
    assert decide(DESK, before, now) == decide(DESK, before, now)
    notes = [note for action in settled(before, now)[1] if isinstance(action, Update) for note in action.notes]
    assert len([note for note in notes if note.startswith("[제3자 제공 동의 기록]")]) == len(
        {note for note in notes if note.startswith("[제3자 제공 동의 기록]")}
    )
