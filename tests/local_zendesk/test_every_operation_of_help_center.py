"""A tour of the Help Center's operations, each answered well at least once (see test_every_operation.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.tour import good

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api

BOTH = pytest.mark.parametrize("prefix", ["help_center", "help_center/ko"])


@BOTH
def test_places_and_articles(api: Api, prefix: str) -> None:
    category = good(api, f"POST {prefix}/categories", category={"name": "상담", "locale": "ko"})["category"]["id"]
    within = f"{prefix}/categories/{category}"
    section = good(api, f"POST {within}/sections", section={"name": "기사", "locale": "ko"})["section"]["id"]
    group = api.get("guide/permission_groups")["permission_groups"][0]["id"]
    wanted = {"title": "고객 연락", "body": "<p>본문</p>", "permission_group_id": group, "locale": "ko"}
    article = good(api, f"POST {prefix}/sections/{section}/articles", article=wanted)["article"]["id"]
    for path in (
        *(f"{prefix}/categories", within, f"{within}/sections", f"{within}/articles", f"{prefix}/sections"),
        *(f"{prefix}/sections/{section}", f"{prefix}/sections/{section}/articles", f"{prefix}/articles"),
        *(f"{prefix}/articles/{article}", f"{prefix}/articles?page[size]=1", f"{prefix}/articles?per_page=1"),
    ):
        good(api, f"GET {path}")
    good(api, f"PUT {within}", category={"position": 1})
    good(api, f"PUT {prefix}/sections/{section}", section={"position": 1})
    good(api, f"PUT {prefix}/articles/{article}", article={"promoted": True})
    good(api, f"DELETE {prefix}/articles/{article}")
    good(api, f"DELETE {prefix}/sections/{section}")
    good(api, f"DELETE {within}")


@BOTH
@pytest.mark.parametrize("kind", ["categories", "sections", "articles"])
def test_the_source_locale_is_changed(api: Api, prefix: str, kind: str) -> None:
    section = api.section()
    ids = {"categories": section["category_id"], "sections": section["id"], "articles": api.article(section)["id"]}
    one = f"{kind}/{ids[kind]}"
    wanted = {"locale": "en-us", "title": "Contact", "body": "Text"}
    good(api, f"POST help_center/{one}/translations", translation=wanted)
    source = {"article_locale": "en-us", "section_locale": "en-us", "category_locale": "en-us"}
    good(api, f"PUT {prefix}/{one}/source_locale", **source)


def test_content_tags(api: Api) -> None:
    tag = good(api, "POST guide/content_tags", content_tag={"name": "분실물"})["content_tag"]["id"]
    good(api, "GET guide/content_tags")
    good(api, f"GET guide/content_tags/{tag}")
    good(api, f"PUT guide/content_tags/{tag}", content_tag={"name": "유실물"})
    good(api, f"DELETE guide/content_tags/{tag}")


@BOTH
def test_labels(api: Api, prefix: str) -> None:
    article = f"{prefix}/articles/{api.article()['id']}/labels"
    label = good(api, f"POST {article}", label={"name": "분실물"})["label"]["id"]
    for path in (article, "help_center/articles/labels", f"help_center/articles/labels/{label}"):
        good(api, f"GET {path}")
    good(api, f"DELETE {article}/{label}")


def test_translations(api: Api) -> None:
    section = api.section()
    article = api.article(section)
    for place in (
        f"help_center/categories/{section['category_id']}",
        f"help_center/sections/{section['id']}",
        f"help_center/articles/{article['id']}",
    ):
        wanted = {"locale": "en-us", "title": "Contact", "body": "Text"}
        made = good(api, f"POST {place}/translations", translation=wanted)["translation"]["id"]
        for path in ("", "/missing", "/en-us"):
            good(api, f"GET {place}/translations{path}")
        good(api, f"PUT {place}/translations/en-us", translation={"title": "Contacts"})
        good(api, f"DELETE help_center/translations/{made}")


def test_who_may_see_and_edit(api: Api) -> None:
    segment = good(api, "POST help_center/user_segments", user_segment={"name": "상담사", "user_type": "staff"})
    number = segment["user_segment"]["id"]
    good(api, "GET help_center/user_segments")
    good(api, f"GET help_center/user_segments/{number}")
    good(api, f"DELETE help_center/user_segments/{number}")
    group = good(api, "POST guide/permission_groups", permission_group={"name": "편집자", "edit": [], "publish": []})
    one = f"guide/permission_groups/{group['permission_group']['id']}"
    good(api, "GET guide/permission_groups")
    good(api, f"GET {one}")
    good(api, f"PUT {one}", permission_group={"name": "관리자"})
    good(api, f"DELETE {one}")
    good(api, "GET help_center/locales")
