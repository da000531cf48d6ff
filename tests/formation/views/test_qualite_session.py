import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.documents.models import EtatTravail, Travail
from convive.formation.models import PreuveQualiopi
from tests.documents.factories import create_piece_jointe
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def session(chargee):
    session = create_session_essai(create_organisme_essai(chargee).espace, jours=-1)
    create_inscription_essai(session)
    return session


def get_url(session) -> str:
    return reverse("formation:qualite_session", args=[session.espace_id, session.pk])


def open_archive() -> zipfile.ZipFile:
    travail = Travail.objects.get()
    assert travail.etat == EtatTravail.FINI, travail.erreur
    with travail.fichier.open("rb") as fichier:
        return zipfile.ZipFile(BytesIO(fichier.read()))


def test_what_is_missing_says_where_it_is_done(session, chargee, connecte):
    page = connecte(chargee).get(get_url(session)).content.decode()
    assert "indicateurs à compléter" in page
    assert "écart majeur" in page
    assert reverse("formation:inscription_list", args=[session.espace_id, session.pk]) in page
    assert f"registres/preuves/?sorte=besoin&amp;session={session.pk}" in page.replace("ajouter/", "")
    assert "Seulement pour une formation de plus de" in page


def test_one_archive_for_an_indicator_with_what_is_attached(session, chargee, connecte):
    preuve = PreuveQualiopi.objects.create(
        espace=session.espace, session=session, sorte="besoin", jour=timezone.localdate(), titre="Le courriel"
    )
    create_piece_jointe(by=chargee, espace=session.espace, objet=preuve)
    assert connecte(chargee).post(get_url(session), {"indicateur": "4"}).status_code == 302
    noms = open_archive().namelist()
    assert noms[0] == "04-analyse-du-besoin/00-preuves.pdf"
    assert [nom for nom in noms[1:] if nom.startswith("04-analyse-du-besoin/01-")]
    assert open_archive().read(noms[0]).startswith(b"%PDF")


def test_one_archive_for_all(session, chargee, connecte):
    connecte(chargee).post(get_url(session), {"indicateur": "tous"})
    noms = open_archive().namelist()
    assert noms[0] == "00-sommaire.pdf"
    assert {nom[:2] for nom in noms} >= {"01", "02", "04", "31", "32"}
    assert not [nom for nom in noms if nom.startswith(("12-", "27-"))]


def test_what_does_not_apply_has_nothing_to_take(session, chargee, connecte):
    connecte(chargee).post(get_url(session), {"indicateur": "27"})
    assert Travail.objects.get().etat == EtatTravail.ECHOUE
    for faux in ("7", "", "x", "99999"):
        assert connecte(chargee).post(get_url(session), {"indicateur": faux}).status_code == 404


def test_who_reads_takes_nothing_away(session, connecte):
    lectrice = create_compte("lectrice")
    create_membre(session.espace, lectrice, "lecture")
    client = connecte(lectrice)
    page = client.get(get_url(session)).content.decode()
    assert "Emporter" not in page
    assert "Apporter une preuve" not in page
    assert client.post(get_url(session), {"indicateur": "tous"}).status_code == 403


def test_as_many_queries_for_one_trainee_as_for_five(session, chargee, connecte, count_queries_get):
    client = connecte(chargee)
    client.get(get_url(session))
    count = count_queries_get(client, get_url(session))
    for rang in range(4):
        create_inscription_essai(session, f"Personne {rang}")
    assert count_queries_get(client, get_url(session)) == count
