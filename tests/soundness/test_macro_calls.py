"""Any calls about macros, against a model of the facts about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, consumes, invariant, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

# Letters without case, of which the facts do not say how they are ordered.
PARTS = st.text("가나다라마0123", min_size=1, max_size=4)
TITLES = st.lists(PARTS, min_size=1, max_size=3).map("::".join)
ACTION = st.one_of(
    st.builds(lambda value: {"field": "comment_value", "value": value}, st.text("안녕 \n{}", min_size=1, max_size=8)),
    st.builds(lambda tag: {"field": "current_tags", "value": tag}, st.sampled_from(["a", "b c"])),
    st.just({"field": "priority", "value": "high"}),
    st.just({"field": "comment_mode_is_public", "value": "false"}),
)
ACTIONS = st.lists(ACTION, min_size=1, max_size=3)
OPTIONAL = {
    "active": st.booleans(),
    "description": st.sampled_from([None, "", "설명"]),
    "position": st.integers(0, 99),
}
#: What a new macro is where nothing is said (REC).
DEFAULTS = {"active": True, "description": None, "position": 10000, "restriction": None, "default": False}


class MacroMachine(AccountMachine):
    """Macros by id, as they must be."""

    macros = Bundle("macros")

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Data] = {}
        self.gone: set[int] = set()

    @rule(target=macros, title=TITLES, actions=ACTIONS, more=st.fixed_dictionaries({}, optional=OPTIONAL))
    def create(self, title: str, actions: Data, more: Data) -> int:
        now = self.tick()
        answer = self.api.call("POST", "macros", json={"macro": {"title": title, "actions": actions, **more}})
        made = answer.json()["macro"]
        assert answer.status_code == 201  # REC
        assert answer.headers["location"] == made["url"]  # REC
        identity = int(self.new_id(made["id"]))
        times = {"created_at": now, "updated_at": now, "id": identity, "url": made["url"]}
        self.model[identity] = {**DEFAULTS, "title": title, "raw_title": title, "actions": actions, **more, **times}
        assert made == self.model[identity]
        return identity

    @rule(lacking=st.sampled_from([{"title": ""}, {"title": None}, {"actions": []}, {"actions": None}]))
    def create_without_what_it_needs(self, lacking: Data) -> None:  # OAS, MacroInput: title and actions
        macro = {"title": "가", "actions": [{"field": "priority", "value": "high"}], **lacking}
        assert self.status("POST", "macros", {"macro": macro}) in {400, 422}
        del macro[next(iter(lacking))]
        assert self.status("POST", "macros", {"macro": macro}) == 422

    @rule(
        macro=macros,
        given=st.fixed_dictionaries({}, optional={"title": TITLES, "actions": ACTIONS, **OPTIONAL}),
        junk=st.booleans(),
    )
    def update(self, macro: int, given: Data, *, junk: bool) -> None:
        """What is left out stays (REC); what may not be written is dropped, and named in a header (REC)."""
        now = self.tick()
        body = {**given, "id": 5, "usage_7d": 9} if junk else given
        answer = self.api.call("PUT", f"macros/{macro}", json={"macro": body})
        if macro in self.gone:
            assert answer.status_code == 404
            return
        before = self.model[macro]
        after = before | given | ({"raw_title": given["title"]} if "title" in given else {})
        self.model[macro] = after if after == before else after | {"updated_at": now}
        assert answer.status_code == 200
        assert answer.json()["macro"] == self.model[macro]
        assert ("x-zendesk-api-warn" in answer.headers) is junk

    @rule(macros=st.lists(macros, max_size=4, unique=True), active=st.booleans(), position=st.integers(0, 99))
    def update_many(self, macros: list[int], position: int, *, active: bool) -> None:
        """`id`, `position` and `active` alone (OAS, MacroUpdateManyInput)."""
        now = self.tick()
        items = [{"id": each, "active": active, "position": position, "title": "new"} for each in macros]
        answer = self.api.call("PUT", "macros/update_many", json={"macros": items})
        if self.gone & set(macros):
            assert answer.status_code == 404  # and none of them is changed
            return
        assert answer.status_code == 200
        for each in macros:
            after = self.model[each] | {"active": active, "position": position}
            if after != self.model[each]:
                self.model[each] = after | {"updated_at": now}

    @rule(macro=consumes(macros))
    def delete(self, macro: int) -> None:  # REC: active ones too
        if macro in self.gone:
            self.missing(f"macros/{macro}", "DELETE")
        else:
            self.api.delete(f"macros/{macro}")
            self._forget(macro)
        self.missing(f"macros/{macro}")

    @rule(macros=st.lists(macros, min_size=1, max_size=3, unique=True))
    def destroy_many(self, macros: list[int]) -> None:  # REC: 204
        self.api.delete(f"macros/destroy_many?ids={','.join(map(str, macros))}")
        for each in macros:
            self._forget(each)

    @rule(size=st.integers(1, 5))
    def list_by_cursor(self, size: int) -> None:  # REC: title,id
        assert self.by_cursor("macros", "macros", size) == self._by_title()
        assert self.backwards("macros", "macros", size) == self._by_title()

    @rule(size=st.integers(1, 5), active=st.booleans())
    def list_by_offset(self, size: int, *, active: bool) -> None:
        assert self.by_offset("macros", "macros", size) == self._by_title()
        filtered = [each for each in self._by_title() if each["active"] is active]
        assert self.by_offset("macros", "macros", size, active=str(active).lower()) == filtered

    @rule()
    def categories(self) -> None:  # OAS: the first parts of A::B
        titles = [each["title"] for each in self.model.values() if each["active"]]
        found = self.api.get("macros/categories")["categories"]
        assert sorted(found) == sorted({title.split("::")[0] for title in titles if "::" in title})

    @invariant()
    def nothing_else_is_there(self) -> None:
        assert self.api.get("macros")["macros"] == self._by_title()

    def _by_title(self) -> list[Data]:
        return sorted(self.model.values(), key=lambda macro: (macro["title"], macro["id"]))

    def _forget(self, macro: int) -> None:
        self.model.pop(macro, None)
        self.gone.add(macro)


TestMacros = MacroMachine.TestCase
TestMacros.settings = SETTINGS
