"""The summaries of a whole company: what they hold, and above all what they keep back."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from db.models import Campaign, IrritantCard, Person, Publication, Report, Stay
from db.session import Store, open_store
from desktop.core.documents.batch import Kind
from desktop.core.documents.summary import DepartmentSummary, Trend
from desktop.core.errors import UserError
from desktop.core.irritants.disclosure import leaks
from desktop.core.publishing.presences import differences
from desktop.core.vocabulary import PublicationKind, ReportStatus, StayStatus
from desktop.usecases import publications
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.mirror_counts import count_voices
from desktop.usecases.overview import get_overview
from desktop.usecases.printed_plans import list_weeks_to_print, person_sheet, week_plan
from desktop.usecases.printing import EVERYTHING, Choice, Look, gather, jobs_of
from desktop.usecases.publication_documents import documents_for
from desktop.usecases.publishing import presences
from desktop.usecases.register_rows import COUNTED
from desktop.usecases.summary_batch import read_batch, settled
from tests.core.documents.reading import problems, structure

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def company(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The demonstration company; tests that write work on a copy."""
    path: Path = tmp_path_factory.mktemp("company") / "demo.db"
    with open_store(path, create=True) as store:
        store.write(build_demonstration, "S")
        yield store


@pytest.fixture(scope="module")
def campaign(company: Store) -> int:
    return company.read(publications.campaign_key, "EDITION-2")


@pytest.fixture(scope="module")
def summaries(company: Store, campaign: int) -> list[DepartmentSummary]:
    return company.read(publications.list_summaries, campaign, language="fr", today=TODAY)


def test_every_department_with_content_has_its_summary(
    company: Store, campaign: int, summaries: list[DepartmentSummary]
):
    rows = company.read(publications.list_departments_to_print, campaign, today=TODAY)
    assert [row.name for row in rows if row.has_content] == [each.department for each in summaries]
    assert len(summaries) >= 12
    assert all(each.company == "Maisons Belrive" for each in summaries)


def test_one_department_reads_the_same_alone_and_in_the_batch(
    company: Store, campaign: int, summaries: list[DepartmentSummary]
):
    rows = company.read(publications.list_departments_to_print, campaign, today=TODAY)
    wanted = next(row for row in rows if row.name == "Réception")
    alone = company.read(
        publications.department_summary, campaign, wanted.id, language="fr", today=TODAY
    )
    assert alone == next(each for each in summaries if each.department == "Réception")


def test_an_irritant_is_told_to_whoever_causes_it_and_to_whoever_suffers_it(
    summaries: list[DepartmentSummary],
):
    by_name = {each.department: each for each in summaries}
    told = 0
    for summary in summaries:
        for link in summary.suffers_from:
            causing = by_name[link.department]
            for title in link.titles:
                assert any(title in other.titles for other in causing.causes_elsewhere), title
                told += 1
    assert told > 5


def test_words_are_quoted_only_from_enough_people(
    company: Store, campaign: int, summaries: list[DepartmentSummary]
):
    with_quotes = [s for each in summaries for s in each.irritants if s.quotes]
    withheld = [s for each in summaries for s in each.irritants if s.quotes_withheld]

    def authors(session) -> dict[str, set[int]]:
        rows = session.execute(
            select(IrritantCard.title, Report.author_id)
            .join(Report)
            .where(Report.campaign_id == campaign, Report.status.in_(COUNTED))
        )
        found: dict[str, set[int]] = defaultdict(set)
        for title, author in rows:
            found[title].add(author)
        return found

    known = company.read(authors)
    assert withheld
    for sheet in with_quotes:
        assert len(known[sheet.title]) >= 8
    assert all(not sheet.quotes for sheet in withheld)


def test_nothing_printed_names_a_colleague_a_date_or_an_hour(
    company: Store, summaries: list[DepartmentSummary]
):
    names = company.read(lambda session: set(session.scalars(select(Person.last_name))))
    moment = re.compile(r"\b\d{1,2}\s?h\s?\d{2}\b|\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{4}-\d{2}-\d{2}\b")
    for summary in summaries:
        said = [w for s in summary.irritants for w in (*s.facts, *s.quotes)]
        said += [idea.text for idea in summary.ideas]
        for words in said:
            assert not names.intersection(re.findall(r"[A-ZÀ-Þ][\w’-]+", words)), words
            assert not moment.search(words), words


def test_figures_of_people_cannot_be_subtracted(company: Store, campaign: int):
    def check(session) -> tuple[bool, int]:
        batch = read_batch(session, campaign, TODAY)
        wrote: dict[int, set[int]] = defaultdict(set)
        for report in batch.reports:
            known = report.author is not None and report.department is not None
            if known and report.may_be_told:
                wrote[report.author].add(report.department)
        cells = Counter(frozenset(where) for where in wrote.values())
        shown = [
            frozenset(cell for cell in cells if not key or cell & batch.scope[key])
            for key, count in batch.authors.items()
            if count is not None
        ]
        assert all(count is None or count == 0 or count >= 5 for count in batch.authors.values())
        assert all(count is None or count == 0 or count >= 5 for count in batch.asked.values())
        return leaks(cells, shown, 5), len(shown)

    leaking, shown = company.read(check)
    assert not leaking
    assert shown > 0


def test_what_is_withheld_is_listed_with_its_reason(summaries: list[DepartmentSummary]):
    listed = [item for each in summaries for item in each.withheld]
    assert {item.what for item in listed} >= {"Citations", "Points de contact du miroir"}
    assert all(item.count > 0 and item.why for item in listed)
    for summary in summaries:
        counted = sum(sheet.quotes_withheld for sheet in summary.irritants)
        shown = sum(item.count for item in summary.withheld if item.what == "Citations")
        assert counted == shown


def test_mystery_reports_wait_for_their_release(company: Store, campaign: int):
    def check(session) -> list[tuple[bool, bool]]:
        batch = read_batch(session, campaign, TODAY)
        released = set(
            session.scalars(select(Report.id).where(Report.status == ReportStatus.RELEASED))
        )
        return [(r.may_be_told, r.id in released) for r in batch.reports if r.is_stay]

    stays = company.read(check)
    assert stays
    assert any(not told for told, _released in stays)
    assert all(told for told, released in stays if released)


def test_the_trend_follows_each_irritant_from_one_campaign_to_the_next(
    summaries: list[DepartmentSummary],
):
    trends = Counter(row.trend for each in summaries for row in each.trend)
    assert trends[Trend.PERSISTENT] > 0
    assert trends[Trend.NEW] > 0
    assert all(row.after == 0 for s in summaries for row in s.trend if row.trend is Trend.GONE)


def test_the_first_campaign_has_no_trend(company: Store):
    first = company.read(publications.campaign_key, "EDITION-1")
    found = company.read(publications.list_summaries, first, language="en", today=TODAY)
    assert all(each.previous_campaign == "" and each.trend == () for each in found)


def test_english_summaries_speak_english(company: Store, campaign: int):
    found = company.read(publications.list_summaries, campaign, language="en", today=TODAY)
    assert any(item.what == "Quotations" for each in found for item in each.withheld)


@pytest.mark.parametrize(
    ("count", "told", "shown"),
    [(12, None, 12), (12, 10, 10), (15, 10, 15), (8, 10, 10), (10, 10, 10)],
)
def test_a_figure_does_not_move_by_fewer_than_the_threshold(
    count: int, told: int | None, shown: int
):
    assert settled(count, told, 5) == shown


def test_what_was_printed_is_remembered(store: Store):
    store.write(build_demonstration, "S")
    campaign = store.read(publications.campaign_key, "EDITION-2")
    summaries = store.read(publications.list_summaries, campaign, language="fr", today=TODAY)
    files = [publications.PrintedFile("a.pdf", s.department, 9, s.withheld) for s in summaries]
    written = store.write(
        publications.record_publication, campaign, files, language="fr", today=TODAY
    )
    assert written.label == ""
    row = store.read(publications.list_publications, campaign)[0]
    assert row.kind is PublicationKind.DEPARTMENT_SUMMARY
    assert row.files == len(summaries)
    assert row.withheld == sum(item.count for each in summaries for item in each.withheld)
    told = store.read(lambda session: session.get_one(Publication, row.id).figures)
    assert all(count >= 5 for figures in told.values() for count in figures.values())


def test_the_overview_hides_what_the_summaries_hide(company: Store, campaign: int):
    found = company.read(get_overview, campaign, language="fr", today=TODAY)
    small = [line for line in found.coverage if line.staff < 5]
    assert small
    assert all(line.never_asked in (None, 0.0, 1.0) for line in small)
    assert found.withheld
    assert len(found.top) <= 12


def test_a_week_never_shows_a_mystery_guest(company: Store, campaign: int):
    weeks = company.read(list_weeks_to_print, campaign)
    guests = company.read(
        lambda session: set(
            session.scalars(select(Stay.alias).where(Stay.status != StayStatus.OFFERED))
        )
    )
    assert weeks
    for week in weeks:
        plan = company.read(
            week_plan, campaign, week.site_id, week.monday, language="fr", today=TODAY
        )
        visitors = [visit.visitor for line in plan.lines for visit in line.visits]
        assert len(visitors) == week.visits
        assert not guests.intersection(visitors)


def test_everything_is_gathered_in_one_reading(company: Store, campaign: int):
    inputs = company.read(gather, campaign, EVERYTHING, Look("en"), today=TODAY)
    jobs = jobs_of(inputs, "en")
    assert len(jobs) == len(inputs.summaries) + 1 + len(inputs.weeks) + len(inputs.sheets) + len(
        inputs.papers
    )
    assert jobs[0].name.startswith("summary-")


def test_an_unknown_code_is_said_in_one_sentence(company: Store):
    for key in (publications.department_key, publications.site_key, publications.person_key):
        with pytest.raises(UserError, match="NOPE"):
            company.read(key, "NOPE")


def test_the_thresholds_are_those_of_the_campaign(store: Store):
    store.write(build_demonstration, "S")
    campaign = store.read(publications.campaign_key, "EDITION-2")

    def raise_thresholds(session):
        from desktop.core.changes import Changes
        from desktop.usecases.outcome import Outcome

        row = session.get_one(Campaign, campaign)
        row.figure_threshold, row.verbatim_threshold = 60, 90
        return Outcome(None, Changes.CAMPAIGNS)

    store.write(raise_thresholds)
    found = store.read(publications.list_summaries, campaign, language="fr", today=TODAY)
    assert all(not sheet.quotes for each in found for sheet in each.irritants)
    assert all(not each.ideas for each in found)
    assert all(len(each.behind) <= 1 for each in found)


def test_a_published_change_leaves_with_its_agreement(company: Store, campaign: int):
    def documents(session) -> tuple[str, bytes, str]:
        change = differences(presences(session, campaign), {})[0]
        (agreement,) = documents_for(session, TODAY, "Maisons Belrive")(change)
        return agreement.name, agreement.content, change.presence.person

    name, content, person = company.read(documents)
    assert name == "convention.pdf"
    assert problems(content) == []
    told = structure(content).whole
    assert person in told
    assert "Maisons Belrive" in told


def test_a_personal_sheet_tells_the_days_and_the_rest(company: Store, campaign: int):
    person = company.read(publications.list_participants, campaign)[0]
    sheet = company.read(person_sheet, campaign, person, language="fr", today=TODAY)
    assert sheet.days
    assert not set(sheet.rest_days) & {day.day for day in sheet.days}


def test_everything_is_read_on_both_engines(any_store: Store):
    any_store.write(build_demonstration, "S")
    campaign = any_store.read(publications.campaign_key, "EDITION-2")
    inputs = any_store.read(gather, campaign, EVERYTHING, Look("fr"), today=TODAY)
    assert len(inputs.summaries) >= 12
    assert inputs.weeks
    assert inputs.sheets
    assert inputs.overview is not None
    assert inputs.overview.links


def test_the_mirror_of_a_head_does_not_know_of_reports_not_released(company: Store, campaign: int):
    def voices(session) -> tuple[int, int, int]:
        batch = read_batch(session, campaign, TODAY)
        whole = count_voices(session, campaign)
        told = count_voices(session, campaign, without=batch.untold)
        return (
            len(batch.untold),
            sum(counts.client.mentioned for counts in whole.values()),
            sum(counts.client.mentioned for counts in told.values()),
        )

    untold, whole, told = company.read(voices)
    assert untold > 0
    assert told < whole


def test_a_department_tells_what_its_parts_tell(
    company: Store, campaign: int, summaries: list[DepartmentSummary]
):
    def scopes(session) -> dict[str, set[str]]:
        batch = read_batch(session, campaign, TODAY)
        return {
            batch.departments[key]: {batch.departments[part] for part in inside}
            for key, inside in batch.scope.items()
        }

    inside = company.read(scopes)
    by_name = {each.department: each for each in summaries}
    whole = [name for name, parts in inside.items() if len(parts) > 1 and name in by_name]
    assert whole
    for name in whole:
        codes = {sheet.code for sheet in by_name[name].irritants}
        for part in inside[name] & set(by_name):
            assert {sheet.code for sheet in by_name[part].irritants} <= codes


def test_a_site_whose_team_is_small_has_no_report_and_no_sheet_quotes_too_few(
    company: Store, campaign: int
):
    choice = Choice(site_reports=(), touchpoints=(), impasses=())
    inputs = company.read(gather, campaign, choice, Look(), today=TODAY)
    batch = company.read(read_batch, campaign, TODAY)
    small = {site.name for site in batch.sites if batch.teams.get(site.id, 0) < 5}
    told = {each.title for kind, each in inputs.papers if kind is Kind.SITE}
    assert told
    assert not told & small
    assert sum(w.count for _kind, each in inputs.papers for w in each.withheld) > 0
    names = {name for name in batch.names if len(name) > 3}
    for kind, each in inputs.papers:
        words = {word for part in each.parts for q in part.quotes for word in re.findall(r"\w+", q)}
        assert not words & names, kind


def test_reports_not_released_are_in_no_short_document(company: Store, campaign: int):
    choice = Choice(site_reports=())
    inputs = company.read(gather, campaign, choice, Look(), today=TODAY)
    batch = company.read(read_batch, campaign, TODAY)
    told = sum(int(value) for _kind, each in inputs.papers for name, value in each.parts[0].facts)
    assert 0 < told <= sum(report.may_be_told for report in batch.reports)
