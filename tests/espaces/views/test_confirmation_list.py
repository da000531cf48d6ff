"""Places that nobody confirmed for a year: they are asked in one click; what changed is read here."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from convive.espaces.models import ConfirmationPlace, LienMagique, Membre
from convive.espaces.panels import list_taches_liens, list_taches_places
from convive.espaces.selectors.confirmation import is_place_a_confirmer, list_places_a_confirmer
from convive.espaces.selectors.membre import get_membre

pytestmark = pytest.mark.django_db


def make_old(membre: Membre, jours: int = 400) -> Membre:
    day = timezone.localdate() - timedelta(days=jours)
    Membre.objects.filter(pk=membre.pk).update(date_debut=day, updated_at=timezone.now() - timedelta(days=jours))
    membre.refresh_from_db()
    return membre


def confirm(membre: Membre, reponse: str, jours: int = 0) -> None:
    confirmation = ConfirmationPlace.objects.create(membre=membre, reponse=reponse)
    at = timezone.now() - timedelta(days=jours)
    ConfirmationPlace.objects.filter(pk=confirmation.pk).update(created_at=at)


@pytest.fixture
def place(espace, elue):
    return make_old(espace.membres.get(compte=elue))


@pytest.fixture
def url(espace):
    return reverse("espaces:confirmation_list", args=[espace.pk])


def test_a_young_changed_or_confirmed_place_is_left_alone(espace, place, directeur):
    today = timezone.localdate()
    assert list_places_a_confirmer(espace, today) == [place]
    assert is_place_a_confirmer(place, today)
    confirm(place, "toujours", 366)
    assert is_place_a_confirmer(place, today)
    confirm(place, "toujours", 10)
    assert list_places_a_confirmer(espace, today) == []
    assert not is_place_a_confirmer(place, today)
    assert not is_place_a_confirmer(espace.membres.get(compte=directeur), today)
    changee = make_old(espace.membres.get(compte=directeur))
    changee.save()
    assert list_places_a_confirmer(espace, today) == []
    assert not is_place_a_confirmer(changee, today)


def test_everyone_is_asked_in_one_click(connecte, chargee, espace, place, url):
    client = connecte(chargee)
    assert place.compte.nom_affiche in client.get(url).text
    assert client.post(url, {"place": [place.pk, "x"]}).status_code == 302
    assert [message.to for message in mail.outbox] == [[place.compte.email]]
    assert LienMagique.objects.get().objet_uuid == place.pk


def test_nothing_to_ask_teaches(connecte, chargee, espace, url):
    client = connecte(chargee)
    assert "Tous les accès sont à jour" in client.get(url).text
    assert client.post(url, {}).status_code == 302
    assert mail.outbox == []


def test_what_changed_waits_until_the_place_is_changed(connecte, chargee, espace, place, url):
    client = connecte(chargee)
    confirm(place, "toujours", 3)
    confirm(place, "part", 1)
    assert "Non, c’est fini pour moi" in client.get(url).text
    place.save()
    assert "Non, c’est fini pour moi" not in client.get(url).text


def list_libelles(provider, membre) -> list[str]:
    return [tache.libelle for tache in provider(membre, date.today())]


def test_tasks_ask_the_right_people(espace, chargee, place, django_assert_num_queries):
    pilote = get_membre(chargee, espace.pk)
    with django_assert_num_queries(2):
        assert list_libelles(list_taches_places, pilote) == ["Faire confirmer 1\u00a0place"]
    confirm(place, "part")
    assert list_libelles(list_taches_places, pilote) == [f"Mettre à jour l’accès d’{place.compte.nom_affiche}"]
    assert list_libelles(list_taches_places, place) == []


def test_one_is_asked_to_confirm_ones_own_place(espace, place, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert list_libelles(list_taches_liens, place) == ["Confirmer votre accès"]


def test_requests_for_a_new_link_go_to_their_sender_then_to_who_pilots(
    espace, chargee, directeur, coordinatrice, place, django_assert_num_queries
):
    from tests.espaces.factories import create_lien

    lien, _ = create_lien(place, date_demande=timezone.now(), created_by=coordinatrice)
    membres = {qui: espace.membres.get(compte=qui) for qui in (chargee, directeur, coordinatrice)}
    expected = [f"Envoyer un nouveau lien à {lien.nom}"]
    with django_assert_num_queries(1):
        assert list_libelles(list_taches_liens, membres[coordinatrice]) == expected
    assert list_libelles(list_taches_liens, membres[chargee]) == []
    Membre.objects.filter(pk=membres[coordinatrice].pk).update(date_fin=timezone.localdate())
    for qui in (chargee, directeur):
        assert list_libelles(list_taches_liens, membres[qui]) == expected
