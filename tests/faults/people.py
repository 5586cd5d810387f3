"""People who edit the account by hand, over HTTP as their browsers do.

They read at addresses that end in .json, by which the log of calls tells them from macrosync.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from tests.faults import edits
from tests.faults.edits import FIELDS, PLACES, Edit

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

_FIELD = "상담유형"
#: Of each kind, what of it people edit: all that the apply changes or deletes, and some more.
_EDITED = {
    "macro": ("주차", "4-1"),
    "article": ("",),
    "trigger": ("상담유형", "작업 만들기"),
    "automation": ("macrosync:",),
    "view": ("오늘", "부재"),
    "webhook": ("분실물",),
    "ticket field": (_FIELD, "둔 곳"),
}
#: Parts of the titles of what the apply deletes: whoever does so by hand does what is wanted.
_UNWANTED = ("주차", "맞춤콜")
#: The end of the value of the option that the apply renames.
_RENAMED = "__reserved"
_UNPROCESSABLE = 422


@dataclass
class People:
    """Who edits; `wrote` are their calls that write, by method and path."""

    api: Api
    wrote: list[tuple[str, str]] = field(default_factory=list)
    _made: int = 0

    def look(self) -> None:
        """Look at what is there, before anything else happens."""
        assert all(self._resources.values())
        assert self._first

    def one(self, kind: str, which: int | str) -> Data:
        """One of a kind, as it was when they began."""
        return _which(self._resources[kind], which)

    def edit(self, what: str, which: int | str) -> Edit | None:
        """Edit one of that kind, given by its place among them or a part of its title; what is gone nobody edits.

        Of an option it is the end of its value.
        """
        self._made += 1
        if what in FIELDS:
            return self._write(what, which)
        if what == edits.ADDED:
            return self._add()
        if what == edits.OPTION:
            return self._rename(which)
        if what == edits.REMOVED:
            return self._remove(which)
        return self._swap(what, which)

    def now(self, edit: Edit) -> Data:
        """What is there where they wrote; None where that is gone."""
        if edit.what in {edits.OPTIONS, edits.TRIGGERS}:
            return [each for each in self._order(edit.what) if each in edit.wrote]
        path, _, option = edit.read.partition("#")
        if option:
            return next((each["name"] for each in self._options() if str(each["id"]) == option), None)
        kind, name = FIELDS[edit.what]
        there = self._there(kind, path)
        return there and (edits.DELETED if name == edits.DELETED else there[name])

    @cached_property
    def _resources(self) -> dict[str, list[Data]]:
        """What there is of each kind when they begin."""
        return {
            kind: [
                each
                for each in self.api.page(f"{place.path}.json", 100)[place.many]
                if any(part in edits.title_of(each) for part in _EDITED[kind])
            ]
            for kind, place in PLACES.items()
        }

    @cached_property
    def _first(self) -> dict[str, list[Data]]:
        """The orders that there were when they began, of what is ours and stays."""
        triggers = self.api.page("triggers.json", 100, sort="position")["triggers"]
        options = [each for each in self._options() if not _is_unwanted(each["name"])]
        return {
            edits.TRIGGERS: [each["id"] for each in triggers if "macrosync:" in str(each["description"])],
            edits.OPTIONS: [each["id"] for each in options],
        }

    @cached_property
    def _consult_types(self) -> str:
        """The path of the field whose options they edit."""
        return PLACES["ticket field"].item(_which(self._resources["ticket field"], _FIELD))

    def _there(self, kind: str, path: str) -> Data:
        answer = self.api.call("GET", f"{path}.json")
        return answer.json()[PLACES[kind].one] if answer.status_code == 200 else None

    def _options(self) -> list[Data]:
        return list(self.api.get(f"{self._consult_types}.json")["ticket_field"]["custom_field_options"])

    def _call(self, method: str, path: str, body: Data = None) -> Data:
        answer = self.api.call(method, path, json=body)
        self.wrote.append((method, f"/api/v2/{path}"))
        if answer.status_code != _UNPROCESSABLE:
            assert answer.status_code in {200, 201, 204}, answer.text
            return answer.json() if answer.content else {}
        return None

    def _write(self, what: str, which: int | str) -> Edit | None:
        kind, name = FIELDS[what]
        known = _which(self._resources[kind], which)
        path = PLACES[kind].item(known)
        there = self._there(kind, path)
        if there is None:
            return None
        if self._call(*edits.sent(what, there, f"{edits.BY_HAND} 고침 {self._made}")) is None:
            return None  # what it refers to is gone
        if name == edits.DELETED:
            shown = None if _is_unwanted(edits.title_of(known)) else edits.key_of(known)
            return edits.of_field(what, known, None, shown)
        return edits.of_field(what, known, self._there(kind, path)[name], known["id"])

    def _add(self) -> Edit:
        name, value = f"대리_기사::배정/운행::운행정책::더함 {self._made}", f"driver__added_by_hand_{self._made}"
        path = f"{self._consult_types}/options"
        made = self._call("POST", path, {"custom_field_option": {"name": name, "value": value}})["custom_field_option"]
        return self._of_option(edits.ADDED, made, name, made["id"])

    def _rename(self, which: int | str) -> Edit | None:
        there = _option(self._options(), which)
        if there is None:
            return None
        name = f"대리_기사::배정/운행::운행정책::고침 {self._made}"
        body = {"id": there["id"], "name": name, "value": there["value"]}
        self._call("POST", f"{self._consult_types}/options", {"custom_field_option": body})
        return self._of_option(edits.OPTION, there, name, there["id"])

    def _remove(self, which: int | str) -> Edit | None:
        there = _option(self._options(), which)
        if there is None:
            return None
        field_ = _which(self._resources["ticket field"], _FIELD)
        self._call("DELETE", f"{self._consult_types}/options/{there['id']}")
        shown = f"{edits.key_of(field_)}/{there['value']}"
        return self._of_option(edits.REMOVED, there, None, None if _is_unwanted(there["name"]) else shown)

    def _of_option(self, what: str, option: Data, wrote: Data, shown: int | str | None) -> Edit:
        path = self._consult_types
        # A list of all options lacks or holds it; the endpoint of one option writes the one that is renamed.
        writes = (path, f"{path}/options/{option['id']}")
        renamed = (f"{path}/options",) if option["value"].endswith(_RENAMED) else ()
        return Edit(what, f"{path}#{option['id']}", (*writes, *renamed), wrote, shown)

    def _swap(self, what: str, which: int | str) -> Edit:
        """Let two neighbours change their places; not so that all stand as they stood at first."""
        before = self._order(what)
        at = int(which) % (len(before) - 1)
        after = _swapped(before, at)
        if after == self._first[what]:
            after = _swapped(before, (at + 1) % (len(before) - 1))
        if what == edits.TRIGGERS:
            self._call("PUT", "triggers/update_many", {"triggers": self._positions(after)})
            return Edit(what, "triggers", ("trigger_categories/jobs",), after, what)
        options = {each["id"]: each for each in self._options()}
        in_order = iter(after)
        listed = [options[next(in_order) if each in after else each] for each in options]
        sent = [{name: each[name] for name in ("id", "name", "value")} for each in listed]
        self._call("PUT", self._consult_types, {"ticket_field": {"custom_field_options": sent}})
        return Edit(what, self._consult_types, (self._consult_types,), after, what)

    def _positions(self, order: list[Data]) -> list[Data]:
        there = {each["id"]: each["position"] for each in self.api.page("triggers.json", 100)["triggers"]}
        places = sorted(there[each] for each in order)
        return [{"id": each, "position": place} for each, place in zip(order, places, strict=True)]

    def _order(self, what: str) -> list[Data]:
        """How what is ours, and still there, stands now."""
        if what == edits.OPTIONS:
            there = self._options()
        else:
            triggers = self.api.page("triggers.json", 100)["triggers"]
            there = sorted(triggers, key=lambda each: (each["position"], each["id"]))
        return [each["id"] for each in there if each["id"] in self._first[what]]


def _which(among: list[Data], which: int | str) -> Data:
    if isinstance(which, int):
        return among[which % len(among)]
    return next(each for each in among if which in edits.title_of(each))


def _option(among: list[Data], which: int | str) -> Data:
    """One by its place, or by the end of its value, which never changes."""
    if isinstance(which, int):
        return among[which % len(among)]
    return next((each for each in among if each["value"].endswith(which)), None)


def _is_unwanted(title: str) -> bool:
    return any(part in title for part in _UNWANTED)


def _swapped(order: list[Data], at: int) -> list[Data]:
    return [*order[:at], order[at + 1], order[at], *order[at + 2 :]]
