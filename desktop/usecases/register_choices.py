"""What the dialogs of the register offer to choose from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Department, Person
from desktop.usecases.causes import Cause, list_causes


@dataclass(frozen=True, slots=True)
class Choice:
    """A record by its name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Choices:
    """Departments by name; people, heads of departments first."""

    departments: tuple[Choice, ...]
    people: tuple[Choice, ...]
    causes: tuple[Cause, ...] = ()


def list_choices(session: Session) -> Choices:
    """Who may be named in the register."""
    departments = session.scalars(select(Department).order_by(Department.name)).all()
    heads = {each.head_id for each in departments}
    names = {each.id: each.name for each in departments}
    people = session.scalars(
        select(Person).where(Person.active).order_by(Person.last_name, Person.first_name)
    ).all()
    ordered = sorted(people, key=lambda person: person.id not in heads)
    return Choices(
        tuple(Choice(each.id, each.name) for each in departments),
        tuple(
            Choice(
                person.id,
                f"{person.last_name} {person.first_name} · "
                f"{names.get(person.department_id or 0, '—')}",
            )
            for person in ordered
        ),
        tuple(list_causes(session)),
    )
