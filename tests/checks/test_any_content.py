"""Whatever a file holds, a run gives findings or macros, and no macro with a blank."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.definitions.desk import ARTICLE, CONSENT, FILES, LATE, LAYOUT, LOCK, TYPES, WHERE, Desk

from macrosync import checks
from macrosync.checks import catalogue
from macrosync.definitions import lock
from macrosync.definitions import settings as project
from macrosync.definitions.load import load
from macrosync.resources import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.checks import Report
    from macrosync.resources import Resource

ROOT = Path(__file__).parents[2]
BLANK = re.compile("[OＯ○◯〇]{2,}|ㅇ{2,}")

fragments = st.sampled_from(
    [
        *("O", "○", "ㅇ", "**", "*", "_", "\\", "`", "#", "- ", "1. ", "\n", "  ", "\t", "[", "](", ")", "<b>", "&lt;"),
        *("{{ticket.id}}", "{{", "}}", "{%", "%}", "{% if ticket.id %}", "{% endif %}", "{% raw %}", "{", "}"),
        *("https://example.com", "javascript:x", "question:too-late", "@{macro/x}", "\ue000", "\u200b", "\xa0"),
        *(
            "{items: OO}",
            "{recipient: }",
            "를(을)",
            "(예: 가)",
            "고객",
            "한 달 동안",
            "::",
            " ▶ ",
            "'",
            '"',
            "\x00",
            "😀",
        ),
    ]
)
texts = st.lists(fragments | st.text(max_size=3), max_size=8).map("".join)

#: Where a text stands, one of each sort: its file, what stands there, and what stands around it.
PLACES = {
    "reply": (WHERE, "reply: 고객님의 택배는 내일 도착합니다."),
    "answer": (WHERE, "reply: 모레 도착합니다."),
    "answer's title": (WHERE, "- title: 보통배송"),
    "note": (WHERE, 'note: "[Q2.](question:too-late) 참고"'),
    "guidance": (WHERE, "- 운송장을 먼저 조회합니다."),
    "step's title": (LATE, "title: 사과"),
    "consent value": (LATE, "items: 주소"),
    "article's title": (ARTICLE, "title: 택배 배송 안내"),
    "menu": (ARTICLE, "menu: 배송"),
    "consult type": (TYPES, "name: 환불"),
    "parameter's label": (CONSENT, "label: 받는 사람"),
    "consent name": (CONSENT, "name: 주소 제공 동의\n"),
    "made": (LAYOUT, 'made: "{file} 파일에서 만들었습니다."'),
}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """One folder for all examples: each puts back what it changed."""
    return Desk.make(tmp_path_factory.mktemp("desk"))


def run(desk: Desk, path: str, content: str | bytes) -> Report:
    try:
        desk.write(path, content)
        if path != LOCK:
            desk.lock()
        report = desk.check()
    finally:
        desk.write(path, FILES.get(path, ""))
    assert list(report.findings) == sorted(set(report.findings))
    for finding in report.findings:
        assert catalogue.explain(finding.id)
        assert finding.message.endswith((".", "?"))
        assert finding.message.isprintable()
        assert len(finding.message) < 300
    return report


def told(desired: tuple[Resource, ...]) -> Iterator[str]:
    """What the macros would put into a ticket, as it is seen."""
    for resource in desired:
        actions = resource.payload["actions"] if resource.kind is Kind.MACRO else []
        assert isinstance(actions, list)
        for action in actions:
            assert isinstance(action, dict)
            yield re.sub("<[^>]*>", "", str(action["value"]))


@pytest.mark.parametrize("path", [*(path for path in FILES if path.endswith(".yaml")), LOCK])
@settings(deadline=None, max_examples=40)
@given(content=st.binary(max_size=60) | texts.map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(content=b"- " * 20_000)
@example(content=b"? " * 20_000)
@example(content=b'"' + b"\\" * 20_001)
@example(content=b"a:\n" * 3_000)
@example(content=b"key: [[]]\nversion: .inf\nsource: 1e999\nsteps: [1, [], {}]\ntypes: {a: [b]}\ntold: {x: y}\n")
def test_any_file(desk: Desk, path: str, content: bytes) -> None:
    assert run(desk, path, content).findings


@pytest.mark.parametrize("where", PLACES)
@settings(deadline=None, max_examples=40)
@given(text=texts)
@example(text="O**O**")
@example(text="O[](https://example.com)O")
@example(text="O\\O")
@example(text="{{" * 5_000)
@example(text="[" * 5_000)
@example(text="{% comment %}O{% endcomment %}O")
def test_any_text(desk: Desk, where: str, text: str) -> None:
    path, line = PLACES[where]
    written = json.dumps(text.encode("utf-8", "replace").decode(), ensure_ascii=False)
    quoted = re.sub(r"^(- title: |- |[a-z]+: ).*", lambda start: start[1] + written, line, flags=re.DOTALL)
    report = run(desk, path, FILES[path].replace(line, quoted + "\n" * line.endswith("\n")))
    for shown in told(report.desired):
        assert not BLANK.search(shown)


def test_the_definitions_of_this_project_have_no_findings() -> None:
    found, findings = load(ROOT)
    report = checks.run(found, findings, lock.updated({}, found), project.read(ROOT).target("local"))
    assert report.findings == ()
    assert not [shown for shown in told(report.desired) if BLANK.search(shown)]
