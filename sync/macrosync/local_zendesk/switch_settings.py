"""Switches as they are set: each by its name, to one of the values that its type has."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json


def changed(switches: Switches, values: Mapping[str, Json]) -> Switches:
    """The switches with some of them set. Raises ValueError for one that is not there or a value that it has not."""
    hints = get_type_hints(Switches)
    for name, value in values.items():
        if name not in hints:
            raise ValueError(
                f"there is no switch {name}; there are {', '.join(each.name for each in fields(Switches))}"
            )
        if hints[name] is int:
            _check_number(name, value)
            continue
        allowed = (True, False) if hints[name] is bool else get_args(hints[name])
        if not any(value is each or (isinstance(value, str) and value == each) for each in allowed):
            raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")
    checked: dict[str, Any] = dict(values)
    return replace(switches, **checked)


def _check_number(name: str, value: Json) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is a whole number from 0, not {value!r}")
