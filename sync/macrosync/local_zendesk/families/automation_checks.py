"""What an automation has to be, or is refused (SUP 4408832701850; OAS, CreateAutomation)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Filter
from macrosync.local_zendesk.exchange import compact
from macrosync.local_zendesk.families import business_rules, rule_actions, rule_conditions
from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.rule_vocabulary import TIMES
from macrosync.rules import nullifying
from macrosync.rules.hours import STATUS_HOURS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body, Documents, Family
    from macrosync.resources import Json

#: Active ones of an account (SUP 4408832701850).
MOST_ACTIVE = 500


def check(context: Context, family: Family, automation: Body) -> None:
    """Raise 422 with every reason against an automation that is not yet written."""
    business_rules.check_size(context, automation)
    problems = [*_problems(context, automation)]
    if automation["active"] is True and _twin(context.documents, family, automation):
        problems.append("Automation must have different conditions than every other active automation")
    rule_conditions.check(context, problems)
    business_rules.check_room(context, family, automation, MOST_ACTIVE, "automations")


def _problems(context: Context, automation: Body) -> Iterator[str]:
    conditions = automation["conditions"]
    every, some = (rule_conditions.listed(conditions, name) for name in ("all", "any"))
    if not any(each["field"] in TIMES for each in every):
        yield "Automation must have at least <strong>one</strong> time-based condition in the ALL conditions section."
    if not rule_conditions.asks_for_a_property(context, {"all": [*every]}):
        # Recorded of views (github facetoe/zenpy#225).
        yield (
            "Automation must test for at least <strong>one</strong> of the following ticket properties in the ALL "
            "conditions section: Status, Type, Group, Assignee, Requester."
        )
    listed = automation["actions"]
    actions = [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []
    if not _undone(context, [*every, *some], actions):
        yield (
            "Automation must have an action that nullifies at least one of its conditions, or a condition that is "
            "true only once."
        )


def _undone(context: Context, conditions: list[Body], actions: list[Body]) -> bool:
    """Whether one of its conditions is undone: by value (`rules.nullifying`), or by any action on the same field."""
    if context.switches.nullifying_by_value:
        return nullifying.undone(conditions, actions, custom_fields(context.documents))
    asked = {"status" if each["field"] in STATUS_HOURS else str(each["field"]) for each in conditions}
    return bool(
        asked & {"current_tags" if each["field"] in rule_actions.TAGS else str(each["field"]) for each in actions}
    )


def _twin(documents: Documents, family: Family, automation: Body) -> bool:
    """Whether another active one has the same conditions, in whatever order."""
    others = documents.all(family, business_rules.ACTIVE, Filter("id != ?", (int(str(automation["id"])),)))
    own = _unordered(automation["conditions"])
    return any(_unordered(other["conditions"]) == own for other in others)


def _unordered(conditions: Json) -> tuple[frozenset[str], frozenset[str]]:
    every, some = (rule_conditions.listed(conditions, name) for name in ("all", "any"))
    return frozenset(map(compact, every)), frozenset(map(compact, some))
