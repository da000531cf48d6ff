"""The dossier ressource as files: a self-contained web page, an e-book, editable documents."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from html import unescape

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from convive.documents.exports.page import Cadre, build_texte, get_cadre
from convive.documents.graphiques.svg import label_svg
from convive.documents.rules import DocumentHtml
from convive.formation.exports.document_session import build_adresse_verification
from convive.formation.exports.dossier_chemin import RADAR, draw_radar, list_tableaux
from convive.formation.selectors.dossier import CHAMPS_VEILLE, DossierLu

PAGE = "web"
"""Our own format: an archive with a single page."""
FORMATS_DOSSIER = {
    PAGE: "Une page web, à ouvrir sans réseau (ZIP)",
    "epub": "Un livre pour liseuse ou téléphone (EPUB)",
    "docx": "Un texte à reprendre (Word, DOCX)",
    "odt": "Un texte à reprendre (LibreOffice, ODT)",
    "pdf": "Un document à imprimer (PDF accessible)",
}
NOM_FICHIER = "dossier-ressource"
SOMMAIRE = (
    ("apports", "Ce que nous avons vu"),
    ("travaux", "Ce que j’ai écrit, ce que nous avons écrit"),
    ("chemin", "Mon parcours"),
    ("outils", "Les outils"),
    ("cent_jours", "Les cent premiers jours"),
    ("grille", "La grille, à reprendre"),
    ("veille", "Ma veille et les sources"),
    ("glossaire", "Le glossaire"),
)
DEBUT_PARTIES = "<h2 "
IMAGE = re.compile(r'<img src="([^"]+)" alt="([^"]+)">')


@dataclass(frozen=True, slots=True)
class FichierDossier:
    nom: str
    contenu: bytes
    type_mime: str


def build_dossier(dossier: DossierLu, today: date) -> DocumentHtml:
    cadre = get_cadre(dossier.inscription.espace)
    lus = dossier.chemin.positionnements
    contexte = {
        "dossier": dossier,
        "champs_veille": CHAMPS_VEILLE,
        "parties": dict(SOMMAIRE),
        "tableaux": list_tableaux(lus, dossier.grille) if lus else [],
        "adresses": [(document, build_adresse_verification(document)) for document in dossier.chemin.documents],
    }
    cadre = Cadre(cadre.nom, today, cadre.fictif)
    document = build_texte(cadre, dossier.titre, "formation/types/dossier_ressource.html", contexte)
    return replace(document, images={RADAR: draw_radar(lus.radar)}) if lus else document


def render_dossier(dossier: DossierLu, format: str, today: date) -> FichierDossier:
    """Render the dossier. Raise KeyError for an unknown format."""
    if format not in FORMATS_DOSSIER:
        raise KeyError(format)
    # Renderers are heavy, so the page that lists the files must not import them.
    from convive.documents.rendu import render_contenu
    from convive.documents.rendu.archive import write_archive

    document = build_dossier(dossier, today)
    if format == PAGE:
        archive = write_archive({f"{NOM_FICHIER}.html": render_page(document)})
        return FichierDossier(f"{NOM_FICHIER}.zip", archive, "application/zip")
    rendu = render_contenu(document, format)
    return FichierDossier(f"{NOM_FICHIER}.{rendu.format.extension}", rendu.contenu, rendu.format.type_mime)


def render_page(document: DocumentHtml) -> bytes:
    """A single HTML file with inline styles, which loads nothing from elsewhere."""
    style = render_to_string("formation/dossier_page.css.html")
    # The title and its sentence go before the table of contents, the parts after it.
    entete, debut, parties = document.corps_html.partition(DEBUT_PARTIES)
    contexte = {
        "document": document,
        # Rendered by our own templates, which escape what people typed.
        "entete": mark_safe(entete),  # noqa: S308 - as said above
        "corps": mark_safe(debut + draw_images(parties, document.images)),  # noqa: S308 - as said above
        "style": mark_safe(f"<style>{style}</style>"),  # noqa: S308 - as said above; a file has no policy to obey
        "sommaire": SOMMAIRE,
    }
    return render_to_string("formation/dossier_page.html", contexte).encode()


def draw_images(corps: str, images: Mapping[str, str]) -> str:
    """Replace the name of each drawing with the image, and its alternative text."""

    def draw(trouve: re.Match[str]) -> str:
        titre, _, description = unescape(trouve[2]).partition(". ")
        return label_svg(images[trouve[1]], titre, description)

    return IMAGE.sub(draw, corps)
