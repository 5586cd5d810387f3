"""One account: its data, and the parts of the service that hold state beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from macrosync.local_zendesk.calls import Calls
from macrosync.local_zendesk.clock import Clock
from macrosync.local_zendesk.faults import Faults
from macrosync.local_zendesk.limits import Limits
from macrosync.local_zendesk.seeding import Seed, plant
from macrosync.local_zendesk.switches import Switches
from macrosync.local_zendesk.webhooks.delivery import Deliveries

if TYPE_CHECKING:
    from macrosync.local_zendesk.store import Store


@dataclass
class Account:
    """What a server serves. `switches` and `deliveries` are put in each other's place as a whole."""

    store: Store
    seed: Seed
    clock: Clock = field(default_factory=Clock)
    limits: Limits = field(default_factory=Limits)
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    switches: Switches = field(default_factory=Switches)
    deliveries: Deliveries = field(default_factory=Deliveries)

    def plant(self) -> bool:
        """Make what a new account has, and what the seed names, once; whether the account is a new one."""
        with self.store.writing() as documents:
            return plant(documents, self.seed, self.clock.now())

    def reset(self) -> None:
        """Begin anew, as on the first start."""
        self.clock.run()
        self.limits.reset()
        self.faults.remove()
        self.calls.clear()
        self.switches = Switches()
        self.deliveries = Deliveries()
        with self.store.writing() as documents:
            self.store.clear(documents)
            plant(documents, self.seed, self.clock.now())
