"""Where nothing is on record, what bears no mark is left to whoever made it, and nobody is told that all is known."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from tests.end_to_end.account import api, consult_type_field, named
from tests.end_to_end.test_drift import applied, deleted, drift, option, option_renamed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

TREE = "workflows/consult-types.yaml"
AUTOMATION: dict[str, Any] = {
    "title": "macrosync: of another team",
    "conditions": {"all": [{"field": "status", "operator": "less_than", "value": "solved"},
                           {"field": "PENDING", "operator": "greater_than", "value": "24"}], "any": []},
    "actions": [{"field": "status", "value": "solved"}],
}  # fmt: skip
ON_RECORD = "Nothing is on record here of what was last applied (.macrosync/local/applied.json)"


@pytest.fixture
def desk(run: Run, zendesk: LocalZendesk, project: Path) -> LocalZendesk:
    """Applied, from somewhere else: nothing of it is on record here."""
    applied(run, zendesk)
    record(project).unlink()
    return zendesk


def record(project: Path) -> Path:
    return project / ".macrosync" / "local" / "applied.json"


def others_at_work(zendesk: LocalZendesk) -> None:
    path = f"ticket_fields/{consult_type_field(zendesk)}"
    option_renamed(zendesk)
    api(zendesk, "POST", f"{path}/options", json={"custom_field_option": {"name": "그들의 것", "value": "theirs"}})
    api(zendesk, "POST", "automations", json={"automation": AUTOMATION})


def options(zendesk: LocalZendesk) -> set[str]:
    path, _ = option(zendesk)
    return {each["name"] for each in api(zendesk, "GET", path)["ticket_field"]["custom_field_options"]}


def test_what_others_made_is_neither_deleted_nor_renamed_unasked(run: Run, desk: LocalZendesk) -> None:
    others_at_work(desk)
    deleted("macros")(desk)
    done = applied(run, desk, "--prune")
    assert sorted(each["kind"] for each in done["held"]) == ["automation", "field_option", "field_option"]
    # What bears a mark and is missing is made: whether it was deleted, nothing says.
    assert (done["created"], done["updated"], done["deleted"]) == (1, 0, 0)
    assert options(desk) >= {"손으로 고침", "그들의 것"}
    assert named(desk, "automations", AUTOMATION["title"])
    asked = applied(run, desk, "--prune", "--overwrite-drift")
    assert (asked["held"], asked["updated"], asked["deleted"]) == ([], 1, 2)
    assert drift(run, desk) == (0, [])


def test_drift_shows_it_and_says_what_it_cannot_tell(run: Run, desk: LocalZendesk) -> None:
    nothing = run("--url", desk.url, "drift")
    assert (nothing.code, nothing.out.startswith(f"Note: {ON_RECORD[:60]}")) == (0, True)
    assert nothing.out.endswith("Nothing was changed by hand since the last apply, as far as can be told here.\n")
    others_at_work(desk)
    code, found = drift(run, desk)
    assert code == 2
    assert [(each["sort"], each["kind"], each["title"]) for each in found] == [
        ("unknown", "field_option", "손으로 고침"),
        ("unknown", "field_option", "그들의 것"),
        ("unknown", "automation", AUTOMATION["title"]),
    ]
    shown = run("--url", desk.url, "drift").out
    assert "not defined, and on no record here: made by others, or by an apply from elsewhere" in shown
    assert shown.endswith("Drift: 3 not as the files want, of which nothing says who did it.\n")
    markdown = run("--url", desk.url, "drift", "--format", "markdown").out
    assert "- <code>Nothing is on record here" in markdown
    assert json.loads(run("--url", desk.url, "drift", "--json").out)["notes"][0].startswith(ON_RECORD)


def test_a_plan_says_so_once_and_what_it_holds(run: Run, desk: LocalZendesk) -> None:
    assert "on record" not in run("--url", desk.url, "plan", "--prune").out
    others_at_work(desk)
    shown = " ".join(run("--url", desk.url, "plan", "--prune").out.split())
    assert shown.count("Nothing is on record here") == 1
    assert shown.count("! nothing on record here says that it is ours") == 3
    assert "Changed by hand since the last apply, or not known to be ours:" in shown
    left = " ".join(run("--url", desk.url, "plan").out.split())
    assert "only --prune together with --overwrite-drift deletes it" in left


def test_an_apply_begins_a_record_that_tells_from_then_on(run: Run, desk: LocalZendesk) -> None:
    applied(run, desk)
    others_at_work(desk)
    code, found = drift(run, desk)
    assert (code, [each["sort"] for each in found]) == (2, ["changed", "added", "added"])


def test_with_a_record_that_came_back_from_elsewhere_what_the_files_change_is_done(
    run: Run, zendesk: LocalZendesk, project: Path
) -> None:
    applied(run, zendesk)
    kept = record(project).read_bytes()
    for each in record(project).parent.iterdir():
        each.unlink()
    record(project).write_bytes(kept)
    change_the_tree(project)
    assert run("lock").code == 0
    done = applied(run, zendesk, "--prune")
    assert (done["held"], done["deleted"] > 0, done["updated"] > 0) == ([], True, True)
    assert run("--url", zendesk.url, "plan", "--prune", "--detailed-exitcode").code == 0
    assert drift(run, zendesk) == (0, [])


def test_without_one_it_is_held_since_nobody_can_tell(run: Run, desk: LocalZendesk, project: Path) -> None:
    change_the_tree(project)
    assert run("lock").code == 0
    done = applied(run, desk, "--prune")
    assert {each["kind"] for each in done["held"]} == {"field_option"}
    assert applied(run, desk, "--prune", "--overwrite-drift")["held"] == []
    assert drift(run, desk) == (0, [])


def change_the_tree(project: Path) -> None:
    """Rename a consult type, and take one out for another."""
    file = project / TREE
    text = file.read_text(encoding="utf-8")
    version: Any = int(text.split("version: ", 1)[1].split()[0])
    text = text.replace(f"version: {version}", f"version: {version + 1}", 1).replace("name: 예약콜", "name: 예약 콜")
    changed = text.replace("{name: 맞춤콜, slug: custom}", "{name: 심야콜, slug: night}")
    assert changed != text
    file.write_text(changed, encoding="utf-8")
