"""Whatever a person changes by hand is shown by `drift`, just that, is held, and is mended when that is asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import requests
from tests.end_to_end.account import api, consult_type_field, named

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

ARTICLES = "help_center/ko/articles"
Edit = tuple[str, str, str]


def listed(zendesk: LocalZendesk, path: str, many: str) -> list[dict[str, Any]]:
    return list(api(zendesk, "GET", path, params={"page[size]": "100"})[many])


def ours(zendesk: LocalZendesk, many: str) -> dict[str, Any]:
    """The first of a kind that bears our mark."""
    return next(each for each in listed(zendesk, many, many) if "macrosync:" in (each["description"] or ""))


def edited(zendesk: LocalZendesk, many: str, **fields: Any) -> None:  # noqa: ANN401 - any JSON
    one = many.removesuffix("s")
    method = "PATCH" if many == "webhooks" else "PUT"
    api(zendesk, method, f"{many}/{ours(zendesk, many)['id']}", json={one: fields})


def macro_text(zendesk: LocalZendesk) -> None:
    held = ours(zendesk, "macros")
    actions = [
        {**each, "value": "손으로 고침"} if each["field"] == "comment_value" else each for each in held["actions"]
    ]
    api(zendesk, "PUT", f"macros/{held['id']}", json={"macro": {"actions": actions}})


def macro_personal(zendesk: LocalZendesk) -> None:
    me = api(zendesk, "GET", "users/me")["user"]["id"]
    edited(zendesk, "macros", restriction={"type": "User", "id": me})


def field_title(zendesk: LocalZendesk) -> None:
    changed = {"ticket_field": {"title": "손으로 고침"}}
    api(zendesk, "PUT", f"ticket_fields/{consult_type_field(zendesk)}", json=changed)


def option(zendesk: LocalZendesk) -> tuple[str, dict[str, Any]]:
    path = f"ticket_fields/{consult_type_field(zendesk)}"
    return path, api(zendesk, "GET", path)["ticket_field"]["custom_field_options"][0]


def option_renamed(zendesk: LocalZendesk) -> None:
    path, found = option(zendesk)
    renamed = {"id": found["id"], "name": "손으로 고침", "value": found["value"]}
    api(zendesk, "POST", f"{path}/options", json={"custom_field_option": renamed})


def option_deleted(zendesk: LocalZendesk) -> None:
    path, found = option(zendesk)
    api(zendesk, "DELETE", f"{path}/options/{found['id']}")


def option_order(zendesk: LocalZendesk) -> None:
    path, _ = option(zendesk)
    options = api(zendesk, "GET", path)["ticket_field"]["custom_field_options"]
    kept = [{name: each[name] for name in ("id", "name", "value")} for each in [*options[1:], options[0]]]
    api(zendesk, "PUT", path, json={"ticket_field": {"custom_field_options": kept}})


def form_without(zendesk: LocalZendesk) -> None:
    form = named(zendesk, "ticket_forms", "기사 문의")
    kept = [each for each in form["ticket_field_ids"] if each != consult_type_field(zendesk)]
    api(zendesk, "PUT", f"ticket_forms/{form['id']}", json={"ticket_form": {"ticket_field_ids": kept}})


def article(zendesk: LocalZendesk) -> dict[str, Any]:
    return listed(zendesk, ARTICLES, "articles")[0]


def article_body(zendesk: LocalZendesk) -> None:
    path = f"help_center/articles/{article(zendesk)['id']}/translations/ko"
    api(zendesk, "PUT", path, json={"translation": {"body": "<p>손으로 고침</p>"}})


def article_open(zendesk: LocalZendesk) -> None:
    path = f"help_center/ko/articles/{article(zendesk)['id']}"
    api(zendesk, "PUT", path, json={"article": {"user_segment_id": None}})


def article_archived(zendesk: LocalZendesk) -> None:
    api(zendesk, "DELETE", f"help_center/articles/{article(zendesk)['id']}")


def section_renamed(zendesk: LocalZendesk) -> None:
    found = named_in(zendesk, "sections", "기사 상담")
    api(zendesk, "PUT", f"help_center/sections/{found['id']}/translations/ko", json={"translation": {"title": "다른"}})


def category_renamed(zendesk: LocalZendesk) -> None:
    found = named_in(zendesk, "categories", "상담 스크립트")
    path = f"help_center/categories/{found['id']}/translations/ko"
    api(zendesk, "PUT", path, json={"translation": {"title": "다른"}})


def named_in(zendesk: LocalZendesk, many: str, name: str) -> dict[str, Any]:
    return next(each for each in listed(zendesk, f"help_center/ko/{many}", many) if each["name"] == name)


def trigger_order(zendesk: LocalZendesk) -> None:
    held = [each for each in listed(zendesk, "triggers", "triggers") if "macrosync:" in (each["description"] or "")]
    items = [{"id": str(held[0]["id"]), "position": held[-1]["position"] + 1}]
    job = {"job": {"action": "patch", "items": {"triggers": items}}}
    api(zendesk, "POST", "trigger_categories/jobs", json=job)


def category_of_triggers(zendesk: LocalZendesk) -> None:
    found = named(zendesk, "trigger_categories", "macrosync")
    api(zendesk, "PATCH", f"trigger_categories/{found['id']}", json={"trigger_category": {"name": "다른"}})


def deleted(many: str) -> Callable[[LocalZendesk], None]:
    def delete(zendesk: LocalZendesk) -> None:
        api(zendesk, "DELETE", f"{many}/{ours(zendesk, many)['id']}")

    return delete


EDITS: dict[str, tuple[Callable[[LocalZendesk], None], Edit]] = {
    "macro text": (macro_text, ("changed", "macro", "actions")),
    "macro title": (lambda desk: edited(desk, "macros", title="손으로"), ("changed", "macro", "title")),
    "macro inactive": (lambda desk: edited(desk, "macros", active=False), ("changed", "macro", "active")),
    "macro personal": (macro_personal, ("changed", "macro", "restriction")),
    "macro for everyone": (lambda desk: edited(desk, "macros", restriction=None), ("changed", "macro", "restriction")),
    "macro deleted": (deleted("macros"), ("gone", "macro", "")),
    "trigger title": (lambda desk: edited(desk, "triggers", title="손으로"), ("changed", "trigger", "title")),
    "trigger inactive": (lambda desk: edited(desk, "triggers", active=False), ("changed", "trigger", "active")),
    "trigger deleted": (deleted("triggers"), ("gone", "trigger", "")),
    "view title": (lambda desk: edited(desk, "views", title="손으로"), ("changed", "view", "title")),
    "view deleted": (deleted("views"), ("gone", "view", "")),
    "webhook off": (lambda desk: edited(desk, "webhooks", status="inactive"), ("changed", "webhook", "status")),
    "webhook name": (lambda desk: edited(desk, "webhooks", name="손으로"), ("changed", "webhook", "name")),
    "field title": (field_title, ("changed", "ticket_field", "title")),
    "option renamed": (option_renamed, ("changed", "field_option", "name")),
    "option deleted": (option_deleted, ("gone", "field_option", "")),
    "option order": (option_order, ("changed", "ticket_field", "option order")),
    "form": (form_without, ("changed", "ticket_form", "ticket_field_ids")),
    "article body": (article_body, ("changed", "article", "body")),
    "article open to all": (article_open, ("changed", "article", "user_segment_id")),
    "article archived": (article_archived, ("gone", "article", "")),
    "section renamed": (section_renamed, ("gone", "section", "")),
    "category renamed": (category_renamed, ("gone", "category", "")),
    "trigger order": (trigger_order, ("changed", "trigger_category", "trigger order")),
    "trigger category renamed": (category_of_triggers, ("gone", "trigger_category", "")),
}


def applied(run: Run, zendesk: LocalZendesk, *options: str) -> dict[str, Any]:
    done = run("--url", zendesk.url, "apply", "--yes", "--json", *options)
    assert done.code == 0, done.err
    return dict(json.loads(done.out))


def drift(run: Run, zendesk: LocalZendesk) -> tuple[int, list[dict[str, Any]]]:
    found = run("--url", zendesk.url, "drift", "--json")
    return found.code, list(json.loads(found.out)["drift"])


@pytest.mark.parametrize("kinds", [("macro",), ("trigger",), ("view", "webhook", "ticket_form"),
                                   ("ticket_field", "field_option"), ("article", "section", "category")])  # fmt: skip
def test_one_edit_is_shown_held_and_mended(run: Run, zendesk: LocalZendesk, kinds: tuple[str, ...]) -> None:
    applied(run, zendesk)
    assert drift(run, zendesk) == (0, [])
    edits = {
        name: edit for name, edit in EDITS.items() if edit[1][1] in {*kinds, *(f"{each}_category" for each in kinds)}
    }
    for name, (change, (sort, kind, field)) in edits.items():
        change(zendesk)
        code, found = drift(run, zendesk)
        assert code == 2
        shown = [(each["sort"], each["kind"], *[field["name"] for field in each["fields"]]) for each in found]
        # A section stands in its category, so that it is not found where the category has another name.
        within = {"category renamed": [("gone", "section")]}.get(name, [])
        assert shown == [tuple(each for each in (sort, kind, field) if each), *within]
        assert all("was" in each for one in found for each in one["fields"])
        force = ["--force"] * (name == "trigger category renamed")  # all of its triggers move
        held = applied(run, zendesk, *force)
        assert held["held"]
        assert (held["created"], held["updated"], held["deleted"]) == (0, 0, 0)
        assert drift(run, zendesk) == (code, found)
        applied(run, zendesk, "--overwrite-drift", *force)
        assert drift(run, zendesk) == (0, [])
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0
    assert edits


def test_who_and_when_by_the_audit_log_or_the_time_alone(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    edited(zendesk, "macros", active=False)
    _, (found,) = drift(run, zendesk)
    name = api(zendesk, "GET", "users/me")["user"]["name"]
    assert (found["changed_by"], found["changed_at"]) == (name, ours(zendesk, "macros")["updated_at"])
    assert found["told"] == ["made inactive by hand"]
    switches = {"enterprise_plan": False}
    requests.put(f"{zendesk.url}/_local/switches", json=switches, timeout=10).raise_for_status()
    _, (found,) = drift(run, zendesk)
    assert (found["changed_by"], found["changed_at"]) == (None, ours(zendesk, "macros")["updated_at"])


def test_a_macro_that_somebody_made_personal_is_not_made_again(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    count = len(listed(zendesk, "macros", "macros"))
    macro_personal(zendesk)
    planned = run("--url", zendesk.url, "plan")
    assert "0 to create, 1 to update" in planned.out
    assert "restriction (changed by hand; the files want what was last applied)" in planned.out
    shown = run("--url", zendesk.url, "drift").out
    assert "made personal by hand: one agent alone has it" in shown
    applied(run, zendesk, "--overwrite-drift")
    assert len(listed(zendesk, "macros", "macros")) == count


def test_without_the_record_a_mark_still_tells(run: Run, zendesk: LocalZendesk, project: Any) -> None:  # noqa: ANN401
    applied(run, zendesk)
    edited(zendesk, "macros", title="손으로 고침")
    (project / ".macrosync" / "local" / "applied.json").unlink()
    code, (found,) = drift(run, zendesk)
    assert code == 2
    (field,) = found["fields"]
    assert (field["name"], field["is"], "was" in field, field["origin"]) == ("title", "손으로 고침", False, "unknown")
    planned = run("--url", zendesk.url, "plan").out
    assert "title (what was last applied is on no record)" in planned
    assert applied(run, zendesk)["held"]


def test_an_option_that_a_person_added_is_not_pruned_unasked(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    path, _ = option(zendesk)
    api(zendesk, "POST", f"{path}/options", json={"custom_field_option": {"name": "손으로", "value": "by_hand"}})
    code, (found,) = drift(run, zendesk)
    assert (code, found["sort"], found["title"]) == (2, "added", "손으로")
    assert applied(run, zendesk, "--prune")["deleted"] == 0
    assert applied(run, zendesk, "--prune", "--overwrite-drift")["deleted"] == 1
    assert drift(run, zendesk) == (0, [])


def test_drift_in_every_form(run: Run, zendesk: LocalZendesk) -> None:
    applied(run, zendesk)
    nothing = run("--url", zendesk.url, "drift")
    assert (nothing.code, nothing.out) == (0, "Nothing was changed by hand since the last apply.\n")
    macro_text(zendesk)
    shown = run("--url", zendesk.url, "drift").out
    assert "  actions.comment_value (changed by hand; the files want what was last applied)\n" in shown
    assert "    + 손으로 고침\n" in shown
    assert "  keep it: write what it is now into workflows/lost-item.yaml:" in shown
    assert "  undo it: macrosync --target local apply --overwrite-drift\n" in shown
    assert shown.endswith("Drift: 1 changed by hand.\n")
    markdown = run("--url", zendesk.url, "drift", "--format", "markdown").out
    assert markdown.startswith("### macrosync: drift of <code>local</code>\n\n**Drift: 1 changed by hand.**\n")
    assert "\n+ 손으로 고침\n" in markdown
