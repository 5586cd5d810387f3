"""What people write into an account by hand: which fields of what, and how it is found again."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.local_zendesk.client import Data

_MARK = re.compile(r"macrosync:[^/\s]+/(\S+)@\d+#")


@dataclass(frozen=True)
class Place:
    """Where a kind is: the path of its list, the JSON's keys for one and many, and the method of a change."""

    path: str
    one: str
    many: str
    change: str = "PUT"

    def item(self, there: Data) -> str:
        """The path of one."""
        return f"{self.path}/{there['id']}"


PLACES: Mapping[str, Place] = MappingProxyType(
    {
        "macro": Place("macros", "macro", "macros"),
        "article": Place("help_center/ko/articles", "article", "articles"),
        "trigger": Place("triggers", "trigger", "triggers"),
        "automation": Place("automations", "automation", "automations"),
        "view": Place("views", "view", "views"),
        "webhook": Place("webhooks", "webhook", "webhooks", "PATCH"),
        "ticket field": Place("ticket_fields", "ticket_field", "ticket_fields"),
    }
)
DELETED = "deleted"
#: How all begins that they write.
BY_HAND = "손으로"
#: What people edit: the kind, and the field that they write.
FIELDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "macro title": ("macro", "title"),
        "macro reply": ("macro", "actions"),
        "article text": ("article", "body"),
        "article title": ("article", "title"),
        "article labels": ("article", "label_names"),
        "trigger title": ("trigger", "title"),
        "trigger conditions": ("trigger", "conditions"),
        "automation conditions": ("automation", "conditions"),
        "view title": ("view", "title"),
        "webhook name": ("webhook", "name"),
        "ticket field title": ("ticket field", "title"),
        **{f"{kind} {DELETED}": (kind, DELETED) for kind in PLACES if kind != "ticket field"},
    }
)
#: What they do to lists.
OPTION, ADDED, REMOVED = "option name", "option added", "option deleted"
OPTIONS, TRIGGERS = "option order", "trigger order"
EDITS = (*FIELDS, OPTION, ADDED, REMOVED, OPTIONS, TRIGGERS)


@dataclass(frozen=True)
class Edit:
    """What a person wrote: which resource, seen at `read`, written at the paths of `writes`; when, by the log of calls.

    Of an article's labels one more call comes `between` the read and the write. `shown` is what the next plan calls it
    by: an id, a key, or of an order the name of that difference; None where the plan wanted the same.
    """

    what: str
    read: str
    writes: tuple[str, ...]
    wrote: Data
    shown: int | str | None
    at: int = 0
    between: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where it is read, as the log of calls has it."""
        return "/api/v2/" + self.read.partition("#")[0]


def of_field(what: str, there: Data, wrote: Data, shown: int | str | None) -> Edit:
    """The edit of a resource's field, or its deletion."""
    kind, field = FIELDS[what]
    path = PLACES[kind].item(there)
    if kind != "article" or field == DELETED:
        return Edit(what, path, (path,), wrote, shown)
    if field == "label_names":
        return Edit(what, path, (path,), wrote, shown, between=(_translation(path),))
    return Edit(what, path, (_translation(path), path), wrote, shown)


def sent(what: str, there: Data, words: str) -> tuple[str, str, Data]:
    """The call by which a person writes that field: method, path, body."""
    kind, field = FIELDS[what]
    place = PLACES[kind]
    path = place.item(there)
    if field == DELETED:
        return "DELETE", path.replace("/ko/", "/"), None
    written = {field: _edited(field, there, words)}
    if field in {"body", "title"} and kind == "article":
        return "PUT", _translation(path), {"translation": written}
    if field == "conditions":
        written["actions"] = there["actions"]  # else Zendesk empties them
    return place.change, path, {place.one: written}


def title_of(there: Data) -> str:
    """What people call a resource, or an option."""
    return str(there.get("title") or there.get("name"))


def key_of(there: Data) -> str:
    """What macrosync calls a resource that it made: the key of its mark; without one, as of automations, its title."""
    texts = [there.get("description"), there.get("agent_description"), *there.get("label_names", ())]
    found = next((match for text in texts if (match := _MARK.search(str(text)))), None)
    return found[1] if found else title_of(there)


def _translation(path: str) -> str:
    return path.replace("/ko/", "/") + "/translations/ko"


def _edited(field: str, there: Data, words: str) -> Data:
    """What a person writes into a field."""
    if field == "body":
        return f"<p>{words}</p>"
    if field == "label_names":
        return [*there[field], words.replace(" ", "-")]
    if field == "conditions":
        more = {"field": "current_tags", "operator": "not_includes", "value": words.replace(" ", "_")}
        return {"all": [*there[field]["all"], more], "any": there[field]["any"]}
    if field == "actions":
        actions = [each for each in there[field] if each["field"] != "comment_value_html"]
        return [{**each, "value": words} if each["field"] == "comment_value" else each for each in actions]
    return f"{there[field]} {words}"
