"""kill -9 while clients write: what was answered is there after the restart, and nothing is there by halves."""

from __future__ import annotations

import random
import sqlite3
from dataclasses import dataclass, field
from threading import Condition, Thread
from typing import TYPE_CHECKING

import requests
from tests.local_zendesk.client import Api
from tests.soundness.effort import SOAK, times
from tests.soundness.serving import served

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.local_zendesk.client import Data

OPTIONS = 25
LOCALES = ("ko", "en-us")


@dataclass
class Answered:
    """What the server said that it did; `changed` is told of each answer."""

    macros: set[int] = field(default_factory=set)
    deleted: set[int] = field(default_factory=set)
    tickets: dict[int, set[str]] = field(default_factory=dict)
    articles: set[int] = field(default_factory=set)
    ids: list[int] = field(default_factory=list)
    whole: set[tuple[str, int]] = field(default_factory=set)  # what was looked at closely before
    generation: int = 0
    count: int = 0
    failed: list[Exception] = field(default_factory=list)
    changed: Condition = field(default_factory=Condition)

    def note(self, *ids: int) -> None:
        """One more answer, and the ids that were new in it."""
        with self.changed:
            self.ids += ids
            self.count += 1
            self.changed.notify_all()


@dataclass(frozen=True)
class Desk:
    """What is written to."""

    field: int
    section: int
    group: int


def test_what_was_answered_outlives_any_kill(tmp_path: Path) -> None:
    dice = random.Random(None if SOAK else 20261124)  # noqa: S311 - chance, no secret
    file, said = tmp_path / "zendesk.db", Answered()
    with served(file) as zendesk, Api(zendesk.url) as api:
        desk = furnish(api)
        zendesk.kill()
    for _ in range(times(3, 100)):
        with served(file) as zendesk:
            write_until_killed(zendesk.url, desk, said, dice.randint(1, times(60, 300)), zendesk.kill)
        with served(file) as zendesk, Api(zendesk.url) as api:
            check(api, desk, said)
            whole = sqlite3.connect(file)
            assert whole.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            whole.close()
            if dice.random() < 0.5:  # at once again, with the log of before still there
                zendesk.kill()


def furnish(api: Api) -> Desk:
    """A field, a section and a permission group."""
    group = api.get("guide/permission_groups")["permission_groups"][0]["id"]
    return Desk(api.field(custom_field_options=options(0))["id"], api.section()["id"], group)


def options(generation: int) -> Data:
    """All options of a field, which say which write they are of."""
    return [{"name": f"{generation}", "value": f"g{generation}_{each}"} for each in range(OPTIONS)]


def write_until_killed(url: str, desk: Desk, said: Answered, calls: int, kill: Callable[[], None]) -> None:
    """Let several clients write, and kill the server after so many answers, in the middle of others."""
    writers = (macros, tickets, articles, fields)
    threads = [Thread(target=_writing, args=(url, desk, said, write)) for write in writers]
    until = said.count + calls
    for thread in threads:
        thread.start()
    with said.changed:
        said.changed.wait_for(lambda: said.count >= until or said.failed)
    kill()
    for thread in threads:
        thread.join()
    assert not said.failed


def _writing(url: str, desk: Desk, said: Answered, write: Callable[[Api, Desk, Answered], None]) -> None:
    with Api(url) as api:
        try:
            api.control("PUT", "limits", {name: {"calls": 10**6} for name in api.control("GET", "limits")})
            while True:
                write(api, desk, said)
        except requests.ConnectionError:
            return  # killed
        except Exception as error:  # noqa: BLE001 - told to the test
            with said.changed:
                said.failed.append(error)
                said.changed.notify_all()


def macros(api: Api, desk: Desk, said: Answered) -> None:
    """Make two macros, delete one."""
    del desk
    first, second = api.macro("a")["id"], api.macro("b")["id"]
    said.macros.add(second)
    said.note(first, second)
    api.delete(f"macros/{first}")
    said.deleted.add(first)
    said.note()


def tickets(api: Api, desk: Desk, said: Answered) -> None:
    """Make a ticket, which has a comment and an audit; add a tag to it."""
    del desk
    made = api.ticket(tags=["first"])["id"]
    said.tickets[made] = {"first"}
    said.note()
    api.put(f"tickets/{made}/tags", {"tags": ["second"]})
    said.tickets[made].add("second")
    said.note()


def articles(api: Api, desk: Desk, said: Answered) -> None:
    """Make an article with a translation."""
    texts = [{"locale": each, "title": each, "body": each} for each in LOCALES]
    body = {"permission_group_id": desk.group, "translations": texts, "label_names": [f"l{said.count}"]}
    made = api.post(f"help_center/sections/{desk.section}/articles", {"article": body})["article"]["id"]
    said.articles.add(made)
    said.note(made)


def fields(api: Api, desk: Desk, said: Answered) -> None:
    """Put other options in the place of all."""
    wanted = options(said.generation + 1)
    made = api.put(f"ticket_fields/{desk.field}", {"ticket_field": {"custom_field_options": wanted}})
    said.generation += 1
    said.note(*(each["id"] for each in made["ticket_field"]["custom_field_options"]))


def check(api: Api, desk: Desk, said: Answered) -> None:
    """What was answered is there, what is there is whole, and new ids are new."""
    api.control("PUT", "limits", {name: {"calls": 10**6} for name in api.control("GET", "limits")})
    assert len(set(said.ids)) == len(said.ids)
    assert api.macro("after")["id"] > max(said.ids)
    found = listed(api, "macros")
    assert said.macros <= {each["id"] for each in found}
    assert not said.deleted & {each["id"] for each in found}
    assert all(each["actions"] for each in found)
    check_tickets(api, said)
    articles = {each["id"] for each in listed(api, "help_center/articles", "articles")}
    assert said.articles <= articles
    for article in fresh(said, "article", articles):
        texts = api.get(f"help_center/articles/{article}/translations")["translations"]
        assert {each["locale"] for each in texts} == set(LOCALES)
    values = api.get(f"ticket_fields/{desk.field}")["ticket_field"]["custom_field_options"]
    generation = int(values[0]["name"])
    assert [each["value"] for each in values] == [each["value"] for each in options(generation)]
    assert generation in {said.generation, said.generation + 1}  # the last one may have been done, and not answered
    said.generation = generation


def check_tickets(api: Api, said: Answered) -> None:
    """Each ticket has its one comment and its one audit of the create."""
    for ticket in listed(api, "tickets"):
        number = ticket["id"]
        expected = said.tickets.pop(number, {"first"})
        assert expected <= set(ticket["tags"]) <= {"first", "second"}
        assert ticket["description"] == "찾아주세요"
        said.tickets[number] = set(ticket["tags"])
    for number in fresh(said, "ticket", set(said.tickets)):
        assert api.get(f"tickets/{number}/comments")["count"] == 1
        assert api.get(f"tickets/{number}/audits")["count"] >= 1
    assert len(said.tickets) == api.get("tickets")["count"]


def fresh(said: Answered, kind: str, ids: set[int]) -> set[int]:
    """Those that were not looked at closely before: there are ever more of them."""
    found = {each for each in ids if (kind, each) not in said.whole}
    said.whole |= {(kind, each) for each in found}
    return found


def listed(api: Api, path: str, many: str | None = None) -> list[Data]:
    """All records of a list."""
    many = many or path
    page = api.page(path, 100)
    found = list(page[many])
    while page["meta"]["has_more"]:
        page = api.page(path, 100, **{"page[after]": page["meta"]["after_cursor"]})
        found += page[many]
    return found
