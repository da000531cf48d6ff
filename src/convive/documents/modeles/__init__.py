"""Our own models and fonts, built by tools/build_modeles.py."""

from pathlib import Path

MODELES_DIR = Path(__file__).resolve().parent
