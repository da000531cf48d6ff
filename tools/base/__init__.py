"""Builds the packaged data of `src/convive/donnees/base/` from public packages."""
