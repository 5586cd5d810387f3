"""`python -m macrosync` is the command line too."""

from __future__ import annotations

from macrosync.cli import main

if __name__ == "__main__":
    main()
