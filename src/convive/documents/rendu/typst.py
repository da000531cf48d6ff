"""The typst compiler, in a process of its own, with our fonts and no other."""

import sys
from pathlib import Path

from convive.documents.graphiques.svg import POLICES_DIR
from convive.documents.rendu.pandoc import run_programme
from convive.documents.rules import OutilAbsent

COMPILATEUR = Path(__file__).resolve().parent / "compilation_typst.py"


def run_typst(dossier: Path, *, has_polices_machine: bool = False) -> bytes:
    """The PDF of « document.typ » of a folder; the fonts of the machine are read only when it is asked. Raises
    `DocumentInvalide`."""
    if not any(POLICES_DIR.glob("*.ttf")):
        # Without them typst would take another font, or none, and say nothing.
        raise OutilAbsent("la police des documents")
    # -I: neither the environment nor the current folder can change what is imported.
    commande = [sys.executable, "-I", str(COMPILATEUR), str(dossier), str(POLICES_DIR)]
    if has_polices_machine:
        commande.append("systeme")
    run_programme(commande, dossier, b"", "typst")
    return (dossier / "document.pdf").read_bytes()
