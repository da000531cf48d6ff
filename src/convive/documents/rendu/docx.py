"""DOCX: what pandoc wrote, finished with our metadata, header, alternative texts and embedded font."""

import functools
import re
import uuid

from convive.documents.graphiques.svg import POLICES_DIR
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.docx_tableaux import finish_tableaux
from convive.documents.rendu.html import STYLE_PAGE
from convive.documents.rendu.modele_docx import prepare_docx
from convive.documents.rendu.pandoc import (
    LARGEUR_PAGE_CM,
    MARQUE_DATE,
    MARQUE_TITRE,
    get_valeurs,
    patch_archive,
    run_pandoc,
)
from convive.documents.rules import DocumentHtml

POLICE = "Atkinson Hyperlegible"
FACES = {
    "embedRegular": "atkinson-hyperlegible-latin-400-normal.ttf",
    "embedBold": "atkinson-hyperlegible-latin-700-normal.ttf",
    "embedItalic": "atkinson-hyperlegible-latin-400-italic.ttf",
    "embedBoldItalic": "atkinson-hyperlegible-latin-700-italic.ttf",
}
# What marks a new page, then the style of the paragraph that comes first on it.
MARQUE_PAGE = re.compile(
    rf'<w:p>\s*<w:pPr>\s*<w:pStyle w:val="{STYLE_PAGE}"\s*/>\s*</w:pPr>(?:(?!</w:p>).)*</w:p>'
    r"((?:\s*<w:bookmark(?:Start|End)\b[^>]*/>)*\s*<w:p>\s*<w:pPr>\s*<w:pStyle\b[^>]*/>)",
    re.DOTALL,
)
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COEUR = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<cp:coreProperties'
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
    "<dc:title>{titre}</dc:title><dc:subject>{sujet}</dc:subject><dc:creator>{auteur}</dc:creator>"
    "<dc:language>{langue}</dc:language>"
    '<dcterms:created xsi:type="dcterms:W3CDTF">{iso}</dcterms:created>'
    '<dcterms:modified xsi:type="dcterms:W3CDTF">{iso}</dcterms:modified></cp:coreProperties>'
)


def render_docx(document: DocumentHtml, modele: bytes | None = None) -> bytes:
    """Render a document to DOCX; `modele` is the DOCX of an institution, inspected.

    Raises `DocumentInvalide`, ModeleRefuse.
    """
    pret = prepare_docx(modele) if modele else None
    reference = pret.contenu if pret else (MODELES_DIR / "reference.docx").read_bytes()
    largeur = (pret.apparence.largeur_cm if pret else 0) or LARGEUR_PAGE_CM
    sortie = run_pandoc(document, "docx", {"modele.docx": reference}, ["--reference-doc=modele.docx"], largeur)
    valeurs = get_valeurs(document)

    def patch(nom: str, texte: str) -> str:
        if nom == "docProps/core.xml":
            return COEUR.format(**valeurs)
        if nom.startswith(("word/header", "word/footer")):
            return texte.replace(MARQUE_TITRE, valeurs["titre"]).replace(MARQUE_DATE, valeurs["date"])
        if nom == "word/document.xml":
            # Pandoc copies the address of the image, here the image itself, beside the alternative text.
            # Without distances LibreOffice shifts every image by three millimetres.
            texte = MARQUE_PAGE.sub(r"\g<1><w:pageBreakBefore/>", texte)
            texte = finish_tableaux(texte, sortie.serrements)
            texte = texte.replace("<wp:inline>", '<wp:inline distT="0" distB="0" distL="0" distR="0">')
            return re.sub(r'(<pic:cNvPr\b[^>]*?descr=")data:[^"]*"', r'\1"', texte)
        if nom == "word/styles.xml":
            return re.sub(r'(<w:lang\b[^>]*?w:val=")[^"]*"', rf'\g<1>{valeurs["langue"]}"', texte)
        if nom == "word/fontTable.xml" and pret and not pret.polices:
            return re.sub(r"<w:embed(?:Regular|Bold|Italic|BoldItalic)\b[^>]*/>", "", texte)
        if nom == "word/settings.xml" and not pret:
            return texte.replace("<w:embedSystemFonts />", "<w:embedTrueTypeFonts /><w:embedSystemFonts />", 1)
        if nom == "[Content_Types].xml" and 'Extension="odttf"' not in texte:
            genre = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
            ajout = f'<Default Extension="odttf" ContentType="{genre}"/>'
            return re.sub(r"(<Types[^>]*>)", lambda trouve: trouve.group(1) + ajout, texte, count=1)
        return texte

    return patch_archive(sortie, patch, pret.polices if pret else build_polices_docx())


@functools.cache
def build_polices_docx() -> dict[str, bytes]:
    """Parts that embed the font, scrambled as ECMA-376 (part 4, §19.3.2.1) asks: 32 first bytes XOR a key."""
    parts, polices, liens = {}, "", ""
    for rang, (face, fichier) in enumerate(FACES.items(), 1):
        cle = uuid.uuid5(uuid.NAMESPACE_URL, fichier)
        police = bytearray((POLICES_DIR / fichier).read_bytes())
        for place in range(32):
            police[place] ^= cle.bytes[15 - place % 16]
        parts[f"word/fonts/font{rang}.odttf"] = bytes(police)
        polices += f'<w:{face} r:id="rId{rang}" w:fontKey="{{{str(cle).upper()}}}"/>'
        liens += f'<Relationship Id="rId{rang}" Type="{RELATIONS}/font" Target="fonts/font{rang}.odttf"/>'
    entete = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts["word/fontTable.xml"] = (
        f'{entete}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        f' xmlns:r="{RELATIONS}">'
        # A program that ignores embedded fonts is told a common sans serif.
        f'<w:font w:name="{POLICE}"><w:altName w:val="Arial"/><w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{polices}</w:font></w:fonts>'
    ).encode()
    parts["word/_rels/fontTable.xml.rels"] = (
        f'{entete}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f"{liens}</Relationships>"
    ).encode()
    return parts
