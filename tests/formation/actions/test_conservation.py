"""Who came to a training is forgotten in its time, with what was signed and answered."""

import pytest
from django.utils import timezone

from convive.comptes.conservation import get_regle, purges
from convive.formation.models import DemiJournee, Emargement, Inscription, Programme, SessionFormation
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_a_training_is_forgotten_five_years_after_its_last_day(chargee):
    espace = create_organisme_essai(chargee).espace
    ancienne = create_session_essai(espace, jours=-1900, numero="2021-01")
    venue = create_inscription_essai(ancienne)
    Emargement.objects.create(demi_journee=DemiJournee.objects.filter(session=ancienne)[0], inscription=venue)
    recente = create_session_essai(espace, ancienne.programme, jours=-1700, numero="2022-01")
    create_inscription_essai(recente, "Marceline Aubépin")
    limite = get_regle("sessions_formation").get_limite(timezone.now())
    assert purges.get_all()["sessions_formation"](limite) == 1
    assert list(SessionFormation.objects.all()) == [recente]
    assert [row.nom for row in Inscription.objects.all()] == ["Marceline Aubépin"]
    assert not Emargement.objects.exists()
    assert Programme.objects.count() == 1
    assert purges.get_all()["sessions_formation"](limite) == 0
