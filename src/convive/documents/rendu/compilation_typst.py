"""Program run apart by `pdf.py`: compile document.typ of a folder to PDF/UA-1. Its memory goes when it ends."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import typst

SERRES = (1, 2)
PAGE_PRESQUE_VIDE = 0.27
"""Share of the sheet, its top margin included, under which a page holds a few lines only."""

Jalon = Mapping[str, Any]


def main() -> None:
    """Arguments: the folder of the document, the folder of fonts, « systeme » to read the fonts of the machine too."""
    dossier, polices = sys.argv[1:3]
    compilateur = typst.Compiler(
        f"{dossier}/document.typ",
        root=dossier,
        font_paths=[polices, dossier],
        ignore_system_fonts="systeme" not in sys.argv[3:],
    )
    try:
        contenu = compile_pdf(compilateur, [])
        contenu = tighten(compilateur, contenu)
    except typst.TypstError as erreur:
        sys.exit(str(erreur).splitlines()[0])
    Path(f"{dossier}/document.pdf").write_bytes(contenu)


def compile_pdf(compilateur: Any, serres: Sequence[int]) -> bytes:
    """The document, each of its parts as tight as asked."""
    entrees = {"serres": ",".join(map(str, serres))} if serres else {}
    contenu: bytes = compilateur.compile(format="pdf", pdf_standards=["ua-1"], sys_inputs=entrees)
    return contenu


def tighten(compilateur: Any, contenu: bytes) -> bytes:
    """Tighten each part that ends in the first lines of a page, no more than it takes; a part that cannot be mended
    stays as loose as the others."""
    lus = read_jalons(compilateur)
    serres = [0] * len(lus)
    larges = [count_pages(lus, rang) for rang in range(len(lus))]
    a_serrer = [rang for rang in range(len(lus)) if is_presque_vide(lus, rang)]
    if not a_serrer:
        return contenu
    for serre in SERRES:
        for rang in a_serrer:
            serres[rang] = serre
        compile_pdf(compilateur, serres)
        lus = read_jalons(compilateur)
        a_serrer = [rang for rang in a_serrer if count_pages(lus, rang) >= larges[rang]]
    for rang in a_serrer:
        serres[rang] = 0
    return compile_pdf(compilateur, serres)


def read_jalons(compilateur: Any) -> list[Jalon]:
    """Where each part ends, in their order."""
    jalons: list[Jalon] = json.loads(compilateur.query("<jalon>", field="value"))
    return jalons


def count_pages(jalons: Sequence[Jalon], rang: int) -> int:
    """How many pages a part takes; it begins on a new one."""
    return int(jalons[rang]["page"] - (jalons[rang - 1]["page"] if rang else 0))


def is_presque_vide(jalons: Sequence[Jalon], rang: int) -> bool:
    """Whether a part ends in the first lines of a page that it did not begin."""
    return count_pages(jalons, rang) > 1 and bool(jalons[rang]["y"] < PAGE_PRESQUE_VIDE)


if __name__ == "__main__":
    main()
