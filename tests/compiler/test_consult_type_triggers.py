"""The tags of a ticket are those of the whole path of its consult type, whatever was done to it before."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.reading import FIELD_ID, ROOT, of

from macrosync.compiler import consult_type_triggers, consult_types
from macrosync.definitions.models import ConsultType, ConsultTypes, Tagging
from macrosync.definitions.settings import Target, read
from macrosync.definitions.text import Text
from macrosync.resources import Json, Kind, Payload, Ref, Resource, Source, resolve
from macrosync.rules import macro_actions
from macrosync.rules import tags as tagging
from macrosync.rules.ticket_conditions import Scene
from macrosync.rules.triggers import run
from macrosync.rules.updates import Assumptions, Update

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
TARGET = read(ROOT).target("local")
LEVELS = "driver driver__dispatch driver__dispatch__policy"
POLICY = "대리_기사 ▶ 배정/운행 ▶ 운행정책"
#: A tag of somebody else's, which none of this is about.
OTHER = "vip"


def text(value: str) -> Text:
    return Text.make(value, Source("workflows/consult-types.yaml", 5))


def node(number: int, shape: Sequence[object]) -> ConsultType:
    types = tuple(node(at, below) for at, below in enumerate(shape) if isinstance(below, list))
    return ConsultType(name=text(f"유형 {number}"), slug=text(f"n{number}"), types=types)


def tree(*shapes: Sequence[object], version: int = 1) -> ConsultTypes:
    """A tree of that shape: each node a list of those below it."""
    return ConsultTypes(
        key=text("consult-type"),
        version=version,
        source=text("new"),
        title=text("상담유형"),
        types=tuple(node(number, shape) for number, shape in enumerate(shapes)),
        tagging=Tagging(source=text("new"), add=text("태그"), remove=text("태그 해제")),
    )


alone: st.SearchStrategy[list[object]] = st.just([])
shapes = st.recursive(alone, lambda below: st.lists(below, min_size=1, max_size=3), max_leaves=8)
trees = st.lists(shapes, min_size=1, max_size=3).map(lambda each: tree(*each))


def made(types: ConsultTypes, target: Target = TARGET) -> tuple[Resource, ...]:
    return tuple(consult_type_triggers.resources(types, target, "made"))


def compiled(types: ConsultTypes) -> tuple[Payload, ...]:
    """The triggers as Zendesk would hold them, in the order of the definitions."""
    ids = {Ref(Kind.TICKET_FIELD, "consult-type"): FIELD_ID}
    payloads = (resource.payload for resource in made(types) if resource.kind is Kind.TRIGGER)
    return tuple(
        {name: resolve(value, ids) for name, value in payload.items()} | {"id": number}
        for number, payload in enumerate(payloads, 1)
    )


def field_of(types: ConsultTypes) -> Payload:
    options: list[Json] = [{"value": leaf.tag} for leaf in consult_types.leaves(types)]
    return {"id": FIELD_ID, "type": "tagger", "custom_field_options": options}


def path(leaf: str) -> set[str]:
    """The tags of every level of a leaf's path, and its own."""
    slugs = leaf.split("__")
    return {"__".join(slugs[:end]) for end in range(1, len(slugs) + 1)}


@st.composite
def events(draw: st.DrawFn, types: ConsultTypes) -> Callable[[Payload], Payload]:
    """An agent or a macro sets or clears the field; the API or a macro sets, adds or removes tags, ours and others'."""
    field = field_of(types)
    leaves = [leaf.tag for leaf in consult_types.leaves(types)]
    known = sorted({tag for leaf in leaves for tag in path(leaf)} | {OTHER})
    some = draw(st.lists(st.sampled_from(known), max_size=4))
    value = draw(st.sampled_from([None, *leaves]))
    set_field: Payload = {"field": f"custom_fields_{FIELD_ID}", "value": value}
    set_tags: Payload = {"field": draw(st.sampled_from(["current_tags", "remove_tags"])), "value": " ".join(some)}

    def event(ticket: Payload) -> Payload:
        before = tagging.tagging_of(ticket)
        match by:
            case "field":
                return tagging.with_tagging(ticket, tagging.set_field(before, field, value))
            case "set":
                return tagging.with_tagging(ticket, tagging.replace_all(before, some, [field]))
            case "remove":
                return tagging.with_tagging(ticket, tagging.remove(before, some, [field]))
        actions = [set_tags, set_field] if by == "macro" and some else [set_field]
        return macro_actions.apply(actions, ticket, {}, fields=[field]).ticket

    by = draw(st.sampled_from(["field", "set", "remove", "macro"]))
    return event


def updated(
    types: ConsultTypes, before: Payload | None, after: Payload, assumptions: Assumptions
) -> tuple[Payload, list[str]]:
    """The ticket after the triggers ran on an update, and the titles of those that fired."""
    outcome = run(
        compiled(types),
        after,
        Update(before=before),
        scene=Scene(NOW, [field_of(types)]),
        shows=lambda _: {},
        assumptions=assumptions,
    )
    return outcome.ticket, [str(rule["title"]) for rule in outcome.fired]


assumed = st.builds(Assumptions, restarts=st.booleans(), rules_count_as_change=st.booleans())


@given(st.data(), trees, assumed)
def test_after_any_changes_the_tags_are_those_of_the_whole_path_and_no_other(
    data: st.DataObject, types: ConsultTypes, assumptions: Assumptions
) -> None:
    ticket: Payload = {"id": 7, "status": "open", "tags": [], "custom_fields": [{"id": FIELD_ID, "value": None}]}
    ours = {tag for leaf in consult_types.leaves(types) for tag in path(leaf.tag)}
    before: Payload | None = None
    for _ in range(data.draw(st.integers(1, 4))):
        changed = data.draw(events(types))(ticket)
        kept = [tag for tag in tagging.tagging_of(changed).tags if tag not in ours]
        ticket, _ = updated(types, before, changed, assumptions)
        before = ticket
        now = tagging.tagging_of(ticket)
        leaf = now.values[FIELD_ID]
        assert set(now.tags) & ours == (path(str(leaf)) if leaf else set())
        assert [tag for tag in now.tags if tag not in ours] == kept
        assert len(set(now.tags)) == len(now.tags)


@given(st.data(), trees, assumed)
def test_run_twice_is_run_once(data: st.DataObject, types: ConsultTypes, assumptions: Assumptions) -> None:
    empty: Payload = {"id": 7, "status": "open", "tags": [], "custom_fields": [{"id": FIELD_ID, "value": None}]}
    once, _ = updated(types, empty, data.draw(events(types))(empty), assumptions)
    assert updated(types, once, once, assumptions)[0] == once


@given(trees)
def test_of_each_pair_exactly_one_fires(types: ConsultTypes) -> None:
    for leaf in (None, *(each.tag for each in consult_types.leaves(types))):
        tags: list[Json] = [leaf] if leaf else []
        ticket: Payload = {"id": 7, "status": "open", "tags": tags, "custom_fields": [{"id": FIELD_ID, "value": leaf}]}
        _, fired = updated(types, None, ticket, Assumptions())
        assert len(fired) == len(compiled(types)) / 2


@given(trees)
def test_their_number_grows_with_the_nodes_that_branch(types: ConsultTypes) -> None:
    """Above a leaf that is alone in its level, there is no other level to share a trigger with."""
    inner = [each for each in _nodes(types.types) if each.types]
    branching = sum(len(each.types) > 1 for each in inner)
    lonely = {_leaf(each) for each in inner if _is_lonely(each)}
    assert len(compiled(types)) <= 2 * (branching + len(lonely))


@pytest.mark.parametrize("leaves", [2, 8, 300])
def test_more_leaves_need_no_more_triggers(leaves: int) -> None:
    assert len(compiled(tree([[[[] for _ in range(leaves)]]]))) == 2


def test_levels_with_the_same_leaves_share_a_pair_and_others_do_not() -> None:
    types = tree([[[[], []]], [[]]], [])
    groups = [[level.tag for level in levels] for levels in consult_type_triggers.shared(types)]
    assert groups == [["n0"], ["n0__n0", "n0__n0__n0"], ["n0__n1"]]
    assert [resource.key for resource in made(types)] == [
        *(f"consult-type/{slugs}/{does}" for slugs in ("n0", "n0/n0/n0", "n0/n1") for does in ("add", "remove")),
    ]


def test_a_branch_that_is_new_leaves_the_keys_of_the_others() -> None:
    before, after = made(tree([[[[], []]]])), made(tree([[[[], []]], []]))
    assert {each.key for each in before} < {each.key for each in after}


def test_a_tree_without_levels_or_without_words_has_no_triggers() -> None:
    assert made(tree([], [])) == ()
    assert made(tree([[], []]).model_copy(update={"tagging": None})) == ()


def test_the_eight_call_types_have_one_pair_in_a_category_of_ours() -> None:
    (category,) = of(Kind.TRIGGER_CATEGORY).values()
    assert (category.key, category.payload) == ("macrosync", {"name": "macrosync"})
    assert (category.source.path, category.source.line > 1) == ("macrosync.toml", True)
    pair = [each for key, each in of(Kind.TRIGGER).items() if key.startswith("consult-type/")]
    adding, removing = pair
    assert adding.payload["title"] == f"상담유형 태그: {POLICY}"
    assert removing.payload["title"] == f"상담유형 태그 해제: {POLICY}"
    assert adding.payload["actions"] == [{"field": "current_tags", "value": LEVELS}]
    assert removing.payload["actions"] == [{"field": "remove_tags", "value": LEVELS}]
    for trigger, asked, operator in ((adding, "any", "includes"), (removing, "all", "not_includes")):
        assert trigger.payload["category_id"] == "@{trigger_category/macrosync}"
        assert "workflows/consult-types.yaml" in str(trigger.payload["description"])
        assert trigger.payload["conditions"] == {
            "all": [],
            "any": [],
            asked: [
                {"field": "custom_fields_@{ticket_field/consult-type}", "operator": operator, "value": leaf}
                for leaf in _tags()
            ],
        }


def _tags() -> list[Json]:
    field = of(Kind.TICKET_FIELD)["consult-type"]
    options = field.payload["custom_field_options"]
    assert isinstance(options, list)
    return [option["value"] for option in options if isinstance(option, dict)]


def _nodes(types: Sequence[ConsultType]) -> Iterator[ConsultType]:
    for each in types:
        yield each
        yield from _nodes(each.types)


def _is_lonely(each: ConsultType) -> bool:
    return sum(not below.types for below in _nodes(each.types)) == 1


def _leaf(each: ConsultType) -> int:
    while each.types:
        each = each.types[0]
    return id(each)
