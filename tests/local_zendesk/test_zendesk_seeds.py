"""Seeds: what an account has from the start, written by hand; and every way in which a seed file can be wrong."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from tests.local_zendesk.client import Api

from macrosync.errors import ConfigError
from macrosync.local_zendesk import LocalZendesk, seed_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Run
    from tests.local_zendesk.client import Data

WRITTEN = {
    "groups": ["채팅 상담", "채팅 상담"],
    "ticket_forms": ["기사 문의"],
    "permission_groups": ["관리자"],
    "locales": ["ja", "ko"],
    "users": [
        {"name": "홍길동", "email": "Hong@example.com", "role": "agent", "groups": ["채팅 상담", "야간"]},
        {"name": "손님", "email": "guest@example.com", "role": "end-user"},
    ],
}


def test_a_seed_written_by_hand(tmp_path: Path) -> None:
    file = tmp_path / "seed.json"
    file.write_text(json.dumps(WRITTEN), encoding="utf-8")
    for _ in range(2):  # nothing is made twice
        with LocalZendesk(tmp_path / "db", seed=seed_files.read(file)) as zendesk, Api(zendesk.url) as api:
            names = {each["name"]: each["id"] for each in api.get("groups")["groups"]}
            assert list(names) == ["Support", "야간", "채팅 상담"]
            users = {each["email"]: each for each in api.get("users")["users"]}
            assert list(users) == ["admin@example.com", "hong@example.com", "guest@example.com"]
            agent = users["hong@example.com"]
            assert (agent["role"], agent["default_group_id"]) == ("agent", names["채팅 상담"])
            memberships = api.get(f"users/{agent['id']}/group_memberships")["group_memberships"]
            assert {each["group_id"] for each in memberships} == {names["채팅 상담"], names["야간"]}
            assert users["guest@example.com"]["role"] == "end-user"
            assert "기사 문의" in [each["name"] for each in api.get("ticket_forms")["ticket_forms"]]
            assert api.get("help_center/locales")["locales"] == ["ja", "ko"]


def export_with(**changes: Data) -> Data:
    """A small export, and what is wrong with it."""
    users = [{"id": 1, "email": "admin@example.com"}]
    return {"format": 1, "address": "a:1", "counters": {"id": 1}, "documents": {"users": users}} | changes


def documents(**families: Data) -> Data:
    return export_with(documents={"users": [{"id": 1, "email": "admin@example.com"}], **families})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "is no JSON: "),
        ("[]", "it is no object."),
        ({"grops": []}, "there is no grops in a seed; there are groups, ticket_forms, permission_groups, locales"),
        ({"groups": "채팅"}, "groups is a list of names."),
        ({"groups": [""]}, "groups is a list of names."),
        ({"locales": []}, "locales names none."),
        ({"users": {}}, "users is a list of objects."),
        ({"users": [{"email": "a@b"}]}, "a user has no name."),
        ({"users": [{"name": "A"}]}, "the user A has no e-mail address."),
        ({"users": [{"name": "A", "email": "a@b", "role": "boss"}]}, "the role of A is one of admin, agent, end-user."),
        ({"users": [{"name": "A", "email": "a@b", "phone": "1"}]}, "a user has no phone; it has name, email, role"),
        (
            {"users": [{"name": "A", "email": "a@b", "role": "end-user", "groups": ["g"]}]},
            "A is an end-user, and only agents are in groups.",
        ),
        (export_with(format=9), "it has format 9, and this macrosync reads 1."),
        (export_with(address=None), "it has no address."),
        (export_with(counters={"id": "1"}), "counters is no object of numbers."),
        (export_with(documents=[]), "documents is no object."),
        (export_with(documents={}), "it has no user admin@example.com, as whom every client comes in."),
        (documents(surveys=[]), "documents has surveys, which this macrosync does not know"),
        (documents(macros=[{"id": 1}]), "macros 1 lacks what it is listed by."),
        (documents(macros=[{"title": "t"}]), "number 1 of macros has no id of its own."),
        (documents(groups=[{"id": 1, "name": "a"}] * 2), "number 2 of groups has no id of its own."),
        (documents(macros=["m"]), "number 1 of macros has no id of its own."),
    ],
)
def test_seeds_that_cannot_be_taken(tmp_path: Path, content: Data, said: str) -> None:
    file = tmp_path / "seed.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        seed_files.read(file)
    assert str(raised.value).startswith(f"The seed {file} ")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_command_line_says_what_is_wrong_with_a_seed(run: Run, tmp_path: Path) -> None:
    ran = run("serve", "--port", "0", "--seed", str(tmp_path / "none.json"))
    assert (ran.code, ran.out) == (1, "")
    assert "none.json cannot be read: No such file or directory." in ran.err


@pytest.mark.parametrize("make", [lambda path: path.write_bytes(b"\xff"), lambda path: path.mkdir()])
def test_seeds_that_cannot_be_read(tmp_path: Path, make: Callable[[Path], object]) -> None:
    make(tmp_path / "seed")
    with pytest.raises(ConfigError, match="The seed"):
        seed_files.read(tmp_path / "seed")
