"""`python -m db.migrations NAME`: write the next step from what the models have become."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from alembic import command

from db import migrate
from db.engine import MIGRATE, MODE, sqlite_engine


def main(name: str) -> None:
    """Compare the models with a database at the last step; the file made is to be read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        known = migrate.revisions()
        if known:
            migrate.migrate_file(path)
        engine = sqlite_engine(path, foreign_keys=False).execution_options(**{MODE: MIGRATE})
        with engine.begin() as connection:
            command.revision(
                migrate.configuration(connection),
                message=name,
                autogenerate=True,
                rev_id=f"{len(known) + 1:04}",
            )
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1])
