"""The columns of the register."""

from __future__ import annotations

from desktop.core.i18n import N_, date_text, number_text
from desktop.core.labels import label
from desktop.core.observations.touchpoints import touchpoint_name
from desktop.core.vocabulary import IrritantStatus
from desktop.ui.models.table import Column
from desktop.ui.widgets.chips import Tone
from desktop.usecases.register_rows import IrritantRow

STATUS_TONES = {
    IrritantStatus.REPORTED: Tone.NEUTRAL,
    IrritantStatus.QUALIFIED: Tone.INFO,
    IrritantStatus.ASSIGNED: Tone.INFO,
    IrritantStatus.IN_HAND: Tone.WARN,
    IrritantStatus.TO_VERIFY: Tone.WARN,
    IrritantStatus.RESOLVED: Tone.GOOD,
    IrritantStatus.SET_ASIDE: Tone.NEUTRAL,
}
_ORDER = {status: rank for rank, status in enumerate(IrritantStatus)}

COLUMNS: tuple[Column[IrritantRow], ...] = (
    Column(N_("Code"), lambda row: row.code, width=64),
    Column(N_("Irritant"), lambda row: row.title, tip=lambda row: row.title, width=250),
    Column(
        N_("Status"),
        lambda row: label(row.status),
        key=lambda row: _ORDER[row.status],
        tone=lambda row: STATUS_TONES[row.status],
        width=120,
    ),
    Column(
        N_("Points"),
        lambda row: number_text(row.priority.points, 1),
        key=lambda row: row.priority.points,
        right=True,
        tip=lambda row: row.priority.formula,
        width=72,
    ),
    Column(N_("Caused by"), lambda row: row.caused_by or "—", width=150),
    Column(N_("Felt at"), lambda row: row.felt_at or "—", width=150),
    Column(
        N_("Reports"), lambda row: number_text(row.reports), lambda row: row.reports, right=True
    ),
    Column(
        N_("Hours a year"),
        lambda row: number_text(round(row.hours)) if row.cost else "—",
        key=lambda row: row.hours,
        right=True,
        tip=lambda row: row.cost.formula if row.cost else "",
    ),
    Column(N_("Moment"), lambda row: label(row.moment) if row.moment else "—"),
    Column(
        N_("Due"),
        lambda row: date_text(row.due, "short") if row.due else "—",
        key=lambda row: row.due,
        tone=lambda row: Tone.BAD if row.overdue else None,
    ),
    Column(N_("Owner"), lambda row: row.owner or "—"),
    Column(
        N_("Touchpoint"),
        lambda row: touchpoint_name(row.touchpoint) if row.touchpoint else "—",
        hidden=True,
    ),
    Column(N_("Cause"), lambda row: label(row.cause) if row.cause else "—", hidden=True),
)
