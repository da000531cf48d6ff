"""What a new post asks on the home of an espace: never late, never of somebody else."""

import pytest
from django.utils import timezone

from convive.prise_poste.taches import list_taches_poste
from convive.socle.taches import Urgence
from tests.prise_poste.factories import create_prise_essai, get_place, in_days

pytestmark = pytest.mark.django_db


def list_libelles(compte, espace) -> list[str]:
    return [tache.libelle for tache in list_taches_poste(get_place(compte, espace), timezone.localdate())]


def test_the_path_is_offered_to_a_chargee_who_arrives(espace, chargee, directeur, elue):
    assert list_libelles(chargee, espace) == ["Commencer vos cent premiers jours"]
    assert list_libelles(directeur, espace) == list_libelles(elue, espace) == []
    espace.membres.filter(compte=chargee).update(date_debut=in_days(-100))
    assert list_libelles(chargee, espace) == []


def test_the_next_step_is_shown_until_the_hundredth_day(espace, chargee, directeur, django_assert_max_num_queries):
    prise = create_prise_essai(espace, chargee, jour=1)
    place = get_place(chargee, espace)
    with django_assert_max_num_queries(3):
        (tache,) = list_taches_poste(place, timezone.localdate())
    assert tache.libelle == "Recevoir votre lettre de mission, ou en proposer une"
    assert (tache.urgence, tache.is_en_retard) == (Urgence.A_FAIRE, False)
    assert "Jour 1" in tache.precision
    for jour in (0, 101):
        type(prise).objects.update(date_debut=in_days(1 - jour))
        assert list_libelles(chargee, espace) == []
    assert list_libelles(directeur, espace) == []


def test_an_espace_that_is_over_asks_nothing(espace, chargee):
    type(espace).objects.update(expire_le=in_days(0))
    assert list_libelles(chargee, espace) == []
