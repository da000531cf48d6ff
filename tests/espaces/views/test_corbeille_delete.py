"""Erase for good: ask first, erase what was shown and nothing else."""

import pytest

from convive.espaces.actions.note import delete_note, restore_note
from convive.espaces.models import Note
from tests.espaces.factories import create_espace_civraisien, create_note_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/carnet/corbeille/effacer/"


@pytest.fixture
def jetees(espace, chargee) -> list[Note]:
    notes = [create_note_essai(espace, titre) for titre in ("Périmée", "Doublon")]
    for note in notes:
        delete_note(by=chargee, note=note)
    return notes


def test_corbeille_delete_asks_then_erases_all(connecte, url, espace, chargee, jetees):
    client = connecte(chargee)
    page = client.get(url).text
    assert "Effacer ces 2 notes pour de bon" in page
    assert "Personne ne peut revenir en arrière" in page
    assert Note.objects.count() == 2
    suite = client.post(url, {"note": [note.pk for note in jetees]}, follow=True)
    assert "2 notes effacées." in suite.text
    assert "La corbeille est vide" in suite.text
    assert not Note.objects.exists()
    # Sent again, it erases nothing and breaks nothing.
    assert "Aucune note n’était à effacer." in client.post(url, {"note": [jetees[0].pk]}, follow=True).text


def test_corbeille_delete_of_one_note_leaves_the_others(connecte, url, chargee, jetees):
    client = connecte(chargee)
    page = client.get(url, {"note": jetees[0].pk}).text
    assert "Effacer cette note pour de bon" in page
    assert "Doublon" not in page
    client.post(url, {"note": [jetees[0].pk]})
    assert list(Note.objects.all()) == [jetees[1]]


def test_corbeille_delete_spares_what_was_not_shown_or_came_back(connecte, url, espace, chargee, jetees):
    client, presente = connecte(chargee), create_note_essai(espace, "Présente")
    voisine = create_note_essai(create_espace_civraisien(chargee, nom="Voisin"), "Voisine")
    delete_note(by=chargee, note=voisine)
    restore_note(by=chargee, note=jetees[1])
    client.post(url, {"note": [jetees[0].pk, jetees[1].pk, presente.pk, voisine.pk, "pas-un-identifiant"]})
    assert set(Note.objects.all()) == {jetees[1], presente, voisine}


def test_corbeille_delete_says_when_nothing_is_left(connecte, url, chargee, jetees):
    client = connecte(chargee)
    restore_note(by=chargee, note=jetees[0])
    for choix in (jetees[0].pk, "pas-un-identifiant"):
        assert "Rien à effacer" in client.get(url, {"note": choix}).text
    assert not client.post(url, {}).text
    assert Note.objects.count() == 2


def test_corbeille_delete_is_for_whole_places_that_pilot(connecte, url, espace, directeur, coordinatrice, jetees):
    assert connecte(coordinatrice).get(url).status_code == 403
    assert connecte(coordinatrice).post(url, {"note": [jetees[0].pk]}).status_code == 403
    espace.membres.filter(compte=directeur).update(communes=["86078"])
    assert connecte(directeur).get(url).status_code == 403
    assert Note.objects.count() == 2
