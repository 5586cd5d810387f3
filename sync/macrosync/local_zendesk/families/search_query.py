"""The language of searches, as far as it is served (REF search; SUP 4408886879258): words, phrases, and properties.

`type:ticket status<solved tags:lost "gate code" -priority:low created>2026-01-01`. Of equal properties one has to
hold, of different ones all. What is not served is answered 501, and named.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from macrosync.local_zendesk import api_errors

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPES = ("ticket", "user", "group", "organization")
#: Fields that results can be ordered by, as the query and the parameters call them (REF search).
SORTS = {
    "created": "created_at",
    "created_at": "created_at",
    "updated": "updated_at",
    "updated_at": "updated_at",
    "priority": "priority",
    "status": "status",
    "ticket_type": "type",
}
_TERM = re.compile(
    r'(?P<no>-?)(?P<key>[a-z_][a-z_0-9]*)(?P<operator>[:<>]=?|=)(?P<value>"[^"]*"|\S*)|(?P<word>-?(?:"[^"]*"|\S+))'
)
_OPERATORS = frozenset({":", "<", ">", "<=", ">="})


@dataclass(frozen=True, slots=True)
class Term:
    """One property: `key` `operator` `value`; with `negative` it may not hold."""

    key: str
    operator: str
    value: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Word:
    """A word or phrase that some text of the record has to hold."""

    text: str
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A whole search; without `type` it is over every kind of record."""

    type: str | None = None
    terms: tuple[Term, ...] = ()
    words: tuple[Word, ...] = ()
    order_by: str | None = None
    descending: bool = True


def parsed(text: str) -> Query:
    """The query that a text is. Raises 422 for one that is none, and 501 for what is not served."""
    query = Query()
    for found in _TERM.finditer(text):
        query = _with_word(query, found["word"]) if found["word"] is not None else _with_term(query, _term(found))
    return query


def checked_sort(name: str) -> str:
    """The field that a name orders by. Raises 422."""
    if name not in SORTS:
        raise api_errors.search_invalid(f"{name} cannot be sorted by")
    return SORTS[name]


def alternatives(terms: tuple[Term, ...]) -> Iterator[tuple[Term, ...]]:
    """Terms of which one has to hold each: equal properties are alternatives, comparisons and negatives are not."""
    together: dict[str, list[Term]] = {}
    for term in terms:
        if term.operator == ":" and not term.negative:
            together.setdefault(term.key, []).append(term)
        else:
            yield (term,)
    yield from (tuple(each) for each in together.values())


def _term(found: re.Match[str]) -> Term:
    operator, value = found["operator"], found["value"].strip('"')
    if operator not in _OPERATORS:
        raise api_errors.not_built(f"the search operator {operator}")
    if not value:
        raise api_errors.search_invalid(f"{found['key']} has no value")
    if "*" in value:
        raise api_errors.not_built(f"the search wildcard * ({found[0]})")
    return Term(found["key"], operator, value, bool(found["no"]))


def _with_term(query: Query, term: Term) -> Query:
    match term.key:
        case "type":
            if term.value not in TYPES:
                raise api_errors.search_invalid(f"{term.value} is not a type")
            if term.negative or query.type not in {None, term.value}:
                raise api_errors.not_built("a search over some types (more than one type, or -type)")
            return replace(query, type=term.value)
        case "order_by":
            return replace(query, order_by=checked_sort(term.value))
        case "sort":
            if term.value not in {"asc", "desc"}:
                raise api_errors.search_invalid(f"{term.value} is not asc or desc")
            return replace(query, descending=term.value == "desc")
    return replace(query, terms=(*query.terms, term))


def _with_word(query: Query, word: str) -> Query:
    negative, text = word.startswith("-"), word.removeprefix("-").strip('"')
    if "*" in text:
        raise api_errors.not_built(f"the search wildcard * ({word})")
    return replace(query, words=(*query.words, Word(text, negative))) if text else query
