"""Two kinds of trouble: what a user can mend (`UserError`), and everything else (our fault)."""

from __future__ import annotations


class UserError(Exception):
    """A refusal that the user can act on.

    `str(error)` is a whole, translated sentence that names the file, line or record at fault;
    `hint` is a second sentence that says what to try next (may be empty).
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class Cancelled(Exception):  # noqa: N818 -- a wish of the user's, not an error
    """Raised by `Monitor.checkpoint` once the user asked to stop; never shown."""
