"""The history of the tables. A new step: change the models, then `python -m db.migrations NAME`.

Habits: numbered, readable names (`0007_irritant_owner`); read and trim what is generated; import no
model of the program in a step; a changed column on SQLite is a rebuilt table (`batch_alter_table`):
the tests compare shapes, strictness and CHECKs, and see what a rebuild would lose; a step that
moves data is tested with at least two rows.
"""
