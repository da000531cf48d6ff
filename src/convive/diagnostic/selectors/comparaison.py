"""What a portrait is compared with: its département, its région, France, or the intercommunalités most like it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from convive.diagnostic.rules.calcul import Figure, compute_figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.indicateurs import Serie, build_ligne, build_series
from convive.diagnostic.rules.jumeaux import parse_poids
from convive.diagnostic.rules.portrait import Comparaison, Portrait, Reference
from convive.diagnostic.selectors.catalogue import get_catalogue, get_coeur
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs, get_tableau, get_termes
from convive.diagnostic.selectors.jumeaux import get_voisinage
from convive.diagnostic.selectors.portrait import get_portrait, get_seuils, read_mesures
from convive.donnees.connexion import get_construction
from convive.donnees.requetes.rangees import get_rangees
from convive.donnees.rules import Maille, Statut
from convive.donnees.sommes import build_formules, compute_sommes
from convive.socle.enums import EnumLibelle
from convive.territoires.rules import PerimetreResolu

MAX_SEMBLABLES = 8
# Kept by process: series of eight territories for every core indicator.
MAX_GROUPES = 8
GROUPE = "semblables"


class Niveau(EnumLibelle):
    """What one chooses; the value is kept in the address."""

    DEPARTEMENT = "departement", "Département"
    REGION = "region", "Région"
    FRANCE = "france", "France"
    SEMBLABLES = "semblables", "Intercommunalités semblables"


@dataclass(frozen=True)
class Choix:
    """The levels that this territory has, the chosen one, and the same figures beside that one alone."""

    niveaux: tuple[Niveau, ...]
    niveau: Niveau | None
    references: tuple[Reference, ...]
    portrait: Portrait
    tableau: TableauIndicateurs


def get_choix(perimetre: PerimetreResolu, demande: str, jour: date) -> Choix:
    """An unknown level is the first one: the département, or what stands for it. Raise DonneesAbsentes."""
    portrait, tableau = get_portrait(perimetre, jour), get_tableau(perimetre, jour)
    presents = {reference.niveau for reference in tableau.references}
    # A commune has no EPCI like it, and nothing invented is put beside real places.
    has_semblables = len(perimetre.communes) > 1 and not perimetre.fictif
    niveaux = tuple(n for n in Niveau if n in presents or (n is Niveau.SEMBLABLES and has_semblables))
    niveau = next((n for n in niveaux if n == demande), niveaux[0] if niveaux else None)
    if niveau is Niveau.SEMBLABLES:
        return _compare_semblables(perimetre, niveaux, portrait, tableau, jour)
    references = tuple(r for r in tableau.references if r.niveau == niveau)
    comparaisons = tuple(c for c in portrait.comparaisons if c.reference.niveau == niveau)
    chosen = {
        nom: [(r, s) for r, s in ligne.series_references if r.niveau == niveau] for nom, ligne in tableau.lignes.items()
    }
    return Choix(
        niveaux,
        niveau,
        references,
        replace(portrait, comparaisons=comparaisons),
        _rebuild(perimetre, tableau, references, chosen, jour),
    )


def _rebuild(
    perimetre: PerimetreResolu,
    tableau: TableauIndicateurs,
    references: tuple[Reference, ...],
    series: dict[str, list[tuple[Reference, Serie]]],
    jour: date,
) -> TableauIndicateurs:
    seuils, total = get_seuils(jour), len(perimetre.communes)
    lignes = {
        nom: build_ligne(ligne.fiche, ligne.serie, series.get(nom, []), seuils, communes_total=total)
        for nom, ligne in tableau.lignes.items()
    }
    return TableauIndicateurs(lignes, references, tableau.sources_chargees)


def _compare_semblables(
    perimetre: PerimetreResolu,
    niveaux: tuple[Niveau, ...],
    portrait: Portrait,
    tableau: TableauIndicateurs,
    jour: date,
) -> Choix:
    """Those of the page of territoires jumeaux, with its usual weights. A count of theirs compares with nothing."""
    codes = tuple(j.code for j in get_voisinage(perimetre, parse_poids({}), jour, limit=MAX_SEMBLABLES).jumeaux)
    nom = f"{len(codes)}\u00a0intercommunalités semblables"
    reference = Reference(GROUPE, "+".join(codes), nom, f"les {nom}")
    lues = _read_series(get_construction(), codes, jour) if codes else {}
    series = {
        nom: [(reference, lues[nom])]
        for nom, ligne in tableau.lignes.items()
        if nom in lues and ligne.fiche.indicateur.calcul is not Calcul.SOMME
    }
    references = (reference,) if codes else ()
    comparaisons = (Comparaison(reference, _compute_figures(codes, portrait, jour)),) if codes else ()
    return Choix(
        niveaux,
        Niveau.SEMBLABLES,
        references,
        replace(portrait, comparaisons=comparaisons),
        _rebuild(perimetre, tableau, references, series, jour),
    )


@lru_cache(maxsize=MAX_GROUPES)
def _read_series(construction: str, codes: tuple[str, ...], jour: date) -> dict[str, Serie]:
    """Rates of all of them together; of a figure that is only published, the lowest and the highest among them."""
    fiches = get_coeur().by_identifiant
    cibles = [(Maille.EPCI, code) for code in codes]
    rangees = get_rangees(cibles)
    formules = build_formules(get_termes(fiches.values(), construction), rangees.mots)
    groupes = {code: rangees.build_groupe([(Maille.EPCI, code)]) for code in codes}
    seuils = get_seuils(jour)
    ensemble = build_series(
        fiches,
        compute_sommes({GROUPE: rangees.build_groupe(cibles)}, formules, rangees.mots),
        seuils,
        is_groupe=True,
    ).get(GROUPE, {})
    chacun = build_series(fiches, compute_sommes(groupes, formules, rangees.mots), seuils)
    return {
        nom: {
            annee: _add_etendue(figure, [chacun.get(c, {}).get(nom, {}).get(annee) for c in codes])
            for annee, figure in serie.items()
        }
        for nom, serie in ensemble.items()
    }


def _add_etendue(figure: Figure, chacun: Sequence[Figure | None]) -> Figure:
    valeurs = [f.valeur for f in chacun if f is not None and f.valeur is not None]
    if figure.indicateur.calcul is not Calcul.PUBLIE or len(valeurs) < len(chacun) / 2:
        return figure
    return replace(figure, etendue=(min(valeurs), max(valeurs)), communes_connues=len(valeurs))


def _compute_figures(codes: Sequence[str], portrait: Portrait, jour: date) -> dict[str, Figure]:
    """The figures of the charts, in the years of the territory."""
    mesures = read_mesures([(Maille.EPCI, code) for code in codes])
    seuil = get_seuils(jour).denominateur_taux
    figures = {}
    for indicateur in get_catalogue().indicateurs:
        millesime = portrait.figures[indicateur.identifiant].millesime
        annee = int(millesime) if millesime.isdigit() else None
        if indicateur.calcul is Calcul.PUBLIE or (annee is None and indicateur.calcul is not Calcul.EVOLUTION):
            figures[indicateur.identifiant] = Figure(indicateur, millesime, None, Statut.NON_CALCULABLE)
            continue
        figures[indicateur.identifiant] = compute_figure(indicateur, mesures, annee, seuil_denominateur_taux=seuil)
    return figures
