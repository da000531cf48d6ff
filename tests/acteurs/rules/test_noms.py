"""Two spellings of one name."""

import pytest

from convive.acteurs.rules.noms import are_proches, fold_personne
from convive.socle.noms import fold_nom


def test_name_of_an_organisation_is_folded():
    assert fold_nom("L’Œuvre des Trois-Gués") == "oeuvre trois gues"
    assert fold_nom("LES TROIS GUES") == fold_nom("Les Trois-Gués")
    # A name made of empty words alone keeps them.
    assert fold_nom("La Des") == "la des"


def test_name_of_a_person_is_the_same_in_any_order():
    assert fold_personne("Anne-Laure", "Béranger") == fold_personne("BERANGER", "Anne Laure")


@pytest.mark.parametrize(
    ("gauche", "droite", "proches"),
    [
        ("bellegue marine", "belleguet marine", True),
        ("passeurs gue", "passeurs gue", True),
        ("mairie haute rive", "mairie basse rive", False),
        ("martin paul", "martin paule", True),
        ("a", "b", False),
    ],
)
def test_two_spellings_are_close(gauche: str, droite: str, proches: bool):
    assert are_proches(gauche, droite) is proches
