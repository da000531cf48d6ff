"""Scripts of the house: checks, tests, packaged data."""
