from __future__ import annotations

import io
import re
from html import unescape

import pytest
from rich.cells import cell_len
from rich.console import Console
from tests.plan.rule_samples import calling, trigger, trigger_category, webhook
from tests.plan.samples import (
    PROJECT,
    account,
    applied,
    article,
    changed,
    everything,
    form,
    macro,
    places,
    ticket_field,
)

from macrosync.plan import Plan, make
from macrosync.plan.render import to_markdown, to_terminal
from macrosync.plan.render.diff import unified
from macrosync.plan.render.visible import visible
from macrosync.resources import Json, Kind, Resource

LOST = "after-ride/lost-item/chat"
EVIL = "\x1b[31m\x07제목\u202e\u2066</code></summary>\n```\n````\n@team [a](https://example.com) \x9b2J\u200b"


def plan(*desired: Resource, before: tuple[Resource, ...] = (), prune: bool = False) -> Plan:
    return make(desired, applied(before), project=PROJECT, target="local", prune=prune)


def evil() -> Plan:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, title=EVIL)
    return make([], by_hand, project=PROJECT, target="local", prune=True)


def printed(made: Plan, width: int = 100, *, terminal: bool = False) -> str:
    out = io.StringIO()
    Console(file=out, width=width, force_terminal=terminal, color_system="standard" if terminal else None).print(
        to_terminal(made)
    )
    return out.getvalue()


def test_a_line_for_each_change_with_its_place() -> None:
    text = printed(plan(*everything()))
    assert re.search(r"^\+ create ticket field 상담유형 +workflows/consult-types.yaml:1$", text, re.MULTILINE)
    assert re.search(r"^~ update ticket form 기사 문의 +macrosync.toml:7$", text, re.MULTILINE)
    assert text.rstrip().endswith("Plan: 7 to create, 1 to update, 0 to delete, 0 unchanged.")


def test_both_sides_of_an_update_are_shown() -> None:
    text = printed(plan(macro(text="안녕하세요 기사님"), before=(macro(text="안녕하세요 고객님"),)))
    assert "- 안녕하세요 고객님" in text
    assert "+ 안녕하세요 기사님" in text
    assert "actions.comment_value" in text
    assert "actions.current_tags" not in text


SOLVING: dict[str, Json] = {"field": "status", "value": "solved"}
RAISING: dict[str, Json] = {"field": "priority", "value": "high"}
PLACES = (ticket_field("own"), trigger_category(), webhook())
ORDERED = (trigger("a/b", actions=[SOLVING, RAISING]), calling("a/c"))


def test_the_order_of_actions_and_of_triggers_is_shown() -> None:
    text = printed(plan(*PLACES, ORDERED[1], trigger("a/b", actions=[RAISING, SOLVING]), before=(*PLACES, *ORDERED)))
    assert "  actions\n    + priority: high\n      status: solved\n    - priority: high\n" in text
    assert "  trigger order\n    + a/c\n      a/b\n    - a/c\n" in text


def test_a_rule_is_shown_with_its_conditions_and_names_in_the_place_of_ids() -> None:
    text = printed(plan(*PLACES, *ORDERED))
    assert "all: group_id is_not 11\n" in text
    assert "any: custom_fields_(id of ticket field consult-type) includes driver__own\n" in text
    assert "endpoint\n    + (the account)/api/v2/tickets\n" in text
    assert "notification_webhook: (id of webhook lost-item/task)\n    +   {" in text


def test_a_trigger_that_changes_its_category_shows_both_names() -> None:
    moved = (trigger_category("다른"), trigger("a/b", category="다른"))
    text = printed(plan(*PLACES, *moved, before=(*PLACES, *ORDERED)))
    assert re.search(r"- macrosync \(id \d+\)\n    \+ \(id of trigger category 다른\)\n", text)


def test_the_words_that_changed_are_told_from_the_others() -> None:
    (old, new) = unified(["안녕하세요 고객님 반갑습니다"], ["안녕하세요 기사님 반갑습니다"])
    assert [old.text[slice(*span)] for span in old.words] == ["고객님"]
    assert [new.text[slice(*span)] for span in new.words] == ["기사님"]


def test_unchanged_lines_far_from_a_change_are_left_out() -> None:
    before = [f"줄 {number}" for number in range(20)]
    after = [*before[:10], "새 줄", *before[11:]]
    signs = "".join(line.sign for line in unified(before, after))
    assert signs == "…  -+  …"


def test_no_line_is_wider_than_the_terminal() -> None:
    made = plan(*everything(), macro("long/a/chat", "가나다라 " * 80))
    for width in (40, 79, 100):
        assert max(cell_len(line) for line in printed(made, width).splitlines()) <= width


def test_places_stand_below_each_other_whatever_the_width_of_letters() -> None:
    lines = [line for line in printed(plan(*everything()), 140).splitlines() if line.startswith("+ create macro")]
    columns = {cell_len(line[: line.index("macros/")]) for line in lines}
    assert len(lines) == 2
    assert len(columns) == 1


def test_html_is_shown_a_block_a_line() -> None:
    text = printed(plan(*places(), article(body="<h2>질문</h2><p>답</p><ul><li>하나</li></ul>")))
    for line in ("+ <h2>질문</h2>", "+ <p>답</p>", "+ <li>하나</li>"):
        assert line in text


def test_an_id_that_is_not_known_yet_is_said_in_words() -> None:
    text = printed(plan(ticket_field("own"), form()))
    assert "(id of ticket field consult-type)" in text
    assert "@{" not in text


def test_a_known_id_is_shown_with_its_name() -> None:
    assert "채팅 상담 (id 11)" in printed(plan(macro()))


def test_opening_to_everyone_is_said() -> None:
    text = printed(plan(macro(restriction=None), *places(), article(user_segment_id=None)))
    assert "(every agent)" in text
    assert "(everyone, the public too)" in text


def test_drift_and_notes_are_said() -> None:
    by_hand = changed(applied([macro(), macro("a/b/chat")]), Kind.MACRO, LOST, active=False)
    text = printed(make([macro()], by_hand, project=PROJECT, target="local"))
    assert "! changed by hand since the last apply" in text
    assert "1 was changed by hand" in text
    assert "Note: 1 macro is no longer defined; --prune deletes it." in text


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_of_an_account_steers_the_terminal(terminal: bool) -> None:  # noqa: FBT001 - a case
    text = printed(evil(), terminal=terminal)
    unstyled = re.sub(r"\x1b\[[0-9;]*m", "", text)
    assert all(sign.isprintable() or sign == "\n" for sign in unstyled)
    assert "\\x1b[31m\\x07제목\\u202e\\u2066" in re.sub(r"\n *(↳ )?", "", unstyled)


COMMAND = "::stop-commands::x"


@pytest.mark.parametrize("width", [40, 80, 10_000])
def test_nothing_of_an_account_is_a_command_of_a_runner(width: int) -> None:
    title = f"{'가' * 25} {COMMAND} {'x' * 80}{COMMAND}"
    text = f"{'나' * 33}{COMMAND} ##[error]x\n{COMMAND}\n  {COMMAND}"
    before, after = macro(text=text, title=title), macro(text=f"{text}\n새 줄 ##[error]x", title=title)
    made = plan(after, before=(before,))
    for line in (*printed(made, width).splitlines(), *to_markdown(made).splitlines()):
        assert not line.lstrip().startswith("::")
        assert "##[" not in line
    assert "\\x3a:stop-commands::x" in printed(made, width)


def test_every_sign_that_does_not_show_is_written_out() -> None:
    assert visible("가\u00a0나\u3164\ud800\U000e0041\tx") == "가\\xa0나\\u3164\\ud800\\U000e0041\\x09x"
    assert visible("그대로 ▶ 【항목】 ☎") == "그대로 ▶ 【항목】 ☎"


def test_markup_of_rich_in_a_text_is_only_text() -> None:
    assert "[bold red]가[/]" in printed(plan(macro(text="[bold red]가[/]")))


def test_markdown_has_the_numbers_and_both_sides() -> None:
    text = to_markdown(plan(macro(text="새 말"), before=(macro(text="옛 말"),)))
    assert "**Plan: 0 to create, 1 to update, 0 to delete, 0 unchanged.**" in text
    assert "**text**\n\n```diff\n- 옛 말\n+ 새 말\n```\n" in text
    assert "<code>macros/call-contact/contact-after-ride.yaml:12</code>" in unescape(text)


def test_nothing_of_an_account_breaks_out_of_markdown() -> None:
    text = to_markdown(evil())
    outside = re.sub(r"^(`{3,})diff\n.*?^\1\n", "", text, flags=re.DOTALL | re.MULTILINE)
    assert not re.search(r"[@\[\]`]", outside.replace("<code>", ""))
    assert outside.count("</summary>") == 1
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_backticks_of_a_context_line_end_no_fence() -> None:
    made = plan(macro(text="```\n새 말"), before=(macro(text="```\n옛 말"),))
    assert "````diff" in to_markdown(made)


def test_markdown_that_is_too_long_is_cut_and_says_so() -> None:
    made = plan(*(macro(f"a/b{number}/chat", "긴 글 " * 200) for number in range(60)))
    for limit in (60_000, 12_000, 2_000):
        text = to_markdown(made, limit)
        assert len(text) <= limit
        assert "left out for their length" in text
    assert "more changes." in text
    assert to_markdown(made, 60_000).count("create macro") == 60


def test_notes_without_number_are_cut() -> None:
    newer = tuple(macro(f"a/b{number}/chat", version=2) for number in range(90))
    made = plan(*(macro(each.key) for each in newer), before=newer)
    text = to_markdown(made, 20_000)
    assert len(made.notes) >= 90
    assert f"… and {len(made.notes) - 20} more notes." in text
    assert len(text) <= 20_000


def test_an_empty_plan_says_so_everywhere() -> None:
    made = make([], account(), project=PROJECT, target="local")
    assert printed(made) == "Plan: 0 to create, 0 to update, 0 to delete, 0 unchanged.\n"
    assert "0 unchanged" in to_markdown(made)
