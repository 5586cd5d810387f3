"""YAML as definitions read it: words of YAML 1.2, and a place for every value and key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macrosync.definitions.strict_yaml import Document, parse
from macrosync.definitions.text import Text
from macrosync.definitions.unreadable import Unreadable
from macrosync.resources import Source


def read(text: str) -> Document:
    return parse(text.encode(), "a.yaml")


def refused(content: str | bytes) -> list[str]:
    with pytest.raises(Unreadable) as raised:
        parse(content if isinstance(content, bytes) else content.encode(), "a.yaml")
    return [each.id for each in raised.value.findings]


@pytest.mark.parametrize(
    "word", ["yes", "no", "on", "off", "Yes", "NO", "y", "n", "null ish", "0x1F", "1_000", "12:30"]
)
def test_words_that_only_yaml_1_1_reads_stay_text(word: str) -> None:
    found = read(f"a: {word}\n").data
    assert isinstance(found, dict)
    assert found == {"a": word}
    assert isinstance(found["a"], Text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("False", False),
        ("12", 12),
        ("-3", -3),
        ("+4", 4),
        ("010", 10),
        ("1.0", 1.0),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("~", None),
        ("null", None),
        ("", None),
        ('"12"', "12"),
        ("'true'", "true"),
        ('""', ""),
        ("2026-11-24", "2026-11-24"),
        ("1588-0000", "1588-0000"),
    ],
)
def test_words_of_the_core_schema(written: str, value: object) -> None:
    found = read(f"a: {written}\n").data
    assert isinstance(found, dict)
    assert found == {"a": value}
    assert type(found["a"]) is (Text if isinstance(value, str) else type(value))


def test_every_value_and_key_has_its_place() -> None:
    document = read("# first\na:\n  - 나: 하나\n    다: [둘, 셋]\n")
    assert document.place(()) == Source("a.yaml", 2, 1)
    assert document.place(("a",), key=True) == Source("a.yaml", 2, 1)
    assert document.place(("a", 0, "나")) == Source("a.yaml", 3, 8)
    assert document.place(("a", 0, "다"), key=True) == Source("a.yaml", 4, 5)
    assert document.place(("a", 0, "다", 1)) == Source("a.yaml", 4, 12)


def test_the_place_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    document = read("a:\n  - 나: 하나\n")
    assert document.place(("a", 0, "missing", 3)) == Source("a.yaml", 2, 5)
    assert document.place(("missing",), key=True) == Source("a.yaml", 1, 1)


def test_the_places_of_a_key_given_twice_are_those_of_the_first() -> None:
    document = read("a: {b: 1}\na: {b: 2}\n")
    assert document.data == {"a": {"b": 1}}
    assert document.place(("a", "b")) == Source("a.yaml", 1, 8)
    assert [str(each.source) for each in document.findings] == ["a.yaml:2:1"]


def test_all_that_is_refused_up_to_where_reading_stops_is_told() -> None:
    assert refused("a: &x 1\na: !!str 2\nb: *x\n") == ["yaml-alias", "yaml-duplicate-key", "yaml-tag", "yaml-alias"]
    assert refused("a: 1\na: 2\nb: [\n") == ["yaml-duplicate-key", "yaml-syntax"]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_are_one_and_the_same(line_end: str) -> None:
    document = read(line_end.join(["a: |", "  하나", "  둘", 'b: "셋"', ""]))
    assert document.data == {"a": "하나\n둘\n", "b": "셋"}
    assert document.place(("b",)) == Source("a.yaml", 4, 4)


def test_a_file_at_the_limit_of_its_size_is_read() -> None:
    text = "a: " + "x" * (256 * 1024 - 3)
    assert read(text).data == {"a": text[3:]}
    assert refused(text + "x") == ["file-too-large"]


def test_an_emoji_of_several_people_is_no_invisible_character() -> None:
    assert read("a: 👨‍👩‍👧 ✌️").data == {"a": "👨‍👩‍👧 ✌️"}
    assert refused("a: 가\u200d나") == ["control-character"]


def test_hanja_of_korean_code_pages_are_not_taken_for_letters_in_parts() -> None:
    assert read("a: \uf914 金").data == {"a": "\uf914 金"}


def test_a_broken_file_does_not_give_a_thousand_findings() -> None:
    assert len(refused("\u200b\n" * 1000)) == 20


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    try:
        document = parse(content, "a.yaml")
    except Unreadable as unreadable:
        findings = unreadable.findings
        assert findings
    else:
        findings = document.findings
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for finding in findings:
        assert finding.source.line <= len(lines)


@given(st.lists(st.sampled_from([*"abㄱ:-?!&*#|>%@`'\"{}[], \n\t\r", "  ", "\n  ", ": ", "- ", "---\n", "é", "\\x"])))
def test_anything_like_yaml_is_read_or_refused(parts: list[str]) -> None:
    text = "".join(parts)
    try:
        read(text)
    except Unreadable as unreadable:
        for finding in unreadable.findings:
            assert finding.message.isprintable()
            assert len(finding.message) < 300
