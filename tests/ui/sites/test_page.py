"""The page of sites and departments."""

from __future__ import annotations

from dataclasses import replace

import pytest

from desktop.ui.sites import SitesPage
from desktop.usecases.sites import (
    DepartmentCard,
    SiteCard,
    get_department,
    get_site,
    save_department,
    save_site,
)


@pytest.fixture
def page(qtbot, desk, jobs, context) -> SitesPage:
    made = SitesPage(desk, jobs, context)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


@pytest.fixture
def tree(desk) -> None:
    desk.do(save_department, DepartmentCard(code="DG", name="Direction", client_distance=3))
    desk.do(save_department, DepartmentCard(code="ACC", name="Accueil", parent_id=1))


def test_a_site_is_opened_and_its_threshold_changed_in_percent(page, desk):
    desk.do(save_site, SiteCard(code="LYO", name="Lyon", rooms=80))
    page.sites.view.selectRow(0)
    editor = page.site_card.editor("opening_threshold")
    assert editor.widget.text() == "60"
    editor.widget.setText("45 %")
    editor.changed.emit()
    page.site_card.keep()
    found: list[SiteCard] = []
    desk.ask(get_site, 1, then=found.append)
    assert found[0].opening_threshold == 0.45


def test_the_tree_shows_who_is_under_whom_and_how_far_from_the_client(tree, page):
    top = page.tree.tree.topLevelItem(0)
    assert (top.text(0), top.text(2)) == ("Direction", "à 3 pas")
    assert top.child(0).text(0) == "Accueil"


def test_a_department_is_opened_and_changed(tree, page, desk):
    page.open_target(("department", 2))
    page.department_card.editor("client_distance").show_value(0)
    page.department_card.keep()
    found: list[DepartmentCard] = []
    desk.ask(get_department, 2, then=found.append)
    assert found[0].client_distance == 0
    assert page.tree.tree.topLevelItem(0).child(0).text(2) == "au contact"


def test_the_tree_is_searched_with_what_stands_above(tree, page):
    page.tree.search.setText("accueil")
    top = page.tree.tree.topLevelItem(0)
    assert not top.isHidden()
    page.tree.search.setText("zzz")
    assert top.isHidden()


def test_a_circle_is_refused_on_the_card(tree, page):
    page.open_target(("department", 1))
    editor = page.department_card.editor("parent_id")
    editor.show_value(2)
    editor.changed.emit()
    page.department_card.keep()
    assert "au-dessus" in page.department_card.error.text()


def test_a_new_department_goes_under_the_one_selected(tree, page):
    page.open_target(("department", 1))
    page._add()
    for name, text in (("code", "RH"), ("name", "Ressources humaines")):
        editor = page.department_card.editor(name)
        editor.widget.setText(text)
        editor.changed.emit()
    page.department_card.keep()
    assert [page.tree._items[n].text(0) for n in page.tree._items] == [
        "Direction", "Accueil", "Ressources humaines",
    ]  # fmt: skip


def test_an_empty_company_says_what_to_do_next(page, context):
    went: list[tuple[str, object]] = []
    context.navigated.connect(lambda where, target: went.append((where, target)))
    page._empty.button.click()
    assert went == [("import", "sites")]


def test_keeping_a_card_changes_only_what_was_typed(page, desk):
    site = SiteCard(code="L", name="Lyon", latitude=45.7578137, max_stay_share=0.07, rooms=80)
    desk.do(save_site, site)
    page.sites.view.selectRow(0)
    editor = page.site_card.editor("city")
    editor.widget.setText("Lyon")
    editor.changed.emit()
    page.site_card.keep()
    found: list[SiteCard] = []
    desk.ask(get_site, 1, then=found.append)
    assert found == [replace(site, id=1, city="Lyon")]
