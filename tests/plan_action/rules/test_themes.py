"""The thématiques that the titles above an action speak of."""

import pytest

from convive.plan_action.rules.themes import guess_themes

THEMES = [
    *("Petite enfance", "Enfance", "Jeunesse", "Parentalité", "Animation de la vie sociale", "Accès aux droits"),
    *("Inclusion numérique", "Logement et cadre de vie", "Handicap"),
]


@pytest.mark.parametrize(
    ("titres", "attendus"),
    [
        (["PETITE ENFANCE"], ["Petite enfance"]),
        (["Axe 2 : enfance - jeunesse"], ["Enfance", "Jeunesse"]),
        (["Petite enfance, enfance et jeunesse"], ["Petite enfance", "Enfance", "Jeunesse"]),
        (["ACCES AUX DROITS / NUMERIQUE"], ["Accès aux droits", "Inclusion numérique"]),
        # The nearest title that says something.
        (["Familles", "Soutenir la parentalité", "Mieux informer"], ["Parentalité"]),
        (["Gouvernance"], []),
        ([], []),
    ],
)
def test_titles_say_their_themes(titres, attendus):
    found = guess_themes(titres, [(nom, nom) for nom in THEMES])
    assert sorted(found) == sorted(attendus)


def test_theme_that_the_espace_named_itself_is_found():
    assert guess_themes(["Axe 4 - Mobilités rurales"], [("Mobilités", 1), ("Habitat", 2)]) == [1]
