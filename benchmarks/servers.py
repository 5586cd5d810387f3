"""Servers as processes of their own, so that a client's time is not taken from theirs; and the accounts they serve.

`python -m benchmarks.servers FILE` serves the exchanges of a file as they are: what a request costs that nothing has
to be done for, by the very same HTTP server.
"""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from macrosync.local_zendesk import LocalZendesk
from macrosync.local_zendesk.clock import Clock
from macrosync.local_zendesk.exchange import Answer, Delivery
from macrosync.local_zendesk.server import HttpServer
from macrosync.local_zendesk.state import pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

    from macrosync.local_zendesk.exchange import Request
    from macrosync.resources import Json

ROOT = Path(__file__).parents[1]
_SERVE = [sys.executable, "-c", "from macrosync.cli import main; main()", "--root", str(ROOT), "serve", "--port", "0"]


@contextmanager
def serving(database: Path, *options: str) -> Iterator[str]:
    """`macrosync serve` over a file; gives its host and port."""
    with _process([*_SERVE, "--db", str(database), *options]) as line:
        yield line.split(" runs at http://")[1].split(",")[0]


@contextmanager
def serving_texts(exchanges: Path) -> Iterator[str]:
    """The exchanges of a file, served as they are; gives host and port."""
    with _process([sys.executable, "-m", "benchmarks.servers", str(exchanges)]) as line:
        yield line.strip()


def export_with_macros(folder: Path, count: int) -> Path:
    """An export of an account with so many macros, as long as real ones."""
    with LocalZendesk(folder / "empty.db") as zendesk:
        state = json.loads(b"".join(pieces(zendesk.account.store, Clock().now())))
    last = state["counters"]["id"]
    state["documents"]["macros"] = [_macro(number, last + 37 * number) for number in range(1, count + 1)]
    state["counters"]["id"] = last + 37 * count
    file = folder / f"{count}.json"
    file.write_text(json.dumps(state, ensure_ascii=False), encoding="utf-8")
    return file


def _macro(number: int, identity: int) -> dict[str, Json]:
    title = f"채팅::고객연락::{number:05} 분실물 접수"
    reply = "안녕하세요, 기사님. 고객님께 연락드린 뒤 다시 안내해 드리겠습니다. " * 3
    actions: list[Json] = [{"field": "comment_value", "value": reply}, {"field": "current_tags", "value": "lost_item"}]
    return {
        "id": identity,
        "url": f"http://127.0.0.1/api/v2/macros/{identity}.json",
        "title": title,
        "raw_title": title,
        "active": True,
        "default": False,
        "description": None,
        "position": 10_000,
        "restriction": None,
        "actions": actions,
        "created_at": "2026-11-24T09:00:00Z",
        "updated_at": "2026-11-24T09:00:00Z",
    }


@contextmanager
def _process(command: list[str]) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:  # noqa: S603 - ourselves
        if process.stdout is None or not (line := process.stdout.readline()):
            raise RuntimeError(f"{command[1]} {command[2]} did not start")
        try:
            yield line
        finally:
            process.kill()


def _serve_texts(exchanges: Path) -> None:
    texts = {
        each["target"]: Answer(200, each["text"], each["headers"])
        for each in json.loads(exchanges.read_text(encoding="utf-8"))
    }

    def deliver(request: Request) -> Delivery:
        return Delivery(texts[f"{request.path}?{urlencode(request.query)}"])

    server = HttpServer(0, lambda _: deliver)
    sys.stdout.write(f"{server.address}\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    _serve_texts(Path(sys.argv[1]))
