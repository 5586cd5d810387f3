"""Whatever others wrote: no comment, summary or issue holds what does not show, calls anybody, or is HTML of theirs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.workflows.stand_in import GitHubStandIn

from macrosync import annotating, github
from macrosync.github import GitHub
from macrosync.plan import Plan
from macrosync.plan.drifted import Drift, Drifted, Sort
from macrosync.plan.model import Action, Change, FieldChange, Origin
from macrosync.plan.render.drift import to_markdown
from macrosync.resources import Finding, Kind, Source

if TYPE_CHECKING:
    from collections.abc import Iterator

ALL = {"issues": "write", "pull-requests": "write", "actions": "read"}
#: What would do something where it is not written out.
_LIVE = (
    *("@octocat", "![x](http://evil/p.png)", "<img src=x>", "</code></summary>", "[a](http://b)", "```", "````", "|"),
    *(
        "\n",
        "\n\n",
        "    ",
        "\x1b[31m",
        "\x07",
        "\x9b2J",
        "\u202e",
        "\u2066",
        "\u200b",
        "\u2028",
        "\r",
        "# ",
        "- ",
        "**",
    ),
    *("\n::error::x", "##[error]x", "-->", "<!--", "&#64;octocat", "https://evil.example"),
)
EVIL = st.lists(st.one_of(st.characters(), st.sampled_from(_LIVE)), max_size=12).map("".join)
#: XML holds neither control characters nor surrogates.
IN_XML = EVIL.map(lambda text: re.sub("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text))
#: What our own Markdown is rendered to.
OURS = re.compile(
    r"</?(?:p|h[1-6]|strong|code|pre|ul|ol|li|em|details|summary|table|thead|tbody|tr|t[hd]|hr)>|<details open>"
    r"|<code class=\"language-\w+\">|<a href=\"https://github\.com/desk/scripts/[^\"]*\">|</a>"
    r"|<!-- macrosync [\w ]+ -->"
)


def harmless(markdown: str) -> None:
    """It shows itself as it is, and rendered as GitHub does there is no link, picture, mention or HTML of others."""
    assert all(sign.isprintable() or sign == "\n" for sign in markdown)
    assert not [line for line in markdown.split("\n") if line.lstrip(" ").startswith("::") or "##[" in line]
    rendered = str(MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(markdown))
    rest = OURS.sub("", rendered)
    assert "<" not in rest, rest
    # GitHub calls nobody, and makes no link, in code.
    outside = re.sub(r"<(pre|code)\b.*?</\1>", "", rendered, flags=re.DOTALL)
    assert not re.search(r"@\w", outside), outside
    assert "evil.example" not in re.sub("<[^>]*>", "", outside).replace("&#", "")


def plan_of(text: str, *, drift: bool = False) -> Plan:
    fields = (
        FieldChange("title", "옛 말", text, text, Origin.BOTH),
        FieldChange("actions", [{"field": f"x{text}", "value": text}], [{"field": "comment_value", "value": text}]),
    )
    change = Change(
        *(Action.UPDATE, Kind.MACRO, f"key{text}", text, 1, 5, Source(f"macros/{text}.yaml", 3), fields, {}, "seen"),
        drift=drift,
        needs=frozenset(),
        met=(FieldChange(text, text, text),),
    )
    return Plan("desk", "production", (change,), {}, 3, (text,), left=(f"macro {text}",))


@given(EVIL, st.booleans())
def test_in_a_plan(text: str, drift: bool) -> None:  # noqa: FBT001 - a case
    made = replace(plan_of(text, drift=drift), target=f"t{text}")
    harmless(github.planned(made, run_url="https://github.com/desk/scripts/actions/runs/1"))


@given(EVIL)
def test_in_what_an_apply_did(text: str) -> None:
    made = plan_of(text)
    (change,) = made.changes
    for name in ("held", "failed", "skipped"):
        told: dict[str, list[dict[str, str]]] = {each: [] for each in ("held", "failed", "skipped")}
        told[name].append({"kind": "macro", "key": change.key, "title": text, "reason": text})
        harmless(github.applied(made, json.dumps(told), [], go_on="gh workflow run apply.yml", errors=f"Error: {text}"))


@given(EVIL)
def test_in_what_was_changed_by_hand(text: str) -> None:
    fields = plan_of(text).changes[0].fields
    each = Drifted(Sort.CHANGED, Kind.MACRO, text, text, 5, Source(text, 3), fields, text, text)
    harmless(to_markdown(Drift("desk", text, (each,), (text,), {}, (f"macro {text}",)), workflow="gh workflow run x"))


@given(IN_XML)
def test_in_scenarios(text: str) -> None:
    name, told = quoteattr(text), escape(text)
    junit = (
        f"<testsuites><testsuite name={name} tests='1' failures='1' errors='0'><properties>"
        f"<property name={quoteattr(f'coverage.{text}')} value={name}/><property name='coverage gap' value={name}/>"
        f"</properties><testcase name={name} file={name} line={name}><failure>{told}</failure></testcase>"
        "</testsuite></testsuites>"
    )
    harmless(github.scenarios(junit.encode()))


@given(EVIL)
def test_in_findings(text: str) -> None:
    harmless(annotating.summary([Finding(Source(text, 1, 2), text, text)], f"{text}/"))


@pytest.fixture
def held() -> Iterator[GitHubStandIn]:
    with GitHubStandIn(tokens={"all": ALL}) as running:
        yield running


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(EVIL)
def test_in_issues_and_comments(held: GitHubStandIn, text: str) -> None:
    held.issues.clear()
    held.comments.clear()
    repository = GitHub(held.url, "desk/scripts", "all", wait=0.001)
    url = "https://github.com/desk/scripts/actions/runs/1"
    for about in ("sweep", "rotate"):
        github.tell(repository, about, f"Error: {text}", target="production", run_url=url, once=False)
        harmless(held.issues[-1]["body"])
    github.comment(repository, plan_of(text), pull=1, head="a1", run_url=url)
    ((written,),) = held.comments.values()
    harmless(written["body"])


def test_an_error_of_the_account_stands_in_the_issue_as_code(held: GitHubStandIn) -> None:
    repository = GitHub(held.url, "desk/scripts", "all", wait=0.001)
    said = "Error: Zendesk answered 422: @octocat ![x](http://evil/p.png)\n```\n# heading"
    github.tell(repository, "sweep", said, target="production", run_url="https://example.com", once=True)
    body = held.issues[0]["body"]
    assert f"\n````text\n{said}\n````\n" in body


def test_a_long_error_is_cut_within_its_fence(held: GitHubStandIn) -> None:
    repository = GitHub(held.url, "desk/scripts", "all", wait=0.001)
    github.tell(
        repository, "sweep", "```\n안내\n" * 30_000, target="production", run_url="https://example.com", once=True
    )
    body = held.issues[0]["body"]
    assert len(body) <= 65_000
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(body)
    assert "<p>Lost-item cases may be" in rendered
    assert rendered.count("<pre>") == 1
