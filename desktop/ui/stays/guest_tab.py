"""The page of one participant, as the coordinator looks at it: open to me, my stay, my rebate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop.core.i18n import (
    N_,
    _,
    date_text,
    day_text,
    money_text,
    ngettext,
    number_text,
    time_text,
)
from desktop.core.labels import label
from desktop.core.stays.states import PROMISED, Actor, Step, Transition
from desktop.core.stays.terms import Terms
from desktop.core.vocabulary import StayStatus
from desktop.desk import Desk
from desktop.ui import alerts
from desktop.ui.stays.paper_dialogs import SignDialog
from desktop.ui.stays.tones import DEFINITE, TONES
from desktop.ui.widgets.basics import Card, labelled, paragraph, primary, scrolled
from desktop.ui.widgets.chips import Chip
from desktop.usecases.stay_mine import (
    MyPage,
    MyStay,
    OfferSeen,
    get_my_page,
    list_guests,
    steps_of_guest,
)
from desktop.usecases.stay_papers import sign_terms
from desktop.usecases.stays import request_stay, take_step, withdraw_request

OWN_WORDS = {
    Step.CANCEL_BY_GUEST: N_("Cancel my stay"),
    Step.STAY: N_("I have stayed"),
    Step.SEND_REPORT: N_("My report is sent"),
}
Guests = Sequence[tuple[int, str, str]]


class GuestTab(QWidget):
    """Whose eyes are lent is chosen above; below, everything of that person and of nobody else."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk, self._campaign = desk, 0
        self.who = QComboBox()
        self.who.setAccessibleName(_("Seen as"))
        self.who.setEditable(True)
        self.who.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.who.setMinimumWidth(280)
        completer = QCompleter(self.who.model(), self)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.who.setCompleter(completer)
        self.who.currentIndexChanged.connect(lambda _index: self._read_page())
        self.content = QWidget()
        self.cards = QVBoxLayout(self.content)
        self.cards.setContentsMargins(0, 0, 8, 0)
        self.cards.setSpacing(12)
        line = QHBoxLayout()
        line.addWidget(labelled("", _("Seen as")))
        line.addWidget(self.who)
        words = _("What this participant would see, and nothing of anybody else.")
        line.addWidget(labelled("muted", words), 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 10, 0, 0)
        layout.addLayout(line)
        layout.addWidget(scrolled(self.content), 1)

    def read(self, campaign_id: int) -> None:
        """Read the participants and the page of the one chosen again."""
        self._campaign = campaign_id
        self._desk.ask(list_guests, campaign_id, then=self._show_guests)

    def _show_guests(self, guests: Guests) -> None:
        chosen = self.who.currentData()
        self.who.blockSignals(True)
        self.who.clear()
        for key, code, name in guests:
            self.who.addItem(f"{name} · {code}", key)
        self.who.setCurrentIndex(max(0, self.who.findData(chosen)))
        self.who.blockSignals(False)
        self._read_page()

    def _read_page(self) -> None:
        person = self.who.currentData()
        if person is not None:
            now = datetime.now(UTC)
            self._desk.ask(get_my_page, self._campaign, person, now, then=self.show_page)

    def show_page(self, page: MyPage) -> None:
        """My stays first, then what is open to me, then what is not and why."""
        while (item := self.cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for stay in page.stays:
            self.cards.addWidget(self._stay_card(stay, page.terms))
        self.cards.addWidget(self._offers_card(_("Open to me"), page.open, page.terms))
        if page.closed:
            self.cards.addWidget(self._offers_card(_("Not open to me"), page.closed, page.terms))
        self.cards.addStretch(1)

    # -- offers

    def _offers_card(self, title: str, offers: Sequence[OfferSeen], terms: Terms) -> Card:
        card = Card(title)
        if not offers:
            card.body.addWidget(paragraph(_("Nothing is offered to me at the moment."), "muted"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setColumnStretch(2, 1)
        for line, offer in enumerate(offers):
            self._offer_line(grid, line, offer)
        card.body.addLayout(grid)
        if offers and not offers[0].reasons:
            card.body.addWidget(paragraph(terms.rebate_words, "muted"))
            words = _(
                "An application is not a promise: those never served come first. The dates are "
                "shown once scenario and commitments are signed. Hotels of one's own region, and "
                "those where one is known, are never shown."
            )
            card.body.addWidget(paragraph(words, "muted"))
        return card

    def _offer_line(self, grid: QGridLayout, line: int, offer: OfferSeen) -> None:
        nights = ngettext("{count} night", "{count} nights", offer.nights)
        month = day_text(offer.month, "LLLL y")
        grid.addWidget(labelled("", offer.site), line, 0)
        grid.addWidget(labelled("muted", f"{month} · {nights.format(count=offer.nights)}"), line, 1)
        if offer.reasons:
            grid.addWidget(paragraph(" ".join(offer.reasons), "muted"), line, 2)
            return
        use_case = withdraw_request if offer.applied else request_stay
        button = QPushButton(_("Take back my application") if offer.applied else _("Apply"))
        button.clicked.connect(partial(self._apply, use_case, offer.stay_id))
        grid.addWidget(button, line, 3)

    def _apply(self, use_case: Callable[..., object], stay_id: int) -> None:
        moment = () if use_case is withdraw_request else (datetime.now(UTC),)
        self._desk.do(use_case, stay_id, self.who.currentData(), *moment)

    # -- my stay

    def _stay_card(self, stay: MyStay, terms: Terms) -> Card:
        card = Card(_("My stay · {hotel}").format(hotel=stay.site))
        chip = Chip()
        chip.say(label(stay.status), TONES[stay.status])
        card.body.addWidget(chip)
        for words in (_dates(stay), _report(stay), _rebate(stay)):
            card.body.addWidget(paragraph(words))
        buttons = QHBoxLayout()
        if stay.signed_on is None and stay.status is StayStatus.GRANTED:
            sign = primary(QPushButton(_("Read and sign…")))
            sign.clicked.connect(partial(self._sign, stay, terms))
            buttons.addWidget(sign)
        for step in steps_of_guest(stay):
            button = QPushButton(_(OWN_WORDS.get(step.step, step.words)))
            button.setToolTip(_(step.follows))
            button.setEnabled(step.step is not Step.CONFIRM or stay.signed_on is not None)
            button.clicked.connect(partial(self._take, stay, step))
            buttons.addWidget(button)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _sign(self, stay: MyStay, terms: Terms) -> None:
        dialog = SignDialog(stay.site, terms, self)
        dialog.given.connect(lambda day: self._desk.do(sign_terms, stay.id, day))
        dialog.open()

    def _take(self, stay: MyStay, step: Transition) -> None:
        words, hint = _(OWN_WORDS.get(step.step, step.words)), _(step.follows)
        if step.step in DEFINITE and not alerts.ask(
            self, _("{step}?").format(step=words), yes=words, hint=hint
        ):
            return
        self._desk.do(take_step, stay.id, step.step, Actor.GUEST, datetime.now(UTC))


def _dates(stay: MyStay) -> str:
    if stay.arrival is None or stay.departure is None:
        return _("The dates are shown once scenario and commitments are read and signed.")
    span = _("From {arrival} to {departure}.").format(
        arrival=date_text(stay.arrival, "full"), departure=date_text(stay.departure, "full")
    )
    left = ngettext("{count} move left.", "{count} moves left.", stay.moves_left)
    moves = left.format(count=number_text(stay.moves_left)) if stay.status in PROMISED else ""
    along = _("With {initials}.").format(initials=stay.companions) if stay.companions else ""
    return " ".join(filter(None, (span, moves, along)))


def _report(stay: MyStay) -> str:
    if stay.report is not None:
        return _("My report: {state}.").format(state=label(stay.report).lower())
    if stay.report_due is None:
        return _("My report: after the stay, within the agreed hours.")
    due = stay.report_due.astimezone()
    words = _("My report is expected by {date} at {time}.").format(
        date=date_text(due.date(), "full"), time=time_text(due)
    )
    count = len(stay.reminders)
    sent = ngettext("{count} reminder.", "{count} reminders.", count).format(count=count)
    return f"{words} {sent}" if count else words


def _rebate(stay: MyStay) -> str:
    if stay.public_price is None or stay.rebate is None:
        return _("My rebate: reckoned from the public price, with its proof.")
    words = _("My rebate: {rebate} on a public price of {price}.").format(
        rebate=money_text(stay.rebate), price=money_text(stay.public_price)
    )
    lines = [f"{day_text(line.month, 'LLLL y')} {money_text(line.value)}" for line in stay.lines]
    paid = _("Payroll: {lines}.").format(lines=", ".join(lines))
    return f"{words} {paid}" if lines else words
