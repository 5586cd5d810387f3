"""Rules as a desk may have them, made by hand: what the definitions can express changes, what rules can be does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.checks import compiled
from macrosync.definitions import settings
from macrosync.definitions.channel import Channel
from macrosync.resources import ACCOUNT, Json, Kind, Ref, Resource, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.resources import Finding

PREFIX = "우리:"
GROUP = str(Ref(Kind.GROUP, "채팅 상담"))
TYPE = f"custom_fields_{Ref(Kind.TICKET_FIELD, 'type')}"
CHECK = f"custom_fields_{Ref(Kind.TICKET_FIELD, 'urgent')}"
COUNT = f"custom_fields_{Ref(Kind.TICKET_FIELD, 'count')}"
DAY = f"custom_fields_{Ref(Kind.TICKET_FIELD, 'day')}"
WORD = f"custom_fields_{Ref(Kind.TICKET_FIELD, 'word')}"
TASK = str(Ref(Kind.WEBHOOK, "task"))
NO_TIME = Source("workflows/rules.yaml")

Condition = tuple[str, str, Json]
Action = tuple[str, Json]


def when(field: str, operator: str, value: Json = None) -> dict[str, Json]:
    return {"field": field, "operator": operator, "value": value}


def rule(
    kind: Kind, key: str, every: Sequence[Condition], *actions: Action, some: Sequence[Condition] = (), **more: Json
) -> Resource:
    """A rule whose place is a line of its own, by the first sign of its key."""
    payload: dict[str, Json] = {
        "title": f"{PREFIX} {key}",
        "active": True,
        "conditions": {"all": [when(*each) for each in every], "any": [when(*each) for each in some]},
        "actions": [{"field": name, "value": value} for name, value in actions],
    }
    return Resource(kind, key, 1, payload | more, place(key))


def place(key: str) -> Source:
    return Source("workflows/rules.yaml", ord(key[0]))


def trigger(key: str, every: Sequence[Condition], *actions: Action, some: Sequence[Condition] = ()) -> Resource:
    return rule(Kind.TRIGGER, key, every, *actions, some=some)


def automation(key: str, every: Sequence[Condition], *actions: Action, some: Sequence[Condition] = ()) -> Resource:
    return rule(Kind.AUTOMATION, key, every, *actions, some=some)


def view(key: str, every: Sequence[Condition], some: Sequence[Condition] = ()) -> Resource:
    return rule(Kind.VIEW, key, every, some=some)


def macro(key: str, *actions: Action) -> Resource:
    return rule(Kind.MACRO, key, (), *actions)


def reply(key: str, text: str, public: str = "true") -> Resource:
    return macro(key, ("comment_value", text), ("comment_mode_is_public", public))


def article(key: str, body: str) -> Resource:
    return Resource(Kind.ARTICLE, key, 1, {"title": key, "body": body}, place(key))


def webhook(endpoint: str = f"{ACCOUNT}/api/v2/tickets") -> Resource:
    payload: dict[str, Json] = {"name": "작업", "status": "active", "endpoint": endpoint, "http_method": "POST"}
    return Resource(Kind.WEBHOOK, "task", 1, payload, NO_TIME)


def calls(body: str = '{"ticket": {"type": "task", "comment": {"body": "확인"}, "tags": ["task"]}}') -> Action:
    return "notification_webhook", [TASK, body]


def field(key: str, kind: str, *options: str, tag: str | None = None) -> Resource:
    payload: dict[str, Json] = {"type": kind, "title": key, "active": True}
    if options:
        payload["custom_field_options"] = [{"name": option, "value": option} for option in options]
    if tag is not None:
        payload["tag"] = tag
    return Resource(Kind.TICKET_FIELD, key, 1, payload, NO_TIME)


FIELDS = (
    field("type", "tagger", "ride", "fare", "lost"),
    field("urgent", "checkbox", tag="urgent"),
    field("count", "integer"),
    field("day", "date"),
    field("word", "text"),
)


def target(outside: tuple[str, ...] = (), report: tuple[str, ...] = ()) -> settings.Target:
    return settings.Target(
        name="local",
        project="desk",
        locale="ko",
        subdomain=None,
        sandbox=False,
        ticket_forms=("문의",),
        category="안내",
        section="상담",
        permission_group="관리자",
        user_segment="staff",
        groups=dict.fromkeys(Channel, ("상담",)),
        places={},
        trigger_category="우리",
        automation_prefix=PREFIX,
        outside_tags=outside,
        report_tags=report,
    )


def findings(*desired: Resource, outside: tuple[str, ...] = ("a", "b", "c", "x", "y", "z")) -> list[Finding]:
    """What the checks say of these rules, on a desk with FIELDS; tags of one letter are set from outside."""
    return sorted(set(compiled.check((*FIELDS, *desired), target(outside, report=("a", "b", "c", "x", "y", "z")))))
