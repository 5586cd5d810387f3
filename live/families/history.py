"""What becomes of a ticket: audits, redactions, deletion, merges, spam."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.removal import completed
from live.things import audits, change, comments, requester, shown, ticket, user

if TYPE_CHECKING:
    from collections.abc import Iterator

    from live.sandbox import Sandbox

HISTORY = Family()
_NUMBER, _REDACTED = "1234", "▇▇▇▇"
_SENTENCE = f"번호 {_NUMBER} 입니다"


def _events(found: list[Any]) -> Iterator[Any]:
    return (event for audit in found for event in audit["events"])


def _first(desk: Sandbox) -> list[Any]:
    """The audits of a ticket that says much of itself."""
    return list(desk.once("first audits", lambda: audits(desk, _full(desk))))


def _full(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    return ticket(desk, priority="low", type="question", requester_id=requester(desk)["id"], tags=[desk.word("full")])


@HISTORY.known("audit-create", (True, True))
def _created(desk: Sandbox) -> object:
    made = {event["field_name"]: event["value"] for event in _events(_first(desk)) if event["type"] == "Create"}
    wanted = {"subject", "priority", "type", "status", "requester_id", "tags"}
    return wanted <= set(made), made.get("requester_id") == str(requester(desk)["id"])


@HISTORY.known("audit-via", "api")
def _via(desk: Sandbox) -> object:
    return _first(desk)[0]["via"]["channel"]


@HISTORY.switched("audit-client", {True: True, False: False})
def _client(desk: Sandbox) -> object:
    return "client" in _first(desk)[0]["metadata"]["system"]


@HISTORY.switched("audit-people", {True: "by address", False: "by id"})
def _people(desk: Sandbox) -> object:
    copied = desk.once("copied", lambda: user(desk, "copied"))
    made = ticket(desk, requester_id=requester(desk)["id"], email_ccs=[{"user_id": str(copied["id"])}])
    event = next(each for each in _events(audits(desk, made)) if each["type"] == "EmailCcChange")
    shapes = {copied["email"]: "by address", str(copied["id"]): "by id"}
    return shapes.get(str(event["current_email_ccs"][0]))


@HISTORY.known("net-changes", (True, False))
def _net_changes(desk: Sandbox) -> object:
    made = ticket(desk, priority="low")
    for priority in ("high", "high"):
        change(desk, made, priority=priority, comment={"body": "더", "public": False})
    last, again = (
        any(event.get("field_name") == "priority" for event in audit["events"]) for audit in audits(desk, made)[-2:]
    )
    return last, again


def _spoken(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A ticket with a number to redact, and the comment that has it."""
    made = ticket(desk, comment={"body": _SENTENCE, "public": False})
    return made, comments(desk, made)[0]


def _redact(desk: Sandbox, made: Any, comment: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.send("PUT", f"tickets/{made['id']}/comments/{comment['id']}/redact", {"text": _NUMBER})


def _redacted(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A ticket of which a number was redacted."""
    made, comment = _spoken(desk)
    _redact(desk, made, comment)
    return made


@HISTORY.known("redaction", (True, False))
def _redaction(desk: Sandbox) -> object:
    there = desk.once("redacted", lambda: _redacted(desk))
    over = ticket(desk, comment={"body": _SENTENCE, "public": False}, status="closed")
    path = f"tickets/{over['id']}/comments/{comments(desk, over)[0]['id']}/redact"
    taken = desk.call("PUT", path, {"text": _NUMBER}).ok
    return _REDACTED in comments(desk, there)[0]["plain_body"], taken


@HISTORY.known("redaction-tag", shows=True)
def _redaction_tag(desk: Sandbox) -> object:
    return "redacted_content" in shown(desk, desk.once("redacted", lambda: _redacted(desk)))["tags"]


@HISTORY.switched("redaction-audit", {True: (False, False), False: (True, True)})
def _redaction_of_copies(desk: Sandbox) -> object:
    there = desk.once("redacted", lambda: _redacted(desk))
    return _NUMBER in str(list(_events(audits(desk, there)))), _NUMBER in shown(desk, there)["description"]


@HISTORY.switched("redaction-html", {True: 422, False: 200})
def _redaction_html(desk: Sandbox) -> object:
    made, comment = _spoken(desk)
    body = {"ticket_id": made["id"], "html_body": f"<redact>{_NUMBER}</redact>"}
    return desk.call("PUT", f"comment_redactions/{comment['id']}", body).status_code


@HISTORY.known("deleted", (404, True, 200))
def _deleted(desk: Sandbox) -> object:
    path = f"tickets/{ticket(desk)['id']}"
    desk.remove(path)
    gone = desk.call("GET", path).status_code
    restored = desk.call("PUT", f"deleted_{path}/restore").ok
    return gone, restored, desk.call("GET", path).status_code


@HISTORY.switched("restored", {True: (True, True), False: (True, False)})
def _restored(desk: Sandbox) -> object:
    made = ticket(desk, priority="low")
    path = f"tickets/{made['id']}"
    desk.pause(1)
    desk.remove(path)
    listed = desk.get("deleted_tickets", sort_by="deleted_at", sort_order="desc", per_page=100)["deleted_tickets"]
    deleted = next(each["deleted_at"] for each in listed if each["id"] == made["id"])
    desk.pause(2)
    desk.call("PUT", f"deleted_{path}/restore")
    after = shown(desk, made)
    return after["priority"] == "low" and after["status"] == made["status"], after["updated_at"] > deleted


def _merged(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A ticket and what it was merged into."""
    source, target = ticket(desk), ticket(desk)
    job = desk.send("POST", f"tickets/{target['id']}/merge", {"ids": [source["id"]]})["job_status"]
    return completed(desk, job), source, target


@HISTORY.known("merge-job", ("completed", False))
def _merge(desk: Sandbox) -> object:
    source, target = ticket(desk), ticket(desk)
    told = {"ids": [source["id"]], "target_comment": "합침", "target_comment_is_public": True}
    job = desk.send("POST", f"tickets/{target['id']}/merge", told)["job_status"]
    return completed(desk, job)["status"], comments(desk, target)[-1]["public"]


@HISTORY.switched("merge-source", {True: ("closed", True), False: ("closed", False)})
def _merge_source(desk: Sandbox) -> object:
    _, source, _ = desk.once("merged", lambda: _merged(desk))
    after = shown(desk, source)
    return after["status"], "closed_by_merge" in after["tags"]


@HISTORY.switched("merge-comments", {False: [1, 1], True: [2, 2]})
def _merge_comments(desk: Sandbox) -> object:
    _, *both = desk.once("merged", lambda: _merged(desk))
    return [len(comments(desk, each)) for each in both]


def _spam(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """Whether a ticket that was marked is still there, and its requester."""
    sender = user(desk, "spammer")
    path = f"tickets/{ticket(desk, requester_id=sender['id'])['id']}"
    desk.send("PUT", f"{path}/mark_as_spam")
    return desk.call("GET", path).status_code, desk.get(f"users/{sender['id']}")["user"]


@HISTORY.known("spam", shows=True)
def _spam_suspends(desk: Sandbox) -> object:
    return desk.once("spam", lambda: _spam(desk))[1]["suspended"]


@HISTORY.switched("spam-deleted", {True: 404, False: 200})
def _spam_deletes(desk: Sandbox) -> object:
    return desk.once("spam", lambda: _spam(desk))[0]
