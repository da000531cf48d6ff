"""Copy of a whole espace: what travels, the ZIP out, the ZIP in."""
