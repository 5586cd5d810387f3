"""Runs a plan: each change checked before it is written, recorded before and after, and checked again."""

from __future__ import annotations

from macrosync.apply import account_lock
from macrosync.apply.applied import FILE as APPLIED
from macrosync.apply.applied import Applied
from macrosync.apply.execute import execute
from macrosync.apply.journal import Journal
from macrosync.apply.run_lock import FILE as LOCK
from macrosync.apply.run_lock import held
from macrosync.apply.summary import ApplyUnfinished, Outcome, Progress, Summary, Trouble
from macrosync.apply.zendesk import Zendesk

__all__ = [
    "APPLIED",
    "LOCK",
    "Applied",
    "ApplyUnfinished",
    "Journal",
    "Outcome",
    "Progress",
    "Summary",
    "Trouble",
    "Zendesk",
    "account_lock",
    "execute",
    "held",
]
