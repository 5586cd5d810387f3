"""A desk with lost items on a local Zendesk: what agents and drivers do, and the sweep, all over HTTP."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tests.conftest import ROOT
from tests.local_zendesk.client import Api, Data

from macrosync import compiler
from macrosync.apply import Journal, execute
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.followups import Desk, Report, rotate, sweep
from macrosync.followups import desk as desks
from macrosync.gateway import Account, ClientCredentials, connect
from macrosync.local_zendesk import LocalZendesk, Seed
from macrosync.local_zendesk.authentication import TOKENS
from macrosync.plan import make
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from macrosync.compiler.lost_items import Case
    from macrosync.followups.seen import Seen
    from macrosync.gateway import Gateway
    from macrosync.plan import Plan

#: Ten in the morning at the desk.
MORNING = "2026-11-24T01:00:00Z"
AGENT = "agent-token-of-a-test"
#: What must never be told, written or kept.
NAME, PHONE, SUBJECT = "홍길동", "010-1234-5678", "Caller +82 10-1234-5678 홍길동"
#: What a case is made of.
RULES = frozenset({Kind.TICKET_FIELD, Kind.TICKET_FORM, Kind.WEBHOOK, Kind.TRIGGER_CATEGORY, Kind.TRIGGER})
#: The local client's words, as the command line has them.
CLIENT = ClientCredentials("local", "local")
FOUND, FINDINGS = load(ROOT)
TARGET = settings.read(ROOT).target(settings.LOCAL)


def lost_items() -> Case:
    """The project's own lost items."""
    case = compiler.lost_item_case(FOUND, TARGET)
    assert case is not None
    assert FINDINGS == ()
    return case


SEED = Seed(
    groups=(*TARGET.groups["chat"], *TARGET.groups["phone"], *TARGET.lost_item_groups),  # type: ignore[index]
    ticket_forms=TARGET.ticket_forms,
    permission_groups=(TARGET.permission_group,),
)


def furnish(database: Path, folder: Path) -> None:
    """An account with the project's fields and rules, an agent and a driver, in a file."""
    with LocalZendesk(database, seed=SEED) as zendesk, Api(zendesk.url) as api:
        unlimited(api)
        api.set_clock("2026-11-24T00:30:00Z")
        with opened(zendesk.url) as gateway, Journal.open(folder, lambda: datetime.fromisoformat(MORNING)) as journal:
            execute(planned(gateway), gateway, journal, authenticate=gateway.authenticate_webhook)
            assert planned(gateway).changes == ()
        agent = api.post("users", {"user": {"name": "상담사", "email": "agent@example.com", "role": "agent"}})["user"]
        driver = {"name": NAME, "email": "driver@example.com", "phone": PHONE, "role": "end-user"}
        api.post("users", {"user": driver})
        let_in(zendesk, agent["id"])


def let_in(zendesk: LocalZendesk, user: int) -> None:
    """A bearer for the agent, which only an admin's browser could get."""
    with zendesk.account.store.writing() as documents:
        number = documents.new_id()
        token: Data = {"id": number, "url": "", "client_id": None, "user_id": user, "full_token": AGENT, "token": "a"}
        times: Data = {"created_at": MORNING, "used_at": None, "expires_at": None}
        documents.put(TOKENS, {**token, **times, "scopes": ["read", "write"]})


def planned(gateway: Gateway) -> Plan:
    """What is to be changed for the project's fields and rules."""
    desired = [each for each in compiler.compile(FOUND, TARGET) if each.kind in RULES]
    prefix = TARGET.automation_prefix
    return make(
        desired, gateway.fetch(Kind), project=TARGET.project, target="local", prune=False, automation_prefix=prefix
    )


def unlimited(api: Api) -> None:
    """No rate limit, which tests of their own look at."""
    api.control("PUT", "limits", {name: {"calls": 10**6} for name in api.control("GET", "limits")})


@contextmanager
def opened(url: str) -> Iterator[Gateway]:
    """The gateway to the account; it never really waits."""
    gateway = connect(Account(url), CLIENT, sleep=lambda _: None)
    try:
        yield gateway
    finally:
        gateway.close()


@dataclass
class Office:
    """The account while a test runs."""

    api: Api
    agent: Api
    zendesk: LocalZendesk
    case: Case = field(default_factory=lost_items)

    @cached_property
    def desk(self) -> Desk:
        """What the sweep knows of it."""
        with opened(self.api.url) as gateway:
            return desks.desk(self.case, FOUND, gateway.fetch(desks.KINDS), gateway.tickets.caller())

    @cached_property
    def driver(self) -> int:
        """The driver."""
        users = self.api.get("users", role="end-user")["users"]
        return next(int(user["id"]) for user in users if user["name"] == NAME)

    def now(self) -> datetime:
        """The time of the account."""
        return datetime.fromisoformat(self.api.control("GET", "clock")["now"])

    def at(self, **hours: float) -> None:
        """Let time pass: hours=, minutes=, days=."""
        seconds = {"seconds": 1, "minutes": 60, "hours": 3600, "days": 86400}
        self.api.advance(sum(seconds[unit] * amount for unit, amount in hours.items()))

    def values(self, **slugs: str | None) -> Data:
        """Fields by their names: options by their slugs."""
        return [{"id": self.desk.number(name), "value": self._value(name, slug)} for name, slug in slugs.items()]

    def _value(self, name: str, slug: str | None) -> str | None:
        choice = name in desks.DROP_DOWNS and slug
        return self.case.option(name, str(slug)) if choice else slug

    def begin(self, **values: str) -> int:
        """A driver's ticket that an agent makes a case of; its number."""
        told = {"call": "K-1234", "item": "검은색 장갑", "place": "조수석", "ride_end": "2026-11-24 09:20", **values}
        ticket = {"requester_id": self.driver, "subject": SUBJECT, "custom_fields": self.values(**told)}
        made = self.api.ticket(**ticket, via={"channel": "chat"})
        self.act(made["id"], "분실물 접수", adds=(self.case.case,), public=True, progress="received")
        return int(made["id"])

    def act(
        self, ticket: int, note: str = "", *, adds: tuple[str, ...] = (), public: bool = False, **values: str | None
    ) -> None:
        """An agent saves a ticket."""
        tags = self.api.get(f"tickets/{ticket}")["ticket"]["tags"]
        changes: Data = {"custom_fields": self.values(**values)}
        if adds:
            changes["tags"] = [*tags, *adds]
        if note:
            changes["comment"] = {"body": note, "public": public}
        self.agent.put(f"tickets/{ticket}", {"ticket": changes})
        self.settle()

    def settle(self) -> None:
        """Wait until the webhooks that are due are through, and the jobs that they queue, and what comes of these."""
        for _ in range(3):
            self.api.control("POST", "webhooks")
            self.api.get("job_statuses")

    def sweep(self, *, dry_run: bool = False, seen: Seen | None = None) -> Report:
        """A sweep, after which the webhooks that it caused are through."""
        with opened(self.api.url) as gateway:
            report = sweep(gateway, self.case, FOUND, now=self.now, rest=lambda _: None, seen=seen, dry_run=dry_run)
        self.settle()
        return report

    def swept(self) -> Report:
        """A sweep, once the search knows all, that puts everything in order, as a second one bears out."""
        self.at(minutes=2)
        report = self.sweep()
        assert (report.stopped, [told.failed for told in report.failed]) == ("", [])
        again = self.sweep()
        assert [told.done for told in again.told.values()] == []
        return report

    def rotate(self) -> None:
        """New bearers for the webhooks."""
        with opened(self.api.url) as gateway:
            assert len(rotate(gateway, TARGET.project).webhooks) == 2

    def tasks(self, case: int, *, unsolved: bool = True) -> list[Data]:
        """The tasks of a case, open ones unless all are meant."""
        found = self.api.get("tickets", external_id=f"lost-item/{case}")["tickets"]
        return [task for task in found if not unsolved or task["status"] not in {"solved", "closed"}]

    def task(self, case: int) -> int:
        """The one open task of a case."""
        (task,) = self.tasks(case)
        return int(task["id"])

    def held(self, ticket: int, *names: str) -> Mapping[str, str | None] | str | None:
        """What a ticket's fields hold, of drop-downs the slug; of one field just that."""
        entries = {
            entry["id"]: entry["value"] for entry in self.api.get(f"tickets/{ticket}")["ticket"]["custom_fields"]
        }
        found = {name: entries[self.desk.number(name)] for name in names}
        slugs = {name: self.desk.slugs.get(str(value), value) for name, value in found.items()}
        return slugs[names[0]] if len(names) == 1 else slugs

    def notes(self, ticket: int) -> list[str]:
        """The internal notes of a ticket."""
        return [each["body"] for each in self.api.get(f"tickets/{ticket}/comments")["comments"] if not each["public"]]

    def fault(self, method: str, path: str, **more: Data) -> None:
        """Something goes wrong from now on."""
        self.api.control("POST", "faults", {"method": method, "path": path, **more})

    def mend(self) -> None:
        """Nothing goes wrong any more."""
        self.api.control("DELETE", "faults")
