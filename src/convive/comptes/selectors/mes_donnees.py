"""What Convive knows of a person, in plain French, for her alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format

from convive.comptes.donnees_personnelles import DonneesPersonne, Sort, donnees_personnelles
from convive.comptes.models import Compte, DemandeEffacement


@dataclass(frozen=True, slots=True)
class RubriqueDonnees:
    """One declaration with its rows, each a dict whose keys are French words."""

    libelle: str
    explication: str
    sort: Sort
    lignes: tuple[Mapping[str, Any], ...]

    @property
    def textes(self) -> list[list[tuple[str, str]]]:
        """The same rows, their values in words."""
        return [[(nom, build_texte(valeur)) for nom, valeur in ligne.items()] for ligne in self.lignes]


def build_texte(valeur: object) -> str:
    """A value as a person reads it; « – » for nothing."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        return date_format(timezone.localtime(valeur), "j F Y, H:i")
    if isinstance(valeur, date):
        return date_format(valeur, "j F Y")
    if isinstance(valeur, list | tuple):
        return ", ".join(build_texte(item) for item in valeur) or "–"
    return "–" if valeur in (None, "", {}) else str(valeur)


def list_rubriques(compte: Compte) -> list[RubriqueDonnees]:
    """Every declaration, empty ones included: one also wants to read what is not known."""
    return [_build(declaration, compte) for declaration in donnees_personnelles.get_all()]


def _build(declaration: DonneesPersonne, compte: Compte) -> RubriqueDonnees:
    lignes = tuple(dict(declaration.export_ligne(ligne)) for ligne in declaration.get_lignes(compte))
    return RubriqueDonnees(declaration.libelle, declaration.explication, declaration.sort, lignes)


def get_compte_of_email(email: str) -> Compte | None:
    return Compte.objects.filter(email__iexact=email.strip()).first()


def get_demande(compte: Compte) -> DemandeEffacement | None:
    """The request that waits."""
    return DemandeEffacement.objects.filter(
        compte=compte, date_annulation__isnull=True, date_execution__isnull=True
    ).first()
