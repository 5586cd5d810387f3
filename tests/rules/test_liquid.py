from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import liquid
from macrosync.rules.liquid import LiquidInvalid

plain_text = st.text(st.characters(exclude_characters="{}%", exclude_categories=["Cs"]))
names = st.from_regex(r"(ticket|current_user)(\.[a-z]{1,6}_[a-z]{1,3}){1,3}", fullmatch=True)


def named(template: str) -> list[tuple[str, int]]:
    return [(each.name, each.offset) for each in liquid.placeholders(template)]


def offset_of(template: str) -> int:
    with pytest.raises(LiquidInvalid) as caught:
        liquid.placeholders(template)
    assert caught.value.message.endswith(".")
    return caught.value.offset


def test_placeholders_in_outputs_have_the_offset_of_their_braces() -> None:
    text = "안녕하세요, {{ ticket.requester.name | upcase }}님. {{current_user.first_name}}"
    assert named(text) == [("ticket.requester.name", 7), ("current_user.first_name", 46)]


def test_placeholders_inside_tags_have_the_offset_of_the_tag() -> None:
    text = "a{% if ticket.status == 'open' and ticket.priority %}b{% elsif ticket.via %}c{% endif %}"
    assert named(text) == [("ticket.status", 1), ("ticket.priority", 1), ("ticket.via", text.index("{% elsif"))]


def test_placeholders_of_case_and_of_filter_arguments() -> None:
    text = "{% case ticket.ticket_field_1 %}{% when 'a' %}{{ 'x' | append: ticket.id }}{% endcase %}"
    assert [name for name, _ in named(text)] == ["ticket.ticket_field_1", "ticket.id"]


def test_repeated_placeholders_are_all_given() -> None:
    assert named("{{ticket.id}} {{ticket.id}}") == [("ticket.id", 0), ("ticket.id", 14)]


def test_local_variables_are_no_placeholders() -> None:
    text = (
        "{% assign a = ticket.id %}{{a}}{% capture b %}{{ticket.title}}{% endcapture %}{{b}}"
        "{% for c in ticket.comments %}{{c.value}}{{forloop.index}}{% endfor %}"
    )
    assert [name for name, _ in named(text)] == ["ticket.id", "ticket.title", "ticket.comments"]


def test_an_index_is_part_of_the_name() -> None:
    assert named("{{ticket.comments[0].value}}") == [("ticket.comments[0].value", 0)]


def test_comments_and_raw_text_hold_no_placeholders() -> None:
    assert named("{% comment %}{{ticket.a}} }}{% endcomment %}{% raw %}{{ticket.b}}{% endraw %}") == []


@pytest.mark.parametrize(
    ("template", "offset"),
    [
        ("ab {{ticket.id", 3),
        ("ab {{ticket.id}", 3),
        ("ab {{ticket.id {{ticket.title}}", 3),
        ("ab {% if ticket.id", 3),
        ("ab {% if ticket.id }}c{% endif %}", 3),
        ("ab {% if ticket.id %}c", 3),
        ("{% if a %}{% for b in c %}{% endif %}{% endfor %}", 26),
        ("{% if a %}{% for b in c %}{% endfor %}", 0),
        ("ab {% endif %}", 3),
        ("ab ticket.id}}", 12),
        ("ab {ticket.id}}", 13),
        ("ab if x %}", 8),
        ("ab {{ }}", 3),
        ("ab {%- -%}", 3),
        ("ab {% unknown %}", 6),
        ("ab {% include 'other' %}", 6),
        ("ab {{ ticket.id | shout }}", 18),
        ("ab {{ ticket.id | base64_encode }}", 18),
        ("ab {{ ticket id }}", 13),
        ("ab {% if a = b %}{% endif %}", 11),
        ("{% case a %}{% when 'b' %}{{c}}{% else %}{% assign x %}{% endcase %}", 41),
    ],
)
def test_broken_liquid_is_refused_where_it_stands(template: str, offset: int) -> None:
    assert offset_of(template) == offset


@pytest.mark.parametrize("template", ["{% raw %}{{a}}", "{% comment %}x"])
def test_an_unclosed_verbatim_block_is_refused(template: str) -> None:
    offset_of(template)


@pytest.mark.parametrize(
    "text",
    ['{"a": {"b": {}}}', "{할인 10%} 100% }", "f(x) = {y}", "{{ticket.id}} {", '{"ticket": {"id": {{ticket.id}}}}'],
)
def test_single_braces_around_text_are_no_liquid(text: str) -> None:
    assert liquid.spans(text) == tuple(
        (at, at + len("{{ticket.id}}")) for at in [text.find("{{ticket.id}}")] if at >= 0
    )


def test_spans_of_outputs_tags_and_verbatim_blocks() -> None:
    text = "a{{x}}b{% if y %}c{%- endif -%}{% raw %}{{z}}{% endraw %}d{% comment %}}}{% endcomment %}"
    found = [text[start:end] for start, end in liquid.spans(text)]
    assert found == [
        "{{x}}",
        "{% if y %}",
        "{%- endif -%}",
        "{% raw %}{{z}}{% endraw %}",
        "{% comment %}}}{% endcomment %}",
    ]


def test_spans_refuse_half_a_placeholder() -> None:
    with pytest.raises(LiquidInvalid, match="not closed"):
        liquid.spans("{{ticket.id")


@given(plain_text)
def test_text_without_liquid_renders_to_itself(text: str) -> None:
    assert liquid.render(text, {}) == text
    assert liquid.spans(text) == ()
    assert liquid.placeholders(text) == ()


@given(st.lists(st.tuples(plain_text, names)), plain_text)
def test_spans_cover_exactly_the_liquid(pairs: list[tuple[str, str]], last: str) -> None:
    text = "".join(f"{before}{{{{{name}}}}}" for before, name in pairs) + last
    spans = liquid.spans(text)
    assert [text[start:end] for start, end in spans] == [f"{{{{{name}}}}}" for _, name in pairs]
    assert [(each.name, each.offset) for each in liquid.placeholders(text)] == [
        (name, start) for (_, name), (start, _) in zip(pairs, spans, strict=True)
    ]
    assert liquid.render(text, {}) == "".join(before for before, _ in pairs) + last


def test_render_fills_nested_names_and_leaves_the_unknown_blank() -> None:
    context = {"ticket": {"requester": {"name": "Driver One"}, "id": 7}}
    assert liquid.render("{{ticket.requester.name}} #{{ticket.id}}{{ticket.nothing}}", context) == "Driver One #7"


def test_names_are_case_sensitive() -> None:
    assert liquid.render("[{{Ticket.ID}}]", {"ticket": {"id": 7}}) == "[]"


def test_render_decides_by_case() -> None:
    template = "{% case ticket.x %}{% when 'a', 'b' %}first{% when 'c' %}second{% else %}both{% endcase %}"
    shown = [liquid.render(template, {"ticket": {"x": value}}) for value in ("a", "b", "c", "d", "", None)]
    assert shown == ["first", "first", "second", "both", "both", "both"]


def test_values_are_escaped_only_when_asked() -> None:
    context = {"ticket": {"title": "<b>&"}}
    assert liquid.render("{{ticket.title}}", context) == "<b>&"
    assert liquid.render("<p>{{ticket.title}}</p>", context, escape=True) == "<p>&lt;b&gt;&amp;</p>"


def test_the_current_time_comes_from_the_context() -> None:
    now = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    assert liquid.render("{{ 'now' | date: '%Y-%m-%d' }}", {liquid.NOW: now}) == "2026-11-24"
    with pytest.raises(LiquidInvalid, match="current time"):
        liquid.render("{{ 'now' | date: '%Y-%m-%d' }}", {})


def test_a_date_of_the_ticket_is_formatted() -> None:
    context = {"ticket": {"created_at": "2026-11-24T09:00:00Z"}}
    assert liquid.render("{{ ticket.created_at | date: '%d.%m.' }}{{ ticket.x | date: '%d' }}", context) == "24.11."


def test_what_liquid_would_print_as_an_error_is_refused() -> None:
    with pytest.raises(LiquidInvalid) as caught:
        liquid.render("ab {{ 1 | divided_by: 0 }}", {})
    assert caught.value.offset == 10
