"""Tickets as they are written: one is made or changed with its comment, audit, people and incidents (REF tickets)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import FIELD, Filter, where_field
from macrosync.local_zendesk.families import (
    audits,
    comments,
    custom_statuses,
    form_statuses,
    ticket_changes,
    ticket_people,
    trigger_runs,
)
from macrosync.local_zendesk.families.account_settings import comments_are_public
from macrosync.local_zendesk.families.fields import TICKET_FIELDS
from macrosync.local_zendesk.families.forms import default_form
from macrosync.local_zendesk.families.records import number
from macrosync.local_zendesk.families.ticket_records import COMMENTS, TICKETS, VIA, blank_ticket, encoded
from macrosync.local_zendesk.families.users import USERS, find_or_make

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

WRITABLE = frozenset(
    {
        *("subject", "raw_subject", "external_id", "type", "priority", "status", "recipient", "requester_id"),
        *("requester", "submitter_id", "assignee_id", "group_id", "organization_id", "collaborator_ids", "tags"),
        *("follower_ids", "email_cc_ids", "due_at", "problem_id", "custom_fields", "fields", "ticket_form_id"),
        *("brand_id", "custom_status_id", "comment", "description", "safe_update", "updated_stamp", "macro_ids"),
        *("macro_id", "metadata", "via_followup_source_id", "via", "followers", "email_ccs", "collaborators"),
        *("additional_collaborators", "assignee_email"),
    }
)
#: What a follow-up takes over from its closed ticket (unverified).
_INHERITED = ("tags", "custom_fields", "fields", "requester_id", "organization_id")


def create(context: Context, payload: Body, reserved: int | None = None) -> Body:
    """Make a ticket, under an id that was given out before where there is one; it and its audit, as the API does."""
    payload = _named(context, payload)
    caller = context.caller["id"]
    form = default_form(context.documents)
    start = blank_ticket() | {"requester_id": caller, "submitter_id": caller}
    start |= {"ticket_form_id": form["id"] if form else None, "is_public": comments_are_public(context)}
    given = payload.get("comment") or payload.get("description")
    comment = comments.made(context, start, given, payload.get("submitter_id") or caller) if given else None
    if comment is None:
        raise _no_description(context)
    source = _source(context, payload)
    ticket = _applied(context, None, start | _taken_over(context, source), payload)
    number_ = context.documents.new_id("ticket") if reserved is None else reserved
    made: Body = {"id": number_, "url": TICKETS.url(context.documents.base, number_), **ticket}
    made |= {"created_at": context.stamp, "description": comment["plain_body"], "is_public": comment["public"]}
    described = str(comment["plain_body"]) if context.switches.subject_from_description else ""
    made["subject"] = made["subject"] or _subject(described)
    made["raw_subject"] = made["subject"]
    made["encoded_id"] = encoded(number_)
    made["requester_id"] = made["requester_id"] or caller  # null is as good as nothing: libzapi sends it
    made["organization_id"] = made["organization_id"] or _organization(context, made)
    written = _written(context, None, made, comment, payload)
    if source is not None:
        former = source["followup_ids"] if isinstance(source["followup_ids"], list) else []
        context.documents.put(TICKETS, source | {"followup_ids": [*former, number_]})
    return written


def update(context: Context, before: Body, payload: Body) -> Body:
    """Change what is given; `description` is passed over (recorded), `tags` is the whole list."""
    ticket_changes.check_stamp(before, payload)
    ticket_changes.check_open(before)
    after = _applied(context, before, before, _named(context, payload))
    said = payload.get("comment")
    comment = comments.made(context, after, said, context.caller["id"]) if said else None
    if comment is not None and comment["public"] is True:
        after["is_public"] = True
    written = _written(context, before, after, comment, payload)
    if after["type"] == "problem" and after["status"] == "solved" != before["status"]:
        _solve_incidents(context, after, said)
    return written


def changed(context: Context, before: Body, after: Body) -> Body:
    """Write a ticket that was changed otherwise, such as by its tags alone; the ticket after its triggers."""
    written = _written(context, before, after, None, {})["ticket"]
    return written if isinstance(written, dict) else after


def by_rule(context: Context, before: Body, after: Body, events: tuple[Body, ...]) -> None:
    """Write what an automation did to a ticket: an update of its own, which triggers follow (facts (c)).

    One that changed nothing, such as by a tag that was there, leaves no audit (facts (c), net changes) and no new time.
    """
    after = custom_statuses.followed(context, before, after, {})
    ran = trigger_runs.run(context, before, after, None)
    via = events[0]["via"] if events and context.switches.automation_audits_name_it else VIA
    audits.noted(context, after, *events, *ran.events, via=via)
    after = custom_statuses.followed(context, after, ran.ticket, {})
    if events or ran.events or context.touches:
        after |= {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
    context.documents.put(TICKETS, after)
    trigger_runs.tell(context, ran.effects)


def _applied(context: Context, before: Body | None, start: Body, payload: Body) -> Body:
    after = ticket_changes.applied(context, start, payload)
    after = ticket_people.applied(context, after, payload)
    after = custom_statuses.followed(context, before, after, payload)
    if not context.switches.forms_allow_every_status:
        form_statuses.check(context, after)
    return after


def _written(context: Context, before: Body | None, after: Body, comment: Body | None, payload: Body) -> Body:
    """Run the triggers, write the ticket with its comment and audit, and give both as the API does."""
    listed = payload.get("macro_ids") or ([payload["macro_id"]] if payload.get("macro_id") else [])
    macros = [number(each, "macro_ids") for each in listed] if isinstance(listed, list) else []
    ran = trigger_runs.run(context, before, after, comment)
    audit = audits.made(
        context, before, after, comment, macros=macros, custom=payload.get("metadata"), by_rules=ran.events
    )
    sent, after = after, custom_statuses.followed(context, after, ran.ticket, {})
    if before is None or audit["events"] or context.touches:
        after |= {"updated_at": context.stamp, "generated_timestamp": int(context.now.timestamp())}
    context.documents.put(TICKETS, after)
    if comment is not None:
        context.documents.put(COMMENTS, comment | {"audit_id": audit["id"]}, int(str(after["id"])))
    _note_incident(context, after)
    trigger_runs.tell(context, ran.effects)
    if not context.switches.answers_after_triggers:
        after = sent | {"updated_at": after["updated_at"]}
    return {"ticket": after, "audit": audit}


def _named(context: Context, payload: Body) -> Body:
    """The payload with its requester found, or made, and its assignee found by the e-mail address."""
    requester, email = payload.get("requester"), payload.get("assignee_email")
    if isinstance(requester, dict):
        payload = payload | {"requester_id": find_or_make(context.documents, context.stamp, requester)["id"]}
    elif requester is not None:
        found: Json = requester
        if isinstance(requester, str) and "@" in requester:
            found = find_or_make(context.documents, context.stamp, {"email": requester})["id"]
        payload = payload | {"requester_id": found}
    if isinstance(email, str):
        assignee = context.documents.first(USERS, where_field("email", email.lower()))
        if assignee is None:
            raise api_errors.invalid("assignee_email", "is invalid")
        payload = payload | {"assignee_id": assignee["id"]}
    return payload


def _source(context: Context, payload: Body) -> Body | None:
    """The ticket that is followed up; one that is not closed has no effect (DOC creating-and-updating-tickets)."""
    source_id = payload.get("via_followup_source_id")
    if source_id is None:
        return None
    source = context.found(TICKETS, number(source_id, "via_followup_source_id"))
    return source if source["status"] == "closed" else None


def _taken_over(context: Context, source: Body | None) -> Body:
    """What a follow-up has of its source: the tags (DOC creating-and-updating-tickets), and more (unverified)."""
    if source is None:
        return {}
    if not context.switches.follow_ups_inherit_all:
        return {"tags": source["tags"], "via": _follow_up(source)}
    inherited: Body = {name: source[name] for name in _INHERITED}
    return inherited | {"subject": f"Re: {source['subject']}", "via": _follow_up(source)}


def _follow_up(source: Body) -> Json:
    origin: Json = {"ticket_id": source["id"], "subject": source["subject"], "channel": "api"}
    return {"channel": "api", "source": {"from": origin, "to": {}, "rel": "follow_up"}}


def _organization(context: Context, ticket: Body) -> Json:
    """The requester's, where none is said (REF tickets)."""
    requester = context.documents.get(USERS, int(str(ticket["requester_id"])))
    return requester["organization_id"] if requester else None


def _note_incident(context: Context, ticket: Body) -> None:
    """Its problem knows that it has incidents (REF tickets, has_incidents)."""
    problem = None if ticket["problem_id"] is None else context.documents.get(TICKETS, int(str(ticket["problem_id"])))
    if problem is not None and problem["has_incidents"] is not True:
        context.documents.put(TICKETS, problem | {"has_incidents": True})


def _solve_incidents(context: Context, problem: Body, said: Json) -> None:
    """Solving a problem solves its incidents, each with the comment (facts on tickets); reopening does not."""
    open_ = Filter(f"{FIELD.format('status')} NOT IN ('solved', 'closed')")
    payload: Body = {"status": "solved", "comment": said}
    for incident in context.documents.all(TICKETS, where_field("problem_id", int(str(problem["id"]))), open_):
        update(context, incident, payload)


def _no_description(context: Context) -> api_errors.ApiError:
    """The recorded error of a ticket without a comment, with the account's own field id."""
    field = context.documents.first(TICKET_FIELDS, where_field("type", "description"))
    entry = api_errors.problem(
        "description",
        "cannot be blank",
        "BlankValue",
        ticket_field_id=field["id"] if field else None,
        ticket_field_type="FieldDescription",
    )
    return api_errors.record_invalid("base", entry)


def _subject(description: str) -> str:
    """The subject of a ticket without one: the beginning of its description (assumed)."""
    return " ".join(description.split())[:80]
