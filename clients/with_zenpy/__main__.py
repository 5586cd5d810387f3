"""zenpy against the local Zendesk: `python -m clients.with_zenpy URL`, by the Python that has zenpy."""

from __future__ import annotations

import os
import sys
from urllib.parse import urlsplit

from zenpy import Zenpy
from zenpy.lib.exception import RecordNotFoundException

from clients.exercise import run
from clients.plain import EMAIL, TOKEN, Plain
from clients.with_zenpy import help_center, people, rules, settings, tickets


def main(url: str) -> None:
    """Run every kind."""
    parts = urlsplit(url)
    # zenpy's own way to another host than https://SUBDOMAIN.zendesk.com (docs/zenpy.rst).
    os.environ |= {"ZENPY_FORCE_NETLOC": parts.netloc, "ZENPY_FORCE_SCHEME": parts.scheme}
    client = Zenpy(subdomain="local", email=EMAIL, token=TOKEN, disable_cache=True)
    plain = Plain(url)
    kinds = [
        *rules.kinds(client, plain),
        *settings.kinds(client, plain),
        *people.kinds(client),
        *tickets.kinds(client, plain),
        *help_center.kinds(client, plain),
    ]
    run(kinds, RecordNotFoundException)


main(sys.argv[1])
