"""The life of an agreement: which papers are dated, who has signed, and who signs next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import N_, _

VISITOR, HOME_MANAGER, HOST_APPROVER, TUTOR = "visitor", "home_manager", "host_approver", "tutor"
SIGNATORIES = (VISITOR, HOME_MANAGER, HOST_APPROVER, TUTOR)
AFTER = {HOST_APPROVER: HOME_MANAGER}
"""Whose signature waits for whose: the host side commits itself to an approved absence."""

PAPERS = ("consent_on", "convention_on", "amendment_on")
_PAPER_WORDS = {
    "consent_on": N_("the employee's consent"),
    "convention_on": N_("the agreement between the two companies"),
    "amendment_on": N_("the contract amendment"),
}
_ROLE_WORDS = {
    VISITOR: N_("The visitor"),
    HOME_MANAGER: N_("Her own manager"),
    HOST_APPROVER: N_("Whoever signs for the host"),
    TUTOR: N_("The host"),
}


class Stage(StrEnum):
    """Where an agreement stands. PAPERS forbids publishing, SIGNATURES only waits."""

    PAPERS = "papers"
    SIGNATURES = "signatures"
    COMPLETE = "complete"


def stage_text(stage: Stage) -> str:
    return {
        Stage.PAPERS: _("Documents to date"),
        Stage.SIGNATURES: _("Signatures awaited"),
        Stage.COMPLETE: _("Complete"),
    }[stage]


def paper_text(paper: str) -> str:
    """A document between two companies, in words."""
    return _(_PAPER_WORDS[paper])


def signatory_text(role: str) -> str:
    """Who signs, in words."""
    return _(_ROLE_WORDS[role])


@dataclass(frozen=True, slots=True)
class Papers:
    """What is dated and signed of one immersion."""

    between_companies: bool
    dated: Mapping[str, date]
    signed: Mapping[str, date]

    @property
    def undated(self) -> tuple[str, ...]:
        """Documents between companies that have no date yet (C. trav. L8241-2)."""
        if not self.between_companies:
            return ()
        return tuple(paper for paper in PAPERS if paper not in self.dated)

    @property
    def unsigned(self) -> tuple[str, ...]:
        """Roles that have still to sign, in order."""
        return tuple(role for role in SIGNATORIES if role not in self.signed)

    @property
    def stage(self) -> Stage:
        if self.undated:
            return Stage.PAPERS
        return Stage.SIGNATURES if self.unsigned else Stage.COMPLETE


def refuse_out_of_turn(role: str, signed: Mapping[str, object]) -> None:
    """Raises UserError for an unknown role, or one whose turn has not come."""
    if role not in SIGNATORIES:
        raise UserError(_("Nobody signs as “{role}”.").format(role=role))
    before = AFTER.get(role)
    if before is not None and before not in signed:
        raise UserError(
            _("A signature is missing before this one: {who}.").format(who=signatory_text(before)),
            hint=_("Note that signature first."),
        )
