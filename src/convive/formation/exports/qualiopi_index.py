"""The index of an archive of proofs: an offline page, a table, and a short text file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from convive.documents.exports.page import Cadre, build_metadonnees
from convive.documents.rules import Classeur, Colonne, Feuille, FormatCellule
from convive.formation.rules.qualiopi import IndicateurLu
from convive.socle.formats import date_longue

TITRE = "Preuves Qualiopi : ce que contient l’archive"
LISEZMOI = """{titre}
{objet}

Ouvrez index.html : chaque preuve y est dite avec son objet, sa date et son fichier. index.ods est la même liste, en
tableau. Chaque dossier porte le numéro d’un indicateur ; 00-preuves.pdf en est la fiche.

Les documents émis (conventions, convocations, feuilles, attestations, certificats) sont tels qu’ils ont été émis : le
code imprimé au pied de chacun se vérifie à l’adresse qui l’accompagne.
Les avis sont additionnés à partir de trois réponses. Aucune réponse n’est donnée avec un nom, sauf le résultat du test.

Cette archive nomme des personnes : ne la gardez que le temps de l’audit.
{fictif}
"""


@dataclass(frozen=True, slots=True)
class LigneIndex:
    """One proof; `chemin` is its file in the archive, or the sheet of the indicator if it has none."""

    lu: IndicateurLu
    sorte: str
    objet: str
    jour: date | None
    etat: str
    chemin: str

    @property
    def adresse(self) -> str:
        return quote(self.chemin)

    @property
    def nom(self) -> str:
        """The file name without its folder, since the page already shows the indicator."""
        return self.chemin.rpartition("/")[2]


def write_page(cadre: Cadre, objet: str, lignes: Sequence[LigneIndex], lus: Sequence[IndicateurLu]) -> bytes:
    groupes = [(lu, [ligne for ligne in lignes if ligne.lu is lu]) for lu in lus]
    style = render_to_string("formation/index_qualiopi.css.html")
    contexte = {
        "cadre": cadre,
        "titre": TITRE,
        "objet": objet,
        "groupes": groupes,
        "style": mark_safe(f"<style>{style}</style>"),  # noqa: S308 - ours, in a file that has no policy to obey
    }
    return render_to_string("formation/index_qualiopi.html", contexte).encode()


def build_tableau(cadre: Cadre, lignes: Sequence[LigneIndex]) -> Classeur:
    colonnes = (
        Colonne("Indicateur", FormatCellule.ENTIER, 11),
        Colonne("Intitulé", largeur=28),
        Colonne("Ce que cela prouve", largeur=30),
        Colonne("Objet", largeur=60),
        Colonne("Date", FormatCellule.DATE, 12),
        Colonne("État", largeur=12),
        Colonne("Fichier", largeur=70),
    )
    rows = [
        (row.lu.indicateur.numero, row.lu.indicateur.titre, row.sorte, row.objet, row.jour, row.etat, row.chemin)
        for row in lignes
    ]
    return Classeur(TITRE, [Feuille("Preuves", colonnes, rows)], build_metadonnees(cadre, TITRE))


def write_lisezmoi(cadre: Cadre, objet: str) -> bytes:
    """The text file, in UTF-8 with a BOM so that old text editors show accents correctly."""
    texte = LISEZMOI.format(titre=TITRE, objet=f"{objet}, le {date_longue(cadre.jour)}", fictif=cadre.fictif)
    return texte.rstrip().replace("\n", "\r\n").encode("utf-8-sig")
