"""The steps of `macrosync test`, strung together: load, check, compile, run. Needs no account and no lock."""

from __future__ import annotations

import os
import unicodedata
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from macrosync import checks, mutating, scenarios
from macrosync.definitions import lock as version_lock
from macrosync.definitions import settings
from macrosync.definitions.load import load
from macrosync.definitions.tree import SCENARIO_FOLDER
from macrosync.errors import ConfigError, DefinitionsInvalid
from macrosync.scenarios import Fault, Outcome, Result, junit
from macrosync.scenarios.cases import within

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from macrosync.definitions.load import Definitions
    from macrosync.pipeline import Options
    from macrosync.resources import Finding, Resource
    from macrosync.scenarios import Account, Case, Report
    from macrosync.scenarios.mutation import Mutation


@dataclass(frozen=True, slots=True)
class Chosen:
    """The scenarios that are meant, what they run on, and results of files that cannot be read."""

    cases: tuple[Case, ...]
    account: Account
    broken: tuple[Result, ...]


def choose(options: Options, *, paths: Sequence[Path] = (), name: str = "") -> Chosen:
    """The scenarios of the paths whose name holds `name`; of all paths where none is given.

    Raises DefinitionsInvalid where there is nothing to run them on, and ConfigError where no scenario is meant.
    """
    found, findings = load(options.root)
    unread = tuple(finding for finding in findings if within(finding.source.path, SCENARIO_FOLDER))
    desired = _desired(options, found, [finding for finding in findings if finding not in unread])
    every = tuple(scenarios.cases(found))
    wanted = [_relative(options.root, path) for path in paths]
    known = {case.source.path for case in every} | {finding.source.path for finding in unread}
    for given, path in zip(paths, wanted, strict=True):
        if not any(within(file, path) for file in known):
            raise ConfigError(f"{given} holds no scenario: name a file or a folder in {SCENARIO_FOLDER}.")
    cases = scenarios.chosen(every, wanted, name)
    broken = tuple(_unread(unread, wanted))
    if name and not cases and not broken:
        raise ConfigError(f"No scenario's name holds `{name}`: run without --name to see them all.")
    return Chosen(cases, scenarios.Account.of(desired), broken)


def run(chosen: Chosen) -> Report:
    """Run them."""
    return scenarios.run(chosen.cases, chosen.account, chosen.broken)


def mutate(chosen: Chosen, tell: Callable[[str, int, int], None]) -> Mutation:
    """Try mistakes in the rules on them, all of which pass; `tell` is told what is done, how many, of how many."""
    return mutating.run(chosen.cases, chosen.account, tell)


def write_junit(file: Path, report: Report) -> None:
    """Write the report for a CI system. Raises ConfigError."""
    try:
        file.write_text(junit.to_junit(report), encoding="utf-8")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written: {error.strerror}.") from None


def _desired(options: Options, found: Definitions, findings: Sequence[Finding]) -> tuple[Resource, ...]:
    """What the definitions compile to, whether their versions are locked or not: who tests has not released yet."""
    target = settings.read(options.root).target(options.target or settings.LOCAL)
    worded = replace(found, loaded=found.worded)
    report = checks.run(worded, findings, version_lock.updated({}, worded), target)
    if report.findings:
        raise DefinitionsInvalid(report.findings)
    return report.desired


def _unread(findings: Sequence[Finding], paths: Sequence[str]) -> Iterator[Result]:
    """A result for each scenario file that could not be read."""
    for path, group in groupby(findings, key=lambda finding: finding.source.path):
        if not paths or any(within(path, each) for each in paths):
            faults = tuple(Fault(finding.source, f"{finding.message} [{finding.id}]") for finding in group)
            yield Result("the file cannot be read", faults[0].source, Outcome.ERROR, faults=faults)


def _relative(root: Path, path: Path) -> str:
    """A path as findings write it: from the root, whether it was given from there or from here."""
    here = Path(os.path.normpath(Path.cwd() / path))
    base = root.absolute()
    inside = here.relative_to(base) if here.exists() and here.is_relative_to(base) else path
    return unicodedata.normalize("NFC", inside.as_posix())
