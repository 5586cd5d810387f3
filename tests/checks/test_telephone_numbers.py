"""Telephone numbers of people are found in any text, and nothing else is taken for one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.checks.rule_desk import findings, reply

SEPARATORS = st.sampled_from(["", "-", " ", "."])
AROUND = st.sampled_from(["", "전화 ", "번호는", "(", "[", ": "])
AFTER = st.sampled_from(["", "번", "으로", ")", ".", ", ", "\n"])


@st.composite
def mobile(draw: st.DrawFn) -> str:
    digits = st.text("0123456789", min_size=4, max_size=4)
    first = draw(st.sampled_from(["010", "011", "016", "+82 10", "+8210", "+82-10", "0504"]))
    return draw(SEPARATORS).join([first, draw(digits), draw(digits)])


@given(number=mobile(), before=AROUND, after=AFTER)
def test_a_number_of_a_person_is_found(number: str, before: str, after: str) -> None:
    (found,) = findings(reply("M", f"{before}{number}{after}"))
    assert found.id == "phone-number-in-text"
    assert f"`{number}`" in found.message


@given(
    text=st.one_of(
        st.dates().map(str),
        st.datetimes().map(lambda moment: f"{moment:%Y-%m-%d %H:%M}"),
        st.integers(10**9, 10**17).map(lambda number: f"주문번호 {number}"),
        st.integers(0, 10**9).map(lambda number: f"{number:,}원"),
        st.from_regex(r"1[568][0-9]{2}-?[0-9]{4}", fullmatch=True),
        st.from_regex(r"[A-Z]{2}01[0-9]{9}", fullmatch=True),
        st.uuids().map(lambda number: f"https://example.com/{number}"),
    )
)
def test_other_numbers_may_stand(text: str) -> None:
    assert findings(reply("M", f"안내: {text}")) == []
