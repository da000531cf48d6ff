"""One drawing on a sheet of its own, as an accessible PDF: the whole sheet is an image that has a text of its own."""

import tempfile
from pathlib import Path

from convive.documents.graphiques.affiche import HAUTEUR_MM, LARGEUR_MM, build_affiche
from convive.documents.graphiques.rules.figures import Graphique
from convive.documents.rendu.pdf import quote_typst
from convive.documents.rendu.typst import run_typst
from convive.documents.rules import Metadonnees
from convive.socle.formats import FINE, INSECABLE


def render_affiche_pdf(graphique: Graphique, metadonnees: Metadonnees) -> bytes:
    """An A3 sheet, landscape, PDF/UA-1. Raises DocumentInvalide when the compiler refuses it."""
    jour = metadonnees.date
    source = (
        f"#set document(title: {quote_typst(graphique.titre)}, author: {quote_typst(metadonnees.auteur)},"
        f" description: {quote_typst(metadonnees.sujet)},"
        f" date: datetime(year: {jour.year}, month: {jour.month}, day: {jour.day}))\n"
        f"#set page(width: {LARGEUR_MM}mm, height: {HAUTEUR_MM}mm, margin: 0mm)\n"
        '#set text(lang: "fr")\n'
        f'#image("affiche.svg", alt: {quote_typst(_describe(graphique))}, width: 100%)\n'
    )
    with tempfile.TemporaryDirectory(prefix="convive-") as nom_dossier:
        dossier = Path(nom_dossier)
        # The packaged font has no thin no-break space.
        svg = build_affiche(graphique).replace(FINE, INSECABLE)
        (dossier / "affiche.svg").write_text(svg, encoding="utf-8")
        (dossier / "document.typ").write_text(source, encoding="utf-8")
        return run_typst(dossier)


def _describe(graphique: Graphique) -> str:
    """What is seen, then what it says row by row: an image has no table beside it."""
    lignes = " ; ".join(", ".join(ligne) for ligne in graphique.tableau.lignes)
    return f"{graphique.titre}. {graphique.description} {lignes}. Source : {graphique.source}."
