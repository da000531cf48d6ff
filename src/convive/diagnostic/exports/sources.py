"""How a figure names where it comes from, and why it has no value.

`chargees`: identifiers of the sources that the current build could read, as the portrait carries them.
"""

from collections.abc import Iterable, Set

from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Indicateur
from convive.diagnostic.selectors.catalogue import get_noms_courts
from convive.donnees.declaration import Source
from convive.donnees.rules import Statut
from convive.donnees.sources import fictif
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import INSECABLE, nombre, nombre_accorde


def format_annees(annees: Iterable[int]) -> str:
    """« 2008 à 2014, 2017, 2023 »: years that follow one another are said by the first and the last."""
    suites: list[list[int]] = []
    for annee in sorted(set(annees)):
        if suites and annee == suites[-1][-1] + 1:
            suites[-1].append(annee)
        else:
            suites.append([annee])
    return ", ".join(
        f"{suite[0]}{INSECABLE}à{INSECABLE}{suite[-1]}" if len(suite) > 2 else ", ".join(map(str, suite))
        for suite in suites
    )


def get_sources(figures: Iterable[Figure]) -> list[Source]:
    """Declared sources of some figures, each once, in order of appearance."""
    identifiants = dict.fromkeys(source for figure in figures for source in figure.sources)
    return [SOURCES[identifiant] for identifiant in identifiants if identifiant in SOURCES]


def get_libelle_sources(figures: Iterable[Figure], chargees: Set[str]) -> str:
    """« Insee, Comparateur de territoires »; the loaded sources that could have said something, when none did."""
    figures = list(figures)
    sources = get_sources(figures)
    if not sources:
        could = (source for figure in figures for source in get_sources_possibles(figure.indicateur))
        sources = list({source.identifiant: source for source in could if source.identifiant in chargees}.values())
    return " ; ".join(f"{source.producteur}, {source.titre}" for source in sources) or "source pas encore dans Convive"


def get_source_courte(figure: Figure, chargees: Set[str]) -> str:
    """« Insee, RP 2021 »: who, and when; « source pas encore dans Convive » when nobody could say anything."""
    courts = get_noms_courts()
    sources = get_sources([figure])
    if not sources:
        sources = [s for s in get_sources_possibles(figure.indicateur) if s.identifiant in chargees]
    noms = list(dict.fromkeys(courts[source.identifiant] for source in sources))
    if not noms:
        return "source pas encore dans Convive"
    # A line holds two; all of them are said with the limits.
    return " ".join(filter(None, (" et ".join(noms[:2]), figure.millesime)))


def get_sources_possibles(indicateur: Indicateur) -> list[Source]:
    """Sources that can give a quantity of an indicator, the invented figures left out."""
    wanted = set(indicateur.composantes)
    return [s for s in SOURCES.values() if s.identifiant != fictif.SOURCE.identifiant and wanted & set(s.quantites)]


def is_non_chargee(figure: Figure, chargees: Set[str]) -> bool:
    """A figure that is missing because no source that could give it was loaded."""
    if figure.has_valeur or figure.motif or figure.sources or figure.statut is not Statut.NON_DISPONIBLE:
        return False
    return not any(source.identifiant in chargees for source in get_sources_possibles(figure.indicateur))


def get_motif(figure: Figure, chargees: Set[str]) -> str:
    """Why a figure has no value; empty when it has one."""
    if figure.has_valeur:
        return ""
    if figure.motif:
        return figure.motif
    return SOURCE_NON_CHARGEE if is_non_chargee(figure, chargees) else MOTIFS.get(figure.statut, "")


SOURCE_NON_CHARGEE = "Source pas encore dans Convive."
MOTIFS = {
    Statut.SECRET: "Secret statistique : l’effectif existe, il est trop petit pour être publié.",
    Statut.NON_DISPONIBLE: "La source ne donne pas ce chiffre pour ce territoire.",
    Statut.NON_PUBLIE: "Non publié pour ce territoire.",
    Statut.NON_CALCULABLE: "Ne se calcule pas pour ce territoire.",
    Statut.SCISSION_INCOMPLETE: "La commune s’est divisée après cette année-là : l’ancienne valeur ne se partage pas.",
    Statut.NON_APPLICABLE: "Sans objet ici.",
}


def get_limite(figure: Figure, chargees: Set[str]) -> str:
    """Reading limits of a figure: those of the indicator, of the measure, of its coverage."""
    parts = [figure.indicateur.limite] if figure.indicateur.limite else []
    if figure.has_valeur and figure.communes_connues < figure.communes_total:
        known = nombre_accorde(figure.communes_connues, "commune")
        calcule = "Au moins\u00a0: calculé" if figure.is_minimum else "Calculé"
        parts.append(f"{calcule} sur {known} sur {nombre(figure.communes_total, 0)}.")
    if figure.statut is Statut.RUPTURE_DE_SERIE:
        parts.append("Rupture de série : à ne pas comparer aux autres années sans précaution.")
    if motif := get_motif(figure, chargees):
        parts.append(motif)
    if figure.etendue:
        low, high = figure.etendue
        shown = [nombre(value, figure.indicateur.decimales) for value in (low, high)]
        unite = f"\u00a0{figure.indicateur.unite}"
        if shown[0] == shown[1]:
            parts.append(f"Là où il est publié\u00a0: {shown[0]}{unite}.")
        else:
            parts.append(f"Dans les communes où il est publié, de {shown[0]} à {shown[1]}{unite}.")
    return " ".join(parts)
