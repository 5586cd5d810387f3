"""Any calls about drop-downs, their options, and tickets' tags: what is one thing seen from two sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, precondition, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

#: Tags of no field, Korean among them (SUP 4408835059482).
FREE = st.sampled_from(["분실물", "vip", "call:back", "a-b_c/d"])
LETTERS = st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True)


@dataclass
class Ticket:
    """A ticket's tags, and what is chosen of each field."""

    tags: set[str] = field(default_factory=set)
    chosen: dict[int, str | None] = field(default_factory=dict)


class FieldMachine(AccountMachine):
    """Drop-downs with options of their own (no tag stands in two fields), tickets, and a macro for each option."""

    fields = Bundle("fields")
    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.options: dict[int, dict[str, int]] = {}  # of each field, by tag, in order
        self.model: dict[int, Ticket] = {}
        self.macro: dict[int, Data] = {}

    @precondition(lambda self: len(self.options) < 3)
    @rule(target=fields, letters=LETTERS)
    def create_field(self, letters: list[str]) -> int:
        prefix = f"f{len(self.options)}"
        listed = [{"name": f"이름::{each}", "value": f"{prefix}_{each}"} for each in letters]
        made = self.api.post(
            "ticket_fields", {"ticket_field": {"type": "tagger", "title": prefix, "custom_field_options": listed}}
        )["ticket_field"]
        identity = int(self.new_id(made["id"]))
        self.options[identity] = {each["value"]: self.new_id(each["id"]) for each in made["custom_field_options"]}
        assert list(self.options[identity]) == [each["value"] for each in listed]
        for ticket in self.model.values():
            ticket.chosen[identity] = None
        self._make_macro(identity)
        return identity

    @rule(field=fields, letters=LETTERS)
    def replace_options(self, field: int, letters: list[str]) -> None:
        """A PUT is the whole list: what it leaves out is deleted, its values leave tickets and macros (REF)."""
        known = self.options[field]
        prefix = self._prefix(field)
        listed: list[Data] = []
        for each in letters:
            value = f"{prefix}_{each}"
            listed.append({"name": each, "value": value} | ({"id": known[value]} if value in known else {}))
        made = self.api.put(f"ticket_fields/{field}", {"ticket_field": {"custom_field_options": listed}})
        after = {each["value"]: each["id"] for each in made["ticket_field"]["custom_field_options"]}
        assert list(after) == [each["value"] for each in listed]
        for value, identity in after.items():
            assert identity == known[value] if value in known else self.new_id(identity)
        self._forget(field, set(known) - set(after))
        self.options[field] = after

    @rule(field=fields, letter=st.sampled_from("abcdefgh"))
    def write_option(self, field: int, letter: str) -> None:
        """With an id it updates, 200; without one it makes, 201 (facts on ticket fields)."""
        value, known = f"{self._prefix(field)}_{letter}", self.options[field]
        path = f"ticket_fields/{field}/options"
        if value in known:
            body = {"id": known[value], "name": f"{letter}!", "value": value}
            assert self.status("POST", path, {"custom_field_option": body}) == 200
            assert self.api.get(f"{path}/{known[value]}")["custom_field_option"]["name"] == f"{letter}!"
        else:
            made = self.api.post(path, {"custom_field_option": {"name": letter, "value": value}})
            known[value] = self.new_id(made["custom_field_option"]["id"])

    @rule(field=fields, data=st.data())
    def delete_option(self, field: int, data: st.DataObject) -> None:
        if not self.options[field]:
            return
        value = data.draw(st.sampled_from(sorted(self.options[field])))
        self.api.delete(f"ticket_fields/{field}/options/{self.options[field].pop(value)}")
        self._forget(field, {value})

    @rule(field=fields)
    def change_type(self, field: int) -> None:  # REC: ignored, with a warning
        answer = self.api.call("PUT", f"ticket_fields/{field}", json={"ticket_field": {"type": "text"}})
        assert answer.status_code == 200
        assert answer.json()["ticket_field"]["type"] == "tagger"
        assert "ticket_field.type" in answer.headers["x-zendesk-api-warn"]

    @precondition(lambda self: len(self.model) < 4)
    @rule(target=tickets, data=st.data())
    def create_ticket(self, data: st.DataObject) -> int:
        tags = self._draw_tags(data)
        made = self.api.ticket(tags=tags)
        self.model[made["id"]] = Ticket(chosen=dict.fromkeys(self.options))
        self._add(self.model[made["id"]], tags)
        return int(made["id"])

    @rule(ticket=tickets, data=st.data(), how=st.sampled_from(["PUT", "POST", "DELETE", "whole"]))
    def tag(self, ticket: int, data: st.DataObject, how: str) -> None:
        """PUT adds, POST sets, DELETE removes, `tags` of a ticket overwrites (facts on tags)."""
        tags, held = self._draw_tags(data), self.model[ticket]
        if how in {"POST", "whole"}:
            self._remove(held, held.tags - set(tags))
        if how == "DELETE":
            self._remove(held, set(tags))
        else:
            self._add(held, tags)
        if how == "whole":
            self.api.put(f"tickets/{ticket}", {"ticket": {"tags": tags}})
        else:
            assert self.status(how, f"tickets/{ticket}/tags", {"tags": tags}) == (201 if how == "POST" else 200)

    @rule(ticket=tickets, field=fields, data=st.data())
    def choose(self, ticket: int, field: int, data: st.DataObject) -> None:
        """An option sets its tag; another one's tag takes the place of the first (SUP 4408881943194)."""
        value = data.draw(st.sampled_from([None, *sorted(self.options[field])]))
        entry = {"id": field, "value": value}
        self.api.put(f"tickets/{ticket}", {"ticket": {"custom_fields": [entry]}})
        self._remove(self.model[ticket], set(self.options[field]))
        if value is not None:
            self._add(self.model[ticket], [value])

    @invariant()
    def tickets_are_as_the_facts_say(self) -> None:
        listed = self.api.get("tickets")["tickets"]
        assert [each["id"] for each in listed] == sorted(self.model)
        for each in listed:
            held = self.model[each["id"]]
            assert set(each["tags"]) == held.tags
            assert len(each["tags"]) == len(held.tags)
            assert {entry["id"]: entry["value"] for entry in each["custom_fields"]} == held.chosen
            assert each["fields"] == each["custom_fields"]  # facts on ticket fields

    @invariant()
    def options_are_as_the_facts_say(self) -> None:
        fields = {each["id"]: each for each in self.api.get("ticket_fields")["ticket_fields"] if each["removable"]}
        assert set(fields) == set(self.options)
        for identity, options in self.options.items():
            found = {each["value"]: each["id"] for each in fields[identity]["custom_field_options"]}
            assert list(found.items()) == list(options.items())
            actions = self.api.get(f"macros/{self.macro[identity]['id']}")["macro"]["actions"]
            assert [each["value"] for each in actions] == self.macro[identity]["values"]

    def _make_macro(self, identity: int) -> None:
        values = [*self.options[identity], "high"]
        actions = [{"field": f"custom_fields_{identity}", "value": value} for value in values[:-1]]
        made = self.api.macro("m", actions=[*actions, {"field": "priority", "value": "high"}])
        self.macro[identity] = {"id": made["id"], "values": values}

    def _prefix(self, identity: int) -> str:
        return f"f{list(self.options).index(identity)}"

    def _draw_tags(self, data: st.DataObject) -> list[str]:
        """Some tags, of each field one at most: which of two counts is not known."""
        tags = data.draw(st.lists(FREE, max_size=2, unique=True))
        for options in self.options.values():
            tags += data.draw(st.lists(st.sampled_from(sorted(options)), max_size=1)) if options else []
        return tags

    def _field_of(self, tag: str) -> int | None:
        return next((identity for identity, options in self.options.items() if tag in options), None)

    def _add(self, ticket: Ticket, tags: list[str]) -> None:
        for tag in tags:
            identity = self._field_of(tag)
            if identity is not None:
                self._remove(ticket, set(self.options[identity]))
                ticket.chosen[identity] = tag
            ticket.tags.add(tag)

    def _remove(self, ticket: Ticket, tags: set[str]) -> None:
        ticket.tags -= tags
        for identity, chosen in ticket.chosen.items():
            if chosen in tags:
                ticket.chosen[identity] = None

    def _forget(self, identity: int, values: set[str]) -> None:
        for ticket in self.model.values():
            self._remove(ticket, values)
        self.macro[identity]["values"] = [each for each in self.macro[identity]["values"] if each not in values]


TestFields = FieldMachine.TestCase
TestFields.settings = SETTINGS
