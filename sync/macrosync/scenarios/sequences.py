"""Scenarios by chance: a ticket and what happens to it, the same for the same seed.

They are made as YAML and read like any other, so that one that tells a mistake can be pasted into a scenario file.
Much of what happens is about one rule, so that all of its conditions meet now and then; the rest is anything. Every
second one goes on from where a scenario was, which got there as people do.
"""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta, timezone
from random import Random
from typing import TYPE_CHECKING

from macrosync.definitions.load import Definitions, Loaded
from macrosync.definitions.scenario_values import CHANNELS, offset
from macrosync.definitions.scenarios import CHANGES, Scenarios
from macrosync.definitions.strict_yaml import parse
from macrosync.definitions.tree import File, Holds
from macrosync.scenarios.cases import cases
from macrosync.scenarios.moves import of_account, of_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from macrosync.resources import Json
    from macrosync.scenarios.account import Account, Rule
    from macrosync.scenarios.cases import Case
    from macrosync.scenarios.moves import Moves

_SEOUL = timezone(timedelta(hours=9))
_FIRST = datetime(2026, 11, 24, tzinfo=_SEOUL)
_PATH = "sequence.yaml"
_PLAIN = re.compile(r"\+?[^\W\d][\w/ .-]*[\w.]|\+([0-9]+[dhm])+")
_WORDS = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


class Sequences:
    """Generated scenarios of an account, which look at these rules in turn; `seed` begins another series."""

    def __init__(self, account: Account, rules: Sequence[Rule], told: Sequence[Case], seed: int) -> None:
        self._any = of_account(account)
        self._own = [of_rule(rule, account) for rule in rules]
        self._told = [_written(case) for case in told]
        self._webhooks = any(
            each["field"] == "notification_webhook" for rule in account.rules() for each in rule.actions
        )
        self._seed = seed

    def written(self, number: int) -> dict[str, Json]:
        """One of them as it stands in a file, without a name and without expectations."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311 - nothing is kept secret by it
        draw = _Draw(random, self._any, self._own[number // 2 % len(self._own)])
        if self._told and number % 2:
            begun = random.choice(self._told)
            known = begun["steps"] if isinstance(begun["steps"], list) else []
            steps = list(known[: random.randint(0, len(known))])
            if steps and random.randrange(3) == 0:
                del steps[random.randrange(len(steps))]
        else:
            start = _FIRST + timedelta(days=random.randrange(14), minutes=random.randrange(24 * 60))
            begun, steps = {"start": start.isoformat(), "ticket": draw.ticket()}, []
        passed = max((_minutes(step) for step in steps), default=0)
        for _ in range(random.randint(1, 3 if steps else 6)):
            minutes = draw.minutes()
            passed += minutes
            moment: dict[str, Json] = {"at": after(passed)} if minutes else {}
            steps.append(moment | draw.step(webhooks=self._webhooks))
        return {**begun, "steps": steps}


def _written(case: Case) -> dict[str, Json]:
    """A scenario as it stands in a file, without its expectations, and without steps in which nothing happens."""
    ticket = case.ticket.model_dump(mode="json", exclude_unset=True)
    steps = [each.model_dump(mode="json", exclude_unset=True, exclude={"expect"}) for each in case.scenario.steps]
    happens = [step if step.keys() - {"at", "on", "by"} else {"at": step["at"]} for step in steps if _happens(step)]
    return {"start": case.start.isoformat(), "ticket": ticket, "steps": list(happens)}


def _happens(step: Mapping[str, Json]) -> bool:
    return "at" in step or bool(step.keys() - {"on", "by"})


def _minutes(step: Json) -> int:
    """How long after the start a step is; not after the one before it, where it does not say."""
    moment = step.get("at") if isinstance(step, dict) else None
    return 0 if moment is None else int(offset(str(moment)).total_seconds() // 60 + 1)


class _Draw:
    """One sequence in the making."""

    def __init__(self, random: Random, any_: Moves, own: Moves) -> None:
        self.random = random
        self._any, self._own = any_, own

    def ticket(self) -> dict[str, Json]:
        """The ticket that comes in: now and then with much of what the rule asks for."""
        channels = self._own.channels or CHANNELS
        ticket: dict[str, Json] = {"channel": self.random.choice(self.random.choice((channels, CHANNELS)))}
        if self._now_and_then():
            ticket["public"] = False
        for _ in range(self.random.choice((0, 1, 2, 4, 6))):
            move = {name: value for name, value in self._move().items() if name in CHANGES}
            if "macro" in move:
                continue
            if isinstance(change := move.pop("tags", None), dict):
                move["tags"] = change.get("add", [])
            _merge(ticket, move)
        return ticket

    def step(self, *, webhooks: bool) -> dict[str, Json]:
        """One update: one or more moves by somebody who may do them."""
        step: dict[str, Json] = {}
        for _ in range(self.random.choice((1, 1, 1, 2, 3))):
            _merge(step, self._move())
        if step.get("by") == "driver" and step.keys() & CHANGES:
            del step["by"]
        if "by" not in step and "macro" not in step and self._now_and_then():
            step["by"] = "api"
        elif "macro" in step:
            step.pop("by", None)
        if webhooks and self.random.randrange(3) == 0:
            step["on"] = "task"
        if webhooks and self._now_and_then():
            step["webhooks"] = self.random.choice(("fail", "twice", "succeed"))
        return step

    def minutes(self) -> int:
        """How long nothing happens: minutes mostly, the hours that rules name, days, and now and then weeks."""
        hours = self._own.hours or self._any.hours or (1, 24)
        match self.random.choices(("minutes", "hours", "days", "weeks"), (35, 40, 21, 4))[0]:
            case "minutes":
                return self.random.choice((0, 0, 5, 30, 61))
            case "hours":
                named = self.random.choice(self.random.choice((hours, range(1, 30))))
                return 60 * named + self.random.choice((0, 0, 30))
            case "days":
                return 60 * self.random.randrange(24, 24 * 5)
        return 60 * 24 * self.random.randint(7, 28)

    def _now_and_then(self) -> bool:
        return self.random.randrange(6) == 0

    def _move(self) -> dict[str, Json]:
        own = self._own.updates
        return dict(self.random.choice(own if own and self.random.randrange(5) > 1 else self._any.updates))


def read(sequences: Iterable[dict[str, Json]]) -> tuple[Case, ...]:
    """Sequences as they would be read from a file."""
    listed: list[dict[str, Json]] = [
        {"name": f"{at}", **each, "expect": {"fields": {}}} for at, each in enumerate(sequences)
    ]
    lines = [f"start: {_FIRST.isoformat()}", "scenarios:", *(f"  - {flow(each)}" for each in listed)]
    document = parse("\n".join(lines).encode(), _PATH)
    loaded = Loaded(File(_PATH, Holds.SCENARIO, _PATH), Scenarios.model_validate(document.data), document)
    return tuple(cases(Definitions((loaded,))))


def flow(value: object) -> str:
    """A value in YAML on one line, quoted where it has to be."""
    match value:
        case dict():
            return "{" + ", ".join(f"{_key(str(name))}: {flow(each)}" for name, each in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(each) for each in value) + "]"
        case str() if _PLAIN.fullmatch(value) and value.lower() not in _WORDS:
            return value
    return json.dumps(value, ensure_ascii=False)


def _key(name: str) -> str:
    return name if _PLAIN.fullmatch(name) else json.dumps(name, ensure_ascii=False)


def after(minutes: int) -> str:
    """A time after the start, as a step writes it."""
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((days, "d"), (hours, "h"), (minutes, "m"))
    return "+" + ("".join(f"{number}{unit}" for number, unit in parts if number) or "0m")


def _merge(into: dict[str, Json], move: dict[str, Json]) -> None:
    """Put a move to others: tags and fields together, anything else in the place of what was there."""
    for name, value in move.items():
        held = into.get(name)
        if isinstance(held, dict) and isinstance(value, dict) and name in {"tags", "fields"}:
            for key, each in value.items():
                before = held.get(key)
                held = {**held, key: [*before, *each] if isinstance(before, list) and isinstance(each, list) else each}
            into[name] = held
        elif isinstance(held, list) and isinstance(value, list):
            into[name] = [*held, *value]
        else:
            into[name] = value
