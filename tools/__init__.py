"""Scripts of the project: checks, tests, packaged data."""
