"""Sizes, speed and peers; run on request, never a timed test."""
