"""What applying needs of an account: the gateway has it, and so has any other that stands in for one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from typing import TypeAlias

    from macrosync.resources import Id, Kind, Payload, Remote, Snapshot

    #: Whether a write that had to wait, or is repeated, is still to be done; it is not where it was done by an earlier
    #: attempt. Raises where it must not be. Of an update, which may take two calls: whether these fields are still to
    #: be written, after those were.
    Recheck: TypeAlias = Callable[[], bool]
    UpdateRecheck: TypeAlias = Callable[[Collection[str], Collection[str]], bool]


class Calls(Protocol):
    """How many calls were made."""

    @property
    def total(self) -> int:
        """All of them, repeats included."""


class Zendesk(Protocol):
    """Reads and writes of one account. Each method raises macrosync.errors.ServiceError."""

    @property
    def calls(self) -> Calls:
        """The calls that were made so far."""

    def fetch(self, kinds: Iterable[Kind]) -> Snapshot:
        """Everything of these kinds; a ticket field brings its options as resources too."""

    def read(self, kind: Kind, id: Id, *, key: str = "") -> Remote | None:  # noqa: A002 - the field's own word
        """One resource as it is now, or None where it is gone."""

    def create(self, kind: Kind, key: str, payload: Payload) -> Remote:
        """Make one; `key` is for messages. Raises AnswerLost where it may or may not have been made."""

    def update(
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - the field's own word
        payload: Payload,
        recheck: UpdateRecheck,
    ) -> Remote:
        """Write these fields and leave the others."""

    def delete(
        self,
        kind: Kind,
        key: str,
        id: Id,  # noqa: A002 - the field's own word
        payload: Payload,
        recheck: Recheck,
    ) -> None:
        """Delete one, an article by archiving it; for an option `payload` says its ticket field."""

    def order_triggers(self, category: str, positions: Mapping[Id, int], recheck: Recheck) -> None:
        """Give triggers positions within their categories, all at once; `category` is for messages."""
