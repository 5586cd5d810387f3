"""Categories of triggers: which one is chosen, places in them, and the job that moves everything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.families.triggers import CATEGORY_PATH, category, resting
from live.probe import Family

if TYPE_CHECKING:
    from live.sandbox import Sandbox

CATEGORIES = Family()


@CATEGORIES.known("trigger-position", (1, 2, 1))
def _position(desk: Sandbox) -> object:
    first, second = (category(desk, name)["id"] for name in ("places", "more places"))
    places = [resting(desk, "place", category_id=home)["position"] for home in (first, first, second)]
    return tuple(places)


@CATEGORIES.known("trigger-category", shows=True)
def _without_category(desk: Sandbox) -> object:
    return bool(desk.once("shown", lambda: resting(desk, "shown"))["category_id"])


@CATEGORIES.switched("trigger-category-chosen", {True: "the first", False: "the last"})
def _chosen(desk: Sandbox) -> object:
    last = category(desk, "last")["id"]
    first = desk.get(CATEGORY_PATH, sort="position", **{"page[size]": 1})[CATEGORY_PATH][0]["id"]
    return {first: "the first", last: "the last"}.get(resting(desk, "chosen")["category_id"], "another")


@CATEGORIES.known("trigger-category-inline", shows=True)
def _inline(desk: Sandbox) -> object:
    home = resting(desk, "inline", category={"name": desk.name("inline")})["category_id"]
    desk.keep(f"{CATEGORY_PATH}/{home}")
    return desk.get(f"{CATEGORY_PATH}/{home}")["trigger_category"]["name"] == desk.name("inline")


@CATEGORIES.known("category-id-text", (True, True))
def _text_ids(desk: Sandbox) -> object:
    shown = desk.once("shown", lambda: resting(desk, "shown"))
    return isinstance(shown["category_id"], str), isinstance(category(desk, "text")["id"], str)


def _reordered(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """What reordering nothing is answered, where there are two categories at least."""
    category(desk, "second")
    return desk.call("PUT", "triggers/reorder", {"trigger_ids": []})


@CATEGORIES.known("reorder", "LimitOneCategory")
def _reorder(desk: Sandbox) -> object:
    return desk.once("reordered", lambda: _reordered(desk)).json()["errors"][0]["code"]


@CATEGORIES.switched("reorder-status", {True: 400, False: 422})
def _reorder_status(desk: Sandbox) -> object:
    return desk.once("reordered", lambda: _reordered(desk)).status_code


@CATEGORIES.known("category-not-empty", (400, "TriggerCategoryNotEmpty", 404))
def _not_empty(desk: Sandbox) -> object:
    home = category(desk, "full")["id"]
    active, idle = (resting(desk, name, category_id=home, active=name == "active") for name in ("active", "idle"))
    answer = desk.call("DELETE", f"{CATEGORY_PATH}/{home}")
    desk.remove(f"triggers/{active['id']}")
    desk.remove(f"{CATEGORY_PATH}/{home}")
    gone = desk.call("GET", f"triggers/{idle['id']}").status_code
    return answer.status_code, answer.json()["errors"][0]["code"], gone


@CATEGORIES.known("category-not-found", (404, "TriggerCategoryNotFound"))
def _no_category(desk: Sandbox) -> object:
    answer = desk.call("GET", f"{CATEGORY_PATH}/1")
    return answer.status_code, answer.json()["errors"][0]["code"]


@CATEGORIES.switched("category-names", {True: False, False: True})
def _names(desk: Sandbox) -> object:
    category(desk, "same")
    return desk.tried(CATEGORY_PATH, "trigger_category", {"name": desk.name("same")}).ok


@CATEGORIES.switched("category-created", {True: 201, False: 200})
def _created(desk: Sandbox) -> object:
    return desk.tried(CATEGORY_PATH, "trigger_category", {"name": desk.name("created")}).status_code


def _job(desk: Sandbox, *items: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.call("POST", f"{CATEGORY_PATH}/jobs", {"job": {"action": "patch", "items": {"triggers": [*items]}}})


def _place(desk: Sandbox, made: Any) -> object:  # noqa: ANN401 - JSON
    return desk.get(f"triggers/{made['id']}")["trigger"]["position"]


@CATEGORIES.known("trigger-job", ("complete", 7))
def _placed(desk: Sandbox) -> object:
    made = resting(desk, "placed", category_id=category(desk, "placed")["id"])
    return _job(desk, {"id": str(made["id"]), "position": 7}).json()["status"], _place(desk, made)


@CATEGORIES.switched("trigger-job-whole", {True: ("failed", 1), False: ("failed", 7)})
def _job_whole(desk: Sandbox) -> object:
    made = resting(desk, "whole", category_id=category(desk, "whole")["id"])
    answer = _job(desk, {"id": str(made["id"]), "position": 7}, {"id": "1", "position": 8})
    return answer.json()["status"], _place(desk, made)
