"""One update of a ticket: the occasion that triggers run on, and what they may ask of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.rules.meanings import Meanings

if TYPE_CHECKING:
    from macrosync.resources import Json, Payload

#: Via ids of the channels that an update comes by (DOC via-types).
RULE_VIA = 8


@dataclass(frozen=True, slots=True)
class Update:
    """What was done to a ticket, beside what it holds afterwards.

    `before` is the ticket before it, None where the update made the ticket; `comment` what was said with it, with
    `body` and `public` as the API gives them; `by` the user who made it, None for an automation; `requester` the
    ticket's requester as a user; `via_id` the channel (DOC via-types).
    """

    before: Payload | None
    comment: Payload | None = None
    by: Payload | None = None
    requester: Payload | None = None
    via_id: int | None = None

    @property
    def creates(self) -> bool:
        """Whether it made the ticket."""
        return self.before is None

    def was(self, name: str) -> Json:
        """What a field of the ticket held before; nothing where there was no ticket."""
        return None if self.before is None else self.before.get(name)


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What no official text settles about how rules run; each is to be set either way in tests.

    `restarts`: after a trigger changed the ticket, the list runs again from the top, each trigger at most once a cycle
    (facts (c)); otherwise it is a single pass. `rules_count_as_change`: `changed` compares the ticket as it is by
    now, with what rules did to it, with the one before the update; otherwise only what the update itself did counts.
    `within_days_counts_last`: within n days counts the nth (Meanings).
    """

    restarts: bool = True
    rules_count_as_change: bool = True
    within_days_counts_last: bool = True

    @property
    def meanings(self) -> Meanings:
        """What conditions mean by it."""
        return Meanings(within_days_counts_last=self.within_days_counts_last)
