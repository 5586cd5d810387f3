"""`make live` against the local Zendesk: it agrees with itself, says what is otherwise, is polite, and cleans up."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import requests
from tests.conftest import ROOT
from tests.live.looking import begin, of, sandbox
from tests.local_zendesk.client import Api

from live import leftovers
from live.__main__ import main, walked
from live.checks import PROBES
from live.families.macros import MACROS
from live.probe import Outcome, finding
from live.sandbox import PREFIX
from live.things import article, macro, ticket, user
from macrosync.local_zendesk.assumptions import BEHAVIOURS, Status
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.local_zendesk import LocalZendesk

LISTS = (
    *("macros", "triggers", "automations", "views", "ticket_fields", "ticket_forms", "tickets", "deleted_tickets"),
    *("users", "groups", "organizations", "trigger_categories", "webhooks", "dynamic_content/items"),
    *("help_center/categories", "help_center/sections", "help_center/articles", "help_center/articles/labels"),
    *("guide/permission_groups", "guide/content_tags"),
)


@dataclass(frozen=True)
class Looked:
    code: int
    out: str


def look(capsys: pytest.CaptureFixture[str], target: str, *options: str, root: Path = ROOT) -> Looked:
    with pytest.raises(SystemExit) as ended:
        main([target, "--root", str(root), *options])
    code = ended.value.code
    shown = capsys.readouterr()
    return Looked(code if isinstance(code, int) else 1, f"{shown.out}{shown.err}{'' if code in {0, 1} else code}")


def of_ours(url: str) -> list[str]:
    """The lists that still hold something that was made for a look."""
    with Api(url) as api:
        texts = {path: api.call("GET", path).text.replace("_", "-") for path in LISTS}
    return [path for path, text in texts.items() if PREFIX in text]


@pytest.fixture(autouse=True)
def _client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_CLIENT_ID", "local")
    monkeypatch.setenv("ZENDESK_CLIENT_SECRET", "local")


def test_the_local_zendesk_does_what_it_takes_to_be_true_and_keeps_nothing(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    account = sandbox(zendesk.url)
    found = walked(account, lambda _: None)
    assert [each.behaviour for each in found] == [*BEHAVIOURS]
    assert [each for each in found if each.outcome is Outcome.OTHERWISE] == []
    assert sum(each.outcome is Outcome.AS_ASSUMED for each in found) == len(PROBES)
    assert account.left == of_ours(zendesk.url) == []


def test_each_behaviour_has_a_line_and_what_differs_the_switch_to_set(
    zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str]
) -> None:
    begin(zendesk.url, {"fold_tag_case": True, "rate_limit_headers": "2023"})
    looked = look(capsys, zendesk.url)
    assert looked.code == 1
    for behaviour in BEHAVIOURS:
        assert behaviour.behaviour in looked.out
    assert 'PUT /_local/switches {"fold_tag_case": true}' in looked.out
    assert 'PUT /_local/switches {"rate_limit_headers": "2023"}' in looked.out
    assert looked.out.count("PUT /_local/switches") == 2
    assert "not looked at  assumed     A key holds two hours." in looked.out
    assert f"\n{len(BEHAVIOURS)} behaviours: " in looked.out
    assert ", 2 otherwise, " in looked.out


def test_as_json_its_switches_can_be_put_as_they_are(zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str]) -> None:
    set_ = {"macros_offer_hold": False, "most_webhook_headers": 10}
    begin(zendesk.url, set_)
    looked = look(capsys, zendesk.url, "--json")
    document = json.loads(looked.out)
    assert (looked.code, document["switches"], document["left_behind"]) == (1, set_, [])
    assert len(document["behaviours"]) == sum(document["summary"].values()) == len(BEHAVIOURS)
    answer = requests.put(f"{zendesk.url}/_local/switches", json=document["switches"], timeout=10)
    assert answer.status_code == 200


def stop(_: object) -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def test_what_was_made_is_deleted_when_the_person_breaks_off(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    account = sandbox(zendesk.url)
    macro(account), ticket(account), user(account, "waiting"), article(account)
    with pytest.raises(KeyboardInterrupt):
        walked(account, stop)
    assert account.left == of_ours(zendesk.url) == []


def test_what_an_earlier_run_could_not_delete_is_found_by_its_name(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    broken_off = sandbox(zendesk.url)
    for probe in PROBES:  # and then the machine is switched off
        finding(probe, broken_off)
    assert len(of_ours(zendesk.url)) > 15
    broken_off.pause(120)  # search, which finds the users, lags
    with sandbox(zendesk.url) as account:
        assert leftovers.find(account) > 100
    assert account.left == of_ours(zendesk.url) == []


def test_nothing_is_touched_that_a_person_made(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    with Api(zendesk.url) as api:
        mine = [api.macro(f"about {PREFIX}")["id"], api.macro("mine")["id"]]
        theirs = api.ticket(subject=f"{PREFIX} is slow")["id"]
        walked(sandbox(zendesk.url), lambda _: None)
        assert {each["id"] for each in api.get("macros")["macros"]} == set(mine)
        assert [each["id"] for each in api.get("tickets")["tickets"]] == [theirs]


def test_what_cannot_be_deleted_is_named(zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str]) -> None:
    begin(zendesk.url, {})
    with Api(zendesk.url) as api:
        api.control("POST", "faults", {"method": "DELETE", "path": "/api/v2/groups/*", "status": 500})
    looked = look(capsys, zendesk.url)
    assert looked.code == 1
    assert "left behind, delete it by hand: groups/" in looked.out


def test_a_part_of_the_calls_is_left_to_others(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    with Api(zendesk.url) as api:
        api.control("PUT", "limits", {"support": {"calls": 40, "seconds": 60}})
        with sandbox(zendesk.url) as account:
            found = [finding(probe, account) for probe in MACROS.probes]
        calls = api.control("GET", "calls")["calls"]
    assert {each.outcome for each in found} == {Outcome.AS_ASSUMED}
    assert len(calls) > 40
    assert [each for each in calls if each["status"] == 429] == []


def test_a_call_too_many_is_made_again_after_the_time_that_is_asked_for(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    waited: list[float] = []
    with Api(zendesk.url) as api, sandbox(zendesk.url) as account:
        api.control(
            "POST", "faults", {"path": "/api/v2/macros", "status": 429, "headers": {"retry-after": "7"}, "nth": 1}
        )
        account.pause = waited.append
        assert macro(account)["position"] == 10_000
    assert waited == [7]


def test_what_an_account_forbids_is_not_looked_at(zendesk: LocalZendesk) -> None:
    begin(zendesk.url, {})
    with Api(zendesk.url) as api, sandbox(zendesk.url) as account:
        api.control("POST", "faults", {"method": "POST", "path": "/api/v2/ticket_forms", "status": 403, "body": {}})
        (found,) = of("forms_have_system_fields", account)
    assert (found.outcome, found.setting) == (Outcome.NOT_LOOKED_AT, None)
    assert found.text == "POST /api/v2/ticket_forms answered 403"


def test_every_switch_of_an_assumption_is_one_that_can_be_set() -> None:
    named = {behaviour.switch for behaviour in BEHAVIOURS if behaviour.switch}
    assert named <= set(Switches.__dataclass_fields__)
    assert all(behaviour.status is Status.ASSUMED for behaviour in BEHAVIOURS if behaviour.switch)


@pytest.mark.parametrize("more", ["", "sandbox = false\n"])
def test_an_account_that_is_not_named_a_sandbox_is_refused(
    project: Path, capsys: pytest.CaptureFixture[str], more: str
) -> None:
    with (project / "macrosync.toml").open("a", encoding="utf-8") as file:
        file.write(f'\n[targets.production]\nsubdomain = "example"\n{more}')
    looked = look(capsys, "production", root=project)
    assert looked.code == 1
    assert "target `production` is not marked as a sandbox" in looked.out


def test_without_credentials_it_says_what_to_set(
    zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZENDESK_CLIENT_SECRET")
    assert "ZENDESK_CLIENT_ID is set and ZENDESK_CLIENT_SECRET is not" in look(capsys, zendesk.url).out
