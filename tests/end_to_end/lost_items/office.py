"""A call centre on a local Zendesk, as its people see it: plain HTTP for agents, the command line for the admin."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    import time_machine
    from tests.conftest import Ran, Run
    from tests.local_zendesk.client import Api

Data = Any
#: What must never leave the driver's own ticket.
DRIVER, PHONE, SUBJECT = "김기사", "+82 10-1234-5678", "Caller +82 10-1234-5678 김기사"
MENUS = {"chat": "채팅", "voice": "전화"}
CONSULT_TYPE = "driver__dispatch__policy__partner"


@dataclass
class Office:
    """The account, the admin's command line, and the clock on the wall."""

    api: Api
    agent: Api
    run: Run
    clock: time_machine.Traveller
    state: Path
    log: pytest.LogCaptureFixture
    #: All that was said, sent and shown by the rules and the command line.
    said: list[str] = field(default_factory=list)

    def admin(self, *command: str) -> Ran:
        """A command of the admin's, which has to succeed."""
        ran = self.run("--url", self.api.url, *command)
        self.said.append(ran.out + ran.err)
        assert ran.code == 0, ran.out + ran.err
        self.settle()
        return ran

    def at(self, moment: str) -> None:
        """Time goes on, in Korea; the bearers are renewed as the schedule does twice a day."""
        self._listen()
        self.clock.move_to(datetime.fromisoformat(f"{moment}+09:00"))
        self.admin("followups", "rotate")

    def settle(self) -> None:
        """Every webhook that is due has been called, and its jobs are done: a look at them sees to that."""
        for _ in range(3):
            self.api.control("POST", "webhooks")
            self.api.get("job_statuses")

    def asks(self, text: str, channel: str = "chat") -> int:
        """A driver writes or calls; the number of the ticket."""
        requester = {"name": DRIVER, "email": "driver@example.com", "phone": PHONE}
        values = {"requester": requester, "subject": SUBJECT, "comment": {"body": text}, "via": {"channel": channel}}
        return int(self.api.post("tickets", {"ticket": values})["ticket"]["id"])

    def says(self, ticket: int, text: str) -> None:
        """The driver answers."""
        author = self.ticket(ticket)["requester_id"]
        self._save(ticket, {"comment": {"body": text, "author_id": author}})

    def fills_in(self, ticket: int, **values: str | bool | None) -> None:
        """An agent fills in fields by their names: lost_item_call is 분실물 콜 번호."""
        self._save(
            ticket, {"custom_fields": [{"id": self.number(name), "value": each} for name, each in values.items()]}
        )

    def applies(self, ticket: int, title: str) -> Data:
        """An agent applies a macro and saves what it made of the ticket; the comment that was sent with it."""
        macro = self.macros[title]
        shown = self.agent.get(f"tickets/{ticket}/macros/{macro}/apply")["result"]["ticket"]
        before = self.ticket(ticket)
        names = ("status", "priority", "group_id", "assignee_id", "tags")
        changes = {name: shown[name] for name in names if name in shown and shown[name] != before[name]}
        held = {each["id"]: each["value"] for each in before["custom_fields"]}
        fields = shown.get("custom_fields") or []
        changes["custom_fields"] = [each for each in fields if each["value"] != held.get(each["id"])]
        comment = shown["comment"]
        said = {"html_body": comment["html_body"]} if comment.get("html_body") else {"body": comment["body"]}
        self._save(ticket, {**changes, "comment": {**said, "public": comment["public"]}})
        return comment

    def begins(self, channel: str = "chat", **values: str | bool) -> tuple[int, int]:
        """A driver asks, and an agent promises to ask the customer; the ticket's number and the task's."""
        asked = self.asks("고객님 차에 물건을 두고 내렸어요.", channel)
        told = {"lost_item_call": "K-20261124-7", "lost_item_item": "장갑", "lost_item_ride_end": "2026-11-24 09:20"}
        self.fills_in(asked, consult_type=CONSULT_TYPE, **{**told, **values})
        self.applies(asked, f"{MENUS[channel]}::고객연락::2-3 분실물 접수")
        return asked, self.task(asked)

    def solves(self, ticket: int) -> None:
        """An agent solves a ticket."""
        self._save(ticket, {"status": "solved"})

    def told_nothing(self, *tasks: int) -> None:
        """Neither number nor name nor subject is in a task, a webhook's body, an output or a file of ours."""
        self._listen()
        held = [str(self.ticket(task)) + str(self.api.get(f"tickets/{task}/comments")) for task in tasks]
        held += [file.read_text(encoding="utf-8") for file in self.state.rglob("*") if file.is_file()]
        assert any("lost-item/" in text for text in self.said)
        for text in (*held, *self.said, self.log.text):
            for secret in (PHONE, PHONE[-9:], PHONE[-9:].replace("-", ""), DRIVER, "Caller"):
                assert secret not in text

    def _listen(self) -> None:
        """Keep what the webhooks sent; the service forgets it after a while."""
        for webhook in self.api.get("webhooks")["webhooks"]:
            path = f"webhooks/{webhook['id']}/invocations"
            for call in self.api.get(path)["invocations"]:
                self.said.append(str(self.api.get(f"{path}/{call['id']}/attempts")))

    def ticket(self, number: int) -> Data:
        """A ticket as it is."""
        return self.api.get(f"tickets/{number}")["ticket"]

    def tasks(self, ticket: int) -> list[int]:
        """The unsolved tasks of a driver's ticket."""
        found = self.api.get("tickets", external_id=f"lost-item/{ticket}")["tickets"]
        return [each["id"] for each in found if each["status"] not in {"solved", "closed"}]

    def task(self, ticket: int) -> int:
        """The one task of a driver's ticket, also where it is over."""
        (found,) = self.api.get("tickets", external_id=f"lost-item/{ticket}")["tickets"]
        return int(found["id"])

    def value(self, ticket: int, name: str) -> Data:
        """What a ticket has in a field of lost items: an option by its slug."""
        held = {each["id"]: each["value"] for each in self.ticket(ticket)["custom_fields"]}
        value = held[self.number(f"lost_item_{name}")]
        return value.rpartition("__")[2] if isinstance(value, str) else value

    def notes(self, ticket: int) -> list[str]:
        """The internal notes of a ticket, the latest first."""
        listed = self.api.get(f"tickets/{ticket}/comments")["comments"]
        return [each["plain_body"] for each in reversed(listed) if not each["public"]]

    def replies(self, ticket: int) -> list[str]:
        """What the driver was told, the latest first."""
        listed = self.api.get(f"tickets/{ticket}/comments")["comments"]
        return [each["plain_body"] for each in reversed(listed) if each["public"]]

    def view(self, title: str) -> list[int]:
        """The tickets of a view."""
        views = {each["title"]: each["id"] for each in self.api.get("views", **{"page[size]": 100})["views"]}
        return [each["id"] for each in self.api.get(f"views/{views[title]}/tickets")["tickets"]]

    @cached_property
    def macros(self) -> dict[str, int]:
        """Every macro by its title."""
        return {each["title"]: each["id"] for each in self.api.get("macros", **{"page[size]": 100})["macros"]}

    @cached_property
    def titles(self) -> dict[str, int]:
        """Every ticket field by its title."""
        return {each["title"]: each["id"] for each in self.api.get("ticket_fields")["ticket_fields"]}

    def number(self, name: str) -> int:
        """A field by a name of TITLES."""
        return self.titles[TITLES[name]]

    def _save(self, ticket: int, changes: Data) -> None:
        self.agent.put(f"tickets/{ticket}", {"ticket": changes})
        self.settle()


TITLES = {
    "consult_type": "상담유형",
    "lost_item_progress": "분실물 진행",
    "lost_item_consent": "제3자 제공 동의",
    "lost_item_wish": "고객 직접통화 희망",
    "lost_item_absences": "고객 부재 횟수",
    "lost_item_call": "분실물 콜 번호",
    "lost_item_item": "분실물 품목",
    "lost_item_place": "분실물을 둔 곳",
    "lost_item_ride_end": "운행 종료 시각",
    "lost_item_is_phone": "분실물이 휴대전화임",
    "lost_item_lapses_on": "제3자 제공 동의 만료일",
    "lost_item_other_ticket": "분실물 연결 티켓",
}
