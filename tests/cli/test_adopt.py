"""`macrosync adopt` as an admin types it, on a local Zendesk over HTTP."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from tests.cli.test_apply_under_faults import fault, once_held
from tests.end_to_end.account import api, named
from tests.end_to_end.test_drift import drift, listed

if TYPE_CHECKING:
    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk

EVIL = "\x1b[31m\u202e가\n::error::x"


def marked(zendesk: LocalZendesk, path: str, many: str) -> list[dict[str, Any]]:
    return [each for each in listed(zendesk, path, many) if "macrosync:" in json.dumps(each)]


def of_plan(run: Run, zendesk: LocalZendesk, kind: str) -> dict[str, Any]:
    """The first of a kind that a plan would make."""
    changes = json.loads(run("--url", zendesk.url, "plan", "--format", "json").out)["changes"]
    return dict(next(each for each in changes if each["kind"] == kind))


def line(refused: str) -> list[str]:
    """What the plan says to type."""
    (found,) = re.findall(r"`macrosync (--target local adopt [^`]*)`", refused)
    return str(found).split()


MADE: dict[str, dict[str, Any]] = {
    "macro": {"actions": [{"field": "status", "value": "open"}], "description": "손으로 만든 것"},
    "trigger": {
        "actions": [{"field": "priority", "value": "high"}],
        "conditions": {"all": [{"field": "status", "operator": "is", "value": "open"}], "any": []},
    },
    "view": {"all": [{"field": "status", "operator": "is", "value": "open"}], "output": {"columns": ["subject"]}},
    "ticket_field": {"type": "tagger", "custom_field_options": [{"name": "가", "value": "by_hand"}]},
    "webhook": {
        "endpoint": "https://example.com/x",
        "http_method": "POST",
        "request_format": "json",
        "status": "active",
        "subscriptions": ["conditional_ticket_events"],
    },
}


@pytest.mark.parametrize("kind", MADE)
def test_taken_over_as_the_plan_says_shown_as_drift_and_made_what_the_files_want(
    run: Run, zendesk: LocalZendesk, kind: str
) -> None:
    wanted = of_plan(run, zendesk, kind)
    name = "name" if kind == "webhook" else "title"
    made = api(zendesk, "POST", f"{kind}s", json={kind: {name: wanted["title"], **MADE[kind]}})[kind]
    refused = run("--url", zendesk.url, "plan")
    assert refused.code == 1
    typed = line(refused.err)
    assert typed[3:] == [kind, str(made["id"]), wanted["key"]]
    dry = run("--url", zendesk.url, *typed, "--dry-run")
    assert (dry.code, "would get the mark" in dry.out) == (0, True)
    assert marked(zendesk, f"{kind}s", f"{kind}s") == []
    assert run("--url", zendesk.url, *typed, "--yes").code == 0
    (held,) = marked(zendesk, f"{kind}s", f"{kind}s")
    carrier = "agent_description" if kind == "ticket_field" else "description"
    apart = {carrier, "updated_at", "updated_by", "raw_description"}
    assert {key: held[key] for key in made if key not in apart} == {key: made[key] for key in made if key not in apart}
    code, found = drift(run, zendesk)
    others = [("adopted", "field_option")] * (kind == "ticket_field")  # the one that somebody made in the field
    assert (code, [(each["sort"], each["kind"]) for each in found]) == (2, [("adopted", kind), *others])
    # The option that somebody made in the field is none of the files', and goes only when that is asked for.
    assert run("--url", zendesk.url, "apply", "--yes", "--overwrite-drift", "--prune").code == 0
    assert drift(run, zendesk) == (0, [])
    again = run("--url", zendesk.url, *typed, "--yes")
    assert (again.code, "bears the mark of this project already" in again.err) == (1, True)


def test_a_field_that_is_taken_over_is_held_with_all_that_others_made_of_its_options(
    run: Run, zendesk: LocalZendesk
) -> None:
    wanted = of_plan(run, zendesk, "ticket_field")
    wanted_names = [each["name"] for each in wanted["payload"]["custom_field_options"]]
    named_otherwise = {**wanted["payload"]["custom_field_options"][0], "name": "그들의 이름"}
    theirs = [named_otherwise, *({"name": f"그들의 것 {name}", "value": f"theirs_{name}"} for name in "ab")]
    field = {"title": wanted["title"], "type": "tagger", "custom_field_options": theirs}
    made = api(zendesk, "POST", "ticket_fields", json={"ticket_field": field})["ticket_field"]
    assert run("--url", zendesk.url, "adopt", "ticket_field", str(made["id"]), wanted["key"], "--yes").code == 0
    _, found = drift(run, zendesk)
    assert [(each["sort"], each["title"]) for each in found][1:] == [("adopted", each["name"]) for each in theirs]
    for _ in range(2):  # a record of all else does not change it
        done = json.loads(run("--url", zendesk.url, "apply", "--yes", "--prune", "--json").out)
        held = [(each["kind"], each["title"]) for each in done["held"] if each["kind"] != "ticket_field"]
        assert sorted(held) == sorted(
            ("field_option", each) for each in (wanted_names[0], theirs[1]["name"], theirs[2]["name"])
        )
        assert (done["deleted"], done["failed"]) == (0, [])
        kept = api(zendesk, "GET", f"ticket_fields/{made['id']}")["ticket_field"]["custom_field_options"]
        # Ours are added, since rules name them; what others made stays.
        assert [each["name"] for each in kept] == [*(each["name"] for each in theirs), *wanted_names[1:]]
    assert run("--url", zendesk.url, "apply", "--yes", "--prune", "--overwrite-drift").code == 0
    assert drift(run, zendesk) == (0, [])


def test_an_article_is_taken_over_with_its_labels(run: Run, zendesk: LocalZendesk) -> None:
    run("--url", zendesk.url, "apply", "--yes")
    held = listed(zendesk, "help_center/ko/articles", "articles")[0]
    key = re.findall(r"macrosync:driver-desk/([^@]*)@", json.dumps(held["label_names"]))[0]
    path = f"help_center/ko/articles/{held['id']}"
    api(zendesk, "PUT", path, json={"article": {"label_names": ["분실물"]}})
    assert line(run("--url", zendesk.url, "plan").err)[3:] == ["article", str(held["id"]), key]
    done = run("--url", zendesk.url, "adopt", "article", str(held["id"]), key, "--yes", "--json")
    assert (done.code, json.loads(done.out)["written"]) == (0, True)
    labels = api(zendesk, "GET", path)["article"]["label_names"]
    assert (len(labels), "분실물" in labels) == (2, True)


def test_what_is_refused(run: Run, zendesk: LocalZendesk) -> None:
    macro = {
        "title": EVIL,
        "actions": MADE["macro"]["actions"],
        "description": "macrosync:other-desk/a/b@1#0123456789ab",
    }
    number = str(api(zendesk, "POST", "macros", json={"macro": macro})["macro"]["id"])
    key = of_plan(run, zendesk, "macro")["key"]
    form = named(zendesk, "ticket_forms", "기사 문의")["id"]
    for arguments, said in (
        (("macro", number, key), "bears the mark of the project `other-desk` already"),
        (("macro", number, "no/such/key"), "No macro has the key `no/such/key`"),
        (("macro", "1", key), "The account has no macro with the id 1"),
        (("macro", "x", key), "`x` is no id of a macro"),
        (("ticket_form", str(form), "x"), 'write `ticket_forms = ["기사 문의"]` into the target in macrosync.toml'),
        (("field_option", "1", "x"), "An option bears no mark and goes by its value"),
    ):
        refused = run("--url", zendesk.url, "adopt", *arguments, "--yes")
        assert (refused.code, refused.out) == (1, "")
        assert said in refused.err
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]|^\s*::", refused.err, re.MULTILINE)
    assert "give --yes to adopt" in run("--url", zendesk.url, "adopt", "macro", free(zendesk), key).err


def free(zendesk: LocalZendesk) -> str:
    macro = {"title": EVIL, "actions": MADE["macro"]["actions"]}
    return str(api(zendesk, "POST", "macros", json={"macro": macro})["macro"]["id"])


def test_a_title_of_others_steers_nothing(run: Run, zendesk: LocalZendesk) -> None:
    key = of_plan(run, zendesk, "macro")["key"]
    shown = run("--url", zendesk.url, "adopt", "macro", free(zendesk), key, "--dry-run").out
    assert (shown.count("\n"), "\x1b" in shown, "\u202e" in shown) == (1, False, False)


def test_what_somebody_saves_while_the_mark_waits_is_said_and_stays(run: Run, zendesk: LocalZendesk) -> None:
    key, number = of_plan(run, zendesk, "macro")["key"], free(zendesk)
    fault(
        zendesk, method="PUT", path="/api/v2/macros/*", count=1, status=429, headers={"Retry-After": "1"}, hold="after"
    )
    mine, saved = {"macro": {"description": "손으로"}}, list[Any]()
    watching = once_held(zendesk, lambda: saved.append(api(zendesk, "PUT", f"macros/{number}", json=mine)))
    refused = run("--url", zendesk.url, "adopt", "macro", number, key, "--yes")
    watching.join()
    assert (refused.code, "It was changed in the account meanwhile" in refused.err) == (1, True)
    assert api(zendesk, "GET", f"macros/{number}")["macro"]["description"] == "손으로"


def test_a_mark_that_was_written_though_the_answer_was_lost_is_written_once(run: Run, zendesk: LocalZendesk) -> None:
    key, number = of_plan(run, zendesk, "macro")["key"], free(zendesk)
    fault(zendesk, method="PUT", path="/api/v2/macros/*", count=1, fate="lost", written=True)
    assert run("--url", zendesk.url, "adopt", "macro", number, key, "--yes").code == 0
    assert len([each for each in zendesk.account.calls.all() if each.method == "PUT"]) == 1
    assert len(marked(zendesk, "macros", "macros")) == 1
