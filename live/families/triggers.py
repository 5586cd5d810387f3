"""Triggers as they are kept: what they may be, their categories, places and revisions. None of these ever fires."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.things import field

if TYPE_CHECKING:
    from live.sandbox import Sandbox

TRIGGERS = Family()
_LARGE, _HALF = 66_000, 30_000
CATEGORY_PATH = "trigger_categories"
OPEN_IT = {"field": "status", "value": "open"}
_NEW = {"field": "status", "operator": "is", "value": "new"}


def values(desk: Sandbox, what: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """An inactive trigger, which asks for a tag of ours besides."""
    ours = {"field": "current_tags", "operator": "includes", "value": desk.word("never")}
    conditions = {"all": [ours, _NEW], "any": []}
    return {"title": desk.name(what), "active": False, "conditions": conditions, "actions": [OPEN_IT], **more}


def resting(desk: Sandbox, what: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    """Such a trigger."""
    return desk.make("triggers", "trigger", values(desk, what, **more))


def _tried(desk: Sandbox, **more: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.tried("triggers", "trigger", values(desk, "tried", **more))


def _asking(desk: Sandbox, *conditions: Any) -> Any:  # noqa: ANN401 - JSON
    return _tried(desk, conditions={"all": [*conditions], "any": []})


def category(desk: Sandbox, what: str) -> Any:  # noqa: ANN401 - JSON
    """A category of triggers, without any."""
    return desk.make(CATEGORY_PATH, "trigger_category", {"name": desk.name(what)})


def _reasons(answer: Any) -> list[str]:  # noqa: ANN401 - an answer
    return [each["description"] for entries in answer.json()["details"].values() for each in entries]


@TRIGGERS.known("rule-replaced", ([], [OPEN_IT]))
def _replaced(desk: Sandbox) -> object:
    made = resting(desk, "replaced")
    after = desk.send("PUT", f"triggers/{made['id']}", {"trigger": {"actions": [OPEN_IT]}})["trigger"]
    return after["conditions"]["all"], after["actions"]


@TRIGGERS.known("rule-kept", shows=True)
def _kept(desk: Sandbox) -> object:
    made = resting(desk, "kept")
    after = desk.send("PUT", f"triggers/{made['id']}", {"trigger": {"title": desk.name("renamed")}})["trigger"]
    return (after["conditions"], after["actions"]) == (made["conditions"], made["actions"])


@TRIGGERS.known("rule-legacy", ([_NEW], False))
def _legacy(desk: Sandbox) -> object:
    given = values(desk, "legacy", all=[_NEW], any=[])
    del given["conditions"]
    made = desk.make("triggers", "trigger", given)
    return made["conditions"]["all"], "all" in made


@TRIGGERS.known("rule-size", 422)
def _size(desk: Sandbox) -> object:
    mail = {"field": "notification_user", "value": ["requester_id", "x", "x" * _LARGE]}
    return _tried(desk, actions=[mail]).status_code


@TRIGGERS.switched("rule-size-measure", {False: 201, True: 422})
def _size_measure(desk: Sandbox) -> object:
    return _tried(desk, description="가" * _HALF).status_code


@TRIGGERS.known("rule-value", ["Invalid value 'web' in 'Update via / Is not / web'"])
def _value(desk: Sandbox) -> object:
    return _reasons(_asking(desk, {"field": "current_via_id", "operator": "is_not", "value": "web"}))


@TRIGGERS.known("rule-gone", ["Organization 1 was deleted and cannot be used"])
def _gone(desk: Sandbox) -> object:
    return _reasons(_asking(desk, {"field": "organization_id", "operator": "is", "value": "1"}))


@TRIGGERS.switched("rule-refused", {True: [422] * 4, False: [201] * 4})
def _refused(desk: Sandbox) -> object:
    custom = desk.once("custom", lambda: field(desk, "custom"))
    option = custom["custom_field_options"][0]["value"]
    conditions = (
        {"field": "macrosync_none", "operator": "is", "value": "good"},
        {"field": "status", "operator": "sounds_like", "value": "new"},
        {"field": f"custom_fields_{custom['id']}", "operator": "greater_than", "value": option},
    )
    found = [_asking(desk, each).status_code for each in conditions]
    return [*found, _tried(desk, actions=[{"field": "macrosync_none", "value": "x"}]).status_code]


@TRIGGERS.switched("rule-reasons", {True: 2, False: 1})
def _every_reason(desk: Sandbox) -> object:
    wrong = ({"field": "status", "operator": "is", "value": each} for each in ("lost", "found"))
    return len(_reasons(_asking(desk, *wrong)))


@TRIGGERS.known("rule-values-as-text", "true")
def _texts(desk: Sandbox) -> object:
    asked = {"field": "comment_is_public", "operator": "is", "value": True}
    return resting(desk, "texts", conditions={"all": [asked], "any": []})["conditions"]["all"][0]["value"]


@TRIGGERS.switched("rule-terminal-values", {False: "no value", True: None})
def _terminal(desk: Sandbox) -> object:
    asked = {"field": "status", "operator": "changed"}
    (kept,) = resting(desk, "terminal", conditions={"all": [asked], "any": []})["conditions"]["all"]
    return kept.get("value", "no value")


@TRIGGERS.switched("rule-elsewhere", {True: 201, False: 422})
def _elsewhere(desk: Sandbox) -> object:
    return _asking(desk, {"field": "schedule_id", "operator": "is", "value": "1"}).status_code


def _found(desk: Sandbox, what: str, **query: Any) -> list[Any]:  # noqa: ANN401 - JSON
    """Our triggers with this in their title, as a search gives them."""
    return list(desk.get("triggers/search", query=desk.name(what), **query)["triggers"])


@TRIGGERS.switched("rule-sideloads", {True: (True, True), False: (False, False)})
def _sideloads(desk: Sandbox) -> object:
    resting(desk, "sideloaded")
    (rule,) = _found(desk, "sideloaded", include="usage_1h,permissions")
    return "usage_1h" in rule, "permissions" in rule


@TRIGGERS.switched("rule-search", {True: ["나", "가"], False: ["가", "나"]})
def _search(desk: Sandbox) -> object:
    home = category(desk, "searched")["id"]
    for at, title in enumerate("나가"):
        resting(desk, f"searched {title}", category_id=home, position=at + 1)
    return [each["title"][-1] for each in _found(desk, "searched")]


@TRIGGERS.known("rule-orders", ["position,position,title,id", "position,id", "created_at,id"])
def _orders(desk: Sandbox) -> object:
    desk.once("shown", lambda: resting(desk, "shown"))
    desk.once("a view", lambda: desk.make("views", "view", {"title": desk.name("ordered"), "all": [_NEW]}))
    cursors = (
        desk.get(each, **{"page[size]": 1})["meta"]["after_cursor"] for each in ("triggers", "automations", "views")
    )
    return [json.loads(b64decode(each)).get("o") for each in cursors]


@TRIGGERS.switched("trigger-search-filter", {True: (0, 1), False: (1, 1)})
def _filter(desk: Sandbox) -> object:
    text = desk.word("filter")
    resting(desk, "filtered", description=f"{text} 안내")
    part, whole = (
        len(desk.get("triggers/search", filter=json.dumps({"json": {"description": each}}))["triggers"])
        for each in (text, f"{text} 안내")
    )
    return part, whole
