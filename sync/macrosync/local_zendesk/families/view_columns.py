"""The columns of a view: what they are called, what they show of a ticket, and how tickets are sorted by them (OAS)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk.api_errors import ApiError
from macrosync.local_zendesk.documents import FIELD
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.rule_conditions import refused
from macrosync.local_zendesk.families.rule_references import digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.resources import Json

#: Of one view (OAS).
MOST_COLUMNS = 10


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `id` as views show it, `shows` the ticket's key that it gives, `order` its SQL, a number or not.

    A column without `order` is one that this server cannot sort by; `sortable` ones the service can (OAS).
    """

    id: int | str
    title: str
    shows: str | None = None
    order: str | None = None
    number: bool = True
    sortable: bool = True
    type: str | None = None
    url: str | None = None

    @property
    def shown(self) -> Body:
        """As `execution` and `columns` give it (OAS; custom fields have a type and a url)."""
        body: Body = {"id": self.id, "title": self.title}
        return body if self.type is None else body | {"type": self.type, "url": self.url}


def _number(name: str) -> str:
    return f"ifnull({FIELD.format(name)}, 0)"


def _rank(name: str, values: str) -> str:
    """Where a value stands among a few: the place of its name in a text that has them in order; none comes first."""
    return f"instr(' {values} ', ' ' || ifnull({FIELD.format(name)}, '?') || ' ')"


def _moment(name: str) -> str:
    return f"ifnull(CAST(strftime('%s', {FIELD.format(name)}) AS INTEGER), 0)"


#: By the value that a view's `output` names them by.
COLUMNS: Mapping[str, Column] = {
    "assigned": Column("assigned", "Assigned"),
    "assignee": Column("assignee", "Assignee", "assignee_id", _number("assignee_id")),
    "due_date": Column("due_date", "Due Date", "due_at", _moment("due_at")),
    "group": Column("group", "Group", "group_id", _number("group_id")),
    "nice_id": Column("ticket_id", "ID", "id", "id"),
    "updated": Column("updated", "Updated", "updated_at", _moment("updated_at")),
    "updated_assignee": Column("updated_assignee", "Assignee updated"),
    "updated_requester": Column("updated_requester", "Requester updated"),
    "updated_by_type": Column("updated_by_type", "Updater"),
    "organization": Column("organization", "Organization", "organization_id", _number("organization_id")),
    "priority": Column("priority", "Priority", "priority", _rank("priority", "low normal high urgent")),
    "created": Column("created", "Requested", "created_at", _moment("created_at")),
    "requester": Column("requester", "Requester", "requester_id", _number("requester_id")),
    "locale_id": Column("locale_id", "Requester language"),
    "satisfaction_score": Column("satisfaction_score", "Satisfaction"),
    "solved": Column("solved", "Solved"),
    "status": Column("status", "Status", "status", _rank("status", "new open pending hold solved closed")),
    "description": Column("subject", "Subject", "subject", sortable=False),
    "submitter": Column("submitter", "Submitter", "submitter_id", sortable=False),
    "ticket_form": Column("ticket_form", "Ticket form", "ticket_form_id", _number("ticket_form_id")),
    "type": Column("type", "Type", "type", _rank("type", "question incident problem task")),
    "brand": Column("brand", "Brand", "brand_id", _number("brand_id")),
    "custom_status_id": Column("custom_status_id", "Ticket status", "custom_status_id", sortable=False),
}
#: A view shows some columns by other names than those it is told, and takes these too (SALTO deploys them).
_ALIASES = {"subject": "description", "ticket_id": "nice_id", "id": "nice_id"}
#: What a view has where its output says nothing (assumed).
DEFAULT: tuple[Json, ...] = ("status", "description", "requester", "created", "priority")
_DEFAULTS: Body = {"group_by": None, "group_order": "desc", "sort_by": "nice_id", "sort_order": "desc"}
_BY, _ORDERS = frozenset({"group_by", "sort_by"}), ("group_order", "sort_order")


def column(documents: Documents, name: Json) -> Column:
    """The column of a name or of a ticket field's id. Raises 422 for none."""
    text = str(name)
    known = COLUMNS.get(_ALIASES.get(text, text))
    if known is not None:
        return known
    field = documents.get(TICKET_FIELDS, int(text)) if digits(text) else None
    if field is None:
        raise refused(f"Invalid column '{text}'")
    entry = "SELECT json_extract(value, '$.value') FROM json_each(body, '$.custom_fields')"
    value = f"ifnull(({entry} WHERE json_extract(value, '$.id') = {int(text)}), '')"
    kind, url = str(field["type"]), str(field["url"])
    return Column(int(text), str(field["title"]), None, f"CAST({value} AS TEXT)", number=False, type=kind, url=url)


def execution(context: Context, output: Json, before: Json) -> Body:
    """How a view is shown, of its `output`; what that leaves out is as before (assumed). Raises 400 and 422."""
    documents, switches = context.documents, context.switches
    given = output if isinstance(output, dict) else {}
    former: Body = before if isinstance(before, dict) and (switches.view_output_is_partial or not given) else {}
    if not switches.refuses_unknown_columns:
        given = _possible(documents, given)
    defaults = _DEFAULTS if switches.views_have_defaults else _DEFAULTS | {"sort_by": None}
    made: Body = {name: given.get(name, former.get(name, default)) for name, default in defaults.items()}
    made["group"] = _ordered(documents, made, "group")
    made["sort"] = _ordered(documents, made, "sort")
    listed = given.get("columns")
    if isinstance(listed, list) or not former:
        default = DEFAULT if switches.views_have_defaults else ()
        columns = [column(documents, each) for each in (listed if isinstance(listed, list) else default)]
        if len(columns) > MOST_COLUMNS:
            raise refused(f"A view has at most {MOST_COLUMNS} columns")
        made["columns"] = [each.shown for each in columns]
        made["fields"] = [each.shown for each in columns if each.type is None]
        made["custom_fields"] = [each.shown for each in columns if each.type is not None]
        return made
    return made | {name: former[name] for name in ("columns", "fields", "custom_fields")}


def _possible(documents: Documents, output: Body) -> Body:
    """The output without columns and orders that a view cannot have."""

    def there(name: Json, *, sorts: bool = False) -> bool:
        try:
            return column(documents, name).sortable or not sorts
        except ApiError:
            return False

    kept = {name: value for name, value in output.items() if name not in _BY or there(value, sorts=True)}
    kept |= {name: "desc" for name in _ORDERS if kept.get(name, "desc") not in {"asc", "desc"}}
    listed = kept.get("columns")
    return kept | ({"columns": [each for each in listed if there(each)]} if isinstance(listed, list) else {})


def _ordered(documents: Documents, made: Body, kind: str) -> Json:
    name, order = made[f"{kind}_by"], made[f"{kind}_order"]
    if order not in {"asc", "desc"}:
        raise refused(f"Invalid {kind} order '{order}'")
    if name is None or name == "":
        return None
    found = column(documents, name)
    if not found.sortable:
        raise refused(f"A view cannot be {'grouped' if kind == 'group' else 'sorted'} by '{name}'")
    return found.shown | {"order": order}
