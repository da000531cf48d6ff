"""The dossier ressource as files: one web page that needs no network, a book, texts to change."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from convive.documents.exports.page import Cadre, build_texte, get_cadre
from convive.documents.rules import DocumentHtml
from convive.formation.selectors.dossier import CHAMPS_VEILLE, DossierLu

PAGE = "web"
"""The format that is ours: an archive of one page."""
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
    ("outils", "Les outils"),
    ("cent_jours", "Les cent premiers jours"),
    ("grille", "Où j’en suis"),
    ("veille", "Ma veille et les sources"),
    ("glossaire", "Le glossaire"),
)


@dataclass(frozen=True, slots=True)
class FichierDossier:
    nom: str
    contenu: bytes
    type_mime: str


def build_dossier(dossier: DossierLu, today: date) -> DocumentHtml:
    cadre = get_cadre(dossier.inscription.espace)
    contexte = {"dossier": dossier, "champs_veille": CHAMPS_VEILLE, "parties": dict(SOMMAIRE)}
    cadre = Cadre(cadre.nom, today, cadre.fictif)
    return build_texte(cadre, dossier.titre, "formation/types/dossier_ressource.html", contexte)


def render_dossier(dossier: DossierLu, format: str, today: date) -> FichierDossier:
    """Raise KeyError for a format that does not exist."""
    if format not in FORMATS_DOSSIER:
        raise KeyError(format)
    # The writers are heavy: the page that offers the files does not load them.
    from convive.documents.rendu import render_contenu
    from convive.documents.rendu.archive import write_archive

    document = build_dossier(dossier, today)
    if format == PAGE:
        archive = write_archive({f"{NOM_FICHIER}.html": render_page(document)})
        return FichierDossier(f"{NOM_FICHIER}.zip", archive, "application/zip")
    rendu = render_contenu(document, format)
    return FichierDossier(f"{NOM_FICHIER}.{rendu.format.extension}", rendu.contenu, rendu.format.type_mime)


def render_page(document: DocumentHtml) -> bytes:
    """One file: its style is inside, and nothing of it is fetched from anywhere."""
    style = render_to_string("formation/dossier_page.css.html")
    contexte = {
        "document": document,
        # Our own templates, where what people typed is escaped.
        "corps": mark_safe(document.corps_html),  # noqa: S308 - as said above
        "style": mark_safe(f"<style>{style}</style>"),  # noqa: S308 - as said above; a file has no policy to obey
        "sommaire": SOMMAIRE,
    }
    return render_to_string("formation/dossier_page.html", contexte).encode()
