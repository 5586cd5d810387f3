"""What an agent saves while a sweep runs is never overwritten."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.followups.office import CLIENT, FOUND

from macrosync.followups import Report, sweep
from macrosync.gateway import Account, CallRecord, connect

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.followups.office import Office


def swept_while(
    office: Office, *, on_call: Callable[[CallRecord], None] | None = None, rest: Callable[[float], None]
) -> Report:
    gateway = connect(Account(office.api.url), CLIENT, sleep=lambda _: None, on_call=on_call)
    try:
        return sweep(gateway, office.case, FOUND, now=office.now, rest=rest)
    finally:
        gateway.close()


class Once:
    """An agent does something, once, when it is time."""

    def __init__(self, act: Callable[[], None]) -> None:
        self.act: Callable[[], None] | None = act

    def __call__(self) -> None:
        if self.act is not None:
            act, self.act = self.act, None
            act()


def linked(office: Office) -> tuple[int, int]:
    """A case whose link did not get through, so that a sweep has to write on both tickets."""
    office.fault("PUT", "/api/v2/tickets/update_many", status=500)
    case = office.begin()
    office.mend()
    return case, office.task(case)


def test_a_save_between_read_and_write_stays(office: Office) -> None:
    case, task = linked(office)
    office.api.put(f"tickets/{task}", {"ticket": {"due_at": None}})
    office.at(minutes=20)

    def saves() -> None:
        office.at(seconds=1)
        office.agent.put(f"tickets/{task}", {"ticket": {"custom_fields": office.values(progress="asking")}})
        office.agent.put(f"tickets/{case}", {"ticket": {"priority": "urgent"}})

    agent = Once(saves)

    def on_call(record: CallRecord) -> None:
        if record.path.endswith("/audits.json"):
            agent()

    assert swept_while(office, on_call=on_call, rest=lambda _: None).complete
    assert agent.act is None
    assert office.held(task, "progress") == office.held(case, "progress") == "asking"
    assert office.held(case, "other_ticket") == str(task)
    assert office.api.get(f"tickets/{case}")["ticket"]["priority"] == "urgent"


def test_a_save_in_the_very_second_of_the_read_stays(office: Office) -> None:
    """The clock stands still: the ticket bears the same time before and after."""
    case, task = linked(office)
    office.at(minutes=20)
    office.act(case, "기사님이 다시 문의하셨습니다.")
    saves = Once(
        lambda: office.agent.put(f"tickets/{case}", {"ticket": {"custom_fields": office.values(consent="refused")}})
    )
    report = swept_while(office, rest=lambda _: saves())
    assert report.complete
    assert saves.act is None
    assert office.held(case, "consent") == office.held(task, "consent") == "refused"
    assert office.held(case, "other_ticket") == str(task)
