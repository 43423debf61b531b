"""How records read from a file become rows: one loader for each kind of table."""
