"""A desk of any size, made by a recipe: the same numbers give the same files, letter by letter.

It is our own desk with more in it. Beside the definitions of this repository stand

- folders `macros/desk-N/`, each an article with so many questions; the numbers of their steps go in turns, and
  a step is a macro for chat and one for the phone;
- consult types `N상담`, each a tree of LEAVES leaves in which every level has two below it, so that each of its
  LEAVES - 1 levels is a trigger that tags a ticket and one that takes the tag away;
- copies of one file of scenarios.

Sentences are drawn from WORDS by a sequence of random's that its number begins, so that no two texts are the same.
"""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from macrosync.definitions import lock
from macrosync.definitions.load import load
from macrosync.definitions.tree import CONSULT_TYPES, FOLDERS, LOCK, SCENARIO_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.resources import Resource

ROOT = Path(__file__).parents[1]
LEAVES = 8
SCENARIO = f"{SCENARIO_FOLDER}/macros.yaml"
#: A root holds half of the next level, and so on: 8 leaves have 4 + 2 + 1 levels above them.
TRIGGERS_A_TREE = 2 * (LEAVES - 1)
WORDS = (
    "기사님 고객님 배정 운행 취소 요금 정산 앱 화면 버튼 안내 확인 문의 접수 연락 통화 메시지 번호 시간 완료 "
    "출발 도착 경유 대기 결제 현금 카드 영수증 보험 사고 차량 키 주차 위치 지도 경로 호출 제휴 일반 예약"
)


@dataclass(frozen=True, slots=True)
class Desk:
    """How much is made: articles, each with so many questions, trees of consult types, and files of scenarios.

    `steps` are how many the questions of an article have, in turns from article to article.
    """

    articles: int
    questions: int = 1
    trees: int = 0
    steps: tuple[int, ...] = (2, 3)
    scenarios: int = 0

    @property
    def files(self) -> int:
        """The definition files of it, those of our own desk left out."""
        return self.articles * (1 + self.questions) + self.scenarios

    @property
    def macros(self) -> int:
        """The macros of it, those of our own desk left out."""
        return 2 * self.questions * sum(self.steps_of(number) for number in range(1, self.articles + 1))

    def steps_of(self, number: int) -> int:
        """How many steps the questions of an article have."""
        return self.steps[(number - 1) % len(self.steps)]

    @property
    def triggers(self) -> int:
        """The triggers of it, those of our own desk left out."""
        return self.trees * TRIGGERS_A_TREE


def write(root: Path, desk: Desk) -> Path:
    """Write a project with its version lock; gives its folder."""
    root.mkdir(parents=True)
    shutil.copy(ROOT / "macrosync.toml", root)
    for part in FOLDERS:
        shutil.copytree(ROOT / part, root / part)
    for number in range(1, desk.articles + 1):
        _write_article(root / "macros" / f"desk-{number}", number, desk)
    with (root / CONSULT_TYPES).open("a", encoding="utf-8") as file:
        file.writelines(_tree(number) for number in range(1, desk.trees + 1))
    for number in range(1, desk.scenarios + 1):
        shutil.copy(ROOT / SCENARIO, root / SCENARIO_FOLDER / f"desk-{number}.yaml")
    found, findings = load(root)
    if findings:
        raise RuntimeError(f"the recipe is wrong: {findings[0]}")
    (root / LOCK).write_text(lock.render(lock.updated({}, found)), encoding="utf-8")
    return root


def has_made(resource: Resource) -> bool:
    """Whether a resource comes of what was written here, and not of our own desk."""
    return resource.key.startswith(("desk-", "consult-type/desk-"))


def _write_article(folder: Path, number: int, desk: Desk) -> None:
    folder.mkdir()
    keys = [f"desk-{number}-question-{question}" for question in range(1, desk.questions + 1)]
    listed = "".join(f"  - {key}\n" for key in keys)
    dice = random.Random(number)  # noqa: S311 - chance that repeats, and no secret
    head = f"key: desk-{number}\nversion: 1\nsource: new\n"
    title = f'title: "[채팅-전화] {number} {_words(dice, 4)}"\nmenu: 상담 {number}\n'
    (folder / "article.yaml").write_text(f"{head}{title}questions:\n{listed}", encoding="utf-8")
    for key in keys:
        (folder / f"{key}.yaml").write_text("".join(_question(key, dice, desk.steps_of(number))), encoding="utf-8")


def _question(key: str, dice: random.Random, steps: int) -> Iterator[str]:
    yield f"key: {key}\nversion: 1\nsource: new\nquestion: {_words(dice, 8)}?\n"
    yield "consult_types:\n  - 대리_기사 ▶ 배정/운행 ▶ 운행정책\n"
    yield f"guidance:\n  - {_words(dice, 10)}\nsteps:\n"
    for step in range(1, steps + 1):
        yield f"  - key: step-{step}\n    title: {_words(dice, 3)}\n"
        yield f"    reply: |\n      {_words(dice, 12)}.\n      **{_words(dice, 4)}** {_words(dice, 10)}.\n"


def _tree(number: int) -> str:
    return f"  - name: {number}상담\n    slug: desk-{number}\n" + "".join(_below(4, LEAVES))


def _below(indent: int, leaves: int) -> Iterator[str]:
    """The two levels, or leaves, below one that has so many leaves."""
    yield f"{' ' * indent}types:\n"
    for name, slug in (("가", "a"), ("나", "b")):
        if leaves == 2:  # noqa: PLR2004 - one on each side; a file has to stay below its limit, so in one line
            yield f"{' ' * indent}- {{name: {name}, slug: {slug}}}\n"
        else:
            yield f"{' ' * indent}- name: {name}\n{' ' * indent}  slug: {slug}\n"
            yield from _below(indent + 2, leaves // 2)


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS.split(), k=count))
