"""The rules of (e3) and (e5) through the database: papers, companions, draws, reminders, money."""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import (
    Assignment,
    Campaign,
    Conflict,
    Night,
    Observation,
    Person,
    Report,
    Settlement,
    Slot,
    Stay,
    StayCompanion,
    StayDraw,
)
from db.session import Store
from desktop.cli.main import main
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.publishing.invitations import Contact
from desktop.core.stays.benefit import declared_benefit, rebate_of
from desktop.core.stays.states import TRANSITIONS, Actor, Step, next_status, steps_from
from desktop.core.stays.terms import Terms
from desktop.core.vocabulary import (
    AssignmentStatus,
    ObservationKind,
    Polarity,
    ReportStatus,
    StayStatus,
    Voice,
)
from desktop.usecases.mirror_counts import count_voices
from desktop.usecases.outcome import Outcome
from desktop.usecases.stay_blackouts import add_blackout, list_blackouts, remove_blackout
from desktop.usecases.stay_companions import forget_companions, name_companions
from desktop.usecases.stay_mine import get_my_page
from desktop.usecases.stay_money import (
    budget_of,
    correct_settlement,
    list_payroll,
    list_settlements,
    record_price,
)
from desktop.usecases.stay_nights import get_nights
from desktop.usecases.stay_papers import ProofKind, add_proof, list_proofs, sign_terms
from desktop.usecases.stay_reminders import remind_guests
from desktop.usecases.stay_terms import get_terms, set_terms
from desktop.usecases.stays import (
    get_draw,
    grant_stay,
    list_candidates,
    list_stays,
    mark_unmasked,
    move_stay,
    offer_stay,
    request_stay,
    take_step,
)
from tests.small_pdf import small_pdf

from .stay_world import (
    ANNE,
    BRUNO,
    CAMPAIGN,
    CARL,
    DAY,
    FIRST,
    HOTEL,
    NOW,
    TODAY,
    accepted,
    granted,
    make_world,
    settled,
    stayed,
    write_report,
)

D = Decimal
SENDER = Contact("Vis ma vie", "rh@example.com")


@pytest.fixture
def world(store: Store) -> Store:
    store.write(make_world)
    return store


def change(store: Store, model: type, key: int, **values: object) -> None:
    def write(session: Session) -> Outcome[None]:
        row = session.get_one(model, key)
        for name, value in values.items():
            setattr(row, name, value)
        return Outcome(None, Changes.ALL)

    store.write(write)


def add(store: Store, *rows: object) -> None:
    def write(session: Session) -> Outcome[None]:
        session.add_all(rows)
        return Outcome(None, Changes.ALL)

    store.write(write)


def against(store: Store, person: int, arrival: date = FIRST) -> list[str]:
    """The rules that refuse a stay on that day to that person."""
    stay = store.write(offer_stay, CAMPAIGN, HOTEL, arrival, 1, TODAY).value
    found = store.read(list_candidates, stay, NOW)
    return [b.rule for one in found if one.person_id == person for b in one.objections]


def _past_stay(store: Store, person: int, days: int, **more: object) -> int:
    stay = Stay(campaign_id=CAMPAIGN, site_id=HOTEL, person_id=person, alias=f"Avant {days}",
                arrival=FIRST - days * DAY, status=StayStatus.SETTLED, **more)  # fmt: skip
    add(store, stay)
    return store.read(lambda s: s.scalar(select(Stay.id).where(Stay.alias == f"Avant {days}")))


def _worked(store: Store, person: int, days: int, status: AssignmentStatus) -> None:
    start = NOW + (FIRST - TODAY) - timedelta(days=days)
    slot = Slot(id=1, campaign_id=CAMPAIGN, site_id=HOTEL, code="C1", start=start,
                end=start + timedelta(hours=7))  # fmt: skip
    add(store, slot)
    add(store, Assignment(campaign_id=CAMPAIGN, person_id=person, slot_id=1, status=status))


# Eligibility


ELIGIBILITY = [
    ("own site", lambda s: change(s, Person, ANNE, site_id=HOTEL), ["own_site", "own_region"]),
    ("rotation, 364 days", lambda s: _past_stay(s, ANNE, 364), ["rotation"]),
    ("rotation, 365 days", lambda s: _past_stay(s, ANNE, 365), []),
    ("recognised ten years ago", lambda s: _past_stay(s, ANNE, 3650, unmasked_on=TODAY),
     ["unmasked"]),
    ("seen at work 359 days ago", lambda s: _worked(s, ANNE, 359, AssignmentStatus.DONE),
     ["cross_rule"]),
    ("seen at work 360 days ago", lambda s: _worked(s, ANNE, 360, AssignmentStatus.DONE), []),
    ("immersion to come", lambda s: _worked(s, ANNE, -10, AssignmentStatus.PUBLISHED),
     ["cross_rule"]),
    ("immersion cancelled", lambda s: _worked(s, ANNE, 10, AssignmentStatus.CANCELLED), []),
    ("conflict declared", lambda s: add(s, Conflict(person_id=ANNE, site_id=HOTEL)),
     ["conflict"]),
    ("no works council", lambda s: change(s, Campaign, CAMPAIGN, works_council_on=FIRST + DAY),
     ["IP-02"]),
    ("no note yet", lambda s: change(s, Campaign, CAMPAIGN, staff_note_on=FIRST + DAY),
     ["IP-04"]),
    ("note of that day", lambda s: change(s, Campaign, CAMPAIGN, staff_note_on=FIRST), []),
    ("minor", lambda s: change(s, Person, ANNE, birth_date=FIRST - 6570 * DAY), ["of_age"]),
    ("nothing", lambda s: None, []),
]  # fmt: skip


@pytest.mark.parametrize(("case", "happens", "rules"), ELIGIBILITY, ids=[c[0] for c in ELIGIBILITY])
def test_each_line_of_eligibility_refuses_what_it_must(
    world: Store, case: str, happens: object, rules: list[str]
) -> None:
    happens(world)  # type: ignore[operator] # a function of the table
    assert against(world, ANNE) == rules, case


def test_the_announced_number_of_visits_is_a_limit(world: Store) -> None:
    change(world, Campaign, CAMPAIGN, visits_per_site=2)
    _past_stay(world, BRUNO, 20)
    assert against(world, ANNE) == []
    _past_stay(world, CARL, 21)
    assert against(world, ANNE) == ["visits_per_site"]


# Companions


def test_a_companion_counts_as_a_guest_in_both_directions(world: Store) -> None:
    stay = granted(world, ANNE)
    world.write(name_companions, stay, ("Bruno PETIT", "Claude Martin"))
    assert against(world, BRUNO, FIRST + 7 * DAY) == ["rotation"]
    other = granted(world, CARL, FIRST + 7 * DAY)
    with pytest.raises(UserError, match=r"M\. C\."):
        world.write(name_companions, other, ("Martin Claude",))
    with pytest.raises(UserError, match=r"A\. R\."):
        world.write(name_companions, other, ("Anne Roux",))
    world.write(name_companions, other, ("Denis Blanc",))


def test_of_a_companion_only_initials_and_a_fingerprint_are_kept_and_for_the_rotation(
    world: Store,
) -> None:
    stay = granted(world, ANNE)
    world.write(name_companions, stay, ("Claude Martin",))
    row = world.read(lambda s: s.scalars(select(StayCompanion)).one())
    assert (row.initials, len(row.mark)) == ("C. M.", 64)
    assert world.write(forget_companions, FIRST + 366 * DAY).value == 0
    assert world.write(forget_companions, FIRST + 367 * DAY).value == 1


# Signature, moves, draw


def test_no_confirmation_before_scenario_and_commitments_are_signed(world: Store) -> None:
    stay = granted(world, ANNE)
    with pytest.raises(UserError, match="signé"):
        world.write(take_step, stay, Step.CONFIRM, Actor.GUEST, NOW)
    (mine,) = world.read(get_my_page, CAMPAIGN, ANNE, NOW).stays
    assert (mine.arrival, mine.moves_left) == (None, 2)
    world.write(sign_terms, stay, TODAY)
    (mine,) = world.read(get_my_page, CAMPAIGN, ANNE, NOW).stays
    assert (mine.arrival, mine.signed_on) == (FIRST, TODAY)
    kept = world.read(lambda s: s.get_one(Stay, stay).signed_text)
    assert kept == world.read(get_terms).fingerprint
    world.write(set_terms, Terms(scenario="Un autre scénario."))
    assert world.read(get_terms).fingerprint != kept


def test_the_counter_of_moves_is_shown_and_stops_at_two(world: Store) -> None:
    stay = granted(world, ANNE)
    for number in (1, 2):
        world.write(move_stay, stay, FIRST + number * DAY, TODAY)
    assert [row.date_changes for row in world.read(list_stays, CAMPAIGN, NOW)] == [2]
    with pytest.raises(UserError):
        world.write(move_stay, stay, FIRST, TODAY)


def test_a_draw_is_recorded_with_its_numbers_and_can_be_made_again(world: Store) -> None:
    stay = world.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY).value
    for person in (ANNE, BRUNO, CARL):
        world.write(request_stay, stay, person, NOW)
    world.write(grant_stay, stay, NOW)
    record = world.read(get_draw, stay)
    assert record is not None
    winner = world.read(lambda s: s.get_one(Person, s.get_one(Stay, stay).person_id).code)
    assert record.reproduced
    assert record.tickets[0].code == winner
    assert sorted(one.number for one in record.tickets) == [one.number for one in record.tickets]
    forged = [[one.code, one.served, one.number] for one in reversed(record.tickets)]
    change(world, StayDraw, 1, applicants=forged)
    assert not world.read(get_draw, stay).reproduced


def test_a_stay_given_to_a_chosen_person_has_no_draw(world: Store) -> None:
    assert world.read(get_draw, granted(world, ANNE)) is None


# The machine


def test_every_state_has_a_way_out_and_no_step_keeps_a_reason() -> None:
    over = {StayStatus.SETTLED, StayStatus.CANCELLED_BY_GUEST, StayStatus.CANCELLED_BY_SITE,
            StayStatus.NO_SHOW, StayStatus.FORFEITED}  # fmt: skip
    for status in StayStatus:
        exits = {row.end for actor in Actor for row in steps_from(status, actor)}
        assert bool(exits) is (status not in over)
    assert {row.end for row in TRANSITIONS} >= over
    for row in TRANSITIONS:
        assert row.follows
        for actor in set(Actor) - set(row.actors):
            with pytest.raises(UserError):
                next_status(row.start[0], row.step, actor)


def test_forfeiting_leaves_no_line_and_no_debt(world: Store) -> None:
    stay = stayed(world, ANNE)
    world.write(record_price, stay, D(100), TODAY, D(30))
    assert world.read(budget_of, CAMPAIGN).committed == D(30)
    world.write(take_step, stay, Step.FORFEIT, Actor.COORDINATOR, NOW)
    assert world.read(list_payroll, CAMPAIGN) == ()
    assert world.read(budget_of, CAMPAIGN).left == D(1000)
    with pytest.raises(UserError):
        world.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)


# Reminders


@pytest.mark.parametrize(
    ("hours", "letters"), [(23, 0), (24, 1), (59, 1), (60, 1), (80, 1)]
)  # fmt: skip
def test_reminders_fall_24_and_60_hours_after_the_departure(
    world: Store, hours: int, letters: int
) -> None:
    stay = stayed(world, ANNE)
    due = world.read(list_stays, CAMPAIGN, NOW)[0].report_due
    assert due is not None
    now = due - timedelta(hours=72) + timedelta(hours=hours)
    told = world.write(remind_guests, CAMPAIGN, now, SENDER).value
    assert len(told.letters) == letters
    assert world.read(lambda s: s.get_one(Stay, stay).status) is StayStatus.REPORT_DUE
    again = world.write(remind_guests, CAMPAIGN, now, SENDER).value
    assert again.letters == ()


def test_two_reminders_at_most_and_none_once_the_report_is_sent(world: Store) -> None:
    stay = stayed(world, ANNE)
    due = world.read(list_stays, CAMPAIGN, NOW)[0].report_due
    left = due - timedelta(hours=72)
    sent = [
        len(world.write(remind_guests, CAMPAIGN, left + timedelta(hours=h), SENDER).value.letters)
        for h in (25, 40, 61, 70, 300)
    ]
    assert sent == [1, 0, 1, 0, 0]
    write_report(world, stay, ReportStatus.IN_REVIEW)
    world.write(take_step, stay, Step.SEND_REPORT, Actor.GUEST, NOW)
    late = left + timedelta(hours=400)
    assert world.write(remind_guests, CAMPAIGN, late, SENDER).value.letters == ()


def test_a_guest_without_an_address_is_told_not_skipped(world: Store) -> None:
    stayed(world, ANNE)
    change(world, Person, ANNE, email="")
    told = world.write(remind_guests, CAMPAIGN, NOW + 9 * DAY, SENDER).value
    assert (told.letters, told.without_address) == ((), ("Client 1",))


# Money


@pytest.mark.parametrize(
    ("paid", "same", "declared"),
    [("70", True, "0"), ("69.99", True, "30.01"), ("50", True, "50"), ("0", True, "100"),
     ("70", False, "30"), ("99.99", False, "0.01"), ("100", False, "0")],
)  # fmt: skip
def test_the_benefit_in_kind_follows_the_numbers_of_bk_01_and_bk_03(
    paid: str, same: bool, declared: str
) -> None:
    assert declared_benefit(D(100), D(paid), same_entity=same) == D(declared)


def test_the_rebate_follows_the_terms_within_their_cap(world: Store) -> None:
    stay = granted(world, ANNE)
    world.write(record_price, stay, D("129.95"), TODAY)
    assert world.read(list_stays, CAMPAIGN, NOW)[0].rebate == D("38.98")
    world.write(set_terms, Terms(share=D("0.5"), cap=D("50.00")))
    world.write(record_price, stay, D("129.95"), TODAY)
    assert world.read(list_stays, CAMPAIGN, NOW)[0].rebate == D("50.00")
    with pytest.raises(UserError, match="50,00"):
        world.write(record_price, stay, D("129.95"), TODAY, D("50.01"))


def test_a_rebate_of_30_percent_never_crosses_the_tolerance_by_rounding() -> None:
    for price in range(1, 2_000):
        public = D(price) / 100
        rebate = rebate_of(public, D("0.30"))
        assert declared_benefit(public, public - rebate) == 0


def test_nothing_is_settled_without_both_proofs_and_none_serves_twice(world: Store) -> None:
    stay = stayed(world, ANNE)
    bill = small_pdf("Facture 12")
    world.write(add_proof, stay, ProofKind.PRICE, "anne.pdf", bill)
    world.write(add_proof, stay, ProofKind.PRICE, "again.pdf", bill)
    assert [row.kind for row in world.read(list_proofs, stay)] == [ProofKind.PRICE]
    other = stayed(world, BRUNO, FIRST + DAY)
    with pytest.raises(UserError, match="autre séjour"):
        world.write(add_proof, other, ProofKind.PRICE, "b.pdf", small_pdf("Facture 12", "Bruno"))
    with pytest.raises(UserError):
        world.write(add_proof, stay, ProofKind.VISIT, "son.mp3", b"ID3 sound")


def test_a_visit_is_not_proved_before_it_is_made(world: Store) -> None:
    stay = granted(world, ANNE)
    with pytest.raises(UserError):
        world.write(add_proof, stay, ProofKind.VISIT, "a.pdf", small_pdf("x"))


def test_settling_asks_for_the_proof_that_lacks(world: Store) -> None:
    stay = accepted(world, ANNE)
    change(world, Stay, stay, qualification="private")
    proofs = world.read(list_proofs, stay)

    def lose(session: Session) -> Outcome[None]:
        from db.models import StayProof

        session.delete(session.get_one(StayProof, proofs[0].id))
        return Outcome(None, Changes.STAYS)

    world.write(lose)
    with pytest.raises(UserError, match="prix public"):
        world.write(take_step, stay, Step.SETTLE, Actor.PAYROLL, NOW)


def test_corrections_add_up_and_are_never_corrected_themselves(world: Store) -> None:
    stay = settled(world, ANNE, "100", "30")
    (line,) = world.read(list_settlements, stay)
    first = world.write(correct_settlement, line.id, D("28.50"), TODAY).value
    world.write(correct_settlement, line.id, D("29"), TODAY)
    values = [one.value for one in world.read(list_settlements, stay)]
    assert values == [D("30.00"), D("-1.50"), D("0.50")]
    assert sum(values) == D("29.00")
    with pytest.raises(UserError):
        world.write(correct_settlement, first, D(1), TODAY)
    assert world.read(lambda s: s.get_one(Settlement, line.id).value) == D(30)


# Nights


def test_own_periods_close_nights_and_open_them_again(world: Store) -> None:
    key = world.write(add_blackout, HOTEL, FIRST, FIRST + DAY, "Séminaire").value
    nights = world.read(get_nights, HOTEL, CAMPAIGN, TODAY, (FIRST, FIRST + 2 * DAY)).verdicts
    assert [one.status.value for one in nights] == ["blackout", "blackout", "open"]
    (row,) = world.read(list_blackouts, HOTEL, CAMPAIGN)
    assert (row.label, row.whole, row.visits) == ("Séminaire", True, False)
    world.write(remove_blackout, key)
    assert world.read(list_blackouts, HOTEL, CAMPAIGN) == ()
    with pytest.raises(UserError):
        world.write(add_blackout, HOTEL, FIRST, FIRST - DAY, "")


def test_calendars_close_nights_as_the_company_chooses(world: Store) -> None:
    assert world.read(get_nights, HOTEL, CAMPAIGN, TODAY, (FIRST, FIRST)).verdicts[0].is_open
    far = (date(2027, 8, 2), date(2027, 8, 2))
    add(world, Night(site_id=HOTEL, night=far[0], rooms_available=100, rooms_sold=1,
                     forecast_on=TODAY))  # fmt: skip
    unknown = world.read(get_nights, HOTEL, CAMPAIGN, TODAY, far).verdicts[0]
    assert unknown.status.value == "unknown"
    open_all = Terms(closed_on_public_holidays=False, closed_in_school_holidays=False)
    world.write(set_terms, open_all)
    assert world.read(get_nights, HOTEL, CAMPAIGN, TODAY, far).verdicts[0].is_open


def test_an_imported_forecast_closes_risen_offers_and_never_a_promise(
    world: Store, tmp_path: Path
) -> None:
    world.write(offer_stay, CAMPAIGN, HOTEL, FIRST, 1, TODAY)
    kept = granted(world, ANNE, FIRST + DAY)
    url = str(world.engine.url.database)
    world.close()
    file = tmp_path / "forecast.csv"
    lines = [f"H1;{FIRST + n * DAY};100;95" for n in range(2)]
    file.write_text("\n".join(["site;night;rooms_available;rooms_sold", *lines]), "utf-8")
    words = ["import", "occupancy", str(file), "--db", url, "--json", "--lang", "fr"]
    assert main(words) == 0
    from db.session import open_store

    with open_store(Path(url)) as again:
        assert [row.id for row in again.read(list_stays, CAMPAIGN, NOW)] == [kept]


# The command line


def test_a_stay_goes_from_offer_to_payroll_on_the_command_line(
    world: Store, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    url = str(world.engine.url.database)
    today = date.today()  # noqa: DTZ011 -- the command's own day
    arrival = today + 2 * DAY
    change(world, Campaign, CAMPAIGN, start=today - 30 * DAY, end=today + 60 * DAY)
    for offset in range(30):
        night = today + offset * DAY
        if not FIRST <= night < FIRST + 28 * DAY:
            add(world, Night(site_id=HOTEL, night=night, rooms_available=100, rooms_sold=1,
                             forecast_on=today))  # fmt: skip
    world.write(set_terms, Terms(closed_on_public_holidays=False, closed_in_school_holidays=False))
    world.close()

    def run(*words: str, code: int = 0) -> dict[str, object]:
        assert main(["stays", *words, "--db", url, "--json", "--lang", "fr"]) == code
        out = capsys.readouterr().out
        return json.loads(out) if out.strip() else {}

    alias = str(run("offer", "A", "--site", "H1", "--arrival", str(arrival))["alias"])
    run("request", "A", alias, "--person", "001")
    run("request", "A", alias, "--person", "002")
    run("grant", "A", alias)
    assert run("draw", "A", alias)["reproduced"] is True
    run("step", "A", alias, "confirm", code=1)
    run("sign", "A", alias)
    run("companions", "A", alias, "--name", "Claude Martin")
    run("move", "A", alias, str(arrival + DAY))
    run("step", "A", alias, "confirm")
    run("price", "A", alias, "120,00", "--rebate", "36.01")
    run("step", "A", alias, "stay")
    proof = tmp_path / "p.pdf"
    for kind in ("price", "visit"):
        proof.write_bytes(small_pdf(kind))
        run("proof", "A", alias, kind, str(proof))
    guest = run("seen", "A", "--by", "coordinator")["stays"][0]["guest"]
    code = "001" if guest == "Anne Roux" else "002"
    mine = run("mine", "A", "--person", code)
    assert mine["stays"][0]["rebate"] == "36.01"
    assert run("seen", "A", "--by", "site", "--site", "H1") == {"stays": [], "results": []}
    run("qualify", "A", alias, "private")
    run("step", "A", alias, "settle", code=1)
    assert run("remind", "A", "--out", str(tmp_path / "mails"))["letters"] == 0
    assert run("terms", "--share", "0.25", "--cap", "80")["cap"] == "80"
    assert len(run("states")["steps"]) == len(TRANSITIONS)


# The mirror


def test_a_recognised_guest_is_kept_and_read_but_counts_in_no_figure(world: Store) -> None:
    stay = stayed(world, ANNE)
    write_report(world, stay, ReportStatus.ACCEPTED)
    report = world.read(lambda s: s.scalar(select(Report.id).where(Report.stay_id == stay)))
    add(world, Observation(report_id=report, kind=ObservationKind.FACT, voice=Voice.CLIENT,
                           polarity=Polarity.NEGATIVE, touchpoint="hotel.room",
                           text="Douche froide."))  # fmt: skip
    (counts,) = world.read(count_voices, CAMPAIGN).values()
    assert counts.client_people == 1
    world.write(mark_unmasked, stay, TODAY)
    assert world.read(count_voices, CAMPAIGN) == {}
    assert world.read(lambda s: s.scalar(select(Observation.text))) == "Douche froide."


def test_a_stay_lives_alike_on_both_engines(any_store: Store) -> None:
    any_store.write(make_world)
    stay = granted(any_store, BRUNO, FIRST + DAY)
    any_store.write(name_companions, stay, ("Claude Martin",))
    done = settled(any_store, ANNE, "129.95", "38.98")
    (line,) = any_store.read(list_settlements, done)
    any_store.write(correct_settlement, line.id, D("30.01"), TODAY)
    values = [row.value for row in any_store.read(list_payroll, CAMPAIGN)]
    assert values == [D("38.98"), D("-8.97")]
    assert any_store.write(remind_guests, CAMPAIGN, NOW, SENDER).value.letters == ()
