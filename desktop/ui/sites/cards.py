"""The fields of a site's and of a department's card."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.i18n import _
from desktop.core.vocabulary import Side, SiteKind
from desktop.ui.people.card import with_none
from desktop.ui.widgets.editors import (
    CheckEditor,
    ChoiceEditor,
    CountEditor,
    NumberEditor,
    TextEditor,
    members,
)
from desktop.ui.widgets.record_card import Entry, Group, RecordCard
from desktop.usecases.people import PersonChoices
from desktop.usecases.sites import DepartmentCard, SiteCard


def site_card(save: Callable[[SiteCard], object]) -> RecordCard[SiteCard]:
    """An empty card of a site."""
    return RecordCard([_identity(), _address(), _stays(), _rules()], save)


def department_card(save: Callable[[DepartmentCard], object]) -> RecordCard[DepartmentCard]:
    """An empty card of a department."""
    identity = Group(
        "",
        (
            Entry("name", _("Name"), TextEditor()),
            Entry("code", _("Code"), TextEditor()),
            Entry("parent_id", _("Under"), ChoiceEditor(searchable=True)),
            Entry("head_id", _("Head"), ChoiceEditor(searchable=True)),
            Entry("head_email", _("Head's e-mail"), TextEditor()),
        ),
    )
    chain = Group(
        _("On the service chain"),
        (
            Entry("side", _("Side"), ChoiceEditor(members(Side))),
            Entry(
                "client_distance",
                _("Distance to the client"),
                CountEditor(0, 9),
                _("0 = in contact with clients, then one more at each step away."),
            ),
        ),
    )
    return RecordCard([identity, chain], save)


def offer_to_site(card: RecordCard[SiteCard], choices: PersonChoices) -> None:
    """Departments and entities to choose from."""
    _offer(card.editor("department_id"), with_none(choices.departments))
    _offer(card.editor("entity_id"), with_none(choices.entities))


def offer_to_department(card: RecordCard[DepartmentCard], choices: PersonChoices) -> None:
    """Parents and heads to choose from."""
    _offer(card.editor("parent_id"), with_none(choices.departments))
    _offer(card.editor("head_id"), with_none(choices.managers))


def _offer(editor: object, choices: list[tuple[int | None, str]]) -> None:
    assert isinstance(editor, ChoiceEditor)
    editor.offer(choices)


def _identity() -> Group:
    return Group(
        _("Identity"),
        (
            Entry("name", _("Name"), TextEditor()),
            Entry("code", _("Code"), TextEditor()),
            Entry("kind", _("Kind of site"), ChoiceEditor(members(SiteKind))),
            Entry("department_id", _("Department"), ChoiceEditor(searchable=True)),
            Entry("entity_id", _("Legal entity"), ChoiceEditor(searchable=True)),
            Entry("active", "", CheckEditor(_("On the lists"))),
        ),
    )


def _address() -> Group:
    return Group(
        _("Address"),
        (
            Entry("address", _("Address"), TextEditor()),
            Entry("postcode", _("Postcode"), TextEditor()),
            Entry("city", _("City"), TextEditor()),
            Entry("latitude", _("Latitude"), NumberEditor(whole=False)),
            Entry("longitude", _("Longitude"), NumberEditor(whole=False)),
        ),
    )


def _stays() -> Group:
    return Group(
        _("Mystery stays"),
        (
            Entry("rooms", _("Rooms"), NumberEditor()),
            Entry(
                "opening_threshold",
                _("Opening threshold (%)"),
                NumberEditor(whole=False, scale=100, needed=True),
                _("Nights whose forecast occupancy is lower are offered."),
            ),
            Entry("max_stay_rooms", _("Rooms a night at most"), CountEditor(0, 50)),
            Entry(
                "max_stay_share",
                _("Share of the rooms at most (%)"),
                NumberEditor(whole=False, scale=100, needed=True),
                _("The lower of the two holds."),
            ),
            Entry("min_nights", _("Nights at least"), CountEditor(1, 3)),
            Entry("max_nights", _("Nights at most"), CountEditor(1, 3)),
        ),
    )


def _rules() -> Group:
    return Group(
        _("Rules and calendar"),
        (
            Entry("timezone", _("Time zone"), TextEditor("Europe/Paris")),
            Entry("school_zone", _("School zone"), TextEditor("A, B, C…")),
            Entry(
                "holiday_zone",
                _("Zone of public holidays"),
                TextEditor("Alsace-Moselle, La Réunion…"),
                _("Empty = metropolitan France."),
            ),
            Entry("sunday_derogation", "", CheckEditor(_("May open on Sundays (L3132-3)"))),
            Entry(
                "rule_profile",
                _("Rule profile"),
                TextEditor("hcr"),
                _("Empty = that of the visitor alone."),
            ),
            Entry("safety_contact", _("Safety contact"), TextEditor()),
        ),
    )
