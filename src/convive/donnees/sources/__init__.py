"""One module per source: what it declares about itself, and how its raw file becomes rows of the long table.

`build()` reads a file of the dépôt. A source that can be downloaded declares its official URLs in its `SOURCE`, for
`telechargement`, which never runs during a build.
"""
