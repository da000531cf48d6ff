"""A half-day: one tap each, everyone at once, the signed sheet, the closing."""

from datetime import timedelta

import pytest
from django.urls import reverse

from convive.espaces.views.page import GESTE_INCONNU
from convive.formation.actions.signature import record_signature
from convive.formation.models import DemiJournee, Emargement, Inscription
from tests.formation.factories_formation import create_inscription_essai
from tests.formation.presence_essai import TRACE, at, create_session_du_jour, get_matin, sign

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def session(chargee, client):
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    return create_session_du_jour(chargee)


@pytest.fixture
def url(session) -> str:
    return reverse("formation:presence_update", args=[session.espace_id, session.pk, get_matin(session).pk])


def get_presences() -> dict[str, str]:
    return {str(row): row.presence for row in Emargement.objects.select_related("inscription", "intervenant")}


def test_a_roll_of_thirty_in_three_gestures(client, url, session):
    moi = Inscription.objects.get(session=session, nom="Stagiaire 01")
    swap = client.post(url, {"geste": "tous"}, headers=HTMX).content.decode()
    assert "Tout le monde est pointé" in swap
    assert "<html" not in swap
    client.post(url, {"pointer": f"{moi.pk}:absent"}, headers=HTMX)
    client.post(url, {"pointer": f"{moi.pk}:precision:absent", f"{moi.pk}-motif": "Transport"}, headers=HTMX)
    assert get_presences()["Stagiaire 01"] == "absent"
    assert "Transport" in client.get(url).content.decode()
    client.post(url, {"geste": "arreter"})
    page = client.get(url).content.decode()
    assert "La feuille est arrêtée" in page
    assert 'value="tous"' not in page
    assert "est arrêtée" in client.post(url, {"pointer": f"{moi.pk}:present"}, headers=HTMX).content.decode()
    client.post(url, {"geste": "rouvrir"})
    client.post(url, {"pointer": f"{moi.pk}:present"})
    assert get_presences()["Stagiaire 01"] == "present"


def test_minutes_missed(client, url, session):
    moi = Inscription.objects.get(session=session, nom="Stagiaire 01")
    data = {"pointer": f"{moi.pk}:precision:present", f"{moi.pk}-retard": "20", f"{moi.pk}-depart": ""}
    assert "retard de 20\u00a0min" in client.post(url, data, headers=HTMX).content.decode()
    data[f"{moi.pk}-retard"] = "vingt"
    assert "en chiffres" in client.post(url, data, headers=HTMX).content.decode()
    # Without script the refusal is said on the whole page.
    assert "en chiffres" in client.post(url, data, follow=True).content.decode()
    assert Emargement.objects.get(inscription=moi).retard_minutes == 20


def test_the_signed_sheet_is_entered_in_one_go(client, url, session):
    une, autre = Inscription.objects.filter(session=session)
    assert f'name="p-{une.pk}"' in client.get(f"{url}?papier").content.decode()
    client.post(url, {"geste": "feuille", f"p-{une.pk}": "present", f"p-{autre.pk}": "absent", "p-x": "present"})
    row = Emargement.objects.get(inscription=une)
    assert (row.moyen, row.is_signe) == ("papier", True)
    assert not Emargement.objects.get(inscription=autre).is_signe


def test_a_signature_given_in_her_place_is_taken_away(client, url, session):
    matin, moi = get_matin(session), Inscription.objects.get(session=session, nom="Stagiaire 01")
    record_signature(demi_journee=matin, personne=moi.pk, signature=sign(), adresse_ip="10.0.0.1", now=at(matin))
    page = client.get(url).content.decode()
    assert "a signé à 9\u00a0h\u00a005 sur la tablette" in page
    assert 'aria-label="Signature de Stagiaire 01"' in page
    client.post(url, {"effacer": str(moi.pk)})
    assert not Emargement.objects.get(inscription=moi).is_signe


def test_before_the_day_the_code_is_ready_and_nobody_is_ticked(client, url, session):
    matin = get_matin(session)
    DemiJournee.objects.filter(pk=matin.pk).update(date=matin.date + timedelta(days=3))
    page = client.get(url).content.decode()
    assert "On pointe le jour même" in page
    assert "formation/emargement/" in page
    assert "pas encore eu lieu" in client.post(url, {"geste": "tous"}, headers=HTMX).content.decode()
    DemiJournee.objects.filter(pk=matin.pk).update(date=matin.date - timedelta(days=9))
    assert "Rouvrir le code" in client.get(url).content.decode()
    client.post(url, {"geste": "code"})
    assert "On signe en ce moment" in client.get(url).content.decode()


def test_a_half_day_of_another_session_is_not_here(client, chargee, url, session):
    autre = create_session_du_jour(chargee)
    voisine = get_matin(autre)
    ailleurs = reverse("formation:presence_update", args=[session.espace_id, session.pk, voisine.pk])
    assert client.get(ailleurs).status_code == 404
    assert GESTE_INCONNU in client.post(url, {"pointer": "rien"}, follow=True).content.decode()
    assert not Emargement.objects.exists()


def test_the_same_queries_for_one_and_for_twenty(client, url, session, count_queries_get):
    client.post(url, {"geste": "tous"})
    # A signature is drawn with the name of who made it.
    Emargement.objects.update(trace=TRACE)
    before = count_queries_get(client, url)
    for rang in range(18):
        create_inscription_essai(session, f"Personne {rang}")
    client.post(url, {"geste": "tous"})
    Emargement.objects.update(trace=TRACE)
    assert count_queries_get(client, url) == before


def test_the_answer_to_a_tap_is_one_row(client, url, session):
    moi, autre = Inscription.objects.filter(session=session)
    swap = client.post(url, {"pointer": f"{moi.pk}:present"}, headers=HTMX).content.decode()
    assert f'id="ligne-{moi.pk}"' in swap
    assert f'id="ligne-{autre.pk}"' not in swap
    assert "1\u00a0stagiaire présent·e sur 2" in swap
    # Everyone at once: the whole list.
    assert f'id="ligne-{autre.pk}"' in client.post(url, {"geste": "tous"}, headers=HTMX).content.decode()
