"""The check itself: recorded exchanges against the files, what is known of them, and what stands in neither."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance import coverage, error_bodies
from conformance.held import Held
from conformance.misfits import Misfit, Operation
from macrosync.local_zendesk.routing import Router, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.absent import Absent
    from conformance.exchanges import Exchange
    from conformance.known import Known
    from conformance.openapi import Document
    from conformance.own_schemas import Beyond
    from macrosync.local_zendesk.routing import Route

_FIRST_ERROR = 400
_SHOWN = 2
_EXCERPT = 160


@dataclass
class Check:
    """What exchanges are held against, and what came of it."""

    documents: Sequence[Document]
    routes: Sequence[Route]
    known: Sequence[Known]
    beyond: Mapping[str, Beyond]
    absent: Sequence[Absent] = ()
    exercised: Counter[Operation] = field(default_factory=Counter)
    unexplained: dict[str, list[Misfit]] = field(default_factory=dict)
    explained: Counter[int] = field(default_factory=Counter)
    held: int = 0
    keys: Held = field(default_factory=Held)
    _router: Router = field(init=False)

    def __post_init__(self) -> None:
        self._router = Router(self.routes)
        for each in self.covered:
            if each.state is coverage.State.SERVED:
                for document in self.documents:
                    if each.operation in document.operations:
                        self.keys.declare(document, each.operation)

    @property
    def covered(self) -> tuple[coverage.Coverage, ...]:
        """Every operation of the files, and what the local Zendesk has of it."""
        return coverage.of(self.documents, self.routes)

    @property
    def others(self) -> tuple[Operation, ...]:
        """What is served and stands in neither file."""
        return coverage.beyond(self.documents, self.routes)

    def hold(self, exchanges: Iterable[Exchange]) -> None:
        """Hold exchanges against the files; those that a fault or a switch may have made are the test's own."""
        for exchange in exchanges:
            if exchange.disturbed:
                continue
            self._note_exercise(exchange)
            if exchange.switched:
                continue
            self.held += 1
            if exchange.good and (declared := self._declared(exchange)):
                self.keys.note(*declared, exchange)
            for misfit in self._misfits(exchange):
                known = [number for number, each in enumerate(self.known) if each.explains(misfit)]
                self.explained.update(known)
                if not known:
                    self.unexplained.setdefault(str(misfit), []).append(misfit)

    def problems(self) -> Iterator[str]:
        """What does not fit, was never exercised, or is listed and no longer there."""
        for said, found in sorted(self.unexplained.items()):
            yield f"{said}  ({len(found)} times)\n" + "\n".join(_shown(each) for each in found[:_SHOWN])
        for operation in self._never_exercised():
            yield f"{operation}: it is served and no test has it answered well; write one."
        for operation in self.others:
            if str(operation) not in self.beyond:
                yield f"{operation}: it is served and stands in neither file; describe it in conformance/beyond.py."
        for name in set(self.beyond) - {str(operation) for operation in self.others}:
            yield f"conformance/beyond.py: {name} is not served, or stands in a file; take it out."
        for number, each in enumerate(self.known):
            if not self.explained[number]:
                yield f"conformance/known*.py: nothing is explained by {each}; take it out."
        yield from self._unheld()

    def _never_exercised(self) -> list[Operation]:
        served = [Operation(route.method, route.pattern) for route in self.routes]
        return [each for each in served if not self.exercised[each]]

    def _unheld(self) -> Iterator[str]:
        """Keys that are declared of answers and that no answer held; and reasons for none that are there."""
        never = self.keys.never()
        idle = {coverage.declared(self.documents, each) for each in self._never_exercised()}
        for key, operation in never.items():
            if operation not in idle and not any(each.explains(key) for each in self.absent):
                said = f"no answer held it, and {operation} declares it"
                yield f"{key}: {said}; serve it, or say in conformance/absent.py why it is not there."
        for each in self.absent:
            if not any(each.explains(key) for key in never):
                yield f"conformance/absent.py: nothing is explained by {each}; take it out."

    def _misfits(self, exchange: Exchange) -> Iterator[Misfit]:
        served = self._served(exchange)
        declared = self._declared(exchange)
        operation = declared[1] if declared else served or Operation(exchange.method, plain(exchange.path))
        if declared:
            yield from declared[0].misfits(declared[1], exchange)
            if served is not None and coverage.declared(self.documents, served) != declared[1]:
                yield Misfit(declared[1], exchange, "request", "", f"it is served as {served}")
        elif served is not None and str(served) in self.beyond:
            yield from self.beyond[str(served)].misfits(served, exchange)
        elif exchange.good:
            yield Misfit(operation, exchange, "answer", "", "it is answered, and stands nowhere")
        if exchange.status >= _FIRST_ERROR and exchange.method != "HEAD" and (wrong := error_bodies.misfit(exchange)):
            yield Misfit(operation, exchange, "error", "", wrong)

    def _note_exercise(self, exchange: Exchange) -> None:
        served = self._served(exchange)
        if served is not None and exchange.good:
            self.exercised[served] += 1

    def _served(self, exchange: Exchange) -> Operation | None:
        """The route that it went to."""
        found = self._router.find(exchange.method, plain(exchange.path))
        return Operation(found.route.method, found.route.pattern) if found else None

    def _declared(self, exchange: Exchange) -> tuple[Document, Operation] | None:
        """The file that has the operation; no operation stands in both."""
        for document in self.documents:
            if operation := document.operation_of(exchange.method, exchange.path):
                return document, operation
        return None


def _shown(misfit: Misfit) -> str:
    each = misfit.exchange
    body = each.body if misfit.side == "request" else each.answer
    query = f"?{each.query}" if each.query else ""
    test = each.test.partition(" ")[0].rpartition("/")[2] or "outside of a test"
    return f"    {test}: {each.method} {each.path}{query} {each.status} {body[:_EXCERPT]}"
