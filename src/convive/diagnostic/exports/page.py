"""Everything that the page of a portrait shows, computed before the template."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from convive.diagnostic.exports.graphiques import ETROIT, INDICATEURS_CARTE, build_carte, build_graphiques
from convive.diagnostic.exports.presentation import (
    COLONNES_COMMUNES,
    FigureAffichee,
    LigneCommune,
    SectionTheme,
    build_chapeau,
    build_figure_affichee,
    build_lignes_communes,
    build_sections,
    get_colonnes,
    list_annees_communes,
)
from convive.diagnostic.exports.sources import format_annees, get_libelle_sources, get_sources
from convive.diagnostic.exports.zones import ZonesAffichees, build_zones
from convive.diagnostic.rules.catalogue import Indicateur
from convive.diagnostic.rules.lecture import Lecture
from convive.diagnostic.rules.portrait import Portrait
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.graphiques import Graphique
from convive.documents.rules import Famille, FormatDocument, list_formats
from convive.donnees.declaration import Source
from convive.donnees.manifeste import ETATS, EtatSource
from convive.donnees.requetes.carte import get_contours
from convive.donnees.requetes.sources import get_provenance
from convive.donnees.rules import Statut
from convive.territoires.rules import CommuneResume, PerimetreResolu
from convive.territoires.rules.noms import fold_nom

# A longer table would not be read on a screen, nor hold in a light page: it is cut until the reader asks for it all.
MAX_LIGNES = 100
LIGNES_COUPEES = 60
TOUTES, TOUS = "toutes", "tous"
# Beyond it a second map would make the page too heavy for the phone that it is meant for.
COMMUNES_CARTE_ETROITE = 120


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
    faits_saillants: tuple[Lecture, ...]
    sections: tuple[SectionTheme, ...]
    carte: Graphique | None
    carte_etroite: Graphique | None
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
    a_la_date: date

    @property
    def fil(self) -> list[tuple[str, str]]:
        return [("Territoires", reverse("diagnostic:territoire_list")), ("Portrait", "")]

    @property
    def formats(self) -> list[tuple[str, FormatDocument]]:
        return [(format_document.extension, format_document) for format_document in list_formats(*Famille)]

    @property
    def phrases(self) -> list[dict[str, str]]:
        """Sentences of the head of the page, with where they come from."""
        return [
            {
                "texte": lecture.phrase,
                "precision": " · ".join(
                    filter(
                        None,
                        (
                            get_libelle_sources(
                                [self.portrait.figures[lecture.indicateur]], self.portrait.sources_chargees
                            ),
                            self.portrait.figures[lecture.indicateur].millesime,
                            lecture.reserve,
                        ),
                    )
                ),
            }
            for lecture in self.faits_saillants
        ]

    @property
    def is_tronquee(self) -> bool:
        return len(self.lignes) < self.nb_communes


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
    )


def build_page(
    perimetre: PerimetreResolu,
    *,
    carte: str = "",
    commune: str = "",
    tri: str = "",
    lignes_demandees: str = "",
    quartiers: str = "",
) -> PagePortrait:
    """Compute the page; an unknown `carte`, `commune` or `tri` falls back to the default rather than failing."""
    catalogue = get_catalogue()
    today = timezone.localdate()
    portrait = get_portrait(perimetre, today)
    if carte not in INDICATEURS_CARTE:
        carte = INDICATEURS_CARTE[0]
    if tri.removeprefix("-") not in (*COLONNES_COMMUNES, "nom"):
        tri = "nom"
    chosen = next((c for c in perimetre.communes if c.code == commune), None)
    lignes = build_lignes_communes(catalogue, perimetre, portrait, tri.removeprefix("-"), tri.startswith("-"))
    if len(lignes) > MAX_LIGNES and lignes_demandees != TOUTES:
        lignes = lignes[:LIGNES_COUPEES]
    contours = get_contours([c.code for c in perimetre.communes])
    surligne = chosen.code if chosen else None
    shown = {cell.statut for ligne in lignes for cell in ligne.cellules}
    zones = build_zones(perimetre, today, is_tout=quartiers == TOUS)
    shown |= {figure.statut for figure in portrait.figures.values()} | zones.statuts
    return PagePortrait(
        perimetre=perimetre,
        portrait=portrait,
        chapeau=build_chapeau(perimetre, portrait),
        faits_saillants=portrait.get_faits_saillants(),
        sections=build_sections(catalogue, portrait, build_graphiques(perimetre, portrait, avec_etroit=True)),
        carte=build_carte(perimetre, portrait, carte, contours, surligne),
        carte_etroite=build_carte(perimetre, portrait, carte, contours, surligne, hauteur=ETROIT, largeur=ETROIT)
        if len(perimetre.communes) <= COMMUNES_CARTE_ETROITE
        else None,
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
