"""Names of a file and cards of the directory; titles."""

import pytest

from convive.plan_action.rules.rapprochement import Carte, is_meme_titre, match_organisation


@pytest.mark.parametrize(
    ("nom", "carte"),
    [
        ("CC des Trois Gués", "Communauté de communes des Trois Gués"),
        ("Com com des Trois Gués (service enfance)", "Communauté de communes des Trois Gués"),
        ("Mairie de Bray", "Commune de Bray"),
        ("CD 32", "Département 32"),
    ],
)
def test_body_called_by_its_abridged_name_is_its_card(nom, carte):
    trouve = match_organisation(nom, [Carte("1", carte), Carte("2", "Caf du Gers")])
    assert trouve.sure == Carte("1", carte)


@pytest.mark.parametrize(
    ("a", "b", "is_meme"),
    [
        ("Créer un café", "Créer une micro-crèche", False),
        ("Ouvrir un lieu", "Ouvrir un lieu d’accueil", True),
        ("Ouvrir un lieu d’acceuil", "Ouvrir un lieu d’accueil", True),
        ("Créer", "Créer un café des parents", False),
    ],
)
def test_titles_of_one_number(a, b, is_meme):
    assert is_meme_titre(a, b) is is_meme
