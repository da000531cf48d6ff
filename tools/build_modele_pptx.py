"""Build reference.pptx, the template of our slides, from the empty presentation that python-pptx ships.

Only the three layouts that we use are kept: title, title and content, title only. Run by tools/build_modeles.py.
"""

import re
from io import BytesIO

from pptx import Presentation
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Pt

# Presentations are opened on the computer of a meeting room, which does not have our font: Arial has known widths.
POLICE = "Arial"
ENCRE, ENCRE_2, SARCELLE, SABLE, LIGNE = "1D2A33", "44515A", "0B5D66", "FAF7F2", "DCD2C2"
COULEURS = {
    "dk1": ENCRE,
    "lt1": "FFFFFF",
    "dk2": SARCELLE,
    "lt2": SABLE,
    "accent1": SARCELLE,
    "accent2": "C2452D",
    "accent3": "8A6A1F",
    "accent4": "4A6FA5",
    "accent5": "6B4E71",
    "accent6": "5B7553",
    "hlink": SARCELLE,
    "folHlink": ENCRE_2,
}
GARDES = {"title": "Titre", "obj": "Titre et contenu", "titleOnly": "Titre seul"}
LARGEUR, HAUTEUR, MARGE = Cm(33.867), Cm(19.05), Cm(1.9)


def build_pptx() -> bytes:
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = LARGEUR, HAUTEUR
    master = presentation.slide_master
    for layout in list(master.slide_layouts):
        if layout._element.get("type") not in GARDES:
            master.slide_layouts.remove(layout)
    for layout in master.slide_layouts:
        layout.name = GARDES[layout._element.get("type")]
    set_theme(master)
    set_styles(master)
    for feuille in (master, *master.slide_layouts):
        set_places(feuille, feuille._element.get("type") == "title")
    for forme in (*master.placeholders, *(p for layout in master.slide_layouts for p in layout.placeholders)):
        clean_textes(forme)
    set_langue(presentation)
    sortie = BytesIO()
    presentation.save(sortie)
    return sortie.getvalue()


def set_theme(master) -> None:
    """Set the colours and fonts of the theme, which shapes, tables and charts use."""
    part = next(r.target_part for r in master.part.rels.values() if r.reltype.endswith("/theme"))
    theme = part.blob.decode()
    for nom, couleur in COULEURS.items():
        theme = re.sub(
            rf"<a:{nom}>.*?</a:{nom}>", f'<a:{nom}><a:srgbClr val="{couleur}"/></a:{nom}>', theme, flags=re.DOTALL
        )
    theme = re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{POLICE}"', theme)
    theme = re.sub(r'(<a:theme [^>]*name=")[^"]*', r"\g<1>Convive", theme)
    part._blob = theme.encode()


def set_styles(master) -> None:
    """Set the sizes, colours and spacing of titles and of the five levels of text."""
    styles = master._element.find(qn("p:txStyles"))
    titre = styles.find(qn("p:titleStyle")).find(qn("a:lvl1pPr"))
    titre.set("algn", "l")
    set_caracteres(titre, 28, "tx2", gras=True)
    for rang, niveau in enumerate(styles.find(qn("p:bodyStyle"))):
        if rang < 5:
            retrait = Cm(0.8)
            niveau.set("marL", str(retrait * (rang + 1)))
            niveau.set("indent", str(-retrait))
            set_caracteres(niveau, (22, 19, 18, 18, 18)[rang], "tx1")
            espace = niveau.find(qn("a:spcBef"))
            niveau.remove(espace)
            niveau.insert(0, parse_xml(f'<a:spcBef {nsdecls("a")}><a:spcPts val="1000"/></a:spcBef>'))


def set_caracteres(niveau, taille: int, couleur: str, *, gras: bool = False) -> None:
    proprietes = niveau.find(qn("a:defRPr"))
    proprietes.set("sz", str(taille * 100))
    proprietes.set("b", "1" if gras else "0")
    proprietes.set("lang", "fr-FR")
    proprietes.find(qn("a:solidFill")).find(qn("a:schemeClr")).set("val", couleur)


def set_places(feuille, is_couverture: bool) -> None:
    """Place each placeholder on a 16:9 slide, and the rule under the title."""
    large = LARGEUR - 2 * MARGE
    places = {
        "TITLE": (MARGE, Cm(0.9), large, Cm(2.7)),
        "CENTER_TITLE": (MARGE, Cm(4.6), large, Cm(4.6)),
        "SUBTITLE": (MARGE, Cm(9.9), large, Cm(3.6)),
        "OBJECT": (MARGE, Cm(4.3), large, Cm(12.6)),
        "BODY": (MARGE, Cm(4.3), large, Cm(12.6)),
        "FOOTER": (MARGE, Cm(17.6), Cm(24), Cm(0.9)),
        "SLIDE_NUMBER": (LARGEUR - MARGE - Cm(4), Cm(17.6), Cm(4), Cm(0.9)),
    }
    for forme in list(feuille.placeholders):
        genre = forme.placeholder_format.type.name
        if genre == "DATE":
            forme._element.getparent().remove(forme._element)
            continue
        forme.left, forme.top, forme.width, forme.height = places[genre]
        ancre = {"TITLE": "b", "CENTER_TITLE": "b", "FOOTER": "ctr", "SLIDE_NUMBER": "ctr"}.get(genre, "t")
        forme.text_frame._txBody.bodyPr.set("anchor", ancre)
        for cote in ("lIns", "rIns"):
            forme.text_frame._txBody.bodyPr.set(cote, "0")
        if genre in ("FOOTER", "SLIDE_NUMBER"):
            set_pied(forme, "l" if genre == "FOOTER" else "r")
        if genre in ("CENTER_TITLE", "SUBTITLE"):
            set_couverture(forme, 40 if genre == "CENTER_TITLE" else 22, genre == "CENTER_TITLE")
    if is_couverture:
        fond = parse_xml(
            f'<p:bg {nsdecls("p", "a")}><p:bgPr><a:solidFill><a:schemeClr val="bg2"/></a:solidFill><a:effectLst/>'
            "</p:bgPr></p:bg>"
        )
        feuille._element.cSld.insert(0, fond)
    if is_couverture or feuille._element.get("type") in ("obj", "titleOnly"):
        add_filet(feuille, MARGE, Cm(9.5) if is_couverture else Cm(3.75), Cm(5) if is_couverture else large)


def set_pied(forme, alignement: str) -> None:
    liste = forme.text_frame._txBody.find(qn("a:lstStyle"))
    for vieux in list(liste):
        liste.remove(vieux)
    liste.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} algn="{alignement}"><a:defRPr sz="1200" lang="fr-FR"><a:solidFill>'
            f'<a:srgbClr val="{ENCRE_2}"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        )
    )


def set_couverture(forme, taille: int, is_titre: bool) -> None:
    liste = forme.text_frame._txBody.find(qn("a:lstStyle"))
    for vieux in list(liste):
        liste.remove(vieux)
    couleur = '<a:schemeClr val="tx2"/>' if is_titre else f'<a:srgbClr val="{ENCRE_2}"/>'
    liste.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} marL="0" indent="0" algn="l"><a:buNone/><a:defRPr sz="{taille * 100}"'
            f' b="{int(is_titre)}" lang="fr-FR"><a:solidFill>{couleur}</a:solidFill></a:defRPr></a:lvl1pPr>'
        )
    )


def add_filet(feuille, gauche: int, haut: int, large: int) -> None:
    """Add a rule, marked as decorative so that screen readers skip it."""
    arbre = feuille._element.cSld.spTree
    arbre.append(
        parse_xml(
            f'<p:cxnSp {nsdecls("p", "a")}><p:nvCxnSpPr><p:cNvPr id="90" name="Filet"><a:extLst>'
            '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            '</a:ext></a:extLst></p:cNvPr><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr><a:xfrm>'
            f'<a:off x="{gauche}" y="{haut}"/><a:ext cx="{large}" cy="0"/></a:xfrm>'
            f'<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{Pt(2)}"><a:solidFill><a:schemeClr val="tx1"/>'
            "</a:solidFill></a:ln></p:spPr></p:cxnSp>"
        )
    )


def clean_textes(forme) -> None:
    """Set in French the prompts of the layouts, which PowerPoint shows in empty placeholders."""
    mots = {
        "TITLE": "Titre",
        "CENTER_TITLE": "Titre",
        "SUBTITLE": "Sous-titre",
        "OBJECT": "Texte",
        "BODY": "Texte",
    }.get(forme.placeholder_format.type.name)
    paragraphes = forme.text_frame.paragraphs
    if mots and paragraphes:
        for autre in paragraphes[1:]:
            autre._p.getparent().remove(autre._p)
        paragraphes[0].text = mots


def set_langue(presentation) -> None:
    for feuille in (presentation.slide_master, *presentation.slide_master.slide_layouts):
        for element in feuille._element.iter(qn("a:rPr"), qn("a:endParaRPr"), qn("a:defRPr")):
            element.set("lang", "fr-FR")
