import pytest

from convive.convention.models import Visa
from tests.convention.factories import create_ctg_essai

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/texte/visas/"


def test_visa_list_adds_changes_moves_and_takes_away(connecte, url, ctg, chargee, elue, django_assert_max_num_queries):
    client = connecte(chargee)
    assert "Partir des visas d’usage" in client.get(url).content.decode()
    client.post(url, {"geste": "usuels"})
    client.post(url, {"geste": "ajouter", "version": 1, "texte": "Vu la loi ;", "is_a_verifier": "on"})
    ajout = Visa.objects.get(texte="Vu la loi")
    with django_assert_max_num_queries(15):
        page = client.get(url).content.decode()
    assert "à vérifier" in page
    client.post(url, {"geste": "monter", "objet": ajout.pk})
    assert [v.texte for v in Visa.objects.filter(ctg=ctg)][-2] == "Vu la loi"
    client.post(url, {"geste": "descendre", "objet": ajout.pk})
    saisie = {"texte": "Vu la loi n° 1", "url_source": "exemple.fr/loi"}
    client.post(url, {"geste": "modifier", "version": 1, "objet": ajout.pk} | saisie)
    ajout.refresh_from_db()
    assert (ajout.texte, ajout.url_source, ajout.is_a_verifier) == ("Vu la loi n° 1", "https://exemple.fr/loi", False)
    assert 'value="monter"' not in connecte(elue).get(url).content.decode()
    connecte(chargee).post(url, {"geste": "supprimer", "objet": ajout.pk})
    assert not Visa.objects.filter(pk=ajout.pk).exists()


def test_visa_list_says_what_cannot_be_and_keeps_what_was_typed(connecte, url, ctg, chargee):
    client = connecte(chargee)
    client.post(url, {"geste": "ajouter", "version": 1, "texte": "Vu la loi"})
    page = client.post(
        url, {"geste": "ajouter", "version": 1, "texte": "vu la loi", "url_source": "exemple.fr"}
    ).content.decode()
    assert "cite déjà ce texte" in page
    assert 'value="exemple.fr"' in page or 'value="https://exemple.fr"' in page
    visa = Visa.objects.get()
    assert (
        "obligatoire"
        in client.post(url, {"geste": "modifier", "version": 1, "objet": visa.pk, "texte": ""}).content.decode()
    )


def test_visa_of_another_ctg_does_not_exist_here(connecte, url, espace, chargee, ctg):
    autre = create_ctg_essai(espace, chargee, nom="Une autre")
    visa = Visa.objects.create(ctg=autre, ordre=1, texte="Vu")
    for objet in (visa.pk, "x", ""):
        assert connecte(chargee).post(url, {"geste": "supprimer", "objet": objet}).status_code == 404


def test_two_people_who_change_one_visa_lose_nothing(connecte, url, ctg, chargee):
    """A source that one gives while the other marks it as checked: both stay. The same text twice: one is asked."""
    client = connecte(chargee)
    client.post(url, {"geste": "ajouter", "version": 1, "texte": "Vu la loi", "is_a_verifier": "on"})
    visa = Visa.objects.get()
    depart = {"version": 1, "depart": '{"texte": ["Vu la loi"], "url_source": [""], "is_a_verifier": ["on"]}'}
    envoi = {"geste": "modifier", "objet": visa.pk, "texte": "Vu la loi"} | depart
    client.post(url, envoi | {"url_source": "https://exemple.fr/loi", "is_a_verifier": "on"})
    client.post(url, envoi)
    visa.refresh_from_db()
    assert (visa.url_source, visa.is_a_verifier, visa.version) == ("https://exemple.fr/loi", False, 3)

    client.post(url, envoi | {"version": 3, "depart": "", "texte": "Vu la loi A", "url_source": visa.url_source})
    page = client.post(
        url, envoi | {"version": 3, "texte": "Vu la loi B", "url_source": visa.url_source}
    ).content.decode()
    assert "Vu la loi A" in page
    assert "Vu la loi B" in page
    visa.refresh_from_db()
    assert visa.texte == "Vu la loi A"
