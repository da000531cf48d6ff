"""Read the profile of every intercommunalité once by build, and find the nearest to a périmètre."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convive.diagnostic.rules.indicateurs import build_series
from convive.diagnostic.rules.jumeaux import VARIABLES, Jumeau, Profils, build_profils, list_jumeaux
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.diagnostic.selectors.indicateurs import get_tableau, get_termes
from convive.diagnostic.selectors.portrait import get_seuils
from convive.donnees.connexion import get_construction
from convive.donnees.rangees import Rangee
from convive.donnees.requetes.rangees import get_rangees_maille
from convive.donnees.rules import Maille
from convive.donnees.sommes import Formule, Groupe, build_formules, compute_sommes, count_connues
from convive.territoires.rules import PerimetreResolu

# Profiles of one build, kept until another build takes its place.
_profils: dict[str, Profils] = {}


@dataclass(frozen=True)
class Voisinage:
    """The territory’s own values, and its twins; `part_commune_pourcent` of the weights are known on both sides."""

    valeurs: Mapping[str, float]
    jumeaux: list[Jumeau]
    annees: Mapping[str, int]
    part_commune_pourcent: float


def get_profils(jour: date) -> Profils:
    """Raise DonneesAbsentes when nothing was built yet."""
    construction = get_construction()
    if construction not in _profils:
        profils = _read_profils(jour)
        _profils.clear()
        _profils[construction] = profils
    return _profils[construction]


def _read_profils(jour: date) -> Profils:
    """Each variable in the latest year that as many intercommunalités know as any, read for that year alone."""
    by_identifiant = get_coeur().by_identifiant
    fiches = {variable.indicateur: by_identifiant[variable.indicateur] for variable in VARIABLES}
    rangees = get_rangees_maille(Maille.EPCI)
    by_code = {code: rangee for (_, code), rangee in rangees.by_cible.items()}
    choisies = _choose_formules(build_formules(get_termes(fiches.values()), rangees.mots), list(by_code.values()))
    sommes = compute_sommes({code: Groupe([rangee]) for code, rangee in by_code.items()}, choisies, rangees.mots)
    annees = {formule.nom: formule.annee for formule in choisies}
    valeurs: dict[str, dict[str, float]] = {code: {} for code in by_code}
    for code, by_fiche in build_series(fiches, sommes, get_seuils(jour)).items():
        for variable in VARIABLES:
            for figure in by_fiche.get(variable.indicateur, {}).values():
                if figure.valeur is not None:
                    valeurs[code][variable.cle] = figure.valeur
    return build_profils(valeurs, {v.cle: annees[v.indicateur] for v in VARIABLES if v.indicateur in annees})


def _choose_formules(formules: Sequence[Formule], rangees: Sequence[Rangee]) -> list[Formule]:
    """One year by variable: the latest that nearly as many know as any."""
    by_nom: dict[str, list[tuple[int, Formule]]] = {}
    for connues, formule in zip(count_connues(rangees, formules), formules, strict=True):
        if connues:
            by_nom.setdefault(formule.nom, []).append((connues, formule))
    return [
        max((connues >= 0.9 * max(n for n, _ in found), formule.annee, formule) for connues, formule in found)[-1]
        for found in by_nom.values()
    ]


def get_voisinage(perimetre: PerimetreResolu, poids: Mapping[str, int], jour: date, limit: int = 8) -> Voisinage:
    """The fictional territory has no twin: nothing invented is put beside real places."""
    part_commune_min = get_catalogue().get_parametre("jumeaux_part_commune_pourcent", jour)
    if perimetre.fictif:
        return Voisinage({}, [], {}, part_commune_min)
    profils = get_profils(jour)
    valeurs = profils.valeurs.get(perimetre.code) or _compute_valeurs(perimetre, profils, jour)
    # An intercommunalité of which the périmètre is a large part would only be its own likeness.
    exclus = {perimetre.code, *(commune.epci for commune in perimetre.communes if commune.epci)}
    jumeaux = list_jumeaux(
        valeurs, profils, poids, exclus=sorted(exclus), part_commune_min=part_commune_min, limit=limit
    )
    return Voisinage(valeurs, jumeaux, profils.annees, part_commune_min)


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
