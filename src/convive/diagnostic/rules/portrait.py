"""The portrait of a périmètre: figures, comparisons, communes, series and sentences, from measures already read."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from convive.diagnostic.rules.calcul import (
    Cachees,
    Figure,
    Mesures,
    Reunite,
    choose_figure,
    compute_figure,
    get_millesime_de_reference,
    get_millesimes,
)
from convive.diagnostic.rules.catalogue import Calcul, Catalogue, Indicateur
from convive.diagnostic.rules.lecture import Lecture, compute_lecture
from convive.diagnostic.rules.secret import Masques, compute_masques, is_somme_publiable
from convive.donnees.rules import Statut
from convive.socle.formats import nombre, nombre_accorde


@dataclass(frozen=True)
class Seuils:
    """Values of the dated parameters on the day of the portrait."""

    effectif_diffuse: float
    denominateur_taux: float
    prudence: float
    couverture_comparaison: float
    effectif_par_cachee: float
    manque_negligeable: float

    @property
    def cachees(self) -> Cachees:
        return Cachees(self.couverture_comparaison, self.effectif_par_cachee)


@dataclass(frozen=True)
class Reference:
    """A territory that the périmètre is compared with; `article` names it inside a sentence."""

    niveau: str
    code: str
    nom: str
    article: str


@dataclass(frozen=True)
class MesuresLues:
    """Everything that was read for one portrait.

    `communes`: by code of commune. `territoire`: measures published for the périmètre itself, None for a bundle.
    `references`: by (niveau, code). `cadres`: for each EPCI touched, the measures of all its communes. `scindees`: the
    communes that split, all the pieces of which are in the périmètre.
    """

    communes: Mapping[str, Mesures]
    territoire: Mesures | None
    references: Mapping[tuple[str, str], Mesures]
    cadres: Mapping[str, Mapping[str, Mesures]]
    sources_chargees: frozenset[str] = frozenset()
    scindees: tuple[Reunite, ...] = ()


@dataclass(frozen=True)
class Comparaison:
    reference: Reference
    figures: Mapping[str, Figure]


@dataclass(frozen=True)
class Portrait:
    """Figures by identifier of indicator; series by identifier then vintage (ascending).

    `sources_chargees`: identifiers of the sources that the build could read.
    """

    figures: Mapping[str, Figure]
    comparaisons: tuple[Comparaison, ...]
    communes: Mapping[str, Mapping[str, Figure]]
    series: Mapping[str, Mapping[int, Figure]]
    lectures: Mapping[str, tuple[Lecture, ...]]
    sources_chargees: frozenset[str] = frozenset()


def build_portrait(
    catalogue: Catalogue,
    mesures: MesuresLues,
    references: Sequence[Reference],
    seuils: Seuils,
) -> Portrait:
    """Assemble the portrait; pure, so that a twin can check it figure by figure."""
    communes = list(mesures.communes.values())
    vintages = {i.identifiant: _get_millesime(i, mesures, communes) for i in catalogue.indicateurs}
    masques = {
        i.identifiant: _compute_masques(i, vintages[i.identifiant], mesures, seuils)
        for i in catalogue.indicateurs
        if i.sensible
    }
    figures = {
        i.identifiant: _mask_somme(
            _compute_territoire(i, vintages[i.identifiant], mesures, communes, seuils),
            mesures.communes,
            masques.get(i.identifiant, ()),
            seuils,
        )
        for i in catalogue.indicateurs
    }
    comparaisons = tuple(
        Comparaison(
            reference,
            {
                i.identifiant: _compute_reference(
                    i, vintages[i.identifiant], mesures.references.get((reference.niveau, reference.code), {}), seuils
                )
                for i in catalogue.indicateurs
            },
        )
        for reference in references
    )
    by_commune = {
        code: {
            i.identifiant: _mask_commune(
                compute_figure(
                    i, [measures], vintages[i.identifiant], seuil_denominateur_taux=seuils.denominateur_taux
                ),
                code,
                masques.get(i.identifiant, ()),
            )
            for i in catalogue.indicateurs
        }
        for code, measures in mesures.communes.items()
    }
    lectures = {
        nom: _list_lectures(
            figure, comparaisons, seuils, lambda i, annee: _compute_territoire(i, annee, mesures, communes, seuils)
        )
        for nom, figure in figures.items()
    }
    series = _compute_series(catalogue, mesures, communes, seuils)
    return Portrait(figures, comparaisons, by_commune, series, lectures, mesures.sources_chargees)


def _list_lectures(
    figure: Figure,
    comparaisons: Sequence[Comparaison],
    seuils: Seuils,
    compute: Callable[[Indicateur, int], Figure],
) -> tuple[Lecture, ...]:
    """One by reference, in the same year where both have it; what says nothing of the reference is said once."""
    lectures: dict[str, Lecture] = {}
    for comparaison in comparaisons:
        other, article = comparaison.figures[figure.indicateur.identifiant], comparaison.reference.article
        own = figure
        if figure.indicateur.calcul is Calcul.PUBLIE and other.has_valeur and other.millesime != figure.millesime:
            same = compute(figure.indicateur, int(other.millesime))
            own = same if same.has_valeur else figure
        lecture = compute_lecture(
            own,
            other,
            article,
            seuil_prudence=seuils.prudence,
            manque_negligeable=seuils.manque_negligeable,
            derniere=figure.millesime,
        )
        if lecture is not None:
            lectures.setdefault(lecture.phrase, lecture)
    return tuple(lectures.values())


def _get_millesime(indicateur: Indicateur, mesures: MesuresLues, communes: Sequence[Mesures]) -> int | None:
    if indicateur.calcul is Calcul.PUBLIE and mesures.territoire is not None:
        own = get_millesime_de_reference([mesures.territoire], indicateur.datees)
        if own is not None:
            return own
    return get_millesime_de_reference(communes, indicateur.datees, mesures.scindees)


def _compute_territoire(
    indicateur: Indicateur,
    millesime: int | None,
    mesures: MesuresLues,
    communes: Sequence[Mesures],
    seuils: Seuils,
) -> Figure:
    summed = compute_figure(
        indicateur,
        communes,
        millesime,
        seuil_denominateur_taux=seuils.denominateur_taux,
        cachees=seuils.cachees,
        scindees=mesures.scindees,
    )
    if mesures.territoire is None or len(communes) == 1:
        return summed
    published = compute_figure(
        indicateur, [mesures.territoire], millesime, seuil_denominateur_taux=seuils.denominateur_taux
    )
    return choose_figure(summed, published if published.sources else None) or summed


def _compute_reference(indicateur: Indicateur, millesime: int | None, measures: Mesures, seuils: Seuils) -> Figure:
    if indicateur.calcul is Calcul.PUBLIE and indicateur.grandeurs[0] in measures:
        vintages = get_millesimes([measures], indicateur.grandeurs)
        if millesime not in vintages:
            millesime = max(vintages)
    figure = compute_figure(indicateur, [measures], millesime, seuil_denominateur_taux=seuils.denominateur_taux)
    total = figure.communes_total
    if figure.has_valeur and total and 100 * figure.communes_connues < seuils.couverture_comparaison * total:
        known = nombre_accorde(figure.communes_connues, "commune")
        motif = f"Connu pour {known} sur {nombre(total)} seulement : pas de comparaison."
        return replace(
            figure, valeur=None, numerateur=None, denominateur=None, statut=Statut.NON_DISPONIBLE, motif=motif
        )
    return figure


def _compute_masques(
    indicateur: Indicateur, millesime: int | None, mesures: MesuresLues, seuils: Seuils
) -> tuple[Masques, ...]:
    """The masked set of each frame (EPCI) that the périmètre touches, for the numerator of a sensitive rate."""
    if millesime is None:
        return ()
    sets = []
    for cadre in mesures.cadres.values():
        counts: dict[str, float] = {}
        for code, measures in cadre.items():
            parts = [measures.get(grandeur, {}).get(millesime) for grandeur in indicateur.numerateur]
            values = [part.valeur for part in parts if part is not None and part.valeur is not None]
            if len(values) == len(indicateur.numerateur):
                counts[code] = sum(values)
        sets.append(compute_masques(counts, seuils.effectif_diffuse))
    return tuple(sets)


def _hide(figure: Figure, motif: str) -> Figure:
    return replace(figure, valeur=None, numerateur=None, statut=Statut.SECRET, motif=motif)


def _mask_commune(figure: Figure, code: str, cadres: Sequence[Masques]) -> Figure:
    if figure.numerateur is not None and any(code in masques.codes for masques in cadres):
        return _hide(
            figure, "Effectif trop petit pour être montré, ou caché pour protéger celui d’une commune voisine."
        )
    return figure


def _mask_somme(figure: Figure, communes: Mapping[str, Mesures], cadres: Sequence[Masques], seuils: Seuils) -> Figure:
    if not figure.indicateur.sensible or figure.numerateur is None:
        return figure
    if is_somme_publiable(communes, cadres, figure.numerateur, seuils.effectif_diffuse):
        return figure
    return _hide(figure, "Effectif masqué : le montrer laisserait retrouver un petit nombre de personnes.")


def _compute_series(
    catalogue: Catalogue, mesures: MesuresLues, communes: Sequence[Mesures], seuils: Seuils
) -> dict[str, dict[int, Figure]]:
    """Every vintage of the indicators flagged `serie`, for the périmètre."""
    return {
        i.identifiant: {
            millesime: _compute_territoire(i, millesime, mesures, communes, seuils)
            for millesime in get_millesimes(communes, i.datees)
        }
        for i in catalogue.indicateurs
        if i.serie
    }
