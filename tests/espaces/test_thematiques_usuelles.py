"""The file of usual thématiques, and who receives them."""

from datetime import date

import pytest

from convive.espaces.actions.espace import create_espace
from convive.espaces.models import TypeEspace
from convive.espaces.rules import MAX_NOM_THEMATIQUE, fold_nom
from convive.espaces.selectors.thematique import list_thematiques_usuelles, read_thematiques_usuelles


def test_file_is_dated_and_says_that_it_is_usage():
    usuelles = read_thematiques_usuelles()
    assert len({fold_nom(t.nom) for t in usuelles}) == len(usuelles)
    for thematique in usuelles:
        assert thematique.usage
        assert 0 < len(thematique.nom) <= MAX_NOM_THEMATIQUE
        assert thematique.date_fin is None or thematique.date_fin > thematique.date_debut


def test_nothing_is_given_before_its_day():
    assert list_thematiques_usuelles(date(2019, 12, 31)) == []
    assert "Petite enfance" in list_thematiques_usuelles(date(2020, 1, 1))


@pytest.mark.django_db
@pytest.mark.parametrize("type_espace", TypeEspace.values)
def test_an_espace_receives_them_when_it_works_on_a_territory(chargee, type_espace):
    espace = create_espace(by=chargee, codes=["86078"], nom="Essai", type_espace=type_espace)
    sans = type_espace in (TypeEspace.CABINET, TypeEspace.ORGANISME_FORMATION)
    assert espace.thematiques.exists() is not sans
