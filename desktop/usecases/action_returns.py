"""The action table that a head filled in and sent back: what it changes in the register."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Campaign, Department, Irritant, IrritantEvent, Person
from desktop.core.changes import Changes
from desktop.core.documents.action_form import ROLE, ReturnedRow, returned_rows, status_named
from desktop.core.errors import UserError
from desktop.core.exchange.values import Habits, Unreadable, read_date
from desktop.core.folding import fold
from desktop.core.i18n import _, date_text
from desktop.core.labels import label
from desktop.core.observations.form_names import REF, Binding, bound
from desktop.core.observations.form_reader import Fields
from desktop.core.vocabulary import ActionStatus
from desktop.usecases.form_key import known_form_key
from desktop.usecases.irritant_steps import finish_action, plan_action
from desktop.usecases.mirror_disclosure import scopes_of
from desktop.usecases.outcome import Outcome
from desktop.usecases.register_intake import record

ANSWER = "answer"
"""Kind of the step that keeps a head's words in an irritant's history."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that a returned table changes, or would have changed: which action, and what."""

    about: str
    what: str


@dataclass(frozen=True, slots=True)
class BroughtBack:
    """What became of a returned table."""

    department: str
    campaign: str
    done: tuple[Line, ...]
    left_out: tuple[Line, ...]


def table_binding(session: Session, fields: Fields) -> Binding | None:
    """What the file is bound to if it is an action table made here; None for anything else."""
    key = known_form_key(session)
    binding = bound(fields.get(REF, ""), key) if key else None
    return binding if binding is not None and binding.role == ROLE else None


def bring_back(session: Session, fields: Fields, file: str, today: date) -> Outcome[BroughtBack]:
    """Put the head's answers into the register; what cannot be taken is told, the rest goes in.

    Raises UserError for a table that is not ours, was changed, or belongs to another file.
    """
    binding = table_binding(session, fields)
    if binding is None:
        raise UserError(
            _("{file}: the reference of this form was not made here or was changed.").format(
                file=file
            )
        )
    wanted = select(Campaign).where(Campaign.uid == binding.questionnaire)
    campaign = session.scalars(wanted).one_or_none()
    department = session.get(Department, int(binding.occasion))
    if campaign is None or department is None:
        raise UserError(
            _("{file}: the department or the campaign of this table is not here.").format(file=file)
        )
    reading = _Reading(session, campaign, scopes_of(session)[department.id], today)
    for row in returned_rows(fields):
        reading.take(row)
    value = BroughtBack(
        department.name, campaign.name, tuple(reading.done), tuple(reading.left_out)
    )
    words = _("bring back the action table of {department}").format(department=department.name)
    return Outcome(value, Changes.IRRITANTS, words if value.done else "")


@dataclass(slots=True)
class _Reading:
    """One table being taken line by line."""

    session: Session
    campaign: Campaign
    inside: frozenset[int]
    today: date
    done: list[Line] = field(default_factory=list)
    left_out: list[Line] = field(default_factory=list)

    def take(self, row: ReturnedRow) -> None:
        if row.action:
            self._change(row)
        else:
            self._plan(row)

    def _change(self, row: ReturnedRow) -> None:
        action = self.session.get(Action, row.action)
        irritant = self.session.get(Irritant, action.irritant_id) if action else None
        if action is None or irritant is None or not self._touches(irritant, action):
            self._leave(str(row.action), _("this action is no longer one of this department"))
            return
        about = f"{irritant.code} – {action.title}"
        self._owner(action, row.owner, about)
        self._due(action, row.due, about)
        self._status(action, irritant, row.status, about)
        self._answer(irritant, row.answer, about)

    def _touches(self, irritant: Irritant, action: Action | None = None) -> bool:
        places = {irritant.caused_by_id, irritant.felt_at_id}
        if action is not None:
            places.add(action.department_id)
        return irritant.campaign_id == self.campaign.id and bool(self.inside & places)

    def _owner(self, action: Action, words: str, about: str) -> None:
        if not words:
            return
        person = self._person(words)
        if person is None:
            self._leave(
                about, _("nobody, or several people, are called “{name}”").format(name=words)
            )
        elif person.id != action.owner_id:
            action.owner_id = person.id
            self._did(about, _("owner: {name}").format(name=_full_name(person)))

    def _due(self, action: Action, words: str, about: str) -> None:
        due = self._day(words, about)
        if due is not None and due != action.due:
            action.due = due
            self._did(about, _("deadline: {day}").format(day=date_text(due, "long")))

    def _status(self, action: Action, irritant: Irritant, words: str, about: str) -> None:
        if not words:
            return
        status = status_named(words)
        if status is None:
            self._leave(about, _("“{word}” is no status").format(word=words))
        elif status is not action.status:
            if status is ActionStatus.DONE:
                try:
                    finish_action(self.session, action.id, self.today)
                except UserError as error:
                    self._leave(about, str(error))
                    return
            else:
                action.status, action.done_on = status, None
                told = _("Action “{title}”: {status}").format(
                    title=action.title, status=label(status)
                )
                record(self.session, irritant, "action", told)
            self._did(about, _("status: {status}").format(status=label(status)))

    def _answer(self, irritant: Irritant, words: str, about: str) -> None:
        if not words:
            return
        known = select(IrritantEvent.id).where(
            IrritantEvent.irritant_id == irritant.id,
            IrritantEvent.kind == ANSWER,
            IrritantEvent.detail == words,
        )
        if self.session.scalar(known) is None:
            record(self.session, irritant, ANSWER, words)
            self._did(about, _("answer: {words}").format(words=words))

    def _plan(self, row: ReturnedRow) -> None:
        about = row.title or row.answer or row.irritant
        irritant = self._irritant(row.irritant)
        due = self._day(row.due, about)
        if not row.title or irritant is None or due is None:
            self._leave(
                about, _("a new action needs an irritant, what will be done and a deadline")
            )
            return
        known = select(Action.id).where(
            Action.irritant_id == irritant.id, Action.title == row.title
        )
        if self.session.scalar(known) is not None:
            return
        owner = self._person(row.owner) if row.owner else None
        if row.owner and owner is None:
            self._leave(
                about, _("nobody, or several people, are called “{name}”").format(name=row.owner)
            )
        try:
            key = plan_action(
                self.session,
                irritant.id,
                row.title,
                due,
                employee_impact=row.answer,
                owner_id=owner.id if owner else None,
            ).value
        except UserError as error:
            self._leave(about, str(error))
            return
        status = status_named(row.status)
        if status is ActionStatus.DONE:
            finish_action(self.session, key, self.today)
        elif status is not None:
            self.session.get_one(Action, key).status = status
        self._did(f"{irritant.code} – {row.title}", _("new action"))

    def _irritant(self, code: str) -> Irritant | None:
        query = select(Irritant).where(
            Irritant.campaign_id == self.campaign.id, Irritant.code == code
        )
        found = self.session.scalars(query).one_or_none()
        return found if found is not None and self._touches(found) else None

    def _person(self, words: str) -> Person | None:
        """By staff number, or by first and family name in either order, if only one has them."""
        named = self.session.scalar(select(Person).where(Person.code == words))
        if named is not None:
            return named
        wanted = sorted(fold(words).split())
        people = [
            person
            for person in self.session.scalars(select(Person).where(Person.active))
            if sorted(fold(_full_name(person)).split()) == wanted
        ]
        return people[0] if len(people) == 1 else None

    def _day(self, words: str, about: str) -> date | None:
        if not words:
            return None
        try:
            found = read_date(words, Habits(today=self.today, year=self.today.year)).value
        except Unreadable as error:
            self._leave(about, _("deadline “{words}”: {reason}").format(words=words, reason=error))
            return None
        return found if isinstance(found, date) else None

    def _did(self, about: str, what: str) -> None:
        self.done.append(Line(about, what))

    def _leave(self, about: str, why: str) -> None:
        self.left_out.append(Line(about, why))


def _full_name(person: Person) -> str:
    return f"{person.first_name} {person.last_name}".strip()
