"""What most of zenpy's interfaces have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clients.exercise import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

    from clients.exercise import Id


def kind(name: str, api: Any, make: Any = None, field: str = "title", **more: Any) -> Kind:
    """A kind that is made from the object that `make` gives, listed by a call, and read by `id=`."""
    return Kind(
        **{
            "name": name,
            "create": lambda number: api.create(make(number)).id,
            "listed": lambda: [each.id for each in api()],
            "update": updating(api, field),
            "delete": lambda id: api.delete(api(id=id)),  # noqa: A006 - zenpy's own word
            "show": lambda id: api(id=id),  # noqa: A006
            **more,
        }
    )


def updating(api: Any, field: str, value: object = "바뀐 값") -> Callable[[Id], tuple[object, object]]:
    """Read an object, change it, send it, read it again."""

    def update(id: Id) -> tuple[object, object]:  # noqa: A002
        found = api(id=id)
        setattr(found, field, value)
        api.update(found)
        return value, getattr(api(id=id), field)

    return update
