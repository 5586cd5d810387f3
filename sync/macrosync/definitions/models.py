"""What an author writes, as typed models. The JSON Schemas for editors are made from these.

Every model refuses unknown keys. Texts keep their places (`Text`), so that checks can point at them.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from macrosync.definitions.channel import Channel
from macrosync.definitions.model import Model
from macrosync.definitions.text import Text

_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def _key(value: Text) -> Text:
    if not _KEY.fullmatch(value):
        raise PydanticCustomError(
            "bad-key", "is no key: write it in small ASCII letters, digits and single hyphens, such as `lost-item`"
        )
    return value


def _not_blank(value: Text) -> Text:
    if not value.strip():
        raise PydanticCustomError("blank-text", "is blank: write the text, or delete the key")
    return value


def _one_line(value: Text) -> Text:
    """Names and titles are compared, and Zendesk drops white space around them, so it is dropped here already."""
    line = _not_blank(value).trimmed()
    if "\n" in line:
        raise PydanticCustomError("more-than-one-line", "has more than one line: write it in one")
    return line


Key = Annotated[
    Text,
    AfterValidator(_key),
    Field(
        description="A name that never changes: small ASCII letters, digits, hyphens.",
        json_schema_extra={"pattern": f"^{_KEY.pattern}$"},
    ),
]
Line = Annotated[Text, AfterValidator(_one_line)]
Prose = Annotated[Text, AfterValidator(_not_blank)]
Version = Annotated[
    int,
    Field(description="Raise it by one with every change of wording.", ge=1, strict=True),
]
Origin = Annotated[
    Text,
    AfterValidator(_one_line),
    Field(description="The article that the wording was carried over from, or `new`: to be approved."),
]
ConsultTypePath = Annotated[
    Text,
    AfterValidator(_one_line),
    Field(description="A path such as 대리_기사 ▶ 배정/운행 ▶ 운행정책; a level means all below it."),
]


class Answer(Model):
    """One of several answers, chosen by the ticket's consult type."""

    title: Annotated[Line, Field(description="Shown above the answer where several are shown.")]
    consult_types: Annotated[tuple[ConsultTypePath, ...], Field(min_length=1)]
    reply: Annotated[Prose, Field(description="What the driver is told.")]


class ConsentValues(Model):
    """What a consent script is bound to."""

    script: Annotated[Key, Field(description="The key of the consent script.")]
    values: Annotated[dict[str, Line], Field(description="A value for each parameter of the script.")]


class Step(Model):
    """A step of an answer: exactly one of `reply`, `answers`, `consent`."""

    key: Key
    title: Annotated[Line, Field(description="The heading in the article.")]
    macro: Annotated[
        Line | None,
        Field(description="The macro's name where it is not the step's title; always our wording."),
    ] = None
    source: Origin | None = None
    reply: Annotated[Prose | None, Field(description="What the driver is told, on every channel.")] = None
    answers: Annotated[
        tuple[Answer, ...] | None,
        Field(min_length=1, description="Answers by consult type; others see all of them."),
    ] = None
    consent: Annotated[ConsentValues | None, Field(description="A consent script, bound to values.")] = None

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        given = [name for name in ("reply", "answers", "consent") if getattr(self, name) is not None]
        if len(given) != 1:
            what = " and ".join(f"`{name}`" for name in given) if given else "none of them"
            raise PydanticCustomError(
                "one-of",
                "has {what}: give it exactly one of `reply`, `answers` and `consent`",
                {"what": what},
            )
        return self

    @property
    def name(self) -> Text:
        """The macro's name, without menu and number."""
        return self.macro or self.title


class Question(Model):
    """A question that drivers ask: a file in an article's folder."""

    key: Key
    version: Version
    source: Origin
    question: Annotated[Line, Field(description="The question, as the article's heading.")]
    consult_types: Annotated[tuple[ConsultTypePath, ...], Field(min_length=1)]
    guidance: Annotated[
        tuple[Prose, ...], Field(description="For agents only: shown in the article, never in a reply.")
    ] = ()
    steps: Annotated[tuple[Step, ...], Field(min_length=1)]
    note: Annotated[
        Prose | None, Field(description="For agents only; may link to [Q1.](question:KEY) of this article.")
    ] = None


class Article(Model):
    """article.yaml: the article that all questions of its folder become."""

    key: Key
    version: Version
    source: Origin
    title: Line
    menu: Annotated[Line, Field(description="The second level of the macros' menu, such as 고객연락.")]
    questions: Annotated[tuple[Key, ...], Field(min_length=1, description="Keys, in the article's order.")]
    related: Annotated[tuple[Key, ...], Field(description="Keys of related articles and consent scripts.")] = ()


class Parameter(Model):
    """A blank of a consent script."""

    label: Annotated[Line, Field(description="What an agent reads in a blank that is not bound: 【제공 항목】.")]
    fill_in: Annotated[
        Line | None,
        Field(description="The whole text of a blank that is not bound, where it is more than the label."),
    ] = None


class Told(Model):
    """The words that tell one thing that the law wants told; a `{parameter}` stands for its value."""

    chat: Line
    phone: Line


class ConsentScript(Model):
    """A consent script: parameters, a text per channel, and the words that tell what the law wants told."""

    key: Key
    version: Version
    source: Origin
    title: Annotated[Line, Field(description="The article's title.")]
    name: Annotated[Line, Field(description="The macro's name.")]
    menu: Annotated[Line, Field(description="The second level of the macros' menu.")]
    parameters: Annotated[dict[str, Parameter], Field(min_length=1)]
    chat: Annotated[Prose, Field(description="The chat text; a blank is written {parameter: as the source has it}.")]
    phone: Annotated[Prose, Field(description="The phone text; the same blanks.")]
    told: Annotated[
        dict[Literal["recipient", "purpose", "items", "period", "refusal", "consequence"], Told],
        Field(description="What Art. 17(2) of the Personal Information Protection Act wants told, and how."),
    ]

    def text(self, channel: Channel) -> Text:
        """The text of one channel, with its blanks."""
        return self.chat if channel is Channel.CHAT else self.phone


class ConsultType(Model):
    """A node of the consult-type tree."""

    name: Line
    slug: Annotated[Key, Field(description="The node's part of the tag.")]
    types: tuple[ConsultType, ...] = ()


class Tagging(Model):
    """The words for the triggers that tag a ticket with each level of its consult type."""

    source: Origin
    add: Annotated[Line, Field(description="Begins the name of a trigger that adds a level's tags.")]
    remove: Annotated[Line, Field(description="Begins the name of a trigger that removes a level's tags.")]


class ConsultTypes(Model):
    """workflows/consult-types.yaml: the tree, and the ticket field that holds it."""

    key: Key
    version: Version
    source: Origin
    title: Annotated[Line, Field(description="The ticket field's title.")]
    types: Annotated[tuple[ConsultType, ...], Field(min_length=1)]
    tagging: Annotated[
        Tagging | None,
        Field(description="Names of the triggers that tag a ticket with every level; without it there are none."),
    ] = None


class ChannelLayout(Model):
    """How the macros of one channel look."""

    menu: Annotated[Line, Field(description="The first level of the macros' menu.")]
    label: Annotated[Line, Field(description="The channel's name in a consent table.")]
    said: Annotated[
        Line | None, Field(description="The first line of an internal note, which says that this was said.")
    ] = None


class ArticleLayout(Model):
    """The fixed words of an article."""

    contents: Line
    consult_types: Line
    related: Annotated[Line, Field(description="Goes before the links to related articles.")]


class Layout(Model):
    """macros/layout.yaml: the words around the scripts, the same for all of them."""

    key: Key
    version: Version
    source: Origin
    chat: ChannelLayout
    phone: ChannelLayout
    article: ArticleLayout
    made: Annotated[
        Line,
        Field(description="What an admin reads in Zendesk about where it was made; {file} is the file's path."),
    ]

    def channel(self, channel: Channel) -> ChannelLayout:
        """The layout of one channel."""
        return self.chat if channel is Channel.CHAT else self.phone
