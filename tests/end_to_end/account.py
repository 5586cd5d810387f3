"""A local Zendesk as any client sees it: plain JSON over HTTP."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

if TYPE_CHECKING:
    from macrosync.local_zendesk import LocalZendesk

ADMIN = ("admin@example.com/token", "local")


def api(zendesk: LocalZendesk, method: str, path: str, **more: Any) -> Any:  # noqa: ANN401 - any JSON
    answer = requests.request(method, f"{zendesk.url}/api/v2/{path}", auth=ADMIN, timeout=10, **more)
    assert answer.ok, answer.text
    return answer.json() if answer.content else {}


def named(zendesk: LocalZendesk, many: str, name: str) -> dict[str, Any]:
    """The one of that title or name."""
    listed = api(zendesk, "GET", many, params={"page[size]": "100"})[many]
    (found,) = (each for each in listed if name in {each.get("title"), each.get("name")})
    return dict(found)


def consult_type_field(zendesk: LocalZendesk) -> int:
    fields = api(zendesk, "GET", "ticket_fields")["ticket_fields"]
    return int(next(each["id"] for each in fields if each["title"] == "상담유형"))


def tag_names(zendesk: LocalZendesk, ticket: int) -> set[str]:
    return set(api(zendesk, "GET", f"tickets/{ticket}/tags")["tags"])
