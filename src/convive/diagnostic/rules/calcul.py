"""From measured quantities to figures: sums are sums, rates are recomputed, medians are only copied."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from convive.diagnostic.rules.catalogue import Calcul, Indicateur
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Statut


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


# quantity -> vintage -> measure
Mesures = Mapping[str, Mapping[int, Grandeur]]

# When nothing is known, the most telling reason wins: it is the one that the reader can act on.
_REASONS = (Statut.SECRET, Statut.SCISSION_INCOMPLETE, Statut.NON_PUBLIE, Statut.NON_CALCULABLE, Statut.NON_APPLICABLE)


def _reason(statuts: Iterable[Statut]) -> Statut:
    seen = set(statuts)
    return next((statut for statut in _REASONS if statut in seen), Statut.NON_DISPONIBLE)


@dataclass(frozen=True, slots=True)
class Somme:
    """Sums of several quantities over the communes where all of them are known."""

    valeurs: tuple[float, ...]
    connues: int
    total: int
    statut: Statut
    sources: tuple[str, ...]


def _get(mesures: Mesures, grandeur: str, millesime: int | None) -> Grandeur | None:
    """The measure of a quantity at a vintage, at its last one when there is none to respect."""
    by_millesime = mesures.get(grandeur, {})
    return by_millesime.get(max(by_millesime, default=0) if millesime is None else millesime)


def _sum_together(communes: Sequence[Mesures], cles: Sequence[tuple[str, int | None]]) -> Somme:
    """Add up (quantity, vintage) pairs over communes, keeping only the communes where every pair has a value."""
    sums = [0.0] * len(cles)
    known = total = 0
    unknown: list[Statut] = []
    rupture = partial = False
    sources: dict[str, None] = {}
    silent: dict[str, None] = {}
    for mesures in communes:
        parts = [_get(mesures, grandeur, millesime) for grandeur, millesime in cles]
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
        for index, part in enumerate(present):
            sums[index] += part.valeur or 0.0
            rupture |= part.statut is Statut.RUPTURE_DE_SERIE
            partial |= part.statut is Statut.PARTIEL
            sources[part.source] = None
    if known == 0:
        # A source that was read and gave no number is still the one to name.
        return Somme((), 0, total, _reason(unknown), tuple(silent))
    statut = Statut.VALEUR
    if rupture:
        # The two counts already tell that communes are missing; nothing else tells the break.
        statut = Statut.RUPTURE_DE_SERIE
    elif known < total or partial:
        statut = Statut.PARTIEL
    return Somme(tuple(sums), known, total, statut, tuple(sources))


def get_millesimes(communes: Sequence[Mesures], grandeurs: Sequence[str]) -> list[int]:
    """Vintages, ascending, at which at least one commune has a measure (whatever its statut) for every quantity."""
    vintages: set[int] | None = None
    for grandeur in grandeurs:
        seen = {millesime for mesures in communes for millesime in mesures.get(grandeur, {})}
        vintages = seen if vintages is None else vintages & seen
    return sorted(vintages or ())


def get_millesime_de_reference(communes: Sequence[Mesures], grandeurs: Sequence[str]) -> int | None:
    """The latest complete vintage, else the one known for most communes, the latest on a tie; None when none exists.

    A newer file that covers a few communes only must not replace an older one that covers all.
    """
    best: tuple[int, int] | None = None
    for millesime in get_millesimes(communes, grandeurs):
        known = _sum_together(communes, [(grandeur, millesime) for grandeur in grandeurs]).connues
        if best is None or known >= best[0]:
            best = (known, millesime)
    return best[1] if best else None


def compute_figure(
    indicateur: Indicateur,
    communes: Sequence[Mesures],
    millesime: int | None,
    *,
    seuil_denominateur_taux: float,
) -> Figure:
    """Compute a figure over the communes of a territory.

    `communes` holds one mapping of measures by commune, or a single one for a territory already summed (département,
    France). `millesime` is ignored by an évolution, whose vintages are in the catalogue. A published figure (median,
    poverty rate) needs a single mapping: its own territory's. Nothing known gives a figure without value, whose statut
    says why.
    """
    if indicateur.calcul is Calcul.EVOLUTION:
        return _compute_evolution(indicateur, communes, seuil_denominateur_taux)
    if millesime is None:
        return Figure(indicateur, "", None, Statut.NON_DISPONIBLE, communes_total=len(communes))
    if indicateur.calcul is Calcul.PUBLIE:
        return _copy_publie(indicateur, communes, millesime)
    if indicateur.calcul is Calcul.RATIO:
        return _compute_ratio(indicateur, communes, millesime, seuil_denominateur_taux)
    somme = _sum_together(communes, [(grandeur, millesime) for grandeur in indicateur.grandeurs])
    value = sum(somme.valeurs) if somme.connues else None
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


def _compute_ratio(indicateur: Indicateur, communes: Sequence[Mesures], millesime: int, seuil: float) -> Figure:
    cles = [(grandeur, millesime if grandeur in indicateur.datees else None) for grandeur in indicateur.composantes]
    somme = _sum_together(communes, cles)
    if not somme.connues:
        return Figure(indicateur, str(millesime), None, somme.statut, sources=somme.sources, communes_total=somme.total)
    by_name = dict(zip(indicateur.composantes, somme.valeurs, strict=True))
    numerateur = sum(by_name[grandeur] for grandeur in indicateur.numerateur)
    denominateur = sum(by_name[grandeur] for grandeur in indicateur.denominateur)
    return build_ratio(indicateur, str(millesime), somme, numerateur, denominateur, seuil)


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
        statut, motif = Statut.NON_CALCULABLE, f"Taux non calculé : moins de {seuil:g} unités au dénominateur."
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


def _compute_evolution(indicateur: Indicateur, communes: Sequence[Mesures], seuil: float) -> Figure:
    """Mean yearly change in percent: ((end / start) ** (1 / years) - 1) * 100."""
    start, end = indicateur.millesimes
    (grandeur,) = indicateur.grandeurs
    label = f"{start}-{end}"
    somme = _sum_together(communes, [(grandeur, start), (grandeur, end)])
    if not somme.connues:
        return Figure(indicateur, label, None, somme.statut, sources=somme.sources, communes_total=somme.total)
    before, after = somme.valeurs
    return build_evolution(indicateur, label, somme, before, after, end - start, seuil)


def build_evolution(
    indicateur: Indicateur, millesime: str, somme: Somme, before: float, after: float, annees: int, seuil: float
) -> Figure:
    """Mean yearly change in percent, between two counts that many years apart."""
    value: float | None = None
    motif = ""
    if before <= 0:
        motif = "Le point de départ est nul."
    elif before < seuil:
        motif = f"Évolution non calculée : moins de {seuil:g} unités au départ."
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
    motif = "Non publié pour ce territoire ; ne se calcule pas à partir des communes."
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
