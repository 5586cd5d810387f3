"""The Help Center (REF help_center/help-center-api; REC)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

LATER = "2030-01-01T00:00:00Z"


def article_of(api: Api, article: Data, locale: str | None = None) -> Data:
    path = f"help_center/{locale}/articles" if locale else "help_center/articles"
    return api.get(f"{path}/{article['id']}")["article"]


def translate(api: Api, article: Data, locale: str = "ko", **values: Data) -> Data:
    path = f"help_center/articles/{article['id']}/translations/{locale}"
    return api.put(path, {"translation": values})["translation"]


def refused(api: Api, path: str, body: Data, field: str) -> None:
    """400 with `errors` by field (HCOAS, create section)."""
    answer = api.call("POST", path, json=body)
    assert answer.status_code == 400, answer.text
    assert list(answer.json()["errors"]) == [field]


def test_a_category_put_of_name_and_description_changes_nothing(api: Api) -> None:  # REC 6
    category = api.post("help_center/ko/categories", {"category": {"name": "A", "description": "d"}})["category"]
    body = {"category": {"name": "B", "description": "e"}}
    for path in ("help_center/categories", "help_center/ko/categories"):
        answer = api.call("PUT", f"{path}/{category['id']}", json=body)
        assert (answer.status_code, answer.json()["category"]) == (200, category)
        assert "x-zendesk-api-warn" not in answer.headers


def test_a_section_put_changes_its_place_and_not_its_name(api: Api) -> None:
    section = api.section()
    other = api.post("help_center/categories", {"category": {"name": "B"}})["category"]
    body = {"section": {"name": "N", "category_id": other["id"], "position": 4}}
    after = api.put(f"help_center/sections/{section['id']}", body)["section"]
    assert (after["name"], after["category_id"], after["position"]) == ("기사 상담", other["id"], 4)


def test_translations_change_names_and_descriptions(api: Api) -> None:  # REF translations
    section = api.section()
    path = f"help_center/sections/{section['id']}/translations/ko"
    api.put(path, {"translation": {"title": "새 이름", "body": "설명"}})
    after = api.get(f"help_center/ko/sections/{section['id']}")["section"]
    assert (after["name"], after["description"]) == ("새 이름", "설명")


def test_sections_are_listed_by_category(api: Api) -> None:
    first, second = api.section(), api.section()
    path = f"help_center/ko/categories/{first['category_id']}/sections"
    assert [section["id"] for section in api.get(path)["sections"]] == [first["id"]]
    assert len(api.get("help_center/sections")["sections"]) == 2
    assert second["html_url"] == f"{api.url}/hc/ko/sections/{second['id']}"


def test_a_parent_section_is_refused_as_documented(api: Api) -> None:  # HCOAS
    section = api.section()
    path = f"help_center/ko/categories/{section['category_id']}/sections"
    body = {"section": {"name": "x", "parent_section_id": section["id"]}}
    answer = api.call("POST", path, json=body)
    said = "cannot be assigned non-null value on this Guide plan"
    assert (answer.status_code, answer.json()) == (400, {"errors": {"parent_section_id": [said]}})


def test_places_need_a_name(api: Api) -> None:
    refused(api, "help_center/ko/categories", {"category": {}}, "name")


@pytest.mark.parametrize("path", ["help_center/fr/articles", "help_center/fr/categories", "help_center/fr/sections"])
def test_a_locale_that_is_not_enabled_is_not_found(api: Api, path: str) -> None:
    assert api.call("GET", path).status_code == 404
    refused(api, "help_center/categories", {"category": {"name": "x", "locale": "fr"}}, "locale")


def test_a_new_article_has_what_the_service_gives(api: Api) -> None:  # HCOAS
    article = api.article(label_names=["b", "a", "b"], user_segment_id=None)
    assert (article["title"], article["name"], article["body"]) == ("고객 연락", "고객 연락", "<p>본문</p>")
    assert (article["draft"], article["promoted"], article["position"]) == (False, False, 0)
    assert (article["locale"], article["source_locale"], article["label_names"]) == ("ko", "ko", ["b", "a"])
    assert (article["user_segment_id"], article["user_segment_ids"]) == (None, [])
    assert article["author_id"] == api.get("users/me")["user"]["id"]
    assert article["html_url"] == f"{api.url}/hc/ko/articles/{article['id']}"
    assert "translations" not in article
    assert article_of(api, article) == article_of(api, article, "ko") == article


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"permission_group_id": None}, "permission_group_id"),
        ({"permission_group_id": 5}, "permission_group_id"),
        ({"user_segment_id": 5}, "user_segment_id"),
        ({"title": ""}, "title"),
        ({"label_names": "a,b"}, "label_names"),
        ({"promoted": "yes"}, "promoted"),
    ],
)
def test_articles_that_are_none(api: Api, values: dict[str, Data], field: str) -> None:
    group = api.get("guide/permission_groups")["permission_groups"][0]["id"]
    article = {"title": "x", "body": "", "permission_group_id": group, **values}
    refused(api, f"help_center/ko/sections/{api.section()['id']}/articles", {"article": article}, field)


def test_an_article_needs_a_section(api: Api) -> None:
    answer = api.call("POST", "help_center/ko/sections/5/articles", json={"article": {"title": "x"}})
    assert answer.status_code == 404


def test_notify_subscribers_inside_the_article_is_named_as_dropped(api: Api) -> None:  # REF: it stands at the root
    group = api.get("guide/permission_groups")["permission_groups"][0]["id"]
    article = {"title": "x", "permission_group_id": group, "notify_subscribers": False}
    path = f"help_center/ko/sections/{api.section()['id']}/articles"
    answer = api.call("POST", path, json={"article": article})
    assert "article.notify_subscribers" in answer.headers["x-zendesk-api-warn"]


def test_an_article_put_changes_no_text(api: Api) -> None:  # REF articles#update-article
    article = api.article()
    api.set_clock(LATER)
    body = {"article": {"title": "N", "body": "<p>N</p>", "draft": True, "locale": "en-us"}}
    assert api.put(f"help_center/articles/{article['id']}", body)["article"] == article


def test_an_article_put_changes_what_is_about_it(api: Api) -> None:
    article, section = api.article(), api.section()
    staff = next(
        each["id"] for each in api.get("help_center/user_segments")["user_segments"] if each["user_type"] == "staff"
    )
    body = {"article": {"section_id": section["id"], "user_segment_id": staff, "label_names": ["x"], "promoted": True}}
    after = api.put(f"help_center/ko/articles/{article['id']}", body)["article"]
    assert (after["section_id"], after["user_segment_id"], after["promoted"]) == (section["id"], staff, True)
    assert (after["user_segment_ids"], after["label_names"]) == ([staff], ["x"])
    cleared = api.put(f"help_center/articles/{article['id']}", {"article": {"label_names": []}})["article"]
    assert cleared["label_names"] == []


def test_a_translation_put_changes_the_text(api: Api) -> None:
    article = api.article()
    api.set_clock(LATER)
    translation = translate(api, article, title="새 제목", body="<p>새 본문</p>", draft=True)
    assert (translation["source_id"], translation["source_type"]) == (article["id"], "Article")
    after = article_of(api, article)
    assert (after["title"], after["body"], after["draft"]) == ("새 제목", "<p>새 본문</p>", True)
    assert (after["updated_at"], after["edited_at"], translation["updated_at"]) == (LATER, LATER, LATER)


def test_the_same_translation_again_leaves_updated_at_alone(api: Api) -> None:
    article = api.article()
    before = api.get(f"help_center/articles/{article['id']}/translations/ko")["translation"]
    api.set_clock(LATER)
    assert translate(api, article, title="고객 연락", body="<p>본문</p>") == before
    assert article_of(api, article) == article


def test_a_translation_needs_a_title(api: Api) -> None:
    article = api.article()
    answer = api.call(
        "PUT", f"help_center/articles/{article['id']}/translations/ko", json={"translation": {"title": " "}}
    )
    assert answer.status_code == 400


def test_an_article_in_two_languages(api: Api) -> None:
    article = api.article()
    path = f"help_center/articles/{article['id']}/translations"
    assert api.get(f"{path}/missing") == {"locales": ["en-us"]}
    assert api.call("GET", f"help_center/en-us/articles/{article['id']}").status_code == 404
    assert api.get("help_center/en-us/articles")["articles"] == []
    made = api.post(path, {"translation": {"locale": "en-us", "title": "Contact", "body": "<p>x</p>"}})["translation"]
    refused(api, path, {"translation": {"locale": "en-us", "title": "x"}}, "locale")
    refused(api, path, {"translation": {"locale": "fr", "title": "x"}}, "locale")
    assert article_of(api, article, "en-us")["title"] == "Contact"
    assert article_of(api, article)["title"] == "고객 연락"
    assert api.get("help_center/en-us/articles")["articles"][0]["title"] == "Contact"
    assert [each["locale"] for each in api.get(path)["translations"]] == ["ko", "en-us"]
    assert api.get(path, locales="en-us")["count"] == 1
    api.delete(f"help_center/translations/{made['id']}")
    assert api.get(f"{path}/missing") == {"locales": ["en-us"]}


def test_the_sources_own_translation_cannot_be_deleted(api: Api) -> None:
    article = api.article()
    translation = api.get(f"help_center/articles/{article['id']}/translations/ko")["translation"]
    assert api.call("DELETE", f"help_center/translations/{translation['id']}").status_code == 400
    assert api.call("DELETE", "help_center/translations/5").status_code == 404


def test_an_article_can_be_made_of_translations(api: Api) -> None:  # REF articles#create-article
    texts = [{"locale": "ko", "title": "가", "body": "1"}, {"locale": "en-us", "title": "A", "body": "2"}]
    group = api.get("guide/permission_groups")["permission_groups"][0]["id"]
    path = f"help_center/ko/sections/{api.section()['id']}/articles"
    article = api.post(path, {"article": {"permission_group_id": group, "translations": texts}})["article"]
    assert (article["title"], article_of(api, article, "en-us")["title"]) == ("가", "A")


def test_deleting_an_article_archives_it(api: Api) -> None:  # REF
    article = api.article()
    api.delete(f"help_center/ko/articles/{article['id']}")
    for path in (f"help_center/articles/{article['id']}", f"help_center/articles/{article['id']}/translations"):
        assert api.call("GET", path).status_code == 404
    assert api.get("help_center/ko/articles")["articles"] == []


def test_deleting_a_category_takes_all_below_with_it(api: Api) -> None:  # REF
    section = api.section()
    article = api.article(section)
    api.delete(f"help_center/categories/{section['category_id']}")
    assert api.call("GET", f"help_center/sections/{section['id']}").status_code == 404
    assert api.call("GET", f"help_center/articles/{article['id']}").status_code == 404


def test_articles_are_listed_by_place_and_label(api: Api) -> None:  # HCOAS: every one of the labels
    first, second = api.section(), api.section()
    api.article(first, title="1", label_names=["a", "b"])
    api.article(second, title="2", label_names=["a"])

    def titles(path: str, **query: Data) -> list[str]:
        return [article["title"] for article in api.get(path, **query)["articles"]]

    assert titles("help_center/ko/articles") == ["1", "2"]
    assert titles(f"help_center/ko/sections/{first['id']}/articles") == ["1"]
    assert titles(f"help_center/categories/{second['category_id']}/articles") == ["2"]
    assert titles("help_center/ko/articles", label_names="a") == ["1", "2"]
    assert titles("help_center/ko/articles", label_names="a,b") == ["1"]
    assert titles("help_center/ko/articles", label_names="A") == []
    assert titles("help_center/articles", sort_by="title", sort_order="desc") == ["2", "1"]
    assert api.call("GET", "help_center/articles", params={"sort_by": "votes"}).status_code == 400


def test_labels_are_records_and_names_on_articles(api: Api) -> None:  # HCOAS
    article = api.article(label_names=["a"])
    path = f"help_center/articles/{article['id']}/labels"
    made = api.post(path, {"label": {"name": "b"}})["label"]
    assert [label["name"] for label in api.get(path)["labels"]] == ["a", "b"]
    assert article_of(api, article)["label_names"] == ["a", "b"]
    assert [label["name"] for label in api.get("help_center/articles/labels")["labels"]] == ["a", "b"]
    api.delete(f"{path}/{made['id']}")
    assert article_of(api, article)["label_names"] == ["a"]
    assert api.call("DELETE", f"{path}/{made['id']}").status_code == 404


def test_the_built_in_segments(api: Api) -> None:  # REF user_segments
    segments = api.get("help_center/user_segments")["user_segments"]
    assert [(each["user_type"], each["built_in"]) for each in segments] == [("signed_in_users", True), ("staff", True)]
    assert api.call("DELETE", f"help_center/user_segments/{segments[0]['id']}").status_code == 403
    own = api.post("help_center/user_segments", {"user_segment": {"name": "VIP", "user_type": "staff"}})["user_segment"]
    assert [each["id"] for each in api.get("help_center/user_segments", built_in="false")["user_segments"]] == [
        own["id"]
    ]
    api.delete(f"help_center/user_segments/{own['id']}")


def test_permission_groups(api: Api) -> None:
    groups = api.get("guide/permission_groups")["permission_groups"]
    assert [(each["name"], each["built_in"]) for each in groups] == [("Administrators", True)]
    made = api.post("guide/permission_groups", {"permission_group": {"name": "편집자"}})["permission_group"]
    path = f"guide/permission_groups/{made['id']}"
    assert api.put(path, {"permission_group": {"name": "편집"}})["permission_group"]["name"] == "편집"


def test_the_help_centers_locales(api: Api) -> None:  # HCOAS
    assert api.get("help_center/locales") == {"locales": ["ko", "en-us"], "default_locale": "ko"}


def test_a_body_is_kept_as_it_was_sent_unless_a_switch_says_otherwise(api: Api) -> None:  # SUP 4408824584602
    sent = "<p>a<br>b &middot; c &lt;</p>\r\n"
    article = api.article(body=sent)
    assert article["body"] == sent
    api.control("PUT", "switches", {"normalise_html": True})
    assert translate(api, article, body=sent)["body"] == "<p>a<br />b · c &lt;</p>\n"
