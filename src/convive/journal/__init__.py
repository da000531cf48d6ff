"""Who did what, on what, when, in whose name: one table, one function to write."""
