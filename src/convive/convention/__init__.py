"""The convention territoriale globale: its phases, its signatories, their délibérations, its avenants."""
