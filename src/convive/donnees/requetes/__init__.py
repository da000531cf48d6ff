"""One query, one function, one file; each one is a single statement over the current build."""
