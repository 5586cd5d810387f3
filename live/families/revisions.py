"""Revisions of a trigger, and the audit log: of plans that have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.families.triggers import values
from live.probe import Family
from live.things import macro

if TYPE_CHECKING:
    from live.sandbox import Sandbox

REVISIONS = Family()


def _revised(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A trigger that was made, moved, and called something else."""
    made = desk.make("triggers", "trigger", values(desk, "revised"))
    path = f"triggers/{made['id']}"
    desk.send("PUT", path, {"trigger": {"position": made["position"] + 1}})
    desk.send("PUT", path, {"trigger": {"title": desk.name("revised again")}})
    return made


def _revisions(desk: Sandbox) -> list[Any]:
    made = desk.once("revised", lambda: _revised(desk))
    return list(desk.get(f"triggers/{made['id']}/revisions")["trigger_revisions"])


@REVISIONS.switched("revisions-plan", {True: 200, False: 403})
def _plan(desk: Sandbox) -> object:
    made = desk.once("revised", lambda: _revised(desk))
    return desk.call("GET", f"triggers/{made['id']}/revisions").status_code


@REVISIONS.known("revisions-order", shows=True)
def _order(desk: Sandbox) -> object:
    return _revisions(desk)[0]["snapshot"]["title"] == desk.name("revised again")


@REVISIONS.switched("revisions-when", {False: 2, True: 3})
def _when(desk: Sandbox) -> object:
    return len(_revisions(desk))


@REVISIONS.switched("revisions-first", {True: "all of it", False: "nothing"})
def _first(desk: Sandbox) -> object:
    diff = _revisions(desk)[-1]["diff"]
    changes = diff.get("title")
    return "nothing" if not diff else "all of it" if changes and "source_id" not in diff else diff


@REVISIONS.switched("revisions-conditions", {True: True, False: False})
def _conditions(desk: Sandbox) -> object:
    return "all" in _revisions(desk)[0]["diff"]["conditions"]


def _logged(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A macro that was made and called something else."""
    made = macro(desk, "logged")
    desk.pause(1)
    desk.send("PUT", f"macros/{made['id']}", {"macro": {"title": desk.name("logged again")}})
    return made


def _log(desk: Sandbox, rule: Any) -> list[Any]:  # noqa: ANN401 - JSON
    query = {"filter[source_type]": "rule", "filter[source_id]": rule["id"]}
    return list(desk.get("audit_logs", **query)["audit_logs"])


@REVISIONS.known("audit-log", ["update", "create"])
def _audit_log(desk: Sandbox) -> object:
    return [each["action"] for each in _log(desk, desk.once("logged", lambda: _logged(desk)))]


@REVISIONS.known("audit-log-types", (True, True))
def _types(desk: Sandbox) -> object:
    rules = (desk.once("logged", lambda: _logged(desk)), desk.once("revised", lambda: _revised(desk)))
    first, second = (bool(_log(desk, each)) for each in rules)
    return first, second
