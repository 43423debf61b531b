"""Words of clients or employees that come from a survey, their contact details masked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Department, Site, Verbatim
from desktop.core.changes import Changes
from desktop.core.exchange.checking import Record
from desktop.core.exchange.masking import mask_contacts
from desktop.core.exchange.values import fold
from desktop.core.i18n import ngettext
from desktop.core.observations.touchpoints import touchpoints
from desktop.core.vocabulary import Voice
from desktop.usecases.loading.activities import Campaigns
from desktop.usecases.loading.loader import Key, Loader, Options, Wanted
from desktop.usecases.loading.references import UnknownReference


class VerbatimsLoader(Loader):
    models = (Verbatim,)
    changes = Changes.VERBATIMS

    def __init__(self, session: Session, options: Options) -> None:
        super().__init__(session, options)
        self._campaigns = Campaigns(session, options)
        self._unknown = 0
        self._masked = 0
        self._touchpoints = {
            fold(word): each.code
            for each in touchpoints().values()
            for word in (each.code, each.fr, each.en)
        }

    def reference_models(self) -> dict[str, Any]:
        return {"site_id": Site, "department_id": Department}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {
            (row.campaign_id, row.code, row.voice): row
            for row in self.session.scalars(select(model))
        }

    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        for record in records:
            try:
                campaign = self._campaigns.of(record.text("campaign"))
            except UnknownReference as reason:
                self.hold(record, "campaign", str(reason))
                continue
            yield self._verbatim(record, campaign)
        self._tell()

    def _verbatim(self, record: Record, campaign: int) -> Wanted:
        voice = record.values.get("voice") or Voice.CLIENT
        text, masked = mask_contacts(_whole_text(record))
        self._masked += masked
        attributes: dict[str, Any] = {
            "campaign_id": campaign,
            "code": record.text("id"),
            "voice": voice,
            "text": text,
            "masked": masked,
        }
        if record.values.get("date") is not None:
            attributes["day"] = record.values["date"]
        for name in ("polarity", "channel"):
            if record.values.get(name) is not None:
                attributes[name] = record.values[name]
        if touchpoint := self._touchpoints.get(fold(record.text("touchpoint"))):
            attributes["touchpoint"] = touchpoint
        attributes.update(self._places(record))
        key = (campaign, record.text("id"), voice)
        return Wanted(record.line, Verbatim, key, record.text("id"), attributes)

    def _places(self, record: Record) -> dict[str, Any]:
        """A survey may name places that we do not know: its words are kept all the same."""
        places: dict[str, Any] = {}
        models: tuple[tuple[str, Any], ...] = (("site", Site), ("department", Department))
        for name, model in models:
            if not record.text(name):
                continue
            try:
                places[f"{name}_id"] = self.refs.need(model, record.text(name))
            except UnknownReference:
                self._unknown += 1
        return places

    def _tell(self) -> None:
        if self._unknown:
            self.warnings.append(
                ngettext(
                    "{count} verbatim names a site or a department that is not known: left empty.",
                    "{count} verbatims name a site or a department that is not known: left empty.",
                    self._unknown,
                ).format(count=self._unknown)
            )
        if self._masked:
            self.warnings.append(
                ngettext(
                    "{count} contact detail is masked in the texts.",
                    "{count} contact details are masked in the texts.",
                    self._masked,
                ).format(count=self._masked)
            )


def _whole_text(record: Record) -> str:
    """The title is part of what the client wrote, unless the text repeats it."""
    title, text = record.text("title"), record.text("text")
    if not title or fold(text).startswith(fold(title)):
        return text
    return f"{title}\n{text}"
