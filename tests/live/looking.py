"""A sandbox that is the local Zendesk, and the settings that a probe can tell apart."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from tests.local_zendesk.client import Api

from live.checks import PROBES
from live.probe import KNOWN, Finding, finding
from live.sandbox import Client, Sandbox
from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Mapping

    from live.probe import Setting

#: 01:30 of the next day in Seoul, so that the account's day is not that of UTC.
NIGHT = "2026-11-24T16:30:00Z"
_BASIC = f"Basic {b64encode(b'admin@example.com/token:local').decode()}"


def sandbox(url: str) -> Sandbox:
    """The local Zendesk as an account to look at; where a real one has to be waited for, its clock is moved."""

    def pause(seconds: float) -> None:
        with Api(url) as api:
            api.advance(seconds)

    return Sandbox(url, _BASIC, Client("local", "local"), pause)


def begin(url: str, switches: Mapping[str, Any]) -> None:
    """A new account, with some switches set otherwise."""
    with Api(url) as api:
        api.control("DELETE", "state")
        api.set_clock(NIGHT)
        api.control("PUT", "switches", dict(switches))


def otherwise() -> dict[str, list[Setting]]:
    """Of each switch that a probe looks at, the settings that the probes tell from the assumed one."""
    found: dict[str, list[Setting]] = {}
    for probe in PROBES:
        if switch := KNOWN[probe.behaviour].switch:
            default = getattr(Switches(), switch)
            found[switch] = [each for each in probe.shows if each is not None and each != default]
    return found


def of(switch: str, account: Sandbox) -> list[Finding]:
    """What the probes of one switch find."""
    return [finding(probe, account) for probe in PROBES if KNOWN[probe.behaviour].switch == switch]
