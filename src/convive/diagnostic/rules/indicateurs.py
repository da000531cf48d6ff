"""The core indicators of a territory: a figure for each year, beside those of other territories."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from convive.diagnostic.rules import calcul
from convive.diagnostic.rules.calcul import Figure, build_evolution, build_ratio, hide_trompeuse
from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.coeur import Fiche
from convive.diagnostic.rules.lecture import Lecture, compute_lecture
from convive.diagnostic.rules.portrait import Reference, Seuils
from convive.diagnostic.rules.secret import Masques, compute_masques, is_somme_publiable
from convive.donnees.formules import Somme
from convive.donnees.rules import Statut
from convive.socle.formats import nombre, nombre_accorde

# Year of the figure, ascending.
Serie = Mapping[int, Figure]
MOTIF_MASQUE = "Effectif masqué : le montrer laisserait retrouver un petit nombre de personnes."
MOTIF_PUBLIE = "Non publié pour ce territoire ; ne se calcule pas à partir des communes."


@dataclass(frozen=True)
class LigneIndicateur:
    """An indicator of a territory: its latest figure, its years, the same of each reference, and one sentence."""

    fiche: Fiche
    figure: Figure
    serie: Serie
    comparaisons: tuple[tuple[Reference, Figure], ...]
    lecture: Lecture | None
    series_references: tuple[tuple[Reference, Serie], ...] = ()


def build_figure(fiche: Fiche, somme: Somme, seuils: Seuils, *, is_groupe: bool = False) -> Figure:
    """The figure of one year. `is_groupe`: several territories, over which a published figure is never made up."""
    indicateur = fiche.indicateur
    annee = str(somme.annee)
    if indicateur.calcul is Calcul.EVOLUTION:
        annee = f"{somme.annee - fiche.ecart_annees}-{somme.annee}"
    if indicateur.calcul is Calcul.PUBLIE and is_groupe:
        motif = MOTIF_PUBLIE
        return Figure(indicateur, annee, None, Statut.NON_CALCULABLE, sources=somme.sources, motif=motif)
    if somme.numerateur is None:
        return Figure(indicateur, annee, None, somme.raison, sources=somme.sources, communes_total=somme.total)
    statut = Statut.VALEUR
    if somme.is_rupture:
        statut = Statut.RUPTURE_DE_SERIE
    elif somme.connues < somme.total or somme.is_partielle:
        statut = Statut.PARTIEL
    parts = calcul.Somme((), somme.connues, somme.total, statut, somme.sources)
    numerateur, denominateur = somme.numerateur, somme.denominateur or 0.0
    if indicateur.calcul is Calcul.RATIO:
        figure = build_ratio(indicateur, annee, parts, numerateur, denominateur, seuils.denominateur_taux)
        return hide_trompeuse(figure, somme.raison, seuils.cachees)
    if indicateur.calcul is Calcul.EVOLUTION:
        figure = build_evolution(
            indicateur, annee, parts, denominateur, numerateur, fiche.ecart_annees, seuils.denominateur_taux
        )
        return hide_trompeuse(figure, somme.raison, seuils.cachees)
    return Figure(
        indicateur,
        annee,
        numerateur,
        statut,
        numerateur=None if indicateur.calcul is Calcul.PUBLIE else numerateur,
        sources=somme.sources,
        communes_connues=somme.connues,
        communes_total=somme.total,
    )


def build_series(
    fiches: Mapping[str, Fiche], sommes: Iterable[Somme], seuils: Seuils, *, is_groupe: bool = False
) -> dict[str, dict[str, dict[int, Figure]]]:
    """Figures by group, indicator and year; `sommes` come sorted by year."""
    series: dict[str, dict[str, dict[int, Figure]]] = {}
    for somme in sommes:
        figure = build_figure(fiches[somme.formule], somme, seuils, is_groupe=is_groupe)
        series.setdefault(somme.groupe, {}).setdefault(somme.formule, {})[somme.annee] = figure
    return series


def get_annee_de_reference(serie: Serie) -> int | None:
    """The latest year known for most communes: a new file of a few communes does not hide a complete one."""
    known = [
        (figure.numerateur is not None or figure.has_valeur, figure.communes_connues, annee)
        for annee, figure in serie.items()
    ]
    return max(known)[2] if known else None


def hide_mal_couverte(figure: Figure, seuils: Seuils) -> Figure:
    """A reference that lacks too many of its communes is not compared with."""
    total = figure.communes_total
    if not figure.has_valeur or not total or 100 * figure.communes_connues >= seuils.couverture_comparaison * total:
        return figure
    known = nombre_accorde(figure.communes_connues, "commune")
    motif = f"Connu pour {known} sur {nombre(total)} seulement : pas de comparaison."
    return replace(figure, valeur=None, numerateur=None, denominateur=None, statut=Statut.NON_DISPONIBLE, motif=motif)


def build_ligne(
    fiche: Fiche,
    serie: Serie,
    references: Sequence[tuple[Reference, Serie]],
    seuils: Seuils,
    *,
    communes_total: int,
) -> LigneIndicateur:
    """The latest figure and those of the references in the same year; for a copied figure, in their own latest one."""
    annee = get_annee_de_reference(serie)
    if annee is None:
        figure = Figure(fiche.indicateur, "", None, Statut.NON_DISPONIBLE, communes_total=communes_total)
        return LigneIndicateur(fiche, figure, serie, (), None)
    figure = serie[annee]
    compared = []
    for reference, other in references:
        annee_autre: int | None = annee
        if annee not in other and fiche.indicateur.calcul is Calcul.PUBLIE:
            annee_autre = get_annee_de_reference(other)
        if annee_autre is not None and annee_autre in other:
            compared.append((reference, hide_mal_couverte(other[annee_autre], seuils)))
    lectures = (
        compute_lecture(
            _get_meme_annee(figure, serie, other),
            other,
            reference.article,
            seuil_prudence=seuils.prudence,
            manque_negligeable=seuils.manque_negligeable,
            derniere=figure.millesime,
        )
        for reference, other in compared
    )
    return LigneIndicateur(
        fiche, figure, serie, tuple(compared), next((x for x in lectures if x), None), tuple(references)
    )


def _get_meme_annee(figure: Figure, serie: Serie, other: Figure) -> Figure:
    """The figure of the year of the reference where a copied one has it, else the latest one."""
    if figure.indicateur.calcul is not Calcul.PUBLIE or not other.has_valeur:
        return figure
    same = serie.get(int(other.millesime))
    return same if same is not None and same.has_valeur else figure


def compute_cadres(effectifs: Mapping[str, Mapping[str, float]], seuil: float) -> tuple[Masques, ...]:
    """The masked set of each frame, from the counts of its communes."""
    return tuple(compute_masques(counts, seuil) for counts in effectifs.values())


def mask_serie(
    serie: Serie, communes: Iterable[str], cadres: Mapping[int, Sequence[Masques]], seuil: float
) -> dict[int, Figure]:
    """Hide, year by year, a sensitive count that a subtraction could give back. `cadres`: masked sets by year."""
    codes = tuple(communes)
    masked = {}
    for annee, figure in serie.items():
        if figure.numerateur is not None and not is_somme_publiable(
            codes, cadres.get(annee, ()), figure.numerateur, seuil
        ):
            figure = hide(figure, MOTIF_MASQUE)
        masked[annee] = figure
    return masked


def hide(figure: Figure, motif: str) -> Figure:
    return replace(figure, valeur=None, numerateur=None, statut=Statut.SECRET, motif=motif)
