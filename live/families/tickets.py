"""Tickets: what a create and an update take, and what a ticket has of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.removal import completed
from live.sandbox import PREFIX
from live.things import change, comments, draft, field, me, requester, shown, tag_of, ticket, user, value_of

if TYPE_CHECKING:
    from live.sandbox import Sandbox

TICKETS = Family()
_TOO_EARLY = "2020-01-01T00:00:00Z"


@TICKETS.known("description", shows=True)
def _description(desk: Sandbox) -> object:
    made = ticket(desk)
    return change(desk, made, description="anders")["description"] == made["description"]


@TICKETS.known("no-description", (422, True))
def _no_description(desk: Sandbox) -> object:
    values = {name: value for name, value in draft(desk).items() if name != "comment"}
    answer = desk.tried("tickets", "ticket", values)
    return answer.status_code, "FieldDescription" in answer.text


def closed(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """A closed ticket with a requester, a tag, and a value in `custom`."""
    return desk.once("closed", lambda: _closed(desk))


def _closed(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    custom = desk.once("followed", lambda: field(desk, "followed", ("a",)))
    tags = [desk.word("followed"), tag_of(desk, "followed", "a")]
    made = ticket(desk, requester_id=requester(desk)["id"], tags=tags, status="closed")
    return {**shown(desk, made), "custom": custom}


@TICKETS.known("closed", 422)
def _of_a_closed_ticket(desk: Sandbox) -> object:
    return desk.call("PUT", f"tickets/{closed(desk)['id']}", {"ticket": {"priority": "low"}}).status_code


@TICKETS.known("safe-update", 409)
def _safe_update(desk: Sandbox) -> object:
    values = {"priority": "low", "safe_update": True, "updated_stamp": _TOO_EARLY}
    return desk.call("PUT", f"tickets/{ticket(desk)['id']}", {"ticket": values}).status_code


@TICKETS.known("external-id", shows=True)
def _external_id(desk: Sandbox) -> object:
    made = [ticket(desk)["id"] for _ in range(2)]
    found = desk.get("tickets", external_id=PREFIX, sort_by="created_at", sort_order="desc", per_page=100)["tickets"]
    return set(made) <= {each["id"] for each in found}


@TICKETS.known("due-at", (True, False))
def _due_at(desk: Sandbox) -> object:
    task, question = (
        shown(desk, ticket(desk, type=kind, due_at="2099-01-01T09:00:00Z"))["due_at"] for kind in ("task", "question")
    )
    return task is not None, question is not None


@TICKETS.known("first-visibility", [False, False])
def _first_visibility(desk: Sandbox) -> object:
    made = ticket(desk)
    change(desk, made, comment={"body": "더"})
    return [each["public"] for each in comments(desk, made)]


@TICKETS.switched("html-before-body", {True: "rich", False: "plain"})
def _html(desk: Sandbox) -> object:
    made = ticket(desk, comment={"body": "plain", "html_body": "<p>rich</p>", "public": False})
    return comments(desk, made)[0]["plain_body"]


@TICKETS.switched("assigned-is-open", {True: "open", False: "new"})
def _assigned(desk: Sandbox) -> object:
    return shown(desk, ticket(desk, assignee_id=me(desk)["id"]))["status"]


@TICKETS.switched("subject-of-none", {True: "beginning", False: "empty"})
def _subject(desk: Sandbox) -> object:
    subject = ticket(desk, subject=None)["subject"]
    return {"보기": "beginning", "": "empty"}.get(subject or "", subject)


@TICKETS.known("follow-up-tags", (True, False))
def _follow_up_tags(desk: Sandbox) -> object:
    source, tag = closed(desk), desk.word("followed")
    plain = ticket(desk, via_followup_source_id=source["id"])
    own = ticket(desk, via_followup_source_id=source["id"], tags=[desk.word("own")])
    return tag in shown(desk, plain)["tags"], tag in shown(desk, own)["tags"]


@TICKETS.switched("follow-up", {True: (True, True, True), False: (False, False, False)})
def _follow_up(desk: Sandbox) -> object:
    source = closed(desk)
    values = draft(desk, via_followup_source_id=source["id"])
    del values["subject"]
    made = shown(desk, desk.make("tickets", "ticket", values))
    return (
        source["subject"] in made["subject"],
        made["requester_id"] == source["requester_id"],
        value_of(made, source["custom"]) == tag_of(desk, "followed", "a"),
    )


@TICKETS.known("follow-up-closed", (None, True))
def _follow_up_of_an_open_one(desk: Sandbox) -> object:
    source = ticket(desk)
    made = ticket(desk, via_followup_source_id=source["id"])
    return shown(desk, made).get("via", {}).get("source", {}).get("rel"), made["id"] != source["id"]


def _with_key(desk: Sandbox, key: str, *texts: str) -> list[Any]:
    headers = {"Idempotency-Key": desk.word(key)}
    answers = []
    for text in texts:
        values = draft(desk, comment={"body": text, "public": False})
        answers.append(desk.call("POST", "tickets", {"ticket": values}, headers=headers))
        if answers[-1].ok:
            desk.keep(f"tickets/{answers[-1].json()['ticket']['id']}")
    return answers


@TICKETS.known("idempotency", (["miss", "hit"], 1))
def _idempotency(desk: Sandbox) -> object:
    answers = _with_key(desk, "key", "one", "one")
    looked = [each.headers.get("x-idempotency-lookup") for each in answers]
    return looked, len({each.json()["ticket"]["id"] for each in answers})


@TICKETS.switched("idempotency-body", {True: 400, False: 201})
def _idempotency_of_another_body(desk: Sandbox) -> object:
    return _with_key(desk, "bodies", "one", "two")[-1].status_code


@TICKETS.known("async", (202, "queued"))
def _async(desk: Sandbox) -> object:
    answer = desk.call("POST", "tickets?async=true", {"ticket": draft(desk)})
    document = answer.json()
    desk.keep(f"tickets/{document['ticket']['id']}")
    return answer.status_code, document["job_status"]["status"]


@TICKETS.known("incidents", ("solved", True))
def _incidents(desk: Sandbox) -> object:
    problem = desk.once("problem", lambda: ticket(desk, type="problem"))
    incident = ticket(desk, type="incident", problem_id=problem["id"])
    change(desk, problem, status="solved", assignee_id=me(desk)["id"], comment={"body": "풀림", "public": False})
    for wait in (0, 1, 2, 4, 8):
        desk.pause(wait)
        if (after := shown(desk, incident))["status"] == "solved":
            break
    return after["status"], "풀림" in [each["plain_body"] for each in comments(desk, incident)]


@TICKETS.known("related", 1)
def _related(desk: Sandbox) -> object:
    problem = ticket(desk, type="problem")
    ticket(desk, type="incident", problem_id=problem["id"])
    return desk.get(f"tickets/{problem['id']}/related")["incidents"]


@TICKETS.switched("problem", {True: 422, False: 201})
def _no_problem(desk: Sandbox) -> object:
    plain = ticket(desk)["id"]
    return desk.tried("tickets", "ticket", draft(desk, type="incident", problem_id=plain)).status_code


@TICKETS.known("collaborators", (True, True))
def _collaborators(desk: Sandbox) -> object:
    agent, customer = me(desk)["id"], desk.once("copied", lambda: user(desk, "copied"))["id"]
    made = shown(desk, ticket(desk, requester_id=requester(desk)["id"], collaborator_ids=[agent, customer]))
    return made["follower_ids"] == [agent], made["email_cc_ids"] == [customer]


@TICKETS.known("bulk", (True, False))
def _bulk(desk: Sandbox) -> object:
    made, tag = ticket(desk), desk.word("more")
    job = desk.send("PUT", f"tickets/update_many?ids={made['id']}", {"ticket": {"additional_tags": [tag]}})
    completed(desk, job["job_status"])
    one = change(desk, ticket(desk), additional_tags=[tag])
    return tag in shown(desk, made)["tags"], tag in one["tags"]


@TICKETS.known("ticket-organization", shows=True)
def _organization(desk: Sandbox) -> object:
    home = desk.make("organizations", "organization", {"name": desk.name("home")})
    member = user(desk, "member", organization_id=home["id"])
    return shown(desk, ticket(desk, requester_id=member["id"]))["organization_id"] == home["id"]


@TICKETS.switched("recent", {True: True, False: False})
def _recent(desk: Sandbox) -> object:
    made = ticket(desk)["id"]
    return made in [each["id"] for each in desk.get("tickets/recent")["tickets"]]


@TICKETS.switched("metrics", {False: (False, None), True: (True, 0)})
def _metrics(desk: Sandbox) -> object:
    found = desk.get(f"tickets/{ticket(desk)['id']}/metrics")["ticket_metric"]
    one = found[0] if isinstance(found, list) else found
    return isinstance(found, list), one["reply_time_in_minutes"]["calendar"]


@TICKETS.known("tags-list", shows=True)
def _tags(desk: Sandbox) -> object:
    counts = [each["count"] for each in desk.get("tags")["tags"]]
    return counts == sorted(counts, reverse=True)


@TICKETS.known("custom-status", "pending")
def _custom_status(desk: Sandbox) -> object:
    pending = _default_status(desk, "pending")
    return change(desk, ticket(desk), custom_status_id=pending)["status"]


@TICKETS.switched("status-brings", {True: True, False: False})
def _status_brings(desk: Sandbox) -> object:
    after = change(desk, ticket(desk), status="pending")
    return after["custom_status_id"] == _default_status(desk, "pending")


def _default_status(desk: Sandbox, category: str) -> object:
    listed = desk.once("statuses", lambda: desk.get("custom_statuses"))["custom_statuses"]
    return next(each["id"] for each in listed if each["status_category"] == category and each["default"])
