"""The money of an action, year by year: planned, confirmed, spent, and what is missing. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from convive.plan_action.rules.plan import SensBudget
from convive.socle.formats import euros

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Montant:
    """A line as the sums see it; an amount that nobody gave is None, which is not zero."""

    annee: int | None
    sens: str
    prevu: Decimal | None
    realise: Decimal | None
    confirme: bool


@dataclass(frozen=True, slots=True)
class Sommes:
    """What the lines of a year, or of all years, add up to. `confirme` is the planned money that is signed."""

    depenses: Decimal
    recettes: Decimal
    confirme: Decimal
    depenses_realisees: Decimal | None
    recettes_realisees: Decimal | None

    @property
    def espere(self) -> Decimal:
        return self.recettes - self.confirme

    @property
    def ecart(self) -> Decimal:
        """What the planned income has over the planned expenses; negative when money is missing."""
        return self.recettes - self.depenses

    @property
    def part_confirmee(self) -> int | None:
        """In whole percents, rounded down; None without any planned income."""
        return int(100 * self.confirme / self.recettes) if self.recettes else None


def compute_sommes(montants: Iterable[Montant]) -> Sommes:
    rows = list(montants)
    depenses = [row for row in rows if row.sens == SensBudget.CHARGE]
    recettes = [row for row in rows if row.sens == SensBudget.PRODUIT]
    return Sommes(
        depenses=sum((row.prevu or ZERO for row in depenses), ZERO),
        recettes=sum((row.prevu or ZERO for row in recettes), ZERO),
        confirme=sum((row.prevu or ZERO for row in recettes if row.confirme), ZERO),
        depenses_realisees=_sum_realise(depenses),
        recettes_realisees=_sum_realise(recettes),
    )


def _sum_realise(rows: list[Montant]) -> Decimal | None:
    known = [row.realise for row in rows if row.realise is not None]
    return sum(known, ZERO) if known else None


def explain_ecart(sommes: Sommes, annee: int | None = None) -> str:
    """What a gap between planned expenses and income means; empty when they are equal."""
    if not sommes.ecart:
        return ""
    when = f"En {annee}, " if annee else ""
    if not sommes.recettes:
        phrase = f"aucune recette n’est écrite en face de {euros(sommes.depenses)} de dépenses prévues."
    elif not sommes.depenses:
        phrase = f"aucune dépense n’est écrite en face de {euros(sommes.recettes)} de recettes prévues."
    elif sommes.ecart < 0:
        phrase = f"il manque {euros(-sommes.ecart)} de recettes pour couvrir les dépenses prévues."
    else:
        phrase = f"les recettes prévues dépassent les dépenses de {euros(sommes.ecart)}."
    return when + phrase if when else phrase[0].upper() + phrase[1:]
