"""What has to be changed in an account so that it matches the definitions. Pure: a plan is data.

The terminal, the pull-request comment, the JSON file and the executor all read the same list of changes.
"""

from __future__ import annotations

from macrosync.plan.compare import make
from macrosync.plan.fingerprint import Fingerprint
from macrosync.plan.model import Action, Change, FieldChange, Plan
from macrosync.plan.review import held_as, refuse_other
from macrosync.plan.serialise import from_json, to_json
from macrosync.plan.settled import of_record, orders, settled

__all__ = [
    "Action",
    "Change",
    "FieldChange",
    "Fingerprint",
    "Plan",
    "from_json",
    "held_as",
    "make",
    "of_record",
    "orders",
    "refuse_other",
    "settled",
    "to_json",
]
