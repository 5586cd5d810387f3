"""Phone numbers are found however they are written, and nothing else is taken for one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.followups import phones

NUMBERS = [
    "010-1234-5678",
    "01012345678",
    "010 1234 5678",
    "010.1234.5678",
    "011-234-5678",
    "+82 10-1234-5678",
    "+82-(0)10-1234-5678",
    "(+82) 10 1234 5678",
    "821012345678",
    "0082 10 1234 5678",
    "(02) 123-4567",
    "02-1234-5678",
    "031)123-4567",
    "070-1234-5678",
    "0504-1234-5678",
    "050-7123-4567",
    "０１０－１２３４－５６７８",
    "010–1234–5678",
    "0 1 0 1 2 3 4 5 6 7 8",
    "공일공 일이삼사 오육칠팔",
    "공일공에 1234에 5678",
    "010\u200b1234\u200b5678",
]
OTHERS = [
    "2026-11-24 09:20",
    "기사 ID: 37000000000037",
    "댓글 370000001234567",
    "K-1234",
    "문의 1001의 작업 1002",
    "안심번호는 90분까지만 연결됩니다.",
    "일이 많아 이 일은 삼일 뒤에 합니다.",
    "2026. 11. 24. 02:00",
    "1588-1234",
    "0",
    "",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("around", ["{}", "고객님 번호는 {}입니다.", "기사{}", "({})", "<p>{}</p>"])
def test_a_number_is_taken_out_and_the_rest_stays(number: str, around: str) -> None:
    text = around.format(number)
    gone = phones.blotted(text)
    assert not re.search(r"\d{3}|[０-９]", gone.replace("82", ""))
    before, _, after = around.partition("{}")
    assert gone.startswith(before.removesuffix("("))
    assert gone.endswith(after.removeprefix(")"))
    marked = phones.marked(text)
    assert marked is not None
    assert marked.replace("<redact>", "").replace("</redact>", "") == text


@pytest.mark.parametrize("text", OTHERS)
def test_what_is_no_number_stays(text: str) -> None:
    assert phones.blotted(text) == text
    assert phones.marked(f"<p>{text}</p>") is None


def test_a_number_is_found_across_tags_and_entities_and_not_across_paragraphs() -> None:
    assert phones.marked("<p>010-<b>1234</b>-5678</p>") == (
        "<p><redact>010-</redact><b><redact>1234</redact></b><redact>-5678</redact></p>"
    )
    assert phones.marked("<p>010&nbsp;1234&#45;5678 &amp; 끝</p>") == (
        "<p><redact>010&nbsp;1234&#45;5678</redact> &amp; 끝</p>"
    )
    assert phones.marked("<p>010</p><p>12345678</p>") is None


@given(st.text(alphabet="0123456789-+ ()공일이가<>&p/;.\n０１", max_size=60))
def test_what_is_left_holds_no_number(text: str) -> None:
    gone = phones.blotted(text)
    assert len(gone) == len(text)
    assert phones.blotted(gone) == gone


@given(st.text(alphabet="0123456789- 가<b>/&;amp", max_size=60))
def test_marks_change_nothing_but_what_they_mark(rich: str) -> None:
    marked = phones.marked(rich)
    if marked is not None:
        assert marked.replace("<redact>", "").replace("</redact>", "") == rich
        assert marked.count("<redact>") == marked.count("</redact>") > 0
