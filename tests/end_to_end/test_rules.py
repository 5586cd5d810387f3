"""The rules on a local Zendesk, over HTTP: made, kept in order, run on tickets, and taken away again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from tests.end_to_end.account import api, consult_type_field, named, tag_names

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

TRIGGERS = ("상담유형 태그: 대리_기사 ▶ 배정/운행 ▶ 운행정책", "상담유형 태그 해제: 대리_기사 ▶ 배정/운행 ▶ 운행정책")
PARTNER = "driver__dispatch__policy__partner"
LEVELS = ["driver", "driver__dispatch", "driver__dispatch__policy"]


@pytest.fixture(autouse=True)
def _consult_types_alone(project: Path) -> None:
    """The rules of lost items have tests of their own."""
    (project / "workflows" / "lost-item.yaml").unlink()


def triggers(zendesk: LocalZendesk) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = api(zendesk, "GET", "triggers", params={"page[size]": "100"})["triggers"]
    return found


def ours(zendesk: LocalZendesk) -> list[str]:
    return [each["title"] for each in triggers(zendesk) if "macrosync:driver-desk/" in (each["description"] or "")]


def applied(run: Run, zendesk: LocalZendesk, *options: str) -> str:
    done = run("--url", zendesk.url, "apply", "--yes", *options)
    assert done.code == 0, done.err
    return done.out


def test_category_and_triggers_are_made_in_order_and_a_second_plan_is_empty(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    category = named(zendesk, "trigger_categories", "macrosync")
    assert [(each["title"], each["category_id"]) for each in triggers(zendesk)] == [
        (title, category["id"]) for title in TRIGGERS
    ]
    planned = run("--url", zendesk.url, "plan", "--detailed-exitcode", "--prune")
    assert (planned.code, planned.out.split(",")[0]) == (0, "Plan: 0 to create")


def test_an_order_that_a_person_changed_is_held_and_put_back_when_asked(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    first, second = triggers(zendesk)
    other = {"title": "다른 트리거", "actions": [{"field": "priority", "value": "high"}], "position": 2}
    own = api(zendesk, "POST", "triggers", json={"trigger": other | {"category_id": first["category_id"]}})["trigger"]
    items = [{"id": str(first["id"]), "position": 3}, {"id": str(second["id"]), "position": 1}]
    job = {"job": {"action": "patch", "items": {"triggers": items}}}
    api(zendesk, "POST", "trigger_categories/jobs", json=job)
    assert ours(zendesk) == [*reversed(TRIGGERS)]
    planned = run("--url", zendesk.url, "plan", "--detailed-exitcode")
    assert planned.code == 2
    assert "~ update trigger category macrosync" in planned.out
    assert "trigger order" in planned.out
    assert "trigger order (changed by hand; the files want what was last applied)" in planned.out
    assert "0 updated, 0 deleted, 1 held" in applied(run, zendesk)
    assert ours(zendesk) == [*reversed(TRIGGERS)]
    assert "0 created, 1 updated, 0 deleted" in applied(run, zendesk, "--overwrite-drift")
    assert ours(zendesk) == [*TRIGGERS]
    assert api(zendesk, "GET", f"triggers/{own['id']}")["trigger"]["position"] == 2
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


def test_a_trigger_that_a_person_changed_is_held_until_it_is_written_over(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    first = triggers(zendesk)[0]
    api(zendesk, "PUT", f"triggers/{first['id']}", json={"trigger": {"active": False}})
    planned = run("--url", zendesk.url, "plan")
    assert "changed by hand since the last apply" in planned.out
    assert "1 held" in applied(run, zendesk)
    assert "1 updated" in applied(run, zendesk, "--overwrite-drift")
    after = api(zendesk, "GET", f"triggers/{first['id']}")["trigger"]
    assert (after["active"], after["conditions"]) == (True, first["conditions"])
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


def test_triggers_that_are_no_longer_defined_are_pruned_and_nothing_else(
    run: Run, zendesk: LocalZendesk, project: Path
) -> None:
    applied(run, zendesk)
    other = {"title": "다른 트리거", "actions": [{"field": "priority", "value": "high"}]}
    api(zendesk, "POST", "triggers", json={"trigger": other})
    file = project / "workflows" / "consult-types.yaml"
    lines = file.read_text(encoding="utf-8").replace("version: 2", "version: 3", 1).splitlines()
    at = lines.index("tagging:")
    file.write_text("\n".join([*lines[:at], *lines[at + 4 :]]) + "\n", encoding="utf-8")
    assert run("lock").code == 0
    assert "2 triggers are no longer defined; --prune deletes them." in run("--url", zendesk.url, "plan").out
    assert "2 deleted" in applied(run, zendesk, "--prune")
    assert [each["title"] for each in triggers(zendesk)] == ["다른 트리거"]
    assert named(zendesk, "trigger_categories", "macrosync")


def test_a_ticket_bears_the_tags_of_its_consult_type(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    field = consult_type_field(zendesk)
    ticket: dict[str, Any] = {"subject": "고객 연락 문의", "comment": {"body": "문의드립니다."}, "tags": ["vip"]}
    ticket["custom_fields"] = [{"id": field, "value": PARTNER}]
    number = api(zendesk, "POST", "tickets", json={"ticket": ticket})["ticket"]["id"]
    assert tag_names(zendesk, number) == {"vip", PARTNER, *LEVELS}
    cleared = {"ticket": {"custom_fields": [{"id": field, "value": None}]}}
    api(zendesk, "PUT", f"tickets/{number}", json=cleared)
    assert tag_names(zendesk, number) == {"vip"}
    other = PARTNER.replace("partner", "other")
    api(zendesk, "PUT", f"tickets/{number}", json={"ticket": {"tags": ["vip", "driver__gone", other]}})
    assert tag_names(zendesk, number) == {"vip", "driver__gone", other, *LEVELS}


def test_a_project_without_rules_needs_no_category(run: Run, zendesk: LocalZendesk, project: Path) -> None:
    file = project / "macrosync.toml"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("trigger_category")]
    file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    found = run("validate")
    assert (found.code, "[trigger-category-missing]" in found.out) == (1, True)
    types = project / "workflows" / "consult-types.yaml"
    lines = types.read_text(encoding="utf-8").splitlines()
    at = lines.index("tagging:")
    types.write_text("\n".join([*lines[:at], *lines[at + 4 :]]).replace("version: 2", "version: 3") + "\n", "utf-8")
    assert run("lock").code == 0
    applied(run, zendesk)
    assert triggers(zendesk) == []
    categories = api(zendesk, "GET", "trigger_categories")["trigger_categories"]
    assert [each for each in categories if each["name"] == "macrosync"] == []
