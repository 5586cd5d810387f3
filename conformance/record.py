"""A pytest plugin that writes down every exchange with a local Zendesk while the suite runs.

`pytest -p conformance.record --record FOLDER tests/local_zendesk` leaves one JSON line for each exchange; each worker
writes a file of its own. What is recorded is what clients really sent and got, so every fact that the suite
tests is also held against the OpenAPI files.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from requests.adapters import HTTPAdapter

from macrosync.local_zendesk.switches import Switches

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pytest
    from requests import PreparedRequest, Response

#: What the local Zendesk says it is. Others are asked too: the receivers of webhooks, and what stands below HTTP's API.
SERVER = "local-zendesk"
CONTROL = "/_local/"
_FAULTS = "/_local/faults"
_SWITCHES = "/_local/switches"
_ASSUMED = asdict(Switches())


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that names the folder."""
    parser.addoption("--record", required=True, help="write every exchange to a file in this folder")


def pytest_configure(config: pytest.Config) -> None:
    """Put the recorder around requests' way out, in this process."""
    folder = Path(config.getoption("--record"))
    folder.mkdir(parents=True, exist_ok=True)
    recorder = Recorder(folder / f"{os.getpid()}.jsonl")
    config.pluginmanager.register(recorder)
    HTTPAdapter.send = recorder.around(HTTPAdapter.send)  # type: ignore[method-assign]


class Recorder:
    """Writes exchanges to a file.

    Servers on which the running test has set a fault, or a switch, are remembered by their host and port: the next
    test's server may have the same port.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._disturbed: set[str] = set()
        self._switches: dict[str, dict[str, Any]] = {}
        self._drawn = False

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Begin a test: nothing is disturbed yet; note whether its requests are drawn by chance."""
        self._disturbed.clear()
        self._switches.clear()
        self._drawn = item.get_closest_marker("hypothesis") is not None

    def around(self, send: Callable[..., Response]) -> Callable[..., Response]:
        """`send`, with each exchange written down."""

        def recorded(adapter: HTTPAdapter, request: PreparedRequest, *arguments: Any, **more: Any) -> Response:  # noqa: ANN401
            answer = send(adapter, request, *arguments, **more)
            if answer.headers.get("server") == SERVER:
                self._note(request, answer)
            return answer

        return recorded

    def _note(self, request: PreparedRequest, answer: Response) -> None:
        parts = urlsplit(str(request.url))
        if parts.path == _FAULTS and request.method == "POST":
            self._disturbed.add(parts.netloc)
        if parts.path == _SWITCHES and answer.ok:
            self._switches[parts.netloc] = answer.json()
        if parts.path.startswith(CONTROL):
            return
        written = _exchange(request, answer) | {
            "disturbed": parts.netloc in self._disturbed,
            "switched": _answers_otherwise(self._switches.get(parts.netloc, {})),
            "drawn": self._drawn,
        }
        with self._file.open("a", encoding="utf-8") as opened:
            opened.write(json.dumps(written, ensure_ascii=False) + "\n")


def _answers_otherwise(switches: Mapping[str, Any]) -> bool:
    """Whether any is set that says how something is answered; seconds and other numbers do not."""
    return any(value != _ASSUMED[name] for name, value in switches.items() if not _is_number(_ASSUMED[name]))


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _exchange(request: PreparedRequest, answer: Response) -> dict[str, Any]:
    parts = urlsplit(str(request.url))
    body = request.body or b""
    return {
        "test": os.environ.get("PYTEST_CURRENT_TEST", ""),
        "method": request.method,
        "path": parts.path,
        "query": parts.query,
        "type": request.headers.get("Content-Type", ""),
        "body": body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body),
        "status": answer.status_code,
        "answer_type": answer.headers.get("Content-Type", ""),
        "answer": answer.content.decode("utf-8", "replace"),
    }
