"""`send`: the prepared messages leave through the company's server."""

from __future__ import annotations

import getpass
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.cli.commands import Commands, Context
from desktop.core.errors import UserError
from desktop.core.i18n import N_, _, ngettext

if TYPE_CHECKING:
    from desktop.core.publishing.sending import MailServer


def register(commands: Commands) -> None:
    command = commands.add("send", N_("Send the prepared messages through the mail server"), send)
    command.add_argument("folder", type=Path, metavar=_("DIR"), help=_("folder of the messages"))
    command.add_argument("--host", help=_("mail server; else that of the preferences"))
    command.add_argument("--port", type=int, help=_("its port"))
    command.add_argument("--security", choices=("starttls", "tls", "none"))
    command.add_argument("--user", help=_("user name on the server"))
    command.add_argument("--sender", help=_("address of the sender"))


def send(context: Context) -> int:
    from desktop.core.publishing.sending import send_folder  # noqa: PLC0415 -- slow import

    folder: Path = context.args.folder
    if not folder.is_dir():
        raise UserError(
            _("{folder} is not a folder.").format(folder=folder),
            hint=_("Name the folder that `publish --out` wrote."),
        )
    server = _server(context)
    with context.progress(_("Sending")) as monitor:
        result = send_folder(folder, server, _password(server), monitor)
    document = {
        "sent": list(result.sent),
        "failed": [asdict(failure) for failure in result.failed],
        "already": result.already,
    }

    def text() -> None:
        count = len(result.sent)
        print(ngettext("{count} message sent", "{count} messages sent", count).format(count=count))
        for failure in result.failed:
            print(f"{failure.file}: {failure.reason}")

    context.emit(document, text)
    return 1 if result.failed else 0


def _server(context: Context) -> MailServer:
    from desktop import paths, settings  # noqa: PLC0415 -- slow import
    from desktop.core.publishing.sending import (  # noqa: PLC0415 -- slow import
        MailServer,
        Security,
    )

    args, mail = context.args, settings.load(paths.settings_file()).mail
    host = args.host or mail.host
    if not host:
        raise UserError(
            _("No mail server is known."),
            hint=_("Give --host, or write it in the preferences."),
        )
    return MailServer(
        host,
        args.port or mail.port,
        Security(args.security or mail.security),
        args.user or mail.user,
        args.sender or mail.sender,
    )


def _password(server: MailServer) -> str:
    from desktop.core.publishing.passwords import password_of  # noqa: PLC0415 -- slow import

    if not server.user:
        return ""
    known = password_of(server)
    if known is not None:
        return known
    if not sys.stdin.isatty():
        raise UserError(
            _("The password of {user} is not known.").format(user=server.user),
            hint=_("Put it in the environment variable VISMAVIE_SMTP_PASSWORD."),
        )
    return getpass.getpass(_("Password of {user}: ").format(user=server.user))
