"""Work without the network: missions for participants, sealed packages back to the coordinator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.models import Campaign, Department, Person, Report, Setting, Site
from db.models import Questionnaire as QuestionnaireTable
from desktop.core.changes import Changes
from desktop.core.errors import UserError
from desktop.core.i18n import _, date_text
from desktop.core.observations import questionnaire_file, sealed
from desktop.core.observations.form_names import Binding
from desktop.core.observations.report_file import dump_report, load_report
from desktop.core.observations.touchpoints import trade_of
from desktop.core.observations.voices import main_voice
from desktop.core.vocabulary import CampaignStatus, SiteKind
from desktop.usecases.forms import Collected, bearings, received, take_written
from desktop.usecases.outcome import Outcome
from desktop.usecases.questionnaires import questionnaire_for
from desktop.usecases.report_content import report_numbered
from desktop.usecases.report_list import Occasion, list_occasions
from desktop.usecases.reports import final_check
from desktop.usecases.written_reports import written_of

KEY_SETTING = "sealing_key"


@dataclass(frozen=True, slots=True)
class MissionFile:
    """A file for one participant and one day."""

    name: str
    content: bytes


def prepare_missions(
    session: Session, campaign_id: int, now: datetime
) -> Outcome[tuple[MissionFile, ...]]:
    """A mission for every day that waits for its report; one written before is replaced."""
    campaign = session.get_one(Campaign, campaign_id)
    occasions = list_occasions(session, campaign_id, now)
    files = tuple(_mission(session, campaign, each) for each in occasions)
    return Outcome(files, Changes.QUESTIONNAIRES, _("write the missions"))


def _mission(session: Session, campaign: Campaign, each: Occasion) -> MissionFile:
    site, kind, role = bearings(session, each)
    row = questionnaire_for(session, kind, trade_of(site.kind))
    session.flush()
    secret = sealed.new_secret()
    _remember(session, role, each.uid, {"secret": sealed.fingerprint(secret)})
    day = each.day.date()
    mission = {
        "role": role,
        "occasion": each.uid,
        "questionnaire_uid": row.uid,
        "questionnaire": row.content,
        "key": sealed.public_half(_private_key(session)).hex(),
        "secret": secret,
        "author": each.author,
        "campaign": campaign.name,
        "day": day.isoformat(),
        "site": {"code": site.code, "name": site.name, "kind": site.kind.value},
        "departments": [list(row) for row in _departments(session)],
    }
    name = f"{day:%Y-%m-%d}-{each.uid[:8]}-{role}{sealed.MISSION_SUFFIX}"
    return MissionFile(name, sealed.write_mission(mission))


def _departments(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(select(Department.code, Department.name).order_by(Department.name))
    return [(code, name) for code, name in rows]


def _private_key(session: Session) -> bytes:
    row = session.get(Setting, KEY_SETTING)
    if row is None:
        row = Setting(name=KEY_SETTING, value={"key": sealed.new_key().hex()})
        session.add(row)
    return bytes.fromhex(row.value["key"])


def _remember(session: Session, role: str, occasion: str, held: dict[str, Any]) -> None:
    name = f"sealed:{role}:{occasion}"
    row = session.get(Setting, name)
    if row is None:
        session.add(Setting(name=name, value=held))
    else:
        row.value = held


# -- the coordinator's side


def collect_package(session: Session, content: bytes, file: str) -> Outcome[Collected]:
    """Open a sealed package into its report, which is sent if nothing is missing.

    Raises UserError for one that is not for us, was seen before, or comes after the sending.
    """
    key = session.get(Setting, KEY_SETTING)
    private = bytes.fromhex(key.value["key"]) if key else bytes(32)
    package = sealed.unseal(content, private, file)
    known = session.get(Setting, f"sealed:{package.role}:{package.occasion}")
    if known is None or not sealed.is_secret(package.secret, known.value["secret"]):
        raise UserError(_("{file}: this package answers no mission of ours.").format(file=file))
    _refuse_old(package, known.value, file)
    binding = Binding(package.role, package.occasion, package.questionnaire)
    report, _questionnaire = received(session, binding, file)
    result = take_written(session, report, load_report(package.report, source=file))
    _remember(
        session, package.role, package.occasion,
        {**known.value, "revision": package.revision, "digest": package.digest},
    )  # fmt: skip
    label = _("open the package {file}").format(file=file)
    return Outcome(result, Changes.REPORTS | Changes.STAYS, label)


def _refuse_old(package: sealed.Package, known: dict[str, Any], file: str) -> None:
    last = int(known.get("revision", 0))
    if package.revision > last:
        return
    if package.digest == known.get("digest"):
        sentence = _("{file}: this package was already taken in.")
    elif package.revision < last:
        sentence = _("{file}: a newer package of the same report was already taken in.")
    else:
        sentence = _("{file}: another package of the same revision was already taken in.")
    raise UserError(sentence.format(file=file))


# -- the participant's side


def open_mission(session: Session, content: bytes, file: str) -> Outcome[int]:
    """Put a mission into the participant's own file; the value is the draft to fill in.

    The same mission opens the same draft.
    """
    mission = sealed.read_mission(content, file)
    held = Binding(mission["role"], mission["occasion"], mission["questionnaire_uid"])
    name = f"mission:{held.role}:{held.occasion}"
    row = session.get(Setting, name)
    if row is not None:
        row.value = {**row.value, "mission": _kept(mission)}
        return Outcome(int(row.value["report"]), Changes.REPORTS)
    report = _draft(session, mission, held, file)
    session.add(Setting(name=name, value={"report": report.id, "mission": _kept(mission)}))
    return Outcome(report.id, Changes.ALL, _("open the mission {file}").format(file=file))


def _kept(mission: dict[str, Any]) -> dict[str, Any]:
    names = ("role", "occasion", "questionnaire_uid", "key", "secret")
    return {name: mission[name] for name in names} | {"revision": 0}


def _draft(session: Session, mission: dict[str, Any], held: Binding, file: str) -> Report:
    try:
        questionnaire = questionnaire_file.read(mission["questionnaire"], source=file)
        day = date.fromisoformat(mission["day"])
        kind = SiteKind(mission["site"]["kind"])
        places = {str(code): str(name) for code, name in mission["departments"]}
        site_name = str(mission["site"]["name"])
    except (KeyError, TypeError, ValueError):
        raise UserError(_("{file}: this mission is damaged.").format(file=file)) from None
    campaign = _campaign(session, mission["campaign"], day)
    known = set(session.scalars(select(Department.code)))
    session.add_all(
        Department(code=code, name=name) for code, name in places.items() if code not in known
    )
    words = " · ".join((site_name, date_text(day, "long")))
    site = Site(code=held.occasion[:12] + held.role, name=words, kind=kind)
    author = Person(code=held.occasion[:12] + held.role, last_name=mission["author"])
    session.add_all([site, author])
    row = QuestionnaireTable(
        uid=held.questionnaire, code=questionnaire.code, edition=questionnaire.version,
        kind=questionnaire.kind, title=questionnaire.words.text,
        content=questionnaire_file.plain(questionnaire), retired=True,
    )  # fmt: skip
    same = select(QuestionnaireTable).where(
        QuestionnaireTable.code == row.code, QuestionnaireTable.edition == row.edition
    )
    row = session.scalars(same).one_or_none() or row
    session.add(row)
    session.flush()
    report = Report(
        campaign_id=campaign.id, author_id=author.id, site_id=site.id, questionnaire_id=row.id,
        voice=main_voice(questionnaire.kind),
    )  # fmt: skip
    session.add(report)
    session.flush()
    return report


def _campaign(session: Session, name: str, day: date) -> Campaign:
    found = session.scalars(select(Campaign).where(Campaign.code == name[:40])).one_or_none()
    if found is None:
        found = Campaign(code=name[:40], name=name, start=day, end=day, status=CampaignStatus.OPEN)
        session.add(found)
        session.flush()
    return found


def seal_report(session: Session, report_id: int) -> Outcome[MissionFile]:
    """The sealed package of a report that was opened from a mission. It may be sealed again.

    Raises UserError while something is missing, or if the report belongs to no mission.
    """
    report = report_numbered(session, report_id)
    row = _mission_of(session, report_id)
    check = final_check(session, report_id)
    if not check.ready:
        raise UserError(
            _("Something is still missing: open the final check of the report first."),
        )
    mission = {**row.value["mission"]}
    mission["revision"] = int(mission["revision"]) + 1
    row.value = {**row.value, "mission": mission}
    package = sealed.Package(
        role=mission["role"],
        occasion=mission["occasion"],
        questionnaire=mission["questionnaire_uid"],
        secret=mission["secret"],
        revision=mission["revision"],
        report=dump_report(written_of(session, report)),
    )
    name = f"{mission['occasion'][:8]}-{mission['role']}-{mission['revision']}"
    content = sealed.seal(package, bytes.fromhex(mission["key"]))
    return Outcome(
        MissionFile(name + sealed.PACKAGE_SUFFIX, content),
        Changes.REPORTS,
        _("seal a report"),
    )


def seal_if_mission(session: Session, report_id: int) -> Outcome[MissionFile | None]:
    """The package of a report that was just sent, if it came from a mission; else nothing."""
    if _found_mission(session, report_id) is None:
        return Outcome(None, Changes.NONE)
    sealing = seal_report(session, report_id)
    return Outcome(sealing.value, sealing.changes)


def _mission_of(session: Session, report_id: int) -> Setting:
    row = _found_mission(session, report_id)
    if row is None:
        raise UserError(_("This report was not opened from a mission: send it instead."))
    return row


def _found_mission(session: Session, report_id: int) -> Setting | None:
    rows = session.scalars(select(Setting).where(Setting.name.startswith("mission:")))
    return next((row for row in rows if row.value.get("report") == report_id), None)
