"""All known differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.known import EVERYWHERE
from conformance.known_of_help_center import HELP_CENTER
from conformance.known_of_rules import RULES
from conformance.known_of_the_account import ACCOUNT
from conformance.known_of_tickets import TICKETS

if TYPE_CHECKING:
    from conformance.known import Known

KNOWN: tuple[Known, ...] = (*EVERYWHERE, *RULES, *TICKETS, *ACCOUNT, *HELP_CENTER)
