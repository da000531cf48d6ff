import pytest
from django.urls import reverse

from convive.documents.selectors import gel as selectors
from convive.espaces.models import Membre, Note
from tests.documents.factories import create_gel_note
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace, q: str = "") -> str:
    return reverse("documents:gel_list", args=[espace.pk]) + (f"?q={q}" if q else "")


def test_list_says_what_when_by_whom_and_why(
    espace, chargee, lectrice, connecte, django_assert_max_num_queries, django_assert_num_queries
):
    gel = create_gel_note(espace, chargee)
    client = connecte(lectrice)
    with django_assert_max_num_queries(12) as counted:
        page = client.get(get_url(espace)).text
    for words in (
        gel.titre,
        "Présentée au COPIL",
        "Chargee, Chargé·e de coopération",
        reverse("documents:gel_detail", args=[espace.pk, gel.pk]),
        reverse("espaces:note_detail", args=[espace.pk, gel.objet_uuid]),
    ):
        assert words in page
    for rang in range(5):
        create_gel_note(espace, chargee, titre=f"Note {rang}")
    with django_assert_num_queries(len(counted.captured_queries)):
        client.get(get_url(espace))


def test_list_is_reached_from_the_documents(espace, lectrice, connecte):
    page = connecte(lectrice).get(reverse("documents:document_list", args=[espace.pk])).text
    assert get_url(espace) in page


def test_empty_list_teaches_and_offers_only_to_those_who_freeze(espace, chargee, lectrice, connecte):
    page = connecte(lectrice).get(get_url(espace)).text
    assert "Aucune version gardée pour l’instant" in page
    assert "Ouvrir le carnet" not in page
    assert "Ouvrir le carnet" in connecte(chargee).get(get_url(espace)).text


def test_search_in_titles_and_reasons(espace, chargee, connecte):
    create_gel_note(espace, chargee, titre="Relais petite enfance")
    create_gel_note(espace, chargee, titre="Ludothèque", motif="Délibération de mars")
    client = connecte(chargee)
    page = client.get(get_url(espace, "relais")).text
    assert "Relais petite enfance" in page
    assert "Ludothèque" not in page
    assert "1 version gardée pour" in page.replace("\xa0", " ").replace("\u202f", " ")
    assert "Ludothèque" in client.get(get_url(espace, "délibération")).text
    assert "Aucune version gardée" in client.get(get_url(espace, "introuvable")).text


def test_limited_place_and_gone_object(espace, chargee, elue, connecte):
    gel = create_gel_note(espace, chargee)
    Note.objects.get().thematiques.add(create_thematique(espace, "Zéro-trois ans"))
    Membre.objects.get(compte=elue).thematiques.add(create_thematique(espace, "Onze-dix-sept ans"))
    assert gel.titre not in connecte(elue).get(get_url(espace)).text
    Note.objects.all().delete()
    page = connecte(chargee).get(get_url(espace)).text
    assert gel.titre in page
    assert "La page d’origine a été supprimée" in page


def test_a_long_list_is_read_page_after_page(espace, chargee, connecte, monkeypatch):
    for rang in range(3):
        create_gel_note(espace, chargee, titre=f"Note {rang}")
    monkeypatch.setattr(selectors, "PAR_PAGE", 2)
    premiere = connecte(chargee).get(get_url(espace), {"q": "note"}).text
    assert "?q=note&amp;page=2" in premiere
    suite = connecte(chargee).get(get_url(espace), {"q": "note", "page": "2"}).text
    for titre in (f"Note {rang}" for rang in range(3)):
        assert (titre in premiere) is not (titre in suite), titre
