"""The plan d’actions of a CTG: its tree, its actions, what happens to them."""
