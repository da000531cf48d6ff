"""The bodies of an espace: who sits in them, their séances, what they decide."""
