"""The terms of the company's stays: read by every page of stays, changed on one."""

from __future__ import annotations

from secrets import token_hex

from sqlalchemy.orm import Session

from db.models import Setting
from db.security import HEADS, protect_stays
from desktop.core.changes import Changes
from desktop.core.i18n import _
from desktop.core.stays.terms import Terms, checked, from_setting, to_setting
from desktop.usecases.outcome import Outcome

TERMS = "stays"
SALT = "stays_salt"


def get_terms(session: Session) -> Terms:
    """The company's terms; the usual ones until somebody changes them."""
    row = session.get(Setting, TERMS)
    return from_setting(row.value if row else {})


def set_terms(session: Session, terms: Terms) -> Outcome[None]:
    """Change rebate, cap, calendars, scenario or commitments; what was settled is not touched."""
    value = to_setting(checked(terms))
    row = session.get(Setting, TERMS)
    if row is None:
        session.add(Setting(name=TERMS, value=value))
    else:
        row.value = value
    return Outcome(None, Changes.STAYS | Changes.SITES, _("terms of the stays"))


def salt_of(session: Session) -> str:
    """What companions' fingerprints are mixed with; drawn once for this database."""
    row = session.get(Setting, SALT)
    if row is None:
        row = Setting(name=SALT, value={"salt": token_hex(16)})
        session.add(row)
        session.flush()
    return str(row.value["salt"])


def protect_on_server(session: Session) -> Outcome[str]:
    """Shut the heads of sites out of every stay; returns the name of their group of roles."""
    protect_stays(session.connection())
    return Outcome(HEADS, Changes.NONE)
