"""Any calls about categories, sections, articles and their translations, against a model of the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, invariant, multiple, precondition, rule
from tests.soundness.effort import SETTINGS
from tests.soundness.machine import AccountMachine

if TYPE_CHECKING:
    from tests.local_zendesk.client import Data

HC = "help_center"
TITLES = st.text("가나다 ", min_size=1, max_size=4).map(lambda text: f"제목{text}".strip())
BODIES = st.sampled_from(["", "<p>본문</p>", "<p>가<br>나 &amp; 다</p>"])
LABELS = st.lists(st.sampled_from(["a", "A", "라벨"]), max_size=3, unique=True)
LOCALES = st.sampled_from(["ko", "en-us"])
TEXTS = st.fixed_dictionaries({"title": TITLES, "body": BODIES, "draft": st.booleans()})


class ArticleMachine(AccountMachine):
    """Sections in categories; articles in sections, each with its texts by locale and its times."""

    sections = Bundle("sections")
    articles = Bundle("articles")

    def __init__(self) -> None:
        super().__init__()
        self.group = self.api.get("guide/permission_groups")["permission_groups"][0]["id"]
        self.staff = {each["name"]: each["id"] for each in self.api.get(f"{HC}/user_segments")["user_segments"]}
        self.names: dict[int, str] = {}  # of categories
        self.places: dict[int, int] = {}  # the category of each section
        self.model: dict[int, Data] = {}
        self.texts: dict[int, dict[str, Data]] = {}
        self.changed: dict[int, str] = {}

    @precondition(lambda self: len(self.places) < 3)
    @rule(target=sections, name=TITLES)
    def create_section(self, name: str) -> int:
        category = self.api.post(f"{HC}/ko/categories", {"category": {"name": name}})["category"]
        self.names[self.new_id(category["id"])] = name
        section = self.api.post(f"{HC}/ko/categories/{category['id']}/sections", {"section": {"name": name}})["section"]
        self.places[self.new_id(section["id"])] = category["id"]
        return int(section["id"])

    @rule(section=sections, name=TITLES)
    def rename_category(self, section: int, name: str) -> None:
        """A PUT of name and description answers 200 and changes nothing (REC)."""
        category = self.places.get(section)
        if category is not None:
            body = {"category": {"name": name, "description": name}}
            self.api.put(f"{HC}/categories/{category}", body)
            found = self.api.get(f"{HC}/categories/{category}")["category"]
            assert (found["name"], found["description"]) == (self.names[category], "")

    @rule(target=articles, section=sections, locale=LOCALES, texts=TEXTS, labels=LABELS)
    def create(self, section: int, locale: str, texts: Data, labels: list[str]) -> Data:
        now = self.tick()
        path = f"{HC}/{locale}/sections/{section}/articles"
        article = {**texts, "permission_group_id": self.group, "user_segment_id": None, "label_names": labels}
        if section not in self.places:
            assert self.status("POST", path, {"article": article}) == 404
            return multiple()
        without = {name: value for name, value in article.items() if name != "permission_group_id"}
        assert self.status("POST", path, {"article": without}) == 400
        made = self.api.post(path, {"article": article, "notify_subscribers": False})["article"]
        identity = int(self.new_id(made["id"]))
        metadata = {"section_id": section, "label_names": labels, "user_segment_id": None, "promoted": False}
        self.model[identity] = {**metadata, "source_locale": locale, "position": 0}
        self.texts[identity] = {locale: texts}
        self.changed[identity] = now
        return identity

    @rule(
        article=articles,
        given=st.fixed_dictionaries(
            {},
            optional={"label_names": LABELS, "promoted": st.booleans(), "position": st.integers(0, 9), "title": TITLES}
            | {"body": BODIES, "draft": st.booleans()},
        ),
        staff=st.one_of(st.none(), st.booleans()),
    )
    def update(self, article: int, given: Data, *, staff: bool | None) -> None:
        """Metadata alone: title, body, locale and draft are passed over, and answered 200 (REF articles#update)."""
        now, body = self.tick(), dict(given)
        if staff is not None:
            body["user_segment_id"] = next(iter(self.staff.values())) if staff else None
        if article not in self.model:
            assert self.status("PUT", f"{HC}/articles/{article}", {"article": body}) == 404
            return
        self.api.put(f"{HC}/articles/{article}", {"article": body})
        before = self.model[article]
        after = before | {name: value for name, value in body.items() if name in before}
        self.model[article] = after
        if after != before:
            self.changed[article] = now

    @rule(article=articles, locale=LOCALES, texts=TEXTS)
    def translate(self, article: int, locale: str, texts: Data) -> None:
        """POST makes a translation that there is not, PUT changes one that there is."""
        now, held = self.tick(), self.texts.get(article, {})
        path = f"{HC}/articles/{article}/translations"
        if locale in held or article not in self.model:
            expected = 200 if locale in held else 404
            assert self.status("PUT", f"{path}/{locale}", {"translation": texts}) == expected
        else:
            assert self.status("PUT", f"{path}/{locale}", {"translation": texts}) == 404
            self.api.post(path, {"translation": {**texts, "locale": locale}})
        if article in self.model:
            if held.get(locale) != texts:  # the same again leaves updated_at alone (facts on the Help Center)
                self.changed[article] = now
            held[locale] = texts

    @rule(article=articles)
    def translate_the_same_again(self, article: int) -> None:
        for locale, texts in self.texts.get(article, {}).items():
            self.tick()
            self.api.put(f"{HC}/articles/{article}/translations/{locale}", {"translation": texts})

    @rule(article=articles)
    def archive(self, article: int) -> None:  # REF articles: gone from the API
        if article in self.model:
            self.api.delete(f"{HC}/articles/{article}")
            self._forget(article)
        assert self.status("GET", f"{HC}/articles/{article}") == 404
        assert self.status("DELETE", f"{HC}/articles/{article}") == 404

    @rule(section=sections)
    def delete_section(self, section: int) -> None:  # REF sections: with its articles
        if self.places.pop(section, None) is None:
            assert self.status("DELETE", f"{HC}/sections/{section}") == 404
            return
        self.api.delete(f"{HC}/sections/{section}")
        for article in [each for each, held in self.model.items() if held["section_id"] == section]:
            self._forget(article)

    @rule(label=st.sampled_from(["a", "A", "라벨"]), size=st.integers(1, 4))
    def list_by_label(self, label: str, size: int) -> None:  # REF: case counts
        expected = {each for each, held in self.model.items() if label in held["label_names"]}
        found = self.by_offset(f"{HC}/articles", "articles", size, label_names=label)
        assert sorted(each["id"] for each in found) == sorted(expected)

    @rule(locale=LOCALES, size=st.integers(1, 4))
    def list_in_a_locale(self, locale: str, size: int) -> None:
        found = [each["id"] for each in self._pages(f"{HC}/{locale}/articles", size)]
        assert sorted(found) == sorted(each for each, held in self.texts.items() if locale in held)

    @invariant()
    def articles_are_as_the_facts_say(self) -> None:
        found = {each["id"]: each for each in self.api.get(f"{HC}/articles", per_page=100)["articles"]}
        assert set(found) == set(self.model)
        for identity, held in self.model.items():
            own = self.texts[identity][held["source_locale"]]
            shown = {**held, **own, "locale": held["source_locale"], "updated_at": self.changed[identity]}
            assert {name: found[identity][name] for name in shown} == shown
            listed = self.api.get(f"{HC}/articles/{identity}/translations")["translations"]
            texts = {each["locale"]: {name: each[name] for name in ("title", "body", "draft")} for each in listed}
            assert texts == self.texts[identity]

    def _pages(self, path: str, size: int) -> list[Data]:
        """`next` is left out at the end (REC)."""
        page = self.api.page(path, size)
        listed = list(page["articles"])
        while page["meta"]["has_more"]:
            page = self.api.call("GET", self._path(page["links"]["next"])).json()
            listed += page["articles"]
        assert "next" not in page["links"]
        return listed

    def _forget(self, article: int) -> None:
        del self.model[article], self.texts[article]


TestArticles = ArticleMachine.TestCase
TestArticles.settings = SETTINGS
