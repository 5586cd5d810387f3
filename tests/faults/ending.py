"""Where an account ended up, comparable: every record in words, without what differs each time (ids and times)."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from tests.local_zendesk.client import Api, Data


#: History, which tells how often something was written, or what was there; and the client's own record.
_HISTORY = frozenset({"trigger_revisions", "clients", "ticket_field_creators", "audit_logs", "archived_articles"})
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")
_ID = re.compile(r"\d{14}|[0-9A-HJKMNP-TV-Z]{26}")
#: A mark's digest covers ids; that it is the right one shows in an empty second plan.
_DIGEST = re.compile(r"(@\d+)#[0-9a-f]{12}")
_HOST = re.compile(r"127\.0\.0\.1:\d+")
_POSITION = re.compile(r'"position": \d+')
#: What a record goes by, of those of its family.
_NAMES = ("title", "name", "locale", "email")


@dataclass(frozen=True)
class Difference:
    """What one ending has more than another, and less; each thing is a record in words."""

    more: tuple[str, ...]
    less: tuple[str, ...]

    @property
    def doubled(self) -> int:
        """How many records are there more often than they should be, under their names."""
        return sum((_names(self.more) - _names(self.less)).values())

    @property
    def lost(self) -> int:
        """How many records are missing."""
        return sum((_names(self.less) - _names(self.more)).values())

    def __bool__(self) -> bool:
        return bool(self.more or self.less)


@dataclass(frozen=True)
class Ending:
    """The account's records, and the payloads that macrosync says it applied last."""

    records: Mapping[str, int]
    applied: str

    @property
    def without_positions(self) -> Ending:
        """The same without the numbers of places, of which what is made again takes the last one."""
        records: Counter[str] = Counter()
        for record, times in self.records.items():
            records[_POSITION.sub("", record)] += times
        return Ending(records, self.applied)

    def beside(self, right: Ending) -> Difference:
        """What differs from what it should be."""
        here, there = Counter(self.records), Counter(right.records)
        if self.applied != right.applied:
            here[f"applied.json\t{self.applied}"] += 1
            there[f"applied.json\t{right.applied}"] += 1
        return Difference(tuple((here - there).elements()), tuple((there - here).elements()))


def ending(api: Api, applied: Path) -> Ending:
    """The account as it is now, and what is kept of the applies."""
    documents: dict[str, list[Data]] = api.control("GET", "state")["documents"]
    names = dict(_named(documents))
    records = Counter(
        _in_words(f"{family} {_name(record)}\t{_text(record)}", names)
        for family, every in documents.items()
        if family not in _HISTORY
        for record in every
    )
    kept = json.loads(applied.read_text(encoding="utf-8")) if applied.exists() else {}
    return Ending(records, _in_words(_text(kept), names))


def _named(documents: Mapping[str, list[Data]]) -> Iterator[tuple[str, str]]:
    """Words for every id: of the options of fields and of translations within records, and then of records."""
    words = [(record, f"<{family} {_name(record)}>") for family, every in documents.items() for record in every]
    for record, word in words:
        yield from _within(record, word)
    for record, word in words:  # whoever else mentions it
        yield from ((str(record[name]), word) for name in ("id", "ulid") if name in record)


def _within(value: Data, word: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        if "id" in value:
            yield str(value["id"]), word
        for key, each in value.items():
            yield from _within(each, f"{word[:-1]} {key}{_part(each)}>")
    elif isinstance(value, list):
        for each in value:
            yield from _within(each, f"{word[:-1]}{_part(each)}>")


def _part(value: Data) -> str:
    return f" {value['value']}" if isinstance(value, dict) and isinstance(value.get("value"), str) else ""


def _name(record: Data) -> str:
    texts = record.get("translations", {})
    named = [*(texts.values() if isinstance(texts, dict) else ()), record]
    return next((str(each[name]) for each in named for name in _NAMES if each.get(name)), "")


def _text(value: Data) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _in_words(text: str, names: Mapping[str, str]) -> str:
    text = _DIGEST.sub(r"\1#DIGEST", _HOST.sub("HOST", _TIME.sub("TIME", text)))
    return _ID.sub(lambda found: names.get(found[0], found[0]), text)


def _names(records: tuple[str, ...]) -> Counter[str]:
    return Counter(record.partition("\t")[0] for record in records)
