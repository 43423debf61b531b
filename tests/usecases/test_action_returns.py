"""An action table printed, filled in by a head, read back into the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from sqlalchemy import select
from sqlalchemy.orm import object_session

from db.models import Action, Irritant, IrritantEvent, Person
from db.session import Store, open_store
from desktop.cli.main import main
from desktop.core.documents.department import make_department
from desktop.core.errors import UserError
from desktop.core.observations.form_names import REF
from desktop.core.observations.form_reader import read_form
from desktop.core.vocabulary import ActionStatus
from desktop.usecases import publications
from desktop.usecases.action_returns import bring_back
from desktop.usecases.demonstration import build_demonstration
from desktop.usecases.form_key import ready_forms
from tests.core.documents.reading import problems

TODAY = date(2026, 11, 18)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Store, Path, int]]:
    """The demonstration company, a summary with actions in it, and one of its actions."""
    folder = tmp_path_factory.mktemp("actions")
    with open_store(folder / "demo.db", create=True) as store:
        store.write(build_demonstration, "S")
        store.write(ready_forms)
        campaign = store.read(publications.campaign_key, "EDITION-2")
        found = store.read(publications.list_summaries, campaign, language="fr", today=TODAY)
        summary = next(each for each in found if each.actions and len(each.irritants) > 1)
        made = make_department(summary)
        assert problems(made.data) == []
        path = folder / "table.pdf"
        path.write_bytes(made.data)
        yield store, path, summary.actions[0].key


def filled(path: Path, **values: str) -> Path:
    """The file as a head saves it; `act1_due` is the field `act1:due`."""
    writer = PdfWriter(clone_from=PdfReader(path))
    answers = {name.replace("_", ":"): value for name, value in values.items()}
    for page in writer.pages:
        if "/Annots" in page:
            writer.update_page_form_field_values(page, answers)
    back = path.with_name("back.pdf")
    writer.write(back)
    return back


def test_an_empty_table_changes_nothing(printed: tuple[Store, Path, int]):
    store, path, _action = printed
    value = store.rehearse(bring_back, read_form(path), path.name, TODAY).value
    assert (value.done, value.left_out) == ((), ())


def test_what_a_head_wrote_reaches_the_register_once(printed: tuple[Store, Path, int]):
    store, path, key = printed
    name = store.read(
        lambda s: s.scalars(select(Person).where(Person.active).order_by(Person.id)).first().code
    )
    back = filled(
        path,
        **{
            f"act{key}_owner": name,
            f"act{key}_due": "31/12/2026",
            f"act{key}_status": "en cours",
            f"act{key}_answer": "L’équipe œuvre déjà : 12 € par nuit.",
        },
    )
    fields = read_form(back)
    before = store.read(lambda s: s.get_one(Action, key).status)
    value = store.write(bring_back, fields, back.name, TODAY).value
    assert value.left_out == ()
    action = store.read(lambda s: _told(s.get_one(Action, key)))
    assert action == (name, date(2026, 12, 31), ActionStatus.IN_HAND)
    assert len(value.done) == 4 - (before is ActionStatus.IN_HAND)
    answers = select(IrritantEvent.detail).where(IrritantEvent.kind == "answer")
    assert store.read(lambda s: s.scalars(answers).all()) == [
        "L’équipe œuvre déjà : 12 € par nuit."
    ]
    again = store.write(bring_back, fields, back.name, TODAY).value
    assert (again.done, again.left_out) == ((), ())


def _told(action: Action) -> tuple[str, date | None, ActionStatus]:
    session = object_session(action)
    assert session is not None
    assert action.owner_id is not None
    return session.get_one(Person, action.owner_id).code, action.due, action.status


def test_what_cannot_be_taken_is_told_and_the_rest_goes_in(printed: tuple[Store, Path, int]):
    store, path, key = printed
    back = filled(
        path,
        **{
            f"act{key}_owner": "Personne Inconnue",
            f"act{key}_due": "bientôt",
            f"act{key}_answer": "Vu.",
            "new1_action": "Sans irritant ni date",
        },
    )
    value = store.rehearse(bring_back, read_form(back), back.name, TODAY).value
    assert [line.what for line in value.done] == ["réponse\N{NO-BREAK SPACE}: Vu."]
    assert len(value.left_out) == 3


def test_a_new_action_joins_the_plan_of_its_irritant(printed: tuple[Store, Path, int]):
    store, path, key = printed
    code = store.read(lambda s: s.get_one(Irritant, s.get_one(Action, key).irritant_id).code)
    back = filled(
        path,
        new1_irritant=code,
        new1_action="Former les nouveaux à l’ardoise",
        new1_due="2026-12-15",
        new1_answer="Une heure par équipe, avant Noël.",
    )
    value = store.write(bring_back, read_form(back), back.name, TODAY).value
    assert [line.what for line in value.done] == ["nouvelle action"]
    row = store.read(
        lambda s: s.execute(
            select(Action.due, Action.employee_impact).where(
                Action.title == "Former les nouveaux à l’ardoise"
            )
        ).one()
    )
    assert tuple(row) == (date(2026, 12, 15), "Une heure par équipe, avant Noël.")


def test_a_table_whose_reference_was_changed_is_refused(printed: tuple[Store, Path, int]):
    store, path, _key = printed
    fields = read_form(path)
    parts = fields[REF].split(".")
    fields[REF] = ".".join([*parts[:2], str(int(parts[2]) + 1), *parts[3:]])
    with pytest.raises(UserError, match="n’a pas été créée ici"):
        store.rehearse(bring_back, fields, path.name, TODAY)


def test_the_command_recognises_an_action_table(
    printed: tuple[Store, Path, int], capsys: pytest.CaptureFixture[str]
):
    store, path, key = printed
    store.close()  # the command opens the file itself
    back = filled(path, **{f"act{key}_answer": "Par la ligne de commande."})
    database = str(path.with_name("demo.db"))
    assert main(["--db", database, "collect", "--dry-run", str(back)]) == 0
    assert "1 changement dans le registre" in capsys.readouterr().out
