from __future__ import annotations

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


words = st.text(st.sampled_from(" \n\u00a0가나<>&'\"a%{}"), max_size=8)
inline = st.recursive(
    words.map(lambda text: text.replace("&", "&amp;").replace("<", "&lt;"))
    | st.sampled_from(["<br>", "{{a < b}}", "&#39;"]),
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


@given(st.lists(blocks, min_size=1, max_size=4))
def test_white_space_between_blocks_makes_no_difference(parts: list[str]) -> None:
    assert normal("".join(parts)) == normal("\n \t".join(parts))


@given(st.text())
def test_any_text_has_a_form(text: str) -> None:
    assert isinstance(normal(text.encode("utf-8", "replace").decode()), str)


def test_depth_is_no_danger() -> None:
    assert "<div>" in normal("<div>" * 5000)
