"""An account as a file: what GET /_local/state gives, and what `macrosync serve --seed` begins from.

    {"format": 1, "now": time, "address": "127.0.0.1:8080", "counters": {"id": 1, "ticket": 1},
     "documents": {"macros": [{…}], "comments": [{"_parent": 1, …}]}}

A record is a line, the body as it is stored: for the most part what the API answers, with more in it where the API
shows a part at a time. `_parent` is the record that it belongs to, of those that belong to one. `address` is how the
account's own addresses begin in it, and `counters` are the numbers last given, so that none is given twice.

What lets somebody in is left out: a bearer has to be asked for anew, and webhooks come without the credentials for
their destination and sign with another secret.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk.authentication import TOKENS
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.exchange import compact
from macrosync.local_zendesk.webhooks import webhooks
from macrosync.local_zendesk.webhooks.records import WEBHOOKS

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator, Mapping
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body, Documents, Family
    from macrosync.local_zendesk.store import Store

FORMAT = 1
#: The key of what a record belongs to.
PARENT = "_parent"
#: What looks like a secret, and is not shown.
_SECRETS = frozenset({"full_token", "secrets"})
#: Bytes that are sent at once.
_PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """One record of an export."""

    family: Family
    body: Body
    parent: int = 0


@dataclass(frozen=True, slots=True)
class Exported:
    """A whole account."""

    address: str
    counters: Mapping[str, int]
    records: tuple[Record, ...]


def pieces(store: Store, now: datetime) -> Generator[bytes]:
    """The export, in pieces that end where records do: the account as it was at the first of them."""
    with store.reading() as documents:
        held: list[str] = []
        size = 0
        for text in _lines(documents, now):
            held.append(text)
            size += len(text)
            if size > _PIECE:
                yield "".join(held).encode()
                held, size = [], 0
        yield "".join(held).encode()


def restore(documents: Documents, account: Exported) -> None:
    """Write an export's records into an account that has none."""
    token = documents.base.removeprefix("http://")
    for record in account.records:
        body: Body = json.loads(compact(record.body).replace(account.address, token))
        if record.family.many == WEBHOOKS.many:
            body |= {"secrets": webhooks.new_secrets()}
        documents.put(record.family, body, record.parent)
    documents.set_counters(account.counters)


def _lines(documents: Documents, now: datetime) -> Iterator[str]:
    head = compact(
        {
            "format": FORMAT,
            "now": stamp(now),
            "address": documents.base.removeprefix("http://"),
            "counters": dict(documents.counters()),
        }
    )
    yield f'{head[:-1]},\n"documents":{{'
    before = None
    for family, parent, text in documents.everything():
        if family == TOKENS.many:
            continue
        begins = f"{',' if before else ''}\n{compact(family)}:[\n" if family != before else ",\n"
        ends = "]" if before and family != before else ""
        yield f"{ends}{begins}{_shown(text, parent)}"
        before = family
    yield f"{']' if before else ''}\n}}}}\n"


def _shown(text: str, parent: int) -> str:
    if any(f'"{name}":' in text for name in _SECRETS):
        text = compact({name: value for name, value in json.loads(text).items() if name not in _SECRETS})
    return f'{{"{PARENT}":{parent},{text[1:]}' if parent else text
