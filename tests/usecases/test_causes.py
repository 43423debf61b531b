"""The taxonomy of causes is the company's: renamed, refined, never losing the letter's."""

from __future__ import annotations

import pytest

from db.session import Store
from desktop.core.errors import UserError
from desktop.core.vocabulary import RootCause
from desktop.usecases import causes
from desktop.usecases.causes import Cause


def names(store: Store) -> list[str]:
    return [each.name for each in store.read(causes.list_causes)]


def test_a_cause_is_renamed_and_goes_back_to_the_letter_s(any_store: Store) -> None:
    ours = names(any_store)
    any_store.write(causes.rename_cause, RootCause.TOOL, "Logiciel de caisse")
    assert any_store.read(causes.cause_name, RootCause.TOOL) == "Logiciel de caisse"
    any_store.write(causes.rename_cause, RootCause.TOOL, "")
    assert names(any_store) == ours
    assert len(ours) == len(RootCause)


def test_a_finer_cause_stands_below_its_own_and_is_undone(any_store: Store) -> None:
    written = any_store.write(causes.add_cause, RootCause.TOOL, "Douchette")
    assert any_store.read(causes.list_causes)[1] == Cause(RootCause.TOOL, "Douchette", added=True)
    any_store.replay(written.changeset.inverse())
    assert "Douchette" not in names(any_store)


def test_no_two_causes_bear_one_name_and_the_letter_s_stay(store: Store) -> None:
    store.write(causes.add_cause, RootCause.TOOL, "Douchette")
    for refused in ("douchette", "", "x" * 61):
        with pytest.raises(UserError):
            store.write(causes.add_cause, RootCause.STOCK, refused)
    with pytest.raises(UserError):
        store.write(causes.remove_cause, names(store)[0])
    store.write(causes.remove_cause, "DOUCHETTE")
    assert "Douchette" not in names(store)
