"""CSV: one table for any program, in which no text can become a formula."""

import csv
from datetime import date
from io import StringIO

from django.utils.text import slugify

from convive.documents.graphiques.rules.formats import clean_texte
from convive.documents.rendu.archive import write_archive
from convive.documents.rules.classeur import (
    Classeur,
    Feuille,
    build_titre_feuille,
    get_contenu_cellule,
    protect_texte,
    validate_classeur,
)

# A mark at the start tells Excel that the letters are UTF-8; the semicolon is what a French Excel splits on.
MARQUE_UTF8 = "\ufeff"


def render_csv(classeur: Classeur) -> tuple[bytes, str]:
    """A CSV file, or an archive of one per sheet when there are several; and its extension.

    Raises `DocumentInvalide`.
    """
    validate_classeur(classeur)
    if len(classeur.feuilles) == 1:
        return _render_feuille(classeur.feuilles[0]), "csv"
    titres: list[str] = []
    parts: dict[str, bytes] = {}
    for rang, feuille in enumerate(classeur.feuilles, 1):
        titres.append(build_titre_feuille(feuille.titre, titres))
        parts[f"{rang:02d}-{slugify(titres[-1]) or 'feuille'}.csv"] = _render_feuille(feuille)
    return write_archive(parts), "zip"


def _render_feuille(feuille: Feuille) -> bytes:
    """Header and rows only: a title or a note above the header would be read as data."""
    tampon = StringIO()
    tampon.write(MARQUE_UTF8)
    ecrivain = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    ecrivain.writerow([_build_texte(colonne.libelle) for colonne in feuille.colonnes])
    for ligne in feuille.lignes:
        ecrivain.writerow([_build_cellule(get_contenu_cellule(valeur)) for valeur in ligne])
    return tampon.getvalue().encode()


def _build_texte(texte: str) -> str:
    return protect_texte(clean_texte(texte))


def _build_cellule(contenu: str | int | float | date) -> str:
    if isinstance(contenu, str):
        return _build_texte(contenu)
    if isinstance(contenu, date):
        return contenu.isoformat()
    # A number, with the decimal comma of French spreadsheets and no space between thousands.
    return (repr(contenu) if isinstance(contenu, float) else str(contenu)).removesuffix(".0").replace(".", ",")
