from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.actions.travail import close_travail, submit_travail
from convive.documents.models import EtatTravail, Travail
from convive.espaces.models import Espace

pytestmark = pytest.mark.django_db


@pytest.fixture
def travail(espace, elue, travaux_d_essai, en_file) -> Travail:
    return submit_travail(by=elue, type_travail="essai_bref", espace=espace, libelle="Le bilan de l’année")


@pytest.fixture
def url(espace, travail) -> str:
    return reverse("documents:travail_detail", args=[espace.pk, travail.pk])


def put(travail: Travail, **champs: object) -> None:
    Travail.objects.filter(pk=travail.pk).update(**champs)
    travail.refresh_from_db()


def test_travail_detail_waits_with_or_without_script(url, elue, connecte, travail, django_assert_max_num_queries):
    client = connecte(elue)
    with django_assert_max_num_queries(9):
        page = client.get(url).text
    assert "attend son tour" in page
    assert 'hx-trigger="every 2s"' in page
    assert f'<a href="{url}">Actualiser</a>' in page
    put(travail, etat=EtatTravail.EN_COURS, progression=40, etape="Mise en page", battement=timezone.now())
    page = client.get(url).text
    assert 'max="100" value="40"' in page
    assert "Mise en page, 40" in page


def test_poll_swaps_only_what_is_new_and_says_it(url, elue, connecte, travail):
    client = connecte(elue)
    htmx = {"HX-Request": "true"}
    assert client.get(url, {"vu": travail.marque}, headers=htmx).status_code == 204
    vu = travail.marque
    put(travail, etat=EtatTravail.EN_COURS, progression=40, etape="Mise en page", battement=timezone.now())
    morceau = client.get(url, {"vu": vu}, headers=htmx)
    assert morceau.status_code == 200
    assert "<html" not in morceau.text
    assert 'data-annonce="En cours, 40\u00a0%' in morceau.text.replace("\n", "")
    put(travail, etat=EtatTravail.FINI, url="/espaces/")
    morceau = client.get(url, {"vu": vu}, headers=htmx).text
    assert "hx-trigger" not in morceau
    assert "Voir le résultat" in morceau


def test_swap_is_the_same_as_a_reload(url, elue, connecte, travail):
    client = connecte(elue)
    put(travail, etat=EtatTravail.ECHOUE, erreur="Rien à mettre.")
    morceau = client.get(url, {"vu": ""}, headers={"HX-Request": "true"}).text
    body = morceau[morceau.index("<p>") : morceau.index("<form")]
    assert body in client.get(url).text


def test_travail_detail_gives_its_file(url, elue, connecte, travail):
    put(travail, etat=EtatTravail.FINI, fichier="x", nom_fichier="Bilan.docx", taille_octets=2048)
    put(travail, expire_le=timezone.now() + timedelta(days=1))
    page = connecte(elue).get(url).text
    assert f'href="{url}fichier/"' in page
    assert "Bilan.docx" in page
    assert "Recommencer" not in page
    put(travail, fichier="", expire_le=timezone.now() - timedelta(days=1))
    page = connecte(elue).get(url).text
    assert "n’est plus gardé" in page
    assert "Recommencer" in page


def test_travail_detail_says_when_a_worker_fell(url, elue, connecte, travail):
    put(travail, etat=EtatTravail.EN_COURS, battement=timezone.now() - timedelta(minutes=2))
    page = connecte(elue).get(url).text
    assert "s’est interrompue" in page
    assert "Recommencer" in page


def test_cancel_then_start_again(url, elue, connecte, travail):
    client = connecte(elue)
    assert client.post(url, {"geste": "annuler"}).status_code == 302
    assert "Vous avez annulé" in client.get(url).text
    assert client.post(url, {"geste": "recommencer"}).status_code == 302
    travail.refresh_from_db()
    assert (travail.etat, travail.essai) == (EtatTravail.EN_ATTENTE, 2)
    assert client.post(url, {"geste": "autre"}).status_code == 404


def test_refusal_is_said_on_the_page(url, elue, connecte, travail, espace):
    close_travail(by=elue, travail=travail)
    submit_travail(by=elue, type_travail="essai_bref", espace=espace)
    page = connecte(elue).post(url, {"geste": "recommencer"})
    assert page.status_code == 200
    assert "déjà en cours" in page.text


def test_job_is_followed_in_an_espace_that_has_expired(url, elue, connecte, espace, travail):
    Espace.objects.filter(pk=espace.pk).update(expire_le=timezone.localdate())
    client = connecte(elue)
    assert client.get(url).status_code == 200
    assert client.post(url, {"geste": "annuler"}).status_code == 302


def test_one_goes_back_to_where_it_was_asked_for(url, espace, elue, connecte):
    client, seance = connecte(elue), f"/espaces/{espace.pk}/instances/?page=2"
    assert f'href="{seance}"' in client.get(url, headers={"Referer": f"http://testserver{seance}"}).text
    for ailleurs in ("", "http://ailleurs.fr/x/", f"http://testserver{url}"):
        assert "Revenir à la page" not in client.get(url, headers={"Referer": ailleurs}).text


def test_what_is_ready_is_not_said_to_be_prepared(url, elue, connecte, travail):
    client = connecte(elue)
    assert "la préparation continue" in client.get(url).text
    put(travail, etat=EtatTravail.FINI, url="/espaces/")
    assert "la préparation continue" not in client.get(url).text
    assert 'id="messages" hx-swap-oob="delete"' in client.get(url, headers={"HX-Request": "true"}).text
