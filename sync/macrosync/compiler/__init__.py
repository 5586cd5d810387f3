"""Definitions to desired resources. Pure: the same files and target always give the same payloads."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from macrosync.compiler import articles, consult_type_triggers, consult_types, help_center, lost_items, macros
from macrosync.compiler.lost_items import Case
from macrosync.compiler.lost_items import fields as case_fields
from macrosync.compiler.lost_items import macros as case_macros
from macrosync.definitions.lost_items import LostItems
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Layout
from macrosync.resources import Kind, Ref, Resource

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.definitions.load import Definitions
    from macrosync.definitions.target import Target


def compile(definitions: Definitions, target: Target) -> tuple[Resource, ...]:  # noqa: A001 - the design's word
    """Everything that the definitions want to be in one account.

    The definitions are without findings on references; LookupError otherwise.
    """
    tree_file, tree = next(iter(definitions.all(ConsultTypes)))
    case = lost_item_case(definitions, target)
    context = macros.Context(
        definitions=definitions,
        layout=definitions.one(Layout),
        target=target,
        leaves=consult_types.leaves(tree),
        field=Ref(Kind.TICKET_FIELD, tree.key),
    )
    fields = [context.field]
    if case is not None:
        context = replace(context, beside=partial(case_macros.of_step, case))
        fields += case_fields.on_forms(case)
    made = context.made(tree_file.file.path)
    rules = (
        *consult_type_triggers.resources(tree, target, made),
        *(lost_items.resources(case, context) if case is not None else ()),
    )
    return (
        consult_types.field(tree_file, tree, made),
        *consult_types.forms(fields, target),
        *_category(rules, target),
        *rules,
        *_macros(context),
        *help_center.places(target),
        *_articles(context),
    )


def lost_item_case(definitions: Definitions, target: Target) -> Case | None:
    """Lost items, where the project has them."""
    for loaded, items in definitions.all(LostItems):
        made = definitions.one(Layout).made.replace("{file}", loaded.file.path)
        return Case(items, target, made)
    return None


def _category(rules: Sequence[Resource], target: Target) -> Iterator[Resource]:
    """The category of triggers that is ours, where one of ours stands in it."""
    if target.trigger_category is not None and any(rule.kind is Kind.TRIGGER for rule in rules):
        name = target.trigger_category
        yield Resource(Kind.TRIGGER_CATEGORY, name, 1, {"name": name}, target.place("trigger_category"))


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
