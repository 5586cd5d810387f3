"""A call of which nothing is asserted but that it is answered well: `make conformance` looks at all the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def good(api: Api, call: str, /, **body: Data) -> Data:
    """The answer to a call such as "GET macros/1"; what is named beside it is the body."""
    method, path = call.split(" ")
    answer = api.call(method, path, json=body or None)
    assert answer.ok, f"{call}: {answer.status_code} {answer.text}"
    return answer.json() if answer.content else None
