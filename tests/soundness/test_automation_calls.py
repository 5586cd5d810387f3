"""Any calls about automations, and hours that pass over tickets, against a model of the facts (d) about them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, precondition, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import START, AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

TITLES = st.text("가나다0123", min_size=1, max_size=4)
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
HOURS = st.sampled_from(["0", "1", "2", "24"])


def conditions(*every: Data) -> Data:
    return {
        "all": [{"field": field, "operator": operator, "value": value} for field, operator, value in every],
        "any": [],
    }


def tagging(tag: str, hours: str, priority: str | None) -> Data:
    """One that undoes its own condition by a tag (SUP 4408832701850)."""
    more = [{"field": "priority", "value": priority}] if priority else []
    every = (("status", "less_than", "solved"), ("NEW", "greater_than", hours), ("current_tags", "not_includes", tag))
    return {"conditions": conditions(*every), "actions": [{"field": "current_tags", "value": tag}, *more]}


def moving(status: str, hours: str, to: str) -> Data:
    """One that changes the status that it asks for."""
    every = (("status", "is", status), (status.upper(), "greater_than", hours))
    return {"conditions": conditions(*every), "actions": [{"field": "status", "value": to}]}


def once(status: str, hours: str, tag: str) -> Data:
    """One whose condition is true in one hour alone."""
    every = (("status", "is_not", status), ("NEW", "is", hours))
    return {"conditions": conditions(*every), "actions": [{"field": "current_tags", "value": tag}]}


TAGS = st.sampled_from(["late", "경과"])
RULES = st.one_of(
    st.builds(tagging, TAGS, HOURS, st.sampled_from([None, "high", "low"])),
    st.builds(moving, st.sampled_from(["open", "pending"]), HOURS, st.sampled_from(["hold", "solved"])),
    st.builds(once, st.sampled_from(["hold", "solved"]), HOURS, TAGS),
)
ENDLESS = [{"field": "priority", "value": "urgent"}]
OPTIONAL: dict[str, st.SearchStrategy[Data]] = {
    "title": TITLES,
    "active": st.booleans(),
    "position": st.integers(0, 9),
}


class AutomationMachine(AccountMachine):
    """Automations by id with the stock one among them, and tickets as every hour has to leave them."""

    automations = Bundle("automations")
    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Data] = {each["id"]: each for each in self.api.get("automations")["automations"]}
        self.held: dict[int, Data] = {}
        self._ran = START

    @precondition(lambda self: len(self.model) < 6)
    @rule(target=automations, title=TITLES, made_of=RULES, more=st.fixed_dictionaries({}, optional=OPTIONAL))
    def create(self, title: str, made_of: Data, more: Data) -> Data:
        now = self.tick()
        given = {"title": title, **made_of, **more}
        answer = self.api.call("POST", "automations", json={"automation": given})
        last = max(each["position"] for each in self.model.values())
        wanted = {"active": True, "position": last + 1, "default": False} | given
        if self._is_twin(wanted):  # facts (d): unique among active ones
            assert answer.status_code == 422
            return multiple()
        made = answer.json()["automation"]
        assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
        identity = int(self.new_id(made["id"]))
        times = {"created_at": now, "updated_at": now, "id": identity, "url": made["url"]}
        self.model[identity] = wanted | {"raw_title": wanted["title"]} | times
        assert made == self.model[identity]
        return identity

    @rule(made_of=RULES, without=st.sampled_from(["time", "property", "end"]))
    def create_what_none_can_be(self, made_of: Data, without: str) -> None:  # facts (d)
        every = made_of["conditions"]["all"]
        timed = [each for each in every if not each["field"].isupper()]
        unbound = [each for each in every if each["field"] != "status"]
        lasting = conditions(("status", "is", "open"), ("NEW", "greater_than", "1"))
        wrong = {
            "time": {"conditions": {"all": timed, "any": []}},
            "property": {"conditions": {"all": unbound, "any": []}},
            "end": {"conditions": lasting, "actions": ENDLESS},
        }[without]
        assert self.status("POST", "automations", {"automation": {"title": "가", **made_of, **wrong}}) == 422

    @rule(automation=automations, given=st.fixed_dictionaries({}, optional=OPTIONAL), made_of=st.none() | RULES)
    def update(self, automation: int, given: Data, made_of: Data) -> None:
        """What is left out stays, but for conditions and actions, which go together (REF)."""
        now = self.tick()
        given = given | (made_of or {})
        answer = self.api.call("PUT", f"automations/{automation}", json={"automation": given})
        if automation not in self.model:
            assert answer.status_code == 404
            return
        before = self.model[automation]
        after = before | given
        after["raw_title"] = after["title"]
        if self._is_twin(after):
            assert answer.status_code == 422
            return
        assert answer.status_code == 200
        self.model[automation] = after if after == before else after | {"updated_at": now}
        assert answer.json()["automation"] == self.model[automation]

    @rule(automation=automations)
    def update_conditions_alone(self, automation: int) -> None:
        """That empties the actions (REF), and then nothing ends it: it is refused."""
        known = self.model.get(automation)
        given = conditions(("status", "is", "open"), ("NEW", "greater_than", "7"))
        expected = 404 if known is None else 422
        assert self.status("PUT", f"automations/{automation}", {"automation": {"conditions": given}}) == expected

    @rule(automations=st.lists(automations, min_size=1, max_size=3, unique=True), position=st.integers(0, 9))
    def update_many(self, automations: list[int], position: int) -> None:
        """`id`, `position` and `active` alone (OAS)."""
        now = self.tick()
        items = [{"id": each, "position": position, "title": "새"} for each in automations]
        expected = 200 if set(automations) <= set(self.model) else 404
        assert self.status("PUT", "automations/update_many", {"automations": items}) == expected
        for each in automations if expected == 200 else ():
            if self.model[each]["position"] != position:
                self.model[each] |= {"position": position, "updated_at": now}

    @rule(automation=automations)
    def delete(self, automation: int) -> None:
        if automation in self.model:
            self.api.delete(f"automations/{automation}")
            del self.model[automation]
        self.missing(f"automations/{automation}", "DELETE")

    @rule(automations=st.lists(automations, max_size=2, unique=True))
    def destroy_many(self, automations: list[int]) -> None:
        """The stock one stays (SUP 4408835051546)."""
        stock = [each for each, known in self.model.items() if known["default"]]
        ids = ",".join(map(str, (*stock, *automations)))
        self.api.delete(f"automations/destroy_many?ids={ids}")
        for each in automations:
            self.model.pop(each, None)
        assert self.status("DELETE", f"automations/{stock[0]}") in {403, 422}

    @precondition(lambda self: len(self.held) < 4)
    @rule(target=tickets, status=st.sampled_from(STATUSES[:5]), tags=st.sets(TAGS))
    def create_ticket(self, status: str, tags: set[str]) -> int:
        now = self.tick()
        made = self.api.ticket(status=status, tags=sorted(tags))
        known = {"status": status, "tags": tags, "priority": None, "updated_at": now, "since": now, "created_at": now}
        self.held[made["id"]] = known
        return int(made["id"])

    @rule(ticket=tickets, status=st.sampled_from(STATUSES[1:5]), tags=st.sets(TAGS))
    def change_ticket(self, ticket: int, status: str, tags: set[str]) -> None:
        now = self.tick()
        answer = self.status("PUT", f"tickets/{ticket}", {"ticket": {"status": status, "tags": sorted(tags)}})
        known = self.held[ticket]
        if known["status"] == "closed":  # REC
            assert answer == 422
            return
        assert answer == 200
        self._write(known, known | {"status": status, "tags": tags}, now)

    @rule(hours=st.sampled_from([1, 1, 2, 3, 26, 97]))
    def hours_pass(self, hours: int) -> None:
        """They run once in every hour, as soon as anybody asks; each sees what the one before it did (facts (d))."""
        self._now += timedelta(hours=hours)
        self.tick()

    @rule(size=st.integers(1, 4), active=st.booleans())
    def list_them(self, size: int, *, active: bool) -> None:  # REC: position,id
        assert self.by_cursor("automations", "automations", size) == self._in_order()
        assert self.backwards("automations", "automations", size) == self._in_order()
        asked = [each for each in self._in_order() if each["active"] is active]
        assert self.by_offset("automations", "automations", size, active=str(active).lower()) == asked
        assert self.by_offset("automations/active", "automations", size) == [
            each for each in self._in_order() if each["active"]
        ]

    @invariant()
    def tickets_are_as_the_hours_left_them(self) -> None:
        keys = ("status", "priority", "updated_at")
        for shown in self.api.get("tickets")["tickets"]:
            known = self.held[shown["id"]]
            assert [shown[key] for key in keys] == [known[key] for key in keys]
            assert set(shown["tags"]) == known["tags"]

    @invariant()
    def nothing_else_is_there(self) -> None:
        assert self.api.get("automations")["automations"] == self._in_order()

    def tick(self) -> str:
        """Let a second pass, and the hours before it."""
        now = super().tick()
        hour = self._ran.replace(minute=0, second=0) + timedelta(hours=1)
        while hour <= self._now:
            self._run(hour)
            hour += timedelta(hours=1)
        self._ran = self._now
        return now

    def _run(self, hour: datetime) -> None:
        stamp = hour.strftime("%Y-%m-%dT%H:%M:%SZ")
        for automation in self._in_order():
            for number in sorted(self.held):
                known = self.held[number]
                if not automation["active"] or known["status"] == "closed":
                    continue
                if all(_meets(each, known, hour) for each in automation["conditions"]["all"]):
                    after = dict(known)
                    for action in automation["actions"]:
                        after |= _acted(action, after)
                    self._write(known, after, stamp)

    def _write(self, known: Data, after: Data, now: str) -> None:
        if after != known:
            moved = {"since": now} if after["status"] != known["status"] else {}
            known |= after | {"updated_at": now} | moved

    def _is_twin(self, wanted: Data) -> bool:
        others = [each for each in self.model.values() if each["active"] and each["id"] != wanted.get("id")]
        own = sorted(map(str, wanted["conditions"]["all"]))
        return wanted["active"] and any(sorted(map(str, each["conditions"]["all"])) == own for each in others)

    def _in_order(self) -> list[Data]:
        return sorted(self.model.values(), key=lambda each: (each["position"], each["id"]))


def _meets(condition: Data, ticket: Data, hour: datetime) -> bool:
    """Whether a ticket meets a condition in an hour; hours are whole ones, the rest of one is dropped (facts (d))."""
    field, operator, value = condition["field"], condition["operator"], condition["value"]
    if field == "current_tags":
        return value not in ticket["tags"]
    if field == "status":
        held, asked = STATUSES.index(ticket["status"]), STATUSES.index(value)
        return {"is": held == asked, "is_not": held != asked, "less_than": held < asked}[operator]
    if field != "NEW" and field.lower() != ticket["status"]:
        return False
    since = datetime.fromisoformat(ticket["created_at" if field == "NEW" else "since"])
    hours = int((hour - since).total_seconds() // 3600)
    return hours == int(value) if operator == "is" else hours > int(value)


def _acted(action: Data, ticket: Data) -> Data:
    if action["field"] == "current_tags":
        return {"tags": ticket["tags"] | {action["value"]}}
    return {action["field"]: action["value"]}


TestAutomations = AutomationMachine.TestCase
TestAutomations.settings = SETTINGS
