"""Settings in groups, as an account and an agent have them: what may be set is what is there, of its own type."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json


_TYPES = {bool: "a boolean", int: "an integer", str: "a string", list: "an array"}


def merged(context: Context, before: Body, given: Body, path: str = "settings") -> Body:
    """The settings with what is given; unknown ones are dropped with a warning. Raises 400 for another type."""
    after = dict(before)
    for name, value in given.items():
        if name not in before:
            context.warnings.append(f"{path}.{name}")
        elif isinstance(former := before[name], dict):
            if not isinstance(value, dict):
                raise api_errors.invalid_attribute(name, "an object")
            after[name] = merged(context, former, value, f"{path}.{name}")
        else:
            after[name] = _checked(name, former, value)
    return after


def _checked(name: str, former: Json, value: Json) -> Json:
    if former is None:
        fits = isinstance(value, str | None)
    elif isinstance(former, bool) or isinstance(value, bool):
        fits = isinstance(value, bool) and isinstance(former, bool)
    else:
        fits = isinstance(value, type(former))
    if not fits:
        raise api_errors.invalid_attribute(name, _TYPES.get(type(former), "a string"))
    return value
