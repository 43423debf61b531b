"""What goes wrong with a database, in one sentence each that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError, NoResultFound, OperationalError, SQLAlchemyError
from sqlalchemy.orm.exc import StaleDataError

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

_SQLITE = {
    "locked": N_("{place} is busy: another program is writing to it."),
    "busy": N_("{place} is busy: another program is writing to it."),
    "disk is full": N_("The disk of {place} is full: nothing was changed."),
    "readonly": N_("{place} cannot be written to: the file or its folder is read-only."),
    "unable to open": N_("{place} cannot be opened: check the folder and your rights to it."),
    "not a database": N_("{place} is not a database of Vis ma vie."),
    "malformed": N_("{place} is damaged: restore one of its copies."),
    "disk i/o": N_("The disk refused to read or write {place}."),
}
_POSTGRESQL = {
    "28": N_("The server refused this name and password for {place}."),
    "3D": N_("There is no such database on the server: {place}."),
    "42501": N_("Your account on {place} is not allowed to do this."),
    "55P03": N_("{place} is busy: somebody else is saving. Try again in a moment."),
    "40": N_("Somebody else has just changed the same thing in {place}. Try again."),
    "53": N_("The disk or the memory of the server of {place} is full: nothing was changed."),
    "57": N_("The server of {place} is stopping."),
    "25006": N_("{place} can only be read at the moment."),
}


@contextmanager
def told_plainly(place: str) -> Iterator[None]:
    """Turn the engines' troubles that a user can act on into UserErrors; the rest goes through.

    `place` is how messages name the database; it never holds a password.
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, UnicodeEncodeError, OSError) as error:
        told = _plainly(error, place)
        if told is None:
            raise
        raise told from error


def _plainly(error: Exception, place: str) -> UserError | None:
    """What to tell of a trouble, or None if it is a fault of ours."""
    if isinstance(error, StaleDataError):
        return UserError(
            _("Somebody else has changed this meanwhile: nothing was saved."),
            hint=_("Look at the new version, then make your change again."),
        )
    if isinstance(error, OSError):
        return UserError(_(file_trouble(error)).format(place=error.filename or place))
    message = None
    if isinstance(error, NoResultFound):
        message = N_("What this is about is no longer there: somebody has removed it meanwhile.")
    elif isinstance(error, UnicodeEncodeError):  # half of a surrogate pair, as broken exports hold
        message = N_("A text holds a character that cannot be kept.")
    elif isinstance(error, DBAPIError):
        message = _sentence(error)
    elif isinstance(error, sqlite3.Error):
        message = _by_text(str(error))
    return None if message is None else UserError(_(message).format(place=place))


def _sentence(error: DBAPIError) -> str | None:
    if isinstance(error.orig, sqlite3.Error):
        return _by_text(str(error.orig))
    if "NUL (0x00)" in str(error.orig):
        return N_("A text holds a character that cannot be kept.")
    state = getattr(error.orig, "sqlstate", None) or ""
    for prefix, message in _POSTGRESQL.items():
        if state.startswith(prefix):
            return message
    if isinstance(error, OperationalError) and not state:
        return _unreachable(str(error.orig))
    return None


def _unreachable(text: str) -> str:
    if "password" in text or "authentication" in text:
        return _POSTGRESQL["28"]
    if "does not exist" in text:
        return _POSTGRESQL["3D"]
    if "certificate" in text or "SSL" in text:
        return N_("The server of {place} did not prove who it is: nothing was sent to it.")
    return N_("The server of {place} cannot be reached.")


def _by_text(text: str) -> str | None:
    """SQLite's own words; its error codes have no attribute before Python 3.11's drivers."""
    lowered = text.lower()
    return next((sentence for words, sentence in _SQLITE.items() if words in lowered), None)


def file_trouble(error: OSError) -> str:
    """The sentence for a file that could not be read or written, with a `{place}` to fill in."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return N_("{place} cannot be written to: the file or its folder is read-only.")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return N_("The disk of {place} is full: nothing was changed.")
    if error.errno == errno.ENOENT:
        return N_("There is no file {place}.")
    if error.errno == errno.EISDIR:
        return N_("{place} is a folder, not a file.")
    return N_("{place} cannot be opened: check the folder and your rights to it.")
