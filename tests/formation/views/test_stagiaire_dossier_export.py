"""The files of a dossier, from the personal address."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from tests.formation.factories_formation import create_inscription_essai, create_session_essai

pytestmark = pytest.mark.django_db


def test_the_page_leaves_in_one_archive(client, organisme):
    cle = build_cle(create_inscription_essai(create_session_essai(organisme.espace)))
    response = client.get(reverse("formation:stagiaire_dossier_export", args=[cle, "web"]))
    assert response.headers["Content-Disposition"] == 'attachment; filename="dossier-ressource.zip"'
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert client.get(reverse("formation:stagiaire_dossier_export", args=[cle, "exe"])).status_code == 404
