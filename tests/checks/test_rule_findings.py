"""What is said of business rules, by hand-made ones: exactly these findings, and none on rules that are right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.checks import cases_rules, cases_rules_together
from tests.checks.rule_desk import findings, place
from tests.checks.test_broken_trees import assert_a_sentence

from macrosync.checks import catalogue

if TYPE_CHECKING:
    from tests.checks.cases_rules import RuleCase

CASES = (*cases_rules.CASES, *cases_rules_together.CASES)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_rules(case: RuleCase) -> None:
    found = findings(*case.desired)
    assert [(each.id, each.source) for each in found] == [(name, place(key)) for name, key, _ in case.expected]
    for each, (_, _, says) in zip(found, case.expected, strict=True):
        assert says in each.message
        assert catalogue.explain(each.id).mend
        assert_a_sentence(each.message)


def test_no_two_cases_have_one_name() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
