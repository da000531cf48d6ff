"""Time of each format for a long document, a large workbook and a set of slides, with the memory of pandoc and typst.

    .venv/bin/python -m benchmarks.documents

The text is a document of about forty pages, with a chart and a table every other page. Prints the first rendering
(charts drawn, fonts loaded) and the median of three others, in milliseconds, the size of the file, and a star if a
target is missed: 4 s for DOCX, 3 s for PDF.
"""

import os
import resource
import statistics
import time
from datetime import date

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from convive.documents.graphiques import Barre, barres
from convive.documents.rendu import render_contenu
from convive.documents.rules import (
    Classeur,
    Colonne,
    Diaporama,
    Diapositive,
    DocumentHtml,
    Feuille,
    FormatCellule,
    Illustration,
    Metadonnees,
)

METADONNEES = Metadonnees("Convive", date(2026, 6, 12), "Mesure de vitesse, chiffres inventés")
CHAPITRES = 20
PHRASE = (
    "Le relais petite enfance reçoit les familles le matin, les assistantes maternelles l’après-midi, et tient une"
    " permanence dans les communes les plus éloignées\u00a0; son comité de suivi se réunit deux fois par an. "
)
CIBLES = {"docx": 4_000, "pdf": 3_000}


def build_graphique(rang: int) -> str:
    lignes = [Barre(f"Commune {place}", 10.0 + (rang * 7 + place * 3) % 40, accent=place == 0) for place in range(8)]
    return barres(titre=f"Graphique {rang}", barres=lignes, unite="% des familles", source="Chiffres inventés").svg


def build_document() -> DocumentHtml:
    corps = "<h1>Un long document</h1>"
    images = {}
    for rang in range(CHAPITRES):
        images[f"g{rang}"] = build_graphique(rang)
        lignes = "".join(
            f"<tr><th scope='row'>Commune {ligne}</th>"
            + "".join(f"<td class='nombre'>{(ligne * 37 + colonne * 11) % 100},5</td>" for colonne in range(4))
            + "</tr>"
            for ligne in range(18)
        )
        entetes = "".join(f"<th scope='col' class='nombre'>Année {2020 + annee}</th>" for annee in range(4))
        corps += (
            f"<h2>Chapitre {rang + 1}</h2>" + f"<p>{PHRASE * 4}</p>" * 4 + f"<figure><img src='g{rang}'"
            f" alt='Barres du chapitre'><figcaption>Graphique {rang}. Source\u00a0: chiffres inventés</figcaption>"
            f"</figure><h3>Commune par commune</h3><table><caption>Tableau {rang + 1}</caption><thead><tr>"
            f"<th scope='col'>Commune</th>{entetes}</tr></thead><tbody>{lignes}</tbody></table>"
        )
    return DocumentHtml("Un long document", corps, METADONNEES, images)


def build_classeur() -> Classeur:
    colonnes = [Colonne("Commune", largeur=30), *(Colonne(f"C{rang}", FormatCellule.DECIMAL) for rang in range(30))]
    lignes = [[f"Commune {ligne}", *(ligne * rang / 7 for rang in range(30))] for ligne in range(2_000)]
    return Classeur("Un grand classeur", [Feuille("Communes", colonnes, lignes)], METADONNEES)


def build_diaporama() -> Diaporama:
    diapositives = [
        Diapositive(f"Constat {rang}", Illustration(f"g{rang}", "Barres", "Chiffres inventés"), PHRASE)
        for rang in range(CHAPITRES)
    ]
    images = {f"g{rang}": build_graphique(rang) for rang in range(CHAPITRES)}
    return Diaporama("Vingt constats", "Chiffres inventés", diapositives, METADONNEES, images)


def main() -> None:
    print(f"{'format':<8}{'premier ms':>12}{'ensuite ms':>12}{'ko':>10}")
    for contenu, formats in (
        (build_document(), ("docx", "odt", "pdf", "epub")),
        (build_diaporama(), ("pptx",)),
        (build_classeur(), ("xlsx", "ods", "csv")),
    ):
        for format in formats:
            times = []
            for _ in range(4):
                start = time.perf_counter()
                fichier = render_contenu(contenu, format)
                times.append((time.perf_counter() - start) * 1000)
            star = " *" if times[0] > CIBLES.get(format, 60_000) else ""
            median = statistics.median(times[1:])
            print(f"{format:<8}{times[0]:>12.0f}{median:>12.0f}{len(fichier.contenu) / 1000:>10.0f}{star}")
    enfants = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"Mémoire de pandoc ou typst, au plus : {enfants:.0f} Mo")
    print(f"Mémoire de ce processus : {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} Mo")


if __name__ == "__main__":
    main()
