"""Data files: fonts, icons, translations, questionnaires, templates."""
