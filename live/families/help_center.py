"""The Help Center: what a PUT changes, what HTML is kept, what is refused. Drafts for staff, in a category of ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family, NotSeen, verdict
from live.things import HELP_CENTER, article, category, locale

if TYPE_CHECKING:
    from live.sandbox import Sandbox

GUIDE = Family()
_BODY = '<p>가 &amp; 나</p>\n<p>다<br>라 &nbsp;마</p><h2 id="x">끝</h2>'
_PLAIN = "<p>가 <strong>나</strong></p>"
_LOCALES = ("fr", "de", "es", "it", "nl", "sv")


def _article(desk: Sandbox, made: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.get(f"{HELP_CENTER}/articles/{made['id']}")["article"]


@GUIDE.known("category-text", (200, True))
def _category_text(desk: Sandbox) -> object:
    made = category(desk, "kept")
    answer = desk.call("PUT", f"{HELP_CENTER}/categories/{made['id']}", {"category": {"name": desk.name("anders")}})
    after = desk.get(f"{HELP_CENTER}/categories/{made['id']}")["category"]
    return answer.status_code, after["name"] == made["name"]


@GUIDE.switched("article-text", {False: (True, True), True: (False, False)})
def _article_text(desk: Sandbox) -> object:
    made = article(desk, "kept")
    changes = {"title": desk.name("anders"), "body": "<p>anders</p>"}
    desk.send("PUT", f"{HELP_CENTER}/articles/{made['id']}", {"article": changes})
    after = _article(desk, made)
    return after["title"] == made["title"], after["body"] == made["body"]


@GUIDE.switched("same-translation", {True: True, False: False})
def _same_translation(desk: Sandbox) -> object:
    made = article(desk, "same")
    path = f"{HELP_CENTER}/articles/{made['id']}/translations/{made['locale']}"
    before = desk.get(path)["translation"]
    desk.pause(2)
    same = {"title": before["title"], "body": before["body"]}
    return desk.send("PUT", path, {"translation": same})["translation"]["updated_at"] == before["updated_at"]


@GUIDE.known("stored-html", _PLAIN)
def _stored(desk: Sandbox) -> object:
    return _article(desk, article(desk, "plain", body=_PLAIN))["body"]


@GUIDE.switched("normal-html", {False: "as sent", True: "rewritten"})
def _normal(desk: Sandbox) -> object:
    return "as sent" if _article(desk, article(desk, "html", body=_BODY))["body"] == _BODY else "rewritten"


@GUIDE.known("archive", 404)
def _archived(desk: Sandbox) -> object:
    path = f"{HELP_CENTER}/articles/{article(desk, 'archived')['id']}"
    desk.remove(path)
    return desk.call("GET", path).status_code


@GUIDE.known("segments", {"signed_in_users", "staff"})
def _segments(desk: Sandbox) -> object:
    listed = desk.once("segments", lambda: desk.get(f"{HELP_CENTER}/user_segments"))["user_segments"]
    return {each["user_type"] for each in listed if each["built_in"]}


@GUIDE.switched("hc-errors", {True: (400, "errors"), False: (422, "details")})
def _errors(desk: Sandbox) -> object:
    answer = desk.tried(f"{HELP_CENTER}/categories", "category", {"locale": locale(desk)})
    body = answer.json()
    return answer.status_code, next((each for each in ("errors", "details") if each in body), None)


def _not_enabled(desk: Sandbox) -> str:
    enabled = desk.once("locale", lambda: desk.get(f"{HELP_CENTER}/locales"))["locales"]
    return next(each for each in _LOCALES if each not in enabled)


@GUIDE.switched("hc-locale", {True: ("not found", "invalid"), False: ("invalid", "not found")})
def _unknown_locale(desk: Sandbox) -> object:
    other = _not_enabled(desk)
    path = verdict(desk.call("GET", f"{HELP_CENTER}/{other}/categories"))
    values = {"name": desk.name("foreign"), "locale": other}
    return path, verdict(desk.tried(f"{HELP_CENTER}/categories", "category", values))


def _labels(desk: Sandbox) -> dict[str, int]:
    listed = desk.get(f"{HELP_CENTER}/articles/labels", **{"page[size]": 100})["labels"]
    return {each["name"]: each["id"] for each in listed}


@GUIDE.switched("label-records", {True: True, False: False})
def _label_records(desk: Sandbox) -> object:
    label = desk.word("dropped")
    made = article(desk, "labelled", label_names=[label])
    desk.keep(f"{HELP_CENTER}/articles/labels/{_labels(desk)[label]}")
    desk.send("PUT", f"{HELP_CENTER}/articles/{made['id']}", {"article": {"label_names": []}})
    return label in _labels(desk)


@GUIDE.known("hc-label-deleted", (True, []))
def _label_deleted(desk: Sandbox) -> object:
    label = desk.word("deleted")
    made = article(desk, "unlabelled", label_names=[label])
    gone = desk.call("DELETE", f"{HELP_CENTER}/articles/labels/{_labels(desk)[label]}")
    return gone.ok, _article(desk, made)["label_names"]


def _second(desk: Sandbox) -> str:
    """Another locale of the Help Center. Raises NotSeen where there is none."""
    enabled = desk.once("locale", lambda: desk.get(f"{HELP_CENTER}/locales"))["locales"]
    other = next((each for each in enabled if each != locale(desk)), None)
    if other is None:
        raise NotSeen("the Help Center has one language only")
    return str(other)


@GUIDE.known("hc-source-locale", (200, b"", True))
def _source(desk: Sandbox) -> object:
    made, other = article(desk, "sourced"), _second(desk)
    path = f"{HELP_CENTER}/articles/{made['id']}"
    values = {"locale": other, "title": desk.name("translated"), "body": "<p>x</p>", "draft": True}
    desk.send("POST", f"{path}/translations", {"translation": values})
    answer = desk.call("PUT", f"{path}/source_locale", {"article_locale": other})
    return answer.status_code, answer.content.strip(), _article(desk, made)["source_locale"] == other


@GUIDE.switched("hc-source-missing", {True: "invalid", False: "not found"})
def _source_missing(desk: Sandbox) -> object:
    path = f"{HELP_CENTER}/articles/{article(desk, 'unsourced')['id']}/source_locale"
    return verdict(desk.call("PUT", path, {"article_locale": _second(desk)}))
