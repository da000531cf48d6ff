"""The progress of a stagiaire, laid out for paper: her levels in words, her grids as a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.template.loader import render_to_string

from convive.documents.graphiques import charte
from convive.formation.selectors.positionnements import PositionnementsLus
from convive.prise_poste.rules.competences import LigneComparee, Radar
from convive.prise_poste.rules.contenus import FamilleCompetences, Grille

RADAR = "radar"
"""The name of the drawing in the document."""


@dataclass(frozen=True, slots=True)
class TableauChemin:
    """A family of competences; each line is a name, then one cell per column."""

    nom: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, tuple[str, ...]], ...]


def list_tableaux(lus: PositionnementsLus, grille: Grille) -> list[TableauChemin]:
    mots = {niveau.niveau: f"{niveau.niveau}, {niveau.nom.lower()}" for niveau in grille.echelle}
    return [_build(famille, (ligne for ligne, _ in lignes), lus.moments, mots) for famille, lignes in lus.familles]


def _build(
    famille: FamilleCompetences, lignes: Iterable[LigneComparee], colonnes: tuple[str, ...], mots: dict[int, str]
) -> TableauChemin:
    rows = []
    for ligne in lignes:
        cellules = tuple("pas répondu" if niveau is None else mots[niveau] for niveau in ligne.niveaux)
        chemin = (ligne.chemin or "\u2013",) if len(colonnes) > 1 else ()
        rows.append((f"{ligne.item.cle}\u00a0: {ligne.item.nom}", cellules + chemin))
    return TableauChemin(famille.nom, (*colonnes, "Évolution") if len(colonnes) > 1 else colonnes, tuple(rows))


def draw_radar(radar: Radar) -> str:
    return render_to_string("formation/types/radar.html", {"radar": radar, "charte": charte}).strip()
