"""Any calls about triggers and their categories, against a model of the facts about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, precondition, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

TITLES = st.text("가나다0123", min_size=1, max_size=4)
CONDITION = st.sampled_from(
    [
        {"field": "status", "operator": "is", "value": "open"},
        {"field": "update_type", "operator": "is", "value": "Create"},
        {"field": "current_tags", "operator": "includes", "value": "분실물"},
    ]
)
CONDITIONS = st.fixed_dictionaries(
    {"all": st.lists(CONDITION, min_size=1, max_size=2), "any": st.lists(CONDITION, max_size=2)}
)
ACTIONS = st.lists(
    st.sampled_from([{"field": "priority", "value": "high"}, {"field": "current_tags", "value": "a b"}]),
    min_size=1,
    max_size=2,
)
POSITIONS = st.integers(1, 9)


class TriggerMachine(AccountMachine):
    """Categories by their id, which is a text, and triggers by theirs."""

    categories = Bundle("categories")
    triggers = Bundle("triggers")

    def __init__(self) -> None:
        super().__init__()
        listed = self.api.get("trigger_categories")["trigger_categories"]
        self.places: dict[str, int] = {each["id"]: each["position"] for each in listed}
        self.model: dict[int, Data] = {each["id"]: each for each in self.api.get("triggers")["triggers"]}

    @precondition(lambda self: len(self.places) < 4)
    @rule(target=categories, position=POSITIONS)
    def create_category(self, position: int) -> str:
        name = f"분류 {len(self.ids)}"
        made = self.api.post("trigger_categories", {"trigger_category": {"name": name, "position": position}})
        identity = made["trigger_category"]["id"]
        assert isinstance(identity, str)  # OAS
        self.places[self.new_id(identity)] = position
        return identity

    @rule(target=triggers, title=TITLES, conditions=CONDITIONS, actions=ACTIONS)
    def create(self, title: str, conditions: Data, actions: Data) -> int:
        """A category is chosen, and the place is the last one + 1 (REC)."""
        made = self.api.post("triggers", {"trigger": {"title": title, "conditions": conditions, "actions": actions}})
        return self._note(made["trigger"], title, conditions, actions)

    @rule(
        target=triggers,
        title=TITLES,
        conditions=CONDITIONS,
        actions=ACTIONS,
        category=categories,
        active=st.booleans(),
        legacy=st.booleans(),
    )
    def create_in_a_category(
        self, title: str, conditions: Data, actions: Data, category: str, *, active: bool, legacy: bool
    ) -> Data:
        """`all` and `any` at the top are taken too, and echoed under `conditions` (REC)."""
        sent = conditions if legacy else {"conditions": conditions}
        trigger = {"title": title, "actions": actions, "category_id": category, "active": active, **sent}
        if category not in self.places:
            assert self.status("POST", "triggers", {"trigger": trigger}) in {400, 404, 422}
            return multiple()
        made = self.api.post("triggers", {"trigger": trigger})["trigger"]
        assert (made["category_id"], made["active"]) == (category, active)
        return self._note(made, title, conditions, actions)

    @rule(
        trigger=triggers,
        given=st.fixed_dictionaries(
            {}, optional={"title": TITLES, "active": st.booleans(), "conditions": CONDITIONS, "actions": ACTIONS}
        ),
    )
    def update(self, trigger: int, given: Data) -> None:
        """Conditions or actions replace both: the one that is left out is emptied (REF triggers#update)."""
        if trigger not in self.model:
            assert self.status("PUT", f"triggers/{trigger}", {"trigger": given}) == 404
            return
        self.api.put(f"triggers/{trigger}", {"trigger": given})
        emptied = {"conditions": {"all": [], "any": []}, "actions": []}
        self.model[trigger] |= (emptied if {"conditions", "actions"} & set(given) else {}) | given
        self.model[trigger]["raw_title"] = self.model[trigger]["title"]

    @rule(triggers=st.lists(triggers, min_size=1, max_size=3, unique=True), position=POSITIONS, active=st.booleans())
    def update_many(self, triggers: list[int], position: int, *, active: bool) -> None:  # OAS
        items = [{"id": each, "position": position, "active": active} for each in triggers]
        expected = 200 if set(triggers) <= set(self.model) else 404
        assert self.status("PUT", "triggers/update_many", {"triggers": items}) == expected
        if expected == 200:
            for each in triggers:
                self.model[each] |= {"position": position, "active": active}

    @rule(category=categories, triggers=st.lists(triggers, max_size=3, unique=True), position=POSITIONS)
    def job(self, category: str, triggers: list[int], position: int) -> None:
        """All positions of several categories in one call; ids are texts (OAS, BatchJobRequest)."""
        moved = [{"id": str(each), "position": at, "category_id": category} for at, each in enumerate(triggers, 1)]
        items = {"trigger_categories": [{"id": category, "position": position}], "triggers": moved}
        answer = self.api.call("POST", "trigger_categories/jobs", json={"job": {"action": "patch", "items": items}})
        if category not in self.places or not set(triggers) <= set(self.model):
            assert answer.json()["status"] == "failed"
            return
        assert answer.json()["status"] == "complete"
        self.places[category] = position
        for at, each in enumerate(triggers, 1):
            self.model[each] |= {"position": at, "category_id": category}

    @rule(category=categories)
    def delete_category(self, category: str) -> None:
        """400 with active triggers; inactive ones go with it (OAS, SUP 4408834781594)."""
        answer = self.api.call("DELETE", f"trigger_categories/{category}")
        inside = [each for each, held in self.model.items() if held["category_id"] == category]
        if category not in self.places:
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (404, "TriggerCategoryNotFound")
        elif any(self.model[each]["active"] for each in inside):
            assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "TriggerCategoryNotEmpty")
        else:
            assert (answer.status_code, answer.content) == (204, b"")
            del self.places[category]
            for each in inside:
                del self.model[each]

    @rule(category=categories)
    def delete_category_of_inactive_triggers(self, category: str) -> None:
        for each, held in self.model.items():
            if held["category_id"] == category:
                self.api.put(f"triggers/{each}", {"trigger": {"active": False}})
                held["active"] = False
        self.delete_category(category)

    @rule(triggers=st.lists(triggers, min_size=1, max_size=2, unique=True))
    def destroy_many(self, triggers: list[int]) -> None:  # REC: 204
        self.api.delete(f"triggers/destroy_many?ids={','.join(map(str, triggers))}")
        for each in triggers:
            self.model.pop(each, None)

    @rule(size=st.integers(1, 4))
    def list_by_cursor(self, size: int) -> None:  # REC: position,position,title,id
        self._equal(self.by_cursor("triggers", "triggers", size))
        self._equal(self.backwards("triggers", "triggers", size))

    @invariant()
    def triggers_are_as_the_facts_say(self) -> None:
        self._equal(self.api.get("triggers")["triggers"])
        found = self.api.get("trigger_categories")["trigger_categories"]
        assert {each["id"]: each["position"] for each in found} == self.places

    def _note(self, made: Data, title: str, conditions: Data, actions: Data) -> int:
        identity = int(self.new_id(made["id"]))
        category = made["category_id"]
        if category not in self.places:  # one is made where there is none (SUP 4408834781594: Zendesk picks one)
            assert not self.places
            shown = self.api.get(f"trigger_categories/{category}")["trigger_category"]
            self.places[category] = shown["position"]
        last = max((each["position"] for each in self.model.values() if each["category_id"] == category), default=0)
        said = {"title": title, "conditions": conditions, "actions": actions, "position": last + 1}
        assert {name: made[name] for name in said} == said
        self.model[identity] = made
        return identity

    def _equal(self, listed: list[Data]) -> None:
        keys = ("category_id", "position", "title", "active", "conditions", "actions", "id")
        in_order = sorted(
            self.model.values(),
            key=lambda each: (self.places[each["category_id"]], each["position"], each["title"], each["id"]),
        )
        assert [[each[key] for key in keys] for each in listed] == [[each[key] for key in keys] for each in in_order]


TestTriggers = TriggerMachine.TestCase
TestTriggers.settings = SETTINGS
