"""Workbooks made by hand, for the sources that are published as XLSX."""

import zipfile
from collections.abc import Mapping
from pathlib import Path


def build_classeur(path: Path, feuilles: Mapping[str, list[list[object]]], entete: str = "") -> Path:
    """A workbook with shared strings, as the producers write them."""
    textes: list[str] = []

    def render_cellule(valeur: object, reference: str) -> str:
        if valeur is None:
            return ""
        if isinstance(valeur, str):
            textes.append(valeur)
            return f'<c r="{reference}" t="s"><v>{len(textes) - 1}</v></c>'
        return f'<c r="{reference}"><v>{valeur}</v></c>'

    espace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    with zipfile.ZipFile(path, "w") as archive:
        noms, relations = "", ""
        for rang, (nom, lignes) in enumerate(feuilles.items(), start=1):
            rangees = "".join(
                f'<row r="{n}">{"".join(render_cellule(v, f"{chr(65 + c)}{n}") for c, v in enumerate(ligne))}</row>'
                for n, ligne in enumerate(lignes, start=1)
            )
            archive.writestr(
                f"xl/worksheets/sheet{rang}.xml",
                f'{entete}<worksheet xmlns="{espace}"><sheetData>{rangees}</sheetData></worksheet>',
            )
            noms += f'<sheet name="{nom}" sheetId="{rang}" r:id="rId{rang}"/>'
            relations += f'<Relationship Id="rId{rang}" Target="worksheets/sheet{rang}.xml"/>'
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{espace}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            f"<sheets>{noms}</sheets></workbook>",
        )
        archive.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
        partages = "".join(f"<si><t>{texte}</t></si>" for texte in textes)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{espace}">{partages}</sst>')
    return path
