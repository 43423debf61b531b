"""A whole fictitious French company, told from a seed: the same seed tells the same company."""
