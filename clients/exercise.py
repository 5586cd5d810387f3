"""One kind by one Python client: create, list, page, update, delete. Each step is written as a line of JSON."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, TypeAlias

from clients.outcomes import STEPS, Outcome, Report

#: As a client gives it: a number, or a text where Zendesk has texts.
Id: TypeAlias = Any
#: More than one page of a hundred, which is the most that a page holds.
MANY = 120
FEW = 3


@dataclass(frozen=True, slots=True)
class Not:
    """The client has no such call, or Zendesk has none."""

    reason: str


@dataclass(frozen=True, slots=True)
class Breaks:
    """A call that the client would get wrong against the real service too, and the error that shows it.

    It is made all the same: one that works has been mended, and is reported until it is called as any other.
    """

    call: Callable[..., Any]
    error: type[Exception]
    reason: str


Call: TypeAlias = Callable[..., Any] | Not | Breaks


@dataclass(frozen=True, slots=True)
class Kind:
    """What a client calls for a kind.

    `create` takes a number and gives an id; `listed` gives the ids of all, in the order of their making; `update`
    takes an id and gives what was written and what is read back; `delete` takes an id, and `show` raises the
    client's "not found" afterwards. `plain` makes a record by plain HTTP, for what the client cannot make. `pages`
    is the call that reads more than one page, where it is another, or why there is one only; `ordered` says whether
    a document says in which order they come. `more` is what else is done with the first record: each gives what was
    expected and what was found.
    """

    name: str
    create: Call
    listed: Call
    update: Call
    delete: Call
    show: Callable[[Id], Any] = lambda _: None
    plain: Callable[[int], Id] | None = None
    pages: Call | None = None
    many: int = MANY
    ordered: bool = True
    more: Mapping[str, Call] = field(default_factory=dict)


def run(kinds: Iterable[Kind | tuple[str, str]], gone: type[Exception]) -> None:
    """Exercise every kind; a name with a reason stands for a kind that the client does not know."""
    for kind in kinds:
        if isinstance(kind, Kind):
            _Exercise(kind, gone).run()
        else:
            for step in STEPS:
                _say(Report(kind[0], step, Outcome.NOT_OFFERED, kind[1]))


class _Exercise:
    def __init__(self, kind: Kind, gone: type[Exception]) -> None:
        self._kind, self._gone = kind, gone
        self._made: list[Id] = []

    def run(self) -> None:
        kind = self._kind
        self._step("create", kind.create, lambda call: self._create(call, min(FEW, kind.many)))
        make = kind.create if callable(kind.create) else kind.plain
        self._step("list", kind.listed, lambda call: self._list(call, make, min(FEW, kind.many)))
        self._step("page", kind.pages or kind.listed, lambda call: self._list(call, make, kind.many))
        self._step("update", kind.update, lambda call: _same(*call(self._made[0])))
        for name, offered in kind.more.items():
            self._step(name, offered, lambda call: _same(*call(self._made[0])))
        self._step("delete", kind.delete, self._delete)

    def _step(self, name: str, offered: Call, do: Callable[[Callable[..., Any]], str]) -> None:
        """Do a step and report it; whatever goes wrong is reported, and the next step is tried."""
        if isinstance(offered, Not):
            outcome, said = Outcome.NOT_OFFERED, offered.reason
        else:
            known = offered if isinstance(offered, Breaks) else None
            try:
                outcome, said = Outcome.OK, do(known.call if known else offered)  # type: ignore[arg-type]
            except Exception as error:  # noqa: BLE001 - a foreign client raises what it likes
                outcome, said = Outcome.FAILED, f"{type(error).__name__}: {_whole(error)}"
                if known and isinstance(error, known.error):
                    outcome, said = Outcome.CLIENT_BREAKS, known.reason
            else:
                if known:
                    outcome, said = Outcome.FAILED, f"works by now, and is said to break: {known.reason}"
        _say(Report(self._kind.name, name, outcome, said))

    def _create(self, make: Callable[[int], Id] | None, count: int) -> str:
        if make is not None:
            self._made += [make(number) for number in range(len(self._made), count)]
        return f"{len(self._made)} made"

    def _list(self, listed: Callable[[], Iterable[Id]], make: Callable[[int], Id] | None, count: int) -> str:
        """All of a list holds what was made, each once, in the order of their making."""
        self._create(make, count)
        found = list(listed())
        of_ours = [each for each in found if each in set(self._made)]
        if not self._kind.ordered:
            of_ours.sort(key=self._made.index)
        if of_ours != self._made:
            missing, twice = len(set(self._made) - set(of_ours)), len(of_ours) - len(set(of_ours))
            raise AssertionError(f"{missing} of {len(self._made)} missing, {twice} twice, or another order: {found}")
        return f"{len(found)} listed, ours in order, each once"

    def _delete(self, delete: Callable[[Id], Any]) -> str:
        last = self._made.pop()
        delete(last)
        try:
            self._kind.show(last)
        except self._gone:
            return "gone"
        raise AssertionError(f"{last} is still there")


def _same(written: object, found: object) -> str:
    if written != found:
        raise AssertionError(f"{found!r} is read back in place of {written!r}")
    return f"{str(found)[:60]} read back"


def _whole(error: BaseException) -> str:
    """What an error says, with those that it holds: strict models say what is wrong in those."""
    inner = getattr(error, "exceptions", ())
    return " ".join([str(error), *(_whole(each) for each in inner)])[:1500]


def _say(report: Report) -> None:
    sys.stdout.write(json.dumps(asdict(report), ensure_ascii=False) + "\n")
    sys.stdout.flush()
