"""What the program does, as functions of a database session."""
