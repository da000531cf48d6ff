import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from convive.espaces.actions import courriel
from convive.formation.actions.annonce_pair import send_annonces
from convive.formation.cles.stagiaire import build_cle
from convive.formation.models import MerciPair, Pair, QuestionPair, ReponsePair
from convive.formation.rules.pairs import RETIREE
from tests.formation.factories_formation import create_inscription_essai, create_organisme_essai, create_session_essai
from tests.formation.factories_pairs import create_pair_essai, create_question_essai, create_reponse_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(chargee):
    return create_session_essai(create_organisme_essai(chargee).espace, jours=-5)


@pytest.fixture
def inscription(session):
    return create_inscription_essai(session, email="ysoline@exemple.fr")


@pytest.fixture
def autre(session):
    return create_pair_essai(create_inscription_essai(session, "Léandre Vauzelle"), "Léandre")


@pytest.fixture
def question(inscription):
    return create_question_essai(inscription.espace, create_pair_essai(inscription), texte="Vingt communes.")


def get_url(inscription, question) -> str:
    return reverse("formation:stagiaire_question_detail", args=[build_cle(inscription), question.pk])


def test_whoever_asked_is_told_once_unless_she_does_not_want_it(
    question, inscription, autre, django_capture_on_commit_callbacks
):
    url = get_url(autre.inscription, question)
    for texte in ("Un ordre du jour.", "Un ordre du jour.", "Un café."):
        with django_capture_on_commit_callbacks(execute=True):
            Client().post(url, {"geste": "repondre", "texte": texte})
    send_annonces(timezone.now())
    assert [message.to for message in mail.outbox] == [["ysoline@exemple.fr"]] * 2
    assert get_url(inscription, question) in mail.outbox[0].body
    assert "ordre du jour" not in mail.outbox[0].body
    Pair.objects.filter(pk=question.auteur_id).update(has_courriels=False)
    with django_capture_on_commit_callbacks(execute=True):
        Client().post(url, {"geste": "repondre", "texte": "Une autre."})
        Client().post(get_url(inscription, question), {"geste": "repondre", "texte": "Merci !"})
    assert len(mail.outbox) == 2


def test_a_server_that_is_down_loses_no_message(question, autre, monkeypatch):
    create_reponse_essai(question, autre)
    ReponsePair.objects.update(est_a_annoncer=True)

    def refuse(*_args, **_options):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr(courriel.EmailMessage, "send", refuse)
        assert send_annonces(timezone.now()) == (0, 1)
    assert send_annonces(timezone.now()) == (1, 0)
    assert ReponsePair.objects.get().annoncee_le is not None


def test_a_thank_counts_once_and_never_for_oneself(question, inscription, autre):
    reponse = create_reponse_essai(question, autre)
    url, sienne = get_url(inscription, question), get_url(autre.inscription, question)
    for _ in range(2):
        Client().post(url, {"geste": "merci", "mot": reponse.pk})
    assert MerciPair.objects.count() == 1
    assert "Elle a aidé" in Client().get(sienne).content.decode()
    assert "Ce n’est pas fait" in Client().post(sienne, {"geste": "merci", "mot": reponse.pk}).content.decode()
    Client().post(url, {"geste": "sans_merci", "mot": reponse.pk})
    assert MerciPair.objects.count() == 0


def test_each_corrects_and_takes_back_her_own_words_only(question, inscription, autre):
    reponse = create_reponse_essai(question, autre)
    url, sienne = get_url(inscription, question), get_url(autre.inscription, question)
    for geste in ("corriger", "retirer"):
        Client().post(url, {"geste": geste, "mot": reponse.pk, "texte": "Volée", "titre": "Volée"})
        Client().post(sienne, {"geste": geste, "mot": "", "texte": "Volée", "titre": "Volée"})
    reponse.refresh_from_db()
    question.refresh_from_db()
    assert (reponse.texte, question.texte) == ("Un ordre du jour court.", "Vingt communes.")
    Client().post(sienne, {"geste": "corriger", "mot": reponse.pk, "texte": "Trois points."})
    Client().post(url, {"geste": "corriger", "mot": "", "titre": "Et avec vingt communes ?", "theme": "F2"})
    page = Client().get(url).content.decode()
    assert "Trois points." in page
    assert "Et avec vingt communes" in page
    # The answers of others stay under a question that is taken back.
    assert "fait=retiree" in Client().post(url, {"geste": "retirer"}).headers["Location"]
    question.refresh_from_db()
    assert (question.titre, question.texte, question.auteur) == (RETIREE, "", None)
    Client().post(sienne, {"geste": "retirer", "mot": reponse.pk})
    assert not ReponsePair.objects.exists()


def test_an_erased_person_leaves_a_person_behind(question, inscription, autre, count_queries_get):
    create_reponse_essai(question, autre)
    Pair.objects.filter(pk=autre.pk).delete()
    page = Client().get(get_url(inscription, question)).content.decode()
    assert "Une personne" in page
    assert "Léandre" not in page
    seule = count_queries_get(Client(), get_url(inscription, question))
    for rang in range(10):
        create_reponse_essai(question, None, f"Réponse {rang}")
    assert count_queries_get(Client(), get_url(inscription, question)) == seule <= 15
    assert QuestionPair.objects.count() == 1
