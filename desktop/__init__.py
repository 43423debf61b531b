"""Vis ma vie: the program, from its windows down to its core."""
