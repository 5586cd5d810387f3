"""`make live` against the local Zendesk: it agrees with itself, notices what differs, and leaves nothing behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
import requests
from tests.conftest import ROOT

from live.__main__ import main
from live.checks import CHECKS
from live.sandbox import PREFIX
from macrosync.local_zendesk.assumptions import BEHAVIOURS, Status
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.local_zendesk import LocalZendesk


@dataclass(frozen=True)
class Looked:
    code: int
    out: str


def look(capsys: pytest.CaptureFixture[str], target: str, root: Path = ROOT) -> Looked:
    with pytest.raises(SystemExit) as ended:
        main([target, "--root", str(root)])
    code = ended.value.code
    shown = capsys.readouterr()
    return Looked(code if isinstance(code, int) else 1, f"{shown.out}{shown.err}{code}")


@pytest.fixture(autouse=True)
def _client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_CLIENT_ID", "local")
    monkeypatch.setenv("ZENDESK_CLIENT_SECRET", "local")


def test_every_check_is_of_a_behaviour_that_is_known() -> None:
    known = {behaviour.id for behaviour in BEHAVIOURS}
    assert [check.behaviour for check in CHECKS if check.behaviour not in known] == []


def test_the_local_zendesk_does_what_it_takes_to_be_true(
    zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str]
) -> None:
    looked = look(capsys, zendesk.url)
    assert looked.code == 0, looked.out
    assert f"{len(CHECKS)} behaviours, 0 differ." in looked.out


def test_nothing_is_left_behind(zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str]) -> None:
    look(capsys, zendesk.url)
    auth = ("admin@example.com/token", "local")
    for path in ("macros", "ticket_fields", "tickets", "help_center/categories", "help_center/articles"):
        assert PREFIX not in requests.get(f"{zendesk.url}/api/v2/{path}", auth=auth, timeout=10).text


@pytest.mark.parametrize(
    ("name", "setting"), [("fold_tag_case", True), ("normalise_html", True), ("rate_limit_headers", "2023")]
)
def test_what_differs_is_said_with_the_switch_to_set(
    zendesk: LocalZendesk,
    capsys: pytest.CaptureFixture[str],
    name: str,
    setting: bool | str,  # noqa: FBT001 - JSON
) -> None:
    requests.put(f"{zendesk.url}/_local/switches", json={name: setting}, timeout=10).raise_for_status()
    looked = look(capsys, zendesk.url)
    assert looked.code == 1
    assert f"; set the switch {name}" in looked.out


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
    looked = look(capsys, "production", project)
    assert looked.code == 1
    assert "target `production` is not marked as a sandbox" in looked.out


def test_without_credentials_it_says_what_to_set(
    zendesk: LocalZendesk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("ZENDESK_CLIENT_SECRET")
    assert "ZENDESK_CLIENT_ID is set and ZENDESK_CLIENT_SECRET is not" in look(capsys, zendesk.url).out
