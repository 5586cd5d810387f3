"""The triggers and the automation of lost items, in the order in which they run.

Conditions on a drop-down know no change, only what is (trigger definitions of a live account), so what has been done
stands in tags of ours. A hand-on without consent and the customer's wish does not stand: it is put back in the same
update, and so it is when the consent is withdrawn or lapses later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import tasks
from macrosync.compiler.lost_items.bodies import TICKET
from macrosync.compiler.lost_items.case import ANSWERS, CHOICES, Case, action, adds, bears, condition, lacks, removes
from macrosync.resources import Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.text import Text

#: The channel of a follow-up of a closed ticket (DOC via-types, closed_ticket).
_CLOSED_TICKET = "27"
#: A lapsed consent is one whose day is not ahead; older ones are marked as lapsed by then.
_LONG_AGO = 366
_UNSOLVED = condition("status", "less_than", "solved")


def resources(case: Case) -> Iterator[Resource]:
    """All of them. The target names a category and a prefix; a finding comes first."""
    yield from _follow_ups(case)
    yield from _opening(case)
    yield from _consents(case)
    yield from _hand_on(case)
    yield from _absences(case)
    yield from _endings(case)
    yield from _escalation(case)
    yield _overdue(case)


def _follow_ups(case: Case) -> Iterator[Resource]:
    """A follow-up takes over tags and fields of its closed ticket (facts (o), unverified): it begins without a case."""
    fields = [case.empties(name) for name in (*CHOICES, "told", "is_phone")]
    forget = [*fields, removes(*case.states()), tasks.forgets(case)]
    new = condition("update_type", "is", "Create")
    by_follow_up = [new, condition("via_id", "is", _CLOSED_TICKET), bears(case.case, case.task)]
    yield _trigger(case, "follow-up", case.items.rules.follow_up, by_follow_up, forget)
    linked = [new, bears(case.case), case.asks("other_ticket", "present")]
    yield _trigger(case, "inherited", case.items.rules.inherited, linked, forget)


def _opening(case: Case) -> Iterator[Resource]:
    """The driver's ticket goes to the group, which needs no credential, and then the task is made, which does.

    A task that an agent applied the case macro to by mistake is no case of its own.
    """
    both = [bears(case.task), bears(case.case)]
    yield _trigger(case, "task-alone", case.items.rules.task_alone, both, [removes(case.case)])
    route = [
        action("group_id", str(case.group)),
        action("priority", str(case.items.priority.case)),
        adds(case.tag("routed")),
    ]
    yield _trigger(case, "routing", case.items.rules.routing, [bears(case.case), lacks(case.tag("routed"))], route)
    ask = [adds(case.tag("task-asked")), tasks.makes_task(case)]
    yield _trigger(case, "task", case.items.rules.task, [bears(case.case), lacks(case.tag("task-asked"))], ask)
    made = [condition("update_type", "is", "Create"), bears(case.task), case.asks("other_ticket", "present")]
    yield _trigger(case, "link", case.items.rules.link, made, [tasks.links(case)])


def _consents(case: Case) -> Iterator[Resource]:
    """What the driver answered goes to the task, where it is dated; a consent that ended has no date."""
    for answer in ANSWERS:
        when = [
            bears(case.case),
            case.asks("other_ticket", "present"),
            case.asks("consent", "includes", answer),
            case.asks("told", "not_includes", answer),
        ]
        does = [case.chooses("told", answer), tasks.tells_consent(case)]
        title = f"{case.items.rules.consent}: {case.options('consent')[answer]}"
        yield _trigger(case, f"consent/{answer}", case.items.rules.consent, when, does, title=title)
    given = [bears(case.task), case.asks("consent", "includes", "given"), case.asks("lapses_on", "not_present")]
    yield _trigger(case, "consent-date", case.items.rules.consent_date, given, [tasks.dates_consent(case)])
    ended = [case.asks("consent", "not_includes", "given"), case.asks("lapses_on", "present")]
    yield _trigger(case, "consent-ended", case.items.rules.consent_ended, ended, [tasks.undates_consent(case)])


def _hand_on(case: Case) -> Iterator[Resource]:
    """Only with a consent that holds and the customer's wish; without any wish the customer has to be asked first."""
    handed_on = case.asks("progress", "includes", "handed-on")
    early = [handed_on, case.asks("wish", "not_present")]
    yield _trigger(case, "hand-on-early", case.items.rules.hand_on_early, early, [case.chooses("progress", "asking")])
    lacking = [
        case.asks("consent", "not_includes", "given"),
        case.asks("wish", "includes", "declined"),
        case.asks("lapses_on", "not_present"),
        case.asks_days("lapses_on", "within_previous_n_days", _LONG_AGO),
    ]
    yield _trigger(
        case,
        "hand-on-refused",
        case.items.rules.hand_on_refused,
        [handed_on],
        [case.chooses("progress", "held")],
        some=lacking,
    )


def _absences(case: Case) -> Iterator[Resource]:
    """Each time the customer was away counts once: who counts takes the tag away; later counts come first."""
    absent = case.tag("absent")

    def counts(to: str, *conditions: Json, some: Sequence[Json] = ()) -> Resource:
        title = f"{case.items.rules.absence}: {case.options('absences')[to]}"
        does = [case.chooses("absences", to), removes(absent)]
        name = case.items.rules.absence
        return _trigger(case, f"absence/{to}", name, [bears(absent), *conditions], does, some=some, title=title)

    often = [case.asks("absences", "includes", "second"), case.asks("absences", "includes", "third")]
    yield counts("third", some=often)
    yield counts("second", case.asks("absences", "includes", "first"))
    yield counts("first")


def _endings(case: Case) -> Iterator[Resource]:
    """A task is solved when its case is closed, and stays unsolved as long as a consent holds."""
    over = [
        bears(case.task),
        case.asks("progress", "includes", "closed"),
        case.asks("consent", "not_includes", "given"),
        _UNSOLVED,
    ]
    yield _trigger(case, "closed", case.items.rules.closed, over, [action("status", "solved")])
    holds = [bears(case.task), condition("status", "is", "solved"), case.asks("consent", "includes", "given")]
    yield _trigger(case, "kept", case.items.rules.kept, holds, [action("status", "pending")])


def _escalation(case: Case) -> Iterator[Resource]:
    """The third time that the customer was away is urgent, on a task that is unsolved by all rules before."""
    late = [_UNSOLVED, bears(case.task), case.asks("absences", "includes", "third"), lacks(case.tag("escalated"))]
    yield _trigger(case, "escalated", case.items.rules.escalated, late, _escalates(case))


def _overdue(case: Case) -> Resource:
    """Rules take a due date as noon of its day (SUP 4408885654298): what is exact to the hour is the sweep's."""
    payload: Payload = {
        "title": f"{case.target.automation_prefix} {case.items.rules.overdue}",
        "active": True,
        "conditions": {
            "all": [
                _UNSOLVED,
                lacks(case.tag("escalated")),
                condition("due_date", "greater_than", str(case.items.times.overdue_hours)),
            ],
            "any": [case.asks("progress", "includes", slug) for slug in ("received", "asking", "away")],
        },
        "actions": _escalates(case),
    }
    name = case.items.rules.overdue
    return Resource(Kind.AUTOMATION, f"{case.items.key}/overdue", case.items.version, payload, name.source)


def _escalates(case: Case) -> list[Json]:
    said = [text.replace("{ticket}", TICKET) for text in (case.items.escalation.subject, case.items.escalation.body)]
    return [
        action("priority", str(case.items.priority.escalated)),
        adds(case.tag("escalated")),
        action("notification_group", [str(case.group), *said]),
    ]


def _trigger(
    case: Case,
    key: str,
    name: Text,
    every: Sequence[Json],
    does: Sequence[Json],
    *,
    some: Sequence[Json] = (),
    title: str | None = None,
) -> Resource:
    payload: Payload = {
        "title": str(title or name),
        "active": True,
        "description": case.made,
        "category_id": str(Ref(Kind.TRIGGER_CATEGORY, str(case.target.trigger_category))),
        "conditions": {"all": [*every], "any": [*some]},
        "actions": [*does],
    }
    return Resource(Kind.TRIGGER, f"{case.items.key}/{key}", case.items.version, payload, name.source)
