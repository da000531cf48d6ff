"""Who pays what: the lines of money of a plan, added up by year, funder and action. Pure Python.

Running costs, investment and valorisation (volunteers, premises lent) are three sums that are never added together.
Every total is the sum of what is shown; a line without an amount is counted apart, and adds nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from convive.plan_action.rules.plan import SensBudget
from convive.socle.enums import EnumLibelle
from convive.socle.formats import euros, liste_fr, nombre_accorde

ZERO = Decimal(0)
CENT = Decimal("0.01")
TOLERANCE = Decimal(1)
"""In euros: charges and produits that differ by no more are equal."""


class Section(EnumLibelle):
    FONCTIONNEMENT = "fonctionnement", "Fonctionnement"
    INVESTISSEMENT = "investissement", "Investissement"
    VALORISATION = "valorisation", "Valorisation"


class Etat(EnumLibelle):
    """Where a planned income is."""

    CONFIRME = "confirme", "Confirmé"
    DEMANDE = "demande", "Demandé"
    ESPERE = "espere", "À demander"


@dataclass(frozen=True, slots=True)
class LigneArgent:
    """A line of money of an action. `action` is its key, `axe` and `qui` the words under which it is counted.

    `prevu` and `realise` in euros; None: nobody said it, which is not zero.
    """

    action: str
    axe: str
    qui: str
    annee: int | None
    sens: SensBudget
    nature: str
    prevu: Decimal | None
    realise: Decimal | None
    etat: Etat
    section: Section = Section.FONCTIONNEMENT
    commune: str = ""
    """The code of the one that pays; empty when nobody said it, or when it is no commune."""


def split_sections(lignes: Iterable[LigneArgent]) -> list[LigneArgent]:
    """The same lines, each in its section; the sums are the same, to the cent.

    An income does not say what it pays for: it follows the expenses that its action has this year. When they are of
    both kinds, it is shared out as they are.
    """
    rows = list(lignes)
    charges: dict[tuple[str, int | None], dict[Section, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in rows:
        if row.sens == SensBudget.CHARGE and row.nature != Section.VALORISATION:
            charges[row.action, row.annee][_get_section_charge(row.nature)] += row.prevu or ZERO
    return [part for row in rows for part in _split(row, charges[row.action, row.annee])]


def _split(row: LigneArgent, charges: dict[Section, Decimal]) -> Iterable[LigneArgent]:
    if row.nature == Section.VALORISATION:
        yield replace(row, section=Section.VALORISATION)
    elif row.sens == SensBudget.CHARGE:
        yield replace(row, section=_get_section_charge(row.nature))
    else:
        total = sum(charges.values(), ZERO)
        investi = charges.get(Section.INVESTISSEMENT, ZERO)
        if not investi:
            yield replace(row, section=Section.FONCTIONNEMENT)
        elif investi == total:
            yield replace(row, section=Section.INVESTISSEMENT)
        else:
            prevu, realise = _share(row.prevu, investi / total), _share(row.realise, investi / total)
            yield replace(row, section=Section.INVESTISSEMENT, prevu=prevu[0], realise=realise[0])
            yield replace(row, section=Section.FONCTIONNEMENT, prevu=prevu[1], realise=realise[1])


def _share(montant: Decimal | None, part: Decimal) -> tuple[Decimal | None, Decimal | None]:
    """A part and the rest, in whole euros when the amount is; nobody said it: nobody said either."""
    if montant is None:
        return None, None
    premier = (montant * part).quantize(CENT if montant % 1 else Decimal(1))
    return premier, montant - premier


def _get_section_charge(nature: str) -> Section:
    return Section.INVESTISSEMENT if nature == Section.INVESTISSEMENT else Section.FONCTIONNEMENT


@dataclass(frozen=True, slots=True)
class Morceau:
    """A piece of a bar a hundred wide."""

    cle: str
    x: int
    largeur: int


@dataclass(frozen=True, slots=True)
class Sommes:
    """In euros. `recu` is what came in of the planned income, None when nobody wrote any."""

    charges: Decimal
    confirme: Decimal
    demande: Decimal
    espere: Decimal
    recu: Decimal | None

    @property
    def produits(self) -> Decimal:
        return self.confirme + self.demande + self.espere

    @property
    def a_trouver(self) -> Decimal:
        """What the planned expenses have over the planned income; zero within a euro, or when there is enough."""
        manque = self.charges - self.produits
        return manque if manque > TOLERANCE else ZERO

    @property
    def en_trop(self) -> Decimal:
        """What the planned income has over the planned expenses: a mistake to look at, never a gain."""
        trop = self.produits - self.charges
        return trop if trop > TOLERANCE else ZERO

    @property
    def a_confirmer(self) -> Decimal:
        return self.demande + self.espere

    @property
    def total(self) -> Decimal:
        """What is to be paid; without any expense written, what one counts on."""
        return self.charges or self.produits

    @property
    def part_confirmee(self) -> int | None:
        """Of what is to be paid, in whole percents rounded down; None without anything to pay."""
        return int(100 * self.confirme / self.total) if self.total else None

    @property
    def part_recue(self) -> int | None:
        return int(100 * self.recu / self.total) if self.total and self.recu is not None else None

    @property
    def morceaux(self) -> tuple[Morceau, ...]:
        """What is received, what is confirmed and not received yet, the rest; nothing beyond the whole."""
        recu = min(100, self.part_recue or 0)
        confirme = max(0, min(100, self.part_confirmee or 0) - recu)
        return (
            Morceau("recu", 0, recu),
            Morceau("confirme", recu, confirme),
            Morceau("reste", recu + confirme, 100 - recu - confirme),
        )


def sum_lignes(lignes: Iterable[LigneArgent]) -> Sommes:
    rows = list(lignes)
    produits = [row for row in rows if row.sens == SensBudget.PRODUIT]
    recus = [row.realise for row in produits if row.realise is not None]

    def somme(etat: Etat) -> Decimal:
        return sum((row.prevu or ZERO for row in produits if row.etat is etat), ZERO)

    return Sommes(
        charges=sum((row.prevu or ZERO for row in rows if row.sens == SensBudget.CHARGE), ZERO),
        confirme=somme(Etat.CONFIRME),
        demande=somme(Etat.DEMANDE),
        espere=somme(Etat.ESPERE),
        recu=sum(recus, ZERO) if recus else None,
    )


def group_sommes[K: Hashable](
    lignes: Iterable[LigneArgent], get_cle: Callable[[LigneArgent], K]
) -> list[tuple[K, Sommes]]:
    """The sums of each group, the largest first, then in the order of the words."""
    groupes: dict[K, list[LigneArgent]] = defaultdict(list)
    for ligne in lignes:
        groupes[get_cle(ligne)].append(ligne)
    rows = [(cle, sum_lignes(held)) for cle, held in groupes.items()]
    return sorted(rows, key=lambda row: (-row[1].total, str(row[0]).casefold()))


def cut_groupes(
    groupes: Sequence[tuple[str, Sommes]], combien: int
) -> tuple[Sequence[tuple[str, Sommes]], Sommes | None]:
    """The first ones, and the sum of the others; None when they are all there, or when one alone would be left."""
    if len(groupes) <= combien + 1:
        return groupes, None
    return groupes[:combien], add_sommes([sommes for _, sommes in groupes[combien:]])


def add_sommes(rows: Sequence[Sommes]) -> Sommes:
    recus = [row.recu for row in rows if row.recu is not None]
    return Sommes(
        charges=sum((row.charges for row in rows), ZERO),
        confirme=sum((row.confirme for row in rows), ZERO),
        demande=sum((row.demande for row in rows), ZERO),
        espere=sum((row.espere for row in rows), ZERO),
        recu=sum(recus, ZERO) if recus else None,
    )


@dataclass(frozen=True, slots=True)
class Manque:
    """What one action lacks in a year: nobody pays it, or nobody has signed for it."""

    action: str
    section: Section
    sommes: Sommes
    demandes: tuple[tuple[str, Decimal, Etat], ...]
    """Who is asked, or could be, and how much."""

    @property
    def montant(self) -> Decimal:
        return self.sommes.a_trouver + self.sommes.a_confirmer


def list_manques(lignes: Iterable[LigneArgent]) -> list[Manque]:
    """The largest first; what is found and signed is not here, nor valorisation, which nobody pays."""
    groupes: dict[tuple[str, Section], list[LigneArgent]] = defaultdict(list)
    for ligne in lignes:
        if ligne.section is not Section.VALORISATION:
            groupes[ligne.action, ligne.section].append(ligne)
    found = []
    for (action, section), rows in groupes.items():
        sommes = sum_lignes(rows)
        demandes = [
            (row.qui, row.prevu, row.etat)
            for row in rows
            if row.sens == SensBudget.PRODUIT and row.etat is not Etat.CONFIRME and row.prevu
        ]
        if sommes.a_trouver or sommes.a_confirmer:
            found.append(Manque(action, section, sommes, tuple(sorted(demandes, key=lambda row: -row[1]))))
    return sorted(found, key=lambda manque: (-manque.montant, manque.action))


@dataclass(frozen=True, slots=True)
class Oublis:
    """What no sum counts, said beside them."""

    sans_montant: int
    sans_annee: int
    en_trop: tuple[tuple[str, Decimal], ...]
    """Actions whose planned income is over their planned expenses, and by how much."""


def list_oublis(lignes: Sequence[LigneArgent], annee: int) -> Oublis:
    rows = [ligne for ligne in lignes if ligne.annee == annee]
    groupes = group_sommes(
        (row for row in rows if row.section is not Section.VALORISATION), lambda row: (row.action, row.section)
    )
    return Oublis(
        sans_montant=sum(row.prevu is None for row in rows),
        sans_annee=sum(row.annee is None for row in lignes),
        en_trop=tuple((action, sommes.en_trop) for (action, _), sommes in groupes if sommes.charges and sommes.en_trop),
    )


def list_annees(lignes: Iterable[LigneArgent]) -> list[int]:
    return sorted({ligne.annee for ligne in lignes if ligne.annee is not None})


def choose_annee(annees: Sequence[int], cette_annee: int) -> int:
    """This year; without any money in it, the nearest that has some, the later one of two."""
    return min(annees, key=lambda annee: (abs(annee - cette_annee), -annee), default=cette_annee)


def explain_financement(annee: int, fonctionnement: Sommes, investissement: Sommes) -> str:
    """What one must know of a year, in two sentences; running costs and investment each by itself."""
    phrases = [
        f"{euros(sommes.total)} {mot} en {annee}" + _explain_part(sommes.part_confirmee)
        for mot, sommes in (("de fonctionnement", fonctionnement), ("d’investissement", investissement))
        if sommes.total
    ]
    restes = [
        f"{euros(montant)} à {verbe}"
        for verbe, montant in (
            ("trouver", fonctionnement.a_trouver + investissement.a_trouver),
            ("confirmer", fonctionnement.a_confirmer + investissement.a_confirmer),
        )
        if montant
    ]
    debut = f"{'\u00a0; '.join(phrases)}." if phrases else f"Aucun montant n’est écrit pour {annee}."
    if not phrases:
        return debut
    return f"{debut} Il reste {liste_fr(restes)}." if restes else f"{debut} Tout est confirmé."


def explain_manque(sommes: Sommes, demandes: Iterable[tuple[str, Decimal]]) -> str:
    """What one action lacks: what has no funder, and who has not signed yet."""
    phrases = [f"{euros(sommes.a_trouver)} sans financeur"] if sommes.a_trouver else []
    phrases += [f"{qui}\u00a0: {euros(montant)} à confirmer" for qui, montant in demandes]
    return f"{'\u00a0; '.join(phrases)}." if phrases else ""


def _explain_part(part: int | None) -> str:
    return "" if part is None else f", {part} % confirmés"


def explain_oublis(oublis: Oublis) -> list[str]:
    """What no sum counts, in sentences."""
    phrases = []
    if oublis.sans_montant:
        lignes = nombre_accorde(oublis.sans_montant, "ligne")
        phrases.append(f"{lignes} sans montant\u00a0: ce qui n’est pas renseigné n’est pas zéro.")
    if oublis.sans_annee:
        phrases.append(
            f"{nombre_accorde(oublis.sans_annee, 'ligne')} sans année\u00a0: dans aucune des années de cette page."
        )
    return phrases
