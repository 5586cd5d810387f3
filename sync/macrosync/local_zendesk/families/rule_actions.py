"""The actions that triggers and automations may have (DOC actions-reference, SALTO definitions)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families.rule_conditions import check
from macrosync.local_zendesk.families.rule_references import digits, gone
from macrosync.local_zendesk.families.rule_vocabulary import PRIORITIES, STATUSES, TYPES
from macrosync.rules.tags import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: Actions whose value is one of few, with the title that a refusal shows; unlike a macro's, a status may be closed.
CHOICES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "status": ("Status", STATUSES[1:]),
    "priority": ("Priority", PRIORITIES),
    "type": ("Type", TYPES),
    "satisfaction_score": ("Satisfaction", ("offered",)),
}
TAGS = frozenset({"set_tags", "current_tags", "remove_tags"})
#: Who is told, with words beside ids.
PEOPLE: Mapping[str, frozenset[str]] = {
    "notification_user": frozenset({"requester_id", "assignee_id", "current_user", "requester_and_ccs", "all_agents"}),
    "notification_group": frozenset({"group_id"}),
    "notification_sms_user": frozenset({"requester_id", "assignee_id", "current_user"}),
    "notification_sms_group": frozenset({"group_id"}),
}
#: How many parts a notification has: whom, subject and text; by SMS whom, from where and text; else where and what.
_PARTS = {"notification_user": 3, "notification_group": 3, "notification_sms_user": 3, "notification_sms_group": 3}
_PARTS |= {"notification_webhook": 2, "notification_target": 2}
_SOMEBODY = frozenset({"current_user", "requester_id", "assignee_id"})
_IDS: Mapping[str, tuple[str, frozenset[str]]] = {
    "group_id": ("Group", frozenset({"current_groups"})),
    "assignee_id": ("User", _SOMEBODY),
    "follower": ("User", _SOMEBODY),
    "cc": ("User", _SOMEBODY),
    "brand_id": ("Brand", frozenset()),
    "ticket_form_id": ("Form", frozenset({"default_ticket_form"})),
    "custom_status_id": ("Ticket status", frozenset()),
    "locale_id": ("Locale", frozenset()),
    "set_schedule": ("Schedule", frozenset()),
}
OTHERS = frozenset(
    {
        *("share_ticket", "add_skills", "set_skills", "tweet_requester", "side_conversation"),
        *("side_conversation_slack", "side_conversation_ticket"),
    }
)
_CUSTOM_FIELD = re.compile(r"custom_fields_(\d{1,18})")
_PROFILE_FIELD = re.compile(r"(?:requester|organization)\.custom_fields\.\w+")


def checked(context: Context, value: Json) -> Json:
    """The actions as they are kept, each a field and a value. Raises 400 for what is none, and 422."""
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise api_errors.invalid_attribute("actions", "an array of actions")
    actions = [each for each in value if isinstance(each, dict)]
    problems = [said for each in actions for said in _problems(context, each)]
    check(context, problems)
    return [{"field": each.get("field"), "value": each.get("value")} for each in actions]


def _problems(context: Context, action: Body) -> Iterator[str]:
    name, value = action.get("field"), action.get("value")
    if not context.switches.refuses_unknown_rules and not (isinstance(name, str) and _known(name)):
        return
    if not isinstance(name, str):
        yield f"Invalid action '{name}'"
    elif name in _PARTS:
        yield from _notification_problems(context, name, value)
    elif name in _IDS:
        yield from _id_problems(context, name, value)
    elif custom := _CUSTOM_FIELD.fullmatch(name):
        yield from _who(context, "Custom field", frozenset(), custom[1])
    else:
        yield from _plain_problems(context, name, value)


def _plain_problems(context: Context, name: str, value: Json) -> Iterator[str]:
    if name in CHOICES:
        title, choices = CHOICES[name]
        if value not in choices:
            yield f"Invalid value '{value}' in '{title} / {value}'"
    elif name in TAGS:
        if not isinstance(value, str) or not value.strip():
            yield f"Invalid value '{value}' in '{name} / {value}'"
    elif name not in OTHERS and not (_PROFILE_FIELD.fullmatch(name) and context.switches.takes_what_is_not_here):
        yield f"Invalid action '{name}'"


def _known(name: str) -> bool:
    """Whether there is such an action at all."""
    named = name in _PARTS or name in _IDS or name in CHOICES or name in TAGS or name in OTHERS
    return named or bool(_CUSTOM_FIELD.fullmatch(name) or _PROFILE_FIELD.fullmatch(name))


def _id_problems(context: Context, name: str, value: Json) -> Iterator[str]:
    kind, words = _IDS[name]
    if value in NOTHING and name in {"group_id", "assignee_id"}:
        return
    yield from _who(context, kind, words, value)


def _notification_problems(context: Context, name: str, value: Json) -> Iterator[str]:
    """A list of texts; a webhook's second part may be a list of names and values (facts on triggers)."""
    if not _notification(name, value):
        yield f"Invalid value '{value}' in '{name}'"
    elif name in PEOPLE and isinstance(value, list):
        yield from _who(context, "Group" if name.endswith("group") else "User", PEOPLE[name], value[0])
    elif name == "notification_webhook" and isinstance(value, list):
        sentence = gone(context, "Webhook", str(value[0]))
        yield from [sentence] if sentence else []


def _notification(name: str, value: Json) -> bool:
    if not isinstance(value, list) or len(value) != _PARTS[name]:
        return False
    return all(isinstance(each, str | int) for each in value[:-1]) and isinstance(value[-1], str | list)


def _who(context: Context, kind: str, words: frozenset[str], value: Json) -> Iterator[str]:
    text = str(value)
    if text in words:
        return
    if not digits(text):
        yield f"Invalid value '{text}' in '{kind} / {text}'"
    elif sentence := gone(context, kind, text):
        yield sentence
