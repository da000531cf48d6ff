"""After an election, mandates are confirmed, then one writes to who stays: in a browser, for eyes, keyboard and axe."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from convive.acteurs.models import Fonction
from convive.acteurs.selectors import mandat
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.comptes.factories import force_login_navigateur
from tests.navigateur import check

pytestmark = [pytest.mark.parcours, pytest.mark.django_db(transaction=True)]


def test_mandates_are_confirmed_then_one_writes(live_server, page_large, espace, chargee, monkeypatch):
    today = timezone.localdate()
    scrutin = mandat.Scrutin("les élections d’essai", today - timedelta(days=60), frozenset({"commune"}))
    monkeypatch.setattr(mandat, "get_scrutin", lambda _today: scrutin)
    mairie = create_organisation_essai(espace, "Mairie de Civray", type="commune", email="mairie@x.fr")
    for nom in ("Aubry", "Barret"):
        personne = create_personne_essai(espace, nom, "Ève", email=f"{nom}@x.fr")
        create_fonction_essai(personne, mairie, "Adjointe", date(2020, 5, 23), is_elu=True)
    fin = today + timedelta(days=20)
    create_fonction_essai(create_personne_essai(espace, "Bientôt", "Ève"), mairie, "Directrice", date_fin=fin)
    page, base = page_large, f"{live_server.url}/espaces/{espace.pk}/"
    force_login_navigateur(page.context, live_server.url, chargee)
    page.goto(base)
    page.get_by_role("link", name="Confirmer").click()
    expect(page.get_by_role("heading", name="Les mandats à suivre")).to_be_visible()
    check(page)
    # With the keyboard alone: each mandate is a group of three answers, the last of which changes nothing.
    for nom, reponse in (("Aubry", "Réélu·e"), ("Barret", "N’est plus élu·e")):
        page.get_by_role("group", name=nom).get_by_label(reponse).focus()
        page.keyboard.press("Space")
    page.get_by_role("button", name="Noter ces réponses").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("2\u00a0mandats notés.")).to_be_visible()
    check(page)
    assert Fonction.objects.en_cours().filter(is_elu=True).get().personne.nom == "Aubry"
    page.goto(f"{base}acteurs/?type=commune")
    page.get_by_role("link", name="Écrire à ces organisations").click()
    check(page)
    page.get_by_label("Toutes les personnes en fonction").check()
    page.get_by_role("button", name="Voir les adresses").click()
    expect(page.get_by_label("Les adresses, à coller")).to_have_value("Aubry@x.fr; mairie@x.fr")
    expect(page.get_by_text("Sans adresse dans l’annuaire\u00a0: 1\u00a0fiche")).to_be_visible()
    check(page)
