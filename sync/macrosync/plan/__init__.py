"""What has to be changed in an account so that it matches the definitions. Pure: a plan is data.

The terminal, the pull-request comment, the JSON file and the executor all read the same list of changes.
"""

from __future__ import annotations

from macrosync.plan.compare import make
from macrosync.plan.model import Action, Change, FieldChange, Plan
from macrosync.plan.serialise import from_json, to_json

__all__ = ["Action", "Change", "FieldChange", "Plan", "from_json", "make", "to_json"]
