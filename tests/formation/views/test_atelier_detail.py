"""The board: the clock, the groups, what they wrote; never what one wrote for oneself."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.espaces.views.page import GESTE_INCONNU
from convive.formation.models import Atelier, ReponseAtelier
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def salle(chargee):
    session, personnes = create_salle_essai(chargee, 3)
    atelier = create_atelier_essai(session)
    groupe = create_groupe_essai(atelier, (personnes[0], "chargee"), (personnes[1], "dgs"))
    return atelier, groupe, personnes


@pytest.fixture
def url(salle) -> str:
    atelier = salle[0]
    return reverse("formation:atelier_detail", args=[atelier.espace_id, atelier.session_id, atelier.pk])


def test_who_is_where_and_what_the_groups_wrote(url, salle, chargee, connecte):
    atelier, groupe, personnes = salle
    ReponseAtelier.objects.create(
        atelier=atelier, groupe=groupe, champ="note_elus-faits", texte="Onze familles", ecrit_par=personnes[1]
    )
    ReponseAtelier.objects.create(atelier=atelier, inscription=personnes[0], champ="notes", texte="Un mot à moi")
    page = connecte(chargee).get(url).content.decode()
    assert "Onze familles" in page
    assert "Personne 2, à" in page
    assert "Un mot à moi" not in page
    assert "1 sur 2\u00a0personnes" in page
    assert "Sans personne\u00a0: «\u00a0La vice-présidente\u00a0»" in page
    assert "Sans groupe\u00a0: Personne 3." in page


@pytest.mark.parametrize(
    ("geste", "champ"),
    [("demarrer", "chrono_depart"), ("retour", "retour_le"), ("clore", "clos_le")],
)
def test_each_button_does_what_it_says(url, salle, chargee, connecte, geste, champ):
    assert connecte(chargee).post(url, {"geste": geste}).status_code == 302
    assert getattr(Atelier.objects.get(), champ) is not None


def test_the_other_buttons_undo(url, salle, chargee, connecte):
    client = connecte(chargee)
    for geste in ("demarrer", "arreter", "remettre", "retour", "cacher", "clore", "rouvrir"):
        client.post(url, {"geste": geste})
    atelier = Atelier.objects.get()
    assert (atelier.etat, atelier.chrono_secondes, atelier.chrono_depart) == ("ouvert", 0, None)


def test_what_cannot_be_done_is_said(url, salle, chargee, connecte):
    Atelier.objects.update(ouvert_le=None)
    client = connecte(chargee)
    assert "Ouvrez d’abord" in client.post(url, {"geste": "retour"}, follow=True).content.decode()
    assert GESTE_INCONNU in client.post(url, {"geste": "inconnu"}).content.decode()
    assert "Ouvrir aux stagiaires" in client.get(url).content.decode()
    client.post(url, {"geste": "ouvrir"})
    assert Atelier.objects.get().ouvert_le is not None


def test_deleted_it_leads_back_to_the_list(url, salle, chargee, connecte):
    atelier = salle[0]
    answer = connecte(chargee).post(url, {"geste": "supprimer"})
    assert answer.headers["Location"] == reverse("formation:atelier_list", args=[atelier.espace_id, atelier.session_id])


def test_the_board_tells_when_the_new_fact_is_out(url, salle, chargee, connecte):
    client = connecte(chargee)
    assert "apparaîtra tout seul" in client.get(url).content.decode()
    Atelier.objects.update(chrono_depart=timezone.now() - timedelta(minutes=26))
    page = client.get(url, headers={"hx-request": "true"}).content.decode()
    assert "Le fait nouveau est donné" in page
    assert "<html" not in page


def test_a_content_that_went_still_shows_what_was_written(url, salle, chargee, connecte):
    Atelier.objects.update(contenu="disparu")
    page = connecte(chargee).get(url).content.decode()
    assert "n’est plus dans Convive" in page


def test_more_people_ask_no_more_queries(url, salle, chargee, connecte, django_assert_max_num_queries):
    atelier, groupe, personnes = salle
    for rang in range(12):
        ReponseAtelier.objects.create(
            atelier=atelier, groupe=groupe, champ=f"note-{rang}", texte="…", ecrit_par=personnes[0]
        )
    create_groupe_essai(atelier, (personnes[2], "chargee"), ordre=2)
    client = connecte(chargee)
    client.get(url)
    with django_assert_max_num_queries(14):
        client.get(url)


def test_a_tool_lasts_what_its_trainer_chose(salle, chargee, connecte):
    jeu = salle[0]
    outil = create_atelier_essai(jeu.session, sorte="outil", contenu="indicateur", titre="L’indicateur")
    url, client = (
        reverse("formation:atelier_detail", args=[outil.espace_id, outil.session_id, outil.pk]),
        connecte(chargee),
    )
    assert 'value="30"' in client.get(url).content.decode()
    client.post(url, {"geste": "minutes", "minutes": "50"})
    page = client.get(url).content.decode()
    assert 'value="50"' in page
    assert "50 min</li>" in page
    for saisie in ("", "trop", "900"):
        page = client.post(url, {"geste": "minutes", "minutes": saisie}, follow=True).content.decode()
        assert "de 5 à 240\u00a0minutes" in page or "de 5 à 240 minutes" in page
    outil.refresh_from_db()
    assert outil.minutes == 50
    # The stretches of a play are written.
    url = reverse("formation:atelier_detail", args=[jeu.espace_id, jeu.session_id, jeu.pk])
    assert (
        "ne peuvent pas être changées"
        in client.post(url, {"geste": "minutes", "minutes": "50"}, follow=True).content.decode()
    )
