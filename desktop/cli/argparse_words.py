"""The standard parser's own words, so that they are translated with ours.

`argparse` asks `gettext` for them in the current domain; listing them here puts them in the
catalogue, and `speak` points `gettext` at it.
"""

from __future__ import annotations

import gettext
import os
from importlib.resources import files

from desktop.core.i18n import DOMAIN, N_, language

WORDS = (
    N_("usage: "),
    N_("positional arguments"),
    N_("options"),
    N_("show this help message and exit"),
    N_("expected one argument"),
    N_("the following arguments are required: %s"),
    N_("unrecognized arguments: %s"),
    N_("invalid choice: %(value)r (choose from %(choices)s)"),
    N_("argument %(argument_name)s: %(message)s"),
    N_("invalid %(type)s value: %(value)r"),
    N_("not allowed with argument %s"),
    N_("one of the arguments %s is required"),
    N_("expected at least one argument"),
    N_("ambiguous option: %(option)s could match %(matches)s"),
)


def speak() -> None:
    """Make `argparse` use our catalogue in the language in force."""
    os.environ["LANGUAGE"] = language()
    gettext.bindtextdomain(DOMAIN, str(files("resources") / "locale"))
    gettext.textdomain(DOMAIN)
