"""Broken trees: versions, the lock, and the limits of Zendesk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from tests.checks.broken import Break, add, case, delete, edit, write
from tests.definitions.desk import LATE, LOCK, TAGGING, TOML, TYPES, WHERE

if TYPE_CHECKING:
    from tests.checks.broken import Case
    from tests.definitions.desk import Desk


def locked_at(version: int) -> Break:
    def make(desk: Desk) -> None:
        desk.edit(LATE, "version: 1", f"version: {version}")
        desk.lock()

    return make


def damaged(name: str, content: str | bytes, says: str) -> Case:
    return case(name, write(LOCK, content), ("lock-invalid", f"{LOCK}:1:1", says), locked=True)


def many_types(desk: Desk) -> None:
    nodes = "".join(f"  - {{name: 유형{at}, slug: t{at}}}\n" for at in range(2000))
    desk.edit(TYPES, "types:\n  - name: 택배", f"types:\n{nodes}  - name: 택배")


def many_leaves(desk: Desk) -> None:
    nodes = "".join(f"      - {{name: 유형{at}, slug: t{at}}}\n" for at in range(700))
    desk.edit(TYPES, "      - {name: 환불", f"{nodes}      - {{name: 환불")


def long_slugs(desk: Desk) -> None:
    desk.edit(TYPES, "slug: refund}", f"slug: {'r' * 250}}}")


def huge(desk: Desk) -> None:
    os.truncate(desk.root / LOCK, 1024**3)


def not_whole(desk: Desk) -> None:
    """As after a merge that kept both sides of one key."""
    digest = "sha256:" + "0" * 64
    desk.write(LOCK, f'{{"format": 1, "versions": {{"a": {{"1": "{digest}"}}, "a": {{"2": "{digest}"}}}}}}')


TAKE = "take it from Git, or run `macrosync lock --renew`."
DIGEST = "sha256:" + "0" * 64

CASES = (
    case(
        "wording changed under its version",
        edit(LATE, "늦어서 죄송합니다.", "늦어서 미안합니다."),
        ("version-not-raised", f"{LATE}:2:10", "raise `version` to 2, then run `macrosync lock`"),
        locked=True,
    ),
    case(
        "a version that went down",
        (locked_at(3), edit(LATE, "version: 3", "version: 2")),
        ("version-lowered", f"{LATE}:2:10", "was at version 3 already: a version never goes down; make it 4."),
        locked=True,
    ),
    case(
        "a version that is not locked",
        edit(LATE, "version: 1", "version: 2"),
        ("version-not-locked", f"{LATE}:2:10", "Version 2 of `too-late` is not in the version lock: run"),
        locked=True,
    ),
    case(
        "a new definition that is not locked",
        write(LOCK, '{"format": 1, "versions": {}}'),
        *(
            ("version-not-locked", f"{path}:2:10", "run `macrosync lock`")
            for path in (
                "macros/consent/address.yaml",
                "macros/layout.yaml",
                "macros/parcel/article.yaml",
                LATE,
                WHERE,
                TYPES,
            )
        ),
        locked=True,
    ),
    case("no lock", delete(LOCK), ("lock-missing", f"{LOCK}:1:1", "run `macrosync lock`"), locked=True),
    case(
        "no lock hides no other finding",
        (delete(LOCK), edit(LATE, "script: address", "script: zzz")),
        ("lock-missing", f"{LOCK}:1:1", "run `macrosync lock`"),
        ("unknown-consent-script", f"{LATE}:15:15", "no consent script `zzz`"),
        locked=True,
    ),
    case(
        "a version not raised hides no limit of Zendesk",
        edit(WHERE, "내일 도착합니다.", "내일 도착합니다. " * 2_000),
        ("version-not-raised", f"{WHERE}:2:10", "raise `version` to 2"),
        ("macro-too-large", f"{WHERE}:10:10", "split the step"),
        locked=True,
    ),
    damaged("a lock with marks of a merge", "<<<<<<< ours\n", f"The version lock is damaged: {TAKE}"),
    damaged("an empty lock", "", TAKE),
    damaged("a lock that is not UTF-8", b"\xff\xfe\x00", "is damaged"),
    damaged("a lock of another shape", "[]", f"The version lock is none of this version of macrosync: {TAKE}"),
    damaged("a lock of another format", '{"format": 2, "versions": {}}', "none of this version"),
    damaged("a lock with a version that is no number", '{"format": 1, "versions": {"a": {"²": "x"}}}', "none of this"),
    damaged("a lock with version 0", f'{{"format": 1, "versions": {{"a": {{"0": "{DIGEST}"}}}}}}', "none of this"),
    damaged("a lock with a digest that is none", '{"format": 1, "versions": {"a": {"1": "sha256:0"}}}', "none of this"),
    damaged("a lock with a list of versions", '{"format": 1, "versions": {"a": [1]}}', "none of this version"),
    damaged("a lock with a huge number", f'{{"format": {"9" * 10_000}}}', "is damaged"),
    damaged("a lock in a thousand brackets", "[" * 200_000, "is damaged"),
    case("a lock of a huge file", huge, ("lock-invalid", f"{LOCK}:1:1", f"has more than 32 MB: {TAKE}"), locked=True),
    case("a lock with a key twice", not_whole, ("lock-invalid", f"{LOCK}:1:1", "is damaged"), locked=True),
    case(
        "a reply that is larger than a macro",
        edit(WHERE, "내일 도착합니다.", "내일 도착합니다. " * 2_000),
        # The phone macro has the plain text alone.
        ("macro-too-large", f"{WHERE}:10:10", "bytes; Zendesk takes 65000: split the step"),
    ),
    case(
        "a level with more consult types than a trigger can name",
        (edit(TOML, "[targets", 'trigger_category = "우리"\n[targets'), add(TYPES, TAGGING), many_leaves),
        ("rule-too-large", f"{TYPES}:7:11", "The trigger `태그 해제: 택배` has"),
        ("rule-too-large", f"{TYPES}:7:11", "bytes; Zendesk takes 65000: split the level"),
    ),
    case(
        "more consult types than a field holds",
        many_types,
        ("too-many-options", f"{TYPES}:1:1", "These are 2003 consult types; a ticket field holds 2000: retire some."),
    ),
    case(
        "a tag that is too long",
        long_slugs,
        ("tag-too-long", f"{TYPES}:1:1", "is longer than 255 characters: shorten the keys or slugs"),
    ),
    case(
        "a run of O that only an empty link parts",
        edit(WHERE, "내일 도착합니다.", "내일 O[](https://example.com)O 도착합니다."),
        ("blank-letters", f"{WHERE}:10:10", "`채팅::배송::1-1 위치 안내` would hold a run of letters O: write what"),
    ),
    case(
        "a run of O that only Markdown joins",
        edit(WHERE, "내일 도착합니다.", "내일 O**O** 도착합니다."),
        ("blank-letters", f"{WHERE}:10:10", "`전화::배송::1-1 위치 안내` would hold a run of letters O"),
        ("blank-letters", f"{WHERE}:10:10", "`채팅::배송::1-1 위치 안내` would hold a run of letters O: write what"),
    ),
)
