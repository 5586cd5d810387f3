"""Any calls about webhooks, against a model of the facts about them; nothing is delivered here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, invariant, multiple, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

NAMES = st.text("가나Ab01", min_size=1, max_size=4)
TRIGGERED = ["conditional_ticket_events"]
EVENTS = ["zen:event-type:user.created"]
SECRET = "never-shown"
AUTHENTICATION = st.sampled_from(
    [
        {"type": "bearer_token", "data": {"token": SECRET}, "add_position": "header"},
        {"type": "basic_auth", "data": {"username": "desk", "password": SECRET}, "add_position": "header"},
        {"type": "api_key", "data": {"name": "X-Key", "value": SECRET}, "add_position": "header"},
        None,
    ]
)
VALUES = {
    "name": NAMES,
    "endpoint": st.sampled_from(["https://example.com/a", "https://example.com/b"]),
    "http_method": st.sampled_from(["POST", "GET", "PUT", "PATCH", "DELETE"]) | st.just("POST"),
    "request_format": st.sampled_from(["json", "xml", "form_encoded"]) | st.just("json"),
    "status": st.sampled_from(["active", "inactive"]),
}
OPTIONAL = {
    "description": st.sampled_from([None, "설명"]),
    "authentication": AUTHENTICATION,
    "custom_headers": st.sampled_from([None, {"X-Desk": "1"}]),
}
WRONG = st.sampled_from(
    [
        {"name": ""},
        {"name": None},
        {"endpoint": " "},
        {"http_method": "HEAD"},
        {"request_format": None},
        {"status": "on"},
        {"subscriptions": [*TRIGGERED, *EVENTS]},
        {"authentication": {"type": "digest", "data": {}}},
    ]
)


def shown(given: Data) -> Data:
    """What a webhook shows of what it was told: never a secret, and no key without a value (facts (i); REF)."""
    found = dict(given)
    if found.get("authentication"):
        found["authentication"] = {name: found["authentication"][name] for name in ("type", "add_position")}
    return {name: value for name, value in found.items() if value is not None}


class WebhookMachine(AccountMachine):
    """Webhooks by id, in the order of their making, and the secrets that they sign with."""

    webhooks = Bundle("webhooks")

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[str, Data] = {}
        self.signing: dict[str, str] = {}
        self.me = str(self.api.get("users/me")["user"]["id"])

    @rule(target=webhooks, values=st.fixed_dictionaries(VALUES, optional=OPTIONAL))
    def create(self, values: Data) -> str:
        return self._note(
            self.api.call("POST", "webhooks", json={"webhook": values | {"subscriptions": TRIGGERED}}), values
        )

    @rule(target=webhooks, name=NAMES, form=st.sampled_from(["POST json", "POST json", "PUT json", "POST xml"]))
    def create_for_events(self, name: str, form: str) -> Data:
        """Events come as JSON by POST (REF)."""
        method, format_ = form.split()
        fixed = {"endpoint": "https://example.com/a", "status": "active", "subscriptions": EVENTS}
        values = {"name": name, "http_method": method, "request_format": format_, **fixed}
        answer = self.api.call("POST", "webhooks", json={"webhook": values})
        if form != "POST json":
            assert answer.status_code == 400
            return multiple()
        return self._note(answer, values)

    @rule(target=webhooks, webhook=webhooks)
    def clone(self, webhook: str) -> Data:
        """All but the name and what it signs with is that of the one that is copied (REF, clone_webhook_id)."""
        answer = self.api.call("POST", f"webhooks?clone_webhook_id={webhook}", json={})
        if webhook not in self.model:
            assert answer.status_code == 404
            return multiple()
        known = self.model[webhook]
        names = (*VALUES, *OPTIONAL, "subscriptions")
        name = answer.json()["webhook"]["name"]
        assert known["name"] in name
        return self._note(answer, {each: known[each] for each in names if each in known} | {"name": name})

    @rule(values=st.fixed_dictionaries(VALUES), wrong=WRONG)
    def create_what_none_can_be(self, values: Data, wrong: Data) -> None:
        assert self.status("POST", "webhooks", {"webhook": values | {"subscriptions": TRIGGERED} | wrong}) == 400

    @rule(
        webhook=webhooks,
        given=st.fixed_dictionaries({}, optional=VALUES | OPTIONAL),
        method=st.sampled_from(["PUT", "PATCH"]),
    )
    def update(self, webhook: str, given: Data, method: str) -> None:
        """What is left out stays, by PUT too; 204 (REC)."""
        now = self.tick()
        answer = self.api.call(method, f"webhooks/{webhook}", json={"webhook": given})
        if webhook not in self.model:
            assert answer.status_code == 404
            return
        before = self.model[webhook]
        after = {**before, **given}
        after = shown(after)
        if after["subscriptions"] == EVENTS and (after["http_method"], after["request_format"]) != ("POST", "json"):
            assert answer.status_code == 400
            return
        assert (answer.status_code, answer.content) == (204, b"")
        told_a_secret = bool(given.get("authentication"))
        self.model[webhook] = after if after == before and not told_a_secret else after | {"updated_at": now}
        if told_a_secret:  # whether the same secret again is a change is said nowhere
            self.model[webhook]["updated_at"] = self.api.get(f"webhooks/{webhook}")["webhook"]["updated_at"]

    @rule(webhook=webhooks, wrong=WRONG)
    def update_to_what_none_can_be(self, webhook: str, wrong: Data) -> None:
        expected = 400 if webhook in self.model else 404
        assert self.status("PATCH", f"webhooks/{webhook}", {"webhook": {"name": "새", **wrong}}) == expected

    @rule(webhook=webhooks)
    def change_the_connection(self, webhook: str) -> None:
        """From triggers to events or back it cannot be changed (DOC creating-and-monitoring-webhooks)."""
        other = EVENTS if self.model.get(webhook, {}).get("subscriptions") == TRIGGERED else TRIGGERED
        expected = 400 if webhook in self.model else 404
        assert self.status("PATCH", f"webhooks/{webhook}", {"webhook": {"subscriptions": other}}) == expected

    @rule(webhook=webhooks)
    def reset_the_secret(self, webhook: str) -> None:
        answer = self.api.call("POST", f"webhooks/{webhook}/signing_secret")
        if webhook not in self.model:
            assert answer.status_code == 404
            return
        assert answer.status_code in {200, 201}
        secret = answer.json()["signing_secret"]["secret"]
        assert secret not in self.signing.values()
        self.signing[webhook] = secret

    @rule(webhook=consumes(webhooks))
    def delete(self, webhook: str) -> None:
        expected = 204 if webhook in self.model else 404
        assert self.status("DELETE", f"webhooks/{webhook}") == expected
        self.model.pop(webhook, None)
        self.signing.pop(webhook, None)
        for path in (f"webhooks/{webhook}", f"webhooks/{webhook}/signing_secret", f"webhooks/{webhook}/invocations"):
            assert self.status("GET", path) == 404

    @rule(size=st.integers(1, 4))
    def list_by_cursor(self, size: int) -> None:
        assert self.by_cursor("webhooks", "webhooks", size) == list(self.model.values())

    @rule(
        size=st.integers(1, 4), text=st.sampled_from(["가", "b", "A"]), status=st.sampled_from(["active", "inactive"])
    )
    def list_some(self, size: int, text: str, status: str) -> None:  # REF: filters, and sort by name or status
        by_name = sorted(self.model.values(), key=lambda each: each["name"].casefold())
        assert self.by_cursor("webhooks", "webhooks", size, sort="name") == by_name
        by_status = sorted(self.model.values(), key=lambda each: each["status"])
        assert self.by_cursor("webhooks", "webhooks", size, sort="status") == by_status
        asked = {"filter[name_contains]": text, "filter[status]": status}
        found = [each for each in self.model.values() if text.casefold() in each["name"].casefold()]
        expected = [each for each in found if each["status"] == status]
        assert self.by_cursor("webhooks", "webhooks", size, **asked) == expected

    @invariant()
    def nothing_else_is_there(self) -> None:
        answer = self.api.call("GET", "webhooks")
        assert answer.json() == {"webhooks": list(self.model.values()), "meta": {"has_more": False}}  # REC: no links
        assert SECRET not in answer.text

    @invariant()
    def each_signs_with_its_own(self) -> None:
        for webhook, secret in self.signing.items():
            found = self.api.get(f"webhooks/{webhook}/signing_secret")["signing_secret"]
            assert found == {"algorithm": "SHA256", "secret": secret}

    def _note(self, answer: Data, values: Data) -> str:
        now = self.now
        assert answer.status_code == 201  # REC
        made = answer.json()["webhook"]
        identity = str(self.new_id(made["id"]))
        assert len(identity) == 26  # REC: a ULID
        known = {"id": identity, "created_at": now, "updated_at": now, "created_by": self.me, "updated_by": self.me}
        self.model[identity] = shown({"subscriptions": TRIGGERED} | values) | known
        assert made == self.model[identity]
        secret = self.api.get(f"webhooks/{identity}/signing_secret")["signing_secret"]["secret"]
        assert secret not in self.signing.values()
        self.signing[identity] = secret
        return identity


TestWebhooks = WebhookMachine.TestCase
TestWebhooks.settings = SETTINGS
