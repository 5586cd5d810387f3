"""Any calls about views and the tickets that they hold, against a model of the facts about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, precondition, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

TITLES = st.text("가나다Ab01", min_size=1, max_size=4)
#: Weakest first, as `less_than` and `greater_than` compare them (DOC conditions-reference).
STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = (None, "low", "normal", "high", "urgent")
TAGS = ("분실물", "vip", "call:back")
#: Tickets that are there from the start, so that views have something to hold and to sort.
PLANTED: tuple[tuple[str, str | None, tuple[str, ...]], ...] = (
    ("new", None, ()),
    ("open", "high", ("vip",)),
    ("pending", "low", TAGS),
    ("solved", "urgent", ("분실물",)),
)
PROPERTY = st.one_of(
    st.builds(
        lambda operator, value: {"field": "status", "operator": operator, "value": value},
        st.sampled_from(["is", "is_not", "less_than", "greater_than"]),
        st.sampled_from(STATUSES),
    ),
    st.just({"field": "type", "operator": "is_not", "value": "task"}),
)
OTHER = st.one_of(
    st.builds(
        lambda operator, value: {"field": "current_tags", "operator": operator, "value": value},
        st.sampled_from(["includes", "not_includes"]),
        st.lists(st.sampled_from(TAGS), min_size=1, max_size=2, unique=True).map(" ".join),
    ),
    st.builds(
        lambda operator, value: {"field": "priority", "operator": operator, "value": value},
        st.sampled_from(["is", "is_not"]),
        st.sampled_from(PRIORITIES[1:]),
    ),
)
EVERY: st.SearchStrategy[Data] = st.builds(
    lambda one, others: [one, *others], PROPERTY, st.just([]) | st.lists(OTHER, max_size=2)
)
SOME: st.SearchStrategy[Data] = st.just([]) | st.lists(st.one_of(PROPERTY, OTHER), max_size=2)
OUTPUT = st.fixed_dictionaries(
    {
        "columns": st.lists(st.sampled_from(["status", "priority", "group", "requester"]), unique=True, min_size=1),
        "sort_by": st.sampled_from(["status", "priority", "nice_id"]),
        "sort_order": st.sampled_from(["asc", "desc"]),
    }
)
OPTIONAL: dict[str, st.SearchStrategy[Data]] = {
    "active": st.booleans(),
    "description": st.sampled_from([None, "설명"]),
    "position": st.integers(1, 9),
}
SAID: dict[str, st.SearchStrategy[Data]] = {"title": TITLES, "all": EVERY, "any": SOME, "output": OUTPUT}
WRITTEN = ("title", "description", "active", "position")


def meets(condition: Data, ticket: Data) -> bool:
    """Whether a ticket meets a condition (DOC conditions-reference)."""
    field, operator, value = condition["field"], condition["operator"], condition["value"]
    if field == "current_tags":  # any of them, or none of them
        return bool(set(value.split()) & set(ticket["tags"])) is (operator == "includes")
    if operator in {"less_than", "greater_than"}:
        held, asked = STATUSES.index(ticket[field]), STATUSES.index(value)
        return held < asked if operator == "less_than" else held > asked
    return bool(ticket[field] == value) is (operator == "is")


class ViewMachine(AccountMachine):
    """Views by id, as they must be, and the tickets that they choose from."""

    views = Bundle("views")
    tickets = Bundle("tickets")

    def __init__(self) -> None:
        super().__init__()
        self.model: dict[int, Data] = {}
        self.held: dict[int, Data] = {}
        for status, priority, tags in PLANTED:
            self._note_ticket(status, priority, set(tags))

    @rule(target=views, said=st.fixed_dictionaries({name: SAID[name] for name in SAID}, optional=OPTIONAL))
    def create(self, said: Data) -> int:
        """It stands after the last one where nothing is said (as recorded of triggers; assumed of views)."""
        now = self.tick()
        answer = self.api.call("POST", "views", json={"view": said})
        made = answer.json()["view"]
        assert (answer.status_code, answer.headers["location"]) == (201, made["url"])
        identity = int(self.new_id(made["id"]))
        last = max((each["position"] for each in self.model.values()), default=0)
        defaults = {"active": True, "description": None, "position": last + 1, "restriction": None, "default": False}
        times = {"created_at": now, "updated_at": now, "id": identity, "url": made["url"]}
        self.model[identity] = defaults | times | {"any": [], "raw_title": said["title"]} | said
        self._equal([made], [identity])
        return identity

    @rule(target=views, every=st.lists(OTHER, max_size=2), some=SOME)
    def create_without_a_property(self, every: Data, some: Data) -> Data:  # REC (facetoe/zenpy#225): in ALL
        view = {"title": "가", "all": every, "any": some}
        answer = self.api.call("POST", "views", json={"view": view})
        assert answer.status_code == 422
        assert "<strong>one</strong>" in answer.json()["details"]["base"][0]["description"]
        return multiple()

    @rule(view=views, given=st.fixed_dictionaries({}, optional=SAID | OPTIONAL))
    def update(self, view: int, given: Data) -> None:
        """`all` and `any` each replace their own list, what is left out stays (OAS, UpdateView)."""
        now = self.tick()
        if view not in self.model:
            assert self.status("PUT", f"views/{view}", {"view": given}) == 404
            return
        made = self.api.put(f"views/{view}", {"view": given})["view"]
        before = self.model[view]
        after = before | given | ({"raw_title": given["title"]} if "title" in given else {})
        self.model[view] = after if after == before else after | {"updated_at": made["updated_at"]}
        assert made["updated_at"] in ({before["updated_at"], now} if after == before else {now})
        self.model[view]["updated_at"] = made["updated_at"]
        self._equal([made], [view])

    @rule(view=views, every=st.lists(OTHER, max_size=2))
    def update_to_no_property(self, view: int, every: Data) -> None:
        expected = 422 if view in self.model else 404
        assert self.status("PUT", f"views/{view}", {"view": {"all": every, "title": "새"}}) == expected

    @rule(views=st.lists(views, min_size=1, max_size=3, unique=True), position=st.integers(1, 9), active=st.booleans())
    def update_many(self, views: list[int], position: int, *, active: bool) -> None:
        """`id`, `position` and `active` alone (OAS)."""
        now = self.tick()
        items = [{"id": each, "position": position, "active": active, "title": "새"} for each in views]
        expected = 200 if set(views) <= set(self.model) else 404
        assert self.status("PUT", "views/update_many", {"views": items}) == expected
        for each in views if expected == 200 else ():
            after = self.model[each] | {"position": position, "active": active}
            if after != self.model[each]:
                self.model[each] = after | {"updated_at": now}

    @rule(view=views)
    def delete(self, view: int) -> None:
        if view in self.model:
            self.api.delete(f"views/{view}")
            del self.model[view]
        self.missing(f"views/{view}", "DELETE")

    @rule(views=st.lists(views, min_size=1, max_size=2, unique=True))
    def destroy_many(self, views: list[int]) -> None:
        self.api.delete(f"views/destroy_many?ids={','.join(map(str, views))}")
        for each in views:
            self.model.pop(each, None)

    @precondition(lambda self: len(self.held) < 10)
    @rule(
        target=tickets,
        status=st.sampled_from(STATUSES[:5]),
        priority=st.sampled_from(PRIORITIES),
        tags=st.sets(st.sampled_from(TAGS)),
    )
    def create_ticket(self, status: str, priority: str | None, tags: set[str]) -> int:
        return self._note_ticket(status, priority, tags)

    @rule(ticket=tickets, status=st.sampled_from(STATUSES), tags=st.sets(st.sampled_from(TAGS)))
    def change_ticket(self, ticket: int, status: str, tags: set[str]) -> None:
        self.tick()
        given = {"status": status, "tags": sorted(tags)}
        open_ = self.held[ticket]["status"] != "closed"
        assert self.status("PUT", f"tickets/{ticket}", {"ticket": given}) == (200 if open_ else 422)
        self.held[ticket] |= given if open_ else {}

    @rule(view=views)
    def tickets_of_no_view(self, view: int) -> None:
        if view not in self.model:
            for path in ("tickets", "count", "execute"):
                self.missing(f"views/{view}/{path}")

    @rule(size=st.integers(1, 4))
    def tickets_of_views(self, size: int) -> None:
        for view in self.model:
            self._check_tickets(view, size)

    def _check_tickets(self, view: int, size: int) -> None:
        """Those that meet all of `all` and one of `any`, in the view's order; deactivated views hold them too."""
        known = self.model[view]
        held = {number for number, ticket in self.held.items() if self._holds(known, ticket)}
        listed = [each["id"] for each in self.by_cursor(f"views/{view}/tickets", "tickets", size)]
        assert len(listed) == len(held)
        assert set(listed) == held
        places = [self._place(known["output"]["sort_by"], number) for number in listed]
        assert places == sorted(places, reverse=known["output"]["sort_order"] == "desc")
        assert [each["id"] for each in self.by_offset(f"views/{view}/tickets", "tickets", size)] == listed
        count = self.api.get(f"views/{view}/count")["view_count"]
        assert (count["value"], count["view_id"], count["active"]) == (len(held), view, known["active"])
        rows = self.api.get(f"views/{view}/execute", per_page=100)["rows"]
        assert [row["ticket"]["id"] for row in rows] == listed

    @rule(every=EVERY, some=SOME)
    def preview(self, every: Data, some: Data) -> None:
        """A view that is not kept holds what one that is kept would."""
        body = {"view": {"all": every, "any": some, "output": {"columns": ["status"]}}}
        held = {number for number, each in self.held.items() if self._holds(body["view"], each)}
        shown = self.api.call("POST", "views/preview", json=body).json()
        assert {row["ticket"]["id"] for row in shown["rows"]} == held
        counted = self.api.call("POST", "views/preview/count", json=body).json()
        assert counted["view_count"]["value"] == len(held)

    @rule(size=st.integers(1, 4))
    def list_by_cursor(self, size: int) -> None:  # REC: created_at,id
        in_order = sorted(self.model, key=lambda each: (self.model[each]["created_at"], each))
        self._equal(self.by_cursor("views", "views", size), in_order)
        self._equal(self.backwards("views", "views", size), in_order)

    @rule(size=st.integers(1, 4), active=st.booleans())
    def list_by_offset(self, size: int, *, active: bool) -> None:  # OAS: by position
        asked = [each for each in self._by_position() if self.model[each]["active"] is active]
        self._equal(self.by_offset("views", "views", size, active=str(active).lower()), asked)
        active_ones = [each for each in self._by_position() if self.model[each]["active"]]
        self._equal(self.by_offset("views/active", "views", size), active_ones)
        compact = self.api.get("views/compact")["views"]
        assert [each["id"] for each in compact] == active_ones[:32]  # OAS: at most 32 active ones

    @rule(text=st.sampled_from(["가", "b", "0"]))
    def search(self, text: str) -> None:  # OAS: in the title
        found = self.by_offset("views/search", "views", 100, query=text)
        expected = {each for each in self.model if text in self.model[each]["title"].lower()}
        assert {each["id"] for each in found} == expected
        assert len(found) == len(expected)

    @invariant()
    def nothing_else_is_there(self) -> None:
        self._equal(self.api.get("views")["views"], self._by_position())
        assert self.api.get("views/count")["count"]["value"] == len(self.model)

    def _note_ticket(self, status: str, priority: str | None, tags: set[str]) -> int:
        self.tick()
        made = self.api.ticket(status=status, priority=priority, tags=sorted(tags))
        self.held[made["id"]] = {"status": status, "priority": priority, "tags": sorted(tags), "type": None}
        return int(made["id"])

    def _by_position(self) -> list[int]:
        return sorted(self.model, key=lambda each: (self.model[each]["position"], each))

    def _place(self, name: str, ticket: int) -> int:
        ranks = {"status": STATUSES, "priority": PRIORITIES}
        return ticket if name == "nice_id" else ranks[name].index(self.held[ticket][name])

    def _holds(self, view: Data, ticket: Data) -> bool:
        some = [meets(each, ticket) for each in view["any"]]
        return all(meets(each, ticket) for each in view["all"]) and (not some or any(some))

    def _equal(self, listed: list[Data], expected: list[int]) -> None:
        keys = (*WRITTEN, "raw_title", "restriction", "default", "created_at", "updated_at", "id", "url")
        assert [each["id"] for each in listed] == expected
        for shown in listed:
            known = self.model[shown["id"]]
            assert {key: shown[key] for key in keys} == {key: known[key] for key in keys}
            assert shown["conditions"] == {"all": known["all"], "any": known["any"]}
            output = known["output"]
            assert [each["id"] for each in shown["execution"]["columns"]] == output["columns"]
            assert (shown["execution"]["sort_by"], shown["execution"]["sort_order"]) == (
                output["sort_by"],
                output["sort_order"],
            )


TestViews = ViewMachine.TestCase
TestViews.settings = SETTINGS
