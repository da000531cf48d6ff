import pytest

from convive.convention.models import ArticleConvention
from tests.convention.factories import create_texte

pytestmark = pytest.mark.django_db


def test_article_create_puts_it_where_it_is_asked(connecte, ctg, chargee, django_assert_max_num_queries):
    articles = create_texte(ctg, chargee)
    client, url = connecte(chargee), f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/ajouter/"
    client.get(url)
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "Après « Article 1 – Objet de la convention »" in page.replace("\u00a0", " ")
    saisie = {"version": 1, "titre": " Droit   à l’image ", "texte": "Texte.\r\n", "is_numerote": "on"}
    response = client.post(url, saisie | {"apres": str(articles[1].pk)})
    article = ArticleConvention.objects.get(titre="Droit à l’image")
    assert response.headers["Location"].endswith(f"#article-{article.pk}")
    assert (article.ordre, article.texte, article.created_by) == (3, "Texte.", chargee)


def test_article_create_keeps_what_was_typed(connecte, ctg, chargee):
    url = f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/ajouter/"
    page = connecte(chargee).post(url, {"version": 1, "titre": "", "texte": "Mon texte."}).content.decode()
    assert "Mon texte." in page
    assert not ArticleConvention.objects.exists()


def test_article_create_gives_the_text_back_when_the_session_is_over(client, ctg):
    url = f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/ajouter/"
    response = client.post(url, {"titre": "Un titre", "texte": "Mon texte."})
    assert response.status_code == 403
    assert "Mon texte." in response.content.decode()
