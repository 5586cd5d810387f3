"""What foreign clients need of the local Zendesk, each fact with the client that needs it; `make clients` runs them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data


def webhook(api: Api, name: str) -> Data:
    values = {"name": name, "status": "active", "endpoint": "https://example.com/hook", "http_method": "POST"}
    values |= {"request_format": "json"}
    return api.post("webhooks", {"webhook": {**values, "subscriptions": ["conditional_ticket_events"]}})["webhook"]


def test_status_and_priority_say_which_options_they_have(api: Api) -> None:
    # OAS, sub_type_id, which fields of libzapi need
    found = {field["type"]: field.get("sub_type_id") for field in api.get("ticket_fields")["ticket_fields"]}
    assert (found["status"], found["priority"], found["subject"]) == (1, 0, None)


def test_a_user_says_whether_they_administer_the_bill(api: Api) -> None:  # libzapi: User.is_billing_admin
    made = api.post("users", {"user": {"name": "기사"}})["user"]
    assert [user["is_billing_admin"] for user in api.get("users")["users"]] == [False, False]
    assert made["is_billing_admin"] is False


def test_a_ticket_has_a_number_for_mails_and_a_kind_of_support(api: Api) -> None:
    # libzapi: Ticket.encoded_id, Ticket.support_type
    one, other = api.ticket(), api.ticket()
    assert re.fullmatch(r"[A-Z0-9]{6}-[A-Z0-9]{5}", one["encoded_id"])
    assert one["encoded_id"] != other["encoded_id"]
    assert api.get(f"tickets/{one['id']}")["ticket"]["encoded_id"] == one["encoded_id"]
    assert one["support_type"] == "agent"


def test_a_requester_of_null_is_who_calls(api: Api) -> None:  # libzapi sends null for all that is not said
    nothing = ("group_id", "requester_id", "organization_id", "problem_id", "ticket_form_id", "brand_id")
    made = api.ticket(**dict.fromkeys(nothing), priority="", type="")
    assert made["requester_id"] == api.get("users/me")["user"]["id"]
    assert (made["priority"], made["type"]) == (None, None)


def test_a_page_of_webhooks_links_to_those_around_it(api: Api) -> None:
    # recorded for invocations: zenpy follows `links.next`, and the `link` header says the same
    ids = [webhook(api, name)["id"] for name in "abc"]
    answer = api.call("GET", "webhooks", params={"page[size]": "2"})
    first = answer.json()
    assert set(first["links"]) == {"next"}
    assert answer.links["next"]["url"] == first["links"]["next"]
    last = api.session.get(first["links"]["next"], timeout=10).json()
    assert ([each["id"] for each in last["webhooks"]], set(last["links"])) == (ids[2:], {"prev"})
    back = api.session.get(last["links"]["prev"], timeout=10).json()
    assert [each["id"] for each in back["webhooks"]] == ids[:2]


def test_following_links_comes_to_an_end(api: Api) -> None:
    # node-zendesk asks for `links.next` until there is none, whatever `has_more` says (recorded: empty pages alone)
    for number in range(3):
        api.macro(f"{number}")
    page, pages = api.page("macros", 2), 1
    while page["links"]["next"]:
        page, pages = api.session.get(page["links"]["next"], timeout=10).json(), pages + 1
    assert (page["macros"], pages) == ([], 3)
