from __future__ import annotations

import ssl
from typing import TYPE_CHECKING

import pytest
import requests
from requests.adapters import HTTPAdapter
from tests.gateway.service import open_gateway

from macrosync.errors import Call, ConfigError, Unreachable
from macrosync.gateway.failures import from_exception

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import responses

    from macrosync.gateway import Gateway


ME = "https://example.zendesk.com/api/v2/users/me"


@pytest.fixture
def verified(edge: responses.RequestsMock) -> Iterator[list[object]]:
    """What each call is verified against, where the environment names no file."""
    assert edge is not None  # it stands in for the network, and is looked at from above
    mocked = HTTPAdapter.send
    seen: list[object] = []

    def looking(adapter: HTTPAdapter, request: requests.PreparedRequest, **options: object) -> object:
        seen.append(options["verify"])
        return mocked(adapter, request, **options)  # type: ignore[arg-type]

    # A patch of its own, undone before that of `edge`; the shared one may have been begun before it.
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("REQUESTS_CA_BUNDLE", raising=False)
        patch.delenv("CURL_CA_BUNDLE", raising=False)
        patch.setattr(HTTPAdapter, "send", looking)
        yield seen


def test_a_file_of_ones_own_certificates_is_honoured(
    edge: responses.RequestsMock, gateway: Gateway, verified: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", "/network/certificates.pem")
    edge.get(ME, json={"user": {"id": 1, "role": "agent"}})
    gateway.check_identity()
    assert verified == ["/network/certificates.pem"]


def test_verification_cannot_be_switched_off(
    edge: responses.RequestsMock, gateway: Gateway, verified: list[object]
) -> None:
    edge.get(ME, json={"user": {"id": 1, "role": "agent"}})
    gateway._client.session.get(ME, verify=False)
    assert verified == [True]


def test_an_untrusted_certificate_says_how_to_trust_another_and_is_not_tried_again() -> None:
    problem = requests.exceptions.SSLError(ssl.SSLCertVerificationError("self-signed certificate"))
    failed = from_exception(Call("POST", "/api/v2/macros"), problem)
    assert isinstance(failed.error, Unreachable)
    assert "REQUESTS_CA_BUNDLE" in str(failed.error)
    assert not failed.repeatable


def test_a_certificate_file_that_is_missing_is_named_by_its_variable(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "missing.pem"))
    gateway = open_gateway()
    with pytest.raises(ConfigError, match="REQUESTS_CA_BUNDLE"):
        gateway.check_identity()
    gateway.close()
