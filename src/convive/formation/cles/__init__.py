"""Signed keys, each of which gives whoever holds it access to one page for one purpose."""
