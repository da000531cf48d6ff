"""The money of a plan as tables: by year and by funder, the confirmed and the hoped for each in its own."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from convive.documents.rules.blocs import Element, Tableau
from convive.plan_action.rules.budget import ZERO
from convive.plan_action.rules.budget_plan import (
    LignePlan,
    TableauAnnees,
    build_tableau,
    is_confirmee,
    is_depense,
    is_esperee,
    sort_annees,
)
from convive.socle.formats import nombre, nombre_signe
from convive.socle.texte import Bloc, NatureBloc

SANS_ANNEE = "Sans année"
MAX_ANNEES = 9
"""A page holds twelve columns: the name, the years, the total."""
RIEN = "Aucun montant n’est saisi dans ces actions."


def list_elements_budget(lignes: Sequence[LignePlan]) -> Iterator[Element]:
    """The balance of each year, expenses by nature, income by funder, and by element of the plan."""
    connues = [ligne for ligne in lignes if ligne.montant.prevu is not None]
    if not connues:
        yield Bloc(NatureBloc.PARAGRAPHE, (RIEN,))
        return
    yield _build_equilibre(connues)
    tables: tuple[tuple[str, str, Callable[[LignePlan], bool], Callable[[LignePlan], str]], ...] = (
        ("Dépenses prévues, par nature, en euros", "Nature", is_depense, lambda ligne: ligne.qui),
        ("Recettes confirmées, par financeur, en euros", "Financeur", is_confirmee, lambda ligne: ligne.qui),
        ("Recettes espérées, par financeur, en euros", "Financeur", is_esperee, lambda ligne: ligne.qui),
        ("Dépenses prévues, par élément du plan, en euros", "Élément du plan", is_depense, lambda ligne: ligne.axe),
    )
    for legende, entete, condition, get_nom in tables:
        table = build_tableau(connues, condition, get_nom)
        if table is not None:
            yield write_tableau(table, legende, entete)
    if oubliees := len(lignes) - len(connues):
        yield Bloc(
            NatureBloc.PARAGRAPHE,
            (f"Lignes dont le montant n’est pas renseigné, comptées nulle part : {oubliees}.",),
        )


def write_tableau(table: TableauAnnees, legende: str, entete: str) -> Tableau:
    """Beyond what a page holds, only the total is shown."""
    if len(table.annees) > MAX_ANNEES:
        rows = [(nom, nombre(montants[-1])) for nom, montants in (*table.lignes, ("Total", table.total))]
        return Tableau(legende, (entete, "Total"), tuple(rows), (1,))
    entetes = (entete, *(str(annee or SANS_ANNEE) for annee in table.annees), "Total")
    lignes = [(nom, *(write_montant(m) for m in montants)) for nom, montants in table.lignes]
    lignes.append(("Total", *(nombre(montant) for montant in table.total)))
    return Tableau(legende, entetes, tuple(lignes), tuple(range(1, len(entetes))))


def write_montant(montant: Decimal) -> str:
    return nombre(montant) if montant else "–"


def _build_equilibre(lignes: Sequence[LignePlan]) -> Tableau:
    def somme(annee: int | None, condition: Callable[[LignePlan], bool]) -> Decimal:
        return sum((row.montant.prevu or ZERO for row in lignes if row.montant.annee == annee and condition(row)), ZERO)

    rows = []
    for annee in sort_annees({ligne.montant.annee for ligne in lignes}):
        rows.append((str(annee or SANS_ANNEE), [somme(annee, c) for c in (is_depense, is_confirmee, is_esperee)]))
    rows.append(("Total", [sum(column, ZERO) for column in zip(*(row for _, row in rows), strict=True)]))
    ecrites = tuple(
        (nom, *(nombre(montant) for montant in montants), nombre_signe(montants[1] + montants[2] - montants[0]))
        for nom, montants in rows
    )
    entetes = ("Année", "Dépenses", "Recettes confirmées", "Recettes espérées", "Recettes moins dépenses")
    return Tableau("Prévu, année par année, en euros", entetes, ecrites, (1, 2, 3, 4))
