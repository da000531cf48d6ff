"""EPUB: what pandoc wrote, finished with our style sheet and what must be the same at each rendering."""

import hashlib
import re
import uuid

from convive.documents.graphiques import charte
from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.pandoc import get_valeurs, patch_archive, run_pandoc
from convive.documents.rules.texte import DocumentHtml

# In its sandbox pandoc reads no style sheet: it writes its own, which ours replaces in the archive.
STYLE = "EPUB/styles/stylesheet1.css"
RESUME_ACCESSIBILITE = (
    "Titres hiérarchisés, sommaire, tableaux avec en-têtes, un texte de remplacement pour chaque image."
)


def render_epub(document: DocumentHtml, couleur: str = "") -> bytes:
    """Render a document to EPUB 3, its titles in the colour of an institution. Raises `DocumentInvalide`."""
    metadonnees = document.metadonnees
    graine = f"{document.titre}|{metadonnees.date}|{document.corps_html}"
    identifiant = uuid.UUID(bytes=hashlib.sha256(graine.encode()).digest()[:16], version=5)
    textes = {
        "title": document.titre,
        "author": metadonnees.auteur,
        "description": metadonnees.sujet,
        "date": metadonnees.date.isoformat(),
        "identifier": f"urn:uuid:{identifiant}",
        "toc-title": "Sommaire",
    }
    # The document opens with its own h1: a title page would say it twice.
    options = ["--epub-title-page=false", "--toc-depth=3", "--split-level=2"]
    options += [f"--metadata={nom}:{clean_texte(texte)}" for nom, texte in textes.items() if texte]
    sortie = run_pandoc(document, "epub", {}, options)
    valeurs = get_valeurs(document)

    def patch(nom: str, texte: str) -> str:
        if nom.endswith("content.opf"):
            resume = f'<meta property="schema:accessibilitySummary">{RESUME_ACCESSIBILITE}</meta>'
            texte = texte.replace("</metadata>", f"{resume}</metadata>", 1)
            return re.sub(r'(<meta property="dcterms:modified">)[^<]*', rf"\g<1>{valeurs['iso']}", texte)
        if nom.endswith(".xhtml"):
            # A file name is not the title of a page.
            return re.sub(r"<title>[^<]*</title>", lambda _: f"<title>{valeurs['titre']}</title>", texte, count=1)
        return texte

    style = (
        (MODELES_DIR / "convive-epub.css")
        .read_text(encoding="utf-8")
        .replace(charte.SARCELLE, couleur or charte.SARCELLE)
    )
    return patch_archive(sortie, patch, {STYLE: style.encode()})
