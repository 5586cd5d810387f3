"""What is reported of a step, and which kinds and steps there are."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

STEPS = ("create", "list", "page", "update", "delete")
#: Everything that the local Zendesk serves: a client's report names them all.
KINDS = (
    *("macros", "triggers", "trigger categories", "automations", "ticket fields", "ticket forms", "views", "tickets"),
    *("users", "groups", "group memberships", "organizations", "brands", "custom statuses", "dynamic content"),
    *("webhooks", "job statuses", "search", "HC categories", "HC sections", "HC articles", "HC translations"),
    *("HC user segments", "HC permission groups"),
)


class Outcome(StrEnum):
    """How a step went."""

    OK = "ok"
    NOT_OFFERED = "–"
    CLIENT_BREAKS = "client"  # it would against the real service as well
    FAILED = "FAILED"


@dataclass(frozen=True, slots=True)
class Report:
    """One step of a kind; `said` is what was done, or the reason why not."""

    kind: str
    step: str
    outcome: Outcome
    said: str

    @property
    def extra(self) -> bool:
        """Whether it is beside the five steps, such as a ticket's comments."""
        return self.step not in STEPS
