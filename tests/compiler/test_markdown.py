"""Light Markdown in, plain text and HTML out, and both say the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.compiler.reading import lines, visible

from macrosync.compiler.text import TAGS, Literal, links, render
from macrosync.rules.liquid import LiquidInvalid


@pytest.mark.parametrize(
    ("markdown", "plain", "html"),
    [
        ("가 나", "가 나", "<p>가 나</p>"),
        ("가\n나\n", "가\n나", "<p>가<br>\n나</p>"),
        ("가  \n나\\\n다", "가\n나\n다", "<p>가<br>\n나<br>\n다</p>"),
        ("가\n\n\n나", "가\n\n나", "<p>가</p>\n<p>나</p>"),
        ("**가** *나* ***다***", "가 나 다", "<p><strong>가</strong> <em>나</em> <em><strong>다</strong></em></p>"),
        ("- 가\n- 나", "- 가\n- 나", "<ul>\n<li>가</li>\n<li>나</li>\n</ul>"),
        ("* 가\n+ 나", "* 가\n\n+ 나", "<ul>\n<li>가</li>\n</ul>\n<ul>\n<li>나</li>\n</ul>"),
        ("3. 가\n4. 나", "3. 가\n4. 나", '<ol start="3">\n<li>가</li>\n<li>나</li>\n</ol>'),
        ("1) 가\n1) 나", "1) 가\n2) 나", "<ol>\n<li>가</li>\n<li>나</li>\n</ol>"),
        ("- 가\n  나", "- 가\n  나", "<ul>\n<li>가<br>\n나</li>\n</ul>"),
        ("가\n- 나\n\n다", "가\n\n- 나\n\n다", "<p>가</p>\n<ul>\n<li>나</li>\n</ul>\n<p>다</p>"),
        (r"\*가\* 1\. \[나\]", "*가* 1. [나]", "<p>*가* 1. [나]</p>"),
        ("# 가\n> 나\n    다\n---", "# 가\n> 나\n다\n---", "<p># 가<br>\n&gt; 나<br>\n다<br>\n---</p>"),
        ("`가` ~~나~~ ![다](https://a.kr/)", "`가` ~~나~~ !다 (https://a.kr/)", None),
        ("가 & 나 &amp; < \"다\" '라'", "가 & 나 &amp; < \"다\" '라'", "<p>가 &amp; 나 &amp;amp; &lt; \"다\" '라'</p>"),
        ("", "", ""),
    ],
)
def test_what_light_markdown_has(markdown: str, plain: str, html: str | None) -> None:
    rendered = render(markdown)
    assert rendered.plain == plain
    assert html is None or rendered.html == html


def test_lists_in_lists_keep_their_indent() -> None:
    rendered = render("- 가\n  1. 나\n  2. 다\n     - 라\n- 마\n\n바")
    assert rendered.plain == "- 가\n  1. 나\n  2. 다\n     - 라\n- 마\n\n바"
    assert lines(rendered.plain) == visible(rendered.html)


def test_a_paragraph_in_an_item_stays_in_it() -> None:
    rendered = render("1. 가\n\n   나\n2. 다")
    assert rendered.plain == "1. 가\n   나\n2. 다"
    assert rendered.html == "<ol>\n<li>\n<p>가</p>\n<p>나</p>\n</li>\n<li>\n<p>다</p>\n</li>\n</ol>"


@pytest.mark.parametrize("date", ["2026. 11. 24.부터 2주", "2026. 11. 24.\n2026. 12. 8.", "  2026) 가"])
def test_a_year_at_the_start_of_a_line_is_no_number_of_a_list(date: str) -> None:
    assert "<li>" not in render(date).html
    assert render(date).plain == date.strip()


def test_a_year_at_the_start_of_an_item_is_none_either() -> None:
    rendered = render("- 2026. 11. 24.부터\n- 1. 2026. 12. 8.까지")
    assert rendered.plain == "- 2026. 11. 24.부터\n- 1. 2026. 12. 8.까지"
    assert rendered.html.count("<li>") == 3


@pytest.mark.parametrize(
    ("markdown", "plain", "html"),
    [
        ("[안내](https://a.kr/b)", "안내 (https://a.kr/b)", '<a href="https://a.kr/b">안내</a>'),
        ("[https://a.kr](https://a.kr)", "https://a.kr", '<a href="https://a.kr">https://a.kr</a>'),
        ("[**안**내](https://a.kr)!", "안내 (https://a.kr)!", '<a href="https://a.kr"><strong>안</strong>내</a>!'),
        ("[고객센터](tel:02-123)", "고객센터 (02-123)", '<a href="tel:02-123">고객센터</a>'),
        ("[02-123](tel:02-123)", "02-123", '<a href="tel:02-123">02-123</a>'),
        ("[a@b.kr](mailto:a@b.kr)", "a@b.kr", '<a href="mailto:a@b.kr">a@b.kr</a>'),
        ('[안내](https://a.kr?b=1&c=2 "제목")', "안내 (https://a.kr?b=1&c=2)", None),
    ],
)
def test_links_show_their_address_once_in_plain_text(markdown: str, plain: str, html: str | None) -> None:
    rendered = render(markdown)
    assert rendered.plain == plain
    assert html is None or rendered.html == f"<p>{html}</p>"
    assert "title" not in rendered.html


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "vbscript:x"])
def test_an_address_that_would_run_is_no_link(address: str) -> None:
    assert "<a" not in render(f"[가]({address})").html


@pytest.mark.parametrize("address", ["ftp://a.kr", "question:other-key"])
def test_an_address_of_another_scheme_is_left_out(address: str) -> None:
    assert render(f"[가]({address})").html == "<p><a>가</a></p>"


@pytest.mark.parametrize("html", ["<script>x</script>", "<b onclick=x>가</b>", "<!-- 가 -->", "<a href='x'>가</a>"])
def test_html_is_shown_as_it_stands(html: str) -> None:
    rendered = render(html)
    assert rendered.plain == html
    assert rendered.html == "<p>" + html.replace("<", "&lt;").replace(">", "&gt;") + "</p>"


@pytest.mark.parametrize(
    ("markdown", "strong"),
    [
        ("**강조**를", "강조"),
        ("기사님**은**요", "은"),
        ("‘**강조**’를", "강조"),
        ("'고객' **버튼**을", "버튼"),
        ("**{{ticket.id}}**번", "{{ticket.id}}"),
        ("**강조.** 다음", "강조."),
    ],
)
def test_emphasis_beside_korean(markdown: str, strong: str) -> None:
    rendered = render(markdown)
    assert f"<strong>{strong}</strong>" in rendered.html
    assert rendered.plain == markdown.replace("**", "")


@pytest.mark.parametrize("markdown", ["**‘강조’**를", "**강조(설명)**를", "** 강조**", "**강조", "2 * 3 * 4"])
def test_marks_without_effect_stay_in_both_forms(markdown: str) -> None:
    """CommonMark ends no emphasis between a closing quote and a letter; such a text is a finding."""
    assert render(markdown).plain == markdown
    assert render(markdown).html == f"<p>{markdown}</p>"


@pytest.mark.parametrize(
    "liquid",
    [
        "{{ticket.requester.first_name}}",
        "{{ ticket.ticket_field_360001234567 | default: '_*_' }}",
        '{{ticket.title | append: "<b>&"}}',
        "{% if ticket.id < 3 and ticket.id > 1 %}가{% endif %}",
        "{% case ticket.ticket_field_@{ticket_field/consult-type} %}{% when 'a__b', 'c' %}나{% endcase %}",
        "{% comment %}**가** <b>{% endcomment %}나",
        "{% raw %}{{ticket.id}} _가_ {% endraw %}",
        "{{ticket.id}}_{{ticket.title}}_{{ticket.id}}",
    ],
)
def test_liquid_survives_to_the_letter(liquid: str) -> None:
    for before, after in (("", ""), ("**가** ", " *나*"), ("- ", "\n- 다")):
        rendered = render(before + liquid + after)
        for code in re.findall(r"\{\{.*?\}\}|\{%.*?%\}", liquid):
            assert code in rendered.plain
            assert code in rendered.html


def test_broken_liquid_is_refused() -> None:
    with pytest.raises(LiquidInvalid):
        render("가 {{ticket.id")


def test_a_literal_is_shown_as_it_is() -> None:
    rendered = render("**", Literal("<b>_*가*_ {{x"), "** ", Literal("1. [나](https://a.kr)"))
    assert rendered.plain == "<b>_*가*_ {{x 1. [나](https://a.kr)"
    assert rendered.html == "<p><strong>&lt;b&gt;_*가*_ {{x</strong> 1. [나](https://a.kr)</p>"


def test_links_are_told_with_their_text() -> None:
    text = r"[Q1.](question:a) / [**Q2.** {{ticket.id}}](https://a.kr) [Q3\.](tel:1)"
    assert links(text) == (("Q1.", "question:a"), ("Q2. {{ticket.id}}", "https://a.kr"), ("Q3.", "tel:1"))
    assert links("no link") == ()


#: Links have tests of their own: their addresses are shown in plain text alone.
words = st.text(st.sampled_from("가나 ab12.()'\"<>&*_\\!#`~-+:/‘’"), min_size=1, max_size=10)
codes = st.sampled_from(
    ["{{ticket.requester.first_name}}", "{{a_b*c*}}", "{{ x | append: '<_>' }}", "{{ticket.comments[0].value}}"]
)
spans = st.one_of(words, codes, words.map(lambda text: f"**{text}**"), words.map(lambda text: f"*{text}*"))
rows = st.lists(spans, min_size=1, max_size=4).map("".join)
starts = st.sampled_from(["", "", "- ", "  - ", "1. ", "7. ", "   2. ", "    "])
documents = st.lists(st.tuples(starts, rows).map("".join) | st.just(""), max_size=8).map("\n".join)


@given(documents)
def test_html_has_allowed_tags_only_and_is_well_formed(markdown: str) -> None:
    html = render(markdown).html
    without_liquid = re.sub(r"\{\{.*?\}\}", "", html)
    assert set(re.findall(r"</?([a-zA-Z0-9]+)", without_liquid)) <= TAGS
    visible(without_liquid)


@given(documents)
def test_plain_text_and_html_say_the_same(markdown: str) -> None:
    rendered = render(markdown)
    html = re.sub(r"\{\{.*?\}\}", lambda code: code[0].replace("<", "&lt;").replace(">", "&gt;"), rendered.html)
    assert [_dashed(line) for line in visible(html)] == [_dashed(line) for line in lines(rendered.plain)]


def _dashed(line: str) -> str:
    """A line with its markers as HTML shows them, which does not know what sign an item was written with."""
    return re.sub(
        r"(?:(?:[-*+]|\d+[.)])(?: |$))+", lambda marks: re.sub(r"[*+]", "-", marks[0]).replace(")", "."), line
    )


@given(documents)
def test_placeholders_survive_to_the_letter_each_once(markdown: str) -> None:
    written = re.findall(r"\{\{.*?\}\}", markdown)
    rendered = render(markdown)
    assert re.findall(r"\{\{.*?\}\}", rendered.plain) == written
    assert re.findall(r"\{\{.*?\}\}", rendered.html) == written


@given(documents)
def test_rendering_is_deterministic_and_leaves_no_sign_of_ours(markdown: str) -> None:
    rendered = render(markdown)
    assert rendered == render(markdown)
    assert not re.search("[\ue000-\uf8ff]", rendered.plain + rendered.html)


@given(st.lists(st.text(st.sampled_from("가나다라 0"), min_size=1).filter(str.strip), min_size=1, max_size=5))
def test_ordinary_korean_text_comes_out_as_it_went_in(written: list[str]) -> None:
    text = "\n".join(" ".join(line.split()) for line in written)
    assert render(text).plain == text
