"""ODT: what pandoc wrote, finished with our metadata, header, alternative texts, table borders and embedded font."""

import functools
import re
from collections.abc import Mapping, Sequence
from html import escape

from convive.documents.graphiques import charte
from convive.documents.graphiques.svg import POLICES_DIR
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.html import CARACTERES_LIGNE_ENTIERE, LIGNES_TABLE_ENTIERE, STYLE_PAGE, STYLE_SIGNATURE
from convive.documents.rendu.modele_odt import prepare_odt
from convive.documents.rendu.pandoc import (
    LARGEUR_PAGE_CM,
    MARQUE_DATE,
    MARQUE_TITRE,
    get_valeurs,
    patch_archive,
    run_pandoc,
)
from convive.documents.rules import DocumentHtml

FACES = (("normal", "normal"), ("normal", "bold"), ("italic", "normal"), ("italic", "bold"))
# What marks a new page, then the style of the title that comes first on it.
MARQUE_PAGE = re.compile(
    rf'<text:p text:style-name="{STYLE_PAGE}">[^<]*</text:p>\s*<text:h text:style-name="([^"]+)"', re.DOTALL
)
CELLULE_SIGNATURE = re.compile(
    rf'(<table:table-cell table:style-name=)"[^"]+"'
    rf'([^>]*>(?:(?!</table:table-cell>).)*<text:p text:style-name="{STYLE_SIGNATURE}")',
    re.DOTALL,
)
CADRE_SIGNATURE = (
    f'<style:style style:name="{STYLE_SIGNATURE}Cellule" style:family="table-cell">'
    '<style:table-cell-properties fo:padding="0.1cm" fo:border="0.7pt solid #333333"/></style:style>'
)
LIGNE = re.compile(r"<table:table-row>(.*?)</table:table-row>", re.DOTALL)
TABLE = re.compile(r'<table:table table:name="([^"]+)"[^>]*>.*?</table:table>', re.DOTALL)
PARAGRAPHE = re.compile(r'(<text:p text:style-name=)"([^"]+)"')
POINTS = 9.5
"""The letters of our tables."""
BALISE = re.compile(r"<[^>]+>")
SOURCE = re.compile(r'\s*<text:p text:style-name="Source"')
# After a table a text asks for a paragraph; an ordinary one could fall alone on a page.
TABLE_FINALE = re.compile(r"(</table:table>\s*)(?=</office:text>)")
PARAGRAPHE_FINAL = '<text:p text:style-name="FinDeTable"/>'
FIN_DE_TABLE = (
    '<style:style style:name="FinDeTable" style:family="paragraph">'
    '<style:paragraph-properties fo:margin-top="0cm" fo:margin-bottom="0cm" fo:line-height="0.02cm"/>'
    '<style:text-properties fo:font-size="1pt"/></style:style>'
)
LIGNE_ENTIERE = (
    '<style:style style:name="LigneEntiere" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)
META = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-meta office:version="1.3"'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
    "<office:meta><meta:generator>Convive</meta:generator><dc:title>{titre}</dc:title>"
    "<dc:subject>{sujet}</dc:subject><meta:initial-creator>{auteur}</meta:initial-creator>"
    "<dc:creator>{auteur}</dc:creator><meta:creation-date>{iso}</meta:creation-date><dc:date>{iso}</dc:date>"
    "<dc:language>{langue}</dc:language></office:meta></office:document-meta>"
)
CELLULES = {
    "TableHeaderRowCell": f'fo:background-color="{charte.SABLE_2}" fo:border-bottom="1.5pt solid {charte.ENCRE}"',
    "TableRowCell": f'fo:border-bottom="0.5pt solid {charte.LIGNE}"',
}

# In the model of an institution, colours that go with any other.
CELLULES_SOBRES = {
    "TableHeaderRowCell": 'fo:background-color="#F2F2F2" fo:border-bottom="1.5pt solid #333333"',
    "TableRowCell": 'fo:border-bottom="0.5pt solid #CCCCCC"',
}


def render_odt(document: DocumentHtml, modele: bytes | None = None) -> bytes:
    """Render a document to ODT; `modele` is the ODT of an institution, inspected.

    Raises `DocumentInvalide`, ModeleRefuse.
    """
    pret = prepare_odt(modele) if modele else None
    reference = pret.contenu if pret else (MODELES_DIR / "reference.odt").read_bytes()
    largeur = (pret.apparence.largeur_cm if pret else 0) or LARGEUR_PAGE_CM
    sortie = run_pandoc(document, "odt", {"modele.odt": reference}, ["--reference-doc=modele.odt"], largeur)
    valeurs = get_valeurs(document)
    polices = {} if pret else build_polices_odt()

    def patch(nom: str, texte: str) -> str:
        if nom == "meta.xml":
            return META.format(**valeurs)
        if nom == "styles.xml":
            texte = texte.replace(MARQUE_TITRE, valeurs["titre"]).replace(MARQUE_DATE, valeurs["date"])
            return texte if pret else declare_police(texte)
        if nom == "content.xml":
            texte = patch_contenu(texte, list(sortie.alternatives), CELLULES_SOBRES if pret else CELLULES)
            texte = tighten_tables(texte, sortie.serrements)
            return texte if pret else declare_police(texte)
        if nom == "META-INF/manifest.xml":
            entrees = "".join(
                f'<manifest:file-entry manifest:media-type="application/x-font-ttf" manifest:full-path="{fichier}"/>'
                for fichier in polices
            )
            # Pandoc says application/xml; the specification names the parts of a document text/xml.
            texte = texte.replace('manifest:media-type="application/xml"', 'manifest:media-type="text/xml"')
            return texte.replace("</manifest:manifest>", f"{entrees}</manifest:manifest>")
        return texte

    return patch_archive(sortie, patch, polices)


def patch_contenu(texte: str, alternatives: list[str], cellules: Mapping[str, str]) -> str:
    """Give images their alternative text, which pandoc forgets, and cells their borders."""
    restantes = iter(alternatives)
    # Pandoc declares two frames for formulas, children of a style that no document has.
    texte = texte.replace(' style:parent-style-name="Formula"', "")
    texte = re.sub(
        r"(<draw:image\b[^>]*/>)(\s*</draw:frame>)",
        lambda trouve: f"{trouve.group(1)}<svg:desc>{escape(next(restantes), quote=False)}</svg:desc>{trouve.group(2)}",
        texte,
    )
    # An automatic style may not descend from another (ODF 1.3, part 3, §19.510): LibreOffice ignores such a parent.
    parents = dict(
        re.findall(
            r'<style:style style:name="(P\d+)" style:family="paragraph" style:parent-style-name="([^"]+)"', texte
        )
    )

    def get_ancetre(nom: str) -> str:
        return get_ancetre(parents[nom]) if nom in parents else nom

    texte = re.sub(
        r'(style:parent-style-name=")(P\d+)"', lambda trouve: f'{trouve.group(1)}{get_ancetre(trouve.group(2))}"', texte
    )
    texte = _break_pages(texte)
    texte = CELLULE_SIGNATURE.sub(rf'\g<1>"{STYLE_SIGNATURE}Cellule"\g<2>', texte)
    for style, proprietes in cellules.items():
        texte = re.sub(
            rf'(<style:style style:name="{style}"[^>]*>\s*<style:table-cell-properties )fo:border="none"',
            rf'\g<1>fo:padding="0.1cm" {proprietes}',
            texte,
        )
    return texte


def _break_pages(texte: str) -> str:
    """A title that begins a page has a style of its own, which descends from the one it had; so has a signature."""
    styles = "".join(
        f'<style:style style:name="{STYLE_PAGE}{nom}" style:family="paragraph" style:parent-style-name="{nom}">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
        for nom in sorted(set(MARQUE_PAGE.findall(texte)))
    )
    texte = MARQUE_PAGE.sub(rf'<text:h text:style-name="{STYLE_PAGE}\g<1>"', texte)
    texte = LIGNE.sub(_keep_ligne, _keep_tables(texte))
    texte, finales = TABLE_FINALE.subn(rf"\g<1>{PARAGRAPHE_FINAL}", texte)
    styles += LIGNE_ENTIERE + FIN_DE_TABLE * finales
    if STYLE_SIGNATURE in texte:
        styles += CADRE_SIGNATURE
    return texte.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>", 1)


def _keep_tables(texte: str) -> str:
    """A short table on one page, with its source; a space under each: the style that pandoc gives to each says it."""
    entieres = {
        table[1]
        for table in TABLE.finditer(texte)
        if len(LIGNE.findall(table[0])) <= LIGNES_TABLE_ENTIERE
        and len(BALISE.sub("", table[0])) <= CARACTERES_LIGNE_ENTIERE
    }

    sourcees = entieres & {table[1] for table in TABLE.finditer(texte) if SOURCE.match(texte, table.end())}
    finale = {table[1] for table in TABLE.finditer(texte) if TABLE_FINALE.search(texte, table.end() - 20)}

    def finish(style: re.Match[str]) -> str:
        garde = ' style:may-break-between-rows="false"' if style[2] in entieres else ""
        garde += ' fo:keep-with-next="always"' if style[2] in sourcees else ""
        return f'{style[1]} fo:margin-bottom="{0 if style[2] in finale else 0.3}cm"{garde}'

    return re.sub(r'(<style:style style:name="([^"]+)" style:family="table">\s*<style:table-properties)', finish, texte)


def tighten_tables(texte: str, serrements: Sequence[float]) -> str:
    """The words of a table in smaller letters where its columns would cut them, `serrements` in the order of tables."""
    styles: dict[str, str] = {}

    def tighten(table: re.Match[str]) -> str:
        serrement = next(suivants)
        if serrement == 1:
            return table[0]
        taille = f"{POINTS * serrement:.1f}pt"

        def rename(paragraphe: re.Match[str]) -> str:
            nom = f"Serre{taille.replace('.', '_')}{paragraphe[2]}"
            styles[nom] = _build_style_serre(texte, paragraphe[2], nom, taille)
            return f'{paragraphe[1]}"{nom}"'

        return PARAGRAPHE.sub(rename, table[0])

    suivants = iter(serrements)
    texte_serre = TABLE.sub(tighten, texte)
    return texte_serre.replace("</office:automatic-styles>", f"{''.join(styles.values())}</office:automatic-styles>", 1)


def _build_style_serre(texte: str, ancien: str, nom: str, taille: str) -> str:
    """A smaller copy of an automatic style, or a child of a style of the model."""
    proprietes = f'<style:text-properties fo:font-size="{taille}"/></style:style>'
    copie = re.search(rf'<style:style style:name="{ancien}"((?:(?!/>)[^>])*)>(.*?)</style:style>', texte, re.DOTALL)
    if copie:
        return f'<style:style style:name="{nom}"{copie[1]}>{copie[2]}{proprietes}'
    debut = f'<style:style style:name="{nom}" style:family="paragraph" style:parent-style-name="{ancien}">'
    return debut + proprietes


def _keep_ligne(ligne: re.Match[str]) -> str:
    if len(BALISE.sub("", ligne.group(1))) > CARACTERES_LIGNE_ENTIERE:
        return ligne.group(0)
    return f'<table:table-row table:style-name="LigneEntiere">{ligne.group(1)}</table:table-row>'


@functools.cache
def build_polices_odt() -> dict[str, bytes]:
    """Font files to embed (OpenDocument 1.3, part 3, §16.23)."""
    return {
        f"Fonts/atkinson-{style}-{poids}.ttf": (
            POLICES_DIR / f"atkinson-hyperlegible-latin-{700 if poids == 'bold' else 400}-{style}.ttf"
        ).read_bytes()
        for style, poids in FACES
    }


def declare_police(texte: str) -> str:
    """Declare the font with its embedded files, in place of any bare declaration."""
    texte = re.sub(r'\s*<style:font-face [^>]*style:name="Atkinson Hyperlegible"[^>]*/>', "", texte)
    sources = "".join(
        f'<svg:font-face-uri xlink:href="{fichier}" xlink:type="simple"'
        f' loext:font-style="{style}" loext:font-weight="{poids}">'
        '<svg:font-face-format svg:string="truetype"/></svg:font-face-uri>'
        for fichier, (style, poids) in zip(build_polices_odt(), FACES, strict=True)
    )
    declaration = (
        '<style:font-face xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
        ' style:name="Atkinson Hyperlegible" svg:font-family="&apos;Atkinson Hyperlegible&apos;"'
        ' style:font-family-generic="swiss" style:font-pitch="variable">'
        f"<svg:font-face-src>{sources}</svg:font-face-src></style:font-face>"
    )
    return texte.replace("<office:font-face-decls>", f"<office:font-face-decls>{declaration}", 1)
