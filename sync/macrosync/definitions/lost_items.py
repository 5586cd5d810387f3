"""workflows/lost-item.yaml: the words and values of lost items. What the rules do with them is the compiler's.

A case has two axes that never block each other, its progress and the driver's consent; the slugs of their options are
fixed, since rules depend on them, and their names are the author's.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from macrosync.definitions.model import Model
from macrosync.definitions.models import Key, Line, Origin, Prose, Version
from macrosync.definitions.scenario_values import PRIORITIES, Flag
from macrosync.definitions.text import Text

Progress = Literal["received", "asking", "away", "held", "not-held", "handed-on", "relayed", "called-back", "closed"]
Consent = Literal["not-asked", "asked", "given", "refused", "silent", "withdrawn", "lapsed"]
Wish = Literal["wanted", "declined"]
Absences = Literal["first", "second", "third"]

_STEP = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*")
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_OFFSET = re.compile(r"[+-](0[0-9]|1[0-4]):[0-5][0-9]")


def _like(pattern: re.Pattern[str], advice: str) -> AfterValidator:
    def check(value: Text) -> Text:
        if not pattern.fullmatch(value):
            raise PydanticCustomError("bad-value", "{advice}", {"advice": advice})
        return value

    return AfterValidator(check)


def _priority(value: Text) -> Text:
    if value not in PRIORITIES:
        raise PydanticCustomError(
            "bad-choice", "is no priority: write one of {known}", {"known": ", ".join(PRIORITIES)}
        )
    return value


StepKey = Annotated[Text, _like(_STEP, "names no step of a question: write it so, `contact-after-ride/lost-item`")]
Clock = Annotated[Text, _like(_CLOCK, 'is no time of day: write it in quotes, `"09:00"`')]
UtcOffset = Annotated[Text, _like(_OFFSET, 'is no distance from UTC: write it in quotes, `"+09:00"`')]
Priority = Annotated[Text, AfterValidator(_priority)]
Minutes = Annotated[int, Field(ge=1, le=24 * 60, strict=True)]
Days = Annotated[int, Field(ge=1, le=366, strict=True)]
Hours = Annotated[int, Field(ge=1, le=24 * 31, strict=True)]


class Times(Model):
    """When things are due, lapse and escalate."""

    utc_offset: Annotated[UtcOffset, Field(description="The desk's distance from UTC; Korea has +09:00 all the year.")]
    day_begins: Annotated[Clock, Field(description="From here on a task is due within `due_in_minutes`.")]
    day_ends: Annotated[Clock, Field(description="From here on a task is due at `due_next_day`.")]
    due_in_minutes: Minutes
    due_next_day: Clock
    consent_days: Annotated[Days, Field(description="Days that a consent holds, its own day counted.")]
    expiring_days: Annotated[Days, Field(description="So many days before it lapses a consent is in its view.")]
    safe_number_minutes: Minutes
    overdue_hours: Annotated[Hours, Field(description="So many hours after its due day's noon a task is urgent.")]
    grace_minutes: Annotated[Minutes, Field(description="So long a sweep leaves a new case to the trigger.")]

    @model_validator(mode="after")
    def _day(self) -> Self:
        if not self.day_begins < self.day_ends:
            raise PydanticCustomError(
                "bad-day", "has a day that ends before it begins: mend `day_begins` or `day_ends`"
            )
        return self


class Priorities(Model):
    """The priorities that rules set."""

    case: Priority
    escalated: Priority


def _all_of(*slugs: str) -> AfterValidator:
    def check(options: dict[str, Line]) -> dict[str, Line]:
        if set(options) != set(slugs):
            raise PydanticCustomError(
                "bad-options", "must name exactly these options: {slugs}", {"slugs": ", ".join(slugs)}
            )
        return options

    return AfterValidator(check)


class ProgressField(Model):
    """How far the case is."""

    title: Line
    options: Annotated[
        dict[Progress, Line],
        _all_of("received", "asking", "away", "held", "not-held", "handed-on", "relayed", "called-back", "closed"),
    ]


class ConsentField(Model):
    """What the driver said about handing the driver's contact to the customer."""

    title: Line
    options: Annotated[
        dict[Consent, Line],
        _all_of("not-asked", "asked", "given", "refused", "silent", "withdrawn", "lapsed"),
    ]


class WishField(Model):
    """Whether the customer wants to talk to the driver."""

    title: Line
    options: Annotated[dict[Wish, Line], _all_of("wanted", "declined")]


class AbsencesField(Model):
    """How often the customer was away."""

    title: Line
    options: Annotated[dict[Absences, Line], _all_of("first", "second", "third")]


class TitledField(Model):
    """A field of which only the title is the author's."""

    title: Line


class PatternField(Model):
    """A text field with a pattern, which Zendesk holds agents to."""

    title: Line
    pattern: Annotated[Line, Field(description="A regular expression, such as 20[0-9]{2}-[01][0-9]-[0-3][0-9].")]


class CaseFields(Model):
    """The ticket fields of a case, in the order in which a form shows them."""

    progress: ProgressField
    consent: ConsentField
    wish: WishField
    absences: AbsencesField
    call: TitledField
    item: TitledField
    place: TitledField
    ride_end: PatternField
    is_phone: TitledField
    due_on: TitledField
    lapses_on: TitledField
    other_ticket: TitledField
    told: TitledField


class Task(Model):
    """The follow-up task, and the webhooks that make and mend it."""

    subject: Annotated[Line, Field(description="Never the driver's subject; {ticket} is the driver's ticket's number.")]
    note: Annotated[
        Prose, Field(description="{ticket}, {safe_number_minutes}, and {FIELD: what stands there where it is blank}.")
    ]
    is_phone: Annotated[Line, Field(description="What stands at {is_phone: …} where it is checked.")]
    webhook: Annotated[Line, Field(description="The name of the webhook that makes tasks.")]
    update_webhook: Annotated[Line, Field(description="The name of the webhook that mends tickets.")]
    consent_note: Annotated[Line, Field(description="The note on the task about a consent; {ticket}, {consent}.")]


class RuleNames(Model):
    """The titles of the rules."""

    follow_up: Line
    inherited: Line
    task_alone: Line
    routing: Line
    task: Line
    link: Line
    consent: Line
    consent_date: Line
    consent_ended: Line
    hand_on_early: Line
    hand_on_refused: Line
    absence: Line
    escalated: Line
    overdue: Annotated[Line, Field(description="An automation: `automation_prefix` goes before it.")]
    closed: Line
    kept: Line


class Escalation(Model):
    """What the group is told of a task that is late; {ticket} is its number."""

    subject: Line
    body: Prose


class Sets(Model):
    """The options that a macro sets."""

    progress: Progress | None = None
    consent: Consent | None = None
    wish: Wish | None = None


class CaseMacro(Model):
    """A macro that agents take a case further with: an internal note."""

    key: Key
    menu: Line
    name: Line
    sets: Sets = Sets()
    takes_over: Annotated[Flag, Field(description="Whether it assigns the ticket to the agent.")] = False
    counts_absence: Annotated[Flag, Field(description="Whether the customer was away once more.")] = False
    note: Prose
    without_consent: Annotated[
        Prose | None,
        Field(description="The note in its place while consent or the customer's wish is lacking."),
    ] = None


class CaseReply(Model):
    """What the driver is told at the end: a macro per channel."""

    key: Key
    name: Line
    reply: Prose


class ViewNames(Model):
    """The titles of the views."""

    due_today: Line
    away: Line
    expiring: Line
    open: Line
    cases: Line


class SweepTexts(Model):
    """What the sweep writes, as internal notes."""

    mirror: Annotated[Line, Field(description="{progress}, {consent}, {ticket}: the task's number.")]
    lapsed: Line
    duplicate: Annotated[Line, Field(description="{ticket}: the task that goes on.")]
    record: Annotated[Prose, Field(description="The consent record: {answer}, {driver}, {agent}, {channel}, …")]


class LostItems(Model):
    """All of it."""

    key: Key
    version: Version
    source: Origin
    menu: Annotated[Line, Field(description="The first level of the macros' menu.")]
    opened_by: Annotated[StepKey, Field(description="The step whose macros begin a case.")]
    consent_asked_by: Annotated[StepKey, Field(description="The step whose macros ask for consent.")]
    times: Times
    priority: Priorities
    fields: CaseFields
    task: Task
    rules: RuleNames
    escalation: Escalation
    macros: Annotated[tuple[CaseMacro, ...], Field(min_length=1)]
    replies: Annotated[tuple[CaseReply, ...], Field(min_length=1)]
    views: ViewNames
    sweep: SweepTexts
