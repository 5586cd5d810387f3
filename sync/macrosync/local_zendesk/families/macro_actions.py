"""Which actions a macro may have (REF, SUP 4408832783642); that others are refused is assumed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.records import among

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.local_zendesk.documents import Documents
    from macrosync.resources import Json

#: Actions whose value is one of few (DOC actions-reference).
CHOICES: Mapping[str, frozenset[str]] = {
    "status": frozenset({"open", "pending", "hold", "solved"}),
    "priority": frozenset({"", "low", "normal", "high", "urgent"}),
    "type": frozenset({"", "question", "incident", "problem", "task"}),
}
OTHERS = frozenset(
    {
        *("group_id", "assignee_id", "subject", "comment_value", "comment_value_html", "comment_mode_is_public"),
        *("set_tags", "current_tags", "remove_tags", "follower", "cc", "brand_id", "ticket_form_id"),
        *("custom_status_id", "locale_id", "share_ticket", "side_conversation", "side_conversation_slack"),
        *("side_conversation_ticket",),
    }
)
_CUSTOM_FIELD = re.compile(r"custom_fields_(\d{1,18})")


def checked(documents: Documents, value: Json, *, strict: bool = True) -> Json:
    """The actions as they are kept: each a field and a value. Raises 400, and where it is `strict` 422."""
    if not isinstance(value, list):
        raise api_errors.invalid_attribute("actions", "an array")
    return [_checked(documents, action, strict=strict) for action in value]


def _checked(documents: Documents, action: Json, *, strict: bool) -> Json:
    if not isinstance(action, dict) or not isinstance(action.get("field"), str):
        raise api_errors.invalid_attribute("actions", "an array of objects with a field and a value")
    name, value = str(action["field"]), action.get("value")
    custom = _CUSTOM_FIELD.fullmatch(name)
    if not strict:
        return {"field": name, "value": value}
    if custom is not None:
        if documents.get(TICKET_FIELDS, int(custom[1])) is None:
            raise api_errors.invalid("base", f"{name} was deleted and cannot be used")
    elif name in CHOICES:
        if not among(value, CHOICES[name]):
            raise api_errors.invalid("base", f"{value} is no value of {name}")
    elif name not in OTHERS:
        raise api_errors.invalid("base", f"{name} is no action of a macro")
    return {"field": name, "value": value}
