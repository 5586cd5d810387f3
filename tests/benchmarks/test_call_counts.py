from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING

import pytest

from benchmarks import accounts, changes, corpus
from benchmarks.accounts import DATABASE, PROJECT, Size
from benchmarks.corpus import Desk
from macrosync import pipeline, validating
from macrosync.cli import main
from macrosync.local_zendesk import LocalZendesk

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SIZE = Size(Desk(articles=4, trees=1), macros=120, triggers=230, articles=105)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    accounts.make(tmp_path / "desk", SIZE)
    return tmp_path / "desk"


@pytest.fixture
def zendesk(desk: Path) -> Iterator[LocalZendesk]:
    with LocalZendesk(desk / DATABASE) as running:
        yield running


def calls_of(zendesk: LocalZendesk, desk: Path, *command: str) -> int:
    """How many calls a command makes, which exits with 0."""
    before = len(zendesk.account.calls.all())
    with pytest.raises(SystemExit) as ended:
        main(["--root", str(desk / PROJECT), "--url", zendesk.url, *command])
    assert not ended.value.code
    return len(zendesk.account.calls.all()) - before


def changes_of(zendesk: LocalZendesk, desk: Path) -> int:
    options = pipeline.Options(desk / PROJECT, None, zendesk.url, {}, print)
    return len(pipeline.plan(options).plan.changes)


def test_a_plan_with_nothing_to_do_lists_by_the_hundred_and_little_more(zendesk: LocalZendesk, desk: Path) -> None:
    assert changes_of(zendesk, desk) == 0
    pages = sum(ceil(number / 100) for number in (SIZE.macros, SIZE.triggers, SIZE.articles))
    assert calls_of(zendesk, desk, "plan") <= pages + 15


def test_an_apply_reads_and_writes_each_change_and_lists_once(zendesk: LocalZendesk, desk: Path) -> None:
    changes.reword(desk / PROJECT, 4)
    changed = changes_of(zendesk, desk)
    assert changed > 4
    listing = calls_of(zendesk, desk, "plan")
    assert calls_of(zendesk, desk, "apply", "--yes", "--force") - listing <= 2 * changed + 15
    assert changes_of(zendesk, desk) == 0


def test_the_corpus_is_the_same_each_time_and_without_findings(tmp_path: Path) -> None:
    desk = Desk(articles=2, questions=2, trees=1, scenarios=1)
    one, other = (corpus.write(tmp_path / name, desk) for name in ("one", "other"))
    files = sorted(each.relative_to(one) for each in one.rglob("*") if each.is_file())
    assert [(one / each).read_bytes() for each in files] == [(other / each).read_bytes() for each in files]
    assert validating.validate(pipeline.Options(one, None, None, {}, print)).findings == ()
