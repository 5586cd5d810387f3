from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.plan.canonical import canonical, digest
from macrosync.resources import Json, Kind

scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["12", "a\r\nb  \n"])
values = scalars | st.lists(scalars, max_size=2)
some_actions = st.fixed_dictionaries(
    {"field": st.sampled_from(["comment_value", "comment_value_html", "current_tags"]), "value": values}
)
restrictions = st.fixed_dictionaries({"type": scalars}, optional={"ids": values, "id": scalars})
FIELDS = ["title", "active", "description", "label_names", "section_id", "name", "value", "ticket_field_ids"]
payloads = st.fixed_dictionaries(
    {},
    optional={
        "actions": scalars | st.lists(some_actions | scalars, max_size=2),
        "restriction": scalars | restrictions,
        "body": scalars,
    },
) | st.dictionaries(st.sampled_from(FIELDS), values, max_size=2)
DECOMPOSED = unicodedata.normalize("NFD", "한글")


def actions(*pairs: tuple[str, Json]) -> dict[str, Json]:
    return {"actions": [{"field": field, "value": value} for field, value in pairs]}


@pytest.mark.parametrize(
    ("kind", "sent", "given_back"),
    [
        (Kind.MACRO, {"description": "가\n나"}, {"description": "가  \r\n나\r\n"}),
        (Kind.MACRO, {"description": ""}, {"description": None}),
        (Kind.MACRO, {"restriction": None}, {}),
        (
            Kind.MACRO,
            {"restriction": {"type": "Group", "ids": [1, 2]}},
            {"restriction": {"type": "Group", "id": 2, "ids": [2, 1]}},
        ),
        (Kind.MACRO, {"restriction": {"type": "Group", "ids": [1]}}, {"restriction": {"type": "Group", "id": 1}}),
        (Kind.MACRO, {"restriction": {"type": "Group", "ids": [1]}}, {"restriction": {"type": "Group", "ids": ["1"]}}),
        (Kind.MACRO, actions(("comment_mode_is_public", "true")), actions(("comment_mode_is_public", True))),
        (Kind.MACRO, actions(("comment_value", "가")), actions(("comment_value", ["channel:all", "가\r\n"]))),
        (Kind.MACRO, actions(("current_tags", "b a")), actions(("current_tags", " a  b "))),
        (Kind.MACRO, actions(("group_id", "12")), actions(("group_id", 12))),
        (
            Kind.MACRO,
            actions(("priority", "high"), ("status", "open")),
            actions(("status", "open"), ("priority", "high")),
        ),
        (Kind.MACRO, actions(("comment_value_html", "<p>가</p>")), actions(("comment_value_html", "<p>가</p>\n"))),
        (Kind.ARTICLE, {"label_names": ["나", "가"]}, {"label_names": ["가", "나", "macrosync:a/b@1#0123456789ab"]}),
        (Kind.ARTICLE, {"section_id": 5, "draft": False}, {"section_id": "5"}),
        (
            Kind.TICKET_FIELD,
            {"title": "상담유형", "active": True},
            {"title": " 상담유형 ", "active": "true", "position": 9},
        ),
        (Kind.CATEGORY, {"name": "가", "description": ""}, {"name": "가", "description": None, "position": 1}),
        (Kind.MACRO, {"title": "한글", "description": "한글"}, {"title": DECOMPOSED, "description": DECOMPOSED}),
        (Kind.ARTICLE, {"body": "<p>한글</p>"}, {"body": f"<p>{DECOMPOSED}</p>"}),
        (Kind.ARTICLE, {"body": "<p>가&nbsp;\n나</p>"}, {"body": "<p>가\u00a0\r\n나</p>"}),
        (
            Kind.MACRO,
            {"description": "가\u2028나"},
            {"description": "가\u2028나\nmacrosync:a/b@1#0123456789ab"},
        ),
    ],
)
def test_what_is_sent_equals_what_comes_back(kind: Kind, sent: dict[str, Json], given_back: dict[str, Json]) -> None:
    assert canonical(kind, sent) == canonical(kind, given_back)
    assert digest(kind, sent) == digest(kind, given_back)


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        (Kind.MACRO, actions(("comment_value", "가")), actions(("comment_value", ["channel:web", "가"]))),
        (Kind.MACRO, actions(("comment_value", "가 나")), actions(("comment_value", "가나"))),
        (Kind.MACRO, {"restriction": {"type": "Group", "ids": [1]}}, {"restriction": {"type": "User", "id": 1}}),
        (Kind.MACRO, {"restriction": {"type": "Group", "ids": [1]}}, {"restriction": None}),
        (Kind.ARTICLE, {"user_segment_id": 1}, {"user_segment_id": None}),
        (Kind.ARTICLE, {"label_names": ["가"]}, {"label_names": []}),
        (Kind.TICKET_FORM, {"ticket_field_ids": [1, 2]}, {"ticket_field_ids": [2, 1]}),
    ],
)
def test_what_means_something_else_differs(kind: Kind, one: dict[str, Json], other: dict[str, Json]) -> None:
    assert canonical(kind, one) != canonical(kind, other)
    assert digest(kind, one) != digest(kind, other)


def test_dynamic_content_is_compared_as_it_is_written() -> None:
    shown: dict[str, Json] = {"title": "Hello", "raw_title": "{{dc.hello}}"}
    assert canonical(Kind.MACRO, shown)["title"] == "{{dc.hello}}"


def test_a_digest_has_twelve_hexadecimal_digits() -> None:
    assert len(digest(Kind.MACRO, {})) == 12
    assert int(digest(Kind.MACRO, {"title": "\ud800"}), 16) >= 0


@given(st.sampled_from(Kind), payloads)
def test_the_canonical_form_of_a_canonical_form_is_itself(kind: Kind, payload: dict[str, Json]) -> None:
    once = canonical(kind, payload)
    assert canonical(kind, once) == once
    assert digest(kind, once) == digest(kind, payload)
