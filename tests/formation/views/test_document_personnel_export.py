"""Her document as a file, and nobody else’s."""

from uuid import uuid4

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription
from convive.formation.rules.document import SorteDocument
from tests.formation.document_essai import create_session_finie, issue

pytestmark = pytest.mark.django_db


def test_a_trainee_takes_hers_and_not_her_neighbour_s(client, chargee):
    session = create_session_finie(chargee)
    une, autre = issue(chargee, session, SorteDocument.ATTESTATION)
    moi = Inscription.objects.get(session=session, nom="Stagiaire 01")
    url = reverse("formation:document_personnel_export", args=[build_cle(moi)])
    assert client.get(f"{url}?document={une.pk}").content.startswith(b"%PDF")
    for faux in (autre.pk, uuid4(), "x"):
        assert client.get(f"{url}?document={faux}").status_code == 404
    assert client.get(url).status_code == 302
