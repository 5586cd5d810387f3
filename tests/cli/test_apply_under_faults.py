"""What an apply says when it cannot go on, and that the same command then finishes the work."""

from __future__ import annotations

import json
from threading import Event, Thread
from typing import TYPE_CHECKING, Any

import pytest
import requests

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run

    from macrosync.local_zendesk import LocalZendesk


@pytest.fixture(autouse=True)
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("time.sleep", lambda _seconds: None)


def fault(zendesk: LocalZendesk, **fault: Any) -> None:  # noqa: ANN401 - JSON
    requests.post(f"{zendesk.url}/_local/faults", json=fault, timeout=10).raise_for_status()


def mended(zendesk: LocalZendesk) -> None:
    requests.delete(f"{zendesk.url}/_local/faults", timeout=10).raise_for_status()


def titles(zendesk: LocalZendesk) -> list[str]:
    answer = requests.get(
        f"{zendesk.url}/api/v2/macros?page[size]=100", auth=("admin@example.com/token", "local"), timeout=10
    )
    return [macro["title"] for macro in answer.json()["macros"]]


def test_a_failure_holds_up_what_needs_it_and_all_of_that_is_said(run: Run, zendesk: LocalZendesk) -> None:
    fault(zendesk, method="POST", path="/api/v2/ticket_fields", status=422, nth=1)
    stopped = run("--url", zendesk.url, "apply", "--yes")
    assert stopped.code == 1
    assert "Not complete: " in stopped.out
    assert "1 failed, 5 skipped" in stopped.out
    assert "Error: The apply is not complete: " in stopped.err
    assert "ticket field 상담유형: " in stopped.err
    assert (
        "Not tried: macro 채팅::고객연락::1-1 고객과 통화하는 방법: it needs the ticket field consult-type"
        in stopped.err
    )
    mended(zendesk)
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


def test_an_apply_as_json_that_fails_is_json_all_the_same(run: Run, zendesk: LocalZendesk) -> None:
    fault(zendesk, method="POST", path="/api/v2/macros", status=403)
    stopped = run("--url", zendesk.url, "apply", "--yes", "--json")
    assert stopped.code == 1
    assert len(json.loads(stopped.out)["failed"]) == 37


@pytest.mark.parametrize("nth", range(1, 7))
def test_an_answer_that_is_lost_after_the_write_makes_no_duplicate(run: Run, zendesk: LocalZendesk, nth: int) -> None:
    fault(zendesk, method="POST", path="/api/v2/macros", nth=nth, count=1, fate="lost", written=True)
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    assert len(titles(zendesk)) == len(set(titles(zendesk))) == 37
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


@pytest.mark.parametrize("fate", ["cut", "truncated"])
def test_a_list_whose_answer_is_cut_is_read_again(run: Run, zendesk: LocalZendesk, fate: str) -> None:
    run("--url", zendesk.url, "apply", "--yes")
    fault(zendesk, method="GET", path="/api/v2/macros", count=1, fate=fate, written=True)
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


def test_a_hand_edit_is_left_alone_until_it_may_be_overwritten(run: Run, zendesk: LocalZendesk) -> None:
    run("--url", zendesk.url, "apply", "--yes")
    auth = ("admin@example.com/token", "local")
    url = f"{zendesk.url}/api/v2/macros"
    macro = requests.get(url, auth=auth, timeout=10).json()["macros"][0]
    edited = {"macro": {"title": f"{macro['title']} (고침)"}}
    requests.put(f"{url}/{macro['id']}", json=edited, auth=auth, timeout=10).raise_for_status()
    planned = run("--url", zendesk.url, "plan")
    assert "1 was changed by hand since the last apply and is left alone" in planned.out
    kept = run("--url", zendesk.url, "apply", "--yes")
    assert (kept.code, "Left alone: macro" in kept.err) == (0, True)
    assert f"{macro['title']} (고침)" in titles(zendesk)
    assert run("--url", zendesk.url, "apply", "--yes", "--overwrite-drift").code == 0
    assert macro["title"] in titles(zendesk)


def reworded(run: Run, project: Path) -> None:
    """A reply is in two macros and an article."""
    reply = project / "macros/call-contact/message-other-number.yaml"
    text = reply.read_text(encoding="utf-8").replace("부탁드립니다.", "부탁드리겠습니다.")
    reply.write_text(text.replace("version: 1", "version: 2", 1), encoding="utf-8")
    run("lock")


def once_held(zendesk: LocalZendesk, then: Callable[[], None]) -> Thread:
    """Do something while the fault holds the answer of a call, and let that go."""

    def watch() -> None:
        while not any(
            each["held"] for each in requests.get(f"{zendesk.url}/_local/faults", timeout=10).json()["faults"]
        ):
            Event().wait(0.02)
        then()
        mended(zendesk)

    watching = Thread(target=watch)
    watching.start()
    return watching


@pytest.mark.parametrize(
    ("method", "path", "edited", "told"),
    [
        ("PUT", "/api/v2/macros/*", "macros", "it was changed meanwhile (title)"),
        ("PUT", "/api/v2/help_center/ko/articles/*", "help_center/ko/articles", "only its body was written, since"),
    ],
)
def test_what_is_saved_while_a_refused_write_waits_is_said_and_stays(  # noqa: PLR0917
    run: Run, project: Path, zendesk: LocalZendesk, method: str, path: str, edited: str, told: str
) -> None:
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    reworded(run, project)
    fault(zendesk, method=method, path=path, count=1, status=429, headers={"Retry-After": "1"}, hold="after")

    def somebody_saves() -> None:
        number = next(
            call.path.rpartition("/")[2]
            for call in reversed(zendesk.account.calls.all())
            if call.method == "GET" and call.path.startswith(f"/api/v2/{edited}/")
        )
        url, auth = f"{zendesk.url}/api/v2/{edited}/{number}", ("admin@example.com/token", "local")
        kind = edited.rpartition("/")[2].removesuffix("s")
        there = requests.get(url, auth=auth, timeout=10).json()[kind]
        mine = {"title": "손으로"} if kind == "macro" else {"label_names": [*there["label_names"], "손으로"]}
        requests.put(url, json={kind: mine}, auth=auth, timeout=10).raise_for_status()

    watching = once_held(zendesk, somebody_saves)
    stopped = run("--url", zendesk.url, "apply", "--yes")
    watching.join()
    assert stopped.code == 1
    assert told in stopped.err
    assert "1 failed" in stopped.out
    assert "was changed by hand since the last apply" in run("--url", zendesk.url, "plan").out
    assert run("--url", zendesk.url, "apply", "--yes", "--overwrite-drift").code == 0
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0


def test_an_article_that_was_written_by_half_says_so_and_the_next_apply_writes_the_rest(
    run: Run, project: Path, zendesk: LocalZendesk
) -> None:
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    reworded(run, project)
    fault(zendesk, method="PUT", path="/api/v2/help_center/ko/articles/*", count=1, status=422)
    stopped = run("--url", zendesk.url, "apply", "--yes")
    assert stopped.code == 1
    assert "; before that, its body was written. " in stopped.err
    assert run("--url", zendesk.url, "apply", "--yes").code == 0
    assert run("--url", zendesk.url, "plan", "--detailed-exitcode").code == 0
