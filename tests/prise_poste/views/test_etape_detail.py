"""One step: why, how, what it gives; tick it, put it aside, move it, undo."""

from dataclasses import replace

import pytest
from django.urls import reverse

from convive.espaces.views.page import GESTE_INCONNU
from convive.prise_poste.actions import prise as actions
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.models.parcours import get_suivis
from convive.prise_poste.selectors import parcours as selectors
from convive.prise_poste.selectors.contenus import get_etapes
from tests.prise_poste.factories import in_days

pytestmark = pytest.mark.django_db


@pytest.fixture
def adresse(espace, prise):
    return lambda cle: reverse("prise_poste:etape_detail", args=[espace.pk, cle])


def test_a_checked_step_says_what_counts_and_has_no_tick(adresse, chargee, connecte):
    page = connecte(chargee).get(adresse("revue_actions")).content.decode()
    assert "Aucune action n’est encore validée" in page
    assert "Ouvrir le plan d’actions" in page
    assert "C’est fait" not in page
    answer = connecte(chargee).post(adresse("revue_actions"), {"geste": "faire"})
    assert "Convive coche cette étape" in answer.content.decode()


def test_what_convive_cannot_see_is_confirmed_and_taken_back(adresse, chargee, prise, connecte):
    client, url = connecte(chargee), adresse("postes")
    assert "Ce que Convive ne peut pas voir" in client.get(url).content.decode()
    page = client.post(url, {"geste": "faire"}, follow=True).content.decode()
    assert "Confirmé le" in page
    # Without a post in the espace, the word of a person is not enough.
    assert "Aucun poste n’est encore noté." in page
    assert "Je le confirme" in client.post(url, {"geste": "rouvrir"}, follow=True).content.decode()


def test_dates_are_noted_in_the_ctg_that_is_there(adresse, espace, chargee, connecte, ctg):
    page = connecte(chargee).get(adresse("conseiller_caf")).content.decode()
    assert reverse("convention:jalon_list", args=[espace.pk, ctg.pk]) in page
    page = connecte(chargee).get(adresse("lire_ctg")).content.decode()
    assert reverse("plan_action:niveau_list", args=[espace.pk, ctg.pk]) in page
    assert reverse("recherche:sigle_list") in connecte(chargee).get(adresse("mots_et_grille")).content.decode()


def test_keeping_watch_begins_with_sources_and_is_seen_when_a_letter_is_written(adresse, espace, chargee, connecte):
    client, url = connecte(chargee), adresse("veille")
    page = client.get(url).content.decode()
    assert "Aucune lettre de veille commencée" in page
    assert f'href="{reverse("prise_poste:outil_list", args=[espace.pk])}"' in page
    assert 'href="https://injep.fr/"' in page
    # What one has to ask for has no address.
    assert "la lettre de votre Caf à ses partenaires" in page
    client.post(reverse("prise_poste:outil_list", args=[espace.pk]), {"outil": "lettre_veille"})
    assert "Aucune lettre de veille commencée" in client.get(url).content.decode()
    OutilRempli.objects.update(valeurs={"mois": "Mars, aux élu·es"})
    assert "1\u00a0lettre de veille écrite" in client.get(url).content.decode()


def test_a_step_without_a_check_is_ticked_and_undone(adresse, chargee, prise, connecte, monkeypatch):
    # The contents are editable: a step may have nothing that Convive can look at.
    etapes = tuple(replace(etape, preuve="", confirmer="") for etape in get_etapes())
    for module in (actions, selectors):
        monkeypatch.setattr(module, "get_etapes", lambda: etapes)
    client, url = connecte(chargee), adresse("veille")
    page = client.post(url, {"geste": "faire"}, follow=True).content.decode()
    assert "Elle n’est pas faite" in page
    assert get_suivis(prise)["veille"].choix == "faite"
    assert "C’est fait" in client.post(url, {"geste": "rouvrir"}, follow=True).content.decode()


def test_putting_aside_asks_why(adresse, chargee, prise, connecte):
    client, url = connecte(chargee), adresse("cotech")
    page = client.post(url, {"geste": "ecarter", "motif": " "}).content.decode()
    assert "Indiquez en quelques mots pourquoi" in page
    assert get_suivis(prise) == {}
    page = client.post(url, {"geste": "ecarter", "motif": "Il se tient  en juin."}, follow=True).content.decode()
    assert "Il se tient en juin." in page
    assert "La reprendre" in page


def test_it_moves_and_comes_back(adresse, chargee, prise, connecte):
    client, url = connecte(chargee), adresse("cotech")
    client.post(url, {"geste": "deplacer", "date": in_days(0).isoformat()})
    assert get_suivis(prise)["cotech"].jour == 40
    refused = client.post(url, {"geste": "deplacer", "date": in_days(-60).isoformat()}).content.decode()
    assert "Choisissez un jour" in refused
    client.post(url, {"geste": "deplacer", "date": ""})
    prise = type(prise).objects.get()
    assert get_suivis(prise) == {}


def test_an_unknown_step_or_gesture_does_not_exist(adresse, chargee, connecte):
    client = connecte(chargee)
    assert client.get(adresse("inconnue")).status_code == 404
    assert GESTE_INCONNU in client.post(adresse("cotech"), {"geste": "inconnu"}).content.decode()
