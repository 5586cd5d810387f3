"""Results as JUnit XML, which CI systems read: a suite for each file, FAIL and ERROR apart."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from macrosync.definitions.wording import visible
from macrosync.scenarios.render import told
from macrosync.scenarios.results import Outcome

if TYPE_CHECKING:
    from collections.abc import Sequence

    from macrosync.scenarios.coverage import Coverage
    from macrosync.scenarios.results import Report, Result

#: Names of the properties that tell what the scenarios exercised.
COVERED, GAP = "coverage.", "coverage gap"
_WORDS = {Outcome.FAIL: "failure", Outcome.ERROR: "error"}


def to_junit(report: Report) -> str:
    """The whole report. Nothing in it depends on when or how fast it ran.

    What the scenarios exercised, of all files together, are properties of the first suite: a suite may have some.
    """
    root = ET.Element("testsuites", {"name": "macrosync"} | _counts(report.results))
    for path, results in groupby(report.results, key=lambda result: result.source.path):
        listed = list(results)
        suite = ET.SubElement(root, "testsuite", {"name": visible(path)} | _counts(listed))
        if len(root) == 1:
            _coverage(ET.SubElement(suite, "properties"), report.coverage)
        for result in listed:
            _case(suite, result)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _counts(results: Sequence[Result]) -> dict[str, str]:
    outcomes = [result.outcome for result in results]
    return {
        "tests": str(len(outcomes)),
        "failures": str(outcomes.count(Outcome.FAIL)),
        "errors": str(outcomes.count(Outcome.ERROR)),
        "skipped": "0",
    }


def _coverage(properties: ET.Element, coverage: Coverage) -> None:
    """How many of each sort were exercised, and each gap with its place."""
    for name, count in coverage.counts.items():
        ET.SubElement(properties, "property", name=f"{COVERED}{name}", value=f"{count.covered} of {count.total}")
    for gap in coverage.gaps:
        told = visible(f"{gap.source}: {gap.kind.label} {gap.key} {gap.what}")
        ET.SubElement(properties, "property", name=GAP, value=told)


def _case(suite: ET.Element, result: Result) -> None:
    source = result.source
    case = ET.SubElement(
        suite,
        "testcase",
        classname=visible(source.path),
        name=visible(result.name),
        file=visible(source.path),
        line=str(source.line),
    )
    if result.outcome in _WORDS:
        text = [visible(line) for line in told(result)]
        fault = ET.SubElement(case, _WORDS[result.outcome], message=text[0].strip() if text else "")
        fault.text = "\n".join(text)
