"""Liquid tags on lines of their own: whatever they decide, no blank line and no broken HTML is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.reading import lines, visible

from macrosync.compiler.text import render
from macrosync.rules import liquid


def shown(markdown: str, **context: str) -> tuple[str, str]:
    """Plain text and HTML with the tags decided."""
    rendered = render(markdown)
    return liquid.render(rendered.plain, context), liquid.render(rendered.html, context)


@pytest.mark.parametrize(
    ("markdown", "with_x", "without"),
    [
        ("{% if x %}\n가\n{% else %}\n나\n{% endif %}", "가", "나"),
        ("{% if x %}가{% else %}나{% endif %}", "가", "나"),
        ("가\n\n{% if x %}\n나\n{% endif %}", "가\n\n나", "가"),
        ("가\n{% if x %}\n나\n{% endif %}\n다", "가\n\n나\n\n다", "가\n\n다"),
        ("{% if x %}\n\n가\n\n{% endif %}\n\n나", "가\n\n나", "나"),
        ("가\n\n{% if x %}\n나\n\n다\n{% else %}\n라\n{% endif %}\n\n마", "가\n\n나\n\n다\n\n마", "가\n\n라\n\n마"),
        ("가\n\n{% if x %}{% if x %}\n나\n{% endif %}\n{% endif %}", "가\n\n나", "가"),
        ("가\n\n{% if x %}\n- 나\n- 다\n{% endif %}\n\n라", "가\n\n- 나\n- 다\n\n라", "가\n\n라"),
        ("- 가\n  {% if x %}\n  나\n  {% endif %}\n- 다", "- 가\n  나\n- 다", "- 가\n- 다"),
        ("가{% if x %}\n나{% endif %}\n다", "가\n나\n다", "가\n다"),
        ("{% if x %}가\n{% endif %}나", "가\n나", "나"),
        ("- 가{% if x %}\n- 나{% endif %}\n- 다", "- 가\n- 나\n- 다", "- 가\n- 다"),
        ("{% assign y = x %}\n가 {{y}}", "가 1", "가 "),
        ("가\n\n{% comment %} 나 {% endcomment %}\n\n다", "가\n\n다", "가\n\n다"),
        ("가\n{% raw %}나{% endraw %}\n다", "가\n나\n다", "가\n나\n다"),
    ],
)
def test_what_a_tag_decides_comes_and_goes_without_a_trace(markdown: str, with_x: str, without: str) -> None:
    for context, expected in (({"x": "1"}, with_x), ({}, without)):
        plain, html = shown(markdown, **context)
        assert plain == expected
        assert visible(html) == lines(expected)
        assert "<p></p>" not in html.replace("\n", "")


def test_a_case_of_whole_blocks() -> None:
    markdown = "{% case x %}\n{% when 'a' %}\n가\n\n- 나\n{% when 'b' %}\n다\n{% else %}\n라\n{% endcase %}\n\n마"
    assert shown(markdown, x="a")[0] == "가\n\n- 나\n\n마"
    assert shown(markdown, x="b")[0] == "다\n\n마"
    assert shown(markdown, x="c")[0] == "라\n\n마"
    assert shown(markdown, x="b")[1].strip() == "<p>다</p>\n<p>마</p>"


@pytest.mark.parametrize("markdown", ["가{% if x %}\n나\n{% endif %}", "{% if x %}\n가{% else %}\n나\n{% endif %}"])
def test_a_tag_that_begins_amid_a_line_keeps_its_paragraph(markdown: str) -> None:
    for context in ({"x": "1"}, {}):
        visible(shown(markdown, **context)[1])


blocks = st.lists(st.sampled_from(["가", "가\n나", "가\n- 나\n- 다", "가\n\n1. 나"]), min_size=1, max_size=3)
documents = st.recursive(
    blocks.map("\n\n".join),
    lambda inner: st.one_of(
        inner.map(lambda text: f"{{% if x %}}\n{text}\n{{% endif %}}"),
        st.tuples(inner, inner).map(lambda both: "{{% if x %}}\n{}\n{{% else %}}\n{}\n{{% endif %}}".format(*both)),
        st.lists(inner, min_size=1, max_size=3).map("\n\n".join),
    ),
    max_leaves=5,
)


@given(documents, st.sampled_from(["1", ""]))
def test_deciding_before_or_after_rendering_is_the_same(markdown: str, x: str) -> None:
    """What the author would have written without Liquid is what the driver reads."""
    markdown = markdown.replace("{% if x %}", "{% if x == '1' %}")
    plain, html = shown(markdown, x=x)
    decided = render(liquid.render(markdown, {"x": x}))
    assert plain.removesuffix("\n\n") == decided.plain
    assert visible(html) == visible(decided.html)


@given(documents.filter(lambda text: not text.startswith("{%") or not text.endswith("%}")))
def test_not_even_a_line_end_is_left(markdown: str) -> None:
    for x in ("1", ""):
        plain, _ = shown(markdown.replace("{% if x %}", "{% if x == '1' %}"), x=x)
        assert plain == plain.strip()
