"""An apply on a local Zendesk over HTTP, whose waits are over at once and leave somebody the time to do something."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from tests.gateway.service import Clock
from tests.local_zendesk.client import Api, Data
from tests.plan.rule_samples import PREFIX
from tests.plan.samples import PROJECT

from macrosync.apply import ApplyUnfinished, Journal, Summary, execute
from macrosync.gateway import Account, ClientCredentials, Gateway, connect
from macrosync.plan import Plan, make
from macrosync.resources import Kind, Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from macrosync.local_zendesk import LocalZendesk

#: A refusal that asks to wait.
THROTTLED: Data = {"status": 429, "headers": {"Retry-After": "5"}}
BUSY: Data = {"status": 503}
#: The call takes place, and its answer never comes; or it does not even take place.
LANDED: Data = {"fate": "lost", "written": True}
LOST: Data = {"fate": "lost", "written": False}


@dataclass
class Waiting(Clock):
    """Sleeping moves it, and whoever has something to do `meanwhile` does it then, one a sleep."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        if self.meanwhile:
            self.meanwhile.pop(0)()


@dataclass
class Desk:
    """Who applies, and to what."""

    zendesk: LocalZendesk
    api: Api
    clock: Waiting
    gateway: Gateway
    folder: Path

    def plan(self, desired: Sequence[Resource]) -> Plan:
        seen = self.gateway.fetch(Kind)
        return make(desired, seen, project=PROJECT, target="local", prune=True, automation_prefix=PREFIX)

    def apply(self, desired: Sequence[Resource]) -> Summary:
        plan = self.plan(desired)
        with Journal.open(self.folder, lambda: datetime(2026, 11, 24, tzinfo=UTC)) as journal:
            return execute(
                plan,
                self.gateway,
                journal,
                overwrite_drift=True,
                authenticate=self.gateway.authenticate_webhook,
            )

    def refused(self, desired: Sequence[Resource]) -> str:
        """Why the one change that fails does, of an apply in which no other does."""
        try:
            summary = self.apply(desired)
        except ApplyUnfinished as stopped:
            (trouble,) = stopped.summary.failed
            return trouble.reason
        raise AssertionError(f"nothing failed: {summary}")

    def fault(self, call: str, what: Data, meanwhile: Callable[[], object] | None = None) -> None:
        """What befalls the next such call, and what somebody does while it is waited for."""
        method, path = call.split()
        self.api.control("POST", "faults", {"method": method, "path": f"/api/v2/{path}", "count": 1, **what})
        self.clock.meanwhile = [meanwhile] if meanwhile else []

    def calls(self) -> list[str]:
        """What macrosync called so far; people's calls end in .json."""
        every = [(each.method, each.path.removeprefix("/api/v2/")) for each in self.zendesk.account.calls.all()]
        return [f"{method} {path}" for method, path in every if not path.endswith(".json")]


@contextmanager
def desk_at(zendesk: LocalZendesk, folder: Path) -> Iterator[Desk]:
    clock = Waiting()
    account, client = Account(zendesk.url), ClientCredentials("local", "local")
    gateway = connect(account, client, sleep=clock.sleep, clock=clock)
    with Api(zendesk.url) as api:
        try:
            yield Desk(zendesk, api, clock, gateway, folder)
        finally:
            gateway.close()
