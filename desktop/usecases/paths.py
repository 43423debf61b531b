"""Both paths of a task: widest asymmetries, what projects changed, promises that are a façade."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from db.models import Action, Answer, Campaign, Irritant, IrritantCard, Report
from desktop.core.irritants import disclosure, effort, promise
from desktop.core.irritants.effort import Asymmetry
from desktop.core.irritants.promise import Answers, Balance, Change, Facade
from desktop.core.vocabulary import RootCause, Voice
from desktop.usecases.irritants import list_irritants
from desktop.usecases.mirror_disclosure import COORDINATOR, Reader, limits_of, unknown_to
from desktop.usecases.register_rows import COUNTED, names

PROMISE_ITEM = "promise"
"""Code of the question that is put to both sides."""
_ANSWERS = {"met": True, "not_met": False}


@dataclass(frozen=True, slots=True)
class Rank:
    """One task with both paths, by how much more the employee does than the client."""

    irritant_id: int
    code: str
    title: str
    caused_by: str
    asymmetry: Asymmetry

    @property
    def text(self) -> str:
        """For instance "6 screens against 1"."""
        return self.asymmetry.widest.text


def list_asymmetries(
    session: Session, campaign_id: int, *, today: date, reader: Reader = COORDINATOR
) -> list[Rank]:
    """Irritants that take the employee more than the client, widest contrast first."""
    found = [
        Rank(row.id, row.code, row.title, row.caused_by, both)
        for row in list_irritants(session, campaign_id, today=today, reader=reader)
        if (both := effort.asymmetry(row.client_path, row.employee_path)) is not None
        and (both.widest.ratio or 0) > 1
    ]
    return sorted(found, key=lambda each: (-(each.asymmetry.widest.ratio or 0), each.code))


@dataclass(frozen=True, slots=True)
class Project:
    """An action carried out, with both paths before and after its date."""

    irritant_id: int
    code: str
    title: str
    action: str
    done_on: date
    client: tuple[Change, ...]
    employee: tuple[Change, ...]
    before: int
    """Reports of before and of after the date."""
    after: int

    @property
    def balance(self) -> Balance:
        return promise.balance(self.client, self.employee)


def list_projects(
    session: Session, campaign_id: int, *, reader: Reader = COORDINATOR
) -> list[Project]:
    """What each action carried out changed on both paths, latest first.

    Reports count by the day on which they were sent; those of the same irritant in the campaign
    before count too. A report of the very day counts as before.
    """
    rows = session.execute(
        select(Action, Irritant)
        .join(Irritant, Irritant.id == Action.irritant_id)
        .where(
            Irritant.campaign_id == campaign_id,
            Irritant.merged_into_id.is_(None),
            Action.done_on.is_not(None),
        )
        .order_by(Action.done_on.desc(), Action.id.desc())
    ).all()
    without = unknown_to(session, campaign_id, reader)
    found = []
    for action, irritant in rows:
        if action.done_on is not None:
            found.append(_project(session, action, irritant, action.done_on, without))
    return found


def _project(
    session: Session, action: Action, irritant: Irritant, done_on: date, without: frozenset[int]
) -> Project:
    ancestors = {irritant.id, irritant.previous_id or irritant.id}
    family = select(Irritant.id).where(
        or_(Irritant.id.in_(ancestors), Irritant.merged_into_id.in_(ancestors))
    )
    told = session.execute(
        select(IrritantCard, Report.submitted_at)
        .join(Report, Report.id == IrritantCard.report_id)
        .where(IrritantCard.irritant_id.in_(family), Report.status.in_(COUNTED))
    ).all()
    known = [(card, at.date()) for card, at in told if at and card.report_id not in without]
    old = [card for card, day in known if day <= done_on]
    new = [card for card, day in known if day > done_on]
    return Project(
        irritant.id, irritant.code, irritant.title, action.title, done_on,
        promise.changes(_client(old), _client(new)),
        promise.changes(_employee(old), _employee(new)),
        len({card.report_id for card in old}), len({card.report_id for card in new}),
    )  # fmt: skip


def _client(cards: Iterable[IrritantCard]) -> effort.Fingerprint:
    return effort.fingerprint(card.client_effort for card in cards)


def _employee(cards: Iterable[IrritantCard]) -> effort.Fingerprint:
    return effort.fingerprint(card.employee_effort for card in cards)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """One department: what clients saw of the promise, what its employees can keep of it."""

    department_id: int
    department: str
    clients: Answers
    employees: Answers
    irritants: int
    """Open irritants here whose cause is a promise."""
    hidden: bool = False
    """Too few people answered for this reader."""

    @property
    def facade(self) -> Facade:
        return promise.facade(self.clients, self.employees)

    @property
    def gap(self) -> float | None:
        return promise.gap(self.clients, self.employees)


def list_promises(
    session: Session, campaign_id: int, *, today: date, reader: Reader = COORDINATOR
) -> list[PromiseRow]:
    """The façade check by department, widest gap first.

    Whoever is not the coordinator sees a department only with enough people on each side that
    answered; no total is shown, so nothing follows by subtraction.
    """
    campaign = session.get_one(Campaign, campaign_id)
    without = unknown_to(session, campaign_id, reader)
    said: dict[tuple[int, Voice], dict[tuple[str, int], bool]] = defaultdict(dict)
    rows = session.execute(
        select(Report.department_id, Report.voice, Report.id, Report.author_id, Answer.value)
        .join(Answer, Answer.report_id == Report.id)
        .where(
            Report.campaign_id == campaign_id,
            Report.status.in_(COUNTED),
            Report.department_id.is_not(None),
            Answer.item == PROMISE_ITEM,
            Answer.value.in_(_ANSWERS),
        )
        .order_by(Report.id)
    )
    for department, voice, report, author, value in rows:
        if report not in without and department is not None:
            is_employee = voice is Voice.EMPLOYEE and author is not None
            teller = ("person", author or 0) if is_employee else ("report", report)
            said[department, voice][teller] = _ANSWERS[value]
    broken: dict[int, int] = defaultdict(int)
    for row in list_irritants(session, campaign_id, today=today, reader=reader):
        if row.cause is RootCause.PROMISE and row.felt_at_id is not None:
            broken[row.felt_at_id] += 1
    known = names(session)
    least = 0 if reader.is_coordinator else limits_of(campaign).figures
    found = [
        _promise_row(key, known.department(key), said, broken[key], least)
        for key in {department for department, _voice in said} | set(broken)
    ]
    return sorted(found, key=lambda each: (-abs(each.gap or 0), each.department))


def _promise_row(
    department: int,
    name: str,
    said: dict[tuple[int, Voice], dict[tuple[str, int], bool]],
    irritants: int,
    least: int,
) -> PromiseRow:
    both = [
        _answers(said.get((department, voice), {}).values())
        for voice in (Voice.CLIENT, Voice.EMPLOYEE)
    ]
    limits = disclosure.Thresholds(figures=least)
    if not all(disclosure.may_show_figure(each.people, limits) for each in both):
        return PromiseRow(department, name, Answers(), Answers(), irritants, hidden=True)
    return PromiseRow(department, name, both[0], both[1], irritants)


def _answers(values: Iterable[bool]) -> Answers:
    listed = list(values)
    return Answers(sum(listed), len(listed) - sum(listed))
