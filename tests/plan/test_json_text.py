"""JSON on stdout and in files: who parses it has what was written, and no reader of a log is steered by it."""

from __future__ import annotations

import json
import re

from hypothesis import example, given
from hypothesis import strategies as st

from macrosync.plan.json_text import json_text

#: Texts that are likelier than any to steer something.
EVIL = st.sampled_from(
    [
        *(
            "##[error]",
            "##",
            "[",
            "\\",
            '"',
            "\x1b[31m",
            "\x9b2J",
            "\x7f",
            "\x85",
            "\u2028",
            "\u202e",
            "\u2066",
            "\u200b",
        ),
        *("::set-output name=x::y", "\n::error::", "\r\n", "\x0b", "\u3164", "\U000e0041", "\xa0", "가", "▶"),
    ]
)
TEXTS = st.lists(EVIL | st.text()).map("".join)
VALUES = st.recursive(
    TEXTS | st.integers() | st.booleans() | st.none(),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=10,
)


@given(st.dictionaries(TEXTS, VALUES), st.sampled_from([None, 1]))
@example({"a": ["##["], "##": [1], "##[": "\ud800"}, 1)
def test_it_is_read_as_it_was_and_holds_nothing_that_steers(value: dict[str, object], indent: int | None) -> None:
    text = json_text(value, indent=indent)
    assert json.loads(text) == value
    lines = text.split("\n")
    assert lines == text.splitlines()
    assert all(line.isprintable() for line in lines)
    assert not re.search("[\u115f\u1160\u3164\uffa0]", text)
    assert "##[" not in text
    assert not any(line.lstrip().startswith("::") for line in lines)
    assert indent or len(lines) == 1


def test_letters_of_any_language_stay_as_they_are() -> None:
    text = json_text({"제목": "채팅 ▶ 【항목】 ☎ 😀 çedilla"})
    assert text == '{\n "제목": "채팅 ▶ 【항목】 ☎ 😀 çedilla"\n}'
    assert json_text({"가": "\u202e##[x"}, indent=None) == '{"가": "\\u202e##\\u005bx"}'
