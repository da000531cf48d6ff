"""Read the profile of every intercommunalité once by build, and find the nearest to a périmètre."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.indicateurs import build_series
from convive.diagnostic.rules.jumeaux import VARIABLES, Jumeau, Profils, build_profils, list_jumeaux
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau, get_termes
from convive.diagnostic.selectors.portrait import get_seuils
from convive.donnees.connexion import get_construction
from convive.donnees.requetes.formules import get_sommes_maille
from convive.donnees.rules import Maille
from convive.territoires.rules import PerimetreResolu

# Profiles of one build, kept until another build takes its place.
_profils: dict[str, Profils] = {}


@dataclass(frozen=True)
class Voisinage:
    """The territory’s own values, and its twins."""

    valeurs: Mapping[str, float]
    jumeaux: list[Jumeau]
    annees: Mapping[str, int]


def get_profils(jour: date) -> Profils:
    """Raise DonneesAbsentes when nothing was built yet."""
    construction = get_construction()
    if construction not in _profils:
        profils = _read_profils(jour)
        _profils.clear()
        _profils[construction] = profils
    return _profils[construction]


def _read_profils(jour: date) -> Profils:
    """Each variable in the latest year that as many intercommunalités know as any."""
    by_identifiant = get_coeur().by_identifiant
    fiches = {variable.indicateur: by_identifiant[variable.indicateur] for variable in VARIABLES}
    sommes = get_sommes_maille(Maille.EPCI, get_termes(fiches.values()))
    series = build_series(fiches, sommes, get_seuils(jour))
    valeurs: dict[str, dict[str, float]] = {code: {} for code in series}
    annees: dict[str, int] = {}
    for variable in VARIABLES:
        counts: dict[int, int] = {}
        for by_fiche in series.values():
            for annee, figure in by_fiche.get(variable.indicateur, {}).items():
                counts[annee] = counts.get(annee, 0) + figure.has_valeur
        if not counts:
            continue
        annees[variable.cle] = max(counts, key=lambda annee: (counts[annee] >= 0.9 * max(counts.values()), annee))
        for code, by_fiche in series.items():
            chosen = by_fiche.get(variable.indicateur, {}).get(annees[variable.cle])
            if chosen is not None and chosen.valeur is not None:
                valeurs[code][variable.cle] = chosen.valeur
    return build_profils(valeurs, annees)


def get_voisinage(perimetre: PerimetreResolu, poids: Mapping[str, int], jour: date, limit: int = 8) -> Voisinage:
    """The fictional territory has no twin: nothing invented is put beside real places."""
    if perimetre.fictif:
        return Voisinage({}, [], {})
    profils = get_profils(jour)
    valeurs = profils.valeurs.get(perimetre.code) or _compute_valeurs(perimetre, profils, jour)
    # An intercommunalité of which the périmètre is a large part would only be its own likeness.
    exclus = {perimetre.code, *(commune.epci for commune in perimetre.communes if commune.epci)}
    return Voisinage(valeurs, list_jumeaux(valeurs, profils, poids, exclus=sorted(exclus), limit=limit), profils.annees)


def _compute_valeurs(perimetre: PerimetreResolu, profils: Profils, jour: date) -> dict[str, float]:
    """The profile of a bundle, in the years of the others; what is only published cannot be made up."""
    by_identifiant = get_coeur().by_identifiant
    fiches = [by_identifiant[variable.indicateur] for variable in VARIABLES]
    lignes = get_tableau(perimetre, jour, fiches).lignes
    valeurs = {}
    for variable in VARIABLES:
        figure = lignes[variable.indicateur].serie.get(profils.annees.get(variable.cle, 0))
        if figure is not None and figure.valeur is not None:
            valeurs[variable.cle] = figure.valeur
    return valeurs
