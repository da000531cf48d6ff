"""How the packaged data of `src/convive/donnees/base/` is made from public packages."""
