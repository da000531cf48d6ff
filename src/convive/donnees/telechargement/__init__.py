"""Downloading official files into the dépôt: one engine for all sources that declare a URL.

Nothing here runs during a build or a page request: a command or a background task calls `actions.fetch_donnees`.
"""
