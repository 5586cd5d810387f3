"""What a handler has at hand: the request, one transaction, who is calling, and the time."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.clock import stamp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from macrosync.local_zendesk.documents import Body, Documents, Family
    from macrosync.local_zendesk.exchange import Request
    from macrosync.local_zendesk.switches import Switches
    from macrosync.resources import Json

HELP_CENTER = ("/api/v2/help_center/", "/api/v2/guide/")
#: The most ids that one call takes (recorded).
MOST_IDS = 100


def is_help_center(path: str) -> bool:
    """Whether a path is the Help Center's: its own rate limit, pages and error shapes (recorded)."""
    return path.startswith(HELP_CENTER)


@dataclass(frozen=True, slots=True)
class Context:
    """One request on its way through a handler.

    `caller` is the user who is calling, empty for an anonymous one; `warnings` collects the keys that were not
    taken, which the answer's header names.
    """

    request: Request
    documents: Documents
    caller: Body
    now: datetime
    switches: Switches
    parameters: Mapping[str, str]
    warnings: list[str]

    @property
    def stamp(self) -> str:
        """The time as the API writes it."""
        return stamp(self.now)

    @property
    def touches(self) -> bool:
        """Whether a write that changes nothing is an update all the same."""
        return not self.switches.unchanged_is_not_updated

    def id(self, name: str = "id") -> int:
        """An id of the path."""
        return int(self.parameters[name])

    def found(self, family: Family, id: int | None = None) -> Body:  # noqa: A002 - the field's own word
        """The record that the path names, or one by its id. Raises 404."""
        body = self.documents.get(family, self.id() if id is None else id)
        if body is None:
            raise api_errors.not_found()
        return body

    def json(self) -> Body:
        """The request's body. Raises 415, 422 and 400 for one that is no JSON object."""
        text = self.request.body
        if not text.strip():
            return {}
        if "json" not in self.request.headers.get("content-type", ""):
            if not self.switches.refuses_other_content_types:
                return {}
            raise api_errors.wrong_content_type()
        try:
            found = json.loads(text, parse_constant=_refuse, parse_float=_finite)
            if b"\\u" in text:  # a lone surrogate can stand in JSON, and in no UTF-8
                found = json.loads(json.dumps(found, ensure_ascii=False).encode("utf-8", "replace"))
        except (ValueError, RecursionError):
            raise self._unreadable() from None
        if not isinstance(found, dict):
            raise self._unreadable()
        return found

    def _unreadable(self) -> api_errors.ApiError:
        as_help_center = is_help_center(self.request.path) is self.switches.broken_json_is_unprocessable
        return api_errors.unreadable_json(help_center=as_help_center)

    def payload(self, name: str) -> Body:
        """The object under its name in the body. Raises 400 where there is none."""
        found = self.json().get(name)
        if not isinstance(found, dict):
            raise api_errors.invalid_attribute(name, "an object")
        return found

    def permitted(self, name: str, payload: Mapping[str, Json], keys: frozenset[str]) -> Body:
        """What may be written; the rest is dropped, and named in x-zendesk-api-warn (recorded)."""
        self.warnings.extend(f"{name}.{key}" for key in payload if key not in keys)
        return {key: value for key, value in payload.items() if key in keys}

    def ids(self, name: str = "ids") -> list[int]:
        """The comma-separated ids of the query. Raises 400 for more than 100, or none."""
        listed = [each for each in self.request.query.get(name, "").split(",") if each.strip()]
        if len(listed) > MOST_IDS:
            raise api_errors.too_many_values(MOST_IDS)
        if not listed or not all(each.strip().isdecimal() for each in listed):
            raise api_errors.invalid_attribute(name, "a list of ids")
        return [int(each) for each in listed]


def _refuse(constant: str) -> Json:
    """NaN and its like are Python's, and no JSON."""
    raise ValueError(constant)


def _finite(number: str) -> float:
    if math.isinf(float(number)):
        raise ValueError(number)
    return float(number)


def flag(query: Mapping[str, str], name: str) -> bool | None:
    """A query's true or false; None where it is not given."""
    value = query.get(name)
    return None if value is None else value.lower() in {"true", "1"}
