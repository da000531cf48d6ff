import pytest
from django.test import Client
from django.utils import timezone

from convive.espaces.actions.membre import update_membre
from convive.espaces.actions.partage import close_partage, validate_partage
from convive.espaces.models import Cote, Partage, Role
from convive.espaces.rules import EspaceRefuse, EtatInvitation, Limites
from convive.journal.models import Journal
from tests.espaces.factories import (
    create_compte,
    create_departement,
    create_espace_civraisien,
    create_membre,
    create_partage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def conseillere(pays):
    return create_compte("conseillere")


@pytest.fixture
def departement(conseillere):
    return create_departement(conseillere)


@pytest.fixture
def offre(espace):
    return create_partage(espace)


def test_partage_detail_opens_without_changing_anything(offre, conseillere, departement, connecte):
    partage, secret = offre
    page = Client().get(f"/espaces/partage/{secret}/").text
    assert "Se connecter pour répondre" in page
    assert departement.nom not in page
    page = connecte(conseillere).get(f"/espaces/partage/{secret}/").text
    assert departement.nom in page
    assert "es membres et leurs rôles" in page
    partage.refresh_from_db()
    assert partage.is_en_attente
    assert Client().get("/espaces/partage/inconnue/").status_code == 404


def test_partage_detail_accepts_once_and_both_journals_know(offre, espace, conseillere, departement, connecte):
    partage, secret = offre
    url, client = f"/espaces/partage/{secret}/", connecte(conseillere)
    response = client.post(url, {"geste": "accepter", "departement": departement.pk})
    assert response.headers["Location"] == f"/espaces/{departement.pk}/territoires/{partage.pk}/"
    partage.refresh_from_db()
    assert (partage.departement, partage.get_etat()) == (departement, EtatInvitation.ACCEPTEE)
    for cote in (espace, departement):
        assert Journal.objects.filter(espace_uuid=cote.pk, geste="accepter", objet_type="partage").count() == 1
    response = client.post(url, {"geste": "accepter", "departement": departement.pk})
    assert response.status_code == 410
    assert "déjà accepté" in response.text


def test_partage_detail_is_for_its_address(offre, espace, etrangere, connecte):
    partage, secret = offre
    other = create_departement(etrangere, nom="Une autre Caf")
    client = connecte(etrangere)
    assert "avec une autre adresse" in client.get(f"/espaces/partage/{secret}/").text
    response = client.post(f"/espaces/partage/{secret}/", {"geste": "accepter", "departement": other.pk})
    assert "autre adresse" in response.text
    partage.refresh_from_db()
    assert partage.is_en_attente


def test_partage_detail_receives_in_an_espace_of_ones_own_only(offre, espace, conseillere, connecte):
    _, secret = offre
    url, client = f"/espaces/partage/{secret}/", connecte(conseillere)
    assert "Vous n’avez pas encore d’espace de département" in client.get(url).text
    voisin = create_departement(create_compte("voisine"), nom="Caf voisine")
    sien = create_espace_civraisien(conseillere, nom="Un territoire")
    create_membre(voisin, conseillere, Role.CONSEILLER_CAF)
    for departement in (voisin.pk, sien.pk, espace.pk, "x", ""):
        response = client.post(url, {"geste": "accepter", "departement": departement})
        assert response.status_code == 200
        assert not Partage.objects.actifs().exists()
    # A limited place does not answer for its whole espace.
    create_membre(create_departement(create_compte("relais"), nom="Caf"), conseillere, Role.DIRECTION)
    place = conseillere.membres.get(role=Role.DIRECTION)
    half = Limites(communes=frozenset({"86078"}))
    update_membre(by=conseillere, membre=place, role=place.role, dernier_jour=None, limites=half)
    assert client.post(url, {"geste": "accepter", "departement": place.espace_id}).status_code == 200
    assert not Partage.objects.actifs().exists()


def test_partage_detail_declines_with_or_without_an_account(espace, connecte, conseillere):
    for client in (Client(), connecte(conseillere)):
        partage, secret = create_partage(espace)
        response = client.post(f"/espaces/partage/{secret}/", {"geste": "refuser"})
        assert "La proposition est déclinée" in response.text
        partage.refresh_from_db()
        assert partage.get_etat() is EtatInvitation.REFUSEE
        assert client.post(f"/espaces/partage/{secret}/", {"geste": "refuser"}).status_code == 410
    assert Journal.objects.filter(espace_uuid=espace.pk, geste="refuser", objet_type="partage").count() == 2


@pytest.mark.parametrize(
    ("champs", "message"),
    [
        ({"expire_le": timezone.now()}, "a expiré"),
        ({"date_revocation": timezone.now(), "arrete_par": "territoire"}, "arrêté"),
    ],
)
def test_partage_detail_says_why_a_link_is_stale(offre, departement, conseillere, connecte, champs, message):
    partage, secret = offre
    Partage.objects.filter(pk=partage.pk).update(**champs)
    for response in (
        connecte(conseillere).get(f"/espaces/partage/{secret}/"),
        connecte(conseillere).post(f"/espaces/partage/{secret}/", {"geste": "accepter", "departement": departement.pk}),
    ):
        assert response.status_code == 410
        assert message in response.text
    assert not Partage.objects.actifs().exists()


def test_a_territoire_shares_once_with_a_departement(offre, espace, conseillere, departement):
    create_partage(espace, departement)
    partage, _ = offre
    with pytest.raises(EspaceRefuse, match="partage déjà"):
        validate_partage(by=conseillere, partage=partage, departement=departement)
    with pytest.raises(EspaceRefuse, match="espace de département"):
        validate_partage(by=conseillere, partage=partage, departement=create_espace_civraisien(conseillere, nom="T"))
    # Once stopped, another one can begin.
    close_partage(by=conseillere, partage=Partage.objects.actifs().get(), cote=Cote.DEPARTEMENT)
    validate_partage(by=conseillere, partage=partage, departement=departement)
    assert Partage.objects.actifs().get() == partage


def test_an_offer_to_an_expired_espace_is_not_accepted(offre, departement, conseillere, connecte):
    partage, secret = offre
    departement.expire_le = timezone.localdate()
    departement.save()
    data = {"geste": "accepter", "departement": departement.pk}
    assert connecte(conseillere).post(f"/espaces/partage/{secret}/", data).status_code == 403
    partage.refresh_from_db()
    assert partage.is_en_attente
