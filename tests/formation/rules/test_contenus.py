"""What the training ships with says what the grid of a new post names."""

from convive.formation.selectors.contenus import get_titres_sequences
from convive.prise_poste.selectors.apprentissages import list_titres
from convive.prise_poste.selectors.contenus import get_grille


def test_each_competence_names_sequences_of_the_course():
    assert {cle for item in get_grille().items for cle in item.sequences} <= set(get_titres_sequences())


def test_texts_have_their_no_break_spaces():
    assert get_titres_sequences()["S1"] == "Pourquoi une CTG\u00a0? Histoire et enjeux"


def test_a_self_assessment_is_told_the_titles_of_the_sequences():
    assert list_titres(("S1", "S99")) == (get_titres_sequences()["S1"],)
