"""Tables of a DOCX as they are printed: no row cut between two pages, a head that stays with what it heads."""

import re
from collections.abc import Sequence

from convive.documents.rendu.html import CARACTERES_LIGNE_ENTIERE, LIGNES_TABLE_ENTIERE, STYLE_SIGNATURE

TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
DEMI_POINTS = 20
"""The letters of our text, in half-points."""
LIGNE = re.compile(r"<w:tr>\s*(?:<w:trPr>(.*?)</w:trPr>|<w:trPr\s*/>)?(.*?)</w:tr>", re.DOTALL)
PARAGRAPHE = re.compile(r"(<w:p>\s*<w:pPr>\s*<w:pStyle\b[^>]*/>)(?!<w:keepNext/>)")
BALISE = re.compile(r"<[^>]+>")
AVANT_SIGNATURE = 2
"""Paragraphs that stay with a signature: « Fait à … » and the caption of the table."""
# The text that follows a table is not stuck to it.
APRES_TABLE = re.compile(
    r'^(\s*<w:p><w:pPr><w:pStyle w:val="(?:BodyText|FirstParagraph|Compact|ListeSerree)" />(?:<w:numPr>.*?</w:numPr>)?)'
    r"(</w:pPr>)"
)
ESPACE_APRES = '<w:spacing w:before="160"/>'
# Pandoc gives one style to the points of a list and to the cells of a table, whose letters are smaller.
POINT_LISTE, STYLE_LISTE = re.compile(r'<w:pStyle w:val="Compact" ?/>(?=<w:numPr>)'), '<w:pStyle w:val="ListeSerree" />'
SOURCE = re.compile(r'\s*<w:p><w:pPr><w:pStyle w:val="Source" ?/>')
FIGURE = re.compile(r'\s*<w:p><w:pPr><w:pStyle w:val="FigureTitre" ?/>')
# After a table Word asks for a paragraph; an ordinary one could fall alone on a page.
TABLE_FINALE = re.compile(r"(</w:tbl>(?:\s*<w:bookmarkEnd\b[^>]*/>)*\s*)(?=<w:sectPr\b|</w:body>)")
PARAGRAPHE_FINAL = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr>'
    "</w:pPr></w:p>"
)
# The frame comes after what is written in its cell, a name for instance.
CELLULE_SIGNATURE = re.compile(
    rf'<w:tc>\s*<w:tcPr\s*/>((?:(?!</w:tc>).)*<w:pStyle w:val="{STYLE_SIGNATURE}"\s*/>)', re.DOTALL
)
COTES = ("top", "left", "bottom", "right")
TRAITS = "".join(f'<w:{cote} w:val="single" w:sz="6" w:space="0" w:color="auto"/>' for cote in COTES)
CADRE = f"<w:tcBorders>{TRAITS}</w:tcBorders>"


def finish_tableaux(texte: str, serrements: Sequence[float]) -> str:
    """`word/document.xml` with its tables finished; `serrements` say how much smaller the letters of each are."""
    morceaux: list[str] = []
    fini = 0
    for table, serrement in zip(TABLE.finditer(texte), serrements, strict=True):
        avant, tableau = _space_apres(texte, fini, table.start()), table.group(0)
        if serrement < 1:
            tableau = _set_taille(tableau, round(DEMI_POINTS * serrement))
        if STYLE_SIGNATURE in tableau:
            # A page of signatures alone says nothing of what is signed.
            for paragraphe in reversed(list(PARAGRAPHE.finditer(avant))[-AVANT_SIGNATURE:]):
                avant = f"{avant[: paragraphe.end()]}<w:keepNext/>{avant[paragraphe.end() :]}"
        is_sourcee = SOURCE.match(texte, table.end()) is not None
        # What proves a document stays with its signatures.
        is_sourcee |= STYLE_SIGNATURE in tableau and FIGURE.match(texte, table.end()) is not None
        morceaux += [avant, LIGNE.sub(_finish_ligne, _keep_entiere(tableau, is_sourcee=is_sourcee))]
        fini = table.end()
    morceaux.append(_space_apres(texte, fini, len(texte)))
    fini_texte = CELLULE_SIGNATURE.sub(rf"<w:tc><w:tcPr>{CADRE}</w:tcPr>\g<1>", "".join(morceaux))
    return TABLE_FINALE.sub(rf"\g<1>{PARAGRAPHE_FINAL}", fini_texte)


def _space_apres(texte: str, debut: int, fin: int) -> str:
    """What goes from a table to the next, or from the beginning, which follows none."""
    suite = POINT_LISTE.sub(STYLE_LISTE, texte[debut:fin])
    return APRES_TABLE.sub(rf"\1{ESPACE_APRES}\2", suite) if debut else suite


def _keep_entiere(tableau: str, *, is_sourcee: bool) -> str:
    """A short table on one page: each of its rows but the last stays with the next, the last with its source."""
    lignes = list(LIGNE.finditer(tableau))
    fin = lignes[-1].start()
    debut, derniere = tableau[:fin], tableau[fin:]
    if len(lignes) <= LIGNES_TABLE_ENTIERE and len(BALISE.sub("", tableau)) <= CARACTERES_LIGNE_ENTIERE:
        debut = PARAGRAPHE.sub(r"\1<w:keepNext/>", debut)
    return debut + (PARAGRAPHE.sub(r"\1<w:keepNext/>", derniere) if is_sourcee else derniere)


def _finish_ligne(ligne: re.Match[str]) -> str:
    proprietes, contenu = ligne.group(1) or "", ligne.group(2)
    if "w:tblHeader" in proprietes:
        contenu = PARAGRAPHE.sub(r"\1<w:keepNext/>", contenu)
    if len(BALISE.sub("", contenu)) <= CARACTERES_LIGNE_ENTIERE:
        # The schema wants this one before the mark of a head.
        proprietes = f"<w:cantSplit/>{proprietes}"
    return f"<w:tr><w:trPr>{proprietes}</w:trPr>{contenu}</w:tr>" if proprietes else f"<w:tr>{contenu}</w:tr>"


def _set_taille(tableau: str, demi_points: int) -> str:
    """The words of a table in smaller letters, where the style of its paragraphs says nothing of it."""
    taille = f'<w:sz w:val="{demi_points}"/><w:szCs w:val="{demi_points}"/>'
    tableau = re.sub(r"<w:r>(?!\s*<w:rPr>)", "<w:r><w:rPr></w:rPr>", tableau)
    return re.sub(r"<w:rPr>(?!<w:rStyle)((?:(?!</w:rPr>).)*)</w:rPr>", rf"<w:rPr>\g<1>{taille}</w:rPr>", tableau)
