"""HTTP: what a create and a GET bear, and how each kind of mistake is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from live.probe import Family
from live.things import HELP_CENTER, article, field, locale, macro, ticket

if TYPE_CHECKING:
    from live.sandbox import Sandbox

ANSWERS = Family()
_NO_ID = 1
_JSON, _TEXT = {"Content-Type": "application/json"}, {"Content-Type": "text/plain"}


@ANSWERS.known("created", (201, True, 204, b""))
def _created(desk: Sandbox) -> object:
    made = desk.tried(
        "macros", "macro", {"title": desk.name("created"), "actions": [{"field": "status", "value": "open"}]}
    )
    gone = desk.remove(f"macros/{made.json()['macro']['id']}")
    return made.status_code, "location" in made.headers, gone.status_code, gone.content


@ANSWERS.known("warn", shows=True)
def _warned(desk: Sandbox) -> object:
    made = macro(desk, "warned")
    answer = desk.call("PUT", f"macros/{made['id']}", {"macro": {"id": made["id"], "title": made["title"]}})
    return ":unpermitted_keys" in answer.headers.get("x-zendesk-api-warn", "")


@ANSWERS.known("not-found", (404, {"error": "RecordNotFound", "description": "Not found"}))
def _not_found(desk: Sandbox) -> object:
    answer = desk.call("GET", f"macros/{_NO_ID}")
    return answer.status_code, answer.json()


@ANSWERS.known("invalid-endpoint", (404, "InvalidEndpoint"))
def _unknown_path(desk: Sandbox) -> object:
    answer = desk.call("GET", "macrosync_knows_no_such_path")
    return answer.status_code, answer.json().get("error")


@ANSWERS.known("etag", (True, True))
def _etag(desk: Sandbox) -> object:
    headers = desk.call("GET", "users/me").headers
    return headers.get("etag", "").startswith('W/"'), "x-request-id" in headers


@ANSWERS.switched("not-modified", {True: 304, False: 200})
def _not_modified(desk: Sandbox) -> object:
    path = f"macros/{macro(desk, 'etag')['id']}"
    etag = desk.call("GET", path).headers.get("etag", "")
    return desk.call("GET", path, headers={"If-None-Match": etag}).status_code


@ANSWERS.switched("broken-json", {True: (422, 400), False: (400, 422)})
def _broken_json(desk: Sandbox) -> object:
    paths = ("macros", f"{HELP_CENTER}/{locale(desk)}/categories")
    support, guide = (desk.call("POST", path, data="{", headers=_JSON).status_code for path in paths)
    return support, guide


@ANSWERS.switched("content-type", {True: 415, False: 400})
def _no_json(desk: Sandbox) -> object:
    return desk.call("POST", "groups", data='{"group": {}}', headers=_TEXT).status_code


@ANSWERS.switched("updated-at", {True: [True] * 4, False: [False] * 4})
def _unchanged(desk: Sandbox) -> object:
    written = (
        ("macros", "macro", macro(desk, "unchanged"), ("title",)),
        ("ticket_fields", "ticket_field", field(desk, "unchanged"), ("title",)),
        (f"{HELP_CENTER}/articles", "article", article(desk, "unchanged"), ("promoted",)),
        ("tickets", "ticket", ticket(desk), ("status",)),
    )
    desk.pause(2)
    return [
        desk.send("PUT", f"{path}/{made['id']}", {one: {name: made[name] for name in same}})[one]["updated_at"]
        == made["updated_at"]
        for path, one, made, same in written
    ]


@ANSWERS.known("unwrapped", 500)
def _unwrapped(desk: Sandbox) -> object:
    return desk.call("POST", "macros", {"title": desk.name("unwrapped")}).status_code


@ANSWERS.switched("invalid-attribute", {True: (400, "Invalid attribute"), False: (422, "RecordInvalid")})
def _wrong_type(desk: Sandbox) -> object:
    answer = desk.tried("groups", "group", {"name": 1})
    error = answer.json().get("error")
    return answer.status_code, error["title"] if isinstance(error, dict) else error


@ANSWERS.known("too-many-values", (400, "TooManyValues"))
def _too_many_ids(desk: Sandbox) -> object:
    answer = desk.call("GET", "tickets/show_many", params={"ids": ",".join(map(str, range(1, 102)))})
    return answer.status_code, answer.json().get("error")


@ANSWERS.known("rate-headers", (True, True))
def _rate_headers(desk: Sandbox) -> object:
    headers = desk.call("PUT", f"tickets/{ticket(desk)['id']}", {"ticket": {"priority": "low"}}).headers
    return "x-rate-limit" in headers, any(name.lower().startswith("zendesk-rate") for name in headers)


@ANSWERS.switched("rate-spelling", {"2024": True, "2023": False})
def _rate_spelling(desk: Sandbox) -> object:
    return "ratelimit-remaining" in desk.call("GET", "users/me").headers


@ANSWERS.known("rate-help-center", (True, False))
def _rate_of_help_center(desk: Sandbox) -> object:
    headers = desk.call("GET", f"{HELP_CENTER}/{locale(desk)}/categories").headers
    return "x-rate-limit" in headers, "ratelimit-limit" in headers or "rate-limit" in headers


@ANSWERS.switched("rate-index", {True: (True, True), False: (False, True)})
def _rate_index(desk: Sandbox) -> object:
    names = ("zendesk-ratelimit-tickets-index", "zendesk-rate-limit-tickets-index")
    pages = [desk.call("GET", f"tickets?page={page}&per_page=1").headers for page in (1, 500)]
    first, far = (any(name in headers for name in names) for headers in pages)
    return first, far


@ANSWERS.switched("rate-names", {True: True, False: False})
def _rate_names(desk: Sandbox) -> object:
    headers = desk.call("GET", "incremental/users?start_time=1").headers
    return any(f"zendesk-{each}-incremental-exports" in headers for each in ("ratelimit", "rate-limit"))
