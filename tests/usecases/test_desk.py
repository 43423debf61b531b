"""Exceptions, conflicts, answers, attendance, slots and weeks, as the coordinator does them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.models import Assignment, Campaign, Slot
from db.session import Store, open_store
from desktop.core.errors import UserError
from desktop.core.publishing.invitations import Contact
from desktop.core.publishing.wording import Wording, faults, usual_wording
from desktop.core.vocabulary import AssignmentStatus
from desktop.usecases import (
    answers,
    attendance,
    conflicts,
    message_texts,
    planning,
    publishing,
    slots,
    waivers,
    weeks,
)
from desktop.usecases.answers import Answer
from tests.usecases.desk_company import NOW, TODAY, campaign_id, coming, copy_of, make_company

SENDER = Contact("Vis ma vie", "rh@exemple.fr")


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_company(tmp_path_factory.mktemp("company"))


@pytest.fixture
def store(company: Path, tmp_path: Path) -> Iterator[Store]:
    with open_store(copy_of(company, tmp_path)) as opened:
        yield opened


@pytest.fixture
def campaign(store: Store) -> int:
    return store.read(campaign_id)


def wanted(rule: str, person: int | None = None, **texts: str) -> waivers.WaiverWanted:
    words = {"author": "Anne Roux", "reason": "Accord écrit", "basis": "Accord du 3 mai"} | texts
    return waivers.WaiverWanted(
        rule, person, None, words["author"], words["reason"], words["basis"], date(2030, 1, 1)
    )


def refused_pair(store: Store, campaign: int) -> tuple[int, int, str]:
    """(person, slot, rule): only a rule that can be excused forbids her there."""
    problem = store.read(planning.load_problem, campaign)
    plan = planning.standing_plan(problem)
    for slot in problem.slots:
        if slot.start <= problem.now or len(plan.by_slot.get(slot.id, ())) >= slot.seats:
            continue
        for person in problem.people:
            found = planning.objections(problem, plan, planning.immersion(person.id, slot.id))
            rules = {one.rule for one in found if one.blocks}
            if len(rules) == 1 and rules.isdisjoint(waivers.NEVER_WAIVED):
                return person.id, slot.id, rules.pop()
    raise AssertionError("nobody is refused by a single rule")


def test_a_blocking_rule_forbids_publishing_and_not_drafting(store: Store, campaign: int) -> None:
    person, slot, rule = refused_pair(store, campaign)
    with pytest.raises(planning.Refused):
        store.write(planning.assign, person, slot)
    store.write(planning.assign, person, slot, anyway=True)
    report = store.read(conflicts.get_conflicts, campaign)
    assert rule in {row.rule for row in report.marks[person, slot] if row.blocks}
    with pytest.raises(UserError, match="publié"):
        store.write(publishing.publish, campaign, NOW)
    store.write(waivers.give_waiver, campaign, wanted(rule, person))
    assert store.read(conflicts.get_conflicts, campaign).blocking == 0
    mark = store.read(conflicts.get_conflicts, campaign).marks[person, slot]
    assert [row.waived for row in mark if row.rule == rule] == [True]
    store.write(publishing.publish, campaign, NOW)


def test_a_withdrawn_exception_forbids_again(store: Store, campaign: int) -> None:
    person, slot, rule = refused_pair(store, campaign)
    store.write(planning.assign, person, slot, anyway=True)
    waiver = store.write(waivers.give_waiver, campaign, wanted(rule, person)).value
    assert [row.author for row in store.read(waivers.list_waivers, campaign)] == ["Anne Roux"]
    store.write(waivers.withdraw_waiver, waiver)
    assert store.read(conflicts.get_conflicts, campaign).blocking > 0


@pytest.mark.parametrize("missing", ["author", "reason", "basis"])
def test_an_exception_says_who_why_and_on_what_basis(
    store: Store, campaign: int, missing: str
) -> None:
    with pytest.raises(UserError):
        store.write(waivers.give_waiver, campaign, wanted("absence", **{missing: "  "}))


@pytest.mark.parametrize("rule", ["past", "seats", "EN-01", "IP-04"])
def test_what_nobody_can_excuse_is_refused(store: Store, campaign: int, rule: str) -> None:
    with pytest.raises(UserError):
        store.write(waivers.give_waiver, campaign, wanted(rule))


def test_a_full_slot_is_not_even_drafted_over(store: Store, campaign: int) -> None:
    place = store.read(coming)
    row = next(one for one in store.read(planning.list_assignments, campaign) if one.id == place)
    card = store.read(slots.get_slot, row.slot_id)
    others = list(store.read(planning.list_assignments, campaign))
    taken = sum(one.slot_id == row.slot_id for one in others)
    stranger = next(one.person_id for one in others if one.slot_id != row.slot_id)
    store.write(slots.save_slot, slots.replace(card, seats=taken))
    with pytest.raises(planning.Refused):
        store.write(planning.assign, stranger, row.slot_id, anyway=True)


# -- answers


def test_the_silent_are_reminded_once_for_each_publication(
    store: Store, campaign: int, tmp_path: Path
) -> None:
    silent = [
        one
        for one in store.read(answers.list_answers, campaign, NOW)
        if one.answer is Answer.SILENT
    ]
    assert silent
    first = store.write(answers.remind, campaign, tmp_path / "out", SENDER, NOW).value
    assert first.people == len({one.person for one in silent}) == len(first.files)
    letter = message_from_bytes(first.files[0].read_bytes(), policy=default)
    assert "je serai là" in letter.get_content()
    again = store.write(answers.remind, campaign, tmp_path / "out", SENDER, NOW).value
    assert again.files == ()
    states = {one.answer for one in store.read(answers.list_answers, campaign, NOW)}
    assert Answer.SILENT not in states


def test_whoever_confirms_is_no_longer_silent(store: Store, campaign: int) -> None:
    place = store.read(coming)
    store.write(publishing.confirm, place, NOW)
    row = next(
        one for one in store.read(answers.list_answers, campaign, NOW) if one.assignment_id == place
    )
    assert row.answer is Answer.CONFIRMED


# -- attendance


def test_a_day_is_closed_after_it_began_and_not_before(store: Store) -> None:
    place = store.read(coming)
    with pytest.raises(UserError, match="commencé"):
        store.write(attendance.note_attendance, place, AssignmentStatus.DONE, NOW)
    later = NOW + timedelta(days=400)
    store.write(
        attendance.note_attendance, place, AssignmentStatus.PARTIAL, later, missed_minutes=30
    )
    row = store.read(lambda session: _facts(session, place))
    assert row == (AssignmentStatus.PARTIAL, 30)


def _facts(session: Session, place: int) -> tuple[AssignmentStatus, int]:
    row = session.get_one(Assignment, place)
    return row.status, row.missed_minutes


def test_the_past_is_frozen(store: Store, campaign: int) -> None:
    def past(session: Session) -> int | None:
        return session.scalar(
            select(Assignment.id)
            .join(Slot, Slot.id == Assignment.slot_id)
            .where(
                Assignment.campaign_id == campaign,
                Assignment.status.in_([AssignmentStatus.PUBLISHED, AssignmentStatus.CONFIRMED]),
                Slot.end < NOW,
            )
        )

    place = store.read(past)
    if place is None:  # the demonstration closes its past: open one day again
        place = store.read(
            lambda session: session.scalar(
                select(Assignment.id).where(Assignment.status == AssignmentStatus.DONE)
            )
        )
    with pytest.raises(UserError):
        store.write(planning.unassign, place)


# -- slots and weeks


def card(store: Store, campaign: int) -> slots.SlotCard:
    site = store.read(slots.get_slot_choices).sites[0]
    end = store.read(lambda session: session.get_one(Campaign, campaign).end)
    return slots.SlotCard(
        None, campaign, site.id, end, time(22), time(6), role="Nuit", break_minutes=30
    )


def test_a_slot_past_midnight_is_added_and_read_back(store: Store, campaign: int) -> None:
    wanted_slot = card(store, campaign)
    slot = store.write(slots.save_slot, wanted_slot).value
    kept = store.read(slots.get_slot, slot)
    assert (kept.day, kept.start, kept.end) == (wanted_slot.day, time(22), time(6))
    assert kept.code


def test_a_slot_is_not_closed_while_somebody_has_a_seat(store: Store, campaign: int) -> None:
    place = store.read(coming)
    slot = store.read(lambda session: session.get_one(Assignment, place).slot_id)
    with pytest.raises(UserError):
        store.write(slots.close_slot, slot)


def test_another_host_cancels_what_was_signed(store: Store) -> None:
    from desktop.usecases import agreements

    place = store.read(coming)
    store.write(agreements.note_papers, place, {}, {"visitor": TODAY})
    slot = store.read(lambda session: session.get_one(Assignment, place).slot_id)
    kept = store.read(slots.get_slot, slot)
    host = next(
        one.id for one in store.read(slots.get_slot_choices).people if one.id != kept.host_id
    )
    store.write(slots.save_slot, slots.replace(kept, role="Autre rôle"))
    assert store.read(agreements.get_agreement, place).signed == (("visitor", TODAY),)
    store.write(slots.save_slot, slots.replace(kept, host_id=host))
    assert store.read(agreements.get_agreement, place).signed == ()


def weeks_of(store: Store, campaign: int) -> tuple[date, date]:
    """A week with slots, and a later one of the campaign."""

    def read(session: Session) -> tuple[date, date]:
        first = session.scalar(
            select(func.min(Slot.start)).where(Slot.campaign_id == campaign, Slot.start > NOW)
        )
        assert first is not None
        source = weeks.monday_of(first.date()) + timedelta(days=7)
        row = session.get_one(Campaign, campaign)
        row_end = row.end
        return source, weeks.monday_of(row_end) + timedelta(days=7)

    return read_and_stretch(store, campaign, read)


def read_and_stretch(store: Store, campaign: int, read) -> tuple[date, date]:
    source, target = store.read(read)

    def stretch(session: Session):
        from desktop.core.changes import Changes
        from desktop.usecases.outcome import Outcome

        session.get_one(Campaign, campaign).end = target + timedelta(days=6)
        return Outcome(None, Changes.CAMPAIGNS)

    store.write(stretch)
    return source, target


def test_a_copied_week_keeps_the_hours_on_the_clock_and_overwrites_nothing(
    store: Store, campaign: int
) -> None:
    source, target = weeks_of(store, campaign)
    first = store.write(weeks.copy_week, campaign, source, target, with_people=True).value
    assert first.slots > 0
    assert first.already == 0
    again = store.write(weeks.copy_week, campaign, source, target, with_people=True).value
    assert (again.slots, again.people, again.already) == (0, 0, first.slots)

    def hours(session: Session, monday: date) -> list[tuple[int, str, str]]:
        rows = [
            weeks._row_of(session, one) for one in weeks._slots_of_week(session, campaign, monday)
        ]
        return sorted((row["weekday"], row["start"], row["role"]) for row in rows)

    assert store.read(hours, source) == store.read(hours, target)


def test_a_template_is_kept_laid_elsewhere_undone_and_deleted(store: Store, campaign: int) -> None:
    source, target = weeks_of(store, campaign)
    template = store.write(weeks.keep_template, campaign, source, "Semaine type").value
    count = store.read(lambda session: session.scalar(select(func.count(Slot.id))))
    written = store.write(weeks.lay_template, template, campaign, target)
    assert written.value.slots == store.read(weeks.list_templates)[0].slots
    store.replay(written.changeset.inverse())
    assert store.read(lambda session: session.scalar(select(func.count(Slot.id)))) == count
    store.write(weeks.forget_template, template)
    assert store.read(weeks.list_templates) == ()


# -- texts


def test_the_company_s_own_text_is_sent(store: Store, campaign: int, tmp_path: Path) -> None:
    usual = usual_wording()
    own = Wording(usual.new, usual.changed, "Bonjour {name}, annulé !\n{details}", usual.reminder)
    store.write(message_texts.keep_wording, "fr", own)
    assert store.read(message_texts.get_wording, "fr") == own
    assert "cancelled" not in store.read(message_texts.get_wording, "en").cancelled.split()[0]
    store.write(publishing.publish, campaign, NOW)
    store.write(planning.unassign, store.read(coming))
    code = store.read(lambda session: session.get_one(Campaign, campaign).code)
    store.write(publishing.publish_to_folder, code, tmp_path / "out", NOW, SENDER)
    letter = next((tmp_path / "out").glob("*.eml")).read_bytes()
    body = message_from_bytes(letter, policy=default).get_body(("plain",))
    assert body is not None
    assert "annulé !" in body.get_content()


@pytest.mark.parametrize(
    "text", ["{details} {salary}", "Bonjour", "{details", "{details:>10}", "{details} {0}"]
)
def test_a_text_that_could_not_be_sent_is_refused(text: str) -> None:
    assert faults("new", text) != ()
