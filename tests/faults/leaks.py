"""Secrets in what is left behind: what was said, logged or kept may hold none."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from macrosync.local_zendesk.authentication import TOKENS
from macrosync.local_zendesk.webhooks.records import WEBHOOKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from macrosync.local_zendesk import LocalZendesk
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: The local client's secret is a word that stands everywhere; beside its name, or as a header, it would be one told.
_TOLD = re.compile(r"client_secret\W{1,8}local|Bearer [0-9A-Za-z]{16,}|Basic [0-9A-Za-z+/=]{16,}")
_SHORTEST = 16


def leaks(zendesk: LocalZendesk, said: Iterable[str], *kept: Path) -> list[str]:
    """Where a secret of the account stands that it gave out or was told, as sentences without it."""
    secrets = sorted(set(_secrets(zendesk)))
    assert secrets, "the account gave out no secret, so that nothing can be looked for"
    places = [(f"what was said ({number})", text) for number, text in enumerate(said)]
    files = [file for folder in kept for file in (folder.rglob("*") if folder.is_dir() else [folder]) if file.is_file()]
    places += [(file.name, file.read_bytes().decode("utf-8", "replace")) for file in files]
    return [
        f"a secret stands in {place}"
        for place, text in places
        if _TOLD.search(text) or any(secret in text for secret in secrets)
    ]


def _secrets(zendesk: LocalZendesk) -> Iterator[str]:
    """Bearers, and what webhooks call with and sign with."""
    with zendesk.account.store.reading() as documents:
        tokens: list[Body] = documents.all(TOKENS)
        webhooks: list[Body] = documents.all(WEBHOOKS)
    for token in tokens:
        yield str(token["full_token"])
    for webhook in webhooks:
        yield from _texts(webhook["secrets"])


def _texts(value: Json) -> Iterator[str]:
    if isinstance(value, str) and len(value) >= _SHORTEST:
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(each)
