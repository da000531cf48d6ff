import pytest
from django.urls import reverse

from convive.formation.cle_stagiaire import build_cle
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_a_trainee_reads_her_session_and_nobody_else(client, chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    sienne = create_inscription_essai(session)
    create_inscription_essai(session, "Marceline Aubépin")
    page = client.get(reverse("formation:stagiaire_detail", args=[build_cle(sienne)])).content.decode()
    assert "Salle du Bac" in page
    assert "Ysoline Ferrandou" in page
    assert "Marceline" not in page
