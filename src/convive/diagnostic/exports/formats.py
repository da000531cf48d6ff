"""The portrait in each format that can be taken away."""

from datetime import date
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils import timezone

from convive.diagnostic.exports.classeur import build_classeur
from convive.diagnostic.exports.diaporama import build_diaporama
from convive.diagnostic.exports.graphiques import (
    HAUTEUR_CARTE,
    HAUTEUR_CARTE_DOCUMENT,
    INDICATEURS_CARTE,
    build_carte,
)
from convive.diagnostic.exports.portrait_themes import PortraitLu, build_portrait_lu
from convive.diagnostic.exports.presentation import (
    build_chapeau,
    build_figure_affichee,
    build_lignes_communes,
    list_figures_montrees,
    list_titres_communes,
)
from convive.diagnostic.exports.sources import get_sources
from convive.diagnostic.selectors.catalogue import get_catalogue
from convive.diagnostic.selectors.portrait import get_portrait
from convive.documents.graphiques import Graphique
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import (
    FORMATS,
    Contenu,
    Diaporama,
    DocumentHtml,
    Famille,
    Metadonnees,
    list_formats,
)
from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.requetes.carte import get_contours
from convive.espaces.models import Membre
from convive.espaces.permissions import can_get_espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.formats import date_longue
from convive.territoires.rules import PerimetreInconnu, PerimetreResolu
from convive.territoires.selectors import get_perimetre

if TYPE_CHECKING:
    from convive.documents.rendu import FichierRendu

EXTENSIONS = tuple(format_document.extension for format_document in list_formats(*Famille))
AUTEUR = "Convive"
TERRITOIRE_EXEMPLE = "999900017"
"""The fictional territory: what is invented, and says so."""
# A longer table would not be read on paper; the workbook has every commune.
MAX_LIGNES = 200


def build_document(perimetre: PerimetreResolu, jour: date) -> DocumentHtml:
    """The portrait as one HTML document and its images, whatever the format: by thématique, as on its page, then
    every figure in one table."""
    catalogue, lu = get_catalogue(), build_portrait_lu(perimetre, jour)
    portrait, carte = lu.portrait, _draw_carte(perimetre, lu)
    images = {f"{theme.thematique.identifiant}.svg": theme.graphique.svg for theme in lu.montres if theme.graphique}
    if carte is not None:
        images["carte.svg"] = carte.svg
    lignes = build_lignes_communes(catalogue, perimetre, portrait)
    context = {
        "perimetre": perimetre,
        "chapeau": build_chapeau(perimetre, portrait),
        "jour": jour,
        "lu": lu,
        "figures": [build_figure_affichee(figure, portrait) for figure in list_figures_montrees(portrait)],
        "carte": carte,
        "colonnes": list_titres_communes(catalogue, portrait),
        "lignes": lignes[:MAX_LIGNES],
        "is_tronquee": len(lignes) > MAX_LIGNES,
        "sources": get_sources(portrait.figures.values()),
        "parametres": catalogue.parametres,
    }
    return DocumentHtml(
        titre=f"Portrait\u00a0: {perimetre.nom}",
        corps_html=render_to_string("diagnostic/portrait_document.html", context),
        metadonnees=_build_metadonnees(perimetre, jour),
        images=images,
    )


def _draw_carte(perimetre: PerimetreResolu, lu: PortraitLu, hauteur: int = HAUTEUR_CARTE) -> Graphique | None:
    contours = get_contours([commune.code for commune in perimetre.communes])
    return build_carte(perimetre, lu.portrait, INDICATEURS_CARTE[0], contours, hauteur=hauteur)


def _build_metadonnees(perimetre: PerimetreResolu, jour: date) -> Metadonnees:
    sujet = f"Portrait statistique au {date_longue(jour)}"
    return Metadonnees(AUTEUR, jour, f"{sujet} – territoire fictif, chiffres inventés" if perimetre.fictif else sujet)


def build_diapositives(perimetre: PerimetreResolu, jour: date) -> Diaporama:
    """The portrait as slides."""
    lu = build_portrait_lu(perimetre, jour)
    return build_diaporama(
        perimetre,
        build_chapeau(perimetre, lu.portrait),
        lu,
        # Lower than on a page: a slide is wide, and the words of the legend are read from the back of a room.
        _draw_carte(perimetre, lu, hauteur=HAUTEUR_CARTE_DOCUMENT),
        _build_metadonnees(perimetre, jour),
    )


def build_contenu(perimetre: PerimetreResolu, famille: Famille) -> Contenu:
    """The portrait of today, for the formats of a family. Raises DonneesAbsentes."""
    jour = timezone.localdate()
    if famille is Famille.CLASSEUR:
        return build_classeur(perimetre, get_portrait(perimetre, jour), _build_metadonnees(perimetre, jour))
    if famille is Famille.DIAPORAMA:
        return build_diapositives(perimetre, jour)
    return build_document(perimetre, jour)


def render_portrait(perimetre: PerimetreResolu, format: str) -> "FichierRendu":
    """Render a portrait to a format of EXTENSIONS. Raises DonneesAbsentes, DocumentInvalide."""
    # Renderers are heavy (pandoc, typst, fonts): only the process that exports loads them.
    from convive.documents.rendu import render_contenu

    return render_contenu(build_contenu(perimetre, FORMATS[format].famille), format)


def build_portrait_espace(membre: Membre, famille: Famille, _choix: str) -> Contenu:
    """The portrait of the territory of an espace. Raise DocumentInconnu as long as it has no commune or no data."""
    perimetre = get_perimetre_espace(membre.espace)
    if perimetre is None or not perimetre.communes:
        raise DocumentInconnu("L’espace n’a pas encore de communes : son portrait viendra avec elles.")
    try:
        return build_contenu(perimetre, famille)
    except DonneesAbsentes as error:
        raise DocumentInconnu("Les données du portrait ne sont pas encore dans Convive.") from error


def build_portrait_exemple(famille: Famille) -> Contenu:
    """The portrait of the fictional territory. Raise DocumentInconnu as long as there is no data."""
    try:
        return build_contenu(get_perimetre(TERRITOIRE_EXEMPLE), famille)
    except (DonneesAbsentes, PerimetreInconnu) as error:
        raise DocumentInconnu("Les données du portrait ne sont pas encore dans Convive.") from error


def record_documents() -> None:
    types_documents.record(
        TypeDocument(
            "portrait",
            "Le portrait du territoire",
            "Les chiffres, les graphiques, la carte et les sources, au périmètre de l’espace.",
            tuple(Famille),
            can_get_espace,
            build_portrait_espace,
            build_portrait_exemple,
            ordre=10,
        )
    )
