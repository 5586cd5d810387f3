from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.plan import mark
from macrosync.plan.mark import Mark
from macrosync.resources import Json, Kind

MARK = Mark("driver-desk", "after-ride/lost-item/chat", 3, "0123456789ab")
TEXT = "macrosync:driver-desk/after-ride/lost-item/chat@3#0123456789ab"
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=40).filter(lambda text: "macrosync:" not in text)


def test_the_text_of_a_mark() -> None:
    assert str(MARK) == TEXT


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (Kind.MACRO, {"description": f"Made from a.yaml.\n{TEXT}"}),
        (Kind.MACRO, {"description": f"Made from a.yaml.\r\n  {TEXT}  \r\n\r\n"}),
        (Kind.MACRO, {"description": f"{TEXT} 월요일에 확인함"}),
        (Kind.MACRO, {"description": f"사람이 앞에 적음 ({TEXT})\n그리고 뒤에도"}),
        (Kind.TICKET_FIELD, {"agent_description": TEXT}),
        (Kind.ARTICLE, {"label_names": ["분실물", TEXT, "zzz"]}),
    ],
)
def test_a_mark_is_found_whatever_a_person_wrote_around_it(kind: Kind, payload: dict[str, Json]) -> None:
    assert mark.find(kind, payload) == MARK


@pytest.mark.parametrize(
    ("kind", "payload"),
    [
        (Kind.MACRO, {}),
        (Kind.MACRO, {"description": None}),
        (Kind.MACRO, {"title": TEXT}),
        (Kind.MACRO, {"description": TEXT[:-1]}),
        (Kind.MACRO, {"description": f"{TEXT}0"}),
        (Kind.MACRO, {"description": TEXT.replace("@3", "@three")}),
        (Kind.ARTICLE, {"label_names": None}),
        (Kind.ARTICLE, {"label_names": [7]}),
        (Kind.GROUP, {"description": TEXT}),
    ],
)
def test_what_is_no_mark(kind: Kind, payload: dict[str, Json]) -> None:
    assert mark.find(kind, payload) is None


def test_a_new_mark_takes_the_place_of_the_old() -> None:
    once = mark.put(Kind.MACRO, {"description": "Made.", "title": "t"}, MARK)
    newer = Mark("driver-desk", MARK.key, 4, "ba9876543210")
    assert mark.put(Kind.MACRO, once, newer) == {"description": f"Made.\n{newer}", "title": "t"}
    labelled = mark.put(Kind.ARTICLE, {"label_names": ["분실물", TEXT]}, newer)
    assert labelled == {"label_names": ["분실물", str(newer)]}


def test_taking_the_mark_out_leaves_what_people_wrote() -> None:
    payload: dict[str, Json] = {"description": f"Made.\n{TEXT}\n사람이 적음 {TEXT}"}
    assert mark.without(Kind.MACRO, payload) == {"description": "Made.\n사람이 적음 "}


def test_every_mark_of_a_text_is_read() -> None:
    other = Mark("other-desk", "a/b/chat", 1, "ba9876543210")
    assert mark.every(Kind.MACRO, {"description": f"{MARK}\nas in {other}"}) == (MARK, other)
    assert mark.every(Kind.GROUP, {"description": TEXT}) == ()


@given(texts)
def test_a_mark_that_was_put_is_found(text: str) -> None:
    marked = mark.put(Kind.MACRO, {"description": text}, MARK)
    assert mark.find(Kind.MACRO, marked) == MARK
    assert mark.find(Kind.MACRO, mark.without(Kind.MACRO, marked)) is None
