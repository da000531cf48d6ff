"""What the directory refuses, and its limits. Pure Python."""

from datetime import date

from convive.socle.refus import Refus

DOMAINE = "acteurs"
DROIT_LIRE = (DOMAINE, "L’annuaire", "lire")
DROIT_COORDONNEES = (DOMAINE, "Les coordonnées des personnes", "voir")
DROIT_POSITION = (DOMAINE, "La position d’une organisation", "voir")
DROIT_ECRIRE = (DOMAINE, "L’annuaire", "écrire")
DROIT_LIRE_ECHANGES = (DOMAINE, "Les appels, rencontres et courriers", "lire")
DROIT_ECRIRE_ECHANGES = (DOMAINE, "Les appels, rencontres et courriers", "écrire")
MAX_NOM = 200
MAX_SIGLE = 30
MAX_INTITULE = 150
MAX_PRECISION = 200
MAX_SOURCE = 200
MAX_ATTENTES = 20_000
MAX_ECHANGE = 10_000
MAX_SUITE = 200


class ActeurRefuse(Refus):
    """A change of the directory that cannot be."""


def is_fonction_en_cours(date_debut: date | None, date_fin: date | None, today: date) -> bool:
    """Whether a function is held on that day; `date_fin` no longer counts, and no first day means « for long »."""
    return (date_debut is None or date_debut <= today) and (date_fin is None or date_fin > today)
