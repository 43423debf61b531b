"""The same use cases as the window's, without a window."""
