"""Build the document templates: fonts, reference.docx, .odt and .pptx (run manually when the design changes).

The fonts come from the npm package @fontsource/atkinson-hyperlegible (OFL 1.1), whose WOFF files are unwrapped into
TrueType, without any change to the font itself, because PDF and image renderers do not read WOFF. The office templates
start from those of pandoc, so that every style used by pandoc exists. Usage: python -m tools.build_modeles
"""

import re
import struct
import subprocess
import zipfile
import zlib
from io import BytesIO
from pathlib import Path

import pypandoc
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, RGBColor

from tools.build_modele_pptx import build_pptx

PROJECT_DIR = Path(__file__).resolve().parents[1]
MODELES_DIR = PROJECT_DIR / "src" / "convive" / "documents" / "modeles"
FONTSOURCE_DIR = PROJECT_DIR / "node_modules" / "@fontsource" / "atkinson-hyperlegible"
POLICE = "Atkinson Hyperlegible"
ENCRE, ENCRE_2, SARCELLE, SABLE, LIGNE = "1D2A33", "44515A", "0B5D66", "F2ECE1", "DCD2C2"
MARQUE_TITRE, MARQUE_DATE = "CONVIVE-TITRE", "CONVIVE-DATE"


def unwrap_woff(woff: bytes) -> bytes:
    """WOFF 1.0 to TrueType: the same tables, inflated, behind an ordinary table directory (W3C WOFF 1.0, §4-5)."""
    signature, saveur, _, nombre = struct.unpack(">4sIIH", woff[:14])
    if signature != b"wOFF":
        raise ValueError("Not a WOFF 1.0 file.")
    tables = []
    for rang in range(nombre):
        etiquette, debut, taille, originale, somme = struct.unpack(">4sIIII", woff[44 + 20 * rang : 64 + 20 * rang])
        brute = woff[debut : debut + taille]
        tables.append((etiquette, somme, zlib.decompress(brute) if taille < originale else brute))
    puissance = 1 << (nombre.bit_length() - 1)
    repertoire = struct.pack(
        ">IHHHH", saveur, nombre, puissance * 16, puissance.bit_length() - 1, (nombre - puissance) * 16
    )
    debut, corps = 12 + 16 * nombre, b""
    for etiquette, somme, table in sorted(tables):
        repertoire += struct.pack(">4sIII", etiquette, somme, debut + len(corps), len(table))
        corps += table + b"\0" * (-len(table) % 4)
    return repertoire + corps


def build_polices() -> None:
    """Write the four faces (Latin subset) and their licence."""
    cible = MODELES_DIR / "polices"
    cible.mkdir(parents=True, exist_ok=True)
    for woff in sorted((FONTSOURCE_DIR / "files").glob("*-latin-[47]00-*.woff")):
        (cible / f"{woff.stem}.ttf").write_bytes(unwrap_woff(woff.read_bytes()))
    (cible / "LICENSE").write_text((FONTSOURCE_DIR / "LICENSE").read_text(encoding="utf-8"), encoding="utf-8")


def get_modele_pandoc(nom: str) -> bytes:
    """The template that pandoc uses by default."""
    commande = [pypandoc.get_pandoc_path(), "--print-default-data-file", nom]
    return subprocess.run(commande, capture_output=True, check=True).stdout


def normalise_archive(contenu: bytes, cible: Path) -> None:
    """Write an office file with fixed dates, so that running this script twice changes nothing."""
    with zipfile.ZipFile(BytesIO(contenu)) as source, zipfile.ZipFile(cible, "w") as sortie:
        for nom in source.namelist():
            entree = zipfile.ZipInfo(nom, (1980, 1, 1, 0, 0, 0))
            entree.compress_type = zipfile.ZIP_STORED if nom == "mimetype" else zipfile.ZIP_DEFLATED
            sortie.writestr(entree, source.read(nom))


def set_style(
    document, nom, *, taille=None, gras=None, couleur=None, italique=None, avant=None, apres=None, suivi=None
):
    """Set the look of a DOCX style, created as a paragraph style if it does not exist."""
    styles = document.styles
    existants = {style.name: style for style in styles}
    style = existants.get(nom) or styles.add_style(nom, WD_STYLE_TYPE.PARAGRAPH)
    proprietes = style.element.get_or_add_rPr()
    for vieux in proprietes.findall(qn("w:rFonts")):
        proprietes.remove(vieux)
    polices = OxmlElement("w:rFonts")
    for attribut in ("ascii", "hAnsi", "cs", "eastAsia"):
        polices.set(qn(f"w:{attribut}"), POLICE)
    proprietes.insert(0, polices)
    police = style.font
    if taille:
        police.size = Pt(taille)
    if gras is not None:
        police.bold = gras
    if italique is not None:
        police.italic = italique
    if couleur:
        police.color.rgb = RGBColor.from_string(couleur)
    if style.type == WD_STYLE_TYPE.PARAGRAPH:
        if avant is not None:
            style.paragraph_format.space_before = Pt(avant)
        if apres is not None:
            style.paragraph_format.space_after = Pt(apres)
        if suivi is not None:
            style.paragraph_format.keep_with_next = suivi
    return style


def add_champ(paragraphe, instruction: str, texte: str) -> None:
    """Add a Word field with its current value."""
    for genre in ("begin", None, "separate", "texte", "end"):
        run = paragraphe.add_run()
        if genre is None:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {instruction} "
            run._r.append(code)
        elif genre == "texte":
            run.text = texte
        else:
            borne = OxmlElement("w:fldChar")
            borne.set(qn("w:fldCharType"), genre)
            run._r.append(borne)


def build_docx() -> None:
    """Write reference.docx."""
    document = Document(BytesIO(get_modele_pandoc("reference.docx")))
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(2.4), Cm(2.2)
    section.header_distance = section.footer_distance = Cm(1.1)
    defauts = document.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for vieux in [*defauts.findall(qn("w:rFonts")), *defauts.findall(qn("w:lang"))]:
        defauts.remove(vieux)
    defauts.insert(
        0,
        parse_xml(
            f'<w:rFonts {nsdecls("w")} w:ascii="{POLICE}" w:hAnsi="{POLICE}" w:cs="{POLICE}" w:eastAsia="{POLICE}"/>'
        ),
    )
    defauts.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'))
    set_style(document, "Normal", taille=10.5, couleur=ENCRE)
    for nom in ("Body Text", "First Paragraph"):
        set_style(document, nom, avant=0, apres=7)
    # The style of table cells; list items are as large as the text, close together, with a space after the list.
    set_style(document, "Compact", avant=2, apres=2, taille=9.5)
    liste = set_style(document, "ListeSerree", avant=0, apres=7)
    liste.base_style = document.styles["Body Text"]
    liste.element.get_or_add_pPr().append(OxmlElement("w:contextualSpacing"))
    set_style(document, "TexteSuivi", suivi=True).base_style = document.styles["Body Text"]
    set_style(document, "Title", taille=22, gras=True, couleur=SARCELLE, avant=0, apres=8)
    set_style(document, "Heading 1", taille=22, gras=True, couleur=SARCELLE, avant=0, apres=8, suivi=True)
    titre_2 = set_style(document, "Heading 2", taille=15, gras=True, couleur=SARCELLE, avant=22, apres=8, suivi=True)
    bord = parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="12" w:space="6" w:color="{ENCRE}"/></w:pBdr>')
    proprietes = titre_2.element.get_or_add_pPr()
    # The schema imposes the order: the border comes after the « keep » properties and before the spacing.
    rang = sum(proprietes.find(qn(f"w:{nom}")) is not None for nom in ("keepNext", "keepLines", "numPr"))
    proprietes.insert(rang, bord)
    set_style(document, "Heading 3", taille=12, gras=True, italique=False, couleur=ENCRE, avant=14, apres=5, suivi=True)
    set_style(
        document, "Heading 4", taille=10.5, gras=True, italique=False, couleur=ENCRE_2, avant=12, apres=4, suivi=True
    )
    for nom in ("Caption", "Image Caption", "Table Caption"):
        set_style(document, nom, taille=10, gras=True, italique=False, couleur=ENCRE, avant=8, apres=5)
    document.styles["Table Caption"].paragraph_format.keep_with_next = True
    # A term and its definition: two lines close together, which are a single one in the PDF.
    set_style(document, "Definition Term", gras=True, avant=0, apres=0, suivi=True)
    set_style(document, "Definition", avant=0, apres=3).paragraph_format.left_indent = Cm(0.5)
    for nom, avant, apres in (("FigureTitre", 10, 4), ("FigureImage", 0, 4), ("FigureSourcee", 0, 4)):
        figure = set_style(document, nom, taille=10, couleur=ENCRE, gras=nom == "FigureTitre", avant=avant, apres=apres)
        figure.base_style = document.styles["Normal"]
        # Keep an image with its title, and a source with its image.
        figure.paragraph_format.keep_with_next = nom != "FigureImage"
    set_style(document, "Source", taille=9, couleur=ENCRE_2, avant=2, apres=9).base_style = document.styles["Normal"]
    petit = document.styles.add_style("Petit", WD_STYLE_TYPE.CHARACTER)
    petit.font.bold = False
    petit.font.size, petit.font.color.rgb = Pt(9), RGBColor.from_string(ENCRE_2)
    build_style_tableau(document)
    entete = section.header.paragraphs[0]
    set_style(document, "Header", taille=9, couleur=ENCRE_2)
    set_style(document, "Footer", taille=9, couleur=ENCRE_2)
    for paragraphe, style in ((entete, "Header"), (section.footer.paragraphs[0], "Footer")):
        paragraphe.style = document.styles[style]
        taquets = paragraphe.paragraph_format.tab_stops
        taquets.add_tab_stop(Cm(16.8), alignment=2)
    add_champ(entete, "TITLE", MARQUE_TITRE)
    entete.add_run(f"\t{MARQUE_DATE}")
    pied = section.footer.paragraphs[0]
    pied.add_run("Convive\tPage ")
    add_champ(pied, "PAGE", "1")
    pied.add_run(" sur ")
    add_champ(pied, "NUMPAGES", "1")
    sortie = BytesIO()
    document.save(sortie)
    normalise_archive(sortie.getvalue(), MODELES_DIR / "reference.docx")


def build_style_tableau(document) -> None:
    """Set the style that pandoc gives to tables: three dark rules, hairlines between rows, a bold header on sand."""
    racine = document.styles.element
    for style in racine.findall(qn("w:style")):
        if style.get(qn("w:styleId")) == "Table":
            racine.remove(style)
    racine.append(
        parse_xml(
            f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="Table"><w:name w:val="Table"/>'
            '<w:semiHidden/><w:unhideWhenUsed/><w:qFormat/><w:pPr><w:spacing w:before="40" w:after="40"/></w:pPr>'
            '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
            f'<w:tblBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="{ENCRE}"/>'
            f'<w:insideH w:val="single" w:sz="4" w:space="0" w:color="{LIGNE}"/></w:tblBorders>'
            '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="80" w:type="dxa"/>'
            '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="80" w:type="dxa"/></w:tblCellMar></w:tblPr>'
            '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr><w:tcPr>'
            f'<w:tcBorders><w:bottom w:val="single" w:sz="12" w:space="0" w:color="{ENCRE}"/></w:tcBorders>'
            f'<w:shd w:val="clear" w:color="auto" w:fill="{SABLE}"/><w:vAlign w:val="bottom"/></w:tcPr></w:tblStylePr>'
            "</w:style>"
        )
    )


def build_odt() -> None:
    """Write reference.odt: the styles of pandoc's template, patched."""
    sortie = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(get_modele_pandoc("reference.odt"))) as source,
        zipfile.ZipFile(sortie, "w") as cible,
    ):
        for nom in source.namelist():
            contenu = source.read(nom)
            if nom == "styles.xml":
                contenu = patch_styles_odt(contenu.decode()).encode()
            cible.writestr(nom, contenu)
    normalise_archive(sortie.getvalue(), MODELES_DIR / "reference.odt")


def replace_style_odt(styles: str, nom: str, paragraphe: str = "", texte: str = "") -> str:
    """Replace the properties of a paragraph style of the template, keeping its parent and display name."""
    motif = re.compile(rf'<style:style style:name="{nom}"([^>]*?)(?:/>|>.*?</style:style>)', re.DOTALL)
    neuf = f"<style:paragraph-properties {paragraphe}/>" if paragraphe else ""
    neuf += f"<style:text-properties {texte}/>" if texte else ""
    if not motif.search(styles):
        debut = f'<style:style style:name="{nom}" style:family="paragraph" style:parent-style-name="Standard">'
        ajout = f"{debut}{neuf}</style:style>"
        return styles.replace("</office:styles>", ajout + "</office:styles>", 1)
    return motif.sub(
        lambda trouve: f'<style:style style:name="{nom}"{trouve.group(1)}>{neuf}</style:style>', styles, count=1
    )


def patch_styles_odt(styles: str) -> str:
    """Patch the fonts, headings, captions, page, header and footer."""
    police = f'style:font-name="{POLICE}" fo:font-family="\'{POLICE}\'"'
    styles = styles.replace(
        "<office:font-face-decls>",
        f'<office:font-face-decls><style:font-face style:name="{POLICE}" svg:font-family="&apos;{POLICE}&apos;"'
        ' style:font-family-generic="swiss" style:font-pitch="variable"/>',
        1,
    )
    styles = re.sub(r'fo:language="[^"]*" fo:country="[^"]*"', 'fo:language="fr" fo:country="FR"', styles)
    styles = re.sub(
        r'style:font-name="(?!Atkinson|Liberation Mono|Courier|OpenSymbol)[^"]*"', f'style:font-name="{POLICE}"', styles
    )

    def titre(taille: float, couleur: str) -> str:
        return f'{police} fo:font-size="{taille}pt" fo:font-weight="bold" fo:font-style="normal" fo:color="#{couleur}"'

    garde = 'fo:keep-with-next="always"'
    regles = (
        ("Standard", "", f'{police} fo:font-size="10.5pt" fo:color="#{ENCRE}" fo:language="fr" fo:country="FR"'),
        ("Heading_20_1", f'fo:margin-top="0cm" fo:margin-bottom="0.3cm" {garde}', titre(22, SARCELLE)),
        (
            "Heading_20_2",
            f'fo:margin-top="0.8cm" fo:margin-bottom="0.3cm" fo:padding-top="0.2cm"'
            f' fo:border-top="1.5pt solid #{ENCRE}" {garde}',
            titre(15, SARCELLE),
        ),
        ("Heading_20_3", f'fo:margin-top="0.5cm" fo:margin-bottom="0.2cm" {garde}', titre(12, ENCRE)),
        ("Heading_20_4", f'fo:margin-top="0.4cm" fo:margin-bottom="0.15cm" {garde}', titre(10.5, ENCRE_2)),
        ("Caption", 'fo:margin-top="0.3cm" fo:margin-bottom="0.2cm"', titre(10, ENCRE)),
        ("FigureTitre", f'fo:margin-top="0.3cm" fo:margin-bottom="0.1cm" {garde}', titre(10, ENCRE)),
        ("TexteSuivi", f'fo:margin-top="0cm" fo:margin-bottom="0.25cm" {garde}', ""),
        ("FigureImage", 'fo:margin-top="0cm" fo:margin-bottom="0.1cm"', f'{police} fo:font-size="10pt"'),
        ("FigureSourcee", f'fo:margin-top="0cm" fo:margin-bottom="0.1cm" {garde}', f'{police} fo:font-size="10pt"'),
        *(
            (f"Definition_20_Term{sorte}", f'fo:margin-top="0cm" fo:margin-bottom="0cm" {garde}', titre(10.5, ENCRE))
            for sorte in ("", "_20_Tight")
        ),
        *(
            (
                f"Definition_20_Definition{sorte}",
                'fo:margin-left="0.5cm" fo:margin-top="0cm" fo:margin-bottom="0.1cm"',
                "",
            )
            for sorte in ("", "_20_Tight")
        ),
        ("TableCaption", f'fo:margin-top="0.3cm" fo:margin-bottom="0.2cm" {garde}', titre(10, ENCRE)),
        ("Table_20_Contents", 'fo:margin-top="0.05cm" fo:margin-bottom="0.05cm"', f'{police} fo:font-size="9.5pt"'),
        ("Table_20_Heading", 'fo:margin-top="0.05cm" fo:margin-bottom="0.05cm"', titre(9.5, ENCRE)),
        (
            "Source",
            'fo:margin-top="0.05cm" fo:margin-bottom="0.3cm"',
            f'{police} fo:font-size="9pt" fo:color="#{ENCRE_2}"',
        ),
        ("Header", "", f'{police} fo:font-size="9pt" fo:color="#{ENCRE_2}"'),
        ("Footer", "", f'{police} fo:font-size="9pt" fo:color="#{ENCRE_2}"'),
    )
    for nom, paragraphe, texte in regles:
        if nom in {"Header", "Footer"}:
            paragraphe = "<STOP/>"
        styles = replace_style_odt(styles, nom, paragraphe, texte)
    taquet = (
        "<style:paragraph-properties><style:tab-stops>"
        '<style:tab-stop style:position="16.8cm" style:type="right"/></style:tab-stops></style:paragraph-properties>'
    )
    styles = styles.replace("<style:paragraph-properties <STOP/>/>", taquet)
    styles = styles.replace(
        "</office:styles>",
        '<style:style style:name="Petit" style:family="text">'
        f'<style:text-properties fo:font-size="9pt" fo:font-weight="normal" fo:color="#{ENCRE_2}"/>'
        "</style:style></office:styles>",
        1,
    )
    styles = re.sub(r'fo:page-width="[^"]*"', 'fo:page-width="21cm"', styles)
    styles = re.sub(r'fo:page-height="[^"]*"', 'fo:page-height="29.7cm"', styles)
    for cote, valeur in (("left", "2.1cm"), ("right", "2.1cm"), ("top", "1.2cm"), ("bottom", "1.2cm")):
        styles = re.sub(rf'(<style:page-layout-properties[^>]*?fo:margin-{cote}=")[^"]*"', rf'\g<1>{valeur}"', styles)
    bande = (
        '<style:{0}-style><style:header-footer-properties fo:min-height="0.9cm" fo:margin-{1}="0.4cm"'
        ' style:dynamic-spacing="false"/></style:{0}-style>'
    )
    styles = re.sub(r"<style:header-style\s*/>", bande.format("header", "bottom"), styles)
    styles = re.sub(r"<style:footer-style\s*/>", bande.format("footer", "top"), styles)
    entete = (
        f'<style:header><text:p text:style-name="Header"><text:title>{MARQUE_TITRE}</text:title>'
        f"<text:tab/>{MARQUE_DATE}</text:p></style:header>"
    )
    pied = (
        '<style:footer><text:p text:style-name="Footer">Convive<text:tab/>Page '
        '<text:page-number text:select-page="current">1</text:page-number> sur '
        "<text:page-count>1</text:page-count></text:p></style:footer>"
    )
    return re.sub(
        r'(<style:master-page style:name="Standard"[^>]*?)(?:/>|>.*?</style:master-page>)',
        lambda trouve: f"{trouve.group(1)}>{entete}{pied}</style:master-page>",
        styles,
        count=1,
        flags=re.DOTALL,
    )


if __name__ == "__main__":
    build_polices()
    build_docx()
    build_odt()
    normalise_archive(build_pptx(), MODELES_DIR / "reference.pptx")
    print(f"Modèles écrits dans {MODELES_DIR.relative_to(PROJECT_DIR)}")
