import pytest

from convive.diagnostic.models import Parole
from convive.journal.models import Journal

pytestmark = pytest.mark.django_db
VALEURS = {
    "version": "1",
    "verbatim": "On fait quarante minutes de route.",
    "public": "parent_petite_enfance",
    "canal": "atelier",
    "date_recueil": "2026-03-12",
    "consentement": "citer",
    "est_anonyme": "on",
}


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/paroles/ajouter/"


def test_parole_create_keeps_the_words_and_leaves_a_trace(connecte, espace, chargee):
    response = connecte(chargee).post(get_url(espace), VALEURS | {"communes": ["86078"]})
    assert response.headers["Location"] == f"/espaces/{espace.pk}/paroles/"
    parole = Parole.objects.get()
    assert (parole.verbatim, parole.communes, parole.is_partagee) == (VALEURS["verbatim"], ["86078"], True)
    assert Journal.objects.filter(objet_type="parole", objet_uuid=parole.pk, geste="creer").count() == 1


def test_parole_create_leads_to_another_one(connecte, espace, chargee):
    response = connecte(chargee).post(get_url(espace), VALEURS | {"encore": "oui"})
    assert response.headers["Location"] == get_url(espace)


def test_parole_create_warns_of_a_first_name_then_believes(connecte, espace, chargee):
    client, valeurs = connecte(chargee), VALEURS | {"verbatim": "Mon fils Lucas attend le car."}
    page = client.post(get_url(espace), valeurs).content.decode()
    assert "« Lucas » ressemble à un nom de personne" in page.replace("\u00a0", " ")
    assert 'name="quand_meme"' in page
    assert Parole.objects.count() == 0
    assert client.post(get_url(espace), valeurs | {"quand_meme": "on"}).status_code == 302
    assert Parole.objects.count() == 1


def test_parole_create_refuses_a_telephone_whatever_one_ticks(connecte, espace, chargee):
    valeurs = VALEURS | {"verbatim": "Appelez le 06 12 34 56 78.", "quand_meme": "on"}
    page = connecte(chargee).post(get_url(espace), valeurs).content.decode()
    assert "une parole ne garde ni téléphone" in page
    assert "06 12 34 56 78" in page
    assert Parole.objects.count() == 0


def test_parole_create_asks_for_the_consent_and_refuses_tomorrow(connecte, espace, chargee):
    valeurs = {k: v for k, v in VALEURS.items() if k != "consentement"} | {"date_recueil": "2199-01-01"}
    page = connecte(chargee).post(get_url(espace), valeurs).content.decode()
    assert "Indiquez à quoi la personne a consenti." in page
    assert "Ce jour est à venir." in page
