import pytest
from django.urls import reverse

from convive.documents.models import EtatTravail, Travail
from convive.espaces.models import Espace
from convive.formation.exports import exercices
from convive.formation.models import TerritoireExercice
from tests.espaces.factories import create_compte, create_membre
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai
from tests.formation.factories_exercice import create_depart_essai, create_exercice_essai
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path, monkeypatch) -> None:
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(exercices, "PAUSE_SECONDES", 0)


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace)


def get_url(session) -> str:
    return reverse("formation:exercice_list", args=[session.espace_id, session.pk])


def test_three_territories_are_lent_in_one_gesture(session, chargee, connecte):
    depart = create_depart_essai(chargee)
    deux = [create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")]
    saisie = {"source": depart.pk, "stagiaires": [row.pk for row in deux], "groupes": "Groupe A\n", "jeton": "un"}
    client = connecte(chargee)
    for _ in range(2):
        assert client.post(get_url(session), saisie).status_code in {302, 200}
    travail = Travail.objects.get()
    assert (travail.etat, travail.url) == (EtatTravail.FINI, get_url(session)), travail.erreur
    assert travail.libelle == "3\u00a0territoires d’exercice, 2026-01, Piloter une CTG"
    assert Espace.objects.filter(prete_a__session=session, notes__titre="Le matin").count() == 3
    page = client.get(get_url(session)).content.decode()
    assert "3\u00a0territoires" in page
    assert "Chaque stagiaire inscrit·e a déjà le sien" in page


def test_the_groups_of_a_workshop_are_taken_up(session, chargee, connecte, count_queries_get):
    create_depart_essai(chargee)
    deux = [create_inscription_essai(session), create_inscription_essai(session, "Léandre Vauzelle")]
    atelier = create_atelier_essai(session)
    create_groupe_essai(atelier, (deux[0], ""), (deux[1], ""))
    client = connecte(chargee)
    assert "Reprendre les groupes de l’atelier" in client.get(get_url(session)).content.decode()
    url = f"{get_url(session)}?atelier={atelier.pk}"
    form = client.get(url).context["form"]
    assert form["groupes"].value() == "Groupe 1\u00a0: Léandre Vauzelle, Ysoline Ferrandou"
    assert form["stagiaires"].value() == []
    seule = count_queries_get(client, url)
    create_groupe_essai(atelier, ordre=2)
    assert count_queries_get(client, url) == seule <= 16
    assert client.get(f"{get_url(session)}?atelier=rien").context["form"]["groupes"].value() == ""


def test_without_a_starting_point_one_is_told_how(session, chargee, connecte):
    page = connecte(chargee).get(get_url(session)).content.decode()
    assert "Il faut d’abord un point de départ" in page
    assert f"{reverse('espaces:espace_create')}?type=entrainement" in page


def test_nothing_chosen_is_said_beside_the_form(session, chargee, connecte):
    depart = create_depart_essai(chargee)
    reponse = connecte(chargee).post(get_url(session), {"source": depart.pk, "groupes": " "})
    assert "Choisissez au moins une personne" in reponse.content.decode()
    assert not TerritoireExercice.objects.exists()


def test_the_starting_point_of_somebody_else_is_refused(session, chargee, etrangere, connecte):
    create_depart_essai(chargee)
    autre = create_depart_essai(etrangere)
    reponse = connecte(chargee).post(get_url(session), {"source": autre.pk, "groupes": "Groupe A"})
    assert reponse.status_code == 200
    assert not TerritoireExercice.objects.exists()


def test_who_only_reads_lends_nothing(session, chargee, connecte):
    lectrice = create_compte("lectrice")
    create_membre(session.espace, lectrice, "lecture")
    client = connecte(lectrice)
    assert "Prêter des territoires" not in client.get(get_url(session)).content.decode()
    assert client.post(get_url(session), {"groupes": "Groupe A"}).status_code == 403


def test_as_many_queries_for_one_as_for_three(session, chargee, connecte, count_queries_get):
    depart, client = create_depart_essai(chargee), connecte(chargee)
    create_exercice_essai(chargee, session, depart)
    client.get(get_url(session))
    count = count_queries_get(client, get_url(session))
    for nom in ("Léandre Vauzelle", "Maïwenn Cordelle"):
        create_exercice_essai(chargee, session, depart, create_inscription_essai(session, nom))
    assert count_queries_get(client, get_url(session)) <= count
