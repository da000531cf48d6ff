"""What an action costs and brings to each commune: its money shared out by a key that is chosen and printed.

Cents are conserved: the parts of the communes add up to the amount. Pure Python.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_FLOOR, Decimal

from convive.socle.enums import EnumLibelle

ZERO = Decimal(0)
CENT = Decimal("0.01")
MAX_UNITE = 40


class Cle(EnumLibelle):
    """By what an amount is shared among communes. Ages are those that the census publishes."""

    POPULATION = "population", "La population"
    ENFANTS_0_2 = "enfants_0_2", "Les enfants de 0 à 2 ans"
    ENFANTS_3_10 = "enfants_3_10", "Les enfants de 3 à 10 ans"
    JEUNES_11_17 = "jeunes_11_17", "Les jeunes de 11 à 17 ans"
    EGALES = "egales", "Des parts égales"
    SAISIE = "saisie", "Des parts saisies ici\u00a0: heures, places, pourcentages…"


class Payeur(EnumLibelle):
    COMMUNES = "communes", "Les communes"
    PORTEUSE = "porteuse", "L’intercommunalité"
    CAF = "caf", "La Caf"
    AUTRES = "autres", "Les autres financeurs"


def find_payeur(nature: str) -> Payeur:
    """Who pays an income of this nature; what nobody said is of the others."""
    if nature == "communes":
        return Payeur.COMMUNES
    if nature == "collectivite_porteuse":
        return Payeur.PORTEUSE
    return Payeur.CAF if nature.startswith("caf_") else Payeur.AUTRES


class CleVide(ValueError):
    """A key whose weights are all zero shares nothing."""


def share(montant: Decimal, poids: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """The part of each, to the cent: the largest remainders take the cents that rounding down leaves; ties go by code.

    Raise CleVide when nobody weighs anything, ValueError for a negative weight or amount.
    """
    total = sum(poids.values(), ZERO)
    if min(poids.values(), default=ZERO) < 0 or montant < 0:
        raise ValueError("Un poids et un montant ne sont jamais négatifs.")
    if not total:
        raise CleVide
    exactes = {code: montant * poids_commune / total for code, poids_commune in poids.items()}
    parts = {code: exacte.quantize(CENT, ROUND_FLOOR) for code, exacte in exactes.items()}
    reste = int((montant.quantize(CENT) - sum(parts.values(), ZERO)) / CENT)
    for code in sorted(parts, key=lambda code: (parts[code] - exactes[code], code))[:reste]:
        parts[code] += CENT
    return parts


@dataclass(frozen=True, slots=True)
class Recette:
    """An income of an action; `commune` is the code of the one that pays it, empty when nobody said which."""

    payeur: Payeur
    montant: Decimal
    commune: str = ""


@dataclass(frozen=True, slots=True)
class ActionPartagee:
    """The incomes of an action, the communes it is for, its key and what each of them weighs in it.

    `poids` is empty when the key is not known for all of them; `raison` then says why.
    """

    action: str
    communes: tuple[str, ...]
    cle: Cle
    poids: Mapping[str, Decimal]
    unite: str
    recettes: tuple[Recette, ...]
    raison: str = ""


@dataclass(frozen=True, slots=True)
class PartCommune:
    """What an action is for one commune: what it pays itself, its part of what the intercommunalité pays, of what the
    Caf pays, of the rest. `poids` over `poids_total`: the key, printed. `raison`: why there are no parts."""

    action: str
    cle: Cle
    unite: str
    poids: Decimal
    poids_total: Decimal
    payees: Mapping[Payeur, Decimal] = field(default_factory=dict)
    raison: str = ""

    @property
    def commune(self) -> Decimal:
        return self.payees.get(Payeur.COMMUNES, ZERO)

    @property
    def porteuse(self) -> Decimal:
        return self.payees.get(Payeur.PORTEUSE, ZERO)

    @property
    def caf(self) -> Decimal:
        return self.payees.get(Payeur.CAF, ZERO)

    @property
    def autres(self) -> Decimal:
        return self.payees.get(Payeur.AUTRES, ZERO)

    @property
    def total(self) -> Decimal:
        return sum(self.payees.values(), ZERO)


def share_actions(actions: Iterable[ActionPartagee]) -> dict[str, list[PartCommune]]:
    """The parts of each commune, in the order of the actions. The parts of an action add up to its money, but what a
    commune outside it pays, which is that commune’s alone."""
    found: dict[str, list[PartCommune]] = defaultdict(list)
    for action in actions:
        for code, part in _share_action(action).items():
            found[code].append(part)
    return dict(found)


def _share_action(action: ActionPartagee) -> dict[str, PartCommune]:
    sommes: dict[str, dict[Payeur, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    communs: dict[Payeur, Decimal] = defaultdict(Decimal)
    for recette in action.recettes:
        if recette.payeur is Payeur.COMMUNES and recette.commune:
            sommes[recette.commune][Payeur.COMMUNES] += recette.montant
        else:
            communs[recette.payeur] += recette.montant
    raison = action.raison
    try:
        partages = {payeur: share(montant, action.poids) for payeur, montant in communs.items()} if not raison else {}
    except CleVide:
        partages, raison = {}, f"la clé est vide ({action.cle.libelle.lower()})\u00a0: choisissez-en une autre"
    for payeur, parts in partages.items():
        for code, montant in parts.items():
            sommes[code][payeur] += montant
    total = sum(action.poids.values(), ZERO)
    return {
        code: PartCommune(
            action=action.action,
            cle=action.cle,
            unite=action.unite,
            poids=action.poids.get(code, ZERO),
            poids_total=total,
            payees=dict(sommes[code]),
            raison=raison if communs else "",
        )
        for code in dict.fromkeys((*action.communes, *sommes))
    }


@dataclass(frozen=True, slots=True)
class SommesCommune:
    """In euros; `inconnues` counts the actions that could not be shared out."""

    commune: Decimal
    porteuse: Decimal
    caf: Decimal
    autres: Decimal
    inconnues: int

    @property
    def paye(self) -> Decimal:
        """By the commune, and for it by the intercommunalité."""
        return self.commune + self.porteuse

    @property
    def pour_un_euro(self) -> Decimal | None:
        """What the Caf pays for a euro of the commune and of its intercommunalité; None when they pay nothing."""
        return (self.caf / self.paye).quantize(CENT) if self.paye else None

    def per(self, nombre: Decimal | None) -> Decimal | None:
        """What is paid for each of so many; None when their number is not known, or is zero."""
        return (self.paye / nombre).quantize(CENT) if nombre else None


def sum_parts(parts: Iterable[PartCommune]) -> SommesCommune:
    rows = list(parts)
    return SommesCommune(
        commune=sum((part.commune for part in rows), ZERO),
        porteuse=sum((part.porteuse for part in rows), ZERO),
        caf=sum((part.caf for part in rows), ZERO),
        autres=sum((part.autres for part in rows), ZERO),
        inconnues=sum(bool(part.raison) for part in rows),
    )


def add_sommes(rows: Sequence[SommesCommune], inconnues: int) -> SommesCommune:
    """An action that nobody could share is one, however many communes it is for."""
    return SommesCommune(
        commune=sum((row.commune for row in rows), ZERO),
        porteuse=sum((row.porteuse for row in rows), ZERO),
        caf=sum((row.caf for row in rows), ZERO),
        autres=sum((row.autres for row in rows), ZERO),
        inconnues=inconnues,
    )
