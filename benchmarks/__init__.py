"""Measures of speed and size: scripts that print figures and ratios, never assertions on a time."""
