"""Tests of the macros and rules, in YAML: the compiled JSON run through macrosync.rules, as the local Zendesk runs it.

Pure: the time is the scenario's own, and nothing is sent anywhere.
"""

from macrosync.scenarios.account import Account
from macrosync.scenarios.cases import Case, cases, chosen
from macrosync.scenarios.coverage import Coverage, Mark
from macrosync.scenarios.results import Failure, Fault, Outcome, Report, Result
from macrosync.scenarios.runner import run, run_case

__all__ = [
    "Account",
    "Case",
    "Coverage",
    "Failure",
    "Fault",
    "Mark",
    "Outcome",
    "Report",
    "Result",
    "cases",
    "chosen",
    "run",
    "run_case",
]
