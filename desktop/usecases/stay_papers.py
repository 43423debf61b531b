"""The papers of a stay: what the guest reads and signs, and the proofs of price and of visit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Attachment, Report, Stay, StayProof
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _
from desktop.core.observations.attachments import cleaned
from desktop.core.stays import states
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_nights import stay_by_id
from desktop.usecases.stay_terms import get_terms


class ProofKind(StrEnum):
    """What a proof proves."""

    PRICE = "price"
    VISIT = "visit"


PROOF_WORDS = {
    ProofKind.PRICE: N_("Public price"),
    ProofKind.VISIT: N_("Visit (invoice or receipt)"),
}


@dataclass(frozen=True, slots=True)
class ProofRow:
    """One proof, without its content."""

    id: int
    kind: ProofKind
    media_type: str
    sha256: str
    size: int


def sign_terms(session: Session, stay_id: int, day: date) -> Outcome[None]:
    """The guest has read and signed scenario and commitments: the dates may be shown now."""
    stay = stay_by_id(session, stay_id)
    if stay.status not in states.PROMISED:
        raise UserError(_("The scenario is signed once the stay is granted."))
    stay.scenario_signed_on, stay.signed_text = day, get_terms(session).fingerprint
    return Outcome(None, Changes.STAYS, _("scenario signed: {alias}").format(alias=stay.alias))


def has_signed(stay: Stay) -> bool:
    """Whether the guest has read and signed, so that dates may be shown."""
    return stay.scenario_signed_on is not None


def refuse_unsigned(stay: Stay) -> None:
    """No dates, so no booking, before the signature."""
    if not has_signed(stay):
        raise UserError(
            _("The guest has not signed the scenario and the commitments yet."),
            hint=_("Have both read and signed: the dates are shown then."),
        )


def add_proof(
    session: Session, stay_id: int, kind: ProofKind, name: str, content: bytes
) -> Outcome[str]:
    """Join a picture or PDF, stripped; its name is not kept, and it never serves twice."""
    stay = stay_by_id(session, stay_id)
    if stay.status in states.OVER:
        raise UserError(_("This stay is over: nothing is joined to it any more."))
    if kind is ProofKind.VISIT and stay.status not in states.LIVED:
        raise UserError(_("The visit is proved once it was made."))
    file = cleaned(name, content)
    if _is_used_elsewhere(session, stay_id, file.sha256):
        raise UserError(
            _("{file} was already joined to another stay.").format(file=name),
            hint=_("Join the proof of this stay."),
        )
    known = select(StayProof.id).where(
        StayProof.stay_id == stay_id,
        StayProof.kind == kind.value,
        StayProof.sha256 == file.sha256,
    )
    if session.scalar(known) is None:
        session.add(
            StayProof(
                stay_id=stay_id,
                kind=kind.value,
                media_type=file.media_type,
                sha256=file.sha256,
                content=file.content,
            )
        )
    label = _("proof of {alias}").format(alias=stay.alias)
    return Outcome(file.sha256, Changes.STAYS, label)


def list_proofs(session: Session, stay_id: int) -> tuple[ProofRow, ...]:
    """The proofs of a stay, in the order joined."""
    query = select(StayProof).where(StayProof.stay_id == stay_id).order_by(StayProof.id)
    return tuple(
        ProofRow(row.id, ProofKind(row.kind), row.media_type, row.sha256, len(row.content))
        for row in session.scalars(query)
    )


def get_proof(session: Session, proof_id: int) -> tuple[str, bytes]:
    """Media type and content of one proof."""
    row = session.get(StayProof, proof_id)
    if row is None:
        raise UserError(_("This proof does not exist any more."))
    return row.media_type, row.content


def refuse_unproved(session: Session, stay: Stay) -> None:
    """No settlement without the proof of the public price and the proof of the visit."""
    kinds = {row.kind for row in list_proofs(session, stay.id)}
    for kind in ProofKind:
        if kind not in kinds:
            raise UserError(
                _("A proof is missing: {kind}.").format(kind=_(PROOF_WORDS[kind]).lower()),
                hint=_("Join a picture or a PDF to the stay, then settle."),
            )


def _is_used_elsewhere(session: Session, stay_id: int, sha256: str) -> bool:
    other = select(StayProof.id).where(StayProof.sha256 == sha256, StayProof.stay_id != stay_id)
    reports = (
        select(Attachment.id)
        .join(Report, Report.id == Attachment.report_id)
        .where(
            Attachment.sha256 == sha256,
            Report.stay_id.is_distinct_from(stay_id),
        )
    )
    return session.scalar(other) is not None or session.scalar(reports) is not None
