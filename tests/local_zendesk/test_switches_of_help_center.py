"""Switches of the Help Center: each does what it says, either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

either = pytest.mark.parametrize("setting", [True, False])
GROUPS, SEGMENTS = "guide/permission_groups", "help_center/user_segments"


@either
def test_article_puts_change_text(api: Api, *, setting: bool) -> None:
    api.switch("article_puts_change_text", setting)
    path = f"help_center/articles/{api.article()['id']}"
    answered = api.put(path, {"article": {"title": "New", "body": "<p>new</p>", "draft": True}})["article"]
    assert answered == api.get(path)["article"]
    found = (answered["title"], answered["body"], answered["draft"])
    assert found == (("New", "<p>new</p>", True) if setting else ("고객 연락", "<p>본문</p>", False))


@either
def test_help_center_errors_are_400(api: Api, *, setting: bool) -> None:
    api.switch("help_center_errors_are_400", setting)
    answer = api.call("POST", "help_center/ko/categories", json={"category": {"description": "x"}})
    assert answer.status_code == (400 if setting else 422)
    body = answer.json()
    assert "name" in (body["errors"] if setting else body["details"])


@either
def test_unknown_locale_in_path_is_404(api: Api, *, setting: bool) -> None:
    api.switch("unknown_locale_in_path_is_404", setting)
    assert api.call("GET", "help_center/fr/categories").status_code == (404 if setting else 400)
    answer = api.call("POST", "help_center/categories", json={"category": {"name": "x", "locale": "fr"}})
    assert answer.status_code == (400 if setting else 404)


@either
def test_labels_outlive_articles(api: Api, *, setting: bool) -> None:
    api.switch("labels_outlive_articles", setting)
    section = api.section()
    first, second = (api.article(section, label_names=["shared", name]) for name in ("a", "b"))
    api.put(f"help_center/articles/{first['id']}", {"article": {"label_names": []}})
    names = {each["name"] for each in api.get("help_center/articles/labels")["labels"]}
    assert names == ({"shared", "a", "b"} if setting else {"shared", "b"})
    label = next(each for each in api.get("help_center/articles/labels")["labels"] if each["name"] == "b")
    api.delete(f"help_center/articles/{second['id']}/labels/{label['id']}")
    assert api.call("GET", f"help_center/articles/labels/{label['id']}").status_code == (200 if setting else 404)


@either
def test_article_search_wants_every_word(api: Api, *, setting: bool) -> None:
    api.control("PUT", "switches", {"article_search_wants_every_word": setting, "search_lag": 0})
    api.article(title="분실물 접수")
    path = "help_center/articles/search"
    assert api.get(path, query="분실물 없는말")["count"] == (0 if setting else 1)
    assert api.get(path, query="분실물 접수")["count"] == 1
    assert api.get(path, query="없는말")["count"] == 0


@either
def test_relevance_is_by_change(api: Api, *, setting: bool) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.control("PUT", "switches", {"relevance_is_by_change": setting, "search_lag": 0})
    section = api.section()
    old = api.article(section)
    api.advance(60)
    new = api.article(section)
    api.advance(60)
    api.put(f"help_center/articles/{old['id']}", {"article": {"promoted": True}})
    found = [each["id"] for each in api.get("help_center/articles/search", query="고객")["results"]]
    assert found == ([old["id"], new["id"]] if setting else [new["id"], old["id"]])


@either
def test_incremental_articles_end(api: Api, *, setting: bool) -> None:
    api.switch("incremental_articles_end", setting)
    api.article()
    found = api.get("help_center/incremental/articles", start_time=0)
    assert found["next_page"] is None if setting else f"start_time={found['end_time']}" in found["next_page"]


@either
def test_missing_source_is_400(api: Api, *, setting: bool) -> None:
    api.switch("missing_source_is_400", setting)
    path = f"help_center/articles/{api.article()['id']}/source_locale"
    assert api.call("PUT", path, json={"article_locale": "en-us"}).status_code == (400 if setting else 404)


@either
def test_built_ins_are_forbidden(api: Api, *, setting: bool) -> None:
    api.switch("built_ins_are_forbidden", setting)
    segment, group = api.get(SEGMENTS)["user_segments"][0]["id"], api.get(GROUPS)["permission_groups"][0]["id"]
    for method, path in (
        ("PUT", f"{SEGMENTS}/{segment}"),
        ("DELETE", f"{SEGMENTS}/{segment}"),
        ("DELETE", f"{GROUPS}/{group}"),
    ):
        answer = api.call(method, path, json={"user_segment": {"name": "x"}} if method == "PUT" else None)
        assert answer.status_code == (403 if setting else 400), path


@either
def test_used_permission_groups_stay(api: Api, *, setting: bool) -> None:
    api.switch("used_permission_groups_stay", setting)
    group = api.post(GROUPS, {"permission_group": {"name": "Used"}})["permission_group"]["id"]
    api.article(permission_group_id=group)
    assert api.call("DELETE", f"{GROUPS}/{group}").status_code == (400 if setting else 204)


@either
def test_content_tags_are_unique(api: Api, *, setting: bool) -> None:
    api.switch("content_tags_are_unique", setting)
    found = [api.call("POST", "guide/content_tags", json={"content_tag": {"name": name}}) for name in ("A", "a")]
    assert [each.status_code for each in found] == [201, 400 if setting else 201]


@either
def test_checks_content_tags(api: Api, *, setting: bool) -> None:
    api.switch("checks_content_tags", setting)
    path = f"help_center/articles/{api.article()['id']}"
    tag = api.post("guide/content_tags", {"content_tag": {"name": "A"}})["content_tag"]["id"]
    assert api.put(path, {"article": {"content_tag_ids": [tag]}})["article"]["content_tag_ids"] == [tag]
    answer = api.call("PUT", path, json={"article": {"content_tag_ids": ["01ARYZ6S41TSV4RRFFQ69G5FAV"]}})
    assert answer.status_code == (400 if setting else 200)


@either
def test_same_translation_is_no_change(api: Api, *, setting: bool) -> None:
    api.set_clock("2026-11-24T09:00:00Z")
    api.switch("same_translation_is_no_change", setting)
    article = api.article()
    path = f"help_center/articles/{article['id']}/translations/ko"
    api.advance(60)
    after = api.put(path, {"translation": {"title": article["title"], "body": article["body"]}})["translation"]
    assert after["updated_at"] == ("2026-11-24T09:00:00Z" if setting else "2026-11-24T09:01:00Z")
