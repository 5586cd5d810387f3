"""Looks at the Help Center's API: what a PUT changes, what HTML is kept, how lists go."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.sandbox import expect

if TYPE_CHECKING:
    from live.sandbox import Sandbox

ROOT = "/api/v2/help_center"
SEGMENTS, GROUPS = f"{ROOT}/user_segments", "/api/v2/guide/permission_groups"
BODY = '<p>가 &amp; 나</p>\n<p>다<br>라 &nbsp;마</p><h2 id="x">끝</h2>'


def _locale(sandbox: Sandbox) -> str:
    return str(sandbox.get(f"{ROOT}/locales")["default_locale"])


def _category(sandbox: Sandbox) -> dict[str, Any]:
    values = {"name": sandbox.name("category"), "locale": _locale(sandbox), "description": "보기"}
    return sandbox.make(f"{ROOT}/categories", "category", values)


def _article(sandbox: Sandbox, body: str = "<p>보기</p>") -> dict[str, Any]:
    locale, category = _locale(sandbox), _category(sandbox)
    sections = f"{ROOT}/categories/{category['id']}/sections"
    named = {"name": sandbox.name("section"), "locale": locale}
    section = sandbox.make(sections, "section", named, at=f"{ROOT}/sections")
    staff = next(each["id"] for each in sandbox.get(SEGMENTS)["user_segments"] if each["user_type"] == "staff")
    values = {
        "title": sandbox.name("article"),
        "body": body,
        "locale": locale,
        "user_segment_id": staff,
        "permission_group_id": sandbox.get(GROUPS)["permission_groups"][0]["id"],
        "draft": True,
    }
    articles = f"{ROOT}/sections/{section['id']}/articles"
    return sandbox.make(articles, "article", values, at=f"{ROOT}/articles", notify_subscribers=False)


def article_text(sandbox: Sandbox) -> None:
    """A PUT of an article's title and body."""
    made = _article(sandbox)
    sandbox.send("PUT", f"{ROOT}/articles/{made['id']}", {"article": {"title": "anders", "body": "<p>anders</p>"}})
    after = sandbox.get(f"{ROOT}/articles/{made['id']}")["article"]
    expect(seen=(after["title"], after["body"]), assumed=(made["title"], made["body"]))


def category_text(sandbox: Sandbox) -> None:
    """A PUT of a category's name."""
    made = _category(sandbox)
    sandbox.send("PUT", f"{ROOT}/categories/{made['id']}", {"category": {"name": "anders"}})
    expect(seen=sandbox.get(f"{ROOT}/categories/{made['id']}")["category"]["name"], assumed=made["name"])


def stored_html(sandbox: Sandbox) -> None:
    """Plain HTML as it comes back."""
    body = "<p>가 <strong>나</strong></p>"
    expect(seen=_article(sandbox, body)["body"], assumed=body)


def void_elements(sandbox: Sandbox) -> None:
    """Void elements and entities as they come back."""
    expect(seen=_article(sandbox, BODY)["body"], assumed=BODY)


def same_translation(sandbox: Sandbox) -> None:
    """The same text again."""
    made = _article(sandbox)
    path = f"{ROOT}/articles/{made['id']}/translations/{made['locale']}"
    before = sandbox.get(path)["translation"]
    same = {"title": before["title"], "body": before["body"]}
    after = sandbox.send("PUT", path, {"translation": same})["translation"]
    expect(seen=after["updated_at"], assumed=before["updated_at"])


def links(sandbox: Sandbox) -> None:
    """The links of a list that is one page."""
    _category(sandbox)
    page = sandbox.get(f"{ROOT}/categories?page[size]=100")
    if not page["meta"]["has_more"]:
        expect(seen=("first" in page["links"], "next" in page["links"]), assumed=(True, False))


def archived(sandbox: Sandbox) -> None:
    """An article after its DELETE."""
    made = _article(sandbox)
    sandbox.call("DELETE", f"{ROOT}/articles/{made['id']}")
    expect(seen=sandbox.call("GET", f"{ROOT}/articles/{made['id']}").status_code, assumed=404)
