"""The ends of agréments and conventions are in the deadlines of whoever may read them."""

from datetime import date

import pytest
from django.utils import timezone

from convive.espaces.models import Role
from convive.espaces.selectors.membre import get_membre
from convive.offre.echeances import list_echeances
from tests.offre.factories import create_cof_essai, create_service_essai

pytestmark = pytest.mark.django_db


def test_ends_of_agrements_and_conventions(espace, chargee, django_assert_num_queries):
    fin = date(2027, 6, 30)
    service = create_service_essai(espace, agrement_debut=date(2022, 7, 1), agrement_fin=fin)
    create_service_essai(espace, "Sans agrément")
    archive = create_service_essai(espace, "Archivé", agrement_fin=fin)
    archive.archive_le = timezone.now()
    archive.save()
    create_cof_essai(espace, service)
    create_cof_essai(espace, service, numero="vieille", fin=date(2025, 1, 1))
    membre = get_membre(chargee, espace.pk)
    with django_assert_num_queries(3):
        rows = list(list_echeances(membre, date(2026, 1, 1), date(2028, 1, 1)))
    assert [(row.libelle, row.jour) for row in rows] == [
        ("Fin de l’agrément\u00a0: Les Roudoudous", fin),
        ("Fin de la convention d’objectifs 2024-117\u00a0: Les Roudoudous", date(2027, 12, 31)),
    ]
    assert str(service.pk) in rows[0].url
    membre.role = Role.ADMINISTRATEUR_TECHNIQUE
    assert not list(list_echeances(membre, date(2026, 1, 1), date(2028, 1, 1)))
