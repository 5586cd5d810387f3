"""A probe looks at one behaviour of docs/assumptions.md: what it did there, against what each setting would show."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, TypeAlias

import requests

from live.sandbox import Refused
from macrosync.local_zendesk.assumptions import BEHAVIOURS
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from live.sandbox import Sandbox
    from macrosync.local_zendesk.behaviours import Behaviour

KNOWN: Mapping[str, Behaviour] = {behaviour.id: behaviour for behaviour in BEHAVIOURS}
#: How a switch may be set.
Setting: TypeAlias = bool | int | str
#: What a probe does; gives what it saw.
Look: TypeAlias = "Callable[[Sandbox], object]"
_FORBIDDEN, _TOO_MANY = 403, 429
_SHOWN = 160


class NotSeen(Exception):
    """This account, or this moment, does not show it: the reason, in a few words."""


class Outcome(StrEnum):
    """How a behaviour was found."""

    AS_ASSUMED = "as assumed"
    OTHERWISE = "otherwise"
    NOT_LOOKED_AT = "not looked at"


@dataclass(frozen=True, slots=True)
class Finding:
    """What is to be said of one behaviour: `text` is what was seen instead, or why it was not looked at.

    `setting` is what makes the local Zendesk do what was seen, where a setting of the switch does.
    """

    behaviour: Behaviour
    outcome: Outcome
    text: str = ""
    setting: Setting | None = None


@dataclass(frozen=True, slots=True)
class Probe:
    """A behaviour, what to do, and what would be seen under each setting of its switch; one, where it has none."""

    behaviour: str
    shows: Mapping[Setting | None, object]
    look: Look

    @property
    def assumed(self) -> object:
        """What is taken to be seen."""
        switch = KNOWN[self.behaviour].switch
        return self.shows[getattr(Switches(), switch) if switch else None]


@dataclass(frozen=True, slots=True)
class Family:
    """The probes of one part of the service, in the order that they are written in."""

    probes: list[Probe] = field(default_factory=list)

    def switched(self, behaviour: str, shows: Mapping[Setting, object]) -> Callable[[Look], Look]:
        """Mark a look at a behaviour that has a switch: what each setting shows."""
        return self._mark(behaviour, dict(shows.items()))

    def known(self, behaviour: str, shows: object) -> Callable[[Look], Look]:
        """Mark a look at a behaviour that has no switch: what is seen."""
        return self._mark(behaviour, {None: shows})

    def _mark(self, behaviour: str, shows: Mapping[Any, object]) -> Callable[[Look], Look]:
        def marked(look: Look) -> Look:
            self.probes.append(Probe(behaviour, shows, look))
            return look

        return marked


def verdict(answer: requests.Response) -> str:
    """How something was answered, where it is not the point which status says that it is invalid."""
    invalid = {400: "invalid", 422: "invalid", 403: "forbidden", 404: "not found"}
    return "taken" if answer.ok else invalid.get(answer.status_code, str(answer.status_code))


def finding(probe: Probe, sandbox: Sandbox) -> Finding:
    """Look, and compare. An answer that forbids or cannot be read is no crash: it is said of that behaviour alone."""
    behaviour = KNOWN[probe.behaviour]
    try:
        seen = probe.look(sandbox)
    except NotSeen as reason:
        return Finding(behaviour, Outcome.NOT_LOOKED_AT, str(reason))
    except Refused as refusal:
        barred = refusal.status in {_FORBIDDEN, _TOO_MANY}
        return Finding(behaviour, Outcome.NOT_LOOKED_AT if barred else Outcome.OTHERWISE, str(refusal))
    except (LookupError, StopIteration, ValueError, TypeError, AttributeError) as problem:
        return Finding(behaviour, Outcome.OTHERWISE, f"the answer cannot be read ({type(problem).__name__})")
    except requests.RequestException as problem:
        return Finding(behaviour, Outcome.NOT_LOOKED_AT, f"no answer came ({type(problem).__name__})")
    if seen == probe.assumed:
        return Finding(behaviour, Outcome.AS_ASSUMED)
    setting = next((each for each, shown in probe.shows.items() if each is not None and shown == seen), None)
    return Finding(behaviour, Outcome.OTHERWISE, f"saw {_short(seen)}, assumed is {_short(probe.assumed)}", setting)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
