"""What is sent for a payload: the JSON body of each write, as the API takes it; and what comes back as a resource."""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.errors import MissingReference
from macrosync.gateway.client import is_id
from macrosync.resources import TEXT_IDS, Kind, Remote, refs_in

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Id, Json, Payload

#: What a translation of each kind holds, by our name and by the translation's. A PUT of the resource itself answers
#: 200 and ignores these (REF help_center/articles#update-article; recorded for categories).
TRANSLATED: Mapping[Kind, Mapping[str, str]] = {
    Kind.ARTICLE: {"title": "title", "body": "body", "draft": "draft"},
    Kind.CATEGORY: {"name": "title", "description": "body"},
    Kind.SECTION: {"name": "title", "description": "body"},
}
#: What a resource of the Help Center is made under, and where the payload names it: it goes into the path.
PARENTS: Mapping[Kind, tuple[str, str]] = {
    Kind.ARTICLE: ("section_id", "sections"),
    Kind.SECTION: ("category_id", "categories"),
}
_OPTIONS = "custom_field_options"
_RULES = frozenset({Kind.TRIGGER, Kind.AUTOMATION, Kind.VIEW})
#: Of these, Zendesk empties the one that is not sent with the other (REF triggers#update, automations).
_TOGETHER = frozenset({"conditions", "actions"})


def refuse_references(kind: Kind, key: str, payload: Payload) -> None:
    """Raise MissingReference where the payload still refers to what has no id."""
    if ref := next(refs_in(payload), None):
        raise MissingReference(
            f"{kind.label} {key} needs the {ref.kind.label} {ref.key}, which the account lacks: make it there, or "
            "mend its name in macrosync.toml."
        )


def created(kind: Kind, name: str, payload: Payload) -> dict[str, Json]:
    """The body of a create, `name` being the JSON's key for one of the kind.

    `notify_subscribers` has to stand at the root, else every subscriber is mailed (REF help_center/articles).
    """
    parent = PARENTS.get(kind, ("", ""))[0]
    body: dict[str, Json] = {name: {field: value for field, value in _plain(kind, payload).items() if field != parent}}
    return body | {"notify_subscribers": False} if kind is Kind.ARTICLE else body


def updated(kind: Kind, name: str, payload: Payload) -> dict[str, Json] | None:
    """The body of an update without what a translation holds; None where nothing is left.

    Raises ValueError for options of a ticket field without their ids: the list replaces the whole, so that all
    options would be made anew and their values would leave the tickets (REF ticketing/tickets/ticket_fields); and for
    a trigger's or automation's conditions without its actions, or the other way round.
    """
    if kind in {Kind.TRIGGER, Kind.AUTOMATION} and len(_TOGETHER & set(payload)) == 1:
        raise ValueError(f"conditions and actions of a {kind.label} are updated together: one alone empties the other")
    options = payload.get(_OPTIONS)
    if isinstance(options, list) and not all(isinstance(each, dict) and is_id(each.get("id")) for each in options):
        raise ValueError(f"{_OPTIONS} is updated as the whole list with ids, or by option")
    left_out = {*TRANSLATED.get(kind, {}), *(("locale",) if kind in TRANSLATED else ())}
    rest: dict[str, Json] = {field: value for field, value in _plain(kind, payload).items() if field not in left_out}
    return {name: rest} if rest else None


def translation(kind: Kind, payload: Payload) -> dict[str, Json] | None:
    """The body of a translation's update, or None where nothing of it is in the payload."""
    names = TRANSLATED.get(kind, {})
    fields: dict[str, Json] = {theirs: payload[ours] for ours, theirs in names.items() if ours in payload}
    return {"translation": fields} if fields else None


def split(kind: Kind, payload: Payload) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of an update that a translation holds, and the others."""
    names = TRANSLATED.get(kind, {})
    return tuple(each for each in payload if each in names), tuple(each for each in payload if each not in names)


def option(payload: Payload, id: Id | None = None) -> dict[str, Json]:  # noqa: A002 - the field's own word
    """The body of an option's create, or with its id of its update (OAS)."""
    known: dict[str, Json] = {} if id is None else {"id": id}
    return {"custom_field_option": known | {name: payload[name] for name in ("name", "value") if name in payload}}


def trigger_job(positions: Mapping[Id, int]) -> dict[str, Json]:
    """The body of the job that moves triggers; its ids are texts (OAS)."""
    triggers: list[Json] = [{"id": str(each), "position": positions[each]} for each in positions]
    return {"job": {"action": "patch", "items": {"triggers": triggers}}}


def remote(kind: Kind, found: dict[str, Json]) -> Remote:
    """The resource that an answer holds."""
    return Remote(kind, str(found["id"]) if kind in TEXT_IDS else number(found, "id"), found)


def number(payload: Payload, name: str) -> int:
    """The id that a payload holds by that name. Raises ValueError where it is none."""
    value = payload.get(name)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(f"{name} is the id of what it belongs to, not {value!r}")  # noqa: TRY004 - a bad value
    return value


def _plain(kind: Kind, payload: Payload) -> dict[str, Json]:
    """The payload as the API writes it: a restriction has its first group's id beside all of them.

    What rules ask and do takes ids as texts, and of a view, a number is refused (recorded); a view takes its conditions
    as lists of their own (DOC).
    """
    plain = dict(payload)
    restriction = plain.get("restriction")
    ids = restriction.get("ids") if isinstance(restriction, dict) else None
    if isinstance(restriction, dict) and isinstance(ids, list) and ids:
        plain["restriction"] = {**restriction, "id": ids[0]}
    if kind in _RULES:
        plain |= {name: _texts(plain[name]) for name in ("conditions", "actions") if name in plain}
    if kind is Kind.VIEW and isinstance(conditions := plain.pop("conditions", None), dict):
        plain |= {name: conditions.get(name) or [] for name in ("all", "any")}
    return plain


def _texts(value: Json) -> Json:
    """A part of a rule with its numbers as texts."""
    if isinstance(value, dict):
        return {name: _texts(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_texts(each) for each in value]
    return value if value is None or isinstance(value, bool | str) else str(value)
