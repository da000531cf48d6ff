"""Everything that the page of a portrait shows, computed before the template."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.exports.graphiques import INDICATEURS_CARTE, build_carte
from convive.diagnostic.exports.portrait_themes import (
    PhraseAffichee,
    ThemeAffiche,
    build_phrases_affichees,
    build_themes,
    list_phrases,
)
from convive.diagnostic.exports.presentation import (
    COLONNES_COMMUNES,
    SERIES,
    FigureAffichee,
    LigneCommune,
    build_chapeau,
    build_figure_affichee,
    build_lignes_communes,
    get_colonnes,
    list_annees_communes,
    list_figures_montrees,
)
from convive.diagnostic.exports.sources import format_annees, get_sources
from convive.diagnostic.exports.zones import ZonesAffichees, build_zones
from convive.diagnostic.rules.catalogue import Indicateur
from convive.diagnostic.rules.portrait import Portrait, Reference
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.comparaison import Choix, Niveau, get_choix
from convive.documents.graphiques import Graphique
from convive.documents.rules import Famille, FormatDocument, list_formats
from convive.donnees.declaration import Source
from convive.donnees.manifeste import ETATS, EtatSource
from convive.donnees.requetes.carte import get_contours
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.rules import Statut
from convive.socle.formats import liste_fr
from convive.territoires.rules import CommuneResume, PerimetreResolu, TypeTerritoire
from convive.territoires.rules.noms import fold_nom

# A longer table would not be read on a screen, nor hold in a light page: it is cut until the reader asks for it all.
MAX_LIGNES = 100
LIGNES_COUPEES = 60
TOUTES, TOUS = "toutes", "tous"
# The map stands beside the sentences.
LARGEUR_CARTE_TETE, HAUTEUR_CARTE_TETE = 400, 290


@dataclass(frozen=True)
class ColonneTri:
    """A heading of the table of communes and the address that sorts on it."""

    indicateur: Indicateur | None
    libelle: str
    tri: str
    sens: str
    annee: str = ""


@dataclass(frozen=True)
class LigneMaCommune:
    """One line of « Et dans ma commune ? »: the commune beside the périmètre."""

    commune: FigureAffichee
    perimetre: FigureAffichee


@dataclass(frozen=True)
class PagePortrait:
    perimetre: PerimetreResolu
    portrait: Portrait
    chapeau: str
    niveaux: tuple[tuple[Niveau, str], ...]
    niveau: Niveau | None
    references: tuple[Reference, ...]
    phrases: tuple[PhraseAffichee, ...]
    themes: tuple[ThemeAffiche, ...]
    figures: tuple[FigureAffichee, ...]
    carte: Graphique | None
    carte_indicateur: str
    cartes: tuple[Indicateur, ...]
    colonnes: tuple[ColonneTri, ...]
    lignes: tuple[LigneCommune, ...]
    nb_communes: int
    communes_triees: tuple[CommuneResume, ...]
    commune: CommuneResume | None
    ma_commune: tuple[LigneMaCommune, ...]
    statuts: tuple[Statut, ...]
    sources: tuple[Source, ...]
    zones: ZonesAffichees
    is_table_ouverte: bool
    a_la_date: date

    @property
    def fil(self) -> list[tuple[str, str]]:
        return [("Territoires", reverse("diagnostic:territoire_list")), ("Portrait", "")]

    @property
    def formats(self) -> list[tuple[str, FormatDocument]]:
        return [(format_document.extension, format_document) for format_document in list_formats(*Famille)]

    @property
    def suite_comparer(self) -> str:
        """What an address of this page ends with, so that the comparison stays the same."""
        return f"&{urlencode({'comparer': self.niveau.value})}" if self.niveau else ""

    @property
    def nom_references(self) -> str:
        """« le département (Vienne) », « les 8 intercommunalités semblables »."""
        return liste_fr([reference.article for reference in self.references])

    @property
    def is_tronquee(self) -> bool:
        return len(self.lignes) < self.nb_communes


def _get_type(perimetre: PerimetreResolu) -> str:
    """« Intercommunalité »; a bundle of communes is one that somebody composed."""
    types = {str(valeur): valeur.libelle for valeur in TypeTerritoire}
    return types.get(perimetre.type, "Communes choisies")


def _build_colonnes(portrait: Portrait, tri: str) -> tuple[ColonneTri, ...]:
    current, descending = tri.removeprefix("-"), tri.startswith("-")

    def column(indicateur: Indicateur | None, libelle: str, cle: str, annee: str = "") -> ColonneTri:
        if cle != current:
            # A first click on a figure shows the largest first; on the name, the alphabet.
            return ColonneTri(indicateur, libelle, cle if indicateur is None else f"-{cle}", "none", annee)
        return ColonneTri(
            indicateur, libelle, cle if descending else f"-{cle}", "descending" if descending else "ascending", annee
        )

    catalogue = get_catalogue()
    datees = zip(get_colonnes(catalogue), list_annees_communes(catalogue, portrait), strict=True)
    return (
        column(None, "Commune", "nom"),
        *(column(i, COLONNES_COMMUNES[i.identifiant], i.identifiant, annee) for i, annee in datees),
    )


def _build_ma_commune(portrait: Portrait, code: str) -> tuple[LigneMaCommune, ...]:
    return tuple(
        LigneMaCommune(
            build_figure_affichee(portrait.communes[code][identifiant], portrait),
            build_figure_affichee(figure, portrait),
        )
        for identifiant, figure in portrait.figures.items()
        if identifiant not in SERIES
    )


def _draw_carte(
    perimetre: PerimetreResolu, portrait: Portrait, indicateur: str, surligne: str | None
) -> Graphique | None:
    """None for one commune: a map of one colour says nothing."""
    if len(perimetre.communes) < 2:
        return None
    contours = get_contours([commune.code for commune in perimetre.communes])
    largeur, hauteur = LARGEUR_CARTE_TETE, HAUTEUR_CARTE_TETE
    return build_carte(perimetre, portrait, indicateur, contours, surligne, hauteur=hauteur, largeur=largeur)


def _list_niveaux(choix: Choix, carte: str, commune: str) -> tuple[tuple[Niveau, str], ...]:
    """Each level with its address, which keeps the map and the commune."""
    garde = {nom: valeur for nom, valeur in (("carte", carte), ("commune", commune)) if valeur}
    return tuple((niveau, f"?{urlencode({'comparer': niveau.value} | garde)}#comparer") for niveau in choix.niveaux)


def build_page(
    perimetre: PerimetreResolu,
    *,
    comparer: str = "",
    carte: str = "",
    commune: str = "",
    tri: str = "",
    lignes_demandees: str = "",
    quartiers: str = "",
    get_url_constat: Callable[[str], str] | None = None,
) -> PagePortrait:
    """Compute the page; an unknown `carte`, `commune` or `tri` falls back to the default rather than failing.

    `get_url_constat` makes the address where a figure becomes a constat, for who may write one.
    """
    catalogue = get_catalogue()
    today = timezone.localdate()
    choix = get_choix(perimetre, comparer, today)
    portrait, lignes_coeur = choix.portrait, choix.tableau.lignes
    phrases = list_phrases(perimetre, choix, today)
    adresse = reverse("diagnostic:indicateur_list", kwargs={"reference": perimetre.reference})
    niveaux = _list_niveaux(choix, carte, commune)
    if carte not in INDICATEURS_CARTE:
        carte = INDICATEURS_CARTE[0]
    if tri.removeprefix("-") not in (*COLONNES_COMMUNES, "nom"):
        tri = "nom"
    chosen = next((c for c in perimetre.communes if c.code == commune), None)
    lignes = build_lignes_communes(catalogue, perimetre, portrait, tri.removeprefix("-"), tri.startswith("-"))
    if len(lignes) > MAX_LIGNES and lignes_demandees != TOUTES:
        lignes = lignes[:LIGNES_COUPEES]
    shown = {cell.statut for ligne in lignes for cell in ligne.cellules}
    zones = build_zones(perimetre, today, is_tout=quartiers == TOUS)
    shown |= {figure.statut for figure in portrait.figures.values()} | zones.statuts
    return PagePortrait(
        perimetre=perimetre,
        portrait=portrait,
        chapeau=f"{_get_type(perimetre)}\u00a0: {build_chapeau(perimetre, portrait)}",
        niveaux=niveaux,
        niveau=choix.niveau,
        references=choix.references,
        phrases=build_phrases_affichees(phrases, lignes_coeur, portrait.sources_chargees, get_url_constat),
        themes=build_themes(
            perimetre,
            portrait,
            choix.tableau,
            phrases,
            lambda theme: f"{adresse}?{urlencode({'thematique': theme})}",
            get_url_constat,
        ),
        figures=tuple(build_figure_affichee(figure, portrait) for figure in list_figures_montrees(portrait)),
        carte=_draw_carte(perimetre, portrait, carte, chosen.code if chosen else None),
        carte_indicateur=carte,
        cartes=tuple(catalogue.get(identifiant) for identifiant in INDICATEURS_CARTE),
        colonnes=_build_colonnes(portrait, tri),
        lignes=lignes,
        nb_communes=len(perimetre.communes),
        communes_triees=tuple(sorted(perimetre.communes, key=lambda c: fold_nom(c.nom))),
        commune=chosen,
        ma_commune=_build_ma_commune(portrait, chosen.code) if chosen else (),
        statuts=tuple(statut for statut in Statut if statut in shown and statut is not Statut.VALEUR),
        sources=tuple(get_sources(portrait.figures.values())),
        zones=zones,
        is_table_ouverte=bool(chosen or tri != "nom" or lignes_demandees),
        a_la_date=today,
    )


@dataclass(frozen=True)
class SourceAffichee:
    source: EtatSource
    etat: str
    annees: str


def build_sources() -> list[SourceAffichee]:
    """State of every source, in words. Raises DonneesAbsentes."""
    return [
        SourceAffichee(source, ETATS.get(source.etat, source.etat), format_annees(source.millesimes))
        for source in get_provenance()
    ]
