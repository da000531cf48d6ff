"""Fill a tool of one’s team."""

from html import unescape

import pytest
from django.urls import reverse

from convive.espaces.views.page import GESTE_INCONNU
from convive.prise_poste.models import OutilRempli

pytestmark = pytest.mark.django_db


@pytest.fixture
def rempli(espace) -> OutilRempli:
    return OutilRempli.objects.create(espace=espace, cle="indicateur", titre="Le délai", valeurs={"nom": "Délai"})


@pytest.fixture
def url(espace, rempli) -> str:
    return reverse("prise_poste:outil_detail", args=[espace.pk, rempli.pk])


def test_a_box_saves_itself(url, rempli, chargee, connecte):
    saisie = {"champ": "depart", "base": "", "texte": "47 jours"}
    page = connecte(chargee).post(url, saisie, headers={"hx-request": "true"}).content.decode()
    assert "Enregistré" in page
    rempli.refresh_from_db()
    assert rempli.valeurs == {"nom": "Délai", "depart": "47 jours"}


def test_without_the_script_a_conflict_shows_both(url, rempli, chargee, connecte):
    client = connecte(chargee)
    assert client.post(url, {"champ": "nom", "base": "Délai", "texte": "Délai médian"}).status_code == 302
    page = unescape(client.post(url, {"champ": "nom", "base": "Délai", "texte": "Nombre"}).content.decode())
    assert "même endroit" in page
    assert "Délai médian" in page
    assert "Nombre" in page


def test_it_leads_to_where_the_same_thing_lives(url, espace, chargee, connecte):
    page = connecte(chargee).get(url).content.decode()
    assert reverse("diagnostic:indicateur_espace_list", args=[espace.pk]) in page


@pytest.mark.parametrize("geste", ["copier", "vider"])
def test_taken_again(url, chargee, connecte, geste):
    assert connecte(chargee).post(url, {"geste": geste}).status_code == 302
    copie = OutilRempli.objects.exclude(titre="Le délai").get()
    assert bool(copie.valeurs) is (geste == "copier")


def test_its_title_changes_and_is_never_empty(url, rempli, chargee, connecte):
    client = connecte(chargee)
    assert 'role="alert"' in client.post(url, {"geste": "titre", "titre": " "}).content.decode()
    client.post(url, {"geste": "titre", "titre": "Le  délai médian"})
    rempli.refresh_from_db()
    assert rempli.titre == "Le délai médian"


def test_deleted_it_is_gone_for_all(url, espace, chargee, connecte):
    client = connecte(chargee)
    answer = client.post(url, {"geste": "supprimer"})
    assert answer.headers["Location"] == reverse("prise_poste:outil_list", args=[espace.pk])
    assert client.get(url).status_code == 404


def test_a_box_that_is_not_there_changes_nothing(url, rempli, chargee, connecte):
    page = connecte(chargee).post(url, {"champ": "inconnu", "base": "", "texte": "…"}).content.decode()
    assert GESTE_INCONNU in page
    rempli.refresh_from_db()
    assert rempli.version == 1


def test_a_tool_that_left_the_contents_still_reads(url, rempli, chargee, connecte):
    OutilRempli.objects.update(cle="disparu")
    page = connecte(chargee).get(url).content.decode()
    assert "n’est plus dans Convive" in page
    assert "Délai" in page
