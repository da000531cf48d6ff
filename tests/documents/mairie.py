"""The letterhead of a fictional town hall, in each format that may become a model, as its secretary would make it."""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from PIL import Image, ImageDraw
from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.util import Cm as CmPptx

from convive.documents.modeles import MODELES_DIR

PRUNE = "6B2D5C"
ADRESSE = "Mairie d’Aubrelle (commune fictive), 1 place du Marché"


def build_logo() -> bytes:
    """A plum disc and a wheat leaf."""
    image = Image.new("RGBA", (300, 300), (0, 0, 0, 0))
    dessin = ImageDraw.Draw(image)
    dessin.ellipse((10, 10, 290, 290), fill=f"#{PRUNE}")
    dessin.ellipse((110, 60, 190, 240), fill="#E8C468")
    tampon = BytesIO()
    image.save(tampon, "PNG")
    return tampon.getvalue()


def build_docx_mairie() -> bytes:
    """Georgia, plum titles, a logo above the page, an address and a page number under it, narrow text."""
    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(3)
    section.top_margin = Cm(4)
    section.header.paragraphs[0].add_run().add_picture(BytesIO(build_logo()), width=Cm(1.8))
    section.header.paragraphs[0].add_run("  Mairie d’Aubrelle")
    section.footer.paragraphs[0].text = ADRESSE
    pied = section.footer.add_paragraph()
    for genre in ("begin", None, "end"):
        element = OxmlElement("w:instrText" if genre is None else "w:fldChar")
        if genre is None:
            element.text = " PAGE "
        else:
            element.set(qn("w:fldCharType"), genre)
        pied.add_run()._r.append(element)
    document.styles["Normal"].font.name, document.styles["Normal"].font.size = "Georgia", Pt(11)
    for niveau, taille in ((1, 24), (2, 16), (3, 13)):
        style = document.styles[f"Heading {niveau}"]
        style.font.name, style.font.size = "Georgia", Pt(taille)
        style.font.color.rgb = RGBColor.from_string(PRUNE)
    document.add_paragraph("Madame, Monsieur, ce texte d’exemple ne doit aller nulle part.")
    document.core_properties.author = "Secrétariat de la mairie"
    tampon = BytesIO()
    document.save(tampon)
    return tampon.getvalue()


def build_odt_mairie() -> bytes:
    """The same, as LibreOffice writes it: styles of the same names, the logo in « Pictures »."""

    def change(nom: str, donnees: bytes) -> bytes:
        if nom == "META-INF/manifest.xml":
            return donnees.replace(
                b"</manifest:manifest>",
                b'<manifest:file-entry manifest:full-path="Pictures/logo.png" manifest:media-type="image/png"/>'
                b"</manifest:manifest>",
            )
        if nom != "styles.xml":
            return donnees
        texte = donnees.decode().replace("#0B5D66", f"#{PRUNE}").replace("Atkinson Hyperlegible", "Liberation Serif")
        texte = texte.replace('fo:margin-left="2.1cm"', 'fo:margin-left="3cm"')
        texte = texte.replace('fo:margin-right="2.1cm"', 'fo:margin-right="3cm"')
        logo = (
            '<text:p text:style-name="Header"><draw:frame draw:name="logo" text:anchor-type="as-char"'
            ' svg:width="1.8cm" svg:height="1.8cm"><draw:image xlink:href="Pictures/logo.png" xlink:type="simple"'
            ' xlink:show="embed" xlink:actuate="onLoad"/></draw:frame> Mairie d’Aubrelle</text:p>'
        )
        texte = re.sub(
            r"<style:header>.*?</style:header>", f"<style:header>{logo}</style:header>", texte, flags=re.DOTALL
        )
        return re.sub(
            r"<style:footer>", f'<style:footer><text:p text:style-name="Footer">{ADRESSE}</text:p>', texte
        ).encode()

    return rewrite((MODELES_DIR / "reference.odt").read_bytes(), change, {"Pictures/logo.png": build_logo()})


def build_pptx_mairie() -> bytes:
    """The empty presentation of python-pptx, 4:3, in plum, with the logo on the master and a slide of advice."""
    presentation = Presentation()
    master = presentation.slide_master
    theme = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    theme._blob = re.sub(
        rb"<a:accent1>.*?</a:accent1>",
        f'<a:accent1><a:srgbClr val="{PRUNE}"/></a:accent1>'.encode(),
        theme.blob,
        flags=re.DOTALL,
    )
    part, identifiant = master.part.get_or_add_image_part(BytesIO(build_logo()))
    assert part is not None
    cote = CmPptx(1.8)
    master._element.cSld.spTree.append(
        parse_xml(
            f'<p:pic {nsdecls("p", "a", "r")}><p:nvPicPr><p:cNvPr id="99" name="logo"/><p:cNvPicPr/><p:nvPr/>'
            f'</p:nvPicPr><p:blipFill><a:blip r:embed="{identifiant}"/><a:stretch><a:fillRect/></a:stretch>'
            "</p:blipFill><p:spPr>"
            f'<a:xfrm><a:off x="{CmPptx(22.6)}" y="{CmPptx(0.5)}"/><a:ext cx="{cote}" cy="{cote}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>'
        )
    )
    presentation.slides.add_slide(presentation.slide_layouts[0]).shapes.title.text = "Comment employer ce modèle"
    tampon = BytesIO()
    presentation.save(tampon)
    return tampon.getvalue()


def rewrite(
    contenu: bytes,
    change: Callable[[str, bytes], bytes] = lambda _nom, donnees: donnees,
    ajouts: dict[str, bytes] | None = None,
) -> bytes:
    """The same archive, some parts changed or added: how the tests make hostile files."""
    tampon = BytesIO()
    with zipfile.ZipFile(BytesIO(contenu)) as source, zipfile.ZipFile(tampon, "w", zipfile.ZIP_DEFLATED) as cible:
        for entree in source.infolist():
            genre = zipfile.ZIP_STORED if entree.filename == "mimetype" else zipfile.ZIP_DEFLATED
            cible.writestr(entree.filename, change(entree.filename, source.read(entree)), genre)
        for nom, donnees in (ajouts or {}).items():
            cible.writestr(nom, donnees)
    return tampon.getvalue()
