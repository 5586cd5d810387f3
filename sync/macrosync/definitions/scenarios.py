"""workflows/scenarios/*.yaml: tests of the macros and rules, as an author writes them."""

from __future__ import annotations

import re
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from macrosync.definitions.model import Model
from macrosync.definitions.models import Line, Prose
from macrosync.definitions.scenario_values import (
    Assignee,
    By,
    Count,
    Delivery,
    FieldValue,
    Flag,
    Instant,
    MacroChannel,
    Moment,
    Offset,
    Priority,
    Status,
    Type,
    Via,
)
from macrosync.definitions.text import Text
from macrosync.definitions.wording import shown

_ON = re.compile(r"ticket|task(-[1-9][0-9]?)?")


def _on(value: Text) -> Text:
    if not _ON.fullmatch(value):
        raise PydanticCustomError(
            "bad-choice", "names no ticket: write `ticket`, `task` for the latest task, or `task-2` for the second"
        )
    return value


On = Annotated[
    Text,
    AfterValidator(_on),
    Field(
        description="Which ticket: ticket, task for the latest task, task-2 for the second.",
        json_schema_extra={"pattern": f"^({_ON.pattern})$"},
    ),
]
Fields = Annotated[dict[str, FieldValue], Field(description="Values of ticket fields, by the field's key.")]
Words = Annotated[tuple[Line, ...], Field(min_length=1)]


class Requester(Model):
    """Who asks. A phone number stands here so that a scenario can tell that it goes nowhere."""

    name: Line | None = None
    phone: Line | None = None


class Ticket(Model):
    """The ticket as it comes in."""

    subject: Line | None = None
    text: Annotated[Prose | None, Field(description="What the driver wrote or said; the first comment.")] = None
    channel: Via | None = None
    public: Annotated[Flag | None, Field(description="Whether the first comment is public.")] = None
    requester: Requester | None = None
    status: Status | None = None
    priority: Priority | None = None
    type: Type | None = None
    group: Annotated[Line | None, Field(description="A group's name.")] = None
    assignee: Assignee | None = None
    tags: tuple[Line, ...] = ()
    fields: Fields = Field(default_factory=dict)


class TagChange(Model):
    """What a step does to the tags: first `set`, then `remove`, then `add`."""

    set: Annotated[tuple[Line, ...] | None, Field(description="These take the place of all.")] = None
    add: tuple[Line, ...] = ()
    remove: tuple[Line, ...] = ()


class Said(Model):
    """A comment that somebody writes."""

    text: Prose
    public: Annotated[Flag, Field(description="Whether the driver reads it.")] = True


class TagsExpected(Model):
    """What the tags must be."""

    exactly: Annotated[tuple[Line, ...] | None, Field(description="These and no others, in any order.")] = None
    includes: Words | None = None
    excludes: Words | None = None


class CommentExpected(Model):
    """What a comment must be; where it has HTML, its text must hold the same."""

    contains: Annotated[tuple[Prose, ...] | None, Field(min_length=1)] = None
    lacks: Annotated[tuple[Prose, ...] | None, Field(min_length=1)] = None
    public: Flag | None = None
    by: By | None = None


class TicketExpected(Model):
    """What must be so of a ticket; what is not named may be anything."""

    status: Status | None = None
    priority: Priority | None = None
    type: Type | None = None
    group: Line | None = None
    assignee: Assignee | None = None
    due: Moment | None = None
    subject: Line | None = None
    external_id: Line | None = None
    public: Annotated[Flag | None, Field(description="Whether the requester reads the ticket.")] = None
    fields: Fields = Field(default_factory=dict)
    tags: TagsExpected | None = None
    comment: Annotated[CommentExpected | None, Field(description="The latest comment.")] = None
    comments: Annotated[tuple[CommentExpected, ...], Field(description="Each is met by some comment.")] = ()
    comment_count: Annotated[Count | None, Field(description="How many there are, the first one included.")] = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not self.model_fields_set:
            raise PydanticCustomError("nothing-expected", "expects nothing: say what must be so, or delete it")
        return self


class TaskExpected(TicketExpected):
    """A ticket that a webhook made."""

    parent: Annotated[On | None, Field(description="The ticket that it was made for, whose number it names.")] = None


class WebhookExpected(Model):
    """A call of a webhook."""

    body: Annotated[dict[str, object] | None, Field(description="What the JSON must hold; it may hold more.")] = None
    lacks: Annotated[Words | None, Field(description="What must stand nowhere in the body.")] = None
    delivered: Annotated[Flag | None, Field(description="Whether it was answered with success.")] = None


class NotificationExpected(Model):
    """An e-mail that a rule sends."""

    to: Annotated[Line | None, Field(description="A group's name, or the action's word, such as requester_id.")] = None
    contains: Annotated[Words | None, Field(description="What its subject or body holds.")] = None
    lacks: Annotated[Words | None, Field(description="What must stand nowhere in it.")] = None


class Expect(TicketExpected):
    """What must be so: after a step of that step, at the end of the whole scenario."""

    changed: Annotated[
        tuple[Line, ...] | None, Field(description="All that changed on the ticket: status, tags, fields.KEY, …")
    ] = None
    fired: Annotated[Words | None, Field(description="Keys of rules that fired.")] = None
    not_fired: Annotated[Words | None, Field(description="Keys of rules that did not fire.")] = None
    webhooks: Annotated[tuple[WebhookExpected, ...], Field(description="Each is met by some call.")] = ()
    webhook_count: Count | None = None
    notifications: Annotated[
        tuple[NotificationExpected, ...] | None,
        Field(description="All that were sent, in order; an empty list where none may be."),
    ] = None
    tasks: Annotated[
        tuple[TaskExpected, ...] | None, Field(description="All tickets that webhooks made so far, in order.")
    ] = None


class Step(Model):
    """One update of a ticket, all of it at once; with none, time passes only."""

    at: Offset | None = None
    by: By | None = None
    on: On | None = None
    macro: Annotated[Line | None, Field(description="A macro's key, such as contact-after-ride/lost-item.")] = None
    channel: MacroChannel | None = None
    comment: Said | None = None
    fields: Fields = Field(default_factory=dict)
    tags: TagChange | None = None
    status: Status | None = None
    priority: Priority | None = None
    type: Type | None = None
    group: Line | None = None
    assignee: Assignee | None = None
    webhooks: Delivery | None = None
    expect: Expect | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        given = self.model_fields_set
        if self.by == "driver" and (over := sorted(given & CHANGES)):
            message = "is by the driver, who comments and nothing else: take out {what}"
            raise PydanticCustomError("driver-cannot", message, {"what": ", ".join(f"`{name}`" for name in over)})
        if "macro" in given and self.by == "api":
            raise PydanticCustomError("api-macro", "is by the API, which applies no macro: take out `by` or `macro`")
        if "channel" in given and "macro" not in given:
            raise PydanticCustomError("channel-alone", "has a `channel` without a `macro`: add the macro's key")
        if not given - {"at", "by", "on"} and given != {"at"}:
            raise PydanticCustomError("empty-step", "does nothing: say what happens, or delete it")
        return self

    @property
    def acts(self) -> bool:
        """Whether somebody does something to a ticket."""
        return bool(self.model_fields_set & (CHANGES | {"comment"}))


#: What a step may change on a ticket.
CHANGES = frozenset({"macro", "fields", "tags", "status", "priority", "type", "group", "assignee"})


class Scenario(Model):
    """One test."""

    name: Annotated[Line, Field(description="What must be so, in a few words.")]
    start: Annotated[Instant | None, Field(description="When the ticket comes in, where not as in the file.")] = None
    ticket: Annotated[Ticket | None, Field(description="What differs from the file's ticket, key by key.")] = None
    steps: tuple[Step, ...] = ()
    expect: Expect | None = None

    @model_validator(mode="after")
    def _expects(self) -> Self:
        if self.expect is None and all(step.expect is None for step in self.steps):
            raise PydanticCustomError("nothing-expected", "expects nothing: say what must be so under `expect`")
        return self


class Scenarios(Model):
    """workflows/scenarios/NAME.yaml: scenarios that share a start and a ticket."""

    start: Annotated[Instant, Field(description="When the ticket comes in, and the account's zone.")]
    ticket: Annotated[Ticket | None, Field(description="The ticket that comes in.")] = None
    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names(self) -> Self:
        names = [scenario.name for scenario in self.scenarios]
        for at, name in enumerate(names):
            if name in names[:at]:
                message = "has two scenarios named `{name}`: rename one"
                raise PydanticCustomError("duplicate-scenario", message, {"name": shown(name)})
        return self
