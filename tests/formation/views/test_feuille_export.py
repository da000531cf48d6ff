"""The sheet to print and to sign by hand."""

import pytest
from django.urls import reverse

from tests.formation.presence_essai import create_session_du_jour, get_matin

pytestmark = pytest.mark.django_db


def test_the_sheet_of_a_half_day_is_printed_before_anyone_comes(client, chargee):
    session = create_session_du_jour(chargee)
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    url = reverse("formation:feuille_export", args=[session.espace_id, session.pk, get_matin(session).pk])
    pdf = client.get(url)
    assert pdf.content.startswith(b"%PDF")
    assert "feuille-demargement" in pdf.headers["Content-Disposition"]
    autre = create_session_du_jour(chargee)
    ailleurs = reverse("formation:feuille_export", args=[session.espace_id, session.pk, get_matin(autre).pk])
    assert client.get(ailleurs).status_code == 404
