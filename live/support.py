"""Looks at the Support API: macros, ticket fields, tickets, pages, headers and errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import requests

from live.sandbox import TIMEOUT, Differs, expect

if TYPE_CHECKING:
    from live.sandbox import Sandbox

MACROS, FIELDS, TICKETS = "/api/v2/macros", "/api/v2/ticket_fields", "/api/v2/tickets"
NO_ID = 1


def _macro(sandbox: Sandbox, what: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    values = {"title": sandbox.name(what), "actions": [{"field": "comment_value", "value": "안녕하세요"}], **more}
    return sandbox.make(MACROS, "macro", values)


def _field(sandbox: Sandbox, *tags: str) -> dict[str, Any]:
    options = [{"name": tag.replace("_", "::"), "value": f"live_{tag}"} for tag in tags]
    values = {"type": "tagger", "title": sandbox.name("field"), "custom_field_options": options}
    return sandbox.make(FIELDS, "ticket_field", values)


def _ticket(sandbox: Sandbox, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    values = {"subject": sandbox.name("ticket"), "comment": {"body": "보기", "public": False}, **more}
    return sandbox.make(TICKETS, "ticket", values)


def _stranger(sandbox: Sandbox, path: str, authorization: str) -> requests.Response:
    headers = {"Authorization": authorization}
    return requests.get(sandbox.base + path, headers=headers, timeout=TIMEOUT, allow_redirects=False)


def anonymous_me(sandbox: Sandbox) -> None:
    """A stranger at /users/me."""
    answer = _stranger(sandbox, "/api/v2/users/me", "Basic eDp5")
    expect(seen=(answer.status_code, answer.json().get("user", {}).get("id")), assumed=(200, None))


def wrong_password(sandbox: Sandbox) -> None:
    """A stranger anywhere else."""
    answer = _stranger(sandbox, MACROS, "Basic eDp5")
    expect(seen=(answer.status_code, answer.json()), assumed=(401, {"error": "Couldn't authenticate you"}))


def wrong_bearer(sandbox: Sandbox) -> None:
    """A bearer that is none."""
    answer = _stranger(sandbox, MACROS, "Bearer none")
    expect(seen=(answer.status_code, answer.json().get("error")), assumed=(401, "invalid_token"))


def not_found(sandbox: Sandbox) -> None:
    """A macro that is not there."""
    answer = sandbox.call("GET", f"{MACROS}/{NO_ID}")
    assumed = {"error": "RecordNotFound", "description": "Not found"}
    expect(seen=(answer.status_code, answer.json()), assumed=(404, assumed))


def unknown_path(sandbox: Sandbox) -> None:
    """A path that nobody knows."""
    answer = sandbox.call("GET", "/api/v2/macrosync_knows_no_such_path")
    expect(seen=(answer.status_code, answer.json().get("error")), assumed=(404, "InvalidEndpoint"))


def broken_json(sandbox: Sandbox) -> None:
    """A body that is cut."""
    answer = sandbox.call("POST", MACROS, data='{"macro": {', headers={"Content-Type": "application/json"})
    expect(seen=answer.status_code, assumed=422)


def etag(sandbox: Sandbox) -> None:
    """What a GET bears."""
    answer = sandbox.call("GET", MACROS)
    seen = (answer.headers.get("etag", "").startswith('W/"'), "x-request-id" in answer.headers)
    expect(seen=seen, assumed=(True, True))


def not_modified(sandbox: Sandbox) -> None:
    """The same GET again."""
    made = _macro(sandbox, "etag")
    first = sandbox.call("GET", f"{MACROS}/{made['id']}")
    again = sandbox.call("GET", f"{MACROS}/{made['id']}", headers={"If-None-Match": first.headers.get("etag", "")})
    expect(seen=again.status_code, assumed=304)


def rate_limit_headers(sandbox: Sandbox) -> None:
    """The spelling of the limits."""
    headers = sandbox.call("GET", MACROS).headers
    expect(seen=("ratelimit-remaining" in headers, "x-rate-limit-remaining" in headers), assumed=(True, True))


def page_size(sandbox: Sandbox) -> None:
    """A page that is too large."""
    expect(seen=sandbox.call("GET", f"{MACROS}?page[size]=101").status_code, assumed=400)


def next_on_the_last_page(sandbox: Sandbox) -> None:
    """The links of a list that is one page."""
    _macro(sandbox, "last page")
    page = sandbox.get(f"{MACROS}?page[size]=100")
    while page["meta"]["has_more"]:
        page = sandbox.get(f"{MACROS}?page[size]=100&page[after]={page['meta']['after_cursor']}")
    expect(seen=page["links"]["next"] is not None, assumed=True)


def order_of_macros(sandbox: Sandbox) -> None:
    """Titles in the order of a cursor list."""
    for what in ("나", "가", "B", "a"):
        _macro(sandbox, what)
    page = sandbox.get(f"{MACROS}?page[size]=100")
    titles = [macro["title"] for macro in page["macros"]]
    expect(seen=titles, assumed=sorted(titles, key=str.casefold))


def created(sandbox: Sandbox) -> None:
    """The answers of a create and a delete."""
    values = {"title": sandbox.name("created"), "actions": [{"field": "comment_value", "value": "-"}]}
    made = sandbox.call("POST", MACROS, {"macro": values})
    expect(seen=(made.status_code, "location" in made.headers), assumed=(201, True))
    gone = sandbox.call("DELETE", f"{MACROS}/{made.json()['macro']['id']}")
    expect(seen=(gone.status_code, gone.content), assumed=(204, b""))


def warned(sandbox: Sandbox) -> None:
    """A key that may not be written."""
    made = _macro(sandbox, "warned")
    answer = sandbox.call("PUT", f"{MACROS}/{made['id']}", {"macro": {"id": made["id"], "title": made["title"]}})
    expect(seen=":unpermitted_keys" in answer.headers.get("x-zendesk-api-warn", ""), assumed=True)


def macro_position(sandbox: Sandbox) -> None:
    """Where a new macro stands."""
    expect(seen=_macro(sandbox, "position")["position"], assumed=10_000)


def macro_partial(sandbox: Sandbox) -> None:
    """A PUT of the title alone."""
    made = _macro(sandbox, "partial")
    after = sandbox.send("PUT", f"{MACROS}/{made['id']}", {"macro": {"title": sandbox.name("renamed")}})["macro"]
    expect(seen=after["actions"], assumed=made["actions"])


def option_without_its_id(sandbox: Sandbox) -> None:
    """An option that is sent as a list without its id."""
    made = _field(sandbox, "a")
    before = made["custom_field_options"][0]
    options = [{"name": before["name"], "value": before["value"]}]
    body = {"ticket_field": {"custom_field_options": options}}
    after = sandbox.send("PUT", f"{FIELDS}/{made['id']}", body)["ticket_field"]["custom_field_options"][0]
    expect(seen=after["id"] != before["id"], assumed=True)


def tags_and_fields(sandbox: Sandbox) -> None:
    """A tag selects its option, another option's tag takes its place."""
    field = _field(sandbox, "a", "b")
    ticket = _ticket(sandbox, tags=["live_a"])
    after = sandbox.send("PUT", f"{TICKETS}/{ticket['id']}/tags", {"tags": ["live_b"]})["tags"]
    shown = sandbox.get(f"{TICKETS}/{ticket['id']}")["ticket"]
    value = next(each["value"] for each in shown["custom_fields"] if each["id"] == field["id"])
    expect(seen=(after, value), assumed=(["live_b"], "live_b"))


def tag_case(sandbox: Sandbox) -> None:
    """A tag with capital letters."""
    expect(seen=_ticket(sandbox, tags=["LiveCase"])["tags"], assumed=["LiveCase"])


def external_id(sandbox: Sandbox) -> None:
    """A ticket right after it was made, by its external id."""
    ticket = _ticket(sandbox, external_id=sandbox.name("external"))
    found = sandbox.get(TICKETS, params={"external_id": ticket["external_id"]})["tickets"]
    expect(seen=[each["id"] for each in found], assumed=[ticket["id"]])


def description(sandbox: Sandbox) -> None:
    """A description that is to be changed."""
    ticket = _ticket(sandbox)
    after = sandbox.send("PUT", f"{TICKETS}/{ticket['id']}", {"ticket": {"description": "anders"}})["ticket"]
    if after["description"] != ticket["description"]:
        raise Differs("the description changed")
