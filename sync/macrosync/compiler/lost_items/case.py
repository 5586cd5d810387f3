"""What everything about lost items is made with: the fields, tags and groups of a case, and parts of rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.compiler.consult_types import JOINT
from macrosync.resources import Json, Kind, Ref

if TYPE_CHECKING:
    from macrosync.definitions.lost_items import LostItems
    from macrosync.definitions.target import Target
    from macrosync.definitions.text import Text
    from macrosync.resources import Source

#: Consents that an agent can put on the driver's ticket, from where they go to the task.
ANSWERS = ("asked", "given", "refused", "silent", "withdrawn")
#: The fields that are drop-downs.
CHOICES = ("progress", "consent", "wish", "absences")
#: Those that are on no form: rules and the sweep write them, and no agent changes them.
HIDDEN = ("due_on", "lapses_on", "other_ticket", "told")
#: What an agent writes down before the case begins, in the order of the form.
TOLD = ("call", "item", "place", "ride_end", "is_phone")


@dataclass(frozen=True, slots=True)
class Case:
    """The definition of lost items in one account; `made` is what an admin reads about where a resource comes from."""

    items: LostItems
    target: Target
    made: str

    @property
    def source(self) -> Source:
        """Where the definition begins."""
        return self.items.key.source

    def tag(self, state: str) -> str:
        """A tag of ours that marks a ticket."""
        return JOINT.join((self.items.key, state))

    @property
    def case(self) -> str:
        """The tag of a driver's ticket with a case."""
        return str(self.items.key)

    @property
    def task(self) -> str:
        """The tag of a follow-up task."""
        return self.tag("task")

    def field(self, name: str) -> Ref:
        """A ticket field by its name in the definition."""
        return Ref(Kind.TICKET_FIELD, f"{self.items.key}-{name.replace('_', '-')}")

    def option(self, name: str, slug: str) -> str:
        """The tag of a drop-down's option."""
        return JOINT.join((self.field(name).key, slug))

    def options(self, name: str) -> dict[str, Text]:
        """A drop-down's options: their names by their slugs, in the author's order."""
        options: dict[str, Text] = getattr(self.items.fields, "consent" if name == "told" else name).options
        return {slug: title for slug, title in options.items() if name != "told" or slug in ANSWERS}

    @property
    def checked(self) -> str:
        """The tag of the check box that says that a telephone was lost."""
        return self.field("is_phone").key

    @property
    def group(self) -> Ref:
        """The group that works the cases."""
        return Ref(Kind.GROUP, self.target.lost_item_groups[0])

    def states(self) -> tuple[str, ...]:
        """Every tag of ours that marks the state of a ticket, the options' tags aside."""
        marks = ("task", "routed", "task-asked", "absent", "escalated")
        return (self.case, *(self.tag(mark) for mark in marks))

    def asks(self, name: str, operator: str, slug: str | None = None) -> Json:
        """A condition on a field of ours; `slug` is that of an option."""
        condition: dict[str, Json] = {"field": f"custom_fields_{self.field(name)}", "operator": operator}
        return condition if slug is None else {**condition, "value": self.option(name, slug)}

    def asks_days(self, name: str, operator: str, days: int) -> Json:
        """A condition on a date of ours, by a number of days from today."""
        return {"field": f"custom_fields_{self.field(name)}", "operator": operator, "value": str(days)}

    def empties(self, name: str) -> Json:
        """An action that selects no option, or unchecks a check box."""
        return {"field": f"custom_fields_{self.field(name)}", "value": "false" if name == "is_phone" else "__NULL__"}

    def chooses(self, name: str, slug: str) -> Json:
        """An action that selects an option."""
        return {"field": f"custom_fields_{self.field(name)}", "value": self.option(name, slug)}


def bears(*tags: str) -> Json:
    """A condition: the ticket has one of these tags."""
    return {"field": "current_tags", "operator": "includes", "value": " ".join(tags)}


def lacks(*tags: str) -> Json:
    """A condition: the ticket has none of these tags."""
    return {"field": "current_tags", "operator": "not_includes", "value": " ".join(tags)}


def condition(field: str, operator: str, value: str) -> Json:
    """A condition on something that is Zendesk's own."""
    return {"field": field, "operator": operator, "value": value}


def action(field: str, value: Json) -> Json:
    """An action on something that is Zendesk's own."""
    return {"field": field, "value": value}


def adds(*tags: str) -> Json:
    """An action: give the ticket these tags."""
    return action("current_tags", " ".join(tags))


def removes(*tags: str) -> Json:
    """An action: take these tags from the ticket."""
    return action("remove_tags", " ".join(tags))
