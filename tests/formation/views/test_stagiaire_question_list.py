import pytest
from django.test import Client
from django.urls import reverse

from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import Pair, QuestionPair
from convive.journal.models import Journal
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.factories_pairs import create_pair_essai, create_question_essai, create_reponse_essai

pytestmark = pytest.mark.django_db
ENTREE = {"nom": "Ysoline", "organisation": "CC du Bac", "accord": "on"}


@pytest.fixture
def inscription(chargee):
    return create_inscription_essai(create_session_essai(create_organisme_essai(chargee).espace, jours=-5))


def get_url(inscription) -> str:
    return reverse("formation:stagiaire_question_list", args=[build_cle(inscription)])


def test_one_comes_in_by_an_act_then_asks(inscription):
    client, url = Client(), get_url(inscription)
    create_question_essai(inscription.espace)
    page = client.get(url).content.decode()
    assert "Comment préparer un COPIL" not in page
    assert "Entrer" in page
    assert client.post(url, ENTREE | {"accord": ""}).context["entree"].errors
    assert client.post(url, ENTREE).status_code == 302
    client.post(url, ENTREE)
    assert Pair.objects.get().inscription == inscription
    page = client.get(url).content.decode()
    assert "Comment préparer un COPIL" in page
    assert "Jamais le nom d’une famille" in page
    saisie = {"titre": "Qui invite l’école ?", "texte": "Le préau est fermé.", "theme": "F9"}
    assert client.post(url, saisie).status_code == client.post(url, saisie).status_code == 302
    assert QuestionPair.objects.filter(titre="Qui invite l’école ?").count() == 1
    # Nothing that was written, nor who wrote it, is in the journal.
    traces = str(list(Journal.objects.values_list("objet_libelle", "detail", "auteur_nom")))
    assert "école" not in traces
    assert "Ysoline" not in traces


def test_what_looks_like_a_name_is_read_again_and_an_address_is_refused(inscription):
    client, url = Client(), get_url(inscription)
    create_pair_essai(inscription)
    saisie = {"titre": "Que faire pour Mme Vauzelle ?", "texte": ""}
    page = client.post(url, saisie)
    assert "quand_meme" in page.content.decode()
    assert client.post(url, {"titre": "Appelez", "texte": "06 12 34 56 78", "quand_meme": "on"}).context["form"].errors
    assert not QuestionPair.objects.exists()
    assert client.post(url, saisie | {"quand_meme": "on"}).status_code == 302


def test_it_opens_on_the_first_day_and_not_to_who_gave_her_place_back(chargee):
    espace = create_organisme_essai(chargee).espace
    a_venir = create_inscription_essai(create_session_essai(espace))
    partie = create_inscription_essai(create_session_essai(espace, jours=-5, numero="2026-02"), etat="desistement")
    for inscription in (a_venir, partie):
        assert "s’ouvre le premier jour" in Client().get(get_url(inscription)).content.decode()
        Client().post(get_url(inscription), ENTREE)
    assert not Pair.objects.exists()


def test_the_list_puts_what_waits_first_is_searched_and_costs_the_same(inscription, count_queries_get):
    moi = create_pair_essai(inscription)
    repondue = create_question_essai(inscription.espace, moi, titre="L’évaluation d’une démarche", theme="S6")
    create_reponse_essai(repondue, None)
    create_question_essai(inscription.espace, titre="Un élu absent", theme="F6")
    client, url = Client(), get_url(inscription)
    seule = count_queries_get(client, url)
    for rang in range(25):
        create_reponse_essai(create_question_essai(inscription.espace, moi, titre=f"Question {rang}"), moi)
    assert count_queries_get(client, url) == seule <= 15
    page = client.get(url)
    assert page.context["lignes"][0][0].titre == "Un élu absent"
    assert "page 1 sur 2" in page.content.decode().replace("\u00a0", " ")
    titres = {
        choix: [row.titre for row, _, _ in client.get(f"{url}?{choix}").context["lignes"]]
        for choix in ("q=Evaluation+demarche", "theme=F6", "theme=F6&miennes=on", "theme=nulle&q=absent")
    }
    assert titres["q=Evaluation+demarche"] == ["L’évaluation d’une démarche"]
    assert titres["theme=F6"] == titres["theme=nulle&q=absent"] == ["Un élu absent"]
    assert titres["theme=F6&miennes=on"] == []


def test_nothing_of_another_body_is_there(inscription, chargee):
    create_pair_essai(inscription)
    ailleurs = create_question_essai(create_organisme_essai(chargee, "L’Autre Rive").espace, titre="Ailleurs")
    cle = build_cle(inscription)
    assert "Ailleurs" not in Client().get(get_url(inscription)).content.decode()
    assert Client().get(reverse("formation:stagiaire_question_detail", args=[cle, ailleurs.pk])).status_code == 404
