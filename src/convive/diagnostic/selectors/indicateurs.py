"""Read the core indicators of a périmètre: one statement, whatever the number of indicators, years and communes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from convive.diagnostic.rules.calcul import choose_figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.indicateurs import (
    LigneIndicateur,
    Serie,
    build_ligne,
    build_series,
    compute_cadres,
    hide,
    mask_serie,
)
from convive.diagnostic.rules.plan import build_termes
from convive.diagnostic.rules.portrait import Reference, Seuils
from convive.diagnostic.rules.secret import Masques
from convive.diagnostic.selectors.catalogue import get_coeur
from convive.diagnostic.selectors.perimetre import MAILLE_PUBLIEE, get_cible_publiee
from convive.diagnostic.selectors.portrait import (
    get_cadres,
    get_references,
    get_seuils,
    get_sources_chargees,
    list_cibles,
)
from convive.donnees.connexion import get_construction
from convive.donnees.formules import Terme
from convive.donnees.requetes.formules import get_millesimes, get_sommes
from convive.donnees.requetes.rangees import Rangees, get_rangees
from convive.donnees.rules import Maille
from convive.donnees.sommes import Formule, build_formules, compute_numerateurs, compute_sommes
from convive.territoires.rules import PerimetreResolu

TERRITOIRE, PUBLIE = "territoire", "publie"
# One is some two megabytes.
MAX_TABLEAUX = 24
MOTIF_COMMUNE = "Effectif trop petit pour être montré, ou caché pour protéger celui d’une commune voisine."


@dataclass(frozen=True)
class TableauIndicateurs:
    """The indicators of a périmètre, by identifier, in the order of the catalogue."""

    lignes: Mapping[str, LigneIndicateur]
    references: tuple[Reference, ...]
    sources_chargees: frozenset[str]


# The terms of every indicator for the vintages of one build, of real territories or of the fictional one, kept until
# another build takes its place.
_termes: dict[tuple[str, bool], Mapping[str, tuple[Terme, ...]]] = {}


def get_termes(fiches: Iterable[Fiche], construction: str = "", *, fictif: bool = False) -> list[Terme]:
    """In the vintages that real territories have: those of the fictional one alone would leave them without a figure.

    Raise DonneesAbsentes when nothing was built yet.
    """
    cle = construction or get_construction(), fictif
    if (by_fiche := _termes.get(cle)) is None:
        coeur = get_coeur()
        millesimes = get_millesimes(coeur.grandeurs, fictif=fictif)
        by_fiche = {fiche.identifiant: tuple(build_termes([fiche], millesimes)) for fiche in coeur.fiches}
        for ancienne in [ancienne for ancienne in _termes if ancienne[0] != cle[0]]:
            _termes.pop(ancienne, None)
        _termes[cle] = by_fiche
    return [terme for fiche in fiches for terme in by_fiche[fiche.identifiant]]


def get_tableau(
    perimetre: PerimetreResolu, a_la_date: date, fiches: Sequence[Fiche] | None = None
) -> TableauIndicateurs:
    """Indicators of a périmètre beside its references. Raise DonneesAbsentes when nothing was built yet."""
    identifiants = None if fiches is None else tuple(fiche.identifiant for fiche in fiches)
    return _read_tableau(get_construction(), perimetre, a_la_date, identifiants)


@lru_cache(maxsize=MAX_TABLEAUX)
def _read_tableau(
    construction: str, perimetre: PerimetreResolu, a_la_date: date, identifiants: tuple[str, ...] | None
) -> TableauIndicateurs:
    """Kept as long as the build, the communes and the day are the same: pages of one territory follow one another."""
    coeur = get_coeur()
    fiches = coeur.fiches if identifiants is None else [coeur.by_identifiant[nom] for nom in identifiants]
    seuils = get_seuils(a_la_date)
    references = get_references(perimetre)
    groupes = {TERRITOIRE: list_cibles(perimetre)}
    groupes |= {f"{r.niveau}:{r.code}": [(r.niveau, r.code)] for r in references}
    if (cible := get_cible_publiee(perimetre)) is not None:
        groupes[PUBLIE] = [cible]
    cadres = get_cadres(perimetre) if any(fiche.indicateur.sensible for fiche in fiches) else {}
    rangees = get_rangees([cible for cibles in groupes.values() for cible in cibles] + _list_cibles_cadres(cadres))
    formules = build_formules(get_termes(fiches, construction, fictif=perimetre.fictif), rangees.mots)
    membres = {groupe: rangees.build_groupe(cibles) for groupe, cibles in groupes.items()}
    sommes = list(compute_sommes(membres, formules, rangees.mots))
    by_identifiant = {fiche.identifiant: fiche for fiche in fiches}
    series = build_series(by_identifiant, (s for s in sommes if s.groupe != TERRITOIRE), seuils)
    is_groupe = len(perimetre.communes) > 1
    series |= build_series(by_identifiant, (s for s in sommes if s.groupe == TERRITOIRE), seuils, is_groupe=is_groupe)
    own = _choose_series(fiches, series)
    own = _mask_series(perimetre, fiches, own, _compute_masques(cadres, rangees, formules, fiches, seuils), seuils)
    lignes = {
        fiche.identifiant: build_ligne(
            fiche,
            own.get(fiche.identifiant, {}),
            [(r, series.get(f"{r.niveau}:{r.code}", {}).get(fiche.identifiant, {})) for r in references],
            seuils,
            communes_total=len(perimetre.communes),
        )
        for fiche in fiches
    }
    return TableauIndicateurs(lignes, references, get_sources_chargees())


def get_series_communes(perimetre: PerimetreResolu, fiche: Fiche, a_la_date: date) -> dict[str, Serie]:
    """The years of one indicator for each commune, what must be hidden hidden."""
    seuils = get_seuils(a_la_date)
    groupes = {commune.code: [(MAILLE_PUBLIEE[commune.type], commune.code)] for commune in perimetre.communes}
    series = build_series(
        {fiche.identifiant: fiche}, get_sommes(groupes, get_termes([fiche], fictif=perimetre.fictif)), seuils
    )
    by_commune: dict[str, Serie] = {code: series.get(code, {}).get(fiche.identifiant, {}) for code in groupes}
    if not fiche.indicateur.sensible:
        return by_commune
    masked = _get_masques(perimetre, fiche, seuils)
    return {
        code: {
            annee: hide(figure, MOTIF_COMMUNE)
            if figure.numerateur is not None and any(code in m.codes for m in masked.get(annee, ()))
            else figure
            for annee, figure in serie.items()
        }
        for code, serie in by_commune.items()
    }


def _choose_series(fiches: Sequence[Fiche], series: Mapping[str, Mapping[str, Serie]]) -> dict[str, Serie]:
    """Sums over the communes; what is given for the territory itself, where it alone is whole (see `choose_figure`)."""
    own: dict[str, Serie] = dict(series.get(TERRITOIRE, {}))
    for fiche in fiches:
        published = series.get(PUBLIE, {}).get(fiche.identifiant)
        if not published:
            continue
        summed = own.get(fiche.identifiant, {})
        if fiche.indicateur.calcul is Calcul.PUBLIE:
            summed = {}
        annees = sorted({*summed, *published})
        chosen = {annee: choose_figure(summed.get(annee), published.get(annee)) for annee in annees}
        own[fiche.identifiant] = {annee: figure for annee, figure in chosen.items() if figure is not None}
    return own


def _mask_series(
    perimetre: PerimetreResolu,
    fiches: Sequence[Fiche],
    series: dict[str, Serie],
    masques: Mapping[str, Mapping[int, tuple[Masques, ...]]],
    seuils: Seuils,
) -> dict[str, Serie]:
    codes = [commune.code for commune in perimetre.communes]
    return series | {
        fiche.identifiant: mask_serie(
            series[fiche.identifiant], codes, masques[fiche.identifiant], seuils.effectif_diffuse
        )
        for fiche in fiches
        if fiche.indicateur.sensible and series.get(fiche.identifiant)
    }


def _get_masques(perimetre: PerimetreResolu, fiche: Fiche, seuils: Seuils) -> Mapping[int, tuple[Masques, ...]]:
    cadres = get_cadres(perimetre)
    rangees = get_rangees(_list_cibles_cadres(cadres))
    formules = build_formules(get_termes([fiche], fictif=perimetre.fictif), rangees.mots)
    return _compute_masques(cadres, rangees, formules, [fiche], seuils)[fiche.identifiant]


def _list_cibles_cadres(cadres: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    return [(Maille.COMMUNE, code) for members in cadres.values() for code in members]


def _compute_masques(
    cadres: Mapping[str, Sequence[str]],
    rangees: Rangees,
    formules: Sequence[Formule],
    fiches: Sequence[Fiche],
    seuils: Seuils,
) -> dict[str, dict[int, tuple[Masques, ...]]]:
    """By sensitive indicator and year, the masked set of each frame (EPCI) that the périmètre touches."""
    sensibles = {fiche.identifiant for fiche in fiches if fiche.indicateur.sensible}
    masques: dict[str, dict[int, tuple[Masques, ...]]] = {identifiant: {} for identifiant in sensibles}
    communes = {
        cadre: {code: found for code in members if (found := rangees.by_cible.get((Maille.COMMUNE, code)))}
        for cadre, members in cadres.items()
    }
    for formule in formules:
        if formule.nom in sensibles:
            effectifs = {cadre: compute_numerateurs(found, formule) for cadre, found in communes.items()}
            if any(effectifs.values()):
                masques[formule.nom][formule.annee] = compute_cadres(effectifs, seuils.effectif_diffuse)
    return masques
