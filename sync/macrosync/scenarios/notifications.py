"""Expectations on the e-mails that rules send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.scenarios.timeline import Told
from macrosync.scenarios.words import quoted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from macrosync.definitions.scenarios import NotificationExpected
    from macrosync.scenarios.expectations import Scope
    from macrosync.scenarios.results import Failure


def check(expected: Sequence[NotificationExpected], path: tuple[str | int, ...], scope: Scope) -> Iterator[Failure]:
    """All that were sent since the step before, or since the start, one by one."""
    sent = [event for event in scope.events if isinstance(event, Told)]
    names = scope.world.account.names
    if len(sent) != len(expected):
        yield scope.failure(path, f"{len(expected)} notifications", _told(sent, names))
        return
    for at, (event, wanted) in enumerate(zip(sent, expected, strict=True)):
        to, text = _to(event, names), _text(event)
        if wanted.to is not None and to != wanted.to:
            yield scope.failure((*path, at, "to"), f"a notification to {wanted.to}", f"one to {to}")
        for number, part in enumerate(wanted.contains or ()):
            if part not in text:
                yield scope.failure(
                    (*path, at, "contains", number), f"a notification with {quoted(part)}", quoted(text)
                )
        for number, part in enumerate(wanted.lacks or ()):
            if part in text:
                yield scope.failure(
                    (*path, at, "lacks", number), f"a notification without {quoted(part)}", quoted(text)
                )


def _to(event: Told, names: Mapping[str, str]) -> str:
    return names.get(event.notification.to, event.notification.to)


def _text(event: Told) -> str:
    return f"{event.notification.subject}\n{event.notification.body}"


def _told(sent: Sequence[Told], names: Mapping[str, str]) -> str:
    return " · ".join(f"to {_to(each, names)}: {quoted(_text(each))}" for each in sent) or "no notification"
