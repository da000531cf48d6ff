"""The days of a convention are in the deadlines of whoever may read it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from convive.convention.echeances import list_echeances
from convive.convention.models import Jalon
from convive.espaces.models import Role
from convive.espaces.selectors.membre import get_membre

pytestmark = pytest.mark.django_db


def test_milestones_to_come_and_the_end(ctg, espace, chargee, django_assert_num_queries):
    today = timezone.localdate()
    Jalon.objects.all().delete()
    for libelle, champs in (
        ("Comité", {"date_prevue": today}),
        ("Fait", {"date_prevue": today, "date_reelle": today}),
        ("Sans objet", {"date_prevue": today, "is_sans_objet": True}),
        ("Loin", {"date_prevue": today + timedelta(days=5_000)}),
        ("Sans date", {}),
    ):
        Jalon.objects.create(ctg=ctg, phase="pilotage", libelle=libelle, **champs)
    membre = get_membre(chargee, espace.pk)
    with django_assert_num_queries(2):
        rows = list(list_echeances(membre, today, ctg.date_fin))
    assert [(row.libelle, row.jour) for row in rows] == [
        ("Comité", today),
        (f"Dernier jour de la {ctg.nom}", ctg.date_fin),
    ]
    assert len({row.cle for row in rows}) == 2
    membre.role = Role.ADMINISTRATEUR_TECHNIQUE
    assert not list(list_echeances(membre, today, ctg.date_fin))
