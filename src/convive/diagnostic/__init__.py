"""Indicators, measures and the portrait of a territory."""
