"""A plan for people who read no YAML and no HTML: words, text without tags, and nothing hidden."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.plan.samples import PROJECT, applied, article, changed, macro, places, ticket_field

from macrosync.plan import Plan, from_json, make, to_json
from macrosync.plan import drift as finding
from macrosync.plan.render import drift as drifts
from macrosync.plan.render import plain, to_markdown
from macrosync.plan.render.diff import unified
from macrosync.plan.render.ways import APPLY
from macrosync.resources import Json, Kind, Resource

LOST = "after-ride/lost-item/chat"


def plan(*desired: Resource, before: tuple[Resource, ...] = (), prune: bool = False) -> Plan:
    return make(desired, applied(before), project=PROJECT, target="local", prune=prune)


def shown(before: str, after: str) -> list[str]:
    return [f"{line.sign} {line.text}" for line in plain.readable(unified(before.split("\n"), after.split("\n")))]


def test_fields_are_named_in_words() -> None:
    text = to_markdown(plan(macro(), *places(), article(), ticket_field("own")))
    for words in ("title", "text", "who may use it", "tags that it adds", "text of the article", "who may read it"):
        assert f"\n**{words}**" in text
    assert "\n**the requester sees it**: <code>yes</code>\n" in text
    assert not re.search(r"actions\.|comment_value|user_segment_id|@@", text)
    assert plain.name(Kind.MACRO, "actions.custom_fields_@{ticket_field/lost-item}") == "ticket field lost-item"


def test_html_that_says_what_the_text_beside_it_says_is_left_out() -> None:
    both = to_markdown(plan(macro(text="새 말"), before=(macro(text="옛 말"),)))
    assert "with formatting" not in both
    assert both.count("+ 새 말") == 1
    said: Json = {"field": "comment_value", "value": "말"}
    otherwise: Json = {"field": "comment_value_html", "value": "다른 말"}
    text = to_markdown(plan(macro(actions=[said, otherwise])))
    assert "**text with formatting**: <code>다른 말</code>\n" in text


def test_html_is_read_as_lines_of_text() -> None:
    body = '<h2>질문</h2><ul><li>하나</li></ul><p>A &amp; <strong>둘</strong> <a href="https://example.com">곳</a></p>'
    text = to_markdown(plan(*places(), article(body=body)))
    assert "+ ■ 질문\n+ • 하나\n+ A & 둘 곳 (https://example.com)\n```" in text


@pytest.mark.parametrize(
    ("before", "after", "lines"),
    [
        ("<p>가</p>", "<h2>가</h2>", ["- 가", "+ ■ 가"]),
        ("<p>가</p>", "<p><strong>가</strong></p>", ["- <p>가</p>", "+ <p><strong>가</strong></p>"]),
        ("<p>가</p>\n<p>나</p>", "<p>가</p>\n<p></p>\n<p>나</p>", ["  가", "+ <p></p>", "  나"]),
        ("<ul>\n<li>가</li>\n</ul>", "<ol>\n<li>가</li>\n</ol>", ["- <ul>", "+ <ol>", "  • 가", "- </ul>", "+ </ol>"]),
        ('<p class="a">가</p>', '<p class="b">나</p>', ['- <p class="a">가', '+ <p class="b">나']),
        ('<img src="x">', '<img src="y">', ['- <img src="x">', '+ <img src="y">']),
        ("<p>&lt;b&gt;</p>", "<p>&amp;lt;</p>", ["- <b>", "+ &lt;"]),
    ],
)
def test_no_change_of_html_is_hidden(before: str, after: str, lines: list[str]) -> None:
    assert shown(before, after) == lines


@given(
    st.lists(
        st.sampled_from(["<p>가</p>", "<p>나</p>", "<li>가</li>", "<ul>", "</ul>", "<p></p>", "<hr>"]), max_size=6
    ),
    st.data(),
)
def test_where_html_differs_a_difference_is_shown(before: list[str], data: st.DataObject) -> None:
    after = data.draw(st.permutations(before))
    signs = {line.sign for line in plain.readable(unified(before, after))}
    assert bool(signs & {"+", "-"}) == (before != after)


def test_what_is_no_longer_defined_is_counted_named_and_told_how_to_delete() -> None:
    made = plan(macro(), before=(macro(), macro("a/b/chat"), ticket_field("own")))
    assert from_json(to_json(made)).left == made.left
    text = to_markdown(made, workflow=APPLY)
    assert "0 to delete, 1 unchanged, 2 no longer defined and left.**" in text
    assert "**2 are no longer defined and stay in Zendesk**" in text
    assert "macro 채팅&#58;&#58;고객연락&#58;&#58;a/b/chat" in text
    assert f"```\n{APPLY} -f prune=true\n```" in text
    assert "--prune" not in text
    assert "--prune deletes it" in to_markdown(made).replace("&#59;", ";")
    assert plan(macro(), before=(macro(), macro("a/b/chat")), prune=True).left == ()


def test_what_was_changed_by_hand_is_told_with_the_command_that_overwrites_it() -> None:
    by_hand = changed(applied([macro()]), Kind.MACRO, LOST, active=False)
    text = to_markdown(make([macro()], by_hand, project=PROJECT, target="local"), workflow=APPLY)
    assert "**1 was changed by hand in Zendesk**" in text
    assert f"```\n{APPLY} -f overwrite-drift=true\n```" in text
    assert "--overwrite-drift" not in text


def test_the_issue_of_drift_says_the_commands_of_the_workflow_and_what_else_is_no_longer_defined() -> None:
    by_hand = changed(applied([macro(), macro("a/b/chat"), macro("a/c/chat")]), Kind.MACRO, "a/b/chat", active=False)
    found = finding.find([macro()], by_hand, project=PROJECT, target="local")
    text = drifts.to_markdown(found, workflow=APPLY)
    plainly = unescape(text)
    assert "**2 are no longer defined and stay in Zendesk**" in plainly
    assert f"undo it: {APPLY} -f prune=true -f overwrite-drift=true</code>" in plainly
    assert "--" not in plainly.replace("--ref main", "")
    assert "macrosync --target local apply --prune --overwrite-drift" in unescape(drifts.to_markdown(found))
