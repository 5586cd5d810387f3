"""Whatever single field of whatever resource a person changes is shown by `drift`, and is never lost unsaid."""

from __future__ import annotations

import html
import io
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from tests.plan.rule_samples import PREFIX, automation
from tests.plan.samples import FIELD, PROJECT, account, applied, article, changed, macro, places, ticket_field
from tests.plan.strategies import definitions
from tests.plan.test_three_way import plan, remembered, with_name

from macrosync.plan import drift as comparing
from macrosync.plan import mark
from macrosync.plan.canonical import canonical
from macrosync.plan.drifted import Drift, Sort
from macrosync.plan.model import Origin
from macrosync.plan.personal import beside, missing
from macrosync.plan.render import drift as render
from macrosync.resources import Json, Kind, Payload, Ref, Remote, Resource, Snapshot

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOST = "after-ride/lost-item/chat"
EVIL = st.lists(
    st.sampled_from(
        [
            *("\x1b[31m", "\x07", "\x9b2J", "\u202e", "\u200b", "\r\n", "\n::error::", "\n##[group]", "````"),
            *("</code></summary>", "<script>", "@team ", "[a](https://e.example)", "\n# ", "가나다"),
        ]
    ),
    min_size=1,
    max_size=6,
).map("".join)
#: What a person can write into a field, by its name; everything else is a text.
VALUES: dict[str, st.SearchStrategy[Json]] = {
    "active": st.booleans(),
    "draft": st.booleans(),
    "promoted": st.booleans(),
    "comments_disabled": st.booleans(),
    "restriction": st.sampled_from([None, {"type": "User", "id": 7}, {"type": "Group", "ids": [11, 12]}]),
    "actions": st.lists(
        st.builds(lambda value: {"field": "status", "value": value}, st.sampled_from(["open", "hold"]))
    ),
    "conditions": st.just({"all": [{"field": "status", "operator": "is", "value": "hold"}], "any": []}),
    "label_names": st.lists(st.sampled_from(["가", "나"]), unique=True),
    "subscriptions": st.lists(st.sampled_from(["conditional_ticket_events", "다른"]), unique=True),
    "output": st.just({"columns": ["status"], "sort_by": "status", "sort_order": "asc"}),
    "user_segment_id": st.sampled_from([None, 22]),
    "permission_group_id": st.just(32),
    "section_id": st.just(999),
}


def find(desired: Sequence[Resource], there: Snapshot, known: Mapping[Ref, Payload]) -> Drift:
    return comparing.find(desired, there, project=PROJECT, target="local", automation_prefix=PREFIX, applied=known)


def edited(remote: Remote, name: str, value: Json) -> Remote:
    """A person's edit leaves the mark where it is, as one who does not know of it would."""
    payload = dict(remote.payload)
    if remote.kind in mark.CARRIERS and name == mark.CARRIERS[remote.kind]:
        kept = mark.find(remote.kind, payload)
        assert kept is not None
        return Remote(remote.kind, remote.id, mark.put(remote.kind, {**payload, name: value}, kept))
    if name == "output":
        name = "execution"
    return Remote(remote.kind, remote.id, {**payload, name: value})


def with_remote(there: Snapshot, remote: Remote) -> Snapshot:
    held = tuple(remote if each.id == remote.id else each for each in there.of(remote.kind))
    return Snapshot({**there.resources, remote.kind: held})


@st.composite
def edits(draw: st.DrawFn) -> tuple[tuple[Resource, ...], Snapshot, Remote, Remote, str]:
    """Definitions that were applied, and one field of one resource that a person changed since."""
    desired = draw(definitions())
    there = applied(desired)
    marked = [each for kind in mark.CARRIERS for each in there.of(kind)]
    automations = [each for each in there.of(Kind.AUTOMATION) if str(each.payload["title"]).startswith(PREFIX)]
    before = draw(st.sampled_from([*marked, *automations]))
    # A type cannot be changed, a locale is that of the list, and another title of an automation is another automation.
    aside = {"type", "locale"} | ({"title"} if before.kind is Kind.AUTOMATION else set())
    name = draw(st.sampled_from(sorted(set(canonical(before.kind, before.payload)) - aside)))
    value = draw(VALUES.get(name, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=5)))
    after = edited(before, name, value)
    assume(canonical(before.kind, before.payload) != canonical(after.kind, after.payload))
    return desired, there, before, after, name


@given(edits())
def test_any_edit_is_shown_just_so_and_held(edit: tuple[tuple[Resource, ...], Snapshot, Remote, Remote, str]) -> None:
    desired, there, before, after, name = edit
    known = remembered(desired)
    assert find(desired, there, known).found == ()
    by_hand = with_remote(there, after)
    found = find(desired, by_hand, known)
    (one,) = (each for each in found.found if each.id == after.id and each.kind is after.kind)
    (field,) = one.fields
    was, now = (canonical(each.kind, each.payload)[name] for each in (before, after))
    assert (field.name, field.was, field.before, field.after) == (name, was, now, was)
    made = plan(desired, by_hand, known, prune=True)
    assert all(change.drift for change in made.changes if change.id == after.id and change.kind is after.kind)
    assert any(change.id == after.id and change.drift for change in made.changes)
    # A trigger that was moved to another category stands in no order of its own one.
    others = {each.kind for each in found.found} - {after.kind}
    assert others <= ({Kind.TRIGGER_CATEGORY} if name == "category_id" else set())


@given(edits())
def test_without_a_record_a_mark_shows_it_all_the_same(
    edit: tuple[tuple[Resource, ...], Snapshot, Remote, Remote, str],
) -> None:
    desired, there, _, after, name = edit
    assume(after.kind in mark.CARRIERS)
    (one,) = (each for each in find(desired, with_remote(there, after), {}).found if each.id == after.id)
    assert [(field.name, field.origin) for field in one.fields] == [(name, Origin.UNKNOWN)]


@given(edits(), definitions())
def test_what_a_person_did_is_never_written_over_unasked_whatever_the_files_say_now(
    edit: tuple[tuple[Resource, ...], Snapshot, Remote, Remote, str], now: tuple[Resource, ...]
) -> None:
    desired, there, before, after, name = edit
    made = plan(now, with_remote(there, after), remembered(desired), prune=True)
    for change in made.changes:
        if (change.kind, change.id) == (after.kind, after.id) and name in change.names:
            assert change.drift
    was = canonical(before.kind, before.payload)[name]
    assert was != canonical(after.kind, after.payload)[name]


@given(definitions(), st.data())
def test_what_a_person_deleted_is_shown_and_not_made_again_unasked(
    desired: tuple[Resource, ...], data: st.DataObject
) -> None:
    there = applied(desired)
    marked = [each for kind in mark.CARRIERS for each in there.of(kind) if each.kind is not Kind.TICKET_FIELD]
    assume(marked)
    lost = data.draw(st.sampled_from(marked))
    left = {kind: tuple(each for each in remotes if each is not lost) for kind, remotes in there.resources.items()}
    known = remembered(desired)
    found = find(desired, Snapshot(left), known)
    assert [(each.sort, each.kind) for each in found.found if each.kind is lost.kind] == [(Sort.GONE, lost.kind)]
    created = [each for each in plan(desired, Snapshot(left), known).changes if each.action == "create"]
    assert [(each.kind, each.drift) for each in created] == [(lost.kind, True)]


def test_what_was_taken_over_says_so() -> None:
    there = Remote(Kind.MACRO, 7, {"title": "남의 것", "description": f"macrosync:{PROJECT}/{LOST}@1#{mark.UNAPPLIED}"})
    (one,) = find([macro()], account(there), {}).found
    assert (one.sort, {field.origin for field in one.fields}) == (Sort.ADOPTED, {Origin.UNKNOWN})


def test_what_the_files_no_longer_define_is_shown_too() -> None:
    desired = [macro(), macro("a/b/chat")]
    by_hand = changed(applied(desired), Kind.MACRO, LOST, title="손으로")
    (one,) = find(desired[1:], by_hand, remembered(desired)).found
    assert (one.key, one.source, [field.name for field in one.fields]) == (LOST, None, ["title"])


def test_what_a_person_made_empty_and_the_files_no_longer_define_is_left_to_be_decided_on() -> None:
    by_hand = changed(applied([macro(), macro("a/b/chat")]), Kind.MACRO, LOST, restriction=None)
    found = find([macro("a/b/chat")], by_hand, remembered([macro(), macro("a/b/chat")]))
    assert [each.key for each in found.open] == [LOST]


def test_what_cannot_be_told_is_said_and_the_rest_is_shown() -> None:
    desired = [macro(), ticket_field("own"), automation()]
    there = changed(applied(desired), Kind.TICKET_FIELD, FIELD.key, title="손으로")
    of = {kind: there.of(kind)[0] for kind in (Kind.MACRO, Kind.AUTOMATION)}
    copies = {kind: Remote(kind, 77, {**each.payload, "active": False}) for kind, each in of.items()}
    for known in (remembered(desired), {}):
        for files in (desired, [ticket_field("own")]):
            for listed in ((0, 1), (1, 0)):  # whichever of them the account lists first
                pairs = {kind: (of[kind], copies[kind]) for kind in of}
                both = {kind: (pair[listed[0]], pair[listed[1]]) for kind, pair in pairs.items()}
                found = find(files, Snapshot({**there.resources, **both}), known)
                assert [each.kind for each in found.found] == [Kind.TICKET_FIELD]
                assert ["bear the mark of the macro" in each for each in found.problems] == [True, False]


@pytest.mark.parametrize("more", [f"macrosync:{PROJECT}/a/b@1#0123456789ab", ""])
def test_what_is_there_with_another_mark_or_none_is_not_said_to_be_deleted(more: str) -> None:
    there = applied([macro()])
    (mine,) = there.of(Kind.MACRO)
    text = f"{mine.payload['description']}\n{more}" if more else "손으로 쓴 설명"
    by_hand = with_remote(there, Remote(Kind.MACRO, mine.id, {**mine.payload, "description": text}))
    found = find([macro()], by_hand, remembered([macro()]))
    assert (found.found, len(found.problems)) == ((), 1)


def test_what_goes_by_its_name_is_kept_under_its_new_one() -> None:
    desired = [macro(), *places(), article()]
    renamed = with_name(applied(desired), Kind.CATEGORY, "상담 스크립트", name="다른 이름")
    written = render.to_markdown(find(desired, renamed, remembered(desired)))
    keep = "where it was renamed, write its new name into macrosync.toml:8; where it was deleted, take it out there"
    assert html.unescape(written).count(keep) == 1


def test_what_a_person_wrote_about_a_category_is_shown_and_left_alone() -> None:
    desired = [macro(), *places(), article()]
    there = applied(desired)
    described = edited(there.of(Kind.CATEGORY)[0], "description", "손으로 쓴 설명")
    known = remembered(desired)
    (one,) = find(desired, with_remote(there, described), known).found
    assert (one.kind, [field.name for field in one.fields]) == (Kind.CATEGORY, ["description"])
    assert plan(desired, with_remote(there, described), known).changes == ()
    assert find(desired, with_remote(there, described), remembered_there(desired, described)).found == ()


def remembered_there(desired: Sequence[Resource], described: Remote) -> dict[Ref, Payload]:
    """What the next apply keeps."""
    return {**remembered(desired), Ref(Kind.CATEGORY, "상담 스크립트"): canonical(described.kind, described.payload)}


def test_a_macro_that_somebody_made_their_own_is_looked_for_where_it_would_be_made() -> None:
    there = applied([macro()])
    (mine,) = there.of(Kind.MACRO)
    own = Remote(Kind.MACRO, mine.id, {**mine.payload, "restriction": {"type": "User", "id": 7}})
    other = Remote(Kind.MACRO, 9, {"title": "남의 것", "restriction": {"type": "User", "id": 8}})
    shared = Snapshot({**there.resources, Kind.MACRO: ()})
    assert missing([macro()], there, PROJECT) == {}
    wanted = missing([macro()], shared, PROJECT)
    assert wanted == {Kind.MACRO: {LOST}}
    found = beside(shared, {Kind.MACRO: (other, own)}, wanted, PROJECT)
    assert found.of(Kind.MACRO) == (own,)
    (one,) = find([macro()], found, remembered([macro()])).found
    assert [field.name for field in one.fields] == ["restriction"]


def shown(found: Drift, *, terminal: bool) -> str:
    out = io.StringIO()
    console = Console(file=out, width=100, force_terminal=terminal, color_system="standard" if terminal else None)
    console.print(render.to_terminal(found))
    return out.getvalue()


@given(EVIL, EVIL)
def test_text_of_others_can_forge_nothing(title: str, text: str) -> None:
    desired = [macro()]
    actions: list[Json] = [{"field": "comment_value", "value": text}, {"field": f"x{text}", "value": title}]
    by_hand = changed(applied(desired), Kind.MACRO, LOST, title=title, actions=actions, updated_at=text)
    found = find(desired, by_hand, remembered(desired))
    named = Drift(
        PROJECT, "local", tuple(replace(each, changed_by=title) for each in found.found), (f"문제 {text}",), found.ids
    )
    plain = shown(named, terminal=False)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", plain)
    assert not re.search(r"\x1b(?!\[[0-9;]*m)|[\x00-\x09\x0b-\x1a\x1c-\x1f\x7f-\x9f]", shown(named, terminal=True))
    markdown = render.to_markdown(named)
    for written in (plain, markdown):
        assert not [line for line in written.splitlines() if line.lstrip().startswith("::") or "##[" in line]
    outside = re.sub(r"^(`{3,})diff\n.*?\n\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    assert not re.search(r"<(?!/?(?:code|details|summary)>)|@team|\]\(|```", outside)
    assert outside.count("<details>") == outside.count("</details>") == len(named.found)
    assert json.loads(render.to_json(named))["drift"][0]["changed_by"] == (title or None)
    assert len(render.to_markdown(named, 500)) <= 500


@pytest.mark.parametrize("width", [30, 80])
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, title="가나다라 " * 40)
    out = io.StringIO()
    Console(file=out, width=width).print(render.to_terminal(find([macro()], by_hand, remembered([macro()]))))
    assert max(map(cell_len, out.getvalue().splitlines())) <= width
