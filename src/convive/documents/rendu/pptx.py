"""Slides: real titles, notes for the speaker, a source under each drawing, in our look or in that of an institution."""

import struct
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu, Pt

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.graphiques.svg import svg_to_png
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rules.diaporama import (
    Diaporama,
    Diapositive,
    Grille,
    Illustration,
    Points,
    validate_diaporama,
)
from convive.documents.rules.texte import DocumentInvalide

# Kinds of layout, as the file names them (ECMA-376, ST_SlideLayoutType), the best first.
COUVERTURES = ("title",)
CONTENUS = ("obj", "tx", "objTx")
TITRES_SEULS = ("titleOnly", "obj", "tx")
POINTS_PAR_POUCE = 200
EMU_PAR_POUCE = 914_400
HAUTEUR_SOURCE = Cm(0.9)
TAILLES_GRILLE = (18, 16, 14, 12)
LETTRES_GRILLE = 90
"""What a line of a table holds at the smallest of these sizes."""
# In the units of the file, for letters of one point: a wide letter and the height of a line of a common sans serif.
LARGEUR_LETTRE, HAUTEUR_LETTRE = Pt(1) * 0.55, Pt(1) * 1.22
MARGES_CELLULE, HAUTEUR_CELLULE = Cm(0.6), Cm(0.55)


def render_pptx(diaporama: Diaporama, modele: bytes | None = None) -> bytes:
    """Render slides; `modele` is the PPTX of an institution, whose own slides are left out.

    Raises `DocumentInvalide`.
    """
    validate_diaporama(diaporama)
    presentation = Presentation(BytesIO(modele or (MODELES_DIR / "reference.pptx").read_bytes()))
    _delete_diapositives(presentation)
    _write_couverture(presentation, diaporama)
    for diapositive in diaporama.diapositives:
        _write_diapositive(presentation, diaporama, diapositive)
    for slide in presentation.slides:
        _set_langue(slide)
    _set_proprietes(presentation, diaporama)
    tampon = BytesIO()
    presentation.save(tampon)
    return write_archive(read_archive(tampon.getvalue()))


def _delete_diapositives(presentation: Any) -> None:
    """The slides of the model show what it looks like; nothing of them goes into ours."""
    liste = presentation.slides._sldIdLst
    for identifiant in list(liste):
        presentation.part.drop_rel(identifiant.rId)
        liste.remove(identifiant)


def find_disposition(presentation: Any, genres: Sequence[str]) -> Any:
    """The layout of one of these kinds that has a title. Raises `DocumentInvalide` when there is none."""
    dispositions = [d for master in presentation.slide_masters for d in master.slide_layouts]
    for genre in genres:
        for disposition in dispositions:
            if disposition._element.get("type") == genre and get_titre(disposition) is not None:
                return disposition
    for disposition in dispositions:
        if get_titre(disposition) is not None and (genres != CONTENUS or get_corps(disposition) is not None):
            return disposition
    raise DocumentInvalide("Le modèle de diapositives n’a aucune disposition avec un titre.")


def get_titre(feuille: Any) -> Any:
    """The title placeholder of a layout or of a slide."""
    return next((p for p in feuille.placeholders if p.placeholder_format.type.name in ("TITLE", "CENTER_TITLE")), None)


def get_corps(feuille: Any) -> Any:
    """The first place for text: the body, not the footer."""
    return next((p for p in feuille.placeholders if p.placeholder_format.type.name in ("OBJECT", "BODY")), None)


def _write_couverture(presentation: Any, diaporama: Diaporama) -> None:
    slide = presentation.slides.add_slide(find_disposition(presentation, COUVERTURES))
    get_titre(slide).text_frame.text = clean_texte(diaporama.titre)
    sous_titre = next(
        (p for p in slide.placeholders if p.placeholder_format.type.name in ("SUBTITLE", "BODY", "OBJECT")), None
    )
    if sous_titre is not None:
        sous_titre.text_frame.text = clean_texte(diaporama.sous_titre)
    _finish(slide, diaporama, diaporama.notes, gardes=(get_titre(slide), sous_titre), is_numerotee=False)


def _write_diapositive(presentation: Any, diaporama: Diaporama, diapositive: Diapositive) -> None:
    contenu = diapositive.contenu
    slide = presentation.slides.add_slide(
        find_disposition(presentation, CONTENUS if isinstance(contenu, Points) else TITRES_SEULS)
    )
    titre = get_titre(slide)
    titre.text_frame.text = clean_texte(diapositive.titre)
    corps = None
    if isinstance(contenu, Points):
        corps = get_corps(slide)
        _write_points(corps, contenu)
    elif isinstance(contenu, Illustration):
        _write_illustration(slide, get_zone(presentation), contenu, diaporama.images[contenu.image])
    else:
        _write_grille(slide, get_zone(presentation), contenu, diapositive.titre)
    _finish(slide, diaporama, diapositive.notes, gardes=(titre, corps))


def get_zone(presentation: Any) -> tuple[int, int, int, int]:
    """Left, top, width and height of what is under the title, where the model puts its text."""
    disposition = find_disposition(presentation, CONTENUS)
    corps = get_corps(disposition)
    if corps is not None and corps.width is not None:
        return corps.left, corps.top, corps.width, corps.height
    marge = presentation.slide_width // 16
    haut = presentation.slide_height // 4
    return marge, haut, presentation.slide_width - 2 * marge, presentation.slide_height - haut - 2 * marge


def _write_points(corps: Any, points: Points) -> None:
    longueur = sum(len(texte) + 40 for texte in points.textes)
    taille = None if longueur < 700 else Pt(18) if longueur < 1_000 else Pt(16)
    for rang, texte in enumerate(points.textes):
        paragraphe = corps.text_frame.paragraphs[0] if rang == 0 else corps.text_frame.add_paragraph()
        run = paragraphe.add_run()
        run.text = clean_texte(texte)
        run.font.size = taille


def _write_illustration(slide: Any, zone: tuple[int, int, int, int], figure: Illustration, svg: str) -> None:
    gauche, haut, large, hauteur = zone
    hauteur -= HAUTEUR_SOURCE
    png = svg_to_png(svg, large * POINTS_PAR_POUCE // EMU_PAR_POUCE)
    pixels_x, pixels_y = struct.unpack(">II", png[16:24])
    echelle = min(large / pixels_x, hauteur / pixels_y)
    image = slide.shapes.add_picture(
        BytesIO(png), gauche, haut, Emu(int(pixels_x * echelle)), Emu(int(pixels_y * echelle))
    )
    image._element._nvXxPr.cNvPr.set("descr", clean_texte(figure.alternative))
    image.name = "Illustration"
    # The drawing is transparent and its letters dark: on a dark model it would not be seen.
    fond = parse_xml(f'<a:solidFill {nsdecls("a")}><a:srgbClr val="FFFFFF"/></a:solidFill>')
    image._element.spPr.append(fond)
    _write_source(slide, gauche, image.top + image.height, large, figure.source)


def _write_source(slide: Any, gauche: int, haut: int, large: int, source: str) -> None:
    boite = slide.shapes.add_textbox(gauche, haut, large, HAUTEUR_SOURCE)
    boite.name = "Source"
    cadre = boite.text_frame
    cadre.word_wrap = True
    cadre.margin_left = cadre.margin_right = 0
    run = cadre.paragraphs[0].add_run()
    run.text = f"Source\u00a0: {clean_texte(source)}"
    run.font.size = Pt(12)


def _write_grille(slide: Any, zone: tuple[int, int, int, int], grille: Grille, titre: str) -> None:
    gauche, haut, large, hauteur_zone = zone
    lignes, colonnes = len(grille.lignes) + 1, len(grille.colonnes)
    largeurs = compute_largeurs(grille)
    taille, hauteurs = _choose_taille(grille, largeurs, large, hauteur_zone - HAUTEUR_SOURCE)
    cadre = slide.shapes.add_table(lignes, colonnes, gauche, haut, large, sum(hauteurs))
    cadre.name = "Tableau"
    cadre._element._nvXxPr.cNvPr.set("descr", f"Tableau\u00a0: {clean_texte(titre)}")
    table = cadre.table
    table.first_row = True
    for rang, part in enumerate(largeurs):
        table.columns[rang].width = Emu(int(large * part))
    for rang, hauteur in enumerate(hauteurs):
        table.rows[rang].height = hauteur
    for rang, ligne in enumerate([grille.colonnes, *grille.lignes]):
        for place, texte in enumerate(ligne):
            cellule = table.cell(rang, place)
            cellule.vertical_anchor = MSO_ANCHOR.MIDDLE
            paragraphe = cellule.text_frame.paragraphs[0]
            paragraphe.alignment = PP_ALIGN.RIGHT if place in grille.nombres else PP_ALIGN.LEFT
            run = paragraphe.add_run()
            run.text = clean_texte(texte)
            run.font.size = taille
    if grille.source:
        _write_source(slide, gauche, haut + sum(hauteurs) + Cm(0.2), large, grille.source)


def compute_largeurs(grille: Grille) -> list[float]:
    """The share of each column: the longest word first, so that none is cut, then the length of the texts."""
    columns = list(zip(grille.colonnes, *grille.lignes, strict=True))
    mots = [max(len(mot) for texte in column for mot in texte.split(" ")) + 3 for column in columns]
    textes = [min(max(len(texte) for texte in column), 60) + 4 for column in columns]
    # What the words leave free goes to the columns that have the most to say.
    manques = [max(texte - mot, 0) for mot, texte in zip(mots, textes, strict=True)]
    libre = max(LETTRES_GRILLE - sum(mots), 0) / max(sum(manques), 1)
    poids = [mot + libre * manque for mot, manque in zip(mots, manques, strict=True)]
    return [part / sum(poids) for part in poids]


def _choose_taille(grille: Grille, largeurs: Sequence[float], large: int, hauteur: int) -> tuple[Any, list[Any]]:
    """The largest letters with which the table holds above its source, and the height of each row: a text that goes to
    the line makes its row higher, and nothing says it to who draws what comes under."""
    rows = [grille.colonnes, *grille.lignes]
    for points in TAILLES_GRILLE:
        par_ligne = [max(1, int((large * part - MARGES_CELLULE) / (points * LARGEUR_LETTRE))) for part in largeurs]
        hauteurs = []
        for row in rows:
            hautes = max(_count_lignes(texte, place) for texte, place in zip(row, par_ligne, strict=True))
            hauteurs.append(Emu(int(hautes * points * HAUTEUR_LETTRE) + HAUTEUR_CELLULE))
        if sum(hauteurs) <= hauteur:
            break
    return Pt(points), hauteurs


def _count_lignes(texte: str, place: int) -> int:
    """How many lines a text takes when each holds `place` letters."""
    count, used = 1, 0
    for mot in texte.split(" "):
        if used and used + 1 + len(mot) > place:
            count, used = count + 1, len(mot)
        else:
            used += len(mot) + (1 if used else 0)
    return count


def _finish(
    slide: Any,
    diaporama: Diaporama,
    notes: str,
    *,
    gardes: Sequence[Any],
    is_numerotee: bool = True,
) -> None:
    """Empty places go; the footer and the number of the layout come, last in reading order; notes are written."""
    uniques = {id(garde._element) for garde in gardes if garde is not None}
    for place in list(slide.placeholders):
        if id(place._element) not in uniques:
            place._element.getparent().remove(place._element)
    if is_numerotee:
        for place in slide.slide_layout.placeholders:
            genre = place.placeholder_format.type.name
            if genre in ("FOOTER", "SLIDE_NUMBER"):
                _add_pied(slide, place, clean_texte(diaporama.titre) if genre == "FOOTER" else None)
    if notes:
        slide.notes_slide.notes_text_frame.text = clean_texte(notes)


def _add_pied(slide: Any, place: Any, texte: str | None) -> None:
    """A footer placeholder of the layout, which the library does not bring by itself; None is the slide number."""
    rang = max((forme.shape_id for forme in slide.shapes), default=1) + 1
    genre = "ftr" if texte is not None else "sldNum"
    forme = parse_xml(
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="{rang}" name="{"Pied" if texte is not None else "Numéro"}"/>'
        f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{genre}" sz="quarter"'
        f' idx="{place.placeholder_format.idx}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p/>'
        "</p:txBody></p:sp>"
    )
    # LibreOffice does not look for the style of a footer in its layout.
    corps = forme.find(qn("p:txBody"))
    style = place._element.find(qn("p:txBody")).find(qn("a:lstStyle"))
    if style is None or not len(style):
        style = _get_style_du_masque(slide, genre)
    if style is not None:
        corps.replace(corps.find(qn("a:lstStyle")), deepcopy(style))
    paragraphe = corps.find(qn("a:p"))
    if texte is None:
        paragraphe.append(
            parse_xml(
                f'<a:fld {nsdecls("a")} id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr/>'
                "<a:t>‹n°›</a:t></a:fld>"
            )
        )
    else:
        run = parse_xml(f"<a:r {nsdecls('a')}><a:rPr/><a:t/></a:r>")
        run.find(qn("a:t")).text = texte
        paragraphe.append(run)
    slide.shapes._spTree.append(forme)


def _get_style_du_masque(slide: Any, genre: str) -> Any:
    for place in slide.slide_layout.slide_master.placeholders:
        if place._element.nvSpPr.nvPr.find(qn("p:ph")).get("type") == genre:
            return place._element.find(qn("p:txBody")).find(qn("a:lstStyle"))
    return None


def _set_langue(slide: Any) -> None:
    """Say that every word is French, on the slide and in its notes: a screen reader reads with that voice."""
    racines = [slide._element] + ([slide.notes_slide._element] if slide.has_notes_slide else [])
    for racine in racines:
        for balise in ("a:r", "a:fld"):
            for element in racine.iter(qn(balise)):
                proprietes = element.find(qn("a:rPr"))
                if proprietes is None:
                    proprietes = parse_xml(f"<a:rPr {nsdecls('a')}/>")
                    element.insert(0, proprietes)
                proprietes.set("lang", "fr-FR")


def _set_proprietes(presentation: Any, diaporama: Diaporama) -> None:
    proprietes = presentation.core_properties
    metadonnees = diaporama.metadonnees
    proprietes.title, proprietes.author = clean_texte(diaporama.titre)[:255], clean_texte(metadonnees.auteur)[:255]
    proprietes.subject, proprietes.language = clean_texte(metadonnees.sujet)[:255], "fr-FR"
    proprietes.created = proprietes.modified = datetime.combine(metadonnees.date, time())
    proprietes.last_modified_by, proprietes.revision = proprietes.author, 1
    # What the person who made the model wrote of it is not true of ours.
    proprietes.keywords = proprietes.comments = proprietes.category = proprietes.content_status = ""
