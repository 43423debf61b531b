from __future__ import annotations

import pytest

from desktop import settings
from desktop.core.errors import UserError
from desktop.settings import Mail, Settings


def test_preferences_come_back_as_they_were_written(tmp_path):
    wanted = Settings(
        language="en",
        theme="dark",
        company="Hôtels « Rivage »",
        recent=("a.db", "b.db"),
        mail=Mail(host="smtp.example.fr", port=465, security="tls"),
    )
    settings.save(tmp_path / "settings.toml", wanted)
    assert settings.load(tmp_path / "settings.toml") == wanted


def test_no_file_gives_the_defaults(tmp_path):
    assert settings.load(tmp_path / "none.toml") == Settings()


def test_what_is_unknown_or_of_another_type_is_left_out(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text('theme = 3\nlanguage = "en"\nfrom_the_future = true\nmail = 5\n', "utf-8")
    assert settings.load(file) == Settings(language="en")


def test_a_file_that_is_not_toml_is_told_in_a_sentence(tmp_path):
    file = tmp_path / "settings.toml"
    file.write_text("theme = ", "utf-8")
    with pytest.raises(UserError, match=r"settings\.toml"):
        settings.load(file)


def test_recent_files_are_few_the_last_one_first():
    preferences = Settings()
    for number in range(20):
        preferences = preferences.with_recent(f"{number}.db")
    preferences = preferences.with_recent("15.db")
    assert preferences.recent == tuple(f"{n}.db" for n in (15, 19, 18, 17, 16, 14, 13, 12))


def test_the_upgrade_to_1_changes_nothing_but_counts():
    assert settings._upgrade_to_1({"theme": "dark"}) == {"theme": "dark"}
    assert len(settings.UPGRADES) == settings.VERSION
