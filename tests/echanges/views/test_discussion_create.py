"""The panel of an object: read, publish, ask for advice, follow; with htmx and without."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.echanges.models import Commentaire, Discussion, Mention, Suivi
from tests.echanges.factories import answer, publish

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def url(espace) -> str:
    return reverse("echanges:discussion_create", args=[espace.pk, "espace", espace.pk])


def get_place(espace, compte):
    return espace.membres.get(compte=compte).pk


def test_nobody_said_anything_yet(connecte, url, lectrice, chargee):
    page = connecte(lectrice).get(url).text
    assert "Aucun échange pour l’instant" in page
    assert "interne" not in page.lower().replace("internes", "")
    assert "Publier le commentaire" not in page
    page = connecte(chargee).get(url).text
    assert "Publier le commentaire" in page
    assert "Ce que vous marquez «\u00a0interne\u00a0»" in page


def test_who_coordinates_says_who_will_read(connecte, url, espace, chargee):
    client = connecte(chargee)
    page = client.post(url, {"geste": "publier", "texte": "Un texte à garder"}).text
    assert "Indiquez qui peut lire ce commentaire." in page
    assert "Un texte à garder" in page
    assert not Discussion.objects.exists()
    answer = client.post(url, {"geste": "publier", "texte": "Entre nous", "visibilite": "interne"}, follow=True)
    assert Discussion.objects.get().is_interne
    assert "Interne\u00a0:" in answer.text
    assert "cv-talk--intern" in answer.text


def test_the_others_have_nothing_to_choose(connecte, url, partenaire):
    client = connecte(partenaire)
    assert "Qui peut lire ce commentaire" not in client.get(url).text
    client.post(url, {"geste": "publier", "texte": "Bonjour"})
    assert Commentaire.objects.get().auteur == partenaire


def test_advice_is_asked_of_people_who_can_read(connecte, url, espace, chargee, directeur, partenaire):
    client = connecte(chargee)
    donnees = {"geste": "publier", "texte": "Votre avis ?", "mentions": [get_place(espace, partenaire)]}
    page = client.post(url, {**donnees, "visibilite": "interne"}).text
    assert "Partenaire ne lit pas les échanges internes : décochez, ou partagez." in page
    client.post(url, {**donnees, "visibilite": "partage"})
    assert Mention.objects.get().compte == partenaire
    assert "Avis demandé à Partenaire." in client.get(url).text


def test_someone_from_elsewhere_is_not_asked(connecte, url, espace, elue, etrangere):
    autre = etrangere.membres.get().pk
    for cle in (autre, "pas-un-identifiant"):
        page = connecte(elue).post(url, {"geste": "publier", "texte": "Bonjour", "mentions": [cle]}).text
        assert "Une des personnes cochées ne voit pas cette page" in page
    assert not Mention.objects.exists()


def test_too_many_people_at_once(connecte, url, espace, chargee):
    from tests.espaces.factories import create_compte, create_membre

    places = [create_membre(espace, create_compte(f"collegue-{rang}"), "elu").pk for rang in range(11)]
    donnees = {"geste": "publier", "texte": "Bonjour", "visibilite": "partage", "mentions": places}
    assert "10 personnes au plus" in connecte(chargee).post(url, donnees).text


def test_empty_or_endless_comment_comes_back(connecte, url, elue):
    client = connecte(elue)
    assert "Écrivez quelque chose avant de publier." in client.post(url, {"geste": "publier", "texte": "  "}).text
    page = client.post(url, {"geste": "publier", "texte": "a" * 5001}).text
    assert "tient en 5000 signes" in page.replace("\u202f", "")
    assert "a" * 5001 in page
    assert not Commentaire.objects.exists()


def test_same_form_sent_again_changes_nothing(connecte, url, elue):
    client, cle = connecte(elue), str(uuid4())
    for _ in range(2):
        assert client.post(url, {"geste": "publier", "texte": "Bonjour", "cle": cle}).status_code == 302
    assert Commentaire.objects.count() == 1
    assert client.post(url, {"geste": "publier", "texte": "Bonjour", "cle": "abime"}).status_code == 302


def test_swap_gives_the_panel_of_a_reload(connecte, url, elue):
    client = connecte(elue)
    swap = client.post(url, {"geste": "publier", "texte": "Bonjour <b>à tous</b>"}, headers=HTMX)
    assert swap.status_code == 200
    assert "<html" not in swap.text
    assert "Votre commentaire est publié." in swap.text
    assert "Bonjour &lt;b&gt;à tous&lt;/b&gt;" in swap.text
    page = client.get(url).text
    morceau = swap.text[swap.text.index('<article class="cv-comment"') : swap.text.index("</article>")]
    assert morceau in page


def test_without_script_one_comes_back_where_one_was(connecte, url, espace, elue):
    client = connecte(elue)
    assert client.post(url, {"geste": "publier", "texte": "Ici"}).headers["Location"] == url
    depuis = client.post(url, {"geste": "publier", "texte": "Là", "depuis": "objet"}).headers["Location"]
    assert depuis == reverse("espaces:espace_detail", args=[espace.pk]) + "#echanges"


def test_following_and_stopping(connecte, url, elue):
    client = connecte(elue)
    assert "Suivre, c’est être prévenu·e" in client.get(url).text
    client.post(url, {"geste": "suivre"})
    assert Suivi.objects.get(compte=elue).is_actif
    assert "Vous suivez ces échanges." in client.get(url).text
    assert "C’est noté." in client.post(url, {"geste": "ne-plus-suivre"}, headers=HTMX).text
    assert not Suivi.objects.get(compte=elue).is_actif


def test_unknown_gesture_is_not_found(connecte, url, elue):
    assert connecte(elue).post(url, {"geste": "inventer"}).status_code == 404


def test_settled_discussions_are_folded_and_many_are_cut(connecte, url, espace, elue, chargee, monkeypatch):
    from convive.echanges.actions.discussion import close_discussion
    from convive.echanges.views import discussion

    close_discussion(by=chargee, discussion=publish(elue, espace, "Ancienne").discussion, libelle="x")
    publish(elue, espace, "Récente")
    page = connecte(elue).get(url).text
    assert "1\u00a0discussion réglée" in page
    assert "Toutes les discussions" not in page
    monkeypatch.setattr(discussion, "MAX_SUR_SA_PAGE", 1)
    page = connecte(elue).get(url).text
    assert "Récente" in page
    assert "Ancienne" not in page
    assert "Toutes les discussions" in page


def test_same_number_of_queries_for_one_and_many(
    connecte, url, espace, elue, chargee, directeur, django_assert_max_num_queries
):

    client = connecte(elue)
    publish(chargee, espace, mentions=(elue, directeur))
    with CaptureQueriesContext(connection) as one:
        client.get(url)
    for _ in range(10):
        premier = publish(chargee, espace, mentions=(elue, directeur))
        answer(elue, premier.discussion)
    with django_assert_max_num_queries(len(one)):
        client.get(url)
    assert len(one) <= 12


def test_draft_is_kept_under_a_key_and_cleared_once_published(connecte, url, espace, elue):
    client, cle = connecte(elue), f"{elue.pk}.commentaire-espace-{espace.pk}"
    assert f'data-brouillon="{cle}"' in client.get(url).text
    refuse = client.post(url, {"geste": "publier", "texte": ""}, headers=HTMX).text
    assert f'data-brouillon="{cle}" data-brouillon-lie' in refuse
    assert "data-brouillon-clos" not in refuse
    publie = client.post(url, {"geste": "publier", "texte": "Bonjour"}, headers=HTMX).text
    assert f'data-brouillon-clos="{cle}"' in publie
    # Without htmx the page that follows says it.
    suite = client.post(url, {"geste": "publier", "texte": "Bonsoir"}, follow=True).text
    assert f'data-brouillon-clos="{cle}"' in suite
    assert "Votre commentaire est publié." in suite


def test_draft_of_an_answer_is_the_same_in_the_panel_and_on_its_page(connecte, url, espace, elue):
    discussion = publish(elue, espace).discussion
    client, cle = connecte(elue), f"{elue.pk}.reponse-{discussion.pk}"
    page = reverse("echanges:discussion_detail", args=[espace.pk, discussion.pk])
    for adresse in (url, page):
        assert f'data-brouillon="{cle}"' in client.get(adresse).text
    assert f'data-brouillon-clos="{cle}"' in client.post(page, {"geste": "repondre", "texte": "a"}, headers=HTMX).text
    assert f'data-brouillon-clos="{cle}"' in client.post(page, {"geste": "repondre", "texte": "b"}, follow=True).text
    assert "data-brouillon-clos" not in client.post(page, {"geste": "regler"}, headers=HTMX).text
