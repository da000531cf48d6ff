"""The page of a trainee: her card, the time, her group; and nothing that belongs to another."""

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Atelier, PlaceAtelier, ReponseAtelier
from convive.formation.selectors.ateliers_contenus import get_cas, get_jeux
from tests.formation.factories_atelier import create_atelier_essai, create_groupe_essai, create_salle_essai

pytestmark = pytest.mark.django_db
HTMX = {"hx-request": "true"}
FAITS = "note_elus-faits"


def get_url(inscription, atelier) -> str:
    return reverse("formation:atelier_stagiaire_detail", args=[build_cle(inscription), atelier.pk])


def read(client, inscription, atelier, **options) -> str:
    return unescape(client.get(get_url(inscription, atelier), **options).content.decode())


def create_jeu(chargee, cle: str):
    """Everyone of the play, and one who watches, in one group."""
    jeu = get_jeux()[cle]
    session, personnes = create_salle_essai(chargee, len(jeu.roles) + 1)
    atelier = create_atelier_essai(session, cle)
    create_groupe_essai(atelier, *zip(personnes, [*jeu.noms_roles, "observateur"], strict=True))
    return jeu, atelier, personnes


@pytest.mark.parametrize("cle", list(get_jeux()))
def test_each_reads_her_card_and_no_other(client, chargee, cle):
    """Whatever the state, on the page and in what it asks for every ten seconds."""
    jeu, atelier, personnes = create_jeu(chargee, cle)
    for change in ({}, {"retour_le": timezone.now()}, {"clos_le": timezone.now()}):
        Atelier.objects.filter(pk=atelier.pk).update(**change)
        for rang, inscription in enumerate(personnes):
            for options in ({}, {"headers": HTMX}):
                page = read(client, inscription, atelier, **options)
                for autre, role in enumerate(jeu.roles):
                    siennes = autre == rang and not options
                    assert (role.carte in page) is siennes, (cle, rang, role.cle)
                    assert not role.secret or (role.secret in page) is siennes, (cle, rang, role.cle)


@pytest.mark.parametrize("cle", ["copil_qui_derape", "promesse_de_reponse"])
def test_each_reads_the_documents_of_her_role_and_of_everyone(client, chargee, cle):
    jeu, atelier, personnes = create_jeu(chargee, cle)
    for inscription, role in zip(personnes, [*jeu.noms_roles, "observateur"], strict=True):
        page = read(client, inscription, atelier)
        for document in jeu.documents:
            assert (f'id="document-{document.cle}"' in page) is (document.pour in {"", role}), (role, document.cle)


def test_the_short_version_of_a_case_asks_for_less(client, chargee):
    session, [inscription] = create_salle_essai(chargee, 1)
    atelier = create_atelier_essai(session, "dix_sept_objectifs_court", "cas")
    create_groupe_essai(atelier, (inscription, ""))
    page = read(client, inscription, atelier)
    assert "Triez les douze actions" in page
    assert "Triez les quarante-six actions" not in page
    assert 'id="document-actions_court"' in page
    assert 'id="document-plan"' not in page
    assert get_cas()["dix_sept_objectifs"].corrige[0].reponse not in page


def test_who_watches_has_the_grid_and_no_card(client, chargee):
    jeu, atelier, personnes = create_jeu(chargee, "copil_qui_derape")
    page = read(client, personnes[-1], atelier)
    assert "Vous observez" in page
    assert "Vous jouez" not in page
    assert jeu.observer[0] in page


def test_who_was_moved_no_longer_reads_the_former_card(client, chargee):
    jeu, atelier, personnes = create_jeu(chargee, "copil_qui_derape")
    PlaceAtelier.objects.filter(role="observateur").update(role="")
    PlaceAtelier.objects.filter(role="maire").update(role="observateur")
    page = read(client, personnes[1], atelier)
    assert jeu.roles[1].carte not in page
    page = read(client, personnes[1], atelier, headers=HTMX, data={"vu": "ouvert.Groupe 1.maire"})
    assert "Votre groupe ou votre rôle a changé" in page


def test_the_new_fact_comes_by_itself_at_its_minute(client, chargee):
    jeu, atelier, personnes = create_jeu(chargee, "note_pour_demain")
    texte = jeu.fait_nouveau.texte
    Atelier.objects.update(chrono_depart=timezone.now() - timedelta(minutes=24, seconds=30))
    assert texte not in read(client, personnes[0], atelier)
    Atelier.objects.update(chrono_depart=timezone.now() - timedelta(minutes=25, seconds=1))
    assert texte in read(client, personnes[0], atelier)
    fragment = read(client, personnes[0], atelier, headers=HTMX)
    assert texte in fragment
    assert "<html" not in fragment


def test_what_was_expected_comes_with_the_debrief(client, chargee):
    session, (sienne, *_) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session, "dix_sept_objectifs", "cas")
    create_groupe_essai(atelier, (sienne, ""))
    cas = get_cas()["dix_sept_objectifs"]
    page = read(client, sienne, atelier)
    assert cas.piege not in page
    assert cas.attendus[0] not in page
    assert cas.debat[0] not in page
    assert "Grand-Gué-sur-Orvelle" in page
    Atelier.objects.update(retour_le=timezone.now())
    page = read(client, sienne, atelier)
    assert cas.piege in page
    assert cas.attendus[0] in page
    assert cas.debat[0] in page


def post(client, inscription, atelier, champ: str, texte: str, base: str = "", **options):
    return client.post(get_url(inscription, atelier), {"champ": champ, "texte": texte, "base": base}, **options)


def test_a_box_saves_itself(client, chargee):
    _, atelier, personnes = create_jeu(chargee, "note_pour_demain")
    answer = post(client, personnes[0], atelier, FAITS, "Onze familles", headers=HTMX)
    assert "Enregistré par Personne 1" in answer.content.decode()
    assert "HX-Retarget" not in answer.headers
    assert "<textarea" not in answer.content.decode()
    assert ReponseAtelier.objects.get().texte == "Onze familles"


def test_what_another_wrote_meanwhile_comes_with_the_answer(client, chargee):
    _, atelier, (une, deux, *_) = create_jeu(chargee, "note_pour_demain")
    post(client, une, atelier, FAITS, "Onze familles")
    answer = post(client, deux, atelier, FAITS, "Deux demi-journées", headers=HTMX)
    assert answer.headers["HX-Retarget"] == f"#case-{FAITS}"
    page = unescape(answer.content.decode())
    assert "data-refus" in page
    assert "Onze familles" in page
    assert "Deux demi-journées" in page
    assert ReponseAtelier.objects.get().texte == "Onze familles"


def test_without_the_script_the_page_comes_back_at_the_box(client, chargee):
    _, atelier, (une, deux, *_) = create_jeu(chargee, "note_pour_demain")
    answer = post(client, une, atelier, FAITS, "Onze familles")
    assert answer.headers["Location"] == f"{get_url(une, atelier)}#case-{FAITS}"
    page = unescape(post(client, deux, atelier, FAITS, "Deux demi-journées").content.decode())
    assert "<h1>" in page
    assert "même endroit" in page
    assert "Deux demi-journées" in page


def test_what_others_wrote_arrives_while_one_reads(client, chargee):
    _, atelier, (une, deux, *_) = create_jeu(chargee, "note_pour_demain")
    post(client, une, atelier, FAITS, "Onze familles")
    fragment = read(client, deux, atelier, headers=HTMX, data={"marque": ""})
    assert 'hx-swap-oob="true"' in fragment
    assert "Onze familles" in fragment
    assert "hx-swap-oob" not in read(client, deux, atelier, headers=HTMX, data={"marque": "1"})


def test_a_browser_that_sends_no_origin_is_heard(chargee):
    _, atelier, (une, *_) = create_jeu(chargee, "note_pour_demain")
    client = Client(enforce_csrf_checks=True)
    assert post(client, une, atelier, FAITS, "Onze familles", headers={"origin": "null"}).status_code == 302
    assert ReponseAtelier.objects.get().texte == "Onze familles"


@pytest.mark.parametrize("saisie", [{}, {"champ": "inconnu", "texte": "…"}], ids=["vide", "inconnu"])
def test_a_box_that_is_not_there_writes_nothing(client, chargee, saisie):
    _, atelier, (une, *_) = create_jeu(chargee, "note_pour_demain")
    assert client.post(get_url(une, atelier), saisie).status_code == 302
    assert not ReponseAtelier.objects.exists()


def test_once_closed_it_reads_and_does_not_write(client, chargee):
    _, atelier, (une, *_) = create_jeu(chargee, "note_pour_demain")
    post(client, une, atelier, FAITS, "Onze familles")
    Atelier.objects.update(clos_le=timezone.now())
    page = read(client, une, atelier)
    assert "L’atelier est clos" in page
    assert "Onze familles" in page
    assert "<textarea" not in page
    assert "every 10s" not in page
    answer = post(client, une, atelier, FAITS, "Douze", "Onze familles", headers=HTMX)
    assert "sans rien y ajouter" in unescape(answer.content.decode())
    assert ReponseAtelier.objects.get().texte == "Onze familles"


def test_one_s_notes_are_not_those_of_the_group(client, chargee):
    _, atelier, (une, deux, *_) = create_jeu(chargee, "note_pour_demain")
    post(client, une, atelier, "notes", "Un mot à moi")
    assert "Un mot à moi" in read(client, une, atelier)
    assert "Un mot à moi" not in read(client, deux, atelier)


def test_another_group_is_not_read(client, chargee):
    session, (une, deux) = create_salle_essai(chargee)
    atelier = create_atelier_essai(session)
    create_groupe_essai(atelier, (une, "chargee"))
    create_groupe_essai(atelier, (deux, "chargee"), ordre=2)
    post(client, une, atelier, FAITS, "Onze familles")
    assert "Onze familles" not in read(client, deux, atelier)


def test_what_is_not_open_or_of_another_session_does_not_exist(client, chargee):
    session, (une, *_) = create_salle_essai(chargee)
    prepare = create_atelier_essai(session, ouvert_le=None)
    ailleurs = create_atelier_essai(create_salle_essai(chargee)[0])
    for atelier in (prepare, ailleurs):
        assert client.get(get_url(une, atelier)).status_code == 404
        assert post(client, une, atelier, "notes", "…").status_code == 404


def test_more_boxes_ask_no_more_queries(client, chargee, django_assert_max_num_queries):
    _, atelier, personnes = create_jeu(chargee, "note_pour_demain")
    for champ in ("faits", "decision", "maintenant", "rien"):
        post(client, personnes[0], atelier, f"note_elus-{champ}", "…")
    with django_assert_max_num_queries(9):
        read(client, personnes[1], atelier)
