"""Which account is taken, and what is said when it cannot be used: one sentence that says what to do."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
import requests

from macrosync.gateway.repeating import Patience

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Ran, Run

    from macrosync.local_zendesk import LocalZendesk

NOWHERE = "http://127.0.0.1:1"
#: Tries as often as ever, and waits for nothing.
AT_ONCE = partial(Patience, first=0.0)


@pytest.fixture
def production(project: Path) -> None:
    with (project / "macrosync.toml").open("a", encoding="utf-8") as file:
        file.write('\n[targets.production]\nsubdomain = "example"\n')


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_CLIENT_ID", "local")
    monkeypatch.setenv("ZENDESK_CLIENT_SECRET", "local")


def says(shown: Ran, *words: str) -> None:
    """One sentence on stderr, nothing else anywhere, and exit code 1."""
    assert (shown.code, shown.out) == (1, "")
    assert "Traceback" not in shown.err
    for word in words:
        assert word in shown.err


def fault(zendesk: LocalZendesk, path: str, status: int) -> None:
    made = requests.post(f"{zendesk.url}/_local/faults", json={"path": path, "status": status}, timeout=10)
    made.raise_for_status()


def test_in_ci_a_target_has_to_be_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    says(run("plan"), "CI is set, so no target is taken by default: give --target (local).")
    assert run("--target", "local", "plan").code == 0
    assert run("validate").code == 0  # it needs no account


@pytest.mark.usefixtures("production")
def test_beside_another_target_it_has_to_be_said(run: Run) -> None:
    says(run("plan"), "macrosync.toml has more than one target: give --target (local, production).")


def test_a_target_that_is_not_configured(run: Run) -> None:
    says(run("--target", "prod", "plan"), "macrosync.toml has no target `prod`: add [targets.prod]")


@pytest.mark.usefixtures("production")
def test_no_credentials(run: Run) -> None:
    says(run("--target", "production", "plan"), "No credentials are set: set ZENDESK_CLIENT_ID")


@pytest.mark.usefixtures("production")
def test_half_of_the_credentials(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_CLIENT_ID", "local")
    says(run("--target", "production", "plan"), "ZENDESK_CLIENT_ID is set and ZENDESK_CLIENT_SECRET is not")


@pytest.mark.usefixtures("production", "client")
def test_a_host_that_cannot_be_reached(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macrosync.gateway.Patience", AT_ONCE)
    shown = run("--target", "production", "--url", NOWHERE, "plan")
    says(shown, "the connection was refused", "Check the subdomain in macrosync.toml and your network.")


def test_no_macrosync_toml(run: Run, project: Path) -> None:
    (project / "macrosync.toml").unlink()
    says(run("plan"), "macrosync.toml is missing: run macrosync in a project's folder, or give --root.")


@pytest.mark.parametrize(
    "url", ["http://example.com", "http://10.0.0.1:8080", "ftp://127.0.0.1", "example", "https://"]
)
def test_an_address_that_may_not_be_talked_to(run: Run, url: str) -> None:
    says(run("--url", url, "plan"), "The address ", "http://127.0.0.1:PORT")


@pytest.mark.usefixtures("production")
def test_a_wrong_secret(run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_CLIENT_ID", "local")
    monkeypatch.setenv("ZENDESK_CLIENT_SECRET", "not-the-secret-0001")
    shown = run("--target", "production", "--url", zendesk.url, "plan")
    says(shown, "POST /oauth/tokens answered 401", "Check ZENDESK_CLIENT_ID and ZENDESK_CLIENT_SECRET")
    assert "not-the-secret-0001" not in shown.err


@pytest.mark.usefixtures("production")
def test_a_bearer_that_lapsed(run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> None:
    grant = {"grant_type": "client_credentials", "client_id": "local", "client_secret": "local"}
    asked = grant | {"scope": "read write", "expires_in": "300"}
    token = requests.post(f"{zendesk.url}/oauth/tokens", json=asked, timeout=10).json()["access_token"]
    monkeypatch.setenv("ZENDESK_OAUTH_TOKEN", token)
    assert run("--target", "production", "--url", zendesk.url, "plan").code == 0
    requests.put(f"{zendesk.url}/_local/clock", json={"advance": 301}, timeout=10).raise_for_status()
    shown = run("--target", "production", "--url", zendesk.url, "plan")
    says(shown, "answered 401", "The bearer in ZENDESK_OAUTH_TOKEN has lapsed or is not this account's")
    assert token not in shown.err


@pytest.mark.usefixtures("production")
def test_an_api_token_works_with_a_warning_that_names_the_date(
    run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZENDESK_EMAIL", "admin@example.com")
    monkeypatch.setenv("ZENDESK_API_TOKEN", "local")
    shown = run("--target", "production", "--url", zendesk.url, "plan")
    assert shown.code == 0
    assert "stop working on 2027-04-30" in shown.err


@pytest.mark.usefixtures("production")
def test_an_api_token_that_is_wrong(run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZENDESK_EMAIL", "admin@example.com")
    monkeypatch.setenv("ZENDESK_API_TOKEN", "wrong-token-0001")
    shown = run("--target", "production", "--url", zendesk.url, "plan")
    assert (shown.code, shown.out) == (1, "")
    assert "the caller is an anonymous user" in shown.err
    assert "wrong-token-0001" not in shown.err


def test_what_the_caller_may_not_do(run: Run, zendesk: LocalZendesk) -> None:
    fault(zendesk, "/api/v2/macros", 403)
    says(
        run("--url", zendesk.url, "plan"),
        "macro list: GET /api/v2/macros answered 403",
        "Give the service user the admin",
    )


def test_an_account_without_a_help_center(run: Run, zendesk: LocalZendesk) -> None:
    fault(zendesk, "/api/v2/help_center/**", 404)
    says(
        run("--url", zendesk.url, "plan"),
        "The account has no Help Center, it is not activated, or it lacks the locale ko",
    )


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (('chat = ["채팅 상담"]', 'chat = ["채팅팀"]'), "the group `채팅팀` is not in the account, which has"),
        (('["기사 문의"]', '["없는 양식"]'), "the ticket form `없는 양식` is not in the account, which has"),
        (('"관리자"', '"편집자"'), "the permission group `편집자` is not in the account, which has"),
        (('"staff"', '"managers"'), "the user segment `managers` is not in the account, which has"),
    ],
)
def test_what_the_account_lacks(
    run: Run, project: Path, zendesk: LocalZendesk, edit: tuple[str, str], said: str
) -> None:
    settings = project / "macrosync.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace(*edit), encoding="utf-8")
    shown = run("--url", zendesk.url, "apply", "--yes")
    says(shown, said, "make it there, or name another one.")
    assert requests.get(f"{zendesk.url}/_local/calls", timeout=10).text.count('"POST"') <= 1  # the bearer's


def test_a_service_that_is_down(run: Run, zendesk: LocalZendesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("macrosync.gateway.Patience", AT_ONCE)
    fault(zendesk, "/api/v2/users/me", 502)
    says(run("--url", zendesk.url, "plan"), "answered 502", "Look at status.zendesk.com, and run again")
