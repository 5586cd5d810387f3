"""Any set of definitions that an account could be asked to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import strategies as st
from tests.plan.rule_samples import automation, calling, condition, trigger, trigger_category, view, webhook
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


conditions = st.builds(
    condition,
    st.sampled_from(["status", "current_tags", "priority", f"custom_fields_{FIELD}"]),
    st.sampled_from(["is", "is_not", "includes", "changed"]),
    st.sampled_from([None, "", "__NULL__", "solved", "b a", "a b", 7]),
)


@st.composite
def rules(draw: st.DrawFn) -> list[Resource]:
    """Triggers in one or two categories, in any order, and what else there is of rules."""
    names = draw(st.lists(st.sampled_from(["macrosync", "분실물"]), min_size=1, max_size=2, unique=True))
    made = [webhook(version=draw(versions)), *(trigger_category(name) for name in names)]
    keys = draw(st.lists(slugs, max_size=4, unique=True))
    for key in keys:
        listed: dict[str, Json] = {name: [*draw(st.lists(conditions, max_size=3))] for name in ("all", "any")}
        category = draw(st.sampled_from(names))
        made.append(trigger(f"rule/{key}", draw(versions), category, conditions=listed, active=draw(st.booleans())))
    if names[0] == "macrosync" and draw(st.booleans()):
        made.append(calling())
    made += [automation(name, actions=[{"field": "status", "value": draw(st.sampled_from(["solved", "open"]))}])
             for name in draw(st.lists(st.sampled_from(["만료", "종결"]), unique=True))]  # fmt: skip
    made += [view(f"rule/{key}", draw(versions), active=draw(st.booleans())) for key in keys[:2]]
    return made


@st.composite
def definitions(draw: st.DrawFn) -> tuple[Resource, ...]:
    """A field with its form, any macros and rules, and articles of which the later may link to the earlier."""
    options = draw(st.lists(slugs, unique=True, min_size=1, max_size=4))
    made = [ticket_field(*options, title=f"상담 {draw(words)}", version=draw(versions)), form(), *places()]
    made += draw(st.lists(macros(), max_size=4, unique_by=lambda each: each.key))
    made += draw(rules())
    keys = draw(st.lists(slugs, max_size=3, unique=True))
    for at, key in enumerate(keys):
        link = f'<a href="/hc/ko/articles/@{{article/{keys[at - 1]}}}">→</a>' if at and draw(st.booleans()) else ""
        made.append(article(key, f"<p>{draw(texts)}</p>{link}", draw(versions)))
    return tuple(draw(st.permutations(made)))
