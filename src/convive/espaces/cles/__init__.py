"""The keys that open a page to whoever holds them, signed by this installation."""
