"""Files as people make them: workbooks with merged cells, hidden rows, Word fiches, printed plans."""

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import docx
import openpyxl
import typst
from openpyxl.styles import Font

from convive.plan_action.lecteur_plans.plan import read_plan

type Lignes = Sequence[Sequence[Any]]


def build_xlsx(
    feuilles: dict[str, Lignes],
    fusions: dict[str, Iterable[str]] | None = None,
    apres: Callable[[openpyxl.Workbook], None] | None = None,
) -> bytes:
    """Each sheet from its rows; `fusions` by sheet; `apres` hides, styles, whatever else a person does."""
    livre = openpyxl.Workbook()
    livre.remove(livre.active)
    for nom, lignes in feuilles.items():
        feuille = livre.create_sheet(nom)
        for rang, ligne in enumerate(lignes, 1):
            for colonne, valeur in enumerate(ligne, 1):
                if valeur not in (None, ""):
                    feuille.cell(rang, colonne, valeur)
        for reference in (fusions or {}).get(nom, ()):
            feuille.merge_cells(reference)
    if apres is not None:
        apres(livre)
    sortie = io.BytesIO()
    livre.save(sortie)
    return sortie.getvalue()


def set_gras(livre: openpyxl.Workbook, *cellules: str) -> None:
    for cellule in cellules:
        livre.worksheets[0][cellule].font = Font(bold=True)


TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXTE = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def build_ods(tables: str, styles: str = "") -> bytes:
    """A LibreOffice workbook from the XML of its tables, as LibreOffice writes it."""
    contenu = (
        f'<office:document-content xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXTE}" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return build_zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": contenu,
            "META-INF/manifest.xml": "<m/>",
        }
    )


def build_odt(corps: str, styles: str = "", pages: str = "") -> bytes:
    """A LibreOffice text from the XML of its blocks; `pages`: its headers and footers."""
    espaces = (
        f'xmlns:office="{OFFICE}" xmlns:table="{TABLE}" xmlns:text="{TEXTE}" '
        'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
        'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
        'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    )
    contenu = (
        f"<office:document-content {espaces}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{corps}</office:text></office:body></office:document-content>"
    )
    marges = f"<office:document-styles {espaces}><office:master-styles>{pages}</office:master-styles></office:document-styles>"
    mime = "application/vnd.oasis.opendocument.text"
    return build_zip({"mimetype": mime, "content.xml": contenu, "styles.xml": marges, "META-INF/manifest.xml": "<m/>"})


def build_ligne_ods(*cellules: str, attributs: str = "") -> str:
    def build(cellule: str) -> str:
        if cellule.startswith("<"):
            return cellule
        texte = "".join(f"<text:p>{ligne}</text:p>" for ligne in cellule.split("\n"))
        return (
            f'<table:table-cell office:value-type="string">{texte}</table:table-cell>'
            if cellule
            else "<table:table-cell/>"
        )

    return f"<table:table-row{attributs}>{''.join(map(build, cellules))}</table:table-row>"


def build_zip(parties: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", compression) as archive:
        for nom, contenu in parties.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


class Word:
    """A Word document, block after block."""

    def __init__(self) -> None:
        self.document = docx.Document()

    def titre(self, texte: str, niveau: int) -> "Word":
        self.document.add_heading(texte, niveau)
        return self

    def texte(self, texte: str, *, gras: bool = False, puce: bool = False) -> "Word":
        paragraphe = self.document.add_paragraph(style="List Bullet" if puce else None)
        paragraphe.add_run(texte).bold = gras
        return self

    def etiquette(self, etiquette: str, valeur: str) -> "Word":
        paragraphe = self.document.add_paragraph()
        paragraphe.add_run(etiquette).bold = True
        paragraphe.add_run(valeur)
        return self

    def tableau(self, lignes: Lignes, fusions: Iterable[tuple[int, int, int, int]] = ()) -> "Word":
        """`fusions`: row, column, last row, last column, from 0."""
        tableau = self.document.add_table(0, max(map(len, lignes)))
        for ligne in lignes:
            cellules = tableau.add_row().cells
            for cellule, valeur in zip(cellules, ligne, strict=False):
                cellule.text = valeur
        for l0, c0, l1, c1 in fusions:
            tableau.cell(l0, c0).merge(tableau.cell(l1, c1))
        return self

    def build(self) -> bytes:
        sortie = io.BytesIO()
        self.document.save(sortie)
        return sortie.getvalue()


def build_pdf(typographie: str) -> bytes:
    """A printed text, from Typst."""
    return typst.compile(typographie.encode())


def lire(contenu: bytes, nom: str, **corrections: Any) -> dict[str, Any]:
    from convive.plan_action.lecteur_plans.modele import Correspondances

    return read_plan(contenu, nom, Correspondances(**corrections)).build_json(0.0)


def get_arbre(plan: dict[str, Any]) -> list[tuple[int, str | None, str, str | None]]:
    return [(n["rang"], n["numero"], n["titre"], n["parent"]) for n in plan["arbre"]]


def get_actions(plan: dict[str, Any], *champs: str) -> list[Any]:
    """The fields asked of each action, in order."""
    return [
        tuple(action[champ] for champ in champs) if len(champs) > 1 else action[champs[0]] for action in plan["actions"]
    ]


def get_codes(plan: dict[str, Any]) -> list[str]:
    return [avertissement["code"] for avertissement in plan["warnings"]]
