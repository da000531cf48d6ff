"""Rows of the journal, at the date that a test chooses."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from convive.journal.models import Geste, Journal

DEBUT = datetime(2026, 9, 1, 8, 0, tzinfo=UTC)
ESPACE = UUID(int=1)


def create_journal(rang: int = 0, **champs: Any) -> Journal:
    """The gesture number `rang`, an hour after the one before."""
    defaults: dict[str, Any] = {
        "at": DEBUT + timedelta(hours=rang),
        "auteur_nom": "Camille Roux",
        "geste": Geste.CREER,
        "objet_type": "compte",
        "objet_uuid": UUID(int=100 + rang),
        "objet_libelle": f"Objet {rang}",
        "espace_uuid": ESPACE,
    }
    return Journal.objects.create(**{**defaults, **champs})
