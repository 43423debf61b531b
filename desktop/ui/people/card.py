"""The fields of a person's card."""

from __future__ import annotations

from collections.abc import Callable

from desktop.core.i18n import _
from desktop.core.vocabulary import Contract, Side
from desktop.ui.widgets.editors import (
    CheckEditor,
    ChoiceEditor,
    CountEditor,
    DateEditor,
    ListEditor,
    NumberEditor,
    TextEditor,
    members,
)
from desktop.ui.widgets.record_card import Entry, Group, RecordCard
from desktop.usecases.people import Choice, PersonCard, PersonChoices


def person_card(save: Callable[[PersonCard], object]) -> RecordCard[PersonCard]:
    """An empty card; `offer_choices` fills its lists."""
    return RecordCard([_identity(), _place(), _work(), _programme()], save)


def offer_choices(card: RecordCard[PersonCard], choices: PersonChoices) -> None:
    """Departments, sites, entities and managers to choose from."""
    for name, offered in (
        ("department_id", choices.departments),
        ("site_id", choices.sites),
        ("entity_id", choices.entities),
        ("manager_id", choices.managers),
    ):
        editor = card.editor(name)
        assert isinstance(editor, ChoiceEditor)
        editor.offer(with_none(offered))


def with_none(choices: tuple[Choice, ...]) -> list[tuple[int | None, str]]:
    """Choices, and the possibility to choose none."""
    return [(None, _("None")), *((choice.id, choice.label) for choice in choices)]


def _identity() -> Group:
    return Group(
        _("Identity"),
        (
            Entry("last_name", _("Last name"), TextEditor()),
            Entry("first_name", _("First name"), TextEditor()),
            Entry("code", _("Staff number"), TextEditor(), _("Leading zeros count.")),
            Entry("email", _("E-mail"), TextEditor()),
            Entry("job_title", _("Job title"), TextEditor()),
            Entry("birth_date", _("Date of birth"), DateEditor(), _("For the rules on minors.")),
        ),
    )


def _place() -> Group:
    return Group(
        _("Place"),
        (
            Entry("department_id", _("Department"), ChoiceEditor(searchable=True)),
            Entry("site_id", _("Site"), ChoiceEditor(searchable=True)),
            Entry("entity_id", _("Legal entity"), ChoiceEditor(searchable=True)),
            Entry("manager_id", _("Manager"), ChoiceEditor(searchable=True)),
            Entry("side", _("Side"), ChoiceEditor(members(Side))),
        ),
    )


def _work() -> Group:
    return Group(
        _("Work"),
        (
            Entry("contract", _("Contract"), ChoiceEditor(members(Contract))),
            Entry(
                "weekly_schedule",
                _("Usual week"),
                TextEditor("mon 09:00-12:30 13:30-17:00, tue …"),
                _("Local time of the site. “lundi au vendredi 9h-17h” is understood too."),
            ),
            Entry("weekly_hours", _("Hours a week"), NumberEditor(whole=False)),
            Entry("join_date", _("Start of contract"), DateEditor()),
            Entry("leave_date", _("End of contract"), DateEditor()),
            Entry("level", _("Hierarchical level"), CountEditor(0, 9), _("0 staff … 3 direction")),
        ),
    )


def _programme() -> Group:
    return Group(
        _("Programme"),
        (
            Entry("skills", _("Skills"), ListEditor(_("parted by commas"))),
            Entry("languages", _("Languages"), ListEditor(_("parted by commas"))),
            Entry("charter_signed_on", _("Charter signed on"), DateEditor()),
            Entry("active", "", CheckEditor(_("On the lists"))),
        ),
    )
