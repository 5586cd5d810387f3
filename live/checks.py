"""The whole list: every behaviour of docs/assumptions.md has a probe here, or a reason in live/reasons.py."""

from __future__ import annotations

from typing import TYPE_CHECKING

from live.families.access import ACCESS
from live.families.answers import ANSWERS
from live.families.automations import AUTOMATIONS
from live.families.categories import CATEGORIES
from live.families.content import CONTENT
from live.families.exports import EXPORTS
from live.families.fields import FIELDS
from live.families.guide import RIGHTS
from live.families.help_center import GUIDE
from live.families.history import HISTORY
from live.families.jobs import JOBS
from live.families.macros import MACROS
from live.families.pages import PAGES
from live.families.people import PEOPLE
from live.families.revisions import REVISIONS
from live.families.runs import RUNS
from live.families.search import SEARCH
from live.families.tickets import TICKETS
from live.families.triggers import TRIGGERS
from live.families.views import VIEWS
from live.families.webhooks import WEBHOOKS
from live.probe import Finding, Outcome, Probe, finding
from live.reasons import REASONS
from macrosync.local_zendesk.assumptions import BEHAVIOURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from live.sandbox import Sandbox

PROBES: tuple[Probe, ...] = (
    *ACCESS.probes,
    *ANSWERS.probes,
    *PAGES.probes,
    *MACROS.probes,
    *FIELDS.probes,
    *TICKETS.probes,
    *HISTORY.probes,
    *JOBS.probes,
    *PEOPLE.probes,
    *CONTENT.probes,
    *TRIGGERS.probes,
    *CATEGORIES.probes,
    *REVISIONS.probes,
    *RUNS.probes,
    *AUTOMATIONS.probes,
    *WEBHOOKS.probes,
    *VIEWS.probes,
    *SEARCH.probes,
    *GUIDE.probes,
    *RIGHTS.probes,
    *EXPORTS.probes,
)
PROBE_OF: Mapping[str, Probe] = {probe.behaviour: probe for probe in PROBES}


def findings(sandbox: Sandbox) -> Iterator[Finding]:
    """Of each behaviour, in the order of the list, what is to be said of it."""
    for behaviour in BEHAVIOURS:
        probe = PROBE_OF.get(behaviour.id)
        if probe is None:
            yield Finding(behaviour, Outcome.NOT_LOOKED_AT, REASONS[behaviour.id])
        else:
            yield finding(probe, sandbox)
