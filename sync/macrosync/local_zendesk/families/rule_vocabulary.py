"""The conditions that triggers, automations and views may have: fields, operators and values, as data.

Of triggers: what the definitions of a live account list (SALTO definitions). Of automations and views: DOC
conditions-reference. Custom fields, groups, agents and the like are an account's own, and looked up when asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_IS = ("is", "is_not")
_ORDER = ("less_than", "greater_than")
_CHANGES = ("changed", "value", "value_previous", "not_changed", "not_value", "not_value_previous")
_WORDS = ("includes", "not_includes", "is", "is_not")
_COUNT = ("less_than", "greater_than", "is")
_PRESENT = ("present", "not_present")
_COMPARE = ("less_than", "less_than_equal", "greater_than", "greater_than_equal")
_HOURS = (*_COUNT, "is_business_hours", "less_than_business_hours", "greater_than_business_hours")

#: Operators that take no value.
TERMINAL = frozenset({"changed", "not_changed", *_PRESENT})
#: How a list of operators shows them (OAS, the example of ListTriggerActionConditionDefinitions; some assumed).
OPERATOR_TITLES: Mapping[str, str] = {
    "is": "Is",
    "is_not": "Is not",
    "less_than": "Less than",
    "less_than_equal": "Less than or equal to",
    "greater_than": "Greater than",
    "greater_than_equal": "Greater than or equal to",
    "changed": "Changed",
    "value": "Changed to",
    "value_previous": "Changed from",
    "not_changed": "Not changed",
    "not_value": "Not changed to",
    "not_value_previous": "Not changed from",
    "includes": "Contains at least one of the following",
    "not_includes": "Contains none of the following",
    "present": "Present",
    "not_present": "Not present",
    "within_previous_n_days": "Within the previous number of days",
    "within_next_n_days": "Within the next number of days",
    "includes_words": "Contains at least one of the following words",
    "not_includes_words": "Contains none of the following words",
    "includes_string": "Contains the following string",
    "not_includes_string": "Does not contain the following string",
    "is_business_hours": "(business) Is",
    "less_than_business_hours": "(business) Less than",
    "greater_than_business_hours": "(business) Greater than",
}
VIA = tuple(
    "0 4 29 30 26 23 33 34 35 44 45 46 57 16 48 49 56 50 5 8 24 27 31 38 41 54 67 55 73 72 74 78 88 86".split()  # noqa: SIM905
)
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
TYPES = ("question", "incident", "problem", "task")
_SCORES = ("good_with_comment", "good", "bad_with_comment", "bad", "false", "true")


@dataclass(frozen=True, slots=True)
class Subject:
    """What a condition may ask for. `values` are those that it may name, `of` the account's records that it may.

    `words` are values beside those records; `nullable` allows none (`__NULL__` or an empty text).
    """

    title: str
    operators: tuple[str, ...]
    values: tuple[str, ...] = ()
    of: str | None = None
    words: tuple[str, ...] = ()
    nullable: bool = False
    group: str = "ticket"
    type: str = "list"


_PEOPLE = ("current_user",)
_TICKET: Mapping[str, Subject] = {
    "status": Subject("Status", (*_IS, *_ORDER), STATUSES),
    "brand_id": Subject("Brand", _IS, of="Brand"),
    "ticket_form_id": Subject("Form", _IS, of="Form"),
    "type": Subject("Type", _IS, TYPES, nullable=True),
    "priority": Subject("Priority", (*_IS, *_ORDER), PRIORITIES, nullable=True),
    "group_id": Subject("Group", _IS, of="Group", nullable=True),
    "assignee_id": Subject("Assignee", _IS, of="User", words=("requester_id", *_PEOPLE), nullable=True),
    "requester_id": Subject("Requester", _IS, of="User", words=("assignee_id", *_PEOPLE), nullable=True),
    "organization_id": Subject("Organization", _IS, of="Organization", nullable=True),
    "current_tags": Subject("Tags", ("includes", "not_includes"), type="tags"),
    "via_id": Subject("Channel", _IS, VIA),
    "recipient": Subject("Received at", ("is",), type="text"),
    "custom_status_id": Subject("Ticket status", ("includes", "not_includes"), of="Ticket status"),
    "satisfaction_score": Subject("Satisfaction", (*_IS, *_ORDER), _SCORES),
    "locale_id": Subject("Language", _IS, of="Locale", group="requester"),
}
#: Of these a trigger may ask whether and how they changed.
_CHANGING = (
    *("status", "brand_id", "ticket_form_id", "type", "priority", "group_id", "assignee_id", "requester_id"),
    *("organization_id", "satisfaction_score"),
)
TRIGGER: Mapping[str, Subject] = {
    **_TICKET,
    **{name: replace(_TICKET[name], operators=(*_TICKET[name].operators, *_CHANGES)) for name in _CHANGING},
    "number_of_incidents": Subject("Number of incidents", (*_COMPARE, "is"), type="text"),
    "current_via_id": Subject("Update via", _IS, VIA),
    "update_type": Subject("Ticket", ("is",), ("Create", "Change")),
    "subject_includes_word": Subject("Subject text", _WORDS, type="text"),
    "ticket_is_public": Subject("Privacy", ("is",), ("public", "private")),
    "comment_is_public": Subject("Comment", ("is",), ("true", "false", "not_relevant", "requester_can_see_comment")),
    "comment_includes_word": Subject("Comment text", _WORDS, type="text"),
    "reopens": Subject("Reopens", _COUNT, type="text"),
    "replies": Subject("Agent replies", _COUNT, type="text"),
    "agent_stations": Subject("Assignee stations", _COUNT, type="text"),
    "group_stations": Subject("Group stations", _COUNT, type="text"),
    "in_business_hours": Subject("Within business hours?", ("is",), ("true", "false")),
    "on_holiday": Subject("On a holiday?", ("is",), ("true", "false")),
    "schedule_id": Subject("Schedule", _IS, of="Schedule"),
    "within_schedule": Subject("Within (schedule)", ("is",), of="Schedule"),
    "ticket_due_date": Subject("Due date", ("is",), ("true", "false")),
    "requester_role": Subject("Role", _IS, ("4", "0", "2"), group="requester"),
    "requester_twitter_followers_count": Subject("Number of Twitter followers", _COUNT, group="requester", type="text"),
    "requester_twitter_statuses_count": Subject("Number of tweets", _COUNT, group="requester", type="text"),
    "requester_twitter_verified": Subject("Is verified by Twitter", ("is",), ("true",), group="requester"),
    "requester_time_zone": Subject("Time zone", _IS, group="requester", type="text"),
    "role": Subject("Current user", _IS, of="User", words=("agent", "end_user"), group="other"),
}
#: Conditions on time, in the list `all` only (DOC).
TIMES: Mapping[str, Subject] = {
    "NEW": Subject("Hours since created", _HOURS, type="hours"),
    "OPEN": Subject("Hours since open", _HOURS, type="hours"),
    "PENDING": Subject("Hours since pending", _HOURS, type="hours"),
    "HOLD": Subject("Hours since on-hold", _HOURS, type="hours"),
    "SOLVED": Subject("Hours since solved", _HOURS, type="hours"),
    "CLOSED": Subject("Hours since closed", _HOURS, type="hours"),
    "assigned_at": Subject("Hours since assigned", _HOURS, type="hours"),
    "updated_at": Subject("Hours since update", _HOURS, type="hours"),
    "requester_updated_at": Subject("Hours since requester update", _HOURS, type="hours"),
    "assignee_updated_at": Subject("Hours since assignee update", _HOURS, type="hours"),
    "due_date": Subject("Hours since due date", _HOURS, type="hours"),
    "until_due_date": Subject("Hours until due date", _HOURS, type="hours"),
}
AUTOMATION: Mapping[str, Subject] = {
    **_TICKET,
    **TIMES,
    "description_includes_word": Subject("Subject text", _WORDS, type="text"),
    "ticket_is_public": TRIGGER["ticket_is_public"],
    "requester_role": TRIGGER["requester_role"],
}
VIEW: Mapping[str, Subject] = {
    **AUTOMATION,
    "group_id": replace(_TICKET["group_id"], words=("current_groups",)),
    "role": TRIGGER["role"],
}
#: Operators on custom fields, by the field's type; those of drop-downs are the definitions' and DOC's.
CUSTOM: Mapping[str, tuple[str, ...]] = {
    "tagger": ("includes", "not_includes", *_PRESENT, *_IS),
    "multiselect": ("includes", "not_includes", *_PRESENT, *_IS),
    "checkbox": (*_IS, *_PRESENT),
    "date": (*_IS, *_PRESENT, *_COMPARE, "within_previous_n_days", "within_next_n_days"),
    "integer": (*_IS, *_PRESENT, *_COMPARE),
    "decimal": (*_IS, *_PRESENT, *_COMPARE),
    "text": (*_IS, *_PRESENT),
}
_TEXT = ("includes_words", "not_includes_words", "includes_string", "not_includes_string")
#: On fields of requesters and organizations, which are not served: any of the operators that these have.
PROFILE = tuple(dict.fromkeys((*CUSTOM["date"], *CUSTOM["tagger"], *_TEXT)))
