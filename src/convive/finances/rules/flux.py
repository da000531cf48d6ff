"""Who pays what, drawn: ribbons from those who pay to what is paid, as wide as the amounts. Pure Python, no unit but
that of the drawing."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

HAUTEUR = 420
GAUCHE, DROITE = 400, 800
"""Where the bars of the two sides stand."""
EPAISSEUR = 12
ECART = 16
MAX_BARRES = 7
"""On each side; the smallest ones are drawn together."""
AUTRES = "Autres"
TONS = 6
"""How many colours the style sheet has."""


@dataclass(frozen=True, slots=True)
class Barre:
    nom: str
    montant: Decimal
    x: int
    y: float
    hauteur: float
    ton: int

    @property
    def milieu(self) -> float:
        return round(self.y + self.hauteur / 2, 1)


@dataclass(frozen=True, slots=True)
class Ruban:
    """`trace` is the `d` of its path."""

    de: str
    vers: str
    montant: Decimal
    trace: str
    ton: int


@dataclass(frozen=True, slots=True)
class Flux:
    payeurs: tuple[Barre, ...]
    payes: tuple[Barre, ...]
    rubans: tuple[Ruban, ...]
    hauteur: int = HAUTEUR


def draw_flux(montants: Iterable[tuple[str, str, Decimal]]) -> Flux | None:
    """What each pays for each thing; amounts above zero only. None without any."""
    bruts = [(de, vers, montant) for de, vers, montant in montants if montant > 0]
    if not bruts:
        return None
    gardes_de = _keep([(de, montant) for de, _, montant in bruts])
    gardes_vers = _keep([(vers, montant) for _, vers, montant in bruts])
    sommes: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for de, vers, montant in bruts:
        sommes[de if de in gardes_de else AUTRES, vers if vers in gardes_vers else AUTRES] += montant
    payeurs = _place(_sum_cote(sommes, 0), GAUCHE - EPAISSEUR)
    payes = _place(_sum_cote(sommes, 1), DROITE)
    return Flux(payeurs, payes, tuple(_list_rubans(sommes, payeurs, payes)))


def _keep(montants: Sequence[tuple[str, Decimal]]) -> set[str]:
    totaux: dict[str, Decimal] = defaultdict(Decimal)
    for nom, montant in montants:
        totaux[nom] += montant
    if len(totaux) <= MAX_BARRES:
        return set(totaux)
    return {nom for nom, _ in sorted(totaux.items(), key=lambda row: (-row[1], row[0]))[: MAX_BARRES - 1]}


def _sum_cote(sommes: dict[tuple[str, str], Decimal], cote: int) -> list[tuple[str, Decimal]]:
    totaux: dict[str, Decimal] = defaultdict(Decimal)
    for paire, montant in sommes.items():
        totaux[paire[cote]] += montant
    # What is drawn together comes last, however large it is.
    return sorted(totaux.items(), key=lambda row: (row[0] == AUTRES, -row[1], row[0]))


def _place(rows: Sequence[tuple[str, Decimal]], x: int) -> tuple[Barre, ...]:
    total = sum((montant for _, montant in rows), Decimal(0))
    libre = HAUTEUR - ECART * (MAX_BARRES - 1)
    barres, y = [], (HAUTEUR - libre - ECART * (len(rows) - 1)) / 2
    for rang, (nom, montant) in enumerate(rows):
        hauteur = float(montant / total) * libre
        barres.append(Barre(nom, montant, x, round(y, 1), round(hauteur, 1), min(rang, TONS - 1) + 1))
        y += hauteur + ECART
    return tuple(barres)


def _list_rubans(
    sommes: dict[tuple[str, str], Decimal], payeurs: Sequence[Barre], payes: Sequence[Barre]
) -> Iterable[Ruban]:
    departs = {barre.nom: barre.y for barre in payeurs}
    arrivees = {barre.nom: barre.y for barre in payes}
    for payeur in payeurs:
        for paye in payes:
            montant = sommes.get((payeur.nom, paye.nom))
            if not montant:
                continue
            haut_de, haut_vers = departs[payeur.nom], arrivees[paye.nom]
            bas_de = haut_de + float(montant / payeur.montant) * payeur.hauteur
            bas_vers = haut_vers + float(montant / paye.montant) * paye.hauteur
            departs[payeur.nom], arrivees[paye.nom] = bas_de, bas_vers
            yield Ruban(payeur.nom, paye.nom, montant, _trace(haut_de, haut_vers, bas_de, bas_vers), payeur.ton)


def _trace(haut_de: float, haut_vers: float, bas_de: float, bas_vers: float) -> str:
    milieu = (GAUCHE + DROITE) / 2
    return (
        f"M{GAUCHE} {haut_de:.1f}C{milieu:.0f} {haut_de:.1f} {milieu:.0f} {haut_vers:.1f} {DROITE} {haut_vers:.1f}"
        f"V{bas_vers:.1f}C{milieu:.0f} {bas_vers:.1f} {milieu:.0f} {bas_de:.1f} {GAUCHE} {bas_de:.1f}Z"
    )
