"""Send a link from the page of an object."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import LienMagique
from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db
DATA = {"nom": "Les Petits Pas", "email": "creche@exemple.fr", "mot": "", "duree": "15"}


@pytest.fixture
def place(espace, elue):
    return espace.membres.get(compte=elue)


def get_url(espace, objet: str, geste: str = "confirmer_place") -> str:
    return f"{reverse('espaces:lien_create', args=[espace.pk])}?objet={objet}&geste={geste}"


def test_the_link_leaves_for_who_is_named(connecte, espace, chargee, place):
    client, url = connecte(chargee), get_url(espace, f"membre:{place.pk}")
    page = client.get(url)
    assert place.compte.email in page.text
    answer = client.post(url, DATA)
    assert answer.headers["Location"] == reverse("espaces:lien_list", args=[espace.pk])
    lien = LienMagique.objects.get()
    assert (lien.nom, lien.email, lien.created_by) == ("Les Petits Pas", "creche@exemple.fr", chargee)
    assert (lien.expire_le - timezone.now()).days in (14, 15)
    assert mail.outbox[0].to == ["creche@exemple.fr"]


def test_wrong_fields_are_said_and_kept(connecte, espace, chargee, place):
    answer = connecte(chargee).post(get_url(espace, f"membre:{place.pk}"), DATA | {"email": "x", "duree": "4000"})
    assert answer.status_code == 200
    assert "Les Petits Pas" in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    assert not LienMagique.objects.exists()


def test_what_is_impossible_today_says_why(connecte, espace, chargee, place):
    place.date_fin = timezone.localdate()
    place.save()
    answer = connecte(chargee).post(get_url(espace, f"membre:{place.pk}"), DATA)
    assert "Cet accès est fermé" in answer.text
    assert not LienMagique.objects.exists()


def test_what_is_not_of_this_espace_is_not_found(connecte, espace, chargee, place):
    ailleurs = create_espace_civraisien(create_compte("voisine"), nom="Espace voisin").membres.get()
    client = connecte(chargee)
    for url in (
        get_url(espace, f"membre:{ailleurs.pk}"),
        get_url(espace, "membre:x"),
        get_url(espace, f"inconnu:{place.pk}"),
        get_url(espace, ""),
        get_url(espace, f"membre:{place.pk}", "inconnu"),
    ):
        assert client.get(url).status_code == 404
        assert client.post(url, DATA).status_code == 404
