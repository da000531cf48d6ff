"""What the inventory asks on the home of an espace."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from convive.offre.models import ServiceEquipement
from convive.offre.panels import list_taches
from convive.socle.taches import Urgence
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 25)


def test_tasks_say_what_ends_and_what_is_to_verify(espace, chargee, lectrice, django_assert_max_num_queries):
    finie = create_service_essai(espace, "Ancien", agrement_fin=TODAY - timedelta(days=1))
    create_service_essai(espace, "Bientôt", agrement_fin=date(2027, 5, 25))
    create_service_essai(espace, "Loin", agrement_fin=date(2027, 5, 26))
    for rang in range(5):
        create_cof_essai(espace, finie, numero=f"N{rang}", fin=TODAY + timedelta(days=rang))
    create_cof_essai(espace, finie, numero="passée", fin=TODAY - timedelta(days=1))
    ServiceEquipement.objects.filter(nom="Loin").update(date_verification=None)
    membre = espace.membres.get(compte=chargee)
    with django_assert_max_num_queries(3):
        agrements, cofs, relire = list_taches(membre, TODAY)
    assert "2\u00a0agréments qui finissent" in agrements.libelle
    assert (agrements.urgence, agrements.echeance) == (Urgence.RETARD, TODAY - timedelta(days=1))
    assert agrements.precision == "Ancien et Bientôt. Le premier a fini le 24\u00a0novembre\u00a02026."
    assert "5\u00a0conventions" in cofs.libelle
    assert "N0, N1, N2 et 2\u00a0autres" in cofs.precision
    assert ("1\u00a0service" in relire.libelle, relire.urgence) == (True, Urgence.PEUT_ATTENDRE)
    assert list(list_taches(espace.membres.get(compte=lectrice), TODAY)) == []


def test_tasks_are_none_when_all_is_right(espace, chargee):
    create_service_essai(espace)
    assert list(list_taches(espace.membres.get(compte=chargee), timezone.localdate())) == []


@pytest.mark.parametrize(
    ("fins", "phrase"),
    [
        ([-90], "Service 0. Il a fini le 27\u00a0août\u00a02026."),
        ([30], "Service 0. Il finit le 25\u00a0décembre\u00a02026."),
        ([-90, -1], "Service 0 et Service 1. 2 sont déjà finis, le premier depuis le 27\u00a0août\u00a02026."),
    ],
)
def test_an_agrement_that_is_over_is_not_announced(espace, chargee, fins, phrase):
    for rang, jours in enumerate(fins):
        create_service_essai(espace, f"Service {rang}", agrement_fin=TODAY + timedelta(days=jours))
    [tache] = list_taches(espace.membres.get(compte=chargee), TODAY)
    assert tache.precision == phrase
