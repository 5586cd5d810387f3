"""How many calls to Zendesk a plan takes, before it is applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.plan.model import AUTHENTICATION, TRIGGER_ORDER, Action
from macrosync.resources import Kind

if TYPE_CHECKING:
    from macrosync.plan.model import Change, Plan

#: An article's text is written by a call of its own (REF help_center/articles).
_TEXT = frozenset({"title", "body", "draft"})
#: A webhook's bearer is minted and set.
_BEARER = 2
#: Triggers are put in order by one job, which is asked once whether it is done.
_ORDER = 2


def calls(plan: Plan) -> int:
    """The calls that write, and the reads right before them; what was changed by hand is left alone.

    A few more are made where an answer has to be read again. Reading the account itself comes on top.
    """
    return sum(_of(change) for change in plan.changes if not change.drift)


def _of(change: Change) -> int:
    bearer = change.kind is Kind.WEBHOOK and (change.action is Action.CREATE or AUTHENTICATION in change.names)
    if change.action is Action.CREATE:
        return 1 + _BEARER * bearer
    if change.names == {TRIGGER_ORDER}:
        return 1 + _ORDER
    two_parts = change.kind is Kind.ARTICLE and change.action is Action.UPDATE and bool(change.names & _TEXT)
    return 2 + two_parts + _BEARER * bearer + _ORDER * (TRIGGER_ORDER in change.names)
