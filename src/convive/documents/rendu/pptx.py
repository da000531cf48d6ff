"""Slides: real titles, notes for the speaker, a source under each drawing, in our look or in that of an institution."""

import struct
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime, time
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Cm, Emu, Pt

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.graphiques.svg import svg_to_png
from convive.documents.modeles import MODELES_DIR
from convive.documents.rendu.archive import read_archive, write_archive
from convive.documents.rendu.diapositives import (
    CONTENUS,
    COUVERTURES,
    GRIS,
    HAUTEUR_SOURCE,
    HAUTEUR_SURTITRE,
    LARGEUR_BARRE,
    MARGE_ENCADRE,
    NOIR,
    TITRES_SEULS,
    Theme,
    Zone,
    choose_taille,
    choose_taille_encadre,
    choose_taille_points,
    choose_taille_titre,
    compute_largeurs,
    find_disposition,
    get_corps,
    get_titre,
    get_zone,
    mix,
    read_theme,
    rgb,
    split_zone,
)
from convive.documents.rendu.odp_modele import read_style_texte
from convive.documents.rendu.pptx_graphe import date_classeurs, write_graphe
from convive.documents.rules.diaporama import (
    Diaporama,
    Diapositive,
    Encadre,
    Graphe,
    Grille,
    Illustration,
    Points,
    validate_diaporama,
)

POINTS_PAR_POUCE = 200
EMU_PAR_POUCE = 914_400
SANS_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
"""The style of tables that draws nothing by itself."""


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
    return write_archive(date_classeurs(read_archive(tampon.getvalue()), diaporama.metadonnees.date))


def _delete_diapositives(presentation: Any) -> None:
    """The slides of the model show what it looks like; nothing of them goes into ours."""
    liste = presentation.slides._sldIdLst
    for identifiant in list(liste):
        presentation.part.drop_rel(identifiant.rId)
        liste.remove(identifiant)


def _write_couverture(presentation: Any, diaporama: Diaporama) -> None:
    slide = presentation.slides.add_slide(find_disposition(presentation, COUVERTURES))
    theme = read_theme(presentation)
    _write_place(slide, get_titre(slide), diaporama.titre, "p:titleStyle", theme)
    sous_titre = next(
        (p for p in slide.placeholders if p.placeholder_format.type.name in ("SUBTITLE", "BODY", "OBJECT")), None
    )
    if sous_titre is not None:
        _write_place(slide, sous_titre, diaporama.sous_titre, "p:bodyStyle", theme)
    _finish(slide, diaporama, diaporama.notes, gardes=(get_titre(slide), sous_titre), is_numerotee=False)


def _write_diapositive(presentation: Any, diaporama: Diaporama, diapositive: Diapositive) -> None:
    contenu, encadre = diapositive.contenu, diapositive.encadre
    slide = presentation.slides.add_slide(
        find_disposition(presentation, CONTENUS if isinstance(contenu, Points) else TITRES_SEULS)
    )
    titre, theme = get_titre(slide), read_theme(presentation)
    _write_place(slide, titre, diapositive.titre, "p:titleStyle", theme)
    entiere = get_zone(presentation)
    zone, carte = split_zone(entiere, has_surtitre=bool(diapositive.surtitre), has_encadre=encadre is not None)
    if diapositive.surtitre:
        _write_surtitre(slide, titre, entiere, diapositive.surtitre)
    corps = None
    if isinstance(contenu, Points):
        corps = get_corps(slide)
        _write_points(corps, contenu, zone if zone != entiere else None)
    elif isinstance(contenu, Illustration):
        _write_illustration(slide, zone, contenu, diaporama.images[contenu.image])
    elif isinstance(contenu, Graphe):
        write_graphe(slide, (*zone[:3], zone[3] - HAUTEUR_SOURCE), contenu, theme)
        _write_source(slide, zone[0], zone[1] + zone[3] - HAUTEUR_SOURCE, zone[2], contenu.source)
    else:
        _write_grille(slide, zone, contenu, diapositive.titre, theme)
    if encadre is not None and carte is not None:
        _write_encadre(slide, carte, encadre, theme)
    _finish(slide, diaporama, diapositive.notes, gardes=(titre, corps))


def _write_place(slide: Any, place: Any, texte: str, styles: str, theme: Theme) -> None:
    """A title or a subtitle, in smaller letters when the place of the model does not hold it."""
    place.text_frame.text = clean_texte(texte)
    disposition, rang = slide.slide_layout, place.placeholder_format.idx
    origine = next((p for p in disposition.placeholders if p.placeholder_format.idx == rang), None)
    style = read_style_texte(origine, disposition, styles, theme, theme.titre, 28)
    if place.width is None or place.height is None:
        return
    taille = choose_taille_titre(texte, style.points, place.width, place.height)
    if taille is not None:
        place.text_frame.paragraphs[0].runs[0].font.size = Pt(taille)


def _write_surtitre(slide: Any, titre: Any, zone: Zone, texte: str) -> None:
    boite = slide.shapes.add_textbox(zone[0], zone[1], zone[2], HAUTEUR_SURTITRE)
    boite.name = "Surtitre"
    cadre = boite.text_frame
    cadre.word_wrap = True
    cadre.margin_left = cadre.margin_right = cadre.margin_top = 0
    run = cadre.paragraphs[0].add_run()
    run.text, run.font.size, run.font.bold = clean_texte(texte), Pt(15), True
    # Read after the title, before what is under it.
    titre._element.addnext(boite._element)


def _write_encadre(slide: Any, zone: Zone, encadre: Encadre, theme: Theme) -> None:
    """A card on a tint of the first colour of the model, in ink: read whatever the ground of the slide is."""
    gauche, haut, large, hauteur_zone = zone
    tailles = choose_taille_encadre(encadre, large - 2 * MARGE_ENCADRE, hauteur_zone - 2 * MARGE_ENCADRE)
    hauteur = min(hauteur_zone, tailles.hauteur + 2 * MARGE_ENCADRE)
    forme = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, gauche, haut, large, hauteur)
    forme.name = "Encadré"
    _drop_style(forme)
    forme.fill.solid()
    forme.fill.fore_color.rgb = rgb(mix(theme.accent, 0.1))
    forme.line.fill.background()
    cadre = forme.text_frame
    cadre.word_wrap, cadre.vertical_anchor = True, MSO_ANCHOR.TOP
    cadre.margin_left = cadre.margin_right = cadre.margin_top = cadre.margin_bottom = MARGE_ENCADRE
    for rang, texte in enumerate((encadre.titre, *encadre.textes)):
        paragraphe = cadre.paragraphs[0] if rang == 0 else cadre.add_paragraph()
        paragraphe.alignment = PP_ALIGN.LEFT
        if rang:
            paragraphe.space_before = Pt(6)
        run = paragraphe.add_run()
        run.text, run.font.bold = clean_texte(texte), rang == 0
        run.font.size, run.font.color.rgb = Pt(tailles.points), rgb(NOIR)
    barre = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, gauche, haut, LARGEUR_BARRE, hauteur)
    barre.name = "Filet de l’encadré"
    _drop_style(barre)
    barre.fill.solid()
    barre.fill.fore_color.theme_color = MSO_THEME_COLOR.ACCENT_1
    barre.line.fill.background()
    set_decoratif(barre)


def _drop_style(forme: Any) -> None:
    """Without the shadow and the effects that a theme gives to every shape."""
    style = forme._element.find(qn("p:style"))
    if style is not None:
        forme._element.remove(style)


def set_decoratif(forme: Any) -> None:
    """A screen reader passes over it."""
    forme._element._nvXxPr.cNvPr.append(
        parse_xml(
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}">'
            '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
            "</a:ext></a:extLst>"
        )
    )


def _write_points(corps: Any, points: Points, zone: Zone | None) -> None:
    """`zone` when something stands above or beside."""
    longueur = sum(len(texte) + 40 for texte in points.textes)
    taille = None if longueur < 700 else Pt(18) if longueur < 1_000 else Pt(16)
    if zone is not None:
        corps.left, corps.top, corps.width, corps.height = zone
        taille = Pt(choose_taille_points(points.textes, zone[2], zone[3]))
    for rang, texte in enumerate(points.textes):
        paragraphe = corps.text_frame.paragraphs[0] if rang == 0 else corps.text_frame.add_paragraph()
        run = paragraphe.add_run()
        run.text = clean_texte(texte)
        run.font.size = taille


def _write_illustration(slide: Any, zone: Zone, figure: Illustration, svg: str) -> None:
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


def _write_grille(slide: Any, zone: Zone, grille: Grille, titre: str, theme: Theme) -> None:
    gauche, haut, large, hauteur_zone = zone
    lignes, colonnes = len(grille.lignes) + 1, len(grille.colonnes)
    largeurs = compute_largeurs(grille)
    taille, hauteurs = choose_taille(grille, largeurs, large, hauteur_zone - HAUTEUR_SOURCE)
    cadre = slide.shapes.add_table(lignes, colonnes, gauche, haut, large, sum(hauteurs))
    cadre.name = "Tableau"
    cadre._element._nvXxPr.cNvPr.set("descr", f"Tableau\u00a0: {clean_texte(titre)}")
    table = cadre.table
    table.first_row, table.horz_banding = True, False
    table._tbl.tblPr.find(qn("a:tableStyleId")).text = SANS_STYLE
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
            _dress_cellule(cellule, theme, is_tete=rang == 0)
            if rang == 0:
                run.font.bold, run.font.color.rgb = True, rgb(NOIR)
    if grille.source:
        _write_source(slide, gauche, haut + sum(hauteurs) + Cm(0.2), large, grille.source)


def _dress_cellule(cellule: Any, theme: Theme, *, is_tete: bool) -> None:
    """A head on a tint of the first colour of the model, thin rules under the rows."""
    if is_tete:
        cellule.fill.solid()
        cellule.fill.fore_color.rgb = rgb(mix(theme.accent, 0.12))
    else:
        cellule.fill.background()
    couleur, epaisseur = (theme.accent, Pt(1.5)) if is_tete else (GRIS, Pt(0.5))
    trait = parse_xml(
        f'<a:lnB {nsdecls("a")} w="{epaisseur}"><a:solidFill><a:srgbClr val="{couleur}"/></a:solidFill></a:lnB>'
    )
    cellule._tc.get_or_add_tcPr().insert(0, trait)


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
