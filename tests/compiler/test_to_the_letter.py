"""The first definitions carry an article of a real support desk over to the letter.

Its wording stands in macros/ and nowhere else, so that here are digests only. source_digests.json holds the
SHA-256 of every line of the article, computed once from its Markdown by this recipe:

1. Lines without a letter or digit (rules, table rulings) are left out.
2. A row of a table gives the lines of its cells. In a cell, two blanks or more are the end of a line, and so is
   a blank before a hyphen and a blank (an item).
3. A link gives its text; the signs `*`, backslash and `|`, and a leading `# `, are taken out.
4. White space, no-break spaces included, is collapsed to single blanks, and taken off both ends.

`lines` are all lines in their order but for the title; `said` those that are said to a driver, one sentence
each, without the consent table; `chat` and `phone` are the cells of that table.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.compiler.reading import ROOT, actions, body, filled, lines, macros, of, sentences, visible

from macrosync.definitions.load import load
from macrosync.definitions.models import Question
from macrosync.resources import Kind

SOURCE = json.loads(Path(__file__).with_name("source_digests.json").read_text(encoding="utf-8"))
ARTICLE, CONSENT = "call-contact", "personal-info-third-party"


def digests(read: list[str]) -> list[str]:
    return [hashlib.sha256(line.encode()).hexdigest() for line in read]


def said_by_macros(channel: str) -> str:
    texts = [filled(actions(macro)["comment_value"], None) for macro in macros(channel).values()]
    return "\n".join(texts)


def consent_as_written() -> list[str]:
    """The lines of the consent script's own article: its name, then each channel and its text."""
    return visible(body(CONSENT))


def consent_as_bound() -> list[str]:
    """The same lines as question 2 binds the script, taken from the macros."""
    chat_text = visible(actions(macros()["contact-after-ride/consent/chat"])["comment_value_html"])
    _, *phone_text = lines(actions(macros()["contact-after-ride/consent/phone"])["comment_value"])
    return ["개인정보 제3자 제공동의", "채팅", *chat_text, "전화", *phone_text]


def test_the_article_says_every_line_of_the_source_in_its_order_and_nothing_else() -> None:
    shown, bound = visible(body(ARTICLE)), consent_as_bound()
    start = shown.index(bound[0])
    assert shown[start : start + len(bound)] == bound
    unbound = [*shown[:start], *consent_as_written(), *shown[start + len(bound) :]]
    assert [line for line, digest in zip(unbound, digests(unbound), strict=True) if digest not in SOURCE["lines"]] == []
    assert digests(unbound) == SOURCE["lines"]


def test_the_title_is_the_source_s() -> None:
    assert digests([str(of(Kind.ARTICLE)[ARTICLE].payload["title"])]) == [SOURCE["title"]]


def test_the_consent_article_has_both_texts_to_the_letter() -> None:
    name, chat, phone = digests(["개인정보 제3자 제공동의", "채팅", "전화"])
    assert digests(consent_as_written()) == [name, chat, *SOURCE["chat"], phone, *SOURCE["phone"]]


@pytest.mark.parametrize("channel", ["chat", "phone"])
def test_every_sentence_that_is_said_to_drivers_is_in_a_macro(channel: str) -> None:
    assert set(SOURCE["said"]) <= set(digests(sentences(said_by_macros(channel))))


@pytest.mark.parametrize(("channel", "with_blanks"), [("chat", 2), ("phone", 3)])
@pytest.mark.parametrize("key", [CONSENT, "contact-after-ride/consent"])
def test_consent_macros_say_every_sentence_that_has_no_blank(key: str, channel: str, with_blanks: int) -> None:
    written = [line for line in consent_as_written() if digests([line])[0] in SOURCE[channel]]
    wanted = sentences("\n".join(written))
    said = sentences(actions(macros()[f"{key}/{channel}"])["comment_value"])
    assert [sentence for sentence in wanted if "OO" not in sentence and sentence not in said] == []
    assert len([sentence for sentence in wanted if "OO" in sentence]) == with_blanks


def test_every_reply_is_the_source_s() -> None:
    """Nothing is added to what the driver is told, but for titles of answers where several are shown."""
    _, questions = zip(*load(ROOT)[0].all(Question), strict=True)
    replies = [step.reply for question in questions for step in question.steps if step.reply]
    replies += [answer.reply for question in questions for step in question.steps for answer in step.answers or ()]
    assert sorted(digests([sentence for reply in replies for sentence in sentences(reply)])) == sorted(SOURCE["said"])


def test_the_wording_stands_in_macros_and_nowhere_else() -> None:
    consent = consent_as_bound()  # exact bound strings of a consent script are tests
    shown = [line for line in visible(body(ARTICLE)) if line not in consent]
    wording = {sentence for line in shown for sentence in sentences(line) if len(sentence) > len("A sentence of words")}
    files = [file for folder in ("sync", "tests", "workflows") for file in (ROOT / folder).rglob("*.*")]
    texts = [(file, file.read_text("utf-8")) for file in files if file.suffix in {".py", ".yaml", ".json", ".txt"}]
    assert [(file.name, line) for file, text in texts for line in wording if line in text] == []
    assert set(SOURCE["said"]) <= set(digests(list(wording)))
