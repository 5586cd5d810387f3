"""Definitions to desired resources. Pure: the same files and target always give the same payloads."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from macrosync.compiler import articles, consult_type_triggers, consult_types, help_center, macros
from macrosync.definitions import Article, ConsentScript, ConsultTypes, Layout
from macrosync.resources import Kind, Ref

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.definitions import Definitions
    from macrosync.definitions.settings import Target
    from macrosync.resources import Resource


def compile(definitions: Definitions, target: Target) -> tuple[Resource, ...]:  # noqa: A001 - the design's word
    """Everything that the definitions want to be in one account.

    The definitions are without findings on references; LookupError otherwise.
    """
    tree_file, tree = next(iter(definitions.all(ConsultTypes)))
    context = macros.Context(
        definitions=definitions,
        layout=definitions.one(Layout),
        target=target,
        leaves=consult_types.leaves(tree),
        field=Ref(Kind.TICKET_FIELD, tree.key),
    )
    return (
        consult_types.field(tree_file, tree, context.made(tree_file.file.path)),
        *consult_types.forms(context.field, target),
        *consult_type_triggers.resources(tree, target, context.made(tree_file.file.path)),
        *_macros(context),
        *help_center.places(target),
        *_articles(context),
    )


def _macros(context: macros.Context) -> Iterator[Resource]:
    for loaded, article in context.definitions.all(Article):
        questions = context.definitions.questions(loaded.file.folder)
        for number, key in enumerate(article.questions, 1):
            file, question = questions[key]
            yield from macros.of_question(context, article, number, question, file.file.path)
    numbers: Counter[str] = Counter()
    for loaded, script in context.definitions.all(ConsentScript):
        numbers[script.menu] += 1
        yield from macros.of_consent_script(context, script, numbers[script.menu], loaded.file.path)


def _articles(context: macros.Context) -> Iterator[Resource]:
    for loaded, script in context.definitions.all(ConsentScript):
        yield articles.of_consent_script(context, loaded, script)
    for loaded, article in context.definitions.all(Article):
        yield articles.of_folder(context, loaded, article)
