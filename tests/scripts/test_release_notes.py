from __future__ import annotations

import pytest
from scripts.release_notes import main, section

CHANGELOG = """\
# Changelog

## [Unreleased]

## [0.2.0] - 2026-12-01

### Added
- One thing.

## [0.2] - 2026-11-01

- Another.

[0.2.0]: https://example.com
"""


@pytest.mark.parametrize(
    ("version", "notes"),
    [("0.2.0", "### Added\n- One thing."), ("0.2", "- Another."), ("0.2.1", ""), ("Unreleased", ""), ("0x2.0", "")],
)
def test_a_version_gets_its_own_section_and_no_other(version: str, notes: str) -> None:
    assert section(CHANGELOG, version) == notes


def test_a_tag_that_is_not_the_version_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["v99.0.0"]) == 1
    assert "is not v" in capsys.readouterr().err
