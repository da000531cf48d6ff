"""One module per source: what it declares about itself, and how its raw file becomes rows of the long table.

`build()` reads a file of the dépôt. `fetch()`, which downloads a dated raw file into the dépôt, is a function of the
same module when the source has an official address; it never runs during a build.
"""
