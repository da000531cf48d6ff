"""The core indicators in the words and formats of a reader: shared by the list, the page of one, and the exports."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from convive.diagnostic.exports.etincelle import Etincelle, build_etincelle
from convive.diagnostic.exports.presentation import FigureAffichee, format_valeur
from convive.diagnostic.exports.sources import get_libelle_sources, get_limite
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Coeur, Fiche, SourceAttendue, Thematique
from convive.diagnostic.rules.indicateurs import LigneIndicateur
from convive.diagnostic.rules.lecture import Lecture
from convive.diagnostic.selectors.indicateurs import TableauIndicateurs
from convive.donnees.rules import Statut
from convive.donnees.sources import fictif
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import arrondi, nombre
from convive.ui.rules import get_affichage


@dataclass(frozen=True)
class IndicateurAffiche:
    """One indicator of the list. `attendues`: what to load when no source of it is there.

    `is_muet`: its source is loaded and says nothing of this territory, for any year.
    """

    fiche: Fiche
    figure: FigureAffichee
    lecture: Lecture | None
    etincelle: Etincelle | None
    attendues: tuple[SourceAttendue, ...]
    url: str = ""
    is_muet: bool = False


@dataclass(frozen=True)
class SectionThematique:
    thematique: Thematique
    connus: tuple[IndicateurAffiche, ...]
    en_attente: tuple[IndicateurAffiche, ...]

    @property
    def avec_chiffre(self) -> tuple[IndicateurAffiche, ...]:
        """Those of which some year says something here, be it why there is no number."""
        return tuple(item for item in self.connus if not item.is_muet)

    @property
    def muets(self) -> tuple[IndicateurAffiche, ...]:
        return tuple(item for item in self.connus if item.is_muet)


def format_comparaisons(ligne: LigneIndicateur) -> str:
    """« Vienne : 24,1 ; France : 20,5 (2019, partiel) »: what the figure beside is, and how far to trust it."""
    if ligne.fiche.indicateur.calcul is Calcul.SOMME:
        return ""
    parts = []
    for reference, other in ligne.comparaisons:
        if not other.has_valeur:
            if other.etendue:
                bas, haut = (nombre(valeur, other.indicateur.decimales) for valeur in other.etendue)
                parts.append(f"{reference.nom}\u00a0: de {bas} à {haut}")
            continue
        notes = [other.millesime] if other.millesime != ligne.figure.millesime else []
        if other.statut is not Statut.VALEUR:
            notes.append(get_affichage(other.statut).mot)
        text = f"{reference.nom}\u00a0: {format_valeur(other)}"
        parts.append(f"{text} ({', '.join(notes)})" if notes else text)
    return "\u202f; ".join(parts)


def build_affichee(figure: Figure, chargees: frozenset[str], comparaison: str = "") -> FigureAffichee:
    indicateur = figure.indicateur
    shown = None if figure.valeur is None else arrondi(figure.valeur, indicateur.decimales)
    return FigureAffichee(
        identifiant=indicateur.identifiant,
        libelle=indicateur.libelle,
        valeur=format_valeur(figure),
        statut=figure.statut,
        unite=indicateur.unite if shown is None else accorde(shown, indicateur.unite),
        millesime=figure.millesime or "année non précisée",
        source=get_libelle_sources([figure], chargees),
        limite=get_limite(figure, chargees),
        comparaison=comparaison,
    )


def get_grandeurs_sans_source(ligne: LigneIndicateur, chargees: frozenset[str]) -> list[str]:
    """The quantities that no loaded source gives, when they are why there is no figure."""
    if ligne.figure.has_valeur or ligne.figure.motif:
        return []
    given = {
        q for name in chargees if name in SOURCES and name != fictif.SOURCE.identifiant for q in SOURCES[name].quantites
    }
    return [grandeur for grandeur in ligne.fiche.indicateur.composantes if grandeur not in given]


def get_sources_a_charger(coeur: Coeur, grandeurs: Sequence[str]) -> tuple[SourceAttendue, ...]:
    """The sources that the product reads and were not loaded, else those that are waited for."""
    found: dict[str, SourceAttendue] = {}
    for grandeur in grandeurs:
        for source in SOURCES.values():
            if grandeur in source.quantites and source.motifs:
                comment = f"Déposez {' ou '.join(source.motifs)} dans le dossier des fichiers officiels."
                found[source.identifiant] = SourceAttendue(
                    source.identifiant, source.titre, source.producteur, source.url, comment
                )
    return tuple(found.values()) or coeur.get_sources_attendues(grandeurs)


def build_indicateur(
    coeur: Coeur, ligne: LigneIndicateur, chargees: frozenset[str], url: str = ""
) -> IndicateurAffiche:
    missing = get_grandeurs_sans_source(ligne, chargees)
    figure = build_affichee(ligne.figure, chargees, format_comparaisons(ligne))
    figure = replace(figure, is_non_chargee=bool(missing))
    attendues = get_sources_a_charger(coeur, missing)
    is_muet = not missing and not ligne.serie
    return IndicateurAffiche(ligne.fiche, figure, ligne.lecture, build_etincelle(ligne.serie), attendues, url, is_muet)


def build_sections(
    coeur: Coeur, tableau: TableauIndicateurs, get_url: Callable[[str], str], thematique: str = ""
) -> tuple[SectionThematique, ...]:
    """One section by thématique, or the one that was asked for; what waits for its source comes apart."""
    sections = []
    for theme in coeur.thematiques:
        if thematique not in ("", theme.identifiant):
            continue
        shown = [
            build_indicateur(coeur, tableau.lignes[f.identifiant], tableau.sources_chargees, get_url(f.identifiant))
            for f in coeur.for_thematique(theme.identifiant)
        ]
        known = tuple(item for item in shown if not item.figure.is_non_chargee)
        sections.append(SectionThematique(theme, known, tuple(item for item in shown if item not in known)))
    return tuple(sections)
