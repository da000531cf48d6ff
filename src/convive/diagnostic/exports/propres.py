"""Own indicators in the words and formats of a reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from convive.diagnostic.exports.etincelle import Etincelle, build_etincelle_valeurs
from convive.diagnostic.exports.indicateur_page import Dessin, draw_twice
from convive.diagnostic.exports.presentation import format_valeur
from convive.diagnostic.models.indicateur import IndicateurEspace, MesureEspace, StatutMesure
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.selectors.propres import EtatMillesimes, LignePropre
from convive.diagnostic.selectors.seuils import LigneSeuil
from convive.documents.graphiques import Point, Repere, Serie, courbe
from convive.donnees.rules import Statut
from convive.donnees.sources.registre import SOURCES
from convive.socle.formats import nombre

STATUTS = {StatutMesure.SECRET.value: Statut.SECRET, StatutMesure.NON_DISPONIBLE.value: Statut.NON_DISPONIBLE}
SANS_SOURCE = "Source non renseignée"


@dataclass(frozen=True)
class MesureAffichee:
    mesure: MesureEspace
    texte: str
    """The number, or the word that stands in its place."""
    precision: str = ""
    """What is said after the unit, « provisoire »."""


@dataclass(frozen=True)
class LigneAffichee:
    indicateur: IndicateurEspace
    derniere: MesureAffichee | None
    unite: str
    etincelle: Etincelle | None
    mesures: tuple[MesureAffichee, ...]
    seuil: str
    is_franchi: bool


@dataclass(frozen=True)
class SourceMillesime:
    titre: str
    producteur: str
    millesime: int
    ancien: int | None
    is_nouveau: bool


@dataclass(frozen=True)
class SeuilAffiche:
    """An indicator of the catalogue that the espace watches; `valeur` is empty when it is not known."""

    identifiant: str
    libelle: str
    valeur: str
    unite: str
    millesime: str
    seuil: str
    is_franchi: bool


def build_seuils(lignes: Sequence[LigneSeuil]) -> list[SeuilAffiche]:
    """The thresholds that are crossed come first."""
    rows = []
    for ligne in sorted(lignes, key=lambda ligne: not ligne.is_franchi):
        indicateur, figure = ligne.fiche.indicateur, ligne.figure
        known = figure is not None and figure.valeur is not None
        rows.append(
            SeuilAffiche(
                indicateur.identifiant,
                indicateur.libelle,
                format_valeur(figure) if figure is not None and known else "",
                accorde(figure.valeur or 0, indicateur.unite) if figure is not None else indicateur.unite,
                figure.millesime if figure is not None else "",
                ligne.texte,
                ligne.is_franchi,
            )
        )
    return rows


def build_lignes(lignes: Sequence[LignePropre]) -> list[LigneAffichee]:
    return [build_ligne(ligne) for ligne in lignes]


def build_ligne(ligne: LignePropre) -> LigneAffichee:
    indicateur = ligne.indicateur
    shown = tuple(_build_mesure(indicateur, mesure) for mesure in ligne.mesures)
    last = next((item for item in shown if item.mesure.valeur is not None), None)
    value = last.mesure.valeur if last else None
    known = {m.annee: None if m.valeur is None else float(m.valeur) for m in ligne.mesures}
    return LigneAffichee(
        indicateur,
        last,
        indicateur.unite if value is None else accorde(value, indicateur.unite),
        build_etincelle_valeurs(known, indicateur.decimales),
        shown,
        ligne.seuil,
        ligne.is_franchi,
    )


def _build_mesure(indicateur: IndicateurEspace, mesure: MesureEspace) -> MesureAffichee:
    if mesure.valeur is None:
        return MesureAffichee(mesure, mesure.get_statut_display())
    text = nombre(mesure.valeur, indicateur.decimales)
    return MesureAffichee(mesure, text, "provisoire" if mesure.statut == StatutMesure.PROVISOIRE else "")


def draw_propre(ligne: LignePropre) -> Dessin | None:
    """The years, and the threshold as a line; nothing for fewer than three values."""
    indicateur = ligne.indicateur
    points = [
        Point(m.annee, None, STATUTS[m.statut]) if m.valeur is None else Point(m.annee, float(m.valeur))
        for m in reversed(ligne.mesures)
    ]
    if sum(point.valeur is not None for point in points) < 3:
        return None
    seuil = None if indicateur.seuil is None else Repere(float(indicateur.seuil), "seuil")
    sources = dict.fromkeys(m.source or indicateur.source or SANS_SOURCE for m in ligne.mesures)
    return draw_twice(
        lambda largeur: courbe(
            titre=indicateur.libelle,
            series=[Serie(indicateur.libelle, tuple(points), accent=True)],
            unite=indicateur.unite,
            source=" ; ".join(sources),
            repere=seuil,
            decimales=indicateur.decimales,
            largeur=largeur,
        )
    )


def build_sources(etat: EtatMillesimes) -> list[SourceMillesime]:
    """The loaded sources, those that changed first."""
    news = {nouveaute.source: nouveaute.ancien for nouveaute in etat.nouveautes}
    rows = [
        SourceMillesime(SOURCES[s].titre, SOURCES[s].producteur, millesime, news.get(s), s in news)
        for s, millesime in etat.actuels.items()
        if s in SOURCES
    ]
    return sorted(rows, key=lambda row: (not row.is_nouveau, row.titre))
