"""A gestionnaire without an account gives the figures of the year by a link."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.cles.lien_magique import build_cle_lien
from convive.espaces.models import LienMagique
from convive.journal.models import Journal
from convive.offre.actions.equipement import close_service
from convive.offre.gestes import get_annee_declaree
from convive.offre.models import ActiviteAnnuelle, ServiceEquipement
from convive.offre.rules.offre import DECLARER_ANNEE
from tests.acteurs.factories import create_organisation_essai
from tests.offre.factories import create_service_essai, create_soutien_essai

pytestmark = pytest.mark.django_db


def create_lien_annee(service: ServiceEquipement) -> str:
    uuid = uuid4()
    cle = build_cle_lien(uuid)
    LienMagique.objects.create(
        uuid=uuid,
        espace=service.espace,
        objet_type="service",
        objet_uuid=service.pk,
        geste=DECLARER_ANNEE,
        email="creche@exemple.fr",
        nom="La crèche des Lutins",
        empreinte_cle=cle.empreinte,
        expire_le=timezone.now() + timedelta(days=30),
        max_usages=1,
        created_by=service.espace.created_by,
    )
    return reverse("espaces:lien_detail", args=[cle.texte])


def test_gestionnaire_gives_figures_once(espace):
    service, annee = create_service_essai(espace, places=18), get_annee_declaree()
    ActiviteAnnuelle.objects.create(service=service, annee=annee, enfants=50, familles=40)
    create_soutien_essai(service, annee=annee, montant="31500")
    ServiceEquipement.objects.update(date_verification=None)
    client, url = Client(), create_lien_annee(service)
    page = client.get(url).content.decode()
    for shown in ("Les Roudoudous", str(annee), "non renseigné"):
        assert shown in page
    # Who supports the service, and how much, is not for a link.
    assert "31\u202f500" not in page
    assert "au moins un nombre" in client.post(url, {}).content.decode()
    assert "nombre entier" in client.post(url, {"enfants": "beaucoup"}).content.decode()
    assert client.post(url, {"places": "20", "enfants": "0", "heures_realisees": "31000"}).status_code == 302
    activite = service.activites.get()
    assert (activite.enfants, activite.familles, activite.heures_realisees) == (0, 40, 31000)
    service.refresh_from_db()
    assert (service.places, service.version, service.date_verification) == (20, 2, timezone.localdate())
    trace = Journal.objects.filter(objet_uuid=service.pk, geste="modifier").get()
    assert trace.au_nom_de == "La crèche des Lutins"
    client.post(url, {"enfants": "9"})
    activite.refresh_from_db()
    assert activite.enfants == 0


def test_archived_service_asks_nothing_more(espace, chargee):
    service = create_service_essai(espace)
    url = create_lien_annee(service)
    close_service(by=chargee, service=service)
    assert "archivé" in Client().get(url).content.decode()
    Client().post(url, {"enfants": "9"})
    assert not ActiviteAnnuelle.objects.exists()


def test_link_is_sent_from_the_page_of_the_service(connecte, espace, chargee):
    gestionnaire = create_organisation_essai(espace, email="contact@passeurs.fr")
    service = create_service_essai(espace, gestionnaire_id=gestionnaire.pk)
    client = connecte(chargee)
    detail = client.get(f"/espaces/{espace.pk}/offre/services/{service.pk}/").content.decode()
    url = f"{reverse('espaces:lien_create', args=[espace.pk])}?objet=service:{service.pk}&geste={DECLARER_ANNEE}"
    assert url.replace("&", "&amp;") in detail
    page = client.get(url).content.decode()
    assert "contact@passeurs.fr" in page
