"""What to do about each of the six moments, and how one knows that it is done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from desktop.core.i18n import N_, _
from desktop.core.vocabulary import Moment

PAIN_DAYS = 30
"""Staff worn out by what enchants clients will soon stop doing it: help comes within a month."""


@dataclass(frozen=True, slots=True)
class Playbook:
    """`steps` are numbered when `ordered`: each one prepares the next."""

    moment: Moment
    meaning: str
    aim: str
    steps: tuple[str, ...]
    exit_criterion: str
    ordered: bool = False
    days: int | None = None


_PLAYBOOKS: dict[Moment, Playbook] = {
    Moment.WIN_WIN: Playbook(
        Moment.WIN_WIN,
        N_("Clients are delighted and the teams are proud of it."),
        N_("Spread it: what works here is worth having everywhere."),
        (
            N_("Describe the practice in three sentences, as the team tells it."),
            N_("List the places where it was seen and those where it has not been seen yet."),
            N_("Have a team that lives it welcome a team that does not."),
        ),
        N_("Seen in every place of the journey where it applies."),
    ),
    Moment.LUCKY_BREAK: Playbook(
        Moment.LUCKY_BREAK,
        N_("Clients are delighted, and the teams do not know it: it may stop any day."),
        N_("Make the teams aware of what they give, until they take pride in it."),
        (
            N_("Read the clients’ words to the teams concerned."),
            N_("Name the gesture that makes the difference, and what would spoil it."),
            N_("Hear the reservations of those who doubt, and answer them one by one."),
            N_("Ask again at the next campaign: does anybody tell it as their best interaction?"),
        ),
        N_("Employees name it themselves among their best interactions."),
    ),
    Moment.PAIN: Playbook(
        Moment.PAIN,
        N_("Clients are delighted at the teams’ expense: the effort asked is too great to last."),
        N_("Relieve the teams quickly, or the delight will stop with them."),
        (
            N_("Measure what it takes: minutes, screens, approvals, and how often."),
            N_("Remove at once what can be removed: a double entry, a needless confirmation."),
            N_("Give the tool or the help that is missing, and say when it comes."),
            N_("Check on both sides: the effort has fallen and clients are still delighted."),
        ),
        N_("The effort has fallen on the employee’s path and clients are still delighted."),
        days=PAIN_DAYS,
    ),
    Moment.WRONG_FIGHT: Playbook(
        Moment.WRONG_FIGHT,
        N_("The teams are proud of what displeases clients."),
        N_("Turn an energy that is real towards a fight that serves clients."),
        (
            N_("Congratulate: they want to defend their company, and say so first."),
            N_("Show the damage: read what honest clients felt."),
            N_("Turn to another fight: choose with them the one that is worth their energy."),
        ),
        N_("Clients no longer complain of it, and the team names its new fight."),
        ordered=True,
    ),
    Moment.BLINDNESS: Playbook(
        Moment.BLINDNESS,
        N_("Clients suffer from something that the teams do not see."),
        N_("Make it visible, and let those who are there propose the gesture."),
        (
            N_("List the situations, place by place."),
            N_("Describe each one precisely: who, where, what the client is waiting for."),
            N_("Read the clients’ words aloud to the teams."),
            N_("Let the teams propose what they will do, and write it down in their words."),
        ),
        N_("The teams have written their gesture, and later visits meet it."),
        ordered=True,
    ),
    Moment.DEAD_END: Playbook(
        Moment.DEAD_END,
        N_("Clients are angry, and the teams have nothing to offer them."),
        N_("Never leave the teams alone: say what they may do, and mend the cause upstream."),
        (
            N_("Write the card: the attitude expected, the gestures allowed, what may be offered."),
            N_("Print it, and put it where the situation arises."),
            N_("Name the department that owes the real mend, with a date."),
        ),
        N_("Every team holds its card, and the cause is mended where it arises."),
    ),
}  # fmt: skip


def playbook(moment: Moment) -> Playbook:
    """What to do about a moment, in the language in force."""
    found = _PLAYBOOKS[moment]
    return Playbook(
        moment,
        _(found.meaning),
        _(found.aim),
        tuple(_(step) for step in found.steps),
        _(found.exit_criterion),
        found.ordered,
        found.days,
    )


def deadline(moment: Moment | None, found_on: date) -> date | None:
    """The day by which a moment must be dealt with; only *douleur* has one."""
    days = _PLAYBOOKS[moment].days if moment else None
    return found_on + timedelta(days=days) if days else None
