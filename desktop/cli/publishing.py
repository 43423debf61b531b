"""`publish`: make the plan official and write what leaves for the people concerned."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from desktop.cli.commands import Commands, Context, print_table
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, date_text, list_text, ngettext


def register(commands: Commands) -> None:
    command = commands.add(
        "publish", N_("Make the plan official; writes only for those whose plan changed"), publish
    )
    command.add_argument("campaign", metavar=_("CAMPAIGN"), help=_("code of the campaign"))
    command.add_argument(
        "--out", type=Path, required=True, metavar=_("DIR"), help=_("folder of the files")
    )
    command.add_argument(
        "--dry-run", action="store_true", help=_("show what would happen and keep nothing")
    )


def publish(context: Context) -> int:
    """One transaction: if a file cannot be written, nothing is published.

    Days that wait for documents are named and held back; the others are published.
    """
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.invitations import Contact  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.packet import file_stem  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.presences import (  # noqa: PLC0415 -- slow import
        Change,
        change_text,
    )
    from desktop.usecases import publishing  # noqa: PLC0415 -- slow import

    args = context.args
    preferences = settings.load(paths.settings_file())
    published = context.write(
        publishing.publish_to_folder,
        args.campaign,
        None if context.dry_run else args.out,
        datetime.now(UTC),
        Contact(preferences.company or "Vis ma vie", preferences.mail.sender),
    )

    def line(change: Change) -> dict[str, object]:
        presence = change.presence
        return {
            "person": presence.person_code,
            "slot": presence.slot_code,
            "change": change.kind.value,
            "start": presence.local_start,
            "sequence": change.sequence,
            "moved": list(change.moved),
            "file": file_stem(change),
        }

    document = {
        "campaign": published.campaign,
        "published": [line(change) for change in published.changes],
        "unchanged": published.unchanged,
        "held": [line(one.change) | {"reason": list(one.missing)} for one in published.held],
        "without_address": list(published.without_address),
        "files": [str(path) for path in published.files],
    }

    def text() -> None:
        print_table(
            [_("Person"), _("Change"), _("Day"), _("Meeting place")],
            [
                [
                    change.presence.person,
                    change_text(change.kind),
                    date_text(change.presence.local_start.date()),
                    f"{change.presence.place}, {change.presence.site}",
                ]
                for change in published.changes
            ],
        )
        count = len(published.changes)
        told = ngettext("{count} presence published", "{count} presences published", count)
        same = ngettext("{count} unchanged", "{count} unchanged", published.unchanged)
        print(f"{told.format(count=count)}, {same.format(count=published.unchanged)}.")
        for one in published.held:
            print(
                _("Held back: {name}, {day}: not dated: {papers}.").format(
                    name=one.change.presence.person,
                    day=date_text(one.change.presence.local_start.date()),
                    papers=list_text(list(one.missing)),
                )
            )
        for name in published.without_address:
            print(_("{name} has no e-mail address: hand the documents over.").format(name=name))

    context.emit(document, text)
    if published.held and not published.changes:
        raise UserError(
            _("Nothing was published: every change waits for documents between companies."),
            hint=_("Date the employee's consent, the agreement and the amendment, then publish."),
        )
    return 0
