"""The entry and exit grids of a stagiaire side by side, shown only to her."""

from collections.abc import Mapping
from dataclasses import dataclass

from convive.formation.models import QuestionnaireSession
from convive.formation.rules.enquetes import MOMENTS, Enquete
from convive.formation.selectors.enquetes import read_niveaux
from convive.prise_poste.rules.competences import (
    Chemin,
    Ecart,
    LigneComparee,
    Radar,
    build_radar,
    compare,
    list_ecarts,
    summarize_chemin,
)
from convive.prise_poste.rules.contenus import FamilleCompetences
from convive.prise_poste.selectors.contenus import get_grille

NOMS = {Enquete.POSITIONNEMENT_ENTREE: "À l’entrée", Enquete.POSITIONNEMENT_SORTIE: "À la sortie"}


@dataclass(frozen=True, slots=True)
class PositionnementsLus:
    """`moments`: the names of the finished grids, one or two. Each line of `familles` comes with its levels, by moment.
    `chemin` is None if there is only one grid. `ecarts` are those of the last one."""

    moments: tuple[str, ...]
    familles: tuple[
        tuple[FamilleCompetences, tuple[tuple[LigneComparee, tuple[tuple[str, int | None], ...]], ...]], ...
    ]
    radar: Radar
    chemin: Chemin | None
    ecarts: tuple[Ecart, ...]


def read_positionnements(siens: Mapping[str, QuestionnaireSession]) -> PositionnementsLus | None:
    """Read the grids from her questionnaires by key; None if none is finished."""
    finis = [
        (NOMS[enquete], read_niveaux(siens[enquete].reponses))
        for enquete in MOMENTS.values()
        if enquete in siens and siens[enquete].is_termine
    ]
    if not finis:
        return None
    grille, noms = get_grille(), [nom for nom, _ in finis]
    familles = compare(grille, [niveaux for _, niveaux in finis])
    return PositionnementsLus(
        tuple(noms),
        tuple(
            (famille, tuple((ligne, tuple(zip(noms, ligne.niveaux, strict=True))) for ligne in lignes))
            for famille, lignes in familles
        ),
        build_radar(grille, finis),
        summarize_chemin(ligne for _, lignes in familles for ligne in lignes) if len(finis) > 1 else None,
        tuple(list_ecarts(grille, finis[-1][1])),
    )
