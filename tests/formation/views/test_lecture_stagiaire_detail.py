"""Read a project with the grid beside it."""

from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Atelier, ProjetApporte, ReponseAtelier
from convive.formation.selectors.ateliers_contenus import get_projets
from convive.formation.selectors.lecture import read_salle
from tests.formation.factories_atelier import create_atelier_essai, create_salle_essai

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}


@pytest.fixture
def lecture(chargee):
    session, personnes = create_salle_essai(chargee, 3)
    return create_atelier_essai(session, "lecture_critique", "lecture"), personnes


def get_url(lecture, qui: int = 0, projet: str = "valmeraude") -> str:
    atelier, personnes = lecture
    return reverse("formation:lecture_stagiaire_detail", args=[build_cle(personnes[qui]), atelier.pk, projet])


def get_cote(lecture, qui: int = 0) -> str:
    atelier, personnes = lecture
    return reverse("formation:atelier_stagiaire_detail", args=[build_cle(personnes[qui]), atelier.pk])


def read(client, url: str) -> str:
    return unescape(client.get(url).content.decode())


def test_a_line_saves_itself_and_is_compared_side_by_side(client, lecture):
    saisie = {"critere": "choix", "niveau": "1", "texte": "Quatorze ambitions", "base": ""}
    answer = client.post(get_url(lecture), saisie, headers=HTMX)
    assert "Enregistré" in answer.content.decode()
    assert "HX-Retarget" not in answer.headers
    page = read(client, get_cote(lecture))
    assert "1 – Évoqué" in page
    assert "Quatorze ambitions" in page
    assert "1 sur 3" in page
    assert "Quatorze ambitions" not in read(client, get_cote(lecture, 1))


def test_without_the_script_the_page_comes_back_at_the_line(client, lecture):
    answer = client.post(get_url(lecture), {"critere": "choix", "niveau": "1", "texte": "", "base": ""})
    assert answer.headers["Location"].endswith("#case-choix")
    client.post(get_url(lecture), {"critere": "choix", "niveau": "1", "texte": "Un", "base": ""})
    page = unescape(
        client.post(get_url(lecture), {"critere": "choix", "niveau": "1", "texte": "Deux", "base": ""}).content.decode()
    )
    assert "même endroit" in page
    assert "<h1>" in page


def test_two_windows_that_disagree_come_back_with_both(client, lecture):
    for texte in ("Un", "Deux"):
        saisie = {"critere": "choix", "niveau": "1", "texte": texte, "base": ""}
        answer = client.post(get_url(lecture), saisie, headers=HTMX)
    assert answer.headers["HX-Retarget"] == "#case-choix"
    assert "data-refus" in answer.content.decode()


def test_what_we_think_of_each_comes_with_the_debrief(client, lecture):
    niveaux = [projet.niveau for projet in get_projets().values()]
    page = read(client, get_cote(lecture))
    assert not any(niveau in page for niveau in niveaux)
    Atelier.objects.update(retour_le=timezone.now())
    page = read(client, get_cote(lecture))
    assert all(niveau in page for niveau in niveaux)


def create_note(lecture, qui: int, niveau: int) -> None:
    atelier, personnes = lecture
    ReponseAtelier.objects.create(
        atelier=atelier, inscription=personnes[qui], champ="valmeraude-choix", niveau=niveau, texte=f"Mot {qui}"
    )


def test_the_room_is_counted_from_three_readers_on(lecture):
    for qui in (0, 1):
        create_note(lecture, qui, 1)
    assert read_salle(lecture[0])[0].repartitions == ()
    create_note(lecture, 2, 3)
    notes = read_salle(lecture[0])[0]
    assert notes.lecteurs == 3
    assert {critere.cle: nombres for critere, nombres in notes.repartitions}["choix"] == (0, 2, 0, 1)


def test_the_board_counts_and_tells_nobody_s_words(lecture, chargee, connecte):
    atelier, _ = lecture
    for qui in range(3):
        create_note(lecture, qui, 1)
    url = reverse("formation:atelier_detail", args=[atelier.espace_id, atelier.session_id, atelier.pk])
    page = connecte(chargee).get(url).content.decode()
    assert "Ce que la salle a noté" in page
    assert "Mot 1" not in page


def test_one_s_project_is_read_by_nobody_else(client, lecture, chargee, connecte):
    atelier, (une, *_) = lecture
    ProjetApporte.objects.create(atelier=atelier, inscription=une, titre="Projet à moi", texte="Un secret.\nUn autre.")
    assert "Un secret." in read(client, get_url(lecture, 0, "sien"))
    assert "Projet à moi" in read(client, get_cote(lecture))
    assert client.get(get_url(lecture, 1, "sien")).status_code == 404
    assert "Projet à moi" not in read(client, get_cote(lecture, 1))
    url = reverse("formation:atelier_detail", args=[atelier.espace_id, atelier.session_id, atelier.pk])
    assert "Projet à moi" not in connecte(chargee).get(url).content.decode()


@pytest.mark.parametrize("saisie", [{}, {"critere": "inconnu", "niveau": "1"}, {"critere": "choix", "niveau": "9"}])
def test_what_is_not_of_the_grid_writes_nothing(client, lecture, saisie):
    assert client.post(get_url(lecture), saisie).status_code == 302
    assert not ReponseAtelier.objects.exists()


def test_once_closed_it_reads_and_does_not_write(client, lecture):
    create_note(lecture, 0, 1)
    Atelier.objects.update(clos_le=timezone.now())
    assert "<textarea" not in read(client, get_url(lecture))
    answer = client.post(get_url(lecture), {"critere": "choix", "niveau": "3", "texte": "", "base": ""}, headers=HTMX)
    assert "sans rien y ajouter" in unescape(answer.content.decode())


def test_another_workshop_has_no_such_page(client, lecture):
    atelier, personnes = lecture
    jeu = create_atelier_essai(atelier.session)
    assert client.get(get_url((jeu, personnes))).status_code == 404
    assert client.get(get_url(lecture, 0, "inconnu")).status_code == 404


def test_more_notes_ask_no_more_queries(client, lecture, django_assert_max_num_queries):
    atelier, personnes = lecture
    for champ in ("portrait", "voix", "choix", "lien"):
        ReponseAtelier.objects.create(atelier=atelier, inscription=personnes[0], champ=f"valmeraude-{champ}", niveau=1)
    with django_assert_max_num_queries(6):
        client.get(get_url(lecture))
