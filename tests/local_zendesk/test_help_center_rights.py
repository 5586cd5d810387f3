"""Segments, permission groups, content tags, source locales and positions of the Help Center (HCOAS; REF)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

SEGMENTS, GROUPS, TAGS = "help_center/user_segments", "guide/permission_groups", "guide/content_tags"


def segment(api: Api, **values: Data) -> Data:
    given = {"name": "분실물 담당", "user_type": "staff", **values}
    return api.post(SEGMENTS, {"user_segment": given})["user_segment"]


def test_a_segment_can_be_changed(api: Api) -> None:  # HCOAS, PUT user_segments
    made = segment(api)
    after = api.put(f"{SEGMENTS}/{made['id']}", {"user_segment": {"name": "New", "tags": ["vip"]}})["user_segment"]
    assert (after["name"], after["tags"], after["user_type"]) == ("New", ["vip"], "staff")


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_wrong_user_type_is_refused_in_the_documented_words(api: Api, method: str) -> None:  # HCOAS, example
    path = SEGMENTS if method == "POST" else f"{SEGMENTS}/{segment(api)['id']}"
    answer = api.call(method, path, json={"user_segment": {"name": "x", "user_type": "foo"}})
    assert answer.status_code == 400
    assert answer.json() == {
        "errors": {"user_type": ["value `foo` invalid; must be either `staff` or `signed_in_users`"]}
    }


def test_a_built_in_segment_is_left_alone(api: Api) -> None:  # assumed
    built_in = api.get(SEGMENTS, built_in="true")["user_segments"][0]
    answer = api.call("PUT", f"{SEGMENTS}/{built_in['id']}", json={"user_segment": {"name": "x"}})
    assert (answer.status_code, answer.json()["error"]["title"]) == (403, "Forbidden")
    assert api.call("DELETE", f"{SEGMENTS}/{built_in['id']}").status_code == 403


def test_every_segment_is_applicable_on_this_plan(api: Api) -> None:  # HCOAS, user_segments/applicable
    segment(api)
    assert api.get(f"{SEGMENTS}/applicable")["user_segments"] == api.get(SEGMENTS)["user_segments"]


def test_sections_are_listed_by_their_segment(api: Api) -> None:  # HCOAS, user_segments/{id}/sections
    made, section = segment(api), api.section()
    api.put(f"help_center/sections/{section['id']}", {"section": {"user_segment_id": made["id"]}})
    assert [each["id"] for each in api.get(f"{SEGMENTS}/{made['id']}/sections")["sections"]] == [section["id"]]


def test_a_user_is_in_the_segments_whose_conditions_are_met(api: Api) -> None:  # REF user_segments
    group = api.get("groups")["groups"][0]["id"]
    other = api.post("groups", {"group": {"name": "Other"}})["group"]["id"]
    segment(api, name="mine", group_ids=[group])
    segment(api, name="theirs", group_ids=[other])
    segment(api, name="tagged", tags=["vip"])
    me = api.get("users/me")["user"]["id"]
    driver = api.post("users", {"user": {"name": "기사", "email": "d@example.com", "tags": ["vip"]}})["user"]["id"]
    mine = {each["name"] for each in api.get(f"help_center/users/{me}/user_segments")["user_segments"]}
    theirs = {each["user_type"] for each in api.get(f"help_center/users/{driver}/user_segments")["user_segments"]}
    assert "mine" in mine
    assert not {"theirs", "tagged"} & mine
    assert theirs == {"signed_in_users"}


def test_a_permission_group_can_be_made_changed_and_deleted(api: Api) -> None:  # REF permission_groups
    made = api.post(GROUPS, {"permission_group": {"name": "편집자", "edit": [], "publish": []}})["permission_group"]
    path = f"{GROUPS}/{made['id']}"
    assert (made["built_in"], made["edit"]) == (False, [])
    assert api.put(path, {"permission_group": {"name": "New"}})["permission_group"]["name"] == "New"
    api.delete(path)
    assert api.call("GET", path).status_code == 404


def test_a_permission_group_that_is_needed_stays(api: Api) -> None:  # assumed
    built_in = api.get(GROUPS)["permission_groups"][0]
    assert api.call("DELETE", f"{GROUPS}/{built_in['id']}").status_code == 403
    made = api.post(GROUPS, {"permission_group": {"name": "Used"}})["permission_group"]
    api.article(permission_group_id=made["id"])
    assert api.call("DELETE", f"{GROUPS}/{made['id']}").status_code == 400


def test_one_outside_the_permission_group_may_neither_write_nor_publish(api: Api) -> None:  # REF articles; facts (h)
    api.control("PUT", "switches", {"guide_admins_may_all": False})
    segments = api.get(SEGMENTS)["user_segments"]
    staff = next(each["id"] for each in segments if each["user_type"] == "staff")
    closed, writing = (
        api.post(GROUPS, {"permission_group": {"name": name, "edit": edit, "publish": []}})["permission_group"]["id"]
        for name, edit in (("closed", []), ("writing", [staff]))
    )
    path = f"help_center/ko/sections/{api.section()['id']}/articles"

    def made(group: int, *, draft: bool) -> int:
        article = {"title": "x", "body": "", "permission_group_id": group, "draft": draft}
        return api.call("POST", path, json={"article": article}).status_code

    assert [made(closed, draft=True), made(writing, draft=False), made(writing, draft=True)] == [403, 403, 201]


def test_admins_may_all_unless_a_switch_says_otherwise(api: Api) -> None:  # assumed
    closed = api.post(GROUPS, {"permission_group": {"name": "closed", "edit": [], "publish": []}})["permission_group"]
    article = api.article(permission_group_id=closed["id"])
    path = f"help_center/articles/{article['id']}"
    api.control("PUT", "switches", {"guide_admins_may_all": False})
    translation = {"translation": {"title": "New"}}
    for method, rest, body in (
        ("PUT", "", {"article": {"promoted": True}}),
        ("PUT", "/translations/ko", translation),
        ("POST", "/translations", {"translation": {"locale": "en-us", "title": "x"}}),
        ("DELETE", "", None),
    ):
        answer = api.call(method, path + rest, json=body)
        assert (answer.status_code, answer.json()["error"]["title"]) == (403, "Forbidden"), (method, rest)


def test_content_tags_have_ulids_and_stand_under_records(api: Api) -> None:  # REF content_tags
    answer = api.call("POST", TAGS, json={"content_tag": {"name": "분실물"}})
    tag = answer.json()["content_tag"]
    assert answer.status_code == 201
    assert re.fullmatch("[0-9A-Z]{26}", tag["id"])
    assert set(tag) == {"id", "name", "created_at", "updated_at"}
    listed = api.get(TAGS)
    assert (listed["records"], listed["meta"]["has_more"]) == ([tag], False)
    assert set(listed) == {"records", "meta", "links"}


def test_content_tags_are_renamed_deleted_and_filtered(api: Api) -> None:  # REF content_tags
    for name in ("Lost", "Found"):
        api.post(TAGS, {"content_tag": {"name": name}})
    assert [each["name"] for each in api.get(TAGS, **{"filter[name_prefix]": "lo"})["records"]] == ["Lost"]
    assert [each["name"] for each in api.page(TAGS, 1)["records"]] == ["Found"]
    tag = api.get(TAGS)["records"][0]
    assert api.put(f"{TAGS}/{tag['id']}", {"content_tag": {"name": "New"}})["content_tag"]["name"] == "New"
    assert api.call("POST", TAGS, json={"content_tag": {"name": "new"}}).status_code == 400
    api.delete(f"{TAGS}/{tag['id']}")
    assert api.call("GET", f"{TAGS}/{tag['id']}").status_code == 404


@pytest.mark.parametrize("prefix", ["help_center", "help_center/ko"])
def test_another_translation_can_be_made_the_source(api: Api, prefix: str) -> None:  # HCOAS, source_locale
    article = api.article()
    path = f"help_center/articles/{article['id']}"
    api.post(f"{path}/translations", {"translation": {"locale": "en-us", "title": "Contact"}})
    answer = api.call("PUT", f"{prefix}/articles/{article['id']}/source_locale", json={"article_locale": "en-us"})
    assert (answer.status_code, answer.content) == (200, b"")
    after = api.get(path)["article"]
    assert (after["source_locale"], after["title"]) == ("en-us", "Contact")


def test_sections_and_categories_have_source_locales_too(api: Api) -> None:  # HCOAS, source_locale
    section = api.section()
    for many, one, identity in (
        ("sections", "section", section["id"]),
        ("categories", "category", section["category_id"]),
    ):
        path = f"help_center/{many}/{identity}"
        answer = api.call("PUT", f"{path}/source_locale", json={f"{one}_locale": "en-us"})
        assert answer.status_code == 400  # not translated: assumed
        api.post(f"{path}/translations", {"translation": {"locale": "en-us", "title": "Scripts"}})
        api.call("PUT", f"{path}/source_locale", json={f"{one}_locale": "en-us"})
        assert api.get(path)[one]["name"] == "Scripts"


def test_missing_translations_and_lists_of_them(api: Api) -> None:  # HCOAS, translations
    section = api.section()
    for path in (f"help_center/sections/{section['id']}", f"help_center/categories/{section['category_id']}"):
        assert api.get(f"{path}/translations/missing") == {"locales": ["en-us"]}
        made = api.post(f"{path}/translations", {"translation": {"locale": "en-us", "title": "Scripts"}})["translation"]
        assert api.get(f"{path}/translations/missing") == {"locales": []}
        assert [each["locale"] for each in api.get(f"{path}/translations", locales="en-us")["translations"]] == [
            "en-us"
        ]
        again = api.call("POST", f"{path}/translations", json={"translation": {"locale": "en-us", "title": "x"}})
        assert again.status_code == 400
        api.delete(f"help_center/translations/{made['id']}")


def test_articles_go_by_position_and_by_title_where_asked(api: Api) -> None:  # HCOAS, sort_by
    section = api.section()
    for title, position in (("C", 0), ("A", 2), ("B", 1)):
        api.article(section, title=title, position=position)
    path = f"help_center/sections/{section['id']}/articles"

    def titles(**query: str) -> list[str]:
        return [each["title"] for each in api.get(path, **query)["articles"]]

    assert titles() == ["C", "B", "A"]
    assert titles(sort_by="title") == ["A", "B", "C"]
    assert titles(sort_by="title", sort_order="desc") == ["C", "B", "A"]


def test_html_is_rewritten_only_where_the_switch_says_so(api: Api) -> None:  # SUP 4408824584602; assumed
    article = api.article(body="<p>a<br>b &copy;</p>")
    assert article["body"] == "<p>a<br>b &copy;</p>"
    api.control("PUT", "switches", {"normalise_html": True})
    path = f"help_center/articles/{article['id']}/translations/ko"
    after = api.put(path, {"translation": {"body": "<p>a<br>b &copy;</p>"}})["translation"]
    assert after["body"] == "<p>a<br />b ©</p>"


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "help_center/articles/1/bulk_attachments"),
        ("GET", "help_center/articles/1/attachments"),
        ("GET", "help_center/user_segments/1/topics"),
        ("GET", "guide/search"),
        ("PUT", "help_center/articles/labels/1"),
    ],
)
def test_what_is_not_built_of_the_help_center_is_501(api: Api, method: str, path: str) -> None:
    assert api.call(method, path, json={}).status_code == 501
