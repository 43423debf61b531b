from __future__ import annotations

import pytest

from desktop.core.observations.typing_log import (
    LARGEST_BYTES,
    TypingLog,
    log_file,
    logs_of,
    read_log,
    typed_now,
)


@pytest.fixture
def log(tmp_path):
    opened = TypingLog(log_file(tmp_path, "company.db", "abc"))
    yield opened
    opened.close()


def answer(value, code="wait"):
    return typed_now(f"answer:{code}", "answer", code=code, value=value, note="")


def test_each_keystroke_is_in_the_file_at_once(log):
    for length in range(1, 5):
        log.append(answer("œuf"[:length]))
        assert read_log(log.path)[0].values["value"] == "œuf"[:length]


def test_the_newest_state_of_each_field_is_read_back_in_the_order_of_typing(log):
    for typed in (answer("a", "one"), answer("b", "two"), answer("c", "one")):
        log.append(typed)
    assert [(each.key, each.values["value"]) for each in read_log(log.path)] == [
        ("answer:two", "b"),
        ("answer:one", "c"),
    ]


def test_a_line_cut_short_gives_the_one_before(log):
    log.append(answer("first"))
    log.append(answer("second"))
    whole = log.path.read_bytes()
    first = whole.index(b"\n") + 1
    for length in range(first, len(whole) - 1):
        log.path.write_bytes(whole[:length])
        assert [each.values["value"] for each in read_log(log.path)] == ["first"]


def test_nothing_is_left_once_the_database_has_it(log):
    log.append(answer("a"))
    log.sync()
    log.forget()
    assert read_log(log.path) == ()
    assert not log.path.exists()
    log.append(answer("b"))
    assert read_log(log.path)[0].values["value"] == "b"


def test_a_long_report_does_not_fill_the_disk(log):
    page = "x" * 20_000
    for number in range(250):
        log.append(answer(f"{page}{number}"))
    assert log.path.stat().st_size <= LARGEST_BYTES + 50_000
    assert read_log(log.path)[0].values["value"] == f"{page}249"


def test_a_lone_surrogate_does_not_break_the_file(log):
    log.append(answer("\ud83d"))
    assert read_log(log.path)[0].values["value"] == "\ud83d"


def test_each_report_of_each_database_has_its_own_files(tmp_path):
    card = TypingLog(log_file(tmp_path, "company.db", "abc", "card"))
    card.append(answer("a"))
    card.close()
    assert logs_of(tmp_path, "company.db", "abc") == (card.path,)
    assert logs_of(tmp_path, "other.db", "abc") == ()
    assert logs_of(tmp_path, "company.db", "ab") == ()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path):
    (tmp_path / "typing").write_text("in the way")
    log = TypingLog(log_file(tmp_path, "company.db", "abc"))
    log.append(answer("a"))
    log.sync()
    assert logs_of(tmp_path, "company.db", "abc") == ()
