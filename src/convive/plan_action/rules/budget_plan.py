"""The money of a whole plan, by year and by funder. Every total is the sum of what is shown. Pure Python."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from decimal import Decimal

from convive.plan_action.rules.budget import ZERO, Montant
from convive.plan_action.rules.plan import SensBudget


@dataclass(frozen=True, slots=True)
class LignePlan:
    """A line of money of an action: `axe` and `qui` are the words under which it is counted."""

    axe: str
    qui: str
    montant: Montant


@dataclass(frozen=True, slots=True)
class TableauAnnees:
    """`annees` may end with None, what has no year. Each row has an amount for each, then its total; so has `total`."""

    annees: tuple[int | None, ...]
    lignes: tuple[tuple[str, tuple[Decimal, ...]], ...]
    total: tuple[Decimal, ...]


def is_depense(ligne: LignePlan) -> bool:
    return ligne.montant.sens == SensBudget.CHARGE


def is_confirmee(ligne: LignePlan) -> bool:
    return ligne.montant.sens == SensBudget.PRODUIT and ligne.montant.confirme


def is_esperee(ligne: LignePlan) -> bool:
    return ligne.montant.sens == SensBudget.PRODUIT and not ligne.montant.confirme


def build_tableau(
    lignes: Iterable[LignePlan],
    condition: Callable[[LignePlan], bool],
    get_nom: Callable[[LignePlan], str] = lambda ligne: ligne.qui,
) -> TableauAnnees | None:
    """What these lines plan, by name and by year, the largest first; None without any amount. A line whose amount
    nobody gave adds nothing."""
    kept = [ligne for ligne in lignes if condition(ligne) and ligne.montant.prevu is not None]
    if not kept:
        return None
    annees = sort_annees({ligne.montant.annee for ligne in kept})
    sommes: dict[tuple[str, int | None], Decimal] = _sum(kept, lambda row: (get_nom(row), row.montant.annee))
    noms = {get_nom(ligne) for ligne in kept}
    rows = [(nom, tuple(sommes.get((nom, annee), ZERO) for annee in annees)) for nom in noms]
    complete = [(nom, (*montants, sum(montants, ZERO))) for nom, montants in rows]
    complete.sort(key=lambda row: (-row[1][-1], row[0].casefold()))
    total = tuple(sum(column, ZERO) for column in zip(*(montants for _, montants in complete), strict=True))
    return TableauAnnees(annees, tuple(complete), total)


def sort_annees(annees: Iterable[int | None]) -> tuple[int | None, ...]:
    """In order; what has no year comes last."""
    return tuple(sorted(annees, key=lambda annee: (annee is None, annee or 0)))


def _sum[K: Hashable](lignes: Iterable[LignePlan], get_cle: Callable[[LignePlan], K]) -> dict[K, Decimal]:
    sommes: dict[K, Decimal] = defaultdict(lambda: ZERO)
    for ligne in lignes:
        sommes[get_cle(ligne)] += ligne.montant.prevu or ZERO
    return sommes


@dataclass(frozen=True, slots=True)
class MoyensDe:
    """What an organisation brings to a plan."""

    nom: str
    portees: int
    partenaire: int
    confirme: Decimal
    espere: Decimal


def sum_moyens(lignes: Iterable[LignePlan]) -> dict[str, tuple[Decimal, Decimal]]:
    """By funder, what is confirmed and what is hoped for."""
    rows = list(lignes)
    confirme = _sum([row for row in rows if is_confirmee(row)], lambda row: row.qui)
    espere = _sum([row for row in rows if is_esperee(row)], lambda row: row.qui)
    return {nom: (confirme.get(nom, ZERO), espere.get(nom, ZERO)) for nom in {*confirme, *espere}}
