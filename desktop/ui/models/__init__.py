"""Models for Qt views."""
