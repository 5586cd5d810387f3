"""The control prefix `/_local/`: clock, limits, faults, switches, calls and state. No credentials; loopback only.

| path | GET | PUT | POST | DELETE |
|---|---|---|---|---|
| /_local/clock | now | {"now": time}, {"advance": seconds}, {"now": null} for the system's time | | |
| /_local/limits | all | {"support": {"calls": 10, "seconds": 60, "window": "sliding"}} | | the documented ones |
| /_local/faults | all, with the calls each met and holds | | one, see `macrosync.local_zendesk.faults.Fault` | all |
| /_local/faults/{id} | | | | one |
| /_local/switches | all | some, see `macrosync.local_zendesk.switches.Switches` | | |
| /_local/calls | method, path, query, status of each since the start | | | forget them |
| /_local/webhooks | how many are left | {"retries": "clock" or "now", "timeout": seconds} | wait until none is due | |
| /_local/state | the account, see `macrosync.local_zendesk.state` | | | begin anew, from the seed if there is one |
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias

from macrosync.local_zendesk import state, switch_settings
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.exchange import Answer, Fate
from macrosync.local_zendesk.families import stock_rules
from macrosync.local_zendesk.faults import Fault, Hold
from macrosync.local_zendesk.limits import Limit, Window
from macrosync.local_zendesk.routing import Route, Router, plain
from macrosync.local_zendesk.webhooks import controls as webhooks

if TYPE_CHECKING:
    from macrosync.local_zendesk.account import Account
    from macrosync.local_zendesk.exchange import Request
    from macrosync.resources import Json

PREFIX = "/_local/"


@dataclass(frozen=True, slots=True)
class Command:
    """A request to the control prefix."""

    account: Account
    body: Mapping[str, Json]
    parameters: Mapping[str, str]


Control: TypeAlias = Callable[[Command], "Json | Answer"]


def answer(account: Account, router: Router, request: Request) -> Answer:
    """Do what is asked; 400 with a sentence for what cannot be, 404 for a path that is not there."""
    found = router.find(request.method, plain(request.path))
    if found is None:
        paths = ", ".join(sorted({f"{route.method} {route.pattern}" for route in ROUTES}))
        return Answer.of({"error": f"There is no {request.method} {request.path}; there are {paths}."}, 404)
    try:
        body = _object(request.body)
        said = _CONTROLS[found.route.method, found.route.pattern](Command(account, body, found.parameters))
    except (ValueError, TypeError) as error:
        return Answer.of({"error": str(error)}, 400)
    if isinstance(said, Answer):
        return said
    return Answer.empty() if said is None else Answer.of(said)


def show_clock(command: Command) -> Json:
    """The time, and whether the clock stands still."""
    return {"now": stamp(command.account.clock.now()), "fixed": command.account.clock.fixed}


def set_clock(command: Command) -> Json:
    """Set or advance the clock."""
    clock, body = command.account.clock, command.body
    if not body or set(body) - {"now", "advance"}:
        raise ValueError('the clock takes {"now": "2026-11-24T09:00:00Z"}, {"now": null} or {"advance": 60}')
    if "now" in body:
        now = body["now"]
        if now is None:
            clock.run()
        else:
            moment = datetime.fromisoformat(str(now))
            if moment.tzinfo is None:
                raise ValueError(f"{now} has no zone: end it with Z")
            clock.set(moment)
    if "advance" in body:
        clock.advance(timedelta(seconds=_number(body["advance"], "advance")))
    return show_clock(command)


def show_limits(command: Command) -> Json:
    """Every limit."""
    return {name: dict(asdict(limit)) for name, limit in command.account.limits.current.items()}


def set_limits(command: Command) -> Json:
    """Set some limits; what one leaves out stays."""
    current, changes = command.account.limits.current, {}
    for name, wanted in command.body.items():
        if name not in current:
            raise ValueError(f"there is no limit {name}; there are {', '.join(current)}")
        changes[name] = _limit(current[name], wanted)
    command.account.limits.set(changes)
    return show_limits(command)


def reset_limits(command: Command) -> Json:
    """The documented limits again."""
    command.account.limits.reset()
    return None


def show_faults(command: Command) -> Json:
    """Every fault, with how many calls it has met, and how many of them it holds."""
    return {"faults": [_fault_shown(fault, met, held) for fault, met, held in command.account.faults.all()]}


def add_fault(command: Command) -> Json:
    """Set a fault."""
    made = _fault(command.body)
    return _fault_shown(command.account.faults.add(lambda number: replace(made, id=number)))


def remove_faults(command: Command) -> Json:
    """Take one fault away, or all."""
    number = command.parameters.get("id")
    command.account.faults.remove(None if number is None else int(number))
    return None


def show_switches(command: Command) -> Json:
    """How every switch is set."""
    return dict(asdict(command.account.switches))


def set_switches(command: Command) -> Json:
    """Set some switches."""
    account = command.account
    account.switches = switch_settings.changed(account.switches, command.body)
    if "has_stock_rules" in command.body:
        with account.store.writing() as documents:
            there = account.switches.has_stock_rules
            stock_rules.settle(documents, stamp(account.clock.now()), there=there)
    return show_switches(command)


def show_calls(command: Command) -> Json:
    """Every call since the start."""
    return {"calls": [dict(asdict(call)) for call in command.account.calls.all()]}


def forget_calls(command: Command) -> Json:
    """Begin the log anew."""
    command.account.calls.clear()
    return None


def show_state(command: Command) -> Answer:
    """The account as a file that another one can begin from."""
    account = command.account
    headers = {"content-type": "application/json; charset=utf-8"}
    return Answer(200, None, headers, stream=state.pieces(account.store, account.clock.now()))


def reset_state(command: Command) -> Json:
    """Begin anew."""
    command.account.reset()
    return None


def _object(text: bytes) -> dict[str, Json]:
    found = json.loads(text) if text.strip() else {}
    if not isinstance(found, dict):
        raise ValueError("the body is a JSON object")  # noqa: TRY004 - a client's mistake, answered 400
    return found


def _limit(current: Limit, wanted: Json) -> Limit:
    if not isinstance(wanted, dict) or set(wanted) - {"calls", "seconds", "window"}:
        raise ValueError('a limit is {"calls": 10, "seconds": 60, "window": "fixed" or "sliding"}')
    calls = int(_number(wanted.get("calls", current.calls), "calls"))
    seconds = int(_number(wanted.get("seconds", current.seconds), "seconds"))
    if not seconds:
        raise ValueError("a window has at least one second")
    return Limit(calls, seconds, Window(str(wanted.get("window", current.window))))


def _fault(body: Mapping[str, Json]) -> Fault:
    known = {each.name for each in fields(Fault)} - {"id"}
    if unknown := set(body) - known:
        raise ValueError(f"a fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
    status, headers = _optional(body, "status"), body.get("headers", {})
    if not isinstance(headers, dict):
        raise ValueError("headers is an object of names and values")  # noqa: TRY004 - a client's mistake
    fault = Fault(
        id=0,
        method=str(body.get("method", "*")).upper(),
        path=str(body.get("path", "/**")),
        agent=str(body.get("agent", "")),
        nth=int(_number(body.get("nth", 1), "nth")),
        count=_optional(body, "count", 1 if "nth" in body else None),
        probability=None if body.get("probability") is None else _number(body["probability"], "probability"),
        seed=int(_number(body.get("seed", 0), "seed")),
        status=status,
        headers={name: str(value) for name, value in headers.items()},
        body=body.get("body"),
        fate=Fate(str(body.get("fate", Fate.WHOLE))),
        written=body.get("written", status is None) is True,
        delay=_number(body.get("delay", 0), "delay"),
        hold=Hold(str(body.get("hold", Hold.NOT))),
    )
    if not fault.written and fault.status is None and fault.fate is not Fate.LOST:
        raise ValueError("a call that does not take place needs a status to be answered with, or the fate lost")
    return fault


def _fault_shown(fault: Fault, met: int = 0, held: int = 0) -> Json:
    return {**asdict(fault), "met": met, "held": held}


def _optional(body: Mapping[str, Json], name: str, otherwise: int | None = None) -> int | None:
    value = body.get(name, otherwise)
    return None if value is None else int(_number(value, name))


def _number(value: Json, name: str) -> float:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} is a number from 0, not {value!r}")
    return value


def _unused(_: object) -> Answer:
    return Answer.empty()


_CONTROLS: Mapping[tuple[str, str], Control] = {
    ("GET", "/_local/clock"): show_clock,
    ("PUT", "/_local/clock"): set_clock,
    ("GET", "/_local/limits"): show_limits,
    ("PUT", "/_local/limits"): set_limits,
    ("DELETE", "/_local/limits"): reset_limits,
    ("GET", "/_local/faults"): show_faults,
    ("POST", "/_local/faults"): add_fault,
    ("DELETE", "/_local/faults"): remove_faults,
    ("DELETE", "/_local/faults/{id}"): remove_faults,
    ("GET", "/_local/switches"): show_switches,
    ("PUT", "/_local/switches"): set_switches,
    ("GET", "/_local/calls"): show_calls,
    ("DELETE", "/_local/calls"): forget_calls,
    ("GET", "/_local/webhooks"): webhooks.show,
    ("PUT", "/_local/webhooks"): webhooks.change,
    ("POST", "/_local/webhooks"): webhooks.wait,
    ("GET", "/_local/state"): show_state,
    ("DELETE", "/_local/state"): reset_state,
}
ROUTES = tuple(Route(method, pattern, _unused) for method, pattern in _CONTROLS)
