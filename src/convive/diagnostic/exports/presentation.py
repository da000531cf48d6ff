"""What a portrait shows, in the words and formats of a reader: shared by the page and by the documents."""

from dataclasses import dataclass

from convive.diagnostic.exports.sources import get_libelle_sources, get_limite, is_non_chargee
from convive.diagnostic.rules.accord import accorde
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.catalogue import Calcul, Catalogue, Indicateur, Theme
from convive.diagnostic.rules.lecture import Lecture
from convive.diagnostic.rules.portrait import Portrait
from convive.donnees.rules import Statut
from convive.socle.formats import arrondi, nombre, nombre_accorde
from convive.territoires.rules import PerimetreResolu
from convive.territoires.rules.noms import fold_nom
from convive.ui.rules import get_affichage

# Columns of the table of communes: what one asks first, on one line, and the few words that name it there.
COLONNES_COMMUNES = {
    "population_municipale": "Habitants",
    "population_evolution_annuelle": "Évolution, % par an",
    "part_0_19": "Moins de 20 ans, %",
    "part_65p": "65 ans ou plus, %",
    "indice_vieillissement": "Indice de vieillissement",
    "part_residences_secondaires": "Résidences secondaires, %",
    "part_logements_vacants": "Logements vacants, %",
    "niveau_vie_median": "Niveau de vie médian, €",
}


# A yearly series, drawn as a curve and never shown as the figure of the territory, beside the one that is in force.
SERIES = frozenset({"population_rp"})


@dataclass(frozen=True)
class FigureAffichee:
    """A figure ready to print; `valeur` is formatted text, empty when the statut carries no number."""

    identifiant: str
    libelle: str
    valeur: str
    statut: Statut
    unite: str
    millesime: str
    source: str
    limite: str
    comparaison: str
    is_non_chargee: bool = False
    source_courte: str = ""

    @property
    def texte(self) -> str:
        """Value for a document: the number, then its reservation; or the words that stand in its place."""
        mot = get_affichage(self.statut).mot
        if not self.valeur:
            return mot
        return self.valeur if self.statut is Statut.VALEUR else f"{self.valeur} ({mot})"


@dataclass(frozen=True)
class SectionTheme:
    theme: Theme
    figures: tuple[FigureAffichee, ...]
    lectures: tuple[Lecture, ...]

    @property
    def lectures_proches(self) -> tuple[Lecture, ...]:
        """The gaps that mean something, with the nearest territory compared; counts are left to the detail."""
        firsts: dict[str, Lecture] = {}
        for lecture in self.lectures:
            if lecture.ecart is not None:
                firsts.setdefault(lecture.indicateur, lecture)
        return tuple(firsts.values())


@dataclass(frozen=True)
class CelluleCommune:
    """One cell of the table of communes; `tri` is the raw value for sorting, None sorts last."""

    valeur: str
    statut: Statut
    tri: float | None

    @property
    def texte(self) -> str:
        """Value for a document, the sign of its statut when there is none."""
        return self.valeur or get_affichage(self.statut).signe


@dataclass(frozen=True)
class LigneCommune:
    code: str
    nom: str
    cellules: tuple[CelluleCommune, ...]


def format_valeur(figure: Figure) -> str:
    return "" if figure.valeur is None else nombre(figure.valeur, figure.indicateur.decimales)


def _build_comparaison(identifiant: str, figure: Figure, portrait: Portrait) -> str:
    """« Vienne : 24,1 ; France : 20,5 (2019, partiel) »: what the figure beside is, and how far to trust it."""
    if figure.indicateur.calcul is Calcul.SOMME:
        return ""
    parts = []
    for comparaison in portrait.comparaisons:
        other = comparaison.figures[identifiant]
        if not other.has_valeur:
            continue
        notes = [other.millesime] if other.millesime != figure.millesime else []
        if other.statut is not Statut.VALEUR:
            notes.append(get_affichage(other.statut).mot)
        text = f"{comparaison.reference.nom}\u00a0: {format_valeur(other)}"
        parts.append(f"{text} ({', '.join(notes)})" if notes else text)
    return "\u202f; ".join(parts)


def build_figure_affichee(figure: Figure, portrait: Portrait) -> FigureAffichee:
    indicateur = figure.indicateur
    shown = None if figure.valeur is None else arrondi(figure.valeur, indicateur.decimales)
    return FigureAffichee(
        identifiant=indicateur.identifiant,
        libelle=indicateur.libelle,
        valeur=format_valeur(figure),
        statut=figure.statut,
        unite=indicateur.unite if shown is None else accorde(shown, indicateur.unite),
        millesime=figure.millesime or "année non précisée",
        source=get_libelle_sources([figure], portrait.sources_chargees),
        limite=get_limite(figure, portrait.sources_chargees),
        comparaison=_build_comparaison(indicateur.identifiant, figure, portrait),
        is_non_chargee=is_non_chargee(figure, portrait.sources_chargees),
    )


def build_sections(catalogue: Catalogue, portrait: Portrait) -> tuple[SectionTheme, ...]:
    """One section by theme, in the order of the catalogue."""
    return tuple(
        SectionTheme(
            theme,
            tuple(
                build_figure_affichee(portrait.figures[i.identifiant], portrait)
                for i in catalogue.for_theme(theme.identifiant)
                if i.identifiant not in SERIES
            ),
            tuple(
                lecture
                for i in catalogue.for_theme(theme.identifiant)
                if i.identifiant not in SERIES
                for lecture in portrait.lectures[i.identifiant]
            ),
        )
        for theme in catalogue.themes
    )


def list_figures_montrees(portrait: Portrait) -> tuple[Figure, ...]:
    """What is shown as a figure of the territory: it has one population, and a series is not a second one."""
    return tuple(figure for nom, figure in portrait.figures.items() if nom not in SERIES)


def build_chapeau(perimetre: PerimetreResolu, portrait: Portrait) -> str:
    """« 35 communes, 26 641 habitants en 2023, 873 km². »"""
    population = portrait.figures["population_municipale"]
    superficie = portrait.figures["superficie_km2"]
    parts = []
    if len(perimetre.communes) > 1:
        parts.append(nombre_accorde(len(perimetre.communes), "commune"))
    if population.has_valeur:
        moins = "au moins " if population.is_minimum else ""
        parts.append(f"{moins}{nombre_accorde(round(population.valeur or 0), 'habitant')} en {population.millesime}")
    if superficie.has_valeur:
        moins = "au moins " if superficie.is_minimum else ""
        parts.append(f"{moins}{format_valeur(superficie)}\u00a0km²")
    return f"{', '.join(parts)}." if parts else ""


def get_colonnes(catalogue: Catalogue) -> tuple[Indicateur, ...]:
    return tuple(catalogue.get(identifiant) for identifiant in COLONNES_COMMUNES)


def list_annees_communes(catalogue: Catalogue, portrait: Portrait) -> tuple[str, ...]:
    """The one vintage of each column of the table of communes: all of them are read in the year of the territory."""
    annees = [
        {figures[i.identifiant].millesime for figures in portrait.communes.values()} - {""}
        for i in get_colonnes(catalogue)
    ]
    return tuple(" et ".join(sorted(found)) for found in annees)


def list_titres_communes(catalogue: Catalogue, portrait: Portrait) -> tuple[str, ...]:
    """Headings of a document, « Niveau de vie médian, € (2019) »."""
    annees = list_annees_communes(catalogue, portrait)
    return tuple(
        f"{libelle} ({annee})" if annee else libelle
        for libelle, annee in zip(COLONNES_COMMUNES.values(), annees, strict=True)
    )


def build_lignes_communes(
    catalogue: Catalogue, perimetre: PerimetreResolu, portrait: Portrait, tri: str = "nom", decroissant: bool = False
) -> tuple[LigneCommune, ...]:
    """Rows of the table of communes, sorted on a column of COLONNES_COMMUNES or on the name; unknown values last."""
    rows = []
    for commune in perimetre.communes:
        figures = portrait.communes[commune.code]
        cells = tuple(
            CelluleCommune(
                format_valeur(figures[i.identifiant]), figures[i.identifiant].statut, figures[i.identifiant].valeur
            )
            for i in get_colonnes(catalogue)
        )
        rows.append(LigneCommune(commune.code, commune.nom, cells))
    if tri in COLONNES_COMMUNES:
        index = list(COLONNES_COMMUNES).index(tri)
        known = [row for row in rows if row.cellules[index].tri is not None]
        unknown = [row for row in rows if row.cellules[index].tri is None]
        known.sort(key=lambda row: row.cellules[index].tri or 0.0, reverse=decroissant)
        return (*known, *unknown)
    return tuple(sorted(rows, key=lambda row: fold_nom(row.nom), reverse=decroissant))
