import pytest
from django.urls import reverse

from convive.convention.actions.article import SaisieArticle, create_article, delete_article, update_article
from convive.convention.models import ArticleConvention
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(ctg, chargee) -> ArticleConvention:
    return create_article(by=chargee, ctg=ctg, saisie=SaisieArticle("Durée", "Un.\n\nDeux.\n\nTrois."))


def get_url(article) -> str:
    return f"/espaces/{article.espace_id}/ctg/{article.ctg_id}/texte/{article.pk}/"


def get_data(article, **champs) -> dict:
    return {"version": article.version, "titre": article.titre, "texte": article.texte, "is_numerote": "on"} | champs


def test_article_update_saves_and_says_which_field_nobody_knows(
    connecte, article, chargee, django_assert_max_num_queries
):
    client, url = connecte(chargee), get_url(article)
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "Cette convention est signée" in page
    page = client.post(url, get_data(article, texte="{{ durée }} {{ duréee }}"), follow=True).content.decode()
    assert "Convive ne connaît pas «\u00a0duréee\u00a0»" in page.replace(" »", "\u00a0»").replace("« ", "«\u00a0")
    assert "cinq ans <mark>[à compléter\u00a0: duréee]</mark>" in page
    article.refresh_from_db()
    assert (article.texte, article.updated_by) == ("{{ durée }} {{ duréee }}", chargee)


def test_article_update_joins_two_texts_or_asks_to_choose(connecte, article, chargee, directeur):
    client, url = connecte(chargee), get_url(article)
    update_article(by=directeur, article=article, saisie=SaisieArticle("Durée", "Un.\n\nSien.\n\nTrois."))
    page = client.post(url, get_data(article, texte="Un.\n\nDeux.\n\nTrois, enfin."), follow=True).content.decode()
    assert "ont été réunis" in page
    page = client.post(url, get_data(article, texte="Un.\n\nMien.\n\nTrois."))
    assert read_conflits(page) == {"texte": ("Mien.", "Sien.")}
    again = client.post(url, choose(page, texte=""))
    assert "Il reste 1\u00a0choix" in again.content.decode()
    assert client.post(url, choose(again)).status_code == 302
    article.refresh_from_db()
    assert article.texte == "Un.\n\nMien.\n\nTrois, enfin."
    assert client.post(url, {"fusion": "illisible"}).status_code == 400


def test_article_update_gives_the_text_back_when_the_article_is_gone(connecte, article, chargee):
    delete_article(by=chargee, article=article)
    response = connecte(chargee).post(get_url(article), get_data(article, texte="Mon texte."))
    assert response.status_code == 404
    assert "Mon texte." in response.content.decode()


def test_versions_of_an_article_are_read_and_brought_back(connecte, article, chargee, elue):
    client = connecte(chargee)
    client.post(get_url(article), get_data(article, texte="Autre."))
    first = article.versions.order_by("version").first()
    url = reverse("espaces:version_detail", args=[article.espace_id, "article_convention", article.pk, first.pk])
    assert connecte(elue).get(url).status_code == 200
    assert connecte(elue).post(url).status_code == 403
    assert connecte(chargee).post(url).headers["Location"].endswith(f"#article-{article.pk}")
    article.refresh_from_db()
    assert article.texte == "Un.\n\nDeux.\n\nTrois."
