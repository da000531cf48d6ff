"""Queries over the current build: each one is a single statement, in one function of one file."""
