"""What a sweep says, sends and keeps: no name, no phone number, no subject; and nothing at all in a dry run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.followups.office import NAME, PHONE, SUBJECT

from macrosync.followups.seen import Seen
from macrosync.gateway.client import Client

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from tests.followups.office import Office

    from macrosync.followups import Report


def eventful(office: Office) -> list[int]:
    """Cases for which there is all to do that can be."""
    office.fault("PUT", "/api/v2/tickets/update_many", status=500)
    asked, linked = office.begin(), office.begin()
    task = office.task(asked)
    office.at(minutes=1)
    tags = ("consent__personal-info-third-party__v1",)
    office.act(asked, f"{NAME} 기사님, 동의하십니까, {PHONE}?", public=True, adds=tags, consent="asked")
    office.act(asked, "동의", consent="given")
    office.act(task, f"고객님 {PHONE} 부재", adds=(office.case.tag("absent"),), progress="away")
    office.api.put(f"tickets/{office.task(linked)}", {"ticket": {"due_at": None}})
    office.api.control("DELETE", "faults")
    office.fault("POST", "/api/v2/tickets", nth=2, status=500)
    lost = office.begin()
    office.mend()
    office.at(minutes=11)
    return [asked, linked, lost]


def everything_said(report: Report) -> str:
    return "\n".join([*report.lines(), json.dumps(report.to_json(), ensure_ascii=False)])


def test_nothing_personal_is_said_sent_or_kept(office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    eventful(office)
    sent: list[str] = []
    send = Client.send

    def noted(self: Client, method: str, path: str, body: Any, headers: Any = None) -> Any:  # noqa: ANN401
        if "comment_redactions" not in path:  # which has to name what it takes out
            sent.append(json.dumps([path, body, headers], ensure_ascii=False))
        return send(self, method, path, body, headers)

    monkeypatch.setattr(Client, "send", noted)
    seen = Seen(tmp_path / "state" / "followups.json")
    said = everything_said(office.sweep(seen=seen))
    office.at(hours=3)
    said += everything_said(office.sweep(seen=seen))
    assert seen.path is not None
    kept = seen.path.read_text(encoding="utf-8")
    assert json.loads(kept)
    assert len(sent) > 5
    for text in (said, "\n".join(sent), kept):
        assert not [word for word in (NAME, PHONE, SUBJECT, "Caller", "1234-5678") if word in text]


def test_a_dry_run_tells_and_writes_nothing(office: Office) -> None:
    asked, linked, lost = eventful(office)
    before = office.api.control("GET", "state")
    report = office.sweep(dry_run=True)
    after = office.api.control("GET", "state")
    for each in (before, after):
        del each["counters"]["id"]  # which the bearer of the sweep took one of
    assert after == before
    said = "\n".join(report.lines())
    assert {each for each in (asked, linked, lost) if f"Ticket {each}: " in said} == {asked, linked, lost}
    assert "1 task would be made" in said


def test_after_a_sweep_all_of_it_is_in_order_and_in_words(office: Office) -> None:
    asked, linked, lost = eventful(office)
    said = "\n".join(office.swept().lines())
    assert f"the missing task of ticket {lost} is made" in said
    assert f"a consent is recorded on task {office.task(asked)}" in said
    assert "redacted a number in comment" in said
    assert f"ticket {linked} is linked to task {office.task(linked)}" in said
    assert f"task {office.task(linked)} is due at 2026-11-24 11:00:00" in said


def test_a_case_that_fails_holds_up_no_other_and_is_told(office: Office) -> None:
    asked, linked, lost = eventful(office)
    office.fault("PUT", f"/api/v2/tickets/{office.task(asked)}", status=422)
    report = office.sweep()
    assert [told.number for told in report.failed] == [asked]
    assert "answered 422" in report.failed[0].failed
    assert not report.complete
    assert office.task(lost)
    assert office.held(linked, "other_ticket") == str(office.task(linked))
    office.mend()
    office.swept()
    assert office.held(asked, "consent", "lapses_on") == {"consent": "given", "lapses_on": "2026-12-08"}
