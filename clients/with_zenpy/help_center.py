"""The Help Center: categories, sections, articles, translations, who sees and who edits."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zenpy.lib.api_objects.help_centre_objects import (
    Article,
    Category,
    Label,
    ManagementPermissionGroup,
    Section,
    Translation,
    UserSegment,
)

from clients.exercise import Kind, Not
from clients.with_zenpy.objects import kind, updating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clients.exercise import Id
    from clients.plain import Plain

ONE_PAGE = Not("there are as many as the account has locales")


def kinds(client: Any, plain: Plain) -> Iterator[Kind]:
    """What zenpy does with the Help Center. Names change by translation only, as the service has it."""
    center = client.help_center
    yield kind(
        "HC categories",
        center.categories,
        lambda number: Category(name=f"분류 {number:03}", locale="ko", position=number + 1),
        update=updating(center.categories, "position", 0),
    )
    category = center.categories.create(Category(name="상담 스크립트", locale="ko")).id
    yield kind(
        "HC sections",
        center.sections,
        lambda number: Section(name=f"섹션 {number:03}", locale="ko", category_id=category, position=number + 1),
        update=updating(center.sections, "position", 0),
    )
    section = center.sections.create(Section(name="기사 상담", locale="ko", category_id=category)).id
    group = next(iter(center.permission_groups())).id

    def article(title: str, position: int = 0) -> Id:
        made = Article(title=title, body="<p>본문</p>", locale="ko", permission_group_id=group, position=position)
        return center.articles.create(section, made).id

    yield kind(
        "HC articles",
        center.articles,
        create=lambda number: article(f"고객 연락 {number:03}", number + 1),
        update=updating(center.articles, "promoted", value=True),
        delete=lambda each: center.articles.archive(center.articles(id=each)),
        more={"labels": lambda each: _label(center, each), "search": lambda each: _search(center, plain, each)},
    )
    translations = _Translations(center, article)
    yield Kind(
        "HC translations",
        create=translations.create,
        listed=translations.listed,
        update=translations.update,
        delete=center.articles.delete_translation,
        show=translations.show,
        pages=ONE_PAGE,
        more={"missing": translations.missing},
    )
    yield kind(
        "HC user segments",
        center.user_segments,
        lambda number: UserSegment(name=f"대상 {number:03}", user_type="staff"),
        "name",
    )
    yield kind(
        "HC permission groups",
        center.permission_groups,
        lambda number: ManagementPermissionGroup(name=f"권한 {number}", edit=[], publish=[]),
        "name",
        many=40,
    )


def _search(center: Any, plain: Plain, article: Id) -> tuple[object, object]:
    plain.wait(600)
    return True, article in {each.id for each in center.articles.search(query="고객")}


def _label(center: Any, article: Id) -> tuple[object, object]:
    label = center.labels.create(article, Label(name="연락"))
    found = [each.name for each in center.articles.labels(article)]
    center.labels.delete(article, label)
    return ["연락"], found


class _Translations:
    """English translations of articles, each of an article of its own."""

    def __init__(self, center: Any, article: Callable[[str], Id]) -> None:
        self._articles, self._article = center.articles, article
        self._of: dict[Id, Id] = {}

    def create(self, number: int) -> Id:
        article = self._article(f"번역 {number}")
        text = Translation(locale="en-us", title=f"Contact {number}", body="<p>text</p>")
        made = self._articles.create_translation(article, text).id
        self._of[made] = article
        return made

    def listed(self) -> list[Id]:
        return [each.id for article in self._of.values() for each in self._articles.translations(article)]

    def update(self, translation: Id) -> tuple[object, object]:
        self._articles.update_translation(self._of[translation], Translation(locale="en-us", title="Changed"))
        return "Changed", self.show(translation).title

    def show(self, translation: Id) -> Any:
        return self._articles.show_translation(self._of[translation], "en-us")

    def missing(self, translation: Id) -> tuple[object, object]:
        return [], list(self._articles.missing_translations(self._of[translation]))
