"""Another desk's definitions, invented here: nothing of the first project is built into the compiler."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from tests.compiler.reading import FIELD_ID, ROOT, actions, body, desired, macros, of, parsed, visible

from macrosync.compiler import compile as compile_definitions
from macrosync.definitions.load import load
from macrosync.definitions.settings import read
from macrosync.resources import Kind, Ref, resolve
from macrosync.rules import liquid

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "key: {}\nversion: {}\nsource: new\n"
FILES = {
    "macrosync.toml": """
project = "parcel-desk"
locale = "en-us"
[defaults]
ticket_forms = ["Parcels", "Returns"]
category = "Scripts"
section = "Parcel desk"
permission_group = "Editors"
user_segment = "leads"
groups = { chat = ["Chat A", "Chat B"], phone = ["Phone"] }
[targets.shop]
subdomain = "shop"
section = "Shop desk"
groups = { chat = ["Shop"], phone = ["Phone"] }
""",
    "macros/layout.yaml": HEAD.format("layout", 3)
    + """
chat: {menu: Chat, label: In chat}
phone: {menu: Phone, label: By phone}
article: {contents: Contents, consult_types: "Types:", related: "See: ▶"}
made: "Made from {file}."
""",
    "workflows/consult-types.yaml": HEAD.format("types", 2)
    + """
title: Type
types:
  - {name: Parcel, slug: parcel, types: [{name: Late, slug: late}, {name: Lost & found, slug: lost}]}
  - {name: Other, slug: other}
""",
    "macros/parcels/article.yaml": HEAD.format("parcels", 4)
    + "title: Parcels\nmenu: Parcels\nquestions: [contents, second]\nrelated: [ask-twice, ask-once, returns]\n",
    "macros/parcels/first.yaml": HEAD.format("contents", 5)
    + """
question: Where is it < here?
consult_types: [Parcel, Other]
steps:
  - key: consent
    title: May we?
    consent: {script: ask-twice, values: {what: the *parcel* & <more>}}
  - key: which
    title: Which one
    answers:
      - {title: Late (1), consult_types: [Parcel ▶ Late], reply: "- wait\\n- **then** call"}
      - title: "*Lost*"
        consult_types: [Parcel ▶ Lost & found]
        reply: "Dear {{ticket.requester.first_name}},\\n\\nsorry."
note: "First [Q2.](question:second), then [the site](https://example.com/a?b=1&c=2)."
""",
    "macros/parcels/second.yaml": HEAD.format("second", 1)
    + """
question: And now?
consult_types: [Other]
guidance: [Be kind, "Be **quick**"]
steps:
  - {key: one, title: One, reply: "1. a\\n2. b"}
  - {key: two, title: Two, macro: Second, reply: done}
""",
    "macros/returns/article.yaml": HEAD.format("returns", 1) + "title: Returns\nmenu: Returns\nquestions: [third]\n",
    "macros/returns/third.yaml": HEAD.format("third", 1)
    + "question: How?\nconsult_types: [Parcel]\nsteps: [{key: only, title: Only, reply: So.}]\n",
}
SCRIPT = """
title: "{title}"
name: "{title}"
menu: "{menu}"
parameters: {{what: {{label: What}}}}
chat: "May we hand on {{what: OO}}?"
phone: "May we hand on {{what: OO}}를(을) now?"
told: {{}}
"""
SCRIPTS = {
    "ask-once": ("Ask once", "Consent"),
    "ask-other": ("Ask other", "More"),
    "ask-twice": ("Ask twice", "Consent"),
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    scripts = {
        f"macros/consent/{key}.yaml": HEAD.format(key, 1) + SCRIPT.format(title=title, menu=menu)
        for key, (title, menu) in SCRIPTS.items()
    }
    for name, text in {**FILES, **scripts}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def test_macros_are_numbered_in_their_article_s_order_and_consent_scripts_in_their_menu_s(root: Path) -> None:
    titles = {key: str(macro.payload["title"]) for key, macro in macros("/chat", root).items()}
    assert titles == {
        "contents/consent/chat": "Chat::Parcels::1-1 May we?",
        "contents/which/chat": "Chat::Parcels::1-2 Which one",
        "second/one/chat": "Chat::Parcels::2-1 One",
        "second/two/chat": "Chat::Parcels::2-2 Second",
        "third/only/chat": "Chat::Returns::1-1 Only",
        "ask-once/chat": "Chat::Consent::1 Ask once",
        "ask-other/chat": "Chat::More::1 Ask other",
        "ask-twice/chat": "Chat::Consent::2 Ask twice",
    }
    assert set(macros("/phone", root)) == {key.replace("/chat", "/phone") for key in titles}


def test_versions_files_and_groups_are_those_of_the_project(root: Path) -> None:
    macro = macros("", root)["contents/which/chat"]
    assert macro.version == 5
    assert macro.payload["description"] == "Made from macros/parcels/first.yaml."
    assert macro.payload["restriction"] == {"type": "Group", "ids": ["@{group/Chat A}", "@{group/Chat B}"]}
    assert of(Kind.TICKET_FIELD, root)["types"].version == 2
    assert of(Kind.ARTICLE, root)["parcels"].version == 4


def test_a_target_says_what_it_calls_differently(root: Path) -> None:
    compiled = compile_definitions(load(root)[0], read(root).target("shop"))
    (section,) = [resource for resource in compiled if resource.kind is Kind.SECTION]
    macro = next(resource for resource in compiled if resource.key == "third/only/chat")
    assert section.key == "Shop desk"
    assert macro.payload["restriction"] == {"type": "Group", "ids": ["@{group/Shop}"]}


def test_places_and_forms_are_made_of_the_target_s_names(root: Path) -> None:
    assert of(Kind.CATEGORY, root)["Scripts"].payload == {"name": "Scripts", "locale": "en-us", "description": ""}
    assert of(Kind.SECTION, root)["Parcel desk"].payload == {
        "name": "Parcel desk",
        "locale": "en-us",
        "description": "",
        "category_id": "@{category/Scripts}",
    }
    assert list(of(Kind.TICKET_FORM, root)) == ["Parcels", "Returns"]
    assert of(Kind.CATEGORY, root)["Scripts"].source.path == "macrosync.toml"
    assert {article.payload["section_id"] for article in of(Kind.ARTICLE, root).values()} == {"@{section/Parcel desk}"}
    assert {article.payload["user_segment_id"] for article in of(Kind.ARTICLE, root).values()} == {
        "@{user_segment/leads}"
    }


def test_options_are_the_leaves_of_any_depth(root: Path) -> None:
    assert of(Kind.TICKET_FIELD, root)["types"].payload["custom_field_options"] == [
        {"name": "Parcel::Late", "value": "parcel__late"},
        {"name": "Parcel::Lost & found", "value": "parcel__lost"},
        {"name": "Other", "value": "other"},
    ]


def test_a_phone_note_without_a_first_line_is_what_was_said(root: Path) -> None:
    assert actions(macros("", root)["third/only/phone"])["comment_value"] == "So."


def test_answers_with_lists_and_placeholders_are_chosen_by_the_project_s_own_field(root: Path) -> None:
    chat = actions(macros("", root)["contents/which/chat"])
    ids = {Ref(Kind.TICKET_FIELD, "types"): FIELD_ID}

    def said(field: str, consult_type: str) -> str:
        ticket = {f"ticket_field_{FIELD_ID}": consult_type, "requester": {"first_name": "A & B"}}
        return liquid.render(str(resolve(chat[field], ids)), {"ticket": ticket}, escape=field.endswith("html"))

    assert said("comment_value", "parcel__late") == "- wait\n- then call"
    assert said("comment_value", "parcel__lost") == "Dear A & B,\n\nsorry."
    assert said("comment_value_html", "parcel__lost") == "<p>Dear A &amp; B,</p>\n<p>sorry.</p>"
    both = "Late (1)\n\n- wait\n- then call\n\n*Lost*\nDear A & B,\n\nsorry."
    assert said("comment_value", "other") == both
    assert visible(said("comment_value_html", "other")) == [line for line in both.split("\n") if line]


def test_a_value_stands_in_the_consent_as_it_is_written(root: Path) -> None:
    chat = actions(macros("", root)["contents/consent/chat"])
    assert chat["comment_value"] == "May we hand on the *parcel* & <more>?"
    assert chat["comment_value_html"] == "<p>May we hand on the *parcel* &amp; &lt;more&gt;?</p>"
    assert chat["current_tags"] == "consent__ask-twice__v1"
    phone = actions(macros("", root)["ask-other/phone"])["comment_value"]
    assert phone == "May we hand on 【What】을/를 now?"


def test_the_article_of_a_folder_in_the_project_s_own_words(root: Path) -> None:
    assert visible(body("parcels", root)) == [
        "Contents",
        "1. Where is it < here?",
        "2. And now?",
        "Q1. Where is it < here?",
        "Types: Parcel ▶ Late, Lost & found",
        "Types: Other",
        "A1.",
        "May we?",
        "In chat",
        "May we hand on the *parcel* & <more>?",
        "By phone",
        "May we hand on the *parcel* & <more>을/를 now?",
        "See: ▶Ask twice",
        "① Which one",
        "> Late (1)",
        "- wait",
        "- then call",
        "> *Lost*",
        "Dear {{ticket.requester.first_name}},",
        "sorry.",
        "First Q2., then the site.",
        "Q2. And now?",
        "Types: Other",
        "A2.",
        "① Be kind",
        "② Be quick",
        "③ One",
        "1. a",
        "2. b",
        "④ Two",
        "done",
        "See: ▶Ask once",
        "See: ▶Returns",
    ]


def test_links_go_to_questions_to_both_kinds_of_articles_and_to_the_web(root: Path) -> None:
    tree = parsed(body("parcels", root))
    assert [link.get("href") for link in tree.iter("a")] == [
        "#contents",
        "#second",
        "/hc/en-us/articles/@{article/ask-twice}",
        "#second",
        "https://example.com/a?b=1&c=2",
        "/hc/en-us/articles/@{article/ask-once}",
        "/hc/en-us/articles/@{article/returns}",
    ]
    ids = [element.get("id") for element in tree.iter() if element.get("id") is not None]
    assert ids == ["contents", "second"]


def test_the_order_of_files_and_folders_makes_no_difference_to_a_resource(root: Path) -> None:
    """Every resource of the first project is the same beside others."""
    assert {resource.key for resource in desired(root)}.isdisjoint(macros())
    definitions, _ = load(ROOT)
    backwards = type(definitions)(tuple(reversed(definitions.loaded)))
    again = compile_definitions(backwards, read(ROOT).target("local"))
    assert {resource.ref: resource for resource in again} == {resource.ref: resource for resource in desired()}


def test_steps_are_counted_beyond_the_signs_that_fonts_have(root: Path, tmp_path: Path) -> None:
    copy = tmp_path / "desk"
    shutil.copytree(root, copy)
    steps = "".join(f"  - {{key: s{number}, title: T, reply: r}}\n" for number in range(1, 22))
    third = HEAD.format("third", 1) + f"question: How?\nconsult_types: [Parcel]\nsteps:\n{steps}"
    (copy / "macros/returns/third.yaml").write_text(third, encoding="utf-8")
    assert [line for line in visible(body("returns", copy)) if line.endswith(" T")][-3:] == ["⑲ T", "⑳ T", "(21) T"]
