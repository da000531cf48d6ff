"""Note a decision."""

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.gouvernance.models import Decision
from tests.diagnostic.factories import create_enjeu_essai
from tests.gouvernance.factories import create_carte

pytestmark = pytest.mark.django_db
BASE = {"version": "1", "type": "validation", "mode": "consensus", "statut": "a_faire"}


@pytest.fixture
def url(espace) -> str:
    return reverse("gouvernance:decision_create", args=[espace.pk])


def test_a_decision_is_noted_outside_a_seance(url, espace, gouvernance, chargee, elue, connecte):
    carte, enjeu = create_carte(espace, elue), create_enjeu_essai(espace)
    client = connecte(chargee)
    assert "Hors instance" in client.get(url).content.decode()
    answer = client.post(
        url,
        BASE
        | {
            "libelle": "Écrire aux familles.",
            "date": "2026-03-12",
            "responsable": str(carte.pk),
            "echeance": "2026-09-01",
            "enjeu": [str(enjeu.pk)],
        },
    )
    decision = Decision.objects.get(libelle="Écrire aux familles.")
    assert answer.headers["Location"] == reverse("gouvernance:decision_detail", args=[espace.pk, decision.pk])
    assert (decision.instance, decision.responsable, decision.created_by) == (None, carte, chargee)
    assert [cible.objet_uuid for cible in decision.cibles.all()] == [enjeu.pk]


def test_a_decision_of_a_seance_takes_its_day_and_its_body(url, espace, gouvernance, chargee, connecte):
    cadre = f"seance:{gouvernance.close.pk}"
    client = connecte(chargee)
    assert f'value="{cadre}" selected' in client.get(url, {"cadre": cadre}).content.decode()
    client.post(url, BASE | {"libelle": "Ouvrir le samedi.", "date": "", "cadre": cadre})
    decision = Decision.objects.get(libelle="Ouvrir le samedi.")
    assert (decision.seance, decision.instance, decision.date) == (
        gouvernance.close,
        gouvernance.copil,
        gouvernance.close.date,
    )


def test_what_is_missing_is_said_and_nothing_is_lost(url, gouvernance, chargee, connecte):
    before = Decision.objects.count()
    client = connecte(chargee)
    page = client.post(url, BASE | {"libelle": "", "date": "", "motif": "Parce que."}).content.decode()
    assert "Écrivez ce qui a été décidé" in page
    assert "Donnez le jour où elle a été prise" in page
    assert "Parce que." in page
    voix = client.post(url, BASE | {"libelle": "Voter.", "date": "2026-03-12", "voix_pour": "3"}).content.decode()
    assert "par un vote" in voix
    caduque = client.post(url, BASE | {"libelle": "Tombée.", "date": "2026-03-12", "statut": "caduque"})
    assert "Indiquez pourquoi" in caduque.content.decode()
    assert Decision.objects.count() == before


def test_one_searches_without_writing_anything(url, espace, gouvernance, chargee, connecte):
    enjeu = create_enjeu_essai(espace, "Loger les saisonniers")
    before = Decision.objects.count()
    client = connecte(chargee)
    data = BASE | {"libelle": "En cours d’écriture", "chercher": "enjeu", "chercher_enjeu": "saisonniers"}
    page = client.post(url, data).content.decode()
    assert "Loger les saisonniers" in page
    assert "En cours d’écriture" in page
    assert "à corriger" not in page
    htmx = {"HX-Request": "true", "HX-Target": "choix-enjeu"}
    fragment = client.post(url, data, headers=htmx).content.decode()
    assert str(enjeu.pk) in fragment
    assert "<html" not in fragment
    assert client.post(url, data | {"chercher": "autre"}, headers=htmx).status_code == 404
    assert Decision.objects.count() == before


def test_a_page_may_lead_here_with_what_it_is_about(url, espace, gouvernance, chargee, connecte):
    enjeu = create_enjeu_essai(espace, "Loger les saisonniers")
    page = connecte(chargee).get(url, {"porte_sur": f"enjeu:{enjeu.pk}"}).content.decode()
    assert f'name="enjeu" value="{enjeu.pk}" checked' in page
    assert connecte(chargee).get(url, {"porte_sur": "n’importe quoi"}).status_code == 200


def test_the_day_proposed_is_today(url, chargee, connecte):
    assert f'value="{timezone.localdate():%Y-%m-%d}"' in connecte(chargee).get(url).content.decode()
