import pytest

from convive.convention.models import ArticleConvention
from tests.convention.factories import CAF, create_avenant_essai, create_texte

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/"


def test_article_list_begins_from_the_usual_articles(connecte, url, ctg, chargee, elue):
    client = connecte(chargee)
    assert "Partir des articles d’usage" in client.get(url).content.decode()
    assert "Partir des articles d’usage" not in connecte(elue).get(url).content.decode()
    page = connecte(chargee).post(url, {"geste": "usuels"}, follow=True).content.decode()
    for mots in (
        "15\u00a0articles ajoutés",
        "Un modèle d’usage",
        "Article 1 – Objet de la convention",
        f"«\u00a0la Caf\u00a0»\u00a0: {CAF}",
        "<mark>[à compléter\u00a0: durée du préavis, en mois]</mark>",
        "Annexe 6 – Délibérations",
        "L. 263-1",
        "{{ communes }}",
    ):
        assert mots in page
    page = connecte(elue).get(url).content.decode()
    assert "Article 1 – Objet" in page
    assert 'value="retirer"' not in page


def test_article_list_moves_takes_out_and_brings_back(connecte, url, ctg, chargee):
    client, articles = connecte(chargee), create_texte(ctg, chargee)
    objet = articles[1]
    response = client.post(url, {"geste": "descendre", "objet": objet.pk})
    assert response.headers["Location"] == f"{url}#article-{objet.pk}"
    client.post(url, {"geste": "monter", "objet": objet.pk})
    page = client.post(url, {"geste": "retirer", "objet": objet.pk}, follow=True).content.decode()
    assert "Articles retirés" in page
    assert "Article 1 – Champs d’intervention de la Caf" in page
    client.post(url, {"geste": "remettre", "objet": objet.pk})
    assert "Article 1 – Objet" in client.get(url).content.decode()
    ArticleConvention.objects.filter(pk=articles[-1].pk).delete()
    page = client.get(url).content.decode()
    assert "Articles d’usage que cette convention n’a pas\u00a0: Confidentialité" in page


@pytest.mark.parametrize("saisie", [{}, {"geste": "x"}, {"geste": "monter"}, {"geste": "monter", "objet": "x"}])
def test_article_list_knows_its_gestures(connecte, url, chargee, saisie):
    assert connecte(chargee).post(url, saisie).status_code == 404


def test_article_list_says_when_someone_took_the_article_out(connecte, url, ctg, chargee):
    article = create_texte(ctg, chargee)[1]
    client = connecte(chargee)
    client.post(url, {"geste": "retirer", "objet": article.pk})
    assert "vient d’être retiré" in client.post(url, {"geste": "monter", "objet": article.pk}).content.decode()


def test_article_list_costs_the_same_with_more_articles(connecte, url, ctg, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    create_texte(ctg, chargee)
    client.get(url)
    with django_assert_max_num_queries(15) as one:
        client.get(url)
    create_avenant_essai(ctg, chargee)
    ArticleConvention.objects.bulk_create(
        ArticleConvention(espace=ctg.espace, ctg=ctg, ordre=rang, titre=f"Article {rang}") for rang in range(20, 60)
    )
    with django_assert_max_num_queries(len(one)):
        client.get(url)
