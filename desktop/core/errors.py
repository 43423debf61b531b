"""Two kinds of trouble: what a user can mend (`UserError`), and everything else (our fault)."""

from __future__ import annotations

import errno

from desktop.core.i18n import N_, _

REASONS = {
    errno.ENOENT: N_("there is nothing of this name"),
    errno.EACCES: N_("access is denied"),
    errno.EPERM: N_("access is denied"),
    errno.ENOSPC: N_("the disk is full"),
    errno.EDQUOT: N_("the disk is full"),
    errno.EROFS: N_("the disk can only be read"),
    errno.EISDIR: N_("it is a folder"),
    errno.ENOTDIR: N_("part of its path is not a folder"),
    errno.EEXIST: N_("something of this name is there already"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.EIO: N_("the disk does not answer as it should"),
}
"""What an operating system says in its own language, in ours."""


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


def reason_of(error: OSError) -> str:
    """Why the system refused, as the end of a sentence in the language in force."""
    known = REASONS.get(error.errno or 0)
    return _(known) if known else error.strerror or str(error)
