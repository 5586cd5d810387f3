"""A scenario that cannot be run is neither passed nor failed, and says where and why."""

from __future__ import annotations

import pytest
from tests.scenarios.broken_files import MEANING, SHAPE, Broken
from tests.scenarios.small import PATH, read, report

from macrosync.checks import catalogue
from macrosync.definitions.load import Definitions
from macrosync.scenarios import Outcome


def test_there_are_many() -> None:
    assert len(SHAPE) + len(MEANING) >= 50


@pytest.mark.parametrize("file", SHAPE, ids=lambda file: file.name)
def test_a_file_of_the_wrong_shape_has_one_finding(file: Broken) -> None:
    found = read(file.content)
    assert not isinstance(found, Definitions)
    assert [(each.id, str(each.source)) for each in found] == [(file.id, f"{PATH}:{file.place}")]
    assert file.says in found[0].message
    assert catalogue.explain(file.id).mend
    assert_a_sentence(found[0].message)


@pytest.mark.parametrize("file", MEANING, ids=lambda file: file.name)
def test_a_scenario_that_means_nothing_is_an_error_at_its_place(file: Broken) -> None:
    made = report(file.content)
    (result,) = made.results
    assert result.outcome is Outcome.ERROR
    assert made.exit_code == 2
    (fault,) = result.faults
    assert str(fault.source) == f"{PATH}:{file.place}"
    assert file.says in fault.message
    assert_a_sentence(fault.message)


def assert_a_sentence(message: str) -> None:
    assert message.endswith((".", "?"))
    assert message.isprintable()
    assert len(message) < 300
