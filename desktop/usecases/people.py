"""People: the list that a window shows, one person's card, and its changes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from db.models import Department, Entity, Person, Site
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.exchange.emails import is_deliverable
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.labour.schedule import format_schedule, parse_schedule
from desktop.core.vocabulary import Contract, Side
from desktop.usecases.outcome import Outcome


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One line of the list."""

    id: int
    code: str
    last_name: str
    first_name: str
    email: str
    job_title: str
    department_id: int | None
    department: str
    site_id: int | None
    site: str
    side: Side
    contract: Contract
    weekly_schedule: str
    join_date: date | None
    leave_date: date | None
    active: bool

    @property
    def name(self) -> str:
        return f"{self.last_name} {self.first_name}".strip()


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """What the list is narrowed to; `search` holds words of the name, number or e-mail."""

    search: str = ""
    department_id: int | None = None
    site_id: int | None = None
    side: Side | None = None
    inactive: bool = False
    """Also those who have left."""


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Everything that can be read and changed of one person; `id` is None for a new one."""

    id: int | None = None
    code: str = ""
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    job_title: str = ""
    department_id: int | None = None
    site_id: int | None = None
    entity_id: int | None = None
    manager_id: int | None = None
    side: Side = Side.BACK
    level: int = 0
    contract: Contract = Contract.STANDARD
    rule_profile: str = ""
    weekly_schedule: str = ""
    weekly_hours: float | None = None
    birth_date: date | None = None
    skills: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    join_date: date | None = None
    leave_date: date | None = None
    charter_signed_on: date | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose in a card."""

    id: int
    label: str


@dataclass(frozen=True, slots=True)
class PersonChoices:
    """What a person's card offers to choose from, each in alphabetical order."""

    departments: tuple[Choice, ...]
    sites: tuple[Choice, ...]
    entities: tuple[Choice, ...]
    managers: tuple[Choice, ...]


_CARD_FIELDS = tuple(
    name for name in PersonCard.__dataclass_fields__ if name not in {"id", "skills", "languages"}
)


def list_people(session: Session, wanted: PeopleFilter | None = None) -> list[PersonRow]:
    """People by name, narrowed as asked."""
    wanted = wanted or PeopleFilter()
    rows = [
        PersonRow(
            person.id,
            person.code,
            person.last_name,
            person.first_name,
            person.email,
            person.job_title,
            person.department_id,
            department or "",
            person.site_id,
            site or "",
            person.side,
            person.contract,
            person.weekly_schedule,
            person.join_date,
            person.leave_date,
            person.active,
        )
        for person, department, site in session.execute(_query(wanted))
    ]
    words = fold(wanted.search).split()
    if words:
        rows = [row for row in rows if all(word in _searched(row) for word in words)]
    return sorted(rows, key=lambda row: (fold(row.name), row.code))


def _query(wanted: PeopleFilter) -> Select[Person, str, str]:
    query = (
        select(Person, Department.name, Site.name)
        .outerjoin(Department, Department.id == Person.department_id)
        .outerjoin(Site, Site.id == Person.site_id)
    )
    if not wanted.inactive:
        query = query.where(Person.active)
    for column, value in (
        (Person.department_id, wanted.department_id),
        (Person.site_id, wanted.site_id),
        (Person.side, wanted.side),
    ):
        if value is not None:
            query = query.where(column == value)
    return query


def _searched(row: PersonRow) -> str:
    return fold(f"{row.name} {row.first_name} {row.last_name} {row.code} {row.email}")


def get_person(session: Session, person_id: int) -> PersonCard:
    """One person's card. Raises `UserError` if she is gone."""
    person = _person(session, person_id)
    values = {name: getattr(person, name) for name in _CARD_FIELDS}
    return PersonCard(
        id=person.id, skills=tuple(person.skills), languages=tuple(person.languages), **values
    )


def _person(session: Session, person_id: int) -> Person:
    person = session.get(Person, person_id)
    if person is None:
        raise UserError(_("This person is no longer in the data."))
    return person


def get_person_choices(session: Session) -> PersonChoices:
    """What the lists of a card offer."""
    return PersonChoices(
        departments=_named(session, Department),
        sites=_named(session, Site),
        entities=_named(session, Entity),
        managers=tuple(
            Choice(row.id, f"{row.last_name} {row.first_name}".strip())
            for row in session.execute(
                select(Person.id, Person.last_name, Person.first_name)
                .where(Person.active)
                .order_by(Person.search)
            )
        ),
    )


def _named(session: Session, model: type[Department | Site | Entity]) -> tuple[Choice, ...]:
    rows = session.execute(select(model.id, model.name)).all()
    choices = [Choice(id_, name) for id_, name in rows]
    return tuple(sorted(choices, key=lambda choice: fold(choice.label)))


def save_person(session: Session, card: PersonCard) -> Outcome[int]:
    """Keep a card, new or changed; returns the id. Raises `UserError` for what cannot be."""
    card = _checked(session, card)
    if card.id is None:
        person = Person()
        session.add(person)
        label = _("add {name}").format(name=_name(card))
    else:
        person = _person(session, card.id)
        label = _("edit {name}").format(name=_name(card))
    for name in _CARD_FIELDS:
        if getattr(person, name) != getattr(card, name):
            setattr(person, name, getattr(card, name))
    for name, words in (("skills", card.skills), ("languages", card.languages)):
        if list(getattr(person, name) or ()) != list(words):
            setattr(person, name, list(words))
    person.search = fold(_name(card))
    session.flush()
    return Outcome(person.id, Changes.PEOPLE, label)


def _name(card: PersonCard) -> str:
    return f"{card.last_name} {card.first_name}".strip()


def _checked(session: Session, card: PersonCard) -> PersonCard:
    if not card.code.strip() or not card.last_name.strip():
        raise UserError(_("A person needs a staff number and a last name."))
    other = session.scalar(select(Person).where(Person.code == card.code.strip()))
    if other is not None and other.id != card.id:
        raise UserError(
            _("The staff number {code} is that of {name}.").format(
                code=other.code, name=f"{other.first_name} {other.last_name}".strip()
            )
        )
    if card.email and not is_deliverable(card.email):
        raise UserError(_("“{email}” is not an e-mail address.").format(email=card.email))
    if card.join_date and card.leave_date and card.leave_date < card.join_date:
        raise UserError(_("The contract ends before it starts."))
    if card.manager_id is not None and is_under(session, card.manager_id, card.id):
        raise UserError(_("Nobody is their own manager, even through others."))
    schedule = card.weekly_schedule.strip()
    return replace(
        card,
        code=card.code.strip(),
        last_name=card.last_name.strip(),
        first_name=card.first_name.strip(),
        weekly_schedule=format_schedule(parse_schedule(schedule)) if schedule else "",
    )


def is_under(session: Session, person_id: int, manager_id: int | None) -> bool:
    """`person_id` is `manager_id`, or reports to her through any number of others."""
    rows = session.execute(select(Person.id, Person.manager_id))
    above: dict[int, int | None] = {row.id: row.manager_id for row in rows}
    seen: set[int] = set()
    current: int | None = person_id
    while current is not None and current not in seen:
        if current == manager_id:
            return True
        seen.add(current)
        current = above.get(current)
    return False


def set_people_active(session: Session, ids: tuple[int, ...], active: bool) -> Outcome[int]:
    """Take people off the lists (they left), or bring them back; nothing is deleted."""
    people = session.scalars(select(Person).where(Person.id.in_(ids))).all()
    for person in people:
        person.active = active
    label = _("bring people back") if active else _("take people off the lists")
    return Outcome(len(people), Changes.PEOPLE, label)
