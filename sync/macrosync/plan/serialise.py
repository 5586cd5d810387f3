"""A plan as a JSON text, and back: what `plan --out FILE` writes and `apply FILE` reads.

The text is the same for equal plans, so that two plans can be compared by it.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from macrosync.plan.fingerprint import Fingerprint
from macrosync.plan.json_text import json_text
from macrosync.plan.model import Action, Change, FieldChange, Origin, Plan
from macrosync.resources import TEXT_IDS, Id, Json, Kind, Ref, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

#: Raised whenever a reader of an older macrosync could misread what is written.
FORMAT = 2

_T = TypeVar("_T", str, int, bool, "list[Json]", "dict[str, Json]")


def to_json(plan: Plan) -> str:
    """The plan as indented JSON, with a line end at its end."""
    written: dict[str, Json] = {
        "format": FORMAT,
        "project": plan.project,
        "target": plan.target,
        "fingerprint": _fingerprint(plan.fingerprint),
        "unchanged": plan.unchanged,
        "notes": list(plan.notes),
        "left": list(plan.left),
        "ids": {_ref(ref): number for ref, number in sorted(plan.ids.items())},
        "changes": [_change(change) for change in plan.changes],
    }
    return json_text(written) + "\n"


def from_json(text: str) -> Plan:
    """The plan that `to_json` wrote. Raises ValueError, KeyError or TypeError for anything else."""
    read: Json = json.loads(text)
    plan = _is(read, dict)
    if plan["format"] != FORMAT:
        raise ValueError(f"The plan has format {plan['format']}, and this macrosync reads {FORMAT}: plan again.")
    return Plan(
        project=_is(plan["project"], str),
        target=_is(plan["target"], str),
        changes=tuple(_to_change(_is(each, dict)) for each in _is(plan["changes"], list)),
        ids={_to_ref(name): _to_id(_to_ref(name).kind, number) for name, number in _is(plan["ids"], dict).items()},
        unchanged=_is(plan["unchanged"], int),
        notes=tuple(_is(note, str) for note in _is(plan["notes"], list)),
        fingerprint=_to_fingerprint(_is(plan["fingerprint"], dict)),
        left=tuple(_is(name, str) for name in _is(plan.get("left", []), list)),
    )


def _fingerprint(found: Fingerprint) -> Json:
    """The digests of all, of the files and of the account, for comparing plans; and those of each resource."""
    return {
        "whole": found.whole,
        "files": found.files,
        "account": found.account,
        "prune": found.prune,
        "desired": _digests(found.desired),
        "remote": _digests(found.remote),
    }


def _to_fingerprint(read: dict[str, Json]) -> Fingerprint:
    desired, remote = (
        {_to_ref(name): _is(digest, str) for name, digest in _is(read[side], dict).items()}
        for side in ("desired", "remote")
    )
    return Fingerprint(desired, remote, _is(read["prune"], bool))


def _digests(digests: Mapping[Ref, str]) -> Json:
    return {_ref(ref): digest for ref, digest in sorted(digests.items())}


def _change(change: Change) -> Json:
    return {
        "action": change.action.value,
        "kind": change.kind.value,
        "key": change.key,
        "title": change.title,
        "version": change.version,
        "id": change.id,
        "source": _source(change.source),
        "drift": change.drift,
        "seen": change.seen,
        "needs": _refs(change.needs),
        "fields": [_field(field) for field in change.fields],
        "met": [_field(field) for field in change.met],
        "payload": dict(change.payload),
    }


def _to_change(read: dict[str, Json]) -> Change:
    number, source, kind = read["id"], read["source"], Kind(_is(read["kind"], str))
    return Change(
        action=Action(_is(read["action"], str)),
        kind=kind,
        key=_is(read["key"], str),
        title=_is(read["title"], str),
        version=_is(read["version"], int),
        id=None if number is None else _to_id(kind, number),
        source=None if source is None else _to_source(_is(source, dict)),
        fields=tuple(_to_field(_is(each, dict)) for each in _is(read["fields"], list)),
        payload=_is(read["payload"], dict),
        seen=_is(read["seen"], str),
        drift=_is(read["drift"], bool),
        needs=frozenset(_to_ref(_is(each, str)) for each in _is(read["needs"], list)),
        met=tuple(_to_field(_is(each, dict)) for each in _is(read["met"], list)),
    )


def _field(field: FieldChange) -> Json:
    """`was` only where it is on record: null is a value too."""
    sides: dict[str, Json] = {"name": field.name, "before": field.before, "after": field.after}
    known: dict[str, Json] = {} if field.origin is Origin.UNKNOWN else {"was": field.was}
    return sides | known | {"origin": field.origin.value}


def _to_field(read: dict[str, Json]) -> FieldChange:
    origin = Origin(_is(read["origin"], str))
    return FieldChange(_is(read["name"], str), read["before"], read["after"], read.get("was"), origin)


def _source(source: Source | None) -> Json:
    return {"path": source.path, "line": source.line, "column": source.column} if source else None


def _to_source(read: dict[str, Json]) -> Source:
    return Source(_is(read["path"], str), _is(read["line"], int), _is(read["column"], int))


def _refs(refs: Iterable[Ref]) -> list[Json]:
    return [_ref(ref) for ref in sorted(refs)]


def _ref(ref: Ref) -> str:
    return f"{ref.kind}/{ref.key}"


def _to_ref(text: str) -> Ref:
    kind, _, key = text.partition("/")
    if not key:
        raise ValueError(f"{text!r:.60} is no reference.")
    return Ref(Kind(kind), key)


def _to_id(kind: Kind, value: Json) -> Id:
    """A number, or a text where the kind has such ids."""
    return _is(value, str) if kind in TEXT_IDS else _is(value, int)


def _is(value: Json, type_: type[_T]) -> _T:
    if not isinstance(value, type_) or (type_ is int and isinstance(value, bool)):
        raise TypeError(f"{value!r:.60} stands where {type_.__name__} is expected.")
    return value
