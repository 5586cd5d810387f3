"""What an update finds when it has to wait or be repeated: that it is still to be done, or is done, or must not be.

The read right before it says nothing by then: a person may have saved something, and an earlier attempt may have been
done though its answer was lost. So the gateway asks here again, right before it sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from macrosync.apply import reading
from macrosync.apply.writing import OPTIONS, kept_differently, parts
from macrosync.errors import PlanRefused
from macrosync.plan import mark
from macrosync.resources import Remote

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from macrosync.apply.writing import Wanted
    from macrosync.apply.zendesk import Zendesk
    from macrosync.plan.model import Change
    from macrosync.resources import Id, Ref


@dataclass(frozen=True, slots=True)
class UpdateRecheck:
    """Of one update. `first` is what was there when it began, which was what the plan saw."""

    zendesk: Zendesk
    change: Change
    want: Wanted
    project: str
    ids: Mapping[Ref, Id]
    first: Remote

    def __call__(self, names: Collection[str], done: Collection[str] = ()) -> bool:
        """Whether these fields are still to be written, after `done` were by the same update.

        Raises PlanRefused where the resource is neither as the plan saw it nor as this update leaves it; it says which
        fields are written all the same. What becomes of `done` is not judged: it is not written again.
        """
        now = reading.there(self.zendesk, self.change, self.ids)
        reading.refuse_if_authenticated(self.change, now)
        differs = {*kept_differently(self.change, self.want, now)}
        if differs <= {*done}:
            return False
        if self._was_marked(now, names):
            raise PlanRefused(f"it was written, and then changed by hand ({_listed(differs)}); {reading.AGAIN}")
        written = (*done, *names) if differs.isdisjoint(names) else (*done,)
        try:
            self._refuse_if_changed(now, written)
        except PlanRefused as refused:
            if not written:
                raise
            raise PlanRefused(f"only its {_listed(written)} was written, since {refused}") from None
        return not differs.isdisjoint(names)

    def _was_marked(self, now: Remote, names: Collection[str]) -> bool:
        """Whether an earlier attempt was done, by the mark that it left."""
        made = self.want.mark
        writes = made is not None and mark.CARRIERS[self.change.kind] in names
        return writes and mark.find(self.first.kind, self.first.payload) != made == mark.find(now.kind, now.payload)

    def _refuse_if_changed(self, now: Remote, written: Iterable[str]) -> None:
        before = {name: self.first.payload[name] for name in written if name in self.first.payload}
        beside = Remote(now.kind, now.id, {**now.payload, **before})
        reading.refuse_if_changed(self.change, beside, self.project, self.ids)
        if parts(self.change, self.want, now) != parts(self.change, self.want, self.first):
            raise PlanRefused(f"it was changed meanwhile ({OPTIONS}); {reading.AGAIN}")


def _listed(names: Iterable[str]) -> str:
    return ", ".join(sorted(names))
