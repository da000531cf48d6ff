"""The address of a calendar opens with its own key only; what it shows is tested with the page of deadlines."""

import pytest
from django.test import Client
from django.urls import reverse

from convive.espaces.cles.lien_magique import AGENDA, build_cle_lien
from convive.espaces.models import FluxAgenda

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("usage", "statut"), [("lien", 404), (AGENDA, 200)])
def test_a_key_of_another_use_is_no_address(espace, chargee, usage, statut):
    membre = espace.membres.get(compte=chargee)
    cle = build_cle_lien(membre.pk, usage)
    FluxAgenda.objects.create(uuid=membre.pk, membre=membre, empreinte_cle=cle.empreinte)
    answer = Client().get(reverse("espaces:agenda_export", args=[cle.texte]))
    assert answer.status_code == statut


def test_what_is_not_a_key_is_not_there():
    answer = Client().get(reverse("espaces:agenda_export", args=["n-importe.quoi"]))
    assert answer.status_code == 404
    assert "ne sert plus" in answer.content.decode()
