"""`vismavie`, also `python -m desktop`: no sub-command opens the window."""

from __future__ import annotations

import sys


def main() -> int:
    from desktop.cli.main import main as run  # noqa: PLC0415 -- slow import

    return run(sys.argv[1:], _open_window)


def _open_window(location: str | None) -> int:
    from desktop.app import open_window  # noqa: PLC0415 -- slow import: Qt

    return open_window(location)


if __name__ == "__main__":
    raise SystemExit(main())
