"""Triggers as they run: one cycle after each write of a ticket, in its transaction (SUP 4408822236058).

What they mean is `macrosync.rules.triggers`; what is not modelled there is answered 501 with the rule's name, and the
write does not take place, rather than a rule passed over in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.documents import where_field
from macrosync.local_zendesk.families import audits, rule_scenes, trigger_revisions
from macrosync.local_zendesk.families.ticket_placeholders import placeholders
from macrosync.local_zendesk.families.trigger_categories import CATEGORIES
from macrosync.local_zendesk.families.trigger_records import TRIGGERS
from macrosync.local_zendesk.families.users import USERS
from macrosync.local_zendesk.webhooks.delivery import deliver
from macrosync.local_zendesk.webhooks.records import WEBHOOKS
from macrosync.rules import NotModelled, triggers
from macrosync.rules.effects import Notification, WebhookCall
from macrosync.rules.liquid import LiquidInvalid
from macrosync.rules.updates import RULE_VIA, Assumptions, Update

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json, Payload
    from macrosync.rules.effects import Effect
    from macrosync.rules.rule_actions import Done

#: Via id of what comes by the API (DOC via-types).
_API_VIA = 5


@dataclass(frozen=True, slots=True)
class Ran:
    """The ticket after a cycle, what the audit says of each change, and what is to be done beside."""

    ticket: Body
    events: tuple[Body, ...] = ()
    effects: tuple[Effect, ...] = ()


def run(context: Context, before: Body | None, after: Body, comment: Body | None) -> Ran:
    """One cycle on a ticket that is about to be written. Raises 501 for what is not modelled."""
    rules = triggers.in_order(context.documents.all(TRIGGERS), context.documents.all(CATEGORIES))
    if not rules:
        return Ran(after)
    by_rule = not context.caller.get("id")
    update = Update(
        before,
        comment,
        by=None if by_rule else context.caller,
        requester=_requester(context, after),
        via_id=RULE_VIA if by_rule else _API_VIA,
    )
    switches = context.switches
    try:
        outcome = triggers.run(
            rules,
            after,
            update,
            scene=rule_scenes.scene(context, _caller(context)),
            shows=lambda ticket: placeholders(context, ticket, comment),
            assumptions=Assumptions(switches.triggers_restart, switches.rules_count_as_change),
        )
    except (NotModelled, LiquidInvalid) as error:
        raise api_errors.not_built(f"a trigger that is due: {error}") from None
    events = tuple(event for step in outcome.trace for done in step.done for event in _events(context, step.rule, done))
    return Ran(dict(outcome.ticket), events, outcome.effects)


def tell(context: Context, effects: tuple[Effect, ...]) -> None:
    """Queue the calls of webhooks with the write that caused them; notifications stand in the audit alone."""
    for effect in effects:
        if isinstance(effect, WebhookCall):
            webhook = context.documents.first(WEBHOOKS, where_field("ulid", effect.webhook_id))
            if webhook is not None:
                deliver(context.documents, webhook, effect.body, context.now, context.switches)


def via(rule: Payload, rel: str, revision: int | None = None) -> Json:
    """How an audit names the rule that did something (recorded), a trigger's revision on an Enterprise plan (DOC)."""
    origin: dict[str, Json] = {"id": rule["id"], "title": rule["title"], "deleted": False}
    if revision is not None:
        origin["revision_id"] = revision
    return {"channel": "rule", "source": {"from": origin, "to": {}, "rel": rel}}


def changes(done: Done) -> Iterator[Body]:
    """What an action changed, as the events of an audit; custom fields are named by their ids."""
    for name, was, now in done.changes:
        if name == "custom_fields":
            former = audits.custom_values({name: was})
            for number, value in audits.custom_values({name: now}).items():
                if value != former.get(number):
                    yield audits.change(number, former.get(number), value)
        else:
            yield audits.change(name, was, now)


def _events(context: Context, rule: Payload, done: Done) -> Iterator[Body]:
    revision = trigger_revisions.latest(context, int(str(rule["id"]))) if context.switches.enterprise_plan else None
    source = {"via": via(rule, "trigger", revision)}
    for event in changes(done):
        yield event | source
    if isinstance(done.effect, Notification):
        said: Body = {"subject": done.effect.subject, "body": done.effect.body, "recipients": []}
        yield {"type": "Notification", **said} | source
    if isinstance(done.effect, WebhookCall) and context.switches.audits_show_webhooks:
        payload = done.effect.body
        told: Json = payload if isinstance(payload, str) else [[name, value] for name, value in payload]
        yield {"type": "External", "resource": done.effect.webhook_id, "body": told, "success": None} | source


def _requester(context: Context, ticket: Body) -> Body | None:
    number = ticket.get("requester_id")
    return None if number is None else context.documents.get(USERS, int(str(number)))


def _caller(context: Context) -> int | None:
    number = context.caller.get("id")
    return None if number is None else int(str(number))
