"""Workbooks: figures stay numbers, what has no number is words, and no text can become a formula."""

from datetime import datetime, time
from io import BytesIO

import xlsxwriter

from convive.documents.graphiques import charte
from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rules.classeur import (
    CARACTERES_CELLULE,
    Classeur,
    Colonne,
    Feuille,
    FormatCellule,
    build_titre_feuille,
    get_contenu_cellule,
    is_dangereux,
    validate_classeur,
)

FORMATS_NOMBRE = {
    FormatCellule.ENTIER: "#,##0",
    FormatCellule.DECIMAL: "#,##0.0",
    FormatCellule.POURCENTAGE: '#,##0.0" %"',
    FormatCellule.EUROS: '#,##0" €"',
    FormatCellule.ANNEE: "0",
    FormatCellule.DATE: "dd/mm/yyyy",
    FormatCellule.TEXTE: "General",
}


def render_xlsx(classeur: Classeur) -> bytes:
    """Render a workbook. Percentages are given in percent (19.8), as everywhere else. Raises `DocumentInvalide`."""
    validate_classeur(classeur)
    sortie = BytesIO()
    livre = xlsxwriter.Workbook(
        sortie,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "nan_inf_to_errors": False,
        },
    )
    metadonnees = classeur.metadonnees
    livre.set_properties(
        {
            "title": clean_texte(classeur.titre),
            "author": clean_texte(metadonnees.auteur),
            "subject": clean_texte(metadonnees.sujet),
            "created": datetime.combine(metadonnees.date, time()),
        }
    )
    police = {"font_name": "Atkinson Hyperlegible", "font_size": 11, "font_color": charte.ENCRE}
    styles = {
        "titre": livre.add_format({**police, "bold": True, "font_size": 15, "font_color": charte.SARCELLE}),
        "entete": livre.add_format(
            {**police, "bold": True, "bg_color": charte.SABLE_2, "bottom": 2, "text_wrap": True, "valign": "vcenter"}
        ),
        "mot": livre.add_format({**police, "italic": True, "align": "right", "font_color": charte.ENCRE_3}),
        "note": livre.add_format({**police, "font_size": 10, "font_color": charte.ENCRE_2}),
        "texte": livre.add_format({**police, "valign": "top"}),
        # Marked as text for good: even typed again or saved as CSV by Excel, it does not become a formula.
        "protege": livre.add_format({**police, "valign": "top", "quote_prefix": True}),
        **{f"f-{nom}": livre.add_format({**police, "num_format": motif}) for nom, motif in FORMATS_NOMBRE.items()},
    }
    titres: list[str] = []
    for feuille in classeur.feuilles:
        titres.append(build_titre_feuille(feuille.titre, titres))
        _render_feuille(livre.add_worksheet(titres[-1]), feuille, styles)
    livre.close()
    return sortie.getvalue()


def _render_feuille(page: "xlsxwriter.worksheet.Worksheet", feuille: Feuille, styles: dict[str, object]) -> None:
    entete = 2
    page.write_string(0, 0, clean_texte(feuille.titre), styles["titre"])
    page.set_row(0, 24)
    page.freeze_panes(entete + 1, 1)
    page.repeat_rows(entete)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_footer("&L&A&RPage &P sur &N")
    for rang, colonne in enumerate(feuille.colonnes):
        page.set_column(rang, rang, colonne.largeur)
        page.write_string(entete, rang, clean_texte(colonne.libelle), styles["entete"])
    for rang, ligne in enumerate(feuille.lignes, entete + 1):
        for place, (colonne, valeur) in enumerate(zip(feuille.colonnes, ligne, strict=True)):
            _render_cellule(page, rang, place, colonne, get_contenu_cellule(valeur), styles)
    if feuille.lignes:
        page.autofilter(entete, 0, entete + len(feuille.lignes), len(feuille.colonnes) - 1)
    for rang, note in enumerate(feuille.notes, entete + len(feuille.lignes) + 2):
        page.write_string(rang, 0, clean_texte(note)[:CARACTERES_CELLULE], styles["note"])


def _render_cellule(
    page: "xlsxwriter.worksheet.Worksheet",
    rang: int,
    place: int,
    colonne: Colonne,
    contenu: object,
    styles: dict[str, object],
) -> None:
    style = styles[f"f-{colonne.format}"]
    if isinstance(contenu, str):
        texte = clean_texte(contenu)[:CARACTERES_CELLULE]
        is_mot = colonne.format not in (FormatCellule.TEXTE, FormatCellule.DATE)
        nom = "protege" if texte and is_dangereux(texte) else "mot" if is_mot else "texte"
        page.write_string(rang, place, texte, styles[nom])
    elif isinstance(contenu, int | float):
        page.write_number(rang, place, contenu, style)
    else:
        page.write_datetime(rang, place, contenu, styles[f"f-{FormatCellule.DATE}"])
