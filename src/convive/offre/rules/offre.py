"""What the inventory of services refuses, and its limits. Pure Python."""

from typing import Any

from convive.socle.refus import Refus

DOMAINE = "offre"
DROIT_LIRE = (DOMAINE, "L’offre de services", "lire")
DROIT_MONTANTS = (DOMAINE, "Les montants du soutien des collectivités", "voir")
DROIT_ECRIRE = (DOMAINE, "L’offre de services", "écrire")
DROIT_TYPES = (DOMAINE, "Les types de services", "modifier")
DECLARER_ANNEE = "declarer_annee"
"""The action of a magic link: a gestionnaire gives the figures of the past year."""
MAX_NOM = 200
MAX_CLE = 50
MAX_TEXTE_COURT = 300
MAX_TEXTE = 2_000
MAX_NUMERO = 60
MAX_SOURCE = 200
ANNEES = range(2000, 2100)


class OffreRefusee(Refus):
    """A refused change of the inventory."""


def refuse_dates_cof(cof: Any) -> None:
    """Raise OffreRefusee for a convention that ends before it begins."""
    if cof.date_fin < cof.date_debut:
        raise OffreRefusee("Le dernier jour vient avant le premier\u00a0: corrigez l’une des deux dates.")
