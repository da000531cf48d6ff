"""A fiche-action on one page: the rows of the table of the Caf, cut as little as the page asks. Pure Python."""

from collections.abc import Iterator
from dataclasses import dataclass

from convive.documents.rules.blocs import Element, Tableau
from convive.plan_action.rules.impression import ENTETES_RUBRIQUES, NON_RENSEIGNE, FicheImprimee
from convive.plan_action.rules.sections import PAR_CLE, Cle
from convive.socle.texte import Bloc, get_extrait

# What the long sheet alone says: what was written along the way, and what hangs around.
HORS_TABLE = frozenset(
    ["Notes de suivi", "Documents joints", *(PAR_CLE[c].titre for c in (Cle.BILAN, Cle.RISQUES, Cle.LIEES, Cle.PLANS))]
)
TOUJOURS = frozenset({"Public", "Organisation porteuse", "Pilote", "Pilotes", "Territoire", "Calendrier"})
"""Rows of the table that stay when nobody filled them: a blank says it."""
SANS_TABLEAU = "Avancement et météo"
"""What was said at each step is in the long sheet; here, where the action is."""
LIGNES_PAGE = 50
"""What a page of A4 holds under the title, in lines of a table; in ODT, where they are highest."""
LETTRES_LIGNE = 76
AIR_LIGNE = 0.8
SEPARATEUR = "\u00a0; "
SUITE = " · "
TOTAL = "Toutes les années"
RUBRIQUES = {"Titre et place": "L’action", "Suivi, moyens et calendrier": "Moyens et calendrier"}


@dataclass(frozen=True, slots=True)
class RangeeFiche:
    """A row of the table: what is asked, and the lines that answer."""

    rubrique: str
    lignes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FicheCourte:
    """`is_abregee` when the long sheet says more."""

    titre: str
    bandeau: str
    rangees: tuple[RangeeFiche, ...]
    mention: str = ""
    is_abregee: bool = False


def shorten_fiche(fiche: FicheImprimee) -> FicheCourte:
    """The longest rows are cut first, a line at a time, until the page holds them; the page says that it is so."""
    entieres = list(_list_rangees(fiche))
    hauteurs = [sum(_count(ligne) for ligne in rangee.lignes) for rangee in entieres]
    while sum(hauteurs) + AIR_LIGNE * len(hauteurs) > LIGNES_PAGE and max(hauteurs) > 1:
        hauteurs[hauteurs.index(max(hauteurs))] -= 1
    rangees = [_cut(rangee, hauteur) for rangee, hauteur in zip(entieres, hauteurs, strict=True)]
    tues = any(partie.titre in HORS_TABLE for partie in fiche.parties)
    return FicheCourte(fiche.titre, fiche.bandeau, tuple(rangees), fiche.mention, tues or rangees != entieres)


def _list_rangees(fiche: FicheImprimee) -> Iterator[RangeeFiche]:
    """One by part of the sheet; what was asked in a part of several answers stands before each."""
    for partie in fiche.parties:
        lignes = [ligne for element in partie.elements for ligne in _write(partie.titre, element)]
        if lignes and partie.titre not in HORS_TABLE:
            # The total of a budget first: what is cut is what it is made of.
            lignes.sort(key=lambda ligne: not ligne.startswith(TOTAL))
            yield RangeeFiche(RUBRIQUES.get(partie.titre, partie.titre), tuple(lignes))


def _write(partie: str, element: Element) -> list[str]:
    if isinstance(element, Bloc):
        return list(element.lignes)
    if element.entetes == ENTETES_RUBRIQUES:
        rows = [(r, c) for r, c in element.lignes if c != NON_RENSEIGNE or r in TOUJOURS]
        dits = [f"{rubrique}\u00a0: {contenu}" for rubrique, contenu in rows]
        return [SUITE.join(dits)] if dits else []
    return [] if partie == SANS_TABLEAU else [_write_ligne(element, ligne) for ligne in element.lignes]


def _write_ligne(tableau: Tableau, ligne: tuple[str, ...]) -> str:
    """« Choisir le bâtiment (1er mars 2026 ; Prénom Nom) »; a figure has the word that stands over it."""
    is_budget = "Dépenses" in tableau.entetes
    tete, reste = (", ".join(filter(None, ligne[1::-1])), 2) if is_budget else (ligne[0], 1)
    dits = []
    for rang, cellule in enumerate(ligne[reste:], reste):
        if cellule not in ("", "–"):
            mot = f"{tableau.entetes[rang].lower()} " if rang in tableau.nombres else ""
            dits.append(f"{mot}{_write_montant(cellule) if is_budget else cellule}")
    return f"{tete} ({SEPARATEUR.join(dits)})" if dits else tete


def _write_montant(montant: str) -> str:
    return "nd" if montant == "nd" else f"{montant}\u00a0€"


def _cut(rangee: RangeeFiche, hauteur: int) -> RangeeFiche:
    """Its first lines, in so many lines of the page."""
    gardees: list[str] = []
    for ligne in rangee.lignes:
        if hauteur <= 0:
            # What was kept says that more was written.
            gardees[-1] = f"{gardees[-1].rstrip('.…')}…"
            break
        gardees.append(ligne if _count(ligne) <= hauteur else get_extrait(ligne, hauteur * LETTRES_LIGNE - 10))
        hauteur -= _count(ligne)
    return RangeeFiche(rangee.rubrique, tuple(gardees))


def _count(ligne: str) -> int:
    return 1 + len(ligne) // LETTRES_LIGNE
