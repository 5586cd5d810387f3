"""Users, their identities, groups and organizations: only those that are made here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from live.probe import Family
from live.removal import completed
from live.things import group, requester, shown, ticket, user

if TYPE_CHECKING:
    from live.sandbox import Sandbox

PEOPLE = Family()
_GONE_NAME = "Permanently Deleted User"


def _identity(desk: Sandbox, owner: Any, value: str, kind: str = "email", **more: Any) -> Any:  # noqa: ANN401 - JSON
    """What adding an address or a number is answered."""
    values = {"type": kind, "value": value, "skip_verify_email": True, **more}
    return desk.call("POST", f"users/{owner['id']}/identities", {"identity": values})


def _identities(desk: Sandbox, owner: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.get(f"users/{owner['id']}/identities")["identities"]


def _now(desk: Sandbox, owner: Any) -> Any:  # noqa: ANN401 - JSON
    return desk.get(f"users/{owner['id']}")["user"]


@PEOPLE.known("user-deleted", (200, 200, False))
def _deleted(desk: Sandbox) -> object:
    gone = user(desk, "deleted")
    answer = desk.remove(f"users/{gone['id']}")
    again = desk.call("GET", f"users/{gone['id']}")
    return answer.status_code, again.status_code, again.json()["user"]["active"]


def _with_open_tickets(desk: Sandbox) -> int:
    """What deleting who still asks for something is answered."""
    ticket(desk, requester_id=requester(desk)["id"])
    return desk.call("DELETE", f"users/{requester(desk)['id']}").status_code


@PEOPLE.known("user-deleted-open", shows=False)
def _deleted_with_open_tickets(desk: Sandbox) -> object:
    return desk.once("open", lambda: _with_open_tickets(desk)) < 400  # noqa: PLR2004 - not an error


@PEOPLE.switched("user-deleted-body", {True: 422, False: 403})
def _told_of_open_tickets(desk: Sandbox) -> object:
    return desk.once("open", lambda: _with_open_tickets(desk))


@PEOPLE.switched("user-deleted-address", {True: 201, False: 422})
def _address_of_the_deleted(desk: Sandbox) -> object:
    gone = user(desk, "freed")
    desk.remove(f"users/{gone['id']}")
    values = {"name": desk.name("heir"), "email": gone["email"], "skip_verify_email": True}
    return desk.tried("users", "user", values).status_code


@PEOPLE.known("create-or-update", (200, True))
def _create_or_update(desk: Sandbox) -> object:
    there = user(desk, "updated")
    values = {"name": desk.name("renamed"), "email": there["email"].upper(), "skip_verify_email": True}
    answer = desk.call("POST", "users/create_or_update", {"user": values})
    return answer.status_code, answer.json()["user"]["id"] == there["id"]


@PEOPLE.known("email-added", (2, True))
def _email_added(desk: Sandbox) -> object:
    owner = user(desk, "added")
    desk.send("PUT", f"users/{owner['id']}", {"user": {"email": desk.email("added-too"), "skip_verify_email": True}})
    return len(_identities(desk, owner)), _now(desk, owner)["email"] == owner["email"]


@PEOPLE.switched("email-unique", {True: 422, False: 201})
def _email_unique(desk: Sandbox) -> object:
    first, second, shared = user(desk, "first"), user(desk, "second"), desk.email("shared")
    _identity(desk, first, shared)
    return _identity(desk, second, shared).status_code


@PEOPLE.known("identity-primary", shows=True)
def _primary(desk: Sandbox) -> object:
    owner, other = user(desk, "primary"), desk.email("preferred")
    _identity(desk, owner, other, primary=True, verified=True)
    return _now(desk, owner)["email"] == other


@PEOPLE.switched("identity-first", {True: True, False: False})
def _first(desk: Sandbox) -> object:
    owner = user(desk, "phoned")
    _identity(desk, owner, "+12025550123", "phone_number")
    return _now(desk, owner)["phone"] is not None


@PEOPLE.switched("identity-gone", {True: "the next", False: "none"})
def _primary_gone(desk: Sandbox) -> object:
    owner, other = user(desk, "orphan"), desk.email("next")
    _identity(desk, owner, other)
    first = next(each["id"] for each in _identities(desk, owner) if each["primary"])
    desk.send("DELETE", f"users/{owner['id']}/identities/{first}")
    return {other: "the next", None: "none"}.get(_now(desk, owner)["email"])


@PEOPLE.known("identity-verified", shows=True)
def _verified(desk: Sandbox) -> object:
    owner = user(desk, "verified")
    made = _identity(desk, owner, desk.email("proven")).json()["identity"]
    desk.send("PUT", f"users/{owner['id']}/identities/{made['id']}/verify")
    return _now(desk, owner)["verified"]


@PEOPLE.known("identity-end-users", shows=True)
def _as_end_user(desk: Sandbox) -> object:
    owner = requester(desk)
    path = f"end_users/{owner['id']}/identities"
    return [each["id"] for each in desk.get(path)["identities"]] == [each["id"] for each in _identities(desk, owner)]


def _merged(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """Who was merged into whom, and a ticket of the former."""
    loser, winner = user(desk, "loser"), user(desk, "winner")
    asked = ticket(desk, requester_id=loser["id"])
    answer = desk.call("PUT", f"users/{loser['id']}/merge", {"user": {"id": winner["id"]}})
    return answer, loser, winner, asked


@PEOPLE.known("user-merge", 200)
def _merge(desk: Sandbox) -> object:
    answer, *_ = desk.once("merged users", lambda: _merged(desk))
    return answer.status_code


@PEOPLE.switched("user-merge-moves", {True: (True, True), False: (True, False)})
def _merge_moves(desk: Sandbox) -> object:
    _, loser, winner, asked = desk.once("merged users", lambda: _merged(desk))
    addresses = {each["value"] for each in _identities(desk, winner)}
    return shown(desk, asked)["requester_id"] == winner["id"], loser["email"] in addresses


@PEOPLE.known("user-sessions", 202)
def _sessions(desk: Sandbox) -> object:
    return desk.call("POST", f"users/logout_many?ids={requester(desk)['id']}").status_code


def _imported(desk: Sandbox, *who: str) -> Any:  # noqa: ANN401 - JSON
    """What making several users at once is answered; those who are made are deleted at the end."""
    values = [{"name": desk.name(each), "email": desk.email(each), "skip_verify_email": True} for each in who]
    answer = desk.call("POST", "users/create_many", {"users": values})
    if answer.ok:
        job = completed(desk, answer.json()["job_status"])
        for result in job["results"]:
            desk.keep(f"users/{result['id']}")
    return answer


@PEOPLE.switched("users-import", {True: 200, False: 403})
def _import(desk: Sandbox) -> object:
    return desk.once("imported", lambda: _imported(desk, "imported")).status_code


@PEOPLE.known("users-bulk", "job_status")
def _bulk(desk: Sandbox) -> object:
    answer = desk.call("PUT", f"users/update_many?ids={requester(desk)['id']}", {"user": {"notes": "보기"}})
    return next(iter(answer.json()))


@PEOPLE.switched("users-bulk-unknown", {True: 200, False: 404})
def _bulk_unknown(desk: Sandbox) -> object:
    known = user(desk, "external", external_id=desk.word("external"))["external_id"]
    return desk.call("DELETE", f"users/destroy_many?external_ids={known},{desk.word('nobody')}").status_code


def _for_good(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    """The answers to deleting one for good, twice, and who that was."""
    gone = user(desk, "gone")
    desk.remove(f"users/{gone['id']}")
    return [desk.call("DELETE", f"deleted_users/{gone['id']}") for _ in range(2)], gone


@PEOPLE.known("users-gone", (_GONE_NAME, None))
def _gone(desk: Sandbox) -> object:
    (first, _), _ = desk.once("gone", lambda: _for_good(desk))
    told = first.json()["deleted_user"]
    return told["name"], told["email"]


@PEOPLE.switched("users-gone-when", {True: (200, 404), False: (200, 200)})
def _gone_twice(desk: Sandbox) -> object:
    (first, second), _ = desk.once("gone", lambda: _for_good(desk))
    return first.status_code, second.status_code


@PEOPLE.switched("group-deleted", {True: "kept", False: "none"})
def _group_deleted(desk: Sandbox) -> object:
    home = group(desk, "deleted group")
    made = ticket(desk, group_id=home["id"])
    desk.remove(f"groups/{home['id']}")
    return {home["id"]: "kept", None: "none"}.get(shown(desk, made)["group_id"], "another")


@PEOPLE.known("groups-available", (True, False))
def _available(desk: Sandbox) -> object:
    page = desk.get("groups/available_agents")
    return "meta" in page, "count" in page


@PEOPLE.switched("groups-entitled", {True: ["support"], False: []})
def _entitled(desk: Sandbox) -> object:
    listed = [each["entitlements"] for each in desk.get("groups/available_agents")["users"]]
    return sorted({name for names in listed for name in names})


def _organization(desk: Sandbox) -> Any:  # noqa: ANN401 - JSON
    return desk.once("named", lambda: desk.make("organizations", "organization", {"name": desk.name("Named")}))


@PEOPLE.known("organization-name", 422)
def _organization_name(desk: Sandbox) -> object:
    return desk.tried("organizations", "organization", {"name": f" {_organization(desk)['name']} "}).status_code


@PEOPLE.switched("organization-case", {True: 422, False: 201})
def _organization_case(desk: Sandbox) -> object:
    return desk.tried("organizations", "organization", {"name": _organization(desk)["name"].upper()}).status_code


@PEOPLE.switched("organization-deleted", {True: "none", False: "kept"})
def _organization_deleted(desk: Sandbox) -> object:
    home = desk.make("organizations", "organization", {"name": desk.name("closed down")})
    member = user(desk, "left", organization_id=home["id"])
    desk.remove(f"organizations/{home['id']}")
    return {home["id"]: "kept", None: "none"}.get(_now(desk, member)["organization_id"])
