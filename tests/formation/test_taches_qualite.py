from datetime import timedelta

import pytest
from django.utils import timezone

from convive.espaces.selectors.membre import get_membre
from convive.formation.models import ActionAmelioration, Reclamation
from convive.formation.taches import list_taches_qualite
from convive.socle.taches import Urgence
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_organisme_essai

pytestmark = pytest.mark.django_db


def test_complaints_and_late_actions_are_asked_of_those_who_organise(chargee, espace, django_assert_num_queries):
    today = timezone.localdate()
    organisme = create_organisme_essai(chargee).espace
    for numero, jours, accusee in (("R2026-01", 40, today), ("R2026-02", 2, None)):
        recue = today - timedelta(days=jours)
        Reclamation.objects.create(
            espace=organisme, numero=numero, objet="La salle", recue_le=recue, accusee_le=accusee and recue
        )
    for jours in (1, -1):
        ActionAmelioration.objects.create(espace=organisme, action="Une pause", echeance=today - timedelta(days=jours))
    membre = get_membre(chargee, organisme.pk)
    with django_assert_num_queries(3):
        found = list(list_taches_qualite(membre, today))
    assert [(tache.libelle, tache.urgence) for tache in found] == [
        ("Répondre à la réclamation R2026-01", Urgence.RETARD),
        ("Accuser la réclamation R2026-02", Urgence.A_FAIRE),
        ("Dire où en est 1\u00a0action d’amélioration", Urgence.A_FAIRE),
    ]
    formatrice = create_compte("formatrice")
    create_membre(organisme, formatrice, "formateur")
    assert list(list_taches_qualite(get_membre(formatrice, organisme.pk), today)) == []
    assert list(list_taches_qualite(get_membre(chargee, espace.pk), today)) == []
