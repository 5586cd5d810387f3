"""A write that has to wait, or is repeated, is read again right before: what somebody saved meanwhile is never lost."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatch
from typing import TYPE_CHECKING

import pytest
from tests.apply.hands import THEIRS, Hands
from tests.apply.waiting import BUSY, LANDED, LOST, THROTTLED
from tests.plan.rule_samples import trigger, trigger_category
from tests.plan.samples import article, macro, places, ticket_field

from macrosync.resources import Json, Kind, Resource

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from tests.apply.waiting import Desk
    from tests.local_zendesk.client import Data

A, B, C = trigger("a"), trigger("b"), trigger("c")
FIELD = ticket_field("own", "partner")
BEFORE = (FIELD, trigger_category(), A, B, C, macro(), *places(), article())
MEANWHILE = "it was changed meanwhile"


def with_(changed: Resource) -> list[Resource]:
    return [changed if one.ref == changed.ref else one for one in BEFORE]


def renamed() -> Resource:
    options: list[Json] = [{"name": f"대리_기사::{each}", "value": f"driver__{each}"} for each in ("own", "partner")]
    options[1] = {"name": "대리_기사::새 이름", "value": "driver__partner"}
    return replace(FIELD, payload={**FIELD.payload, "custom_field_options": options})


@dataclass(frozen=True)
class Case:
    """What is wanted, the call that does it, what somebody does before, where that is seen, and what is said."""

    desired: Sequence[Resource]
    call: str
    edit: Callable[[Hands], None]
    there: Callable[[Hands], str]
    told: str


NEW_TEXT = with_(article(body="<p>새 글</p>", version=2))
TEXT, LABELS = "PUT help_center/articles/*/translations/ko", "PUT help_center/ko/articles/*"
CASES = {
    "macro": Case(
        with_(macro(text="새 말", version=2)),
        "PUT macros/*",
        Hands.retitle_macro,
        lambda hands: hands.macro["title"],
        f"{MEANWHILE} (title)",
    ),
    "delete": Case(
        [each for each in BEFORE if each.kind is not Kind.MACRO],
        "DELETE macros/*",
        Hands.retitle_macro,
        lambda hands: hands.macro["title"],
        f"{MEANWHILE} (title)",
    ),
    "option": Case(
        with_(renamed()),
        "POST ticket_fields/*/options",
        Hands.rename_option,
        lambda hands: hands.options[1]["name"],
        f"{MEANWHILE} (name)",
    ),
    "option deleted": Case(
        with_(ticket_field("own")),
        "DELETE ticket_fields/*/options/*",
        Hands.rename_option,
        lambda hands: hands.options[1]["name"],
        f"{MEANWHILE} (name)",
    ),
    "trigger order": Case(
        [*(each for each in BEFORE if each not in (A, B, C)), B, A, C],
        "POST trigger_categories/jobs",
        Hands.turn_triggers,
        lambda hands: THEIRS if hands.order == "acb" else hands.order,
        f"{MEANWHILE} (its triggers were put in another order)",
    ),
    "text": Case(NEW_TEXT, TEXT, Hands.rewrite_article, lambda hands: hands.article["body"], f"{MEANWHILE} (body)"),
    "labels, before the text": Case(
        NEW_TEXT,
        TEXT,
        Hands.label_article,
        lambda hands: " ".join(hands.article["label_names"]),
        f"{MEANWHILE} (label_names)",
    ),
    "labels": Case(
        NEW_TEXT,
        LABELS,
        Hands.label_article,
        lambda hands: " ".join(hands.article["label_names"]),
        f"only its body was written, since {MEANWHILE} (label_names)",
    ),
}


FAULTS = {"429": THROTTLED, "503": BUSY, "lost": LOST, "landed": LANDED}
#: After which an option's POST is as good as done once: it is sent again, or was done.
AGAIN = {"429", "landed"}


def each(*faults: str) -> list[object]:
    """Every case with every one of these faults; an option's POST is not repeated where it may have been done."""
    pairs = [(name, fault) for name in CASES for fault in faults if name != "option" or fault in AGAIN]
    return [pytest.param(name, FAULTS[fault], id=f"{name}, {fault}") for name, fault in pairs]


@pytest.mark.parametrize(("name", "what"), each("429", "503", "lost"))
def test_what_is_saved_while_a_write_waits_is_refused_and_said(desk: Desk, name: str, what: Data) -> None:
    case = CASES[name]
    desk.apply(BEFORE)
    hands = Hands(desk.api)
    desk.fault(case.call, what, lambda: case.edit(hands))
    assert desk.refused(case.desired).startswith(case.told)
    assert desk.clock.slept == [5.0 if what is THROTTLED else 0.5]
    assert THEIRS in case.there(hands)
    assert desk.plan(case.desired).changes
    desk.apply(case.desired)
    assert desk.plan(case.desired).changes == ()


@pytest.mark.parametrize(("name", "what"), each("429", "503", "lost", "landed"))
def test_a_write_that_waits_while_nobody_does_anything_is_done_once(desk: Desk, name: str, what: Data) -> None:
    case = CASES[name]
    desk.apply(BEFORE)
    before = len(desk.calls())
    desk.fault(case.call, what)
    assert desk.apply(case.desired).warnings == ()
    calls = desk.calls()[before:]
    sent = [at for at, call in enumerate(calls) if fnmatch(call, case.call) and call.count("/") == case.call.count("/")]
    assert len(sent) == (1 if what is LANDED else 2)
    assert all(calls[at - 1].startswith("GET") for at in (sent if case.call != LABELS else sent[1:]))
    assert desk.plan(case.desired).changes == ()


LANDED_AND_EDITED = {
    "macro": "it was written, and then changed by hand (title)",
    "trigger order": f"{MEANWHILE} (its triggers were put in another order)",
    "text": f"{MEANWHILE} (body)",
    "labels, before the text": f"only its body was written, since {MEANWHILE} (label_names)",
    "labels": "it was written, and then changed by hand (label_names)",
}


@pytest.mark.parametrize("name", LANDED_AND_EDITED)
def test_what_is_saved_after_an_attempt_that_was_done_stays_and_is_said(desk: Desk, name: str) -> None:
    case = CASES[name]
    desk.apply(BEFORE)
    hands = Hands(desk.api)
    desk.fault(case.call, LANDED, lambda: case.edit(hands))
    assert desk.refused(case.desired).startswith(LANDED_AND_EDITED[name])
    assert hands.order == "bca" if name == "trigger order" else THEIRS in case.there(hands)
    assert desk.plan(case.desired).changes
    desk.apply(case.desired)
    assert desk.plan(case.desired).changes == ()


def test_a_wait_for_the_limit_before_the_first_attempt_counts_too(desk: Desk) -> None:
    case = CASES["macro"]
    desk.apply(BEFORE)
    hands = Hands(desk.api)
    used_up = {"status": 200, "headers": {"ratelimit-remaining": "0", "ratelimit-reset": "30"}}
    desk.fault("GET macros/*", {**used_up, "body": {"macro": hands.macro}}, hands.retitle_macro)
    assert desk.refused(case.desired).startswith(case.told)
    assert desk.clock.slept == [30.0]
    assert hands.macro["title"] == THEIRS


def test_an_article_whose_labels_are_refused_says_that_its_text_was_written(desk: Desk) -> None:
    case = CASES["labels"]
    desk.apply(BEFORE)
    desk.fault(case.call, {"status": 422})
    assert "; before that, its body was written. " in desk.refused(case.desired)
    desk.apply(case.desired)
    assert desk.plan(case.desired).changes == ()


def test_a_text_that_landed_is_followed_by_its_labels(desk: Desk) -> None:
    desk.apply(BEFORE)
    before = len(desk.calls())
    desk.fault(TEXT, LANDED)
    desk.apply(NEW_TEXT)
    article_id = Hands(desk.api).article_id
    text, whole = (f"help_center/{part}/{article_id}" for part in ("articles", "ko/articles"))
    expected = [f"GET {whole}", f"PUT {text}/translations/ko", f"GET {whole}", f"PUT {whole}"]
    assert [each for each in desk.calls()[before:] if each.endswith((f"/{article_id}", "/ko"))] == expected
