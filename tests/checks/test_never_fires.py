"""What is said never to fire never does: on no ticket, after no update, whatever is assumed of Zendesk."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.checks.rule_desk import CHECK, COUNT, DAY, FIELDS, TYPE, WORD, trigger, when

from macrosync.checks.rule_set import AGENT, DRIVER, NOW, RuleSet
from macrosync.checks.rule_trials import Trials, with_parts
from macrosync.checks.rule_witness import Judge
from macrosync.resources import Kind, Ref, resolve
from macrosync.rules import tags
from macrosync.rules.ticket_conditions import PRIORITIES, STATUSES
from macrosync.rules.update_conditions import Occasion, judge
from macrosync.rules.updates import Update
from macrosync.scenarios.tickets import stamp

if TYPE_CHECKING:
    from tests.checks.rule_desk import Condition

    from macrosync.resources import Json, Payload

RULES = RuleSet.of(FIELDS)
JUDGE = Judge.of(RULES.scene)
FIELD_IDS = {key: int(str(field["id"])) for key, field in RULES.account.fields.items()}
IDS: dict[Ref, int | str] = {Ref(Kind.TICKET_FIELD, key): number for key, number in FIELD_IDS.items()}
TAGS = ("a", "b", "ride", "fare", "urgent")
CHANGES = ("changed", "not_changed", "value", "not_value", "value_previous", "not_value_previous")


def conditions(field: str, operators: tuple[str, ...], values: tuple[Json, ...]) -> st.SearchStrategy[Condition]:
    return st.tuples(st.just(field), st.sampled_from(operators), st.sampled_from(values))


EQUAL, BOTH = ("is", "is_not"), ("includes", "not_includes", "present", "not_present")
RANKED = (*EQUAL, "less_than", "greater_than")
COMPARED = (*RANKED, "less_than_equal", "greater_than_equal", "present", "not_present")
ON_TICKETS = st.one_of(
    conditions("status", RANKED, STATUSES),
    conditions("priority", RANKED, ("", "low", "normal", "urgent")),
    conditions("type", EQUAL, ("", "task", "problem")),
    conditions("current_tags", ("includes", "not_includes"), ("a", "b", "a b", "ride", "fare a", "urgent")),
    conditions(TYPE, BOTH, ("ride", "fare", "lost", "", "gone")),
    conditions(CHECK, (*EQUAL, "present"), ("true", "false")),
    conditions(COUNT, COMPARED, ("1", "2", "2.5", "4")),
    conditions(DAY, COMPARED, ("2000-01-01", "2000-01-02", "2000-01-04")),
    conditions(DAY, ("within_previous_n_days", "within_next_n_days"), ("0", "1")),
    conditions(WORD, (*EQUAL, "present", "not_present"), ("가", "나", "")),
    conditions("group_id", EQUAL, ("1", "5", "")),
    conditions("assignee_id", EQUAL, ("1", "requester_id", "current_user", "")),
    conditions("via_id", EQUAL, ("0", "4", "44")),
)
ON_UPDATES = st.one_of(
    conditions("status", CHANGES, STATUSES),
    conditions("priority", CHANGES, ("low", "normal")),
    conditions("group_id", CHANGES, ("5", "")),
    conditions("group_id", ("changed", "not_value", "not_value_previous"), ("5", "")),
    conditions("update_type", ("is",), ("Create", "Change")),
    conditions("comment_is_public", ("is",), ("true", "false", "not_relevant")),
    conditions("comment_includes_word", (*EQUAL, "includes", "not_includes"), ("가", "나", "가 나")),
    conditions("subject_includes_word", (*EQUAL, "includes", "not_includes"), ("가", "나", "가 나")),
    conditions("role", EQUAL, ("agent", "end_user", "7")),
    conditions("ticket_is_public", ("is",), ("public", "private")),
    conditions("ticket_due_date", ("is",), ("true", "false")),
    conditions("current_via_id", EQUAL, ("0", "44")),
)
ON_HOURS = st.one_of(
    *(
        conditions(name, ("is", "less_than", "greater_than"), ("0", "1", "3", "1.5"))
        for name in ("OPEN", "PENDING", "NEW")
    ),
    conditions("assigned_at", ("is", "less_than", "greater_than"), ("0", "2")),
)


def resolved(listed: list[Condition]) -> list[Payload]:
    """With the fields' ids in the place of their references."""
    found = [resolve(when(*each), IDS) for each in listed]
    return [each for each in found if isinstance(each, dict)]


@st.composite
def tickets(draw: st.DrawFn) -> Payload:
    hours = st.sampled_from([0, 1, 2, 3, 4]).map(lambda hour: stamp(NOW - timedelta(hours=hour)))
    values: dict[str, st.SearchStrategy[Json]] = {
        "count": st.sampled_from([None, 0, 1, 2, 3, 4, 5]),
        "day": st.sampled_from([None, "1999-12-31", *(f"2000-01-0{day}" for day in range(1, 6))]),
        "word": st.sampled_from([None, "", "가", "나", "다"]),
    }
    fields: list[Json] = [{"id": FIELD_IDS[key], "value": draw(value)} for key, value in values.items()]
    ticket = with_parts(
        RULES.blank,
        [
            {
                "status": draw(st.sampled_from(STATUSES)),
                "priority": draw(st.sampled_from(PRIORITIES)),
                "type": draw(st.sampled_from([None, "task", "problem", "question"])),
                "group_id": draw(st.sampled_from([None, 1, 5, 6])),
                "assignee_id": draw(st.sampled_from([None, 1, DRIVER["id"], AGENT["id"]])),
                "via": {"channel": draw(st.sampled_from(["web", "email"]))},
                "is_public": draw(st.booleans()),
                "due_at": draw(st.sampled_from([None, stamp(NOW)])),
                "subject": draw(st.sampled_from([None, "가", "나 다", "가 나"])),
                "created_at": draw(hours),
                "metric_set": {"status_updated_at": draw(hours), "assigned_at": draw(st.none() | hours)},
            },
            {"custom_fields": fields},
        ],
    )
    tagging = tags.add(tags.tagging_of(ticket), draw(st.lists(st.sampled_from(TAGS), max_size=4)), RULES.fields)
    return tags.with_tagging(ticket, tagging)


@st.composite
def updates(draw: st.DrawFn) -> Update:
    body = draw(st.sampled_from(["", "가", "나 다", "가 나"]))
    comment: Payload = {"body": body, "public": draw(st.booleans())}
    people: list[Payload | None] = [AGENT, DRIVER, None, {"id": 7, "role": "end-user"}, {"id": 7, "role": "agent"}]
    return Update(
        before=draw(st.none() | tickets().filter(lambda ticket: ticket["status"] != "closed")),
        comment=draw(st.none() | st.just(comment)),
        by=draw(st.sampled_from(people)),
        requester=DRIVER,
        via_id=draw(st.sampled_from([0, 4])),
    )


def holds(listed: list[Payload], occasion: Occasion) -> bool:
    return judge({"all": [dict(each) for each in listed]}, occasion).holds


@settings(max_examples=400)
@given(
    listed=st.lists(ON_TICKETS | ON_UPDATES, min_size=1, max_size=4), update=updates(), now=tickets(), left=tickets()
)
@example(
    [("status", "value", "pending"), ("status", "is", "open")],
    Update(dict(RULES.blank)),
    {**RULES.blank, "status": "open"},
    {**RULES.blank, "status": "pending"},
)
def test_a_trigger(listed: list[Condition], update: Update, now: Payload, left: Payload) -> None:
    """`left` is the ticket as the update left it, `now` as other triggers changed it since."""
    asked = resolved(listed)
    for each in (now, left):
        if holds(asked, Occasion(each, left, update, RULES.scene)):
            assert JUDGE.possible(asked, Kind.TRIGGER)


@settings(max_examples=400)
@given(listed=st.lists(ON_TICKETS | ON_HOURS, min_size=1, max_size=4), ticket=tickets())
def test_a_view_or_an_automation(listed: list[Condition], ticket: Payload) -> None:
    asked = resolved(listed)
    if holds(asked, Occasion(ticket, ticket, Update(ticket), RULES.scene)):
        assert JUDGE.possible(asked, Kind.VIEW)
        assert ticket["status"] == "closed" or JUDGE.possible(asked, Kind.AUTOMATION)


@settings(max_examples=400)
@given(
    listed=st.lists(
        st.one_of(
            conditions("status", RANKED, STATUSES),
            conditions("priority", EQUAL, ("", "low", "normal", "urgent")),
            conditions("current_tags", ("includes", "not_includes"), ("a", "b", "a b", "ride", "fare a", "urgent")),
            conditions(TYPE, BOTH, ("ride", "fare", "lost", "", "gone")),
            conditions(COUNT, COMPARED, ("1", "2", "4")),
            conditions("comment_is_public", ("is",), ("true", "false", "not_relevant")),
            conditions("update_type", ("is",), ("Create", "Change")),
        ),
        min_size=1,
        max_size=4,
    )
)
def test_what_may_fire_has_a_ticket_on_which_it_does(listed: list[Condition]) -> None:
    """The other way round, where everything about the conditions is known."""
    asked = resolved(listed)
    trials = Trials(RULES)
    for found in JUDGE.witnesses(asked, Kind.TRIGGER):
        trial = trials.make(found)
        if trial is None:
            continue  # an update that would change nothing, on a blank ticket
        assert holds(asked, Occasion(trial.ticket, trial.ticket, trial.update, RULES.scene))


def test_trying_rules_out_has_an_end() -> None:
    """However many there are: what is not tried is not said to be wrong."""
    rules = RuleSet.of((*FIELDS, trigger("A", [("status", "is", "new")], ("priority", "urgent"))))
    trials = Trials(rules, left=60)
    trial = trials.make(next(Judge.of(rules.scene).witnesses([when("priority", "is", "low")], Kind.TRIGGER)))
    assert trial is not None
    outcome = trials.run(rules.account.triggers, trial)
    assert outcome is not None
    assert outcome.fired
    ran = 1
    while trials.run(rules.account.triggers, trial) is not None:
        ran += 1
    assert 1 < ran <= 60 // trials.cost_of_action + 1
