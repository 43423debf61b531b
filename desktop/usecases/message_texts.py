"""The company's own texts of the messages, kept with its data, one set a language."""

from __future__ import annotations

from sqlalchemy.orm import Session

from db.models import Setting
from desktop.core.changes import Changes
from desktop.core.i18n import _, speaking
from desktop.core.publishing.wording import (
    Wording,
    checked,
    own_wording,
    texts_of,
    usual_wording,
)
from desktop.usecases.outcome import Outcome


def get_wording(session: Session, language: str) -> Wording:
    """The texts in that language: the company's, or ours."""
    row = session.get(Setting, _name(language))
    with speaking(language):
        return own_wording(row.value if row is not None else {})


def keep_wording(session: Session, language: str, wording: Wording) -> Outcome[None]:
    """Keep the company's texts. Raises UserError for a text that could not be sent."""
    checked(wording)
    with speaking(language):
        usual = texts_of(usual_wording())
    own = {name: text for name, text in texts_of(wording).items() if text != usual[name]}
    row = session.get(Setting, _name(language))
    if row is None:
        session.add(Setting(name=_name(language), value=own))
    else:
        row.value = own
    return Outcome(None, Changes.PUBLICATIONS, _("change the texts of the messages"))


def _name(language: str) -> str:
    return f"messages.{language}"
