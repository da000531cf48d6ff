"""Measurements of speed and size: scripts that print figures and ratios, and never assert a time."""
