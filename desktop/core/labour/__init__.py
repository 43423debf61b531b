"""Working-time law: limits as data, and checks of a person's whole week on real instants."""
