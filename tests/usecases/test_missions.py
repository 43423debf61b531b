"""A mission goes out, is filled in without the network, and comes back sealed."""

from __future__ import annotations

import json
import random
import shutil
import struct
import zlib

import pytest

from db.session import open_store
from desktop.core.errors import UserError
from desktop.core.observations import sealed
from desktop.core.observations.cards import Card
from desktop.core.observations.form_pdf import ticks_of
from desktop.core.vocabulary import ItemKind, ObservationKind, ReportStatus
from desktop.usecases.missions import collect_package, open_mission, prepare_missions, seal_report
from desktop.usecases.report_list import list_reports
from desktop.usecases.report_writing import (
    Told,
    save_answer,
    save_card,
    save_observation,
    save_told,
)
from desktop.usecases.reports import get_report

from .report_world import NOW, make_world

WORDS = "œuf à 3 €, l’« été »\nΩμέγα 漢字 🙂"


@pytest.fixture
def world(store):
    return store.write(make_world).value


@pytest.fixture
def away(migrated_file, tmp_path):
    """The participant's own file, on a computer that never sees the server."""
    with open_store(shutil.copy(migrated_file, tmp_path / "mine.db")) as opened:
        yield opened


@pytest.fixture
def mission(store, world):
    files = store.write(prepare_missions, world.campaign, NOW).value
    return next(each for each in files if each.name.endswith("-v.vmvmission"))


def fill(away, report, words=WORDS):
    for item in away.read(get_report, report).questionnaire.items():
        ticks = ticks_of(item)
        if item.required and item.kind is not ItemKind.ATTACHMENT:
            long = item.kind in (ItemKind.LONG_TEXT, ItemKind.QUOTE)
            away.write(
                save_answer, report, item.code, ticks[0][0] if ticks else words if long else "3"
            )
    away.write(save_told, report, ObservationKind.BEST, words, "shop.advice")
    away.write(save_told, report, ObservationKind.MOST_FRUSTRATING, "", nothing=True)
    away.write(save_observation, report, Told(ObservationKind.FACT, "shop.queue", words))
    accounting = next(
        each.id for each in away.read(get_report, report).departments if each.name == "Comptabilité"
    )
    away.write(
        save_card,
        report,
        Card(
            touchpoint="shop.returns", title="Échange", fact=words, caused_by_id=accounting,
            employee_effort={"screens": 6},
        ),
    )  # fmt: skip


@pytest.fixture
def package(away, mission):
    report = away.write(open_mission, mission.content, mission.name).value
    fill(away, report)
    return away.write(seal_report, report).value.content


def test_a_report_written_off_the_network_comes_back_whole(store, away, world, package):
    result = store.write(collect_package, package, "a.vmvreport").value
    assert (result.sent, result.lacking) == (True, ())
    sheet = store.read(get_report, result.report_id)
    assert sheet.row.status is ReportStatus.IN_REVIEW
    assert sheet.row.author == "Anne Roux"
    assert sheet.content.value("told_and_seen") == WORDS
    free = [(each.kind.value, each.text) for each in sheet.observations if not each.item]
    assert free == [("fact", WORDS)]
    (card,) = sheet.cards
    assert (card.caused_by, card.card.employee_effort) == ("Comptabilité", {"screens": 6})


def test_the_same_mission_opens_the_same_draft(away, mission):
    first = away.write(open_mission, mission.content, mission.name).value
    assert away.write(open_mission, mission.content, mission.name).value == first


def test_an_unfinished_report_is_not_sealed(away, mission):
    report = away.write(open_mission, mission.content, mission.name).value
    with pytest.raises(UserError, match="manque"):
        away.write(seal_report, report)


def test_the_same_package_twice_is_one_report(store, world, package):
    store.write(collect_package, package, "a")
    with pytest.raises(UserError, match="déjà"):
        store.write(collect_package, package, "a")
    assert len(store.read(list_reports, world.campaign)) == 1


def test_nobody_on_the_way_reads_it_or_learns_its_length(away, mission, package):
    report = away.write(open_mission, mission.content, mission.name).value
    away.write(save_answer, report, "learnt", WORDS + "x")
    again = away.write(seal_report, report).value.content
    assert len(again) == len(package)
    assert again != package
    assert b"Roux" not in package
    assert (len(package) - len(sealed.PACKAGE_MAGIC) - 48) % sealed.PADDED_TO == 0


def test_every_flipped_byte_and_every_cut_is_refused(store, package):
    private = store.read(_private)
    chance = random.Random(3)
    places = range(len(package))
    for place in [*range(200), *chance.sample(places, 400)]:
        spoilt = bytearray(package)
        spoilt[place] ^= 1 << chance.randrange(8)
        with pytest.raises(UserError):
            sealed.unseal(bytes(spoilt), private, "f")
    for length in [*range(200), *chance.sample(places, 200)]:
        with pytest.raises(UserError):
            sealed.unseal(package[:length], private, "f")


def _private(session):
    from db.models import Setting

    return bytes.fromhex(session.get_one(Setting, "sealing_key").value["key"])


def _box(store, plain):
    from nacl.public import PublicKey, SealedBox

    public = sealed.public_half(store.read(_private))
    return sealed.PACKAGE_MAGIC + bytes(SealedBox(PublicKey(public)).encrypt(plain))


def _padded(squeezed):
    plain = struct.pack(">I", len(squeezed)) + squeezed
    return plain + bytes(-len(plain) % sealed.PADDED_TO)


def _changed(package, **entries):
    held = {name: getattr(package, name) for name in package.__slots__} | entries
    return _padded(zlib.compress(json.dumps(held).encode()))


HOSTILE = {
    "empty": lambda _package: b"",
    "no length": lambda _package: bytes(4096),
    "a length beyond the end": lambda _package: struct.pack(">I", 1 << 31) + bytes(4092),
    "not padded": lambda p: _changed(p)[:-1],
    "something in the padding": lambda p: _changed(p)[:-1] + b"x",
    "a bomb": lambda _package: _padded(zlib.compress(bytes(50_000_000), 9)),
    "not compressed": lambda _package: _padded(b"{}"),
    "deep": lambda _package: _padded(zlib.compress(b"[" * 100_000)),
    "a list": lambda _package: _padded(zlib.compress(b"[]")),
    "NaN": lambda p: _changed(p, revision=float("nan")),
    "a truth for a number": lambda p: _changed(p, revision=True),
    "a negative revision": lambda p: _changed(p, revision=-1),
    "an unknown entry": lambda p: _changed(p, more=1),
    "a report that is no text": lambda p: _changed(p, report={}),
    "a report that is no report": lambda p: _changed(p, report="[]"),
    "a question that is not asked": lambda p: _changed(p, report='{"answers": {"nobody": "x"}}'),
    "another questionnaire": lambda p: _changed(p, questionnaire="0" * 32),
    "another day": lambda p: _changed(p, occasion="0" * 32),
    "another role": lambda p: _changed(p, role="h"),
    "a wrong secret": lambda p: _changed(p, secret="0" * 32),
    "no role at all": lambda p: _changed(p, role="../.."),
    "a text of NUL": lambda p: _changed(p, report='{"best": {"text": "a\\u0000b"}}'),
    "a text too long": lambda p: _changed(
        p, report=json.dumps({"answers": {"learnt": "x" * 20_001}})
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused_in_one_sentence(store, world, package, name):
    opened = sealed.unseal(package, store.read(_private), "f")
    box = _box(store, HOSTILE[name](opened))
    with pytest.raises(UserError) as caught:
        store.write(collect_package, box, "bad.vmvreport")
    assert "\n" not in str(caught.value)
    assert store.read(list_reports, world.campaign) == ()


def test_a_package_for_another_company_is_refused(store, tmp_path, migrated_file, package):
    with open_store(shutil.copy(migrated_file, tmp_path / "other.db")) as other:
        world = other.write(make_world).value
        other.write(prepare_missions, world.campaign, NOW)
        with pytest.raises(UserError, match="scellé"):
            other.write(collect_package, package, "a")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        sealed.MISSION_MAGIC,
        sealed.MISSION_MAGIC + zlib.compress(b"{}"),
        sealed.MISSION_MAGIC + zlib.compress(bytes(50_000_000)),
        sealed.write_mission({"key": "zz"}),
        sealed.write_mission(
            dict.fromkeys(
                ("role", "occasion", "questionnaire_uid", "secret", "author", "campaign"), "x"
            )
            | {"key": "00" * 32, "questionnaire": {}, "day": "never"}
        ),
    ],
)
def test_a_damaged_mission_is_refused_in_one_sentence(away, content):
    with pytest.raises(UserError) as caught:
        away.write(open_mission, content, "m.vmvmission")
    assert str(caught.value).startswith("m.vmvmission")
