"""What one definition says of another: questions, articles, consent scripts, consult types.

Where a file could not be read, what refers to it leads nowhere too, and is not reported besides.
"""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from macrosync.checks import lost_items
from macrosync.compiler import consult_types, text
from macrosync.compiler.articles import QUESTION_LINK
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Question
from macrosync.definitions.tree import ARTICLE, Holds, holds
from macrosync.definitions.wording import shown
from macrosync.resources import Finding, Source
from macrosync.rules.liquid import LiquidInvalid

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from macrosync.compiler.consult_types import Leaf
    from macrosync.definitions.load import Definitions
    from macrosync.definitions.target import Target
    from macrosync.definitions.text import Text

_NUMBER = re.compile(r"Q(\d+)\.?")


def check(definitions: Definitions, unread: Collection[str], target: Target) -> Iterator[Finding]:
    """Every reference that leads nowhere; `unread` are the paths of the files that could not be read."""
    trees = [tree for _, tree in definitions.all(ConsultTypes)]
    if trees:
        yield from _consult_types(definitions, consult_types.leaves(trees[0]))
        yield from _trigger_category(trees[0], target)
    for _, article in definitions.all(Article):
        yield from _repeated(article.questions)
        yield from _repeated(article.related)
    yield from _notes(definitions)
    yield from _cycles(definitions)
    yield from _questions(definitions, unread)
    missing = {_holds(path) for path in unread}
    yield from lost_items.check(definitions, target, questions_read=not missing & {Holds.QUESTION, None})
    if not missing & {Holds.ARTICLE, Holds.CONSENT_SCRIPT, None}:
        yield from _related(definitions)
    if not missing & {Holds.CONSENT_SCRIPT, None}:
        yield from _scripts(definitions)


def _holds(path: str) -> Holds | None:
    """What an unread file would hold; None where it cannot be told, so that it may be anything."""
    return holds(f"{path.removesuffix('.yml')}.yaml" if path.endswith(".yml") else path)


def _trigger_category(tree: ConsultTypes, target: Target) -> Iterator[Finding]:
    if tree.tagging and target.trigger_category is None:
        message = (
            "These are the names of triggers, and macrosync.toml names no `trigger_category` that they stand in: add "
            "it to [defaults]."
        )
        yield Finding(tree.tagging.add.source, "trigger-category-missing", message)


def _questions(definitions: Definitions, unread: Collection[str]) -> Iterator[Finding]:
    articles = {loaded.file.folder: article for loaded, article in definitions.all(Article)}
    folders = {loaded.file.folder for loaded, _ in definitions.all(Question)}
    for folder in sorted(folders - set(articles)):
        if f"{folder}/{ARTICLE}" not in unread:
            message = f"{shown(folder)} has questions and no {ARTICLE}: add one that lists them."
            yield Finding(Source(f"{folder}/{ARTICLE}"), "file-missing", message)
    for folder, article in articles.items():
        questions = definitions.questions(folder)
        if not any(path.startswith(f"{folder}/") or _holds(path) is None for path in unread):
            for listed in article.questions:
                if listed not in questions:
                    yield _unknown(listed, "question", questions, "unknown-question")
        for key, (_, question) in questions.items():
            if key not in article.questions:
                message = f"`{shown(key)}` is not among the `questions` of {shown(folder)}/{ARTICLE}: add it there."
                yield Finding(question.key.source, "question-not-listed", message)


def _related(definitions: Definitions) -> Iterator[Finding]:
    keys = {article.key for _, article in definitions.all(Article)}
    keys |= {script.key for _, script in definitions.all(ConsentScript)}
    for _, article in definitions.all(Article):
        for key in article.related:
            if key not in keys:
                yield _unknown(key, "article or consent script", keys, "unknown-article")


def _scripts(definitions: Definitions) -> Iterator[Finding]:
    keys = {script.key for _, script in definitions.all(ConsentScript)}
    for _, question in definitions.all(Question):
        for step in question.steps:
            if step.consent and step.consent.script not in keys:
                yield _unknown(step.consent.script, "consent script", keys, "unknown-consent-script")


def _consult_types(definitions: Definitions, leaves: tuple[Leaf, ...]) -> Iterator[Finding]:
    known = _paths(leaves)
    for _, question in definitions.all(Question):
        for path in question.consult_types:
            if not consult_types.under(path, leaves):
                yield _unknown(path, "consult type", known, "unknown-consult-type")
        yield from _twice(question.consult_types, leaves)
        yield from _answers(question, leaves, known)


def _twice(paths: tuple[Text, ...], leaves: tuple[Leaf, ...]) -> Iterator[Finding]:
    """Paths that say again what one before them says, which the article would show twice."""
    taken: dict[Leaf, Text] = {}
    for path in paths:
        for leaf in consult_types.under(path, leaves):
            if leaf in taken:
                message = f"`{shown(leaf.path)}` is there already, through {taken[leaf].source}: keep one of the two."
                yield Finding(path.source, "consult-type-twice", message)
                break
            taken[leaf] = path


def _answers(question: Question, leaves: tuple[Leaf, ...], known: Collection[str]) -> Iterator[Finding]:
    own = {leaf for path in question.consult_types for leaf in consult_types.under(path, leaves)}
    for step in question.steps:
        taken: dict[Leaf, Text] = {}
        for path in (path for answer in step.answers or () for path in answer.consult_types):
            chosen = consult_types.under(path, leaves)
            if not chosen:
                yield _unknown(path, "consult type", known, "unknown-consult-type")
            for leaf in chosen:
                if leaf in taken:
                    message = f"`{shown(leaf.path)}` has an answer already, at {taken[leaf].source}: give it one."
                    yield Finding(path.source, "answers-overlap", message)
                elif leaf not in own:
                    name = shown(leaf.path)
                    message = f"`{name}` is none of the question's `consult_types`: add it there, or drop it here."
                    yield Finding(path.source, "answers-outside", message)
                taken.setdefault(leaf, path)


def _notes(definitions: Definitions) -> Iterator[Finding]:
    """Links of notes to questions: that they are there, and that `Q1.` is still the first."""
    for loaded, article in definitions.all(Article):
        numbers = {str(key): number for number, key in enumerate(article.questions, 1)}
        for _, question in definitions.questions(loaded.file.folder).values():
            if question.note:
                yield from _links(question.note, numbers)


def _links(note: Text, numbers: dict[str, int]) -> Iterator[Finding]:
    try:
        found = text.links(note)
    except LiquidInvalid:
        return  # a finding of the texts
    for words, address in found:
        if not address.startswith(QUESTION_LINK):
            continue
        key = address.removeprefix(QUESTION_LINK)
        place = note.at(max(note.find(f"]({address}"), 0))
        number = _NUMBER.fullmatch(words.strip())
        if key not in numbers:
            message = f"`{shown(key)}` is no question of this article{_advice(key, numbers)}"
            yield Finding(place, "unknown-question", message)
        elif number and int(number[1]) != numbers[key]:
            message = f"`{shown(words)}` leads to the question that is Q{numbers[key]} now: write Q{numbers[key]}."
            yield Finding(place, "question-number", message)


def _repeated(keys: Iterable[Text]) -> Iterator[Finding]:
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            yield Finding(key.source, "duplicate-key", f"`{shown(key)}` is listed twice: keep one.")
        seen.add(key)


def _cycles(definitions: Definitions) -> Iterator[Finding]:
    """Articles that lead to each other: the first one could not be written before the second has an id."""
    related = {str(article.key): article.related for _, article in definitions.all(Article)}
    for start, links in related.items():
        for link in links:
            if start in _reached(str(link), related):
                message = f"`{shown(link)}` leads back to `{shown(start)}`: keep the link on one of the two."
                yield Finding(link.source, "related-cycle", message)


def _reached(first: str, related: dict[str, tuple[Text, ...]]) -> set[str]:
    """Every article that one leads to, itself included."""
    seen: set[str] = set()
    ahead = [first]
    while ahead:
        at = ahead.pop()
        if at not in seen:
            seen.add(at)
            ahead += [str(link) for link in related.get(at, ())]
    return seen


def _paths(leaves: tuple[Leaf, ...]) -> list[str]:
    """Every path that means something, inner ones included."""
    paths = {consult_types.ARROW.join(leaf.names[:end]) for leaf in leaves for end in range(1, len(leaf.names) + 1)}
    return sorted(paths)


def _unknown(key: Text, what: str, known: Collection[str], id: str) -> Finding:  # noqa: A002
    return Finding(key.source, id, f"There is no {what} `{shown(key)}`{_advice(key, known)}")


def _advice(key: str, known: Collection[str]) -> str:
    close = get_close_matches(key, known, n=1)
    return f": did you mean `{shown(close[0])}`?" if close else ": mend its name, or add it."
