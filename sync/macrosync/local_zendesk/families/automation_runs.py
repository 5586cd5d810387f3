"""Automations as they run: once for every hour that the server's clock has passed (SUP 4408832701850).

They run when the next call comes, each hour at the minute that the switch says (the service has one of its own), and
triggers follow each change. What is not modelled is logged with the automation's name, and that one is passed over.
"""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.context import Context
from macrosync.local_zendesk.documents import FIELD, Filter
from macrosync.local_zendesk.exchange import Request
from macrosync.local_zendesk.families import rule_scenes, ticket_metrics, ticket_writes, trigger_runs
from macrosync.local_zendesk.families.automations import AUTOMATIONS
from macrosync.local_zendesk.families.ticket_placeholders import placeholders
from macrosync.local_zendesk.families.ticket_records import TICKETS, complete
from macrosync.rules import NotModelled, automations
from macrosync.rules.liquid import LiquidInvalid

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body, Documents
    from macrosync.local_zendesk.switches import Switches
    from macrosync.rules.ticket_conditions import Scene

#: Hours that are made up for at most, when the clock leaps: a month of them.
MOST_HOURS = 31 * 24
_NOT_CLOSED = Filter(f"{FIELD.format('status')} <> 'closed'")
_HOUR = timedelta(hours=1)
#: Under this the account remembers the hour of the last run.
_UNTIL = "automated until"
_LOG = logging.getLogger(__name__)


def due(documents: Documents, now: datetime, switches: Switches) -> bool:
    """Whether the hour is another one than that of the last run."""
    return documents.remembered(_UNTIL) != stamp(_hour(now, switches))


def run(documents: Documents, now: datetime, switches: Switches) -> None:
    """Run them for every hour since the last run; a clock that was set back begins anew from there."""
    before, this = documents.remembered(_UNTIL), _hour(now, switches)
    documents.remember(_UNTIL, stamp(this))
    last = this if before is None else datetime.fromisoformat(before)
    hour = max(last + _HOUR, this - (MOST_HOURS - 1) * _HOUR)
    while hour <= this:
        _run(Context(Request("PUT", "/api/v2/automations"), documents, {}, hour, switches, {}, []))
        hour += _HOUR


def _run(context: Context) -> None:
    """One hour: each automation in its order over every ticket that is not closed."""
    scene = rule_scenes.scene(context)
    for automation in automations.in_order(context.documents.all(AUTOMATIONS)):
        changed = 0
        for ticket in context.documents.all(TICKETS, _NOT_CLOSED):
            try:
                changed += _turn(context, dict(automation), ticket, scene)
            except (NotModelled, LiquidInvalid) as error:
                _LOG.warning("automation %s is passed over: %s", automation["title"], error)
                break
            if changed >= automations.MOST_TICKETS:
                break


def _turn(context: Context, automation: Body, stored: Body, scene: Scene) -> bool:
    """One automation on one ticket; whether it fired."""
    ticket = complete(context.documents, stored)
    timed = ticket_metrics.are_asked_for(automation["conditions"])
    known = ticket_metrics.with_metrics(context.documents, ticket) if timed else ticket
    done = automations.turn(automation, known, scene, lambda shown: placeholders(context, shown)).done
    if not done:
        return False
    after = {name: value for name, value in done[-1].ticket.items() if name != "metric_set"}
    via = trigger_runs.via(automation, "automation")
    events = tuple(event | {"via": via} for each in done for event in trigger_runs.changes(each))
    ticket_writes.by_rule(context, ticket, after, events)
    trigger_runs.tell(context, tuple(each.effect for each in done if each.effect is not None))
    return True


def _hour(now: datetime, switches: Switches) -> datetime:
    """When they ran last: at their minute of this hour, or of the one before."""
    minute = timedelta(minutes=switches.automation_minute % 60)
    return (now.astimezone(UTC) - minute).replace(minute=0, second=0, microsecond=0) + minute
