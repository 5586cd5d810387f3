"""A fixed catalogue of mistakes in the rules, one at a time: what a scenario should notice.

They are made in the JSON that the definitions compile to, which is what would run. Not among them is what the
definitions could not compile to in any account, and what macrosync.rules cannot run: nothing is noticed by that.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from macrosync.definitions.wording import shown
from macrosync.resources import Kind
from macrosync.scenarios import neighbours, webhook_bodies
from macrosync.scenarios.commuting import commute
from macrosync.scenarios.coverage import ALL, ANY, said

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from macrosync.resources import Json, Payload, Source
    from macrosync.scenarios.account import Account, Rule

_WEBHOOK = "notification_webhook"
#: A macro's texts are its script's; of what it says, only who reads it is a rule.
_TEXTS = frozenset({"comment_value", "comment_value_html", "subject"})
_MODE = "comment_mode_is_public"


class Category(StrEnum):
    """The sorts of mistakes."""

    OPERATOR = "operator"
    VALUE = "value"
    TAG = "tag"
    ORDER = "order"
    DROPPED_CONDITION = "dropped condition"
    DROPPED_ACTION = "dropped action"
    ALL_ANY = "all/any"
    BODY = "webhook body"


@dataclass(frozen=True, slots=True)
class Mutant:
    """One mistake: the rule as it is and as it would be, what is wrong in words, and the account with it.

    `other` is the rule that has changed places with it, where that is the mistake.
    """

    rule: Rule
    changed: Rule
    category: Category
    what: str
    account: Account
    other: Rule | None = None

    @property
    def key(self) -> str:
        """The rule's key."""
        return self.rule.key

    @property
    def kind(self) -> Kind:
        """What sort of rule it is."""
        return self.rule.kind

    @property
    def source(self) -> Source:
        """The line of the definitions that an author would look at."""
        return self.rule.source


def mutants(account: Account) -> Iterator[Mutant]:
    """Every mistake in every rule and macro of ours, rule by rule in the order in which they run."""
    for rule in mutable(account):
        yield from mutants_of(rule, account)


def mutable(account: Account) -> tuple[Rule, ...]:
    """What mistakes are made in: the triggers and automations of ours, then the macros."""
    return (*account.rules(), *(macro for macro in account.macros.values() if macro.ours))


def mutants_of(rule: Rule, account: Account) -> Iterator[Mutant]:
    """Every mistake in one rule."""
    if rule.kind is not Kind.MACRO:
        yield from _conditions(rule, account)
        yield from _lists(rule, account)
    yield from _actions(rule, account)
    yield from _order(rule, account)


def _conditions(rule: Rule, account: Account) -> Iterator[Mutant]:
    for part in (ALL, ANY):
        listed = rule.conditions(part)
        for at, condition in enumerate(listed):
            name = f"condition {part}[{at + 1}]"

            def made(category: Category, what: str, *by: Payload, at: int = at, part: str = part) -> Mutant:
                conditions: dict[str, Sequence[Payload]] = {each: rule.conditions(each) for each in (ALL, ANY)}
                conditions[part] = [*conditions[part][:at], *by, *conditions[part][at + 1 :]]
                return _mutant(rule, account, category, what, conditions=conditions)

            for other in neighbours.operators(condition, rule.kind, account):
                yield made(Category.OPERATOR, f"{name} {said(condition)} → {said(other)}", other)
            for other in neighbours.values(condition, rule.kind, account):
                yield made(Category.VALUE, f"{name} {said(condition)} → {said(other)}", other)
            for tag, instead, other in neighbours.retagged(condition):
                yield made(Category.TAG, f"{name} {said(condition)}: {tag} → {instead}", other)
            yield made(Category.DROPPED_CONDITION, f"{name} {said(condition)} dropped")


def _lists(rule: Rule, account: Account) -> Iterator[Mutant]:
    """A condition in the other list; where that one is empty, all of them, since one alone means the same in both."""
    conditions = {ALL: rule.conditions(ALL), ANY: rule.conditions(ANY)}
    for part, other in ((ALL, ANY), (ANY, ALL)):
        own, others = conditions[part], conditions[other]
        if not others:
            if len(own) > 1:
                swapped: dict[str, Sequence[Payload]] = {part: others, other: own}
                what = f"every condition of `{part}` in `{other}`"
                yield _mutant(rule, account, Category.ALL_ANY, what, conditions=swapped)
            if part == ALL:
                continue
        if part == ANY and len(own) == 1:
            continue
        for at, condition in enumerate(own):
            moved: dict[str, Sequence[Payload]] = {part: [*own[:at], *own[at + 1 :]], other: [*others, condition]}
            what = f"condition {part}[{at + 1}] {said(condition)} in `{other}`"
            yield _mutant(rule, account, Category.ALL_ANY, what, conditions=moved)


def _actions(rule: Rule, account: Account) -> Iterator[Mutant]:
    listed = rule.actions
    for at, action in enumerate(listed):
        if str(action["field"]) in _TEXTS:
            continue
        name = f"action [{at + 1}]"
        before, behind = listed[:at], listed[at + 1 :]
        for category, what, other in _other_actions(rule, account, name, action):
            yield _mutant(rule, account, category, what, actions=[*before, other, *behind])
        if action["field"] != _MODE:
            what = f"{name} {said(action)} dropped"
            yield _mutant(rule, account, Category.DROPPED_ACTION, what, actions=[*before, *behind])


def _other_actions(rule: Rule, account: Account, name: str, action: Payload) -> Iterator[tuple[Category, str, Payload]]:
    for other in neighbours.actions(action, rule.kind, account):
        yield Category.VALUE, f"{name} {said(action)} → {said(other)}", other
    for tag, instead, other in neighbours.retagged(action):
        yield Category.TAG, f"{name} {said(action)}: {tag} → {instead}", other
    match action.get("field"), action.get("value"):
        case str(field), [webhook, str(body)] if field == _WEBHOOK:
            for what, text in webhook_bodies.mutated(body, account):
                yield Category.BODY, f"{name} body: {shown(what, 200)}", {**action, "value": [webhook, text]}


def _order(rule: Rule, account: Account) -> Iterator[Mutant]:
    """The rule behind the one that runs next, where that may matter; the account's own rules stand where they are."""
    rules = _run_with(rule, account)
    for at, (first, second) in enumerate(pairwise(rules)):
        if first is rule and second.ours and not commute(first, second, account):
            swapped = _ordered(account, rule.kind, (*rules[:at], second, first, *rules[at + 2 :]))
            yield Mutant(rule, rule, Category.ORDER, f"runs behind {second.key}", swapped, second)


def _mutant(
    rule: Rule,
    account: Account,
    category: Category,
    what: str,
    *,
    conditions: dict[str, Sequence[Payload]] | None = None,
    actions: Sequence[Payload] | None = None,
) -> Mutant:
    payload: dict[str, Json] = dict(rule.payload)
    if conditions is not None:
        lists: dict[str, Json] = {part: [dict(each) for each in listed] for part, listed in conditions.items()}
        payload["conditions"] = lists
    if actions is not None:
        payload["actions"] = [dict(each) for each in actions]
    changed = replace(rule, payload=payload)
    return Mutant(rule, changed, category, account.in_words(what), _with(account, rule, changed))


def _with(account: Account, rule: Rule, changed: Rule) -> Account:
    """The account with one rule in the place of another."""
    if rule.kind is Kind.MACRO:
        return replace(account, macros={**account.macros, rule.key: changed})
    return _ordered(account, rule.kind, tuple(changed if each is rule else each for each in _run_with(rule, account)))


def _run_with(rule: Rule, account: Account) -> tuple[Rule, ...]:
    """The rules of its kind that run in order; a macro runs by itself."""
    return {Kind.TRIGGER: account.triggers, Kind.AUTOMATION: account.automations}.get(rule.kind, ())


def _ordered(account: Account, kind: Kind, rules: tuple[Rule, ...]) -> Account:
    return replace(account, triggers=rules) if kind is Kind.TRIGGER else replace(account, automations=rules)
