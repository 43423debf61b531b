"""Rooms sold a night, from forecasts or from bookings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from db.models import Night, Site
from desktop.core.changes import Changes
from desktop.core.exchange.bookings import Stays, count_nights
from desktop.core.exchange.checking import Record
from desktop.core.i18n import _, date_text, ngettext
from desktop.core.vocabulary import SiteKind
from desktop.usecases.loading.loader import Key, Loader, Wanted
from desktop.usecases.loading.people import tell_drafts
from desktop.usecases.loading.references import Ref, UnknownReference
from desktop.usecases.stays import close_all_risen_offers


class _NightsLoader(Loader):
    """What forecasts and bookings share: nights of a site, and a site made if it is not known."""

    models = (Night,)
    changes = Changes.STAYS

    def reference_models(self) -> dict[str, Any]:
        return {"site_id": Site}

    def existing(self, model: type[Any]) -> dict[Key, Any]:
        return {
            (self.refs.code_of(Site, row.site_id), row.night): row
            for row in self.session.scalars(select(model))
        }

    def site(self, record: Record, capacity: Mapping[str, int]) -> Ref | None:
        """The site that a line names, else the one asked for; held if there is neither."""
        text = self.options.site or record.text("site")
        if not text:
            self.hold(record, "site", _("the site is not named: choose it"))
            return None
        try:
            return self.refs.ensure(
                Site, text, kind=SiteKind.HOTEL, rooms=capacity.get(record.text("site"))
            )
        except UnknownReference as reason:
            self.hold(record, "site", str(reason))
            return None

    def night(self, line: int, site: Ref, night: Any, rooms: int, sold: int) -> Wanted:  # noqa: ANN401
        label = f"{self.refs.name_of(Site, site.code)} {date_text(night, 'short')}"
        attributes = {
            "site_id": site,
            "night": night,
            "rooms_available": rooms,
            "rooms_sold": sold,
        }
        at_first = {"forecast_on": self.options.today}
        return Wanted(line, Night, (site.code, night), label, attributes, at_first)

    def rooms(self) -> dict[str, int]:
        """Rooms of the sites that are known."""
        rows = self.session.execute(select(Site.code, Site.rooms).where(Site.rooms.is_not(None)))
        return {code: rooms for code, rooms in rows if rooms is not None}

    def write(self, judged: Sequence[Any]) -> None:
        """A changed night gets the day of its new forecast; offers that it fills up are closed."""
        super().write(judged)
        changed = [each.wanted.key for each in judged if each.state.value == "changed"]
        if changed:
            present = self.existing(Night)
            for key in changed:
                present[key].forecast_on = self.options.today
        self.session.flush()
        close_all_risen_offers(self.session, self.options.today)


class OccupancyLoader(_NightsLoader):
    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        capacity = _capacities(records)
        known = self.rooms()
        derived = 0
        for record in records:
            site = self.site(record, capacity)
            if site is None:
                continue
            rooms = record.values.get("rooms_available")
            if rooms is None:
                rooms = capacity.get(record.text("site")) or known.get(site.code)
                derived += 1
            sold = record.values.get("rooms_sold")
            share = record.values.get("share")
            if sold is None and isinstance(share, float) and isinstance(rooms, int):
                sold = round(share * rooms)
            if not isinstance(rooms, int):
                self.hold(record, "rooms_available", _("the number of rooms is not known"))
            elif not isinstance(sold, int):
                self.hold(record, "rooms_sold", _("the number of rooms sold is missing"))
            else:
                yield self.night(record.line, site, record.values["night"], rooms, sold)
        if derived:
            self.warnings.append(_derived_sentence(capacity, derived))
        tell_drafts(self)


def _derived_sentence(capacity: Mapping[str, int], derived: int) -> str:
    if not capacity:
        return ngettext(
            "{count} night takes the number of rooms from its site.",
            "{count} nights take the number of rooms from their site.",
            derived,
        ).format(count=derived)
    rooms = ", ".join(f"{site or '?'}: {count}" for site, count in capacity.items())
    return ngettext(
        "{count} night has no number of rooms: reckoned from the occupancy rate ({rooms}).",
        "{count} nights have no number of rooms: reckoned from the occupancy rate ({rooms}).",
        derived,
    ).format(count=derived, rooms=rooms)


def _capacities(records: Sequence[Record]) -> dict[str, int]:
    """Rooms of a site, from rooms sold and occupancy rate of the nights that tell both."""
    votes: dict[str, Counter[int]] = {}
    for record in records:
        sold, share = record.values.get("rooms_sold"), record.values.get("share")
        if isinstance(sold, int) and isinstance(share, float) and sold > 0 and share > 0:
            votes.setdefault(record.text("site"), Counter())[round(sold / share)] += 1
    return {site: counts.most_common(1)[0][0] for site, counts in votes.items()}


class BookingsLoader(_NightsLoader):
    def wanted(self, records: Sequence[Record]) -> Iterator[Wanted]:
        stays = count_nights(records)
        for record, name, reason in stays.held:
            self.hold(record, name, reason)
        known = self.rooms()
        self._tell(stays)
        for site_name, nights in stays.sold.items():
            site = self.site(stays.first[site_name], {site_name: max(nights.values(), default=0)})
            if site is None:
                continue
            rooms = known.get(site.code) or max(nights.values(), default=0)
            if site.code not in known:
                self.warnings.append(
                    _(
                        "{site}: the number of rooms is not known; "
                        "the fullest night ({rooms}) stands for it."
                    ).format(site=self.refs.name_of(Site, site.code), rooms=rooms)
                )
            for night, sold in sorted(nights.items()):
                yield self.night(stays.first[site_name].line, site, night, rooms, sold)
        tell_drafts(self)

    def _tell(self, stays: Stays) -> None:
        for count, sentence in (
            (
                stays.cancelled,
                ngettext(
                    "{count} cancelled booking takes no room.",
                    "{count} cancelled bookings take no room.",
                    stays.cancelled,
                ),
            ),
            (
                stays.no_shows,
                ngettext(
                    "{count} no-show takes no room.",
                    "{count} no-shows take no room.",
                    stays.no_shows,
                ),
            ),
            (
                stays.without_night,
                ngettext(
                    "{count} booking has no night: it takes no room.",
                    "{count} bookings have no night: they take no room.",
                    stays.without_night,
                ),
            ),
        ):
            if count:
                self.warnings.append(sentence.format(count=count))
        self.left_out += stays.cancelled + stays.no_shows + stays.without_night
