from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.plan.html import normal


@pytest.mark.parametrize(
    ("sent", "given_back"),
    [
        ("<p>가</p><p>나</p>", "<p>가</p>\n\n  <p>나</p>\n"),
        ("<p>가  나\n다</p>", "<p> 가 나 다 </p>"),
        ("<p>가<br>나</p>", "<p>가<br/>\n나</p>"),
        ("<p>A &amp; B</p>", "<p>A & B</p>"),
        ("<p>&quot;가&quot; &#39;나&#39; &gt;</p>", "<p>\"가\" '나' ></p>"),
        ("<p>가&nbsp;나</p>", "<p>가\u00a0나</p>"),
        ('<a id="x" href="/a">가</a>', "<A href='/a'  id=x>가</A>"),
        ("<ul><li>가<li>나</ul>", "<ul>\n<li>가</li>\n<li>나</li>\n</ul>"),
        ("<p>가 <strong>나</strong></p>", "<p>가<strong> 나 </strong></p>".replace("가<", "가 <")),
        ("<p>가</p><!-- made --><hr>", "<p>가</p><hr />"),
        (
            "{% if a < 3 %}<p>가</p>{% else %}<p>나</p>{% endif %}",
            "{% if a &lt; 3 %}\n<p>가</p>\n{% else %}<p>나</p>{% endif %}",
        ),
        ("<h2 id='q'>가</h2>", '<h2 id="q">가</h2>\r\n'),
        ("<p>가", "<p>가</p>"),
        ("<table><tr><td>가</td></tr></table>", "<table>\n<tbody>\n<tr>\n<td>가</td></tr></tbody></table>"),
        ('<a title=" 가 ">나</a>', '<a title="가">나</a>'),
        (
            '<p title="가">가<b>{{ "가" }}</b></p>',
            '<p title="\u1100\u1161">\u1100\u1161<b>{{ "\u1100\u1161" }}</b></p>',
        ),
    ],
)
def test_what_reads_the_same_is_the_same(sent: str, given_back: str) -> None:
    assert normal(sent) == normal(given_back)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("<p>가 나</p>", "<p>가나</p>"),
        ("<p>가 나</p>", "<p>가&nbsp;나</p>"),
        ("<p>가</p>", "<div>가</div>"),
        ("<p>가<br>나</p>", "<p>가 나</p>"),
        ('<a href="/a">가</a>', '<a href="/b">가</a>'),
        ("<p>&lt;b&gt;</p>", "<p><b></b></p>"),
        ("<p>가</p><script>x</script>", "<p>가</p>"),
        ("<pre>가  나</pre>", "<pre>가 나</pre>"),
        ("{{ticket.id}}", "{{ticket.title}}"),
        ("{% if a <b %}<p>가</p>", "{% if a <b %}<p>나</p>"),
        ("<p>가</p></body>나", "<p>가</p></body>"),
        ('<p>가 <img src="a"> 나</p>', '<p>가 <img src="a">나</p>'),
        ('<p>가 <img src="a"></p>', '<p>가<img src="a"></p>'),
        ('<a href="/a\u00a0b">가</a>', '<a href="/a b">가</a>'),
        ('<a href="/{{a}}">가</a>', '<a href="/{{b}}">가</a>'),
        ('<table><tbody class="a"><tr><td>가</td></tr></tbody></table>', "<table><tr><td>가</td></tr></table>"),
        ("<pre>가 \n나</pre>", "<pre>가\n나</pre>"),
        ("{{a}} {{a}}", "{{a}} &#57344;0&#xE001;"),
        ("<p>\u0338</p>", "<p></p>"),
    ],
)
def test_what_reads_otherwise_differs(one: str, other: str) -> None:
    assert normal(one) != normal(other)


def test_a_block_a_line() -> None:
    text = "<h2>가</h2><p>나 <strong>다</strong><br>라</p><ul><li>마</li></ul><table><tr><td>바</td></tr></table>"
    assert normal(text).split("\n") == [
        "<h2>가</h2>",
        "<p>나 <strong>다</strong><br>",
        "라</p>",
        "<ul>",
        "<li>마</li>",
        "</ul>",
        "<table>",
        "<tr>",
        "<td>바</td>",
        "</tr>",
        "</table>",
    ]


words = st.text(st.sampled_from(" \n\u00a0가\u1100\u1161\u0338<>&'\"a%{}"), max_size=8)
inline = st.recursive(
    words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    | st.sampled_from(["<br>", '<img src="a">', "{{a < b}}", "&#39;"]),
    lambda inner: st.tuples(st.sampled_from(["strong", "em", "span", 'a href="/x?a=1&amp;b=2"']), inner).map(
        lambda pair: f"<{pair[0]}>{pair[1]}</{pair[0].split()[0]}>"
    ),
    max_leaves=4,
)
blocks = st.recursive(
    st.lists(inline, max_size=4).map(lambda parts: "<p>" + "".join(parts) + "</p>"),
    lambda inner: st.tuples(st.sampled_from(["div", "blockquote", "pre"]), st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=5,
)
documents = st.lists(blocks | inline, max_size=4).map("".join)


@given(documents)
def test_normalising_again_changes_nothing(text: str) -> None:
    once = normal(text)
    assert normal(once) == once


@given(documents)
def test_letters_in_pieces_make_no_difference(text: str) -> None:
    assert normal(unicodedata.normalize("NFD", text)) == normal(text)


def closed(text: str) -> str:
    """Without braces that open and never close, for all that follows them would be Liquid."""
    return "{{a < b}}".join(part.replace("{", "") for part in text.split("{{a < b}}"))


@given(st.lists(blocks.map(closed), min_size=1, max_size=4))
def test_white_space_between_blocks_makes_no_difference(parts: list[str]) -> None:
    assert normal("".join(parts)) == normal("\n \t".join(parts))


@given(st.text())
def test_any_text_has_a_form(text: str) -> None:
    assert isinstance(normal(text.encode("utf-8", "replace").decode()), str)


@pytest.mark.parametrize("sign", ["\ue000", "&#57344;", "&#xE000;", "&#x0e000"])
def test_the_signs_that_stand_for_liquid_are_no_danger(sign: str) -> None:
    assert normal(f"{sign}5\ue001") == "\ufffd5\ufffd"


def test_depth_is_no_danger() -> None:
    assert "<div>" in normal("<div>" * 5000)
