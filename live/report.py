"""What `make live` says: a line for each behaviour, and how to make the local Zendesk do as the account does."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from live.probe import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from live.probe import Finding

_WIDE = len(Outcome.NOT_LOOKED_AT.value)


def lines(finding: Finding) -> Iterator[str]:
    """One behaviour, for a person."""
    behaviour = finding.behaviour
    yield f"{finding.outcome.value:{_WIDE}}  {behaviour.status.value:10}  {behaviour.behaviour}"
    if finding.text:
        yield f"{'':{_WIDE}}  {finding.text}"
    if told := hint(finding):
        yield f"{'':{_WIDE}}  {told}"


def hint(finding: Finding) -> str:
    """What makes the local Zendesk do so, or that nothing does; empty where there is nothing to do."""
    if finding.outcome is not Outcome.OTHERWISE:
        return ""
    switch = finding.behaviour.switch
    if switch is None:
        return "No switch does so: the local Zendesk would have to learn it."
    if finding.setting is None:
        return f"No setting of the switch {switch} does so: the local Zendesk would have to learn it."
    return f"With `macrosync serve`: PUT /_local/switches {json.dumps({switch: finding.setting})}"


def summary(findings: Sequence[Finding]) -> str:
    """The counts."""
    counts = Counter(finding.outcome for finding in findings)
    return f"{len(findings)} behaviours: " + ", ".join(f"{counts[each]} {each.value}" for each in Outcome) + "."


def as_json(findings: Sequence[Finding], left: Sequence[str]) -> str:
    """All of it, for a program: `switches` is the body of one PUT /_local/switches."""
    counts = Counter(finding.outcome for finding in findings)
    document = {
        "behaviours": [_entry(finding) for finding in findings],
        "summary": {each.value: counts[each] for each in Outcome},
        "switches": {
            finding.behaviour.switch: finding.setting
            for finding in findings
            if finding.setting is not None and finding.behaviour.switch
        },
        "left_behind": [*left],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _entry(finding: Finding) -> dict[str, object]:
    behaviour = finding.behaviour
    return {
        "id": behaviour.id,
        "behaviour": behaviour.behaviour,
        "status": behaviour.status.value,
        "outcome": finding.outcome.value,
        "text": finding.text,
        "switch": behaviour.switch,
        "setting": finding.setting,
    }
