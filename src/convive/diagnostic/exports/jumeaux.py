"""The twins in the words and formats of a reader."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from convive.diagnostic.rules.jumeaux import VARIABLES, Variable
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.jumeaux import Voisinage
from convive.socle.formats import nombre
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors.epci import list_epci


@dataclass(frozen=True)
class ChampPoids:
    variable: Variable
    poids: int
    unite: str
    annee: int | None
    is_connue: bool


@dataclass(frozen=True)
class LigneJumeau:
    """`valeurs`: one text by variable, empty when it is not known."""

    nom: str
    departement: str
    url: str
    distance: str
    valeurs: tuple[str, ...]
    is_ici: bool = False


def build_champs(voisinage: Voisinage, poids: Mapping[str, int]) -> list[ChampPoids]:
    by_identifiant = get_coeur().by_identifiant
    return [
        ChampPoids(
            variable,
            poids[variable.cle],
            by_identifiant[variable.indicateur].indicateur.unite,
            voisinage.annees.get(variable.cle),
            variable.cle in voisinage.valeurs,
        )
        for variable in VARIABLES
    ]


def build_lignes(perimetre: PerimetreResolu, voisinage: Voisinage) -> list[LigneJumeau]:
    """The territory, then its twins, the nearest first; nothing when there is none."""
    if not voisinage.jumeaux:
        return []
    epcis = list_epci()
    lignes = [LigneJumeau(perimetre.nom, "", "", "", _format(voisinage.valeurs), is_ici=True)]
    for jumeau in voisinage.jumeaux:
        if (epci := epcis.get(jumeau.code)) is not None:
            url = reverse("diagnostic:indicateur_list", kwargs={"reference": jumeau.code})
            lignes.append(
                LigneJumeau(epci.nom, epci.departement_nom, url, nombre(jumeau.distance, 2), _format(jumeau.valeurs))
            )
    return lignes


def _format(valeurs: Mapping[str, float]) -> tuple[str, ...]:
    by_identifiant = get_coeur().by_identifiant
    return tuple(
        nombre(valeurs[v.cle], by_identifiant[v.indicateur].indicateur.decimales) if v.cle in valeurs else ""
        for v in VARIABLES
    )
