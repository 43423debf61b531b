"""What heads of departments answer comes back into the register: typed in, or read from the PDF."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Action, Irritant, IrritantEvent, Person
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _, ngettext
from desktop.core.labels import label
from desktop.core.vocabulary import ActionStatus, IrritantSide
from desktop.usecases.outcome import Outcome
from desktop.usecases.register_intake import record

ANSWER = "answer"
"""Kind of the event that keeps a head's words."""


@dataclass(frozen=True, slots=True)
class HeadAnswer:
    """One line of the action table as its department filled it in; what is empty changes nothing.

    `action_id` finds an action of the register; without it `action` (its title) does, and a title
    that is not known yet makes a new action. `owner` is a staff number or a name as people write
    it. `answer` says what changes for the teams, and when: the employee-impact note.
    """

    irritant: str
    action: str = ""
    owner: str = ""
    due: date | None = None
    status: ActionStatus | None = None
    answer: str = ""
    action_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the answers changed, and a sentence for each that could not be taken (or whole)."""

    created: int
    changed: int
    unchanged: int
    notes: tuple[str, ...] = ()


def record_answers(
    session: Session,
    campaign_id: int,
    answers: Sequence[HeadAnswer],
    *,
    today: date,
    department_id: int | None = None,
    author: str = "",
) -> Outcome[Recorded]:
    """Take a department's answers; the same answers taken twice change nothing the second time.

    An answer that cannot be taken is left out with a sentence that says why; the others are kept.
    """
    counts = {"created": 0, "changed": 0, "unchanged": 0}
    notes: list[str] = []
    for answer in answers:
        try:
            counts[_take(session, campaign_id, answer, today, department_id, author, notes)] += 1
        except UserError as error:  # the next line may be good
            notes.append(str(error))
    total = counts["created"] + counts["changed"]
    words = ngettext(
        "record {count} answer of a department", "record {count} answers of a department", total
    ).format(count=total)
    return Outcome(
        Recorded(**counts, notes=tuple(notes)),
        Changes.IRRITANTS if total else Changes.NONE,
        words if total else "",
    )


def _take(
    session: Session,
    campaign_id: int,
    answer: HeadAnswer,
    today: date,
    department_id: int | None,
    author: str,
    notes: list[str],
) -> str:
    action = _action_of(session, campaign_id, answer)
    irritant = _irritant_of(session, campaign_id, answer, action)
    code = irritant.code
    if action is None and not answer.action.strip():
        return _keep_words(session, irritant, answer.answer, author)
    if action is None and irritant.side is not IrritantSide.EMPLOYEE and not answer.answer.strip():
        raise UserError(
            _("{code}: say what “{action}” changes for employees; it was not taken.").format(
                code=code, action=answer.action.strip()
            )
        )
    if answer.status is ActionStatus.DROPPED and not answer.answer.strip():
        raise UserError(
            _("{code}: a dropped action needs its reason in the answer.").format(code=code)
        )
    is_new = action is None
    if action is None:
        action = Action(
            irritant_id=irritant.id, title=answer.action.strip(),
            department_id=department_id or irritant.caused_by_id, owner_id=irritant.owner_id,
        )  # fmt: skip
        session.add(action)
        session.flush()
    changed = _apply(session, action, answer, today, notes, code)
    if answer.status is not None and changed:
        text = _("{action}: {status}").format(action=action.title, status=label(action.status))
        record(session, irritant, "action", text, author)
    kept = _keep_words(session, irritant, answer.answer, author)
    session.flush()
    if is_new:
        record(session, irritant, "action", _("Action planned: {title}").format(title=action.title))
        return "created"
    return "changed" if changed or kept == "changed" else "unchanged"


def _action_of(session: Session, campaign_id: int, answer: HeadAnswer) -> Action | None:
    """The action that the line is about, of this campaign; None when it is a new one."""
    actions = session.execute(
        select(Action, Irritant.code)
        .join(Irritant, Irritant.id == Action.irritant_id)
        .where(Irritant.campaign_id == campaign_id)
        .order_by(Action.id)
    ).all()
    if answer.action_id is not None:
        found = next((one for one, _code in actions if one.id == answer.action_id), None)
        if found is None:
            raise UserError(
                _("Action {number} is no longer in this campaign; its line was not taken.").format(
                    number=answer.action_id
                )
            )
        return found
    title, code = fold(answer.action).strip(), answer.irritant.strip().upper()
    return next(
        (one for one, of in actions if title and of == code and fold(one.title).strip() == title),
        None,
    )


def _irritant_of(
    session: Session, campaign_id: int, answer: HeadAnswer, action: Action | None
) -> Irritant:
    """The irritant of the line; a merged one leads to the one that stands for it."""
    irritant = (
        session.get(Irritant, action.irritant_id)
        if action is not None
        else session.scalar(
            select(Irritant).where(
                Irritant.campaign_id == campaign_id,
                Irritant.code == answer.irritant.strip().upper(),
            )
        )
    )
    if irritant is None:
        raise UserError(
            _("No irritant “{code}” in this campaign; the line was not taken.").format(
                code=answer.irritant.strip()
            )
        )
    if irritant.merged_into_id is not None and action is None:
        return session.get_one(Irritant, irritant.merged_into_id)
    return irritant


def _apply(
    session: Session,
    action: Action,
    answer: HeadAnswer,
    today: date,
    notes: list[str],
    code: str,
) -> bool:
    before = (action.owner_id, action.due, action.status, action.employee_impact, action.done_on)
    if answer.owner.strip():
        owner = person_written(session, answer.owner)
        if owner is None:
            notes.append(
                _(
                    "{code}: “{name}” is nobody known, or several people; owner left as it was."
                ).format(code=code, name=answer.owner.strip())
            )
        action.owner_id = owner or action.owner_id
    action.due = answer.due or action.due
    if answer.status is not None:
        action.status = answer.status
        is_done = answer.status is ActionStatus.DONE
        action.done_on = (action.done_on or today) if is_done else None
    if answer.answer.strip() and answer.status is not ActionStatus.DROPPED:
        action.employee_impact = action.employee_impact or answer.answer.strip()
    return before != (
        action.owner_id, action.due, action.status, action.employee_impact, action.done_on
    )  # fmt: skip


def person_written(session: Session, words: str) -> int | None:
    """Who a head means by a staff number or a name in either order; None unless one alone."""
    code = session.scalar(select(Person.id).where(Person.code == words.strip()))
    if code is not None:
        return code
    wanted = sorted(fold(words).split())
    found = [
        key
        for key, first, last in session.execute(
            select(Person.id, Person.first_name, Person.last_name).where(Person.active)
        )
        if sorted(fold(f"{first} {last}").split()) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _keep_words(session: Session, irritant: Irritant, words: str, author: str) -> str:
    """The head's own words, once; they do not overwrite anything."""
    text = words.strip()
    if not text:
        return "unchanged"
    known = session.scalar(
        select(IrritantEvent.id).where(
            IrritantEvent.irritant_id == irritant.id,
            IrritantEvent.kind == ANSWER,
            IrritantEvent.detail == text,
        )
    )
    if known is not None:
        return "unchanged"
    record(session, irritant, ANSWER, text, author)
    session.flush()
    return "changed"
