"""Conditions as they are sent and as they are kept, for triggers, automations and views.

What is refused is refused with `RecordInvalid` and every reason at once; the sentences that were recorded are "… was
deleted and cannot be used" (github lanej/zendesk2) and "Invalid value 'web' in 'Update via / Is not / web'" (github
Speedygeek/ZendeskApi_v2#226), the others are modelled on them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.families import rule_vocabulary as vocabulary
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.rule_references import digits, gone
from macrosync.local_zendesk.families.rule_vocabulary import OPERATOR_TITLES, TERMINAL, TIMES, Subject
from macrosync.rules.tags import NOTHING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: One of these has to be asked for in `all`, by an automation and by a view (OAS); the last one is SALTO's.
PROPERTIES = frozenset({"status", "type", "group_id", "assignee_id", "requester_id", "custom_status_id"})
_CUSTOM_FIELD = re.compile(r"custom_fields_(\d{1,18})")
_PROFILE_FIELD = re.compile(r"(?:requester|organization)\.custom_fields\.\w+")
_NUMBER = re.compile(r"\d+(\.\d+)?")


def sent(payload: Mapping[str, Json]) -> tuple[Json, Json] | None:
    """The lists `all` and `any` of a payload: under `conditions`, or as of old beside it (recorded); None for neither.

    Raises 400 for what is no list.
    """
    given = payload.get("conditions")
    given = {} if given is None else given
    if not isinstance(given, dict):
        raise api_errors.invalid_attribute("conditions", "an object")
    if not {"conditions", "all", "any"} & set(payload):
        return None
    return given.get("all", payload.get("all")), given.get("any", payload.get("any"))


def checked(context: Context, subjects: Mapping[str, Subject], every: Json, some: Json) -> Body:
    """The conditions as they are kept. Raises 400 for what is no condition, and 422 for those that are refused."""
    found = {"all": _objects("all", every), "any": _objects("any", some)}
    problems = [said for each in (*found["all"], *found["any"]) for said in _problems(context, subjects, each)]
    problems += [f"{TIMES[name].title} is only for the ALL conditions" for name in _names(found["any"]) & set(TIMES)]
    check(context, problems)
    null = context.switches.terminal_operators_have_null
    return {name: [_kept(each, null=null) for each in listed] for name, listed in found.items()}


def check(context: Context, problems: list[str]) -> None:
    """Raise 422 where something is to be refused, with every reason or the first."""
    if problems:
        raise refused(*(problems if context.switches.tells_every_refusal else problems[:1]))


def refused(*sentences: str) -> api_errors.ApiError:
    """422 with its reasons under `base`, as rules are refused (recorded)."""
    return api_errors.record_invalid("base", *({"description": said} for said in sentences))


def asks_for_a_property(context: Context, conditions: Body) -> bool:
    """Whether `all` has one of the properties that automations and views have to ask for."""
    counted = PROPERTIES if context.switches.custom_status_is_a_property else PROPERTIES - {"custom_status_id"}
    return bool(_names(listed(conditions, "all")) & counted)


def listed(conditions: Json, name: str) -> list[Body]:
    """One of the lists of stored conditions."""
    found = conditions.get(name) if isinstance(conditions, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _objects(name: str, value: Json) -> list[Body]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise api_errors.invalid_attribute(name, "an array of conditions")
    return [each for each in value if isinstance(each, dict)]


def _names(conditions: list[Body]) -> set[str]:
    return {str(each.get("field")) for each in conditions}


def _kept(condition: Body, *, null: bool) -> Json:
    """A field, an operator, and a value as text where the operator takes one (recorded: ids and hours are texts)."""
    operator = str(condition.get("operator") or "is")
    kept: Body = {"field": condition.get("field"), "operator": operator}
    if operator in TERMINAL:
        return kept | {"value": None} if null else kept
    return kept | {"value": _text(condition.get("value"))}


def _text(value: Json) -> Json:
    if isinstance(value, list):
        return [_text(each) for each in value]
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _problems(context: Context, subjects: Mapping[str, Subject], condition: Body) -> Iterator[str]:
    name = condition.get("field")
    subject = subject_of(context, subjects, name) if isinstance(name, str) else None
    if isinstance(subject, str):
        yield subject
        return
    if subject is None:
        if context.switches.refuses_unknown_rules:
            yield f"Invalid field '{name}'"
        return
    operator = condition.get("operator")
    if operator is None and subject.operators == ("is",):
        operator = "is"  # may be left out (DOC)
    said = f"{subject.title} / {OPERATOR_TITLES.get(str(operator), operator)} / {condition.get('value')}"
    if operator not in subject.operators and context.switches.refuses_unknown_rules:
        yield f"Invalid operator '{operator}' in '{said}'"
    elif operator not in TERMINAL:
        yield from _value_problems(context, subject, str(operator), condition.get("value"), said)


def subject_of(context: Context, subjects: Mapping[str, Subject], name: str) -> Subject | str | None:
    """What a field's name stands for; a sentence where it stood for something that is gone; None for nothing."""
    if custom := _CUSTOM_FIELD.fullmatch(name):
        field = context.documents.get(TICKET_FIELDS, int(custom[1]))
        return gone(context, "Custom field", custom[1]) if field is None else of_field(field)
    if _PROFILE_FIELD.fullmatch(name) and context.switches.takes_what_is_not_here:
        return Subject(name, vocabulary.PROFILE, type="text", nullable=True)
    return subjects.get(name)


def of_field(field: Body) -> Subject:
    """What may be asked of a custom ticket field."""
    options = field.get("custom_field_options")
    values = [str(each["value"]) for each in options if isinstance(each, dict)] if isinstance(options, list) else []
    kind = str(field["type"])
    values = ["true", "false"] if kind == "checkbox" else values
    operators = vocabulary.CUSTOM.get(kind, vocabulary.CUSTOM["text"])
    shown = "list" if values else "date" if kind == "date" else "text"
    return Subject(str(field["title"]), operators, tuple(values), nullable=True, type=shown)


def _value_problems(context: Context, subject: Subject, operator: str, value: Json, said: str) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        text = str(_text(each))
        if text in NOTHING:
            if not subject.nullable:
                yield f"Invalid value '{text}' in '{said}'"
        elif not _fits(subject, operator, text):
            yield f"Invalid value '{text}' in '{said}'"
        elif subject.of is not None and text not in subject.words:
            sentence = gone(context, subject.of, text)
            yield from [sentence] if sentence else []


def _fits(subject: Subject, operator: str, text: str) -> bool:
    if subject.of is not None:
        return text in subject.words or digits(text)
    if subject.type == "hours":
        return _NUMBER.fullmatch(text) is not None
    if operator.startswith("within_"):
        return text.isdecimal()
    return not subject.values or text in subject.values
