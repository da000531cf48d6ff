"""What the portrait gives to the chapters of a diagnosis: figures, sentences, charts, maps, the table of communes."""

from collections.abc import Callable, Iterable, Iterator

from convive.diagnostic.chapitres import ContenuChapitre, ContexteChapitre, contenus
from convive.diagnostic.exports.garde import keep_comptes, keep_contenus
from convive.diagnostic.exports.graphiques import (
    ETROIT,
    HAUTEUR_CARTE_DOCUMENT,
    LARGE,
    build_carte,
    build_dessin_barres,
    list_dessins,
)
from convive.diagnostic.exports.presentation import (
    COLONNES_COMMUNES,
    FigureAffichee,
    SectionTheme,
    build_chapeau,
    build_lignes_communes,
    build_sections,
    list_titres_communes,
)
from convive.diagnostic.exports.sources import get_sources
from convive.diagnostic.rules.calcul import Figure
from convive.diagnostic.rules.contenus import (
    Chiffre,
    ContenuADessiner,
    Dessin,
    Illustration,
    Phrase,
    Provenance,
    TableauSource,
    build_paragraphe,
)
from convive.diagnostic.rules.portrait import Portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.graphiques import Graphique
from convive.documents.rules.blocs import Tableau
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.requetes.carte import get_contours
from convive.donnees.rules import Statut
from convive.territoires.rules import PerimetreResolu

MAX_COMMUNES = 40
MAX_PHRASES = 6
THEMES = {
    "population": ("demographie", "ages", "naissances"),
    "ressources": ("revenus_emploi",),
    "cadre_de_vie": ("logement",),
}
"""The themes of the portrait, by chapter."""
CARTES = {
    "territoire": ("densite",),
    "population": ("population_evolution_annuelle", "part_0_19", "part_65p"),
    "ressources": ("niveau_vie_median", "taux_pauvrete", "taux_chomage_15_64_rp"),
    "cadre_de_vie": ("part_logements_vacants", "part_residences_secondaires", "part_proprietaires_occupants"),
}
BARRES = {
    "population": ("part_0_19", "indice_vieillissement"),
    "ressources": ("taux_pauvrete",),
    "cadre_de_vie": ("part_logements_vacants", "part_residences_secondaires", "part_proprietaires_occupants"),
}
"""Comparisons drawn beside the charts of the portrait itself."""


def build_provenances(figures: Iterable[Figure]) -> tuple[Provenance, ...]:
    """Each source of some figures, with the vintage for which it was read."""
    found = {
        Provenance(
            f"{source.producteur}, {source.titre}", figure.millesime, source.licence, source.limite, source.url or ""
        ): None
        for figure in figures
        for source in get_sources([figure])
    }
    return tuple(found)


def build_illustration(
    nom: str,
    graphique: Graphique,
    figures: Iterable[Figure],
    etroit: Graphique | None = None,
    *,
    is_carte: bool = False,
) -> Illustration:
    """A drawn chart as a block of a chapter."""
    return Illustration(
        nom,
        graphique.titre,
        graphique.description,
        graphique.svg,
        graphique.source,
        Tableau(graphique.titre, graphique.tableau.colonnes, graphique.tableau.lignes),
        build_provenances(figures),
        etroit.svg if etroit else "",
        is_carte,
    )


def build_chiffre(affichee: FigureAffichee, figure: Figure) -> Chiffre:
    return Chiffre(
        affichee.libelle,
        affichee.valeur,
        affichee.unite,
        affichee.millesime,
        build_provenances([figure]),
        affichee.limite,
        affichee.comparaison,
        affichee.statut,
    )


def get_portrait_espace(contexte: ContexteChapitre) -> Portrait | None:
    """The portrait at the périmètre of the espace, computed once for all the chapters; None without commune or data."""
    perimetre = contexte.perimetre
    if perimetre is None or not perimetre.communes:
        return None
    return contexte.remember("portrait", lambda: _read_portrait(contexte))


def _read_portrait(contexte: ContexteChapitre) -> Portrait | None:
    try:
        return get_portrait(_get_perimetre(contexte), contexte.jour)
    except DonneesAbsentes:
        return None


def _get_perimetre(contexte: ContexteChapitre) -> PerimetreResolu:
    assert contexte.perimetre is not None  # noqa: S101 - `get_portrait_espace` gave a portrait of it
    return contexte.perimetre


def build_contenus_territoire(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """How large, how many; a map of the density, the communes one by one."""
    portrait = get_portrait_espace(contexte)
    if portrait is None:
        return
    perimetre, catalogue = _get_perimetre(contexte), get_catalogue()
    figures = [portrait.figures[i] for i in ("population_municipale", "superficie_km2", "densite")]
    if chapeau := build_chapeau(perimetre, portrait):
        yield build_paragraphe(chapeau, *build_provenances(figures[:2]))
    yield from _list_cartes(contexte, portrait)
    lignes = build_lignes_communes(catalogue, perimetre, portrait)[:MAX_COMMUNES]
    legende = "Les communes du territoire"
    if len(perimetre.communes) > MAX_COMMUNES:
        legende = f"Les {MAX_COMMUNES} premières communes du territoire, dans l’ordre de l’alphabet"
    tableau = Tableau(
        legende,
        ("Commune", *list_titres_communes(catalogue, portrait)),
        tuple((ligne.nom, *(cellule.texte for cellule in ligne.cellules)) for ligne in lignes),
    )
    shown = [portrait.communes[ligne.code][cle] for ligne in lignes for cle in COLONNES_COMMUNES]
    yield TableauSource(tableau, build_provenances(shown), is_chiffre=True)


def build_contenus_themes(contexte: ContexteChapitre) -> Iterator[ContenuADessiner]:
    """The figures, the sentences, the charts and the maps of the themes of a chapter."""
    portrait = get_portrait_espace(contexte)
    if portrait is None:
        return
    perimetre = _get_perimetre(contexte)
    sections = contexte.remember("sections", lambda: build_sections(get_catalogue(), portrait))
    themes = THEMES[contexte.cle]
    kept = [section for section in sections if section.theme.identifiant in themes]
    yield from _list_phrases(portrait, kept)
    for section in kept:
        for affichee in section.figures:
            # What no source gave is not a figure of the territory: the page of sources says how to load it.
            if affichee.statut is not Statut.NON_DISPONIBLE:
                yield build_chiffre(affichee, portrait.figures[affichee.identifiant])
    dessins = [dessin for dessin in list_dessins(perimetre, portrait) if dessin.theme in themes]
    drawn = {identifiant for dessin in dessins for identifiant in dessin.identifiants}
    dessins += [
        build_dessin_barres(perimetre, portrait, f"barres_{identifiant}", identifiant)
        for identifiant in BARRES[contexte.cle]
        if identifiant not in drawn or contexte.cle != "population"
    ]
    for dessin in dessins:
        figures = [portrait.figures[identifiant] for identifiant in dessin.identifiants]
        if any(figure.has_valeur for figure in figures):
            yield Dessin(dessin.nom, _delay(dessin.nom, dessin.try_draw, figures), build_provenances(figures))
    yield from _list_cartes(contexte, portrait)


def _list_phrases(portrait: Portrait, sections: Iterable[SectionTheme]) -> Iterator[Phrase]:
    """What stands out, then the rest, a few of them: a first draft, not an inventory."""
    lectures = [lecture for section in sections for lecture in section.lectures_proches]
    for lecture in sorted(lectures, key=lambda lecture: not lecture.is_notable)[:MAX_PHRASES]:
        yield Phrase(lecture.phrase, lecture.reserve, build_provenances([portrait.figures[lecture.indicateur]]))


def _delay(
    nom: str, draw: Callable[[int], Graphique | None], figures: list[Figure]
) -> Callable[[], Illustration | None]:
    def dessiner() -> Illustration | None:
        graphique = draw(LARGE)
        return build_illustration(nom, graphique, figures, draw(ETROIT)) if graphique else None

    return dessiner


def _list_cartes(contexte: ContexteChapitre, portrait: Portrait) -> Iterator[Dessin]:
    perimetre = _get_perimetre(contexte)
    if len(perimetre.communes) < 2:
        return

    def build(identifiant: str, figures: list[Figure]) -> Callable[[], Illustration | None]:
        def dessiner() -> Illustration | None:
            contours = contexte.remember("contours", lambda: get_contours([c.code for c in perimetre.communes]))
            graphique = build_carte(perimetre, portrait, identifiant, contours, hauteur=HAUTEUR_CARTE_DOCUMENT)
            return build_illustration(f"carte_{identifiant}", graphique, figures, is_carte=True) if graphique else None

        return dessiner

    for identifiant in CARTES[contexte.cle]:
        figures = [portrait.communes[commune.code][identifiant] for commune in perimetre.communes]
        if any(figure.has_valeur for figure in figures):
            yield Dessin(f"carte_{identifiant}", build(identifiant, figures), build_provenances(figures))


def record_contenus_portrait() -> None:
    for nom, chapitres, build in (
        ("portrait_territoire", frozenset({"territoire"}), build_contenus_territoire),
        ("portrait_themes", frozenset(THEMES), build_contenus_themes),
    ):
        contenus.record(ContenuChapitre(nom, chapitres, 10, "", keep_contenus(nom, build), keep_comptes(nom, build)))
