"""What a job says on its summary page, in Markdown: a plan, what an apply did, how the scenarios went."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from lxml import etree

from macrosync.errors import ConfigError
from macrosync.github import going_on
from macrosync.plan.calls import calls
from macrosync.plan.render import to_markdown, ways
from macrosync.plan.render.literal import code, fenced, words
from macrosync.resources import Kind, Ref
from macrosync.scenarios.junit import COVERED, GAP

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from macrosync.plan import Plan
    from macrosync.plan.model import Change

#: GitHub takes 1 MiB in a summary, and 65,536 characters in a comment; the first would be read by nobody.
LIMIT = 65_000
#: So many titles are listed for each outcome; the others are counted.
_LISTED = 50
#: So many gaps of the scenarios are listed.
_GAPS = 500
_DONE, _LEFT_ALONE = "done", "left alone"


def planned(plan: Plan, *, run_url: str = "", limit: int | None = LIMIT) -> str:
    """The plan, at most `limit` characters, the calls that it takes, and a link to where it is whole."""
    effort = f"\nApplying this takes about {calls(plan)} calls to Zendesk, beside those that read the account.\n"
    kept = f"\n[The whole plan]({run_url}) is the artifact `plan` of this run.\n" if run_url else ""
    end = (effort if plan.changes else "") + kept
    return to_markdown(plan, sys.maxsize if limit is None else limit - len(end), workflow=ways.APPLY) + end


def applied(
    plan: Plan, outcome: str, journal: Iterable[str], *, go_on: str, inputs: Sequence[str] = (), errors: str = ""
) -> str:
    """What was done, what was not and why, and the one command that goes on.

    `outcome` is what `apply --json` printed; where it was killed that is nothing, and its journal tells the rest.
    `inputs` are those that the run was given, `errors` is what it said on stderr.
    """
    results = _results(plan, outcome, journal)
    verdicts = [(change, *results.get(change.ref, ("not reached", ""))) for change in plan.changes]
    done = [change for change, word, _ in verdicts if word == _DONE]
    left = [each for each in verdicts if each[1] != _DONE]
    head = "❌ Not complete" if not _only_held(left) else "⚠️ Applied, some left alone" if left else "✅ Applied"
    lines = [f"### {head}: {len(done)} of {len(plan.changes)} changes to {code(plan.target)}", ""]
    lines += _listed(
        "Not done", [f"{_code(change)}: {_why(word, ways.named(why, go_on))}" for change, word, why in left]
    )
    lines += _listed("Done", [_code(change) for change in done])
    if left and not _only_held(left):
        lines += [*going_on.reason(errors), *going_on.command(go_on, inputs, errors)]
    if any(word == _LEFT_ALONE for _, word, _ in left):
        lines += ways.command("To write over what was changed by hand", "--overwrite-drift", go_on)
    lines += ways.left(plan.left, go_on)
    return "\n".join(lines)


def scenarios(junit: bytes) -> str:
    """The scenarios by file, those that did not pass in full. Raises ConfigError for what is no JUnit file."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(junit, parser)
    except etree.XMLSyntaxError as problem:
        raise ConfigError(f"The JUnit file cannot be read: {problem}.") from None
    suites = list(root.iter("testsuite"))
    total, bad = (sum(_count(suite, *names) for suite in suites) for names in (("tests",), ("failures", "errors")))
    lines = [f"### {'❌' if bad else '✅'} Scenarios: {total - bad} of {total} passed", ""]
    lines += ["| file | passed | failed | broken |", "|---|---|---|---|"]
    for suite in suites:
        failed, broken = _count(suite, "failures"), _count(suite, "errors")
        passed = _count(suite, "tests") - failed - broken
        lines.append(f"| {code(suite.get('name', ''))} | {passed} | {failed} | {broken} |")
    return "\n".join([*lines, "", *_coverage(root), *_faults(suites)])


def _coverage(root: etree._Element) -> Iterator[str]:
    """How much of the rules and macros the scenarios exercised, and each thing that none did, to be folded out."""
    told = [(each.get("name", ""), each.get("value", "")) for each in root.iter("property")]
    counts = [(name.removeprefix(COVERED), value) for name, value in told if name.startswith(COVERED)]
    gaps = [value for name, value in told if name == GAP]
    if not counts:
        return
    yield from ("#### What they exercise", "", "| of | exercised |", "|---|---|")
    yield from (f"| {words(name)} | {code(value)} |" for name, value in counts)
    yield ""
    if gaps:
        yield from (f"<details><summary>{len(gaps)} that no scenario exercises</summary>", "")
        yield from (f"- {code(gap)}" for gap in gaps[:_GAPS])
        yield from [f"- … and {len(gaps) - _GAPS} more"] * (len(gaps) > _GAPS)
        yield from ("", "</details>", "")


def _faults(suites: Iterable[etree._Element]) -> Iterator[str]:
    for suite in suites:
        for case in suite.iter("testcase"):
            for fault in (*case.iter("failure"), *case.iter("error")):
                where = f"{case.get('file', '')}:{case.get('line', '')}"
                yield f"<details open><summary>{code(where)} {words(case.get('name', ''))}</summary>"
                yield from ("", *fenced((fault.text or "").strip("\n").split("\n"), "text"), "", "</details>", "")


def _count(suite: etree._Element, *names: str) -> int:
    return sum(int(suite.get(name) or 0) for name in names)


def _results(plan: Plan, outcome: str, journal: Iterable[str]) -> dict[Ref, tuple[str, str]]:
    """By resource what became of it, and why; of an apply that was killed, only what its journal says."""
    try:
        told = json.loads(outcome)
    except ValueError:
        return dict(_journaled(journal))
    found = {change.ref: (_DONE, "") for change in plan.changes}
    words = {"held": _LEFT_ALONE, "failed": "failed", "skipped": "not tried"}
    for name, word in words.items():
        found |= {Ref(Kind(each["kind"]), each["key"]): (word, str(each["reason"])) for each in told[name]}
    return found


def _journaled(journal: Iterable[str]) -> Iterator[tuple[Ref, tuple[str, str]]]:
    """Each line's verdict, in order: a change that was begun, and then what became of it."""
    for line in journal:
        try:
            told = json.loads(line)
        except ValueError:
            continue  # a line that was cut off
        ref = Ref(Kind(told["kind"]), told["key"])
        if told["event"] == "intent":
            yield ref, ("cut off", "it may or may not have been done; the next plan shows which.")
        else:
            done = told["outcome"] in {"created", "updated", "deleted"}
            yield ref, (_DONE if done else told["outcome"], "")


def _only_held(left: Iterable[tuple[Change, str, str]]) -> bool:
    return all(word == _LEFT_ALONE for _, word, _ in left)


def _why(word: str, reason: str) -> str:
    return code(f"{word}: {reason}") if reason else word


def _code(change: Change) -> str:
    return code(str(change))


def _listed(title: str, lines: list[str]) -> list[str]:
    """A list under its title; of a long one the end is only counted."""
    if not lines:
        return []
    more = [f"- … and {len(lines) - _LISTED} more"] * (len(lines) > _LISTED)
    return [f"**{title}** ({len(lines)})", "", *(f"- {line}" for line in lines[:_LISTED]), *more, ""]
