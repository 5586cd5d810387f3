"""A small account with one rule of each sort, and scenarios run in it straight from their YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import ValidationError

from macrosync.definitions import invalid
from macrosync.definitions.load import Definitions, Loaded
from macrosync.definitions.scenarios import Scenarios
from macrosync.definitions.strict_yaml import parse
from macrosync.definitions.tree import File, Holds
from macrosync.definitions.unreadable import Unreadable
from macrosync.resources import Finding, Kind, Ref, Resource, Source
from macrosync.scenarios import Account, Report, Result, cases, run

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.resources import Json, Payload

PATH = "workflows/scenarios/small.yaml"
HEAD = "start: 2026-11-24T10:00:00+09:00\n"
GROUP = Ref(Kind.GROUP, "분실물 담당")


def field(key: str, kind: str, **more: Json) -> Resource:
    return resource(Kind.TICKET_FIELD, key, {"type": kind, "title": key, **more})


def resource(kind: Kind, key: str, payload: Payload) -> Resource:
    return Resource(kind, key, 1, payload, Source(f"workflows/{key.partition('/')[0]}.yaml", 3, 5))


def actions(*listed: tuple[str, Json]) -> list[Json]:
    return [{"field": name, "value": value} for name, value in listed]


def condition(name: str, operator: str, value: Json = None) -> Json:
    return {"field": name, "operator": operator, "value": value}


def trigger(key: str, every: list[Json], *does: tuple[str, Json], some: list[Json] | None = None) -> Resource:
    conditions: Json = {"all": every, "any": some or []}
    payload: Payload = {"title": key, "active": True, "conditions": conditions, "actions": actions(*does)}
    return resource(Kind.TRIGGER, key, {**payload, "category_id": "@{trigger_category/ours}"})


def automation(key: str, every: list[Json], *does: tuple[str, Json]) -> Resource:
    payload: Payload = {"title": key, "active": True, "conditions": {"all": every, "any": []}}
    return resource(Kind.AUTOMATION, key, {**payload, "actions": actions(*does)})


def macro(key: str, *does: tuple[str, Json]) -> Resource:
    return resource(Kind.MACRO, key, {"title": key, "active": True, "actions": actions(*does)})


#: The task of a case: what the webhook sends to the Tickets API.
TASK = (
    '{"ticket": {"type": "task", "subject": "분실물 확인", "due_at": "2026-11-24T11:00:00+09:00", '
    '"group_id": "@{group/분실물 담당}", "priority": "high", "external_id": "lost-{{ticket.id}}", '
    '"tags": ["lost_task"], '
    '"comment": {"body": "{{ticket.id}}번 문의: {{ticket.ticket_field_option_title_@{ticket_field/kind}}}", '
    '"public": false}}}'
)
OPTIONS: Json = [
    {"name": "분실::폰", "value": "lost__phone"},
    {"name": "분실::지갑", "value": "lost__wallet"},
    {"name": "요금", "value": "fare"},
]
FIELDS = (
    field("kind", "tagger", custom_field_options=OPTIONS),
    field("urgent", "checkbox", tag="urgent_case"),
    field("item", "text"),
    field("day", "date"),
    field("rides", "integer"),
    field("ended", "regexp", regexp_for_validation="\\d\\d:\\d\\d"),
    field(
        "places",
        "multiselect",
        custom_field_options=[{"name": "강남", "value": "gangnam"}, {"name": "구로", "value": "guro"}],
    ),
)
RULES = (
    trigger(
        "lost/route",
        [condition("current_tags", "includes", "lost"), condition("group_id", "is_not", str(GROUP))],
        ("group_id", str(GROUP)),
        ("priority", "high"),
    ),
    trigger(
        "lost/task",
        [
            condition("current_tags", "includes", "lost"),
            condition("current_tags", "not_includes", "lost_asked lost_task"),
        ],
        ("notification_webhook", ["@{webhook/tasks}", TASK]),
        ("current_tags", "lost_asked"),
    ),
    trigger(
        "tell",
        [condition("status", "value", "solved")],
        ("notification_user", ["requester_id", "{{ticket.title}}", "해결되었습니다."]),
        some=[condition("priority", "is", "high"), condition("priority", "is", "urgent")],
    ),
    automation(
        "escalate",
        [
            condition("NEW", "greater_than", "23"),
            condition("status", "less_than", "solved"),
            condition("priority", "is_not", "urgent"),
        ],
        ("priority", "urgent"),
    ),
)
MACROS = (
    macro(
        "greet/chat",
        ("comment_value", "안녕하세요, {{ticket.requester.name}}님."),
        ("comment_mode_is_public", "true"),
        ("comment_value_html", "<p>안녕하세요, {{ticket.requester.name}}님.</p>"),
    ),
    macro("greet/phone", ("comment_value", "안녕하세요."), ("comment_mode_is_public", "false")),
    macro("lost", ("current_tags", "lost"), ("custom_fields_@{ticket_field/kind}", "lost__phone")),
    macro("odd", ("side_conversation", ["a", "b", "c"])),
)
WEBHOOK = resource(
    Kind.WEBHOOK, "tasks", {"name": "tasks", "endpoint": "@{account}/api/v2/tickets.json", "http_method": "POST"}
)
CATEGORY = resource(Kind.TRIGGER_CATEGORY, "ours", {"name": "ours"})
DESIRED: tuple[Resource, ...] = (*FIELDS, CATEGORY, WEBHOOK, *RULES, *MACROS)


def read(content: str | bytes) -> Definitions | tuple[Finding, ...]:
    """A scenario file as `definitions.load` reads it: typed, or its findings."""
    try:
        document = parse(content.encode() if isinstance(content, str) else content, PATH)
    except Unreadable as unreadable:
        return unreadable.findings
    if document.findings:
        return document.findings
    try:
        model = Scenarios.model_validate(document.data)
    except ValidationError as error:
        return tuple(invalid.findings(error, document, Scenarios))
    return Definitions((Loaded(File(PATH, Holds.SCENARIO, PATH), model, document),))


def report(content: str, desired: Sequence[Resource] = DESIRED) -> Report:
    """What becomes of a file's scenarios; the file itself is without findings."""
    found = read(content)
    assert isinstance(found, Definitions), found
    return run(tuple(cases(found)), Account.of(desired))


def result(scenario: str, desired: Sequence[Resource] = DESIRED) -> Result:
    """What becomes of one scenario, given without its name and without the file's start."""
    lines = "".join(f"    {line}\n" if line.strip() else "\n" for line in scenario.strip("\n").splitlines())
    (only,) = report(f"{HEAD}scenarios:\n  - name: 시험\n{lines}", desired).results
    return only
