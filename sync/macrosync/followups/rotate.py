"""New bearers for our webhooks: one lapses within 48 hours, which is the longest that there is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.errors import ServiceError
from macrosync.plan import mark
from macrosync.resources import Kind

if TYPE_CHECKING:
    from macrosync.gateway import Gateway


@dataclass(frozen=True, slots=True)
class Rotated:
    """The keys of the webhooks that were given one, and what went wrong by the keys of the others."""

    dry_run: bool
    webhooks: tuple[str, ...]
    failed: dict[str, str]


def rotate(gateway: Gateway, project: str, *, dry_run: bool = False) -> Rotated:
    """Give every webhook of the project's a new bearer; the former one goes on until it lapses.

    Raises ConfigError where no OAuth client is there to mint them, and ServiceError where they cannot be listed.
    """
    done: list[str] = []
    failed: dict[str, str] = {}
    for remote in gateway.fetch((Kind.WEBHOOK,)).of(Kind.WEBHOOK):
        found = mark.find(Kind.WEBHOOK, remote.payload)
        if found is None or found.project != project:
            continue
        try:
            if not dry_run:
                gateway.authenticate_webhook(found.key, remote.id)
            done.append(found.key)
        except ServiceError as error:
            failed[found.key] = str(error)
    return Rotated(dry_run, tuple(done), failed)
