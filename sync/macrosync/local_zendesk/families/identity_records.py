"""Identities as records: the addresses and numbers that a user is known by (REF ticketing/users/user_identities).

A user's first address and number are the user's own fields: their identities are made of them, under numbers next to
the user's, and become records when something is written to one. `primary` is what the user's fields say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from macrosync.local_zendesk.documents import Family, where_field

if TYPE_CHECKING:
    from macrosync.local_zendesk.documents import Body, Documents

IDENTITIES = Family("identities", "identity", "/api/v2/identities", indexed=("user_id", "value"))
#: Which types stand in a field of the user.
FIELDS = {"email": "email", "phone_number": "phone"}
#: No method here is ever "full", and `verified_at` is when the last such verification was; none is shared (OAS).
NO_FULL: Body = {"verified_at": None, "ownership": "owned"}


def owner(documents: Documents, address: str) -> int | None:
    """Whose further e-mail address this is."""
    found = documents.first(IDENTITIES, where_field("value", address), where_field("type", "email"))
    return None if found is None else int(str(found["user_id"]))


def of_user(documents: Documents, user: Body) -> list[Body]:
    """A user's identities by their numbers, as they are shown."""
    stored = documents.all(IDENTITIES, where_field("user_id", int(str(user["id"]))))
    known = {(each["type"], each["value"]) for each in stored}
    derived = [
        _made(documents, user, int(str(user["id"])) + place, (kind, str(user[name])), user)
        for place, (kind, name) in enumerate(FIELDS.items(), 1)
        if user[name] is not None and (kind, user[name]) not in known
    ]
    every = sorted((*derived, *stored), key=lambda each: int(str(each["id"])))
    return [each | {"primary": _primary(user, each)} for each in every]


def add(documents: Documents, stamp: str, user: Body, named: tuple[str, str], *, verified: bool = False) -> Body:
    """Write a further identity, of a type and a value; the one that is there already where there is."""
    settle(documents, user)
    for each in of_user(documents, user):
        if (each["type"], each["value"]) == named:
            return each
    times: Body = {"created_at": stamp, "updated_at": stamp, "verified": verified}
    made = _made(documents, user, documents.new_id(), named, times)
    documents.put(IDENTITIES, made)
    return made | {"primary": _primary(user, made)}


def settle(documents: Documents, user: Body) -> None:
    """Make records of all of a user's identities, so that each keeps its number whatever becomes of the others."""
    for each in of_user(documents, user):
        documents.put(IDENTITIES, {name: value for name, value in each.items() if name != "primary"})


def forget(documents: Documents, user: Body) -> None:
    """A user who is gone is known by nothing."""
    for each in documents.all(IDENTITIES, where_field("user_id", int(str(user["id"])))):
        documents.remove(IDENTITIES, int(str(each["id"])))


def _made(documents: Documents, user: Body, number: int, named: tuple[str, str], times: Body) -> Body:
    body: Body = {
        "url": f"{documents.base}/api/v2/users/{user['id']}/identities/{number}.json",
        "id": number,
        "user_id": user["id"],
        "type": named[0],
        "value": named[1],
        "verified": times["verified"],
        "created_at": times["created_at"],
        "updated_at": times["updated_at"],
        "verification_method": "low" if times["verified"] else "none",
        **NO_FULL,
    }
    return body | ({"undeliverable_count": 0, "deliverable_state": "deliverable"} if named[0] == "email" else {})


def _primary(user: Body, identity: Body) -> bool:
    name = FIELDS.get(str(identity["type"]))
    return name is not None and user[name] == identity["value"]
