"""A course can be run: its hours add up, its keys name something, a rule has its source."""

import copy

import pytest

from convive.formation.rules.cours import MINUTES_DEMI_JOURNEE, StatutApport, build_cours
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import get_briques, get_cours, get_titres_outils, list_cours
from convive.prise_poste.rules.contenus import ContenuInvalide


def test_the_course_of_two_days_is_ready_to_run():
    cours = get_cours("ctg_deux_jours")
    assert (cours.duree_heures, len(cours.demi_journees), len(cours.sequences)) == (14, 4, 8)
    for demi in cours.demi_journees:
        sequences = [cours.get_sequence(cle) for cle in demi.sequences]
        assert sum(row.minutes for row in sequences if row) == MINUTES_DEMI_JOURNEE
    assert {cle for row in cours.sequences for cle in row.objectifs} == {row.cle for row in cours.objectifs}
    assert all(row.notes_formateur and row.apports and row.capacites for row in cours.sequences)
    assert cours.get_sequence("S99") is None
    assert [row.cle for row in list_cours()] == ["ctg_deux_jours"]
    assert get_briques()["ctg_deux_jours.S3"].outil == "fiche_action"


def test_an_input_says_where_it_comes_from():
    apports = {row.titre: row for row in get_cours("ctg_deux_jours").sequences[0].apports}
    assert apports["Ce qui dépend de votre Caf"].is_local
    assert apports["Ce qui dépend de votre Caf"].libelle_statut == "À vérifier auprès de votre Caf"
    assert apports["Sur quoi elle repose"].statut is StatutApport.REGLE


@pytest.mark.parametrize(
    ("where", "champ", "valeur", "phrase"),
    [
        ("sequences", "objectifs", ["O9"], "O9 n’existe pas"),
        ("sequences", "pages", ["ailleurs"], "ailleurs n’existe pas"),
        ("sequences", "outil", "marteau", "marteau n’existe pas"),
        ("sequences", "deroule", [], "Demi-journée « J1M » : 105 min"),
        ("sequences", "cle", "S2", "Deux fois la même clé"),
        ("sequences", "surprise", 1, "surprise"),
        ("demi_journees", "sequences", ["S1"], "Chaque séquence a sa demi-journée"),
    ],
)
def test_a_course_that_cannot_be_run_is_refused(where, champ, valeur, phrase):
    contenu = copy.deepcopy(read_contenu("cours/ctg_deux_jours"))
    contenu[where][0][champ] = valeur
    with pytest.raises(ContenuInvalide, match=phrase):
        build_cours(contenu, get_titres_outils())


def test_a_rule_without_a_source_and_hours_that_lie_are_refused():
    contenu = copy.deepcopy(read_contenu("cours/ctg_deux_jours"))
    contenu["sequences"][0]["apports"][0]["sources"] = []
    with pytest.raises(ContenuInvalide, match="une règle donne sa source"):
        build_cours(contenu, get_titres_outils())
    with pytest.raises(ContenuInvalide, match="pas 13 h"):
        build_cours(read_contenu("cours/ctg_deux_jours") | {"duree_heures": 13}, get_titres_outils())
    with pytest.raises(KeyError):
        get_cours("inconnu")
