"""Downloading official files into the dépôt: one engine for every source that declares an address.

Nothing here runs during a build or a page: `actions.fetch_donnees` is called by a command or by a background task.
"""
