"""Each objective of a shipped course has its four steps; an edited course shows its holes."""

import pytest

from convive.formation.exports.programme import list_sequences_cours
from convive.formation.rules.cours import Objectif
from convive.formation.rules.objectifs import say_manques
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.objectifs import list_travailles

ETAPES = ["Enseigné", "Exercé", "Mesuré", "Gardé"]


@pytest.mark.parametrize("cle", COURS)
def test_no_objective_of_a_shipped_course_has_an_empty_cell(cle):
    cours = get_cours(cle)
    travailles = list_travailles(cours.objectifs, list_sequences_cours(cours))
    assert [row.objectif.cle for row in travailles] == [row.cle for row in cours.objectifs]
    assert all([etape.nom for etape in row.etapes] == ETAPES for row in travailles)
    assert say_manques(travailles) == ""


def test_the_cells_say_where():
    cours = get_cours("ctg_deux_jours")
    enseigne, exerce, mesure, garde = list_travailles(cours.objectifs, list_sequences_cours(cours))[1].etapes
    assert enseigne.lignes == (
        "Cinq sources, pas cinquante («\u00a0Veiller\u00a0: cinq sources, trois nouvelles\u00a0»)",
    )
    assert exerce.lignes == ("Veiller\u00a0: cinq sources, trois nouvelles (4\u00a0activités, 35\u00a0min)",)
    assert mesure.lignes[0].startswith("Cinq sources ouvertes par personne")
    assert mesure.lignes[1].startswith("Test de fin\u00a0: ")
    assert "La lettre de veille" in garde.lignes[0]
    assert garde.lignes[1] == "Dans Convive\u00a0: La veille"


def test_an_edited_course_shows_its_holes():
    cours = get_cours("ctg_deux_jours")
    nouveau = Objectif("O5", "Danser", "avec un loup", "cela se voit")
    sequences = list_sequences_cours(cours)
    for row in sequences:
        if row.cle == "S8":
            row.notes_formateur, row.apports, row.outil, row.pages = [], [], "", []
            row.deroule = [temps | {"methode": "apport"} for temps in row.deroule]
    travailles = list_travailles([*cours.objectifs, nouveau], sequences)
    # The bank still measures the watch; nobody teaches the new objective.
    assert say_manques(travailles) == (
        "O2\u00a0: enseigné, exercé et gardé\u00a0; O5\u00a0: enseigné, exercé, mesuré et gardé"
    )
    assert "À observer pour O5" in travailles[4].etapes[2].vide
    sans_veille = [row for row in sequences if row.cle != "S8"]
    assert travailles[1].etapes[2].lignes
    # A question of the bank that another séquence teaches still measures it.
    assert list_travailles(cours.objectifs[1:2], sans_veille)[0].manques == ["enseigné", "exercé", "gardé"]
    assert list_travailles([nouveau], [])[0].manques == [nom.lower() for nom in ETAPES]
