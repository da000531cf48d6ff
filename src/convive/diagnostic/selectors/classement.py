"""Where a territory stands among the intercommunalités of France, and beside those of its département."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.indicateurs import build_series, hide_mal_couverte
from convive.diagnostic.selectors.indicateurs import get_termes
from convive.diagnostic.selectors.portrait import get_seuils
from convive.donnees.requetes.formules import get_sommes_maille
from convive.donnees.rules import Maille
from convive.territoires.rules import PerimetreResolu
from convive.territoires.selectors.epci import ResumeEpci, list_epci


@dataclass(frozen=True)
class LigneClassement:
    """`rang` is None for a figure that is not known; `is_ici` marks the territory of the page."""

    epci: ResumeEpci
    figure: Figure
    rang: int | None
    is_ici: bool


@dataclass(frozen=True)
class Classement:
    """`rang`: the place of the territory from the highest figure, among `total` known ones; None when it has none.

    `lignes` are those of its département, the highest first. `is_compose`: the territory is not one of them.
    """

    rang: int | None
    total: int
    lignes: tuple[LigneClassement, ...]
    jumeaux: tuple[LigneClassement, ...]
    is_compose: bool


def get_classement(
    perimetre: PerimetreResolu, fiche: Fiche, annee: int, figure: Figure, jour: date, jumeaux: Sequence[str] = ()
) -> Classement | None:
    """None for the fictional territory, which is not ranked with real ones."""
    if perimetre.fictif:
        return None
    seuils = get_seuils(jour)
    termes = [terme for terme in get_termes([fiche]) if terme.annee == annee]
    series = build_series({fiche.identifiant: fiche}, get_sommes_maille(Maille.EPCI, termes), seuils)
    figures = {code: hide_mal_couverte(by[fiche.identifiant][annee], seuils) for code, by in series.items()}
    if fiche.indicateur.sensible:
        figures = {
            code: f
            for code, f in figures.items()
            if f.numerateur is None or not 0 < f.numerateur < seuils.effectif_diffuse
        }
    epcis = list_epci()
    known = sorted((f.valeur for code, f in figures.items() if f.valeur is not None and code in epcis), reverse=True)
    ranks: dict[float, int] = {}
    for rang, value in enumerate(known, start=1):
        ranks.setdefault(value, rang)
    departements = {commune.departement for commune in perimetre.communes}
    lignes = [
        LigneClassement(epci, figures[code], _get_rang(ranks, figures[code]), code == perimetre.code)
        for code, epci in epcis.items()
        if epci.departement in departements and code in figures
    ]
    lignes.sort(key=lambda ligne: (ligne.rang is None, ligne.rang or 0, ligne.epci.nom))
    own = None
    if figure.valeur is not None and known:
        own = sum(value > figure.valeur for value in known) + 1
    twins = [
        LigneClassement(epcis[code], figures[code], _get_rang(ranks, figures[code]), False)
        for code in jumeaux
        if code in figures and code in epcis
    ]
    is_compose = perimetre.code not in epcis
    return Classement(own, len(known), tuple(lignes), tuple(twins), is_compose)


def _get_rang(ranks: dict[float, int], figure: Figure) -> int | None:
    return None if figure.valeur is None else ranks[figure.valeur]
