"""Which files a project has, and what each one holds."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
from tests.definitions.desk import FILES, LATE, LAYOUT, TYPES, WHERE, Desk

from macrosync.definitions import tree
from macrosync.definitions.load import load
from macrosync.definitions.models import Article, ConsentScript, ConsultTypes, Layout, Question
from macrosync.definitions.tree import Holds

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk.make(tmp_path)


def test_every_file_and_what_it_holds_in_the_order_of_paths(desk: Desk) -> None:
    files, findings = tree.walk(desk.root)
    assert findings == ()
    assert [(file.path, file.holds) for file in files] == [
        ("macros/consent/address.yaml", Holds.CONSENT_SCRIPT),
        ("macros/layout.yaml", Holds.LAYOUT),
        ("macros/parcel/article.yaml", Holds.ARTICLE),
        ("macros/parcel/late.yaml", Holds.QUESTION),
        ("macros/parcel/where.yaml", Holds.QUESTION),
        ("workflows/consult-types.yaml", Holds.CONSULT_TYPES),
    ]


def test_a_folder_is_sorted_before_one_that_its_name_begins(desk: Desk) -> None:
    desk.write("macros/parcel-abroad/x.yaml", FILES[WHERE])
    paths = [file.path for file in tree.walk(desk.root)[0]]
    assert paths.index("macros/parcel/where.yaml") < paths.index("macros/parcel-abroad/x.yaml")


def test_a_korean_name_is_the_same_however_the_disk_spells_it(desk: Desk) -> None:
    in_parts = unicodedata.normalize("NFD", "macros/택배/지연.yaml")
    desk.write(in_parts, FILES[LATE])
    file = next(each for each in tree.walk(desk.root)[0] if "지연" in each.path)
    assert (file.path, file.folder, file.on_disk) == ("macros/택배/지연.yaml", "macros/택배", in_parts)
    loaded = [each for each, _ in load(desk.root)[0].all(Question)]
    assert "macros/택배/지연.yaml:2:10" in {str(each.place("version")) for each in loaded}


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("macros/layout.yaml", Holds.LAYOUT),
        ("macros/a/article.yaml", Holds.ARTICLE),
        ("macros/a/b.yaml", Holds.QUESTION),
        ("macros/consent/a.yaml", Holds.CONSENT_SCRIPT),
        ("workflows/scenarios/a.yaml", Holds.SCENARIO),
        ("workflows/scenarios", None),
        ("workflows/scenarios/a/b.yaml", None),
        ("workflows/scenarios/a.txt", None),
        ("macros/consent", None),
        ("macros/a.yaml", None),
        ("macros/a/b/c.yaml", None),
        ("macros/a/b.yml", None),
        ("workflows/a/b.yaml", None),
        ("workflows/other.yaml", None),
    ],
)
def test_a_place_says_what_a_file_holds(path: str, held: Holds | None) -> None:
    assert tree.holds(path) is held


def test_definitions_are_found_by_model_and_key(desk: Desk) -> None:
    found, findings = load(desk.root)
    assert findings == ()
    assert found.one(Layout).made == "{file} 파일에서 만들었습니다."
    assert found.by_key(ConsentScript, "address") is found.one(ConsentScript)
    assert found.by_key(Article, "address") is None
    assert sorted(found.questions("macros/parcel")) == ["too-late", "where-is-it"]
    assert found.questions("macros/other") == {}


def test_what_could_be_read_is_there_beside_findings_on_the_rest(desk: Desk) -> None:
    desk.write(LAYOUT, "[")
    desk.delete(TYPES)
    found, findings = load(desk.root)
    assert [each.id for each in findings] == ["yaml-syntax", "file-missing"]
    assert len(found.loaded) == 4
    with pytest.raises(LookupError, match="no ConsultTypes was loaded"):
        found.one(ConsultTypes)


def test_nothing_is_sorted_by_chance(desk: Desk) -> None:
    for name in ("z", "a", "m"):
        desk.write(f"macros/parcel/{name}.yaml", "")
        desk.write(f"workflows/{name}.yml", "")
    findings = load(desk.root)[1]
    assert list(findings) == sorted(findings)
