"""The documents of a trainee, and what she lets the public page say."""

import pytest
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Inscription
from convive.formation.rules.document import SorteDocument
from convive.journal.models import Journal
from tests.formation.document_essai import create_session_finie, issue

pytestmark = pytest.mark.django_db


def test_she_finds_hers_and_the_rules_and_decides_of_her_name(client, chargee):
    session = create_session_finie(chargee)
    moi = Inscription.objects.get(session=session, nom="Stagiaire 01")
    url = reverse("formation:document_personnel_list", args=[build_cle(moi)])
    assert "Rien pour l’instant" in client.get(url).content.decode()
    une, autre = issue(chargee, session, SorteDocument.ATTESTATION)
    issue(chargee, session, SorteDocument.REGLEMENT)
    issue(chargee, session, SorteDocument.CONVENTION)
    page = client.get(url).content.decode()
    assert (str(une.pk) in page, str(autre.pk) in page) == (True, False)
    assert "Règlement intérieur" in page
    assert "Convention" not in page
    page = client.post(url, {"accord": "oui"}, follow=True).content.decode()
    assert "Ne plus montrer mon nom" in page
    client.post(url, {"accord": "non"})
    moi.refresh_from_db()
    assert not moi.accord_verification
    assert Journal.objects.filter(objet_uuid=moi.pk, detail__has_key="accord_verification").count() == 2
