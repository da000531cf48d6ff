"""The séance on a wall."""

from uuid import uuid4

import pytest
from django.urls import reverse

from convive.gouvernance.models import LigneSeance
from tests.gouvernance.factories import create_note_essai, create_point_essai, create_seance_essai, join_note

pytestmark = pytest.mark.django_db


@pytest.fixture
def seance(gouvernance):
    seance = create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3)
    create_point_essai(gouvernance.copil, "Ouvrir", seance=seance, ordre=1, texte="Note privée de préparation")
    create_point_essai(gouvernance.copil, "Les vingt places", seance=seance, ordre=2, nature="decision")
    return seance


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_presentation", args=[seance.espace_id, seance.pk])


def test_one_subject_by_screen_without_a_private_note(seance, url, chargee, connecte):
    LigneSeance.objects.create(seance=seance, point=seance.points.first(), sorte="debat", texte="Échange tendu")
    client = connecte(chargee)
    premier = client.get(url).content.decode()
    assert "Ouvrir" in premier
    assert "Les vingt places" not in premier
    assert "Note privée" not in premier
    assert "Échange tendu" not in premier
    second = client.get(f"{url}?point=2").content.decode()
    assert "Les vingt places" in second
    assert "data-precedent" in second
    assert "data-suivant" not in second
    # A number that is none is the first; beyond the end, the last.
    assert "Ouvrir" in client.get(f"{url}?point=²").content.decode()
    assert "Les vingt places" in client.get(f"{url}?point=99").content.decode()


def test_a_decision_is_written_and_changed_before_the_room(seance, url, chargee, connecte):
    client, cle = connecte(chargee), str(uuid4())
    for _ in range(2):
        client.post(f"{url}?point=2", {"cle": cle, "texte": "On ouvre vingt places."})
    ligne = seance.lignes.get()
    assert ligne.decision.point.titre == "Les vingt places"
    saisie = {"ligne": str(ligne.pk), "version": "1", "texte": "On ouvre vingt places en juin."}
    client.post(f"{url}?point=2", saisie)
    ligne.refresh_from_db()
    assert ligne.decision.libelle == "On ouvre vingt places en juin."
    # Somebody changed it meanwhile: what was typed is said, and not lost.
    page = client.post(f"{url}?point=2", saisie | {"texte": "Autre chose."}, follow=True).content.decode()
    assert "Autre chose." in page
    assert "On ouvre vingt places en juin." in page
    assert "Écrivez la ligne" in client.post(f"{url}?point=2", {"texte": ""}, follow=True).content.decode()


def test_an_empty_agenda_is_said(gouvernance, chargee, connecte):
    seance = gouvernance.convoquee
    url = reverse("gouvernance:seance_presentation", args=[seance.espace_id, seance.pk])
    assert "Rien à l’ordre du jour" in connecte(chargee).get(url).content.decode()


def test_the_screen_costs_the_same_with_many_points(
    gouvernance, seance, url, chargee, connecte, django_assert_max_num_queries
):
    for rang in range(25):
        create_point_essai(gouvernance.copil, f"Point {rang}", seance=seance, ordre=rang + 3)
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(15):
        client.get(url)


def test_other_things_than_decisions_are_written_before_the_room(seance, url, chargee, connecte):
    client = connecte(chargee)
    notes = (("action", "Appeler les mairies."), ("question", "Qui paie\u00a0?"), ("debat", "On s’inquiète."))
    for sorte, texte in notes:
        page = client.post(
            f"{url}?point=1", {"cle": str(uuid4()), "sorte": sorte, "texte": texte}, follow=True
        ).content.decode()
        assert ("c’est au compte rendu" in page) == (sorte != "action")
    assert [ligne.sorte for ligne in seance.lignes.order_by("ordre")] == ["action", "question", "debat"]
    # What is to be done is read by the room; what was said stays with the team until the closing.
    page = client.get(f"{url}?point=1").content.decode()
    assert "Appeler les mairies." in page
    assert "On s’inquiète." not in page
    assert not seance.decisions.exists()


def test_the_scenarios_of_a_note_are_shown_to_the_room(seance, gouvernance, espace, url, chargee, connecte):
    note = create_note_essai(espace, instance=gouvernance.copil)
    join_note(note, seance)
    page = connecte(chargee).get(url).content.decode()
    assert "Comparaison des scénarios" in page
    for scenario in note.scenarios.all():
        assert scenario.titre in page
    assert reverse("gouvernance:scenario_update", args=[espace.pk, note.pk, note.scenarios.first().pk]) not in page
