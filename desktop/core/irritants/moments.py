"""The mirror: the clients' side of a touchpoint and the employees' make one of six moments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.core.errors import UserError
from desktop.core.i18n import _, list_text, ngettext
from desktop.core.vocabulary import ClientState, EmployeeState, MirrorState, Moment, Voice

MOMENTS: dict[tuple[ClientState, EmployeeState], Moment] = {
    (ClientState.ENCHANTED, EmployeeState.ENGAGED): Moment.WIN_WIN,
    (ClientState.ENCHANTED, EmployeeState.SILENT): Moment.LUCKY_BREAK,
    (ClientState.ENCHANTED, EmployeeState.FRUSTRATED): Moment.PAIN,
    (ClientState.DISSATISFIED, EmployeeState.ENGAGED): Moment.WRONG_FIGHT,
    (ClientState.DISSATISFIED, EmployeeState.SILENT): Moment.BLINDNESS,
    (ClientState.DISSATISFIED, EmployeeState.FRUSTRATED): Moment.DEAD_END,
}
SHORTEST_REASON = 10  # characters; a reason for overriding that says less says nothing


@dataclass(frozen=True, slots=True)
class Thresholds:
    """When counts are enough to speak for a side.

    Three voices, because one is an anecdote and two may be the same visit; three fifths of those
    who take sides, because at one half the touchpoint is divided and the mirror must say so rather
    than pick a winner; one in ten, because among many people asked a few who mention a touchpoint
    do not make the others aware of it.
    """

    clients: int = 3
    asked: int = 3
    majority: float = 0.6
    silence: float = 0.1


DEFAULT = Thresholds()


@dataclass(frozen=True, slots=True)
class ClientVoice:
    """How many clients (or visitors in their place) spoke of a touchpoint, and how."""

    positive: int = 0
    negative: int = 0
    neutral: int = 0

    @property
    def mentioned(self) -> int:
        return self.positive + self.negative + self.neutral


@dataclass(frozen=True, slots=True)
class EmployeeVoice:
    """Distinct employees: how many were asked about their interactions, and who named this one.

    `best` and `frustrating`: named as the best, as the most frustrating interaction.
    """

    asked: int = 0
    best: int = 0
    frustrating: int = 0

    @property
    def mentioned(self) -> int:
        return min(self.best + self.frustrating, self.asked)


class Gap(StrEnum):
    """Why a side of the mirror cannot be read."""

    NOBODY = "nobody"
    TOO_FEW = "too_few"
    DIVIDED = "divided"


@dataclass(frozen=True, slots=True)
class MissingSide:
    """A side that cannot be read, why, and how many more voices would be enough (0 if divided)."""

    side: Voice
    gap: Gap
    needed: int = 0


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the mirror shows for one touchpoint; `moment` is None while a side is missing."""

    client: ClientState | None
    employee: EmployeeState | None
    moment: Moment | None
    state: MirrorState
    missing: tuple[MissingSide, ...]
    client_voice: ClientVoice
    employee_voice: EmployeeVoice
    computed: Moment | None = None
    override_reason: str = ""

    @property
    def overridden(self) -> bool:
        return bool(self.override_reason)


def moment_of(client: ClientState, employee: EmployeeState) -> Moment:
    """The moment that two known sides make."""
    return MOMENTS[client, employee]


def sides_of(moment: Moment) -> tuple[ClientState, EmployeeState]:
    """The two sides that make a moment."""
    return next(sides for sides, found in MOMENTS.items() if found is moment)


def client_side(voice: ClientVoice, limits: Thresholds = DEFAULT) -> ClientState | MissingSide:
    """What clients live there, or why it cannot be said."""
    sided = voice.positive + voice.negative
    if sided < limits.clients:
        gap = Gap.TOO_FEW if voice.mentioned else Gap.NOBODY
        return MissingSide(Voice.CLIENT, gap, limits.clients - sided)
    if voice.positive >= limits.majority * sided:
        return ClientState.ENCHANTED
    if voice.negative >= limits.majority * sided:
        return ClientState.DISSATISFIED
    return MissingSide(Voice.CLIENT, Gap.DIVIDED)


def employee_side(
    voice: EmployeeVoice, limits: Thresholds = DEFAULT
) -> EmployeeState | MissingSide:
    """What employees live there, or why it cannot be said; silent only where enough were asked."""
    if voice.asked < limits.asked:
        gap = Gap.TOO_FEW if voice.asked else Gap.NOBODY
        return MissingSide(Voice.EMPLOYEE, gap, limits.asked - voice.asked)
    if voice.mentioned <= limits.silence * voice.asked:
        return EmployeeState.SILENT
    sided = voice.best + voice.frustrating
    if voice.best >= limits.majority * sided:
        return EmployeeState.ENGAGED
    if voice.frustrating >= limits.majority * sided:
        return EmployeeState.FRUSTRATED
    return MissingSide(Voice.EMPLOYEE, Gap.DIVIDED)


def judge(
    client_voice: ClientVoice, employee_voice: EmployeeVoice, limits: Thresholds = DEFAULT
) -> Judgement:
    """Place one touchpoint in its moment, or say which side is missing; nothing is forced."""
    client = client_side(client_voice, limits)
    employee = employee_side(employee_voice, limits)
    missing = tuple(side for side in (client, employee) if isinstance(side, MissingSide))
    client_state = None if isinstance(client, MissingSide) else client
    employee_state = None if isinstance(employee, MissingSide) else employee
    moment = moment_of(client_state, employee_state) if client_state and employee_state else None
    return Judgement(
        client_state, employee_state, moment, _state(missing), missing,
        client_voice, employee_voice, moment,
    )  # fmt: skip


def _state(missing: tuple[MissingSide, ...]) -> MirrorState:
    if len(missing) == 2:
        return MirrorState.BOTH_MISSING
    if not missing:
        return MirrorState.COMPLETE
    if missing[0].side is Voice.CLIENT:
        return MirrorState.CLIENT_MISSING
    return MirrorState.EMPLOYEE_MISSING


def overridden(judgement: Judgement, moment: Moment, reason: str) -> Judgement:
    """The same touchpoint placed by hand; `UserError` without a reason, or if incomplete."""
    if judgement.state is not MirrorState.COMPLETE:
        raise UserError(
            _("An incomplete mirror cannot be placed by hand: one side is still unknown."),
            hint=whom_to_ask(judgement),
        )
    check_override_reason(reason)
    return replace(judgement, moment=moment, override_reason=reason.strip())


def check_override_reason(reason: str) -> None:
    """An override needs a reason that a colleague could discuss."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise UserError(_("Placing a touchpoint in another moment needs a reason, in a few words."))


def reason(judgement: Judgement) -> str:
    """Why this touchpoint stands where it stands, in words, with its counts."""
    if judgement.overridden:
        return _("Placed by hand: {reason}").format(reason=judgement.override_reason)
    return " ".join((_client_reason(judgement), _employee_reason(judgement)))


def _gap(judgement: Judgement, side: Voice) -> Gap | None:
    return next((gap.gap for gap in judgement.missing if gap.side is side), None)


def _client_reason(judgement: Judgement) -> str:
    voice = judgement.client_voice
    match judgement.client or _gap(judgement, Voice.CLIENT):
        case ClientState.ENCHANTED:
            text = _("Clients are enchanted ({positive} pleased, {negative} displeased).")
        case ClientState.DISSATISFIED:
            text = _("Clients are dissatisfied ({negative} displeased, {positive} pleased).")
        case Gap.NOBODY:
            text = _("No client has spoken of it.")
        case Gap.DIVIDED:
            text = _("Clients are divided ({positive} pleased, {negative} displeased).")
        case _:
            text = _("Too few clients took sides ({positive} pleased, {negative} displeased).")
    return text.format(positive=voice.positive, negative=voice.negative)


def _employee_reason(judgement: Judgement) -> str:
    voice = judgement.employee_voice
    match judgement.employee or _gap(judgement, Voice.EMPLOYEE):
        case EmployeeState.ENGAGED:
            text = _(
                "Employees are engaged ({best} name it as their best interaction, "
                "{frustrating} as the most frustrating, {asked} asked)."
            )
        case EmployeeState.FRUSTRATED:
            text = _(
                "Employees are frustrated ({frustrating} name it as the most frustrating, "
                "{best} as their best interaction, {asked} asked)."
            )
        case EmployeeState.SILENT:
            text = _("Employees are silent: {mentioned} of {asked} asked mention it.")
        case Gap.NOBODY:
            text = _("No employee was asked about it.")
        case Gap.DIVIDED:
            text = _(
                "Employees are divided ({best} best interactions, {frustrating} most frustrating)."
            )
        case _:
            text = _("Too few employees were asked about it ({asked}).")
    return text.format(
        best=voice.best, frustrating=voice.frustrating, asked=voice.asked, mentioned=voice.mentioned
    )


def whom_to_ask(judgement: Judgement, places: tuple[str, ...] = ()) -> str:
    """What would complete the mirror: whom to ask, and where (`places`: sites or departments)."""
    return " ".join(_ask(side, places) for side in judgement.missing)


def _ask(side: MissingSide, places: tuple[str, ...]) -> str:
    where = list_text(list(places))
    if side.side is Voice.CLIENT:
        text = _client_ask(side)
        return text + (" " + _("Places: {places}.").format(places=where) if where else "")
    if side.gap is Gap.DIVIDED:
        return _(
            "Ask the teams again, place by place: the answers may differ from one to the other."
        )
    people = ngettext(
        "Ask {count} more employee the two questions (best and most frustrating interaction)",
        "Ask {count} more employees the two questions (best and most frustrating interaction)",
        side.needed,
    ).format(count=side.needed)
    return people + (_(", at {places}.").format(places=where) if where else ".")


def _client_ask(side: MissingSide) -> str:
    if side.gap is Gap.DIVIDED:
        return _(
            "Read the clients’ words place by place: they may be pleased here and displeased there."
        )
    return ngettext(
        "{count} more client voice is needed: a mystery stay or a satisfaction verbatim.",
        "{count} more client voices are needed: mystery stays or satisfaction verbatims.",
        side.needed,
    ).format(count=side.needed)
