"""The hinge between windows and data: one database thread, reads, writes, undo and redo.

    desk.ask(list_people, campaign.id, then=self._show)      a read: frozen rows come back later
    desk.do(assign_person, slot_id, person_id)               a write: one transaction, one undo

Everything runs on one thread of its own, in order; callbacks run in the window's thread.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop.core.changes import Changes
from desktop.core.errors import Cancelled, UserError
from desktop.core.i18n import _
from desktop.core.monitor import Monitor
from desktop.history import History, Step

if TYPE_CHECKING:
    from db.session import Store, Written

log = logging.getLogger(__name__)

Result = TypeVar("Result")
OrElse = Callable[[BaseException], object]


class Desk(QObject):
    """What pages know of the data. `inline=True` (tests) runs everything at once, on the spot."""

    changed = Signal(object)
    failed = Signal(object)
    opened = Signal(str)
    history_changed = Signal()
    busy_changed = Signal(bool)
    _news = Signal(object)

    def __init__(
        self, store: Store | None = None, *, inline: bool = False, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._store = store
        self._inline = inline
        self._pool = None if inline else ThreadPoolExecutor(1, thread_name_prefix="database")
        self._waiting: dict[object, Future[Any]] = {}
        self._under_way = 0
        self._history = History()
        self._news.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    # -- opening and closing

    def open(
        self,
        opener: Callable[[], Store],
        then: Callable[[], object] | None = None,
        or_else: OrElse | None = None,
    ) -> None:
        """Open a store on the database thread; the present one is closed once that is done."""

        def work() -> Store:
            store = opener()
            self._close_store()
            return store

        def settle(store: Store) -> None:
            self._store = store
            self._history.forget()
            self.history_changed.emit()
            self.opened.emit(store.location)
            self.changed.emit(Changes.ALL)
            if then is not None:
                then()

        self._submit(work, settle, or_else, None)

    def open_at(
        self,
        location: str,
        *,
        create: bool = False,
        then: Callable[[], object] | None = None,
        or_else: OrElse | None = None,
    ) -> None:
        """Open a file or a server; `create` makes a file that does not exist."""
        if location == self.location:
            if then is not None:
                then()
            return
        self.open(partial(_open_and_copy, location, create=create), then, or_else)

    def make_filled(
        self,
        path: Path,
        use_case: Callable[..., Any],
        *args: object,
        then: Callable[[], object] | None = None,
        or_else: OrElse | None = None,
        **options: object,
    ) -> None:
        """Make a file, fill it by a use case and open it, in place of any file of that name.

        Nothing is replaced before the new file is whole.
        """

        def opener() -> Store:
            draft = path.with_name(f"{path.stem}.making{path.suffix}")
            _forget_file(draft)
            try:
                with _open_store(str(draft), create=True) as store:
                    store.write(use_case, *args, **options)
                if self.location == str(path):
                    self._close_store()
                _forget_file(path)
                draft.replace(path)
            finally:
                _forget_file(draft)
            return _open_store(str(path))

        self.open(opener, then, or_else)

    @property
    def is_open(self) -> bool:
        return self._store is not None

    @property
    def location(self) -> str:
        """The path or URL of the store, for the title of the window; empty when there is none."""
        return self._store.location if self._store is not None else ""

    def close(self) -> None:
        """Finish every write, forget the reads that have not begun, close the store."""
        if self._pool is not None:
            for read in self._waiting.values():
                read.cancel()
            self._pool.shutdown(wait=True)  # the last letters typed may still be on their way
            self._pool = None
        self._close_store()

    def _close_store(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None

    # -- reading and writing

    def ask(
        self,
        query: Callable[..., Result],
        *args: object,
        then: Callable[[Result], object],
        or_else: OrElse | None = None,
        **options: object,
    ) -> None:
        """Read. A later request by the same callback replaces one that has not begun."""
        key = _key(query, then)
        if key is not None and (older := self._waiting.pop(key, None)) and older.cancel():
            self._count(-1)

        def settle(answer: Result) -> None:
            self._waiting.pop(key, None)
            then(answer)

        work = partial(self._ready().read, query, *args, **options)
        future = self._submit(work, settle, or_else, _owner(then))
        if key is not None and future is not None:
            self._waiting[key] = future

    def do(
        self,
        use_case: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object] | None = None,
        or_else: OrElse | None = None,
        **options: object,
    ) -> None:
        """Write, in one transaction; `then` receives the value of the outcome.

        `or_else` hears of a refusal (`UserError`) or of `Cancelled`; else they go to `failed`.
        """
        work = partial(self._ready().write, use_case, *args, **options)
        self._submit(work, partial(self._settle_write, then), or_else, _owner(then))

    def rehearse(
        self,
        use_case: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object],
        or_else: OrElse | None = None,
        **options: object,
    ) -> None:
        """Do as `do` would, with every check of the database, then forget it: for previews."""

        def settle(written: Written[object]) -> None:
            then(written.value)

        work = partial(self._ready().rehearse, use_case, *args, **options)
        self._submit(work, settle, or_else, _owner(then))

    def monitor(self, on_progress: Callable[[float, str], object], owner: QObject) -> Monitor:
        """A monitor for a long use case (an import): its progress reaches the window's thread."""

        def tell(fraction: float, text: str) -> None:
            self._post(lambda: on_progress(fraction, text) if shiboken6.isValid(owner) else None)

        return Monitor(tell)

    def announce(self, changes: Changes) -> None:
        """Tell the pages of changes made elsewhere; steps of undo made before are forgotten."""
        self._history.forget()
        self.history_changed.emit()
        self.changed.emit(changes)

    # -- undo and redo

    @property
    def undo_label(self) -> str:
        """What undo would take back, in words; empty when there is nothing."""
        return self._history.done[-1].label if self._history.done else ""

    @property
    def redo_label(self) -> str:
        return self._history.undone[-1].label if self._history.undone else ""

    def undo(self) -> None:
        """Put the rows back as they were before the last write."""
        self._replay(self._history.done, self._history.undone)

    def redo(self) -> None:
        self._replay(self._history.undone, self._history.done)

    def _replay(self, source: list[Step], onto: list[Step]) -> None:
        if not source:
            return
        inverse = source.pop().inverse()
        self.history_changed.emit()

        def settle(_nothing: object) -> None:
            onto.append(inverse)
            self.history_changed.emit()
            self.changed.emit(inverse.changes)

        self._submit(partial(self._ready().replay, inverse.rows), settle, None, None)

    def _settle_write(self, then: Callable[[Any], object] | None, written: Written[object]) -> None:
        if written.label and written.changeset:
            self._history.remember(Step(written.label, written.changes, written.changeset))
            self.history_changed.emit()
        if written.changes:
            self.changed.emit(written.changes)
        if then is not None:
            then(written.value)

    # -- the thread

    def _ready(self) -> Store:
        if self._store is None:
            raise UserError(_("No file is open."), hint=_("Open or create one first."))
        return self._store

    def _submit(
        self,
        work: Callable[[], Result],
        then: Callable[[Result], object],
        or_else: OrElse | None,
        owner: QObject | None,
    ) -> Future[Result] | None:
        settle = partial(self._settle, then, or_else, owner)
        self._count(+1)
        if self._inline:
            future: Future[Result] = Future()
            try:
                future.set_result(work())
            except Exception as error:  # noqa: BLE001 -- kept and told by settle, as a thread would
                future.set_exception(error)
            settle(future)
            return None
        if self._pool is None:
            raise UserError(_("The program is closing."))
        future = self._pool.submit(work)
        future.add_done_callback(lambda done: self._post(partial(settle, done)))
        return future

    def _settle(
        self,
        then: Callable[[Any], object],
        or_else: OrElse | None,
        owner: QObject | None,
        future: Future[Any],
    ) -> None:
        if future.cancelled():  # replaced by a later request, and counted there
            return
        self._count(-1)
        error = future.exception()
        if owner is not None and not shiboken6.isValid(owner):
            or_else = None
            then = _nothing
        if error is None:
            then(future.result())
            return
        if or_else is not None:
            or_else(error)
        expected = isinstance(error, Cancelled) or (
            or_else is not None and isinstance(error, UserError)
        )
        if not expected:
            self.failed.emit(error)

    def _count(self, step: int) -> None:
        was = self._under_way
        self._under_way += step
        if (was == 0) != (self._under_way == 0):
            self.busy_changed.emit(self._under_way > 0)

    def _post(self, call: Callable[[], object]) -> None:
        if self._pool is not None and shiboken6.isValid(self):
            self._news.emit(call)

    @Slot(object)
    def _deliver(self, call: Callable[[], object]) -> None:
        call()


def _open_store(location: str, *, create: bool = False) -> Store:
    from db.session import open_store  # noqa: PLC0415 -- slow import: SQLAlchemy

    return open_store(location, create=create)


def _open_and_copy(location: str, *, create: bool) -> Store:
    """Open what the user works on, after keeping the copy of the day."""
    from desktop.usecases.maintenance import copy_if_due  # noqa: PLC0415 -- slow import

    existed = Path(location).is_file()
    store = _open_store(location, create=create)
    if existed:
        try:
            copy_if_due(store)
        except UserError as error:  # a full disk must not keep anybody from the data
            log.warning("no copy of the day: %s", error)
    return store


def _forget_file(path: Path) -> None:
    """Remove a database file and what SQLite keeps beside it."""
    for one in path.parent.glob(f"{path.name}*"):
        one.unlink()


def _nothing(_value: object) -> None:
    """Who asked is gone."""


def _owner(then: Callable[..., object] | None) -> QObject | None:
    """The widget behind a callback, so that nothing is told to a deleted one."""
    if isinstance(then, partial):
        return _owner(then.func)
    owner = getattr(then, "__self__", None)
    if isinstance(owner, QObject):
        return owner
    cells = getattr(then, "__closure__", None) or ()
    held = (cell.cell_contents for cell in cells)
    return next((one for one in held if isinstance(one, QObject)), None)


def _key(query: Callable[..., object], then: Callable[..., object]) -> object:
    """What makes two reads the same request: who asks what, and for which callback."""
    owner = getattr(then, "__self__", None)
    if not isinstance(owner, QObject):
        return None
    return id(owner), query, getattr(then, "__func__", None)
