"""Every page with a file upload, given files that are damaged, or made to exhaust the memory."""

import io
import re
import resource
import zipfile
from collections.abc import Iterator

from django.core.files.uploadedfile import SimpleUploadedFile

from tools.campagnes.commun import Bilan, Decor, ask, find_pages
from tools.campagnes.formulaires import ATTRIBUT, CHAMP, FORM

MAX_MEMOIRE_MO = 600
ODS = (
    '<office:document-content xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><office:body>'
    "<office:spreadsheet><table:table>{}</table:table></office:spreadsheet></office:body></office:document-content>"
)
LIGNE = (
    '<table:table-row table:number-rows-repeated="5000"><table:table-cell table:number-columns-repeated="100">'
    "<text:p>{}</text:p></table:table-cell></table:table-row>"
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def build_zip(**parts: str) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in parts.items():
            archive.writestr(nom, contenu)
    return sortie.getvalue()


def damage(contenu: bytes) -> bytes:
    """Overwrite bytes in the middle, leaving the tables of the archive intact."""
    milieu = len(contenu) // 3
    return contenu[:milieu] + b"\xff" * 20 + contenu[milieu + 20 :]


def build_fichiers() -> dict[str, bytes]:
    ods = build_zip(
        **{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ODS.format(LIGNE.format("a"))}
    )
    rels = '<Relationships><Relationship Id="a" Target="worksheets/s.xml"/></Relationships>'
    classeur = '<workbook xmlns:r="urn:r"><sheets>{}</sheets></workbook>'
    return {
        "vide.csv": b"",
        "nul.csv": b"Nom;Type\n\0\0;\0\n",
        "large.csv": b"a;" * 5_000,
        "long.csv": b'Nom\n"' + b"a" * 200_000 + b'"\n',
        "bombe.ods": build_zip(**{"content.xml": ODS.format(LIGNE.format("a" * 30_000))}),
        "profond.ods": build_zip(
            **{"content.xml": ODS.format(LIGNE.format("<text:span>" * 3_000 + "</text:span>" * 3_000))}
        ),
        "coupe.ods": ods[: len(ods) // 2],
        "abime.ods": damage(ods),
        "dtd.ods": build_zip(**{"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}),
        "sans-feuille.xlsx": build_zip(**{"xl/workbook.xml": classeur.format(""), "xl/_rels/workbook.xml.rels": rels}),
        "sans-lien.xlsx": build_zip(
            **{"xl/workbook.xml": classeur.format("<sheet/>"), "xl/_rels/workbook.xml.rels": rels}
        ),
        "lignes.xlsx": build_zip(
            **{
                "xl/workbook.xml": classeur.format('<sheet r:id="a"/>'),
                "xl/_rels/workbook.xml.rels": rels,
                "xl/worksheets/s.xml": f"<worksheet><sheetData>{'<row/>' * 300_000}</sheetData></worksheet>",
            }
        ),
        "profond.docx": build_zip(
            **{
                "[Content_Types].xml": "<Types/>",
                "word/document.xml": f'<w:document xmlns:w="{W}">{"<w:p>" * 2_000}{"</w:p>" * 2_000}</w:document>',
            }
        ),
        "rien.docx": build_zip(**{"a.txt": "a"}),
        "coupe.pdf": b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog",
        "boucle.pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF",
        "texte.png": b"\x89PNG\r\n\x1a\n" + b"a" * 50,
        "page.html": b"<script>alert(1)</script>",
        "copie.zip": build_zip(**{"manifeste.json": "{}", "../../etc/passwd": "a"}),
        "vide.zip": build_zip(),
        "../../sortie.csv": b"Nom\nA\n",
    }


def list_depots(page: str) -> Iterator[tuple[list[str], dict[str, str]]]:
    """For each form, its file fields and its other fields."""
    for _, contenu in FORM.findall(page):
        fichiers, champs = [], {}
        for _, brut in CHAMP.findall(contenu):
            champ = dict(ATTRIBUT.findall(brut))
            if champ.get("type") == "file" and champ.get("name"):
                fichiers.append(champ["name"])
            elif champ.get("name"):
                champs.setdefault(champ["name"], champ.get("value", ""))
        if fichiers:
            yield fichiers, champs


def run(decor: Decor, *, par_vue: int = 1, maximum: int = 600, max_pages: int = 30, qui: str = "chargee") -> Bilan:
    bilan, client, fichiers, vus = Bilan("depots"), decor.clients[qui], build_fichiers(), set()
    for url, vue in find_pages(bilan, decor, par_vue=par_vue, maximum=maximum).urls.items():
        page = ask(bilan, client, url, qui=qui)
        if page.statut != 200 or 'type="file"' not in page.texte or vue in vus or len(vus) >= max_pages:
            continue
        vus.add(vue)
        for noms, champs in list_depots(page.texte):
            for nom, contenu in fichiers.items():
                before = _get_memoire()
                envoi: dict[str, object] = {k: v for k, v in champs.items() if not re.search("csrf", k)}
                envoi |= {champ: SimpleUploadedFile(nom, contenu) for champ in noms}
                ask(bilan, client, url, qui=f"{qui}, {nom}", data=envoi)
                if (gros := _get_memoire() - before) > MAX_MEMOIRE_MO:
                    bilan.record(f"{gros} Mo pris", url, nom)
    return bilan


def _get_memoire() -> int:
    """The peak memory of this process, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
