"""Charts and map of a portrait: one description of each, drawn for the page and for the documents."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from convive.diagnostic.exports.messages import (
    explain_carte,
    explain_comparaison,
    explain_evolution,
    explain_repartition,
)
from convive.diagnostic.exports.sources import get_libelle_sources
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.portrait import Portrait
from convive.documents.graphiques import (
    Barre,
    Graphique,
    GraphiqueInvalide,
    Part,
    Point,
    Repartition,
    Rupture,
    Serie,
    Zone,
    barres,
    carte,
    courbe,
    repartition,
)
from convive.donnees.rules import Statut
from convive.territoires.rules import PerimetreResolu
from convive.territoires.rules.noms import fold_nom

# Widths of a drawing, in pixels: half a page, and a phone; letters keep their size from one to the other.
LARGE, ETROIT = 560, 330
# A curve beside other things, or on a phone, is lower.
HAUTEUR_COURBE, HAUTEUR_COURBE_DOCUMENT, HAUTEUR_COURBE_BASSE = 320, 210, 160
# Of a map on a page of its own, and of one in a document: two stand on a sheet of A4.
LARGEUR_CARTE, HAUTEUR_CARTE, HAUTEUR_CARTE_DOCUMENT = 600, 480, 330

# Indicators that can be mapped by commune, the first one by default.
INDICATEURS_CARTE = (
    "part_65p",
    "part_0_19",
    "population_evolution_annuelle",
    "densite",
    "population_municipale",
    "part_logements_vacants",
    "part_residences_secondaires",
    "niveau_vie_median",
    "taux_pauvrete",
    "taux_chomage_15_64_rp",
    "part_proprietaires_occupants",
)


@dataclass(frozen=True)
class GraphiqueTheme:
    """A chart of a theme; `nom` is stable, it names the image in the documents. `etroit`: the same for a phone."""

    nom: str
    theme: str
    graphique: Graphique
    etroit: Graphique | None = None


def _columns(perimetre: PerimetreResolu, portrait: Portrait) -> list[tuple[str, Mapping[str, Figure], bool]]:
    own = (perimetre.nom, portrait.figures, True)
    return [own, *((c.reference.nom, c.figures, False) for c in portrait.comparaisons)]


def get_titre(libelle: str, *millesimes: str) -> str:
    return ", ".join(filter(None, (libelle, *millesimes)))


def _source(perimetre: PerimetreResolu, portrait: Portrait, *figures: Figure) -> str:
    text = get_libelle_sources(figures, portrait.sources_chargees)
    return f"{text} · territoire fictif, chiffres inventés" if perimetre.fictif else text


def _draw_courbe(
    perimetre: PerimetreResolu,
    portrait: Portrait,
    titre: str,
    unite: str,
    identifiants: Mapping[str, str],
    largeur: int,
) -> Graphique | None:
    series: list[Serie] = []
    figures: list[Figure] = []
    ruptures: dict[int, Rupture] = {}
    for identifiant, nom in identifiants.items():
        points = portrait.series[identifiant]
        if len(points) < 3:
            return None
        figures.extend(points.values())
        ruptures |= {annee: Rupture(annee) for annee in get_ruptures(points)}
        series.append(
            Serie(
                nom,
                # The break is drawn once, where the way of counting changes, and not at each year before it.
                tuple(
                    Point(annee, figure.valeur, Statut.VALEUR if figure.has_valeur else figure.statut)
                    for annee, figure in points.items()
                ),
                accent=not series,
            )
        )
    if not any(figure.has_valeur for figure in figures):
        return None
    drawn = courbe(
        titre=titre,
        series=series,
        unite=unite,
        source=_source(perimetre, portrait, *figures),
        ruptures=list(ruptures.values()),
        decimales=0,
        largeur=largeur,
        hauteur=HAUTEUR_COURBE if largeur > ETROIT else HAUTEUR_COURBE_BASSE,
    )
    lues = {nom: portrait.series[identifiant] for identifiant, nom in identifiants.items()}
    return replace(drawn, message=explain_evolution(lues, unite))


def get_ruptures(points: Mapping[int, Figure]) -> list[int]:
    """First year of each new way of counting: the one that follows years counted otherwise."""
    years = sorted(points)
    return [
        year
        for before, year in pairwise(years)
        if points[before].statut is Statut.RUPTURE_DE_SERIE and points[year].statut is not Statut.RUPTURE_DE_SERIE
    ]


def _draw_barres(perimetre: PerimetreResolu, portrait: Portrait, identifiant: str, largeur: int) -> Graphique | None:
    figure = portrait.figures[identifiant]
    if not figure.has_valeur:
        return None
    columns = _columns(perimetre, portrait)
    rows = [
        Barre(nom, figures[identifiant].valeur, figures[identifiant].statut, accent) for nom, figures, accent in columns
    ]
    indicateur = figure.indicateur
    drawn = barres(
        titre=get_titre(indicateur.libelle, figure.millesime),
        barres=rows,
        unite=indicateur.unite,
        source=_source(perimetre, portrait, figure),
        decimales=indicateur.decimales,
        largeur=largeur,
    )
    return replace(drawn, message=explain_comparaison([(nom, figures[identifiant]) for nom, figures, _ in columns]))


def _draw_ages(perimetre: PerimetreResolu, portrait: Portrait, largeur: int) -> Graphique | None:
    groups = {
        "population_0_19": "moins de 20 ans",
        "population_20_64": "20 à 64 ans",
        "population_65p": "65 ans ou plus",
    }
    if not any(portrait.figures[key].has_valeur for key in groups):
        return None
    rows = [
        Repartition(
            nom,
            tuple(Part(label, figures[key].valeur, figures[key].statut) for key, label in groups.items()),
            accent,
        )
        for nom, figures, accent in _columns(perimetre, portrait)
    ]
    figure = portrait.figures["part_65p"]
    drawn = repartition(
        titre=get_titre("Répartition de la population par âge", figure.millesime),
        lignes=rows,
        unite="population",
        source=_source(perimetre, portrait, figure),
        largeur=largeur,
    )
    return replace(drawn, message=explain_repartition(rows[0].parts))


def _draw_logements(perimetre: PerimetreResolu, portrait: Portrait, largeur: int) -> Graphique | None:
    if not portrait.figures["logements"].has_valeur:
        return None

    def part(label: str, figure: Figure) -> Part:
        return Part(label, figure.numerateur if figure.has_valeur else None, figure.statut)

    rows = [
        Repartition(
            nom,
            (
                part("résidences principales", figures["residences_principales"]),
                part("résidences secondaires", figures["part_residences_secondaires"]),
                part("logements vacants", figures["part_logements_vacants"]),
            ),
            accent,
        )
        for nom, figures, accent in _columns(perimetre, portrait)
    ]
    figure = portrait.figures["logements"]
    drawn = repartition(
        titre=get_titre("Répartition des logements", figure.millesime),
        lignes=rows,
        unite="logements",
        source=_source(perimetre, portrait, figure),
        largeur=largeur,
    )
    return replace(drawn, message=explain_repartition(rows[0].parts))


@dataclass(frozen=True)
class DessinTheme:
    """A chart of a theme, still to be drawn at some width; `identifiants` are the indicators that it shows."""

    nom: str
    theme: str
    identifiants: tuple[str, ...]
    draw: Callable[[int], Graphique | None]

    def try_draw(self, largeur: int) -> Graphique | None:
        """None when nothing is known to draw: the figures already say why, a chart of holes would add nothing."""
        try:
            return self.draw(largeur)
        except GraphiqueInvalide:
            return None


def list_dessins(perimetre: PerimetreResolu, portrait: Portrait) -> list[DessinTheme]:
    """At least one chart for each theme that has a known figure, none of them drawn yet."""

    def population(largeur: int) -> Graphique | None:
        noms = {"population_rp": perimetre.nom}
        return _draw_courbe(perimetre, portrait, "Population municipale", "habitants", noms, largeur)

    def naissances(largeur: int) -> Graphique | None:
        titre = "Naissances et décès domiciliés"
        noms = {"naissances_domiciliees": "Naissances", "deces_domicilies": "Décès"}
        drawn = _draw_courbe(perimetre, portrait, titre, "personnes", noms, largeur)
        return drawn or _draw_naissances(perimetre, portrait, largeur)

    ages = ("population_0_19", "population_20_64", "population_65p")
    logements = ("logements", "residences_principales", "part_residences_secondaires", "part_logements_vacants")
    return [
        DessinTheme("population", "demographie", ("population_rp",), population),
        build_dessin_barres(perimetre, portrait, "evolution", "population_evolution_annuelle"),
        DessinTheme("ages", "ages", ages, lambda largeur: _draw_ages(perimetre, portrait, largeur)),
        DessinTheme("naissances", "naissances", ("naissances_domiciliees", "deces_domicilies"), naissances),
        DessinTheme("logements", "logement", logements, lambda largeur: _draw_logements(perimetre, portrait, largeur)),
        build_dessin_barres(perimetre, portrait, "niveau_vie", "niveau_vie_median"),
        build_dessin_barres(perimetre, portrait, "chomage", "taux_chomage_15_64_rp"),
    ]


def build_dessin_barres(perimetre: PerimetreResolu, portrait: Portrait, nom: str, identifiant: str) -> DessinTheme:
    """One indicator of a territory beside those that it is compared with."""
    theme = portrait.figures[identifiant].indicateur.theme
    return DessinTheme(
        nom, theme, (identifiant,), lambda largeur: _draw_barres(perimetre, portrait, identifiant, largeur)
    )


def _draw_naissances(perimetre: PerimetreResolu, portrait: Portrait, largeur: int) -> Graphique | None:
    births, deaths = portrait.figures["naissances_domiciliees"], portrait.figures["deces_domicilies"]
    if not (births.has_valeur or deaths.has_valeur):
        return None
    return barres(
        titre=get_titre("Naissances et décès domiciliés", births.millesime or deaths.millesime),
        barres=[Barre("Naissances", births.valeur, births.statut, True), Barre("Décès", deaths.valeur, deaths.statut)],
        unite="personnes",
        source=_source(perimetre, portrait, births, deaths),
        decimales=0,
        largeur=largeur,
    )


def build_carte(
    perimetre: PerimetreResolu,
    portrait: Portrait,
    identifiant: str,
    geometries: Mapping[str, Mapping[str, Any]],
    surligne: str | None = None,
    hauteur: int = HAUTEUR_CARTE,
    largeur: int = LARGEUR_CARTE,
) -> Graphique | None:
    """Draw an indicator of INDICATEURS_CARTE by commune; None when no contour or no value is known."""
    figure = portrait.figures[identifiant]
    zones = [
        Zone(
            commune.code,
            commune.nom,
            portrait.communes[commune.code][identifiant].valeur,
            portrait.communes[commune.code][identifiant].statut,
            commune.population_municipale,
            commune.departement_nom,
        )
        for commune in sorted(perimetre.communes, key=lambda commune: fold_nom(commune.nom))
    ]
    if not any(zone.statut is not Statut.NON_DISPONIBLE for zone in zones):
        return None
    millesimes = {portrait.communes[zone.code][identifiant].millesime for zone in zones} - {""}
    try:
        drawn = carte(
            titre=get_titre(f"{figure.indicateur.libelle}, par commune", *sorted(millesimes)),
            zones=zones,
            geometries=geometries,
            unite=figure.indicateur.unite,
            source=_source(perimetre, portrait, *(portrait.communes[zone.code][identifiant] for zone in zones)),
            decimales=figure.indicateur.decimales,
            surligne=surligne,
            largeur=largeur,
            hauteur=hauteur,
            is_effectif=figure.indicateur.is_effectif,
        )
    except GraphiqueInvalide:
        return None
    # More than one vintage on a map is said in its title; its extremes could not be compared.
    message = explain_carte(zones, figure.indicateur.decimales, figure.indicateur.unite) if len(millesimes) == 1 else ""
    return replace(drawn, message=message)
