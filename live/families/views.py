"""Views: what they may ask for, show and count. They are the caller's own, so that nobody else meets them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.things import group, me, requester, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

VIEWS = Family()
_NEW = {"field": "status", "operator": "is", "value": "new"}
_UNSOLVED = {"field": "status", "operator": "less_than", "value": "solved"}
_MOST = 10


def _values(desk: Sandbox, what: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    """The caller's own view of tickets of ours."""
    ours = {"field": "current_tags", "operator": "includes", "value": desk.word("viewed")}
    own = {"type": "User", "id": me(desk)["id"]}
    return {"title": desk.name(what), "all": [_UNSOLVED, ours], "restriction": own, **more}


def _view(desk: Sandbox, what: str, **more: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.make("views", "view", _values(desk, what, **more))


def _status(desk: Sandbox, **more: Any) -> int:  # noqa: ANN401 - JSON
    """What a view is answered that may be refused."""
    return desk.tried("views", "view", _values(desk, "tried", **more)).status_code


def _columns(view: Any) -> list[Any]:  # noqa: ANN401 - JSON
    return [each["id"] for each in view["execution"]["columns"]]


def _all_seen(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A view with an ID, and its tickets: one, of the requester."""
    view = _view(desk, "seen", output={"columns": ["nice_id", "description", "requester", "status"]})
    ticket(desk, tags=[desk.word("viewed")], requester_id=requester(desk)["id"])
    return view


@VIEWS.known("view-property", (422, True))
def _property(desk: Sandbox) -> object:
    answer = desk.tried("views", "view", _values(desk, "property", all=_values(desk, "")["all"][1:]))
    return answer.status_code, "View must test for at least" in answer.text


@VIEWS.known("view-lists", ([_NEW], True))
def _lists(desk: Sandbox) -> object:
    view = _view(desk, "lists", any=[_NEW])
    after = desk.send("PUT", f"views/{view['id']}", {"view": {"all": [_NEW]}})["view"]["conditions"]
    return after["all"], after["any"] == view["conditions"]["any"]


@VIEWS.switched("view-conditions", {False: 422, True: 201})
def _conditions(desk: Sandbox) -> object:
    values = _values(desk, "conditions", conditions={"all": [_NEW], "any": []})
    del values["all"]
    return desk.tried("views", "view", values).status_code


@VIEWS.known("view-value", 400)
def _value(desk: Sandbox) -> object:
    return _status(desk, all=[_NEW, {"field": "group_id", "operator": "is", "value": 1}])


@VIEWS.known("view-columns", 422)
def _too_many_columns(desk: Sandbox) -> object:
    return _status(desk, output={"columns": ["status"] * (_MOST + 1)})


@VIEWS.switched("view-columns-invalid", {True: (422, 422), False: (201, 201)})
def _wrong_columns(desk: Sandbox) -> object:
    column = _status(desk, output={"columns": ["status", "macrosync_none"]})
    return column, _status(desk, output={"columns": ["status"], "sort_by": "macrosync_none"})


@VIEWS.switched("view-defaults", {True: (5, "nice_id"), False: (0, None)})
def _defaults(desk: Sandbox) -> object:
    view = _view(desk, "defaults")
    return len(_columns(view)), view["execution"]["sort_by"]


@VIEWS.switched("view-output", {True: ("updated", True), False: ("updated", False)})
def _output(desk: Sandbox) -> object:
    view = _view(desk, "output", output={"columns": ["status"], "sort_by": "created"})
    after = desk.send("PUT", f"views/{view['id']}", {"view": {"output": {"sort_by": "updated"}}})["view"]
    return after["execution"]["sort_by"], _columns(after) == ["status"]


@VIEWS.known("view-names", ["ticket_id", "subject"])
def _names(desk: Sandbox) -> object:
    return _columns(desk.once("seen", lambda: _all_seen(desk)))[:2]


@VIEWS.known("view-first-page", (True, None))
def _first_page(desk: Sandbox) -> object:
    view = desk.once("seen", lambda: _all_seen(desk))
    page = desk.get(f"views/{view['id']}/tickets", **{"page[size]": 1})
    return len(page["tickets"]) == 1, page["links"]["prev"]


@VIEWS.switched("view-rows", {True: (True, False), False: (False, True)})
def _rows(desk: Sandbox) -> object:
    view = desk.once("seen", lambda: _all_seen(desk))
    row = desk.get(f"views/{view['id']}/execute")["rows"][0]
    return row.get("requester_id") == requester(desk)["id"], "requester" in row


@VIEWS.switched("view-fresh", {True: (True, 1), False: (False, None)})
def _fresh(desk: Sandbox) -> object:
    count = desk.get(f"views/{desk.once('seen', lambda: _all_seen(desk))['id']}/count")["view_count"]
    return count["fresh"], count["value"]


@VIEWS.switched("view-compact", {False: (False, False), True: (True, True)})
def _compact(desk: Sandbox) -> object:
    desk.once("seen", lambda: _all_seen(desk))
    view = desk.get("views/compact")["views"][0]
    return "conditions" in view, "execution" in view


@VIEWS.switched("view-available", {False: False, True: True})
def _available(desk: Sandbox) -> object:
    home = group(desk, "viewers")["id"]
    memberships = desk.get(f"users/{me(desk)['id']}/group_memberships")["group_memberships"]
    for each in memberships:
        if each["group_id"] == home:  # whoever makes a group may be put into it
            desk.call("DELETE", f"group_memberships/{each['id']}")
    view = _view(desk, "of a group", restriction={"type": "Group", "id": home, "ids": [home]})
    listed = desk.get("views", sort_by="created_at", sort_order="desc", per_page=100)["views"]
    return view["id"] in [each["id"] for each in listed]
