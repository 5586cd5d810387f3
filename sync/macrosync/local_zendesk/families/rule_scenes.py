"""What conditions are judged by in the local Zendesk: its clock, its fields, and the meanings that the switches set."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.families.fields import custom_fields
from macrosync.local_zendesk.families.ticket_placeholders import ZONE
from macrosync.rules.meanings import Meanings
from macrosync.rules.ticket_conditions import Scene

if TYPE_CHECKING:
    from macrosync.local_zendesk.context import Context


def scene(context: Context, user: int | None = None, groups: frozenset[int] = frozenset()) -> Scene:
    """The scene of a request; `user` is who looks or who made the update, `groups` are theirs."""
    switches = context.switches
    meanings = Meanings(
        is_not_holds_of_nothing=switches.is_not_holds_of_nothing,
        no_priority_is_lowest=switches.no_priority_is_lowest,
        within_days_counts_last=switches.within_days_counts_last,
        words_are_whole=switches.condition_words_are_whole,
        words_fold_case=switches.condition_words_fold_case,
    )
    return Scene(context.now.astimezone(ZONE), custom_fields(context.documents), user, groups, meanings)
