"""The page of the minutes."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.models import Personne
from convive.gouvernance.models import LigneSeance
from tests.gouvernance.factories import create_participant_essai, create_point_essai, create_seance_essai, in_days

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def seance(gouvernance):
    return create_seance_essai(gouvernance.copil, 0, statut="en_cours", numero=3, convoquee_le=timezone.now())


@pytest.fixture
def url(seance) -> str:
    return reverse("gouvernance:seance_notes", args=[seance.espace_id, seance.pk])


def test_a_line_is_written_without_a_script(seance, url, chargee, connecte):
    client, cle = connecte(chargee), str(uuid4())
    saisie = {"cle": cle, "sorte": "action", "texte": "Demander deux devis.", "point": ""}
    for _ in range(2):
        assert client.post(url, saisie).headers["Location"] == f"{url}#noter"
    assert seance.lignes.count() == 1
    page = client.get(url).content.decode()
    assert "Demander deux devis." in page
    vide = client.post(url, saisie | {"texte": ""})
    assert vide.status_code == 422
    assert "Écrivez la ligne." in vide.content.decode()


def test_a_swap_is_the_list_of_the_page(seance, url, chargee, connecte):
    client = connecte(chargee)
    saisie = {"cle": str(uuid4()), "sorte": "information", "texte": "Vingt places."}
    swap = client.post(url, saisie, headers=HTMX)
    assert swap.headers["X-Seance-Notes"]
    assert swap.content.decode().strip() in client.get(url).content.decode()
    same = client.get(url, {"marque": swap.headers["X-Seance-Notes"]}, headers=HTMX)
    assert (same.status_code, same.content) == (204, b"")
    LigneSeance.objects.create(seance=seance, sorte="debat", texte="Une autre main.", ordre=2)
    other = client.get(url, {"marque": swap.headers["X-Seance-Notes"]}, headers=HTMX)
    assert "Une autre main." in other.content.decode()
    refus = client.post(url, saisie | {"cle": str(uuid4()), "sorte": "chanson"}, headers=HTMX)
    assert refus.status_code == 422


def test_a_conflict_shows_both_texts(seance, url, chargee, connecte):
    ligne = LigneSeance.objects.create(seance=seance, sorte="debat", texte="Écrit par une autre.", ordre=1, version=2)
    client = connecte(chargee)
    assert "Modifier la ligne" in client.get(url, {"ligne": str(ligne.pk)}).content.decode()
    saisie = {"geste": "modifier", "ligne": str(ligne.pk), "sorte": "debat", "texte": "Écrit par moi.", "version": "1"}
    page = client.post(url, saisie).content.decode()
    assert "Écrit par une autre." in page
    assert "Écrit par moi." in page
    assert client.post(url, saisie | {"version": "2"}).status_code == 302
    ligne.refresh_from_db()
    assert ligne.texte == "Écrit par moi."
    assert client.post(url, {"geste": "supprimer", "ligne": str(ligne.pk)}).status_code == 302
    assert not seance.lignes.exists()
    assert client.post(url, saisie).status_code == 404


def test_the_séance_is_opened_from_here(gouvernance, chargee, connecte):
    client = connecte(chargee)
    url = reverse("gouvernance:seance_notes", args=[gouvernance.convoquee.espace_id, gouvernance.convoquee.pk])
    assert "Ouvrir la séance" in client.get(url).content.decode()
    client.post(url, {"geste": "ouvrir"})
    gouvernance.convoquee.refresh_from_db()
    assert gouvernance.convoquee.statut == "en_cours"
    close = reverse("gouvernance:seance_notes", args=[gouvernance.close.espace_id, gouvernance.close.pk])
    assert client.post(close, {"geste": "ouvrir"}).status_code == 403


def test_closed_minutes_are_read_by_who_reads_the_séance_and_take_an_erratum(gouvernance, chargee, elue, connecte):
    url = reverse("gouvernance:seance_notes", args=[gouvernance.close.espace_id, gouvernance.close.pk])
    client = connecte(chargee)
    refus = client.post(url, {"geste": "erratum", "erratum-texte": ""})
    assert refus.status_code == 422
    client.post(url, {"geste": "erratum", "erratum-texte": "Lire : vingt-deux places."})
    page = connecte(elue).get(url).content.decode()
    assert "Lire : vingt-deux places." in page
    assert "Ajouter l’erratum" not in page
    ouverte = reverse("gouvernance:seance_notes", args=[gouvernance.convoquee.espace_id, gouvernance.convoquee.pk])
    assert connecte(elue).get(ouverte).status_code == 403


def test_minutes_of_forty_people_and_twenty_five_points_cost_the_same(
    gouvernance, seance, url, chargee, connecte, django_assert_max_num_queries
):
    for rang in range(25):
        point = create_point_essai(gouvernance.copil, f"Point {rang}", seance=seance, ordre=rang)
        LigneSeance.objects.create(seance=seance, point=point, sorte="debat", texte=f"Ligne {rang}", ordre=rang)
    for rang in range(40):
        create_participant_essai(seance, f"Personne {rang}")
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(22):
        client.get(url)
    with django_assert_max_num_queries(9):
        client.get(url, headers=HTMX)


def test_a_closed_séance_is_not_offered_to_be_opened(seance, url, chargee, connecte):
    """Even one that was closed without a frozen state."""
    client = connecte(chargee)
    type(seance).objects.filter(pk=seance.pk).update(statut="convoquee")
    assert "Ouvrir la séance" in client.get(url).content.decode()
    type(seance).objects.filter(pk=seance.pk).update(statut="close", close_le=timezone.now())
    assert "Ouvrir la séance" not in client.get(url).content.decode()


def test_who_and_when_are_said_as_one_notes(espace, gouvernance, seance, url, chargee, connecte):
    """A decision that says both has nothing left to be asked at the close."""
    personne = Personne.objects.create(espace=espace, nom="Inès Kaddouri")
    client = connecte(chargee)
    suite = {"responsable": str(personne.pk), "echeance": in_days(30).isoformat()}
    for sorte in ("decision", "action", "information"):
        client.post(url, {"cle": str(uuid4()), "sorte": sorte, "texte": f"Une {sorte}."} | suite)
    decision, action, information = seance.lignes.order_by("ordre")
    assert (decision.decision.responsable, decision.decision.echeance) == (personne, in_days(30))
    assert (action.responsable, action.echeance) == (personne, in_days(30))
    assert (information.responsable, information.echeance) == (None, None)


def test_the_agenda_and_the_presences_stand_beside_the_minutes(gouvernance, seance, url, chargee, connecte):
    premier = create_point_essai(gouvernance.copil, "Les tarifs", seance=seance, ordre=1)
    second = create_point_essai(gouvernance.copil, "Le bâtiment", seance=seance, ordre=2)
    participant = create_participant_essai(seance, reponse="present")
    client = connecte(chargee)
    page = client.get(url, {"point": str(second.pk)}).content.decode()
    assert f'<option value="{second.pk}" selected>' in page
    assert "Soraya Bellegué" in page
    pointage = reverse("gouvernance:seance_presences", args=[seance.espace_id, seance.pk]) + "?tenir"
    assert f'action="{pointage}"' in page
    assert client.post(pointage, {"geste": "annonces"}).headers["Location"] == f"{url}#presences"
    participant.refresh_from_db()
    assert participant.presence == "present"
    agenda = reverse("gouvernance:seance_detail", args=[seance.espace_id, seance.pk]) + "?etape=preparer&tenir"
    answer = client.post(agenda, {"geste": "descendre", "uuid": str(premier.pk)})
    assert answer.headers["Location"] == f"{url}#ordre-du-jour"
    assert [point.titre for point in seance.points.order_by("ordre")] == ["Le bâtiment", "Les tarifs"]
