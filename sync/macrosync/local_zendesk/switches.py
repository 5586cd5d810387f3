"""What may be set otherwise, since no document says which way the service does it."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any, Literal, TypeAlias, get_args, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Mapping

    from macrosync.resources import Json

RateLimitHeaders: TypeAlias = Literal["2024", "2023"]


@dataclass(frozen=True, slots=True)
class Switches:
    """One setting of every switch; the defaults are what the local Zendesk takes to be true."""

    #: Which spelling the rate-limit headers have; both were recorded, 2024's is the newer one.
    rate_limit_headers: RateLimitHeaders = "2024"
    #: Whether tags are kept in small letters; official texts do not say (facts on tags, unverified).
    fold_tag_case: bool = False
    #: Whether the Help Center rewrites the HTML that it is given: void elements closed, entities as characters.
    normalise_html: bool = False
    #: Whether Guide admins may edit and publish whatever a permission group says (REF permission_groups).
    guide_admins_may_all: bool = True
    #: Whether two trigger categories may not have one name; SALTO tells them apart by it, no document says so.
    unique_trigger_category_names: bool = True
    #: Whether a view takes `conditions` as triggers do; DOC says `all` and `any` only, and one client saw it fail.
    view_takes_conditions: bool = False
    #: Whether the list of triggers runs again from the top after one changed the ticket; sources disagree.
    triggers_restart: bool = True
    #: Whether what triggers did counts as a change for those after them; no document says so.
    rules_count_as_change: bool = True
    #: Whether the account has an Enterprise plan, which alone shows revisions of triggers (OAS).
    enterprise_plan: bool = True
    #: Whether a client that has what it asks for is answered 304, as HTTP has it; no document says so.
    answers_not_modified: bool = True
    #: Whether a page of more than 100 is refused, or cut to 100.
    refuses_large_pages: bool = True
    #: Whether a new ticket that is given an assignee becomes open by that.
    assigned_is_open: bool = True
    #: Whether a translation that is written again as it was is no change.
    same_translation_is_no_change: bool = True
    #: Seconds on the server's clock that search lags behind; the service takes up to a few minutes (REF search).
    search_lag: int = 60
    #: Seconds on the server's clock that a job waits before a look at it finds it done.
    job_seconds: int = 0


def changed(switches: Switches, values: Mapping[str, Json]) -> Switches:
    """The switches with some of them set. Raises ValueError for one that is not there or a value that it has not."""
    hints = get_type_hints(Switches)
    for name, value in values.items():
        if name not in hints:
            raise ValueError(
                f"there is no switch {name}; there are {', '.join(each.name for each in fields(Switches))}"
            )
        if hints[name] is int:
            _check_number(name, value)
            continue
        allowed = (True, False) if hints[name] is bool else get_args(hints[name])
        if not any(value is each or (isinstance(value, str) and value == each) for each in allowed):
            raise ValueError(f"{name} is one of {', '.join(map(repr, allowed))}, not {value!r}")
    checked: dict[str, Any] = dict(values)
    return replace(switches, **checked)


def _check_number(name: str, value: Json) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise ValueError(f"{name} is a whole number from 0, not {value!r}")
