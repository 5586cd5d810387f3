"""What is sent for an action: bodies for the Tickets API. Pure."""

from __future__ import annotations

import hashlib
import html
import json
from typing import TYPE_CHECKING

from macrosync.compiler.lost_items import moments
from macrosync.compiler.lost_items.tasks import EXTERNAL, task_body
from macrosync.errors import ConfigError
from macrosync.followups import phones
from macrosync.followups.desk import DROP_DOWNS
from macrosync.resources import Json, resolve
from macrosync.rules import liquid
from macrosync.rules.placeholder_context import placeholder_context

if TYPE_CHECKING:
    from macrosync.followups.actions import MakeTask, Update
    from macrosync.followups.desk import Desk
    from macrosync.resources import Payload


def task(desk: Desk, action: MakeTask) -> dict[str, Json]:
    """The ticket that the rule's webhook would have made when the case began, by the very template of that rule.

    The same case gives the same body, so that one Idempotency-Key stands for it. Raises ConfigError for a template
    that cannot be filled.
    """
    try:
        template = str(resolve(task_body(desk.case), desk.ids))
        began = action.began.astimezone(moments.zone(desk.items.times))
        fields = [*desk.fields.values()]
        context = placeholder_context(
            action.driver.payload,
            requester=None,
            assignee=None,
            group=None,
            current_user=None,
            organization=None,
            fields=fields,
            now=began,
        )
        made: dict[str, Json] = json.loads(liquid.render(template, context))["ticket"]
    except (KeyError, ValueError, liquid.LiquidInvalid) as error:
        raise ConfigError(
            f"The task cannot be written from {desk.case.source}: run `macrosync validate` ({type(error).__name__})."
        ) from error
    comment = made["comment"]
    if isinstance(comment, dict):  # agents write numbers where an item is described
        comment["html_body"] = phones.blotted(str(comment["html_body"]))
    return made


def key(body: Payload, deleted: tuple[int, ...]) -> str:
    """The Idempotency-Key of a task: the same for the same body, another one after its ticket was `deleted`."""
    digest = hashlib.sha256(json.dumps(dict(body), sort_keys=True).encode()).hexdigest()[:32]
    return "/".join(["macrosync", str(body["external_id"]).removeprefix(EXTERNAL), digest, *map(str, deleted)])


def update(desk: Desk, action: Update) -> dict[str, Json]:
    """The changes of a ticket."""
    sent: dict[str, Json] = {}
    if action.values:
        sent["custom_fields"] = [
            {"id": desk.number(name), "value": _value(desk, name, value)} for name, value in action.values.items()
        ]
    if action.status is not None:
        sent["status"] = action.status
    if action.due is not None:
        sent["due_at"] = action.due.isoformat()
    if action.notes:
        rich = "<br><br>".join(html.escape(note.strip(), quote=False).replace("\n", "<br>") for note in action.notes)
        sent["comment"] = {"html_body": rich, "public": False}
    return sent


def _value(desk: Desk, name: str, value: str) -> Json:
    if name in DROP_DOWNS:
        return desk.case.option(name, value) if value else None
    return value or None
