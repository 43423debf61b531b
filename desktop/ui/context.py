"""What all pages share beside the data: the campaign, the preferences, the way to another page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop import settings as preferences
from desktop.settings import Settings


@dataclass(frozen=True, slots=True)
class CampaignChoice:
    """The campaign that the top bar shows."""

    id: int
    code: str
    name: str


class Context(QObject):
    """One per window; pages read it and listen to it, the top bar and the preferences change it."""

    campaign_changed = Signal(object)
    settings_changed = Signal(object)
    navigated = Signal(str, object)

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        settings_file: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._settings = settings or Settings()
        self._file = settings_file
        self._campaign: CampaignChoice | None = None

    @property
    def campaign(self) -> CampaignChoice | None:
        """The campaign in hand; None while there is none."""
        return self._campaign

    def choose_campaign(self, campaign: CampaignChoice | None) -> None:
        if campaign != self._campaign:
            self._campaign = campaign
            self.campaign_changed.emit(campaign)

    @property
    def settings(self) -> Settings:
        return self._settings

    def change_settings(self, **values: Any) -> None:  # noqa: ANN401 -- fields of Settings
        """Keep new preferences and apply them at once."""
        new = replace(self._settings, **values)
        if new == self._settings:
            return
        self._settings = new
        if self._file is not None:
            preferences.save(self._file, new)
        self.settings_changed.emit(new)

    def navigate(self, page_id: str, target: object = None) -> None:
        """Show a page; `target` says what on it (an id, a filter), as that page understands it."""
        self.navigated.emit(page_id, target)
