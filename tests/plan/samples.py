from __future__ import annotations

from typing import TYPE_CHECKING

from tests.plan.rule_samples import positions

from macrosync.plan import mark
from macrosync.plan.canonical import digest
from macrosync.plan.mark import Mark
from macrosync.resources import TEXT_IDS, Id, Json, Kind, Ref, Remote, Resource, Snapshot, Source, resolve

if TYPE_CHECKING:
    from collections.abc import Sequence

PROJECT = "driver-desk"
FIELD = Ref(Kind.TICKET_FIELD, "consult-type")
GROUP = Ref(Kind.GROUP, "채팅 상담")
SECTION = Ref(Kind.SECTION, "기사 상담")
SOURCE = Source("macros/call-contact/contact-after-ride.yaml", 12, 5)


def ticket_field(*options: str, title: str = "상담유형", version: int = 1, key: str = "consult-type") -> Resource:
    listed: list[Json] = [{"name": f"대리_기사::{option}", "value": f"driver__{option}"} for option in options]
    payload: dict[str, Json] = {
        "type": "tagger",
        "title": title,
        "active": True,
        "agent_description": "Made from workflows/consult-types.yaml.",
        "custom_field_options": listed,
    }
    return Resource(Kind.TICKET_FIELD, key, version, payload, Source("workflows/consult-types.yaml", 1))


def form(name: str = "기사 문의") -> Resource:
    return Resource(Kind.TICKET_FORM, name, 1, {"ticket_field_ids": [str(FIELD)]}, Source("macrosync.toml", 7))


def macro(key: str = "after-ride/lost-item/chat", text: str = "안녕하세요", version: int = 1, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "title": f"채팅::고객연락::{key}",
        "active": True,
        "description": "Made from macros/after-ride.yaml.",
        "actions": [
            {"field": "comment_value", "value": text},
            {"field": "comment_value_html", "value": f"<p>{text}</p>"},
            {"field": "comment_mode_is_public", "value": "true"},
            {"field": "current_tags", "value": "consent__a__v1"},
        ],
        "restriction": {"type": "Group", "ids": [str(GROUP)]},
    }
    return Resource(Kind.MACRO, key, version, payload | more, SOURCE)


def places() -> tuple[Resource, Resource]:
    category: dict[str, Json] = {"name": "상담 스크립트", "locale": "ko", "description": ""}
    section: dict[str, Json] = {
        "name": "기사 상담",
        "locale": "ko",
        "description": "",
        "category_id": "@{category/상담 스크립트}",
    }
    return (
        Resource(Kind.CATEGORY, "상담 스크립트", 1, category, Source("macrosync.toml", 8)),
        Resource(Kind.SECTION, "기사 상담", 1, section, Source("macrosync.toml", 9)),
    )


def article(key: str = "call-contact", body: str = "<p>본문</p>", version: int = 1, **more: Json) -> Resource:
    payload: dict[str, Json] = {
        "title": f"[채팅-전화] {key}",
        "body": body,
        "locale": "ko",
        "section_id": str(SECTION),
        "user_segment_id": "@{user_segment/staff}",
        "permission_group_id": "@{permission_group/관리자}",
        "label_names": [],
        "draft": False,
        "promoted": False,
        "comments_disabled": True,
    }
    return Resource(Kind.ARTICLE, key, version, payload | more, Source("macros/call-contact/article.yaml", 1))


def everything() -> tuple[Resource, ...]:
    link = '<p>→ <a href="/hc/ko/articles/@{article/consent}">동의</a></p>'
    liquid = f"{{% case ticket.ticket_field_{FIELD} %}}{{% when 'a' %}}가{{% else %}}나{{% endcase %}}"
    return (
        ticket_field("own", "partner"),
        form(),
        macro(),
        macro("before-ride/how/chat", liquid),
        *places(),
        article(body=link),
        article("consent"),
    )


def account(*more: Remote) -> Snapshot:
    """What an account has before the first apply: what is only looked up, a form, and `more`."""
    there = (
        Remote(Kind.GROUP, 11, {"id": 11, "name": "채팅 상담"}),
        Remote(Kind.GROUP, 12, {"id": 12, "name": "전화 상담"}),
        Remote(Kind.USER_SEGMENT, 21, {"id": 21, "name": "상담사", "user_type": "staff", "built_in": True}),
        Remote(Kind.PERMISSION_GROUP, 31, {"id": 31, "name": "관리자"}),
        Remote(Kind.TICKET_FORM, 41, {"id": 41, "name": "기사 문의", "ticket_field_ids": [1, 2]}),
        *more,
    )
    # Of two forms of one name the later one is what the account has now.
    latest = {(each.kind, each.id): each for each in there}
    return Snapshot({kind: tuple(each for each in latest.values() if each.kind is kind) for kind in Kind})


def applied(desired: Sequence[Resource], *more: Remote, project: str = PROJECT) -> Snapshot:
    """The account right after `desired` was applied to it, in the shapes that Zendesk gives back."""
    ids: dict[Ref, Id] = {GROUP: 11, Ref(Kind.GROUP, "전화 상담"): 12, Ref(Kind.USER_SEGMENT, "staff"): 21}
    ids |= {Ref(Kind.PERMISSION_GROUP, "관리자"): 31, Ref(Kind.TICKET_FORM, "기사 문의"): 41}
    for number, resource in enumerate(sorted(desired, key=lambda each: each.ref)):
        ids.setdefault(resource.ref, f"{1000 + number}" if resource.kind in TEXT_IDS else 1000 + number)
    places = positions(desired)
    made = (_remote(resource, ids, project, places.get(resource.ref, 10000)) for resource in desired)
    return account(*made, *more)


def changed(snapshot: Snapshot, kind: Kind, key: str, **fields: Json) -> Snapshot:
    """The account after a person changed something of ours by hand."""
    found = next(each for each in snapshot.of(kind) if (m := mark.find(kind, each.payload)) and m.key == key)
    by_hand = Remote(kind, found.id, dict(found.payload) | fields)
    others = tuple(by_hand if each is found else each for each in snapshot.of(kind))
    return Snapshot({**snapshot.resources, kind: others})


def _remote(resource: Resource, ids: dict[Ref, Id], project: str, position: int) -> Remote:
    payload = {name: resolve(value, ids) for name, value in resource.payload.items()}
    number = ids[resource.ref]
    if resource.kind is Kind.TICKET_FORM:
        wanted = payload["ticket_field_ids"]
        assert isinstance(wanted, list)
        return Remote(resource.kind, number, {"id": number, "name": resource.key, "ticket_field_ids": [1, 2, *wanted]})
    if resource.kind in mark.CARRIERS:
        payload = mark.put(
            resource.kind, payload, Mark(project, resource.key, resource.version, digest(resource.kind, payload))
        )
    if isinstance(restriction := payload.get("restriction"), dict):
        listed = restriction["ids"]
        assert isinstance(listed, list)
        payload["restriction"] = restriction | {"id": listed[0]}
    if resource.kind is Kind.WEBHOOK:
        payload["authentication"] = {"type": "bearer_token", "add_position": "header"}
    if resource.kind is Kind.VIEW:
        payload["execution"] = payload.pop("output")
    if resource.kind is Kind.TICKET_FIELD and isinstance(options := payload.get("custom_field_options"), list):
        payload["custom_field_options"] = [
            {"id": int(number) * 100 + at, "raw_name": option["name"], **option}
            for at, option in enumerate(options)
            if isinstance(option, dict)
        ]
    return Remote(
        resource.kind, number, payload | {"id": number, "position": position, "updated_at": "2026-11-24T00:00:00Z"}
    )
