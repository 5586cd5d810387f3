"""A Zendesk of one's own, on this machine: an HTTP server over SQLite that a client cannot tell from the service.

```
server      sockets in, requests out          service   the order of a request, headers
routes      every operation, as data          families/ help_center/   one file a family: its routes and rules
documents   records in one transaction        store     the file
paging      lists in pages                    api_errors   every error body
control     /_local/: clock, limits, faults   assumptions   what is assumed of the service, and what is known
state       the account as a file: exported, begun from (seed_files, seeding)
```
A family is added as one file with its `Family` and its `ROUTES`, named in `routes.py`. It shares no code with the
client that it tests but `macrosync.rules`, which is what the service's rules mean.
"""

from __future__ import annotations

from macrosync.local_zendesk.running import LocalZendesk
from macrosync.local_zendesk.seeding import Seed

__all__ = ["LocalZendesk", "Seed"]
