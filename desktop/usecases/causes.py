"""The taxonomy of causes as this company says it: the letter's causes renamed, and finer ones."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Irritant, Setting
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.folding import fold
from desktop.core.i18n import _
from desktop.core.labels import label
from desktop.core.vocabulary import RootCause
from desktop.usecases.outcome import Outcome

SETTING = "root_causes"
LONGEST = 60


@dataclass(frozen=True, slots=True)
class Cause:
    """One entry of the taxonomy: a cause of the letter, or a finer one below it."""

    base: RootCause
    name: str
    added: bool = False
    """Kept in an irritant as `cause` = its base and `cause_detail` = its name."""
    irritants: int = 0


def list_causes(session: Session) -> list[Cause]:
    """The letter's causes in order, each followed by the finer ones that the company added."""
    renamed, added = _read(session)
    used: dict[tuple[RootCause, str], int] = {}
    for base, detail in session.execute(
        select(Irritant.cause, Irritant.cause_detail).where(Irritant.cause.is_not(None))
    ):
        if base is not None:
            used[base, ""] = used.get((base, ""), 0) + 1
            if detail:
                used[base, fold(detail)] = used.get((base, fold(detail)), 0) + 1
    found = []
    for base in RootCause:
        name = renamed.get(base.value) or label(base)
        found.append(Cause(base, name, irritants=used.get((base, ""), 0)))
        found += [
            Cause(base, each, added=True, irritants=used.get((base, fold(each)), 0))
            for each in added.get(base.value, [])
        ]
    return found


def cause_name(session: Session, cause: RootCause | None) -> str:
    """A cause as this company says it; empty when it is not known."""
    if cause is None:
        return ""
    renamed, _added = _read(session)
    return renamed.get(cause.value) or label(cause)


def rename_cause(session: Session, base: RootCause, name: str) -> Outcome[None]:
    """Say a cause of the letter otherwise; an empty name goes back to ours."""
    renamed, added = _read(session)
    words = _checked(session, name, but=base) if name.strip() else ""
    renamed = {**renamed, base.value: words}
    if not words:
        del renamed[base.value]
    _write(session, renamed, added)
    return Outcome(
        None, Changes.IRRITANTS | Changes.SETTINGS,
        _("rename the cause “{name}”").format(name=label(base)),
    )  # fmt: skip


def add_cause(session: Session, base: RootCause, name: str) -> Outcome[None]:
    """Add a finer cause below one of the letter's."""
    renamed, added = _read(session)
    words = _checked(session, name)
    _write(session, renamed, {**added, base.value: [*added.get(base.value, []), words]})
    return Outcome(
        None, Changes.IRRITANTS | Changes.SETTINGS, _("add the cause “{name}”").format(name=words)
    )


def remove_cause(session: Session, name: str) -> Outcome[None]:
    """Take away a finer cause; irritants keep the words in which they were qualified."""
    renamed, added = _read(session)
    kept = {
        base: [each for each in names if fold(each) != fold(name)] for base, names in added.items()
    }
    if kept == added:
        raise UserError(
            _("“{name}” is not a cause that was added; the letter’s can only be renamed.").format(
                name=name
            )
        )
    _write(session, renamed, kept)
    return Outcome(
        None, Changes.IRRITANTS | Changes.SETTINGS, _("remove the cause “{name}”").format(name=name)
    )


def _checked(session: Session, name: str, but: RootCause | None = None) -> str:
    words = " ".join(name.split())
    if not words or len(words) > LONGEST:
        raise UserError(_("A cause needs a name of at most {count} letters.").format(count=LONGEST))
    taken = {fold(each.name) for each in list_causes(session) if each.added or each.base is not but}
    if fold(words) in taken:
        raise UserError(_("There is already a cause called “{name}”.").format(name=words))
    return words


def _read(session: Session) -> tuple[dict[str, str], dict[str, list[str]]]:
    row = session.get(Setting, SETTING)
    value = row.value if row else {}
    return dict(value.get("renamed", {})), {
        base: list(names) for base, names in value.get("added", {}).items()
    }


def _write(session: Session, renamed: dict[str, str], added: dict[str, list[str]]) -> None:
    value = {"renamed": renamed, "added": {base: names for base, names in added.items() if names}}
    row = session.get(Setting, SETTING)
    if row is None:
        session.add(Setting(name=SETTING, value=value))
    else:
        row.value = value
