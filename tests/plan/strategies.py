"""Any set of definitions that an account could be asked to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.plan.samples import FIELD, article, form, macro, places, ticket_field

if TYPE_CHECKING:
    from macrosync.resources import Json, Resource

slugs = st.from_regex(r"[a-z]{1,3}(-[a-z0-9]{1,2})?", fullmatch=True)
words = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co"], exclude_characters="@{}"), max_size=12)
texts = st.lists(words | st.sampled_from([f"{{{{ticket.ticket_field_{FIELD}}}}}", "가  \r\n", "<p>나</p>"])).map(
    "".join
)
versions = st.integers(1, 9)


@st.composite
def macros(draw: st.DrawFn) -> Resource:
    more: dict[str, Json] = {"active": draw(st.booleans())}
    if draw(st.booleans()):
        more["restriction"] = None
    return macro(f"{draw(slugs)}/{draw(slugs)}/chat", draw(texts), draw(versions), **more)


@st.composite
def definitions(draw: st.DrawFn) -> tuple[Resource, ...]:
    """A field with its form, any macros, and articles of which the later may link to the earlier."""
    options = draw(st.lists(slugs, unique=True, min_size=1, max_size=4))
    made = [ticket_field(*options, title=f"상담 {draw(words)}", version=draw(versions)), form(), *places()]
    made += draw(st.lists(macros(), max_size=4, unique_by=lambda each: each.key))
    keys = draw(st.lists(slugs, max_size=3, unique=True))
    for at, key in enumerate(keys):
        link = f'<a href="/hc/ko/articles/@{{article/{keys[at - 1]}}}">→</a>' if at and draw(st.booleans()) else ""
        made.append(article(key, f"<p>{draw(texts)}</p>{link}", draw(versions)))
    return tuple(draw(st.permutations(made)))
