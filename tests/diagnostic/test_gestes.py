"""A partner without an account answers a constat by a link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.comptes.donnees_personnelles import donnees_personnelles
from convive.diagnostic.actions.constat import SaisiePreuve, reopen_constat
from convive.diagnostic.models import AvisConstat, Constat
from convive.espaces.cle_lien import build_cle_lien
from convive.espaces.models import LienMagique
from convive.journal.models import Journal
from tests.acteurs.factories import create_fonction_essai, create_organisation_essai, create_personne_essai
from tests.diagnostic.factories import FIGURE, create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def create_lien_avis(constat: Constat, email: str = "creche@exemple.fr") -> str:
    uuid = uuid4()
    cle = build_cle_lien(uuid)
    LienMagique.objects.create(
        uuid=uuid,
        espace=constat.espace,
        objet_type="constat",
        objet_uuid=constat.pk,
        geste="donner_avis",
        email=email,
        nom="La crèche des Lutins",
        empreinte_cle=cle.empreinte,
        expire_le=timezone.now() + timedelta(days=30),
        max_usages=None,
        created_by=constat.espace.created_by,
    )
    return reverse("espaces:lien_detail", args=[cle.texte])


def test_a_partner_reads_the_card_and_answers(espace):
    lutins = create_organisation_essai(espace, "Les Lutins")
    create_fonction_essai(create_personne_essai(espace, email="creche@exemple.fr"), lutins)
    parole, cachee = create_parole_essai(espace), create_parole_essai(espace, "Que pour l’équipe.", citable=False)
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=parole), SaisiePreuve(parole=cachee))
    constat = create_constat_essai(espace, preuves=preuves)
    client, url = Client(), create_lien_avis(constat)
    page = client.get(url).content.decode()
    for shown in ("812", "quarante minutes", "Qu’en pensez-vous"):
        assert shown in page
    assert "Que pour l’équipe." not in page
    assert "Dites pourquoi" in client.post(url, {"sens": "a_verifier", "phrase": ""}).content.decode()
    for sens in ("a_verifier", "desaccord"):
        assert client.post(url, {"sens": sens, "phrase": "Nous en voyons moins."}).status_code == 302
    avis = AvisConstat.objects.get()
    assert (avis.sens, avis.organisation, avis.auteur_nom) == ("desaccord", lutins, "La crèche des Lutins")
    trace = Journal.objects.filter(objet_uuid=constat.pk, geste="valider").first()
    assert trace is not None
    assert trace.au_nom_de == "La crèche des Lutins"


def test_a_constat_that_is_taken_back_asks_nothing_more(espace, chargee):
    constat = create_constat_essai(espace)
    url = create_lien_avis(constat)
    reopen_constat(by=chargee, constat=constat)
    assert "n’est plus partagé" in Client().get(url).content.decode()
    assert Client().post(url, {"sens": "accord"}).status_code == 410
    assert not AvisConstat.objects.exists()


def test_the_link_is_sent_from_the_page_of_the_constat(connecte, espace, chargee, mailoutbox):
    constat = create_constat_essai(espace)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/constats/{constat.pk}/").content.decode()
    assert f"objet=constat:{constat.pk}&amp;geste=donner_avis" in page
    url = f"/espaces/{espace.pk}/liens/envoyer/?objet=constat:{constat.pk}&geste=donner_avis"
    data = {"email": "creche@exemple.fr", "nom": "Les Lutins", "mot": "", "duree": "30"}
    assert connecte(chargee).post(url, data).status_code == 302
    assert len(mailoutbox) == 1


def test_what_was_said_by_a_link_is_found_by_its_address(espace, elue):
    constat = create_constat_essai(espace)
    Client().post(create_lien_avis(constat, elue.email), {"sens": "accord", "phrase": ""})
    (declaration,) = [d for d in donnees_personnelles.get_all() if d.model is AvisConstat]
    assert declaration.list_lignes is not None
    assert [row.auteur_email for row in declaration.list_lignes(elue)] == [elue.email]
