from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.gateway.service import ARTICLES, BASE, MACROS, lines, macro, sent

from macrosync.errors import MissingReference, UnexpectedAnswer
from macrosync.resources import Kind

if TYPE_CHECKING:
    import responses

    from macrosync.gateway import Gateway
    from macrosync.resources import Json

HELP_CENTER = f"{BASE}/api/v2/help_center"
OPTIONS = f"{BASE}/api/v2/ticket_fields/3/options"
ARTICLE: dict[str, Json] = {
    "title": "고객 연락",
    "body": "<h2>분실물</h2>",
    "locale": "ko",
    "section_id": 20,
    "user_segment_id": 8,
    "permission_group_id": 9,
    "label_names": ["macrosync:desk/contact@1#abc"],
    "draft": False,
}


def test_a_macro_is_made_with_its_groups_as_the_api_takes_them(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(MACROS, json={"macro": macro(7)}, status=201)
    made = gateway.create(Kind.MACRO, "a/b/chat", {"title": "A", "restriction": {"type": "Group", "ids": [5, 6]}})
    assert (made.kind, made.id) == (Kind.MACRO, 7)
    assert sent(edge) == {"macro": {"title": "A", "restriction": {"type": "Group", "id": 5, "ids": [5, 6]}}}


def test_a_restriction_is_cleared_by_an_explicit_null(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{MACROS}/1", json={"macro": macro()})
    gateway.update(Kind.MACRO, "a/b/chat", 1, {"restriction": None})
    assert sent(edge) == {"macro": {"restriction": None}}


def test_an_article_is_made_without_mailing_its_subscribers(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(f"{HELP_CENTER}/ko/sections/20/articles", json={"article": {"id": 5}}, status=201)
    assert gateway.create(Kind.ARTICLE, "contact", ARTICLE).id == 5
    body = sent(edge)
    assert body["notify_subscribers"] is False
    assert body["article"] == {name: value for name, value in ARTICLE.items() if name != "section_id"}


def test_the_text_of_an_article_goes_to_its_translation_before_the_rest(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    edge.put(f"{HELP_CENTER}/articles/5/translations/ko", json={"translation": {"id": 50}})
    edge.put(f"{ARTICLES}/5", json={"article": {"id": 5, "title": "고객 연락"}})
    assert gateway.update(Kind.ARTICLE, "contact", 5, ARTICLE).payload["title"] == "고객 연락"
    assert lines(edge) == [
        "PUT /api/v2/help_center/articles/5/translations/ko",
        "PUT /api/v2/help_center/ko/articles/5",
    ]
    assert sent(edge, 0) == {"translation": {"title": "고객 연락", "body": "<h2>분실물</h2>", "draft": False}}
    assert sent(edge, 1) == {
        "article": {name: ARTICLE[name] for name in ("section_id", "user_segment_id", "permission_group_id")}
        | {"label_names": ARTICLE["label_names"]}
    }


def test_only_the_text_of_an_article_leaves_the_rest_alone(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{HELP_CENTER}/articles/5/translations/ko", json={"translation": {"id": 50}})
    edge.get(f"{ARTICLES}/5", json={"article": {"id": 5, "body": "<p>새</p>", "label_names": ["a"]}})
    after = gateway.update(Kind.ARTICLE, "contact", 5, {"body": "<p>새</p>"})
    assert after.payload["label_names"] == ["a"]
    assert sent(edge, 0) == {"translation": {"body": "<p>새</p>"}}


def test_only_the_labels_of_an_article_leave_the_text_alone(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{ARTICLES}/5", json={"article": {"id": 5}})
    gateway.update(Kind.ARTICLE, "contact", 5, {"label_names": []})
    assert lines(edge) == ["PUT /api/v2/help_center/ko/articles/5"]


def test_an_article_is_archived(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.delete(f"{ARTICLES}/5", status=204)
    gateway.delete(Kind.ARTICLE, "contact", 5)
    assert lines(edge) == ["DELETE /api/v2/help_center/ko/articles/5"]


def test_a_category_and_a_section_are_made_in_the_locale(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(f"{HELP_CENTER}/ko/categories", json={"category": {"id": 30}}, status=201)
    edge.post(f"{HELP_CENTER}/ko/categories/30/sections", json={"section": {"id": 20}}, status=201)
    assert gateway.create(Kind.CATEGORY, "상담", {"name": "상담", "locale": "ko"}).id == 30
    assert gateway.create(Kind.SECTION, "대리", {"name": "대리", "locale": "ko", "category_id": 30}).id == 20
    assert sent(edge) == {"section": {"name": "대리", "locale": "ko"}}


def test_a_section_is_renamed_by_its_translation(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{HELP_CENTER}/sections/20/translations/ko", json={"translation": {"id": 1}})
    edge.get(f"{HELP_CENTER}/ko/sections/20", json={"section": {"id": 20, "name": "대리"}})
    gateway.update(Kind.SECTION, "대리", 20, {"name": "대리", "description": "모두"})
    assert sent(edge, 0) == {"translation": {"title": "대리", "body": "모두"}}


def test_a_form_is_given_its_whole_list_of_fields(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{BASE}/api/v2/ticket_forms/4", json={"ticket_form": {"id": 4, "ticket_field_ids": [1, 3]}})
    gateway.update(Kind.TICKET_FORM, "Default", 4, {"ticket_field_ids": [1, 3]})
    assert sent(edge) == {"ticket_form": {"ticket_field_ids": [1, 3]}}


def test_a_field_is_made_with_its_options_and_updated_without_them(
    edge: responses.RequestsMock, gateway: Gateway
) -> None:
    options: Json = [{"name": "A::B", "value": "a__b"}]
    edge.post(f"{BASE}/api/v2/ticket_fields", json={"ticket_field": {"id": 3}}, status=201)
    edge.put(f"{BASE}/api/v2/ticket_fields/3", json={"ticket_field": {"id": 3}})
    gateway.create(Kind.TICKET_FIELD, "consult-type", {"type": "tagger", "custom_field_options": options})
    gateway.update(Kind.TICKET_FIELD, "consult-type", 3, {"title": "상담유형"})
    assert sent(edge, 0) == {"ticket_field": {"type": "tagger", "custom_field_options": options}}
    assert sent(edge, 1) == {"ticket_field": {"title": "상담유형"}}


def test_a_list_of_options_without_ids_is_never_sent(edge: responses.RequestsMock, gateway: Gateway) -> None:
    options: Json = [{"id": 31, "name": "A", "value": "a"}, {"name": "B", "value": "b"}]
    with pytest.raises(ValueError, match="the whole list with ids"):
        gateway.update(Kind.TICKET_FIELD, "consult-type", 3, {"custom_field_options": options})
    assert lines(edge) == []


def test_an_option_is_made_updated_and_deleted_at_its_field(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.post(OPTIONS, json={"custom_field_option": {"id": 31, "name": "A", "value": "a"}}, status=201)
    edge.post(OPTIONS, json={"custom_field_option": {"id": 31, "name": "B", "value": "a"}}, status=200)
    edge.delete(f"{OPTIONS}/31", status=204)
    payload: dict[str, Json] = {"ticket_field_id": 3, "name": "A", "value": "a"}
    made = gateway.create(Kind.FIELD_OPTION, "consult-type/a", payload)
    assert (made.id, made.payload["ticket_field_id"]) == (31, 3)
    gateway.update(Kind.FIELD_OPTION, "consult-type/a", 31, payload | {"name": "B"})
    gateway.delete(Kind.FIELD_OPTION, "consult-type/a", 31, payload)
    assert sent(edge, 0) == {"custom_field_option": {"name": "A", "value": "a"}}
    assert sent(edge, 1) == {"custom_field_option": {"id": 31, "name": "B", "value": "a"}}


def test_an_option_is_read_among_its_fields(edge: responses.RequestsMock, gateway: Gateway) -> None:
    field: Json = {"id": 3, "custom_field_options": [{"id": 31, "name": "A", "value": "a"}]}
    edge.get(f"{BASE}/api/v2/ticket_fields", json={"ticket_fields": [field]})
    option = gateway.read(Kind.FIELD_OPTION, 31)
    assert option is not None
    assert option.payload["value"] == "a"
    assert gateway.read(Kind.FIELD_OPTION, 32) is None


def test_one_is_read_and_a_missing_one_is_none(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.get(f"{MACROS}/1", json={"macro": macro()})
    edge.get(f"{MACROS}/2", json={"error": "RecordNotFound", "description": "Not found"}, status=404)
    found = gateway.read(Kind.MACRO, 1, key="a/b/chat")
    assert found is not None
    assert found.payload["title"] == "Macro 1"
    assert gateway.read(Kind.MACRO, 2) is None


@pytest.mark.parametrize("kind", [Kind.GROUP, Kind.USER_SEGMENT, Kind.PERMISSION_GROUP, Kind.TICKET_FORM])
def test_what_is_only_looked_up_is_never_made_or_deleted(
    edge: responses.RequestsMock, gateway: Gateway, kind: Kind
) -> None:
    with pytest.raises(ValueError, match="does not create"):
        gateway.create(kind, "A", {"name": "A"})
    with pytest.raises(ValueError, match="does not delete"):
        gateway.delete(kind, "A", 1)
    assert lines(edge) == []


def test_a_reference_is_never_sent(edge: responses.RequestsMock, gateway: Gateway) -> None:
    with pytest.raises(MissingReference, match="macro a/b/chat needs the group 채팅 상담"):
        gateway.create(Kind.MACRO, "a/b/chat", {"restriction": {"type": "Group", "ids": ["@{group/채팅 상담}"]}})
    assert lines(edge) == []


def test_a_change_that_is_answered_with_nothing_says_so(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{MACROS}/1", status=204)
    with pytest.raises(UnexpectedAnswer, match="it holds no macro with an id"):
        gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": "A"})


def test_an_answer_without_the_resource_is_unexpected(edge: responses.RequestsMock, gateway: Gateway) -> None:
    edge.put(f"{MACROS}/1", json={"ok": True})
    with pytest.raises(UnexpectedAnswer, match="macro a/b/chat: PUT /api/v2/macros/1: it holds no macro with an id"):
        gateway.update(Kind.MACRO, "a/b/chat", 1, {"title": "A"})


@pytest.mark.parametrize("parent", [None, "20", True])
def test_an_article_is_made_in_a_section_with_an_id(
    edge: responses.RequestsMock, gateway: Gateway, parent: Json
) -> None:
    with pytest.raises(ValueError, match="section_id is the id of what it belongs to"):
        gateway.create(Kind.ARTICLE, "contact", ARTICLE | {"section_id": parent})
    assert lines(edge) == []
