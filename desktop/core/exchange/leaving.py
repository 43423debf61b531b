"""What an import gives back: held lines to be mended and brought again, and empty templates."""

from __future__ import annotations

from collections.abc import Iterable

from desktop.core.exchange.checking import Held
from desktop.core.exchange.kinds import Kind
from desktop.core.exchange.tables import Table
from desktop.core.exchange.writing import Sheet
from desktop.core.i18n import _


def reason_heading() -> str:
    """The column added to held lines; known again, and kept aside, when they come back."""
    return _("Why this line was held")


def rejects(table: Table, held: Iterable[Held]) -> Sheet:
    """Held lines as they stood in the file, with the reason in a column of its own."""
    rows = {row.line: row.cells for row in table.rows}
    reasons: dict[int, list[str]] = {}
    for each in held:
        reasons.setdefault(each.line, []).append(each.reason)
    lines = tuple(
        (*rows[line], " ; ".join(why)) for line, why in sorted(reasons.items()) if line in rows
    )
    return Sheet(table.name, (*table.columns, reason_heading()), lines)


_EXAMPLES = {
    "id": "00042", "last_name": "Roux", "first_name": "Anne", "email": "anne.roux@example.org",
    "department": "ACC", "site": "LYO", "side": "front", "entity": "SA", "manager_id": "00007",
    "contract": "standard", "weekly_schedule": "mon 09:00-12:30 13:30-17:00, tue 09:00-17:00",
    "birth_date": "1985-06-14", "skills": "caisse, anglais", "languages": "fr, en",
    "join_date": "2019-09-01", "name": "Accueil", "parent_id": "EXP", "head_email":
    "chef@example.org", "client_distance": "0", "kind": "hotel", "address": "1 rue de la Paix",
    "postcode": "01000", "city": "Bourg-en-Bresse", "latitude": "46.205", "longitude": "5.226",
    "timezone": "Europe/Paris", "school_zone": "A", "sunday_derogation": "oui", "rooms": "80",
    "campaign": "2027-1", "role": "Réception", "start": "2027-03-01 14:00", "end":
    "2027-03-01 22:00", "seats": "1", "mode": "observe", "required_skills": "", "host_id": "00007",
    "direction": "to_front", "person": "00042", "rank": "1", "from": "2027-03-01", "to":
    "2027-03-31", "night": "2027-03-01", "rooms_available": "80", "rooms_sold": "35", "arrival":
    "2027-03-01", "departure": "2027-03-03", "nights": "2", "status": "stayed", "day":
    "2027-05-01", "zones": "Métropole", "date": "2027-02-12", "touchpoint": "", "text":
    "Accueil souriant.", "polarity": "positive", "channel": "e-mail", "insee": "01053",
}  # fmt: skip
_OF_KIND = {
    ("absences", "start"): "2027-03-01", ("absences", "end"): "2027-03-05",
    ("holidays", "start"): "", ("holidays", "end"): "", ("holidays", "name"): "1er mai",
    ("departments", "id"): "ACC", ("sites", "id"): "LYO", ("sites", "name"): "Hôtel de Lyon",
    ("communes", "name"): "BOURG EN BRESSE", ("departments", "side"): "front",
}  # fmt: skip


def template(kind: Kind) -> Sheet:
    """The columns of a kind, named as the command line documents them, and one example."""
    fields = [field for field in kind.fields if field.in_template]
    example = tuple(
        _OF_KIND.get((kind.name, field.name), _EXAMPLES.get(field.name, "")) for field in fields
    )
    return Sheet(kind.name, tuple(field.name for field in fields), (example,))


__all__ = ["reason_heading", "rejects", "template"]
