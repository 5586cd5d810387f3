"""Users, groups, who is in them, organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zenpy.lib.api_objects import Group, GroupMembership, Organization, User
from zenpy.lib.exception import RecordNotFoundException

from clients.exercise import Not
from clients.with_zenpy.objects import kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from clients.exercise import Kind


def kinds(client: Any) -> Iterator[Kind]:
    """What zenpy does with people."""
    yield kind(
        "users",
        client.users,
        lambda number: User(name=f"기사 {number:03}", email=f"driver{number}@example.com", role="end-user"),
        "name",
        show=lambda user: _there(client.users(id=user), lambda found: found.active),
    )
    yield kind(
        "groups",
        client.groups,
        lambda number: Group(name=f"상담 {number:03}"),
        "name",
        show=lambda group: _there(client.groups(id=group), lambda found: not found.deleted),
    )
    agent = client.users.create(User(name="상담사", email="agent@example.com", role="agent")).id
    yield kind(
        "group memberships",
        client.group_memberships,
        lambda number: GroupMembership(
            user_id=agent, group_id=client.groups.create(Group(name=f"구성원 {number:03}")).id
        ),
        update=Not("Zendesk cannot change a membership, and zenpy says so"),
    )
    yield kind("organizations", client.organizations, lambda number: Organization(name=f"제휴사 {number:03}"), "name")


def _there(found: Any, check: Callable[[Any], bool]) -> None:
    """A deleted user or group can still be read, and says that it is deleted."""
    if not check(found):
        raise RecordNotFoundException(f"{found.id} is deleted")
