"""macrosync.toml: what it says, and what is said of it when it is wrong."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.definitions.desk import FILES, TOML, Desk

from macrosync.definitions import settings
from macrosync.definitions.channel import Channel
from macrosync.errors import ConfigError
from macrosync.resources import Source

if TYPE_CHECKING:
    from pathlib import Path

    from macrosync.definitions.settings import Settings


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def read(desk: Desk, content: str | bytes) -> Settings:
    desk.write(TOML, content)
    return settings.read(desk.root)


def refused(desk: Desk, content: str | bytes) -> list[str]:
    """The sentences of the error, each one a line that ends and can be read."""
    with pytest.raises(ConfigError) as raised:
        read(desk, content)
    said = str(raised.value).split("\n")
    for each in said:
        assert each.endswith((".", "?"))
        assert each.isprintable()
        assert TOML in each
    return said


def test_what_is_ours_by_name_is_needed_by_no_project(desk: Desk) -> None:
    target = read(desk, FILES[TOML]).target("local")
    assert (target.trigger_category, target.automation_prefix) == (None, None)
    ours = 'trigger_category = "우리"\nautomation_prefix = "우리: "\n[targets.local]\ntrigger_category = "다른"\n'
    target = read(desk, FILES[TOML].replace("[targets.local]\n", ours)).target("local")
    assert (target.trigger_category, target.automation_prefix) == ("다른", "우리:")
    assert target.place("trigger_category").line > target.place("automation_prefix").line


def test_tags_that_others_set_or_ask_for(desk: Desk) -> None:
    target = read(desk, FILES[TOML]).target("local")
    assert (target.outside_tags, target.report_tags) == ((), ())
    tags = 'outside_tags = ["vip", "예약_*"]\nreport_tags = ["늦음"]\n[targets.local]\noutside_tags = ["부산"]\n'
    target = read(desk, FILES[TOML].replace("[targets.local]\n", tags)).target("local")
    assert (target.outside_tags, target.report_tags) == (("부산",), ("늦음",))


@pytest.mark.parametrize("tags", ['["두 낱말"]', '["*"]', '["a*b"]', '[""]', '["a", "a"]', '"a"'])
def test_what_is_no_tag_is_said(desk: Desk, tags: str) -> None:
    content = FILES[TOML].replace("[targets.local]\n", f"outside_tags = {tags}\n[targets.local]\n")
    (said,) = refused(desk, content)
    assert "outside_tags" in said


def test_a_target_takes_its_own_names_before_the_defaults(desk: Desk) -> None:
    more = (
        '[targets.sandbox]\nsubdomain = "my-desk"\nsection = "시험"\ngroups = {chat = ["가"], phone = ["나", "다"]}\n'
    )
    found = read(desk, FILES[TOML] + more)
    assert found.targets == ("local", "sandbox")
    target = found.target("sandbox")
    assert (target.name, target.project, target.locale, target.subdomain) == (
        "sandbox",
        "parcel-desk",
        "ko",
        "my-desk",
    )
    assert (target.section, target.category, target.ticket_forms) == ("시험", "택배 상담", ("택배 문의",))
    assert target.groups == {Channel.CHAT: ("가",), Channel.PHONE: ("나", "다")}
    assert found.target("local").section == "배송 안내"
    assert found.target("local").subdomain is None


def test_a_name_has_the_line_that_gives_it(desk: Desk) -> None:
    found = read(desk, FILES[TOML] + '[targets.sandbox]\nsubdomain = "my-desk"\nsection = "시험"\n')
    assert found.target("sandbox").place("section") == Source(TOML, 15)
    assert found.target("sandbox").place("category") == Source(TOML, 6)
    assert found.target("local").place("section") == Source(TOML, 7)
    assert found.target("local").place("nothing") == Source(TOML)


def test_the_local_target_is_always_there(desk: Desk) -> None:
    assert read(desk, FILES[TOML].removesuffix("[targets.local]\n")).targets == ("local",)


def test_a_byte_order_mark_and_line_ends_of_windows_are_read(desk: Desk) -> None:
    assert read(desk, b"\xef\xbb\xbf" + FILES[TOML].replace("\n", "\r\n").encode()).file.project == "parcel-desk"


def test_an_unknown_target(desk: Desk) -> None:
    with pytest.raises(ConfigError, match=r"no target `prod`: add \[targets\.prod\], or use one of local\.$"):
        read(desk, FILES[TOML]).target("prod")


def test_a_target_without_a_subdomain(desk: Desk) -> None:
    with pytest.raises(ConfigError, match=r"target `sandbox` lacks `subdomain`: add subdomain = "):
        read(desk, FILES[TOML] + "[targets.sandbox]\n").target("sandbox")


def test_a_target_without_names(desk: Desk) -> None:
    with pytest.raises(ConfigError, match=r"`local` lacks `ticket_forms`, .*`groups`: add it to \[targets\.local\] or"):
        read(desk, 'project = "a"\nlocale = "ko"\n').target("local")


def test_a_missing_file(desk: Desk) -> None:
    desk.delete(TOML)
    with pytest.raises(ConfigError, match=r"is missing: run macrosync in a project's folder, or give --root\.$"):
        settings.read(desk.root)


@pytest.mark.parametrize("what", ["a folder", "a link", "no file"])
def test_what_is_no_file(desk: Desk, what: str) -> None:
    desk.delete(TOML)
    there = desk.root / TOML
    match what:
        case "a folder":
            there.mkdir()
        case "a link":
            there.symlink_to("/dev/zero")
        case _:
            os.mkfifo(there)
    with pytest.raises(ConfigError, match=rf"cannot be read \(it is {what}\): mend that, or give --root\.$"):
        settings.read(desk.root)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("project = x\n", "is not TOML: Invalid value (at line 1, column 11); put text in double quotes."),
        ("<<<<<<< ours\n", "is not TOML"),
        ("project = " + "9" * 10_000, "is not TOML that can be read"),
        ("project = " + "[" * 100_000, "is not TOML that can be read"),
        ("#" * 300_000, "has more than 256 KB"),
        ("프로젝트".encode("euc-kr"), "is not UTF-8: save it as UTF-8."),
        (FILES[TOML].replace("parcel-desk", "Parcel Desk"), "`project` is no short name: write small ASCII letters"),
        (
            FILES[TOML].replace('"ko"', '"Korean"'),
            "`locale` is no locale of Zendesk: write one such as `ko` or `en-us`.",
        ),
        (FILES[TOML].replace('"ko"', '"ko\\n"'), "`locale` is no locale"),
        (FILES[TOML].replace('"parcel-desk"', "1"), "`project` is a number where text is expected: put it in quotes."),
        (
            FILES[TOML].replace('["택배 문의"]', '"택배 문의"'),
            "`defaults.ticket_forms` is text where a list is expected",
        ),
        (FILES[TOML].replace('["택배 문의"]', "[]"), "`defaults.ticket_forms` is empty: give at least one."),
        (FILES[TOML].replace('"택배 문의"', '"가", "가"'), "`defaults.ticket_forms` holds a name twice: keep one."),
        (FILES[TOML].replace("택배 상담", "  "), "`defaults.category` is no name in Zendesk: write one line of text"),
        (FILES[TOML].replace("택배 상담", "가}"), "`defaults.category` is no name in Zendesk"),
        (FILES[TOML].replace("배송 안내", "가\\n나"), "`defaults.section` is no name in Zendesk"),
        (FILES[TOML].replace(', phone = ["전화팀"]', ""), "`phone` is missing from `defaults.groups`: add it."),
        (FILES[TOML].replace("category =", "categry ="), "`categry` is no key of `defaults`; did you mean `category`?"),
        ('xyz = 1\nproject = "a"\nlocale = "ko"', "`xyz` is no key of this file; take one of project, locale"),
        (FILES[TOML] + 'subdomain = "https://a.zendesk.com"\n', "write only what stands before .zendesk.com"),
        (FILES[TOML] + '[targets."../out"]\n', "`targets.../out` is no short name: write small ASCII letters"),
        (
            FILES[TOML] + "[targets.x]\nsub_domain = 1\n",
            "`sub_domain` is no key of `targets.x`; did you mean `subdomain`?",
        ),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(desk: Desk, content: str | bytes, says: str) -> None:
    (said,) = refused(desk, content)
    assert says in said


def test_everything_that_is_wrong_is_said_at_once(desk: Desk) -> None:
    said = refused(desk, 'project = ""\n[defaults]\ncategory = 1\n')
    assert [each.partition("`")[2].partition("`")[0] for each in said] == ["project", "locale", "defaults.category"]


def test_nothing_at_all(desk: Desk) -> None:
    said = refused(desk, "")
    assert said == [f"{TOML}: `{key}` is missing from this file: add it." for key in ("project", "locale")]


@given(st.binary(max_size=100) | st.text(max_size=100).map(str.encode))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    root = tmp_path_factory.getbasetemp() / "settings"
    root.mkdir(exist_ok=True)
    (root / TOML).write_bytes(content)
    with pytest.raises(ConfigError):
        settings.read(root)
