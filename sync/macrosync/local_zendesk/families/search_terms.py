"""What each property of a search means, in SQL over a record's body (SUP 4408886879258)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, TypeAlias

from macrosync.local_zendesk import api_errors
from macrosync.local_zendesk.clock import stamp
from macrosync.local_zendesk.documents import FIELD, Filter
from macrosync.local_zendesk.families.search_query import Query, Term, Word, alternatives
from macrosync.local_zendesk.families.ticket_placeholders import ZONE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import tzinfo

    from macrosync.local_zendesk.context import Context

    Meaning: TypeAlias = Callable[[Context, Term], Filter]

STATUSES = ("new", "open", "pending", "hold", "solved", "closed")
PRIORITIES = ("low", "normal", "high", "urgent")
#: The properties that words are looked for in; comments beside them for tickets.
_TEXTS = {
    "ticket": ("subject", "description", "tags"),
    "user": ("name", "email", "phone", "details", "notes", "tags"),
    "group": ("name",),
    "organization": ("name", "details", "notes", "tags"),
}
_COMMENTS = (
    "EXISTS (SELECT 1 FROM documents AS comment WHERE comment.family = 'comments' AND comment.parent = record.id"
    " AND comment.sort <= ?1 AND {})"
)
_IDS = "SELECT id FROM documents WHERE family = '{}' AND (lower({}) = lower(?) OR CAST(id AS TEXT) = ?)"
#: What belongs to no record, however it is made to look.
_NONE = "none"


def rank(field: str, order: tuple[str, ...]) -> str:
    """SQL for a value's place among its kind, -1 for none."""
    cases = " ".join(f"WHEN '{value}' THEN {place}" for place, value in enumerate(order))
    return f"CASE {FIELD.format(field)} {cases} ELSE -1 END"


def types_of(query: Query) -> list[str]:
    """The kinds of record that a query can be about. Raises 501 for a property that none of them is searched by."""
    kinds = [query.type] if query.type else list(MEANINGS)
    fitting = [kind for kind in kinds if all(_known(kind, term.key) for term in query.terms)]
    if not fitting:
        unknown = next(term.key for term in query.terms if not all(_known(kind, term.key) for kind in kinds))
        raise api_errors.not_built(f"the search property {unknown} of {query.type or 'any type'}")
    return fitting


def filters_of(context: Context, kind: str, query: Query) -> list[Filter]:
    """What a record of a kind has to meet."""
    parts = context.switches.search_finds_parts
    words = [_negated(_word(kind, word, parts=parts), word.negative) for word in query.words]
    joined = context.switches.search_joins_equal_properties
    groups = alternatives(query.terms) if joined else ((term,) for term in query.terms)
    return [*_BASE.get(kind, ()), *(_any_of(context, kind, group) for group in groups), *words]


def _known(kind: str, key: str) -> bool:
    return key in MEANINGS[kind] or (kind == "ticket" and key.startswith("custom_field_"))


def _meaning(kind: str, key: str) -> Meaning:
    return MEANINGS[kind].get(key, _custom_field)


def _any_of(context: Context, kind: str, terms: tuple[Term, ...]) -> Filter:
    filters = [_negated(_meaning(kind, term.key)(context, term), term.negative) for term in terms]
    sql = " OR ".join(f"({each.sql})" for each in filters)
    return Filter(sql, tuple(value for each in filters for value in each.values))


def _negated(filter_: Filter, negative: bool) -> Filter:  # noqa: FBT001 - the term's own word
    return Filter(f"NOT coalesce(({filter_.sql}), 0)", filter_.values) if negative else filter_


def _word(kind: str, word: Word, *, parts: bool) -> Filter:
    """Some text holds it, whatever the case; a number is a ticket's too (REF search, query basics)."""
    held = "instr(lower({}), lower(?)) > 0" if parts else "instr(' ' || lower({}) || ' ', ' ' || lower(?) || ' ') > 0"
    ways = [held.format(FIELD.format(name)) for name in _TEXTS[kind]]
    values = [word.text] * len(ways)
    if kind == "ticket":
        ways.append(_COMMENTS.format(held.format("json_extract(comment.body, '$.body')")))
        values.append(word.text)
        if word.text.isdecimal():
            ways.append("CAST(id AS TEXT) = ?")
            values.append(word.text)
    return Filter(" OR ".join(ways), tuple(values))


def _equals(field: str) -> Meaning:
    def meaning(_: Context, term: Term) -> Filter:
        _only_equal(term)
        if term.value == _NONE:
            return Filter(f"{FIELD.format(field)} IS NULL")
        return Filter(f"lower({FIELD.format(field)}) = lower(?)", (term.value,))

    return meaning


def _holds(field: str) -> Meaning:
    def meaning(_: Context, term: Term) -> Filter:
        _only_equal(term)
        return Filter(f"instr(lower({FIELD.format(field)}), lower(?)) > 0", (term.value,))

    return meaning


def _ranked(field: str, order: tuple[str, ...]) -> Meaning:
    def meaning(_: Context, term: Term) -> Filter:
        value = term.value.lower()
        if value == _NONE:
            return Filter(f"{FIELD.format(field)} IS NULL")
        if value not in order:
            raise api_errors.search_invalid(f"{term.value} is not a {field}")
        operator = "=" if term.operator == ":" else term.operator
        return Filter(f"{rank(field, order)} {operator} {order.index(value)} AND {FIELD.format(field)} IS NOT NULL")

    return meaning


def _tags(_: Context, term: Term) -> Filter:
    """Exactly this tag (SUP 4408835059482); of several words each one."""
    _only_equal(term)
    if term.value == _NONE:
        return Filter("json_array_length(body, '$.tags') = 0")
    one = "EXISTS (SELECT 1 FROM json_each(body, '$.tags') WHERE value = ?)"
    words = term.value.split()
    return Filter(" AND ".join([one] * len(words)), tuple(words))


def _moment(field: str) -> Meaning:
    """A day of the account's time zone (assumed), or a time with its zone; after a day is after it has ended."""

    def meaning(context: Context, term: Term) -> Filter:
        begins, ends = _span(term, ZONE if context.switches.search_days_are_local else UTC)
        column = FIELD.format(field)
        match term.operator:
            case ":":
                return Filter(f"{column} >= ? AND {column} < ?", (begins, ends))
            case ">":
                return Filter(f"{column} >= ?", (ends,))
            case ">=":
                return Filter(f"{column} >= ?", (begins,))
            case "<":
                return Filter(f"{column} < ?", (begins,))
        return Filter(f"{column} < ?", (ends,))

    return meaning


def _span(term: Term, zone: tzinfo) -> tuple[str, str]:
    try:
        if "T" not in term.value:
            begins = datetime.combine(date.fromisoformat(term.value), time(), zone)
            return stamp(begins), stamp(begins + timedelta(days=1))
        moment = datetime.fromisoformat(term.value)
    except ValueError:
        raise api_errors.not_built(f"the search date {term.value} (a day or an ISO time is served)") from None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return stamp(moment), stamp(moment + timedelta(seconds=1))


def _person(field: str) -> Meaning:
    """A user by number, e-mail address or name; `me` is the caller (SUP 4408886879258)."""

    def meaning(context: Context, term: Term) -> Filter:
        _only_equal(term)
        column = FIELD.format(field)
        if term.value == _NONE:
            return Filter(f"{column} IS NULL")
        if term.value == "me":
            return Filter(f"{column} = ?", (int(str(context.caller["id"])),))
        name = "email" if "@" in term.value else "name"
        return Filter(f"{column} IN ({_IDS.format('users', FIELD.format(name))})", (term.value, term.value))

    return meaning


def _belonging(field: str, family: str) -> Meaning:
    def meaning(_: Context, term: Term) -> Filter:
        _only_equal(term)
        column = FIELD.format(field)
        if term.value == _NONE:
            return Filter(f"{column} IS NULL")
        return Filter(f"{column} IN ({_IDS.format(family, FIELD.format('name'))})", (term.value, term.value))

    return meaning


def _custom_field(_: Context, term: Term) -> Filter:
    """`custom_field_<id>`: the value of a custom field."""
    _only_equal(term)
    number = term.key.removeprefix("custom_field_")
    held = (
        "EXISTS (SELECT 1 FROM json_each(body, '$.custom_fields') WHERE CAST(json_extract(value, '$.id') AS TEXT) = ?"
        " AND lower(json_extract(value, '$.value')) = lower(?))"
    )
    return Filter(held, (number, term.value))


def _only_equal(term: Term) -> None:
    if term.operator != ":":
        raise api_errors.not_built(f"the search comparison {term.key}{term.operator}")


_DATES: Mapping[str, Meaning] = {
    "created": _moment("created_at"),
    "created_at": _moment("created_at"),
    "updated": _moment("updated_at"),
    "updated_at": _moment("updated_at"),
}
#: By kind of record, the properties that are served.
MEANINGS: Mapping[str, Mapping[str, Meaning]] = {
    "ticket": {
        **_DATES,
        "status": _ranked("status", STATUSES),
        "priority": _ranked("priority", PRIORITIES),
        "ticket_type": _equals("type"),
        "tags": _tags,
        "subject": _holds("subject"),
        "description": _holds("description"),
        "requester": _person("requester_id"),
        "submitter": _person("submitter_id"),
        "assignee": _person("assignee_id"),
        "group": _belonging("group_id", "groups"),
        "organization": _belonging("organization_id", "organizations"),
        "due_date": _moment("due_at"),
    },
    "user": {
        **_DATES,
        "name": _holds("name"),
        "email": _equals("email"),
        "role": _equals("role"),
        "phone": _equals("phone"),
        "tags": _tags,
        "organization": _belonging("organization_id", "organizations"),
    },
    "group": {**_DATES, "name": _holds("name")},
    "organization": {**_DATES, "name": _holds("name"), "tags": _tags},
}
_BASE = {"user": (Filter(f"{FIELD.format('active')} = 1"),), "group": (Filter(f"{FIELD.format('deleted')} = 0"),)}
