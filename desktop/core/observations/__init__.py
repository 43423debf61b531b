"""Questionnaires and observation reports: their form, their rules, their states."""
