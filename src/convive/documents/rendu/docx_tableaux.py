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
APRES_TABLE = re.compile(r'^(\s*<w:p><w:pPr><w:pStyle w:val="(?:BodyText|FirstParagraph|Compact)" />)(</w:pPr>)')
ESPACE_APRES = '<w:spacing w:before="160"/>'
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
        morceaux += [avant, LIGNE.sub(_finish_ligne, _keep_entiere(tableau))]
        fini = table.end()
    morceaux.append(_space_apres(texte, fini, len(texte)))
    return CELLULE_SIGNATURE.sub(rf"<w:tc><w:tcPr>{CADRE}</w:tcPr>\g<1>", "".join(morceaux))


def _space_apres(texte: str, debut: int, fin: int) -> str:
    """What goes from a table to the next, or from the beginning, which follows none."""
    suite = texte[debut:fin]
    return APRES_TABLE.sub(rf"\1{ESPACE_APRES}\2", suite) if debut else suite


def _keep_entiere(tableau: str) -> str:
    """A short table on one page: each of its rows but the last stays with the next."""
    lignes = list(LIGNE.finditer(tableau))
    if len(lignes) > LIGNES_TABLE_ENTIERE or len(BALISE.sub("", tableau)) > CARACTERES_LIGNE_ENTIERE:
        return tableau
    fin = lignes[-1].start()
    return PARAGRAPHE.sub(r"\1<w:keepNext/>", tableau[:fin]) + tableau[fin:]


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
