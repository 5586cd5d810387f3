"""What a macro may be made of, in the old form and the new one, and a macro made of another one or of a ticket.

`/macros/definitions` lists what a live account was seen to list (SALTO definitions); `/macros/actions` is the older
form of the same, in which a follower is still called a CC (OAS, ListMacrosActions).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.exchange import Answer
from macrosync.local_zendesk.families.audits import custom_values
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.macro_actions import CHOICES
from macrosync.local_zendesk.families.macros import MACROS, NEW_POSITION
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.rule_conditions import of_field
from macrosync.local_zendesk.families.rule_definitions import account_values, titled_values
from macrosync.local_zendesk.families.ticket_records import COMMENTS, TICKETS
from macrosync.local_zendesk.routing import Route

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json


class Action(NamedTuple):
    """One action: `words` are values beside the records `of` the account that it may name."""

    title: str
    type: str = "list"
    words: tuple[str, ...] = ()
    of: str | None = None
    nullable: bool = False
    repeatable: bool = False


_NULL = "__NULL__"
#: As a live account listed them in 2021 (SALTO definitions), in that order; custom fields follow.
ACTIONS = {
    "subject": Action("Set subject", "text"),
    "status": Action("Status", words=("open", "pending", "hold", "solved")),
    "brand_id": Action("Brand", of="Brand"),
    "ticket_form_id": Action("Form", words=("default_ticket_form",), of="Form"),
    "priority": Action("Priority", words=("low", "normal", "high", "urgent")),
    "type": Action("Type", words=("question", "incident", "problem", "task")),
    "group_id": Action("Group", words=(_NULL, "current_groups"), of="Group", nullable=True),
    "assignee_id": Action("Assignee", words=(_NULL, "current_user", "requester_id"), of="User", nullable=True),
    "set_tags": Action("Set tags", "tags", repeatable=True),
    "current_tags": Action("Add tags", "tags", repeatable=True),
    "remove_tags": Action("Remove tags", "tags"),
    "follower": Action("Add follower", words=("current_user",), of="User", repeatable=True),
    "comment_value": Action("Comment/description", "list_with_textarea", words=("channel:all", "channel:web")),
    "comment_value_html": Action("Comment/description", "textarea"),
    "comment_mode_is_public": Action("Comment mode", words=("true", "false")),
}
#: What of a ticket a macro that is made of it sets (assumed: all that is set on it and that a macro may set).
_DERIVED = ("status", "priority", "type", "group_id", "assignee_id")


def definitions(context: Context) -> Answer:
    """The actions, with the values that each may have (OAS, ListMacroActionDefinitions)."""
    listed: list[Json] = []
    for name, action in _all(context):
        values = _values(context.documents, action)
        entry: Body = {"title": action.title, "subject": name, "type": action.type, "group": "ticket"}
        entry |= {"nullable": action.nullable, "repeatable": action.repeatable}
        listed.append(entry | ({"values": values} if values else {}))
    return Answer.of({"definitions": {"actions": listed}})


def actions(context: Context) -> Answer:
    """The same in the old form."""
    listed: list[Json] = [
        {
            "value": "cc" if name == "follower" else name,
            "title": action.title,
            "title_for_field": action.title,
            "group": "ticket",
            "target": None,
            "output_key": None,
            "operators": [{"value": "is", "title": "Is"}],
            "values": {"type": action.type, "list": _values(context.documents, action)},
        }
        for name, action in _all(context)
    ]
    return Answer.of({"actions": listed})


def derived(context: Context) -> Answer:
    """A macro that is not kept, of a macro, or of a ticket; the macro counts first (OAS, ShowDerivedMacro).

    That it has neither an id nor times, and what is taken of a ticket, is assumed.
    """
    query = context.request.query
    if query.get("macro_id"):
        macro = context.found(MACROS, number(query["macro_id"], "macro_id"))
        kept = ("title", "raw_title", "active", "default", "position", "description", "actions", "restriction")
        return Answer.of({"macro": {name: macro[name] for name in kept} | {"default": False}})
    if not query.get("ticket_id"):
        raise api_errors.invalid_attribute("macro_id", "given, or ticket_id")
    ticket = context.found(TICKETS, number(query["ticket_id"], "ticket_id"))
    made: Body = {"title": ticket["subject"], "raw_title": ticket["subject"], "active": True, "default": False}
    made |= {"position": NEW_POSITION, "description": None, "restriction": None}
    return Answer.of({"macro": made | {"actions": [*_of_ticket(context, ticket)]}})


def _of_ticket(context: Context, ticket: Body) -> Iterator[Body]:
    for name in _DERIVED:
        value = str(ticket[name] or "")
        if value and value in CHOICES.get(name, {value}):
            yield {"field": name, "value": value}
    tags = ticket["tags"]
    if isinstance(tags, list) and tags:
        yield {"field": "current_tags", "value": " ".join(map(str, tags))}
    for field, held in custom_values(ticket).items():
        if isinstance(held, bool):
            yield {"field": f"custom_fields_{field}", "value": str(held).lower()}
        elif isinstance(held, str) and held:
            yield {"field": f"custom_fields_{field}", "value": held}
    said = context.documents.all(COMMENTS, parent=int(str(ticket["id"])))
    if said and context.switches.derived_macro_says_comment:
        yield {"field": "comment_value", "value": said[-1]["plain_body"]}


def _all(context: Context) -> Iterator[tuple[str, Action]]:
    for name, action in ACTIONS.items():
        left_out = () if context.switches.macros_offer_hold else ("hold",)
        yield name, action._replace(words=tuple(each for each in action.words if each not in left_out))
    for field in custom_fields(context.documents):
        subject, many = of_field(field), field["type"] == "multiselect"
        kind = "multiselect_list" if many else subject.type
        yield f"custom_fields_{field['id']}", Action(subject.title, kind, subject.values, None, True, many)  # noqa: FBT003 - a row


def _values(documents: Documents, action: Action) -> list[Json]:
    return [*titled_values(action.words), *account_values(documents, action.of)]


ROUTES = (
    Route("GET", "/api/v2/macros/actions", actions, "macros"),
    Route("GET", "/api/v2/macros/definitions", definitions, "macros"),
    Route("GET", "/api/v2/macros/new", derived, "macros"),
)
