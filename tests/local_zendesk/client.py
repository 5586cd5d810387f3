"""A plain client of the local Zendesk: requests in, JSON out, nothing of ours in between."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import requests

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

#: JSON, read as it comes, and what requests takes.
Data: TypeAlias = Any
ADMIN = ("admin@example.com/token", "local")


class Api:
    """One client; `auth` as requests takes it, or a bearer."""

    def __init__(self, url: str, auth: tuple[str, str] | None = ADMIN, bearer: str | None = None) -> None:
        self.url = url
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.auth = auth
        if bearer is not None:
            self.session.auth = None
            self.session.headers["Authorization"] = f"Bearer {bearer}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, exc_type: type[BaseException] | None, exc: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.session.close()

    def call(self, method: str, path: str, **more: Data) -> requests.Response:
        """Send a call; a path without a prefix is one of /api/v2."""
        address = self.url + (path if path.startswith("/") else f"/api/v2/{path}")
        return self.session.request(method, address, timeout=10, **more)

    def get(self, path: str, **query: Data) -> Data:
        """The JSON at a path, which has to be there."""
        answer = self.call("GET", path, params={name.replace("__", "."): value for name, value in query.items()})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def page(self, path: str, size: int, **query: Data) -> Data:
        """A cursor page."""
        return self.get(path, **{"page[size]": size}, **query)

    def post(self, path: str, body: Data) -> Data:
        """What was made."""
        answer = self.call("POST", path, json=body)
        assert answer.status_code == 201, answer.text
        return answer.json()

    def put(self, path: str, body: Data) -> Data:
        """What is there after a change."""
        answer = self.call("PUT", path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def delete(self, path: str) -> None:
        """Delete what is there."""
        answer = self.call("DELETE", path)
        assert (answer.status_code, answer.content) == (204, b""), answer.text

    def control(self, method: str, path: str, body: Data = None) -> Data:
        """A call to the control prefix."""
        answer = self.call(method, f"/_local/{path}", json=body)
        assert answer.status_code in {200, 204}, answer.text
        return answer.json() if answer.content else None

    def switch(self, name: str, setting: Data) -> None:
        """Set what is assumed otherwise, or back."""
        self.control("PUT", "switches", {name: setting})

    def set_clock(self, now: str) -> None:
        """Stop the clock at a time."""
        self.control("PUT", "clock", {"now": now})

    def advance(self, seconds: float) -> None:
        """Move the clock."""
        self.control("PUT", "clock", {"advance": seconds})

    def macro(self, title: str = "Macro", **values: Data) -> Data:
        """A new macro."""
        actions = [{"field": "comment_value", "value": "안녕하세요"}]
        return self.post("macros", {"macro": {"title": title, "actions": actions, **values}})["macro"]

    def ticket(self, **values: Data) -> Data:
        """A new ticket."""
        return self.post("tickets", {"ticket": {"subject": "분실물", "comment": {"body": "찾아주세요"}, **values}})[
            "ticket"
        ]

    def field(self, **values: Data) -> Data:
        """A new drop-down, unless the type says otherwise."""
        options = [{"name": "A::제휴", "value": "a_partner"}, {"name": "A::자사", "value": "a_own"}]
        field = {"type": "tagger", "title": "상담유형", "custom_field_options": options, **values}
        return self.post("ticket_fields", {"ticket_field": field})["ticket_field"]

    def section(self) -> Data:
        """A new section in a new category."""
        category = self.post("help_center/ko/categories", {"category": {"name": "상담 스크립트"}})["category"]
        path = f"help_center/ko/categories/{category['id']}/sections"
        return self.post(path, {"section": {"name": "기사 상담"}})["section"]

    def article(self, section: Data = None, **values: Data) -> Data:
        """A new article, in a new section unless one is given."""
        section = section or self.section()
        group = self.get("guide/permission_groups")["permission_groups"][0]["id"]
        article = {"title": "고객 연락", "body": "<p>본문</p>", "permission_group_id": group, **values}
        path = f"help_center/ko/sections/{section['id']}/articles"
        return self.post(path, {"article": article, "notify_subscribers": False})["article"]


def value_of(ticket: Data, field: Data) -> Data:
    """A custom field's value on a ticket."""
    return {entry["id"]: entry["value"] for entry in ticket["custom_fields"]}[field["id"]]
