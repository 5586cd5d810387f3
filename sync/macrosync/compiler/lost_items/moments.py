"""Times that rules reckon in Liquid, from `'now'` as seconds since 1970, so that no zone but the desk's matters.

That Zendesk's Liquid knows `'now'` and takes seconds for a time is how Liquid is documented (Liquid for Designers, date
filter); Zendesk does not say so. Where it is otherwise a task has a wrong time or none, which the sweep mends.
"""

from __future__ import annotations

from datetime import timedelta, timezone
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from macrosync.definitions.lost_items import Times

_DAY = 24 * 3600
_NOW = "{% assign now = 'now' | date: '%s' | plus: 0 %}"


def due(times: Times) -> str:
    """When a task that is made now is due: soon by day, and at the next morning's hour at night."""
    return _due(times) + "{{due | date: '%Y-%m-%dT%H:%M:%S%z'}}"


def due_day(times: Times) -> str:
    """The day of that."""
    return _due(times) + _day_of(times, "due")


def lapse(times: Times) -> str:
    """The first day on which a consent that is given now does not hold; its own day is the first that it holds."""
    return _NOW + f"{{% assign end = now | plus: {times.consent_days * _DAY} %}}" + _day_of(times, "end")


def _due(times: Times) -> str:
    begins, ends, morning = (seconds(clock) for clock in (times.day_begins, times.day_ends, times.due_next_day))
    return (
        _NOW
        + f"{{% assign day = now | plus: {offset(times)} | modulo: {_DAY} %}}"
        + f"{{% if day < {begins} %}}{{% assign due = now | minus: day | plus: {morning} %}}"
        + f"{{% elsif day < {ends} %}}{{% assign due = now | plus: {times.due_in_minutes * 60} %}}"
        + f"{{% else %}}{{% assign due = now | minus: day | plus: {_DAY + morning} %}}{{% endif %}}"
    )


def _day_of(times: Times, name: str) -> str:
    """A day by its noon on the desk, so that it is the same day in zones half a day around."""
    return (
        f"{{% assign noon = {name} | plus: {offset(times)} | divided_by: {_DAY} | times: {_DAY} "
        f"| plus: {_DAY // 2} | minus: {offset(times)} %}}{{{{noon | date: '%Y-%m-%d'}}}}"
    )


def due_at(times: Times, now: datetime) -> datetime:
    """The same as `due`, of an aware time."""
    local = now.astimezone(zone(times))
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    passed = (local - midnight).total_seconds()
    if passed < seconds(times.day_begins):
        return midnight + timedelta(seconds=seconds(times.due_next_day))
    if passed < seconds(times.day_ends):
        return local + timedelta(minutes=times.due_in_minutes)
    return midnight + timedelta(days=1, seconds=seconds(times.due_next_day))


def seconds(clock: str) -> int:
    """A time of day as seconds since midnight."""
    hours, minutes = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60


def offset(times: Times) -> int:
    """The desk's distance from UTC in seconds."""
    sign = -1 if times.utc_offset.startswith("-") else 1
    return sign * seconds(times.utc_offset[1:])


def zone(times: Times) -> timezone:
    """The desk's zone."""
    return timezone(timedelta(seconds=offset(times)))
