"""The Help Center."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clients.exercise import Breaks, Kind, Not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clients.exercise import Id
    from clients.plain import Plain

ONE_PAGE = Not("there are as many as the account has locales")


def kinds(center: Any, plain: Plain) -> Iterator[Kind]:
    """What libzapi does with the Help Center."""

    def category(name: str, position: int = 0) -> Id:
        return center.categories.create(name=name, locale="ko", description="", position=position).id

    yield Kind(
        "HC categories",
        create=lambda number: category(f"분류 {number:03}", number + 1),
        listed=lambda: [each.id for each in center.categories.list_all()],
        update=lambda each: (0, center.categories.update(each, name="", description="", position=0).position),
        delete=center.categories.delete,
        show=center.categories.get,
    )
    home = category("상담 스크립트")

    def section(name: str, position: int = 0) -> Id:
        return center.sections.create(home, name=name, locale="ko", description="", position=position).id

    yield Kind(
        "HC sections",
        create=lambda number: section(f"섹션 {number:03}", number + 1),
        listed=lambda: [each.id for each in center.sections.list_all()],
        update=lambda each: (0, center.sections.update(each, "ko", position=0).position),
        delete=center.sections.delete,
        show=center.sections.get,
    )
    place, group = section("기사 상담"), next(iter(center.permission_groups.list_all())).id

    def article(title: str, position: int = 0) -> Id:
        made = {"title": title, "body": "<p>본문</p>", "locale": "ko", "permission_group_id": group}
        return center.articles.create(place, **made, position=position).id

    yield Kind(
        "HC articles",
        create=lambda number: article(f"고객 연락 {number:03}", number + 1),
        listed=lambda: [each.id for each in center.articles.list_all()],
        update=lambda each: (True, center.articles.update(each, promoted=True).promoted),
        delete=center.articles.delete,
        show=center.articles.get,
        more={"labels": lambda each: _label(center, each), "search": lambda each: _search(center, plain, each)},
    )
    translations = _Translations(center, article)
    yield Kind(
        "HC translations",
        create=translations.create,
        listed=translations.listed,
        update=translations.update,
        delete=center.translations.delete,
        show=translations.show,
        pages=ONE_PAGE,
        more={"missing": translations.missing},
    )
    yield Kind(
        "HC user segments",
        create=Breaks(
            lambda number: center.user_segments.create(name=f"대상 {number}", user_type="staff").id,
            TypeError,
            "libzapi hands its own UserType to json.dumps, which cannot write it: no request is sent",
        ),
        plain=lambda number: plain.make(
            "help_center/user_segments", "user_segment", {"name": f"대상 {number:03}", "user_type": "staff"}
        ),
        listed=lambda: [each.id for each in center.user_segments.list_all()],
        update=Breaks(
            lambda each: (each, center.user_segments.update(each, name="바뀐 값", user_type="staff").id),
            TypeError,
            "libzapi hands its own UserType to json.dumps, which cannot write it: no request is sent",
        ),
        delete=center.user_segments.delete,
        show=center.user_segments.get,
    )
    yield Kind(
        "HC permission groups",
        create=lambda number: center.permission_groups.create(f"권한 {number:03}", edit=[], publish=[]).id,
        listed=lambda: [each.id for each in center.permission_groups.list_all()],
        update=lambda each: ("바뀐 값", center.permission_groups.update(each, name="바뀐 값").name),
        delete=center.permission_groups.delete,
        show=center.permission_groups.get,
        many=40,
    )


def _search(center: Any, plain: Plain, article: Id) -> tuple[object, object]:
    plain.wait(600)
    return True, article in {each.id for each in center.search.search_articles("고객")}


def _label(center: Any, article: Id) -> tuple[object, object]:
    label = center.article_labels.create(article, "연락").id
    found = [each.name for each in center.article_labels.list_by_article(article)]
    center.article_labels.delete(article, label)
    return ["연락"], found


class _Translations:
    """English translations of articles, each of an article of its own."""

    def __init__(self, center: Any, article: Callable[[str], Id]) -> None:
        self._translations, self._article = center.translations, article
        self._of: dict[Id, Id] = {}

    def create(self, number: int) -> Id:
        article = self._article(f"번역 {number}")
        made = self._translations.create("articles", article, "en-us", f"Contact {number}", "<p>text</p>").id
        self._of[made] = article
        return made

    def listed(self) -> list[Id]:
        return [each.id for article in self._of.values() for each in self._translations.list("articles", article)]

    def update(self, translation: Id) -> tuple[object, object]:
        found = self._translations.update("articles", self._of[translation], "en-us", title="Changed")
        return "Changed", found.title

    def show(self, translation: Id) -> Any:
        return self._translations.get("articles", self._of[translation], "en-us")

    def missing(self, translation: Id) -> tuple[object, object]:
        return [], self._translations.list_missing("articles", self._of[translation])
