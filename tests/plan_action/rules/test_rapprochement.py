"""Names of a file and cards of the directory; titles and dates as one says them."""

import pytest

from convive.plan_action.rules.lecture.modele import CalendrierLu
from convive.plan_action.rules.rapprochement import Carte, is_meme_titre, match_organisation, write_bornes


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


@pytest.mark.parametrize(
    ("debut", "fin", "texte"),
    [
        ("2026-09", "2027", "septembre\u00a02026 – 2027"),
        ("2026-03-01", None, "à partir du 1er\u00a0mars\u00a02026"),
        ("2026-04", None, "à partir d’avril\u00a02026"),
        (None, "2027-12-31", "jusqu’au 31\u00a0décembre\u00a02027"),
        (None, "2027", "jusqu’en 2027"),
        ("2026", "2026", "2026"),
        (None, None, ""),
    ],
)
def test_bounds_as_one_says_them(debut, fin, texte):
    assert write_bornes(CalendrierLu(debut, fin)) == texte
