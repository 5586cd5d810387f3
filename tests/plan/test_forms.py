from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from tests.plan.strategies import definitions

from macrosync.plan import defined
from macrosync.plan.canonical import beside, canonical, digest
from macrosync.plan.forms import Forms
from macrosync.resources import Json, Remote, Resource, resolve

if TYPE_CHECKING:
    from macrosync.resources import Ref

odd: st.SearchStrategy[Json] = st.sampled_from([None, True, 1, 0, False, "", "true", "1", [], {}, [1], [True], " 가 "])


@st.composite
def given_back(draw: st.DrawFn, sent: Resource) -> dict[str, Json]:
    """What an account could hold of what was sent: the same, or any of its fields otherwise."""
    names = draw(st.sets(st.sampled_from(sorted(sent.payload)), max_size=2))
    return {**sent.payload, **{name: draw(odd) for name in names}}


@given(definitions(), st.data())
def test_beside_what_was_sent_the_form_is_the_same_as_by_itself(
    desired: tuple[Resource, ...], data: st.DataObject
) -> None:
    for sent in desired:
        there = data.draw(given_back(sent))
        assert beside(sent.kind, there, sent.payload, canonical(sent.kind, sent.payload)) == canonical(sent.kind, there)


@given(definitions(), st.data())
def test_what_is_wanted_has_the_form_of_what_would_be_sent(desired: tuple[Resource, ...], data: st.DataObject) -> None:
    refs = sorted({ref for each in desired for ref in each.refs})
    ids: dict[Ref, int | str] = {ref: 100 + number for number, ref in enumerate(refs) if data.draw(st.booleans())}
    forms = Forms(ids, {each.ref: defined.of(each) for each in desired})
    for each in desired:
        sent = {name: resolve(value, ids) for name, value in each.payload.items()}
        assert forms.resolved(each) == sent
        assert forms.wanted(each) == canonical(each.kind, sent)


@given(definitions())
def test_what_is_there_just_as_it_is_wanted_has_its_digest(desired: tuple[Resource, ...]) -> None:
    ids: dict[Ref, int | str] = {each.ref: number for number, each in enumerate(desired, 1)}
    there = {(each.kind, ids[each.ref]): each for each in desired}
    forms = Forms(ids, {each.ref: defined.of(each) for each in desired}, there)
    for each in desired:
        sent = {name: resolve(value, ids) for name, value in each.payload.items()}
        remote = Remote(each.kind, ids[each.ref], sent)
        assert forms.there(remote) is forms.wanted(each)
        assert forms.seen(remote) == digest(each.kind, sent)
