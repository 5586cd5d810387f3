"""Articles of the Help Center, for agents only: the questions of a folder, and each consent script."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from macrosync.compiler import consent, consult_types, macros
from macrosync.compiler.text import Literal, render
from macrosync.definitions.channel import Channel
from macrosync.definitions.models import Article, ConsentScript
from macrosync.resources import Kind, Payload, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.compiler.macros import Context
    from macrosync.definitions.load import Loaded
    from macrosync.definitions.models import ConsentValues, Question, Step

_TEMPLATES = Environment(
    loader=PackageLoader("macrosync.compiler"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=False,
)
#: A link to a question of the same article is written `[Q1.](question:KEY)`.
QUESTION_LINK = "question:"


@dataclass(frozen=True, slots=True)
class Row:
    """One channel's text in a consent table."""

    channel: str
    text: Markup


@dataclass(frozen=True, slots=True)
class Link:
    """A link to another article of ours; the id is put in when it is known."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One thing below an answer: guidance without a title, a step under its sign, or a consent table."""

    sign: str
    title: str
    text: Markup
    answers: tuple[tuple[str, Markup], ...] = ()
    table: tuple[Row, ...] = ()
    related: Link | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of an article."""

    anchor: str
    number: int
    question: str
    consult_types: tuple[str, ...]
    shown: tuple[Shown, ...]
    note: Markup


def of_folder(context: Context, loaded: Loaded, article: Article) -> Resource:
    """The article of a folder: contents with anchors, and every question with all that an agent needs."""
    questions = context.definitions.questions(loaded.file.folder)
    numbers = {str(key): number for number, key in enumerate(article.questions, 1)}
    entries = tuple(_entry(context, number, questions[key][1]) for key, number in numbers.items())
    linked = {shown.related for entry in entries for shown in entry.shown}
    related = tuple(_link(context, key) for key in article.related)
    body = _TEMPLATES.get_template("article.html.jinja").render(
        entries=entries,
        layout=context.layout.article,
        related=tuple(link for link in related if link not in linked),
    )
    return _resource(context, article, body, loaded)


def of_consent_script(context: Context, loaded: Loaded, script: ConsentScript) -> Resource:
    """The article of a consent script: its texts to the letter of the source."""
    body = _TEMPLATES.get_template("consent.html.jinja").render(
        name=script.name,
        table=tuple(
            Row(
                context.layout.channel(channel).label,
                Markup(render(*consent.as_written(script.text(channel))).html),  # noqa: S704 - sanitised
            )
            for channel in Channel
        ),
    )
    return _resource(context, script, body, loaded)


def _resource(context: Context, of: Article | ConsentScript, body: str, loaded: Loaded) -> Resource:
    target = context.target
    payload: Payload = {
        "title": of.title,
        "body": body,
        "locale": target.locale,
        "section_id": str(Ref(Kind.SECTION, target.section)),
        "user_segment_id": str(Ref(Kind.USER_SEGMENT, target.user_segment)),
        "permission_group_id": str(Ref(Kind.PERMISSION_GROUP, target.permission_group)),
        "label_names": [],
        "draft": False,
        "promoted": False,
        "comments_disabled": True,
    }
    return Resource(Kind.ARTICLE, of.key, of.version, payload, loaded.place())


def _entry(context: Context, number: int, question: Question) -> Entry:
    chosen = tuple(leaf for path in question.consult_types for leaf in consult_types.under(path, context.leaves))
    return Entry(
        anchor=question.key,
        number=number,
        question=question.question,
        consult_types=consult_types.lines(chosen),
        shown=tuple(_shown(context, question)),
        note=_note(question.note) if question.note else Markup(),
    )


def _shown(context: Context, question: Question) -> Iterator[Shown]:
    """Guidance first, then the steps, under one count: ①, ②, … as the source has them.

    A consent table bears its own title and belongs to the step before it, so that it is not counted.
    """
    signs = (_sign(number) for number in count(1))
    for guidance in question.guidance:
        sign = next(signs)
        yield Shown(sign, "", Markup(render(Literal(f"{sign} "), guidance).html))  # noqa: S704 - sanitised
    for step in question.steps:
        if step.consent is not None:
            yield _consent_table(context, step, step.consent)
        elif step.answers is not None:
            answers = tuple((str(answer.title), _html(answer.reply)) for answer in step.answers)
            yield Shown(next(signs), step.title, Markup(), answers=answers)
        else:
            yield Shown(next(signs), step.title, _html(step.reply or ""))


def _consent_table(context: Context, step: Step, bound: ConsentValues) -> Shown:
    """A consent script as this step binds it, and a link to the script itself."""
    rows = tuple(
        Row(
            context.layout.channel(channel).label,
            Markup(macros.reply(context, step, channel).html),  # noqa: S704 - sanitised
        )
        for channel in Channel
    )
    return Shown("", step.title, Markup(), table=rows, related=_link(context, bound.script))


def _sign(number: int) -> str:
    """① to ⑳, then (21), …: Unicode has circled numbers up to 50, but few Korean fonts beyond 20."""
    circled = 20
    return chr(ord("①") + number - 1) if number <= circled else f"({number})"


def _html(markdown: str) -> Markup:
    return Markup(render(markdown).html)  # noqa: S704 - sanitised by nh3 in render


def _note(note: str) -> Markup:
    """A note, with its links to questions turned into anchors."""
    return Markup(render(note.replace(f"]({QUESTION_LINK}", "](#")).html)  # noqa: S704 - sanitised


def _link(context: Context, key: str) -> Link:
    found = context.definitions.by_key(Article, key) or context.definitions.by_key(ConsentScript, key)
    if found is None:
        raise LookupError(f"no article of the key {key}")
    href = f"/hc/{context.target.locale}/articles/{Ref(Kind.ARTICLE, key)}"
    return Link(href, found.title)
