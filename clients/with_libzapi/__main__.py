"""libzapi against the local Zendesk: `python -m clients.with_libzapi URL`, by the Python that has libzapi."""

from __future__ import annotations

import os
import sys

from libzapi import HelpCenter, Ticketing
from libzapi.domain.errors import NotFound

from clients.exercise import run
from clients.plain import EMAIL, TOKEN, Plain
from clients.with_libzapi import help_center, settings, tickets
from clients.with_libzapi.https_door import HttpsDoor


def main(url: str) -> None:
    """Run every kind."""
    plain = Plain(url)
    with HttpsDoor(url) as door:
        os.environ["REQUESTS_CA_BUNDLE"] = door.certificate
        ticketing = Ticketing(door.url, email=EMAIL, api_token=TOKEN)
        center = HelpCenter(door.url, email=EMAIL, api_token=TOKEN)
        kinds = [
            *settings.kinds(ticketing, plain),
            *tickets.kinds(ticketing, plain),
            *help_center.kinds(center, plain),
        ]
        run(kinds, NotFound)


main(sys.argv[1])
