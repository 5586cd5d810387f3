"""Triggers that call Zendesk's own API at every update, or on the very ticket that the call makes: without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.checks.rule_order import alternatives
from macrosync.checks.rule_set import DRIVER, named
from macrosync.checks.rule_trials import Trial, Trials
from macrosync.resources import Finding, Kind
from macrosync.rules import NotModelled
from macrosync.rules.effects import WebhookCall
from macrosync.rules.ticket_conditions import CHANNELS
from macrosync.rules.updates import Update
from macrosync.scenarios.account import ADDRESS, SERVICE_ID
from macrosync.scenarios.ticket_updates import updated
from macrosync.scenarios.webhook_values import Refused
from macrosync.scenarios.webhooks import NewTicket, apply_webhook, filled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.checks.rule_set import RuleSet
    from macrosync.checks.rule_witness import Judge
    from macrosync.resources import Payload
    from macrosync.rules.triggers import Outcome
    from macrosync.scenarios.account import Rule
    from macrosync.scenarios.ticket_updates import TicketUpdate

#: A ticket that a call made for a ticket that a call made: there is no end to it.
_DEPTH = 3
_MEND = "ask for a tag that is not there yet, and let the trigger add it."


def check(rules: RuleSet, judge: Judge) -> Iterator[Finding]:
    """Each trigger that calls the account's own API without end."""
    trials = Trials(rules)
    for trigger in rules.account.triggers:
        if any(_is_own(action.get("value"), rules) for action in trigger.actions):
            found = next((why for why in _whys(trigger, judge, trials)), None)
            if found is not None:
                yield Finding(trigger.source, "webhook-without-end", f"{named(trigger)} {found}: {_MEND}")


def _is_own(value: object, rules: RuleSet) -> bool:
    """Whether an action calls a webhook that leads back to the account."""
    webhook = rules.account.webhooks.get(str(value[0])) if isinstance(value, list) and value else None
    return webhook is not None and str(webhook.payload.get("endpoint")).startswith(ADDRESS)


def _whys(trigger: Rule, judge: Judge, trials: Trials) -> Iterator[str]:
    every = trials.rules.account.triggers
    for conditions in alternatives(trigger):
        for witness in judge.witnesses(conditions, Kind.TRIGGER):
            trial = trials.make(witness, before=every)
            outcome = trials.run(every, trial) if trial is not None else None
            if outcome is None or trigger.payload not in outcome.fired:
                continue
            again = trials.run(every, trials.again(_mended(trigger, outcome, trials.rules)))
            if again is not None and trigger.payload in again.fired:
                yield "calls its webhook again at every update of a ticket"
            if _on_its_own(trigger, outcome, trials):
                yield "calls its webhook for the ticket that its call makes, and so on"


def _on_its_own(trigger: Rule, outcome: Outcome, trials: Trials) -> bool:
    """Whether it fires on the ticket that it makes, and on the one that this makes in turn."""
    every = trials.rules.account.triggers
    for _ in range(_DEPTH):
        made = _made(trigger, outcome, trials.rules)
        after = trials.run(every, made) if made is not None else None
        if after is None or trigger.payload not in after.fired:
            return False
        outcome = after
    return True


def _mended(trigger: Rule, outcome: Outcome, rules: RuleSet) -> Payload:
    """The ticket after the trigger's call, which may have changed that very ticket."""
    ticket = outcome.ticket
    for does in _calls(trigger, outcome, rules):
        for each in does if isinstance(does, tuple) else ():
            if each.number == ticket["id"]:
                ticket = updated(ticket, each, rules.account)
    return ticket


def _made(trigger: Rule, outcome: Outcome, rules: RuleSet) -> Trial | None:
    """The ticket that a trigger's call makes, by the service user; None where it makes none."""
    service = rules.account.users()[SERVICE_ID]
    for new in _calls(trigger, outcome, rules):
        if isinstance(new, NewTicket):
            ticket = filled(rules.blank, new, rules.fields)
            return Trial(Update(None, new.comment, service, DRIVER, CHANNELS["api"]), ticket)
    return None


def _calls(trigger: Rule, outcome: Outcome, rules: RuleSet) -> Iterator[NewTicket | tuple[TicketUpdate, ...] | None]:
    """What the trigger's calls do, those that the API would take."""
    step = next(step for step in outcome.trace if step.fired and step.rule is trigger.payload)
    for call in (done.effect for done in step.done if isinstance(done.effect, WebhookCall)):
        try:
            yield apply_webhook(call, rules.account)
        except (NotModelled, Refused):
            continue
