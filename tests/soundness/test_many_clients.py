"""Many clients at once, over one server and over two: nothing is lost, nothing is given twice, pages hold together."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from itertools import count
from threading import Barrier, Event
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api
from tests.soundness.effort import SOAK, times
from tests.soundness.serving import served

from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.local_zendesk.client import Data

CLIENTS = 6


# A process takes its time to start: one test for two of them is enough for every day.
PLACES = ["one server", "two servers", *(["two processes"] if SOAK else [])]


@pytest.fixture(params=PLACES)
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[list[str]]:
    """Where an account is served."""
    file = tmp_path / "zendesk.db"
    with ExitStack() as stack:
        if request.param == "two processes":
            found = [stack.enter_context(served(file)).url for _ in range(2)]
        else:
            servers = 2 if request.param == "two servers" else 1
            found = [stack.enter_context(LocalZendesk(file)).url for _ in range(servers)]
        unlimited(found)
        yield found


def unlimited(urls: list[str]) -> None:
    """Take the rate limits away."""
    for url in urls:
        with Api(url) as api:
            api.control("PUT", "limits", {name: {"calls": 10**6} for name in api.control("GET", "limits")})


def together(urls: list[str], do: Callable[[Api, int], Data]) -> list[Data]:
    """What several clients make of it, each over a server of its own choice, all from the same moment on."""
    start = Barrier(CLIENTS)

    def client(number: int) -> Data:
        with Api(urls[number % len(urls)]) as api:
            start.wait()
            return do(api, number)

    with ThreadPoolExecutor(CLIENTS) as pool:
        return list(pool.map(client, range(CLIENTS)))


def test_no_id_is_given_twice_and_no_record_is_lost(urls: list[str]) -> None:
    rounds = times(8, 200)

    def make(api: Api, number: int) -> Data:
        made = [api.macro(f"{number}::{each}")["id"] for each in range(rounds)]
        tickets = [api.ticket()["id"] for _ in range(rounds)]
        for each in made[::2]:
            api.delete(f"macros/{each}")
        return made, tickets

    done = together(urls, make)
    macros = [each for made, _ in done for each in made]
    tickets = [each for _, made in done for each in made]
    assert len(set(macros)) == CLIENTS * rounds
    assert sorted(tickets) == list(range(1, CLIENTS * rounds + 1))
    with Api(urls[0]) as api:
        kept = {each for made, _ in done for each in made[1::2]}
        assert {each["id"] for each in everything(api, "macros", 100)} == kept
        assert [each["id"] for each in everything(api, "tickets", 100)] == sorted(tickets)


def test_of_safe_updates_with_one_stamp_exactly_one_wins(urls: list[str]) -> None:
    """REF tickets: 409 for a ticket that changed after the stamp."""
    with Api(urls[0]) as api:
        ticket = api.ticket()
    clock = count(1)
    for each in range(times(3, 40)):
        for url in urls:  # so that the winner's `updated_at` is another one
            with Api(url) as api:
                api.set_clock(f"2030-01-01T{(now := next(clock)) // 60:02}:{now % 60:02}:00Z")

        def update(api: Api, number: int, stamp: str = ticket["updated_at"], turn: int = each) -> Data:
            change = {"subject": f"{turn} by {number}", "safe_update": True, "updated_stamp": stamp}
            return api.call("PUT", "tickets/1", json={"ticket": change}).status_code

        answers = together(urls, update)
        assert sorted(answers) == [200] + [409] * (CLIENTS - 1)
        with Api(urls[-1]) as api:
            ticket = api.get("tickets/1")["ticket"]
        assert ticket["subject"] == f"{each} by {answers.index(200)}"


def test_tags_that_are_added_at_once_are_all_there(urls: list[str]) -> None:
    with Api(urls[0]) as api:
        api.ticket(tags=["first"])
    rounds = times(6, 60)

    def add(api: Api, number: int) -> Data:
        for each in range(rounds):
            api.put("tickets/1/tags", {"tags": [f"t{number}_{each}"]})

    together(urls, add)
    expected = {"first"} | {f"t{number}_{each}" for number in range(CLIENTS) for each in range(rounds)}
    with Api(urls[-1]) as api:
        assert set(api.get("tickets/1/tags")["tags"]) == expected


def test_keys_that_are_changed_at_once_are_all_changed(urls: list[str]) -> None:
    """Each client changes another key of one macro: what a PUT leaves out stays (REC), whoever writes meanwhile."""
    with Api(urls[0]) as api:
        macro = api.macro()
    changes: list[dict[str, Data]] = [
        {"title": "new"},
        {"active": False},
        {"description": "what"},
        {"position": 7},
        {"actions": [{"field": "priority", "value": "low"}]},
        {},
    ]

    def change(api: Api, number: int) -> Data:
        return api.put(f"macros/{macro['id']}", {"macro": changes[number]})

    together(urls, change)
    with Api(urls[-1]) as api:
        found = api.get(f"macros/{macro['id']}")["macro"]
    assert all(found[name] == value for each in changes for name, value in each.items())


def test_options_that_are_added_at_once_are_all_there(urls: list[str]) -> None:
    with Api(urls[0]) as api:
        field = api.field(custom_field_options=[{"name": "x", "value": "x"}])
    rounds = times(4, 30)

    def add(api: Api, number: int) -> Data:
        for each in range(rounds):
            option = {"name": f"{number}", "value": f"o{number}_{each}"}
            api.post(f"ticket_fields/{field['id']}/options", {"custom_field_option": option})

    together(urls, add)
    with Api(urls[-1]) as api:
        options = api.get(f"ticket_fields/{field['id']}")["ticket_field"]["custom_field_options"]
    assert len({each["id"] for each in options}) == len(options) == 1 + CLIENTS * rounds
    assert {each["value"] for each in options} == {"x"} | {
        f"o{number}_{each}" for number in range(CLIENTS) for each in range(rounds)
    }


def test_triggers_that_are_made_at_once_have_places_of_their_own(urls: list[str]) -> None:
    """A new trigger's place is the last one + 1 (REC)."""
    conditions = {"all": [{"field": "status", "operator": "is", "value": "open"}]}
    actions = [{"field": "priority", "value": "high"}]

    def make(api: Api, number: int) -> Data:
        body = {"trigger": {"title": f"{number}", "conditions": conditions, "actions": actions}}
        return [api.post("triggers", body)["trigger"]["position"] for _ in range(times(3, 20))]

    positions = [each for made in together(urls, make) for each in made]
    assert len(set(positions)) == len(positions)


def test_pages_hold_together_while_others_write(urls: list[str]) -> None:
    """Cursor pages neither skip nor repeat a record that was there all along."""
    with Api(urls[0]) as api:
        stay = {api.macro(f"{number:03} stays")["id"] for number in range(0, 60, 2)}
    done = Event()

    def write(api: Api, number: int) -> Data:
        if number % 2:
            try:
                return [[each["id"] for each in everything(api, "macros", 7)] for _ in range(times(4, 60))]
            finally:
                done.set()
        for each in count():
            made = api.macro(f"{(each * 7 + number) % 60:03} goes")["id"]
            if each % 2:
                api.put(f"macros/{made}", {"macro": {"title": "zzz"}})
            api.delete(f"macros/{made}")
            if done.is_set():
                return []
        raise AssertionError

    for walk in (each for walks in together(urls, write) for each in walks):
        assert [each for each in walk if each in stay] == sorted(stay)


def test_servers_that_start_at_once_over_a_new_file(tmp_path: Path) -> None:
    """SQLite waits for no lock where it switches to its write-ahead log; the servers have to."""
    for each in range(times(10, 300)):
        file, start = tmp_path / f"{each}.db", Barrier(3)

        def serve(_: int, file: Path = file, start: Barrier = start) -> Data:
            start.wait()
            with LocalZendesk(file) as zendesk, Api(zendesk.url) as api:
                return api.get("groups")["groups"][0]["id"]

        with ThreadPoolExecutor(3) as pool:
            assert len(set(pool.map(serve, range(3)))) == 1


def test_two_processes_over_one_file(tmp_path: Path) -> None:
    file = tmp_path / "zendesk.db"
    with ThreadPoolExecutor(2) as pool, ExitStack() as stack:  # over a file that neither of them finds there
        found = list(pool.map(lambda _: stack.enter_context(served(file)).url, range(2)))
        unlimited(found)

        def do(api: Api, number: int) -> Data:
            made = api.ticket()["id"]
            for each in range(5):
                api.put("tickets/1/tags", {"tags": [f"t{number}_{each}"]})
            return made

        assert sorted(together(found, do)) == list(range(1, CLIENTS + 1))
        for url in found:
            with Api(url) as api:
                assert len(api.get("users")["users"]) == 1
                assert len(api.get("tickets/1/tags")["tags"]) == CLIENTS * 5


def everything(api: Api, many: str, size: int) -> Iterator[Data]:
    """All records of a list, by cursor pages."""
    page = api.page(many, size)
    yield from page[many]
    while page["meta"]["has_more"]:
        page = api.page(many, size, **{"page[after]": page["meta"]["after_cursor"]})
        yield from page[many]
