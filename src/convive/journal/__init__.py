"""Who did what, to what, when and on whose behalf: one table, and one function that writes to it."""
