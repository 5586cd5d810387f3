"""Findings on GitHub Actions: beside the lines of the repository's files, and all of them in the job's summary."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from macrosync import annotating
from macrosync.resources import Finding, Source

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Run

BROKEN = "key: call-contact\nkey: x\n"


def broken(project: Path) -> None:
    (project / "macros/call-contact/article.yaml").write_text(BROKEN, encoding="utf-8")


@pytest.mark.parametrize("inside", [True, False])
def test_paths_are_counted_from_the_repository(
    run: Run,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    inside: bool,  # noqa: FBT001 - a case
) -> None:
    broken(project)
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent if inside else tmp_path / "elsewhere"))
    folder = f"{project.name}/" if inside else ""
    shown = run("validate", "--format", "github")
    assert shown.code == 1
    assert shown.out.startswith(f"::error file={folder}macros/call-contact/article.yaml,line=2,")
    assert run("validate").out.startswith("macros/call-contact/article.yaml:2:1: ")


def test_the_summary_counts_and_lists_all_of_them(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken(project)
    file = tmp_path / "summary.md"
    file.write_text("earlier\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    monkeypatch.setenv("GITHUB_WORKSPACE", str(project.parent))
    found = run("validate", "--format", "github").out.count("::error ")
    told = unescape(file.read_text(encoding="utf-8"))
    assert told.startswith(f"earlier\n### ❌ Findings: {found}\n")
    assert f"- <code>{project.name}/macros/call-contact/article.yaml:2:1</code>" in told
    run("validate")
    assert unescape(file.read_text(encoding="utf-8")) == told


def test_without_findings_it_says_so(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(file))
    assert run("validate", "--format", "github").code == 0
    assert file.read_text(encoding="utf-8").startswith("### ✅ No findings\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert "GITHUB_STEP_SUMMARY" in run("validate", "--format", "github").err


def test_more_than_github_shows_beside_lines_are_all_in_the_summary() -> None:
    found = [Finding(Source("macros/a.yaml", number), "id", f"문장 {number}") for number in range(1, 41)]
    told = annotating.summary(found, "")
    assert "GitHub shows 10 of them beside their lines" in told
    assert len(re.findall("^- ", told, re.MULTILINE)) == 40
    long = [Finding(Source("macros/a.yaml", number), "id", "가" * 1000) for number in range(1000)]
    told = annotating.summary(long, "")
    assert len(told.encode()) < 1_048_576
    assert "more; `macrosync validate` shows them." in told
