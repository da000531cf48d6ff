from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from convive.acteurs.models import EchangeActeur
from convive.espaces.models import Role
from convive.journal.models import Journal
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.espaces.factories import create_compte, create_membre, create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace, fiche=None) -> str:
    suite = f"?{type(fiche).__name__.lower()}={fiche.pk}" if fiche else ""
    return f"/espaces/{espace.pk}/acteurs/echanges/noter/{suite}"


def build_saisie(**valeurs) -> dict[str, str]:
    return {"nature": "appel", "date": str(timezone.localdate()), "texte": "Elle cherche un local.", **valeurs}


def test_echange_create_takes_three_fields_from_a_card(connecte, espace, chargee):
    passeurs, client = create_organisation_essai(espace), connecte(chargee)
    personne = create_personne_essai(espace)
    create_fonction_essai(personne, passeurs)
    # The short form is on the card itself: today is there already.
    fiche = client.get(f"/espaces/{espace.pk}/acteurs/organisations/{passeurs.pk}/").content.decode()
    assert get_url(espace, passeurs) in fiche
    assert str(timezone.localdate()) in fiche
    response = client.post(get_url(espace, passeurs), build_saisie(), follow=True)
    assert response.redirect_chain[-1][0].endswith(f"/organisations/{passeurs.pk}/#rencontres")
    assert "Elle cherche un local." in response.content.decode()
    echange = EchangeActeur.objects.get()
    assert (echange.organisation, echange.auteur, echange.mene_par_nom) == (passeurs, chargee, str(chargee))
    client.post(get_url(espace, personne), build_saisie(nature="visite"))
    page = client.get(f"/espaces/{espace.pk}/acteurs/personnes/{personne.pk}/").content.decode()
    assert "Visite</a>" in page
    ligne = Journal.objects.filter(objet_type="echange_acteur").first()
    assert "local" not in f"{ligne.objet_libelle} {ligne.detail}"


def test_echange_create_sent_twice_makes_one(connecte, espace, chargee):
    passeurs, client = create_organisation_essai(espace), connecte(chargee)
    saisie = build_saisie(cle=uuid4())
    for _ in range(2):
        assert client.post(get_url(espace, passeurs), saisie).status_code == 302
    assert EchangeActeur.objects.count() == 1
    assert Journal.objects.filter(objet_type="echange_acteur").count() == 1


@pytest.mark.parametrize(
    ("valeurs", "phrase"),
    [
        ({"texte": " "}, "Résumez l’échange"),
        ({"date": str(timezone.localdate() + timedelta(days=1))}, "Ce jour n’est pas encore venu"),
        ({"suite": "Rappeler"}, "Pour quel jour"),
        ({"suite_le": "2026-03-09"}, "Indiquez ce qu’il y a à faire"),
    ],
)
def test_echange_create_says_what_is_missing(connecte, espace, chargee, valeurs, phrase):
    passeurs = create_organisation_essai(espace)
    client = connecte(chargee)
    assert phrase in client.post(get_url(espace, passeurs), build_saisie(**valeurs)).content.decode()
    assert not EchangeActeur.objects.exists()


def test_echange_create_from_the_list_asks_with_whom(connecte, espace, chargee):
    create_organisation_essai(espace)
    assert "Indiquez avec qui" in connecte(chargee).post(get_url(espace), build_saisie()).content.decode()
    assert not EchangeActeur.objects.exists()


def test_echange_create_offers_what_the_place_sees_only(connecte, espace, chargee, etrangere):
    jeunesse = create_thematique(espace, "Jeunesse")
    cachee = create_organisation_essai(espace, "Cachée", thematiques=(create_thematique(espace, "Logement"),))
    limitee = create_compte("limitee")
    create_membre(espace, limitee, Role.COORDONNATEUR_THEMATIQUE).thematiques.add(jeunesse)
    client = connecte(limitee)
    assert client.get(get_url(espace, cachee)).status_code == 404
    assert "Cachée" not in client.get(get_url(espace)).content.decode()
    client.post(get_url(espace), build_saisie(organisation=cachee.pk))
    ailleurs = create_organisation_essai(etrangere.membres.get().espace)
    connecte(chargee).post(get_url(espace), build_saisie(organisation=ailleurs.pk))
    assert not EchangeActeur.objects.exists()
