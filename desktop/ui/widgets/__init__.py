"""Small reusable controls that know nothing of the subject."""
