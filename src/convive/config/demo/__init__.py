"""The demonstration: an invented espace, and the invented people who work in it."""
