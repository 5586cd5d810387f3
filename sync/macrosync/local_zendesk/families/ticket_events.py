"""Changes of tickets as exports give them: each audit with its events under their fields' names (recorded).

The form is that of recorded exports (embulk-input-zendesk, dlt); OAS shows events of another kind, those of metrics.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING

from macrosync.local_zendesk.exchange import compact

if TYPE_CHECKING:
    from collections.abc import Callable

    from macrosync.local_zendesk.context import Context
    from macrosync.local_zendesk.documents import Body
    from macrosync.resources import Json

#: What stands for the API as a channel (assumed), or what was recorded of other channels.
_VIA, _RECORDED_VIA = "Web service", "Web form"
_WHOLE = "comment_events"
#: Of an event's keys, those that its field's name stands for.
_NAMED = frozenset({"id", "type", "value", "field_name", "via"})


def shown(context: Context) -> Callable[[str], str]:
    """Shows a stored audit as an export does; with `include=comment_events` comments too, else that there is one."""
    whole = _WHOLE in context.request.query.get("include", "").split(",")
    via = _VIA if context.switches.exports_say_web_service else _RECORDED_VIA
    return lambda text: compact(_event(json.loads(text), via, whole=whole))


def _event(audit: Body, via: str, *, whole: bool) -> Body:
    moment = datetime.fromisoformat(str(audit["created_at"]))
    metadata = audit["metadata"] if isinstance(audit["metadata"], dict) else {}
    system = metadata["system"] if isinstance(metadata.get("system"), dict) else {}
    events = audit["events"] if isinstance(audit["events"], list) else []
    return {
        "child_events": [_child(audit, each, via, whole=whole) for each in events if isinstance(each, dict)],
        "id": audit["id"],
        "ticket_id": audit["ticket_id"],
        "timestamp": int(moment.timestamp()),
        "created_at": audit["created_at"],
        "updater_id": audit["author_id"],
        "via": via,
        "system": {
            "client": system.get("client") if isinstance(system, dict) else None,
            "location": None,
            "latitude": None,
            "longitude": None,
        },
        "event_type": "Audit",
    }


def _child(audit: Body, event: Body, via: str, *, whole: bool) -> Body:
    kind = event["type"]
    child: Body = {"id": event["id"], "via": via, "via_reference_id": None}
    if kind == "Comment" and whole:
        return {**event, "via": audit["via"], "via_reference_id": None, "created_at": audit["created_at"]} | {
            "event_type": kind
        }
    if kind == "Comment":
        return child | {"comment_present": True, "comment_public": event["public"], "event_type": kind}
    if "field_name" not in event:
        return child | {name: value for name, value in event.items() if name not in _NAMED} | {"event_type": kind}
    name, value = str(event["field_name"]), event["value"]
    child |= {name: _number(name, value)}
    if name == "tags":
        child |= _tags(value, event.get("previous_value"))
    child["event_type"] = kind
    return child | ({"previous_value": event["previous_value"]} if "previous_value" in event else {})


def _number(name: str, value: Json) -> Json:
    """Ids are numbers here, but for organizations' (recorded)."""
    number = name.endswith("_id") and name != "organization_id" and isinstance(value, str) and value.isdecimal()
    return int(str(value)) if number else value


def _tags(value: Json, previous: Json) -> Body:
    now, was = (each if isinstance(each, list) else [] for each in (value, previous))
    return {
        "added_tags": [each for each in now if each not in was],
        "removed_tags": [each for each in was if each not in now],
    }
