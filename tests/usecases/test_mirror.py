"""The mirror of a campaign: the six examples land in their six moments, and nothing is forced."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from db.models import Asked, Campaign, Site, Verbatim
from db.session import Store
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import speaking
from desktop.core.vocabulary import (
    IrritantSide,
    MirrorState,
    Moment,
    ObservationKind,
    Polarity,
    ReportStatus,
    SiteKind,
    Voice,
)
from desktop.usecases import (
    irritants,
    mirror,
    mirror_counts,
    mirror_placing,
    mirror_words,
    register_rows,
    service_chain,
    spread,
    verbatims,
)
from desktop.usecases.mirror import MirrorCell, Trend
from desktop.usecases.mirror_disclosure import Reader
from desktop.usecases.outcome import Outcome
from tests.usecases.irritant_company import CHECK_IN, found_company, write_report

HEAD = Reader(is_coordinator=False)

EXAMPLES = {
    "shop.advice": (
        Moment.WIN_WIN,
        "La même conseillère m’a suivie du début à la fin",
        "Des clients demandent à être servis par moi et par personne d’autre",
    ),
    "shop.returns": (Moment.LUCKY_BREAK, "On ne m’a demandé aucune justification", ""),
    "call_centre.gesture": (
        Moment.PAIN,
        "Mon dédommagement est arrivé confirmé deux fois, par message et par lettre",
        "Écrire les deux confirmations me coûte près d’une demi-heure",
    ),
    "call_centre.complaint": (
        Moment.WRONG_FIGHT,
        "On m’a traité comme un tricheur alors que je déclarais un sinistre",
        "J’ai démasqué une fausse déclaration",
    ),
    "shop.collection": (Moment.BLINDNESS, "Seul sur le parking avec mes sacs de ciment", ""),
    "hotel.booking": (
        Moment.DEAD_END,
        "Nous avions demandé deux lits et la chambre n’en a qu’un",
        "L’hôtel est plein, je n’ai rien d’autre à leur donner",
    ),
}
PLEASED = {Moment.WIN_WIN, Moment.LUCKY_BREAK, Moment.PAIN}
PROUD = {Moment.WIN_WIN, Moment.WRONG_FIGHT}


@pytest.fixture
def campaign(store: Store) -> int:
    return store.write(found_company).value


def tell(session: Session, campaign: int, touchpoint: str, told: int = 3) -> Outcome[None]:
    """Both sides of one example, as three visitors and three employees would tell it."""
    moment, client, employee = EXAMPLES[touchpoint]
    polarity = Polarity.POSITIVE if moment in PLEASED else Polarity.NEGATIVE
    kind = ObservationKind.BEST if moment in PROUD else ObservationKind.MOST_FRUSTRATING
    for number in range(1, told + 1):
        write_report(
            session, campaign, number, asked=(), touchpoint=touchpoint,
            said=[(ObservationKind.FEELING, polarity, client)],
        )  # fmt: skip
        write_report(
            session, campaign, told + number, voice=Voice.EMPLOYEE, asked=[touchpoint],
            touchpoint=touchpoint, said=[(kind, None, employee)] if employee else [],
        )  # fmt: skip
    return Outcome(None, Changes.REPORTS)


def cells(store: Store, campaign: int, **options: object) -> dict[str, MirrorCell]:
    listed = store.read(mirror.list_mirror, campaign, **options)
    return {cell.touchpoint: cell for cell in listed}


def test_the_six_examples_land_in_their_six_moments_on_both_engines(any_store: Store) -> None:
    store, campaign = any_store, any_store.write(found_company).value
    for touchpoint in EXAMPLES:
        store.write(tell, campaign, touchpoint)

    found = {touchpoint: cell.moment for touchpoint, cell in cells(store, campaign).items()}

    assert found == {touchpoint: example[0] for touchpoint, example in EXAMPLES.items()}


def test_nothing_is_forced_when_a_side_is_missing(store: Store, campaign: int) -> None:
    store.write(write_report, campaign, 1, said=[(ObservationKind.FEELING, Polarity.POSITIVE, "x")])
    store.write(write_report, campaign, 2, said=[(ObservationKind.FEELING, Polarity.POSITIVE, "x")])
    store.write(write_report, campaign, 3, said=[(ObservationKind.FEELING, Polarity.POSITIVE, "x")])

    cell = cells(store, campaign)[CHECK_IN]

    assert cell.moment is None
    assert cell.judgement.state is MirrorState.EMPLOYEE_MISSING
    with speaking("en"):
        asked_again = cells(store, campaign)[CHECK_IN]
        assert asked_again.ask.endswith(
            "(best and most frustrating interaction), at Hôtel du Quai."
        )


def test_a_report_that_repeats_itself_counts_once_and_a_draft_not_at_all(
    store: Store, campaign: int
) -> None:
    twice = [(ObservationKind.FEELING, Polarity.POSITIVE, f"ravi {n}") for n in range(5)]
    store.write(write_report, campaign, 1, said=twice)
    store.write(write_report, campaign, 2, said=twice, status=ReportStatus.DRAFT)

    assert cells(store, campaign)[CHECK_IN].judgement.client_voice.positive == 1


def survey(session: Session, campaign: int, pleased: int, displeased: int) -> Outcome[None]:
    for number in range(pleased + displeased):
        session.add(
            Verbatim(
                campaign_id=campaign, code=f"v{number}", voice=Voice.CLIENT, site_id=1,
                touchpoint=CHECK_IN, day=date(2026, 5, number % 28 + 1),
                text=f"Arrivée le 3 mai, client {number}",
                polarity=Polarity.POSITIVE if number < pleased else Polarity.NEGATIVE,
            )
        )  # fmt: skip
    return Outcome(None, Changes.VERBATIMS)


def ask_people(session: Session, campaign: int, people: int, touchpoint: str = "") -> Outcome[None]:
    session.add(Asked(campaign_id=campaign, department_id=3, touchpoint=touchpoint, people=people))
    return Outcome(None, Changes.VERBATIMS)


def test_people_asked_openly_are_asked_about_their_own_journey_only(
    store: Store, campaign: int
) -> None:
    store.write(survey, campaign, 6, 0)
    store.write(ask_people, campaign, 10)

    found = cells(store, campaign)

    assert found[CHECK_IN].moment is Moment.LUCKY_BREAK
    assert found["hotel.room"].judgement.employee_voice.asked == 10
    assert "shop.returns" not in found


def test_cards_speak_for_the_side_that_feels_them(store: Store, campaign: int) -> None:
    both = {"title": "t", "side": IrritantSide.BOTH}
    for author in (1, 2, 3):
        store.write(write_report, campaign, author, voice=Voice.EMPLOYEE, cards=[both])

    assert cells(store, campaign)[CHECK_IN].moment is Moment.DEAD_END


def test_by_department_each_cell_counts_its_own(store: Store, campaign: int) -> None:
    store.write(survey, campaign, 6, 0)

    (cell,) = store.read(mirror.list_mirror, campaign, by_department=True)

    assert (cell.department, cell.judgement.client_voice.positive) == ("Réception", 6)


def test_whoever_is_not_the_coordinator_sees_no_figure_of_fewer_than_five(
    store: Store, campaign: int
) -> None:
    store.write(survey, campaign, 4, 0)
    store.write(ask_people, campaign, 10)

    with speaking("en"):
        seen = cells(store, campaign, reader=HEAD)[CHECK_IN]
        assert (seen.moment, seen.reason) == (None, "too few people")
        assert store.read(
            mirror_words.get_words, campaign, CHECK_IN, reader=HEAD
        ) == mirror_words.BothSides((), "too few people")


def test_words_are_told_without_dates(store: Store, campaign: int) -> None:
    store.write(survey, campaign, 8, 0)

    with speaking("en"):
        told = store.read(mirror_words.get_words, campaign, CHECK_IN, reader=HEAD)

    assert len(told.words) == 8
    assert {(word.month, word.text[:17]) for word in told.words} == {
        ("May 2026", "Arrivée le [date]")
    }


def test_placing_by_hand_is_kept_with_its_reason_and_undone(store: Store, campaign: int) -> None:
    store.write(survey, campaign, 6, 0)
    store.write(ask_people, campaign, 10)

    placed = store.write(
        mirror_placing.place_by_hand, campaign, CHECK_IN, Moment.WIN_WIN, "Les équipes en parlent"
    )

    assert cells(store, campaign)[CHECK_IN].moment is Moment.WIN_WIN
    assert cells(store, campaign)[CHECK_IN].reason.endswith("Les équipes en parlent")
    store.replay(placed.changeset.inverse())
    assert cells(store, campaign)[CHECK_IN].moment is Moment.LUCKY_BREAK
    with pytest.raises(UserError):
        store.write(
            mirror_placing.place_by_hand, campaign, "hotel.room", Moment.PAIN, "parce que !"
        )


def test_going_back_to_the_computed_moment(store: Store, campaign: int) -> None:
    store.write(survey, campaign, 6, 0)
    store.write(ask_people, campaign, 10)
    store.write(
        mirror_placing.place_by_hand, campaign, CHECK_IN, Moment.PAIN, "Une raison suffisante"
    )

    store.write(mirror_placing.forget_placing, campaign, CHECK_IN)

    assert cells(store, campaign)[CHECK_IN].moment is Moment.LUCKY_BREAK


def follow_up(session: Session, previous: int) -> Outcome[int]:
    later = Campaign(
        code="2027", name="2027", start=date(2027, 3, 1), end=date(2027, 6, 30),
        previous_id=previous, severities={}, quotas={}, aims=[], plan_proof={},
    )  # fmt: skip
    session.add(later)
    session.flush()
    return Outcome(later.id, Changes.CAMPAIGNS)


def test_the_change_since_the_campaign_before_is_told(store: Store, campaign: int) -> None:
    store.write(tell, campaign, "shop.returns")
    store.write(tell, campaign, "hotel.booking")
    later = store.write(follow_up, campaign).value
    store.write(tell, later, "shop.advice")
    store.write(tell, later, "hotel.booking")

    found = cells(store, later)

    assert (found["shop.advice"].trend, found["hotel.booking"].trend) == (Trend.NEW, Trend.SAME)


def test_pain_has_a_deadline(store: Store, campaign: int) -> None:
    store.write(tell, campaign, "call_centre.gesture")

    assert cells(store, campaign)["call_centre.gesture"].deadline == date(2026, 7, 30)


def shop(session: Session) -> Outcome[None]:
    session.add(Site(code="S1", name="Magasin", kind=SiteKind.SHOP, department_id=3))
    return Outcome(None, Changes.SITES)


def test_a_department_with_a_shop_is_asked_about_shops_too(store: Store, campaign: int) -> None:
    store.write(shop)
    store.write(ask_people, campaign, 5)

    assert "shop.returns" in cells(store, campaign)


def survey_of(session: Session, campaign: int, department: int, people: int) -> Outcome[None]:
    session.add_all(
        Verbatim(
            campaign_id=campaign, code=f"d{department}-{number}", voice=Voice.CLIENT,
            department_id=department, touchpoint=CHECK_IN, text="ravi", polarity=Polarity.POSITIVE,
        )
        for number in range(people)
    )  # fmt: skip
    return Outcome(None, Changes.VERBATIMS)


def test_a_small_department_is_not_given_away_by_the_others_and_the_total(
    store: Store, campaign: int
) -> None:
    for department, people in ((1, 2), (2, 6), (3, 20)):
        store.write(survey_of, campaign, department, people)
        for author in range(1, 7):
            store.write(write_report, campaign, author, voice=Voice.EMPLOYEE, department=department)

    listed = store.read(mirror.list_mirror, campaign, by_department=True, reader=HEAD)
    total = cells(store, campaign, reader=HEAD)[CHECK_IN]

    hidden = {cell.department for cell in listed if cell.counts_hidden}
    assert hidden == {"Comptabilité", "Réservations"}
    assert not total.counts_hidden
    assert total.judgement.client_voice.positive == 28


def test_nothing_that_is_read_can_be_grouped_by_the_person_observed() -> None:
    forbidden = {"host_id", "host_name", "observed", "observed_id", "person_observed", "agent"}
    modules = (
        mirror, mirror_words, mirror_counts, irritants, register_rows, service_chain, verbatims,
    )  # fmt: skip
    for module in modules:
        for name, thing in vars(module).items():
            fields = getattr(thing, "__dataclass_fields__", {})
            assert not forbidden & set(fields), f"{module.__name__}.{name}"
        source = Path(str(module.__file__)).read_text(encoding="utf-8")
        assert "host_id" not in source


def test_a_delight_is_spread_from_where_it_was_seen_to_where_it_was_not(
    store: Store, campaign: int
) -> None:
    store.write(another_hotel)
    store.write(survey, campaign, 6, 0)

    found = store.read(spread.get_spread, campaign, CHECK_IN)

    assert found == spread.Spread(("Hôtel du Quai",), ("Hôtel du Parc",))


def another_hotel(session: Session) -> Outcome[None]:
    session.add(Site(code="H2", name="Hôtel du Parc", kind=SiteKind.HOTEL))
    session.add(Site(code="S9", name="Magasin", kind=SiteKind.SHOP))
    return Outcome(None, Changes.SITES)


def test_one_talkative_report_does_not_make_a_crowd(store: Store, campaign: int) -> None:
    many = [(ObservationKind.FEELING, Polarity.POSITIVE, f"ravi {n}") for n in range(12)]
    store.write(write_report, campaign, 1, said=many)

    told = store.read(mirror_words.get_words, campaign, CHECK_IN, reader=HEAD)

    assert told.words == ()
    assert told.withheld


def test_words_of_a_small_department_are_not_given_away_by_the_others(
    store: Store, campaign: int
) -> None:
    for department, people in ((1, 2), (2, 9), (3, 30)):
        store.write(survey_of, campaign, department, people)

    def seen(department: int | None) -> int:
        told = store.read(mirror_words.get_words, campaign, CHECK_IN, department, reader=HEAD)
        return len(told.words)

    assert [seen(department) for department in (1, 2, 3, None)] == [0, 0, 30, 40]


def test_names_of_staff_are_masked_for_whoever_is_not_the_coordinator(
    store: Store, campaign: int
) -> None:
    for author in range(1, 9):
        said = [(ObservationKind.FEELING, Polarity.POSITIVE, "Bravo à Durand3")]
        store.write(write_report, campaign, author, said=said)

    with speaking("en"):
        told = store.read(mirror_words.get_words, campaign, CHECK_IN, reader=HEAD)
    assert {word.text for word in told.words} == {"Bravo à [person]"}


def test_an_employee_who_says_it_on_two_days_counts_once_and_two_visits_count_twice(
    store: Store, campaign: int
) -> None:
    best = [(ObservationKind.BEST, None, "fier")]
    pleased = [(ObservationKind.FEELING, Polarity.POSITIVE, "ravi")]
    for day in (date(2026, 5, 4), date(2026, 5, 5)):
        store.write(write_report, campaign, 1, voice=Voice.EMPLOYEE, day=day, said=best)
        store.write(write_report, campaign, 2, day=day, said=pleased)

    judgement = cells(store, campaign)[CHECK_IN].judgement

    assert (judgement.employee_voice.asked, judgement.employee_voice.best) == (1, 1)
    assert judgement.client_voice.positive == 2
