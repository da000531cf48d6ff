"""A figure is followed to the cells of its file: the page names the right file, column and rows, and their sum.

The twin of the data plane read the files in its own way; what the page says of each part of a figure is compared
with it.
"""

import math
import re
import unicodedata
from datetime import date

import pytest

from convive.diagnostic.rules.catalogue import Calcul
from convive.diagnostic.rules.trace import get_origine
from convive.diagnostic.selectors.catalogue import get_coeur, get_colonnes
from convive.diagnostic.selectors.indicateurs import get_termes
from convive.diagnostic.selectors.trace import get_trace
from convive.donnees.sources.base import BASE_DIR, list_territoires
from convive.donnees.sources.registre import SOURCES
from convive.territoires.rules import CommuneResume, PerimetreResolu
from tests.diagnostic.selectors.test_indicateurs import build_perimetre_epci
from tests.donnees.jumeau.attendus import Jumeau, get_jumeau
from tests.donnees.jumeau.territoires import EPCIS, GROUPEMENTS

PART = 3
FOURNIES = {"base_territoires", "base_populations_2017", "base_contours", "base_iris", "base_couverture"}


@pytest.fixture(scope="module")
def jumeau(depot_officiel) -> Jumeau:
    return get_jumeau(depot_officiel)


def build_groupement(nom: str, codes: list[str]) -> PerimetreResolu:
    communes = tuple(CommuneResume(code, code, 0, "", "", "", "", None, None) for code in sorted(codes))
    return PerimetreResolu(nom, "perimetre", nom, nom, date(2026, 1, 1), communes, False)


def compute_cle(nom: str) -> str:
    nu = "".join(c for c in unicodedata.normalize("NFD", nom.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", nu)


def list_noms(origine: str) -> set[str]:
    """The names of columns in what the page says: those of several layouts, « x_com, _epci ou _dep selon la table »."""
    noms = []
    for partie in origine.split(", ou "):
        debut, *suite = re.split(", | ou ", partie.removeprefix("somme de ").removesuffix(" selon la table"))
        noms += [partie, debut, *(debut.removesuffix("_com") + m if m.startswith("_") else m for m in suite)]
    return {compute_cle(nom) for nom in noms}


def test_the_column_named_is_the_one_that_the_twin_read(jumeau):
    for colonne in jumeau.colonnes:
        origine = get_origine(get_colonnes(), colonne.source, colonne.indicateur, colonne.millesime)
        if colonne.source == "base_iris":
            # The dépôt has the sums by commune of what the product ships by IRIS.
            assert origine[0].partition(",")[0] == colonne.colonne
        elif colonne.source == "frr":
            # The name of the column ends with the date of the list.
            assert colonne.colonne.startswith(f"{origine[0].partition(',')[0]} au "), colonne.indicateur
            assert colonne.ligne == origine[1]
        else:
            assert compute_cle(colonne.colonne) in list_noms(origine[0]), colonne.indicateur
            assert compute_cle(colonne.ligne) in list_noms(origine[1]), colonne.indicateur


def test_each_part_of_a_figure_leads_to_its_file_and_to_its_cells(chiffres, jumeau):
    rows = list_territoires(BASE_DIR)
    perimetres = [build_perimetre_epci(rows, siren) for siren in EPCIS]
    perimetres += [build_groupement(nom, codes) for nom, codes in GROUPEMENTS.items()]
    identifiants = {source.titre: source.identifiant for source in SOURCES.values()}
    fichiers = {(c.source, c.indicateur, c.millesime): set() for c in jumeau.colonnes}
    for c in jumeau.colonnes:
        fichiers[c.source, c.indicateur, c.millesime].add(c.fichier)
    suivies = 0
    for rang, perimetre in enumerate(perimetres):
        sommes = jumeau.get_somme([commune.code for commune in perimetre.communes], is_territoire=False)
        # Every perimeter takes its share of the indicators, and each indicator is followed in several perimeters.
        for fiche in get_coeur().fiches[rang % PART :: PART]:
            annees = {terme.annee for terme in get_termes([fiche])}
            for part in get_trace(perimetre, fiche, max(annees)) if annees else ():
                source = identifiants[part.source]
                assert part.colonne, (source, part.grandeur)
                assert part.ligne, source
                if source in FOURNIES:
                    assert part.fichiers == ()
                else:
                    noms = {nom.rpartition("/")[2] for nom in part.fichiers}
                    assert noms == fichiers[source, part.grandeur, part.millesime], part
                if source != "base_populations_2017" and fiche.indicateur.calcul != Calcul.PUBLIE:
                    valeur, _, connues = sommes.get((part.grandeur, part.millesime), (None, "", 0))
                    assert (part.valeur is None) == (valeur is None), part
                    assert valeur is None or math.isclose(part.valeur, valeur, rel_tol=1e-9), part
                    assert part.connues == connues, part
                    suivies += 1
    assert suivies > 60
