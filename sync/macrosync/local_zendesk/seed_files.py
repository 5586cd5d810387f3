"""Files that an account begins from: an export of another one, or a few names written by hand.

    {"groups": ["채팅 상담"], "ticket_forms": ["기사 문의"], "permission_groups": ["관리자"], "locales": ["ko"],
     "users": [{"name": "홍길동", "email": "hong@example.com", "role": "agent", "groups": ["채팅 상담"]}]}

Every key may be left out. docs/contributor.md shows both.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from macrosync.errors import ConfigError
from macrosync.local_zendesk.authentication import ADMIN
from macrosync.local_zendesk.families.users import ROLES, USERS
from macrosync.local_zendesk.routes import FAMILIES
from macrosync.local_zendesk.seeding import Seed, SeedUser
from macrosync.local_zendesk.state import FORMAT, PARENT, Exported, Record

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from macrosync.local_zendesk.documents import Body, Family
    from macrosync.resources import Json

_NAMES = ("groups", "ticket_forms", "permission_groups", "locales")
_USER = ("name", "email", "role", "groups")


def read(path: Path) -> Seed:
    """What a seed file says. Raises ConfigError, with the file and what is wrong in it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"The seed {path} cannot be read: {error.strerror}.") from None
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"The seed {path} is no JSON: {error}.") from None
    try:
        if not isinstance(found, dict):
            raise ValueError("it is no object")  # noqa: TRY004, TRY301 - one sentence is made of them all
        return Seed(account=_exported(found)) if "format" in found else _written(found)
    except ValueError as error:
        raise ConfigError(f"The seed {path} cannot be taken: {error}.") from None


def _written(found: Mapping[str, Json]) -> Seed:
    if unknown := sorted(set(found) - {*_NAMES, "users"}):
        known = ", ".join((*_NAMES, "users"))
        raise ValueError(f"there is no {unknown[0]} in a seed; there are {known}, or it is an export of /_local/state")
    names = {key: _texts(found.get(key, []), key) for key in _NAMES}
    if "locales" in found and not names["locales"]:
        raise ValueError("locales names none")
    seed = Seed(names["groups"], names["ticket_forms"], names["permission_groups"])
    users = tuple(_users(found.get("users", [])))
    return replace(seed, users=users, locales=names["locales"] or seed.locales)


def _texts(value: Json, key: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise ValueError(f"{key} is a list of names")
    return tuple(dict.fromkeys(map(str, value)))


def _users(value: Json) -> Iterator[SeedUser]:
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise ValueError("users is a list of objects")
    for given in value:
        if isinstance(given, dict):
            yield _user(given)


def _user(given: Mapping[str, Json]) -> SeedUser:
    if unknown := sorted(set(given) - set(_USER)):
        raise ValueError(f"a user has no {unknown[0]}; it has {', '.join(_USER)}")
    name, email, role = given.get("name"), given.get("email"), given.get("role", "agent")
    if not isinstance(name, str) or not name.strip():
        raise ValueError("a user has no name")
    if not isinstance(email, str) or "@" not in email:
        raise ValueError(f"the user {name} has no e-mail address")
    if not isinstance(role, str) or role not in ROLES:
        raise ValueError(f"the role of {name} is one of {', '.join(sorted(ROLES))}")
    groups = _texts(given.get("groups", []), f"groups of {name}")
    if groups and role == "end-user":
        raise ValueError(f"{name} is an end-user, and only agents are in groups")
    return SeedUser(name, email.lower(), role, groups)


def _exported(found: Mapping[str, Json]) -> Exported:
    if found["format"] != FORMAT:
        raise ValueError(f"it has format {found['format']}, and this macrosync reads {FORMAT}")
    address, counters, documents = found.get("address"), found.get("counters"), found.get("documents")
    if not isinstance(address, str) or not address:
        raise ValueError("it has no address")
    if not isinstance(counters, dict) or not all(type(each) is int for each in counters.values()):
        raise ValueError("counters is no object of numbers")
    if not isinstance(documents, dict):
        raise ValueError("documents is no object")  # noqa: TRY004 - as above
    families = {family.many: family for family in FAMILIES}
    records: list[Record] = []
    for name, listed in documents.items():
        if name not in families or not isinstance(listed, list):
            raise ValueError(f"documents has {name}, which this macrosync does not know, or which is no list")
        records += _records(families[name], listed)
    if not any(each.family is USERS and each.body.get("email") == ADMIN for each in records):
        raise ValueError(f"it has no user {ADMIN}, as whom every client comes in")
    return Exported(address, {name: int(str(value)) for name, value in counters.items()}, tuple(records))


def _records(family: Family, listed: list[Json]) -> Iterator[Record]:
    seen = set()
    for number, given in enumerate(listed, 1):
        body: Body = dict(given) if isinstance(given, dict) else {}
        parent, own = body.pop(PARENT, 0), str(body.get("id"))  # of some families a text (recorded)
        if not own.isdecimal() or own in seen or type(parent) is not int:
            raise ValueError(f"number {number} of {family.many} has no id of its own")
        seen.add(own)
        try:
            family.key(body)
        except (KeyError, ValueError):
            raise ValueError(f"{family.many} {own} lacks what it is listed by") from None
        yield Record(family, body, parent)
