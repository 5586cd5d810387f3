"""A text knows where each of its characters stands in the file."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from macrosync.definitions.strict_yaml import parse
from macrosync.definitions.text import Text
from macrosync.resources import Source

LETTERS = "가힣aO{}%:#-'\"\\[]&* \t😀①"
line = st.text(LETTERS, max_size=6)


def read(text: str) -> Text:
    data = parse(text.encode(), "a.yaml").data
    assert isinstance(data, dict)
    (inner,) = data.values()
    assert isinstance(inner, dict)
    found = inner["b"]
    assert isinstance(found, Text)
    return found


def stands_where_it_says(text: Text, file: str) -> None:
    """Every character that is no line end is found again in the file."""
    lines = file.split("\n")
    for offset, sign in enumerate(text):
        if sign != "\n":
            place = text.at(offset)
            assert lines[place.line - 1][place.column - 1] == sign


@given(st.lists(line, min_size=1, max_size=5), st.sampled_from(["-", "+", ""]), st.integers(1, 3))
def test_in_a_literal_block_that_says_its_indent(lines: list[str], chomping: str, indent: int) -> None:
    assume(any(each.strip(" ") for each in lines))
    file = f"a:\n  b: |{indent}{chomping}\n" + "".join(f"{' ' * (2 + indent)}{each}\n" for each in lines)
    found = read(file)
    assert found.rstrip("\n") == "\n".join(lines).rstrip("\n")
    stands_where_it_says(found, file)


@given(st.lists(line, max_size=4), st.integers(1, 5))
def test_in_a_literal_block(lines: list[str], indent: int) -> None:
    file = f"a:\n  b: |  # a comment\n\n{' ' * (2 + indent)}첫 줄\n"
    file += "".join(f"{' ' * (2 + indent)}{each}\n" for each in lines)
    found = read(file)
    assert found.startswith("\n첫 줄\n")
    stands_where_it_says(found, file)


@given(line)
def test_in_single_quotes(text: str) -> None:
    file = "a:\n  b: '" + text.replace("'", "''") + "'  # a comment\n"
    found = read(file)
    assert found == text
    assert found.exact is ("'" not in text)
    if found.exact:
        stands_where_it_says(found, file)
    else:
        assert found.at(len(text) - 1) == Source("a.yaml", 2, 6)


@given(line)
def test_in_double_quotes(text: str) -> None:
    file = 'a:\n  b: "' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t") + '"\n'
    found = read(file)
    assert found == text
    assert found.exact is not bool(set('"\\\t') & set(text))
    if found.exact:
        stands_where_it_says(found, file)


@given(st.from_regex(r"[가-힣(][가-힣A-Z0-9 (){}%'\"/]{0,9}[가-힣]", fullmatch=True))
def test_in_a_plain_text(text: str) -> None:
    file = f"a: {{}}\n# 뒤\na2:\n  b: {text}   # a comment\n".removeprefix("a: {}\n")
    found = read(file)
    assert found == text
    assert found.exact
    stands_where_it_says(found, file)


@pytest.mark.parametrize("written", ["하나\n    둘", ">\n    하나\n    둘\n", '"하나\n    둘"', "'하나\n    둘'"])
def test_where_the_lines_of_the_file_are_not_those_of_the_text_the_start_is_given(written: str) -> None:
    found = read(f"a:\n  b: {written}\n")
    assert found.strip() == "하나 둘"
    assert not found.exact
    assert found.at(3) == found.source == Source("a.yaml", 2, 6)


def test_in_a_flow_mapping() -> None:
    file = "a: {b: 하나 둘, c: 셋}\n"
    data = parse(file.encode(), "a.yaml").data
    assert isinstance(data, dict)
    stands_where_it_says(read(file), file)


@given(st.text(LETTERS + "\n", max_size=8))
def test_a_trimmed_text_stands_where_it_stood(text: str) -> None:
    file = "a:\n  b: |1-\n" + "".join(f"   {each}\n" for each in text.split("\n"))
    assume(text.strip())
    found = read(file).trimmed()
    assert found == text.strip()
    stands_where_it_says(found, file)
