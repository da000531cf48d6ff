"""What Convive knows about a person, in plain French, shown only to her."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db.models import IntegerField, QuerySet, Subquery
from django.utils import timezone

from convive.comptes.models import Compte, DemandeEffacement
from convive.comptes.registre import DonneesPersonne, Sort, donnees_personnelles
from convive.socle.formats import date_longue

MAX_LIGNES = 50


@dataclass(frozen=True, slots=True)
class RubriqueDonnees:
    """One declaration, the number of its rows, and the rows that were read, each a dict with French keys."""

    cle: str
    libelle: str
    explication: str
    sort: Sort
    nombre: int
    lignes: tuple[Mapping[str, Any], ...] = ()

    @property
    def textes(self) -> list[list[tuple[str, str]]]:
        """The same rows, with values as text."""
        return [[(nom, build_texte(valeur)) for nom, valeur in ligne.items()] for ligne in self.lignes]


class NombreDeLignes(Subquery):
    """The number of rows of a queryset, as a column of another query."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) lignes)"
    output_field = IntegerField()


def build_texte(valeur: object) -> str:
    """A value as text for people; « – » if it is empty."""
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, datetime):
        locale = timezone.localtime(valeur)
        return f"{date_longue(locale)}, {locale:%H:%M}"
    if isinstance(valeur, date):
        return date_longue(valeur)
    if isinstance(valeur, list | tuple):
        return ", ".join(build_texte(item) for item in valeur) or "–"
    return "–" if valeur in (None, "", {}) else str(valeur)


def list_rubriques(compte: Compte) -> list[RubriqueDonnees]:
    """Every declaration with all its rows, including those without any: people also want to know what is not held."""
    rubriques = []
    for declaration in donnees_personnelles.get_all():
        lignes = list(declaration.get_lignes(compte))
        rubriques.append(_build(declaration, len(lignes), lignes))
    return rubriques


def list_resumes(compte: Compte, ouverte: str) -> list[RubriqueDonnees]:
    """Every declaration with its number of rows and, for the one whose key is `ouverte`, its first rows.

    One query for all the numbers, plus one for each declaration whose rows do not come from a queryset.
    """
    nombres = _count_lignes(compte)
    return [
        _build(declaration, nombres[rang], _list_premieres(declaration, compte, ouverte))
        for rang, declaration in enumerate(donnees_personnelles.get_all())
    ]


def _build(declaration: DonneesPersonne, nombre: int, lignes: Iterable[Any]) -> RubriqueDonnees:
    return RubriqueDonnees(
        declaration.model._meta.label_lower,
        declaration.libelle,
        declaration.explication,
        declaration.sort,
        nombre,
        tuple(dict(declaration.export_ligne(ligne)) for ligne in lignes),
    )


def _count_lignes(compte: Compte) -> list[int]:
    nombres: dict[str, Any] = {}
    requetes = {}
    for rang, declaration in enumerate(donnees_personnelles.get_all()):
        lignes = declaration.get_lignes(compte)
        if isinstance(lignes, QuerySet):
            requetes[f"n{rang}"] = NombreDeLignes(lignes.order_by().values("pk"))
        else:
            nombres[f"n{rang}"] = sum(1 for _ in lignes)
    nombres |= Compte.objects.filter(pk=compte.pk).values(**requetes).get()
    return [nombres[f"n{rang}"] for rang in range(len(nombres))]


def _list_premieres(declaration: DonneesPersonne, compte: Compte, ouverte: str) -> Iterable[Any]:
    """The first rows of the open declaration, with their related rows, so that reading names adds no query per row."""
    if declaration.model._meta.label_lower != ouverte:
        return ()
    lignes = declaration.get_lignes(compte)
    if isinstance(lignes, QuerySet) and not lignes.query.select_related:
        lignes = lignes.select_related(*(champ.name for champ in lignes.model._meta.fields if champ.is_relation))
    return islice(lignes, MAX_LIGNES) if not isinstance(lignes, QuerySet) else lignes[:MAX_LIGNES]


def get_compte_of_email(email: str) -> Compte | None:
    return Compte.objects.filter(email__iexact=email.strip()).first()


def get_demande(compte: Compte) -> DemandeEffacement | None:
    """The pending request for erasure, if any."""
    return DemandeEffacement.objects.filter(
        compte=compte, date_annulation__isnull=True, date_execution__isnull=True
    ).first()
