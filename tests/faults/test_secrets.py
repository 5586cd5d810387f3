"""Credentials of a real account's kind, from the environment, while all goes wrong: they are told nowhere."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest
from tests.faults.commands import Ran, command, fault, mend, opened
from tests.faults.leaks import leaks
from tests.faults.project import STATE
from tests.faults.trials import APPLY
from tests.followups.office import let_in

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.faults.project import Desk

TARGET = '[targets.sandbox]\nsubdomain = "sandbox"\n'
BEARER = "agent-token-of-a-test"
SECRET = "a-secret-that-no-account-knows"
EMAIL = "someone@example.com"
PAIR = base64.b64encode(f"{EMAIL}/token:{SECRET}".encode()).decode()


@pytest.fixture
def sandbox(prepared: Desk, tmp_path: Path) -> Iterator[tuple[LocalZendesk, Path]]:
    """A project with a target that takes its credentials from the environment, and its account."""
    project, account = prepared.laid_out(tmp_path)
    settings = project / "macrosync.toml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\n{TARGET}", encoding="utf-8")
    with LocalZendesk(account) as zendesk:
        yield zendesk, project


def run(zendesk: LocalZendesk, project: Path, *arguments: str, **environment: str) -> Ran:
    return command(project, "--url", zendesk.url, "--target", "sandbox", *arguments, environment=environment)


@pytest.mark.parametrize(
    "environment",
    [
        {"ZENDESK_CLIENT_ID": "local", "ZENDESK_CLIENT_SECRET": SECRET},
        {"ZENDESK_EMAIL": EMAIL, "ZENDESK_API_TOKEN": SECRET},
        {"ZENDESK_OAUTH_TOKEN": SECRET},
    ],
)
def test_what_is_not_let_in_is_not_told(sandbox: tuple[LocalZendesk, Path], environment: Mapping[str, str]) -> None:
    zendesk, project = sandbox
    refused = run(zendesk, project, *APPLY, **environment)
    assert refused.code == 1
    assert "401" in refused.err or "anonymous" in refused.err
    assert_untold(refused.said, sandbox[1])


def test_a_bearer_is_told_neither_by_an_apply_that_fails_nor_by_what_it_keeps(
    sandbox: tuple[LocalZendesk, Path],
) -> None:
    zendesk, project = sandbox
    with opened(zendesk.url) as api:
        let_in(zendesk, api.get("users/me")["user"]["id"])
        quoting = {"error": "Bad", "description": f"Authorization: Bearer {BEARER}"}
        said = []
        for path, status in (("/api/v2/macros", 500), ("/api/v2/triggers/**", 422), ("/api/v2/help_center/**", 403)):
            fault(api, path=path, status=status, body=quoting)
            said.append(run(zendesk, project, *APPLY, "--overwrite-drift", ZENDESK_OAUTH_TOKEN=BEARER))
            mend(api)
        planned = run(
            zendesk, project, "plan", "--prune", "--out", str(project / "plan.json"), ZENDESK_OAUTH_TOKEN=BEARER
        )
    assert [ran.code for ran in said] == [1, 1, 1]
    assert planned.code == 0
    texts = [ran.said for ran in (*said, planned)]
    assert leaks(zendesk, texts, project / STATE, project / "plan.json") == []


def assert_untold(said: str, project: Path) -> None:
    kept = [file.read_bytes().decode("utf-8", "replace") for file in (project / STATE).rglob("*") if file.is_file()]
    assert not [each for each in (SECRET, PAIR) if any(each in text for text in (said, *kept))]
