"""From measured quantities to figures: sums are sums, rates are recomputed, medians are only copied."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from convive.diagnostic.rules.catalogue import Calcul, Indicateur
from convive.donnees.formules import RAISONS
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Statut
from convive.socle.formats import nombre


@dataclass(frozen=True, slots=True)
class Grandeur:
    """One measured quantity of one territory and vintage; `valeur` is None unless the statut carries a number.

    `connues` and `total` count communes when the quantity was already summed over some; a commune counts for one.
    """

    valeur: float | None
    statut: Statut
    source: str
    connues: int = 1
    total: int = 1


@dataclass(frozen=True)
class Figure:
    """A figure with its pedigree. `valeur`, `numerateur` and `denominateur` are unrounded; None is never zero."""

    indicateur: Indicateur
    millesime: str
    valeur: float | None
    statut: Statut
    numerateur: float | None = None
    denominateur: float | None = None
    sources: tuple[str, ...] = ()
    communes_connues: int = 0
    communes_total: int = 0
    motif: str = ""
    etendue: tuple[float, float] | None = None

    @property
    def has_valeur(self) -> bool:
        return self.valeur is not None

    @property
    def is_minimum(self) -> bool:
        """A count of which a part is not known: the territory has at least as many."""
        is_lacunaire = self.communes_connues < self.communes_total or self.statut is not Statut.VALEUR
        return self.has_valeur and self.indicateur.calcul is Calcul.SOMME and is_lacunaire


# quantity -> vintage -> measure
Mesures = Mapping[str, Mapping[int, Grandeur]]

Cles = Sequence[tuple[str, int]]
"""(Quantity, vintage) pairs that a figure needs together."""


class Reunies(NamedTuple):
    """The pieces of a split that count as one, the very mappings of `communes`, and what each quantity is for them."""

    pieces: tuple[Mesures, ...]
    grandeurs: tuple[Grandeur, ...]


Reunite = Callable[[Cles], Reunies | None]
"""Reads a commune that split, all the pieces of which are there, as one; see `donnees.scissions`."""


class Cachees(NamedTuple):
    """What a rate bears of the communes that its producer hides, see `hide_trompeuse`.

    `couverture`: percentage of the communes that are known; `effectif_par_commune`: people counted for each hidden one.
    """

    couverture: float
    effectif_par_commune: float


TOUTES_TOLEREES = Cachees(0.0, 0.0)


def _reason(statuts: Iterable[Statut]) -> Statut:
    """When nothing is known, the most telling reason wins: it is the one that the reader can act on."""
    seen = set(statuts)
    return next((statut for statut in RAISONS if statut in seen), Statut.NON_DISPONIBLE)


@dataclass(frozen=True, slots=True)
class Somme:
    """Sums of several quantities over the communes where all of them are known; `raison` tells why others are not."""

    valeurs: tuple[float, ...]
    connues: int
    total: int
    statut: Statut
    sources: tuple[str, ...]
    raison: Statut = Statut.NON_DISPONIBLE


def _sum_together(communes: Sequence[Mesures], cles: Cles, scindees: Sequence[Reunite] = ()) -> Somme:
    """Add up (quantity, vintage) pairs over communes, keeping only the communes where every pair has a value."""
    known = total = 0
    unknown: list[Statut] = []
    rupture = partial = False
    sources: dict[str, None] = {}
    silent: dict[str, None] = {}
    valued: list[Sequence[Grandeur]] = []
    counted: set[int] = set()
    for reunite in scindees:
        if (reunies := reunite(cles)) is not None:
            counted.update(map(id, reunies.pieces))
            known, total = known + len(reunies.pieces), total + len(reunies.pieces)
            valued.append(reunies.grandeurs)
    for mesures in communes:
        if id(mesures) in counted:
            continue
        parts = [mesures.get(grandeur, {}).get(millesime) for grandeur, millesime in cles]
        weight = max((part.total for part in parts if part), default=1)
        total += weight
        missing = [
            part.statut if part else Statut.NON_DISPONIBLE for part in parts if part is None or part.valeur is None
        ]
        if missing:
            unknown.extend(missing)
            silent |= dict.fromkeys(part.source for part in parts if part)
            continue
        present = [part for part in parts if part is not None]
        known += min(part.connues for part in present)
        valued.append(present)
    for figures in valued:
        for part in figures:
            rupture |= part.statut is Statut.RUPTURE_DE_SERIE
            partial |= part.statut is Statut.PARTIEL
            sources[part.source] = None
    raison = _reason(unknown)
    if known == 0:
        # A source that was read and gave no number is still the one to name.
        return Somme((), 0, total, raison, tuple(silent), raison)
    # Exact, whatever the order of the communes.
    sums = tuple(math.fsum(part.valeur or 0.0 for part in parts) for parts in zip(*valued, strict=True))
    statut = Statut.VALEUR
    if rupture:
        # The two counts already tell that communes are missing; nothing else tells the break.
        statut = Statut.RUPTURE_DE_SERIE
    elif known < total or partial:
        statut = Statut.PARTIEL
    return Somme(sums, known, total, statut, tuple(sources), raison)


def get_millesimes(communes: Sequence[Mesures], grandeurs: Sequence[str]) -> list[int]:
    """Vintages, ascending, at which at least one commune has a measure (whatever its statut) for every quantity."""
    vintages: set[int] | None = None
    for grandeur in grandeurs:
        seen = {millesime for mesures in communes for millesime in mesures.get(grandeur, {})}
        vintages = seen if vintages is None else vintages & seen
    return sorted(vintages or ())


def get_millesime_de_reference(
    communes: Sequence[Mesures], grandeurs: Sequence[str], scindees: Sequence[Reunite] = ()
) -> int | None:
    """The latest complete vintage, else the one known for most communes, the latest on a tie; None when none exists.

    A newer file that covers a few communes only must not replace an older one that covers all.
    """
    best: tuple[int, int] | None = None
    for millesime in get_millesimes(communes, grandeurs):
        known = _sum_together(communes, [(grandeur, millesime) for grandeur in grandeurs], scindees).connues
        if best is None or known >= best[0]:
            best = (known, millesime)
    return best[1] if best else None


def compute_figure(
    indicateur: Indicateur,
    communes: Sequence[Mesures],
    millesime: int | None,
    *,
    seuil_denominateur_taux: float,
    cachees: Cachees = TOUTES_TOLEREES,
    scindees: Sequence[Reunite] = (),
) -> Figure:
    """Compute a figure over the communes of a territory, `scindees` being those that split and that it holds whole.

    `cachees`: how many communes a producer may hide before they take the rate with them.

    `communes` holds one mapping of measures by commune, or a single one for a territory already summed (département,
    France). `millesime` is ignored by an évolution, whose vintages are in the catalogue. A published figure (median,
    poverty rate) needs a single mapping: its own territory's. Nothing known gives a figure without value, whose statut
    says why.
    """
    if indicateur.calcul is Calcul.EVOLUTION:
        return _compute_evolution(indicateur, communes, seuil_denominateur_taux, cachees, scindees)
    if millesime is None:
        return Figure(indicateur, "", None, Statut.NON_DISPONIBLE, communes_total=len(communes))
    if indicateur.calcul is Calcul.PUBLIE:
        return _copy_publie(indicateur, communes, millesime)
    if indicateur.calcul is Calcul.RATIO:
        return _compute_ratio(indicateur, communes, millesime, seuil_denominateur_taux, cachees, scindees)
    somme = _sum_together(communes, [(grandeur, millesime) for grandeur in indicateur.grandeurs], scindees)
    value = math.fsum(somme.valeurs) if somme.connues else None
    return Figure(
        indicateur,
        str(millesime),
        value,
        somme.statut,
        numerateur=value,
        sources=somme.sources,
        communes_connues=somme.connues,
        communes_total=somme.total,
    )


def _compute_ratio(
    indicateur: Indicateur,
    communes: Sequence[Mesures],
    millesime: int,
    seuil: float,
    cachees: Cachees,
    scindees: Sequence[Reunite],
) -> Figure:
    # What does not change with the years is taken at its last vintage.
    last = {nom: max(get_millesimes(communes, [nom]), default=0) for nom in indicateur.intemporelles}
    somme = _sum_together(communes, [(nom, last.get(nom, millesime)) for nom in indicateur.composantes], scindees)
    if not somme.connues:
        return Figure(indicateur, str(millesime), None, somme.statut, sources=somme.sources, communes_total=somme.total)
    by_name = dict(zip(indicateur.composantes, somme.valeurs, strict=True))
    numerateur = sum(by_name[grandeur] for grandeur in indicateur.numerateur)
    denominateur = sum(by_name[grandeur] for grandeur in indicateur.denominateur)
    figure = build_ratio(indicateur, str(millesime), somme, numerateur, denominateur, seuil)
    return hide_trompeuse(figure, somme.raison, cachees)


def build_ratio(
    indicateur: Indicateur, millesime: str, somme: Somme, numerateur: float, denominateur: float, seuil: float
) -> Figure:
    """A rate from its two sides; below the threshold the counts stay and the rate is not computed."""
    if indicateur.seuil_denominateur is not None:
        seuil = indicateur.seuil_denominateur
    value: float | None = None
    motif = ""
    statut = somme.statut
    if denominateur == 0:
        statut, motif = Statut.NON_CALCULABLE, "Le dénominateur est nul."
    elif denominateur < seuil:
        # Our own caution, not the producer's secrecy: the counts are public and stay.
        statut, motif = Statut.NON_CALCULABLE, f"Taux non calculé\u00a0: moins de {seuil:g} unités au dénominateur."
    else:
        value = indicateur.facteur * numerateur / denominateur
    return Figure(
        indicateur,
        millesime,
        value,
        statut,
        numerateur,
        denominateur,
        somme.sources,
        somme.connues,
        somme.total,
        motif,
    )


def _compute_evolution(
    indicateur: Indicateur,
    communes: Sequence[Mesures],
    seuil: float,
    cachees: Cachees,
    scindees: Sequence[Reunite],
) -> Figure:
    """Mean yearly change in percent: ((end / start) ** (1 / years) - 1) * 100."""
    start, end = indicateur.millesimes
    (grandeur,) = indicateur.grandeurs
    label = f"{start}-{end}"
    somme = _sum_together(communes, [(grandeur, start), (grandeur, end)], scindees)
    if not somme.connues:
        return Figure(indicateur, label, None, somme.statut, sources=somme.sources, communes_total=somme.total)
    before, after = somme.valeurs
    figure = build_evolution(indicateur, label, somme, before, after, end - start, seuil)
    return hide_trompeuse(figure, somme.raison, cachees)


def build_evolution(
    indicateur: Indicateur, millesime: str, somme: Somme, before: float, after: float, annees: int, seuil: float
) -> Figure:
    """Mean yearly change in percent, between two counts that many years apart."""
    value: float | None = None
    motif = ""
    if before <= 0:
        motif = "Le point de départ est nul."
    elif before < seuil:
        motif = f"Évolution non calculée\u00a0: moins de {seuil:g} unités au départ."
    else:
        value = ((after / before) ** (1 / annees) - 1) * 100
    return Figure(
        indicateur,
        millesime,
        value,
        somme.statut if value is not None else Statut.NON_CALCULABLE,
        numerateur=after,
        denominateur=before,
        sources=somme.sources,
        communes_connues=somme.connues,
        communes_total=somme.total,
        motif=motif,
    )


def hide_trompeuse(figure: Figure, raison: Statut, cachees: Cachees) -> Figure:
    """A rate without the communes that its producer hides may be false: they are hidden for their count itself, and
    those that are left may have none. It stays where few of them are hidden, or where they cannot weigh: many people
    counted for each (a producer hides a dozen at most). `raison`: the most telling one of the unknown communes.
    """
    total = figure.communes_total
    if raison is not Statut.SECRET or not total or 100 * figure.communes_connues >= cachees.couverture * total:
        return figure
    if (figure.numerateur or 0.0) >= cachees.effectif_par_commune * (total - figure.communes_connues):
        return figure
    motif = (
        f"Taux non calculé\u00a0: le secret cache ce chiffre dans trop de communes "
        f"(connu dans {nombre(figure.communes_connues)} sur {nombre(total)})."
    )
    return replace(figure, valeur=None, numerateur=None, denominateur=None, statut=Statut.SECRET, motif=motif)


def _copy_publie(indicateur: Indicateur, territoire: Sequence[Mesures], millesime: int) -> Figure:
    (grandeur,) = indicateur.grandeurs
    measures = [m for mesures in territoire if (m := mesures.get(grandeur, {}).get(millesime))]
    if len(territoire) == 1 and measures:
        measure = measures[0]
        return Figure(
            indicateur,
            str(millesime),
            measure.valeur,
            measure.statut,
            sources=(measure.source,),
            communes_connues=1 if measure.valeur is not None else 0,
            communes_total=1,
        )
    known = [m.valeur for m in measures if m.valeur is not None and m.statut in STATUTS_AVEC_VALEUR]
    motif = "Non publié pour ce territoire\u00a0; ne se calcule pas à partir des communes."
    return Figure(
        indicateur,
        str(millesime),
        None,
        Statut.NON_PUBLIE if len(territoire) == 1 else Statut.NON_CALCULABLE,
        sources=tuple(dict.fromkeys(m.source for m in measures)),
        communes_connues=len(known),
        communes_total=len(territoire),
        motif=motif,
        etendue=(min(known), max(known)) if known else None,
    )


def choose_figure(summed: Figure | None, published: Figure | None) -> Figure | None:
    """The figure of a territory from the sum over its communes and from what is given for the territory itself.

    A producer may give the count of an EPCI and keep those of its small communes: it stands where it alone is whole. A
    median is never anything else than what is published.
    """
    if published is None or published.indicateur.calcul is Calcul.PUBLIE:
        return published or summed
    is_lacunaire = summed is None or summed.statut in (*RAISONS, Statut.PARTIEL)
    return published if published.statut is Statut.VALEUR and is_lacunaire else summed
