"""`vismavie`, also `python -m desktop`: no sub-command opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    from desktop.cli.main import main as run  # noqa: PLC0415 -- slow import

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
