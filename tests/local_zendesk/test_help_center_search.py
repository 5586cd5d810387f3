"""Articles found by search, by change, by author and by label (HCOAS; the lag is that of all search)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.local_zendesk.client import Api, Data

SEARCH = "help_center/articles/search"
NOON = "2026-11-24T12:00:00Z"


def titles(found: Data) -> list[str]:
    return [each["title"] for each in found["results"]]


def settled(api: Api) -> None:
    """Let the index catch up."""
    api.advance(300)


def test_a_result_is_an_article_with_two_keys_more(api: Api) -> None:  # HCOAS, articles/search
    article = api.article(title="분실물 접수", body="<p>가방을 <b>분실</b>한 고객</p>")
    settled(api)
    (result,) = api.get(SEARCH, query="분실")["results"]
    assert (result["id"], result["result_type"]) == (article["id"], "article")
    assert result["snippet"] == "가방을 <em>분실</em> 한 고객"
    assert set(result) - set(article) == {"result_type", "snippet"}


def test_search_lags_behind(api: Api) -> None:  # facts (o); the rule is assumed
    api.set_clock(NOON)
    api.article(title="분실물")
    assert titles(api.get(SEARCH, query="분실물")) == []
    settled(api)
    assert titles(api.get(SEARCH, query="분실물")) == ["분실물"]


def test_a_changed_article_is_found_as_it_was(api: Api) -> None:  # assumed
    api.set_clock(NOON)
    article = api.article(title="Before")
    settled(api)
    api.put(f"help_center/articles/{article['id']}/translations/ko", {"translation": {"title": "After"}})
    assert titles(api.get(SEARCH, query="before")) == ["Before"]
    settled(api)
    assert (titles(api.get(SEARCH, query="before")), titles(api.get(SEARCH, query="after"))) == ([], ["After"])


def test_an_archived_article_is_found_no_more(api: Api) -> None:  # assumed
    article = api.article(title="Gone")
    settled(api)
    api.delete(f"help_center/articles/{article['id']}")
    assert titles(api.get(SEARCH, query="gone")) == []


def test_every_word_counts_whatever_its_case_and_place(api: Api) -> None:  # assumed
    api.article(title="Lost Bag", body="<p>blue</p>", label_names=["airport"])
    settled(api)
    for query, found in (("lost", 1), ("BLUE bag", 1), ("airport", 1), ("lost red", 0)):
        assert len(titles(api.get(SEARCH, query=query))) == found, query


def test_one_criterion_must_be_given(api: Api) -> None:  # HCOAS, articles/search
    assert api.call("GET", SEARCH).status_code == 400
    assert api.call("GET", SEARCH, params={"query": "x", "sort_by": "title"}).status_code == 400


def test_search_is_narrowed_by_place_label_and_locale(api: Api) -> None:  # HCOAS, articles/search
    section = api.section()
    api.article(section, title="A", label_names=["one"])
    api.article(title="B")
    settled(api)
    assert titles(api.get(SEARCH, section=section["id"])) == ["A"]
    assert titles(api.get(SEARCH, category=section["category_id"])) == ["A"]
    assert titles(api.get(SEARCH, label_names="one")) == ["A"]
    assert titles(api.get(SEARCH, label_names="one", locale="en-us")) == []
    assert api.call("GET", SEARCH, params={"query": "x", "locale": "fr"}).status_code == 400


def test_search_is_narrowed_by_days(api: Api) -> None:  # HCOAS, articles/search
    api.set_clock(NOON)
    api.article(title="Day")
    settled(api)
    for name, day, found in (
        ("created_before", "2026-11-25", 1),
        ("created_before", "2026-11-24", 0),
        ("updated_after", "2026-11-23", 1),
        ("created_at", "2026-11-24", 1),
        ("updated_at", "2026-11-23", 0),
    ):
        assert len(titles(api.get(SEARCH, query="day", **{name: day}))) == found, (name, day)


def test_a_page_has_25_articles_and_no_cursor(api: Api) -> None:  # HCOAS, articles/search
    section = api.section()
    for number in range(26):
        api.article(section, title=f"Same {number}")
    settled(api)
    first = api.get(SEARCH, query="same")
    assert (len(first["results"]), first["count"], first["page_count"]) == (25, 26, 2)
    second = api.call("GET", first["next_page"].removeprefix(api.url)).json()
    assert (len(second["results"]), second["next_page"]) == (1, None)
    assert api.call("GET", SEARCH, params={"query": "same", "per_page": 101}).status_code == 400


def test_results_are_sorted_by_time_where_asked(api: Api) -> None:  # HCOAS, articles/search
    api.set_clock(NOON)
    section = api.section()
    for title in ("Same old", "Same new"):
        api.article(section, title=title)
        settled(api)
    assert titles(api.get(SEARCH, query="same", sort_by="created_at")) == ["Same new", "Same old"]
    assert titles(api.get(SEARCH, query="same", sort_by="created_at", sort_order="asc")) == ["Same old", "Same new"]


def test_the_incremental_list_has_what_changed_since(api: Api) -> None:  # HCOAS, incremental/articles
    api.set_clock(NOON)
    section = api.section()
    api.article(section, title="Old")
    api.advance(60)
    api.article(section, title="New")
    found = api.get("help_center/incremental/articles", start_time=1_795_521_600)
    assert [each["title"] for each in found["articles"]] == ["Old", "New"]
    assert (found["count"], found["end_time"], found["next_page"]) == (2, 1_795_521_660, None)
    later = api.get("help_center/incremental/articles", start_time=1_795_521_601)
    assert [each["title"] for each in later["articles"]] == ["New"]
    assert [each["title"] for each in api.get("help_center/articles", start_time=1_795_521_601)["articles"]] == ["New"]


@pytest.mark.parametrize("query", [{}, {"start_time": "yesterday"}, {"start_time": "-1"}])
def test_the_incremental_list_needs_a_time(api: Api, query: Data) -> None:  # assumed
    assert api.call("GET", "help_center/incremental/articles", params=query).status_code == 400


def test_articles_are_listed_by_author(api: Api) -> None:  # HCOAS, users/{user_id}/articles
    article, me = api.article(), api.get("users/me")["user"]
    assert [each["id"] for each in api.get(f"help_center/users/{me['id']}/articles")["articles"]] == [article["id"]]
    other = api.post("users", {"user": {"name": "기사", "email": "driver@example.com"}})["user"]
    assert api.get(f"help_center/users/{other['id']}/articles")["articles"] == []
    assert api.call("GET", "help_center/users/5/articles").status_code == 404


def test_a_deleted_label_leaves_every_article(api: Api) -> None:  # HCOAS, DELETE articles/labels
    section = api.section()
    articles = [api.article(section, label_names=["one", "two"]) for _ in range(2)]
    label = next(each for each in api.get("help_center/articles/labels")["labels"] if each["name"] == "one")
    api.delete(f"help_center/articles/labels/{label['id']}")
    for article in articles:
        assert api.get(f"help_center/articles/{article['id']}")["article"]["label_names"] == ["two"]
    assert [each["name"] for each in api.get("help_center/articles/labels")["labels"]] == ["two"]
    assert api.call("DELETE", f"help_center/articles/labels/{label['id']}").status_code == 404


def test_an_archived_article_is_gone_from_every_list_and_path(api: Api) -> None:  # REF articles
    article = api.article(label_names=["one"])
    path = f"help_center/articles/{article['id']}"
    api.delete(path)
    for method, rest, body in (
        ("GET", "", None),
        ("PUT", "", {"article": {}}),
        ("DELETE", "", None),
        ("GET", "/translations", None),
        ("PUT", "/translations/ko", {"translation": {}}),
        ("PUT", "/source_locale", {"article_locale": "ko"}),
        ("GET", "/labels", None),
    ):
        assert api.call(method, path + rest, json=body).status_code == 404, (method, rest)
    assert api.get("help_center/articles", label_names="one")["articles"] == []
