"""The local Zendesk: what its lists cost beside the same bytes served as they are, and how soon it is there.

It may not hide what a client costs: a client that is measured against a slow server looks better than it is.
"""

from __future__ import annotations

import json
from base64 import b64encode
from http.client import HTTPConnection
from typing import TYPE_CHECKING

from benchmarks.figures import Figure, best, best_of_each
from benchmarks.servers import export_with_macros, serving, serving_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MACROS, MANY_MACROS = 5_000, 10_000
HEADERS = {"Authorization": f"Basic {b64encode(b'admin@example.com/token:local').decode()}"}
FIRST_PAGE = "/api/v2/macros.json?page%5Bsize%5D=100"
#: What the HTTP server writes by itself.
_OWN = frozenset({"date", "server", "content-length"})


def measure(folder: Path) -> Iterator[Figure]:
    """All figures of the local Zendesk; `folder` is for what they need."""
    yield from _listing(folder)
    yield from _starting(folder)


def _listing(folder: Path) -> Iterator[Figure]:
    with serving(folder / "list.db", "--seed", str(export_with_macros(folder, MACROS))) as served:
        _lift_limits(served)
        exchanges = list(_walk(served))
        file = folder / "exchanges.json"
        file.write_text(json.dumps(exchanges), encoding="utf-8")
        targets = [str(each["target"]) for each in exchanges]
        with serving_texts(file) as texts:
            listed, copied = best_of_each([lambda: _get(served, targets), lambda: _get(texts, targets)], 15)
    what = f"listing {MACROS:,} macros in pages of 100"
    yield Figure(f"{what}, beside the same bytes served as they are by the same server", listed / copied, "×", 3)
    yield Figure(what, listed, " s")


def _starting(folder: Path) -> Iterator[Figure]:
    with serving(folder / "many.db", "--seed", str(export_with_macros(folder, MANY_MACROS))) as served:
        _get(served, [FIRST_PAGE])
    with serving(folder / "few.db"):
        pass

    def start(name: str) -> None:
        with serving(folder / name) as served:
            _get(served, [FIRST_PAGE])

    many, few = best_of_each([lambda: start("many.db"), lambda: start("few.db")], 9)
    what = f"`macrosync serve` over {MANY_MACROS:,} macros, from its start to its first answer"
    yield Figure(what, many, " s", 1)
    yield Figure(f"{what}, beside an account without any", many / few, "×", 1.5)
    export = folder / f"{MANY_MACROS}.json"

    def begin() -> None:
        (folder / "new.db").unlink(missing_ok=True)
        with serving(folder / "new.db", "--seed", str(export)):
            pass

    yield Figure(f"the same from an export of {MANY_MACROS:,} macros, over a new file", best(begin, 3), " s")


def _lift_limits(served: str) -> None:
    connection = HTTPConnection(served)
    connection.request("PUT", "/_local/limits", json.dumps({"support": {"calls": 10**9}}))
    connection.getresponse().read()
    connection.close()


def _walk(served: str) -> Iterator[dict[str, object]]:
    """The list by its links: each request's target, and what it was answered."""
    connection, target = HTTPConnection(served), FIRST_PAGE
    while target:
        connection.request("GET", target, headers=HEADERS)
        answer = connection.getresponse()
        text = answer.read().decode()
        headers = {name: value for name, value in answer.getheaders() if name not in _OWN}
        yield {"target": target, "text": text, "headers": headers}
        page = json.loads(text)
        target = page["links"]["next"].removeprefix(f"http://{served}") if page["meta"]["has_more"] else ""
    connection.close()


def _get(served: str, targets: list[str]) -> None:
    """Get one after the other on one connection, and read it all."""
    connection = HTTPConnection(served)
    for target in targets:
        connection.request("GET", target, headers=HEADERS)
        answer = connection.getresponse()
        answer.read()
        if answer.status != 200:  # noqa: PLR2004 - OK
            raise RuntimeError(f"{target} was answered {answer.status}")
    connection.close()
