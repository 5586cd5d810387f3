"""The follow-up task: the webhooks to Zendesk's own Tickets API, and the bodies that rules send through them.

No body holds the driver's subject, name or number: subjects and names of phone tickets hold numbers (facts (o)).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import moments
from macrosync.compiler.lost_items.bodies import TICKET, Body, chosen, option_title, shown
from macrosync.compiler.lost_items.case import TOLD, Case, action
from macrosync.resources import ACCOUNT, Json, Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions.text import Text

#: Before the number of the driver's ticket in a task's external id, by which a sweep finds it.
EXTERNAL = "lost-item/"


def task_webhook(case: Case) -> Ref:
    """The webhook that makes tasks."""
    return Ref(Kind.WEBHOOK, f"{case.items.key}/task")


def update_webhook(case: Case) -> Ref:
    """The webhook that changes tickets by their numbers, which stand in its body (OAS, TicketsUpdateMany)."""
    return Ref(Kind.WEBHOOK, f"{case.items.key}/update")


def resources(case: Case) -> Iterator[Resource]:
    """The two webhooks."""
    yield _webhook(case, task_webhook(case), case.items.task.webhook, "POST", "/api/v2/tickets")
    yield _webhook(case, update_webhook(case), case.items.task.update_webhook, "PUT", "/api/v2/tickets/update_many")


def _webhook(case: Case, ref: Ref, name: Text, method: str, path: str) -> Resource:
    payload: Payload = {
        "name": str(name),
        "description": case.made,
        "status": "active",
        "endpoint": f"{ACCOUNT}{path}",
        "http_method": method,
        "request_format": "json",
        "subscriptions": ["conditional_ticket_events"],
    }
    return Resource(Kind.WEBHOOK, ref.key, case.items.version, payload, name.source)


def makes_task(case: Case) -> Json:
    """The action that makes the task of a driver's ticket.

    Its requester is whom the webhook's bearer belongs to, who is the caller (OAS, CreateTicket), and it is private.
    """
    return action("notification_webhook", [str(task_webhook(case)), task_body(case)])


def task_body(case: Case) -> str:
    """The body that makes the task, as a template; the sweep fills it too, where the webhook did not."""
    body = Body()
    form = Ref(Kind.TICKET_FORM, case.target.ticket_forms[0])
    ticket: Json = {
        "type": "task",
        "external_id": f"{EXTERNAL}{body.text(TICKET)}",
        "subject": body.line(case.items.task.subject, lambda name, _: _told(case, name, "")),
        "comment": {
            "html_body": body.html(case.items.task.note, lambda name, blank: _told(case, name, blank)),
            "public": False,
        },
        "group_id": body.number(str(case.group)),
        "ticket_form_id": body.number(str(form)),
        "priority": str(case.items.priority.case),
        "due_at": body.text(moments.due(case.items.times)),
        "tags": [case.task],
        "custom_fields": [
            _value(case, body, "progress", case.option("progress", "received")),
            _value(
                case, body, "consent", body.text(chosen(case.field("consent"), case.option("consent", "not-asked")))
            ),
            _value(case, body, "other_ticket", body.text(TICKET)),
            _value(case, body, "due_on", body.text(moments.due_day(case.items.times))),
        ],
    }
    return body.written({"ticket": ticket})


def links(case: Case) -> Json:
    """The action of a new task that writes its number on the driver's ticket."""
    body = Body()
    return _updates(
        case,
        body,
        {"id": _other(case, body), "custom_fields": [_value(case, body, "other_ticket", body.text(TICKET))]},
    )


def tells_consent(case: Case) -> Json:
    """The action of a driver's ticket that writes its consent on the task."""
    body = Body()

    def fill(name: str, _: str) -> str:
        return option_title(case.field("consent")) if name == "consent" else TICKET

    return _updates(
        case,
        body,
        {
            "id": _other(case, body),
            "custom_fields": [_value(case, body, "consent", body.text(chosen(case.field("consent"))))],
            "comment": {"html_body": body.html(case.items.task.consent_note, fill), "public": False},
        },
    )


def dates_consent(case: Case) -> Json:
    """The action of a task that writes when a consent that was given now lapses; rules alone can set no date."""
    body = Body()
    lapses = body.text(moments.lapse(case.items.times))
    return _updates(case, body, {"id": body.number(TICKET), "custom_fields": [_value(case, body, "lapses_on", lapses)]})


def undates_consent(case: Case) -> Json:
    """The action that takes the date away where the consent ended."""
    body = Body()
    return _updates(case, body, {"id": body.number(TICKET), "custom_fields": [_value(case, body, "lapses_on", "")]})


def forgets(case: Case) -> Json:
    """The action that empties the texts, which rules cannot empty; the consent's day goes by undates_consent."""
    body = Body()
    names = (*(name for name in TOLD if name != "is_phone"), "other_ticket")
    return _updates(
        case, body, {"id": body.number(TICKET), "custom_fields": [_value(case, body, name, "") for name in names]}
    )


def _updates(case: Case, body: Body, ticket: Json) -> Json:
    return action("notification_webhook", [str(update_webhook(case)), body.written({"tickets": [ticket]})])


def _other(case: Case, body: Body) -> str:
    return body.number(f"{{{{ticket.ticket_field_{case.field('other_ticket')}}}}}")


def _value(case: Case, body: Body, name: str, value: str) -> Json:
    return {"id": body.number(str(case.field(name))), "value": value}


def _told(case: Case, name: str, blank: str) -> str:
    """The Liquid for a name in braces. Raises KeyError for one that is not known; a finding comes first."""
    if name == "ticket":
        return TICKET
    if name == "safe_number_minutes":
        return str(case.items.times.safe_number_minutes)
    if name == "is_phone":
        field = case.field(name)
        return (
            f"{{% if ticket.ticket_field_{field} == '1' %}}{case.items.task.is_phone}{{% else %}}{blank}{{% endif %}}"
        )
    if name in TOLD:
        return shown(case.field(name), blank)
    raise KeyError(name)
