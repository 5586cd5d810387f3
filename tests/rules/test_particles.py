from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.rules import particles

SYLLABLES = [chr(code) for code in range(ord("가"), ord("힣") + 1)]


@pytest.mark.parametrize(("closed", "opened"), particles.PAIRS)
def test_every_hangul_syllable_follows_its_final_consonant(closed: str, opened: str) -> None:
    for syllable in SYLLABLES:
        final = (ord(syllable) - 0xAC00) % 28
        expected = opened if final == 0 or (final == 8 and closed.startswith("으로")) else closed
        assert particles.choose(f"{closed}({opened})", syllable) == expected


@pytest.mark.parametrize(
    ("word", "hint", "particle"),
    [
        ("연락처", "를(을)", "를"),
        ("이메일", "를(을)", "을"),
        ("서울", "(으)로", "로"),
        ("부산", "(으)로", "으로"),
        ("서울", "로(으로)", "로"),
        ("메일", "(이)나", "이나"),
        ("전화", "이라(라)", "라"),
        ("고객", "와(과)", "과"),
        ("기사", "과(와)", "와"),
    ],
)
def test_hints_in_every_spelling(word: str, hint: str, particle: str) -> None:
    assert particles.choose(hint, word) == particle


@pytest.mark.parametrize(
    ("word", "particle"),
    [
        ("전화(제공받는 자: 고객)", "를"),
        ("분실물(휴대전화)", "을"),
        ("분실물 （휴대전화）", "을"),
        ("(전화)", "를"),
        ("'분실물'", "을"),
        ("「연락처」", "를"),
        ("[링크]", "를"),
        ("연락처...", "를"),
        ("연락처 ", "를"),
        ("분실물(번호(안심 번호))", "을"),
        ("분실물)", "을"),
    ],
)
def test_glosses_quotes_and_brackets_are_passed_over(word: str, particle: str) -> None:
    assert particles.choose("을(를)", word) == particle


@pytest.mark.parametrize(
    ("word", "particle"),
    [
        ("10", "을"),
        ("1,000", "을"),
        ("1.5", "를"),
        ("3", "을"),
        ("2", "를"),
        ("7", "을"),
        ("１２", "를"),
        ("10%", "를"),
        ("VIP", "를"),
        ("QR", "을"),
        ("URL", "을"),
        ("SMS", "를"),
        ("e-mail", "을"),
        ("Kakao", "를"),
        ("parking", "을"),
        ("iPhone", "을(를)"),
        ("app", "을(를)"),
    ],
)
def test_digits_and_latin_letters_are_read_in_korean(word: str, particle: str) -> None:
    assert particles.choose("을(를)", word) == particle


@pytest.mark.parametrize(
    ("word", "particle"), [("1", "로"), ("3", "으로"), ("10", "으로"), ("URL", "로"), ("TM", "으로")]
)
def test_rieul_of_digits_and_letters_takes_ro(word: str, particle: str) -> None:
    assert particles.choose("(으)로", word) == particle


@pytest.mark.parametrize(
    "word",
    [
        "【제공 항목】",
        "【이용 목적】(제공받는 자: 【제공받는 자】)",
        "{{ticket.id}}",
        "{% endif %}",
        "",
        "♥",
        "ㅋ",
        "…",
    ],
)
def test_a_hint_stays_where_the_word_does_not_tell(word: str) -> None:
    assert particles.choose("를(을)", word) == "를(을)"


def test_decomposed_hangul_is_read_as_composed() -> None:
    assert particles.choose("을(를)", unicodedata.normalize("NFD", "분실물")) == "을"


def test_what_is_no_hint_is_refused() -> None:
    with pytest.raises(ValueError, match="no particle hint"):
        particles.choose("까지(부터)", "서울")


@given(st.sampled_from(particles.PAIRS), st.sampled_from(["연락처", "이메일", "서울", "【항목】"]))
def test_hints_are_found_whole_right_after_a_word(pair: tuple[str, str], word: str) -> None:
    closed, opened = pair
    for hint in (f"{closed}({opened})", f"{opened}({closed})"):
        found = particles.HINTS.match(f"{word}{hint} 제공", len(word))
        assert found is not None
        assert found[0] == hint


@given(st.text(), st.sampled_from(particles.PAIRS))
def test_any_word_takes_one_of_the_forms_or_keeps_the_hint(word: str, pair: tuple[str, str]) -> None:
    hint = f"{pair[0]}({pair[1]})"
    assert particles.choose(hint, word) in {*pair, hint}


@pytest.mark.parametrize("text", ["기사님이 가고", "을 를", "(고객)로그인", "나(기사)"])
def test_ordinary_text_holds_no_hint(text: str) -> None:
    assert particles.HINTS.search(text) is None
