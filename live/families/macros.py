"""Macros: what they take, how they are applied, and what one is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.things import COMMENT, field, macro, me, tag_of, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

MACROS = Family()
_LARGE = 66_000
_FILE = ("a.txt", b"a", "text/plain")
_MOST_FILES = 5


def _status(desk: Sandbox, **values: Any) -> int:  # noqa: ANN401 - JSON
    """What a macro is answered that may be refused."""
    return desk.tried("macros", "macro", {"title": desk.name("tried"), "actions": [COMMENT], **values}).status_code


@MACROS.known("macro-position", 10_000)
def _position(desk: Sandbox) -> object:
    return macro(desk, "position")["position"]


@MACROS.known("macro-partial", (True, [COMMENT]))
def _partial(desk: Sandbox) -> object:
    made = macro(desk, "partial", actions=[COMMENT, {"field": "priority", "value": "low"}])
    path = f"macros/{made['id']}"
    renamed = desk.send("PUT", path, {"macro": {"title": desk.name("renamed")}})["macro"]
    replaced = desk.send("PUT", path, {"macro": {"actions": [COMMENT]}})["macro"]
    return renamed["actions"] == made["actions"], replaced["actions"]


@MACROS.known("macro-access", (False, True))
def _access(desk: Sandbox) -> object:
    own = macro(desk, "own::mine", restriction={"type": "User", "id": me(desk)["id"]})
    listed = (
        desk.get("macros", category=desk.name("own"), access=access)["macros"] for access in ("shared", "personal")
    )
    shared, personal = (own["id"] in [each["id"] for each in page] for page in listed)
    return shared, personal


@MACROS.known("macro-size", 422)
def _size(desk: Sandbox) -> object:
    return _status(desk, actions=[{"field": "comment_value", "value": "x" * _LARGE}])


@MACROS.switched("macro-size-measure", {True: 201, False: 422})
def _size_measure(desk: Sandbox) -> object:
    return _status(desk, description="x" * _LARGE)


@MACROS.switched("macro-actions", {True: (422, 422, 422), False: (201, 201, 201)})
def _actions(desk: Sandbox) -> object:
    unknown, wrong, gone = (
        _status(desk, actions=[{"field": name, "value": value}])
        for name, value in (("macrosync_none", "x"), ("status", "lost"), ("custom_fields_1", "x"))
    )
    return unknown, wrong, gone


@MACROS.known("macro-delete", (True, 204))
def _delete(desk: Sandbox) -> object:
    made = macro(desk, "active")
    return made["active"], desk.remove(f"macros/{made['id']}").status_code


def _setting(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A macro that sets a field, with that field."""
    custom = field(desk, "applied")
    action = {"field": f"custom_fields_{custom['id']}", "value": tag_of(desk, "applied", "a")}
    return custom, macro(desk, "applied", actions=[action])


@MACROS.known("macro-apply", (True, "low", None))
def _apply(desk: Sandbox) -> object:
    plain, custom = ticket(desk), macro(desk, "low", actions=[{"field": "priority", "value": "low"}])
    preview = desk.get(f"tickets/{plain['id']}/macros/{custom['id']}/apply")["result"]["ticket"]
    kept = desk.get(f"tickets/{plain['id']}")["ticket"]
    return preview["id"] == plain["id"], preview["priority"], kept["priority"]


@MACROS.switched("macro-apply-fields", {True: "a list", False: "an object"})
def _apply_fields(desk: Sandbox) -> object:
    _, made = desk.once("setting", lambda: _setting(desk))
    found = desk.get(f"macros/{made['id']}/apply")["result"]["ticket"]["fields"]
    return "a list" if isinstance(found, list) else "an object" if isinstance(found, dict) else found


@MACROS.known("macro-definitions", shows=True)
def _definitions(desk: Sandbox) -> object:
    desk.once("setting", lambda: _setting(desk))
    subjects = [each["subject"] for each in desk.get("macros/definitions")["definitions"]["actions"]]
    first = next(at for at, subject in enumerate(subjects) if subject.startswith("custom_fields_"))
    return all(subject.startswith("custom_fields_") for subject in subjects[first:])


@MACROS.switched("macro-hold", {True: True, False: False})
def _hold(desk: Sandbox) -> object:
    listed = desk.get("macros/definitions")["definitions"]["actions"]
    status = next(each for each in listed if each["subject"] == "status")
    return "hold" in [each["value"] for each in status["values"]]


@MACROS.known("macro-old-actions", (True, False))
def _old_actions(desk: Sandbox) -> object:
    text = desk.call("GET", "macros/actions").json()
    values = {each.get("value") for each in text["actions"]}
    return "cc" in values, "follower" in values


@MACROS.known("macro-new", (True, False))
def _new(desk: Sandbox) -> object:
    made = macro(desk, "original::a")
    shown = desk.get("macros/new", macro_id=made["id"])["macro"]
    kept = desk.get("macros", category=desk.name("original"))["macros"]
    return shown["actions"] == made["actions"], len(kept) > 1


@MACROS.switched("macro-new-ticket", {True: (True, None), False: (False, None)})
def _new_of_a_ticket(desk: Sandbox) -> object:
    shown = desk.get("macros/new", ticket_id=ticket(desk)["id"])["macro"]
    return "comment_value" in [each["field"] for each in shown["actions"]], shown.get("id")


@MACROS.known("macro-files-form", (201, "a.txt"))
def _file(desk: Sandbox) -> object:
    answer = desk.call("POST", f"macros/{macro(desk, 'file')['id']}/attachments", files={"attachment": _FILE})
    return answer.status_code, answer.json()["macro_attachment"]["filename"]


def _filled(desk: Sandbox) -> tuple[list[bool], int]:
    """Which of the files were taken, and what the sixth was answered."""
    path = f"macros/{macro(desk, 'files')['id']}/attachments"
    taken = [desk.call("POST", path, files={"attachment": _FILE}).ok for _ in range(_MOST_FILES)]
    return taken, desk.call("POST", path, files={"attachment": _FILE}).status_code


@MACROS.known("macro-files", ([True] * _MOST_FILES, False))
def _five_files(desk: Sandbox) -> object:
    taken, sixth = desk.once("filled", lambda: _filled(desk))
    return taken, sixth < 400  # noqa: PLR2004 - not an error


@MACROS.switched("macro-files-body", {True: 422, False: 400})
def _too_many_files(desk: Sandbox) -> object:
    return desk.once("filled", lambda: _filled(desk))[1]


@MACROS.known("macro-files-key", 1)
def _files_key(desk: Sandbox) -> object:
    made = macro(desk, "attached")
    path = f"macros/{made['id']}"
    desk.call("POST", f"{path}/attachments", files={"attachment": _FILE})
    return len(desk.get(path)["macro"]["attachments"])


@MACROS.known("macro-limit", shows=True)
def _limit(desk: Sandbox) -> object:
    return desk.get("macros", access="shared", per_page=1)["count"] <= 5_000  # noqa: PLR2004 - SUP 4408844187034
