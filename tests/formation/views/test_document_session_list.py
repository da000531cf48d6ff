"""The documents of a session: issued all at once or one by one, by who organises."""

import pytest
from django.urls import reverse

from convive.formation.models import DocumentFormation, Inscription
from convive.formation.rules.document import SorteDocument
from tests.espaces.factories import create_compte, create_membre
from tests.formation.document_essai import create_session_finie, issue
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def get_url(session) -> str:
    return reverse("formation:document_session_list", args=[session.espace_id, session.pk])


def test_a_kind_is_issued_for_everyone_then_nothing_is_left(client, chargee):
    session = create_session_finie(chargee)
    client.force_login(chargee, backend=BACKEND)
    assert "Émettre 2\u00a0documents" in client.get(get_url(session)).content.decode()
    page = client.post(get_url(session), {"sorte": "attestation"}, follow=True).content.decode()
    assert "Attestation de participation\u00a0: 2\u00a0documents émis." in page
    assert DocumentFormation.objects.count() == 2
    client.post(get_url(session), {"sorte": "attestation"})
    client.post(get_url(session), {"sorte": "inconnue"})
    assert DocumentFormation.objects.count() == 2


def test_one_person_s_alone_and_why_not_yet(client, chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace)
    moi = create_inscription_essai(session)
    create_inscription_essai(session, "Marceline Aubépin")
    client.force_login(chargee, backend=BACKEND)
    page = client.get(get_url(session)).content.decode()
    assert "Après le dernier jour de la session." in page
    assert "Indiquez l’employeur des personnes inscrites" in page
    client.post(get_url(session), {"sorte": "convocation", "cible": f"stagiaire:{moi.pk}"})
    assert DocumentFormation.objects.get().destinataire == "Ysoline Ferrandou"
    refus = client.post(get_url(session), {"sorte": "certificat", "cible": f"stagiaire:{moi.pk}"}, follow=True)
    assert "Après le dernier jour" in refus.content.decode()


def test_who_teaches_reads_and_issues_nothing(client, chargee):
    session = create_session_finie(chargee)
    formatrice = create_compte("formatrice")
    create_membre(session.espace, formatrice, "formateur")
    client.force_login(formatrice, backend=BACKEND)
    page = client.get(get_url(session)).content.decode()
    assert "Émettre" not in page
    assert client.post(get_url(session), {"sorte": "attestation"}).status_code == 403


def test_the_same_queries_for_two_and_for_twenty(client, chargee, count_queries_get):
    session = create_session_finie(chargee)
    client.force_login(chargee, backend=BACKEND)
    client.get(get_url(session))
    before = count_queries_get(client, get_url(session))
    for rang in range(18):
        create_inscription_essai(session, f"Personne {rang}")
    issue(chargee, session, SorteDocument.CONVOCATION)
    assert Inscription.objects.filter(session=session).count() == 20
    assert count_queries_get(client, get_url(session)) == before


def test_what_a_jurist_must_read_again_stands_by_the_contract_alone(client, chargee):
    session = create_session_finie(chargee)
    client.force_login(chargee, backend=BACKEND)
    page = client.get(get_url(session)).content.decode()
    assert page.count("À faire relire par un juriste avant le premier") == 1
    assert "Le médiateur de la consommation" in page.split('id="contrat"')[1].split("</details>")[0]
