import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from convive.diagnostic.models import Chapitre
from tests.diagnostic.chapitres import get_chapitre

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/diagnostic/"


def test_before_the_first_word_the_page_teaches(connecte, espace, chargee, elue):
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "Un premier jet en un clic" in page
    assert "Commencer le diagnostic" in page
    page = connecte(elue).get(get_url(espace)).content.decode()
    assert "Commencer le diagnostic" not in page
    assert "Un·e chargé·e de coopération ou la direction le commence." in page


def test_page_tells_how_far_each_chapter_is(connecte, espace, diagnostic, chargee, chiffres_base):
    Chapitre.objects.filter(pk=get_chapitre(diagnostic, "enjeux").pk).update(pensons="Trois enjeux.")
    response = connecte(chargee).get(get_url(espace))
    etats = {ligne.chapitre.cle: ligne.etat.value for ligne in response.context["lignes"]}
    assert {cle: etats[cle] for cle in ("population", "partenaires", "enjeux", "sources")} == {
        "population": "chiffres", "partenaires": "vide", "enjeux": "ecrit", "sources": "chiffres",
    }  # fmt: skip
    page = response.content.decode()
    assert "1\u00a0chapitre" in page or "1 chapitre" in page
    assert "phrases\u00a0proposées" in page or "proposées" in page


def test_page_asks_as_many_queries_with_more_chapters(connecte, espace, diagnostic, chargee, chiffres_base):
    client = connecte(chargee)
    client.get(get_url(espace))
    Chapitre.objects.filter(diagnostic=diagnostic, cle="thematique").delete()
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(get_url(espace))
    Chapitre.objects.bulk_create(
        Chapitre(espace=espace, diagnostic=diagnostic, cle="libre", titre=f"Chapitre {rang}") for rang in range(20)
    )
    with CaptureQueriesContext(connection) as many:
        client.get(get_url(espace))
    assert len(few) == len(many)
    # What is said of the diagnosis is one of them.
    assert len(many) <= 16
