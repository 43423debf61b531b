"""`vismavie`, also `python -m desktop`: no sub-command opens the window."""

from __future__ import annotations

import sys

CANCELLED = 3
READ_FORM = "--read-form"
"""How the frozen program, which has no Python beside it, starts the child that reads one form."""


def main() -> int:
    if sys.argv[1:2] == [READ_FORM]:
        from desktop.core.observations.form_child import main as read  # noqa: PLC0415 -- alone

        read(sys.argv[2])
        return 0
    try:
        from desktop.cli.main import main as run  # noqa: PLC0415 -- slow import

        return run(sys.argv[1:], _open_window)
    except KeyboardInterrupt:  # before the command had begun: it has its own sentence after
        sys.stderr.write("Interrompu · Cancelled\n")
        return CANCELLED


def _open_window(location: str | None) -> int:
    from desktop.app import open_window  # noqa: PLC0415 -- slow import: Qt

    return open_window(location)


if __name__ == "__main__":
    raise SystemExit(main())
